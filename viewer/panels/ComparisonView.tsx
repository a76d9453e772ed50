import { Button, Group, Progress, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Comparison, Difference } from '../../engine/worker/page.ts'
import { useFormat } from '../hooks.ts'
import { closeVariant, stopMeasuring } from '../session/experiments.ts'
import { useSession, type Variant } from '../session/store.ts'
import { difference, interval, kpiName } from './figures.ts'
import { verdictKey } from './verdict.ts'

const SHOWN = ['throughput', 'leadTime', 'wip', 'onTimeRatio', 'serviceLevel', 'oee', 'scrapRatio', 'reworkRatio', 'cost']

/** Present plan against variant: the verdict, and every difference with its interval. */
export function ComparisonView({ variant }: { readonly variant: Variant }) {
  const { t } = useTranslation()
  const sideBySide = useSession((session) => session.sideBySide)
  const setSideBySide = useSession((session) => session.setSideBySide)
  const { progress, comparison } = variant
  return (
    <section className="comparison" aria-label={t('compare.title')}>
      <Group justify="space-between" wrap="nowrap">
        <h2>{variant.title}</h2>
        <Switch label={t('compare.side')} checked={sideBySide} onChange={({ currentTarget }) => setSideBySide(currentTarget.checked)} />
      </Group>
      {progress && (
        <div className="working">
          <output>{t('compare.running', { done: progress.done, of: progress.of })}</output>
          <Progress value={(progress.done / Math.max(1, progress.of)) * 100} aria-label={t('compare.title')} />
          <Button size="compact-sm" variant="default" onClick={stopMeasuring}>
            {t('compare.cancel')}
          </Button>
        </div>
      )}
      {comparison && comparison.replications > 0 && <Differences comparison={comparison} />}
      <Button size="compact-sm" variant="subtle" onClick={closeVariant}>
        {t('compare.close')}
      </Button>
    </section>
  )
}

export function Differences({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation()
  const plant = useSession((session) => session.plant)
  const format = useFormat(plant?.scenario ?? { startTime: '1970-01-01T00:00:00Z', timeZone: 'UTC' })
  const [variant] = comparison.variants
  if (!variant) return null
  const { objective } = comparison
  const ofPlant = (name: string) => variant.differences.find((one) => one.name === name && one.subject === 'plant')
  const deciding = variant.differences.find(({ name, subject }) => name === objective.kpi && subject === objective.subject)
  const shown = [...new Set([deciding, ...SHOWN.map(ofPlant)])].filter((one): one is Difference => one !== undefined && one.mean !== null)
  const reduction = comparison.varianceReduction[0] ?? null
  return (
    <>
      <p className="verdict" data-verdict={verdictKey(variant.verdict)}>
        <strong>{t(`verdict.${verdictKey(variant.verdict)}`)}</strong>
        <span>
          {t('compare.decides', { kpi: kpiName(objective.kpi, t) })}
          {deciding && ` · ${difference(deciding.mean, deciding.unit, format, t)}`}
        </span>
      </p>
      <table className="differences">
        <thead>
          <tr>
            <th scope="col">{t('kpi.figure')}</th>
            <th scope="col" className="number">
              {t('compare.difference')}
            </th>
            <th scope="col" className="number">
              {t('compare.interval', { level: format.share(deciding?.level ?? 0.95) })}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={`${one.name} ${one.subject}`} data-clear={isClear(one) || undefined}>
              <th scope="row">{kpiName(one.name, t)}</th>
              <td className="number">{difference(one.mean, one.unit, format, t)}</td>
              <td className="number">{interval(one.low, one.high, one.unit, format, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        {t('compare.replications', { count: comparison.replications })}
        {comparison.partial && ` · ${t('compare.partial')}`}
        {reduction !== null && reduction > 1.05 && ` · ${t('compare.reduction', { factor: format.figure(reduction) })}`}
      </p>
      {comparison.warnings?.map((warning) => (
        <p key={warning} className="notice" lang="en">
          {warning}
        </p>
      ))}
    </>
  )
}

/** The interval leaves zero out. */
const isClear = ({ low, high }: Difference) => low !== null && high !== null && (low > 0 || high < 0)
