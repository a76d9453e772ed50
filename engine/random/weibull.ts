import { exp, lnGamma, pow } from '../math/index.ts'
import { type Distribution, make } from './distribution.ts'
import { standardExponential } from './exponential.ts'

/**
 * Time to failure: shape below 1 fails young, above 1 wears out. scale · E^(1/shape) with E exponential of mean 1; the mean is
 * scale · Γ(1 + 1/shape): weibull(2, 100) has mean 88.62 and sd 46.33.
 */
export function weibull(shape: number, scale: number): Distribution {
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`weibull: shape must be > 0 and finite, got ${shape}`)
  if (!(scale > 0 && scale < Infinity)) throw new RangeError(`weibull: scale must be > 0 and finite, got ${scale}`)
  const power = 1 / shape
  const first = exp(lnGamma(1 + power))
  const mean = scale * first
  const sd = scale * Math.sqrt(exp(lnGamma(1 + 2 * power)) - first * first)
  return make({ mean, sd, min: 0, max: Infinity }, (streams) => scale * pow(standardExponential(streams), power))
}

/** The scale that gives a Weibull law of this shape this mean. */
export function weibullScale(shape: number, mean: number): number {
  return mean / exp(lnGamma(1 + 1 / shape))
}
