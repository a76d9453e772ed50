import { type Curve, chiSquareCdf, log } from '../../engine/math/index.ts'
import type { Sample } from './sample.ts'

export interface Distances {
  /** Kolmogorov–Smirnov: the greatest difference between the shares seen and those of the law. */
  readonly ks: number
  /** Anderson–Darling: differences in the tails weigh more. */
  readonly ad: number
}

export function distances({ sorted, n }: Sample, curve: Curve): Distances {
  let ks = 0
  let sum = 0
  for (let i = 0; i < n; i++) {
    const x = sorted[i]!
    const below = curve.cdf(x)
    const above = below < 0.9 ? 1 - below : curve.above(x)
    ks = Math.max(ks, (i + 1) / n - below, below - i / n)
    sum += (2 * i + 1) * log(Math.max(below, LEAST)) + (2 * (n - i) - 1) * log(Math.max(above, LEAST))
  }
  return { ks, ad: -n - sum / n }
}

const LEAST = 1e-300

export interface ChiSquare {
  readonly statistic: number
  readonly degrees: number
  readonly p: number
}

/** Counts in boxes of equal chance, five expected in each at least; null where there are too few values for that many parameters. */
export function chiSquare({ sorted, n }: Sample, curve: Curve, parameters: number): ChiSquare | null {
  const boxes = Math.min(Math.floor(n / 5), 10 + Math.floor(Math.sqrt(n) / 2))
  const degrees = boxes - 1 - parameters
  if (degrees < 1) return null
  const counts = new Float64Array(boxes)
  for (const x of sorted) counts[Math.min(boxes - 1, Math.floor(curve.cdf(x) * boxes))]! += 1
  const expected = n / boxes
  const statistic = counts.reduce((sum, count) => sum + ((count - expected) * (count - expected)) / expected, 0)
  return { statistic, degrees, p: 1 - chiSquareCdf(statistic, degrees) }
}

/** The sum of ln density; -Infinity where a value is impossible. */
export function logLikelihood({ sorted }: Sample, { density }: Curve): number {
  return sorted.reduce((sum, x) => {
    const height = density(x)
    return sum + (height > 0 ? log(height) : -Infinity)
  }, 0)
}
