import { type PlantRecord, rowsBy } from '../analysis/record/index.ts'
import type { PlantState } from '../engine/log/state.ts'
import type { Present, Scenario } from '../scenarios/model.ts'
import type { Assumptions } from './assumptions.ts'

/** What is on hand; of what nobody counts there may be less than nothing, which is nothing. */
export const stockOf = ({ onHand }: PlantState, item: number): number => Math.max(0, onHand[item]!)

/** Purchase orders and transfers of which not all has come. */
export function inbound(scenario: Scenario, { purchases, moves, receipts, notReceived }: PlantRecord, at: number): Present['purchases'] {
  const left = new Map<number, { item: number; quantity: number; since: number | null }>()
  for (const { item, purchaseOrder, quantity, time } of purchases.rows())
    left.set(purchaseOrder, { item, quantity, since: scenario.materials[item]?.from == null ? time : null })
  for (const { purchaseOrder, time } of moves.rows()) {
    const order = left.get(purchaseOrder)
    if (order !== undefined) order.since = time
  }
  for (const table of [receipts, notReceived]) {
    for (const { purchaseOrder, quantity } of table.rows()) {
      const order = left.get(purchaseOrder)
      if (order !== undefined) order.quantity -= quantity
    }
  }
  return [...left.values()]
    .filter(({ item, quantity }) => quantity > 1e-9 && scenario.materials[item] !== undefined)
    .map(({ item, quantity, since }) => ({
      material: scenario.materials[item]!.id,
      quantity,
      elapsed: since === null ? null : (at - since) / 1e6,
    }))
}

/** What is left of each lot that is not on hold, where that is what is in stock; else the stock is taken for one new lot. */
export function lotsLeft(
  scenario: Scenario,
  record: PlantRecord,
  state: PlantState,
  at: number,
  assumptions: Assumptions,
): readonly (Present['lots'][number] & { readonly lot: number })[] {
  const { lots, uses, writtenOff, holds } = record
  const left = new Map(lots.rows().map(({ lot, item, quantity, time }) => [lot, { item, quantity, time }]))
  for (const table of [uses, writtenOff]) {
    for (const { lot, quantity } of table.rows()) {
      const one = left.get(lot)
      if (one !== undefined) one.quantity -= quantity
    }
  }
  for (const { lot, item, until } of holds.rows()) {
    if (!Number.isNaN(until)) continue
    assumptions.add('lotsOnHold', [scenario.materials[item]!.id])
    left.delete(lot)
  }
  return scenario.materials.flatMap(({ id, lots: order }, item) => {
    if (order === null) return []
    const own = [...left]
      .sort(([a], [b]) => a - b)
      .flatMap(([lot, one]) => (one.item === item && one.quantity > 1e-9 ? [{ lot, ...one }] : []))
    const sum = own.reduce((total, { quantity }) => total + quantity, 0)
    const stock = stockOf(state, item)
    if (Math.abs(sum - stock) <= 1e-6 * Math.max(1, stock))
      return own.map(({ lot, quantity, time }) => ({ lot, material: id, quantity, age: (at - time) / 1e6 }))
    assumptions.add('lotsTogether', [id])
    return []
  })
}

/** Customers of sources that are served from stock, and have not got all. */
export function owedFromStock(scenario: Scenario, { orders, shipped }: PlantRecord, state: PlantState, at: number): Present['owed'] {
  if (scenario.sources.every(({ serve }) => serve !== 'stock')) return []
  const shippedTo = rowsBy(shipped, 'order')
  const owed: Present['owed'][number][] = []
  for (let row = 0; row < orders.count; row++) {
    const { order, product, quantity, source, due, closed, cancelled } = orders.row(row)
    const from = scenario.sources[source]
    if (from?.serve !== 'stock' || !Number.isNaN(closed) || !Number.isNaN(cancelled) || state.orders.rows.rowOf(order) < 0) continue
    const got = shippedTo.of(order).reduce((sum, one) => sum + shipped.column.quantity[one]!, 0)
    const item = product >= 0 ? scenario.products[product]!.id : scenario.materials[-2 - product]!.id
    if (quantity > got)
      owed.push({ source: from.id, item, quantity: quantity - got, due: Number.isNaN(due) ? null : Math.max(0, due / 1e6 - at) })
  }
  return owed
}
