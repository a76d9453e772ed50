import type { Scenario } from '../../scenarios/model.ts'
import type { Section } from '../report/section.ts'
import type { Language } from '../report/words.ts'
import type { Inventory } from './inventory.ts'
import { MOVES } from './ledger.ts'
import type { StockLine } from './lines.ts'
import { STOCK_WORDS, type StockWords } from './words.ts'

/** A clock that shows seconds after the start. */
type Clock = (seconds: number) => string

const DAY = 86_400

/** What is said of stock: how it stands, its lots, what is on order, and what moved. */
export class StockDocument {
  readonly #words: StockWords
  readonly #clock: Clock

  constructor(language: Language, clock: Clock) {
    this.#words = STOCK_WORDS[language]
    this.#clock = clock
  }

  /** One line for each stock; `most` of them, those that are short first. */
  stock({ lines }: Inventory, most = Number.POSITIVE_INFINITY): Section {
    const { head, notCounted, none } = this.#words
    const counted = lines.filter((line) => line.counted)
    const shown = [...counted].sort((a, b) => rank(a) - rank(b)).slice(0, most)
    const number = (value: number | null) => (value === null ? notCounted : amount(value))
    const days = (seconds: number | null) => (seconds === null ? none : (seconds / DAY).toFixed(1))
    return {
      title: head.stock,
      sentences: this.sentences(lines),
      head: [
        ...[head.item, head.location, head.onHand, head.notFree, head.reserved, head.available, head.coming],
        ...[head.backordered, head.cover, head.turns, head.age],
      ],
      rows: shown.map((line) => [
        ...[line.title, line.location, `${number(line.onHand)} ${line.unit}`, amount(line.quarantine + line.blocked)],
        ...[number(line.reserved), number(line.available), amount(line.inbound), amount(line.backordered)],
        line.daysOfCover === null ? none : line.daysOfCover.toFixed(1),
        line.turns === null ? none : line.turns.toFixed(1),
        days(line.ageSeconds),
      ]),
      right: [2, 3, 4, 5, 6, 7, 8, 9, 10],
    }
  }

  /** For a report that has more to say: how much there is, how long it lasts, who waits. Without what open orders still take. */
  brief(lines: readonly StockLine[], most: number): Section {
    const { head, none } = this.#words
    const counted = lines.filter((line) => line.counted)
    return {
      title: head.stock,
      sentences: [],
      head: [head.item, head.location, head.onHand, head.notFree, head.coming, head.backordered, head.cover, head.turns],
      rows: [...counted]
        .sort((a, b) => rank(a) - rank(b))
        .slice(0, most)
        .map((line) => [
          ...[line.title, line.location, `${amount(line.onHand ?? 0)} ${line.unit}`, amount(line.quarantine + line.blocked)],
          ...[amount(line.inbound), amount(line.backordered)],
          line.daysOfCover === null ? none : line.daysOfCover.toFixed(1),
          line.turns === null ? none : line.turns.toFixed(1),
        ]),
      right: [2, 3, 4, 5, 6, 7],
    }
  }

  sentences(lines: readonly StockLine[]): readonly string[] {
    const { summary, least, unreconciled, question } = this.#words
    const counted = lines.filter((line) => line.counted)
    if (counted.length === 0) return []
    const short = counted.filter(({ available }) => available !== null && available < 0)
    const owed = counted.filter(({ backordered }) => backordered > 0)
    const [first] = counted.filter(({ daysOfCover }) => daysOfCover !== null).sort((a, b) => a.daysOfCover! - b.daysOfCover!)
    return [
      `${question} ${summary(String(counted.length), String(short.length), String(owed.length))}`,
      ...(first === undefined ? [] : [least(first.title, first.daysOfCover!.toFixed(1))]),
      ...counted.filter((line) => (line.unreconciled ?? 0) !== 0).map((line) => unreconciled(line.title, amount(line.unreconciled!))),
    ]
  }

