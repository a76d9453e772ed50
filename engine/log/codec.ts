import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { Columns } from './columns.ts'
import { EventKind } from './events.ts'

/*
 * One chunk of records, column after column.
 *
 *   kinds that occur │ u8 how many, then each: u8 kind, u8 encoding of subject, a, b, c, v (two bits each, in two bytes)
 *   time known       │ varint distance from the record before (the first from the frame's first time)
 *   lateness         │ varint known − true, only in chunks that have late records
 *   kind             │ u8 each
 *   subject a b c v  │ per record as its kind's encoding says
 *
 * Each column but kind is preceded by its length. An operand is compared with the one before of the same kind, for those are alike: one station
 * after the other, one unit after the other. A column that never changes for a kind costs nothing after its first value.
 */

const Encoding = {
  /** The same for all records of this kind: only the first is written. */ constant: 0,
  /** Signed varint distance from the record before of this kind. */ step: 1,
  /** Eight bytes each: fractions, and whole numbers beyond 2^51. */ raw: 2,
} as const

const KINDS = 256
const HIGHEST_KIND = Math.max(...Object.values(EventKind))
const OPERANDS = 5
const FAR = 0x8000000000000
/** A step shorter than this and its sign fit the bits that bit operations are fast with. */
const NEAR = 0x40000000

/** The most bytes a chunk of `count` records can need. */
export const mostBytes = (count: number) => count * (8 + 8 + 1 + 4 * 5 + 8) + KINDS * (3 + 4 * 5 + 8) + 64

/** Room for mostBytes(count) is the caller's care. `firstKnown` is in the frame. */
export function encodeColumns(out: ByteWriter, columns: Columns, count: number, late: boolean) {
  const { time, known, kind } = columns
  const operands = [columns.subject, columns.a, columns.b, columns.c, columns.v]
  const encodings = operands.map((column) =>
    column instanceof Int32Array ? encodingsOfWhole(column, kind, count) : encodingsOf(column, kind, count),
  )
  writeEncodings(out, encodings, kind, count)
  lengthBefore(out, () => {
    let before = known[0]!
    for (let i = 0; i < count; i++) {
      out.varint(known[i]! - before)
      before = known[i]!
    }
  })
  if (late) {
    lengthBefore(out, () => {
      for (let i = 0; i < count; i++) out.varint(known[i]! - time[i]!)
    })
  }
  out.put(kind.subarray(0, count))
  operands.forEach((column, o) => {
    lengthBefore(out, () => {
      if (column instanceof Int32Array) writeWhole(out, column, encodings[o]!, kind, count)
      else writeOperand(out, column, encodings[o]!, kind, count)
    })
  })
}

/** Throws a RangeError where the bytes are not what encodeColumns writes. */
export function decodeColumns(from: ByteReader, count: number, firstKnown: number, late: boolean): Columns {
  const columns = new Columns(count, late)
  const encodings = readEncodings(from)
  readColumn(from, () => {
    const { known } = columns
    let before = firstKnown
    for (let i = 0; i < count; i++) known[i] = before += from.varint()
  })
  if (late) {
    readColumn(from, () => {
      for (let i = 0; i < count; i++) columns.time[i] = columns.known[i]! - from.varint()
    })
  }
  columns.kind.set(from.take(count))
  for (const kind of columns.kind) {
    if (encodings[0]![kind] === UNSEEN) throw new RangeError(`kind ${kind} is not among those announced`)
  }
  const operands = [columns.subject, columns.a, columns.b, columns.c, columns.v]
  operands.forEach((column, o) => {
    readColumn(from, () => readOperand(from, column, encodings[o]!, columns.kind))
  })
  if (from.left !== 0) throw new RangeError(`${from.left} bytes are left over`)
  return columns
}

type Column = Int32Array | Float64Array

const UNSEEN = 255

/** For each kind that occurs, the shortest encoding that holds every value of this column exactly. */
function encodingsOf(column: Float64Array, kinds: Uint8Array, count: number): Uint8Array {
  const encodings = new Uint8Array(KINDS).fill(UNSEEN)
  const before = new Float64Array(KINDS)
  for (let i = 0; i < count; i++) {
    const kind = kinds[i]!
    const value = column[i]!
    const encoding = encodings[kind]!
    if (encoding === Encoding.raw) continue
    if (value !== Math.floor(value) || value > FAR || value < -FAR) encodings[kind] = Encoding.raw
    else if (encoding === UNSEEN) encodings[kind] = Encoding.constant
    else if (value !== before[kind]) encodings[kind] = Encoding.step
    before[kind] = value
  }
  return encodings
}

