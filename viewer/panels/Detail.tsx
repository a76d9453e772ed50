import { Button, CloseButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { availability, effectiveness, oee, qualityRatio } from '../../analysis/kpi/iso22400.ts'
import { readDataKey } from '../../engine/log/data-key.ts'
import { EquipmentState, STATE_COUNT } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Run } from '../feed/run.ts'
import { StateIcon } from '../GlyphIcon.tsx'
import { useFormat, useGrowth, useTime } from '../hooks.ts'
import { useSession } from '../session/store.ts'
import { STATE_STYLES } from '../state-style.ts'
import { StateBar } from './StateBar.tsx'

/** What is picked, at the moment shown; and the same thing in the variant beside it. */
export function Detail({ run, variant }: { readonly run: Run; readonly variant: Run | null }) {
  const { t } = useTranslation()
  const selected = useSession((session) => session.selected)
  const select = useSession((session) => session.select)
  const setPanel = useSession((session) => session.setPanel)
  if (selected === null) return null
  const thing = find(run, selected)
  if (!thing) return null
  return (
    <section className="detail" aria-label={`${t('detail.title')}: ${thing.title}`}>
      <header>
        <div>
          <span className="detail-kind">{t(`kind.${thing.kind}`)}</span>
          <h2>{thing.title}</h2>
        </div>
        <CloseButton aria-label={t('detail.close')} onClick={() => select(null)} />
      </header>
      <Body run={run} thing={thing} />
      {variant && (
        <>
          <h3>{t('compare.variant')}</h3>
          <Body run={variant} thing={find(variant, selected) ?? thing} />
        </>
      )}
      {!run.imported && (
        <Button size="compact-sm" variant="light" onClick={() => setPanel('change')}>
          {t('detail.change')}
        </Button>
      )}
    </section>
  )
}

type Kind = 'station' | 'buffer' | 'sink' | 'source' | 'conveyor' | 'material'

interface Thing {
  readonly kind: Kind
  readonly index: number
  readonly title: string
}

function find({ scenario }: Run, id: string): Thing | null {
  const kinds = [
    ['station', scenario.stations],
    ['buffer', scenario.buffers],
    ['sink', scenario.sinks],
    ['source', scenario.sources],
    ['conveyor', scenario.conveyors],
    ['material', scenario.materials],
  ] as const
  for (const [kind, list] of kinds) {
    const index = list.findIndex((one) => one.id === id)
    if (index >= 0) return { kind, index, title: list[index]!.title }
  }
  return null
}

function Body({ run, thing }: { readonly run: Run; readonly thing: Thing }) {
  if (thing.kind === 'station') return <StationBody run={run} station={thing.index} />
  return <PlaceBody run={run} thing={thing} />
}

function StationBody({ run, station }: { readonly run: Run; readonly station: number }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const time = useTime()
  useGrowth(run)
  const { state, tracks, scenario } = run
  const { firstSlot } = state.places
  const slots = Array.from({ length: firstSlot[station + 1]! - firstSlot[station]! }, (_, n) => firstSlot[station]! + n)
  const seconds = new Float64Array(STATE_COUNT)
  for (const slot of slots) tracks.shares(slot, 0, time, seconds)
  const unit = tracks.workUnit(station, time)
  const queue = scenario.products.flatMap(({ route }) =>
    route.filter(({ stations }) => stations.includes(scenario.stations[station]!.id)).map(({ buffer }) => buffer),
  )
  const buffers = [...new Set(queue.filter((id) => id !== null))].map((id) => scenario.buffers.findIndex((buffer) => buffer.id === id))
  const waiting = buffers.reduce((sum, buffer) => sum + (state.level[state.places.firstBuffer + buffer] ?? 0), 0)
  return (
    <div className="detail-body">
      <output className="visually-hidden">{slots.length === 1 && t(`state.${STATE_STYLES[state.slotState[slots[0]!]!]!.name}`)}</output>
      <ul className="slots">
        {slots.slice(0, 8).map((slot, n) => {
          const now = state.slotState[slot]!
          const since = state.slotSince[slot]! / 1e6
          const row = state.slotUnit[slot]! < 0 ? -1 : state.units.rows.rowOf(state.slotUnit[slot]!)
          const product = row < 0 ? null : scenario.products[state.units.product[row]!]
          const order = row < 0 ? null : scenario.orders[state.units.order[row]!]
          const work = state.upkeep.find((one) => one.station === station)
          const cause =
            now === EquipmentState.waiting
              ? waitsFor(scenario, state.slotCause[slot]!)
              : work && now <= 5
                ? work.kind === 0
                  ? scenario.stations[station]!.failures[work.index]
                  : scenario.stations[station]!.maintenance[work.index]
                : undefined
          return (
            <li key={slot}>
              <StateIcon state={now} size={22} />
              <div>
                <strong>
                  {slots.length > 1 && t('detail.slot', { number: n + 1 }) + t('list.colon')}
                  {t(`state.${STATE_STYLES[now]!.name}`)}
                </strong>
                <span className="muted">
                  {' '}
                  {t('detail.since', { time: format.moment(since), span: format.span(Math.max(0, time - since)) })}
                </span>
                {cause && <div className="muted">{t('detail.cause') + t('list.colon') + cause.title}</div>}
                {product && (
                  <div className="muted">
                    {t('detail.unit')}: {t('table.unitNumber', { product: product.title, unit: state.slotUnit[slot]! + 1 })}
                    {order && ` · ${order.title}`}
                  </div>
                )}
              </div>
            </li>
          )
        })}
      </ul>
      <div>
        <span className="muted">{t('detail.shares')}</span>
        <StateBar seconds={seconds} format={format} />
      </div>
      <dl className="facts">
        <Fact name={t('kpi.availability')} value={format.share(availability(unit))} />
        {!run.imported && <Fact name={t('kpi.effectiveness')} value={format.share(effectiveness(unit))} />}
        {!run.imported && <Fact name={t('kpi.qualityRatio')} value={format.share(qualityRatio(unit))} />}
        {!run.imported && <Fact name={t('kpi.oee')} value={format.share(oee(unit))} />}
        {!run.imported && (
          <Fact
            name={t('detail.good')}
            value={`${format.number(unit.good)} / ${format.number(unit.scrap)} / ${format.number(unit.rework)}`}
          />
        )}
        {!run.imported && <Fact name={t('detail.failures')} value={format.number(state.failures[station]!)} />}
        {buffers.length > 0 && <Fact name={t('detail.queue')} value={format.number(waiting)} />}
        {run.imported && <Fact name={t('detail.pieces')} value={format.number(state.pieces[station]!)} />}
      </dl>
      {run.imported && <Reports run={run} station={station} />}
    </div>
  )
}