  lots({ lots }: Inventory, most: number): Section {
    const { head, status, none, start } = this.#words
    return {
      title: head.lots,
      sentences: [],
      head: [head.lot, head.item, head.status, head.left, head.quantity, head.received, head.age, head.expires, head.supplier],
      rows: lots
        .slice(0, most)
        .map((lot) => [
          ...[String(lot.lot), lot.item, status[lot.status], amount(lot.left), amount(lot.quantity)],
          ...[lot.purchaseOrder === null ? start : this.#clock(lot.received), (lot.ageSeconds / DAY).toFixed(1)],
          ...[lot.expires === null ? none : this.#clock(lot.expires), lot.supplier ?? none],
        ]),
      right: [0, 3, 4, 6],
    }
  }

  bins({ bins }: Inventory, most: number): Section {
    const { head, none } = this.#words
    return {
      title: head.bins,
      sentences: [],
      head: [head.store, head.column, head.level, head.item, head.units, head.since],
      rows: bins
        .slice(0, most)
        .map(({ store, column, level, product, units, since }) => [
          ...[store, column === null ? none : String(column), level === null ? none : String(level), product],
          ...[String(units.length), this.#clock(since)],
        ]),
      right: [1, 2, 4],
    }
  }

  inbound({ inbound }: Inventory, most: number): Section {
    const { head, none, overdue, inspected, waits } = this.#words
    return {
      title: head.inbound,
      sentences: [],
      head: [head.order, head.item, head.supplier, head.quantity, head.ordered, head.expected, ''],
      rows: inbound
        .slice(0, most)
        .map((one) => [
          ...[String(one.purchaseOrder), one.item, one.supplier ?? one.from ?? none, amount(one.quantity), this.#clock(one.ordered)],
          one.expected === null ? waits : this.#clock(one.expected),
          one.inInspection ? inspected : one.overdue ? overdue : '',
        ]),
      right: [0, 3],
    }
  }

  /** What came and went by kind of movement, of each stock. */
  balance({ lines }: Inventory): Section {
    const { head, moves } = this.#words
    return {
      title: head.balance,
      sentences: [],
      head: [head.item, ...MOVES.map((move) => moves[move]), head.closing],
      rows: lines
        .filter(({ counted }) => counted)
        .map((line) => [line.title, ...[...MOVES, 'closing' as const].map((move) => amount(line.balance[move]))]),
      right: MOVES.map((_, i) => i + 1).concat(MOVES.length + 1),
    }
  }

  /** The last `most` movements of an item (its number), or of a lot, each with what was left after it. */
  movements({ ledger }: Inventory, scenario: Scenario, of: { readonly item: number } | { readonly lot: number }, most: number): Section {
    const { head, moves } = this.#words
    const { column, count } =
      'item' in of
        ? { column: { ...ledger.moves.column, key: ledger.moves.column.item }, count: ledger.moves.count }
        : { column: { ...ledger.lotMoves.column, key: ledger.lotMoves.column.lot }, count: ledger.lotMoves.count }
    const wanted = 'item' in of ? of.item : of.lot
    const rows: string[][] = []
    let level = 0
    for (let row = 0; row < count; row++) {
      if (column.key[row] !== wanted) continue
      level += column.quantity[row]!
      const move = MOVES[column.move[row]!]!
      const place = scenario.stations[column.place[row]!]?.id
      rows.push([
        ...[this.#clock(column.time[row]! / 1e6), moves[move], signed(column.quantity[row]!), amount(level)],
        [this.#reason(move, column.of[row]!, scenario), place].filter((text) => text !== undefined && text !== '').join(', '),
      ])
    }
    return {
      title: head.ledger,
      sentences: [],
      head: [head.at, head.move, head.quantity, head.closing, head.for],
      rows: rows.slice(-most),
      right: [2, 3],
    }
  }

  #reason(move: (typeof MOVES)[number], of: number, { orders }: Scenario): string {
    if (of < 0) return ''
    if (move === 'shipped') return orders[of]?.id ?? `#${of - orders.length + 1}`
    if (move === 'consumed' || move === 'produced') return this.#words.unit(String(of))
    return move === 'writtenOff' ? `${this.#words.head.lot} ${of}` : this.#words.purchase(String(of))
  }
}

/** Short ones first, and then those that last shortest. */
const rank = ({ available, backordered, daysOfCover }: StockLine) =>
  ((available ?? 0) < 0 || backordered > 0 ? -1e9 : 0) + Math.min(daysOfCover ?? 1e8, 1e8)

const amount = (quantity: number) => String(Number(quantity.toFixed(3)))
const signed = (quantity: number) => `${quantity > 0 ? '+' : ''}${amount(quantity)}`
