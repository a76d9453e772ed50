import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import { fold } from '../../engine/log/fold.ts'
import type { Log } from '../../engine/log/reader.ts'
import { inOrderOfTruth } from '../../engine/log/replay.ts'
import { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { type Blame, blameIn } from '../blame/blame.ts'
import { Blamer, WAITS } from '../blame/blamer.ts'
import type { Culprit } from '../blame/culprits.ts'
import { ActivePeriods } from './active-periods.ts'
import { type Bottleneck, bottleneckIn } from './bottleneck.ts'

/** What a plant's output was limited by, and who made whom wait. */
export interface Limits {
  readonly bottleneck: Omit<Bottleneck, 'timeline'>
  /** The bottleneck in numbers; null where nothing flowed. */
  readonly limit: Limit | null
  readonly blame: Blame
}

export interface Limit {
  readonly station: string
  /** Shares of the measured time in which it was the bottleneck. */
  readonly sole: number
  readonly shifting: number
  /** Units that left the plant per hour, good or scrapped. */
  readonly madePerHour: number
  /** The same, had it never waited for others: its own set-ups, failures, maintenance and pauses as they were. */
  readonly capacityPerHour: number
  /** Units that came per hour; null where a saturated source brings as many as are taken. */
  readonly demandPerHour: number | null
  /** More came than it can do. */
  readonly overloaded: boolean
  /** Seconds of its slots per unit made. */
  readonly secondsPerUnit: number
  /** What its time was lost to, its own stops and what others kept from it, in units that were not made. Most first. */
  readonly lost: readonly { readonly culprit: Culprit; readonly seconds: number; readonly units: number }[]
}

/** Reads the whole log, once. */
export function limitsOf(log: Log<Scenario>): Limits {
  const { scenario, origin } = log.header
  const plant = new PlantState(log.header)
  const blamer = new Blamer(scenario, plant)
  const first = origin === 'simulated' ? EquipmentState.starved : EquipmentState.unknown
  const periods = new ActivePeriods(log.places, scenario.stations.length, first)
  let since = 0
  let before = flowOf(plant)
  inOrderOfTruth(log, (event) => {
    blamer.before(event)
    if (event.kind === EventKind.equipmentState) periods.enter(event.time, event.subject, event.a, event.b)
    fold(plant, event)
    if (event.kind !== EventKind.warmUpEnded) return
    since = event.time
    before = flowOf(plant)
    blamer.restart()
    periods.restart(event.time)
  })
  blamer.close(log.endTime)
  periods.close(log.endTime)
  const span = log.endTime - since
  const { timeline: _, ...bottleneck } = bottleneckIn(scenario, periods, span)
  const after = flowOf(plant)
  const flow = { came: after.came - before.came, left: after.left - before.left }
  return { bottleneck, limit: limit(scenario, bottleneck, blamer, span, flow), blame: blameIn(scenario, blamer) }
}

interface Flow {
  readonly came: number
  readonly left: number
}

const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0)

const flowOf = (plant: PlantState): Flow => ({
  came: sum(plant.productCreated),
  left: sum(plant.productFinished) + sum(plant.productScrapped),
})

/** More came than left by this share of what came, and by this many units, is no chance of the last few minutes. */
const GROWTH = 0.02
const GROWN = 10

/** States in which a station could have done more than it did. */
const FREE: readonly EquipmentState[] = [...WAITS, EquipmentState.idle, EquipmentState.unknown]

const OWN_LOSSES = new Set<Culprit['cause']>(['repair', 'waitRepair', 'held', 'maintenance', 'setup'])

function limit(
  scenario: Scenario,
  { main, stations }: Limits['bottleneck'],
  blamer: Blamer,
  span: number,
  { came, left }: Flow,
): Limit | null {
  if (main < 0 || left === 0 || span === 0) return null
  const { culprits, own, charged } = blamer
  const of = (state: number) => own[culprits.station(main, state, -1)]!
  const working = of(EquipmentState.processing)
  if (working === 0) return null
  const slotTime = span * scenario.stations[main]!.slots
  const free = FREE.reduce<number>((total, state) => total + of(state), 0)
  const hours = span / 3600e6
  const capacityPerHour = (left / hours) * (slotTime / (slotTime - free))
  const saturated = scenario.sources.some(({ every, serve }) => every === null && serve === 'make')
  const demandPerHour = saturated ? null : came / hours
  const grew = came - left > Math.max(GROWN, GROWTH * came)
  const lost = new Map<number, number>()
  for (let culprit = 0; culprit < culprits.count; culprit++) {
    if (own[culprit]! > 0 && culprits.stationOf(culprit) === main && OWN_LOSSES.has(culprits.describe(culprit).cause))
      lost.set(culprit, own[culprit]!)
  }
  for (const [key, time] of charged) {
    const culprit = key % culprits.count
    if (Math.floor(Math.floor(key / culprits.count) / WAITS.length) === main) lost.set(culprit, (lost.get(culprit) ?? 0) + time)
  }
  return {
    station: stations[main]!.station,
    sole: stations[main]!.sole,
    shifting: stations[main]!.shifting,
    madePerHour: left / hours,
    capacityPerHour,
    demandPerHour,
    overloaded: demandPerHour !== null && grew && demandPerHour > capacityPerHour,
    secondsPerUnit: working / left / 1e6,
    lost: [...lost]
      .sort(([a, time], [b, other]) => other - time || a - b)
      .map(([culprit, time]) => ({ culprit: culprits.describe(culprit), seconds: time / 1e6, units: (time * left) / working })),
  }
}
