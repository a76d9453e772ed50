import type { Tracker } from '../production/tracker.ts'

/** So much of an item that an operation of an order still takes. */
export interface Need {
  readonly item: number
  /** Number of the order in the log; −1: units that no order asked for. */
  readonly order: number
  readonly product: number
  readonly operation: number
  readonly quantity: number
  /** It is in the plant: what it needs is reserved. Else it is planned. */
  readonly released: boolean
  /** A unit of it has begun there already. */
  readonly begun: boolean
}

/**
 * What open orders still take through their bills of material: of each operation, its components for every unit that has yet to start there. What is
 * in work has its kit. Scrap that is not made yet is not in it.
 */
export function needsOf(production: Tracker): readonly Need[] {
  const { scenario, requests, segments, jobOrders } = production
  const number = new Map([...scenario.materials, ...scenario.products].map(({ id }, item) => [id, item]))
  const needs: Need[] = []
  for (let segment = 0; segment < segments.count; segment++) {
    const { request, product, operation, toCome, pending, firstJob } = segments.column
    const components = scenario.products[product[segment]!]?.route[operation[segment]!]?.components ?? []
    if (components.length === 0) continue
    const own = request[segment]!
    if (!Number.isNaN(requests.column.closed[own]!) || !Number.isNaN(requests.column.cancelled[own]!)) continue
    let inWork = 0
    let started = 0
    for (let job = firstJob[segment]!; job >= 0; job = jobOrders.column.next[job]!) {
      inWork += jobOrders.column.open[job]! + jobOrders.column.seated[job]!
      started += jobOrders.column.started[job]! + jobOrders.column.seated[job]!
    }
    const units = toCome[segment]! + Math.max(0, pending[segment]!) - inWork
    if (units <= 0) continue
    const order = requests.column.order[own]!
    const released = order < 0 || !Number.isNaN(requests.column.released[own]!)
    for (const { item, quantity } of components)
      needs.push({
        ...{ item: number.get(item)!, order, released, begun: started > 0, quantity: units * quantity },
        ...{ product: product[segment]!, operation: operation[segment]! },
      })
  }
  return needs
}
