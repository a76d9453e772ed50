import type { Part, Shop, ShopOrder, ShopStation, Task } from './shop.ts'

/**
 * A schedule before it has times: `sequence` names an order for each task that is done by a list, and its n-th mention is the order's n-th such
 * task, so that every sequence can be carried out. `modes` says how each order's tasks are done.
 */
export interface Decisions {
  readonly sequence: Int32Array
  readonly modes: readonly Int32Array[]
}

export interface TimedPart {
  readonly order: number
  readonly task: number
  readonly station: number
  readonly setupStart: number
  readonly start: number
  readonly end: number
}

/**
 * Gives every task its time, each as early as the stations it needs are free: listed ones in the sequence's order, the others as they arrive.
 * Semi-active, deterministic, with expected durations. A task begins with the first unit from before and ends no sooner than one unit's time
 * after the last. Fills `completion`, per order; parts are told to `onPart`, if given.
 */
export class Evaluation {
  readonly shop: Shop
  readonly completion: Float64Array
  setupSeconds = 0
  readonly #free: Float64Array
  readonly #family: Int32Array
  readonly #next: Int32Array
  readonly #allListed: boolean
  readonly #first: Float64Array
  readonly #last: Float64Array

  constructor(shop: Shop) {
    this.shop = shop
    this.#allListed = shop.orders.every(({ tasks }) => tasks.every(({ listed }) => listed))
    this.completion = new Float64Array(shop.orders.length)
    this.#free = new Float64Array(shop.stations.length)
    this.#family = new Int32Array(shop.stations.length)
    this.#next = new Int32Array(shop.orders.length)
    this.#first = new Float64Array(shop.orders.length)
    this.#last = new Float64Array(shop.orders.length)
  }

  run({ sequence, modes }: Decisions, onPart?: (part: TimedPart) => void): void {
    this.begin()
    const place = (order: number) => this.place(order, (modes[order] as Int32Array)[this.#next[order] as number] as number, onPart)
    for (const order of sequence) {
      // What arrives at stations without a list before this one could begin, comes before it.
      for (let other = this.#nextToArrive(); other >= 0; other = this.#nextToArrive()) {
        if (this.#isListed(order) && this.#readyAt(other) > this.couldBegin(order)) break
        place(other)
      }
      place(order)
    }
    for (let other = this.#nextToArrive(); other >= 0; other = this.#nextToArrive()) place(other)
  }

  begin(): void {
    this.setupSeconds = 0
    this.#free.fill(0)
    this.#family.fill(0)
    this.#next.fill(0)
    for (const [o, { order }] of this.shop.orders.entries()) {
      this.#first[o] = Math.max(0, order.release)
      this.#last[o] = Math.max(0, order.release)
    }
  }

  /** When the order's next task could begin, on the station that is free first; Infinity where it has none left. */
  couldBegin(order: number): number {
    const task = this.#taskOf(order)
    if (!task) return Infinity
    const ready = this.#readyAt(order)
    return task.modes.flat().reduce((soonest, { station }) => Math.min(soonest, Math.max(ready, this.#free[station] as number)), Infinity)
  }

  /** The way to do the order's next task that ends first; of equals the first, which uses most stations. */
  quickestMode(order: number): number {
    const ends = (this.#taskOf(order) as Task).modes.map((parts) => {
      const { end } = this.#timing(order, parts, null)
      return end
    })
    return ends.indexOf(Math.min(...ends))
  }

  /** Places the order's next task behind what is placed already. */
  place(order: number, mode: number, onPart?: (part: TimedPart) => void): void {
    const task = this.#next[order] as number
    const { family } = this.shop.orders[order] as ShopOrder
    const parts = (this.#taskOf(order) as Task).modes[mode] as readonly Part[]
    const { first, end } = this.#timing(order, parts, (part, setupStart, start, partEnd, setup) => {
      this.setupSeconds += setup
      this.#free[part.station] = partEnd
      this.#family[part.station] = family
      onPart?.({ order, task, station: part.station, setupStart, start, end: partEnd })
    })
    this.#first[order] = first
    this.#last[order] = end
    this.#next[order] = task + 1
    this.completion[order] = end
  }

  /** When the first and the last unit of the order's next task would be done that way. */
  #timing(order: number, parts: readonly Part[], onPart: OnPart | null): { first: number; end: number } {
    const { family } = this.shop.orders[order] as ShopOrder
    const ready = this.#readyAt(order)
    const upstreamEnd = this.#last[order] as number
    let first = Infinity
    let last = 0
    for (const part of parts) {
      const { station, unitSeconds, seconds } = part
      const { workingTime, setups } = this.shop.stations[station] as ShopStation
      const setup = setups[this.#family[station] as number]?.[family] ?? 0
      const setupStart = Math.max(ready, this.#free[station] as number)
      const start = setup > 0 ? workingTime.after(setupStart, setup) : setupStart
      const own = workingTime.after(start, Math.max(seconds, unitSeconds))
      const end = upstreamEnd > start ? Math.max(own, workingTime.after(upstreamEnd, unitSeconds)) : own
      first = Math.min(first, workingTime.after(start, unitSeconds))
      last = Math.max(last, end)
      onPart?.(part, setupStart, start, end, setup)
    }
    return { first, end: last }
  }

  /** Of the orders whose next task is not done by a list, the one that is there first; -1: there is none. */
  #nextToArrive(): number {
    if (this.#allListed) return -1
    let first = -1
    for (let order = 0; order < this.shop.orders.length; order++) {
      if (this.#taskOf(order)?.listed !== false) continue
      if (first < 0 || this.#readyAt(order) < this.#readyAt(first)) first = order
    }
    return first
  }

  #isListed(order: number): boolean {
    return this.#taskOf(order)?.listed === true
  }

  /** When the first unit is there for the order's next task. */
  #readyAt(order: number): number {
    return this.#taskOf(order)?.begun ? 0 : (this.#first[order] as number)
  }

  #taskOf(order: number): Task | undefined {
    return (this.shop.orders[order] as ShopOrder).tasks[this.#next[order] as number]
  }
}

type OnPart = (part: Part, setupStart: number, start: number, end: number, setup: number) => void
