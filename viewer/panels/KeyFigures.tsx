import { Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KpiResult } from '../../engine/worker/page.ts'
import type { Run } from '../feed/run.ts'
import { useFormat } from '../hooks.ts'
import { stopMeasuring } from '../session/experiments.ts'
import { useSession } from '../session/store.ts'
import { FlowChart } from './FlowChart.tsx'
import { figure, halfWidth, kpiName } from './figures.ts'
import { ShareTable } from './ShareTable.tsx'

/** Those that tell most about a plant, in the order they are looked for. */
const PLANT_KPIS = [
  'throughput',
  'leadTime',
  'wip',
  'onTimeRatio',
  'serviceLevel',
  'oee',
  'lineOee',
  'scrapRatio',
  'reworkRatio',
  'inventoryTurns',
  'cost',
  'costPerUnit',
  'energy',
  'energyPerUnit',
  'co2',
]

/** Means over replications with their intervals; the flow over time; and each station's share of time in each state so far. */
export function KeyFigures({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const result = useSession((session) => session.result)
  const measuring = useSession((session) => session.measuring)
  const { objective } = run.scenario
  const shown = result ? PLANT_KPIS.flatMap((name) => result.kpis.find((kpi) => kpi.name === name && kpi.subject === 'plant') ?? []) : []
  const defined = shown.filter(({ mean }) => mean !== null)
  return (
    <div className="figures">
      {run.imported && <p className="note">{t('kpi.none')}</p>}
      {measuring && (
        <div className="working">
          <output>{t('kpi.measuring', { done: measuring.done, of: measuring.of })}</output>
          <Progress value={(measuring.done / measuring.of) * 100} aria-label={t('kpi.title')} />
          <Button size="compact-sm" variant="default" onClick={stopMeasuring}>
            {t('kpi.cancel')}
          </Button>
        </div>
      )}
      {result && (
        <>
          <ul className="kpi-cards">
            {defined.map((kpi) => (
              <KpiCard key={kpi.name} kpi={kpi} decides={kpi.name === objective.kpi && objective.subject === 'plant'} />
            ))}
          </ul>
          <p className="note">
            {t('kpi.note', { count: result.replications, level: format.share(0.95) })}
            {result.partial && ` ${t('kpi.partial', { count: result.replications })}`}
          </p>
          {result.warnings?.map((warning) => (
            <p key={warning} className="notice" lang="en">
              {warning}
            </p>
          ))}
        </>
      )}
      <FlowChart run={run} />
      <ShareTable run={run} />
    </div>
  )
}

function KpiCard({ kpi, decides }: { readonly kpi: KpiResult; readonly decides: boolean }) {
  const { t } = useTranslation()
  const plant = useSession((session) => session.plant)
  const format = useFormat(plant?.scenario ?? { startTime: '1970-01-01T00:00:00Z', timeZone: 'UTC' })
  return (
    <li className="kpi-card" data-decides={decides || undefined}>
      <span className="kpi-name">{kpiName(kpi.name, t)}</span>
      <strong>{figure(kpi.mean, kpi.unit, format, t)}</strong>
      <span className="kpi-interval">{halfWidth(kpi.halfWidth, kpi.unit, format)}</span>
    </li>
  )
}
