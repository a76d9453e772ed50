import { exp } from '../exp.ts'
import { expm1 } from '../expm1.ts'
import { lnGamma } from '../ln-gamma.ts'
import { log1p } from '../log1p.ts'
import { pow } from '../pow.ts'
import { type Curve, checkShare } from './curve.ts'

/** 63.2 % do not outlive `scale`, whatever the shape: weibullCurve(2, 100).cdf(100) = 1 - 1/e. */
export function weibullCurve(shape: number, scale: number): Curve {
  const power = 1 / shape
  const first = exp(lnGamma(1 + power))
  const hazard = (x: number) => pow(x / scale, shape)
  return {
    mean: scale * first,
    sd: scale * Math.sqrt(exp(lnGamma(1 + 2 * power)) - first * first),
    min: 0,
    max: Infinity,
    density: (x) => {
      if (x < 0) return 0
      if (x === 0) return shape < 1 ? Infinity : shape === 1 ? 1 / scale : 0
      const h = hazard(x)
      return ((shape * h) / x) * exp(-h)
    },
    cdf: (x) => (x <= 0 ? 0 : -expm1(-hazard(x))),
    above: (x) => (x <= 0 ? 1 : exp(-hazard(x))),
    quantile: (p) => {
      checkShare(p)
      return p === 1 ? Infinity : scale * pow(-log1p(-p), power)
    },
  }
}
