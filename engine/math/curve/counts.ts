import { poissonDensity } from '../density.ts'
import { exp } from '../exp.ts'
import { expm1 } from '../expm1.ts'
import { gammaP, gammaQ } from '../gamma-incomplete.ts'
import { log1p } from '../log1p.ts'
import { type Curve, checkShare } from './curve.ts'
import { pointCurve } from './point.ts'

/** Trials up to and including the first hit: 1, 2, 3, … with this mean of 1 or more. */
export function geometricCurve(mean: number): Curve {
  if (mean === 1) return pointCurve(1)
  const hit = 1 / mean
  const miss = log1p(-hit)
  return {
    mean,
    sd: Math.sqrt(1 - hit) / hit,
    min: 1,
    max: Infinity,
    density: (x) => (x >= 1 && Number.isInteger(x) ? hit * exp((x - 1) * miss) : 0),
    cdf: (x) => (x < 1 ? 0 : -expm1(Math.floor(x) * miss)),
    above: (x) => (x < 1 ? 1 : exp(Math.floor(x) * miss)),
    quantile: (p) => {
      checkShare(p)
      return p === 1 ? Infinity : Math.max(1, Math.ceil(log1p(-p) / miss))
    },
  }
}

/** How many independent rare events happen where `mean` are expected. */
export function poissonCurve(mean: number): Curve {
  if (mean === 0) return pointCurve(0)
  const cdf = (x: number) => (x < 0 ? 0 : gammaQ(Math.floor(x) + 1, mean))
  return {
    mean,
    sd: Math.sqrt(mean),
    min: 0,
    max: Infinity,
    density: (x) => (x < 0 || !Number.isInteger(x) ? 0 : x === 0 ? exp(-mean) : poissonDensity(x, mean)),
    cdf,
    above: (x) => (x < 0 ? 1 : gammaP(Math.floor(x) + 1, mean)),
    quantile: (p) => {
      checkShare(p)
      if (p === 1) return Infinity
      let low = -1
      let high = Math.ceil(mean) + 1
      while (cdf(high) < p) high *= 2
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (cdf(middle) >= p) high = middle
        else low = middle
      }
      return high
    },
  }
}
