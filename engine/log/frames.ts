import { ByteReader } from './byte-reader.ts'
import type { ByteSource } from './byte-source.ts'
import {
  BYTES_VERSION,
  chained,
  FRAME_BYTES,
  type FrameEntry,
  FrameType,
  HASH_BYTES,
  INDEX_ENTRY_BYTES,
  isMagic,
  PREFIX_BYTES,
  readFrameHead,
  readIndexPayload,
  readTrailer,
  sameBytes,
  TRAILER_BYTES,
  trailerBytes,
} from './frame.ts'
import { type LoggedScenario, type LogHeader, parseHeader } from './header.ts'
import { LogError } from './log-error.ts'
import { sha256 } from './sha256.ts'

/** Header of a log, and where its frames begin; null where the source does not hold all of it yet. Throws a LogError where it is no log or damaged. */
export function readPrefix<S extends LoggedScenario>(source: ByteSource): { readonly header: LogHeader<S>; readonly end: number } | null {
  const start = source.read(0, Math.min(PREFIX_BYTES, source.length))
  if (start.length >= 8 && !isMagic(start.subarray(0, 8))) throw new LogError('this is not a Takt log', 0)
  if (start.length < PREFIX_BYTES) return null
  const from = new ByteReader(start, 8)
  const version = from.u32()
  const length = from.u32()
  if (version !== BYTES_VERSION)
    throw new LogError(`the log is of version ${version}, and this Takt reads ${BYTES_VERSION}${howToGoOn(version)}`, 8)
  const end = PREFIX_BYTES + length + HASH_BYTES
  if (end > source.length) return null
  const bytes = source.read(0, end)
  if (!sameBytes(sha256(bytes.subarray(0, -HASH_BYTES)), bytes.subarray(-HASH_BYTES))) throw new LogError('the header is damaged', 0)
  return { header: parseHeader(new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, -HASH_BYTES))), end }
}

const howToGoOn = (version: number) => (version < BYTES_VERSION ? ': run or import it again' : ': a newer Takt has written it')

/**
 * The frame at `offset`, its bytes not checked yet. `cut`: the source ends before the frame does. `damaged`: no frame begins so, or it would
 * reach beyond the end of a log that has its end.
 */
export function frameAt(source: ByteSource, offset: number): FrameEntry | 'cut' | 'damaged' {
  const missing = hasEnd(source) ? 'damaged' : 'cut'
  if (offset + FRAME_BYTES > source.length) return missing
  const head = readFrameHead(source.read(offset, FRAME_BYTES))
  if (head === null) return 'damaged'
  return offset + FRAME_BYTES + head.length + HASH_BYTES > source.length ? missing : { ...head, offset }
}

export const frameEnd = ({ offset, length }: FrameEntry) => offset + FRAME_BYTES + length + HASH_BYTES

/** The payload of a frame whose bytes are those its writer chained to the hash before it; null where they are not. */
export function intactPayload(source: ByteSource, frame: FrameEntry): Uint8Array | null {
  const bytes = source.read(frame.offset - HASH_BYTES, frameEnd(frame) - frame.offset + HASH_BYTES)
  const isIntact = sameBytes(chained(bytes.subarray(0, HASH_BYTES), bytes.subarray(HASH_BYTES, -HASH_BYTES)), bytes.subarray(-HASH_BYTES))
  return isIntact ? bytes.subarray(HASH_BYTES + FRAME_BYTES, -HASH_BYTES) : null
}

export const payloadOf = (source: ByteSource, { offset, length }: FrameEntry) => source.read(offset + FRAME_BYTES, length)

/** All frames of a finished log by its index, the index last; null where there is none that can be trusted. */
export function framesByIndex(source: ByteSource, firstOffset: number): readonly FrameEntry[] | null {
  if (source.length < firstOffset + TRAILER_BYTES) return null
  const offset = readTrailer(source.read(source.length - TRAILER_BYTES, TRAILER_BYTES))
  if (offset === null || !Number.isSafeInteger(offset) || offset < firstOffset) return null
  const index = frameAt(source, offset)
  if (typeof index === 'string' || index.type !== FrameType.index || index.length % INDEX_ENTRY_BYTES !== 0) return null
  const payload = intactPayload(source, index)
  return payload === null ? null : [...readIndexPayload(payload, offset), index]
}

/** What follows the index: the trailer and nothing else, only its beginning, or what should not be there and where. */
export function endAfter(source: ByteSource, index: FrameEntry): 'whole' | 'cut' | { readonly message: string; readonly offset: number } {
  const offset = frameEnd(index)
  const there = source.read(offset, Math.min(TRAILER_BYTES, source.length - offset))
  if (!sameBytes(there, trailerBytes(index.offset).subarray(0, there.length))) return { message: 'the end of the log is damaged', offset }
  if (there.length < TRAILER_BYTES) return 'cut'
  const end = offset + TRAILER_BYTES
  return source.length === end ? 'whole' : { message: `the log ends at byte ${end}, and something follows it`, offset: end }
}

const hasEnd = (source: ByteSource) =>
  source.length >= TRAILER_BYTES && readTrailer(source.read(source.length - TRAILER_BYTES, TRAILER_BYTES)) !== null

export function readStrings(payload: Uint8Array, count: number): readonly string[] {
  const from = new ByteReader(payload)
  const decoder = new TextDecoder()
  return Array.from({ length: count }, () => decoder.decode(from.take(from.varint())))
}
