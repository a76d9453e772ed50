import { Fate, Link } from '../record/index.ts'
import type { Genealogy } from './genealogy.ts'
import { Came } from './stocks.ts'

/**
 * Where a thing could come from when it was taken from a stock of which no lots are kept: `arrival`, by order of arrival, first in first out; `any`,
 * all that had come since the stock was last empty.
 */
export type FromStock = 'arrival' | 'any'

/** All that went into a unit, a lot, an order: numbers of the log, and rows of the record's tables. */
export class Origins {
  readonly units = new Set<number>()
  readonly lots = new Set<number>()
  readonly purchases = new Set<number>()
  readonly suppliers = new Set<number>()
  /** Rows of `jobs`, `persons`, `tools`, `parameters`, `measurements`, `tests`. */
  readonly jobs = new Set<number>()
  readonly people = new Set<number>()
  readonly tools = new Set<number>()
  readonly parameters = new Set<number>()
  readonly measurements = new Set<number>()
  readonly tests = new Set<number>()
  /** Rows of `uses`: of which lot how much. */
  readonly uses = new Set<number>()
  /** Rows of `stocks.went` and `stocks.came`: taken from a stock without lots, where the link is by `FromStock`. */
  readonly went = new Set<number>()
  readonly came = new Set<number>()
  /** Rows of `stocks.went` of which a part came from nobody knows where. */
  readonly unknown = new Set<number>()
}

const EVER = Number.POSITIVE_INFINITY

/**
 * Follows a unit, lot or order back to all that it came from. A unit that was in another, and came out again, got what that one got from the job on in
 * which it was joined; one that was split off got all that had gone into the whole by then; one that has parts got what had gone into them.
 */
export class Backward {
  readonly found = new Origins()
  readonly #genealogy: Genealogy
  readonly #fromStock: FromStock
  /** Unit → spans of `seq` that were looked at. */
  readonly #seen = new Map<number, (readonly [from: number, until: number])[]>()
  readonly #todo: (readonly [unit: number, from: number, until: number])[] = []

  constructor(genealogy: Genealogy, fromStock: FromStock = 'arrival') {
    this.#genealogy = genealogy
    this.#fromStock = fromStock
  }

  unit(unit: number): this {
    this.#todo.push([unit, -1, EVER])
    return this.#follow()
  }

  lot(lot: number): this {
    this.#lot(lot)
    return this.#follow()
  }

  /** All that was delivered with it: units that were made for it, and what it got from stock. */
  order(order: number): this {
    const { usesOfOrder, wentToOrder, record } = this.#genealogy
    for (const unit of unitsDelivered(this.#genealogy, order)) this.#todo.push([unit, -1, EVER])
    for (const use of usesOfOrder.of(order)) {
      this.found.uses.add(use)
      this.#lot(record.uses.column.lot[use]!)
    }
    for (const went of wentToOrder.of(order)) this.#went(went)
    return this.#follow()
  }

  #follow(): this {
    for (let next = this.#todo.pop(); next !== undefined; next = this.#todo.pop()) {
      const [unit, from, until] = next
      const seen = this.#seen.get(unit) ?? []
      if (seen.some(([a, b]) => a <= from && until <= b)) continue
      seen.push([from, until])
      this.#seen.set(unit, seen)
      this.#span(unit, from, until)
    }
    return this
  }

  /** What happened to the unit itself between two records. */
  #span(unit: number, from: number, until: number) {
    const { found } = this
    const genealogy = this.#genealogy
    const { record } = genealogy
    found.units.add(unit)
    const each = (rows: Int32Array, seq: Float64Array, visit: (row: number) => void) => {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!
        if (seq[row]! >= until) return
        if (seq[row]! >= from) visit(row)
      }
    }
    each(genealogy.jobsOfUnit.of(unit), record.jobs.column.seq, (job) => {
      found.jobs.add(job)
      genealogy.peopleOf(job, (row) => found.people.add(row))
    })
    each(genealogy.toolsOfUnit.of(unit), record.tools.column.seq, (row) => found.tools.add(row))
    each(genealogy.parametersOfUnit.of(unit), record.parameters.column.seq, (row) => found.parameters.add(row))
    each(genealogy.measurementsOfUnit.of(unit), record.measurements.column.seq, (row) => found.measurements.add(row))
    each(genealogy.testsOfUnit.of(unit), record.tests.column.seq, (row) => found.tests.add(row))
    each(genealogy.usesOfUnit.of(unit), record.uses.column.seq, (use) => {
      found.uses.add(use)
      this.#lot(record.uses.column.lot[use]!)
    })
    each(genealogy.wentToUnit.of(unit), genealogy.stocks.went.column.seq, (row) => this.#went(row))
    const { link, unit: linked, other, since, seq } = record.links.column
    each(genealogy.linksOfOther.of(unit), seq, (row) => {
      if (link[row] === Link.joined) this.#todo.push([linked[row]!, -1, seq[row]!])
    })
    each(genealogy.linksOfUnit.of(unit), seq, (row) => {
      if (other[row]! < 0) return
      if (link[row] === Link.takenOut) this.#todo.push([other[row]!, since[row]!, seq[row]!])
      else if (link[row] === Link.splitOff && !isAlsoTakenOut(genealogy, row)) this.#todo.push([other[row]!, -1, seq[row]!])
    })
  }

