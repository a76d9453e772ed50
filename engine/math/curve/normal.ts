import { normalCdf, normalDensity, normalQuantile } from '../normal.ts'
import { type Curve, checkShare } from './curve.ts'
import { pointCurve } from './point.ts'

/** A normal law cut off at zero: `mean` and `sd` are those of the whole law, the curve's own are those after the cut. */
export function cutNormalCurve(mean: number, sd: number): Curve {
  if (sd === 0) return pointCurve(mean)
  const cut = -mean / sd
  const below = normalCdf(cut)
  const left = normalCdf(-cut)
  const pull = normalDensity(cut) / left
  return {
    mean: mean + sd * pull,
    sd: sd * Math.sqrt(1 + cut * pull - pull * pull),
    min: 0,
    max: Infinity,
    density: (x) => (x < 0 ? 0 : normalDensity((x - mean) / sd) / (sd * left)),
    cdf: (x) => (x <= 0 ? 0 : (normalCdf((x - mean) / sd) - below) / left),
    above: (x) => (x <= 0 ? 1 : normalCdf((mean - x) / sd) / left),
    quantile: (p) => {
      checkShare(p)
      return p === 1 ? Infinity : Math.max(0, mean + sd * normalQuantile(below + left * p))
    },
  }
}
