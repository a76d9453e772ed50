import type { LotHold } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import { longer } from '../kernel/longer.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { less, NOTHING } from '../log/quantity.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/**
 * Lots of materials that are kept apart: each delivery is one, used first in first out, by first expiry, or blended. Which unit took how much of which
 * lot is recorded, so that genealogy can be followed both ways; what is too old is written off.
 */
export class Lots {
  readonly #plant: Plant
  readonly #holds: readonly HoldTable[]
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
  /** µs; only where there are holds. */
  lotReceived = new Float64Array(16)
  lotTicket = new Int32Array(16)
  /** Hold → 1 while it lasts, and its first lot. */
  holdActive: Uint8Array
  holdHead: Int32Array
  /** What it means besides: µs since when received, and from lot to lot. */
  holdFrom: Float64Array
  holdFirst: Float64Array
  holdLast: Float64Array
  /** Item → how much of it is on hold. */
  onHold: Float64Array
  lotNext = new Int32Array(16)
  freeLot = NONE
  lotCount = 0
  lotsCreated = 0

  constructor(plant: Plant) {
    this.#plant = plant
    const { materials, products, holds } = plant.tables.scenario
    this.#keeps = new Uint8Array(materials.length + products.length)
    materials.forEach(({ lots }, m) => {
      this.#keeps[m] = lots === null ? 0 : 1
    })
    this.head = new Int32Array(this.#keeps.length).fill(NONE)
    const number = new Map(materials.map(({ id }, item) => [id, item]))
    this.#holds = [
      ...materials.flatMap(({ holds }, item) => holds.map((hold) => holdTable(hold, item))),
      ...holds.flatMap(({ lots, disposition: then }, hold) =>
        lots === null ? [] : [{ item: number.get(lots.material)!, hold, scraps: then?.lots === 'scrap', ...ANY }],
      ),
    ]
    this.holdFrom = Float64Array.from(this.#holds, ({ from }) => from)
    this.holdFirst = new Float64Array(this.#holds.length)
    this.holdLast = new Float64Array(this.#holds.length).fill(Number.POSITIVE_INFINITY)
    this.onHold = new Float64Array(this.#keeps.length)
    this.holdActive = new Uint8Array(this.#holds.length)
    this.holdHead = new Int32Array(this.#holds.length).fill(NONE)
  }

  get keeps(): Uint8Array {
    return this.#keeps
  }

  /** What is there at t = 0 is one lot of each item. */
  begin() {
    const present = this.#plant.tables.scenario.present?.lots ?? []
    this.#plant.tables.scenario.materials.forEach(({ id, lots, initialStock }, item) => {
      const own = present.filter(({ material }) => material === id)
      for (const { quantity, age } of own) this.receive(item, quantity, 0, NONE, seconds(age))
      if (own.length === 0 && lots !== null && initialStock > 0) this.receive(item, initialStock, 0, NONE)
    })
    const { calendar } = this.#plant
    this.#holds.forEach(({ at, until }, hold) => {
      if (at === Number.POSITIVE_INFINITY) return
      calendar.schedule(at as SimTime, Phase.calendarEdge, hold, Message.lotHoldBegins)
      if (until < Number.POSITIVE_INFINITY) calendar.schedule(until as SimTime, Phase.calendarEdge, hold, Message.lotHoldEnds)
    })
  }

  /** A new lot; `purchaseOrder` is the number of the order that brought it, `age` µs ago. */
  receive(item: number, quantity: number, quality: number, purchaseOrder: number, age = 0) {
    const { calendar, doors, tables } = this.#plant
    const { shelfLife } = tables.scenario.materials[item]!
    const lot = this.#newLot()
    this.lotItem[lot] = item
    this.lotNumber[lot] = this.lotsCreated++
    this.lotLeft[lot] = quantity
    this.lotQuality[lot] = quality
    this.lotExpires[lot] = shelfLife === null ? -1 : Math.max(calendar.now, calendar.now - age + seconds(shelfLife))
    this.lotTicket[lot] =
      shelfLife === null ? NO_TICKET : calendar.schedule(this.lotExpires[lot] as SimTime, Phase.calendarEdge, lot, Message.lotExpires)
    // One shelf life for all of an item: first in is first to expire, and last in line.
    let last = NONE
    for (let other = this.head[item]!; other !== NONE; other = this.lotNext[other]!) last = other
    this.lotNext[lot] = NONE
    if (last === NONE) this.head[item] = lot
    else this.lotNext[last] = lot
    doors.lotCreated(this.lotNumber[lot]!, item, purchaseOrder, quantity)
    this.lotReceived[lot] = calendar.now - age
    for (let hold = 0; hold < this.#holds.length; hold++) {
      if (this.holdActive[hold] === 1 && this.#isMeant(hold, lot)) return this.#hold(hold, lot)
    }
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
      if (this.#plant.containment !== null) this.#plant.containment.took(item, this.lotNumber[lot]!)
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
    items.stock[item] = less(items.stock[item]!, left)
    doors.materialScrapped(item, this.lotNumber[lot]!, left)
    purchasing.review(item)
  }

  // ── on hold ──

  /** Lots are on hold from now on. */
  holdBegins(hold: number) {
    const { item } = this.#holds[hold]!
    this.holdActive[hold] = 1
    for (let lot = this.head[item]!; lot !== NONE; ) {
      const next = this.lotNext[lot]!
      if (this.#isMeant(hold, lot)) this.#hold(hold, lot)
      lot = next
    }
    this.#plant.purchasing.review(item)
  }

  /** Lots received since then (µs), from one number to another, are on hold from now on. */
  holdBeginsFor(hold: number, since: number, first: number, last: number) {
    this.holdFrom[hold] = since
    this.holdFirst[hold] = first
    this.holdLast[hold] = last
    this.holdBegins(hold)
  }

  /** They are released, or scrapped; what has become too old meanwhile is scrapped in any case. */
  holdEnds(hold: number) {
    const { doors, items, purchasing, calendar } = this.#plant
    const { item, scraps, hold: number } = this.#holds[hold]!
    this.holdActive[hold] = 0
    let lot = this.holdHead[hold]!
    this.holdHead[hold] = NONE
    while (lot !== NONE) {
      const next = this.lotNext[lot]!
      const left = this.lotLeft[lot]!
      this.onHold[item]! -= left
      doors.lotReleased(this.lotNumber[lot]!, item, left, number)
      items.stock[item]! += left
      if (scraps || (this.lotExpires[lot]! >= 0 && this.lotExpires[lot]! <= calendar.now)) {
        items.stock[item] = less(items.stock[item]!, left)
        doors.materialScrapped(item, this.lotNumber[lot]!, left)
        this.#free(lot)
      } else this.#putBack(lot)
      lot = next
    }
    items.arrived(item)
    purchasing.review(item)
  }

  /** Is some of it on hold that will be released, or scrapped and ordered again? */
  mayComeBack(item: number): boolean {
    const { containment } = this.#plant
    return this.#holds.some((hold, h) => {
      if (hold.item !== item || this.holdActive[h] === 0) return false
      return hold.hold === NONE ? hold.until < Number.POSITIVE_INFINITY : !containment!.isEndless(hold.hold)
    })
  }

  #isMeant(hold: number, lot: number): boolean {
    const { item, to, above } = this.#holds[hold]!
    const received = this.lotReceived[lot]!
    const number = this.lotNumber[lot]!
    const isOfTime = received >= this.holdFrom[hold]! && received < to
    return (
      this.lotItem[lot] === item &&
      isOfTime &&
      number >= this.holdFirst[hold]! &&
      number <= this.holdLast[hold]! &&
      this.lotQuality[lot]! > above
    )
  }

  /** Out of the stock, to the end of those that are held with it. */
  #hold(hold: number, lot: number) {
    const { items, doors } = this.#plant
    const item = this.lotItem[lot]!
    this.#unlink(lot)
    items.stock[item] = less(items.stock[item]!, this.lotLeft[lot]!)
    this.onHold[item]! += this.lotLeft[lot]!
    this.lotNext[lot] = NONE
    let last = this.holdHead[hold]!
    if (last === NONE) this.holdHead[hold] = lot
    else {
      while (this.lotNext[last] !== NONE) last = this.lotNext[last]!
      this.lotNext[last] = lot
    }
    doors.lotHeld(this.lotNumber[lot]!, item, this.lotLeft[lot]!, this.#holds[hold]!.hold)
  }

  /** Where it was: lots stand in the order in which they came. */
  #putBack(lot: number) {
    const { calendar } = this.#plant
    const item = this.lotItem[lot]!
    let before = NONE
    for (let other = this.head[item]!; other !== NONE && this.lotNumber[other]! < this.lotNumber[lot]!; other = this.lotNext[other]!)
      before = other
    if (before === NONE) {
      this.lotNext[lot] = this.head[item]!
      this.head[item] = lot
    } else {
      this.lotNext[lot] = this.lotNext[before]!
      this.lotNext[before] = lot
    }
    if (this.lotExpires[lot]! >= 0)
      this.lotTicket[lot] = calendar.schedule(this.lotExpires[lot] as SimTime, Phase.calendarEdge, lot, Message.lotExpires)
  }

  #remove(lot: number) {
    this.#unlink(lot)
    this.#free(lot)
  }

  #unlink(lot: number) {
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
  }

  #free(lot: number) {
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
    this.lotReceived = longer(this.lotReceived, length)
    this.lotNext = longer(this.lotNext, length)
    return lot
  }
}

interface HoldTable {
  readonly item: number
  /** Number of the scenario's hold; NONE: one of the material's own. */
  readonly hold: number
  /** µs; Infinity: no end */
  readonly at: number
  readonly until: number
  readonly from: number
  readonly to: number
  readonly above: number
  readonly scraps: boolean
}

/** Of what comes to light: begins and ends when it is told. */
const ANY = {
  at: Number.POSITIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
  from: 0,
  to: Number.POSITIVE_INFINITY,
  above: Number.NEGATIVE_INFINITY,
}

const holdTable = (hold: LotHold, item: number): HoldTable => ({
  item,
  hold: NONE,
  at: seconds(hold.at),
  until: hold.until === null ? Number.POSITIVE_INFINITY : seconds(hold.until),
  from: seconds(hold.receivedFrom),
  to: hold.receivedUntil === null ? Number.POSITIVE_INFINITY : seconds(hold.receivedUntil),
  above: hold.above ?? Number.NEGATIVE_INFINITY,
  scraps: hold.finally === 'scrap',
})