  #lot(lot: number) {
    if (this.found.lots.has(lot)) return
    this.found.lots.add(lot)
    const purchase = this.#genealogy.purchaseOfLot(lot)
    if (purchase >= 0) this.#purchase(purchase)
  }

  #purchase(purchase: number) {
    const { found } = this
    if (found.purchases.has(purchase)) return
    found.purchases.add(purchase)
    const { usesOfPurchase, wentToPurchase, record } = this.#genealogy
    const supplier = this.#genealogy.supplierOf(purchase)
    if (supplier >= 0) found.suppliers.add(supplier)
    for (const use of usesOfPurchase.of(purchase)) {
      found.uses.add(use)
      this.#lot(record.uses.column.lot[use]!)
    }
    for (const went of wentToPurchase.of(purchase)) this.#went(went)
  }

  /** Something was taken from a stock without lots. */
  #went(row: number) {
    const { found } = this
    if (found.went.has(row)) return
    found.went.add(row)
    const { stocks } = this.#genealogy
    if (stocks.went.column.unknown[row]! > 0) found.unknown.add(row)
    for (const came of cameFor(this.#genealogy, row, this.#fromStock)) this.#came(came)
  }

  #came(row: number) {
    const { found } = this
    if (found.came.has(row)) return
    found.came.add(row)
    const { kind, of, seq } = this.#genealogy.stocks.came.column
    if (kind[row] === Came.purchase && of[row]! >= 0) this.#purchase(of[row]!)
    else if (kind[row] === Came.unit && of[row]! >= 0) this.#todo.push([of[row]!, -1, seq[row]!])
  }
}

/** Rows of `stocks.came` that what went out may have been. */
export function* cameFor({ stocks }: Genealogy, went: number, fromStock: FromStock): Generator<number> {
  if (fromStock === 'arrival') {
    for (const match of stocks.matchesOfWent.of(went)) yield stocks.matches.column.came[match]!
    return
  }
  const { period, seq } = stocks.went.column
  for (const came of stocks.cameOfPeriod.of(period[went]!)) {
    if (stocks.came.column.seq[came]! > seq[went]!) return
    yield came
  }
}

/** A part that came out of a unit again is told of as such, and as split off. */
export function isAlsoTakenOut({ record: { links } }: Genealogy, row: number): boolean {
  const { link, unit, other } = links.column
  const before = row - 1
  return before >= 0 && link[before] === Link.takenOut && unit[before] === unit[row] && other[before] === other[row]
}

/** Units that left the plant for an order: what it asked for, and not more than it takes; not those that became stock. */
export function unitsDelivered(genealogy: Genealogy, order: number): number[] {
  const { unitsOfOrder, record } = genealogy
  const units: number[] = []
  for (const row of unitsOfOrder.of(order)) if (deliveredTo(genealogy, row) === order) units.push(record.units.column.unit[row]!)
  return units
}

/** The order that a finished unit went out with; −1: none. `row` of `units`. */
export function deliveredTo({ record, cameOfUnit }: Genealogy, row: number): number {
  const { unit, order, product, fate, surplus } = record.units.column
  if (fate[row] !== Fate.finished || surplus[row] === 1 || order[row]! < 0 || cameOfUnit.of(unit[row]!).length > 0) return -1
  const ordered = record.rowOfOrder(order[row]!)
  return ordered >= 0 && record.orders.column.product[ordered] === product[row] ? order[row]! : -1
}
