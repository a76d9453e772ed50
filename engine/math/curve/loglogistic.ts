import { pow } from '../pow.ts'
import { sin } from '../sin-cos.ts'
import { type Curve, checkShare } from './curve.ts'

/**
 * Log-logistic: like the lognormal with a heavier tail. `scale` is its median; F(x) = 1 / (1 + (x/scale)^-shape). The mean is
 * scale · t / sin t with t = π/shape, and there is none for a shape of 1 or less: loglogisticCurve(4, 10) has mean 11.107 and sd 5.835.
 */
export function loglogisticCurve(shape: number, scale: number): Curve {
  const turn = Math.PI / shape
  const first = shape > 1 ? turn / sin(turn) : Infinity
  const second = shape > 2 ? (2 * turn) / sin(2 * turn) : Infinity
  const odds = (x: number) => pow(x / scale, shape)
  return {
    mean: scale * first,
    sd: shape > 2 ? scale * Math.sqrt(second - first * first) : Infinity,
    min: 0,
    max: Infinity,
    density: (x) => {
      if (x <= 0) return 0
      const z = odds(x)
      return z === Infinity ? 0 : ((shape / x) * (z / (1 + z))) / (1 + z)
    },
    cdf: (x) => (x <= 0 ? 0 : 1 / (1 + 1 / odds(x))),
    above: (x) => (x <= 0 ? 1 : 1 / (1 + odds(x))),
    quantile: (p) => {
      checkShare(p)
      return p === 1 ? Infinity : scale * pow(p / (1 - p), 1 / shape)
    },
  }
}
