import { timesPowerOfTwo } from './bits.ts'

const LN2_HIGH = 6.93147180369123816490e-1
const LN2_LOW = 1.90821492927058770002e-10
const INV_LN2 = 1.44269504088896338700

/**
 * e^x - 1 without losing a small x, under 1 ulp: expm1(1e-10) = 1.00000000005e-10.
 *
 * Method and coefficients after fdlibm (Sun Microsystems 1993: "Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved").
 */
export function expm1(x: number): number {
  if (Number.isNaN(x) || Math.abs(x) < 5.551115123125783e-17) return x
  if (x > 709.782712893384) return Infinity
  if (x < -38) return -1
  const k = Math.abs(x) > 0.34657359027997264 ? Math.round(x * INV_LN2) : 0
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const lost = high - r - low
  const half = 0.5 * r
  const z = r * half
  const r1 =
    1 +
    z *
      (-3.33333333333331316428e-2 +
        z * (1.58730158725481460165e-3 + z * (-7.93650757867487942473e-5 + z * (4.00821782732936239552e-6 + z * -2.01099218183624371326e-7))))
  const t = 3 - r1 * half
  let e = z * ((r1 - t) / (6 - r * t))
  if (k === 0) return r - (r * e - z)
  e = r * (e - lost) - lost - z
  if (k === -1) return 0.5 * (r - e) - 0.5
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e)
  if (k < 0 || k > 56) return timesPowerOfTwo(r - e + 1, k) - 1
  const one = timesPowerOfTwo(1, -k)
  return timesPowerOfTwo(k < 20 ? r - e + (1 - one) : r - (e + one) + 1, k)
}
