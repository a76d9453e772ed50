import { type SimTime, seconds } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { untilNext } from './present.ts'

/**
 * Material requirements planning: every so often, what the open listed orders need by when is set against stock and what is on order, period by period,
 * and what has to be ordered now is ordered.
 *
 *     gross need of a period   = open orders due in it, through the bill of material, each level its lead time earlier
 *     available at its end     = available before − gross need + planned receipts
 *     planned receipt          = a lot, where that falls below the safety stock; ordered `leadTime` before
 */
export class Requirements {
  readonly #plant: Plant
  readonly #steps: number
  readonly used: boolean
  /** Listed order × step → units that took the kit of that operation. */
  taken: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { orders, products, materials } = plant.tables.scenario
    this.#steps = Math.max(1, ...products.map(({ route }) => route.length))
    this.used = materials.some(({ mrp }) => mrp !== null)
    this.taken = new Float64Array(this.used ? orders.length * this.#steps : 0)
  }

  begin() {
    const { calendar, tables } = this.#plant
    tables.scenario.materials.forEach(({ mrp }, item) => {
      if (mrp !== null) calendar.schedule(seconds(untilNext(tables.scenario, mrp.every)), Phase.arrival, item, Message.requirementsPlanned)
    })
  }

  /** A unit of a listed order took its kit. */
  kitTaken(order: number, step: number) {
    if (order >= 0 && order < this.#plant.tables.scenario.orders.length) this.taken[order * this.#steps + step]!++
  }

  /** A planning run of one material. */
  plan(item: number) {
    const { calendar, tables, items, purchasing } = this.#plant
    const mrp = tables.scenario.materials[item]!.mrp!
    calendar.schedule((calendar.now + seconds(mrp.every)) as SimTime, Phase.arrival, item, Message.requirementsPlanned)
    const gross = this.#gross(item, calendar.now / 1e6, mrp.every)
    const ahead = Math.ceil(mrp.leadTime / mrp.every - 1e-9)
    let available = items.stock[item]! + purchasing.onOrder[item]! - items.owed[item]!
    let now = 0
    for (let period = 0; period < gross.length; period++) {
      available -= gross[period]!
      if (available >= mrp.safetyStock) continue
      let lot = mrp.safetyStock - available
      if (mrp.lotSize === 'fixed') lot = Math.ceil(lot / mrp.quantity - 1e-9) * mrp.quantity
      else if (mrp.lotSize === 'periods') for (let next = 1; next < mrp.periods; next++) lot += gross[period + next] ?? 0
      available += lot
      if (period - ahead <= 0) now += lot
    }
    purchasing.order(item, now)
  }

  /** What is needed in each period from now on; what is overdue counts as now. */
  #gross(item: number, now: number, every: number): number[] {
    const { tables, orders, items, versions } = this.#plant
    const { scenario, index, places } = tables
    const gross: number[] = [0]
    const spare = scenario.products.map((_, p) => Math.max(0, items.stock[places.firstProductItem + p]!))
    const open = scenario.orders.map((_, o) => orders.stillOpen(o))
    scenario.orders.forEach(({ product }, o) => {
      spare[index.product.get(product)!]! += open[o]!
    })
    let order = 0
    const need = (p: number, units: (step: number) => number, at: number, depth: number) => {
      const { route, leadTime } = scenario.products[p]!
      const when = at - leadTime
      route.forEach(({ components }, step) => {
        if (versions?.isOf(p, order, tables.firstOperation[p]! + step) === false) return
        for (const component of components) {
          const wanted = component.quantity * units(step)
          const what = index.item.get(component.item)!
          if (what === item) {
            const period = Math.max(0, Math.floor((when - now) / every + 1e-9))
            while (gross.length <= period) gross.push(0)
            gross[period]! += wanted
          } else if (what >= places.firstProductItem && depth < scenario.products.length) {
            const q = what - places.firstProductItem
            const covered = Math.min(wanted, spare[q]!)
            spare[q]! -= covered
            if (wanted > covered) need(q, () => wanted - covered, when, depth + 1)
          }
        }
      })
    }
    const byDue = scenario.orders.map((_, o) => o).filter((o) => open[o]! > 0)
    const dueOf = (o: number) => scenario.orders[o]!.due ?? scenario.orders[o]!.release
    byDue.sort((a, b) => dueOf(a) - dueOf(b) || a - b)
    for (const o of byDue) {
      order = o
      const { quantity, completed } = scenario.orders[o]!
      const started = (step: number) => this.taken[o * this.#steps + step]!
      need(orders.product[o]!, (step) => Math.max(0, Math.min(open[o]!, quantity - completed - started(step))), dueOf(o), 0)
    }
    return gross
  }
}
