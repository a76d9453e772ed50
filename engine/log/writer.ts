import { ByteWriter } from './byte-writer.ts'
import { encodeColumns, mostBytes } from './codec.ts'
import { Columns } from './columns.ts'
import { EventKind } from './events.ts'
import {
  beginFrame,
  endFrame,
  FRAME_BYTES,
  type FrameEntry,
  FrameType,
  HASH_BYTES,
  hashText,
  indexPayload,
  prefixBytes,
  trailerBytes,
} from './frame.ts'
import { headerText, type LogHeader } from './header.ts'
import type { LogSink } from './sink.ts'
import type { SimTime } from './time.ts'

/** Records per chunk: by count and never by the clock, so that the bytes of a run do not depend on when they were written. */
export const CHUNK_EVENTS = 8192

/**
 * Writes a log as it happens: bytes go to `onBytes` in order, each piece an array of its own that may be transferred away. Appending copies
 * numbers into columns and allocates nothing until a chunk is full. The same records give the same bytes.
 */
export class LogWriter implements LogSink {
  readonly #onBytes: (bytes: Uint8Array) => void
  readonly #columns = new Columns(CHUNK_EVENTS, true)
  readonly #out = new ByteWriter(FRAME_BYTES + mostBytes(CHUNK_EVENTS) + HASH_BYTES)
  readonly #strings = new Map<string, number>()
  #newStrings: string[] = []
  readonly #entries: FrameEntry[] = []
  #hash: Uint8Array
  #offset = 0
  #count = 0
  #events = 0
  #late = false
  #first = 0
  #now = Number.NEGATIVE_INFINITY
  #lastKind = 0
  #closed = false

  constructor(header: LogHeader, onBytes: (bytes: Uint8Array) => void) {
    this.#onBytes = onBytes
    const prefix = prefixBytes(headerText(header))
    this.#hash = prefix.slice(-HASH_BYTES)
    this.#give(prefix)
  }

  /** One record, true and known at `time`, never before the last. What was true earlier goes through `appendRecorded`. */
  append(time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void {
    this.#put(time, time, kind, subject, a, b, c, v)
  }

  /** A record from outside that was true at `time` and became known at `recordedAt`. Records are appended in the order in which they became known. */
  appendRecorded(recordedAt: SimTime, time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void {
    if (!(recordedAt >= time) || time !== Math.floor(time)) {
      throw new RangeError(`log: a record known at ${recordedAt} µs cannot have been true at ${time} µs`)
    }
    if (recordedAt > time) this.#late = true
    this.#put(recordedAt, time, kind, subject, a, b, c, v)
  }

  /** The number by which records refer to a text. */
  string(text: string): number {
    const known = this.#strings.get(text)
    if (known !== undefined) return known
    const number = this.#strings.size
    this.#strings.set(text, number)
    this.#newStrings.push(text)
    return number
  }

  /** Hash of the chain so far: of the whole file once it is closed. */
  get hash(): `sha256:${string}` {
    return hashText(this.#hash)
  }

  get events(): number {
    return this.#events + this.#count
  }

  /** Ends the log at `now` with its last record (unless that was written), its index and its trailer. */
  close(now: SimTime): { readonly hash: `sha256:${string}`; readonly events: number } {
    if (this.#lastKind !== EventKind.logEnded) this.append(now, EventKind.logEnded, -1, -1, -1, -1, 0)
    this.#flush()
    this.#closed = true
    const events = this.#entries.filter(({ type }) => type === FrameType.events)
    const indexOffset = this.#offset
    const all = { type: FrameType.index, late: false, count: this.#events, first: events[0]?.first ?? 0, last: this.#now }
    beginFrame(this.#out, all)
    indexPayload(this.#out, this.#entries)
    this.#frame(all)
    this.#give(trailerBytes(indexOffset))
    return { hash: this.hash, events: this.#events }
  }

  #put(known: number, time: number, kind: EventKind, subject: number, a: number, b: number, c: number, v: number) {
    // A difference of itself is 0 for every number but NaN and the infinite.
    if (!(known >= this.#now) || known !== Math.floor(known) || known > Number.MAX_SAFE_INTEGER || v - v !== 0 || this.#closed)
      this.#refuse(known, v)
    if (this.#count === CHUNK_EVENTS) this.#flush()
    const i = this.#count++
    const columns = this.#columns
    if (i === 0) this.#first = known
    this.#now = known
    this.#lastKind = kind
    columns.known[i] = known
    columns.time[i] = time
    columns.kind[i] = kind
    columns.subject[i] = subject
    columns.a[i] = a
    columns.b[i] = b
    columns.c[i] = c
    columns.v[i] = v + 0 // −0 has no place in a log
  }

  #refuse(known: number, v: number): never {
    if (this.#closed) throw new Error('log: a record after the end')
    if (v - v !== 0) throw new RangeError(`log: v is ${v}`)
    if (known !== Math.floor(known) || known > Number.MAX_SAFE_INTEGER)
      throw new RangeError(`log: a time is whole microseconds, got ${known}`)
    throw new RangeError(`log: a record at ${known} µs after one at ${this.#now} µs`)
  }

  /** Writes the new strings, then the records that may speak of them. */
  #flush() {
    if (this.#newStrings.length > 0) this.#flushStrings()
    if (this.#count === 0) return
    const head = { type: FrameType.events, late: this.#late, count: this.#count, first: this.#first, last: this.#now }
    beginFrame(this.#out, head)
    encodeColumns(this.#out, this.#columns, this.#count, this.#late)
    this.#frame(head)
    this.#events += this.#count
    this.#count = 0
    this.#late = false
  }

  #flushStrings() {
    const head = { type: FrameType.strings, late: false, count: this.#newStrings.length, first: 0, last: 0 }
    const encoder = new TextEncoder()
    beginFrame(this.#out, head)
    for (const text of this.#newStrings) {
      const bytes = encoder.encode(text)
      this.#out.ensure(bytes.length + 8)
      this.#out.varint(bytes.length)
      this.#out.put(bytes)
    }
    this.#newStrings = []
    this.#frame(head)
  }

  #frame(head: Omit<FrameEntry, 'length' | 'offset'>) {
    const bytes = endFrame(this.#out, this.#hash)
    this.#hash = bytes.slice(-HASH_BYTES)
    this.#entries.push({ ...head, offset: this.#offset, length: bytes.length - FRAME_BYTES - HASH_BYTES })
    this.#give(bytes)
  }

  #give(bytes: Uint8Array) {
    this.#offset += bytes.length
    this.#onBytes(bytes)
  }
}
