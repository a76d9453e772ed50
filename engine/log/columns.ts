/** Records of one chunk as columns. `known` is when each became known; the very array `time` where that is when it was true. */
export class Columns {
  readonly count: number
  readonly time: Float64Array
  readonly known: Float64Array
  readonly kind: Uint8Array
  readonly subject: Int32Array
  readonly a: Int32Array
  readonly b: Int32Array
  readonly c: Int32Array
  readonly v: Float64Array

  constructor(count: number, late: boolean) {
    this.count = count
    this.time = new Float64Array(count)
    this.known = late ? new Float64Array(count) : this.time
    this.kind = new Uint8Array(count)
    this.subject = new Int32Array(count)
    this.a = new Int32Array(count)
    this.b = new Int32Array(count)
    this.c = new Int32Array(count)
    this.v = new Float64Array(count)
  }
}
