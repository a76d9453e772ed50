import { betaIncomplete } from './beta-incomplete.ts'
import { binomialDensity } from './density.ts'
import { exp } from './exp.ts'
import { invert } from './invert.ts'
import { lnGamma } from './ln-gamma.ts'
import { log } from './log.ts'
import { normalQuantile } from './normal.ts'

/**
 * The x below which a share p of a beta(a, b) distribution lies: betaInverse(2, 3, 0.5248) = 0.4. Newton's method on betaIncomplete; the
 * first guess is Abramowitz & Stegun 26.5.22, or the power law near an end.
 */
export function betaInverse(a: number, b: number, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`betaInverse: p must be in [0, 1], got ${p}`)
  if (p === 0 || p === 1) return p
  return invert(
    (x) => betaIncomplete(a, b, x),
    (x) => (binomialDensity(a, b, x, 1 - x) * a * b) / ((a + b) * x * (1 - x)),
    { p, low: 0, high: 1, guess: firstGuess(a, b, p) },
  )
}

function firstGuess(a: number, b: number, p: number): number {
  if (a >= 1 && b >= 1) {
    const z = normalQuantile(p)
    const h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1))
    const l = (z * z - 3) / 6
    const w = (z * Math.sqrt(h + l)) / h - (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (l + 5 / 6 - 2 / (3 * h))
    return h + l > 0 ? a / (a + b * exp(-2 * w)) : a / (a + b)
  }
  const lnBeta = lnGamma(a) + lnGamma(b) - lnGamma(a + b)
  const fromZero = exp((log(p * a) + lnBeta) / a)
  if (fromZero < 0.5) return fromZero
  return 1 - exp((log((1 - p) * b) + lnBeta) / b)
}
