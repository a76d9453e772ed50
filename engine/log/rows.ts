/**
 * Rows for things that come and go, found by their number: an open-addressing table over a free list, all typed arrays. Rows stay where they
 * are while their thing lives, so a picture may keep one per part; memory follows the most that ever lived at once.
 */
export class KeyedRows {
  /** Per row: the thing's number, or −1 where the row is free. Rows at or above `limit` were never used. */
  key = new Int32Array(16).fill(-1)
  size = 0
  limit = 0
  #free = new Int32Array(16)
  #freeCount = 0
  /** Row + 1; 0 is empty. Twice as many places as rows. */
  #table = new Int32Array(32)

  /** −1 where there is none. */
  rowOf(key: number): number {
    const table = this.#table
    const mask = table.length - 1
    for (let at = hash(key) & mask; ; at = (at + 1) & mask) {
      const row = table[at]! - 1
      if (row < 0 || this.key[row] === key) return row
    }
  }

  /** The new row of a number that has none yet. */
  add(key: number): number {
    if (key < 0 || this.rowOf(key) >= 0) throw new RangeError(`rows: ${key} ${key < 0 ? 'is not a number of a thing' : 'is there already'}`)
    const row = this.#freeCount > 0 ? this.#free[--this.#freeCount]! : this.limit++
    if (row === this.key.length) this.#grow()
    this.key[row] = key
    this.size++
    this.#place(row)
    return row
  }

  /** Frees the row and returns it; −1 where there was none. */
  remove(key: number): number {
    const table = this.#table
    const mask = table.length - 1
    let hole = hash(key) & mask
    while (table[hole] !== 0 && this.key[table[hole]! - 1] !== key) hole = (hole + 1) & mask
    const row = table[hole]! - 1
    if (row < 0) return -1
    // Close the gap: whoever was pushed past it moves back, so that a search may end at the first empty place.
    for (let at = (hole + 1) & mask; table[at] !== 0; at = (at + 1) & mask) {
      const home = hash(this.key[table[at]! - 1]!) & mask
      if (((at - home) & mask) < ((at - hole) & mask)) continue
      table[hole] = table[at]!
      hole = at
    }
    table[hole] = 0
    this.key[row] = -1
    this.#free[this.#freeCount++] = row
    this.size--
    return row
  }

  copyFrom(other: KeyedRows) {
    this.key = copied(this.key, other.key, other.key.length)
    this.#free = copied(this.#free, other.#free, other.#freeCount)
    this.#table = other.#table.slice()
    this.#freeCount = other.#freeCount
    this.size = other.size
    this.limit = other.limit
  }

  #grow() {
    const length = this.key.length
    const key = new Int32Array(length * 2).fill(-1)
    key.set(this.key)
    this.key = key
    const free = new Int32Array(length * 2)
    free.set(this.#free)
    this.#free = free
    this.#table = new Int32Array(length * 4)
    for (let row = 0; row < length; row++) if (key[row]! >= 0) this.#place(row)
  }

  #place(row: number) {
    const table = this.#table
    const mask = table.length - 1
    let at = hash(this.key[row]!) & mask
    while (table[at] !== 0) at = (at + 1) & mask
    table[at] = row + 1
  }
}

/** `from`'s first `count` values in an array of the same length as `from`: `into` itself where it fits. */
export function copied<T extends Int32Array | Float64Array | Uint8Array>(into: T, from: T, count: number): T {
  if (into.length !== from.length) return from.slice() as T
  into.set(from.subarray(0, count))
  return into
}

/** A column that has room for as many rows as `rows`. */
export function roomFor<T extends Int32Array | Float64Array>(rows: KeyedRows, column: T): T {
  if (column.length >= rows.key.length) return column
  const longer = (column instanceof Int32Array ? new Int32Array(rows.key.length) : new Float64Array(rows.key.length)) as T
  longer.set(column)
  return longer
}

/** Fibonacci hashing: running numbers spread well and far ones do not collide. */
const hash = (key: number) => Math.imul(key, 0x9e3779b1) >>> 8
