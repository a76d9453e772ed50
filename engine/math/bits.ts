/**
 * The two 32-bit halves of a double, and powers of two made from their bits. Everything in this folder uses only + - * / sqrt, whole-number
 * and bit operations, so results are the same bits on every engine; `Math.log` and its kin are not (their last bit depends on who runs them).
 */
const double = new Float64Array(1)
const words = new Int32Array(double.buffer)
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0
const LOW = 1 - HIGH

/** Sign, exponent and the first 20 bits of the fraction: highWord(1) is 0x3ff00000. */
export function highWord(x: number): number {
  double[0] = x
  return words[HIGH]!
}

/** `x` with its high word replaced. */
export function withHighWord(x: number, high: number): number {
  double[0] = x
  words[HIGH] = high
  return double[0]
}

/** `x` cut to its first 21 bits: the product of two such numbers is exact. */
export function leading(x: number): number {
  double[0] = x
  words[LOW] = 0
  return double[0]
}

/** x · 2^k, rounded once even where the result is subnormal. `k` is a whole number from -1991 to 2046. */
export function timesPowerOfTwo(x: number, k: number): number {
  if (k >= -1022 && k <= 1023) return x * powerOfTwo(k)
  if (k > 1023) return x * powerOfTwo(1023) * powerOfTwo(Math.min(k - 1023, 1023))
  const first = x * powerOfTwo(-969) // leaves 53 bits of room, so that only the last product rounds
  return first * powerOfTwo(Math.max(k + 969, -1022))
}

function powerOfTwo(k: number): number {
  words[HIGH] = (k + 1023) << 20
  words[LOW] = 0
  return double[0]!
}
