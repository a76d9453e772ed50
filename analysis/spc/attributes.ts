import { betaIncomplete, gammaP, gammaQ } from '../../engine/math/index.ts'
import type { Chart, SignalRule } from './charts.ts'

/** Counts between which a subgroup is in order, both included. */
export interface CountLimits {
  readonly low: number
  readonly high: number
}

/** One-sided chance of a false alarm of three-sigma limits: 0.135 %. */
export const THREE_SIGMA_TAIL = 0.0013498980316300957

/** p ± 3 √(p (1 − p) / n), as counts of n. For shares near 0 the upper one lies far too low: 1.5 % of 50 signals at 4, falsely in 0.67 % of subgroups. */
export function normalProportionLimits(p: number, n: number): CountLimits {
  const reach = 3 * Math.sqrt(p * (1 - p) * n)
  return { low: Math.max(0, Math.ceil(n * p - reach)), high: Math.min(n, Math.floor(n * p + reach)) }
}

/** The least interval of counts outside of which either side is at most `tail` likely, by the binomial distribution itself: 1.5 % of 50 signals at 5. */
export function exactProportionLimits(p: number, n: number, tail = THREE_SIGMA_TAIL): CountLimits {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`exactProportionLimits: p must be in [0, 1], got ${p}`)
  return limits(n, tail, {
    below: (count) => binomialBelow(count, n, p),
    above: (count) => binomialAbove(count, n, p),
    guess: Math.round(n * p),
  })
}

/** u ± 3 √(u / size), as counts in `size`. */
export function normalRateLimits(u: number, size: number): CountLimits {
  const reach = 3 * Math.sqrt(u * size)
  return { low: Math.max(0, Math.ceil(u * size - reach)), high: Math.floor(u * size + reach) }
}

/** As exactProportionLimits, by the Poisson distribution. */
export function exactRateLimits(u: number, size: number, tail = THREE_SIGMA_TAIL): CountLimits {
  if (!(u >= 0)) throw new RangeError(`exactRateLimits: u must be at least 0, got ${u}`)
  return limits(Number.POSITIVE_INFINITY, tail, {
    below: (count) => (count <= 0 ? 0 : gammaQ(count, u * size)),
    above: (count) => (u === 0 ? 0 : gammaP(count + 1, u * size)),
    guess: Math.round(u * size),
  })
}

/** Chance of fewer than `count` of n. */
export const binomialBelow = (count: number, n: number, p: number) =>
  count <= 0 ? 0 : count > n ? 1 : 1 - betaIncomplete(count, n - count + 1, p)

/** Chance of more than `count` of n. */
export const binomialAbove = (count: number, n: number, p: number) =>
  count < 0 ? 1 : count >= n ? 0 : betaIncomplete(count + 1, n - count, p)

/** How much is in a subgroup, and how many of it (p: units, at most all) or in it (u: defects) are bad. */
export interface Subgroup {
  readonly size: number
  readonly bad: number
}

/** Subgroups of any size by their count: of bad units (`of: 'units'`, a p chart) or of defects (`of: 'defects'`, a u chart). */
export class CountChart implements Chart<Subgroup> {
  /** Share of bad units, or defects for each unit of size. */
  readonly rate: number
  readonly #limitsOf: (rate: number, size: number) => CountLimits
  readonly #known = new Map<number, CountLimits>()

  constructor({ of, rate, exact = true }: { readonly of: 'units' | 'defects'; readonly rate: number; readonly exact?: boolean }) {
    this.rate = rate
    if (of === 'units') this.#limitsOf = exact ? exactProportionLimits : normalProportionLimits
    else this.#limitsOf = exact ? exactRateLimits : normalRateLimits
  }

  limits(size: number): CountLimits {
    let known = this.#known.get(size)
    if (known === undefined) {
      known = this.#limitsOf(this.rate, size)
      this.#known.set(size, known)
    }
    return known
  }

  add({ size, bad }: Subgroup): readonly SignalRule[] {
    const { low, high } = this.limits(size)
    return bad > high ? TOO_MANY : bad < low ? TOO_FEW : NONE
  }

  /** Each subgroup is judged by itself. */
  restart() {}
}

/** Share of bad units, or defects for each unit of size, of a base period; NaN where it has none. */
export function rateOfSubgroups(subgroups: readonly Subgroup[]): number {
  let size = 0
  let bad = 0
  for (const one of subgroups) {
    size += one.size
    bad += one.bad
  }
  return bad / size
}

const TOO_MANY: readonly SignalRule[] = ['tooMany']
const TOO_FEW: readonly SignalRule[] = ['tooFew']
const NONE: readonly never[] = []

interface Tails {
  /** Chance of a count below, above. */
  readonly below: (count: number) => number
  readonly above: (count: number) => number
  readonly guess: number
}

function limits(most: number, tail: number, { below, above, guess }: Tails): CountLimits {
  if (!(tail > 0 && tail < 0.5)) throw new RangeError(`a tail between 0 and 0.5 is wanted, got ${tail}`)
  let high = guess
  while (high < most && above(high) > tail) high++
  while (high > 0 && above(high - 1) <= tail) high--
  let low = Math.min(guess, high)
  while (low > 0 && below(low) > tail) low--
  while (low < high && below(low + 1) <= tail) low++
  return { low, high }
}
