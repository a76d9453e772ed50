import { NO_TICKET } from '../kernel/calendar.ts'
import { longer } from '../kernel/longer.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** Less than this is nothing: what a tank's shares leave over. */
const NOTHING = 1e-9

/**
 * Lots of materials that are kept apart: each delivery is one, used first in first out, by first expiry, or blended. Which unit took how much of which
 * lot is recorded, so that genealogy can be followed both ways; what is too old is written off.
 */
export class Lots {
  readonly #plant: Plant
  /** item → 1 where its lots are told apart */
  readonly #keeps: Uint8Array

  /** Item → its first lot in order of use. */
  head: Int32Array
  lotItem = new Int32Array(16)
  /** Running number, by which the log knows it. */
  lotNumber = new Int32Array(16)
  lotLeft = new Float64Array(16)
  lotQuality = new Float64Array(16)
  /** µs; −1: never. */
  lotExpires = new Float64Array(16)
  lotTicket = new Int32Array(16)
  lotNext = new Int32Array(16)
  freeLot = NONE
  lotCount = 0
  lotsCreated = 0

  constructor(plant: Plant) {
    this.#plant = plant
    const { materials, products } = plant.tables.scenario
    this.#keeps = new Uint8Array(materials.length + products.length)
    materials.forEach(({ lots }, m) => {
      this.#keeps[m] = lots === null ? 0 : 1
    })
    this.head = new Int32Array(this.#keeps.length).fill(NONE)
  }

  get keeps(): Uint8Array {
    return this.#keeps
  }

  /** What is there at t = 0 is one lot of each item. */
  begin() {
    this.#plant.tables.scenario.materials.forEach(({ lots, initialStock }, item) => {
      if (lots !== null && initialStock > 0) this.receive(item, initialStock, 0, NONE)
    })
  }

  /** A new lot; `purchaseOrder` is the number of the order that brought it. */
  receive(item: number, quantity: number, quality: number, purchaseOrder: number) {
    const { calendar, doors, tables } = this.#plant
    const { shelfLife } = tables.scenario.materials[item]!
    const lot = this.#newLot()
    this.lotItem[lot] = item
    this.lotNumber[lot] = this.lotsCreated++
    this.lotLeft[lot] = quantity
    this.lotQuality[lot] = quality
    this.lotExpires[lot] = shelfLife === null ? -1 : calendar.now + seconds(shelfLife)
    this.lotTicket[lot] =
      shelfLife === null ? NO_TICKET : calendar.schedule(this.lotExpires[lot] as SimTime, Phase.calendarEdge, lot, Message.lotExpires)
    // One shelf life for all of an item: first in is first to expire, and last in line.
    let last = NONE
    for (let other = this.head[item]!; other !== NONE; other = this.lotNext[other]!) last = other
    this.lotNext[lot] = NONE
    if (last === NONE) this.head[item] = lot
    else this.lotNext[last] = lot
    doors.lotCreated(this.lotNumber[lot]!, item, purchaseOrder, quantity)
  }

  /** Takes so much, for a unit at a station or an order (the others NONE). The quality figure of what was taken. */
  take(item: number, quantity: number, station: number, unit: number, order: number): number {
    const blend = this.#plant.tables.scenario.materials[item]!.lots === 'blend'
    let all = 0
    if (blend) for (let lot = this.head[item]!; lot !== NONE; lot = this.lotNext[lot]!) all += this.lotLeft[lot]!
    let left = quantity
    let quality = 0
    let lot = this.head[item]!
    while (lot !== NONE && left > NOTHING) {
      const next = this.lotNext[lot]!
      const has = this.lotLeft[lot]!
      const taken = Math.min(has, left, blend && next !== NONE ? (quantity * has) / all : left)
      quality += taken * this.lotQuality[lot]!
      left -= taken
      this.lotLeft[lot]! -= taken
      this.#plant.doors.lotUsed(this.lotNumber[lot]!, station, unit, order, taken)
      if (this.lotLeft[lot]! <= NOTHING) this.#remove(lot)
      lot = next
    }
    return quality / quantity
  }

  /** The shelf life of a lot is over: what is left of it is written off. */
  expires(lot: number) {
    const { items, doors, purchasing } = this.#plant
    const item = this.lotItem[lot]!
    const left = this.lotLeft[lot]!
    this.lotTicket[lot] = NO_TICKET
    this.#remove(lot)
    items.stock[item]! -= left
    // What hair's breadth of a sum is left over is nothing.
    if (Math.abs(items.stock[item]!) < NOTHING) items.stock[item] = 0
    doors.materialScrapped(item, this.lotNumber[lot]!, left)
    purchasing.review(item)
  }

  #remove(lot: number) {
    const { calendar } = this.#plant
    const item = this.lotItem[lot]!
    if (this.lotTicket[lot] !== NO_TICKET) calendar.cancel(this.lotTicket[lot]!)
    this.lotTicket[lot] = NO_TICKET
    if (this.head[item] === lot) this.head[item] = this.lotNext[lot]!
    else {
      let before = this.head[item]!
      while (this.lotNext[before] !== lot) before = this.lotNext[before]!
      this.lotNext[before] = this.lotNext[lot]!
    }
    this.lotLeft[lot] = 0
    this.lotNext[lot] = this.freeLot
    this.freeLot = lot
  }

  #newLot(): number {
    const free = this.freeLot
    if (free !== NONE) {
      this.freeLot = this.lotNext[free]!
      return free
    }
    const lot = this.lotCount++
    if (lot < this.lotItem.length) return lot
    const length = 2 * this.lotItem.length
    this.lotItem = longer(this.lotItem, length)
    this.lotNumber = longer(this.lotNumber, length)
    this.lotLeft = longer(this.lotLeft, length)
    this.lotQuality = longer(this.lotQuality, length)
    this.lotExpires = longer(this.lotExpires, length)
    this.lotTicket = longer(this.lotTicket, length)
    this.lotNext = longer(this.lotNext, length)
    return lot
  }
}
