import { PersonState } from '../../engine/log/events.ts'
import { type Places, places } from '../../engine/log/places.ts'
import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Link, type PlantRecord, RowsBy, recordOf, rowsBy } from '../record/index.ts'
import { Overlaps } from './overlaps.ts'
import { Came, Stocks, Went } from './stocks.ts'

/**
 * Who is related to whom, both ways: an index over the tables of a record, in columns. It takes time in proportion to them to build, and answers in
 * proportion to what it finds.
 *
 *     supplier ─▶ purchase order ─▶ lot ─▶ unit ─▶ unit that it is part of ─▶ stock ─▶ order ─▶ customer
 *                      ▲             │       ▲
 *                      └─ transfer ──┘       └─ job: station, slot, people, tools, parameters, tests
 */
export class Genealogy {
  readonly record: PlantRecord
  readonly scenario: Scenario
  readonly places: Places
  /** Stocks of which no lots are kept. */
  readonly stocks: Stocks
  /** Units are numbered below this. */
  readonly unitCount: number

  readonly usesOfLot: RowsBy
  readonly usesOfUnit: RowsBy
  readonly usesOfOrder: RowsBy
  readonly consumedOfUnit: RowsBy
  readonly writtenOffOfLot: RowsBy
  readonly rowOfLot: RowsBy
  readonly holdsOfLot: RowsBy
  readonly holdsOfUnit: RowsBy
  readonly lotsOfPurchase: RowsBy
  readonly purchasesOf: RowsBy
  readonly movesOfPurchase: RowsBy
  readonly receivedOfPurchase: RowsBy
  readonly notReceivedOfPurchase: RowsBy
  /** Row of `uses` → purchase order under which it went to another stock; −1. */
  readonly purchaseOfUse: Float64Array
  readonly usesOfPurchase: RowsBy
  readonly cameOfPurchase: RowsBy
  readonly cameOfUnit: RowsBy
  readonly wentToUnit: RowsBy
  readonly wentToOrder: RowsBy
  readonly wentToPurchase: RowsBy

  readonly jobsOfUnit: RowsBy
  readonly jobsAt: Overlaps
  readonly peopleAt: Overlaps
  readonly linksOfUnit: RowsBy
  readonly linksOfOther: RowsBy
  readonly toolsOfUnit: RowsBy
  readonly usesOfTool: RowsBy
  readonly parametersOfUnit: RowsBy
  readonly parametersAt: RowsBy
  readonly measurementsOfUnit: RowsBy
  readonly testsOfUnit: RowsBy
  readonly staysOfUnit: RowsBy
  readonly unitsOfOrder: RowsBy

  /** Use `genealogyOf`. */
  constructor(record: PlantRecord, scenario: Scenario) {
    this.record = record
    this.scenario = scenario
    this.places = places(scenario)
    const { lots, uses, writtenOff, holds, purchases, moves, jobs, persons, links, tools, parameters, measurements, tests } = record
    const keepsLots = new Set(lots.column.item.subarray(0, lots.count))
    const initial = [...scenario.materials, ...scenario.products].map(({ initialStock }) => initialStock)
    this.stocks = new Stocks(record, initial, keepsLots)
    this.unitCount = 1 + most(record)

    this.usesOfLot = rowsBy(uses, 'lot')
    this.usesOfUnit = rowsBy(uses, 'unit')
    this.usesOfOrder = rowsBy(uses, 'order')
    this.consumedOfUnit = rowsBy(record.consumed, 'unit')
    this.writtenOffOfLot = rowsBy(writtenOff, 'lot')
    this.rowOfLot = rowsBy(lots, 'lot')
    this.holdsOfLot = rowsBy(holds, 'lot')
    this.holdsOfUnit = rowsBy(record.heldUnits, 'unit')
    this.lotsOfPurchase = rowsBy(lots, 'purchaseOrder')
    this.purchasesOf = rowsBy(purchases, 'purchaseOrder')
    this.movesOfPurchase = rowsBy(moves, 'purchaseOrder')
    this.receivedOfPurchase = rowsBy(record.receipts, 'purchaseOrder')
    this.notReceivedOfPurchase = rowsBy(record.notReceived, 'purchaseOrder')
    this.purchaseOfUse = this.#purchasesOfUses()
    this.usesOfPurchase = new RowsBy(this.purchaseOfUse, uses.count)
    const { came, went } = this.stocks
    this.cameOfPurchase = ofKind(came.column.kind, came.column.of, came.count, Came.purchase)
    this.cameOfUnit = ofKind(came.column.kind, came.column.of, came.count, Came.unit)
    this.wentToUnit = ofKind(went.column.kind, went.column.of, went.count, Went.unit)
    this.wentToOrder = ofKind(went.column.kind, went.column.of, went.count, Went.order)
    this.wentToPurchase = ofKind(went.column.kind, went.column.of, went.count, Went.purchase)

    this.jobsOfUnit = rowsBy(jobs, 'unit')
    this.jobsAt = new Overlaps(jobs.column.station, jobs.column.start, jobs.column.end, jobs.count)
    const { state, station } = persons.column
    const busyAt = Float64Array.from({ length: persons.count }, (_, row) => (state[row] === PersonState.busy ? station[row]! : -1))
    this.peopleAt = new Overlaps(busyAt, persons.column.from, persons.column.until, persons.count)
    this.linksOfUnit = rowsBy(links, 'unit')
    this.linksOfOther = rowsBy(links, 'other')
    this.toolsOfUnit = rowsBy(tools, 'unit')
    this.usesOfTool = rowsBy(tools, 'tool')
    this.parametersOfUnit = rowsBy(parameters, 'unit')
    this.parametersAt = rowsBy(parameters, 'station')
    this.measurementsOfUnit = rowsBy(measurements, 'unit')
    this.testsOfUnit = rowsBy(tests, 'unit')
    this.staysOfUnit = rowsBy(record.stays, 'unit')
    this.unitsOfOrder = rowsBy(record.units, 'order')
  }

