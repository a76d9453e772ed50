import { copied, KeyedRows, roomFor } from './rows.ts'

/**
 * Orders, one row each: those of the scenario from the start to the end (row = index), those of sources from their release until they are
 * closed. Iterate rows below `rows.limit` and skip those whose key is −1.
 */
export class OrderTable {
  /** `rows.key[row]` is the order. */
  readonly rows = new KeyedRows()
  product = new Int32Array(16)
  /** −1: listed in the scenario. */
  source = new Int32Array(16)
  quantity = new Float64Array(16)
  good = new Float64Array(16)
  scrapped = new Float64Array(16)
  /** µs; −1: none, or not yet. */
  due = new Float64Array(16)
  released = new Float64Array(16)
  closed = new Float64Array(16)

  add(order: number, product: number, source: number, quantity: number, due: number): number {
    const row = this.rows.add(order)
    if (row >= this.product.length) this.#grow()
    this.product[row] = product
    this.source[row] = source
    this.quantity[row] = quantity
    this.good[row] = this.scrapped[row] = 0
    this.due[row] = due
    this.released[row] = this.closed[row] = -1
    return row
  }

  copyFrom(other: OrderTable) {
    const used = other.rows.limit
    this.rows.copyFrom(other.rows)
    this.product = copied(this.product, other.product, used)
    this.source = copied(this.source, other.source, used)
    this.quantity = copied(this.quantity, other.quantity, used)
    this.good = copied(this.good, other.good, used)
    this.scrapped = copied(this.scrapped, other.scrapped, used)
    this.due = copied(this.due, other.due, used)
    this.released = copied(this.released, other.released, used)
    this.closed = copied(this.closed, other.closed, used)
  }

  #grow() {
    this.product = roomFor(this.rows, this.product)
    this.source = roomFor(this.rows, this.source)
    this.quantity = roomFor(this.rows, this.quantity)
    this.good = roomFor(this.rows, this.good)
    this.scrapped = roomFor(this.rows, this.scrapped)
    this.due = roomFor(this.rows, this.due)
    this.released = roomFor(this.rows, this.released)
    this.closed = roomFor(this.rows, this.closed)
  }
}
