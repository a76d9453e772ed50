import type { BookingKind, Bookings as BookingsSpec } from '../../scenarios/model.ts'
import { longer } from '../kernel/longer.ts'
import type { SimTime } from '../kernel/time.ts'
import { EventKind } from '../log/events.ts'
import type { LogSink } from '../log/sink.ts'
import { type Chance, type Draw, NO_DRAW } from './chance.ts'
import { NONE } from './tables.ts'

/** The record that somebody has to book, by its word in the language. */
const KIND_OF: Readonly<Record<BookingKind, EventKind>> = {
  received: EventKind.materialReceived,
  consumed: EventKind.materialConsumed,
  produced: EventKind.materialProduced,
  shipped: EventKind.materialShipped,
  scrapped: EventKind.materialScrapped,
}

/** All is booked rightly and at once. */
export const AT_ONCE: BookingsSpec = { of: [], late: null, batched: null, errors: null }

/** What is wrong with a booking. */
const Mistake = { none: 0, quantity: 1, twice: 2 } as const

/**
 * People between the plant and its log: what they book becomes known late, in batches, or wrong at first. Nothing in the plant knows of them: they
 * only stand before who writes the log, with luck of their own.
 */
export class Bookings implements LogSink {
  readonly #chance: Chance
  readonly #isBooked: Uint8Array
  readonly #share: number
  readonly #late: Draw
  readonly #delay: Draw
  readonly #every: number
  readonly #mistakes: number
  readonly #mistake: Draw
  readonly #twice: number
  readonly #isTwice: Draw
  readonly #factor: Draw
  readonly #after: Draw
  readonly #log: Required<LogSink> | null

  /** Records written so far: the index of the next one. */
  written = 0
  /** Records so far in the order of truth, in which no booking is late and none is wrong. */
  truths = 0

  // Bookings that are still to be made; `order` has their rows by when they are made, from `head` on, `waiting` of them.
  head = 0
  waiting = 0
  order = new Int32Array(16)
  free = new Int32Array(16)
  freeCount = 0
  rows = 0
  known = new Float64Array(16)
  time = new Float64Array(16)
  kind = new Int32Array(16)
  subject = new Int32Array(16)
  a = new Int32Array(16)
  b = new Int32Array(16)
  truth = new Int32Array(16)
  v = new Float64Array(16)
  /** What is right where `v` is not, and Mistake. */
  right = new Float64Array(16)
  mistake = new Uint8Array(16)

  /** Streams are opened whether there is a log or not: that nobody writes one down changes nobody's luck. */
  constructor({ of, late, batched, errors }: BookingsSpec, chance: Chance, log: LogSink | null) {
    this.#chance = chance
    this.#isBooked = new Uint8Array(128)
    for (const word of of) this.#isBooked[KIND_OF[word]] = 1
    this.#share = late?.share ?? 0
    this.#late = late === null ? NO_DRAW : chance.openUniform('bookings', 'late')
    this.#delay = late === null ? NO_DRAW : chance.open(late.by, 'bookings', 'delay')
    this.#every = batched === null ? 0 : Math.round(batched * 1e6)
    this.#mistakes = errors?.share ?? 0
    this.#mistake = errors === null ? NO_DRAW : chance.openUniform('bookings', 'error')
    this.#twice = errors?.twice ?? 0
    this.#isTwice = errors === null ? NO_DRAW : chance.openUniform('bookings', 'twice')
    this.#factor = errors === null ? NO_DRAW : chance.open(errors.factor, 'bookings', 'factor')
    this.#after = errors === null ? NO_DRAW : chance.open(errors.corrected, 'bookings', 'corrected')
    this.#log = log?.appendRecorded === undefined ? null : (log as Required<LogSink>)
  }

  /** Whether what is said here gets into a log that can tell when it became known. Whoever cannot hears the truth, at once. */
  get isHeard(): boolean {
    return this.#log !== null
  }

