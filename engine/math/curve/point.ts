import { type Curve, checkShare } from './curve.ts'

/** All chance on one value. */
export function pointCurve(value: number): Curve {
  return {
    mean: value,
    sd: 0,
    min: value,
    max: value,
    density: (x) => (x === value ? 1 : 0),
    cdf: (x) => (x >= value ? 1 : 0),
    above: (x) => (x >= value ? 0 : 1),
    quantile: (p) => {
      checkShare(p)
      return value
    },
  }
}
