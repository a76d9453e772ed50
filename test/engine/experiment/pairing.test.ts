import { describe, expect, it } from 'vitest'
import { kpiCatalogue } from '../../../analysis/kpi/index.ts'
import { runComparison } from '../../../engine/experiment/experiment.ts'
import { independentRuns, pairing } from '../../../engine/experiment/pairing.ts'
import { studentQuantile } from '../../../engine/math/index.ts'
import { stubPool, stubScenario } from './stub.ts'

const of = (...values: number[]) => Float64Array.from(values)

describe('what common random numbers are worth', () => {
  it('by hand: correlation 1, differences 1, 2, 3', () => {
    // s² = 100 and 121, s²(difference) = 1: 221 times less variance.
    const found = pairing(of(10, 20, 30), of(11, 22, 33), 0.95)!
    expect(found.correlation).toBeCloseTo(1, 12)
    expect(found.varianceReduction).toBeCloseTo(221, 9)
    expect(found.replications).toBe(3)
  })

  it('counts the independent replications for an interval as narrow: the fewest that are enough', () => {
    const share = (221 * 221) / (100 * 100 + 121 * 121)
    const width = (m: number) => studentQuantile(0.975, (m - 1) * share) * Math.sqrt(221 / m)
    const { independent } = pairing(of(10, 20, 30), of(11, 22, 33), 0.95)!
    const halfWidth = 4.30265273 / Math.sqrt(3)
    expect(width(independent)).toBeLessThanOrEqual(halfWidth)
    expect(width(independent - 1)).toBeGreaterThan(halfWidth)
    expect(independentRuns(1, 1, 1e9, 0.95)).toBe(2)
  })

  it('is not known of one replication, without spread, or where a value is missing', () => {
    expect(pairing(of(1), of(2), 0.95)).toBeNull()
    expect(pairing(of(1, 2, 3), of(2, 3, 4), 0.95)).toBeNull()
    expect(pairing(of(1, 1, 1), of(2, 3, 5), 0.95)).toBeNull()
    expect(pairing(of(1, Number.NaN), of(2, 3), 0.95)).toBeNull()
  })

  it('a comparison says it of each variant, and warns where the two do not respond alike', async () => {
    const kpis = kpiCatalogue(stubScenario).length
    const luck = [3, 1, 4, 1, 5, 9, 2, 6]
    const answers: Record<string, (r: number) => number> = {
      stub: (r) => luck[r]!,
      alike: (r) => 1.1 * luck[r]!,
      against: (r) => -luck[r]!,
    }
    const pool = stubPool({
      replicate: ({ id }, { replication }) => ({ replication, values: new Float64Array(kpis).fill(answers[id]!(replication)), events: 1 }),
    })
    const variants = ['alike', 'against'].map((id) => ({ scenario: { ...stubScenario, id }, hash: id, id, patch: null }))
    const result = await runComparison({ scenario: stubScenario, hash: 'stub' }, variants, { pool, replications: 8 })
    const [alike, against] = result.variants
    expect(alike!.pairing!.correlation).toBeCloseTo(1, 9)
    expect(alike!.pairing!.independent).toBeGreaterThan(100)
    expect(against!.pairing!.correlation).toBeCloseTo(-1, 9)
    expect(against!.pairing!.independent).toBeLessThan(8)
    expect(result.warnings).toEqual([expect.stringContaining('against and the base do not respond alike')])
    expect(result.varianceReduction[0]).toBeCloseTo(alike!.pairing!.varianceReduction, 9)
  })
})
