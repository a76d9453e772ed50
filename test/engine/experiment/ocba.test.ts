import { describe, expect, it } from 'vitest'
import { chanceOfCorrectSelection, ocbaAllocation, ocbaShares } from '../../../engine/experiment/ocba.ts'

const sampled = (mean: number, sd: number, count = 10) => ({ mean, variance: sd * sd, count })

describe('OCBA', () => {
  it('shares a budget as the formula says: Nᵢ / Nⱼ = ((sᵢ / δᵢ) / (sⱼ / δⱼ))², N_b = s_b √Σ (Nᵢ / sᵢ)²', () => {
    const equal = ocbaShares([5, 4, 3, 2, 1].map((mean) => sampled(mean, 10)))
    const total = 1 + 1 / 4 + 1 / 9 + 1 / 16
    const best = Math.sqrt(1 + 1 / 16 + 1 / 81 + 1 / 256)
    const expected = [best, 1, 1 / 4, 1 / 9, 1 / 16].map((one) => one / (total + best))
    expected.forEach((share, i) => {
      expect(equal[i]).toBeCloseTo(share, 12)
    })
    expect(equal[0]).toBeCloseTo(0.4218, 4)

    const uneven = ocbaShares([sampled(1, 2), sampled(4, 3), sampled(2, 1)])
    expect(uneven[0]! / uneven[2]!).toBeCloseTo((2 / 3 / (1 / 2)) ** 2, 12)
    expect(uneven[1]).toBeCloseTo(3 * Math.sqrt((uneven[0]! / 2) ** 2 + uneven[2]! ** 2), 12)
  })

  it('gives more to whoever lacks most, adds up to what there is, and takes nothing away', () => {
    const alternatives = [sampled(5, 10, 10), sampled(4, 10, 60), sampled(1, 10, 10)]
    const more = ocbaAllocation(alternatives, 40)
    expect(more.reduce((sum, one) => sum + one, 0)).toBe(40)
    expect(Math.min(...more)).toBeGreaterThanOrEqual(0)
    expect(more[1]).toBe(0)
    expect(more[0]).toBeGreaterThan(more[2]!)
  })

  it('stays finite where alternatives tie or have no spread', () => {
    for (const alternatives of [
      [sampled(1, 1), sampled(1, 1), sampled(0, 1)],
      [sampled(1, 0), sampled(0, 0), sampled(0.5, 0)],
      [sampled(0, 0), sampled(0, 0)],
    ]) {
      const shares = ocbaShares(alternatives)
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
      expect(ocbaAllocation(alternatives, 7).reduce((sum, one) => sum + one, 0)).toBe(7)
    }
  })

  it('says how likely the choice is right: Φ of the distance in standard errors', () => {
    expect(chanceOfCorrectSelection([sampled(1.96, 1, 2), sampled(0, 1, 2)])).toBeCloseTo(0.975, 4)
    expect(chanceOfCorrectSelection([sampled(1.96, 1, 2), sampled(0, 1, 2), sampled(0, 1, 2)])).toBeCloseTo(0.95, 4)
    expect(chanceOfCorrectSelection([sampled(2, 0), sampled(1, 0)])).toBe(1)
  })
})
