import type { Scenario } from '../../scenarios/model.ts'
import { EquipmentState, EventKind } from '../log/events.ts'
import { initialStock } from '../log/state.ts'

/** What becomes of stocks and kits in one replication. Times in seconds; NaN: not by the end of the run. */
export interface StockAhead {
  /** Item × steps + step → what is there to be used at (step + 1) / steps of the run. */
  readonly levels: Float64Array
  /** Item → when there was first nothing left. */
  readonly empty: Float64Array
  /** Item → when a station first waited for it, or a customer did not get all at once; and that station (−1: a customer). */
  readonly missed: Float64Array
  readonly missedBy: Int32Array
  /** Listed order × operations + operation → when its first unit took its kit there; 1: there were kits for all units of the order then. */
  readonly kitted: Float64Array
  readonly hasAll: Uint8Array
}

const NOTHING = 1e-9

/** A record of the run, µs. */
interface Told {
  readonly time: number
  readonly kind: EventKind
  readonly subject: number
  readonly a: number
  readonly b: number
  readonly c: number
  readonly v: number
}

/** Follows stocks through the records of a run. */
export class StockWatch implements StockAhead {
  readonly levels: Float64Array
  readonly empty: Float64Array
  readonly missed: Float64Array
  readonly missedBy: Int32Array
  readonly kitted: Float64Array
  readonly hasAll: Uint8Array
  readonly #steps: number
  /** µs */
  readonly #step: number
  readonly #level: Float64Array
  readonly #items: number
  readonly #operations: number
  readonly #firstProduct: number
  readonly #isFromStock: readonly boolean[]
  readonly #units: Float64Array
  /** Product, station and item → the operation that takes it there, and how much for one unit. */
  readonly #takes = new Map<string, { readonly operation: number; readonly quantity: number }>()
  readonly #firstUnit: Int32Array
  #next = 0

  constructor(
    scenario: Scenario,
    { steps, until, operations }: { readonly steps: number; readonly until: number; readonly operations: number },
  ) {
    const { materials, products, orders, sources, stations } = scenario
    this.#level = initialStock(scenario)
    this.#items = this.#level.length
    this.#steps = steps
    this.#step = (until * 1e6) / steps
    this.#operations = operations
    this.#firstProduct = materials.length
    this.#isFromStock = sources.map(({ serve }) => serve === 'stock')
    this.#units = Float64Array.from(orders, ({ quantity, completed }) => quantity - completed)
    this.levels = new Float64Array(this.#items * steps)
    this.empty = new Float64Array(this.#items).fill(Number.NaN)
    this.missed = new Float64Array(this.#items).fill(Number.NaN)
    this.missedBy = new Int32Array(this.#items).fill(-1)
    this.kitted = new Float64Array(orders.length * operations).fill(Number.NaN)
    this.hasAll = new Uint8Array(orders.length * operations)
    this.#firstUnit = new Int32Array(orders.length * operations).fill(-1)
    const item = new Map([...materials, ...products].map(({ id }, i) => [id, i]))
    const station = new Map(stations.map(({ id }, i) => [id, i]))
    products.forEach(({ route }, p) => {
      route.forEach(({ components, stations: able }, operation) => {
        for (const one of components) {
          const material = materials[item.get(one.item)!]
          // Of what nobody counts there is always enough; what is booked later tells nothing of its start.
          const isTold =
            material === undefined || ((material.reorderPoint !== null || material.mrp !== null) && material.backflush === null)
          if (!isTold) continue
          for (const id of able) {
            const key = `${p} ${station.get(id)} ${item.get(one.item)}`
            if (!this.#takes.has(key)) this.#takes.set(key, { operation, quantity: one.quantity })
          }
        }
      })
    })
    for (let i = 0; i < this.#items; i++) if (this.#level[i]! <= NOTHING) this.empty[i] = 0
  }

  /** `order` of a unit that is consumed for: its listed order, or −1; `product` is that order's. */
  take({ time, kind, subject, a, b, c, v }: Told, order: number, product: number) {
    this.#sampleBefore(time)
    switch (kind) {
      case EventKind.materialReceived:
      case EventKind.materialProduced:
        return this.#moves(time, subject, v)
      case EventKind.materialConsumed:
        if (order >= 0) this.#kit(time, order, product, a, subject, b)
        return this.#moves(time, subject, -v)
      case EventKind.materialShipped:
      case EventKind.materialScrapped:
      case EventKind.materialMoved:
        return this.#moves(time, subject, -v)
      case EventKind.lotHeld:
        return this.#moves(time, a, -v)
      case EventKind.lotReleased:
        return this.#moves(time, a, v)
      case EventKind.orderReleased: {
        if (c < 0 || !this.#isFromStock[c]) return
        const item = a >= 0 ? this.#firstProduct + a : -2 - a
        if (this.#level[item]! < b - NOTHING) this.#misses(time, item, -1)
        return
      }
      case EventKind.equipmentState:
        if (b === EquipmentState.waiting && v >= 0 && v < this.#items) this.#misses(time, v, subject)
        return
    }
  }

  /** The run is over. */
  close(): StockAhead {
    this.#sampleBefore(Number.POSITIVE_INFINITY)
    const { levels, empty, missed, missedBy, kitted, hasAll } = this
    return { levels, empty, missed, missedBy, kitted, hasAll }
  }

  #sampleBefore(time: number) {
    while (this.#next < this.#steps && (this.#next + 1) * this.#step < time) {
      for (let item = 0; item < this.#items; item++) this.levels[item * this.#steps + this.#next] = this.#level[item]!
      this.#next++
    }
  }

  #moves(time: number, item: number, quantity: number) {
    this.#level[item]! += quantity
    if (this.#level[item]! <= NOTHING && Number.isNaN(this.empty[item]!)) this.empty[item] = time / 1e6
  }

  #misses(time: number, item: number, station: number) {
    if (!Number.isNaN(this.missed[item]!)) return
    this.missed[item] = time / 1e6
    this.missedBy[item] = station
    if (Number.isNaN(this.empty[item]!)) this.empty[item] = time / 1e6
  }

  /** The first unit of an order takes its components: is there enough for all of them? */
  #kit(time: number, order: number, product: number, station: number, item: number, unit: number) {
    const takes = this.#takes.get(`${product} ${station} ${item}`)
    if (takes === undefined) return
    const job = order * this.#operations + takes.operation
    const enough = this.#level[item]! >= takes.quantity * this.#units[order]! - NOTHING
    if (Number.isNaN(this.kitted[job]!)) {
      this.kitted[job] = time / 1e6
      this.#firstUnit[job] = unit
      this.hasAll[job] = enough ? 1 : 0
    } else if (this.#firstUnit[job] === unit && this.kitted[job] === time / 1e6 && !enough) this.hasAll[job] = 0
  }
}
