import { poissonDensity } from './density.ts'

/**
 * Share of a gamma distribution of shape `a` and scale 1 that lies below x (the regularised lower incomplete gamma function):
 * gammaP(2, 3) = 0.8008517265285442. About 14 digits; time grows with √a. Series below a + 1, continued fraction above (DLMF 8.11, 8.9).
 */
export function gammaP(a: number, x: number): number {
  check(a)
  if (!(x > 0)) return x <= 0 ? 0 : NaN
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
}

/** 1 - gammaP(a, x), which keeps its digits in the far tail: gammaQ(1, 50) = e^-50 = 1.928749847963918e-22. */
export function gammaQ(a: number, x: number): number {
  check(a)
  if (!(x > 0)) return x <= 0 ? 1 : NaN
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
}

function check(a: number): void {
  if (!(a > 0 && a < Infinity)) throw new RangeError(`incomplete gamma: shape must be > 0 and finite, got ${a}`)
}

function series(a: number, x: number): number {
  let sum = 1
  let term = 1
  for (let n = a + 1; term > sum * 1e-17; n++) {
    term *= x / n
    sum += term
  }
  return poissonDensity(a, x) * sum
}

function fraction(a: number, x: number): number {
  const density = poissonDensity(a, x)
  if (density === 0 || x === Infinity) return 0
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; ; i++) {
    const numerator = -i * (i - a)
    b += 2
    d = 1 / nonzero(numerator * d + b)
    c = nonzero(b + numerator / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 3e-16) return density * a * h
  }
}

const nonzero = (x: number) => (Math.abs(x) < 1e-300 ? 1e-300 : x)
