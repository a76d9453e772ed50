import { slotFor, Wearing } from '../analysis/maintenance/warning.ts'
import { recordOf } from '../analysis/record/index.ts'
import type { SimulationPool } from '../engine/experiment/pool.ts'
import { log as ln } from '../engine/math/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { DAY, PEAK, type PeakCase, SPINDLE } from './autoparts-peak.ts'
import { logOf } from './log-of.ts'
import { type WearMark, wearMark } from './peak-wear-marks.ts'

/** What one seed of the story came to. */
export interface PeakMark {
  readonly kind: PeakCase['kind']
  readonly wear: WearMark
  /** Did the spindle stop in the peak, with nothing done and with what was proposed? */
  readonly stopped: { readonly without: boolean; readonly with: boolean }
  /** The chance of it that was told at the warning; null: there was none. */
  readonly told: number | null
}

/** The analysis has the logs alone; what it says is held against the case. */
export async function peakMark(one: PeakCase, seed: number, pool: SimulationPool): Promise<PeakMark> {
  const log = await logOf(one.scenario, { seed, until: one.scenario.horizon }, pool)
  const { scenario } = log.header
  const record = recordOf(log)
  const wear = wearMark(scenario, record, await lifeOf(one, seed, pool))
  const wearing = new Wearing(scenario, record, SPINDLE.station, SPINDLE.signal)
  const at = wear.warned === null ? null : wear.warned * DAY
  const slot = at === null ? null : slotFor(wearing, scenario, SPINDLE.station, SPINDLE.task, at, (PEAK.until - at) / DAY)
  const managed = slot === null ? log : await logOf(maintained(one.scenario, slot.at), { seed, until: PEAK.until }, pool)
  return {
    kind: one.kind,
    wear,
    stopped: { without: stopsInPeak(record), with: slot === null ? stopsInPeak(record) : stopsInPeak(recordOf(managed)) },
    told: at === null ? null : inPeak(wearing, at),
  }
}

/** Chance of a failure in the peak, as far as was known at `at`. */
function inPeak(wearing: Wearing, at: number): number {
  const until = wearing.failsWithin(at, Math.ceil((PEAK.until - at) / DAY))
  return until - (at < PEAK.from ? wearing.failsWithin(at, Math.floor((PEAK.from - at) / DAY)) : 0)
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

/** The truth: hours of work until the spindle fails, from a run whose readings have no noise. Null: it does not wear. */
async function lifeOf(one: PeakCase, seed: number, pool: SimulationPool): Promise<number | null> {
  const exact = {
    ...one.scenario,
    stations: one.scenario.stations.map((station, s) =>
      s === SPINDLE.station ? { ...station, signals: station.signals.map((signal) => ({ ...signal, noise: 0 })) } : station,
    ),
  }
  const log = await logOf(exact, { seed, until: DAY }, pool)
  const record = recordOf(log)
  const { start, fail } = one.scenario.stations[SPINDLE.station]!.signals[SPINDLE.signal]!
  const { load } = new Wearing(log.header.scenario, record, SPINDLE.station, SPINDLE.signal)
  const { value, time } = record.conditions.row(record.conditions.count - 1)
  const rate = ln(value / start) / load.worked(time / 1e6)
  return rate > 1e-9 ? ln(fail! / start) / rate : null
}
