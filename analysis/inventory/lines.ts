import type { Scenario } from '../../scenarios/model.ts'
import { Stocks } from '../genealogy/stocks.ts'
import { type PlantRecord, rowsBy } from '../record/index.ts'
import type { Inbound } from './inventory.ts'
import type { Balance } from './ledger.ts'
import { DUST, type LotLine } from './lots.ts'
import type { Need } from './needs.ts'

/** What there is of an item at one location. Null is not known: nobody counts what is there. */
export interface StockLine {
  readonly item: string
  readonly title: string
  readonly kind: 'material' | 'product'
  readonly unit: string
  /** The same item wherever it is held. */
  readonly definition: string
  /** Where: the sink of a product, the place of use of what is brought there, else the store. */
  readonly location: string
  readonly counted: boolean
  /** Unrestricted, in quarantine and blocked. What is in inspection is not stock yet. */
  readonly onHand: number | null
  readonly unrestricted: number | null
  readonly inspection: number
  readonly quarantine: number
  readonly blocked: number
  /** What released orders still take, and who brings it elsewhere; null: nobody looked. */
  readonly reserved: number | null
  /** Unrestricted less reserved: below zero, something will be short. */
  readonly available: number | null
  /** What orders take that are not released. */
  readonly planned: number | null
  readonly inbound: number
  readonly backordered: number
  /** What customers wait for, by order. */
  readonly backorders: number
  /** Taken per day, of the time that is measured. */
  readonly usePerDay: number
  /** For how many days the unrestricted stock lasts at that rate; null: nothing was taken, or nobody counts. */
  readonly daysOfCover: number | null
  /** Per year (ISO 22400 KPI 24); null where it is not defined. */
  readonly turns: number | null
  /** Mean age of what is on hand, first in, first out where no lots are told apart; null: there is nothing. */
  readonly ageSeconds: number | null
  /** When the first of it may no longer be used. */
  readonly expires: number | null
  readonly value: number | null
  /** Since the start of the log. */
  readonly balance: Balance
  /** On hand by the bookings less what its lots say: not 0 where somebody booked wrongly, or not yet. Null: it has no lots. */
  readonly unreconciled: number | null
}

interface Parts {
  readonly lots: readonly LotLine[]
  readonly inbound: readonly Inbound[]
  /** Null: nobody looked what open orders still take. */
  readonly needs: readonly Need[] | null
  readonly until: number
  readonly turns: ReadonlyMap<string, number>
}

/** A line for each stock. */
export class StockLines {
  readonly #scenario: Scenario
  readonly #record: PlantRecord
  readonly #parts: Parts
  readonly #balances: readonly Balance[]
  /** Item → what is left of it, and how old it is, where nobody tells lots apart. */
  readonly #ages: ReadonlyMap<number, { readonly left: number; readonly age: number }>
  readonly #firstProduct: number

  constructor(record: PlantRecord, scenario: Scenario, balances: readonly Balance[], parts: Parts) {
    this.#scenario = scenario
    this.#record = record
    this.#balances = balances
    this.#parts = parts
    this.#firstProduct = scenario.materials.length
    const keepsLots = new Set(scenario.materials.flatMap(({ lots }, item) => (lots === null ? [] : [item])))
    const initial = [...scenario.materials, ...scenario.products].map(({ initialStock }) => initialStock)
    this.#ages = agesOf(new Stocks(record, initial, keepsLots), parts.until)
  }

