import { NOTHING } from '../../engine/log/quantity.ts'
import { Fate } from '../record/index.ts'
import type { Exposure } from './exposure.ts'
import type { Genealogy } from './genealogy.ts'
import { deliveredTo } from './origins.ts'
import { Came } from './stocks.ts'

/** What is to be found and held, or called back: where everything is that is exposed. Numbers are those of the log; value is money of the scenario. */
export interface Recall {
  readonly stock: readonly StockLine[]
  readonly inProcess: readonly UnitLine[]
  readonly inTransit: readonly TransitLine[]
  readonly shipped: readonly ShippedLine[]
  /** Scrapped, or withdrawn, already. */
  readonly gone: readonly UnitLine[]
  /** Pieces in each list; of shipped ones those that orders got. */
  readonly totals: Readonly<
    Record<'stock' | 'inProcess' | 'inTransit' | 'shipped' | 'gone', { readonly quantity: number; readonly value: number }>
  >
}

/** What is left of a lot, of what came into a stock without lots, or a finished unit that no order took. */
export interface StockLine {
  readonly kind: 'lot' | 'purchase' | 'unit' | 'surplus'
  readonly of: number
  readonly item: number
  readonly quantity: number
  readonly held: boolean
  readonly value: number
}

export interface UnitLine {
  readonly unit: number
  readonly product: number
  readonly order: number
  /** Index of places; −1: set aside, or not known. */
  readonly place: number
  readonly slot: number
  readonly held: boolean
  readonly value: number
}

/** A unit that is carried or at a supplier's, or what was taken for another stock and is not there yet (`purchase`). */
export interface TransitLine {
  readonly kind: 'unit' | 'purchase'
  readonly of: number
  readonly item: number
  readonly quantity: number
  readonly place: number
  readonly value: number
}

export interface ShippedLine {
  /** −1: it left without an order. */
  readonly order: number
  readonly customer: string | null
  readonly quantity: number
  readonly units: readonly number[]
  readonly value: number
}

/** A unit in another is where that one is, and counted with it. */
export function recallOf(genealogy: Genealogy, exposure: Exposure): Recall {
  const { record, scenario, places } = genealogy
  const { column } = record.units
  const stock: StockLine[] = stockLines(genealogy, exposure)
  const inProcess: UnitLine[] = []
  const inTransit: TransitLine[] = transfersUnderWay(genealogy, exposure)
  const gone: UnitLine[] = []
  const unitsOfOrder = new Map<number, number[]>()
  const priceOf = (product: number) => scenario.products[product]?.price ?? 0
  for (const unit of [...exposure.units].sort((a, b) => a - b)) {
    const row = record.rowOfUnit(unit)
    if (row < 0) continue
    const product = column.product[row]!
    const value = priceOf(product)
    const fate = column.fate[row]!
    if (fate === Fate.finished) {
      const order = deliveredTo(genealogy, row)
      const isStock = genealogy.cameOfUnit.of(unit).length > 0
      if (column.surplus[row] === 1 && !isStock) {
        stock.push({ kind: 'surplus', of: unit, item: places.firstProductItem + product, quantity: 1, held: false, value })
      } else if (!isStock) unitsOfOrder.set(order, [...(unitsOfOrder.get(order) ?? []), unit])
    } else if (fate === Fate.inPlant) {
      const line = { unit, product, order: column.order[row]!, ...whereIs(genealogy, unit), held: isUnitHeld(genealogy, unit), value }
      if (isUnderWay(genealogy, line.place, line.slot))
        inTransit.push({ kind: 'unit', of: unit, item: places.firstProductItem + product, quantity: 1, place: line.place, value })
      else inProcess.push(line)
    } else if (fate !== Fate.absorbed)
      gone.push({ unit, product, order: column.order[row]!, place: column.place[row]!, slot: -1, held: false, value })
  }
  const shipped = shippedLines(genealogy, exposure, unitsOfOrder)
  const totals = {
    stock: total(stock),
    inProcess: total(inProcess),
    inTransit: total(inTransit),
    shipped: total(shipped),
    gone: total(gone),
  }
  return { stock, inProcess, inTransit, shipped, gone, totals }
}

/** Where the unit is: −1 set aside or not known. */
export function whereIs({ staysOfUnit, record }: Genealogy, unit: number): { readonly place: number; readonly slot: number } {
  const rows = staysOfUnit.of(unit)
  const last = rows[rows.length - 1]
  if (last === undefined || !Number.isNaN(record.stays.column.until[last]!)) return { place: -1, slot: -1 }
  return { place: record.stays.column.place[last]!, slot: record.stays.column.slot[last]! }
}

/** On a conveyor or vehicle, or away at a supplier's. */
function isUnderWay({ places, scenario }: Genealogy, place: number, slot: number): boolean {
  return place >= places.firstConveyor || (place >= 0 && slot < 0 && scenario.stations[place]?.outside != null)
}

