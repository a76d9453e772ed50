import { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { sha256 } from './sha256.ts'

/*
 * The file, little-endian throughout:
 *
 *   magic 'TAKT-LOG' · u32 version · u32 length · header (JSON, UTF-8) · sha256 of all before
 *   frames, each:  u8 type · u8 late · u16 0 · u32 payload length · u32 count · u32 0 · f64 first · f64 last · payload · sha256
 *   trailer:       f64 offset of the last frame · magic 'TAKT-END'
 *
 * Every hash is taken over the hash before it and the frame's own bytes: a changed, lost, repeated or swapped chunk breaks the chain. The last
 * frame is an index of the others (type, late, count, first, last, offset), so that a finished log opens without being read.
 */

export const FrameType = {
  /** Records; count of them; first and last time known, µs. */ events: 1,
  /** The next strings of the table, each varint length and UTF-8. */ strings: 2,
  /** The end: count of all records, first and last time known of all. */ index: 3,
} as const
export type FrameType = (typeof FrameType)[keyof typeof FrameType]

export const HASH_BYTES = 32
export const FRAME_BYTES = 32
export const TRAILER_BYTES = 16
export const PREFIX_BYTES = 16
export const INDEX_ENTRY_BYTES = 32
/** Versions of the bytes, not of the vocabulary. */
export const BYTES_VERSION = 2
/** No chunk is longer: a length beyond it is damage, and asks for no memory. */
export const MOST_PAYLOAD = 0x10000000

const MAGIC = asciiBytes('TAKT-LOG')
const END_MAGIC = asciiBytes('TAKT-END')

export interface FrameHead {
  readonly type: FrameType
  readonly late: boolean
  readonly length: number
  readonly count: number
  readonly first: number
  readonly last: number
}

/** A frame as the index and the reader know it. `offset` is where its head begins. */
export interface FrameEntry extends FrameHead {
  readonly offset: number
}

/** Magic, version, header and the first hash of the chain. */
export function prefixBytes(headerText: string): Uint8Array {
  const json = new TextEncoder().encode(headerText)
  const out = new ByteWriter(PREFIX_BYTES + json.length + HASH_BYTES)
  out.put(MAGIC)
  out.u32(BYTES_VERSION)
  out.u32(json.length)
  out.put(json)
  out.put(sha256(out.bytes.subarray(0, out.at)))
  return out.bytes
}

/** A whole frame around its payload, its hash chained to `before`. */
export function frameBytes(head: Omit<FrameHead, 'length'>, payload: Uint8Array, before: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME_BYTES + payload.length + HASH_BYTES)
  bytes.set(payload, FRAME_BYTES)
  frame(head, bytes, before)
  return bytes
}

/** Makes a frame of `bytes`, where its payload stands in place already. */
export function frame({ type, late, count, first, last }: Omit<FrameHead, 'length'>, bytes: Uint8Array, before: Uint8Array) {
  const out = new ByteWriter(bytes)
  const length = bytes.length - FRAME_BYTES - HASH_BYTES
  out.u8(type)
  out.u8(late ? 1 : 0)
  out.u8(0)
  out.u8(0)
  out.u32(length)
  out.u32(count)
  out.u32(0)
  out.f64(first)
  out.f64(last)
  out.at += length
  out.put(chained(before, out.written))
}

/** The hash of a frame (head and payload) after the one before. */
export const chained = (before: Uint8Array, frame: Uint8Array) => sha256(before, frame)

/** Null where these bytes are no frame's head. */
export function readFrameHead(bytes: Uint8Array): FrameHead | null {
  const from = new ByteReader(bytes)
  const type = from.u8()
  const late = from.u8()
  const nothing = from.u8() + from.u8()
  const length = from.u32()
  const count = from.u32()
  if ((type !== 1 && type !== 2 && type !== 3) || late > 1 || nothing + from.u32() !== 0 || length > MOST_PAYLOAD) return null
  return { type, late: late === 1, length, count, first: from.f64(), last: from.f64() }
}

export function indexPayload(entries: readonly FrameEntry[]): Uint8Array {
  const out = new ByteWriter(entries.length * INDEX_ENTRY_BYTES)
  for (const { type, late, count, first, last, offset } of entries) {
    out.u8(type)
    out.u8(late ? 1 : 0)
    out.u8(0)
    out.u8(0)
    out.u32(count)
    out.f64(first)
    out.f64(last)
    out.f64(offset)
  }
  return out.bytes
}

/** `end` is the offset of the index frame itself: where the last of the others ends. */
export function readIndexPayload(payload: Uint8Array, end: number): readonly FrameEntry[] {
  const from = new ByteReader(payload)
  const entries: Omit<FrameEntry, 'length'>[] = []
  while (from.left > 0) {
    const type = from.u8() as FrameType
    const late = from.u8() === 1
    from.take(2)
    entries.push({ type, late, count: from.u32(), first: from.f64(), last: from.f64(), offset: from.f64() })
  }
  return entries.map((entry, i) => ({ ...entry, length: (entries[i + 1]?.offset ?? end) - entry.offset - FRAME_BYTES - HASH_BYTES }))
}

export function trailerBytes(indexOffset: number): Uint8Array {
  const out = new ByteWriter(TRAILER_BYTES)
  out.f64(indexOffset)
  out.put(END_MAGIC)
  return out.bytes
}

/** Where the index frame is; null where these are not the last bytes of a finished log. */
export function readTrailer(bytes: Uint8Array): number | null {
  if (bytes.length !== TRAILER_BYTES || !sameBytes(bytes.subarray(8), END_MAGIC)) return null
  return new ByteReader(bytes).f64()
}

export const isMagic = (bytes: Uint8Array) => sameBytes(bytes, MAGIC)

export const sameBytes = (one: Uint8Array, other: Uint8Array) => one.length === other.length && one.every((byte, i) => byte === other[i])

export const hashText = (hash: Uint8Array): `sha256:${string}` =>
  `sha256:${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
