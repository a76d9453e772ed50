import { timesPowerOfTwo } from './bits.ts'

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

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
  const k = Math.abs(x) > 0.34657359027997264 ? Math.round(x * Math.LOG2E) : 0
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW - tail
  const r = high - low
  const z = r * r
  const c =
    r -
    z *
      (0.16666666666666602 +
        z * (-0.0027777777777015593 + z * (0.00006613756321437934 + z * (-0.0000016533902205465252 + z * 4.1381367970572385e-8))))
  const y = 1 + ((r * c) / (2 - c) - low + high)
  return k === 0 ? y : timesPowerOfTwo(y, k)
}
