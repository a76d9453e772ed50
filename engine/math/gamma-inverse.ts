import { poissonDensity } from './density.ts'
import { exp } from './exp.ts'
import { gammaP } from './gamma-incomplete.ts'
import { invert } from './invert.ts'
import { lnGamma } from './ln-gamma.ts'
import { log } from './log.ts'
import { normalQuantile } from './normal.ts'

/**
 * The x below which a share p of a gamma distribution of shape `a` and scale 1 lies: gammaPInverse(2, 0.5) = 1.6783469900166612.
 * Newton's method on gammaP, from the Wilson-Hilferty cube or, near zero, from gammaP ≈ x^a / Γ(a + 1).
 */
export function gammaPInverse(a: number, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`gammaPInverse: p must be in [0, 1], got ${p}`)
  if (p === 0) return 0
  if (p === 1) return Infinity
  const t = 1 - 1 / (9 * a) + normalQuantile(p) / (3 * Math.sqrt(a))
  const cube = a * t * t * t
  const small = exp((log(p) + lnGamma(a + 1)) / a)
  const guess = t > 0 && cube > 0.2 * a && small > 0.1 * a ? cube : small
  if (guess === 0) return 0
  return invert(
    (x) => gammaP(a, x),
    (x) => (poissonDensity(a, x) * a) / x,
    { p, low: 0, high: 1.7e308, guess },
  )
}
