import type { ByteReader } from './byte-reader.ts'
import { Columns } from './columns.ts'
import { EventKind } from './events.ts'
import { BLANK, Forms, Head, LAST_SHIFT, MOST_FORMS, PAIR, PHRASE_SHIFT, PHRASES, ROW, STEPS, VALUE } from './forms.ts'
import { FRAME_BYTES, HASH_BYTES } from './frame.ts'
import { AT_NEXT_MOMENT } from './sink.ts'
import { folded, isWhole, KINDS, lengthOf, NEAR, OPERANDS, unfolded } from './steps.ts'

/*
 * The records of one chunk, one after the other. Each tells only what differs from the record before of the same kind, for those are alike: one
 * station after the other, one unit after the other. What lies before the first of a kind is all 0.
 *
 *   u8 kind, and 128 if there is more to tell │ u8 the lengths of the steps of subject, a, b, c: two bits each, from the lowest on
 *   u8 what more (More), if there is more │ these steps │ µs since the record before │ step of v, or v │ µs from true to known
 *
 * A step is the difference mod 2^32, of which 0, −1, 1, −2 … become 0, 1, 2, 3 …: in 0, 1, 2 or 4 bytes, as two bits say. So lengths are looked up
 * and not branched upon, which is what a writer of millions of records spends its time on.
 */

const More = {
  /** µs since the record before: none, in 3 or 4 bytes, or as a fraction of 8. */ time: 3,
  /** Length of the step of v, where it and the one before are whole and no further apart than a step can say. */ value: 12,
  /** v itself in 8 bytes. */ raw: 16,
  /** µs from when it was true to when it was known, in 8 bytes. */ late: 32,
} as const
const MORE = 128
const SHORT_TIME = (1 << 16) | MORE
const LONG_TIME = (2 << 16) | MORE
const HIGHEST_KIND = Math.max(...Object.values(EventKind))

/** These two bits → bytes. */
const BYTES = Uint8Array.of(0, 1, 2, 4)
const TIME_BYTES = Uint8Array.of(0, 3, 4, 8)

/** The most bytes a record can need, and those that the last step writes beyond its end. */
const MOST_BYTES = 3 + OPERANDS * 4 + 8 + 8 + 8 + 4

/** Turns the records of a chunk into bytes as they come. The bytes do not depend on whether they come one by one or as forms (forms.ts). */
export class RecordEncoder {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0
  /** Kind × operand → what the record before of this kind said. */
  readonly #before = new Int32Array(KINDS * OPERANDS)
  readonly #valueBefore = new Float64Array(KINDS)
  #known = 0
  /** What the next record has to tell besides its operands. */
  #more = 0
  #moved = 0
  #late = 0
  #value = 0
  #step = 0

  /** Null until the first form. */
  #forms: Forms | null = null
  #isLaidOut = false

  /** Records since `begin`, of which there is room for so many; and the kind of the last one. */
  count = 0
  lastKind = 0
  /** Whether there is a chunk that the next record goes to. */
  isBegun = false
  /** What `putForms` is about: how many of the moments are used up, how many forms of the phrase are written, and when the next one is. */
  momentsUsed = 0
  #within = 0
  moment = 0
  readonly #room: number

  constructor(records: number) {
    this.#room = records
    this.#bytes = new Uint8Array(FRAME_BYTES + records * MOST_BYTES + HASH_BYTES)
    this.#view = new DataView(this.#bytes.buffer)
  }

  /** What was written since `begin`, with room for a frame around it: good until the next one. */
  get framed(): Uint8Array {
    return this.#bytes.subarray(0, this.#at + HASH_BYTES)
  }

  /** When the last record became known. */
  get known(): number {
    return this.#known
  }

  /** The next record is the first of a chunk, and is known at `first`. */
  begin(first: number) {
    this.#at = FRAME_BYTES
    this.count = 0
    this.isBegun = true
    this.#before.fill(0)
    this.#valueBefore.fill(0)
    this.#known = first
    this.#more &= ~More.time
  }

