import { describe, expect, it } from 'vitest'
import { brier, climatology, coverage, crps, meanAndNormal, pit, reliability, uniformP, withoutChance } from '../../twin/scores.ts'
import { calibration, jobShop } from './calibration.ts'

describe('scores of forecasts', () => {
  it('[B06] are what their formulas say, on numbers worked by hand', () => {
    expect(crps({ values: [3], truth: 5 })).toBe(2)
    // |1−2| + |3−2| over 2 = 1; the pair is 2 apart: 1 − 2 · 2 / (2 · 2 · 1) = 0.
    expect(crps({ values: [1, 3], truth: 2 })).toBe(0)
    expect(crps({ values: [0, 1, 5], truth: 4 })).toBeCloseTo(8 / 3 - 20 / 12, 12)
    expect(pit({ values: [1, 2, 3], truth: 2.5 }, 0.5)).toBe(2.5 / 4)
    expect(pit({ values: [1, 2, 3], truth: 9 }, 0)).toBe(0.75)
    expect(
      brier([
        { probability: 0.8, came: true },
        { probability: 0.4, came: false },
      ]),
    ).toBeCloseTo(0.1, 12)
    expect(uniformP([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])).toBeLessThan(0.01)
    expect(uniformP(Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100))).toBeCloseTo(1, 6)
    expect(climatology([10, 30, 20], 100, 15)).toEqual([120, 130])
    expect(meanAndNormal([8, 10, 12], 0, Number.NEGATIVE_INFINITY, 3)[1]).toBeCloseTo(10, 9)
    expect(meanAndNormal([8, 10, 12], 0, 11, 3).every((time) => time > 11)).toBe(true)
    const table = reliability([
      { probability: 0.1, came: false },
      { probability: 0.15, came: true },
      { probability: 0.9, came: true },
    ])
    expect(table.map(({ told, came, n }) => [told, came, n])).toEqual([
      [0.125, 0.5, 2],
      [0.9, 1, 1],
    ])
  })

  it('[B06] count forecasts that stand and fall together as one', () => {
    const scored = Array.from({ length: 400 }, (_, i) => ({
      values: Array.from({ length: 19 }, (_, v) => v),
      truth: Math.floor(i / 4) % 4 === 0 ? 99 : 9,
      cluster: Math.floor(i / 4),
    }))
    const { share, n, effective } = coverage(scored, 0.8)
    expect([share, n]).toEqual([0.75, 400])
    expect(effective).toBeCloseTo(100, -1)
  })

  it('[B06] the schedule is the plant without chance', () => {
    const calm = withoutChance(jobShop())
    expect(calm.stations.map(({ time, yield: good }) => [time, good])).toEqual([
      [{ kind: 'constant', value: 200 }, 1],
      [{ kind: 'constant', value: 330 }, 1],
      [{ kind: 'constant', value: 130 }, 1],
    ])
  })

  it('[B06] [B09] forecasts are calibrated and better than climatology, mean + normal and the schedule: the short form', async () => {
    const found = await calibration({ seeds: 8, replications: 39 })
    const eighty = found.covered[1]!
    expect(found.forecasts).toBeGreaterThan(100)
    // It fails only where the interval excludes 77 … 83 %.
    expect(eighty.low).toBeLessThan(0.83)
    expect(eighty.high).toBeGreaterThan(0.77)
    expect(found.pitP).toBeGreaterThan(0.01)
    expect(found.crps.twin).toBeLessThan(found.crps.climatology)
    expect(found.crps.twin).toBeLessThan(found.crps.normal)
    expect(found.brier.twin).toBeLessThan(found.brier.schedule)
    for (const { told, low, high } of found.reliability) {
      expect(low).toBeLessThan(told + 0.05)
      expect(high).toBeGreaterThan(told - 0.05)
    }
  }, 120_000)
})
