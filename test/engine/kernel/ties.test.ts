import { describe, expect, it } from 'vitest'
import { Calendar } from '../../../engine/kernel/calendar.ts'
import type { SimTime } from '../../../engine/kernel/time.ts'

const END = Number.MAX_SAFE_INTEGER as SimTime

/** What fires of so many events at one instant, in two phases and two priorities, by name. */
function fired(tieKey: number, count = 400): number[] {
  const calendar = new Calendar()
  calendar.tieKey = tieKey
  for (let name = 0; name < count; name++) calendar.schedule(7 as SimTime, name % 2, name, 0, (name >> 1) % 2)
  const names: number[] = []
  while (calendar.advance(END)) names.push(calendar.target)
  return names
}

const groupOf = (name: number) => 2 * (name % 2) + ((name >> 1) % 2)

describe('events of the same instant', () => {
  it('[T7] are shuffled by a key within their phase and priority, and every one still fires once', () => {
    const ordered = fired(0)
    const shuffled = fired(12345)
    expect(shuffled).not.toEqual(ordered)
    expect(shuffled.map(groupOf)).toEqual(ordered.map(groupOf))
    expect([...shuffled].sort((a, b) => a - b)).toEqual([...ordered].sort((a, b) => a - b))
    const inPlace = shuffled.filter((name, i) => name === ordered[i]).length
    expect(inPlace).toBeLessThan(20)
  })

  it('[T7] are shuffled the same way by the same key, another way by another, and not at all by 0', () => {
    expect(fired(12345)).toEqual(fired(12345))
    expect(fired(12345)).not.toEqual(fired(54321))
    expect(fired(0)).toEqual(Array.from({ length: 400 }, (_, i) => i).sort((a, b) => groupOf(a) - groupOf(b) || a - b))
  })

  it('[T7] have no ties left: each of 2 × 10⁵ gets an order of its own, and either of two comes first about as often', () => {
    const calendar = new Calendar()
    calendar.tieKey = -7
    for (let i = 0; i < 200_000; i++) calendar.schedule(0 as SimTime, 0, i, 0)
    expect(new Set(calendar.heapOrder.subarray(0, calendar.size)).size).toBe(200_000)
    const firsts = Array.from({ length: 1000 }, (_, key) => fired(key + 1, 8).indexOf(0) < fired(key + 1, 8).indexOf(4))
    expect(firsts.filter(Boolean).length).toBeGreaterThan(430)
    expect(firsts.filter(Boolean).length).toBeLessThan(570)
  })
})
