import { ByteWriter } from './byte-writer.ts'
import { RecordEncoder } from './codec.ts'
import { EventKind } from './events.ts'
import {
  FRAME_BYTES,
  type FrameEntry,
  FrameType,
  frame,
  frameBytes,
  HASH_BYTES,
  hashText,
  indexPayload,
  prefixBytes,
  trailerBytes,
} from './frame.ts'
import { headerText, type LogHeader } from './header.ts'
import type { FormSink } from './sink.ts'
import type { SimTime } from './time.ts'

/** Records per chunk: by count and never by the clock, so that the bytes of a run do not depend on when they were written. */
export const CHUNK_EVENTS = 8192

/**
 * Writes a log as it happens: bytes go to `onBytes` in order, each piece an array of its own that may be transferred away. Each record becomes
 * bytes as it is appended, in one pass, and nothing is allocated until a chunk is full. The same records give the same bytes.
 */
export class LogWriter implements FormSink {
  readonly #onBytes: (bytes: Uint8Array) => void
  readonly #encoder = new RecordEncoder(CHUNK_EVENTS)
  readonly #strings = new Map<string, number>()
  #newStrings: string[] = []
  readonly #entries: FrameEntry[] = []
  #hash: Uint8Array
  #offset = 0
  #events = 0
  #late = false
  #first = 0
  /** Of the last record, and, until a chunk is full, of the record to come if it is not told otherwise. */
  #last = Number.NEGATIVE_INFINITY
  #now = Number.NaN
  #closed = false

  constructor(header: LogHeader, onBytes: (bytes: Uint8Array) => void) {
    this.#onBytes = onBytes
    const prefix = prefixBytes(headerText(header))
    this.#hash = prefix.slice(-HASH_BYTES)
    this.#give(prefix)
  }

  /** One record, true and known at `time`, never before the last. What was true earlier goes through `appendRecorded`. */
  append(time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void {
    if (time !== this.#now) this.#move(time)
    if (this.#encoder.put(kind, subject, a, b, c, v)) this.#flush()
  }

  /** A record from outside that was true at `time` and became known at `recordedAt`. Records are appended in the order in which they became known. */
  appendRecorded(recordedAt: SimTime, time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void {
    if (!(recordedAt >= time) || time !== Math.floor(time)) {
      throw new RangeError(`log: a record known at ${recordedAt} µs cannot have been true at ${time} µs`)
    }
    if (recordedAt > time) {
      this.#late = true
      this.#encoder.delay(recordedAt - time)
    }
    this.append(recordedAt, kind, subject, a, b, c, v)
  }

  form(kind: EventKind, subject: number | null, a: number, b: number, c: number | null, v: number | null): number {
    return this.#encoder.form(kind, subject, a, b, c, v)
  }

  phrase(forms: readonly number[]): number {
    return this.#encoder.phrase(forms)
  }

  fill(filled: Int32Array, count: number, moments: Float64Array, momentCount: number): void {
    const encoder = this.#encoder
    let last = this.#last
    for (let i = 0; i < momentCount; i++) {
      const moment = moments[i]!
      if (!(moment >= last) || moment !== Math.floor(moment) || moment > Number.MAX_SAFE_INTEGER || this.#closed) this.#refuse(moment)
      last = moment
    }
    encoder.layOut()
    encoder.momentsUsed = 0
    for (let at = 0; ; ) {
      at = encoder.putForms(filled, moments, at, count)
      if (encoder.isBegun) this.#now = this.#last = encoder.known
      else if (at < count) {
        this.#first = encoder.moment
        encoder.begin(encoder.moment)
      }
      if (encoder.count === CHUNK_EVENTS) this.#flush()
      if (at === count) return
    }
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
    return this.#events + this.#encoder.count
  }

  /** Ends the log at `now` with its last record (unless that was written), its index and its trailer. */
  close(now: SimTime): { readonly hash: `sha256:${string}`; readonly events: number } {
    if (this.#encoder.lastKind !== EventKind.logEnded) this.append(now, EventKind.logEnded, -1, -1, -1, -1, 0)
    this.#flush()
    const events = this.#entries.filter(({ type }) => type === FrameType.events)
    const indexOffset = this.#offset
    this.#frame(
      { type: FrameType.index, late: false, count: this.#events, first: events[0]?.first ?? 0, last: this.#last },
      indexPayload(this.#entries),
    )
    this.#give(trailerBytes(indexOffset))
    this.#closed = true
    return { hash: this.hash, events: this.#events }
  }

  /** The record to come is of another moment than the one before, or the first of a chunk. */
  #move(known: number) {
    if (!(known >= this.#last) || known !== Math.floor(known) || known > Number.MAX_SAFE_INTEGER || this.#closed) this.#refuse(known)
    this.#now = this.#last = known
    if (this.#encoder.count > 0) this.#encoder.move(known)
    else {
      this.#first = known
      this.#encoder.begin(known)
    }
  }

  #refuse(known: number): never {
    if (this.#closed) throw new Error('log: a record after the end')
    if (known !== Math.floor(known) || known > Number.MAX_SAFE_INTEGER)
      throw new RangeError(`log: a time is whole microseconds, got ${known}`)
    throw new RangeError(`log: a record at ${known} µs after one at ${this.#last} µs`)
  }

  /** Writes the new strings, then the records that may speak of them. */
  #flush() {
    if (this.#newStrings.length > 0) this.#flushStrings()
    const { count } = this.#encoder
    if (count === 0) return
    // Framed where they are, while they are near, and copied once.
    const head = { type: FrameType.events, late: this.#late, count, first: this.#first, last: this.#last }
    const { framed } = this.#encoder
    frame(head, framed, this.#hash)
    this.#chain(head, new Uint8Array(framed))
    this.#events += count
    this.#encoder.end()
    this.#now = Number.NaN // so that the next record begins a chunk
    this.#late = false
  }

  #flushStrings() {
    const encoder = new TextEncoder()
    const texts = this.#newStrings.map((text) => encoder.encode(text))
    const out = new ByteWriter(texts.reduce((sum, { length }) => sum + length + 8, 0))
    for (const bytes of texts) {
      out.varint(bytes.length)
      out.put(bytes)
    }
    this.#newStrings = []
    this.#frame({ type: FrameType.strings, late: false, count: texts.length, first: 0, last: 0 }, out.written)
  }

  #frame(head: Omit<FrameEntry, 'length' | 'offset'>, payload: Uint8Array) {
    this.#chain(head, frameBytes(head, payload, this.#hash))
  }

  #chain(head: Omit<FrameEntry, 'length' | 'offset'>, bytes: Uint8Array) {
    this.#hash = bytes.slice(-HASH_BYTES)
    this.#entries.push({ ...head, offset: this.#offset, length: bytes.length - FRAME_BYTES - HASH_BYTES })
    this.#give(bytes)
  }

  #give(bytes: Uint8Array) {
    this.#offset += bytes.length
    this.#onBytes(bytes)
  }
}
