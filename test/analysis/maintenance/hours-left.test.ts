import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hoursLeft } from '../../../analysis/maintenance/hours-left.ts'
import { curve } from '../../../engine/math/index.ts'

const DRIFT = { kind: 'gamma', mean: 0.0051, sd: 0.00153 } as const
const spindle = { growth: 'exponential', start: 1.2, fail: 4.5, noise: 0.12, drift: DRIFT } as const
const LIFE = Math.log(4.5 / 1.2)

/** Readings of a spindle that grows at `rate`, one in four hours of work, in turn too high and too low. */
function read(rate: number, worked: number) {
  const hours = Array.from({ length: Math.floor(worked / 4) }, (_, i) => 4 * (i + 1))
  return { hours, values: hours.map((x, i) => 1.2 * Math.exp(rate * x + (i % 2 === 0 ? 0.12 : -0.12))), worked }
}

describe('how many hours of work a growing vibration leaves', () => {
  it('[C03] is what was believed where nothing is read: the median of a gamma', () => {
    const { quantile } = curve(DRIFT)
    const left = hoursLeft({ ...spindle, hours: [], values: [], worked: 0 })
    for (const p of [0.1, 0.5, 0.9]) expect(left.quantile(p) / (LIFE / quantile(1 - p))).toBeCloseTo(1, 2)
    expect(left.within(LIFE / DRIFT.mean)).toBeCloseTo(1 - curve(DRIFT).cdf(DRIFT.mean), 2)
  })

  it('[C03] comes down to what there truly is, as readings come in', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.003, max: 0.009, noNaN: true }), fc.double({ min: 0.4, max: 0.9, noNaN: true }), (rate, part) => {
        const life = LIFE / rate
        const left = hoursLeft({ ...spindle, ...read(rate, part * life) })
        const truly = (1 - part) * life
        expect(Math.abs(left.quantile(0.5) - truly)).toBeLessThan(0.15 * life)
        expect(left.quantile(0.01)).toBeLessThan(truly)
        expect(left.quantile(0.99)).toBeGreaterThan(truly)
      }),
    )
  })

  it('is the law of Bayes: the ratio of two rates is that of belief and readings', () => {
    const given = { ...spindle, ...read(0.006, 60) }
    const { rate, chance } = hoursLeft(given)
    const fits = (b: number) =>
      given.hours.reduce((sum, x, i) => sum - (Math.log(given.values[i]! / 1.2) - b * x) ** 2 / (2 * 0.12 ** 2), 0)
    const density = (b: number) => b ** (1 / 0.09 - 1) * Math.exp(-b / (0.09 * DRIFT.mean))
    const [i, j] = [150, 220]
    expect(Math.log(chance[i]! / chance[j]!)).toBeCloseTo(
      Math.log(density(rate[i]!) / density(rate[j]!)) + fits(rate[i]!) - fits(rate[j]!),
      6,
    )
  })

  it('knows that it has not failed yet, and of a rise in a straight line', () => {
    const left = hoursLeft({ ...spindle, hours: [], values: [], worked: 300 })
    expect(left.left[0]).toBeGreaterThanOrEqual(0)
    expect(Math.max(...left.rate)).toBeLessThanOrEqual(LIFE / 300)
    const sure = { growth: 'linear', start: 1, fail: 11, noise: 0.5, drift: { kind: 'constant', value: 0.1 } } as const
    expect([...hoursLeft({ ...sure, hours: [10], values: [2.4], worked: 30 }).left]).toEqual([expect.closeTo(70, 9)])
  })

  it('gives nothing long to live that reads as if it stood still, however sure the belief was', () => {
    const left = hoursLeft({ ...spindle, ...read(0, 200) })
    expect(left.quantile(0.01)).toBeGreaterThan(500)
  })
})