const MOST_REPORTS = 8

/** What is worth knowing of a machine before its positions and loads. */
const TELLING = [
  'EXECUTION',
  'CONTROLLER_MODE',
  'FUNCTIONAL_MODE',
  'PROGRAM',
  'PART_COUNT',
  'EMERGENCY_STOP',
  'AVAILABILITY',
  'PATH_FEEDRATE_OVERRIDE',
]

/** What a real machine said last, in its own words. */
function Reports({ run, station }: { readonly run: Run; readonly station: number }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const { strings } = run.log
  const rank = (key: number) => {
    const type = readDataKey(strings[key] ?? '').type
    return TELLING.includes(type) ? TELLING.indexOf(type) : TELLING.length
  }
  const reports = [...(run.state.reported[station] ?? [])].sort(([a], [b]) => rank(a) - rank(b)).slice(0, MOST_REPORTS)
  if (reports.length === 0) return null
  return (
    <>
      <span className="muted">{t('detail.reports')}</span>
      <dl className="facts">
        {reports.map(([key, { text, value }]) => (
          <Fact key={key} name={strings[key] ?? String(key)} value={text >= 0 ? (strings[text] ?? '') : format.figure(value)} />
        ))}
      </dl>
    </>
  )
}

function PlaceBody({ run, thing: { kind, index } }: { readonly run: Run; readonly thing: Thing }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  useTime()
  useGrowth(run)
  const { state, scenario } = run
  const { firstBuffer, firstSink, firstSource, firstConveyor } = state.places
  if (kind === 'conveyor') {
    const now = STATE_STYLES[state.conveyorState[index]!]!
    return (
      <div className="detail-body">
        <p>
          <StateIcon state={state.conveyorState[index]!} size={22} /> {t(`state.${now.name}`)}
        </p>
        <p>{t('detail.level', { count: Math.max(0, state.level[firstConveyor + index]!) })}</p>
      </div>
    )
  }
  if (kind === 'buffer') {
    const level = state.level[firstBuffer + index]!
    const { capacity } = scenario.buffers[index]!
    return (
      <div className="detail-body">
        <p>{capacity === null ? t('detail.level', { count: level }) : t('detail.levelOf', { count: level, capacity })}</p>
        {capacity !== null && (
          <span className="order-bar" aria-hidden="true">
            <span style={{ width: `${(level / capacity) * 100}%` }} />
          </span>
        )}
      </div>
    )
  }
  if (kind === 'material') {
    const { unit } = scenario.materials[index]!
    return <p>{`${t('detail.stock')}: ${format.number(state.onHand[index]!)} ${unit}`}</p>
  }
  if (kind === 'sink') return <p>{`${t('detail.finished')}: ${format.number(state.finished[firstSink + index]!)}`}</p>
  return <p>{`${t('detail.queue')}: ${format.number(Math.max(0, state.level[firstSource + index]!))}`}</p>
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** What a station that is waiting is without, as its log says it: an item, a crew or a pallet; nothing where it waits for more of its batch. */
function waitsFor({ materials, products, crews, pallets, tools }: Scenario, cause: number): { readonly title: string } | undefined {
  return cause >= 0 ? [...materials, ...products][cause] : [...crews, ...pallets, ...tools][-2 - cause]
}
