import { seconds } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** How an order stands. */
const Status = { open: 0, closed: 1, cancelled: 2 } as const

/**
 * Listed orders that are not simply so many pieces: those with tolerances, and those that customers change or cancel. Null where the plant has none;
 * of the others `Orders` keeps the count.
 *
 *     open ──enough is good, or nothing more comes──▶ closed ──▶ what still comes is delivered up to the tolerance, then surplus
 *       └──cancelled: what has not begun is withdrawn──▶ cancelled ──▶ what still comes is surplus
 */
export class CallOffs {
  readonly #plant: Plant
  /** order → 1: it is one of these */
  readonly #isOwn: Uint8Array
  readonly #changes: readonly Change[]

  status: Uint8Array
  /** Units of the order in the plant, or about to be made. */
  alive: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { orders } = plant.tables.scenario
    this.#isOwn = Uint8Array.from(orders, (order) => (isOwn(order) ? 1 : 0))
    this.#changes = orders.flatMap(({ changes }, order) => changes.map((change) => ({ order, ...change })))
    this.status = new Uint8Array(orders.length)
    this.alive = new Int32Array(orders.length)
  }

  begin() {
    const { calendar } = this.#plant
    this.#changes.forEach(({ at }, i) => {
      calendar.schedule(seconds(at), Phase.arrival, i, Message.orderChanges)
    })
  }

  manages(order: number): boolean {
    return order < this.#isOwn.length && this.#isOwn[order] === 1
  }

  isOpen(order: number): boolean {
    return this.status[order] === Status.open
  }

  /** The customer changes the order, or cancels it. */
  change(i: number) {
    const { orders, doors } = this.#plant
    const { order, quantity, due, cancel } = this.#changes[i]!
    if (!this.isOpen(order)) return
    if (cancel) return this.#cancel(order)
    const before = orders.comesAtRelease(order)
    const isReleased = orders.released[order] === 1
    if (quantity !== null) orders.quantity[order] = quantity
    if (due !== null) orders.due[order] = seconds(due)
    doors.orderChanged(order, orders.quantity[order]!, orders.due[order]!, orders.lateCost[order]!, isReleased)
    const more = orders.comesAtRelease(order) - before
    if (!isReleased) orders.expectMore(order, more)
    else if (more > 0) {
      for (let n = 0; n < more; n++) orders.bringOneMore(order)
      this.alive[order]! += more
    } else this.#withdraw(order, -more)
    this.closeIfComplete(order)
  }

  #cancel(order: number) {
    const { orders, doors } = this.#plant
    this.status[order] = Status.cancelled
    const isReleased = orders.released[order] === 1
    if (isReleased) this.#withdraw(order, Number.POSITIVE_INFINITY)
    else orders.expectMore(order, orders.comesAtRelease(order) * -1)
    doors.orderCancelled(order, orders.good[order]!, orders.scrapped[order]!, orders.due[order]!, isReleased)
    if (isReleased) orders.isClosed()
  }

  /** A unit of the order is finished. True: as one that was ordered. */
  unitFinished(unit: number, order: number) {
    const { orders, doors, units, tables } = this.#plant
    this.alive[order]!--
    const { overDelivery } = tables.scenario.orders[order]!
    const most = Math.floor(orders.quantity[order]! * (1 + (overDelivery ?? 0)) + 1e-9)
    if (this.status[order] === Status.cancelled || orders.good[order]! > most) doors.unitSurplus(units.serial[unit]!, order)
    this.closeIfComplete(order)
  }

  /** A unit of the order was scrapped. */
  unitScrapped(order: number) {
    const { calendar, tables, orders } = this.#plant
    this.alive[order]!--
    const isMissing = this.isOpen(order) && orders.good[order]! + this.alive[order]! < this.#least(order)
    if (isMissing && tables.scenario.orders[order]!.replaceScrap) {
      this.alive[order]!++
      calendar.schedule(calendar.now, Phase.arrival, order, Message.replacement)
    }
    this.closeIfComplete(order)
  }

  /** Is what was to be made for a scrapped unit still wanted? */
  wantsReplacement(order: number): boolean {
    if (this.isOpen(order)) return true
    this.alive[order]!--
    return false
  }

  closeIfComplete(order: number) {
    const { orders } = this.#plant
    if (!this.isOpen(order) || orders.released[order] === 0) return
    const isEnough = orders.good[order]! >= this.#least(order)
    if (!isEnough && this.alive[order]! > 0) return
    this.status[order] = Status.closed
    orders.close(order, !isEnough && this.#plant.tables.scenario.orders[order]!.underDelivery !== null)
  }

  /** So many good pieces are enough. */
  #least(order: number): number {
    const { underDelivery } = this.#plant.tables.scenario.orders[order]!
    return Math.ceil(this.#plant.orders.quantity[order]! * (1 - (underDelivery ?? 0)) - 1e-9)
  }

  /** Of the units that have not begun their first operation, those that came last go again, up to so many. */
  #withdraw(order: number, most: number) {
    const { units, orders, tables } = this.#plant
    const waiting: number[] = []
    for (let unit = 0; unit < units.count; unit++) {
      const isOfOrder = units.serial[unit] !== NONE && units.order[unit] === order && units.product[unit] === orders.product[order]
      if (isOfOrder && units.operation[unit]! >= 0 && units.visits[unit] === 0 && tables.operations[units.operation[unit]!]!.step === 0)
        waiting.push(unit)
    }
    waiting.sort((a, b) => units.serial[b]! - units.serial[a]!)
    let left = most
    for (const unit of waiting) if (left > 0 && this.#takeOut(unit)) left--
  }

  /** False: it is on its way, or in a station. */
  #takeOut(unit: number): boolean {
    const { units, queues, release, tables, doors, orders, assembly } = this.#plant
    const queue = tables.queueOfOperation[units.operation[unit]!]!
    const order = units.order[unit]!
    const place = queues.placeOf(queue, unit)
    if (place === 'inside') queues.takeInside(queue, unit, queues.before(queue, unit))
    else if (place === 'outside') queues.takeOutside(queue, unit, queues.beforeOutside(queue, unit))
    else if (!release.used || !release.withdrawOutside(unit)) return false
    if (place !== null && release.used) release.withdrawn(unit)
    if (queues.expires) queues.waitsNoMore(unit)
    orders.expectMore(order, -1)
    if (this.#plant.backflush !== null) this.#plant.backflush.completes(unit)
    doors.unitWithdrawn(units.serial[unit]!, units.product[unit]!)
    if (assembly !== null) assembly.forget(unit)
    units.remove(unit)
    this.alive[order]!--
    return true
  }
}

interface Change {
  readonly order: number
  readonly at: number
  readonly quantity: number | null
  readonly due: number | null
  readonly cancel: boolean
}

type Ordered = Plant['tables']['scenario']['orders'][number]

const isOwn = ({ underDelivery, overDelivery, changes }: Ordered) => underDelivery !== null || overDelivery !== null || changes.length > 0

export const needsCallOffs = ({ orders }: Plant['tables']['scenario']): boolean => orders.some(isOwn)
