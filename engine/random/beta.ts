import { betaInverse, betaShapes } from '../math/index.ts'
import { type Distribution, make } from './distribution.ts'
import { standardGamma } from './gamma.ts'
import type { Streams } from './streams.ts'

/** Between two ends, with this mean and sd: beta({ min: 0, max: 10, mean: 4, sd: 2 }) has the shapes 2 and 3. */
export function beta({ min, max, mean, sd }: { min: number; max: number; mean: number; sd: number }): Distribution {
  if (!(Number.isFinite(min) && Number.isFinite(max) && min < mean && mean < max)) {
    throw new RangeError(`beta: min < mean < max, all finite, got ${min}, ${mean} and ${max}`)
  }
  const { a, b } = betaShapes(min, max, { mean, sd })
  if (!(sd > 0 && a > 0 && b > 0)) {
    throw new RangeError(`beta: sd must be > 0 and below √((mean - min) (max - mean)), got ${sd}`)
  }
  return make({ mean, sd, min, max }, (streams) => min + (max - min) * standardBeta(streams, a, b))
}

/** A beta variate from 0 to 1: the first of two gamma variates as a share of both. betaInverse(a, b, U) where the run asks for inversion. */
export function standardBeta(streams: Streams, a: number, b: number): number {
  if (streams.inversion) return betaInverse(a, b, streams.open01())
  const first = standardGamma(streams, a)
  const second = standardGamma(streams, b)
  // Both can be too small for a double where the shapes are: then the smaller shape's end is as good as certain.
  return first + second > 0 ? first / (first + second) : a < b ? 0 : 1
}
