import { longer } from '../kernel/longer.ts'
import type { Plant } from './plant.ts'
import { NONE, type OperationTable, type PartTable } from './tables.ts'

/**
 * Units that become part of others, and come out of them again. A part ends its route in a buffer; an operation that needs it takes it from there,
 * and from then on it is in its parent: it keeps its place in the pool, for the parent may be taken apart.
 */
export class Assembly {
  readonly #plant: Plant
  readonly #lines: number
  /** Listed orders, and one for units of none. */
  readonly #orders: number
  /** unit → the first of those joined to it, linked through `units.next`; NONE */
  parts = new Int32Array(0)
  /** unit → its number within order or source, where parts are matched by it */
  ordinal = new Int32Array(0)
  /** product × order (none of those listed: 0) → units that were newly made as others were taken apart, by which they are numbered */
  splitOff: Int32Array
  /** slot × line → how many were taken, where parts are taken as they come */
  taken: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { operations, slots, scenario } = plant.tables
    const isSplit = operations.some(({ splits }) => splits.length > 0)
    this.#orders = scenario.orders.length + 1
    this.splitOff = new Int32Array(isSplit ? scenario.products.length * this.#orders : 0)
    this.#lines = Math.max(0, ...operations.map(({ parts, isProgressive }) => (isProgressive ? parts.length : 0)))
    this.taken = new Int32Array(slots * this.#lines)
  }

  /** The item of the first part that is not there for the unit; NONE: all are. */
  missing(unit: number, { parts }: OperationTable): number {
    for (let line = 0; line < parts.length; line++) {
      const part = parts[line]!
      if (!this.isThere(part, unit, part.quantity)) return part.item
    }
    return NONE
  }

  /** So many parts that fit stand ready for the unit. */
  isThere(part: PartTable, parent: number, quantity: number): boolean {
    const { queues, units } = this.#plant
    let found = 0
    for (let unit = queues.head[part.queue]!; unit !== NONE && found < quantity; unit = units.next[unit]!) {
      if (this.#fits(unit, part, parent)) found++
    }
    return found >= quantity
  }

  /** Joins all parts to the unit; they are there. */
  take(unit: number, operation: OperationTable, station: number) {
    const { parts } = operation
    for (let line = 0; line < parts.length; line++) {
      for (let i = 0; i < parts[line]!.quantity; i++) this.#takeOne(parts[line]!, unit, operation, station)
    }
  }

  /** The unit in the slot has none of its parts yet (or, where it comes with them, all). */
  begin(slot: number, { parts }: OperationTable, hasKit: boolean) {
    for (let line = 0; line < parts.length; line++) this.taken[slot * this.#lines + line] = hasKit ? parts[line]!.quantity : 0
  }

  /** How many of the line the unit in the slot has joined to it. */
  has(slot: number, line: number): number {
    return this.taken[slot * this.#lines + line]!
  }

  /** Joins what has come to the unit in the slot. The item that is still missing; NONE: nothing is. */
  collect(slot: number, unit: number, operation: OperationTable, station: number): number {
    const { parts } = operation
    let missing = NONE
    for (let line = 0; line < parts.length; line++) {
      const part = parts[line]!
      const at = slot * this.#lines + line
      while (this.taken[at]! < part.quantity && this.#takeOne(part, unit, operation, station)) this.taken[at]!++
      if (this.taken[at]! < part.quantity && missing === NONE) missing = part.item
    }
    return missing
  }

  /** Units come out of this one: those that were joined to it, and then new ones. They stand in the slot until they can leave. */
  split(slot: number, parent: number, { splits, step }: OperationTable, station: number) {
    const { units, batches, doors, orders, tables, calendar, release } = this.#plant
    const order = orders.isListed(units.order[parent]!) ? units.order[parent]! : NONE
    let born = 0
    for (const { product, quantity, operation } of splits) {
      for (let i = 0; i < quantity; i++) {
        let unit = this.takeOut(parent, product)
        const outOf = units.serial[parent]!
        if (unit !== NONE) {
          units.operation[unit] = operation
          units.created[unit] = units.queuedAt[unit] = calendar.now
          units.worked[unit] = 0
          doors.unitRestored(
            units.serial[unit]!,
            product,
            units.order[unit] === NONE ? NONE : orders.number[units.order[unit]!]!,
            outOf,
            station,
          )
        } else {
          const luck = (Math.imul(units.luck[parent]!, 31) + ++born) | 0
          const ordinal = this.splitOff[product * this.#orders + order + 1]!++
          unit = units.create(product, operation, order, luck, units.priority[parent]!, calendar.now)
          if (tables.matchesSerial) this.numbered(unit, ordinal)
          doors.unitCreated(units.serial[unit]!, product, order === NONE ? NONE : orders.number[order]!, NONE, ordinal)
        }
        doors.unitSplit(units.serial[unit]!, outOf, station, step)
        this.#plant.containment?.inherits(unit, parent)
        if (release.used) release.enter(unit)
        batches!.add(slot, unit)
        doors.unitSeated(units.serial[unit]!, slot, tables.operations[operation]!.step)
      }
    }
  }

  /** Of the units of that product that are joined to this one, the first joined comes out of it; NONE: there is none. */
  takeOut(parent: number, product: number): number {
    const { units } = this.#plant
    if (parent >= this.parts.length) return NONE
    let previous = NONE
    for (let unit = this.parts[parent]!; unit !== NONE; unit = units.next[unit]!) {
      if (units.product[unit] === product) {
        if (previous === NONE) this.parts[parent] = units.next[unit]!
        else units.next[previous] = units.next[unit]!
        units.next[unit] = NONE
        return unit
      }
      previous = unit
    }
    return NONE
  }

  /** The unit leaves the plant, and all that is in it. */
  forget(unit: number) {
    if (unit >= this.parts.length) return
    const { units } = this.#plant
    for (let part = this.parts[unit]!; part !== NONE; ) {
      const next = units.next[part]!
      this.forget(part)
      units.remove(part)
      part = next
    }
    this.parts[unit] = NONE
  }

  numbered(unit: number, ordinal: number) {
    if (unit >= this.ordinal.length) this.ordinal = longer(this.ordinal, this.#plant.units.next.length)
    this.ordinal[unit] = ordinal
  }

  #takeOne(part: PartTable, parent: number, operation: OperationTable, station: number): boolean {
    const { queues, units, doors, release } = this.#plant
    let previous = NONE
    let unit = queues.head[part.queue]!
    while (unit !== NONE && !this.#fits(unit, part, parent)) {
      previous = unit
      unit = units.next[unit]!
    }
    if (unit === NONE) return false
    queues.takeInside(part.queue, unit, previous)
    if (release.used) release.isTaken(unit)
    if (this.#plant.backflush !== null) this.#plant.backflush.completes(unit)
    doors.unitAbsorbed(units.serial[unit]!, units.product[unit]!, units.serial[parent]!, station, operation.step)
    this.#plant.containment?.inherits(parent, unit)
    if (parent >= this.parts.length) this.#grow()
    units.next[unit] = NONE
    this.#append(parent, unit)
    return true
  }

  /** Behind those that were joined before it. */
  #append(parent: number, unit: number) {
    const { next } = this.#plant.units
    let last = this.parts[parent]!
    if (last === NONE) {
      this.parts[parent] = unit
      return
    }
    while (next[last] !== NONE) last = next[last]!
    next[last] = unit
  }

  #fits(unit: number, part: PartTable, parent: number): boolean {
    const { units } = this.#plant
    if (units.operation[unit] !== part.stored) return false
    if (part.match === 'type') return true
    if (units.order[unit] !== units.order[parent]) return false
    return part.match === 'order' || Math.floor(this.ordinal[unit]! / part.quantity) === this.ordinal[parent]
  }

  #grow() {
    const before = this.parts.length
    this.parts = longer(this.parts, this.#plant.units.next.length)
    this.parts.fill(NONE, before)
  }
}
