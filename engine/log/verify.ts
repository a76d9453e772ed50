import type { ByteSource } from './byte-source.ts'
import { type FrameEntry, FrameType, HASH_BYTES, hashText, indexPayload, sameBytes } from './frame.ts'
import { endAfter, frameAt, frameEnd, intactPayload, payloadOf } from './frames.ts'

/** What a walk over all bytes found. `hash` and `events` are those up to the first problem, or to the end. */
export interface Verification {
  /** Whether the log has its end. One that was cut has none, and no problem either. */
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
    if (frame === 'cut') return found(false)
    if (frame === 'damaged') return found(false, 'its head is damaged')
    if (intactPayload(source, frame) === null) return found(false, 'its bytes are not those that were written')
    if (frame.type === FrameType.index) {
      if (!isIndexOf(source, frame, frames, events)) return found(false, 'the index is not that of the chunks')
      const end = endAfter(source, frame)
      if (typeof end !== 'string') return found(false, end.message)
      frames.push(frame)
      offset = frameEnd(frame)
      return found(end === 'whole')
    }
    frames.push(frame)
    if (frame.type === FrameType.events) events += frame.count
    offset = frameEnd(frame)
  }
  return found(false)
}

function isIndexOf(source: ByteSource, index: FrameEntry, frames: readonly FrameEntry[], events: number): boolean {
  return index.count === events && sameBytes(payloadOf(source, index), indexPayload(frames))
}
