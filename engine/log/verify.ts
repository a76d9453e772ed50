import type { ByteSource } from './byte-source.ts'
import { ByteWriter } from './byte-writer.ts'
import {
  type FrameEntry,
  FrameType,
  HASH_BYTES,
  hashText,
  indexPayload,
  readTrailer,
  sameBytes,
  TRAILER_BYTES,
  trailerBytes,
} from './frame.ts'
import { frameAt, frameEnd, intactPayload, payloadOf } from './frames.ts'

/** What a walk over all bytes found. `hash` and `events` are those up to the first problem, or to the end. */
export interface Verification {
  /** Whether the log has its end. One that was cut between or within chunks has none, and no problem either. */
  readonly complete: boolean
  readonly hash: `sha256:${string}`
  readonly events: number
  readonly chunks: number
  /** The first thing that is not as it was written: chunk (from 1; 0 is the header) and where it begins. */
  readonly problem: { readonly chunk: number; readonly offset: number; readonly message: string } | null
}

/** Walks the frames from `firstOffset` (the header was checked on opening) and checks every hash against the one before it. */
export function verify(source: ByteSource, firstOffset: number): Verification {
  const frames: FrameEntry[] = []
  let events = 0
  let offset = firstOffset
  const found = (complete: boolean, message?: string): Verification => ({
    complete,
    hash: hashText(source.read(offset - HASH_BYTES, HASH_BYTES)),
    events,
    chunks: frames.length,
    problem: message === undefined ? null : { chunk: frames.length + 1, offset, message },
  })
  while (offset < source.length) {
    const frame = frameAt(source, offset)
    if (frame === null) return hasEnd(source) ? found(false, 'its head is damaged') : found(false)
    if (intactPayload(source, frame) === null) return found(false, 'its bytes are not those that were written')
    if (frame.type === FrameType.index) {
      const wrong = wrongEnd(source, frame, frames, events)
      if (wrong !== null) return found(false, wrong)
      frames.push(frame)
      offset = frameEnd(frame)
      return found(true)
    }
    frames.push(frame)
    if (frame.type === FrameType.events) events += frame.count
    offset = frameEnd(frame)
  }
  return found(false)
}

function wrongEnd(source: ByteSource, index: FrameEntry, frames: readonly FrameEntry[], events: number): string | null {
  const expected = new ByteWriter(64)
  indexPayload(expected, frames)
  if (index.count !== events || !sameBytes(payloadOf(source, index), expected.taken())) return 'the index is not that of the chunks'
  const end = frameEnd(index)
  const trailer = source.read(end, Math.min(TRAILER_BYTES, source.length - end))
  if (!sameBytes(trailer, trailerBytes(index.offset))) return 'its end is damaged'
  return source.length === end + TRAILER_BYTES ? null : 'something follows the end'
}

const hasEnd = (source: ByteSource) =>
  source.length >= TRAILER_BYTES && readTrailer(source.read(source.length - TRAILER_BYTES, TRAILER_BYTES)) !== null
