import { timesPowerOfTwo } from './bits.ts'

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

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
  const k = Math.abs(x) > 0.34657359027997264 ? Math.round(x * Math.LOG2E) : 0
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const lost = high - r - low
  const half = 0.5 * r
  const z = r * half
  const r1 =
    1 +
    z *
      (-0.03333333333333313 +
        z * (0.0015873015872548146 + z * (-0.0000793650757867488 + z * (0.000004008217827329362 + z * -2.0109921818362437e-7))))
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
