import type { ByteReader } from './byte-reader.ts'
import { Columns } from './columns.ts'
import { EventKind } from './events.ts'

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
const KINDS = 128
const HIGHEST_KIND = Math.max(...Object.values(EventKind))
const OPERANDS = 4
const FAR = 0x8000000000000
const NEAR = 0x40000000

/** Bits that a number takes → the two bits that tell its length. */
const LENGTH = Uint8Array.from({ length: 33 }, (_, bits) => (bits === 0 ? 0 : bits <= 8 ? 1 : bits <= 16 ? 2 : 3))
/** These two bits → bytes. */
const BYTES = Uint8Array.of(0, 1, 2, 4)
const TIME_BYTES = Uint8Array.of(0, 3, 4, 8)

/** The most bytes a record can need, and those that the last step writes beyond its end. */
const MOST_BYTES = 3 + OPERANDS * 4 + 8 + 8 + 8 + 4

const NONE = -1
const FIRST_FORMS = 16
const FORM_SHIFT = 3
const FORM_WORDS = 1 << FORM_SHIFT
const KIND = 4
const FLAGS = 5
const PAIR_SHIFT = 2
const PAIR_WORDS = 1 << PAIR_SHIFT
/** What a form tells after another of its kind, in one number: the lengths of its steps, and from these bits on … */
const Pair = {
  /** bytes of these steps: at most 3 */ bytes: 8,
  /** length of the step of v, as in More */ value: 10,
  /** the blank is c, and not the subject */ blankIsC: 1 << 14,
  /** v is what is in the blank */ valueIsBlank: 1 << 15,
  /** there is something of v to tell */ hasValue: 1 << 13,
  /** worked out: 0 is a pair that never met */ known: 1 << 16,
  /** has longer steps, and is written as any record is */ long: 1 << 17,
} as const

