import { assetsOf, slotFor } from '../analysis/maintenance/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import type { SimulationPool } from '../engine/experiment/pool.ts'
import { log as ln } from '../engine/math/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { Change } from '../twin/counterfactual.ts'
import { DAY, LAST_DUE, PEAK, type PeakCase, SPINDLE } from './autoparts-peak.ts'
import { logOf } from './log-of.ts'
import { type DeliveryMark, deliveryMark, trueSpindle } from './peak-delivery-marks.ts'
import { type LotMark, lotMark } from './peak-lot-marks.ts'
import { spindleOf, type WearMark, wearMark } from './peak-wear-marks.ts'
import { slotRegret } from './slot-regret.ts'

/** What one seed of the story came to. */
export interface PeakMark {
  readonly kind: PeakCase['kind']
  readonly wear: WearMark
  /** Did the spindle stop in the peak, with nothing done and with what was proposed? */
  readonly stopped: { readonly without: boolean; readonly with: boolean }
  /** What the slot costs more than the best one, as a share of the range over all slots; null: none was proposed. */
  readonly regret: number | null
  /** Of the lot, and of the orders when it was put on hold (null: no lot was named in time), with what was proposed for the spindle. */
  readonly lot: LotMark
  readonly delivery: DeliveryMark | null
}

/** The analysis has the logs alone; what it says is held against the case. */
export async function peakMark(one: PeakCase, seed: number, pool: SimulationPool): Promise<PeakMark> {
  const log = await logOf(one.scenario, { seed, until: one.scenario.horizon }, pool)
  const { scenario } = log.header
  const record = recordOf(log)
  const assets = assetsOf(record, scenario)
  const wear = wearMark(assets, await lifeOf(one, seed, pool))
  const { asset, mode } = spindleOf(assets)
  const slot =
    wear.warned === null ? null : slotFor(assets, asset, mode, SPINDLE.task, { now: wear.warned * DAY * 1e6, until: PEAK.until * 1e6 })
  const plant = slot === null ? one.scenario : maintained(one.scenario, slot.at / 1e6)
  const managed = slot === null ? log : await logOf(plant, { seed, until: PEAK.until }, pool)
  const lot = await lotMark(one, plant, managed, seed, pool)
  const delivery =
    lot.named === null || lot.named.at / 1e6 >= LAST_DUE
      ? null
      : await deliveryMark(one, managed, lot.named, await spindleAt(plant, seed, lot.named.at / 1e6, pool), pool)
  return {
    lot,
    delivery,
    kind: one.kind,
    wear,
    regret:
      slot === null
        ? null
        : slotRegret(assets, {
            now: wear.warned! * DAY,
            chosen: slot.at / 1e6,
            fails: wear.fails === null ? Number.POSITIVE_INFINITY : wear.fails * DAY,
          }),
    stopped: { without: stopsInPeak(record), with: slot === null ? stopsInPeak(record) : stopsInPeak(recordOf(managed)) },
  }
}

const stopsInPeak = ({ failures }: ReturnType<typeof recordOf>) =>
  failures.column.time.subarray(0, failures.count).some((time) => time / 1e6 >= PEAK.from && time / 1e6 < PEAK.until)

/** The plant with a new spindle at that moment. */
function maintained(scenario: Scenario, at: number): Scenario {
  return {
    ...scenario,
    stations: scenario.stations.map((station, s) =>
      s === SPINDLE.station
        ? { ...station, maintenance: station.maintenance.map((task, t) => (t === SPINDLE.task ? { ...task, at: [at] } : task)) }
        : station,
    ),
  }
}

/** The truth: hours of work until the spindle fails. Null: it does not wear. */
async function lifeOf(one: PeakCase, seed: number, pool: SimulationPool): Promise<number | null> {
  const { rate } = await spindleIn(one.scenario, seed, DAY, pool)
  const { start, fail } = one.scenario.stations[SPINDLE.station]!.signals[SPINDLE.signal]!
  return rate > 1e-9 ? ln(fail! / start) / rate : null
}

/** The plant as of a moment with the spindle as it truly is then. */
async function spindleAt(plant: Scenario, seed: number, at: number, pool: SimulationPool): Promise<Change> {
  const { level, rate } = await spindleIn(plant, seed, at, pool)
  return trueSpindle(level, rate)
}

/** The truth: level of the vibration, and rise of its logarithm per hour, from a run of the plant whose readings have no noise. */
async function spindleIn(plant: Scenario, seed: number, until: number, pool: SimulationPool): Promise<{ level: number; rate: number }> {
  const exact = {
    ...plant,
    stations: plant.stations.map((station, s) =>
      s === SPINDLE.station ? { ...station, signals: station.signals.map((signal) => ({ ...signal, noise: 0 })) } : station,
    ),
  }
  const log = await logOf(exact, { seed, until }, pool)
  const record = recordOf(log)
  const { gauge } = spindleOf(assetsOf(record, log.header.scenario))
  const { value, time } = record.conditions.column
  const last = record.conditions.count - 1
  const { start } = plant.stations[SPINDLE.station]!.signals[SPINDLE.signal]!
  let first = last
  while (first > 0 && value[first - 1]! <= value[first]!) first--
  const hours = gauge.worked(time[first]!, time[last]!)
  return { level: value[last] ?? start, rate: hours > 0 ? ln(value[last]! / value[first]!) / hours : 0 }
}
