import type { Scenario } from '../../scenarios/model.ts'
import { atOrAfter } from '../../scenarios/ways.ts'
import { seconds } from '../kernel/time.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/**
 * By which version of its product a unit is made: that of the day on which it, or its listed order, is released; or the one that the order names. It
 * keeps it, whatever comes into force meanwhile: SPEC.md [Z8] to [Z10].
 */
export class Versions {
  readonly #plant: Plant
  /** product → when each of its versions comes into force, µs; empty: it has none */
  readonly #from: readonly Float64Array[]
  /** Operation → version → the operation of that version to which a unit comes instead: itself, one further on, or out (as `following` says it). */
  readonly #at: readonly (Int32Array | null)[]
  /** listed order → the version that it names; NONE */
  readonly #named: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, firstOperation, storedOf } = plant.tables
    this.#from = scenario.products.map(({ versions }) => Float64Array.from(versions, ({ from }) => seconds(from)))
    this.#at = scenario.products.flatMap(({ route, versions }, p) =>
      route.map((_, step) => {
        if (versions.length === 0) return null
        const to = (id: string) => atOrAfter(route, step, id)
        return Int32Array.from(versions, ({ id }) => (to(id) < 0 ? storedOf[p]! : firstOperation[p]! + to(id)))
      }),
    )
    this.#named = Int32Array.from(scenario.orders, (order) => {
      const { versions } = scenario.products.find(({ id }) => id === order.product)!
      return order.version === null ? NONE : versions.findIndex(({ id }) => id === order.version)
    })
  }

  /** The version of a product's unit that is released at `released`, or with that order (NONE: none is listed). NONE: the product has none. */
  of(product: number, order: number, released: number): number {
    const from = this.#from[product]!
    if (from.length === 0) return NONE
    const { orders, tables } = this.#plant
    let at = released
    if (orders.isListed(order)) {
      if (this.#named[order] !== NONE && orders.product[order] === product) return this.#named[order]!
      at = seconds(tables.scenario.orders[order]!.release)
    }
    let version = 0
    for (let v = 1; v < from.length; v++) if (from[v]! <= at) version = v
    return version
  }

  ofUnit(unit: number): number {
    const { units } = this.#plant
    return this.of(units.product[unit]!, units.order[unit]!, units.created[unit]!)
  }

  /** The first operation of a unit that is released now. */
  first(product: number, order: number): number {
    const { tables, calendar } = this.#plant
    return this.#mapped(tables.firstOperation[product]!, this.of(product, order, calendar.now))
  }

  /** Where the unit goes that would go to operation `to` (below 0: out). */
  next(unit: number, to: number): number {
    return to < 0 || to >= this.#at.length || this.#at[to] === null ? to : this.#mapped(to, this.ofUnit(unit))
  }

  /** Is it one of the operations of units of the order? */
  isOf(product: number, order: number, operation: number): boolean {
    const { tables } = this.#plant
    const released = orderRelease(tables.scenario, order)
    return this.#mapped(operation, this.of(product, order, released)) === operation
  }

  #mapped(operation: number, version: number): number {
    return version === NONE ? operation : this.#at[operation]![version]!
  }
}

const orderRelease = ({ orders }: Scenario, order: number) => (order < 0 || order >= orders.length ? 0 : seconds(orders[order]!.release))