  /** Row of a lot; −1: the log does not know it. */
  lotRow(lot: number): number {
    return this.rowOfLot.of(lot)[0] ?? -1
  }

  itemOfLot(lot: number): number {
    const row = this.lotRow(lot)
    return row < 0 ? -1 : this.record.lots.column.item[row]!
  }

  purchaseOfLot(lot: number): number {
    const row = this.lotRow(lot)
    return row < 0 ? -1 : this.record.lots.column.purchaseOrder[row]!
  }

  /** −1: it is not bought, or nobody knows from whom. */
  supplierOf(purchase: number): number {
    const row = this.purchasesOf.of(purchase)[0]
    return row === undefined ? -1 : this.record.purchases.column.supplier[row]!
  }

  /** The job in which a record about a unit was made: the last that had begun before it, at that station; −1. */
  jobOf(unit: number, station: number, seq: number): number {
    const rows = this.jobsOfUnit.of(unit)
    const { column } = this.record.jobs
    for (let i = rows.length - 1; i >= 0; i--) if (column.seq[rows[i]!]! < seq && column.station[rows[i]!] === station) return rows[i]!
    return -1
  }

  /** Rows of `persons`: who was at the station of a job while it lasted. */
  peopleOf(job: number, visit: (row: number) => void) {
    const { station, start, end } = this.record.jobs.column
    const { from, until } = this.record.persons.column
    const [s, e] = [start[job]!, Number.isNaN(end[job]!) ? Number.POSITIVE_INFINITY : end[job]!]
    this.peopleAt.of(station[job]!, s, e, (row) => {
      if (sharesTime(s, e, from[row]!, until[row]!)) visit(row)
    })
  }

  /** The unit that this one is in, or that one is in, and so on: itself, where it is in none. */
  rootOf(unit: number): number {
    const { link, other } = this.record.links.column
    for (let at = unit; ; ) {
      const rows = this.linksOfUnit.of(at)
      const last = rows[rows.length - 1]
      if (last === undefined || link[last] !== Link.joined || other[last]! < 0) return at
      at = other[last]!
    }
  }

  /** What is taken for another stock is told of right before what it takes of which lots. */
  #purchasesOfUses(): Float64Array {
    const { uses, moves } = this.record
    const purchase = new Float64Array(uses.count).fill(-1)
    let move = -1
    const { unit, order, station, seq } = uses.column
    for (let use = 0; use < uses.count; use++) {
      while (move + 1 < moves.count && moves.column.seq[move + 1]! < seq[use]!) move++
      if (unit[use]! < 0 && order[use]! < 0 && station[use]! < 0 && move >= 0) purchase[use] = moves.column.purchaseOrder[move]!
    }
    return purchase
  }
}

/** `until` in µs: what was known by then. */
export const genealogyOf = (log: Log<Scenario>, until: number = log.endTime): Genealogy =>
  new Genealogy(recordOf(log, until), log.header.scenario)

/** Two spans have a time in common, not only their ends; where the first is a moment, it lies in the other. */
const sharesTime = (s: number, e: number, from: number, until: number) =>
  (Number.isNaN(until) || until > s) && (from < e || (s === e && from <= s))

/** The greatest number of a unit. */
function most({ units, uses, jobs, links, stays }: PlantRecord): number {
  let greatest = -1
  const look = (column: Float64Array, count: number) => {
    for (let row = 0; row < count; row++) if (column[row]! > greatest) greatest = column[row]!
  }
  look(units.column.unit, units.count)
  look(uses.column.unit, uses.count)
  look(jobs.column.unit, jobs.count)
  look(stays.column.unit, stays.count)
  look(links.column.unit, links.count)
  look(links.column.other, links.count)
  return greatest
}

const ofKind = (kinds: Float64Array, of: Float64Array, count: number, kind: number) =>
  new RowsBy(
    Float64Array.from({ length: count }, (_, row) => (kinds[row] === kind ? of[row]! : -1)),
    count,
  )