  /** The chunk is full, or over: `begin` comes before the next record. */
  end() {
    this.count = 0
    this.isBegun = false
    if (this.#isLaidOut) this.#forms!.begin()
  }

  /** The next record became known at `known`, and so do those after it until the next `move`. */
  move(known: number) {
    this.#moved = known - this.#known
    this.#known = known
    this.#more = (this.#more & ~More.time) | (this.#moved < 0x1000000 ? 1 : this.#moved < 0x100000000 ? 2 : 3)
  }

  /** The next record was true so long before it was known. */
  delay(late: number) {
    this.#late = late
    this.#more |= More.late
  }

  /** True: that was the last one there is room for. */
  put(kind: number, subject: number, a: number, b: number, c: number, v: number): boolean {
    if (this.#isLaidOut) this.#catchUp(kind)
    if (v !== this.#valueBefore[kind]) this.#newValue(kind, v)
    return this.#put(kind, subject, a, b, c)
  }

  /** The number of a new form, or of a new phrase of forms: see forms.ts. */
  form(kind: number, subject: number | null, a: number, b: number, c: number | null, v: number | null): number {
    return this.#printing().add(kind, subject, a, b, c, v)
  }

  phrase(forms: readonly number[]): number {
    return this.#printing().join(forms)
  }

  /** Nothing more is printed for a while, and `putForms` may come. */
  layOut() {
    if (this.#isLaidOut) return
    this.#forms!.layOut()
    this.#isLaidOut = true
  }

  #printing(): Forms {
    this.#forms ??= new Forms()
    if (this.#isLaidOut) for (let kind = 0; kind < KINDS; kind++) this.#catchUp(kind)
    this.#isLaidOut = false
    return this.#forms
  }

  /**
   * The next records are phrases, filled in: in `filled` from `from` to `to` two numbers each, the phrase and what is in its blanks. With
   * `AT_NEXT_MOMENT` it is at the next of `moments`. Says where it stopped: at the end, at the last record there is room for, or before the first of a
   * chunk, which has to `begin` at `moment`. All in one place and in local variables, for this is where a run with a log spends its time.
   */
  putForms(filled: Int32Array, moments: Float64Array, from: number, to: number): number {
    const table = this.#forms!.table
    const view = this.#view
    let count = this.count
    let at = this.#at
    let known = this.#known
    let m = this.momentsUsed
    let within = this.#within
    let word = this.lastKind
    let place = PHRASES + MOST_FORMS
    let isStopped = false
    let i = from
    while (i < to && !isStopped) {
      const said = filled[i]!
      const blank = filled[(i + 1) | 0]!
      // What the next record tells of the time: the bits that say how, the bytes that takes, and µs since the record before.
      let time = 0
      let timeBytes = 0
      let moved = 0
      let span = 0
      if (said >= AT_NEXT_MOMENT && within === 0) {
        const moment = moments[m]!
        span = moment - known
        known = moment
        if (this.isBegun) m = (m + 1) | 0
        moved = span | 0
        if (span !== 0) {
          const isShort = moved < 0x1000000
          time = isShort ? SHORT_TIME : LONG_TIME
          timeBytes = isShort ? 3 : 4
        }
      }
      i = (i + 2) | 0
      place = (PHRASES + ((said & (AT_NEXT_MOMENT - 1)) << PHRASE_SHIFT) + within) | 0
      within = 0
      for (let form = table[place]!; form !== 0; form = table[place]!) {
        const kind = table[form]!
        const pair = (table[kind]! + table[(form + PAIR) | 0]!) | 0
        const head = table[pair]!
        const step = folded((blank - table[(kind + BLANK) | 0]!) | 0)
        let length = ((step + 255) | 0) >> 8
        let bytes = length
        if ((step & ~255) !== 0) {
          const isShort = (step & ~65535) === 0
          length = isShort ? 2 : 3
          bytes = isShort ? 2 : 4
        }
        if (head <= 0 || moved !== span || ((head & Head.isValueBlank) !== 0 && (length === 0 || length === 3))) {
          if (!this.isBegun) {
            isStopped = true
            break
          }
          this.#at = at
          this.count = count
          this.#moved = span
          this.#more = span === 0 ? 0 : span < 0x1000000 ? 1 : span < 0x100000000 ? 2 : 3
          this.#putSlowly(form, blank)
          at = this.#at
          count = this.count
          word = this.lastKind
        } else {
          table[kind] = table[(form + ROW) | 0]!
          table[(kind + BLANK) | 0] = blank
          const start = at
          const steps = table[(pair + STEPS) | 0]!
          const stepsBytes = (head >> Head.bytes) & 3
          if ((head & Head.isBlankC) === 0) {
            word = (head & 0xffffff) | time | (length << 8)
            at = (at + 2 + ((word >> 7) & 1)) | 0
            view.setInt32(start, word, true)
            view.setInt32(at, step, true)
            view.setInt32((at + bytes) | 0, steps, true)
          } else {
            word = (head & 0xffffff) | time | (length << 14)
            at = (at + 2 + ((word >> 7) & 1)) | 0
            view.setInt32(start, word, true)
            view.setInt32(at, steps, true)
            view.setInt32((at + stepsBytes) | 0, step, true)
          }
          at = (at + bytes + stepsBytes) | 0
          if ((word & MORE) !== 0) {
            view.setInt32(at, moved, true)
            at = (at + timeBytes) | 0
            if ((head & Head.isValueBlank) !== 0) {
              view.setInt8((start + 2) | 0, (word >> 16) | (length << 2))
              view.setInt32(at, step, true)
              at = (at + bytes) | 0
            } else {
              view.setInt32(at, table[(pair + VALUE) | 0]!, true)
              const valueLength = (head >> Head.valueLength) & 3
              at = (at + valueLength + ((valueLength + 1) >> 2)) | 0
            }
          }
          count = (count + 1) | 0
        }
        time = timeBytes = moved = 0
        span = 0
        place = (place + 1) | 0
        if (count === this.#room) {
          isStopped = true
          break
        }
      }
    }
    // In the midst of a phrase? One way out whether or not, for the compiler starts anew where a way is taken for the first time.
    const isOver = table[place] === 0
    const form = (place - PHRASES) & ((1 << PHRASE_SHIFT) - 1)
    const before = i - 2
    this.#at = at
    this.count = count
    this.lastKind = word & (MORE - 1)
    this.#known = this.moment = known
    this.momentsUsed = m
    this.#within = isOver ? 0 : form
    this.#more = 0
    return isOver ? i : before
  }

  /** The first of its kind in a chunk, a pair that meets for the first time, or steps that are longer than usual. */
  #putSlowly(place: number, blank: number) {
    const forms = this.#forms!
    forms.meet(place)
    const { kind, operands, v, isBlankC, isValueBlank } = forms.at(place)
    const [subject, a, b, c] = operands
    this.put(kind, isBlankC ? subject! : blank, a!, b!, isBlankC ? blank : c!, isValueBlank ? blank : v)
    forms.table[kind << LAST_SHIFT] = forms.table[place + ROW]!
    forms.table[(kind << LAST_SHIFT) + BLANK] = blank
  }

  /** Was the record before of this kind a form? Then writes it where `put` looks for it. */
  #catchUp(kind: number) {
    const forms = this.#forms!
    const last = forms.last(kind)
    if (last === null) return
    const blank = forms.table[(kind << LAST_SHIFT) + BLANK]!
    for (let o = 0; o < OPERANDS; o++) this.#before[kind * OPERANDS + o] = last.operands[o]!
    this.#before[kind * OPERANDS + (last.isBlankC ? 3 : 0)] = blank
    this.#valueBefore[kind] = last.isValueBlank ? blank : last.v
    forms.forget(kind)
  }

  /** Keeps how the value is to be written. */
  #newValue(kind: number, v: number) {
    if (v - v !== 0) throw new RangeError(`log: v is ${v}`)
    const before = this.#valueBefore[kind]!
    const step = v - before
    this.#valueBefore[kind] = this.#value = v + 0 // −0 has no place in a log
    if (isWhole(v) && isWhole(before) && step < NEAR && step >= -NEAR) {
      this.#step = folded(step)
      this.#more |= lengthOf(this.#step) << 2
    } else this.#more |= More.raw
  }

  /** No fractions among its arguments: a call with a fraction allocates it. */
  #put(kind: number, subject: number, a: number, b: number, c: number): boolean {
    const bytes = this.#bytes
    const before = this.#before
    const first = kind * OPERANDS
    const start = this.#at
    const more = this.#more
    const s = folded(subject - before[first]!)
    const sa = folded(a - before[first + 1]!)
    const sb = folded(b - before[first + 2]!)
    const sc = folded(c - before[first + 3]!)
    before[first] = subject
    before[first + 1] = a
    before[first + 2] = b
    before[first + 3] = c
    let at = start + 2
    if (more === 0) bytes[start] = kind
    else {
      bytes[start] = kind | MORE
      bytes[at++] = more
    }
    if (((s | sa | sb | sc) & ~255) === 0) {
      // As nearly always each is a byte, or nothing where it is 0: the next one is written over it.
      bytes[at] = s
      const one = (s + 255) >> 8
      at += one
      bytes[at] = sa
      const two = (sa + 255) >> 8
      at += two
      bytes[at] = sb
      const three = (sb + 255) >> 8
      at += three
      bytes[at] = sc
      const four = (sc + 255) >> 8
      at += four
      bytes[start + 1] = one | (two << 2) | (three << 4) | (four << 6)
      this.#at = at
    } else this.#putLong(start + 1, at, s, sa, sb, sc)
    if (more !== 0) this.#putMore(more)
    this.lastKind = kind
    return ++this.count === this.#room
  }

