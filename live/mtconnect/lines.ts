import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** Why a file could not be read to its end; `lines` were read before. */
export interface Unread {
  readonly reason: 'missing' | 'folder' | 'unreadable' | 'empty' | 'binary' | 'truncated' | 'corrupt'
  readonly lines: number
}

/** A line longer than this is handed on cut off at one character more: it is no SHDR, and must not fill the memory. */
const LONGEST = 1024 * 1024

/**
 * Hands the lines of a text file to `read`, without their ends (LF or CRLF), and to `onBytes` how many bytes of the file were read so far.
 * The content says whether it is gzip, not the name; several gzip files one after the other are one. Null: all was read.
 */
export async function readLines(path: string, read: (line: string) => void, onBytes: (bytes: number) => void): Promise<Unread | null> {
  let lines = 0
  let begin: Uint8Array
  try {
    begin = await firstBytes(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return { reason: code === 'ENOENT' ? 'missing' : code === 'EISDIR' ? 'folder' : 'unreadable', lines }
  }
  if (begin.length === 0) return { reason: 'empty', lines }
  const zipped = begin[0] === 0x1f && begin[1] === 0x8b
  const source = createReadStream(path, { highWaterMark: 1 << 18 })
  const cutter = new LineCutter((line) => {
    lines++
    read(line)
  })
  const consume = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) {
      cutter.take(chunk)
      onBytes(source.bytesRead)
      if (cutter.binary) throw new Error('binary')
    }
  }
  try {
    if (zipped) await pipeline(source, createGunzip(), consume)
    else await pipeline(source, consume)
  } catch (error) {
    if (cutter.binary) return { reason: 'binary', lines }
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'Z_BUF_ERROR') return { reason: 'truncated', lines }
    if (typeof code === 'string' && code.startsWith('Z_')) return { reason: 'corrupt', lines }
    if (typeof code === 'string' && code.startsWith('E') && !code.startsWith('ERR_')) return { reason: 'unreadable', lines }
    throw error
  }
  cutter.end()
  return lines === 0 ? { reason: 'empty', lines } : null
}

/** Cuts bytes into lines of UTF-8. A zero byte means that this is no text: then nothing more is taken. */
class LineCutter {
  binary = false
  readonly #decoder = new TextDecoder()
  readonly #read: (line: string) => void
  #rest = ''

  constructor(read: (line: string) => void) {
    this.#read = read
  }

  take(bytes: Uint8Array) {
    this.binary = bytes.includes(0)
    if (this.binary) return
    const text = this.#rest + this.#decoder.decode(bytes, { stream: true })
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#read(text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end))
      start = end + 1
    }
    this.#rest = text.slice(start, start + LONGEST + 1)
  }

  end() {
    const last = this.#rest + this.#decoder.decode()
    if (last !== '') this.#read(last.endsWith('\r') ? last.slice(0, -1) : last)
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array(2)
    const { bytesRead } = await file.read(bytes, 0, 2, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
