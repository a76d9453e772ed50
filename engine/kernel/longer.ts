/** A longer column that begins with the numbers of this one; the rest is 0. */
export function longer<T extends Float64Array | Int32Array | Uint8Array>(column: T, length: number): T {
  const copy = empty(column, length) as T
  copy.set(column)
  return copy
}

function empty(like: Float64Array | Int32Array | Uint8Array, length: number) {
  if (like instanceof Float64Array) return new Float64Array(length)
  return like instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length)
}