  append(time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void {
    this.#bookUntil(time, time)
    // At the end the books are closed.
    if (kind === EventKind.logEnded) this.#bookUntil(Number.POSITIVE_INFINITY as SimTime, time)
    const truth = this.truths++
    if (this.#isBooked[kind] === 0) {
      this.#write(time, time, kind, subject, a, b, c, v)
      return
    }
    const known = this.#knownAt(time)
    const mistake = this.#mistakeIn()
    const said = mistake === Mistake.quantity ? v * this.#chance.nextNumber(this.#factor) : v
    if (known > time) this.#later(known, time, kind, subject, a, b, truth, said, v, mistake)
    else this.#book(time, time, kind, subject, a, b, NONE, truth, said, v, mistake)
  }

  /** Something is true that nobody books yet: its number in the order of truth. */
  heldBack(time: SimTime): number {
    this.#bookUntil(time, time)
    return this.truths++
  }

  /** What was held back is booked: consumption that was true at `time`. */
  told(now: SimTime, time: number, item: number, station: number, unit: number, truth: number, quantity: number) {
    const kind = EventKind.materialConsumed
    this.#bookUntil(now, now)
    const isBooked = this.#isBooked[kind] === 1
    const known = isBooked ? this.#knownAt(now) : now
    const mistake = isBooked ? this.#mistakeIn() : Mistake.none
    const said = mistake === Mistake.quantity ? quantity * this.#chance.nextNumber(this.#factor) : quantity
    if (known > now) this.#later(known, time, kind, item, station, unit, truth, said, quantity, mistake)
    else this.#book(now, time, kind, item, station, unit, truth, truth, said, quantity, mistake)
  }

  #knownAt(time: SimTime): number {
    let known: number = time
    if (this.#late !== NO_DRAW && this.#chance.nextUniform(this.#late) < this.#share) known += this.#chance.next(this.#delay)
    return this.#every > 0 ? Math.ceil(known / this.#every) * this.#every : known
  }

  #mistakeIn(): number {
    if (this.#mistake === NO_DRAW || this.#chance.nextUniform(this.#mistake) >= this.#mistakes) return Mistake.none
    return this.#chance.nextUniform(this.#isTwice) < this.#twice ? Mistake.twice : Mistake.quantity
  }

  /** Makes the bookings that are due until `until`, none of them after `latest`. */
  #bookUntil(until: SimTime, latest: SimTime) {
    while (this.waiting > 0 && this.known[this.order[this.head]!]! <= until) {
      const row = this.order[this.head++]!
      if (--this.waiting === 0) this.head = 0
      this.free[this.freeCount++] = row
      const truth = this.truth[row]!
      const known = Math.min(this.known[row]!, latest)
      const time = this.time[row]!
      const kind = this.kind[row]!
      const subject = this.subject[row]!
      this.#book(known, time, kind, subject, this.a[row]!, this.b[row]!, truth, truth, this.v[row]!, this.right[row]!, this.mistake[row]!)
    }
  }

  /** Makes a booking, and notes when what is wrong with it is put right. */
  #book(
    known: number,
    time: number,
    kind: number,
    subject: number,
    a: number,
    b: number,
    c: number,
    truth: number,
    v: number,
    right: number,
    mistake: number,
  ) {
    this.#write(known, time, kind, subject, a, b, c, v)
    if (mistake === Mistake.none) return
    if (mistake === Mistake.twice) this.#write(known, time, kind, subject, a, b, c, v)
    const then = known + this.#chance.next(this.#after)
    this.#later(then, time, EventKind.recordReversed, this.written - 1, subject, kind, NONE, v, 0, Mistake.none)
    if (mistake === Mistake.quantity) this.#later(then, time, kind, subject, a, b, truth, right, 0, Mistake.none)
  }

  #later(
    known: number,
    time: number,
    kind: number,
    subject: number,
    a: number,
    b: number,
    truth: number,
    v: number,
    right: number,
    mistake: number,
  ) {
    const row = this.freeCount > 0 ? this.free[--this.freeCount]! : this.#newRow()
    this.known[row] = known
    this.time[row] = time
    this.kind[row] = kind
    this.subject[row] = subject
    this.a[row] = a
    this.b[row] = b
    this.truth[row] = truth
    this.v[row] = v
    this.right[row] = right
    this.mistake[row] = mistake
    this.#line(row)
  }

  /** Behind all that are not made later. */
  #line(row: number) {
    const end = this.head + this.waiting
    if (end === this.order.length) {
      if (this.head > 0) this.order.copyWithin(0, this.head, end)
      else this.order = longer(this.order, 2 * end)
      this.head = 0
    }
    const known = this.known[row]!
    let low = this.head
    let high = this.head + this.waiting
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.known[this.order[middle]!]! <= known) low = middle + 1
      else high = middle
    }
    this.order.copyWithin(low + 1, low, this.head + this.waiting)
    this.order[low] = row
    this.waiting++
  }

  #newRow(): number {
    const rows = this.known.length * 2
    if (this.rows < this.known.length) return this.rows++
    this.free = longer(this.free, rows)
    this.known = longer(this.known, rows)
    this.time = longer(this.time, rows)
    this.kind = longer(this.kind, rows)
    this.subject = longer(this.subject, rows)
    this.a = longer(this.a, rows)
    this.b = longer(this.b, rows)
    this.truth = longer(this.truth, rows)
    this.v = longer(this.v, rows)
    this.right = longer(this.right, rows)
    this.mistake = longer(this.mistake, rows)
    return this.rows++
  }

  #write(known: number, time: number, kind: number, subject: number, a: number, b: number, c: number, v: number) {
    this.written++
    this.#log!.appendRecorded(known as SimTime, time as SimTime, kind as EventKind, subject, a, b, c, v)
  }
}
