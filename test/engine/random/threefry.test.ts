import { describe, expect, it } from 'vitest'
import { threefry } from '../../../engine/random/threefry.ts'

const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0')

describe('threefry2x32-20', () => {
  // kat_vectors of Random123 1.09: counter, key, result
  it.each([
    ['00000000', '00000000', '00000000', '00000000', '6b200159 99ba4efe'],
    ['ffffffff', 'ffffffff', 'ffffffff', 'ffffffff', '1cb996fc bb002be7'],
    ['243f6a88', '85a308d3', '13198a2e', '03707344', 'c4923a9c 483df7a0'],
  ])('known answer: counter %s %s, key %s %s', (c0, c1, k0, k1, want) => {
    const block = Int32Array.from([k0, k1, c0, c1, '0', '0'], (word) => Number.parseInt(word, 16))
    threefry(block)
    expect(`${hex(block[4]!)} ${hex(block[5]!)}`).toBe(want)
  })
})
