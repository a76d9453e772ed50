import { describe, expect, it } from 'vitest'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import { meanOf, withMean } from '../../viewer/what-if/mean.ts'

const known: readonly (readonly [DistributionSpec, number])[] = [
  [{ kind: 'constant', value: 5 }, 5],
  [{ kind: 'uniform', min: 2, max: 6 }, 4],
  [{ kind: 'triangular', min: 1, mode: 2, max: 6 }, 3],
  [{ kind: 'exponential', mean: 7 }, 7],
  [{ kind: 'erlang', k: 3, mean: 7 }, 7],
  [{ kind: 'gamma', mean: 7, sd: 2 }, 7],
  [{ kind: 'normal', mean: 7, sd: 2 }, 7],
  [{ kind: 'lognormal', mean: 7, sd: 2 }, 7],
  [{ kind: 'weibull', shape: 2, scale: 10 }, 5 * Math.sqrt(Math.PI)],
  [{ kind: 'weibull', shape: 0.5, scale: 10 }, 20],
  [{ kind: 'pert', min: 1, mode: 2, max: 9 }, 3],
  [{ kind: 'loglogistic', shape: 2, scale: 10 }, 5 * Math.PI],
  [{ kind: 'beta', min: 2, max: 9, mean: 5, sd: 1 }, 5],
  [{ kind: 'hyperexponential', mean: 7, sd: 12 }, 7],
  [{ kind: 'geometric', mean: 7 }, 7],
  [{ kind: 'poisson', mean: 7 }, 7],
  [{ kind: 'shifted', by: 3, of: { kind: 'gamma', mean: 4, sd: 2 } }, 7],
  [{ kind: 'truncated', of: { kind: 'exponential', mean: 10 }, min: 5, max: null }, 15],
  [{ kind: 'truncated', of: { kind: 'uniform', min: 0, max: 10 }, min: 2, max: 6 }, 4],
  [{ kind: 'empirical', values: [1, 5], weights: [3, 1] }, 2],
  [
    {
      kind: 'piecewise',
      points: [
        [0, 0],
        [10, 0.5],
        [20, 1],
      ],
    },
    10,
  ],
]

describe.each(known)('%o', (spec, mean) => {
  it(`has the mean ${mean.toFixed(3)}`, () => {
    expect(meanOf(spec)).toBeCloseTo(mean, 9)
  })

  it('can be given another mean, and keeps its kind', () => {
    const other = withMean(spec, mean * 1.5)
    expect(meanOf(other)).toBeCloseTo(mean * 1.5, 9)
    expect(other.kind).toBe(spec.kind)
  })
})