  #putLong(lengthsAt: number, from: number, s: number, a: number, b: number, c: number) {
    const view = this.#view
    const lengths = lengthOf(s) | (lengthOf(a) << 2) | (lengthOf(b) << 4) | (lengthOf(c) << 6)
    let at = from
    view.setInt32(at, s, true)
    at += BYTES[lengths & 3]!
    view.setInt32(at, a, true)
    at += BYTES[(lengths >> 2) & 3]!
    view.setInt32(at, b, true)
    at += BYTES[(lengths >> 4) & 3]!
    view.setInt32(at, c, true)
    this.#bytes[lengthsAt] = lengths
    this.#at = at + BYTES[lengths >> 6]!
  }

  #putMore(more: number) {
    const view = this.#view
    let at = this.#at
    const time = more & More.time
    if (time === 3) view.setFloat64(at, this.#moved, true)
    else view.setUint32(at, this.#moved, true)
    at += TIME_BYTES[time]!
    view.setInt32(at, this.#step, true)
    at += BYTES[(more & More.value) >> 2]!
    if ((more & More.raw) !== 0) {
      view.setFloat64(at, this.#value, true)
      at += 8
    }
    if ((more & More.late) !== 0) {
      view.setFloat64(at, this.#late, true)
      at += 8
    }
    this.#at = at
    this.#more = 0
  }
}

/** Throws a RangeError where the bytes are not what an encoder writes. */
export function decodeColumns(from: ByteReader, count: number, firstKnown: number, late: boolean): Columns {
  const columns = new Columns(count, late)
  const { known, time, subject, a, b, c, v } = columns
  const before = new Int32Array(KINDS * OPERANDS)
  const valueBefore = new Float64Array(KINDS)
  let now = firstKnown
  for (let i = 0; i < count; i++) {
    const head = from.u8()
    const kind = head & (MORE - 1)
    if (kind < 1 || kind > HIGHEST_KIND) throw new RangeError(`there is no kind ${kind} of record: a newer Takt may have written this log`)
    const lengths = from.u8()
    const more = head >= MORE ? from.u8() : 0
    if (more > 63) throw new RangeError(`a record tells more than this Takt knows of: ${more}`)
    const first = kind * OPERANDS
    for (let o = 0; o < OPERANDS; o++) before[first + o]! += unfolded(from.whole(BYTES[(lengths >> (2 * o)) & 3]!))
    if ((more & More.time) === 3) now += from.f64()
    else now += from.whole(TIME_BYTES[more & More.time]!)
    valueBefore[kind]! += unfolded(from.whole(BYTES[(more & More.value) >> 2]!))
    if ((more & More.raw) !== 0) valueBefore[kind] = from.f64()
    if ((more & More.late) !== 0 && !late) throw new RangeError('a late record in a chunk that has none')
    columns.kind[i] = kind
    known[i] = now
    if (late) time[i] = now - ((more & More.late) !== 0 ? from.f64() : 0)
    subject[i] = before[first]!
    a[i] = before[first + 1]!
    b[i] = before[first + 2]!
    c[i] = before[first + 3]!
    v[i] = valueBefore[kind]!
  }
  if (from.left !== 0) throw new RangeError(`${from.left} bytes are left over`)
  return columns
}
