import { betaIncomplete } from '../math/index.ts'
import { LEVEL } from './interval.ts'

/** A quantile of replications: its estimate, and an interval made of two of the values themselves. `coverage` is exact. */
export interface Quantile {
  readonly p: number
  readonly estimate: number
  readonly low: number
  readonly high: number
  /** How likely the interval holds the quantile: at least the level asked for. */
  readonly coverage: number
}

/**
 * A quantile by order statistics, whatever the distribution. The number of values below the p-quantile is binomial(n, p), so [X₍ᵣ₎, X₍ₛ₎]
 * misses it on either side with at most half of 1 − level where r is the largest with P(B ≤ r − 1) ≤ α/2 and s the smallest with
 * P(B ≤ s − 1) ≥ 1 − α/2 (Conover, Practical Nonparametric Statistics, 3.2). Of ten values at 95 % the median is in [X₍₂₎, X₍₉₎], with
 * 97.85 %. Null where there are too few values (the median needs 6, P10 and P90 need 36), or one is not defined.
 */
export function quantile(values: ArrayLike<number>, p: number, level = LEVEL): Quantile | null {
  const ranks = quantileRanks(values.length, p, level)
  if (ranks === null || Array.from(values).some(Number.isNaN)) return null
  const sorted = Float64Array.from(values).sort()
  const { low, high, coverage } = ranks
  return { p, estimate: sampleQuantile(sorted, p), low: sorted[low - 1]!, high: sorted[high - 1]!, coverage }
}

/** The ranks r and s, counted from 1, of the interval's ends; null where n values have none. */
export function quantileRanks(n: number, p: number, level: number): { low: number; high: number; coverage: number } | null {
  const tail = (1 - level) / 2
  let low = 0
  while (low < n && binomialAtMost(low, n, p) <= tail) low++
  let high = low
  while (high <= n && binomialAtMost(high - 1, n, p) < 1 - tail) high++
  if (low < 1 || high > n) return null
  return { low, high, coverage: binomialAtMost(high - 1, n, p) - binomialAtMost(low - 1, n, p) }
}

/** P(B ≤ k) of a binomial(n, p): the beta function's other face, I₁₋ₚ(n − k, k + 1). */
function binomialAtMost(k: number, n: number, p: number): number {
  if (k < 0) return 0
  return k >= n ? 1 : betaIncomplete(n - k, k + 1, 1 - p, p)
}

/** The inverse of the empirical distribution, the middle where it is level: 2.5 is the median of 1, 2, 3, 4. */
function sampleQuantile(sorted: Float64Array, p: number): number {
  const at = sorted.length * p
  const whole = Math.round(at)
  if (Math.abs(at - whole) > 1e-9) return sorted[Math.ceil(at) - 1]!
  return (sorted[whole - 1]! + sorted[whole]!) / 2
}
