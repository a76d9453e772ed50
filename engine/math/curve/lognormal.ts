import { exp } from '../exp.ts'
import { log } from '../log.ts'
import { log1p } from '../log1p.ts'
import { normalCdf, normalDensity, normalQuantile } from '../normal.ts'
import { type Curve, checkShare } from './curve.ts'
import { pointCurve } from './point.ts'

/** Lognormal by its own mean and sd: σ² = ln(1 + sd²/mean²), μ = ln mean - σ²/2. The median of lognormalCurve(52, 8) is 51.395. */
export function lognormalCurve(mean: number, sd: number): Curve {
  if (sd === 0) return pointCurve(mean)
  const ratio = sd / mean
  const variance = log1p(ratio * ratio)
  const sigma = Math.sqrt(variance)
  const mu = log(mean) - variance / 2
  const place = (x: number) => (log(x) - mu) / sigma
  return {
    mean,
    sd,
    min: 0,
    max: Infinity,
    density: (x) => (x <= 0 ? 0 : normalDensity(place(x)) / (x * sigma)),
    cdf: (x) => (x <= 0 ? 0 : normalCdf(place(x))),
    above: (x) => (x <= 0 ? 1 : normalCdf(-place(x))),
    quantile: (p) => {
      checkShare(p)
      return exp(mu + sigma * normalQuantile(p))
    },
  }
}
