import { mean, sampleStandardDeviation } from 'simple-statistics'
import { studentQuantile } from '../math/index.ts'

/** Confidence of a single interval, everywhere in Takt. */
export const LEVEL = 0.95

/** `halfWidth` is null where one value alone says nothing about spread; both are null where the mean is not defined. */
export interface Interval {
  readonly mean: number | null
  readonly halfWidth: number | null
  readonly level: number
}

/**
 * Student's t-interval of the mean of replications: mean ± t(1 − α/2; n − 1) · s / √n. Of 1, 2, 3 at 95 %: 2 ± 2.484.
 *
 * A KPI that is not defined (NaN) in any one replication has no mean at all: what is left after dropping replications in which nothing was
 * finished, or no order was closed, would be a favourable selection of them.
 */
export function interval(values: ArrayLike<number>, level = LEVEL): Interval {
  const numbers = Array.from(values)
  if (numbers.length === 0 || numbers.some(Number.isNaN)) return { mean: null, halfWidth: null, level }
  return { mean: mean(numbers), halfWidth: numbers.length < 2 ? null : halfWidth(numbers, level), level }
}

function halfWidth(values: number[], level: number): number {
  const n = values.length
  return (studentQuantile(1 - (1 - level) / 2, n - 1) * sampleStandardDeviation(values)) / Math.sqrt(n)
}
