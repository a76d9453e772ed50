import { NOTHING } from '../../engine/log/quantity.ts'
import { type PlantRecord, type RowsBy, rowsBy, Table } from '../record/index.ts'

/** What came into a stock: what was there at the start, a finished unit, or what was bought or brought from another stock. */
export const Came = { initial: 0, unit: 1, purchase: 2 } as const
/** Where it went: into a unit, to an order, to another stock under a purchase order, into the upkeep of a station, or nowhere. */
export const Went = { unit: 0, order: 1, purchase: 2, upkeep: 3, writtenOff: 4 } as const

/**
 * Stocks of which no lots are kept: materials without lots, and finished products. No log says which piece went where. Two things can be said: who
 * had what if the first in was the first out (`matches`), and who may have had what, whatever the order: all that came since the stock was last empty
 * (`period`).
 */
export class Stocks {
  readonly came = new Table('item', 'kind', 'of', 'quantity', 'left', 'period', 'time', 'seq')
  /** `unknown`: so much went out that had never come in. */
  readonly went = new Table('item', 'kind', 'of', 'station', 'quantity', 'unknown', 'period', 'time', 'seq')
  /** First in, first out. */
  readonly matches = new Table('came', 'went', 'quantity')
  readonly matchesOfCame: RowsBy
  readonly matchesOfWent: RowsBy
  readonly cameOfPeriod: RowsBy
  readonly wentOfPeriod: RowsBy
  /** Item → the period that has not ended. */
  readonly #open = new Map<number, Open>()
  #periods = 0

  constructor(record: PlantRecord, initialStock: readonly number[], keepsLots: ReadonlySet<number>) {
    initialStock.forEach((quantity, item) => {
      if (quantity > 0 && !keepsLots.has(item)) this.#comes(item, Came.initial, -1, quantity, 0, -1)
    })
    this.#read(record, keepsLots)
    this.matchesOfCame = rowsBy(this.matches, 'came')
    this.matchesOfWent = rowsBy(this.matches, 'went')
    this.cameOfPeriod = rowsBy(this.came, 'period')
    this.wentOfPeriod = rowsBy(this.went, 'period')
  }

  /** What is there of an item now, as far as it is known. */
  level(item: number): number {
    return this.#open.get(item)?.level ?? 0
  }

  /** Is the stock of that period what is there now? */
  isOpen(item: number, period: number): boolean {
    const open = this.#open.get(item)
    return open !== undefined && open.period === period && open.level > NOTHING
  }

  /** All tables of bookings, merged. */
  #read({ receipts, produced, consumed, shipped, moves, writtenOff }: PlantRecord, keepsLots: ReadonlySet<number>) {
    const tables = [receipts, produced, consumed, shipped, moves, writtenOff] as readonly Table<'item' | 'seq' | 'quantity' | 'time'>[]
    const next = tables.map(() => 0)
    for (;;) {
      let first = -1
      for (let t = 0; t < tables.length; t++) {
        if (next[t]! < tables[t]!.count && (first < 0 || seqOf(tables[t]!, next[t]!) < seqOf(tables[first]!, next[first]!))) first = t
      }
      if (first < 0) return
      const row = next[first]!++
      const { column } = tables[first]!
      const item = column.item[row]!
      if (keepsLots.has(item)) continue
      const quantity = column.quantity[row]!
      const time = column.time[row]!
      const seq = column.seq[row]!
      if (first === 0) this.#comes(item, Came.purchase, receipts.column.purchaseOrder[row]!, quantity, time, seq)
      else if (first === 1) this.#comes(item, Came.unit, produced.column.unit[row]!, quantity, time, seq)
      else if (first === 2) {
        const unit = consumed.column.unit[row]!
        this.#goes(item, unit < 0 ? Went.upkeep : Went.unit, unit, consumed.column.station[row]!, quantity, time, seq)
      } else if (first === 3) this.#goes(item, Went.order, shipped.column.order[row]!, -1, quantity, time, seq)
      else if (first === 4) this.#goes(item, Went.purchase, moves.column.purchaseOrder[row]!, -1, quantity, time, seq)
      else this.#goes(item, Went.writtenOff, -1, -1, quantity, time, seq)
    }
  }

  #openOf(item: number): Open {
    let open = this.#open.get(item)
    if (open === undefined) {
      open = { level: 0, period: this.#periods++, rows: [], head: 0 }
      this.#open.set(item, open)
    }
    return open
  }

  #comes(item: number, kind: number, of: number, quantity: number, time: number, seq: number) {
    const open = this.#openOf(item)
    open.level += quantity
    open.rows.push(this.came.add({ item, kind, of, quantity, left: quantity, period: open.period, time, seq }))
  }

  #goes(item: number, kind: number, of: number, station: number, quantity: number, time: number, seq: number) {
    const open = this.#openOf(item)
    const row = this.went.add({ item, kind, of, station, quantity, unknown: 0, period: open.period, time, seq })
    const { left } = this.came.column
    let wanted = quantity
    while (wanted > NOTHING && open.head < open.rows.length) {
      const came = open.rows[open.head]!
      const taken = Math.min(wanted, left[came]!)
      this.matches.add({ came, went: row, quantity: taken })
      wanted -= taken
      left[came]! -= taken
      if (left[came]! > NOTHING) break
      left[came] = 0
      open.head++
    }
    if (wanted > NOTHING) this.went.column.unknown[row] = wanted
    open.level = Math.max(0, open.level - quantity)
    if (open.head < open.rows.length) return
    open.level = 0
    open.period = this.#periods++
    open.rows.length = 0
    open.head = 0
  }
}

interface Open {
  level: number
  period: number
  /** What came in this period, in order; the first that is not used up. */
  readonly rows: number[]
  head: number
}

const seqOf = (table: Table<'item' | 'seq' | 'quantity' | 'time'>, row: number) => table.column.seq[row]!