/** What was in a lot, and is neither used nor written off. */
export function leftOfLot(genealogy: Genealogy, lot: number): number {
  const { record, usesOfLot, writtenOffOfLot } = genealogy
  const row = genealogy.lotRow(lot)
  let left = row < 0 ? 0 : record.lots.column.quantity[row]!
  for (const use of usesOfLot.of(lot)) left -= record.uses.column.quantity[use]!
  for (const gone of writtenOffOfLot.of(lot)) left -= record.writtenOff.column.quantity[gone]!
  return Math.abs(left) < 1e-6 ? 0 : left
}

export function isHeld({ holdsOfLot, record }: Genealogy, lot: number): boolean {
  const rows = holdsOfLot.of(lot)
  const last = rows[rows.length - 1]
  return last !== undefined && Number.isNaN(record.holds.column.until[last]!)
}

export function isUnitHeld({ holdsOfUnit, record }: Genealogy, unit: number): boolean {
  const last = holdsOfUnit.of(unit).at(-1)
  return last !== undefined && Number.isNaN(record.heldUnits.column.until[last]!)
}

function stockLines(genealogy: Genealogy, exposure: Exposure): StockLine[] {
  const { scenario, places, stocks } = genealogy
  const costOf = (item: number) =>
    item < places.firstProductItem
      ? (scenario.materials[item]?.unitCost ?? 0)
      : (scenario.products[item - places.firstProductItem]?.price ?? 0)
  const lines: StockLine[] = []
  for (const lot of [...exposure.lots].sort((a, b) => a - b)) {
    const quantity = leftOfLot(genealogy, lot)
    if (quantity <= NOTHING) continue
    const item = genealogy.itemOfLot(lot)
    lines.push({ kind: 'lot', of: lot, item, quantity, held: isHeld(genealogy, lot), value: quantity * costOf(item) })
  }
  const { kind, of, item, left, quantity, period } = stocks.came.column
  for (const row of [...exposure.came].sort((a, b) => a - b)) {
    const here =
      exposure.fromStock === 'arrival'
        ? left[row]!
        : stocks.isOpen(item[row]!, period[row]!)
          ? Math.min(quantity[row]!, stocks.level(item[row]!))
          : 0
    if (here <= NOTHING) continue
    const value = here * costOf(item[row]!)
    lines.push({ kind: kind[row] === Came.unit ? 'unit' : 'purchase', of: of[row]!, item: item[row]!, quantity: here, held: false, value })
  }
  return lines
}

/** Taken from one stock for another, and not received there yet. */
function transfersUnderWay(genealogy: Genealogy, exposure: Exposure): TransitLine[] {
  const { record, movesOfPurchase, receivedOfPurchase, notReceivedOfPurchase, scenario } = genealogy
  return [...exposure.purchases]
    .sort((a, b) => a - b)
    .flatMap((purchase) =>
      [...movesOfPurchase.of(purchase)].flatMap((move): TransitLine[] => {
        if (receivedOfPurchase.of(purchase).length > 0 || notReceivedOfPurchase.of(purchase).length > 0) return []
        const item = record.moves.column.to[move]!
        const from = record.moves.column.item[move]!
        const quantity = record.moves.column.quantity[move]!
        const cost = scenario.materials[item]?.unitCost || (scenario.materials[from]?.unitCost ?? 0)
        return [{ kind: 'purchase', of: purchase, item, quantity, place: -1, value: quantity * cost }]
      }),
    )
}

function shippedLines(genealogy: Genealogy, exposure: Exposure, unitsOfOrder: ReadonlyMap<number, readonly number[]>): ShippedLine[] {
  const { record, scenario } = genealogy
  const orders = new Map(exposure.orders)
  const loose = unitsOfOrder.get(-1)
  if (loose !== undefined) orders.set(-1, loose.length)
  return [...orders]
    .sort(([a], [b]) => a - b)
    .map(([order, quantity]) => {
      const units = unitsOfOrder.get(order) ?? []
      const product = record.orders.column.product[record.rowOfOrder(order)] ?? -1
      // A material that is sold has the price that it cost: the scenario says no other.
      const price = product >= 0 ? (scenario.products[product]?.price ?? 0) : (scenario.materials[-2 - product]?.unitCost ?? 0)
      const value = order >= 0 ? quantity * price : units.reduce((sum, unit) => sum + priceOfUnit(genealogy, unit), 0)
      return { order, customer: customerOf(genealogy, order), quantity, units, value }
    })
}

const priceOfUnit = ({ record, scenario }: Genealogy, unit: number) =>
  scenario.products[record.units.column.product[record.rowOfUnit(unit)] ?? -1]?.price ?? 0

/** Of a listed order its customer; of others the source that it came from. Null: nobody is named. */
export function customerOf({ scenario, record }: Genealogy, order: number): string | null {
  if (order < 0) return null
  const listed = scenario.orders[order]
  if (listed !== undefined) return listed.customer === '' ? null : listed.customer
  const source = record.orders.column.source[record.rowOfOrder(order)] ?? -1
  return scenario.sources[source]?.id ?? null
}

const total = (lines: readonly ({ readonly value: number } & ({ readonly quantity: number } | { readonly unit: number }))[]) => ({
  quantity: lines.reduce((sum, line) => sum + ('quantity' in line ? line.quantity : 1), 0),
  value: lines.reduce((sum, { value }) => sum + value, 0),
})
