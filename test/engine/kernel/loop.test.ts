import { describe, expect, it } from 'vitest'
import { Calendar } from '../../../engine/kernel/calendar.ts'
import { type Model, NoProgress, run } from '../../../engine/kernel/loop.ts'
import type { SimTime } from '../../../engine/kernel/time.ts'

const at = (time: number) => time as SimTime
const END = at(1000)

/** Says what it is told, and schedules a successor after `gap`. */
class Ticking implements Model {
  readonly told: string[] = []
  readonly #calendar: Calendar
  readonly #gap: number
  toSettle = 0

  constructor(calendar: Calendar, gap: number) {
    this.#calendar = calendar
    this.#gap = gap
  }

  fire(target: number) {
    if (this.told.length < 100) this.told.push(`${target}@${this.#calendar.now}`)
    this.#calendar.schedule(at(this.#calendar.now + this.#gap), 2, target, 1)
  }

  settle() {
    return this.toSettle
  }
}

describe('the loop', () => {
  it('fires up to and including `until`, and says when that is reached', () => {
    const calendar = new Calendar()
    const model = new Ticking(calendar, 10)
    calendar.schedule(at(10), 2, 1, 1)
    expect(run(calendar, model, at(30), 100)).toBe(true)
    expect(model.told).toEqual(['1@10', '1@20', '1@30'])
    expect(run(calendar, model, at(50), 1)).toBe(false)
    expect(run(calendar, model, at(50), 1)).toBe(false)
    expect(run(calendar, model, at(50), 1)).toBe(true)
    expect(model.told.slice(3)).toEqual(['1@40', '1@50'])
  })

  it('goes the same way in slices as at once', () => {
    const told = (budget: number) => {
      const calendar = new Calendar()
      const model = new Ticking(calendar, 7)
      for (const target of [1, 2, 3]) calendar.schedule(at(target * 2), 2, target, 1)
      while (!run(calendar, model, at(150), budget));
      return model.told
    }
    expect(told(1)).toEqual(told(Number.POSITIVE_INFINITY))
    expect(told(4)).toEqual(told(Number.POSITIVE_INFINITY))
  })

  it('stops with an error after more than a million events at one instant, in slices too', () => {
    for (const budget of [Number.POSITIVE_INFINITY, 300_000]) {
      const calendar = new Calendar()
      calendar.schedule(at(3), 2, 1, 1)
      const model = new Ticking(calendar, 0)
      expect(() => {
        while (!run(calendar, model, END, budget));
      }).toThrow(NoProgress)
      expect(calendar.now).toBe(3)
      expect(calendar.fired).toBe(1_000_002)
    }
  })

  it('counts the steps of settling among them, and begins anew at each instant', () => {
    const calendar = new Calendar()
    calendar.schedule(at(3), 2, 1, 1)
    const model = new Ticking(calendar, 1)
    model.toSettle = 900_000
    expect(run(calendar, model, at(20), 100)).toBe(true)
    model.toSettle = 1_000_001
    expect(() => run(calendar, model, at(30), 100)).toThrow(/no progress/)
  })
})
