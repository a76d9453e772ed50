import { binomialDensity } from './density.ts'

/**
 * Share of a beta(a, b) distribution that lies below x (the regularised incomplete beta function): betaIncomplete(2, 3, 0.4) = 0.5248.
 * `y` is 1 - x, given apart where the caller knows it better. About 14 digits; time grows with √(a + b). Continued fraction DLMF 8.17.22.
 */
export function betaIncomplete(a: number, b: number, x: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity)) {
    throw new RangeError(`betaIncomplete: shapes must be > 0 and finite, got ${a} and ${b}`)
  }
  if (x <= 0) return 0
  if (y <= 0) return 1
  return x * (b + 1) < y * (a + 1) ? fraction(a, b, x, y) : 1 - fraction(b, a, y, x)
}

function fraction(a: number, b: number, x: number, y: number): number {
  const front = (binomialDensity(a, b, x, y) * b) / (a + b)
  if (front === 0) return 0
  let c = 1
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonzero(1 + even * d)
    c = nonzero(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonzero(1 + odd * d)
    c = nonzero(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 3e-16) return front * h
  }
}

const nonzero = (x: number) => (Math.abs(x) < 1e-300 ? 1e-300 : x)
