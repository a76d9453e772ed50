import { longer } from '../kernel/longer.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { untilNext } from './present.ts'
import { NONE } from './tables.ts'

/** Less than anybody orders. */
const NEGLIGIBLE = 1e-9

/** Why a part of a purchase order never comes. */
export const NotReceived = { short: 0, refused: 1 } as const

/** So often a time that began before t = 0 is drawn anew until it is not over yet. */
const MOST_TRIES = 10_000

/** The chances of one material, opened where its supplier has them. */
interface Draws {
  readonly leadTime: Draw
  readonly late: Draw
  readonly lateBy: Draw
  readonly short: Draw
  readonly lotQuality: Draw
  readonly inspection: Draw
  readonly reject: Draw
}

/**
 * Purchase orders: placed by (r,Q), (s,S), base stock or planning, whenever the stock changes or at reviews; delivered after the supplier's lead time, in
 * full or short; inspected, and then stock.
 *
 *     review ──▶ ordered ──lead time──▶ delivered ──inspection──▶ stock
 *                                          └ short              └ refused
 */
export class Purchasing {
  readonly #plant: Plant
  readonly #supplier: Int32Array
  /** Item → item from whose stock it is replenished; NONE: it is bought. */
  readonly #from: Int32Array
  readonly #draws: readonly Draws[]

