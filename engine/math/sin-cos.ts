const PIO2_1 = 1.5707963267341256 // π/2 in pieces of 33 bits, each with what it leaves
const PIO2_1T = 6.077100506506192e-11
const PIO2_2 = 6.077100506303966e-11
const PIO2_2T = 2.0222662487959506e-21
const PIO2_3 = 2.0222662487111665e-21
const PIO2_3T = 8.4784276603689e-32
const TWO_OVER_PI = 0.6366197723675814
const LARGE = 1647099 // 2^20 π/2: from here on the pieces above no longer suffice

/** The angle within ±π/4 after whole quarter turns are taken off, as a sum of two doubles, and the quarter turn's number modulo 4. */
let angle = 0
let angleTail = 0
let quarter = 0

/**
 * Sine of x radians, under 1 ulp for every double: sin(1) = 0.8414709848078965. NaN for an infinity.
 *
 * Method and coefficients after fdlibm (Sun Microsystems 1993: "Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved").
 */
export function sin(x: number): number {
  if (!reduce(x)) return NaN
  if (quarter === 0) return sine(angle, angleTail)
  if (quarter === 1) return cosine(angle, angleTail)
  return quarter === 2 ? -sine(angle, angleTail) : -cosine(angle, angleTail)
}

/** Cosine of x radians, under 1 ulp for every double: cos(1) = 0.5403023058681398. NaN for an infinity. Method as for `sin`. */
export function cos(x: number): number {
  if (!reduce(x)) return NaN
  if (quarter === 0) return cosine(angle, angleTail)
  if (quarter === 1) return -sine(angle, angleTail)
  return quarter === 2 ? -cosine(angle, angleTail) : sine(angle, angleTail)
}

function sine(x: number, tail: number): number {
  const z = x * x
  const v = z * x
  const r =
    0.00833333333332249 +
    z * (-0.0001984126982985795 + z * 0.0000027557313707070068) +
    z * z * z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)
  return x - (z * (0.5 * tail - v * r) - tail - v * -0.16666666666666632)
}

function cosine(x: number, tail: number): number {
  const z = x * x
  const w = z * z
  const r =
    z * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673)) +
    w * w * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))
  const half = 0.5 * z
  const near = 1 - half
  return near + (1 - near - half + (z * r - x * tail))
}

function reduce(x: number): boolean {
  const size = Math.abs(x)
  if (size <= 0.7853981633974483) {
    angle = x
    angleTail = 0
    quarter = 0
    return true
  }
  if (!(size < Infinity)) return false
  if (size >= LARGE) {
    reduceLarge(x)
    return true
  }
  const n = Math.round(x * TWO_OVER_PI)
  let r = x - n * PIO2_1
  let w = n * PIO2_1T
  angle = r - w
  if (Math.abs(angle) < size * 1.5e-5) {
    // much cancelled: take the next piece, and the third when still near a multiple of π/2
    let t = r
    w = n * PIO2_2
    r = t - w
    w = n * PIO2_2T - (t - r - w)
    angle = r - w
    if (Math.abs(angle) < size * 1.7e-15) {
      t = r
      w = n * PIO2_3
      r = t - w
      w = n * PIO2_3T - (t - r - w)
      angle = r - w
    }
  }
  angleTail = r - angle - w
  quarter = n & 3
  return true
}

/** 2/π to 1280 bits: whole-number arithmetic keeps just the bits of x · 2/π that matter. Slow and rare. */
const TWO_OVER_PI_BITS = BigInt(
  '0x' +
    'a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1d' +
    'eb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b' +
    '5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b' +
    '6babf0cfbc209af4361d',
)

function reduceLarge(x: number): void {
  let exponent = 0
  let size = Math.abs(x)
  while (size >= 9007199254740992) {
    size *= 0.5
    exponent++
  }
  while (size !== Math.floor(size)) {
    size *= 2
    exponent--
  }
  // turns = |x| · 2/π in units of 2^-160, modulo 4 quarter turns
  const product = BigInt(size) * TWO_OVER_PI_BITS
  const shift = BigInt(1280 - exponent - 160)
  const turns = BigInt.asUintN(162, product >> shift)
  const half = 1n << 159n
  let whole = turns >> 160n
  let part = turns - (whole << 160n)
  if (part >= half) {
    whole += 1n
    part -= 1n << 160n
  }
  // the rest, within half a quarter turn, times π/2 as two doubles
  const PIO2 = 0x1921fb54442d18469898cc51701b839a252049c1n // π/2 · 2^156
  const rest = part * PIO2 // units of 2^-316
  const high = Number(rest >> 160n) // units of 2^-156, rounded to 53 bits
  const left = Number((rest >> 160n) - BigInt(high))
  const unit = 1.0947644252537633e-47
  angle = x < 0 ? -high * unit : high * unit
  angleTail = x < 0 ? -left * unit : left * unit
  quarter = Number(x < 0 ? -whole & 3n : whole & 3n)
}
