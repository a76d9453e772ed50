/** Rows of numbers in columns that grow. Take a column out only when all rows are there: it is another array after it has grown. */
export class Table<Name extends string> {
  count = 0
  readonly column: Record<Name, Float64Array>
  readonly #names: readonly Name[]
  #room = 64

  constructor(...names: readonly Name[]) {
    this.#names = names
    this.column = Object.fromEntries(names.map((name) => [name, new Float64Array(this.#room)])) as Record<Name, Float64Array>
  }

  /** Number of the new row. */
  add(row: Readonly<Record<Name, number>>): number {
    if (this.count === this.#room) this.#grow()
    for (const name of this.#names) this.column[name][this.count] = row[name]
    return this.count++
  }

  /** A row by itself, to look at. */
  row(index: number): Record<Name, number> {
    return Object.fromEntries(this.#names.map((name) => [name, this.column[name][index]!])) as Record<Name, number>
  }

  rows(): Record<Name, number>[] {
    return Array.from({ length: this.count }, (_, i) => this.row(i))
  }

  #grow() {
    this.#room *= 2
    for (const name of this.#names) {
      const longer = new Float64Array(this.#room)
      longer.set(this.column[name])
      this.column[name] = longer
    }
  }
}

/** Rows of a table by what stands in one of its columns: whole numbers from 0 on; rows with less than that are nobody's. */
export class RowsBy {
  readonly #first: Int32Array
  readonly #rows: Int32Array

  constructor(keys: Float64Array, count: number) {
    let most = -1
    for (let i = 0; i < count; i++) if (keys[i]! > most) most = keys[i]!
    this.#first = new Int32Array(most + 2)
    for (let i = 0; i < count; i++) if (keys[i]! >= 0) this.#first[keys[i]! + 1]!++
    for (let key = 0; key <= most; key++) this.#first[key + 1]! += this.#first[key]!
    this.#rows = new Int32Array(this.#first[most + 1]!)
    const next = this.#first.slice()
    for (let i = 0; i < count; i++) if (keys[i]! >= 0) this.#rows[next[keys[i]!]!++] = i
  }

  /** In the order of the table; empty where there are none. */
  of(key: number): Int32Array {
    return key < 0 || key >= this.#first.length - 1 ? NO_ROWS : this.#rows.subarray(this.#first[key]!, this.#first[key + 1]!)
  }
}

const NO_ROWS = new Int32Array(0)

/** Rows of `table` by its column `name`. */
export const rowsBy = <Name extends string>(table: Table<Name>, name: Name) => new RowsBy(table.column[name], table.count)
