import type { ByteReader } from './byte-reader.ts'
import { Columns } from './columns.ts'
import { EventKind } from './events.ts'

/*
 * The records of one chunk, one after the other. Each tells only what differs from the record before of the same kind, for those are alike: one
 * station after the other, one unit after the other. What lies before the first of a kind is all 0.
 *
 *   u8 kind, and 128 if the time moved on │ u8 what follows, a bit each (Bit)
 *   varint µs since the record before (before the first: the frame's first time)    if the time moved on
 *   varint µs from when it was true to when it was known                            Bit.late
 *   signed varint, distance mod 2^32, of subject, a, b, c                           Bit.subject … Bit.c
 *   v: signed varint, distance, where both are whole and within ±2^51; or 8 bytes   Bit.step, Bit.raw
 */

const Bit = { subject: 1, a: 2, b: 4, c: 8, step: 16, raw: 32, late: 64 } as const
const KNOWN_BITS = 127
const MOVED = 128
const KINDS = 128
const HIGHEST_KIND = Math.max(...Object.values(EventKind))
const OPERANDS = 4
const FAR = 0x8000000000000

/** The most bytes a record can need. */
const MOST_BYTES = 2 + 8 + 8 + OPERANDS * 5 + 8

/** Turns the records of a chunk into bytes as they come. */
export class RecordEncoder {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0
  /** Kind × operand → what the record before of this kind said. */
  readonly #before = new Int32Array(KINDS * OPERANDS)
  readonly #valueBefore = new Float64Array(KINDS)
  #known = 0
  /** What the next record has to say besides its operands. */
  #moved = 0
  #late = 0
  #value = 0

  /** Room for chunks of so many records. */
  constructor(records: number) {
    this.#bytes = new Uint8Array(records * MOST_BYTES)
    this.#view = new DataView(this.#bytes.buffer)
  }

  /** What was written since `begin`: good until the next one. */
  get payload(): Uint8Array {
    return this.#bytes.subarray(0, this.#at)
  }

  /** The next record is the first of a chunk, and is known at `first`. */
  begin(first: number) {
    this.#at = 0
    this.#before.fill(0)
    this.#valueBefore.fill(0)
    this.#known = first
    this.#moved = 0
  }

  /** The next record became known at `known`, and so do those after it until the next `move`. */
  move(known: number) {
    this.#moved = known - this.#known
    this.#known = known
  }

  /** The next record was true so long before it was known. */
  delay(late: number) {
    this.#late = late
  }

  put(kind: number, subject: number, a: number, b: number, c: number, v: number) {
    this.#operands(kind, subject, a, b, c, v === this.#valueBefore[kind] ? 0 : this.#newValue(kind, v))
  }

  /** Says how the value is to be written. */
  #newValue(kind: number, v: number): number {
    if (v - v !== 0) throw new RangeError(`log: v is ${v}`)
    const before = this.#valueBefore[kind]!
    const isStep = isWhole(v) && isWhole(before)
    this.#value = isStep ? v - before : v + 0 // −0 has no place in a log
    this.#valueBefore[kind] = v + 0
    return isStep ? Bit.step : Bit.raw
  }

  /** No fractions among its arguments: a call with a fraction allocates it. */
  #operands(kind: number, subject: number, a: number, b: number, c: number, valueBit: number) {
    const bytes = this.#bytes
    const before = this.#before
    const first = kind * OPERANDS
    const start = this.#at
    let at = start + 2
    let told: number = valueBit
    bytes[start] = kind
    if (this.#moved !== 0) {
      bytes[start] = kind | MOVED
      at = putWhole(bytes, at, this.#moved)
      this.#moved = 0
    }
    if (this.#late !== 0) {
      told |= Bit.late
      at = putWhole(bytes, at, this.#late)
      this.#late = 0
    }
    let step = (subject - before[first]!) | 0
    if (step !== 0) {
      told |= Bit.subject
      at = putStep(bytes, at, step)
      before[first] = subject
    }
    step = (a - before[first + 1]!) | 0
    if (step !== 0) {
      told |= Bit.a
      at = putStep(bytes, at, step)
      before[first + 1] = a
    }
    step = (b - before[first + 2]!) | 0
    if (step !== 0) {
      told |= Bit.b
      at = putStep(bytes, at, step)
      before[first + 2] = b
    }
    step = (c - before[first + 3]!) | 0
    if (step !== 0) {
      told |= Bit.c
      at = putStep(bytes, at, step)
      before[first + 3] = c
    }
    if (valueBit === Bit.step) at = putWhole(bytes, at, this.#value >= 0 ? this.#value * 2 : this.#value * -2 - 1)
    else if (valueBit === Bit.raw) {
      this.#view.setFloat64(at, this.#value, true)
      at += 8
    }
    bytes[start + 1] = told
    this.#at = at
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
    const kind = head & (MOVED - 1)
    if (kind < 1 || kind > HIGHEST_KIND) throw new RangeError(`there is no kind ${kind} of record: a newer Takt may have written this log`)
    const told = from.u8()
    if (told > KNOWN_BITS) throw new RangeError(`a record says more than this Takt knows of: ${told}`)
    if (head >= MOVED) now += from.varint()
    const first = kind * OPERANDS
    columns.kind[i] = kind
    known[i] = now
    if ((told & Bit.late) !== 0) {
      if (!late) throw new RangeError('a late record in a chunk that has none')
      time[i] = now - from.varint()
    } else if (late) time[i] = now
    if ((told & Bit.subject) !== 0) before[first]! += from.signed()
    if ((told & Bit.a) !== 0) before[first + 1]! += from.signed()
    if ((told & Bit.b) !== 0) before[first + 2]! += from.signed()
    if ((told & Bit.c) !== 0) before[first + 3]! += from.signed()
    if ((told & Bit.step) !== 0) valueBefore[kind]! += from.signed()
    else if ((told & Bit.raw) !== 0) valueBefore[kind] = from.f64()
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

/** 0, −1, 1, −2 … of 32 bits become 0, 1, 2, 3 …, so that small ones are short: seven bits a byte, least first. Gives where the next byte goes. */
function putStep(bytes: Uint8Array, from: number, step: number): number {
  let at = from
  let rest = (step << 1) ^ (step >> 31)
  while ((rest & ~127) !== 0) {
    bytes[at++] = (rest & 127) | 128
    rest >>>= 7
  }
  bytes[at++] = rest
  return at
}

/** A whole number from 0 to 2^53 − 1, seven bits a byte, least first. Gives where the next byte goes. */
function putWhole(bytes: Uint8Array, from: number, value: number): number {
  let at = from
  let rest = value
  // Bit operations see only 31 bits; above them, arithmetic, which is exact to 2^53.
  while (rest >= 0x80000000) {
    const high = Math.floor(rest / 128)
    bytes[at++] = (rest - high * 128) | 128
    rest = high
  }
  while (rest >= 128) {
    bytes[at++] = (rest & 127) | 128
    rest >>>= 7
  }
  bytes[at++] = rest
  return at
}
