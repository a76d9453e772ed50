import type { Alarm } from '../analysis/alarms/index.ts'
import type { Log } from '../engine/log/reader.ts'
import type { DistributionSpec } from '../scenarios/distribution-spec.ts'
import type { FailureMode, Scenario } from '../scenarios/model.ts'
import { type AsOf, asOf } from './as-of.ts'
import { type Counterfactual, type CounterfactualOptions, counterfactual, type Estimate, spanOf } from './counterfactual.ts'
import type { FigureName } from './figures.ts'
import { withoutHolds } from './without.ts'

export interface SavedOptions extends Pick<CounterfactualOptions, 'pool' | 'onProgress' | 'replications' | 'seed' | 'within'> {
  /** Seconds after the moment at which it was acted, until it would have been; not said: not at all within what is looked at. */
  readonly later?: number | undefined
}

/** What acting on an alarm saved: no action − as it was, run by run with the same luck. Below zero: it cost more than it saved. */
export interface Saved {
  readonly alarm: string
  /** What was done, as the log shows it, and when (seconds). */
  readonly action: string
  readonly at: number
  /** Seconds; null: never. */
  readonly later: number | null
  readonly currency: string
  /** Minutes that slots would have been stopped, by failures or holds; pieces that would not have been made; money that would have been lost. */
  readonly stoppedMinutes: Estimate
  readonly good: Estimate
  readonly ordersOnTime: Estimate | null
  readonly money: Estimate
  /** What the money is: of plants with prices profit, of others cost alone. */
  readonly moneyIs: 'profit' | 'cost'
  readonly counterfactual: Counterfactual
}

/** Why it cannot be told what an action saved. */
export type NotSaved = 'notActed' | 'notModelled'

/**
 * Both plants start as the log says the plant stood when the alarm was acted on. In the one the repair that began goes on; in the other it begins
 * `later`, or not while we look. A station that was put on hold is, in the other, not. Null where the pool was stopped.
 */
export async function savedBy(log: Log<Scenario>, alarm: Alarm, options: SavedOptions): Promise<Saved | NotSaved | null> {
  const { acted } = alarm.life
  if (acted === null) return 'notActed'
  const then = asOf(log, acted)
  const within = options.within ?? spanOf(then)
  const arms = armsOf(then, alarm, options.later ?? within)
  if (arms === null) return 'notModelled'
  const [asIs, instead] = arms
  const { pool, onProgress, replications, seed } = options
  const told = await counterfactual({ ...then, scenario: asIs }, instead, { pool, onProgress, replications, seed, within })
  if (told === null) return null
  const of = (name: FigureName) => told.figures.find((figure) => figure.name === name)?.difference ?? null
  const profit = of('profit')
  return {
    alarm: alarm.id,
    action: alarm.life.shownBy.acted ?? alarm.life.by.acted ?? '',
    at: acted,
    later: options.later ?? null,
    currency: then.scenario.currency,
    stoppedMinutes: scaled(of('stopped')!, 1 / 60),
    good: scaled(of('good')!, -1),
    ordersOnTime: of('ordersOnTime') === null ? null : scaled(of('ordersOnTime')!, -1),
    money: profit === null ? of('cost')! : scaled(profit, -1),
    moneyIs: profit === null ? 'cost' : 'profit',
    counterfactual: told,
  }
}

function scaled({ mean, low, high }: Estimate, by: number): Estimate {
  const times = (value: number | null) => (value === null ? null : value * by + 0)
  return by < 0 ? { mean: times(mean), low: times(high), high: times(low) } : { mean: times(mean), low: times(low), high: times(high) }
}

type Arms = readonly [asIs: Scenario, instead: (scenario: Scenario) => Scenario]

function armsOf({ scenario }: AsOf, alarm: Alarm, later: number): Arms | null {
  const { rule, subject, evidence } = alarm
  if (subject.kind !== 'station') return null
  if (rule === 'equipmentFailure') {
    const mode = String(evidence.figures.mode)
    const slot = Number(evidence.figures.slot)
    const own = repairOfItsOwn(scenario, subject.id, mode, slot)
    return own === null ? null : [own.scenario, own.begins(later)]
  }
  const isHeld = scenario.stations.some(({ id, holds }) => id === subject.id && holds.some(({ at }) => at <= 0))
  return rule === 'qualitySignal' && isHeld ? [scenario, withoutHolds(subject.id)] : null
}

/**
 * The repair that goes on as that of a failure mode of its own, which never fails by itself: so that it alone can begin later, with the same luck, while what
 * fails later is repaired as before. Its own mode counts anew from here. Null where the slot is not under repair, or nobody can say what later would be.
 */
function repairOfItsOwn(scenario: Scenario, station: string, mode: string, slot: number) {
  const { present } = scenario
  const spec = scenario.stations.find(({ id }) => id === station)?.failures.find(({ id }) => id === mode)
  const stopped = present?.slots.find((one) => one.station === station && one.slot === slot)?.stopped.find(({ by }) => by === mode)
  if (!present || !spec || !stopped || delayed(spec.repair, 0) === null) return null
  const own = `${mode}_now`
  const withRepair = (repair: DistributionSpec): Scenario => ({
    ...scenario,
    stations: scenario.stations.map((one) =>
      one.id === station ? { ...one, failures: [...one.failures, { ...never(spec), id: own, repair }] } : one,
    ),
    present: {
      ...present,
      slots: present.slots.map((one) =>
        one.station === station && one.slot === slot
          ? {
              ...one,
              ages: one.ages.map((age) => (age.of === mode && spec.effect === 'renew' ? { ...age, age: 0 } : age)),
              stopped: one.stopped.map((stop) => (stop === stopped ? { ...stop, by: own } : stop)),
            }
          : one,
      ),
    },
  })
  return { scenario: withRepair(spec.repair), begins: (later: number) => () => withRepair(delayed(spec.repair, later)!) }
}

const never = (mode: FailureMode) =>
  ({ ...mode, clock: 'operating', signal: null, doubles: null, load: null, station: null, after: NEVER, first: 'new', age: 0 }) as const
/** 95 years: longer than any run. */
const NEVER = { kind: 'constant', value: 3e9 } as const

/** The same time, from so much later on; null where the language cannot say it. */
function delayed(spec: DistributionSpec, by: number): DistributionSpec | null {
  switch (spec.kind) {
    case 'constant':
      return { ...spec, value: spec.value + by }
    case 'empirical':
      return { ...spec, values: spec.values.map((value) => value + by) }
    case 'piecewise':
      return { ...spec, points: spec.points.map(([value, cumulative]) => [value + by, cumulative] as const) }
    case 'shifted':
      return { ...spec, by: spec.by + by }
    case 'truncated':
    case 'geometric':
    case 'poisson':
      return null
    default:
      return { kind: 'shifted', by, of: spec }
  }
}
