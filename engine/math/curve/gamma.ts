import { exp } from '../exp.ts'
import { expm1 } from '../expm1.ts'
import { gammaP, gammaQ } from '../gamma-incomplete.ts'
import { gammaPInverse } from '../gamma-inverse.ts'
import { lnGamma } from '../ln-gamma.ts'
import { log } from '../log.ts'
import { log1p } from '../log1p.ts'
import { type Curve, checkShare } from './curve.ts'

/** Gamma by shape and mean; shape 1 is exponential, a whole shape k is Erlang's of k phases. gammaCurve(2, 4).cdf(6) = 1 - 4 e^-3 = 0.8009. */
export function gammaCurve(shape: number, mean: number): Curve {
  if (shape === 1) return exponentialCurve(mean)
  const scale = mean / shape
  const front = -lnGamma(shape) - log(scale)
  return {
    mean,
    sd: mean / Math.sqrt(shape),
    min: 0,
    max: Infinity,
    density: (x) => {
      if (x < 0) return 0
      if (x === 0) return shape < 1 ? Infinity : 0
      return exp(front + (shape - 1) * log(x / scale) - x / scale)
    },
    cdf: (x) => gammaP(shape, x / scale),
    above: (x) => gammaQ(shape, x / scale),
    quantile: (p) => {
      checkShare(p)
      return scale * gammaPInverse(shape, p)
    },
  }
}

export function exponentialCurve(mean: number): Curve {
  return {
    mean,
    sd: mean,
    min: 0,
    max: Infinity,
    density: (x) => (x < 0 ? 0 : exp(-x / mean) / mean),
    cdf: (x) => (x <= 0 ? 0 : -expm1(-x / mean)),
    above: (x) => (x <= 0 ? 1 : exp(-x / mean)),
    quantile: (p) => {
      checkShare(p)
      return p === 1 ? Infinity : -mean * log1p(-p)
    },
  }
}