  onOrder: Float64Array
  // purchase orders under way
  orderItem = new Int32Array(16)
  orderQuantity = new Float64Array(16)
  orderNumber = new Int32Array(16)
  /** Quality figure of what is brought from another stock. */
  orderQuality = new Float64Array(16)
  /** Next that waits for the same stock, or next free place. */
  orderNext = new Int32Array(16)
  freeOrder = NONE
  orderCount = 0
  ordersIssued = 0
  /** Item → transfers that wait for its stock, first in, first out. */
  waitingHead: Int32Array
  waitingTail: Int32Array
  /** Item → how much they wait for together. */
  waitedFor: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { chance, tables } = plant
    const { scenario, index } = tables
    this.onOrder = new Float64Array(scenario.materials.length + scenario.products.length)
    this.#supplier = Int32Array.from(scenario.materials, ({ supplier }) => (supplier === null ? NONE : index.supplier.get(supplier)!))
    this.#from = Int32Array.from(scenario.materials, ({ from }) => (from === null ? NONE : index.item.get(from)!))
    this.waitingHead = new Int32Array(this.onOrder.length).fill(NONE)
    this.waitingTail = new Int32Array(this.onOrder.length).fill(NONE)
    this.waitedFor = new Float64Array(this.onOrder.length)
    this.#draws = scenario.materials.map(({ id, inspection, from, transferTime }, m) => {
      const supplier = scenario.suppliers[this.#supplier[m]!]
      const key = `${supplier?.id}/${id}`
      const uniform = (role: string, needed: boolean) => (needed ? chance.openUniform(key, role) : NO_DRAW)
      return {
        leadTime:
          transferTime !== null
            ? chance.open(transferTime, `${from}/${id}`, 'transfer time')
            : supplier === undefined
              ? NO_DRAW
              : chance.open(supplier.leadTime, key, 'lead time'),
        late: uniform('late', supplier?.late != null),
        lateBy: supplier?.late == null ? NO_DRAW : chance.open(supplier.late.by, key, 'late by'),
        short: uniform('short', supplier?.short != null),
        lotQuality: supplier?.lotQuality == null ? NO_DRAW : chance.open(supplier.lotQuality, key, 'lot quality'),
        inspection: inspection === null ? NO_DRAW : chance.open(inspection.time, key, 'inspection time'),
        reject: uniform('inspection', inspection !== null && inspection.reject > 0),
      }
    })
  }

  begin() {
    const { calendar, tables } = this.#plant
    for (const { material, quantity, elapsed } of tables.scenario.present?.purchases ?? [])
      this.#comesFromBefore(tables.index.item.get(material)!, quantity, elapsed === null ? null : seconds(elapsed))
    tables.scenario.materials.forEach(({ review }, item) => {
      if (review === null) this.review(item)
      else calendar.schedule(seconds(untilNext(tables.scenario, review)), Phase.arrival, item, Message.stockReviewed)
    })
  }

  /** A periodic review is due. */
  reviewed(item: number) {
    const { calendar, tables } = this.#plant
    const at = (calendar.now + seconds(tables.scenario.materials[item]!.review!)) as SimTime
    calendar.schedule(at, Phase.arrival, item, Message.stockReviewed)
    this.#consider(item)
  }

  /** The stock changed: it is looked at, unless only reviews do. */
  review(item: number) {
    const material = this.#plant.tables.scenario.materials[item]
    if (material !== undefined && material.reorderPoint !== null && material.review === null) this.#consider(item)
  }

  /** Orders when stock + on order − owed is at or below the reorder point. */
  #consider(item: number) {
    const { items, tables, lots, backflush } = this.#plant
    const { reorderPoint, orderQuantity, orderUpTo } = tables.scenario.materials[item]!
    if (reorderPoint === null) return
    // What is on hold counts until it is scrapped: it may come back.
    const unbooked = backflush === null ? 0 : backflush.unbooked[item]!
    const position = items.stock[item]! + unbooked + lots.onHold[item]! + this.onOrder[item]! - items.owed[item]! - this.waitedFor[item]!
    if (position > reorderPoint) return
    let quantity = orderUpTo === null ? 0 : orderUpTo - position
    if (orderQuantity !== null) quantity = orderQuantity * (Math.floor((reorderPoint - position) / orderQuantity) + 1)
    this.order(item, quantity)
  }

  /** Orders so much, or what the supplier takes for it: at least `minimumOrder`, and a multiple of `multiple`. */
  order(item: number, wanted: number) {
    const { calendar, chance, doors, tables } = this.#plant
    const draws = this.#draws[item]!
    if (!(wanted > 0) || draws.leadTime === NO_DRAW) return
    const { minimumOrder, multiple } = tables.scenario.materials[item]!
    let quantity = Math.max(wanted, minimumOrder)
    if (multiple > 0) quantity = Math.ceil(quantity / multiple - 1e-9) * multiple
    const order = this.#newOrder()
    this.orderItem[order] = item
    this.orderQuantity[order] = quantity
    this.orderNumber[order] = this.ordersIssued++
    this.orderQuality[order] = 0
    this.onOrder[item]! += quantity
    doors.materialOrdered(item, this.#supplier[item]!, this.orderNumber[order]!, quantity)
    if (this.#from[item] !== NONE) return this.#waitForStock(order, this.#from[item]!)
    let lead: number = chance.next(draws.leadTime)
    if (draws.late !== NO_DRAW && chance.nextUniform(draws.late) < this.#supplierOf(item).late!.probability)
      lead += chance.next(draws.lateBy)
    calendar.schedule((calendar.now + lead) as SimTime, Phase.arrival, order, Message.delivery)
  }

  /**
   * Ordered, or set out, `elapsed` µs before t = 0 and not yet here; null: it waits for stock. When it comes is drawn anew until it is later than now.
   * What never takes that long comes now.
   */
  #comesFromBefore(item: number, quantity: number, elapsed: number | null) {
    const { calendar, chance, doors } = this.#plant
    const order = this.#newOrder()
    this.orderItem[order] = item
    this.orderQuantity[order] = quantity
    this.orderNumber[order] = this.ordersIssued++
    this.orderQuality[order] = 0
    this.onOrder[item]! += quantity
    doors.materialOrdered(item, this.#supplier[item]!, this.orderNumber[order]!, quantity)
    if (elapsed === null) return this.#waitForStock(order, this.#from[item]!)
    const draws = this.#draws[item]!
    let left = 0
    let isHere = false
    for (let tries = 0; left <= 0 && tries < MOST_TRIES; tries++) {
      left = chance.next(draws.leadTime) - elapsed
      if (draws.late !== NO_DRAW && chance.nextUniform(draws.late) < this.#supplierOf(item).late!.probability)
        left += chance.next(draws.lateBy)
      if (left > 0 || draws.inspection === NO_DRAW) continue
      left += chance.next(draws.inspection)
      isHere = left > 0
    }
    calendar.schedule(Math.max(0, left) as SimTime, Phase.arrival, order, isHere ? Message.deliveryInspected : Message.delivery)
  }

  // ── from stock to stock ──

  #waitForStock(order: number, source: number) {
    this.orderNext[order] = NONE
    if (this.waitingHead[source] === NONE) this.waitingHead[source] = order
    else this.orderNext[this.waitingTail[source]!] = order
    this.waitingTail[source] = order
    this.waitedFor[source]! += this.orderQuantity[order]!
    this.bring(source)
    this.review(source)
  }

  /** Whoever waits for this stock gets it, first come, first served, as far as there is enough for all of a transfer. */
  bring(source: number) {
    const { items } = this.#plant
    while (this.waitingHead[source] !== NONE) {
      const order = this.waitingHead[source]!
      const quantity = this.orderQuantity[order]!
      if (!items.has(source, quantity)) return
      this.waitingHead[source] = this.orderNext[order]!
      this.#setOut(order, source, quantity)
    }
  }

  #setOut(order: number, source: number, quantity: number) {
    const { items, doors, lots, calendar, chance } = this.#plant
    const item = this.orderItem[order]!
    const number = this.orderNumber[order]!
    this.waitedFor[source]! -= quantity
    items.stock[source]! -= quantity
    doors.materialMoved(source, item, number, quantity)
    this.orderQuality[order] = lots.keeps[source] === 1 ? lots.take(source, quantity, NONE, NONE, NONE) : 0
    const at = (calendar.now + chance.next(this.#draws[item]!.leadTime)) as SimTime
    calendar.schedule(at, Phase.arrival, order, Message.delivery)
  }

  #supplierOf(item: number) {
    return this.#plant.tables.scenario.suppliers[this.#supplier[item]!]!
  }

  /** The supplier delivers. */
  delivered(order: number) {
    const { calendar, chance } = this.#plant
    const item = this.orderItem[order]!
    const { short, inspection } = this.#draws[item]!
    if (short !== NO_DRAW) {
      const { probability, share } = this.#supplierOf(item).short!
      if (chance.nextUniform(short) < probability) this.#comesShort(order, share)
    }
    if (inspection === NO_DRAW) return this.#receive(order)
    const quantity = this.orderQuantity[order]!
    if (quantity > 0) this.#plant.doors.inspectionBegan(item, this.#supplier[item]!, this.orderNumber[order]!, quantity)
    calendar.schedule((calendar.now + chance.next(inspection)) as SimTime, Phase.arrival, order, Message.deliveryInspected)
  }

  /** Whole pieces stay whole. */
  #comesShort(order: number, share: number) {
    const ordered = this.orderQuantity[order]!
    const comes = Number.isInteger(ordered) ? Math.floor(ordered * share + 1e-9) : ordered * share
    this.#notReceived(order, ordered - comes, NotReceived.short)
    this.orderQuantity[order] = comes
  }

  /** Quarantine is over: the delivery is stock, or goes back. */
  inspected(order: number) {
    const { chance, tables } = this.#plant
    const item = this.orderItem[order]!
    const { reject } = this.#draws[item]!
    const isRefused = reject !== NO_DRAW && chance.nextUniform(reject) < tables.scenario.materials[item]!.inspection!.reject
    this.#plant.containment?.inspected(item, isRefused)
    if (!isRefused) return this.#receive(order)
    this.#notReceived(order, this.orderQuantity[order]!, NotReceived.refused)
    this.#close(order)
    this.review(item)
  }

  #receive(order: number) {
    const { doors, items, lots, chance, faults } = this.#plant
    const item = this.orderItem[order]!
    const quantity = this.orderQuantity[order]!
    const supplier = this.#supplier[item]!
    const number = this.orderNumber[order]!
    this.#noLongerOnOrder(item, quantity)
    this.#close(order)
    if (quantity > 0) {
      items.stock[item]! += quantity
      doors.materialReceived(item, supplier, number, quantity)
      if (lots.keeps[item] === 1) {
        const { lotQuality } = this.#draws[item]!
        lots.receive(
          item,
          quantity,
          (lotQuality === NO_DRAW ? this.orderQuality[order]! : chance.nextNumber(lotQuality)) + faults.lotShift(item, supplier),
          number,
        )
      }
      items.arrived(item)
    }
    this.review(item)
  }

  #notReceived(order: number, quantity: number, reason: number) {
    if (!(quantity > 0)) return
    const item = this.orderItem[order]!
    this.#noLongerOnOrder(item, quantity)
    this.#plant.doors.materialNotReceived(item, this.#supplier[item]!, this.orderNumber[order]!, reason, quantity)
  }

  /** What sums of tenths and thirds leave over is nothing. */
  #noLongerOnOrder(item: number, quantity: number) {
    const left = this.onOrder[item]! - quantity
    this.onOrder[item] = left > NEGLIGIBLE ? left : 0
  }

  #close(order: number) {
    this.orderNext[order] = this.freeOrder
    this.freeOrder = order
  }

  #newOrder(): number {
    const free = this.freeOrder
    if (free !== NONE) {
      this.freeOrder = this.orderNext[free]!
      return free
    }
    const order = this.orderCount++
    if (order < this.orderItem.length) return order
    const length = 2 * this.orderItem.length
    this.orderItem = longer(this.orderItem, length)
    this.orderQuantity = longer(this.orderQuantity, length)
    this.orderNumber = longer(this.orderNumber, length)
    this.orderNext = longer(this.orderNext, length)
    this.orderQuality = longer(this.orderQuality, length)
    return order
  }
}
