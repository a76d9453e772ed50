import { ByteReader } from './byte-reader.ts'
import { type ByteSource, bytesAsSource, GrowingSource } from './byte-source.ts'
import { decodeColumns } from './codec.ts'
import type { Columns } from './columns.ts'
import type { EventKind } from './events.ts'
import type { LogEvent } from './fold.ts'
import { type FrameEntry, FrameType } from './frame.ts'
import { endAfter, frameAt, frameEnd, framesByIndex, intactPayload, payloadOf, readPrefix, readStrings } from './frames.ts'
import type { LoggedScenario, LogHeader } from './header.ts'
import { Keyframes } from './keyframes.ts'
import { LogError } from './log-error.ts'
import { type Places, places } from './places.ts'
import type { PlantState } from './state.ts'
import type { SimTime } from './time.ts'
import { type Verification, verify } from './verify.ts'

/** A record while it is looked at: one object serves a whole scan, so take numbers out of it and do not keep it. */
export interface EventView extends LogEvent {
  /** Position in the log: 0 is the first. */
  readonly index: number
  /** When it became known; `time`, when it was true, is earlier for records that came late. */
  readonly recorded: SimTime
}

/** Moments for a scrubber, in the order of the log: when each became known, what it is, and of what. */
export interface Marks {
  readonly index: Float64Array
  readonly time: Float64Array
  readonly kind: Uint8Array
  readonly subject: Int32Array
}

interface Chunk extends FrameEntry {
  /** Its place among all frames, from 1; 0 is the header. */
  readonly number: number
  readonly firstIndex: number
}

/** Decoded chunks that are kept: some 20 MB. */
const CACHED_CHUNKS = 64

/**
 * A log opened for reading. A finished log opens by its index; one that was cut short, or is still being written, by walking it to its last
 * whole chunk, and `complete` is false. No chunk is read before its hash was checked: damage throws a LogError that says where, and so does
 * anything that follows the end. Damage in a chunk of a finished log is found when that chunk is read, or by `verify`.
 *
 * Positions in time are moments of knowing: `seek`, `stateAt`, `startTime` and `endTime` ask what was known when.
 */
export class Log<S extends LoggedScenario = LoggedScenario> {
  readonly header: LogHeader<S>
  readonly places: Places
  readonly #source: ByteSource
  readonly #firstOffset: number
  readonly #chunks: Chunk[] = []
  #frames = 0
  readonly #strings: string[] = []
  readonly #decoded = new Map<number, Columns>()
  #mostDecoded = CACHED_CHUNKS
  /** Offsets of frames whose hash was checked: once is enough. */
  readonly #checked = new Set<number>()
  readonly #keyframes: Keyframes
  #count = 0
  #index: FrameEntry | null = null
  #complete = false
  #end: number

  /** Use `openLog` or `openGrowing`. */
  constructor(source: ByteSource, prefix: { readonly header: LogHeader<S>; readonly end: number }) {
    this.header = prefix.header
    this.places = places(prefix.header.scenario)
    this.#source = source
    this.#firstOffset = this.#end = prefix.end
    this.#keyframes = new Keyframes(prefix.header, (from, to, visit) => this.scan(from, to, visit))
    for (const frame of framesByIndex(source, prefix.end) ?? []) this.#take(frame)
    this.readOn()
  }

  /** Number of records that can be read. */
  get count(): number {
    return this.#count
  }

