import { EquipmentState, STATE_COUNT, STATE_NAMES } from '../../engine/log/events.ts'
import type { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { levelAt, type Tracks } from '../feed/tracks.ts'
import { isDown } from '../state-style.ts'

/** What the short answers are made of, at one moment. Indexes are the scenario's. */
export interface Facts {
  readonly running: number
  readonly stations: number
  readonly unknown: number
  /** Products in work, most first. */
  readonly making: readonly { readonly product: number; readonly count: number }[]
  readonly finished: number
  /** Pieces per hour over the last `window` seconds. */
  readonly rate: number
  readonly window: number
  readonly pieces: number
  readonly orders: OrderFacts
  readonly good: number
  readonly scrap: number
  readonly rework: number
  readonly failures: number
  readonly down: readonly number[]
  readonly inPlant: number
  readonly waiting: number
  readonly stocked: number
  readonly low: readonly { readonly item: number; readonly onHand: number; readonly onOrder: number }[]
  /** The station that lost most of its time, and in which states, most first: shares of the time so far. */
  readonly waste: { readonly station: number; readonly share: number; readonly states: readonly Loss[] } | null
  /** The station busy for the largest share of the time it could have worked; of real machines, of the time its state is known. */
  readonly bottleneck: { readonly station: number; readonly busy: number } | null
  /** Since when nothing has moved though units are inside; seconds. */
  readonly still: { readonly since: number; readonly units: number } | null
}

export interface Loss {
  readonly state: (typeof STATE_NAMES)[number]
  readonly share: number
}

export interface OrderFacts {
  readonly released: number
  readonly closed: number
  readonly late: number
  /** The open listed order that is due first. */
  readonly next: { readonly order: number; readonly done: number; readonly quantity: number } | null
}

const WINDOW = 3600

/** `imported`: the log is of real machines, which have no plan of when to work. */
export function facts(scenario: Scenario, state: PlantState, tracks: Tracks, time: number, imported = false): Facts {
  const { firstSlot } = state.places
  const slotsOf = (station: number) => range(firstSlot[station]!, firstSlot[station + 1]!)
  const stateOf = (station: number) => Math.min(...slotsOf(station).map((slot) => state.slotState[slot]!))
  const stations = scenario.stations.map((_, i) => i)
  const running = stations.filter((i) => slotsOf(i).some((slot) => state.slotState[slot] === EquipmentState.processing))
  const window = Math.max(1, Math.min(WINDOW, time))
  const made = tracks.finished.time.length > 0 ? tracks.finished : tracks.pieces
  const lost = stations.map((station) => losses(tracks, slotsOf(station), time, imported))
  const worst = most(stations, (i) => lost[i]!.weight * lost[i]!.share)
  const still = tracks.stillness.at(time)
  const outside = range(state.places.firstSource, state.places.firstConveyor).reduce((all, place) => all + state.level[place]!, 0)
  const bottleneck = most(stations, (i) => lost[i]!.weight * lost[i]!.busy)
  return {
    running: running.length,
    stations: stations.length,
    unknown: stations.filter((i) => stateOf(i) === EquipmentState.unknown).length,
    making: making(state),
    finished: sum(state.productFinished),
    rate: ((levelAt(made, time) - levelAt(made, time - window)) / window) * 3600,
    window,
    pieces: sum(state.pieces),
    orders: orders(scenario, state, tracks.marks.order.time.countUpTo(time)),
    good: sum(state.good),
    scrap: sum(state.scrap),
    rework: sum(state.rework),
    failures: sum(state.failures),
    down: stations.filter((i) => slotsOf(i).some((slot) => isDown(state.slotState[slot]!))),
    inPlant: state.units.rows.size,
    waiting: range(state.places.firstBuffer, state.places.firstSink).reduce((all, place) => all + state.level[place]!, 0),
    stocked: scenario.materials.filter(({ reorderPoint }) => reorderPoint !== null).length,
    low: scenario.materials.flatMap(({ reorderPoint }, item) =>
      reorderPoint !== null && state.onHand[item]! <= reorderPoint
        ? [{ item, onHand: state.onHand[item]!, onOrder: state.onOrder[item]! }]
        : [],
    ),
    waste: worst === null || lost[worst]!.share === 0 ? null : { station: worst, share: lost[worst]!.share, states: lost[worst]!.states },
    bottleneck: bottleneck === null || lost[bottleneck]!.busy === 0 ? null : { station: bottleneck, busy: lost[bottleneck]!.busy },
    still: still && { since: still.from, units: state.units.rows.size - outside },
  }
}

function making({ units, slotUnit }: PlantState): Facts['making'] {
  const counts = new Map<number, number>()
  for (const unit of slotUnit) {
    const row = unit < 0 ? -1 : units.rows.rowOf(unit)
    if (row >= 0) counts.set(units.product[row]!, (counts.get(units.product[row]!) ?? 0) + 1)
  }
  return [...counts].map(([product, count]) => ({ product, count })).sort((a, b) => b.count - a.count || a.product - b.product)
}

function orders(scenario: Scenario, { orders: table, sourceOrdersClosed }: PlantState, late: number): OrderFacts {
  let released = sourceOrdersClosed
  let closed = sourceOrdersClosed
  let next: OrderFacts['next'] = null
  let first = Number.POSITIVE_INFINITY
  for (let row = 0; row < table.rows.limit; row++) {
    const order = table.rows.key[row]!
    if (order < 0 || (table.released[row]! < 0 && order >= scenario.orders.length)) continue
    if (table.released[row]! < 0) continue
    released++
    const due = table.due[row]!
    const end = table.closed[row]!
    if (end >= 0) closed++
    if (end < 0 && order < scenario.orders.length && (due < 0 ? Number.MAX_VALUE : due) < first) {
      first = due < 0 ? Number.MAX_VALUE : due
      next = { order, done: table.good[row]!, quantity: table.quantity[row]! }
    }
  }
  return { released, closed, late, next }
}

const { unknown, paused, repair, waitRepair, held, maintenance, setup, processing, blocked, waiting, starved, idle } = EquipmentState
/** What a plant loses: set-up is part of the plan, and idle is who has no plan. Of real machines no plan is known, and all but work is lost. */
const LOST: readonly number[] = [repair, waitRepair, held, blocked, waiting, starved]
const LOST_OF_MACHINES: readonly number[] = [...LOST, setup, idle]

/** Shares of the time so far that is known and, where there is a plan, planned. */
function losses(tracks: Tracks, slots: readonly number[], time: number, imported: boolean) {
  const seconds = new Float64Array(STATE_COUNT)
  for (const slot of slots) tracks.shares(slot, 0, time, seconds)
  const known = sum(seconds) - seconds[unknown]!
  const whole = imported ? known : known - seconds[paused]! - seconds[maintenance]!
  const share = (...states: number[]) => (whole > 0 ? states.reduce((all, state) => all + seconds[state]!, 0) / whole : 0)
  const lost = imported ? LOST_OF_MACHINES : LOST
  return {
    // A machine known for minutes does not outweigh one that was known all day.
    weight: imported ? whole : 1,
    share: share(...lost),
    states: lost
      .map((state) => ({ state: STATE_NAMES[state]!, share: share(state) }))
      .filter((one) => one.share > 0)
      .sort((a, b) => b.share - a.share),
    busy: share(processing, setup, repair, waitRepair),
  }
}

function most(indexes: readonly number[], of: (index: number) => number): number | null {
  return indexes.reduce<number | null>((best, one) => (best === null || of(one) > of(best) ? one : best), null)
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
const sum = (column: Float64Array) => column.reduce((all, one) => all + one, 0)
