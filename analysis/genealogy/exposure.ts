import { Link } from '../record/index.ts'
import type { Genealogy } from './genealogy.ts'
import { deliveredTo, type FromStock, isAlsoTakenOut } from './origins.ts'
import { Went } from './stocks.ts'

const NEVER = Number.POSITIVE_INFINITY
/** A unit that is suspected as such: whatever was ever in it has been with it. */
const ALWAYS = -1

/**
 * All that something got into: the forward closure of lots, units and what was done to units at some moment. It knows the order of things: what went
 * out of a unit before does not have it, and a part that is taken out of a unit has what that unit got from the job on in which it was joined.
 */
export class Exposure {
  readonly #genealogy: Genealogy
  readonly fromStock: FromStock
  /** Unit → `seq` from which on it is exposed; Infinity: it is not. */
  readonly unitSince: Float64Array
  readonly units: number[] = []
  readonly lots = new Set<number>()
  readonly purchases = new Set<number>()
  /** Order → how much of what it got is exposed. */
  readonly orders = new Map<number, number>()
  /** Rows of `uses` without unit and order: upkeep. */
  readonly upkeep = new Set<number>()
  /** Rows of `stocks.came` and `stocks.went`. */
  readonly came = new Set<number>()
  readonly went = new Set<number>()
  readonly #todo: (readonly [unit: number, seq: number])[] = []
  /** Period of a stock → the first row of `stocks.went` from which on all may have it. */
  readonly #periodFrom = new Map<number, number>()

  constructor(genealogy: Genealogy, fromStock: FromStock = 'arrival') {
    this.#genealogy = genealogy
    this.fromStock = fromStock
    this.unitSince = new Float64Array(genealogy.unitCount).fill(NEVER)
  }

  isExposed(unit: number): boolean {
    return unit >= 0 && unit < this.unitSince.length && this.unitSince[unit]! < NEVER
  }

  /** The lot, all of it. */
  lot(lot: number): this {
    this.#lot(lot)
    return this.#follow()
  }

  /** All that was bought, or brought from another stock, with it. */
  purchase(purchase: number): this {
    this.#purchase(purchase)
    return this.#follow()
  }

  /** Something happened to the unit with this `seq`; without one the unit itself is what is suspected. */
  unit(unit: number, seq = ALWAYS): this {
    this.#todo.push([unit, seq])
    return this.#follow()
  }

  #follow(): this {
    for (let next = this.#todo.pop(); next !== undefined; next = this.#todo.pop()) this.#gets(next[0], next[1])
    return this
  }

  #gets(unit: number, seq: number) {
    const before = this.unitSince[unit]!
    const { record, linksOfUnit, linksOfOther, cameOfUnit, stocks } = this.#genealogy
    const { link, unit: linked, other, since, seq: at } = record.links.column
    // What was in it then has it when it comes out, whether the unit had something before or not.
    for (const row of linksOfOther.of(unit)) {
      if (link[row] === Link.takenOut && (seq === ALWAYS || (since[row]! <= seq && seq < at[row]!))) this.#passesTo(linked[row]!, at[row]!)
      else if (link[row] === Link.splitOff && seq < at[row]! && at[row]! < before && !isAlsoTakenOut(this.#genealogy, row))
        this.#passesTo(linked[row]!, at[row]!)
    }
    if (seq >= before) return
    this.unitSince[unit] = seq
    if (before === NEVER) this.units.push(unit)
    for (const row of linksOfUnit.of(unit))
      if (link[row] === Link.joined && seq < at[row]! && at[row]! < before && other[row]! >= 0) this.#passesTo(other[row]!, at[row]!)
    for (const came of cameOfUnit.of(unit)) if (stocks.came.column.seq[came]! > seq) this.#came(came)
    const row = record.rowOfUnit(unit)
    if (before < NEVER || row < 0) return
    const order = deliveredTo(this.#genealogy, row)
    if (order >= 0) this.#delivered(order, 1)
  }

  #passesTo(unit: number, seq: number) {
    if (unit >= 0) this.#todo.push([unit, seq])
  }

  #lot(lot: number) {
    if (this.lots.has(lot)) return
    this.lots.add(lot)
    const { usesOfLot, purchaseOfUse, record } = this.#genealogy
    const { unit, order, seq, quantity } = record.uses.column
    for (const use of usesOfLot.of(lot)) {
      if (unit[use]! >= 0) this.#todo.push([unit[use]!, seq[use]!])
      else if (order[use]! >= 0) this.#delivered(order[use]!, quantity[use]!)
      else if (purchaseOfUse[use]! >= 0) this.#purchase(purchaseOfUse[use]!)
      else this.upkeep.add(use)
    }
  }

  #purchase(purchase: number) {
    if (this.purchases.has(purchase)) return
    this.purchases.add(purchase)
    for (const row of this.#genealogy.lotsOfPurchase.of(purchase)) this.#lot(this.#genealogy.record.lots.column.lot[row]!)
    for (const came of this.#genealogy.cameOfPurchase.of(purchase)) this.#came(came)
  }

  /** It came into a stock without lots. */
  #came(came: number) {
    if (this.came.has(came)) return
    this.came.add(came)
    const { stocks } = this.#genealogy
    if (this.fromStock === 'arrival') {
      for (const match of stocks.matchesOfCame.of(came))
        this.#went(stocks.matches.column.went[match]!, stocks.matches.column.quantity[match]!)
      return
    }
    // From here on to the end of its period whatever goes out may be it: each is looked at once.
    const { period, seq } = stocks.came.column
    const until = this.#periodFrom.get(period[came]!) ?? NEVER
    if (until <= seq[came]!) return
    this.#periodFrom.set(period[came]!, seq[came]!)
    for (const went of stocks.wentOfPeriod.of(period[came]!)) {
      const at = stocks.went.column.seq[went]!
      if (at >= until) return
      if (at > seq[came]!) this.#went(went, stocks.went.column.quantity[went]!)
    }
  }

  #went(went: number, quantity: number) {
    const { kind, of, seq } = this.#genealogy.stocks.went.column
    // Of one withdrawal several pieces may be exposed, each by itself; where it goes is told once.
    if (kind[went] === Went.order) this.#delivered(of[went]!, quantity)
    if (this.went.has(went)) return
    this.went.add(went)
    if (kind[went] === Went.unit) this.#todo.push([of[went]!, seq[went]!])
    else if (kind[went] === Went.purchase) this.#purchase(of[went]!)
  }

  #delivered(order: number, quantity: number) {
    this.orders.set(order, (this.orders.get(order) ?? 0) + quantity)
  }
}
