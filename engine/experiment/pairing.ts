import { mean, sampleVariance } from 'simple-statistics'
import { studentQuantile } from '../math/index.ts'

/** What common random numbers were worth in one comparison, for the objective. */
export interface Pairing {
  /** Of base and variant, replication by replication: near 1 they respond alike to the same luck. */
  readonly correlation: number
  /** (s²(base) + s²(variant)) / s²(paired difference). */
  readonly varianceReduction: number
  /** Replications that were run, paired. */
  readonly replications: number
  /** How many of each an interval as narrow needs when base and variant have luck of their own. */
  readonly independent: number
}

/** Null where fewer than two replications, an undefined value, or no spread leave nothing to compare. */
export function pairing(base: Float64Array, variant: Float64Array, level: number): Pairing | null {
  const n = Math.min(base.length, variant.length)
  const [x, y] = [[...base.subarray(0, n)], [...variant.subarray(0, n)]]
  if (n < 2 || [...x, ...y].some(Number.isNaN)) return null
  const [vx, vy] = [sampleVariance(x), sampleVariance(y)]
  const joint = sampleVariance(x.map((one, r) => y[r]! - one))
  if (!(joint > 0 && vx > 0 && vy > 0)) return null
  const halfWidth = t(level, n - 1) * Math.sqrt(joint / n)
  return {
    correlation: covariance(x, y) / Math.sqrt(vx * vy),
    varianceReduction: (vx + vy) / joint,
    replications: n,
    independent: independentRuns(vx, vy, halfWidth, level),
  }
}

/** The fewest runs m of each with t(level; Welch's degrees of freedom) · √((s²ₓ + s²ᵧ) / m) ≤ the half-width. */
export function independentRuns(vx: number, vy: number, halfWidth: number, level: number): number {
  const variance = vx + vy
  const share = (variance * variance) / (vx * vx + vy * vy)
  const wide = (m: number) => t(level, (m - 1) * share) * Math.sqrt(variance / m) > halfWidth
  let high = 2
  while (wide(high) && high < MANY) high *= 2
  let low = high / 2
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (wide(middle)) low = middle
    else high = middle
  }
  return high
}

/** Beyond that nobody counts. */
const MANY = 2_147_483_648

const t = (level: number, df: number) => studentQuantile(1 - (1 - level) / 2, df)

function covariance(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean([...x]), mean([...y])]
  return x.reduce((sum, one, i) => sum + (one - mx) * (y[i]! - my), 0) / (x.length - 1)
}
