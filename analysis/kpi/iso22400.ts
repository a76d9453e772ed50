import type { WorkUnit } from './measured.ts'

/*
 * ISO 22400-2, one formula each. Worked example throughout: PBT 480, APT 360, AUST 30, ADET 60, ADOT 30 min; PRI 0.9 min; PQ 380, GQ 372.
 * PRI·PQ is Σ of the planned run time of each piece produced, so every product counts with its own ideal time. Not defined is NaN.
 */

/** PQ = GQ + SQ + RQ. */
export const producedQuantity = ({ good, scrap, rework }: WorkUnit) => good + scrap + rework

/** KPI 8, A = APT / PBT: 360 / 480 = 0.75. */
export const availability = ({ production, plannedBusy }: WorkUnit) => (plannedBusy > 0 ? production / plannedBusy : Number.NaN)

/** KPI 9, E = PRI·PQ / APT: 0.9 · 380 / 360 = 0.95. Above 1 it says that PRI is wrong, and is shown as it is. */
export const effectiveness = (unit: WorkUnit) => (unit.production > 0 && isPlanned(unit) ? unit.plannedRun / unit.production : Number.NaN)

/** KPI 10, QR = GQ / PQ: 372 / 380 = 0.97895. */
export const qualityRatio = (unit: WorkUnit) => unit.good / producedQuantity(unit)

/** KPI 16, SQ / PQ. */
export const scrapRatio = (unit: WorkUnit) => unit.scrap / producedQuantity(unit)

/** KPI 17, RQ / PQ. */
export const reworkRatio = (unit: WorkUnit) => unit.rework / producedQuantity(unit)

/** KPI 6, OEE = A·E·QR = PRI·GQ / PBT: 0.9 · 372 / 480 = 0.6975. A station that could have worked and finished nothing has 0. */
export const oee = (unit: WorkUnit) => (unit.plannedBusy > 0 ? plannedRunOfGood(unit) / unit.plannedBusy : Number.NaN)

/** KPI 7, NEE = (AUPT / PBT)·E·QR with AUPT = APT + AUST: 390 / 480 · 0.95 · 0.97895 = 0.755625. Set-up does not count against it. */
export function nee(unit: WorkUnit): number {
  const { production, setUp, plannedBusy } = unit
  return production > 0 ? oee(unit) * ((production + setUp) / production) : plannedBusy > 0 ? 0 : Number.NaN
}

/** PRI·GQ, with PRI averaged over all that was produced: 0.9 · 372 = 334.8 min. NaN where pieces were made whose planned time is not known. */
export function plannedRunOfGood(unit: WorkUnit): number {
  if (producedQuantity(unit) === 0) return 0
  return isPlanned(unit) ? unit.plannedRun * qualityRatio(unit) : Number.NaN
}

/** OEE of several stations: Σ PRI·GQ / Σ PBT, for an average of ratios would weigh an hour of one against a week of another. */
export function oeeTogether(units: readonly WorkUnit[]): number {
  const known = units.filter((unit) => unit.plannedBusy > 0)
  const plannedBusy = known.reduce((sum, unit) => sum + unit.plannedBusy, 0)
  return plannedBusy > 0 ? known.reduce((sum, unit) => sum + plannedRunOfGood(unit), 0) / plannedBusy : Number.NaN
}

/** Pieces that count without any planned time (as real machines report them) have an unknown one, not a time of nothing. */
const isPlanned = (unit: WorkUnit) => unit.plannedRun > 0 || producedQuantity(unit) === 0
