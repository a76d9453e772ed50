import { betaInverse } from '../math/index.ts'
import { constant } from './constant.ts'
import { type Distribution, make } from './distribution.ts'
import { standardGamma } from './gamma.ts'

/**
 * Three guesses with the middle one trusted more than `triangular` does: min + (max - min) · Beta(a, b) with a = 1 + 4 (mode - min)/(max - min)
 * and b = 6 - a, from two gamma variates. pert(1, 2, 6) has mean 2.5.
 */
export function pert(min: number, mode: number, max: number): Distribution {
  if (!(Number.isFinite(min) && Number.isFinite(max) && min <= mode && mode <= max)) {
    throw new RangeError(`pert: min <= mode <= max, all finite, got ${min}, ${mode} and ${max}`)
  }
  const width = max - min
  if (width === 0) return constant(mode)
  const a = 1 + (4 * (mode - min)) / width
  const b = 1 + (4 * (max - mode)) / width
  const sd = (width * Math.sqrt((a * b) / (a + b + 1))) / (a + b)
  return make({ mean: min + (width * a) / (a + b), sd, min, max }, (streams) => {
    if (streams.inversion) return min + width * betaInverse(a, b, streams.open01())
    const first = standardGamma(streams, a)
    return min + (width * first) / (first + standardGamma(streams, b))
  })
}
