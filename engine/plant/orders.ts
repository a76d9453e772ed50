import type { Product } from '../../scenarios/model.ts'
import { unitsAtStart } from '../../scenarios/units-at-start.ts'
import { OUT, waysOn } from '../../scenarios/ways.ts'
import { longer } from '../kernel/longer.ts'
import { seconds } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE, type OperationTable } from './tables.ts'

/**
 * Customer and production orders: those listed in the scenario, which keep their number, and those that sources bring, in a pool. The log knows an
 * order by `number`. An order is closed when all its units are finished or scrapped, or when it is served from stock.
 */
export class Orders {
  readonly #plant: Plant
  readonly #steps: number
  /** Only where there are dispatch lists does anyone ask what is still to come. */
  readonly counts: boolean
  /** Operation → steps that a unit may come to; null: its route is a plain list. */
  readonly #reach: readonly (Reach | null)[]
  /** Listed order → its units that are in the plant at t = 0. */
  readonly #inPlant: Float64Array

  number: Int32Array
  product: Int32Array
  quantity: Float64Array
  good: Float64Array
  scrapped: Float64Array
  /** Listed order → units made for others that were scrapped. */
  replaced: Float64Array
  /** 1 from its release on. Units that are in the plant at t = 0 may be done before. */
  released: Uint8Array
  /** µs; −1: none */
  due: Float64Array
  lateCost: Float64Array
  /** Served from stock: still owed. Next order owed the same item, or next free place. */
  owed: Float64Array
  next: Int32Array
  free = NONE
  count: number
  issued: number
  /** Released and not closed. */
  open = 0
  /** listed order × step → units that still have to start that operation */
  toCome: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { orders, products } = plant.tables.scenario
    const { product } = plant.tables.index
    const length = Math.max(16, orders.length)
    this.#steps = Math.max(1, ...products.map(({ route }) => route.length))
    this.count = this.issued = orders.length
    this.number = Int32Array.from({ length }, (_, i) => i)
    this.product = new Int32Array(length)
    this.quantity = new Float64Array(length)
    this.good = new Float64Array(length)
    this.scrapped = new Float64Array(length)
    this.released = new Uint8Array(length)
    this.replaced = new Float64Array(orders.length)
    this.due = new Float64Array(length).fill(-1)
    this.lateCost = new Float64Array(length)
    this.owed = new Float64Array(length)
    this.next = new Int32Array(length).fill(NONE)
    this.counts =
      plant.tables.scenario.dispatch.length > 0 ||
      plant.tables.movesInGroups ||
      plant.tables.operations.some(({ at }) => at.some(({ batch }) => batch?.byOrder))
    this.toCome = new Float64Array(this.counts ? orders.length * this.#steps : 0)
    this.#reach = this.counts ? products.flatMap(reachOf) : []
    this.#inPlant = new Float64Array(orders.length)
    for (const { order, quantity } of unitsAtStart(plant.tables.scenario))
      if (order !== null) this.#inPlant[plant.tables.index.order.get(order)!]! += quantity
    orders.forEach((order, i) => {
      this.product[i] = product.get(order.product)!
      this.quantity[i] = order.quantity
      this.good[i] = order.completed
      this.due[i] = order.due === null ? -1 : seconds(order.due)
      this.lateCost[i] = order.lateCost
    })
  }

