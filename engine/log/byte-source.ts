/**
 * Bytes that can be read at random: a file, an array, or what a worker has sent so far. `length` may grow; bytes once there never change.
 * `read` gives exactly `length` bytes, which the caller does not write to.
 */
export interface ByteSource {
  readonly length: number
  read(offset: number, length: number): Uint8Array
}

export const bytesAsSource = (bytes: Uint8Array): ByteSource => ({
  length: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
})

/** A source that grows by pieces, as they come out of a writer. Pieces are kept as they are, not copied. */
export class GrowingSource implements ByteSource {
  length = 0
  readonly #pieces: Uint8Array[] = []
  readonly #starts: number[] = []

  append(bytes: Uint8Array) {
    if (bytes.length === 0) return
    this.#pieces.push(bytes)
    this.#starts.push(this.length)
    this.length += bytes.length
  }

  read(offset: number, length: number): Uint8Array {
    let piece = this.#pieceAt(offset)
    const start = offset - this.#starts[piece]!
    const whole = this.#pieces[piece]!
    if (start + length <= whole.length) return whole.subarray(start, start + length)
    const joined = new Uint8Array(length)
    let filled = 0
    for (let from = start; filled < length; piece++, from = 0) {
      const part = this.#pieces[piece]!.subarray(from, from + length - filled)
      joined.set(part, filled)
      filled += part.length
    }
    return joined
  }

  /** The last piece that starts at or before `offset`. */
  #pieceAt(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
