import { describe, expect, it } from 'vitest'
import { editDistance, nearest } from '../../scenarios/nearest.ts'

describe('the nearest name', () => {
  it.each([
    ['capcity', 'capacity'],
    ['CAPACITY', 'capacity'],
    ['slot', 'slots'],
    ['yeild', 'yield'],
    ['failure', 'failures'],
    ['tme', 'time'],
  ])('%s was meant as %s', (word, meant) => expect(nearest(word, ['capacity', 'slots', 'yield', 'failures', 'time'])).toBe(meant))

  it.each(['colour', 'x', '', 'z'.repeat(100)])('`%s` was meant as nothing known', (word) => {
    expect(nearest(word, ['capacity', 'slots', 'yield', 'failures', 'time'])).toBe(undefined)
  })

  it.each([
    ['', '', 0],
    ['drill', 'drill', 0],
    ['dril', 'drill', 1],
    ['drlil', 'drill', 1],
    ['mill', 'drill', 2],
    ['abc', '', 3],
  ])('from %s to %s are %d steps', (a, b, steps) => {
    expect(editDistance(a, b)).toBe(steps)
    expect(editDistance(b, a)).toBe(steps)
  })
})
