import { type Curve, checkShare } from './curve.ts'
import { pointCurve } from './point.ts'

export function uniformCurve(min: number, max: number): Curve {
  const width = max - min
  if (width === 0) return pointCurve(min)
  return {
    mean: min + width / 2,
    sd: width / Math.sqrt(12),
    min,
    max,
    density: (x) => (x >= min && x <= max ? 1 / width : 0),
    cdf: (x) => Math.min(1, Math.max(0, (x - min) / width)),
    above: (x) => Math.min(1, Math.max(0, (max - x) / width)),
    quantile: (p) => {
      checkShare(p)
      return min + width * p
    },
  }
}
