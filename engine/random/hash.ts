import { C0, C1, K0, K1, threefry, W0, W1 } from './threefry.ts'

/**
 * A 64-bit hash of a seed and texts, made with Threefry itself: each block m of 8 bytes is encrypted under the hash so far and added to
 * the result (Matyas, Meyer and Oseas). Each text goes in with its length in front, so ('ab', 'c') and ('a', 'bc') differ.
 */
export class Hash {
  readonly #block = new Int32Array(6) // the hash so far is the key

  constructor(seed: number) {
    this.#block[K0] = Math.floor(seed / 4294967296)
    this.#block[K1] = seed
  }

  get high(): number {
    return this.#block[K0]!
  }

  get low(): number {
    return this.#block[K1]!
  }

  /** Adds the UTF-8 bytes of `text`. */
  text(text: string): this {
    const bytes = new TextEncoder().encode(text)
    this.#add(bytes.length, 0)
    for (let i = 0; i < bytes.length; i += 8) this.#add(word(bytes, i), word(bytes, i + 4))
    return this
  }

  #add(m0: number, m1: number): void {
    const block = this.#block
    block[C0] = m0
    block[C1] = m1
    threefry(block)
    block[K0] = block[W0]! ^ m0
    block[K1] = block[W1]! ^ m1
  }
}

/** 32 well-mixed bits of a text, as a signed whole number: hash32('') is 0x6b200159. */
export function hash32(text: string): number {
  return new Hash(0).text(text).high
}

/** Four bytes from `at`, lowest first; zeros beyond the end. */
function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
}
