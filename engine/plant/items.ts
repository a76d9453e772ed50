import { longer } from '../kernel/longer.ts'
import type { SimTime } from '../kernel/time.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

interface Kit {
  readonly item: number
  readonly quantity: number
}

/**
 * Stock of materials and products: taken as components, shipped to customers, refilled from suppliers by (r,Q) or (s,S), or by units that finish
 * in a warehouse. A material without a reorder point is never short. Customers who find too little wait in order (back-orders).
 */
export class Items {
  readonly #plant: Plant
  readonly #leadTime: Int32Array
  readonly #supplier: Int32Array
  /** item → stations with an operation that takes it */
  readonly #users: readonly (readonly number[])[]

  stock: Float64Array
  onOrder: Float64Array
  owed: Float64Array
  /** Orders owed, first in, first out, linked through `orders.next`. */
  owedHead: Int32Array
  owedTail: Int32Array
  // purchase orders under way
  orderItem = new Int32Array(16)
  orderQuantity = new Float64Array(16)
  orderNumber = new Int32Array(16)
  orderNext = new Int32Array(16)
  freeOrder = NONE
  orderCount = 0
  ordersIssued = 0

  constructor(plant: Plant) {
    this.#plant = plant
    const { chance, tables } = plant
    const { scenario, index } = tables
    const items = scenario.materials.length + scenario.products.length
    this.#supplier = Int32Array.from(scenario.materials, ({ supplier }) => (supplier === null ? NONE : index.supplier.get(supplier)!))
    this.#leadTime = Int32Array.from(scenario.materials, ({ id }, m) => {
      const supplier = scenario.suppliers[this.#supplier[m]!]
      return supplier === undefined ? NO_DRAW : chance.open(supplier.leadTime, `${supplier.id}/${id}`, 'lead time')
    })
    const users = Array.from({ length: items }, () => new Set<number>())
    for (const { components, stations } of tables.operations)
      for (const { item } of components) for (const station of stations) users[item]!.add(station)
    this.#users = users.map((stations) => [...stations])
    this.stock = new Float64Array(items)
    this.onOrder = new Float64Array(items)
    this.owed = new Float64Array(items)
    this.owedHead = new Int32Array(items).fill(NONE)
    this.owedTail = new Int32Array(items).fill(NONE)
    scenario.materials.forEach(({ initialStock }, m) => {
      this.stock[m] = initialStock
    })
    scenario.products.forEach(({ initialStock }, p) => {
      this.stock[scenario.materials.length + p] = initialStock
    })
  }

  begin() {
    for (let item = 0; item < this.#supplier.length; item++) this.#review(item)
  }

  /** The first component of the kit that is short; NONE: the kit is complete. */
  missing(kit: readonly Kit[]): number {
    for (const { item, quantity } of kit) if (this.#isCounted(item) && this.stock[item]! < quantity) return item
    return NONE
  }

  /** For how many units there are kits. */
  kits(kit: readonly Kit[]): number {
    let kits = Number.POSITIVE_INFINITY
    for (const { item, quantity } of kit) if (this.#isCounted(item)) kits = Math.min(kits, Math.floor(this.stock[item]! / quantity))
    return kits
  }

  /** The component of which there is enough for the fewest units; NONE: none is ever short. */
  scarcest(kit: readonly Kit[]): number {
    let scarcest = NONE
    let fewest = Number.POSITIVE_INFINITY
    for (const { item, quantity } of kit) {
      if (!this.#isCounted(item) || this.stock[item]! / quantity >= fewest) continue
      fewest = this.stock[item]! / quantity
      scarcest = item
    }
    return scarcest
  }

  /** Takes the whole kit. */
  consume(kit: readonly Kit[], station: number, unit: number) {
    for (const { item, quantity } of kit) {
      this.stock[item]! -= quantity
      this.#plant.doors.materialConsumed(item, station, unit, quantity)
      this.#review(item)
    }
  }

  /** A unit became stock of its product. */
  produced(product: number, unit: number) {
    const item = this.#plant.tables.places.firstProductItem + product
    this.stock[item]!++
    this.#plant.doors.materialProduced(item, unit)
    this.#arrived(item)
  }

  /** A customer order for stock: served at once as far as it goes, the rest is owed. */
  demand(item: number, order: number, quantity: number) {
    const { doors, orders } = this.#plant
    const served = this.owedHead[item] === NONE ? Math.min(quantity, Math.max(0, this.stock[item]!)) : 0
    doors.demandedFromStock(item, quantity, served)
    if (served > 0) this.#ship(item, order, served)
    if (served === quantity) orders.served(order)
    else {
      orders.owed[order] = quantity - served
      this.owed[item]! += quantity - served
      if (this.owedHead[item] === NONE) this.owedHead[item] = order
      else orders.next[this.owedTail[item]!] = order
      this.owedTail[item] = order
    }
    this.#review(item)
  }

  /** The supplier delivers. */
  delivered(order: number) {
    const item = this.orderItem[order]!
    const quantity = this.orderQuantity[order]!
    this.onOrder[item]! -= quantity
    this.stock[item]! += quantity
    this.#plant.doors.materialReceived(item, this.#supplier[item]!, this.orderNumber[order]!, quantity)
    this.orderNext[order] = this.freeOrder
    this.freeOrder = order
    this.#arrived(item)
    this.#review(item)
  }

  /** New stock: customers who wait come first, then stations that miss it. */
  #arrived(item: number) {
    const { orders, stations, doors, upkeep } = this.#plant
    while (this.owedHead[item] !== NONE && this.stock[item]! > 0) {
      const order = this.owedHead[item]!
      const quantity = Math.min(orders.owed[order]!, this.stock[item]!)
      orders.owed[order]! -= quantity
      this.owed[item]! -= quantity
      doors.backorderServed(item, quantity)
      this.#ship(item, order, quantity)
      if (orders.owed[order]! > 0) break
      this.owedHead[item] = orders.next[order]!
      orders.served(order)
    }
    upkeep.partsArrived(item)
    for (const station of this.#users[item]!) stations.touchFreeSlots(station)
  }

  #ship(item: number, order: number, quantity: number) {
    this.stock[item]! -= quantity
    this.#plant.doors.materialShipped(item, this.#plant.orders.number[order]!, quantity)
  }

  /** Is the stock of this item watched at all? Products are; a material is if it has a reorder point. */
  #isCounted(item: number): boolean {
    const { materials } = this.#plant.tables.scenario
    return item >= materials.length || materials[item]!.reorderPoint !== null
  }

  /** Continuous review: orders when stock + on order − owed is at or below the reorder point. */
  #review(item: number) {
    const material = this.#plant.tables.scenario.materials[item]
    if (material === undefined || material.reorderPoint === null || this.#leadTime[item] === NO_DRAW) return
    const position = this.stock[item]! + this.onOrder[item]! - this.owed[item]!
    if (position > material.reorderPoint) return
    let quantity = material.orderUpTo === null ? 0 : material.orderUpTo - position
    if (material.orderQuantity !== null)
      quantity = material.orderQuantity * (Math.floor((material.reorderPoint - position) / material.orderQuantity) + 1)
    if (quantity > 0) this.#order(item, quantity)
  }

  #order(item: number, quantity: number) {
    const { calendar, chance, doors } = this.#plant
    let order = this.freeOrder
    if (order === NONE) {
      if (this.orderCount === this.orderItem.length) this.#grow()
      order = this.orderCount++
    } else this.freeOrder = this.orderNext[order]!
    this.orderItem[order] = item
    this.orderQuantity[order] = quantity
    this.orderNumber[order] = this.ordersIssued++
    this.onOrder[item]! += quantity
    doors.materialOrdered(item, this.#supplier[item]!, this.orderNumber[order]!, quantity)
    const at = (calendar.now + chance.next(this.#leadTime[item]! as Draw)) as SimTime
    calendar.schedule(at, Phase.arrival, order, Message.delivery)
  }

  #grow() {
    const length = 2 * this.orderItem.length
    this.orderItem = longer(this.orderItem, length)
    this.orderQuantity = longer(this.orderQuantity, length)
    this.orderNumber = longer(this.orderNumber, length)
    this.orderNext = longer(this.orderNext, length)
  }
}
