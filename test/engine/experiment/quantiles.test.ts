import { describe, expect, it } from 'vitest'
import { quantile, quantileRanks } from '../../../engine/experiment/quantiles.ts'

/** P(B ≤ k) as it is written in books. */
function atMost(k: number, n: number, p: number): number {
  let term = (1 - p) ** n
  let sum = 0
  for (let i = 0; i <= k; i++) {
    sum += term
    term *= ((n - i) / (i + 1)) * (p / (1 - p))
  }
  return sum
}

describe('the interval of a quantile', () => {
  // Of the median at 95 %, as in Conover's table and those of the sign test.
  it.each([
    [6, 1, 6, 0.96875],
    [8, 1, 8, 0.9921875],
    [10, 2, 9, 0.9785],
    [15, 4, 12, 0.9648],
    [20, 6, 15, 0.9586],
    [25, 8, 18, 0.9567],
    [30, 10, 21, 0.9572],
  ])('of %i values, of the median: from the %i. to the %i., with %f', (n, low, high, coverage) => {
    const ranks = quantileRanks(n, 0.5, 0.95)!
    expect(ranks).toMatchObject({ low, high })
    expect(ranks.coverage).toBeCloseTo(coverage, 4)
  })

  it('is the narrowest whose either tail is at most half of what is left, for any n and p', () => {
    for (const n of [36, 50, 100, 200])
      for (const p of [0.1, 0.5, 0.9]) {
        const { low, high, coverage } = quantileRanks(n, p, 0.95)!
        expect(coverage).toBeCloseTo(atMost(high - 1, n, p) - atMost(low - 1, n, p), 10)
        expect(atMost(low - 1, n, p)).toBeLessThanOrEqual(0.025)
        expect(atMost(low, n, p)).toBeGreaterThan(0.025)
        expect(1 - atMost(high - 1, n, p)).toBeLessThanOrEqual(0.025 + 1e-12)
        expect(1 - atMost(high - 2, n, p)).toBeGreaterThan(0.025)
      }
  })

  it('is null where there are too few values: 6 for the median, 36 for P10 and P90', () => {
    expect(quantileRanks(5, 0.5, 0.95)).toBeNull()
    expect(quantileRanks(6, 0.5, 0.95)).toMatchObject({ low: 1, high: 6 })
    for (const p of [0.1, 0.9]) expect(quantileRanks(35, p, 0.95)).toBeNull()
    // 0.9 to the power of 36 is 0.0225: all values above the quantile, which half of 5 % allows.
    expect(quantileRanks(36, 0.1, 0.95)).toMatchObject({ low: 1 })
    expect(quantileRanks(36, 0.9, 0.95)).toMatchObject({ high: 36 })
    expect(quantile([], 0.5)).toBeNull()
    expect(quantile([1, 2, 3, Number.NaN, 5, 6, 7, 8], 0.5)).toBeNull()
  })

  it('is made of the values themselves, whatever their order', () => {
    expect(quantile([7, 3, 10, 1, 9, 2, 8, 5, 4, 6], 0.5)).toMatchObject({ p: 0.5, estimate: 5.5, low: 2, high: 9 })
    const hundred = Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) + 1)
    expect(quantile(hundred, 0.9)).toMatchObject({ estimate: 90.5, low: 84, high: 96 })
  })
})
