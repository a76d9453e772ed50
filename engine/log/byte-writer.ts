/** Little-endian bytes into one array that is used over and over. Room is the caller's care: `ensure` before a run of puts. */
export class ByteWriter {
  bytes: Uint8Array
  at = 0
  #view: DataView

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity)
    this.#view = new DataView(this.bytes.buffer)
  }

  /** Makes room for `more` bytes after what is written. */
  ensure(more: number) {
    if (this.at + more <= this.bytes.length) return
    const longer = new Uint8Array(Math.max(this.bytes.length * 2, this.at + more))
    longer.set(this.bytes.subarray(0, this.at))
    this.bytes = longer
    this.#view = new DataView(longer.buffer)
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

  /** A whole number from 0 to 2^53 − 1 in one to eight bytes, seven bits each, least first. */
  varint(value: number) {
    const { bytes } = this
    let rest = value
    // Bit operations see only 31 bits; above them, arithmetic, which is exact to 2^53.
    while (rest >= 0x80000000) {
      const high = Math.floor(rest / 128)
      bytes[this.at++] = (rest - high * 128) | 128
      rest = high
    }
    while (rest >= 128) {
      bytes[this.at++] = (rest & 127) | 128
      rest >>>= 7
    }
    bytes[this.at++] = rest
  }

  /** A whole number of either sign up to 2^52: 0, −1, 1, −2 … become 0, 1, 2, 3 …, so that small ones are short. */
  signed(value: number) {
    this.varint(value >= 0 ? value * 2 : value * -2 - 1)
  }

  put(bytes: Uint8Array) {
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }

  /** A copy of what was written. */
  taken(): Uint8Array {
    return this.bytes.slice(0, this.at)
  }
}
