import { type Curve, checkShare } from './curve.ts'
import { pointCurve } from './point.ts'

/** triangularCurve(1, 2, 6): a fifth lies below 2, and the median is 6 - √10 = 2.838. */
export function triangularCurve(min: number, mode: number, max: number): Curve {
  const width = max - min
  if (width === 0) return pointCurve(mode)
  const left = mode - min
  const right = max - mode
  const rise = (x: number) => ((x - min) / width) * ((x - min) / left)
  const fall = (x: number) => ((max - x) / width) * ((max - x) / right)
  return {
    mean: min + (width + left) / 3,
    sd: Math.sqrt((left * left + left * right + right * right) / 18),
    min,
    max,
    density: (x) => {
      if (x < min || x > max) return 0
      if (x === mode) return 2 / width
      return x < mode ? (2 * (x - min)) / (width * left) : (2 * (max - x)) / (width * right)
    },
    cdf: (x) => {
      if (x <= min) return 0
      if (x >= max) return 1
      return x < mode ? rise(x) : 1 - fall(x)
    },
    above: (x) => {
      if (x <= min) return 1
      if (x >= max) return 0
      return x < mode ? 1 - rise(x) : fall(x)
    },
    quantile: (p) => {
      checkShare(p)
      return p < left / width ? min + Math.sqrt(p * width * left) : max - Math.sqrt((1 - p) * width * right)
    },
  }
}
