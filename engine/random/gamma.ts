import { gammaPInverse, log, pow } from '../math/index.ts'
import { constant } from './constant.ts'
import { type Distribution, make } from './distribution.ts'
import { standardNormal } from './standard-normal.ts'
import type { Streams } from './streams.ts'

/** Repair times and other waits that are never negative: shape (mean/sd)², scale sd²/mean. gamma(12, 6) has shape 4 and scale 3. */
export function gamma(mean: number, sd: number): Distribution {
  if (!(mean > 0 && mean < Infinity)) throw new RangeError(`gamma: mean must be > 0 and finite, got ${mean}`)
  if (!(sd >= 0 && sd < Infinity)) throw new RangeError(`gamma: sd must be >= 0 and finite, got ${sd}`)
  if (sd === 0) return constant(mean)
  const shape = (mean / sd) * (mean / sd)
  const scale = mean / shape
  return make({ mean, sd, min: 0, max: Infinity }, (streams) => scale * standardGamma(streams, shape))
}

/**
 * A gamma variate of this shape and scale 1: Marsaglia & Tsang, ACM TOMS 26 (2000) 363-372, which seldom takes a second try; a shape
 * below 1 is raised by one and the variate multiplied by U^(1/shape). gammaPInverse(shape, U) where the run asks for inversion.
 */
export function standardGamma(streams: Streams, shape: number): number {
  if (streams.inversion) return gammaPInverse(shape, streams.open01())
  if (shape < 1) {
    const boost = pow(streams.open01(), 1 / shape)
    return boost * marsagliaTsang(streams, shape + 1)
  }
  return marsagliaTsang(streams, shape)
}

function marsagliaTsang(streams: Streams, shape: number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = standardNormal(streams)
    const t = 1 + c * z
    if (t <= 0) continue
    const v = t * t * t
    const u = streams.open01()
    const square = z * z
    if (u < 1 - 0.0331 * square * square || log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v
  }
}
