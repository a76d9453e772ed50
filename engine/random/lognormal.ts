import { exp, log, log1p } from '../math/index.ts'
import { constant } from './constant.ts'
import { type Distribution, make } from './distribution.ts'
import { standardNormal } from './standard-normal.ts'

/**
 * Work done by hand: never negative, with a tail of slow ones. Asked for by its own mean and sd, not those of its logarithm:
 * σ² = ln(1 + sd²/mean²), μ = ln mean - σ²/2. lognormal(52, 8) has σ = 0.15295 and μ = 3.93955.
 */
export function lognormal(mean: number, sd: number): Distribution {
  if (!(mean > 0 && mean < Infinity)) throw new RangeError(`lognormal: mean must be > 0 and finite, got ${mean}`)
  if (!(sd >= 0 && sd < Infinity)) throw new RangeError(`lognormal: sd must be >= 0 and finite, got ${sd}`)
  if (sd === 0) return constant(mean)
  const ratio = sd / mean
  const variance = log1p(ratio * ratio)
  const sigma = Math.sqrt(variance)
  const mu = log(mean) - variance / 2
  return make({ mean, sd, min: 0, max: Infinity }, (streams) => exp(mu + sigma * standardNormal(streams)))
}
