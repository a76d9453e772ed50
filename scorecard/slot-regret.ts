import type { Assets } from '../analysis/maintenance/index.ts'
import { curve, log } from '../engine/math/index.ts'
import { HOUR, PEAK } from './autoparts-peak.ts'
import { spindleOf } from './peak-wear-marks.ts'

/** Seconds between two slots that are compared. */
const GRID = HOUR / 4

/**
 * What a slot for the new spindle truly costs more than the best one of a grid of 15 minutes, as a share of the range over all of them. The cost of a slot:
 * the work that it takes away, a failure where it comes after the spindle truly fails, and one with the chance with which a new spindle truly fails by the end
 * of the peak. `fails`: when the spindle truly fails where nothing is done. Seconds.
 */
export function slotRegret(
  assets: Assets,
  { now, chosen, fails }: { readonly now: number; readonly chosen: number; readonly fails: number },
): number {
  const { scenario, record } = assets
  const { asset, gauge, mode } = spindleOf(assets)
  const task = asset.station.maintenance[0]!
  const lasts = curve(task.duration).mean
  const stopped = curve(mode.mode.repair).mean
  const { drift, start, fail } = gauge.signal
  const rates = curve(drift)
  /** Working hours from moment to moment. */
  const open = (from: number, until: number) => asset.working.between(from * 1e6, until * 1e6) / 1e6 / HOUR
  const worked = (until: number) => gauge.worked(0, Math.min(until * 1e6, record.end))
  const pace = worked(PEAK.until) / open(0, PEAK.until)
  const hourly = scenario.stations.reduce((sum, { costPerHour }) => sum + costPerHour, 0)
  const failure = mode.mode.cost + (hourly * stopped * (open(0, PEAK.until) / (PEAK.until / HOUR))) / HOUR
  const cost = (at: number) => {
    const hours = pace * open(at + lasts, PEAK.until)
    const again = hours > 0 ? 1 - rates.cdf(log(fail! / start) / hours) : 0
    return hourly * open(at, at + lasts) + failure * ((at >= fails ? 1 : 0) + again)
  }
  let [least, most] = [cost(chosen), cost(chosen)]
  for (let at = now; at < PEAK.until; at += GRID) {
    const one = cost(at)
    if (one < least) least = one
    if (one > most) most = one
  }
  return most > least ? (cost(chosen) - least) / (most - least) : 0
}