/** The same for whole numbers, several times faster: four of five columns are of this kind. */
function encodingsOfWhole(column: Int32Array, kinds: Uint8Array, count: number): Uint8Array {
  const encodings = new Uint8Array(KINDS).fill(UNSEEN)
  const before = new Int32Array(KINDS)
  for (let i = 0; i < count; i++) {
    const kind = kinds[i]!
    const value = column[i]!
    if (encodings[kind] === UNSEEN) encodings[kind] = Encoding.constant
    else if (value !== before[kind]) encodings[kind] = Encoding.step
    before[kind] = value
  }
  return encodings
}

/** The bytes of writeOperand for whole numbers, with what it calls written out: this is where the time of writing a log goes. */
function writeWhole(out: ByteWriter, column: Int32Array, encodings: Uint8Array, kinds: Uint8Array, count: number) {
  const before = new Int32Array(KINDS)
  const seen = new Uint8Array(KINDS)
  const { bytes } = out
  let { at } = out
  for (let i = 0; i < count; i++) {
    const kind = kinds[i]!
    if (encodings[kind] === Encoding.constant && seen[kind] === 1) continue
    seen[kind] = 1
    const value = column[i]!
    const step = value - before[kind]!
    before[kind] = value
    if (step < -NEAR || step >= NEAR) {
      out.at = at
      out.signed(step)
      at = out.at
      continue
    }
    let rest = (step << 1) ^ (step >> 31)
    while (rest >= 128) {
      bytes[at++] = (rest & 127) | 128
      rest >>>= 7
    }
    bytes[at++] = rest
  }
  out.at = at
}

function writeOperand(out: ByteWriter, column: Float64Array, encodings: Uint8Array, kinds: Uint8Array, count: number) {
  const before = new Float64Array(KINDS)
  const seen = new Uint8Array(KINDS)
  for (let i = 0; i < count; i++) {
    const kind = kinds[i]!
    const encoding = encodings[kind]!
    if (encoding === Encoding.constant && seen[kind] === 1) continue
    seen[kind] = 1
    const value = column[i]!
    if (encoding === Encoding.raw) {
      out.f64(value)
    } else {
      out.signed(value - before[kind]!)
      before[kind] = value
    }
  }
}

function readOperand(from: ByteReader, column: Column, encodings: Uint8Array, kinds: Uint8Array) {
  const before = new Float64Array(KINDS)
  const seen = new Uint8Array(KINDS)
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!
    const encoding = encodings[kind]!
    if (encoding === Encoding.raw) {
      column[i] = from.f64()
    } else if (encoding === Encoding.step || seen[kind] === 0) {
      seen[kind] = 1
      column[i] = before[kind]! += from.signed()
    } else {
      column[i] = before[kind]!
    }
  }
}

function writeEncodings(out: ByteWriter, encodings: readonly Uint8Array[], kinds: Uint8Array, count: number) {
  const used = new Uint8Array(KINDS)
  for (let i = 0; i < count; i++) used[kinds[i]!] = 1
  out.u8(used.reduce((sum, one) => sum + one, 0))
  for (let kind = 0; kind < KINDS; kind++) {
    if (used[kind] === 0) continue
    const packed = encodings.reduce((bits, encoding, o) => bits | (encoding[kind]! << (2 * o)), 0)
    out.u8(kind)
    out.u8(packed & 255)
    out.u8(packed >> 8)
  }
}

function readEncodings(from: ByteReader): readonly Uint8Array[] {
  const encodings = Array.from({ length: OPERANDS }, () => new Uint8Array(KINDS).fill(UNSEEN))
  for (let n = from.u8(); n > 0; n--) {
    const kind = from.u8()
    if (kind < 1 || kind > HIGHEST_KIND) throw new RangeError(`there is no kind ${kind} of record: a newer Takt may have written this log`)
    const packed = from.u8() | (from.u8() << 8)
    encodings.forEach((encoding, o) => {
      encoding[kind] = (packed >> (2 * o)) & 3
    })
  }
  return encodings
}

function lengthBefore(out: ByteWriter, write: () => void) {
  const start = out.at
  out.u32(0)
  write()
  const end = out.at
  out.at = start
  out.u32(end - start - 4)
  out.at = end
}

function readColumn(from: ByteReader, read: () => void) {
  const length = from.u32()
  const start = from.at
  read()
  if (from.at - start !== length) throw new RangeError(`a column of ${length} bytes took ${from.at - start}`)
}
