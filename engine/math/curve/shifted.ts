import type { Curve } from './curve.ts'

/** The same curve further to the right. */
export function shiftedCurve(of: Curve, by: number): Curve {
  return {
    mean: of.mean + by,
    sd: of.sd,
    min: of.min + by,
    max: of.max + by,
    density: (x) => of.density(x - by),
    cdf: (x) => of.cdf(x - by),
    above: (x) => of.above(x - by),
    quantile: (p) => by + of.quantile(p),
  }
}
