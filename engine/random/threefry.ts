/** Places in a block: the key, the counter, and the two words that `threefry` makes of them. */
export const K0 = 0
export const K1 = 1
export const C0 = 2
export const C1 = 3
export const W0 = 4
export const W1 = 5

/**
 * Threefry2x32-20: scrambles the counter (c0, c1) under the key (k0, k1) into two words of 32 random bits, all in one `block` of six whole
 * numbers. Any counter can be asked for in any order; nothing is remembered. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
 * SC11 (Random123). With key and counter all zero the words are 6b200159 99ba4efe.
 */
export function threefry(block: Int32Array): void {
  const k0 = block[K0]!
  const k1 = block[K1]!
  const k2 = k0 ^ k1 ^ 0x1bd11bda
  let a = (block[C0]! + k0) | 0
  let b = (block[C1]! + k1) | 0
  a = (a + b) | 0
  b = ((b << 13) | (b >>> 19)) ^ a
  a = (a + b) | 0
  b = ((b << 15) | (b >>> 17)) ^ a
  a = (a + b) | 0
  b = ((b << 26) | (b >>> 6)) ^ a
  a = (a + b) | 0
  b = ((b << 6) | (b >>> 26)) ^ a
  a = (a + k1) | 0
  b = (b + k2 + 1) | 0
  a = (a + b) | 0
  b = ((b << 17) | (b >>> 15)) ^ a
  a = (a + b) | 0
  b = ((b << 29) | (b >>> 3)) ^ a
  a = (a + b) | 0
  b = ((b << 16) | (b >>> 16)) ^ a
  a = (a + b) | 0
  b = ((b << 24) | (b >>> 8)) ^ a
  a = (a + k2) | 0
  b = (b + k0 + 2) | 0
  a = (a + b) | 0
  b = ((b << 13) | (b >>> 19)) ^ a
  a = (a + b) | 0
  b = ((b << 15) | (b >>> 17)) ^ a
  a = (a + b) | 0
  b = ((b << 26) | (b >>> 6)) ^ a
  a = (a + b) | 0
  b = ((b << 6) | (b >>> 26)) ^ a
  a = (a + k0) | 0
  b = (b + k1 + 3) | 0
  a = (a + b) | 0
  b = ((b << 17) | (b >>> 15)) ^ a
  a = (a + b) | 0
  b = ((b << 29) | (b >>> 3)) ^ a
  a = (a + b) | 0
  b = ((b << 16) | (b >>> 16)) ^ a
  a = (a + b) | 0
  b = ((b << 24) | (b >>> 8)) ^ a
  a = (a + k1) | 0
  b = (b + k2 + 4) | 0
  a = (a + b) | 0
  b = ((b << 13) | (b >>> 19)) ^ a
  a = (a + b) | 0
  b = ((b << 15) | (b >>> 17)) ^ a
  a = (a + b) | 0
  b = ((b << 26) | (b >>> 6)) ^ a
  a = (a + b) | 0
  b = ((b << 6) | (b >>> 26)) ^ a
  a = (a + k2) | 0
  b = (b + k0 + 5) | 0
  block[W0] = a
  block[W1] = b
}
