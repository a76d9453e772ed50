import { describe, expect, it } from 'vitest'
import {
  binomialAbove,
  binomialBelow,
  CountChart,
  exactProportionLimits,
  exactRateLimits,
  normalProportionLimits,
  normalRateLimits,
  rateOfSubgroups,
  THREE_SIGMA_TAIL,
} from '../../../analysis/spc/attributes.ts'
import { capability } from '../../../analysis/spc/capability.ts'
import { Cusum, Ewma, IndividualsChart, MeanRangeChart } from '../../../analysis/spc/charts.ts'
import { limitsOfReadings, limitsOfSubgroups, rangeConstants } from '../../../analysis/spc/limits.ts'

const limits = { center: 10, sigma: 2 }

describe('limits', () => {
  it('ranges of normal readings: d2 1.128, D4 3.267 of two; A2 0.577, D3 0, D4 2.114 of five; D3 0.223 of ten', () => {
    const [two, five, ten] = [2, 5, 10].map(rangeConstants)
    expect(two!.d2).toBeCloseTo(2 / Math.sqrt(Math.PI), 9)
    expect(two!.d3).toBeCloseTo(Math.sqrt(2 - 4 / Math.PI), 3)
    expect([two!.upper, 3 / two!.d2, five!.a2, five!.upper, ten!.lower, ten!.d2, ten!.d3].map((x) => x.toFixed(3))).toEqual(
      ['3.267', '2.659', '0.577', '2.115', '0.223', '3.078', '0.797'], // biome-ignore format: a row
    )
    expect(five!.lower).toBe(0)
  })

  it('of a base of single readings: mean ± 2.66 mean moving ranges, without readings beyond them', () => {
    // 20 readings 8 and 12 by turns, moving ranges of 4: sigma 4 / 1.128.
    const calm = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 8 : 12))
    const base = limitsOfReadings(calm)!
    expect([base.center, base.sigma * 3, base.n, base.leftOut]).toEqual([10, expect.closeTo(2.6587 * 4, 3), 40, 0])
    const wild = limitsOfReadings([...calm.slice(0, 20), 1000, ...calm.slice(20)])!
    expect([wild.center, wild.n, wild.leftOut]).toEqual([10, 40, 1])
    expect(limitsOfReadings(calm.slice(0, 19))).toBeNull()
    expect(limitsOfReadings(new Array(30).fill(5))).toBeNull()
  })

  it('of a base of subgroups: the mean of their means, and their mean range / d2', () => {
    const groups = Array.from({ length: 20 }, (_, i) => [10, 12, 14, 11, 13 + (i % 2)])
    const base = limitsOfSubgroups(groups)!
    expect(base.center).toBeCloseTo(12.1, 12)
    expect(base.sigma).toBeCloseTo(4 / 2.32593, 4)
    expect(limitsOfSubgroups([...groups, [40, 40, 40, 40, 41]])).toMatchObject({ n: 20, leftOut: 1 })
    expect(limitsOfSubgroups(groups.slice(1))).toBeNull()
  })

  it('of shares, exact: what lies outside is at most 0.135 % likely on either side, and one count more would not be', () => {
    for (const [p, n] of [
      [0.015, 50],
      [0.015, 2000],
      [0.3, 17],
      [0.9, 40],
      [0, 10],
      [1, 10],
    ] as const) {
      // biome-ignore format: a row
      const { low, high } = exactProportionLimits(p, n)
      expect(binomialAbove(high, n, p)).toBeLessThanOrEqual(THREE_SIGMA_TAIL)
      expect(binomialBelow(low, n, p)).toBeLessThanOrEqual(THREE_SIGMA_TAIL)
      if (high > 0) expect(high === low || binomialAbove(high - 1, n, p) > THREE_SIGMA_TAIL).toBe(true)
      if (low < n) expect(high === low || binomialBelow(low + 1, n, p) > THREE_SIGMA_TAIL).toBe(true)
    }
  })

  it('the usual limits of 1.5 % of 50 signal at 4, falsely in 0.67 % of subgroups; the exact ones at 5', () => {
    expect(normalProportionLimits(0.015, 50)).toEqual({ low: 0, high: 3 })
    expect(binomialAbove(3, 50, 0.015)).toBeCloseTo(0.0067, 4)
    expect(binomialAbove(3, 50, 0.07)).toBeCloseTo(0.47, 2)
    expect(exactProportionLimits(0.015, 50)).toEqual({ low: 0, high: 4 })
  })

  it('of rates: u ± 3 √(u / size), and exact', () => {
    expect(normalRateLimits(4, 1)).toEqual({ low: 0, high: 10 })
    expect(normalRateLimits(0.5, 100)).toEqual({ low: 29, high: 71 })
    // P(X > 10 | 4) = 0.0028, P(X > 11) = 0.00092.
    expect(exactRateLimits(4, 1)).toEqual({ low: 0, high: 11 })
    expect(exactRateLimits(0, 7)).toEqual({ low: 0, high: 0 })
  })
})

