import type { SimulationPool } from '../engine/experiment/pool.ts'
import type { Log } from '../engine/log/reader.ts'
import type { PresentSlot, Scenario } from '../scenarios/model.ts'
import { type AsOf, asOf } from '../twin/as-of.ts'
import type { Change } from '../twin/counterfactual.ts'
import { asItIs, both, dueFirst, otherSupplier, overtime, partialDelivery } from '../twin/countermeasures.ts'
import { type Countermeasure, cheapestRemedy, type Delivery, deliveryOf } from '../twin/delivery.ts'
import { quarantine } from '../twin/quarantine.ts'
import { DAY, HOUR, PEAK, type PeakCase, SPINDLE } from './autoparts-peak.ts'
import type { Named } from './peak-lot-marks.ts'

/** What is said of the orders when a lot is put on hold, and what is true. Chances that all orders due in the peak are on time. */
export interface DeliveryMark {
  readonly before: number
  readonly quarantined: number
  readonly rescheduled: number
  /** Quarantine is shown to make a difference. */
  readonly differs: boolean
  /** All are kept at no cost: the lower limit of their chance allows to say so. */
  readonly isClaimed: boolean
  /** In truth, with what was quarantined and rescheduled: share of runs of the true plant from there. */
  readonly truly: number
  /** Where it is not claimed: with what it is, at the least cost (null: with nothing that was tried), what is true then, and which order is the least likely. */
  readonly remedy: string | null
  readonly remedied: number | null
  readonly worst: string | null
}

/** The least chance with which one says that all are kept. */
export const TARGET = 0.9
const RUNS = 60
const MORE_RUNS = 240
const TRUE_RUNS = 100
const TRUE_SEED = 91_126

/** The forecasts have the log alone; the truth is the plant of the case, from the same moment on with luck of its own. */
export async function deliveryMark(
  one: PeakCase,
  log: Log<Scenario>,
  { at, lots, units }: Named,
  trueSpindle: Change,
  pool: SimulationPool,
): Promise<DeliveryMark | null> {
  const then = asOf(log, at / 1e6)
  const held = quarantine(then, { lots, units })
  const few = { pool, dueBy: PEAK.until, replications: RUNS }
  const options = { ...few, unless: { target: TARGET, replications: MORE_RUNS } }
  const before = await deliveryOf(then, asItIs, few)
  const quarantined = await deliveryOf(then, held, few)
  const rescheduled = await deliveryOf(then, both(held, dueFirst), options)
  if (before === null || quarantined === null || rescheduled === null) return null
  const truth = async (change: Change) => {
    const delivery = await deliveryOf(then, both(withTruth(one), trueSpindle, change), { ...few, replications: TRUE_RUNS, seed: TRUE_SEED })
    return delivery?.all.probability ?? Number.NaN
  }
  const isClaimed = rescheduled.all.low >= TARGET
  const kept = isClaimed
    ? null
    : await cheapestRemedy(then, remediesFor(then, both(held, dueFirst), rescheduled), { ...options, target: TARGET })
  return {
    before: before.all.probability,
    quarantined: quarantined.all.probability,
    rescheduled: rescheduled.all.probability,
    differs: quarantined.all.high < before.all.low,
    isClaimed,
    truly: await truth(both(held, dueFirst)),
    remedy: kept?.by?.name ?? null,
    remedied: kept?.by == null ? null : await truth(kept.by.change),
    worst: isClaimed ? null : (rescheduled.orders[0]?.order ?? null),
  }
}

/** What the planner does not know goes on being true. */
const withTruth =
  ({ scenario: { truth } }: PeakCase): Change =>
  (scenario) => ({ ...scenario, truth })

/** What can be bought: Saturday shifts, bars from somebody else, and a part of the orders in danger later. */
function remediesFor({ at, scenario }: AsOf, first: Change, { orders }: Delivery): Countermeasure[] {
  const saturdays = [5, 12, 19, 26]
    .map((day) => ({ from: day * DAY + 6 * HOUR - at, to: day * DAY + 22 * HOUR - at }))
    .filter(({ from, to }) => from > 0 && to + at < PEAK.until)
  const hourly = scenario.stations.reduce((sum, { costPerHour }) => sum + costPerHour, 0)
  const inDanger = orders.filter(({ onTime }) => onTime.low < TARGET).map(({ order }) => order)
  const bars = { name: 'other supplier', cost: 0.25 * LOT * 620 + 1500, change: otherSupplier('bar', LOT, DAY) }
  const shifts = saturdays.slice(0, 2).map((_, i) => ({
    name: `overtime on ${i + 1} Saturday${i === 0 ? '' : 's'}`,
    cost: (i + 1) * 16 * hourly,
    change: overtime(saturdays.slice(0, i + 1)),
  }))
  const partial = {
    name: 'partial delivery',
    cost: scenario.orders.reduce((sum, { id, lateCost }) => (inDanger.includes(id) ? sum + PART * lateCost * 5 : sum), 0),
    change: partialDelivery(inDanger, PART, 5 * DAY),
  }
  const together = shifts.map((shift) => ({
    name: `${shift.name}, ${bars.name}`,
    cost: shift.cost + bars.cost,
    change: both(shift.change, bars.change),
  }))
  return [bars, partial, ...shifts, ...together].map((remedy) => ({ ...remedy, change: both(first, remedy.change) }))
}

const LOT = 40
const PART = 0.2

/** The spindle as it truly is: how far it has come, and how fast it goes on until it is renewed. */
export const trueSpindle =
  (level: number, rate: number): Change =>
  (scenario) => {
    const { present } = scenario
    const { id, signals } = scenario.stations[SPINDLE.station]!
    const most = 0.999 * signals[SPINDLE.signal]!.fail!
    const drift = { kind: 'constant' as const, value: rate }
    const truly = (slot: PresentSlot): PresentSlot =>
      slot.station === id ? { ...slot, signals: slot.signals.map(({ of }) => ({ of, level: Math.min(level, most), drift })) } : slot
    return { ...scenario, present: present === null ? null : { ...present, slots: present.slots.map(truly) } }
  }