  begin() {
    const { scenario, index } = this.#plant.tables
    const { calendar } = this.#plant
    const inPlant = this.#inPlant
    for (const { order, quantity, product, operation } of unitsAtStart(scenario)) {
      if (order === null) continue
      const o = index.order.get(order)!
      if (this.#plant.callOffs !== null) this.#plant.callOffs.alive[o]! += quantity
      const step = scenario.products[index.product.get(product)!]!.route.findIndex(({ id }) => id === operation)
      this.#expectFrom(o, step, quantity)
    }
    scenario.orders.forEach((order, o) => {
      this.#expectFrom(o, this.#firstStep(o), order.quantity - order.completed - inPlant[o]!)
      calendar.schedule(seconds(inPlant[o]! > 0 ? 0 : Math.max(0, order.release)), Phase.arrival, o, Message.orderRelease)
    })
  }

  /** A listed order is released: the units that are not in the plant yet start their route. */
  release(order: number) {
    const { scenario, luck, stationsJoining } = this.#plant.tables
    const { doors, sources } = this.#plant
    const { completed, priority } = scenario.orders[order]!
    const { callOffs } = this.#plant
    const quantity = this.quantity[order]!
    if (callOffs !== null && !callOffs.isOpen(order)) return
    this.open++
    this.released[order] = 1
    doors.orderReleased(order, this.product[order]!, quantity, NONE, this.due[order]!, this.lateCost[order]!)
    if (this.open === 1) this.#plant.stations.touchAllFree()
    const inPlant = this.#inPlant[order]!
    if (callOffs !== null) callOffs.alive[order]! += Math.max(0, quantity - completed - inPlant)
    for (let ordinal = completed + inPlant; ordinal < quantity; ordinal++) {
      sources.bring(this.product[order]!, order, NONE, ordinal, luck.orders[order]!, priority)
      if (stationsJoining !== null) this.#bringParts(this.product[order]!, order, ordinal, priority)
    }
    this.#closeIfComplete(order)
  }

  /** Parts that are matched by order are made for it. */
  #bringParts(product: number, order: number, ordinal: number, priority: number) {
    const { operations, firstOperation, operations: all, luck } = this.#plant.tables
    for (let o = firstOperation[product]!; o < firstOperation[product + 1]!; o++) {
      if (this.#plant.versions?.isOf(product, order, o) === false) continue
      for (const { match, quantity, stored } of operations[o]!.parts) {
        if (match === 'type') continue
        const part = all[stored]!.product
        for (let i = 0; i < quantity; i++) {
          this.#plant.sources.bring(part, order, NONE, ordinal * quantity + i, luck.orders[order]!, priority)
          this.#bringParts(part, order, ordinal * quantity + i, priority)
        }
      }
    }
  }

  /** A source brings an order; `due` in µs or −1. Its place in the pool. */
  create(source: number, product: number, quantity: number, due: number, lateCost: number): number {
    let order = this.free
    if (order === NONE) {
      if (this.count === this.number.length) this.#grow()
      order = this.count++
    } else this.free = this.next[order]!
    this.number[order] = this.issued++
    this.product[order] = product
    this.quantity[order] = quantity
    this.good[order] = 0
    this.scrapped[order] = 0
    this.released[order] = 1
    this.due[order] = due
    this.lateCost[order] = lateCost
    this.owed[order] = 0
    this.next[order] = NONE
    this.open++
    this.#plant.doors.orderReleased(this.number[order]!, product, quantity, source, due, lateCost)
    if (this.open === 1) this.#plant.stations.touchAllFree()
    return order
  }

  unitFinished(unit: number) {
    const order = this.orderOf(unit)
    if (order === NONE) return
    this.good[order]!++
    const { callOffs } = this.#plant
    if (callOffs?.manages(order) === true) return callOffs.unitFinished(unit, order)
    this.#closeIfComplete(order)
  }

  /** A part stands in the buffer at the end of its route. If it was ordered as such, that is what was ordered. */
  partFinished(unit: number) {
    const order = this.orderOf(unit)
    if (order === NONE) return
    this.#plant.units.order[unit] = NONE
    this.good[order]!++
    const { callOffs } = this.#plant
    if (callOffs?.manages(order) === true) return callOffs.unitFinished(unit, order)
    this.#closeIfComplete(order)
  }

  /** Scrapped during or after `operation`. */
  unitScrapped(unit: number, { step, base }: OperationTable) {
    const order = this.orderOf(unit)
    if (order === NONE) return
    this.scrapped[order]!++
    const reach = this.#reach[base]
    if (reach == null) this.#expect(order, step + 1, this.#stepsOf(order), -1)
    else this.#expectEach(order, reach.after, -1)
    this.#isLost(order)
  }

  /** Scrapped with all its operations done. */
  finishedScrapped(unit: number) {
    const order = this.orderOf(unit)
    if (order === NONE) return
    this.scrapped[order]!++
    this.#isLost(order)
  }

  #isLost(order: number) {
    const { callOffs } = this.#plant
    if (callOffs?.manages(order) === true) return callOffs.unitScrapped(order)
    if (this.#isReplaced(order)) {
      const { calendar } = this.#plant
      calendar.schedule(calendar.now, Phase.arrival, order, Message.replacement)
    }
    this.#closeIfComplete(order)
  }

