import type { Calendar } from './calendar.ts'
import type { SimTime } from './time.ts'

/** What the loop drives. */
export interface Model {
  /** Handles the event that the calendar has just fired. */
  fire(target: number, message: number): void
  /** Does the work that was put off within this instant (moves, decisions), as far as no earlier phase is due now. Says how many steps it took. */
  settle(): number
}

export const ZERO_TIME_LIMIT = 1_000_000

/**
 * Fires events in the calendar's order up to and including `until`, and before each lets the model settle what it put off within the instant. Stops after `budget` events so that a caller can yield. True: `until` is reached.
 */
export function run(calendar: Calendar, model: Model, until: SimTime, budget: number): boolean {
  let left = budget
  let instant = calendar.now
  let atOnce = calendar.atOnce
  for (;;) {
    atOnce += model.settle()
    if (atOnce > ZERO_TIME_LIMIT) throw new NoProgress(calendar.now)
    if (left-- <= 0 || !calendar.advance(until)) {
      calendar.atOnce = atOnce
      return left >= 0
    }
    if (calendar.now !== instant) {
      instant = calendar.now
      atOnce = 0
    } else atOnce++
    model.fire(calendar.target, calendar.message)
  }
}

/** More than a million events at one instant. The model's owner can say who goes round. */
export class NoProgress extends Error {
  readonly at: SimTime
  /** Who did something at that instant, again and again. */
  readonly who: readonly string[]

  constructor(at: SimTime, who: readonly string[] = []) {
    super(`more than ${ZERO_TIME_LIMIT} events at one instant, ${at} µs: the model makes no progress`)
    this.at = at
    this.who = who
  }
}