  all(): readonly StockLine[] {
    const { materials, products, sinks } = this.#scenario
    const isStocked = new Set(sinks.flatMap(({ id, stock }) => (stock ? [id] : [])))
    const owed = this.#owed()
    const use = this.#use()
    return [
      ...materials.map((material, item) => {
        const root = rootOf(materials, material.id)
        const own = {
          item: material.id,
          title: material.title,
          kind: 'material',
          unit: material.unit,
          unitCost: material.unitCost,
        } as const
        const counted = material.reorderPoint !== null || material.mrp !== null || material.lots !== null
        return this.#line(item, { ...own, definition: root, location: root === material.id ? 'store' : material.id, counted }, owed, use)
      }),
      ...products.flatMap((product, p) => {
        const item = this.#firstProduct + p
        const isKept =
          isStocked.has(product.sink) ||
          product.initialStock > 0 ||
          use.has(item) ||
          (this.#parts.needs ?? []).some((need) => need.item === item)
        const own = { item: product.id, title: product.title, kind: 'product', unit: 'pcs', unitCost: null } as const
        return isKept ? [this.#line(item, { ...own, definition: product.id, location: product.sink, counted: true }, owed, use)] : []
      }),
    ]
  }

  #line(
    item: number,
    own: Pick<StockLine, 'item' | 'title' | 'kind' | 'unit' | 'definition' | 'location' | 'counted'> & { readonly unitCost: number | null },
    owed: ReadonlyMap<number, { readonly quantity: number; readonly orders: number }>,
    use: ReadonlyMap<number, number>,
  ): StockLine {
    const { unitCost, ...line } = own
    const { lots, inbound, needs, until } = this.#parts
    const mine = lots.filter((lot) => lot.item === own.item)
    const balance = this.#balances[item]!
    const sum = (list: readonly { readonly left: number }[]) => list.reduce((total, { left }) => total + left, 0)
    const onHold = (status: LotLine['status']) => sum(mine.filter((lot) => lot.status === status))
    const quarantine = onHold('quarantine')
    const blocked = onHold('blocked')
    const onHand = own.counted ? tidy(balance.closing) : null
    const unrestricted = onHand === null ? null : tidy(onHand - quarantine - blocked)
    const isKeptInLots = this.#scenario.materials[item]?.lots != null
    const coming = inbound.filter((one) => one.item === own.item)
    const toGo = inbound.filter((one) => one.from === own.item && one.expected === null)
    const amount = (list: readonly { readonly quantity: number }[]) => list.reduce((total, { quantity }) => total + quantity, 0)
    const wanted = needs?.filter((need) => need.item === item) ?? null
    const reserved = wanted === null ? null : amount(wanted.filter(({ released }) => released)) + amount(toGo)
    const days = Math.max(0, until - this.#record.since) / 86_400e6
    const usePerDay = days > 0 ? (use.get(item) ?? 0) / days : 0
    const turns = this.#parts.turns.get(own.item) ?? Number.NaN
    return {
      ...line,
      ...{ onHand, unrestricted, quarantine, blocked, inspection: amount(coming.filter(({ inInspection }) => inInspection)) },
      ...{ reserved, available: unrestricted === null || reserved === null ? null : tidy(unrestricted - reserved) },
      planned: wanted === null ? null : amount(wanted.filter(({ released }) => !released)),
      inbound: amount(coming),
      ...{ backordered: owed.get(item)?.quantity ?? 0, backorders: owed.get(item)?.orders ?? 0 },
      usePerDay,
      daysOfCover: unrestricted === null || usePerDay === 0 ? null : Math.max(0, unrestricted) / usePerDay,
      turns: Number.isNaN(turns) ? null : turns,
      ageSeconds: onHand === null ? null : isKeptInLots ? meanAge(mine) : this.#age(item),
      expires: mine[0]?.expires ?? null,
      value: onHand === null || unitCost === null ? null : Math.max(0, onHand) * unitCost,
      balance,
      unreconciled: isKeptInLots && onHand !== null ? tidy(onHand - sum(mine)) : null,
    }
  }

  /** What customers who are served from stock have not got yet. */
  #owed(): ReadonlyMap<number, { readonly quantity: number; readonly orders: number }> {
    const { sources } = this.#scenario
    const owed = new Map<number, { quantity: number; orders: number }>()
    if (sources.every(({ serve }) => serve !== 'stock')) return owed
    const { orders, shipped } = this.#record
    const shippedTo = rowsBy(shipped, 'order')
    for (let row = 0; row < orders.count; row++) {
      const { order, product, quantity, source, closed, cancelled } = orders.row(row)
      if (sources[source]?.serve !== 'stock' || !Number.isNaN(closed) || !Number.isNaN(cancelled)) continue
      const got = shippedTo.of(order).reduce((sum, one) => sum + shipped.column.quantity[one]!, 0)
      const item = product >= 0 ? this.#firstProduct + product : -2 - product
      const known = owed.get(item) ?? { quantity: 0, orders: 0 }
      if (quantity - got > DUST) owed.set(item, { quantity: known.quantity + quantity - got, orders: known.orders + 1 })
    }
    return owed
  }

  /** What was taken of each item since measuring began. */
  #use(): ReadonlyMap<number, number> {
    const { consumed, shipped, moves, since } = this.#record
    const use = new Map<number, number>()
    for (const { column, count } of [consumed, shipped, moves])
      for (let row = 0; row < count; row++) {
        if (column.time[row]! < since) continue
        const item = column.item[row]!
        use.set(item, (use.get(item) ?? 0) + column.quantity[row]!)
      }
    return use
  }

  #age(item: number): number | null {
    const known = this.#ages.get(item)
    return known === undefined || known.left <= DUST ? null : known.age / known.left / 1e6
  }
}

/** As if the first in had been the first out. */
function agesOf({ came: { column, count } }: Stocks, until: number) {
  const ages = new Map<number, { left: number; age: number }>()
  for (let row = 0; row < count; row++) {
    const left = column.left[row]!
    if (left <= DUST) continue
    const item = column.item[row]!
    const known = ages.get(item) ?? { left: 0, age: 0 }
    ages.set(item, { left: known.left + left, age: known.age + left * (until - column.time[row]!) })
  }
  return ages
}

/** The item that it is brought from, in the end. */
function rootOf(materials: Scenario['materials'], id: string): string {
  const from = new Map(materials.map((material) => [material.id, material.from]))
  let root = id
  const seen = new Set<string>()
  for (let next = from.get(root); next != null && !seen.has(root); next = from.get(root)) {
    seen.add(root)
    root = next
  }
  return root
}

function meanAge(lots: readonly LotLine[]): number | null {
  const sum = lots.reduce((total, { left }) => total + left, 0)
  return sum > DUST ? lots.reduce((total, { left, ageSeconds }) => total + left * ageSeconds, 0) / sum : null
}

/** What sums of fractions leave over is nothing. */
const tidy = (quantity: number) => (Math.abs(quantity) < DUST ? 0 : quantity)
