import { describe, expect, it } from 'vitest'
import { interval } from '../../../engine/experiment/interval.ts'

describe('the interval of a mean', () => {
  it.each([
    [[1, 2, 3], 0.95, 2, 2.4841377118],
    // Moore, McCabe: corrosion of eight lots, mean 22.5, s 7.191, t*(7) 2.364624
    [[26, 31, 23, 22, 11, 22, 14, 31], 0.95, 22.5, 6.0117],
    [[26, 31, 23, 22, 11, 22, 14, 31], 0.99, 22.5, 8.8974],
  ])('of %j at %d is %d ± %d', (values, level, mean, halfWidth) => {
    const found = interval(values, level)
    expect(found.mean).toBeCloseTo(mean, 10)
    expect(found.halfWidth).toBeCloseTo(halfWidth, 3)
    expect(found.level).toBe(level)
  })

  it('one replication has a mean and no interval', () => {
    expect(interval([5])).toEqual({ mean: 5, halfWidth: null, level: 0.95 })
  })

  it('equal replications have an interval of no width', () => {
    expect(interval([7, 7, 7])).toEqual({ mean: 7, halfWidth: 0, level: 0.95 })
  })

  it('a KPI that one replication does not define has no mean: the others would be a selection', () => {
    expect(interval([1, Number.NaN, 3])).toEqual({ mean: null, halfWidth: null, level: 0.95 })
  })

  it('no replication, no mean', () => {
    expect(interval([])).toEqual({ mean: null, halfWidth: null, level: 0.95 })
  })
})
