import { copied, KeyedRows, roomFor } from './rows.ts'

/** The units that are in the plant, one row each. Row numbers hold while a unit lives: iterate rows below `rows.limit` and skip those whose key is −1. */
export class UnitTable {
  /** `rows.key[row]` is the unit. */
  readonly rows = new KeyedRows()
  product = new Int32Array(16)
  /** −1: none. */
  order = new Int32Array(16)
  /** Where it is, where it was before (−1: nowhere yet), and the slot where the place is a station (else −1). */
  place = new Int32Array(16)
  from = new Int32Array(16)
  slot = new Int32Array(16)
  operation = new Int32Array(16)
  /** µs: when it came to be, and when it came to where it is. */
  created = new Float64Array(16)
  moved = new Float64Array(16)

  add(unit: number, product: number, order: number, time: number) {
    const row = this.rows.add(unit)
    if (row >= this.product.length) this.#grow()
    this.product[row] = product
    this.order[row] = order
    this.place[row] = this.from[row] = this.slot[row] = -1
    this.operation[row] = 0
    this.created[row] = this.moved[row] = time
  }

  move(row: number, place: number, slot: number, operation: number, time: number) {
    this.from[row] = this.place[row]!
    this.place[row] = place
    this.slot[row] = slot
    this.operation[row] = operation
    this.moved[row] = time
  }

  copyFrom(other: UnitTable) {
    const used = other.rows.limit
    this.rows.copyFrom(other.rows)
    this.product = copied(this.product, other.product, used)
    this.order = copied(this.order, other.order, used)
    this.place = copied(this.place, other.place, used)
    this.from = copied(this.from, other.from, used)
    this.slot = copied(this.slot, other.slot, used)
    this.operation = copied(this.operation, other.operation, used)
    this.created = copied(this.created, other.created, used)
    this.moved = copied(this.moved, other.moved, used)
  }

  #grow() {
    this.product = roomFor(this.rows, this.product)
    this.order = roomFor(this.rows, this.order)
    this.place = roomFor(this.rows, this.place)
    this.from = roomFor(this.rows, this.from)
    this.slot = roomFor(this.rows, this.slot)
    this.operation = roomFor(this.rows, this.operation)
    this.created = roomFor(this.rows, this.created)
    this.moved = roomFor(this.rows, this.moved)
  }
}
