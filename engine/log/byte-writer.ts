/** Little-endian bytes into one array: a new one of the length that its maker knows it needs, or its maker's. */
export class ByteWriter {
  readonly bytes: Uint8Array
  at = 0
  readonly #view: DataView

  constructor(to: number | Uint8Array) {
    this.bytes = typeof to === 'number' ? new Uint8Array(to) : to
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length)
  }

  /** What was written so far, not copied. */
  get written(): Uint8Array {
    return this.bytes.subarray(0, this.at)
  }

  u8(value: number) {
    this.bytes[this.at++] = value
  }

  u32(value: number) {
    this.#view.setUint32(this.at, value, true)
    this.at += 4
  }

  f64(value: number) {
    this.#view.setFloat64(this.at, value, true)
    this.at += 8
  }

  /** A whole number from 0 to 2^31 − 1 in one to five bytes, seven bits each, least first. */
  varint(value: number) {
    let rest = value
    while (rest >= 128) {
      this.bytes[this.at++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.bytes[this.at++] = rest
  }

  put(bytes: Uint8Array) {
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }
}
