import { highWord, leading, powerOfTwo } from './bits.ts'
import { expOfSum } from './exp.ts'
import { exponentNearOne } from './log.ts'

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const TWO54 = 18014398509481984

/**
 * x to the power y, under 1 ulp, with the special cases of JavaScript's `**`: pow(2, 0.5) = 1.4142135623730951, pow(10, -3) = 0.001.
 *
 * e^(y log x), with the logarithm held in two doubles (about 70 bits), since y magnifies its error; plan after fdlibm's e_pow.c.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (y === 1) return x
  if (y === 2) return x * x
  if (y === -1) return 1 / x
  const size = Math.abs(x)
  if (y === Infinity || y === -Infinity) return size === 1 ? NaN : size > 1 === y > 0 ? Infinity : 0
  const whole = Math.trunc(y) === y
  if (x < 0 && !whole && x !== -Infinity) return NaN
  const odd = whole && Math.trunc(y / 2) * 2 !== y
  const negative = odd && (x < 0 || Object.is(x, -0))
  let result: number
  if (size === 0) result = y > 0 ? 0 : Infinity
  else if (size === Infinity) result = y > 0 ? Infinity : 0
  else if (size === 1) result = 1
  else if (y === 0.5) result = Math.sqrt(size)
  else result = powPositive(size, y)
  return negative ? -result : result
}

function powPositive(x: number, y: number): number {
  let below = 0
  if (x < 2.2250738585072014e-308) {
    x *= TWO54
    below = 54
  }
  const shift = exponentNearOne(highWord(x))
  const k = shift - below
  const m = x * powerOfTwo(-shift)

  // s = (m - 1) / (m + 1) as s0 + s1: s0 has 26 bits, so that its products below are exact
  const f = m - 1
  const plus = m + 1
  const s = f / plus
  const s0 = leading(s)
  const plus0 = leading(plus)
  const plus1 = m - (plus0 - 1)
  const s1 = (f - s0 * plus0 - s0 * plus1) / plus

  // log m = s (2 + 2z/3 + 2z²/5 + …) with z = s²
  const z0 = s0 * s0
  const z1 = s1 * (s0 + s)
  const z = z0 + z1
  const third = z0 / 3
  const rest = (z0 - 2 * third - third + z1) * 0.6666666666666666 + z * z * series(z)
  const u0 = leading(2 + 2 * third)
  const u1 = 2 * third - (u0 - 2) + rest
  const head = s0 * u0
  const tail = s1 * u0 + s * u1

  // log x = k ln 2 + log m as l0 + l1
  const whole = k * LN2_HIGH
  const sum = whole + head
  const back = sum - whole
  const err = whole - (sum - back) + (head - back) + tail + k * LN2_LOW
  const l0 = sum + err
  const l1 = sum - l0 + err

  // y log x as p0 + p1
  const p0 = y * l0
  if (p0 > 710) return Infinity
  if (p0 < -746) return 0
  const y0 = leading(y)
  const y1 = y - y0
  const a0 = leading(l0)
  const a1 = l0 - a0
  const p1 = y0 * a0 - p0 + y0 * a1 + y1 * a0 + y1 * a1 + y * l1
  return expOfSum(p0, p1)
}

/** 2/5 + 2z/7 + 2z²/9 + … to 2^-58 for z up to 0.0295. */
function series(z: number): number {
  return (
    2 / 5 +
    z *
      (2 / 7 +
        z *
          (2 / 9 +
            z *
              (2 / 11 +
                z * (2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21 + z * (2 / 23 + z * (2 / 25 + z * (2 / 27)))))))))))
  )
}
