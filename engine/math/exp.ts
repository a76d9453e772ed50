import { timesPowerOfTwo } from './bits.ts'

const LN2_HIGH = 6.93147180369123816490e-1
const LN2_LOW = 1.90821492927058770002e-10
const INV_LN2 = 1.44269504088896338700

/**
 * e^x, under 1 ulp: exp(1) = 2.718281828459045. Infinity above 709.78, zero below -745.13.
 *
 * Method and coefficients after fdlibm (Sun Microsystems 1993: "Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved").
 * x = k ln 2 + r with |r| < 0.35, and e^r = 1 + r + r c / (2 - c) with c = r - r² P(r²).
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x > 709.782712893384) return Infinity
  if (x < -745.1332191019412) return 0
  return expOfSum(x, 0)
}

/** e^(x + tail), where |tail| is below half a unit in the last place of x, and x within what `exp` can give. */
export function expOfSum(x: number, tail: number): number {
  const k = Math.abs(x) > 0.34657359027997264 ? Math.round(x * INV_LN2) : 0
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW - tail
  const r = high - low
  const z = r * r
  const c =
    r -
    z *
      (1.66666666666666019037e-1 +
        z * (-2.77777777770155933842e-3 + z * (6.61375632143793436117e-5 + z * (-1.65339022054652515390e-6 + z * 4.13813679705723846039e-8))))
  const y = 1 + ((r * c) / (2 - c) - low + high)
  return k === 0 ? y : timesPowerOfTwo(y, k)
}
