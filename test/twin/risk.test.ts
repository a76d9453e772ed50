import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { risks, spreadOf } from '../../engine/experiment/risk.ts'

const measured = (values: readonly number[], name = 'cost') => ({
  kpis: [{ name, subject: 'plant', unit: 'EUR' }],
  values: [Float64Array.from(values)],
})

describe('risk of a comparison', () => {
  it('[F03] is a distribution and the mean of its worst tenth, on numbers worked by hand', () => {
    const ten = [3, 1, 2, 10, 9, 8, 7, 6, 5, 4]
    expect(spreadOf(ten, 'high')).toEqual({ p50: 5.5, p90: expect.closeTo(9.1, 9), worstTenth: 10 })
    expect(spreadOf(ten, 'low')).toEqual({ p50: 5.5, p90: expect.closeTo(1.9, 9), worstTenth: 1 })
    // A tenth of 15 is one and a half: all of the worst, half of the next.
    const fifteen = Array.from({ length: 15 }, (_, i) => i + 1)
    expect(spreadOf(fifteen, 'high').worstTenth).toBeCloseTo((15 + 0.5 * 14) / 1.5, 12)
  })

  it('[F03] is told of each comparison with an interval and n; the same plant has the same risk', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 20, maxLength: 40 }), (values) => {
        if (values.every((one) => one === values[0])) return
        const worse = values.map((one) => one + 7)
        const [risk] = risks(measured(values), measured(worse))
        expect(risk!.difference).toMatchObject({
          mean: expect.closeTo(7, 9),
          low: expect.closeTo(7, 9),
          high: expect.closeTo(7, 9),
          n: values.length,
        })
        expect(risks(measured(values), measured(values))[0]!.difference).toMatchObject({ mean: 0, low: 0, high: 0 })
        expect(risk!.base.worstTenth).toBeGreaterThanOrEqual(risk!.base.p90 - 1e-9)
      }),
      { numRuns: 30 },
    )
  })

  it('[F03] says nothing of fewer than twenty replications, of what never varies, and where a figure is not defined', () => {
    const few = Array.from({ length: 19 }, (_, i) => i)
    const many = Array.from({ length: 20 }, (_, i) => i)
    expect(risks(measured(few), measured(few))).toEqual([])
    expect(risks(measured(many.map(() => 3)), measured(many.map(() => 3)))).toEqual([])
    expect(risks(measured(many, 'throughput'), measured(many, 'throughput'))).toEqual([])
    expect(risks(measured([...many.slice(1), Number.NaN]), measured(many))).toEqual([])
    expect(risks(measured(many), measured(many))).toHaveLength(1)
  })

  it('[F03] finds a plan that is as cheap on average, and dear on a bad day', () => {
    const calm = Array.from({ length: 100 }, (_, i) => 100 + (i % 10))
    const wild = calm.map((one, i) => (i % 10 === 0 ? one + 90 : one - 10))
    const [risk] = risks(measured(calm), measured(wild))
    expect(calm.reduce((a, b) => a + b)).toBe(wild.reduce((a, b) => a + b))
    expect(risk!.difference.low).toBeGreaterThan(20)
    expect(risk!.variant.p50).toBeLessThan(risk!.base.p50)
  })
})
