import { type Assets, readingsAt, warningsAbout } from '../analysis/maintenance/index.ts'
import { exp } from '../engine/math/index.ts'
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

/** Seconds within which a failure must be as likely as not for a warning: early enough for 7 days, and not so early as 21. */
const AHEAD = 12 * DAY
/** Shares of the life at which what is left is told. */
const SHARES = [0, 0.25, 0.5, 0.75]

export const spindleOf = ({ list }: Assets) => {
  const asset = list.find(({ stationNumber }) => stationNumber === SPINDLE.station)!
  return { asset, mode: asset.modes[0]!, gauge: asset.gauges[SPINDLE.signal]! }
}

/** `life`: hours of work until it fails, in truth; null: it never would. */
export function wearMark(assets: Assets, life: number | null): WearMark {
  const { record } = assets
  const { asset, gauge } = spindleOf(assets)
  const [first] = gauge.lives
  const fails = first!.how === 'failed' ? first!.until / 1e6 / DAY : null
  const warning = warningsAbout({ ...assets, list: [asset] }, { within: AHEAD }).find(
    ({ rule, at, until }) => rule === 'risk' && at / 1e6 < PEAK.until && !(until > first!.until) && !(at > first!.until),
  )
  const warned = warning === undefined ? null : warning.at / 1e6 / DAY
  const end = Number.isNaN(first!.until) ? record.end : first!.until
  /** µs at which it had worked for so many hours. */
  const when = (hours: number) => {
    let [low, high] = [0, end]
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2
      if (gauge.worked(0, middle) < hours) low = middle
      else high = middle
    }
    return high
  }
  const lawAt = (hours: number) =>
    readingsAt(assets, gauge, Math.min(when(hours), end - 1))!
      .after(hours)!
      .until(gauge.signal.fail!, true)
  const known = gauge.worked(0, end)
  return {
    fails,
    warned,
    lead: warned === null || fails === null ? null : fails - warned,
    life:
      life === null
        ? []
        : SHARES.filter((share) => share * life <= known).map((share) => {
            const { within } = lawAt(share * life)
            const truly = (1 - share) * life
            const chance = within(truly)
            return {
              share,
              held: chance >= 0.1 && chance <= 0.9,
              crps: crpsOf(within, truly),
              baseline: exponentialCrps(meanOf(lawAt(0).within), truly),
            }
          }),
  }
}

/** Hours of work that are looked at, and how finely. */
const FAR = 3000
const STEP = 2

/** ∫ (F − 1{x ≤ h})² dh (Gneiting and Raftery 2007). */
function crpsOf(within: (hours: number) => number, x: number): number {
  let sum = 0
  for (let hours = STEP / 2; hours < FAR; hours += STEP) {
    const off = within(hours) - (hours >= x ? 1 : 0)
    sum += off * off * STEP
  }
  return sum
}

function meanOf(within: (hours: number) => number): number {
  let sum = 0
  for (let hours = STEP / 2; hours < FAR; hours += STEP) sum += (1 - within(hours)) * STEP
  return sum
}

/** Of an exponential law with that mean. */
const exponentialCrps = (mean: number, x: number) => x + 2 * mean * exp(-x / mean) - 1.5 * mean
