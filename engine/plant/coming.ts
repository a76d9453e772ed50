import { seconds } from '../kernel/time.ts'
import type { Plant } from './plant.ts'
import { stretched } from './sources.ts'
import { NONE, type OperationTable, type PartTable } from './tables.ts'

/** What may still come to those who stand and wait, seen in the best light: items, parts, mates for a batch. For `standstill`. */
export class Coming {
  readonly #plant: Plant
  readonly #moves: ReadonlySet<number>
  readonly #waiting: readonly number[]

  /** `moves`: units that may still move, which grows while they are found; `waiting`: all that wait somewhere. */
  constructor(plant: Plant, moves: ReadonlySet<number>, waiting: readonly number[]) {
    this.#plant = plant
    this.#moves = moves
    this.#waiting = waiting
  }

  /** A part that the unit still needs, so many of it, and never gets; null: all are there, or may come. */
  missingPart(unit: number, { parts }: OperationTable, has: (line: number) => number): PartTable | null {
    const { assembly, tables } = this.#plant
    const isThere = (part: PartTable, line: number) => assembly!.isThere(part, unit, part.quantity - has(line))
    const mayBe = ({ item }: PartTable) => this.#mayBeMade(item - tables.places.firstProductItem)
    return parts.find((part, line) => !isThere(part, line) && !mayBe(part)) ?? null
  }

  /** How many of its batch the unit lacks for ever; 0: it may start. `near`: those that wait for the station, or are in the slot with it. */
  missingMates(unit: number, station: number, near: readonly number[], loaded: number): number {
    const { batches, dispatch, orders, units, tables } = this.#plant
    if (batches === null || dispatch.jobAt(station) !== null) return 0
    const rule = batches.ruleOf(unit, station)
    const order = orders.orderOf(unit)
    const { step } = tables.operations[units.operation[unit]!]!
    const least = rule.byOrder && orders.isListed(order) ? Math.min(rule.min, loaded + orders.unitsToCome(order, step)) : rule.min
    if (rule.onTimeout !== 'wait') return 0
    const mates = near.filter((other) => other === unit || batches.areMates(unit, other, station)).length
    if (mates >= least || this.#mayBeJoined(unit, station)) return 0
    return least - mates
  }

  /** May any unit come yet that could be in one batch with this one? */
  #mayBeJoined(unit: number, station: number): boolean {
    const { batches, units, tables } = this.#plant
    const rule = batches!.ruleOf(unit, station)
    const { productFamily, operations, scenario } = tables
    const [product, order] = [units.product[unit]!, units.order[unit]!]
    const isOfKind = (other: number) =>
      (!rule.byProduct || other === product) &&
      (!rule.byFamily || productFamily[other] === productFamily[product]) &&
      operations.some((operation) => operation.product === other && operation.stations.includes(station))
    const priority = units.priority[unit]!
    const mayGoWith = (other: number) =>
      isOfKind(units.product[other]!) &&
      (!rule.byOrder || units.order[other] === order) &&
      (!rule.byPriority || units.priority[other] === priority)
    for (const other of this.#moves) if (mayGoWith(other)) return true
    if (rule.byOrder && order !== NONE) return order < scenario.orders.length && this.#isToCome(order)
    if (rule.byPriority && ![...scenario.sources, ...scenario.orders].some((one) => one.priority === priority)) return false
    return scenario.products.some((_, other) => isOfKind(other) && this.#mayBeMade(other))
  }

  /** May there be another unit of the product where it is of use: not those that stand ready as parts. */
  #mayBeMade(product: number, asked: readonly number[] = []): boolean {
    const { tables, units } = this.#plant
    const { scenario, operations } = tables
    const { id } = scenario.products[product]!
    for (const unit of this.#moves) {
      const o = units.operation[unit]!
      if (units.product[unit] === product && !(o >= 0 && operations[o]!.stations.length === 0)) return true
    }
    const isOrdered = scenario.orders.some((order, o) => order.product === id && this.#isToCome(o))
    if (this.#mayComeIn(product) && (this.#mayArrive('make', id) || isOrdered)) return true
    const gives = ({ splits, product: parent }: OperationTable) =>
      splits.some((split) => split.product === product) && !asked.includes(parent) && this.#mayBeMade(parent, [...asked, product])
    return operations.some(gives)
  }

  /** A full loop keeps units outside for as long as nobody leaves it. */
  #mayComeIn(product: number): boolean {
    const { release, tables } = this.#plant
    return !release.used || this.#moves.size > 0 || release.fullLoop(tables.firstOperation[product]!, false) === NONE
  }

  /** May more of the item come into stock? */
  mayCome(item: number): boolean {
    const { tables, items, purchasing, backflush } = this.#plant
    const { scenario } = tables
    const product = item - scenario.materials.length
    if (product >= 0) return this.#mayBeMade(product)
    // It is ordered when less of it is left: when a customer buys it, or work takes it that needs no more than there is.
    const isTaken = tables.operations.some(({ components }) => components.some((c) => c.item === item && c.quantity <= items.stock[item]!))
    const { review, mrp, shelfLife } = scenario.materials[item]!
    const isLookedAt = review !== null || mrp !== null || shelfLife !== null
    const isToBeBooked = backflush !== null && backflush.open[item]! > 0
    return (
      isToBeBooked ||
      purchasing.onOrder[item]! > 0 ||
      isLookedAt ||
      isTaken ||
      this.#plant.lots.mayComeBack(item) ||
      this.#mayArrive('stock', scenario.materials[item]!.id)
    )
  }

  #mayArrive(what: 'make' | 'stock', id: string): boolean {
    const { calendar, sources, tables, units } = this.#plant
    return tables.scenario.sources.some(({ serve, mix, every, limit, profile }, source) => {
      if (serve !== what || !mix.some(({ product, weight }) => product === id && weight > 0)) return false
      // A saturated source makes the next unit when the one that stands at it moves in.
      if (every === null && this.#waiting.some((unit) => units.holder[unit] === -2 - source && !this.#moves.has(unit))) return false
      const count = every === null ? sources.made[source]! : sources.arrivals[source]!
      return (limit === null || count < limit) && stretched(calendar.now, 1, profile) < Number.POSITIVE_INFINITY
    })
  }

  mayBeDone(order: number): boolean {
    for (const unit of this.#moves) if (this.#plant.units.order[unit] === order) return true
    return this.#isToCome(order)
  }

  /** The order may be released yet. */
  #isToCome(order: number): boolean {
    const { calendar, tables } = this.#plant
    return seconds(tables.scenario.orders[order]!.release) >= calendar.now
  }

  stuckOf(item: number): number | undefined {
    const { units, tables } = this.#plant
    return this.#waiting.find((unit) => units.product[unit] === item - tables.scenario.materials.length && !this.#moves.has(unit))
  }

  /** Why it is short for ever, in words. */
  lackOf(item: number): string {
    const isHeld = item < this.#plant.tables.scenario.materials.length && this.#plant.lots.onHold[item]! > 0
    return `${this.itemName(item)}, ${isHeld ? 'the rest of which is on hold for good: it needs an end of its hold' : 'of which no more comes'}`
  }

  itemName(item: number): string {
    const { materials, products } = this.#plant.tables.scenario
    return item < materials.length ? `material ${materials[item]!.id}` : `product ${products[item - materials.length]!.id} from stock`
  }
}
