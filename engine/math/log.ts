import { highWord, powerOfTwo } from './bits.ts'

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const TWO54 = 18014398509481984

/**
 * Natural logarithm, under 1 ulp: log(10) = 2.302585092994046. log(0) is -Infinity, of a negative number NaN.
 *
 * Method and coefficients after fdlibm (Sun Microsystems 1993: "Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved").
 * x = 2^k (1 + f) with 1 + f near 1, s = f / (2 + f), and log(1 + f) = f - f²/2 + s (f²/2 + R(s²)).
 */
export function log(x: number): number {
  let high = highWord(x)
  let below = 0
  if (high < 0x00100000) {
    if (x === 0) return -Infinity
    if (!(x > 0)) return NaN
    below = 54 // subnormal
    x *= TWO54
    high = highWord(x)
  }
  if (high >= 0x7ff00000) return x
  const shift = exponentNearOne(high)
  const k = shift - below
  const f = x * powerOfTwo(-shift) - 1
  const s = f / (2 + f)
  const half = 0.5 * f * f
  return s * (half + logSeries(s * s)) + k * LN2_LOW - half + f + k * LN2_HIGH
}

/** The k for which x / 2^k lies in [√½, √2), from the high word of x. */
export function exponentNearOne(high: number): number {
  return ((high + (0x3ff00000 - 0x3fe6a09e)) >> 20) - 1023
}

/** R(z) of log(1 + f) = f - f²/2 + s (f²/2 + R(s²)); |error| < 2^-58 for z up to 0.0295. */
export function logSeries(z: number): number {
  const w = z * z
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  return odd + even
}
