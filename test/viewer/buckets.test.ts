import { describe, expect, it } from 'vitest'
import { Column, type Track } from '../../viewer/feed/tracks.ts'
import { dominantStates, EMPTY, groupMarks, ticks } from '../../viewer/timeline/buckets.ts'
import { fc, test } from './fast-check.ts'

const track = (...changes: readonly (readonly [since: number, state: number])[]): Track => {
  const one = { since: new Column(), state: new Column() }
  for (const [since, state] of changes) {
    one.since.push(since)
    one.state.push(state)
  }
  return one
}

describe('the state of a pixel', () => {
  it('is the one that fills most of it', () => {
    const states = dominantStates(track([0, 7], [14, 8], [16, 10], [35, 7]), 0, 40, 40, 4)
    expect([...states]).toEqual([7, 7, 10, 10])
  })

  it('adds up a state that comes back within the pixel', () => {
    const states = dominantStates(track([0, 7], [4, 8], [7, 7]), 0, 10, 10, 1)
    expect([...states]).toEqual([7])
  })

  it('is empty after what is known', () => {
    expect([...dominantStates(track([0, 7]), 0, 40, 20, 4)]).toEqual([7, 7, EMPTY, EMPTY])
  })

  it('is found wherever the window is, as by looking at every instant', () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 11 })), { minLength: 1, maxLength: 40 })
    test(fc.tuple(changes, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 })), ([steps, from, width]) => {
      let time = 0
      const points = steps.map(([step, state], i) => {
        time += i === 0 ? 0 : step
        return [time, state] as const
      })
      const at = (moment: number) => points.findLast(([since]) => since <= moment)![1]
      // Pixels of ten seconds, known to the second: count the seconds.
      const states = dominantStates(track(...points), from, from + width * 10, 1e9, width)
      states.forEach((state, pixel) => {
        const seconds = new Map<number, number>()
        for (let s = 0; s < 10; s++) seconds.set(at(from + pixel * 10 + s), (seconds.get(at(from + pixel * 10 + s)) ?? 0) + 1)
        expect(seconds.get(state)).toBe(Math.max(...seconds.values()))
      })
    })
  })
})

describe('marks', () => {
  const marked = (...times: number[]) => {
    const one = { time: new Column(), station: new Column() }
    for (const time of times) one.time.push(time)
    return one
  }

  it('that are close together are drawn as one', () => {
    const groups = groupMarks(marked(10, 11, 12, 50, 90), 0, 100, 100, 5)
    expect(groups.map(({ x, count }) => [x, count])).toEqual([
      [10, 3],
      [50, 1],
      [90, 1],
    ])
  })

  it('are all counted, and never closer than they may be', () => {
    test(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 200 }), (times) => {
      const sorted = [...times].sort((a, b) => a - b)
      const groups = groupMarks(marked(...sorted), 0, 1000, 500, 7)
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(sorted.length)
      for (let i = 1; i < groups.length; i++) expect(groups[i]!.x - groups[i - 1]!.x).toBeGreaterThan(6.99)
    })
  })
})

it('an axis has round moments, about as far apart as asked', () => {
  const { step, at } = ticks(1000, 30_000, 1000, 80)
  expect(step).toBe(3600)
  expect(at).toEqual([3600, 7200, 10_800, 14_400, 18_000, 21_600, 25_200, 28_800])
})
