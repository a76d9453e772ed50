import type { Scenario } from '../../scenarios/model.ts'
import { type PlantRecord, Table } from '../record/index.ts'

/** What moves stock. All but `opening` are what the log booked. */
export const MOVES = ['opening', 'received', 'produced', 'broughtIn', 'consumed', 'shipped', 'broughtOut', 'writtenOff'] as const
export type Move = (typeof MOVES)[number]

/** Of a table these columns. */
interface Rows<Name extends string> {
  readonly count: number
  readonly column: Readonly<Record<Name, Float64Array>>
}

const MOVE = Object.fromEntries(MOVES.map((move, i) => [move, i])) as Readonly<Record<Move, number>>

/**
 * Every movement of every stock, in the order in which it was true: what was there at the start, then what came (quantity above 0) and went (below).
 * What of a stock is on hold is there all the same. `of` is the purchase order, the unit or the order that it was for (−1: none); `place` the station.
 */
export class StockLedger {
  readonly moves = new Table('item', 'move', 'quantity', 'of', 'place', 'time', 'seq')
  /** The same of lots, where they are told apart: `lot` instead of `item`. `broughtOut` is whatever went to no unit, order or waste. */
  readonly lotMoves = new Table('lot', 'move', 'quantity', 'of', 'place', 'time', 'seq')
  readonly #items: number

  constructor(record: PlantRecord, { materials, products }: Scenario) {
    const stocked = [...materials, ...products]
    this.#items = stocked.length
    stocked.forEach(({ initialStock }, item) => {
      if (initialStock > 0) this.moves.add({ item, move: MOVE.opening, quantity: initialStock, of: -1, place: -1, time: 0, seq: -1 })
    })
    this.#readItems(record, new Set(materials.flatMap(({ from }, item) => (from === null ? [] : [item]))))
    this.#readLots(record)
  }

  /** What an item has at `time` (µs), after all that happened then. */
  levels(time = Number.POSITIVE_INFINITY): Float64Array {
    return sums(this.moves, this.moves.column.item, this.#items, time)
  }

  lotLevels(count: number, time = Number.POSITIVE_INFINITY): Float64Array {
    return sums(this.lotMoves, this.lotMoves.column.lot, count, time)
  }

  nameOf(move: number): Move {
    return MOVES[move]!
  }

  /** Of every item what it had after `from`, what came and went until `until`, by kind of movement, and what it has then. */
  balances(from: number, until = Number.POSITIVE_INFINITY): readonly Balance[] {
    const all = new Float64Array(this.#items * MOVES.length)
    const { item, move, quantity, time } = this.moves.column
    for (let row = 0; row < this.moves.count; row++) {
      if (time[row]! > until) continue
      all[item[row]! * MOVES.length + (time[row]! <= from ? MOVE.opening : move[row]!)]! += quantity[row]!
    }
    return Array.from({ length: this.#items }, (_, i) => {
      const own = MOVES.map((move, m) => [move, all[i * MOVES.length + m]!] as const)
      return { ...(Object.fromEntries(own) as Record<Move, number>), closing: own.reduce((sum, [, quantity]) => sum + quantity, 0) }
    })
  }

  /** Tables of bookings, merged. */
  #readItems({ receipts, produced, consumed, shipped, moves, writtenOff }: PlantRecord, isBrought: ReadonlySet<number>) {
    const none = new Float64Array(Math.max(...[receipts, produced, consumed, shipped, moves, writtenOff].map(({ count }) => count))).fill(
      -1,
    )
    const bookings: readonly Booking[] = [
      { table: receipts, move: 'received', sign: 1, of: receipts.column.purchaseOrder, place: none },
      { table: produced, move: 'produced', sign: 1, of: produced.column.unit, place: none },
      { table: consumed, move: 'consumed', sign: -1, of: consumed.column.unit, place: consumed.column.station },
      { table: shipped, move: 'shipped', sign: -1, of: shipped.column.order, place: none },
      { table: moves, move: 'broughtOut', sign: -1, of: moves.column.purchaseOrder, place: none },
      { table: writtenOff, move: 'writtenOff', sign: -1, of: writtenOff.column.lot, place: none },
    ]
    inTurn(bookings, ({ table, move, sign, of, place }, row) => {
      const { item, quantity, time, seq } = table.column
      const isFromStock = move === 'received' && isBrought.has(item[row]!)
      this.moves.add({
        item: item[row]!,
        move: MOVE[isFromStock ? 'broughtIn' : move],
        quantity: sign * quantity[row]!,
        of: of[row]!,
        place: place[row]!,
        time: time[row]!,
        seq: seq[row]!,
      })
    })
  }

  #readLots({ lots, uses, writtenOff }: PlantRecord) {
    const next = [0, 0, 0]
    const tables = [lots, uses, writtenOff] as readonly Rows<'lot' | 'quantity' | 'time' | 'seq'>[]
    for (;;) {
      const first = firstOf(tables, next)
      if (first < 0) return
      const row = next[first]!++
      const { lot, quantity, time, seq } = tables[first]!.column
      // What is written off of a stock without lots is no lot's.
      if (lot[row]! < 0) continue
      const used = first === 1 ? uses.column : null
      const unit = used?.unit[row] ?? -1
      const order = used?.order[row] ?? -1
      const station = used?.station[row] ?? -1
      const went: Move = unit >= 0 || station >= 0 ? 'consumed' : order >= 0 ? 'shipped' : 'broughtOut'
      const bought = lots.column.purchaseOrder[row]!
      this.lotMoves.add({
        lot: lot[row]!,
        move: MOVE[first === 0 ? (bought < 0 ? 'opening' : 'received') : first === 1 ? went : 'writtenOff'],
        quantity: first === 0 ? quantity[row]! : -quantity[row]!,
        of: first === 0 ? bought : unit >= 0 ? unit : order,
        place: station,
        time: time[row]!,
        seq: seq[row]!,
      })
    }
  }
}

/** By kind of movement, and what was left. `opening` + all others = `closing`. */
export type Balance = Readonly<Record<Move | 'closing', number>>

interface Booking {
  readonly table: Rows<'item' | 'quantity' | 'time' | 'seq'>
  readonly move: Move
  readonly sign: 1 | -1
  readonly of: Float64Array
  readonly place: Float64Array
}

/** Rows of several tables, one after the other as they were true. */
function inTurn(bookings: readonly Booking[], visit: (booking: Booking, row: number) => void) {
  const next = bookings.map(() => 0)
  const tables = bookings.map(({ table }) => table)
  for (;;) {
    const first = firstOf(tables, next)
    if (first < 0) return
    visit(bookings[first]!, next[first]!++)
  }
}

function sums({ column, count }: Rows<'quantity' | 'time'>, key: Float64Array, keys: number, until: number): Float64Array {
  const levels = new Float64Array(keys)
  for (let row = 0; row < count; row++) if (column.time[row]! <= until) levels[key[row]!]! += column.quantity[row]!
  return levels
}

function firstOf(tables: readonly Rows<'seq'>[], next: readonly number[]): number {
  let first = -1
  for (let t = 0; t < tables.length; t++) {
    if (next[t]! >= tables[t]!.count) continue
    if (first < 0 || tables[t]!.column.seq[next[t]!]! < tables[first]!.column.seq[next[first]!]!) first = t
  }
  return first
}
