import { longer } from '../kernel/longer.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** When what an operation takes is booked. */
const Booked = { atOnce: 0, atEnd: 1, atCompletion: 2 } as const

/**
 * Material that is gone and not booked yet: what operations take by the bill of material is told at their end, or at the completion of the unit. Until
 * then the books show more than there is, and whoever orders by them orders later: SPEC.md [Z5], [Z6].
 *
 *     taken as the operation starts ──▶ open ──the operation ends, or the unit leaves──▶ booked, with the time at which it was true
 */
export class Backflush {
  readonly #plant: Plant
  /** item → Booked */
  readonly #when: Uint8Array

  /** item → taken and not booked, in how many rows */
  unbooked: Float64Array
  open: Int32Array
  /** unit → its first row, linked through `next`; NONE */
  first = new Int32Array(0)
  item = new Int32Array(16)
  quantity = new Float64Array(16)
  station = new Int32Array(16)
  /** µs: when it was taken; and its number in the order of truth (NONE: the log heard it at once) */
  time = new Float64Array(16)
  truth = new Int32Array(16)
  next = new Int32Array(16)
  free = NONE
  rows = 0

  constructor(plant: Plant) {
    this.#plant = plant
    const { materials, products } = plant.tables.scenario
    this.#when = new Uint8Array(materials.length + products.length)
    materials.forEach(({ backflush }, m) => {
      this.#when[m] = backflush === null ? Booked.atOnce : backflush === 'operation' ? Booked.atEnd : Booked.atCompletion
    })
    this.unbooked = new Float64Array(this.#when.length)
    this.open = new Int32Array(this.#when.length)
  }

  /** Is it booked later than it is taken? */
  isLater(item: number): boolean {
    return this.#when[item] !== Booked.atOnce
  }

  /** The unit takes so much at the station. */
  takes(unit: number, item: number, station: number, quantity: number) {
    const { units, calendar, doors, bookings } = this.#plant
    const row = this.#newRow()
    this.item[row] = item
    this.quantity[row] = quantity
    this.station[row] = station
    this.time[row] = calendar.now
    this.next[row] = NONE
    this.unbooked[item]! += quantity
    this.open[item]!++
    if (bookings!.isHeard) {
      doors.materialTaken(item, quantity)
      this.truth[row] = bookings!.heldBack(calendar.now)
    } else {
      doors.materialConsumed(item, station, units.serial[unit]!, quantity)
      this.truth[row] = NONE
    }
    if (unit >= this.first.length) {
      const before = this.first.length
      this.first = longer(this.first, units.next.length).fill(NONE, before)
    }
    let last = this.first[unit]!
    if (last === NONE) this.first[unit] = row
    else {
      while (this.next[last] !== NONE) last = this.next[last]!
      this.next[last] = row
    }
  }

  /** An attempt at the unit's operation is over. */
  operationEnds(unit: number) {
    this.#book(unit, Booked.atEnd)
  }

  /** The unit leaves the plant, or becomes part of another. */
  completes(unit: number) {
    this.#book(unit, Booked.atCompletion)
  }

  /** At the end of the run all that is open is booked. */
  close() {
    for (let unit = 0; unit < this.first.length; unit++) this.#book(unit, Booked.atCompletion, false)
  }

  #book(unit: number, when: number, mayOrder = true) {
    if (unit >= this.first.length) return
    const { purchasing } = this.#plant
    let previous = NONE
    for (let row = this.first[unit]!; row !== NONE; ) {
      const next = this.next[row]!
      const item = this.item[row]!
      if (this.#when[item]! > when) previous = row
      else {
        if (previous === NONE) this.first[unit] = next
        else this.next[previous] = next
        // Sums of fractions leave something over.
        this.unbooked[item] = --this.open[item]! === 0 ? 0 : this.unbooked[item]! - this.quantity[row]!
        this.#tell(unit, row)
        this.next[row] = this.free
        this.free = row
        if (mayOrder) purchasing.review(item)
      }
      row = next
    }
  }

  #tell(unit: number, row: number) {
    const { bookings, calendar, units } = this.#plant
    // A fork may be heard where the run it left was not, and the other way round.
    if (this.truth[row] === NONE || !bookings!.isHeard) return
    const serial = units.serial[unit]!
    bookings!.told(calendar.now, this.time[row]!, this.item[row]!, this.station[row]!, serial, this.truth[row]!, this.quantity[row]!)
  }

  #newRow(): number {
    const row = this.free
    if (row !== NONE) {
      this.free = this.next[row]!
      return row
    }
    if (this.rows === this.item.length) {
      const rows = 2 * this.rows
      this.item = longer(this.item, rows)
      this.quantity = longer(this.quantity, rows)
      this.station = longer(this.station, rows)
      this.time = longer(this.time, rows)
      this.truth = longer(this.truth, rows)
      this.next = longer(this.next, rows)
    }
    return this.rows++
  }
}
