import { curve, pow } from '../math/index.ts'
import { type Distribution, make } from './distribution.ts'

/**
 * Repairs and handwork with a heavier tail than the lognormal; `scale` is the median. scale · (U / (1 - U))^(1/shape). A shape of 1 or less
 * has no mean and is refused; one of 2 or less has no sd, which is then Infinity.
 */
export function loglogistic(shape: number, scale: number): Distribution {
  if (!(shape > 1 && shape < Infinity)) throw new RangeError(`loglogistic: shape must be > 1 and finite, got ${shape}`)
  if (!(scale > 0 && scale < Infinity)) throw new RangeError(`loglogistic: scale must be > 0 and finite, got ${scale}`)
  const power = 1 / shape
  return make(curve({ kind: 'loglogistic', shape, scale }), (streams) => {
    const u = streams.open01()
    return scale * pow(u / (1 - u), power)
  })
}
