import { RowsBy } from '../record/index.ts'

/** Rows that last, by what stands in one of their columns: which of them touch a span of time. Rows stand in the order in which they began. */
export class Overlaps {
  readonly #by: RowsBy
  readonly #from: Float64Array
  readonly #until: Float64Array
  /** Row → the latest end of all rows of its key up to it. */
  readonly #latest: Float64Array

  constructor(keys: Float64Array, from: Float64Array, until: Float64Array, count: number) {
    this.#by = new RowsBy(keys, count)
    this.#from = from
    this.#until = until
    this.#latest = new Float64Array(count)
    const latest = new Map<number, number>()
    for (let row = 0; row < count; row++) {
      const key = keys[row]!
      const end = Number.isNaN(until[row]!) ? Number.POSITIVE_INFINITY : until[row]!
      this.#latest[row] = Math.max(latest.get(key) ?? Number.NEGATIVE_INFINITY, end)
      latest.set(key, this.#latest[row]!)
    }
  }

  /** All rows of the key that share a moment with from … until, both ends included, latest first. */
  of(key: number, from: number, until: number, visit: (row: number) => void) {
    const rows = this.#by.of(key)
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#from[rows[middle]!]! <= until) low = middle + 1
      else high = middle
    }
    for (let i = low - 1; i >= 0 && this.#latest[rows[i]!]! >= from; i--) if (!(this.#until[rows[i]!]! < from)) visit(rows[i]!)
  }
}
