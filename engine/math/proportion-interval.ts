import { betaInverse } from './beta-inverse.ts'
import { normalQuantile } from './normal.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson's interval for a share seen `hits` times in `trials`, good even for few trials and shares near 0 or 1: 8 of 10 at 0.95 gives
 * 0.4902 to 0.9433. Wilson, JASA 22 (1927) 209-212. No trials: 0 to 1.
 */
export function wilsonInterval(hits: number, trials: number, level = 0.95): Interval {
  check(hits, trials, level)
  if (trials === 0) return { low: 0, high: 1 }
  const z = normalQuantile(0.5 + level / 2)
  const share = hits / trials
  const square = (z * z) / trials
  const center = share + square / 2
  const half = z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials))
  return {
    low: hits === 0 ? 0 : (center - half) / (1 + square),
    high: hits === trials ? 1 : (center + half) / (1 + square),
  }
}

/**
 * Clopper and Pearson's interval, which covers the true share at least as often as `level` says: 8 of 10 at 0.95 gives 0.4439 to 0.9748.
 * Biometrika 26 (1934) 404-413. No trials: 0 to 1.
 */
export function binomialInterval(hits: number, trials: number, level = 0.95): Interval {
  check(hits, trials, level)
  const tail = (1 - level) / 2
  return {
    low: hits === 0 ? 0 : betaInverse(hits, trials - hits + 1, tail),
    high: hits === trials ? 1 : betaInverse(hits + 1, trials - hits, 1 - tail),
  }
}

function check(hits: number, trials: number, level: number): void {
  if (!(hits >= 0 && hits <= trials && trials < Infinity))
    throw new RangeError(`interval: hits must be in [0, trials], got ${hits} of ${trials}`)
  if (!(level > 0 && level < 1)) throw new RangeError(`interval: level must be in (0, 1), got ${level}`)
}