/**
 * Turns the records of a chunk into bytes as they come.
 *
 * Records that come again and again with one operand changed are printed beforehand, as forms with a blank: what a form tells after another one of
 * its kind is always the same but for the blank, so it is worked out when the two first meet, and copied from then on. The bytes are those of `put`.
 */
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

  // form × FORM_WORDS → what is printed on it, as in a record (0 in the blank), its kind, and the flags that all its pairs have; its v
  #forms = 0
  #form = new Int32Array(FIRST_FORMS * FORM_WORDS)
  #formValue = new Float64Array(FIRST_FORMS)
  /** form before × form → Pair, the bytes of the steps, the step of v */
  #pairs = new Int32Array(FIRST_FORMS * FIRST_FORMS * PAIR_WORDS)
  /** Kind → the form that its last record was, and what was in the blank: `#before` is then behind. NONE: it was no form. */
  readonly #last = new Int32Array(KINDS * 2)

  /** Records since `begin`, of which there is room for so many; and the kind of the last one. */
  count = 0
  lastKind = 0
  /** Whether there is a chunk that the next record goes to. */
  isBegun = false
  /** Of the forms to come. */
  moment = 0
  readonly #room: number

  constructor(records: number) {
    this.#room = records
    this.#bytes = new Uint8Array(records * MOST_BYTES)
    this.#view = new DataView(this.#bytes.buffer)
  }

  /** What was written since `begin`: good until the next one. */
  get payload(): Uint8Array {
    return this.#bytes.subarray(0, this.#at)
  }

  /** When the last record became known. */
  get known(): number {
    return this.#known
  }

  /** The next record is the first of a chunk, and is known at `first`. */
  begin(first: number) {
    this.#at = 0
    this.count = 0
    this.isBegun = true
    this.#before.fill(0)
    this.#valueBefore.fill(0)
    for (let kind = 0; kind < KINDS; kind++) this.#last[2 * kind] = NONE
    this.#known = first
    this.#more &= ~More.time
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
    if (this.#last[2 * kind] !== NONE) this.#catchUp(kind)
    if (v !== this.#valueBefore[kind]) this.#newValue(kind, v)
    return this.#put(kind, subject, a, b, c)
  }

  /** A form for records of `kind`. `null` is its blank: the subject or c, the same for all forms of a kind; and v too where it is that number. */
  form(kind: number, subject: number | null, a: number, b: number, c: number | null, v: number | null): number {
    if ((subject === null) === (c === null)) throw new Error('log: the blank of a form is its subject or c')
    if (this.#forms === this.#formValue.length) this.#growForms()
    const form = this.#forms++
    const flags = (c === null ? Pair.blankIsC : 0) | (v === null ? Pair.valueIsBlank : 0)
    this.#form.set([subject ?? 0, a, b, c ?? 0, kind, flags], form * FORM_WORDS)
    this.#formValue[form] = v ?? 0
    return form
  }

  /**
   * The next records are forms, filled in: in `filled` from `from` to `to` two numbers each, the form and what is in its blank; or −1 and the place in
   * `moments` from which what follows is. Says where it stopped: at the end, at the last record there is room for, or before the first of a chunk,
   * which has to `begin` at `moment`. All in one place and in local variables, for this is where a run with a log spends its time.
   */
  putForms(filled: Int32Array, moments: Float64Array, from: number, to: number): number {
    const forms = this.#form
    const shift = 31 - Math.clz32(this.#formValue.length)
    const pairs = this.#pairs
    const lasts = this.#last
    const view = this.#view
    let count = this.count
    let at = this.#at
    let more = this.#more
    let moved = this.#moved | 0
    for (let i = from; i < to; i = (i + 2) | 0) {
      const form = filled[i]!
      const blank = filled[(i + 1) | 0]!
      if (form === NONE) {
        const moment = moments[blank]!
        this.moment = moment
        if (!this.isBegun) continue
        const span = moment - this.#known
        this.#moved = span
        moved = span | 0
        more = span === 0 ? 0 : span < 0x1000000 ? 1 : span < 0x100000000 ? 2 : 3
        continue
      }
      const kind = forms[((form << FORM_SHIFT) + KIND) | 0]!
      const last = lasts[kind << 1]!
      const cell = ((last << shift) + form) << PAIR_SHIFT
      const pair = last === NONE ? 0 : pairs[cell]!
      const step = folded((blank - lasts[((kind << 1) + 1) | 0]!) | 0)
      if (pair < Pair.known || pair >= Pair.long || (step & ~255) !== 0 || more > 2 || count === 0) {
        if (!this.isBegun) {
          this.#more = 0
          return i
        }
        this.#at = at
        this.#more = more
        if (more !== 0) this.#known = this.moment
        const isLast = this.#putSlowly(form, blank)
        if (isLast) return i + 2
        at = this.#at
        count = this.count
        more = 0
        continue
      }
      lasts[kind << 1] = form
      lasts[((kind << 1) + 1) | 0] = blank
      const one = ((step + 255) | 0) >> 8
      const steps = pairs[(cell + 1) | 0]!
      const bytes = (pair >> Pair.bytes) & 3
      const isC = pair & Pair.blankIsC
      const lengths = (pair & 255) | (isC === 0 ? one : one << 6)
      const all = isC === 0 ? step | (steps << (one << 3)) : steps | (step << (bytes << 3))
      if ((more | (pair & Pair.hasValue)) === 0) {
        view.setInt16(at, kind | (lengths << 8), true)
        view.setInt32((at + 2) | 0, all, true)
        at = (at + 2 + one + bytes) | 0
      } else {
        const isValue = pair & Pair.valueIsBlank
        const valueLength = isValue === 0 ? (pair >> Pair.value) & 3 : one
        view.setInt32(at, kind | MORE | (lengths << 8) | ((more | (valueLength << 2)) << 16), true)
        view.setInt32((at + 3) | 0, all, true)
        at = (at + 3 + one + bytes) | 0
        view.setInt32(at, moved, true)
        at = (at + TIME_BYTES[more]!) | 0
        view.setInt32(at, isValue === 0 ? pairs[(cell + 2) | 0]! : step, true)
        at = (at + BYTES[valueLength]!) | 0
        if (more !== 0) this.#known = this.moment
        more = 0
      }
      this.lastKind = kind
      count = (count + 1) | 0
      this.count = count
      if (count === this.#room) {
        this.#at = at
        this.#more = 0
        return i + 2
      }
    }
    this.#at = at
    this.#more = more
    return to
  }

  /** The first of its kind in a chunk, a pair that meets for the first time, or steps that are longer than usual. */
  #putSlowly(form: number, blank: number): boolean {
    const print = this.#form
    const first = form * FORM_WORDS
    const kind = print[first + KIND]!
    const flags = print[first + FLAGS]!
    const last = this.#last[2 * kind]!
    if (last !== NONE && this.#pairs[(last * this.#formValue.length + form) * PAIR_WORDS] === 0) this.#meet(last, form)
    const isC = (flags & Pair.blankIsC) !== 0
    const v = (flags & Pair.valueIsBlank) !== 0 ? blank : this.#formValue[form]!
    const isLast = this.put(kind, isC ? print[first]! : blank, print[first + 1]!, print[first + 2]!, isC ? blank : print[first + 3]!, v)
    this.#last[2 * kind] = form
    this.#last[2 * kind + 1] = blank
    return isLast
  }

  /** Works out what `form` tells after `last`. */
  #meet(last: number, form: number) {
    const print = this.#form
    const flags = print[form * FORM_WORDS + FLAGS]!
    if (flags !== print[last * FORM_WORDS + FLAGS]) throw new Error('log: forms of one kind have one blank')
    let lengths = 0
    let bytes = 0
    let steps = 0
    let isLong = false
    for (let o = 0; o < OPERANDS; o++) {
      const step = folded(print[form * FORM_WORDS + o]! - print[last * FORM_WORDS + o]!)
      if (step === 0) continue
      isLong ||= (step & ~255) !== 0 || bytes === 3
      lengths |= 1 << (2 * o)
      steps |= step << (8 * bytes++)
    }
    const value = this.#formValue[form]!
    const before = this.#formValue[last]!
    isLong ||= !isWhole(value) || !isWhole(before) || Math.abs(value - before) >= NEAR
    const step = isLong ? 0 : folded(value - before)
    const hasValue = step !== 0 || (flags & Pair.valueIsBlank) !== 0
    const pair = lengths | (bytes << Pair.bytes) | (lengthOf(step) << Pair.value) | flags
    this.#pairs.set(
      [pair | (hasValue ? Pair.hasValue : 0) | (isLong ? Pair.long : 0) | Pair.known, steps, step],
      (last * this.#formValue.length + form) * PAIR_WORDS,
    )
  }

  /** The record before of this kind was a form: writes it where `put` looks for it. */
  #catchUp(kind: number) {
    const form = this.#last[2 * kind]!
    const blank = this.#last[2 * kind + 1]!
    const flags = this.#form[form * FORM_WORDS + FLAGS]!
    for (let o = 0; o < OPERANDS; o++) this.#before[kind * OPERANDS + o] = this.#form[form * FORM_WORDS + o]!
    this.#before[kind * OPERANDS + ((flags & Pair.blankIsC) === 0 ? 0 : 3)] = blank
    this.#valueBefore[kind] = (flags & Pair.valueIsBlank) === 0 ? this.#formValue[form]! : blank
    this.#last[2 * kind] = NONE
  }

  #growForms() {
    const length = 2 * this.#forms
    const [form, value] = [this.#form, this.#formValue]
    this.#form = new Int32Array(length * FORM_WORDS)
    this.#form.set(form)
    this.#formValue = new Float64Array(length)
    this.#formValue.set(value)
    // Pairs are met anew.
    this.#pairs = new Int32Array(length * length * PAIR_WORDS)
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

const isWhole = (value: number) => value === Math.floor(value) && value <= FAR && value >= -FAR

/** 0, −1, 1, −2 … as 0, 1, 2, 3 …, so that small ones of either sign are short. */
const folded = (step: number) => (step << 1) ^ (step >> 31)
const lengthOf = (step: number) => LENGTH[32 - Math.clz32(step)]!
const unfolded = (step: number) => (step >>> 1) ^ -(step & 1)