  /** A listed order makes one more, for one that was scrapped. */
  replace(order: number) {
    const { callOffs } = this.#plant
    if (callOffs?.manages(order) === true && !callOffs.wantsReplacement(order)) return
    this.bringOneMore(order)
  }

  /** One more than those that the order had in the file. */
  bringOneMore(order: number) {
    const { scenario, luck } = this.#plant.tables
    const { quantity, priority } = scenario.orders[order]!
    this.#expectFrom(order, this.#firstStep(order), 1)
    this.#plant.sources.bring(this.product[order]!, order, NONE, quantity + this.replaced[order]!++, luck.orders[order]!, priority)
  }

  /** So many more of its units (below 0: fewer) will start their route. */
  expectMore(order: number, units: number) {
    this.#expectFrom(order, this.#firstStep(order), units)
  }

  /** Units that are made when it is released: none where it asks for less than there is already. */
  comesAtRelease(order: number): number {
    return Math.max(0, this.quantity[order]! - this.#plant.tables.scenario.orders[order]!.completed - this.#inPlant[order]!)
  }

  /** Pieces of a listed order that are still to be made. */
  stillOpen(order: number): number {
    const { callOffs } = this.#plant
    if (callOffs !== null && !callOffs.isOpen(order)) return 0
    return Math.max(0, this.quantity[order]! - this.good[order]! - this.scrapped[order]!)
  }

  /** Was a unit of it scrapped for which another has not come yet? */
  awaitsReplacement(order: number): boolean {
    return this.#isReplaced(order) && this.replaced[order]! < this.scrapped[order]!
  }

  #isReplaced(order: number): boolean {
    return this.#plant.tables.scenario.orders[order]?.replaceScrap === true
  }

  /** The unit waits for `to` instead of `from`, for which it has waited too long. */
  goesElsewhere(unit: number, from: OperationTable, to: OperationTable) {
    const order = this.#plant.units.order[unit]!
    const reach = this.#reach[from.base]
    if (reach == null) {
      if (to.step <= from.step) this.#expect(order, to.step, from.step, 1)
      else this.#expect(order, from.step, to.step, -1)
      return
    }
    this.#expectEach(order, this.#reach[to.base]!.waiting, 1)
    this.#expectEach(order, reach.waiting, -1)
  }

  /** Served from stock: all of it, or what there was, where the rest is lost. */
  served(order: number, quantity: number) {
    this.good[order] = quantity
    this.close(order)
  }

  operationStarts(unit: number, { step, base }: OperationTable) {
    const order = this.orderOf(unit)
    const reach = this.#reach[base]
    if (reach == null) this.#expect(order, step, step + 1, -1)
    else this.#expectEach(order, reach.onlyWaiting, -1)
  }

  /** Rework: the unit will do the operations from `to` through `from` again. */
  comesBack(unit: number, to: OperationTable, from: OperationTable) {
    const order = this.orderOf(unit)
    const reach = this.#reach[from.base]
    if (reach == null) this.#expect(order, to.step, from.step + 1, 1)
    else {
      this.#expectEach(order, this.#reach[to.base]!.waiting, 1)
      this.#expectEach(order, reach.after, -1)
    }
  }

  /** With all its operations done, the unit does those from `to` on again. */
  comesAgain(unit: number, to: OperationTable) {
    const order = this.orderOf(unit)
    if (order !== NONE) this.#expectFrom(order, to.step, 1)
  }

  /** The unit has taken one of the ways on from an operation: to another, or (below 0) out of the plant. */
  movesOn(unit: number, from: OperationTable, to: number) {
    const reach = this.#reach[from.base]
    if (reach == null) return
    const order = this.orderOf(unit)
    const { operations } = this.#plant.tables
    if (to >= 0 && operations[to]!.step !== NONE) this.#expectEach(order, this.#reach[operations[to]!.base]!.waiting, 1)
    this.#expectEach(order, reach.after, -1)
  }

