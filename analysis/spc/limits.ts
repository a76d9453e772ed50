import { normalCdf } from '../../engine/math/index.ts'

/** What a chart takes for granted: where the process is, and how far single readings stray from there. */
export interface Limits {
  readonly center: number
  /** Standard deviation of one reading; above 0. */
  readonly sigma: number
}

/** What the range of n normal readings is like, in standard deviations: its mean `d2` and its own standard deviation `d3`. */
export interface RangeConstants {
  readonly d2: number
  readonly d3: number
  /** Limits of the mean of n readings lie `a2` mean ranges from the center; those of the range at `lower` and `upper` (D3, D4) mean ranges. */
  readonly a2: number
  readonly lower: number
  readonly upper: number
}

/**
 * For n = 2: d2 1.128, D4 3.267; for n = 5: A2 0.577, D3 0, D4 2.114. Integrated anew, for a table of three digits is not good enough for
 * run lengths: E W = ∫ 1 − Φⁿ − (1 − Φ)ⁿ, and E W² from the joint distribution of the least and the greatest (Tippett 1925).
 */
export function rangeConstants(n: number): RangeConstants {
  if (!Number.isInteger(n) || n < 2 || n > 25) throw new RangeError(`rangeConstants: a subgroup has 2 to 25 readings, got ${n}`)
  const known = KNOWN.get(n)
  if (known !== undefined) return known
  const below = Array.from({ length: STEPS + 1 }, (_, i) => normalCdf(-REACH + i * STEP))
  let mean = 0
  let square = 0
  for (let y = 0; y <= STEPS; y++) {
    const top = below[y]!
    mean += 1 - power(top, n) - power(1 - top, n)
    // Half of the cell on the diagonal belongs to x < y.
    for (let x = 0; x <= y; x++) square += (x === y ? 0.5 : 1) * (1 - power(top, n) - power(1 - below[x]!, n) + power(top - below[x]!, n))
  }
  const d2 = mean * STEP
  const d3 = Math.sqrt(2 * square * STEP * STEP - d2 * d2)
  const constants = { d2, d3, a2: 3 / (d2 * Math.sqrt(n)), lower: Math.max(0, 1 - (3 * d3) / d2), upper: 1 + (3 * d3) / d2 }
  KNOWN.set(n, constants)
  return constants
}

const KNOWN = new Map<number, RangeConstants>()
/** Standard deviations to either side that are integrated over, and into how many steps they are cut. */
const REACH = 7
const STEPS = 560
const STEP = (2 * REACH) / STEPS

function power(base: number, n: number): number {
  let product = 1
  for (let i = 0; i < n; i++) product *= base
  return product
}

/**
 * Limits from a base period of single readings: their mean, and sigma from the mean of their moving ranges (MR̄ / 1.128), which a drift hardly
 * touches. Readings beyond three sigma are left out, until none is. Null: fewer than 20 readings, or none that differ.
 */
export function limitsOfReadings(values: ArrayLike<number>): BaseLimits | null {
  const { d2 } = rangeConstants(2)
  let kept = Array.from(values)
  for (;;) {
    if (kept.length < LEAST) return null
    const center = meanOf(kept)
    let ranges = 0
    for (let i = 1; i < kept.length; i++) ranges += Math.abs(kept[i]! - kept[i - 1]!)
    const sigma = ranges / (kept.length - 1) / d2
    if (!(sigma > 0)) return null
    const inside = kept.filter((value) => Math.abs(value - center) <= 3 * sigma)
    if (inside.length === kept.length) return { center, sigma, n: kept.length, leftOut: values.length - kept.length }
    kept = inside
  }
}

/** Limits from a base period of subgroups of the same size: the mean of their means, and sigma from the mean of their ranges (R̄ / d2). Null as above. */
export function limitsOfSubgroups(subgroups: readonly (readonly number[])[]): BaseLimits | null {
  const [first] = subgroups
  if (first === undefined) return null
  const { d2, a2, upper, lower } = rangeConstants(first.length)
  if (subgroups.some(({ length }) => length !== first.length)) throw new RangeError('limitsOfSubgroups: subgroups of different sizes')
  let kept = subgroups
  for (;;) {
    if (kept.length < LEAST) return null
    const center = meanOf(kept.map(meanOf))
    const range = meanOf(kept.map(rangeOf))
    if (!(range > 0)) return null
    const inside = kept.filter((group) => {
      const own = rangeOf(group)
      return Math.abs(meanOf(group) - center) <= a2 * range && own <= upper * range && own >= lower * range
    })
    if (inside.length === kept.length) return { center, sigma: range / d2, n: kept.length, leftOut: subgroups.length - kept.length }
    kept = inside
  }
}

/** Limits with what they were taken from: so many readings or subgroups, and so many left out. */
export interface BaseLimits extends Limits {
  readonly n: number
  readonly leftOut: number
}

/** Fewer are no base. */
const LEAST = 20

export const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

export function rangeOf(values: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return most - least
}
