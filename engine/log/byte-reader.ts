/** Reads what ByteWriter wrote, and never past the end: a value that would reach beyond it throws a RangeError. */
export class ByteReader {
  at: number
  readonly #bytes: Uint8Array
  readonly #end: number
  readonly #view: DataView

  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    this.#bytes = bytes
    this.at = from
    this.#end = end
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.#end - this.at
  }

  u8(): number {
    return this.#bytes[this.#take(1)]!
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), true)
  }

  varint(): number {
    const first = this.u8()
    if (first < 128) return first
    let value = first - 128
    for (let scale = 128; ; scale *= 128) {
      const next = this.u8()
      if (next < 128) return value + next * scale
      value += (next - 128) * scale
      if (scale > 0x2000000000000) throw new RangeError('a number is longer than 53 bits')
    }
  }

  /** A whole number of so many bytes, 0 to 4. */
  whole(bytes: number): number {
    let at = this.#take(bytes) + bytes
    let value = 0
    for (let left = bytes; left > 0; left--) value = value * 256 + this.#bytes[--at]!
    return value
  }

  /** The next `length` bytes, not copied. */
  take(length: number): Uint8Array {
    const from = this.#take(length)
    return this.#bytes.subarray(from, from + length)
  }

  #take(length: number): number {
    const from = this.at
    if (from + length > this.#end) throw new RangeError('the data ends within a value')
    this.at = from + length
    return from
  }
}
