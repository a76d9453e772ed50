import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Calendar, NO_TICKET, type Ticket } from '../../../engine/kernel/calendar.ts'
import { load, save } from '../../../engine/kernel/snapshot.ts'
import type { SimTime } from '../../../engine/kernel/time.ts'

const SEED = 20_261_122
const END = Number.MAX_SAFE_INTEGER as SimTime
const at = (time: number) => time as SimTime

/** A calendar as one would write it without a thought for speed: a list that is sorted. */
class SlowCalendar {
  now = 0
  #events: { readonly time: number; readonly phase: number; readonly priority: number; readonly turn: number; readonly name: number }[] = []
  #turn = 0

  schedule(time: number, phase: number, priority: number, name: number) {
    this.#events.push({ time, phase, priority, turn: this.#turn++, name })
    this.#events.sort((a, b) => a.time - b.time || a.phase - b.phase || a.priority - b.priority || a.turn - b.turn)
  }

  cancel(name: number): number {
    const { time } = this.#events.find((event) => event.name === name)!
    this.#events = this.#events.filter((event) => event.name !== name)
    return time
  }

  advance(until: number): number | null {
    const first = this.#events[0]
    if (first === undefined || first.time > until) return null
    this.#events.shift()
    this.now = first.time
    return first.name
  }

  dueNowBefore(phase: number): boolean {
    return this.#events.some((event) => event.time === this.now && event.phase < phase)
  }

  get pending() {
    return this.#events.length
  }
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('schedule' as const), delay: fc.nat(4), phase: fc.nat(7), priority: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(1000) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('advance' as const), by: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const), phase: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fork' as const) }) },
)

describe(`the calendar (seed ${SEED})`, () => {
  it('fires what a sorted list fires, whatever is scheduled, cancelled, asked and saved between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
        let calendar = new Calendar()
        const slow = new SlowCalendar()
        const tickets = new Map<number, Ticket>()
        let name = 0
        for (const one of steps) {
          if (one.do === 'schedule') {
            slow.schedule(slow.now + one.delay, one.phase, one.priority, name)
            tickets.set(name, calendar.schedule(at(calendar.now + one.delay), one.phase, name, name + 7, one.priority))
            expect(calendar.due(tickets.get(name)!)).toBe(slow.now + one.delay)
            name++
          } else if (one.do === 'cancel') {
            const chosen = [...tickets.keys()][one.which % Math.max(1, tickets.size)]
            if (chosen === undefined) continue
            expect(calendar.cancel(tickets.get(chosen)!)).toBe(slow.cancel(chosen))
            tickets.delete(chosen)
          } else if (one.do === 'advance') {
            const fired = slow.advance(slow.now + one.by)
            expect(calendar.advance(at(calendar.now + one.by)) ? calendar.target : null).toBe(fired)
            expect(calendar.now).toBe(slow.now)
            if (fired === null) continue
            expect(calendar.message).toBe(fired + 7)
            tickets.delete(fired)
          } else if (one.do === 'ask') {
            expect(calendar.dueNowBefore(one.phase)).toBe(slow.dueNowBefore(one.phase))
          } else {
            const copy = new Calendar()
            load(copy, structuredClone(save(calendar)))
            calendar = copy
          }
          expect(calendar.pending).toBeGreaterThanOrEqual(slow.pending)
        }
        for (let fired = slow.advance(END); fired !== null; fired = slow.advance(END)) {
          expect(calendar.advance(END)).toBe(true)
          expect(calendar.target).toBe(fired)
        }
        expect(calendar.advance(END)).toBe(false)
        expect(calendar.pending).toBe(0)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('is the same after it was saved with the place of the event that fired last still open', () => {
    const calendar = new Calendar()
    for (const time of [5, 1, 3, 4, 2]) calendar.schedule(at(time), 0, time, 0)
    calendar.advance(END)
    expect(calendar.hole).toBe(1)
    const held = save(calendar)
    const rest = (from: Calendar) => {
      from.schedule(at(2), 0, 20, 0)
      const fired: number[] = []
      while (from.advance(END)) fired.push(from.target)
      return fired
    }
    const copy = new Calendar()
    load(copy, held)
    expect(rest(copy)).toEqual([2, 20, 3, 4, 5])
    expect(rest(calendar)).toEqual([2, 20, 3, 4, 5])
  })

  it('keeps what it held when it grows, and what it says of due times', () => {
    const calendar = new Calendar()
    const times = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5003)
    const tickets = times.map((time, i) => calendar.schedule(at(time), 0, i, 0))
    expect(tickets.map((ticket) => calendar.due(ticket))).toEqual(times)
    expect(calendar.pending).toBe(5000)
    const fired: number[] = []
    while (calendar.advance(END)) fired.push(calendar.now)
    expect(fired).toEqual([...times].sort((a, b) => a - b))
    expect(calendar.fired).toBe(5000)
  })

  it('does not fire what is after `until`, nor let time pass for it', () => {
    const calendar = new Calendar()
    calendar.schedule(at(10), 0, 1, 0)
    expect(calendar.advance(at(9))).toBe(false)
    expect(calendar.now).toBe(0)
    expect(calendar.advance(at(10))).toBe(true)
    expect(calendar.now).toBe(10)
  })

  it('throws where it is misused: a spent ticket, none, one of nobody, or an event in the past', () => {
    const calendar = new Calendar()
    const cancelled = calendar.schedule(at(5), 0, 1, 0)
    calendar.cancel(cancelled)
    expect(() => calendar.cancel(cancelled)).toThrow(/spent/)
    const fired = calendar.schedule(at(5), 0, 2, 0)
    calendar.advance(END)
    expect(() => calendar.cancel(fired)).toThrow(/spent/)
    const successor = calendar.schedule(at(6), 0, 3, 0)
    expect(() => calendar.cancel(fired)).toThrow(/spent/)
    expect(calendar.cancel(successor)).toBe(6)
    expect(() => calendar.cancel(NO_TICKET)).toThrow(/spent/)
    expect(() => calendar.cancel(4711 as Ticket)).toThrow(/spent/)
    expect(() => calendar.schedule(at(4.9), 0, 1, 0)).toThrow(/before now/)
    expect(() => calendar.schedule(at(Number.NaN), 0, 1, 0)).toThrow(/before now/)
  })

  it('uses the places of fired and cancelled events again', () => {
    const calendar = new Calendar()
    for (let i = 0; i < 10_000; i++) {
      calendar.cancel(calendar.schedule(at(i + 1), 0, i, 0))
      calendar.schedule(at(i + 1), 0, i, 0)
      calendar.advance(END)
    }
    expect(calendar.entries).toBeLessThan(64)
    expect(calendar.pending).toBe(0)
  })
})
