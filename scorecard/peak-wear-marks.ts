import type { HoursLeft } from '../analysis/maintenance/hours-left.ts'
import { Wearing } from '../analysis/maintenance/warning.ts'
import type { PlantRecord } from '../analysis/record/index.ts'
import { exp } from '../engine/math/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { DAY, PEAK, SPINDLE } from './autoparts-peak.ts'

/** How well the hours left are told at one share of the life. */
export interface LifeMark {
  readonly share: number
  /** Does the 80 % interval hold the truth? */
  readonly held: boolean
  /** Continuous ranked probability score in hours: the law that is told, and that of a constant hazard. */
  readonly crps: number
  readonly baseline: number
}

/** What one seed came to, of the spindle where nothing is done. Days. */
export interface WearMark {
  /** Null: not in this log. */
  readonly fails: number | null
  readonly warned: number | null
  /** From the warning to the failure; null: there was no warning, or no failure within weeks of it. */
  readonly lead: number | null
  readonly life: readonly LifeMark[]
}

/** Shares of the life at which what is left is told. */
const SHARES = [0, 0.25, 0.5, 0.75]

/** `life`: hours of work until it fails, in truth; null: it never would. */
export function wearMark(scenario: Scenario, record: PlantRecord, life: number | null): WearMark {
  const wearing = new Wearing(scenario, record, SPINDLE.station, SPINDLE.signal)
  const fails = record.failures.count > 0 && wearing.until < Number.POSITIVE_INFINITY ? wearing.until / DAY : null
  const warning = wearing.warning(PEAK.until)
  const warned = warning === null ? null : warning / DAY
  const mean = meanOf(wearing.leftAfter(0))
  const known = wearing.load.worked(record.end / 1e6)
  return {
    fails,
    warned,
    lead: warned === null || fails === null ? null : fails - warned,
    life:
      life === null
        ? []
        : SHARES.filter((share) => share * life <= known).map((share) => {
            const left = wearing.leftAfter(share * life)
            const truly = (1 - share) * life
            const held = left.quantile(0.1) <= truly && truly <= left.quantile(0.9)
            return { share, held, crps: crpsOf(left, truly), baseline: exponentialCrps(mean, truly) }
          }),
  }
}

/** What was believed of a new one: the mean. */
const meanOf = ({ left, chance }: HoursLeft) => left.reduce((sum, one, i) => sum + (chance[i]! > 0 ? one * chance[i]! : 0), 0)

/** E|X − x| − E|X − X′| / 2 (Gneiting and Raftery 2007). */
function crpsOf({ left, chance }: HoursLeft, x: number): number {
  let near = 0
  let spread = 0
  let before = 0
  let sumBefore = 0
  for (let i = 0; i < left.length; i++) {
    const p = chance[i]!
    if (p === 0) continue
    near += p * Math.abs(left[i]! - x)
    spread += p * (left[i]! * before - sumBefore)
    before += p
    sumBefore += p * left[i]!
  }
  return near - spread
}

/** Of an exponential law with that mean. */
const exponentialCrps = (mean: number, x: number) => x + 2 * mean * exp(-x / mean) - 1.5 * mean
