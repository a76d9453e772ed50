import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { recordOf } from '../../analysis/record/index.ts'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { WELD_FAULTS, weldCase } from '../../scorecard/electronics-weld.ts'
import { mean, median, metric, ratio, share } from '../../scorecard/marks.ts'
import { scorecard } from '../../scorecard/scorecard.ts'
import { recorded } from '../analysis/recorded.ts'

const named = { story: 's', metric: 'm' }

describe('a figure of the scorecard', () => {
  it.each([
    ['met where the interval is on the good side', 0.95, 0.92, 0.97, 0.9, true],
    ['missed where the interval excludes the target', 0.8, 0.7, 0.89, 0.9, false],
    ['not told where the interval holds the target, though the value is good', 0.92, 0.85, 0.96, 0.9, null],
    ['not told where the interval holds the target, and the value is not good', 0.88, 0.8, 0.94, 0.9, null],
  ])('is %s', (_, value, low, high, target, met) => {
    expect(metric(named, value, { low, high }, 100, { goal: 'atLeast', value: target }).met).toBe(met)
    expect(metric(named, 1 - value, { low: 1 - high, high: 1 - low }, 100, { goal: 'atMost', value: 1 - target }).met).toBe(met)
  })

  it('may have two targets: met between them, missed where the interval lies on one side', () => {
    const target = { goal: 'between', value: 0.77, to: 0.83 } as const
    const met = (low: number, high: number) => metric(named, (low + high) / 2, { low, high }, 400, target).met
    expect([met(0.78, 0.82), met(0.7, 0.8), met(0.6, 0.7), met(0.84, 0.9)]).toEqual([true, null, false, false])
  })

  it('has an average over seeds with the interval of the normal law', () => {
    // 1, 0, 0, −1: sd² = 2/3, so that 1.96 × √(2/3 / 4) = 0.8002.
    expect(mean(named, [1, 0, 0, -1], null)).toMatchObject({
      value: 0,
      low: expect.closeTo(-0.8002, 4),
      high: expect.closeTo(0.8002, 4),
      n: 4,
    })
  })

  it('is met where a target of all is kept, and without seeds says nothing', () => {
    expect(share(named, [true, true], { goal: 'atLeast', value: 1 }).met).toBe(true)
    expect(share(named, [], { goal: 'atLeast', value: 0.9 })).toMatchObject({ value: null, n: 0, met: null })
  })

  it('counts what never came as later than all', () => {
    const values = [5, null, 1, 2, 3, 4, null]
    expect(median(named, values, null)).toMatchObject({ value: 4, n: 7 })
    expect(median(named, [1, null, null], null)).toMatchObject({ value: null, low: 1, high: null })
  })

  it('has seeds as clusters where it is a ratio', () => {
    // 12 of 20 in all; the seeds lie 2, −2 and 0 from what 0.6 of theirs would be: 1.96 × √(3/2 × 8) / 20 = 0.3395.
    const { value, low, high } = ratio(
      named,
      [
        { of: 8, among: 10 },
        { of: 1, among: 5 },
        { of: 3, among: 5 },
      ],
      null,
    )
    expect(value).toBeCloseTo(0.6, 12)
    expect(high! - 0.6).toBeCloseTo(0.3395, 4)
    expect(0.6 - low!).toBeCloseTo(0.3395, 4)
  })
})

describe('the story of the weld', () => {
  it('is the example plant, for one of its seeds', () => {
    const file = fileURLToPath(new URL('../../scenarios/electronics-weld.yaml', import.meta.url))
    const loaded = loadScenario(readFileSync(file, 'utf8'), { file: 'electronics-weld.yaml' })
    expect('problems' in loaded ? loaded.problems : loaded.scenario).toEqual(weldCase(3).scenario)
  })

  it('hides its truth: faults and truth are in no log, and each kind of fault comes', () => {
    const cases = Array.from({ length: 40 }, (_, i) => weldCase(i + 1))
    expect(new Set(cases.map(({ fault }) => fault))).toEqual(new Set(WELD_FAULTS))
    expect(cases.some(({ confounded }) => confounded)).toBe(true)
    const { log } = recorded(cases[0]!.scenario, { until: 3600 })
    expect(log.header.scenario).toMatchObject({ faults: [], truth: [] })
    const [, soldering] = log.header.scenario.products[0]!.route
    expect(soldering!.defects).toMatchObject([{ probability: 0.015, effects: [] }])
  })

  it('passes 98.5 % while nothing is wrong', () => {
    let bad = 0
    let all = 0
    for (let seed = 1; seed <= 3; seed++) {
      const { tests } = recordOf(recorded(weldCase(seed, { control: true }).scenario, { seed, until: 25 * 3600 }).log)
      for (let i = 0; i < tests.count; i++) {
        if (tests.column.operation[i] !== 2) continue
        all++
        if (tests.column.disposition[i] !== 0) bad++
      }
    }
    expect(Math.abs(bad - 0.015 * all)).toBeLessThan(3.5 * Math.sqrt(0.015 * all))
  })

  it('[E1.2] [E1.3] [E1.5] [C21] [E2.4] is marked: no interval of 40 seeds excludes its target', { timeout: 300_000 }, async () => {
    const seeds = Array.from({ length: 40 }, (_, i) => i + 1)
    const figures = await scorecard('electronics-weld', { seeds, pool: inThisThread() })
    expect(figures.filter(({ met }) => met === false)).toEqual([])
    const of = (name: string) => figures.find(({ metric }) => metric === name)!
    expect(of('cause right, identifiable seeds').n).toBeGreaterThan(25)
    expect(of('cause right, identifiable seeds').value).toBeGreaterThan(0.75)
    expect(of('confounded seeds declared, with a test').n).toBeGreaterThan(0)
    expect(of('a cause named in controls').n).toBe(40)
    expect(of('detection delay, units of the branch').value).toBeGreaterThan(20)
  })
})