  /** µs: of the first record, and of the last (0 where there is none). */
  get startTime(): SimTime {
    return (this.#chunks[0]?.first ?? 0) as SimTime
  }

  get endTime(): SimTime {
    return (this.#chunks.at(-1)?.last ?? 0) as SimTime
  }

  /** False where the log's end is missing. */
  get complete(): boolean {
    return this.#complete
  }

  /** Texts that records refer to by number. */
  get strings(): readonly string[] {
    return this.#strings
  }

  /** Whether any record became known later than it was true. */
  get hasLate(): boolean {
    return this.#chunks.some(({ late }) => late)
  }

  /** Reads whole chunks that have come since, and the end; true if there were any. Each is checked. */
  readOn(): boolean {
    const before = this.#end
    while (this.#index === null) {
      const frame = frameAt(this.#source, this.#end)
      if (frame === 'cut') break
      if (frame === 'damaged' || intactPayload(this.#source, frame) === null) throw this.#damaged(this.#frames + 1, this.#end)
      this.#take(frame)
      this.#checked.add(frame.offset)
    }
    if (this.#index !== null) this.#readEnd(this.#index)
    return this.#end > before
  }

  /** For who reads it all again and again: keeps up to so many chunks as they were decoded, some 0.3 MB each. */
  keep(chunks: number) {
    this.#mostDecoded = Math.max(this.#mostDecoded, chunks)
  }

  /** Walks the whole file, hash by hash. */
  verify(): Verification {
    return verify(this.#source, this.#firstOffset)
  }

  /** Index of the first record that became known after `time`; `count` where there is none. */
  seek(time: number): number {
    const chunk = firstWhere(this.#chunks.length, (i) => this.#chunks[i]!.last > time)
    if (chunk === this.#chunks.length) return this.#count
    const { known } = this.#columns(chunk)
    return this.#chunks[chunk]!.firstIndex + firstWhere(known.length, (i) => known[i]! > time)
  }

  /** Shows the records from index `from` up to, not including, `to` to the visitor. Allocates nothing per record. */
  scan(from: number, to: number, visit: (event: EventView) => void): void {
    const end = Math.min(to, this.#count)
    const view = new Cursor()
    for (let index = Math.max(0, from), chunk = this.#chunkOf(index); index < end; chunk++) {
      const { firstIndex, count } = this.#chunks[chunk]!
      const columns = this.#columns(chunk)
      const stop = Math.min(count, end - firstIndex)
      for (let i = index - firstIndex; i < stop; i++) {
        view.show(columns, i, firstIndex + i)
        visit(view)
      }
      index = firstIndex + count
    }
  }

  /** The plant as it was known at `time`, all records of that very moment included. Give the last state back as `reuse` to play or scrub without garbage. */
  stateAt(time: number, reuse?: PlantState): PlantState {
    return this.#keyframes.state(this.seek(time), reuse)
  }

  /** The plant just after the record at `index`; before the first: −1. */
  stateAfter(index: number, reuse?: PlantState): PlantState {
    return this.#keyframes.state(Math.max(0, Math.min(index + 1, this.#count)), reuse)
  }

  /** Readies seeking for at most `events` records more, so that a page can do it in slices; true when all is ready. Seeking works before, only slower. */
  prepare(events = Number.POSITIVE_INFINITY): boolean {
    this.#keyframes.cover(Math.min(this.#count, this.#keyframes.covered + events))
    return this.#keyframes.covered === this.#count
  }

  /** All records of these kinds. */
  marks(...kinds: readonly EventKind[]): Marks {
    const wanted = new Uint8Array(256)
    for (const kind of kinds) wanted[kind] = 1
    const found: { index: number; time: number; kind: number; subject: number }[] = []
    this.scan(0, this.#count, ({ index, recorded, kind, subject }) => {
      if (wanted[kind] === 1) found.push({ index, time: recorded, kind, subject })
    })
    return {
      index: Float64Array.from(found, ({ index }) => index),
      time: Float64Array.from(found, ({ time }) => time),
      kind: Uint8Array.from(found, ({ kind }) => kind),
      subject: Int32Array.from(found, ({ subject }) => subject),
    }
  }

  #take(frame: FrameEntry) {
    const number = ++this.#frames
    if (frame.type === FrameType.events) {
      this.#chunks.push({ ...frame, number, firstIndex: this.#count })
      this.#count += frame.count
    } else if (frame.type === FrameType.strings) {
      this.#strings.push(...this.#read({ ...frame, number }, (payload) => readStrings(payload, frame.count)))
    } else {
      this.#index = frame
    }
    this.#end = frameEnd(frame)
  }

  #readEnd(index: FrameEntry) {
    const end = endAfter(this.#source, index)
    if (typeof end !== 'string') throw new LogError(end.message, end.offset, this.#frames)
    this.#complete = end === 'whole'
    if (this.#complete) this.#end = this.#source.length
  }

  #damaged(chunk: number, offset: number): LogError {
    return new LogError(`chunk ${chunk}, at byte ${offset}, is damaged`, offset, chunk)
  }

  #chunkOf(index: number): number {
    return firstWhere(this.#chunks.length, (i) => this.#chunks[i]!.firstIndex + this.#chunks[i]!.count > index)
  }

  #columns(chunk: number): Columns {
    const known = this.#decoded.get(chunk)
    if (known !== undefined) return known
    const frame = this.#chunks[chunk]!
    const columns = this.#read(frame, (payload) => decodeColumns(new ByteReader(payload), frame.count, frame.first, frame.late))
    if (this.#decoded.size >= this.#mostDecoded) this.#decoded.delete(this.#decoded.keys().next().value!)
    this.#decoded.set(chunk, columns)
    return columns
  }

  #read<T>(frame: FrameEntry & { readonly number: number }, read: (payload: Uint8Array) => T): T {
    const { number, offset } = frame
    const payload = this.#checked.has(offset) ? payloadOf(this.#source, frame) : intactPayload(this.#source, frame)
    if (payload === null) throw this.#damaged(number, offset)
    this.#checked.add(offset)
    try {
      return read(payload)
    } catch (error) {
      throw error instanceof RangeError
        ? new LogError(`chunk ${number}, at byte ${offset}, cannot be read: ${error.message}`, offset, number)
        : error
    }
  }
}

/** Opens a log. `S` is what its writer put in: pass a stranger's header.scenario through the scenario loader. Throws a LogError where it is none. */
export function openLog<S extends LoggedScenario = LoggedScenario>(source: ByteSource | Uint8Array): Log<S> {
  const bytes = source instanceof Uint8Array ? bytesAsSource(source) : source
  const prefix = readPrefix<S>(bytes)
  if (prefix === null) throw new LogError('the log is cut short within its header', 0)
  return new Log(bytes, prefix)
}

/** A log that is still being written, fed with the writer's bytes in order. `log` is null until its header is there; then it is one log that grows. */
export class GrowingLog<S extends LoggedScenario = LoggedScenario> {
  readonly #source = new GrowingSource()
  #log: Log<S> | null = null

  get log(): Log<S> | null {
    return this.#log
  }

  /** The array is kept, not copied. True where there is more to see than before. */
  append(bytes: Uint8Array): boolean {
    this.#source.append(bytes)
    if (this.#log !== null) return this.#log.readOn()
    const prefix = readPrefix<S>(this.#source)
    if (prefix !== null) this.#log = new Log(this.#source, prefix)
    return prefix !== null
  }
}

export const openGrowing = <S extends LoggedScenario = LoggedScenario>() => new GrowingLog<S>()

class Cursor implements EventView {
  index = 0
  time = 0 as SimTime
  recorded = 0 as SimTime
  kind: EventKind = 1
  subject = 0
  a = 0
  b = 0
  c = 0
  v = 0

  show(columns: Columns, i: number, index: number) {
    this.index = index
    this.time = columns.time[i] as SimTime
    this.recorded = columns.known[i] as SimTime
    this.kind = columns.kind[i] as EventKind
    this.subject = columns.subject[i]!
    this.a = columns.a[i]!
    this.b = columns.b[i]!
    this.c = columns.c[i]!
    this.v = columns.v[i]!
  }
}

/** The first of 0 … count − 1 that fits, where all after it fit too; `count` where none does. */
function firstWhere(count: number, fits: (i: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (fits(middle)) high = middle
    else low = middle + 1
  }
  return low
}
