import { describe, expect, it } from 'vitest'
import { factorial, latinHypercube } from '../../../engine/experiment/design.ts'
import { levelEffects, slopeEffects } from '../../../engine/experiment/main-effects.ts'

describe('designs', () => {
  it('a factorial has every combination once, the last factor turning fastest', () => {
    expect(factorial([2, 3])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ])
    expect(factorial([])).toEqual([[]])
  })

  it('a Latin hypercube has one point in each slice of each factor', () => {
    const points = latinHypercube(20, ['a', 'b', 'c'], 1)
    expect(points).toHaveLength(20)
    for (let f = 0; f < 3; f++) {
      const slices = points.map((point) => Math.floor(point[f]! * 20)).sort((a, b) => a - b)
      expect(slices).toEqual(Array.from({ length: 20 }, (_, i) => i))
    }
    expect(points.map((point) => point[0])).not.toEqual([...points.map((point) => point[0]!)].sort((a, b) => a - b))
  })

  it('repeats with its seed, differs with another, and a factor more leaves the others as they were', () => {
    const first = latinHypercube(10, ['a', 'b'], 1)
    expect(latinHypercube(10, ['a', 'b'], 1)).toEqual(first)
    expect(latinHypercube(10, ['a', 'b'], 2)).not.toEqual(first)
    expect(latinHypercube(10, ['c', 'a', 'b'], 1).map(([, a, b]) => [a, b])).toEqual(first)
  })
})

describe('main effects', () => {
  const luck = [0.5, -1, 3, 0.2]

  it('of levels are free of the luck that all points share', () => {
    const design = factorial([2, 3])
    const values = design.map(([a, b]) => luck.map((u) => 10 * u + 4 * a! + b! * b!))
    const [low, high] = levelEffects(
      values,
      design.map(([a]) => a!),
      2,
    )
    expect(low!.mean).toBeCloseTo(-2, 9)
    expect(high!.mean).toBeCloseTo(2, 9)
    expect(high!.halfWidth).toBeCloseTo(0, 9)
    const squares = levelEffects(
      values,
      design.map(([, b]) => b!),
      3,
    )
    expect(squares.map(({ mean }) => Number(mean!.toFixed(9)))).toEqual([-1.666666667, -0.666666667, 2.333333333])
  })

  it('of ranges are the slopes of a plane, also where factors are not quite uncorrelated', () => {
    const places = latinHypercube(8, ['a', 'b'], 5)
    const values = places.map(([a, b]) => luck.map((u) => u + (3 + u) * a! - 2 * b!))
    const [a, b] = slopeEffects(values, places)!
    expect(a!.mean).toBeCloseTo(3 + (0.5 - 1 + 3 + 0.2) / 4, 9)
    expect(a!.halfWidth).toBeGreaterThan(0.5)
    expect(b!.mean).toBeCloseTo(-2, 9)
    expect(b!.halfWidth).toBeCloseTo(0, 9)
  })

  it('of ranges are not known where points are too few or tell nothing apart', () => {
    expect(
      slopeEffects(
        [[1], [2]],
        [
          [0, 1],
          [1, 0],
        ],
      ),
    ).toBeNull()
    expect(
      slopeEffects(
        [[1], [2], [3]],
        [
          [0, 0],
          [0.5, 0.5],
          [1, 1],
        ],
      ),
    ).toBeNull()
  })
})
