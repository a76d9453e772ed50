import { EventKind } from './events.ts'
import type { LoggedScenario } from './header.ts'
import { type Reporters, reportersOf } from './reporters.ts'
import type { LogSink } from './sink.ts'
import type { SimTime } from './time.ts'

/**
 * A way to a log on which records get lost, each before anything is hashed. Reporters number what they send: with the first record of one that
 * comes through again, and at the end at the latest, the log says how many of his are missing, and since when.
 */
export class LosingSink implements LogSink {
  readonly #sink: LogSink
  readonly #reporters: Reporters
  readonly #isLost: (reporter: number) => boolean
  /** Of each reporter: how many were lost since his last one came through, and when that was (µs; −1: none did). */
  readonly #missing: Float64Array
  readonly #heard: Float64Array
  /** Number that a record has in the log; −1: it was lost. Who undoes a booking names it by its number. */
  readonly #number: number[] = []
  #written = 0
  lost = 0

  /** `isLost` is asked for each record, with the number of its reporter. */
  constructor(sink: LogSink, scenario: LoggedScenario, isLost: (reporter: number) => boolean) {
    this.#sink = sink
    this.#reporters = reportersOf(scenario)
    this.#isLost = isLost
    this.#missing = new Float64Array(this.#reporters.list.length)
    this.#heard = new Float64Array(this.#reporters.list.length).fill(-1)
  }

  append(time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void {
    this.appendRecorded(time, time, kind, subject, a, b, c, v)
  }

  appendRecorded(known: SimTime, time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void {
    const reporter = this.#reporters.of(kind, subject, a, c)
    if (reporter >= 0 && this.#isLost(reporter)) {
      this.#missing[reporter]!++
      this.#number.push(-1)
      this.lost++
      return
    }
    if (kind === EventKind.logEnded) for (let one = 0; one < this.#missing.length; one++) this.#tellMissing(known, one)
    else if (reporter >= 0) {
      this.#tellMissing(known, reporter)
      this.#heard[reporter] = known
    }
    this.#number.push(this.#written)
    const about = kind === EventKind.recordReversed ? (this.#number[subject] ?? -1) : subject
    this.#write(known, time, kind, about, a, b, c, v)
  }

  #tellMissing(known: SimTime, reporter: number) {
    const count = this.#missing[reporter]!
    if (count === 0) return
    this.#missing[reporter] = 0
    this.#write(known, known, EventKind.recordsMissing, reporter, count, -1, -1, this.#heard[reporter]!)
  }

  #write(known: SimTime, time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number) {
    this.#written++
    if (known === time) this.#sink.append(time, kind, subject, a, b, c, v)
    else this.#sink.appendRecorded!(known, time, kind, subject, a, b, c, v)
  }
}