  /** Can units of a listed order still come to this operation? */
  stillToCome(order: number, step: number): boolean {
    return this.toCome[order * this.#steps + step]! > 0
  }

  /** Of this order, how many still start this operation. Only where `counts`. */
  unitsToCome(order: number, step: number): number {
    return this.toCome[order * this.#steps + step]!
  }

  isListed(order: number): boolean {
    return order !== NONE && order < this.#plant.tables.scenario.orders.length
  }

  /** µs; Infinity where nothing is due. */
  dueOfUnit(unit: number): number {
    const order = this.#plant.units.order[unit]!
    return order === NONE || this.due[order]! < 0 ? Number.POSITIVE_INFINITY : this.due[order]!
  }

  /** The order of which the unit is one; NONE where it is none of those ordered, but perhaps a part made for one. */
  orderOf(unit: number): number {
    const { units } = this.#plant
    const order = units.order[unit]!
    return order !== NONE && units.product[unit] === this.product[order] ? order : NONE
  }

  /** Where its units begin their route. */
  #firstStep(order: number): number {
    const { versions, tables } = this.#plant
    const product = this.product[order]!
    return versions === null ? 0 : versions.first(product, order) - tables.firstOperation[product]!
  }

  #stepsOf(order: number): number {
    return this.#plant.tables.scenario.products[this.product[order]!]!.route.length
  }

  /** Units of the order will wait for this step. */
  #expectFrom(order: number, step: number, units: number) {
    const reach = this.#reach[this.#plant.tables.firstOperation[this.product[order]!]! + step]
    if (reach == null) this.#expect(order, step, this.#stepsOf(order), units)
    else this.#expectEach(order, reach.waiting, units)
  }

  #expectEach(order: number, steps: readonly number[], delta: number) {
    for (const step of steps) this.#expect(order, step, step + 1, delta)
  }

  #expect(order: number, from: number, to: number, delta: number) {
    if (!this.counts || order === NONE || order >= this.#plant.tables.scenario.orders.length) return
    let exhausted = false
    for (let step = from; step < to; step++) {
      const at = order * this.#steps + step
      this.toCome[at]! += delta
      if (this.toCome[at] === 0) exhausted = true
    }
    if (!exhausted || delta >= 0) return
    this.#plant.stations.touchAllFree()
    this.#plant.transfers?.look(order)
  }

  #closeIfComplete(order: number) {
    const { callOffs } = this.#plant
    if (callOffs?.manages(order) === true) return callOffs.closeIfComplete(order)
    const done = this.#isReplaced(order) ? this.good[order]! : this.good[order]! + this.scrapped[order]!
    if (this.released[order] === 1 && done >= this.quantity[order]!) this.close(order)
  }

  /** `isShort`: less than its tolerance allows. */
  close(order: number, isShort = false) {
    const { doors, tables } = this.#plant
    doors.orderClosed(this.number[order]!, this.good[order]!, this.scrapped[order]!, this.due[order]!, isShort)
    this.isClosed()
    if (order < tables.scenario.orders.length) return
    this.next[order] = this.free
    this.free = order
  }

  /** One is open no more. */
  isClosed() {
    const { stations, tables } = this.#plant
    this.open--
    if (this.open === 0 && tables.worksToOrder) stations.touchAllFree()
  }

  #grow() {
    const length = 2 * this.number.length
    this.number = longer(this.number, length)
    this.product = longer(this.product, length)
    this.quantity = longer(this.quantity, length)
    this.good = longer(this.good, length)
    this.scrapped = longer(this.scrapped, length)
    this.released = longer(this.released, length)
    this.due = longer(this.due, length)
    this.lateCost = longer(this.lateCost, length)
    this.owed = longer(this.owed, length)
    this.next = longer(this.next, length)
  }
}

/** Steps that a unit may still start: while it waits for an operation, and after it has started it. */
interface Reach {
  readonly waiting: readonly number[]
  readonly after: readonly number[]
  /** Of `waiting`, those that are not in `after`. */
  readonly onlyWaiting: readonly number[]
}

function reachOf(product: Product): readonly (Reach | null)[] {
  const { route, versions } = product
  if (versions.length === 0 && route.every(({ next }) => next.length === 0)) return route.map(() => null)
  const after = route.map((_, step) => {
    const found = new Set<number>()
    const add = (from: number) => {
      for (const { to } of waysOn(product, from)) if (to !== OUT) found.add(to)
    }
    add(step)
    for (const one of found) add(one)
    return found
  })
  return after.map((set, step) => {
    const waiting = [...new Set([step, ...set])]
    return { waiting, after: [...set], onlyWaiting: waiting.filter((one) => !set.has(one)) }
  })
}
