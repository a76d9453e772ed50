import { fold, type LogEvent } from './fold.ts'
import type { LoggedScenario, LogHeader } from './header.ts'
import { PlantState } from './state.ts'

/** At least so many records between two keyframes: folding them takes about a millisecond. */
const SPACING = 16_384
/** And at least as many as keep all keyframes together under four bytes a record, however full the plant. */
const STATE_BYTES_PER_EVENT = 4

type Scan = (from: number, to: number, visit: (event: LogEvent) => void) => void

/**
 * States of the plant along the log, from which any other is a short fold away: seeking takes milliseconds wherever the cursor lands.
 *
 * They are made when a log is read, not when it is written. A keyframe says nothing the records do not say, so in the file it could only
 * disagree with them: a mended fold would meet old keyframes, and the hash of a run would change with the code that reads it. And the run
 * would pay for them on its hot path. Folding costs a reader some tens of nanoseconds a record, once, as far as anybody looks, and in slices
 * (`prepare`) where a page must stay smooth. They hold folded state only, never a simulator's future.
 */
export class Keyframes {
  readonly #header: LogHeader<LoggedScenario>
  readonly #scan: Scan
  readonly #states: PlantState[]
  /** Folds on from the last keyframe, so that looking further never starts over. */
  readonly #front: PlantState

  constructor(header: LogHeader<LoggedScenario>, scan: Scan) {
    this.#header = header
    this.#scan = scan
    this.#states = [new PlantState(header)]
    this.#front = new PlantState(header)
  }

  /** How many records are covered. */
  get covered(): number {
    return this.#front.events
  }

  /** Covers the first `events` records. */
  cover(events: number) {
    if (events <= this.#front.events) return
    let next = this.#nextKeyframe()
    this.#scan(this.#front.events, events, (event) => {
      fold(this.#front, event)
      if (this.#front.events < next) return
      this.#states.push(this.#copy(this.#front))
      next = this.#nextKeyframe()
    })
  }

  /** The plant after the first `events` records, in `reuse` where one is given: on from there if that is nearer, else from a keyframe. */
  state(events: number, reuse?: PlantState): PlantState {
    this.cover(events)
    const keyframe = this.#before(events)
    const state = reuse ?? new PlantState(this.#header)
    if (reuse === undefined || reuse.events > events || reuse.events < keyframe.events) state.copyFrom(keyframe)
    this.#scan(state.events, events, (event) => fold(state, event))
    return state
  }

  #nextKeyframe() {
    const last = this.#states.at(-1)!.events
    return last + Math.max(SPACING, Math.ceil(this.#front.byteLength / STATE_BYTES_PER_EVENT))
  }

  #before(events: number): PlantState {
    let low = 0
    let high = this.#states.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#states[middle]!.events <= events) low = middle
      else high = middle - 1
    }
    return this.#states[low]!
  }

  #copy(state: PlantState): PlantState {
    const copy = new PlantState(this.#header)
    copy.copyFrom(state)
    return copy
  }
}
