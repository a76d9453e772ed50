/** A longer column that begins with the numbers of this one; the rest is 0. */
export function longer<T extends Float64Array | Int32Array>(column: T, length: number): T {
  const copy = (column instanceof Float64Array ? new Float64Array(length) : new Int32Array(length)) as T
  copy.set(column)
  return copy
}
