import { binomialDensity } from './density.ts'

/**
 * Share of a beta(a, b) distribution that lies below x (the regularised incomplete beta function): betaIncomplete(2, 3, 0.4) = 0.5248.
 * `y` is 1 - x, given apart where the caller knows it better. About 14 digits; time grows with √(a + b). The continued fraction of
 * Didonato & Morris, ACM TOMS 18 (1992) 360-373, which does not cancel for large shapes.
 */
export function betaIncomplete(a: number, b: number, x: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity)) {
    throw new RangeError(`betaIncomplete: shapes must be > 0 and finite, got ${a} and ${b}`)
  }
  if (!(x > 0)) return x <= 0 ? 0 : NaN
  if (y <= 0) return 1
  return a * y > b * x ? fraction(a, b, x, y) : 1 - fraction(b, a, y, x)
}

function fraction(a: number, b: number, x: number, y: number): number {
  const front = (binomialDensity(a, b, x, y) * a * b) / (a + b)
  if (front === 0) return 0
  const lead = a * y - b * x + 1
  let h = (a * lead) / (a + 1)
  let c = h
  let d = 0
  for (let m = 1; ; m++) {
    const odd = a + 2 * m - 1
    const numerator = ((((a + m - 1) / odd) * (a + b + m - 1)) / odd) * m * (b - m) * x * x
    const denominator = m + (m * (b - m) * x) / odd + ((a + m) * (lead + m * (1 + y))) / (odd + 2)
    d = 1 / nonzero(denominator + numerator * d)
    c = nonzero(denominator + numerator / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 3e-16) return front / h
  }
}

const nonzero = (x: number) => (Math.abs(x) < 1e-300 ? 1e-300 : x)
