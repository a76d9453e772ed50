import { describe, expect, it } from 'vitest'
import { BernoulliCusum, CusumRunLength, cusumReference } from '../../../analysis/spc/bernoulli-cusum.ts'
import { Streams } from '../../../engine/random/index.ts'
import { units } from '../../laws/run-lengths.ts'

const design = { gamma: 0.03596, h: 3.5 }

/** Units until the alarm, so many times. */
function simulated(p: number, alarms: number, seed: number): number[] {
  const streams = new Streams(seed, 0)
  const stream = streams.open('inspection', 'cusum')
  const uniform = () => {
    streams.begin(stream)
    return streams.open01()
  }
  const chart = new BernoulliCusum(design)
  const lengths: number[] = []
  for (const bad of units(p, uniform)) {
    if (chart.add(bad)) lengths.push(chart.units)
    if (lengths.length === alarms) break
  }
  return lengths
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const halfWidth = (values: readonly number[]) => {
  const middle = mean(values)
  return 3.29 * Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / values.length)
}

describe('the Bernoulli CUSUM', () => {
  it('adds 1 − γ for a bad unit, takes γ for a good one, never falls below zero, and alarms at h', () => {
    const chart = new BernoulliCusum({ gamma: 0.25, h: 1.25 })
    expect([false, true, false, true].map((bad) => [chart.add(bad), chart.statistic])).toEqual([
      [false, 0],
      [false, 0.75],
      [false, 0.5],
      [true, 1.25],
    ])
    expect([chart.units, chart.add(true), chart.statistic, chart.units]).toEqual([4, false, 0.75, 1])
  })

  it('has γ 0.03596 to tell 7 % from 1.5 %', () => {
    expect(cusumReference(0.015, 0.07)).toBeCloseTo(0.03596, 5)
  })

  it('1.5 % against 7 %, h 3.5: about 13,760 units between false alarms; to detect, from zero, mean 96 and median 81', () => {
    const quiet = new CusumRunLength({ ...design, p: 0.015 })
    const shifted = new CusumRunLength({ ...design, p: 0.07 })
    expect(Math.abs(quiet.mean / 13_760 - 1)).toBeLessThan(0.01)
    expect(Math.round(shifted.mean)).toBe(96)
    expect(shifted.quantile(0.5)).toBe(81)
  })

  it.each([
    [0.015, 2000],
    [0.07, 20_000],
  ])('simulated at a share of %f, takes as long as the chain says', (p, alarms) => {
    const lengths = simulated(p, alarms, 20_261_122)
    expect(Math.abs(mean(lengths) - new CusumRunLength({ ...design, p }).mean)).toBeLessThan(halfWidth(lengths))
  })

  it('where one bad unit is enough, waits for it', () => {
    const run = new CusumRunLength({ gamma: 0.1, h: 0.5, p: 0.2 })
    expect(run.mean).toBeCloseTo(5, 12)
    expect(run.quantile(0.5)).toBe(4) // 1 − 0.8⁴ = 0.59, 1 − 0.8³ = 0.488
    expect(new CusumRunLength({ gamma: 0.1, h: 2.5, p: 1 }).mean).toBe(3)
  })

  it.each([
    { gamma: 0, h: 1 },
    { gamma: 1, h: 1 },
    { gamma: 0.5, h: 0 },
  ])('refuses %j', (wrong) => {
    expect(() => new BernoulliCusum(wrong)).toThrow(RangeError)
    expect(() => new CusumRunLength({ ...wrong, p: 0.1 })).toThrow(RangeError)
  })
})
