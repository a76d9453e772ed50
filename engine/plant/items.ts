import { seconds } from '../kernel/time.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

interface Kit {
  readonly item: number
  readonly quantity: number
}

/**
 * Stock of materials and products: taken as components, shipped to customers, refilled by purchase orders, or by units that finish in a warehouse. A
 * material that is never ordered is never short. Customers who find too little wait in order (back-orders), or go away.
 */
export class Items {
  readonly #plant: Plant
  /** item → is its stock watched at all? Products are; a material is if it is ever ordered. */
  readonly #isCounted: Uint8Array
  /** item → stations with an operation that takes it */
  readonly #users: readonly (readonly number[])[]

  stock: Float64Array
  owed: Float64Array
  /** Orders owed, first in, first out, linked through `orders.next`. */
  owedHead: Int32Array
  owedTail: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { tables } = plant
    const { scenario } = tables
    const items = scenario.materials.length + scenario.products.length
    this.#isCounted = Uint8Array.from({ length: items }, (_, item) => {
      const material = scenario.materials[item]
      return material === undefined || material.reorderPoint !== null || material.mrp !== null ? 1 : 0
    })
    const users = Array.from({ length: items }, () => new Set<number>())
    for (const { components, stations } of tables.operations)
      for (const { item } of components) for (const station of stations) users[item]!.add(station)
    this.#users = users.map((stations) => [...stations])
    this.stock = new Float64Array(items)
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

  /** Customers who are owed something from before t = 0. */
  begin() {
    const { tables, orders } = this.#plant
    for (const { source, item, quantity, due } of tables.scenario.present?.owed ?? []) {
      const s = tables.scenario.sources.findIndex(({ id }) => id === source)
      const number = tables.index.item.get(item)!
      const product = tables.index.product.get(item) ?? -2 - number
      const at = due === null ? -1 : Math.max(0, seconds(due))
      this.demand(number, orders.create(s, product, quantity, at, tables.scenario.sources[s]!.lateCost), quantity, false)
    }
  }

  /** The first component of the kit that is short; NONE: the kit is complete. */
  missing(kit: readonly Kit[]): number {
    for (const { item, quantity } of kit) if (this.#isCounted[item] === 1 && this.stock[item]! < quantity) return item
    return NONE
  }

  /** Is there so much of it? Of what is not counted there always is. */
  has(item: number, quantity: number): boolean {
    return this.#isCounted[item] === 0 || this.stock[item]! >= quantity
  }

  /** For how many units there are kits. */
  kits(kit: readonly Kit[]): number {
    let kits = Number.POSITIVE_INFINITY
    for (const { item, quantity } of kit) if (this.#isCounted[item] === 1) kits = Math.min(kits, Math.floor(this.stock[item]! / quantity))
    return kits
  }

  /** The component of which there is enough for the fewest units; NONE: none is ever short. */
  scarcest(kit: readonly Kit[]): number {
    let scarcest = NONE
    let fewest = Number.POSITIVE_INFINITY
    for (const { item, quantity } of kit) {
      if (this.#isCounted[item] === 0 || this.stock[item]! / quantity >= fewest) continue
      fewest = this.stock[item]! / quantity
      scarcest = item
    }
    return scarcest
  }

  /** Takes the whole kit, for a unit in a slot (NONE: for nobody, like a spare part). */
  consume(kit: readonly Kit[], station: number, serial: number, slot = NONE, unit = NONE) {
    const { lots, quality, backflush } = this.#plant
    for (let component = 0; component < kit.length; component++) {
      const { item, quantity } = kit[component]!
      this.stock[item]! -= quantity
      if (backflush !== null && unit !== NONE && backflush.isLater(item)) backflush.takes(unit, item, station, quantity)
      else this.#plant.doors.materialConsumed(item, station, serial, quantity)
      if (lots.keeps[item] === 1) {
        const figure = lots.take(item, quantity, station, serial, NONE)
        if (slot !== NONE && quality.used) quality.took(slot, component, figure)
      }
      this.#plant.purchasing.review(item)
    }
  }

  /** A unit became stock of its product. */
  produced(product: number, unit: number) {
    const item = this.#plant.tables.places.firstProductItem + product
    this.stock[item]!++
    this.#plant.doors.materialProduced(item, unit)
    this.arrived(item)
  }

  /** A customer order for stock: served at once as far as it goes, the rest is owed, or lost. */
  demand(item: number, order: number, quantity: number, losesRest: boolean) {
    const { doors, orders } = this.#plant
    const served = this.owedHead[item] === NONE ? Math.min(quantity, Math.max(0, this.stock[item]!)) : 0
    doors.demandedFromStock(item, quantity, served, losesRest)
    if (served > 0) this.#ship(item, order, served)
    if (served === quantity || losesRest) orders.served(order, served)
    else {
      orders.owed[order] = quantity - served
      this.owed[item]! += quantity - served
      if (this.owedHead[item] === NONE) this.owedHead[item] = order
      else orders.next[this.owedTail[item]!] = order
      this.owedTail[item] = order
    }
    this.#plant.purchasing.review(item)
  }

  /** New stock: customers who wait come first, then stations that miss it. */
  arrived(item: number) {
    const { orders, stations, doors, upkeep, tools, purchasing } = this.#plant
    while (this.owedHead[item] !== NONE && this.stock[item]! > 0) {
      const order = this.owedHead[item]!
      const quantity = Math.min(orders.owed[order]!, this.stock[item]!)
      orders.owed[order]! -= quantity
      this.owed[item]! -= quantity
      doors.backorderServed(item, quantity)
      this.#ship(item, order, quantity)
      if (orders.owed[order]! > 0) break
      this.owedHead[item] = orders.next[order]!
      orders.served(order, orders.quantity[order]!)
    }
    purchasing.bring(item)
    upkeep.partsArrived(item)
    if (tools.used) tools.partsArrived(item)
    for (const station of this.#users[item]!) stations.touchFreeSlots(station)
  }

  #ship(item: number, order: number, quantity: number) {
    const number = this.#plant.orders.number[order]!
    this.stock[item]! -= quantity
    this.#plant.doors.materialShipped(item, number, quantity)
    if (this.#plant.lots.keeps[item] === 1) this.#plant.lots.take(item, quantity, NONE, NONE, number)
  }
}
