/*
 * What a record tells of an operand is its step from the record before of the same kind: 0, −1, 1, −2 … as 0, 1, 2, 3 …, so that small ones of either
 * sign are short, in 0, 1, 2 or 4 bytes, as two bits say.
 */

/** Kinds of record that a byte can tell, with a bit to spare. */
export const KINDS = 128
export const OPERANDS = 4

const FAR = 0x8000000000000
/** Values that are whole are told as steps up to here. */
export const NEAR = 0x40000000

/** Bits that a number takes → the two bits that tell its length. */
const LENGTH = Uint8Array.from({ length: 33 }, (_, bits) => (bits === 0 ? 0 : bits <= 8 ? 1 : bits <= 16 ? 2 : 3))

export const isWhole = (value: number) => value === Math.floor(value) && value <= FAR && value >= -FAR
export const folded = (step: number) => (step << 1) ^ (step >> 31)
export const unfolded = (step: number) => (step >>> 1) ^ -(step & 1)
export const lengthOf = (step: number) => LENGTH[32 - Math.clz32(step)]!
