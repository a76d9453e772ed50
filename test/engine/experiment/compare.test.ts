import { describe, expect, it } from 'vitest'
import { compareMeasured, differences, levelFor, varianceReduction, verdict } from '../../../engine/experiment/compare.ts'

const kpi = (name: string) => ({ name, subject: 'plant', unit: '1/h' })
const columns = (...values: number[][]) => values.map((each) => Float64Array.from(each))

describe('a verdict', () => {
  it.each([
    ['maximise', 2, 1, 3, 'better'],
    ['maximise', -2, -3, -1, 'worse'],
    ['minimise', 2, 1, 3, 'worse'],
    ['minimise', -2, -3, -1, 'better'],
    ['maximise', 1, -1, 3, 'no difference shown'],
    ['minimise', -1, -2, 0, 'no difference shown'],
    ['maximise', 1, 0, 2, 'no difference shown'],
    ['maximise', 0, 0, 0, 'no difference shown'],
    ['maximise', 4, 4, 4, 'better'],
    ['maximise', null, null, null, 'no difference shown'],
    ['maximise', 4, null, null, 'no difference shown'],
  ] as const)('to %s, a difference of %s in [%s, %s] is %s', (goal, mean, low, high, expected) => {
    expect(verdict({ mean, low, high }, goal)).toBe(expected)
  })
})

describe('differences', () => {
  it('are paired replication by replication', () => {
    const [found] = differences(
      { kpis: [kpi('throughput')], values: columns([10, 20, 30]) },
      { kpis: [kpi('throughput')], values: columns([11, 22, 33]) },
      0.95,
    )
    expect(found).toMatchObject({ name: 'throughput', subject: 'plant', unit: '1/h', level: 0.95 })
    expect(found!.mean).toBeCloseTo(2, 12)
    expect(found!.low).toBeCloseTo(2 - 2.4841377, 6)
    expect(found!.high).toBeCloseTo(2 + 2.4841377, 6)
  })

  it('are of the KPIs that both have, found by name and subject', () => {
    const base = { kpis: [kpi('wip'), kpi('cost')], values: columns([1, 1], [5, 6]) }
    const variant = { kpis: [kpi('cost'), kpi('oee')], values: columns([7, 8], [0, 0]) }
    expect(differences(base, variant, 0.95).map(({ name, mean }) => [name, mean])).toEqual([['cost', 2]])
  })

  it('widen with the number of variants, so that all verdicts together hold at 95 %', () => {
    expect(levelFor(1)).toBeCloseTo(0.95, 12)
    expect(levelFor(2)).toBeCloseTo(0.975, 12)
    expect(levelFor(5)).toBeCloseTo(0.99, 12)
    // 0 < 1.2 ± 1.04 alone, and not among ten
    const base = { kpis: [kpi('throughput')], values: columns([0, 0, 0, 0]) }
    const variant = { id: 'v', patch: null, kpis: [kpi('throughput')], values: columns([0.5, 1, 1.5, 1.8]) }
    const objective = { kpi: 'throughput', subject: 'plant', goal: 'maximise' } as const
    const among = (variants: number) => compareMeasured(base, variant, { objective, level: levelFor(variants) }).variant.verdict
    expect(among(1)).toBe('better')
    expect(among(10)).toBe('no difference shown')
  })

  it('of one replication show nothing, however large', () => {
    const objective = { kpi: 'throughput', subject: 'plant', goal: 'maximise' } as const
    const { variant, varianceReduction: factor } = compareMeasured(
      { kpis: [kpi('throughput')], values: columns([1]) },
      { id: 'v', patch: null, kpis: [kpi('throughput')], values: columns([100]) },
      { objective, level: 0.95 },
    )
    expect(variant.verdict).toBe('no difference shown')
    expect(factor).toBeNull()
  })
})

describe('the worth of common random numbers', () => {
  it('is the ratio of independent to paired variance', () => {
    // s² of the base 100, of the variant 121, of the difference 1
    expect(varianceReduction(Float64Array.of(10, 20, 30), Float64Array.of(11, 22, 33))).toBeCloseTo(221, 9)
  })

  it('is below 1 where luck went the other way', () => {
    expect(varianceReduction(Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1))).toBeCloseTo(0.5, 12)
  })

  it('is unknown where the difference is constant', () => {
    expect(varianceReduction(Float64Array.of(1, 2, 3), Float64Array.of(2, 3, 4))).toBeNull()
  })
})
