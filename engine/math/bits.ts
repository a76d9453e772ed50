/**
 * Exponents and leading digits of doubles. Everything in this folder uses only + - * / sqrt, whole-number and bit operations, so results are
 * the same bits on every engine; `Math.log` and its kin are not (their last bit depends on who runs them).
 */
const double = new Float64Array(1)
const words = new Int32Array(double.buffer)
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** Sign, exponent and the first 20 bits of the fraction: highWord(1) is 0x3ff00000. */
export function highWord(x: number): number {
  double[0] = x
  return words[HIGH]!
}

const LOWEST = -1024
const powers = new Float64Array(2048)
powers[-LOWEST] = 1
for (let k = 1; k <= 1023; k++) powers[k - LOWEST] = 2 * powers[k - 1 - LOWEST]!
for (let k = -1; k >= LOWEST; k--) powers[k - LOWEST] = 0.5 * powers[k + 1 - LOWEST]!

/** 2^k for a whole k from -1024 to 1023, from a table: putting a double together from its words would stall the processor. */
export function powerOfTwo(k: number): number {
  return powers[k - LOWEST]!
}

/** x · 2^k, rounded once even where the result is subnormal. `k` is a whole number from -1991 to 2046. */
export function timesPowerOfTwo(x: number, k: number): number {
  if (k >= -1022 && k <= 1023) return x * powerOfTwo(k)
  if (k > 1023) return x * powerOfTwo(1023) * powerOfTwo(k - 1023)
  return x * powerOfTwo(-969) * powerOfTwo(k + 969) // the first step leaves 53 bits of room, so that only the last rounds
}

/** `x` to its first 26 bits (Dekker 1971): the product of two such numbers is exact, and so is x - leading(x). For |x| < 1e300. */
export function leading(x: number): number {
  const t = x * 134217729
  return t - (t - x)
}
