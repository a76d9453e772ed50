import { describe, expect, it } from 'vitest'
import { type DistributionSpec, equilibriumQuantile, remainingLife } from '../../../engine/math/index.ts'

const weibull = { kind: 'weibull', shape: 2, scale: 100 } as const

describe('residual life', () => {
  it('is uniform within a constant life, and within the longer ones of two', () => {
    expect(equilibriumQuantile({ kind: 'constant', value: 10 }, 0.25)).toBeCloseTo(2.5, 12)
    // Lives of 2 and 6, mean 4: half the time nothing is over before 2, a quarter of all time is spent on [0, 2) twice.
    const two = { kind: 'empirical', values: [2, 6] } as const
    expect(equilibriumQuantile(two, 0.5)).toBeCloseTo(2, 12)
    expect(equilibriumQuantile(two, 0.75)).toBeCloseTo(4, 12)
  })

  it('of a uniform life on 0 to 1 is 1 − √(1 − p)', () => {
    for (const p of [0.01, 0.3, 0.75, 0.99])
      expect(equilibriumQuantile({ kind: 'uniform', min: 0, max: 1 }, p)).toBeCloseTo(1 - Math.sqrt(1 - p), 12)
  })

  it('of an exponential life is that life; of an Erlang life a mixture of its phases', () => {
    expect(equilibriumQuantile({ kind: 'exponential', mean: 3 }, 0.5)).toBeCloseTo(3 * Math.LN2, 12)
    // Erlang of 2 phases of mean 1: 1 − F_e(x) = (1 + x/2) e^−x
    const x = equilibriumQuantile({ kind: 'erlang', k: 2, mean: 2 }, 0.6)
    expect((1 + x / 2) * Math.exp(-x)).toBeCloseTo(0.4, 11)
  })

  it('has mean (m² + s²) / 2m for every law', () => {
    const laws: readonly (readonly [DistributionSpec, number])[] = [
      [weibull, 10_000 / (2 * 88.6226925452758)],
      [{ kind: 'weibull', shape: 0.7, scale: 10 }, 19.92],
      [{ kind: 'lognormal', mean: 10, sd: 5 }, 6.25],
      [{ kind: 'gamma', mean: 4, sd: 6 }, 6.5],
      [{ kind: 'triangular', min: 1, mode: 2, max: 6 }, (9 + 7 / 6) / 6],
      [{ kind: 'poisson', mean: 5 }, 3],
      [{ kind: 'shifted', by: 3, of: { kind: 'exponential', mean: 1 } }, 17 / 8],
    ]
    const n = 2_000
    for (const [law, mean] of laws) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += equilibriumQuantile(law, (i + 0.5) / n)
      expect(Math.abs(sum / n / mean - 1), law.kind).toBeLessThan(0.015)
    }
  })

  it('at an age is what is left of those that got there', () => {
    expect(remainingLife(weibull, 100, 0.5)).toBeCloseTo(100 * Math.sqrt(1 + Math.LN2) - 100, 12)
    expect(remainingLife({ kind: 'exponential', mean: 5 }, 70, 0.5)).toBeCloseTo(5 * Math.LN2, 12)
    expect(remainingLife({ kind: 'uniform', min: 0, max: 10 }, 4, 0.5)).toBeCloseTo(3, 12)
    expect(remainingLife({ kind: 'constant', value: 10 }, 4, 0.9)).toBeCloseTo(6, 12)
    expect(remainingLife({ kind: 'constant', value: 10 }, 11, 0.9)).toBe(0)
    expect(remainingLife({ kind: 'lognormal', mean: 10, sd: 5 }, 0, 0.5)).toBeCloseTo(10 / Math.sqrt(1.25), 9)
  })
})
