import { highWord, powerOfTwo } from './bits.ts'
import { exponentNearOne, logSeries } from './log.ts'

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/**
 * log(1 + x) without losing a small x, under 1 ulp: log1p(1e-10) = 9.9999999995e-11. log1p(-1) is -Infinity, below that NaN.
 *
 * Method and coefficients after fdlibm (Sun Microsystems 1993: "Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved").
 */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN
  if (x === Infinity || Math.abs(x) < 1.1102230246251565e-16) return x
  let k = 0
  let lost = 0 // what rounding 1 + x left out
  let f = x
  if (x < -0.2928932188134524 || x > 0.4142135623730951) {
    const u = 1 + x
    k = exponentNearOne(highWord(u))
    if (k < 54) lost = (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u
    f = u * powerOfTwo(-k) - 1
  }
  const s = f / (2 + f)
  const half = 0.5 * f * f
  return s * (half + logSeries(s * s)) + (k * LN2_LOW + lost) - half + f + k * LN2_HIGH
}