describe('charts', () => {
  it('I-MR: a reading beyond three sigma, or a step of more than 3.686 sigma', () => {
    const chart = new IndividualsChart({ limits })
    expect([10, 15.9, 8.6, 16.1, 10].map((value) => chart.add(value))).toEqual([[], [], [], ['westernElectric1', 'movingRange'], []])
    expect([13, 5.5].map((value) => chart.add(value))).toEqual([[], ['movingRange']])
    expect(new IndividualsChart({ limits, movingRange: false }).mostStep).toBe(Number.POSITIVE_INFINITY)
  })

  it('X̄-R: means of five within 3 sigma / √5, ranges up to 4.918 sigma', () => {
    const chart = new MeanRangeChart({ limits, n: 5 })
    expect(chart.add([12.6, 12.6, 12.6, 12.6, 12.6])).toEqual([])
    expect(chart.add([12.7, 12.7, 12.7, 12.7, 12.7])).toEqual(['westernElectric1'])
    expect(chart.mostRange).toBeCloseTo(2.1146 * 2.32593 * 2, 3)
    expect(chart.add([5, 15, 10, 10, 10])).toEqual(['range'])
    expect(() => chart.add([1])).toThrow(RangeError)
  })

  it('CUSUM: adds what is more than half a sigma off, signals above 5 sigma, and begins anew', () => {
    const chart = new Cusum({ limits })
    expect(Array.from({ length: 4 }, () => [chart.add(14), chart.high])).toEqual([[[], 1.5], [[], 3], [[], 4.5], [['cusumHigh'], 0]]) // biome-ignore format: a row
    expect([0, 10.5, 0, 10].map((value) => [chart.add(value), chart.low])).toEqual([[[], 4.5], [[], 3.75], [['cusumLow'], 0], [[], 0]]) // biome-ignore format: a row
  })

  it('EWMA: a fifth of each reading, signals beyond 2.962 √(0.2 / 1.8) = 0.987 sigma', () => {
    const chart = new Ewma({ limits })
    expect(chart.limit).toBeCloseTo(0.98733, 5)
    expect([14, 16].map((value) => [chart.add(value), chart.value])).toEqual([[[], 0.4], [[], expect.closeTo(0.92)]]) // biome-ignore format: a row
    expect(chart.add(13)).toEqual(['ewmaHigh'])
    expect(chart.value).toBe(0)
    expect([4, 4].flatMap((value) => chart.add(value))).toEqual(['ewmaLow'])
  })

  it('p and u: subgroups of any size, each with its own limits', () => {
    const p = new CountChart({ of: 'units', rate: 0.015 })
    expect([{ size: 50, bad: 4 }, { size: 50, bad: 5 }, { size: 2000, bad: 5 }, { size: 2000, bad: 14 }].map((one) => p.add(one))).toEqual([[], ['tooMany'], ['tooFew'], ['tooFew']]) // biome-ignore format: a row
    const u = new CountChart({ of: 'defects', rate: 4 })
    expect([11, 12].map((bad) => u.add({ size: 1, bad }))).toEqual([[], ['tooMany']])
    const usual = new CountChart({ of: 'units', rate: 0.015, exact: false })
    expect(usual.add({ size: 50, bad: 4 })).toEqual(['tooMany'])
    expect(rateOfSubgroups([{ size: 10, bad: 1 }, { size: 30, bad: 5 }])).toBe(0.15) // biome-ignore format: a row
  })

  it('refuse limits that are none', () => {
    expect(() => new Cusum({ limits: { center: 0, sigma: 0 } })).toThrow(RangeError)
    expect(() => new Ewma({ limits, lambda: 0 })).toThrow(RangeError)
    expect(() => new IndividualsChart({ limits: { center: Number.NaN, sigma: 1 } })).toThrow(RangeError)
    expect(() => exactProportionLimits(1.5, 10)).toThrow(RangeError)
  })
})

describe('capability', () => {
  // Five readings: mean 10, s = √2.5 = 1.5811.
  const five = [8, 9, 10, 11, 12]

  it('Cm = (high − low) / 6 s, Cmk = the nearer limit / 3 s', () => {
    const { mean, sd, spread, centered, n, outside } = capability(five, { low: 4, high: 19 })!
    expect([mean, sd, n, outside]).toEqual([10, Math.sqrt(2.5), 5, 0])
    expect(spread!.value).toBeCloseTo(15 / (6 * Math.sqrt(2.5)), 12)
    expect(centered.value).toBeCloseTo(6 / (3 * Math.sqrt(2.5)), 12)
    expect(capability(five, { low: null, high: 11 })).toMatchObject({
      spread: null,
      outside: 1,
      centered: { value: 1 / (3 * Math.sqrt(2.5)) },
    })
  })

  it('with intervals: Cp 1.33 of 50 readings is 1.07 to 1.59, Cpk 1.33 is 1.05 to 1.61', () => {
    const fifty = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 1 : -1))
    const s = Math.sqrt(50 / 49)
    const { spread, centered } = capability(fifty, { low: -1.33 * 3 * s, high: 1.33 * 3 * s })!
    expect(spread!.value).toBeCloseTo(1.33, 12)
    // χ² of 49 at 2.5 and 97.5 %: 31.555 and 70.222.
    expect([spread!.low, spread!.high]).toEqual([expect.closeTo(1.33 * Math.sqrt(31.555 / 49), 4), expect.closeTo(1.33 * Math.sqrt(70.222 / 49), 4)]) // biome-ignore format: a row
    expect(centered.high - centered.low).toBeCloseTo(2 * 1.959964 * Math.sqrt(1 / 450 + 1.33 ** 2 / 98), 5)
  })

  it('is not known of too little', () => {
    expect(capability([1], { low: 0, high: 2 })).toBeNull()
    expect(capability([1, 1], { low: 0, high: 2 })).toBeNull()
    expect(capability(five, { low: null, high: null })).toBeNull()
  })
})
