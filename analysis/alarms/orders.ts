import { EventKind, Outcome } from '../../engine/log/events.ts'
import type { EventView } from '../../engine/log/reader.ts'
import type { Operation, Product, Scenario } from '../../scenarios/model.ts'
import { meanOf } from '../distribution.ts'
import type { Alarm } from './alarm.ts'
import { act, type Book, type Moment, NOBODY } from './book.ts'
import { DueHeap } from './heap.ts'

/** An order that is open, as far as the log has told. */
interface Open {
  readonly number: number
  readonly id: string
  readonly product: number
  quantity: number
  /** Operation of the route → units that have not begun it. */
  readonly left: Float64Array
  /** µs; NaN: none. */
  due: number
  /** µs: if it is past then and nothing more has begun, the work that is left cannot be done by the due date. */
  latest: number
}

/** Orders that are named in one alarm. */
const MOST_NAMED = 20

/**
 * Orders late and orders at risk, and who needs what. An order is at risk when what it has not begun cannot be done by its due date even if the plant
 * did nothing else: over its operations, the most of
 *
 *     units not begun × mean time / slots, or one mean time if that is more   +   the mean times of the operations after it
 *
 * which is a bound of the belief, and no forecast: breakdowns, shifts, others in the queue and set-ups only make it later.
 */
export class Orders {
  readonly kinds = [
    EventKind.orderReleased,
    EventKind.orderChanged,
    EventKind.orderClosed,
    EventKind.orderCancelled,
    EventKind.unitCreated,
    EventKind.jobStarted,
    EventKind.jobEnded,
    EventKind.unitScrapped,
    EventKind.unitFinished,
    EventKind.unitWithdrawn,
  ]
  readonly #scenario: Scenario
  readonly #book: Book
  readonly #open = new Map<number, Open>()
  readonly #orderOf = new Map<number, Open>()
  readonly #pace: readonly (Pace | null)[]
  readonly #due = new DueHeap()
  readonly #risk = new DueHeap()

  constructor(scenario: Scenario, book: Book) {
    this.#scenario = scenario
    this.#book = book
    this.#pace = scenario.products.map((product) => paceOf(product, scenario))
  }

  /** Time goes on with every record. */
  passes(event: EventView) {
    if (event.recorded > this.#due.first || event.recorded > this.#risk.first) this.#look(event)
  }

  take(event: EventView) {
    const { kind, subject, a, b, c, v } = event
    switch (kind) {
      case EventKind.orderReleased: {
        const source = this.#scenario.sources[c]
        if (a < 0 || source?.serve === 'stock') return
        const listed = this.#scenario.orders[subject]
        const route = this.#scenario.products[a]?.route ?? []
        const id = listed?.id ?? `${source?.id ?? 'order'}-${subject - this.#scenario.orders.length + 1}`
        const quantity = Math.max(0, b - (listed?.completed ?? 0))
        const left = new Float64Array(route.length).fill(quantity)
        this.#open.set(subject, { number: subject, id, product: a, quantity: b, left, due: Number.NaN, latest: Number.NaN })
        return this.#dueIs(subject, v)
      }
      case EventKind.orderChanged: {
        const open = this.#open.get(subject)
        if (open === undefined) return
        // Of fewer, those that are taken away are told one by one.
        for (let o = 0; o < open.left.length; o++) open.left[o]! += Math.max(0, a - open.quantity)
        open.quantity = a
        if (v !== open.due && !(v >= 0 && v < event.recorded)) {
          for (const rule of ['orderLate', 'orderAtRisk'] as const) act(this.#book.open(rule, order(open)), event, 'orderChanged')
          this.#book.close('orderLate', order(open), event, 'orderChanged')
          const risk = this.#book.close('orderAtRisk', order(open), event, 'orderChanged')
          if (risk !== null) risk.warnedOf = 'averted'
        }
        return this.#dueIs(subject, v)
      }
      case EventKind.orderClosed:
      case EventKind.orderCancelled: {
        const open = this.#open.get(subject)
        if (open === undefined) return
        this.#open.delete(subject)
        const by = kind === EventKind.orderClosed ? 'orderClosed' : 'orderCancelled'
        this.#book.close('orderLate', order(open), event, by)
        const risk = this.#book.close('orderAtRisk', order(open), event, by)
        if (risk !== null && risk.warnedOf === null) risk.warnedOf = by === 'orderClosed' ? 'didNot' : 'averted'
        return
      }
      case EventKind.unitCreated: {
        const open = this.#open.get(b)
        if (open !== undefined && open.product === a) this.#orderOf.set(subject, open)
        return
      }
      case EventKind.jobStarted: {
        const open = this.#orderOf.get(subject)
        if (open === undefined || open.left[c] === undefined) return
        open.left[c] = Math.max(0, open.left[c] - 1)
        return this.#paceIs(open)
      }
      case EventKind.jobEnded: {
        const open = this.#orderOf.get(subject)
        if (open === undefined || b !== Outcome.rework) return
        open.left[c]! += 1
        return this.#paceIs(open)
      }
      case EventKind.unitScrapped: {
        const open = this.#orderOf.get(subject)
        this.#orderOf.delete(subject)
        if (open === undefined) return
        const again = this.#scenario.orders[open.number]?.replaceScrap === true
        for (let o = 0; o < open.left.length; o++) open.left[o] = Math.max(0, open.left[o]! + (again ? 1 : 0) - (o > b ? 1 : 0))
        return this.#paceIs(open)
      }
      case EventKind.unitWithdrawn: {
        const open = this.#orderOf.get(subject)
        this.#orderOf.delete(subject)
        if (open === undefined) return
        for (let o = 0; o < open.left.length; o++) open.left[o] = Math.max(0, open.left[o]! - 1)
        return this.#paceIs(open)
      }
      case EventKind.unitFinished:
        this.#orderOf.delete(subject)
        return
    }
  }

  /** Open orders that have not begun all of an operation for which `isIt` holds. */
  needing(isIt: (operation: Operation) => boolean): Alarm['affects'] {
    const of = this.#scenario.products.map(({ route }) => route.flatMap((operation, o) => (isIt(operation) ? [o] : [])))
    if (of.every((list) => list.length === 0)) return NOBODY
    const orders: string[] = []
    let inAll = 0
    for (const { id, product, left } of this.#open.values()) {
      if (!of[product]!.some((o) => left[o]! > 0)) continue
      inAll++
      if (orders.length < MOST_NAMED) orders.push(id)
    }
    return { orders, ordersInAll: inAll, units: null }
  }

  #dueIs(number: number, due: number) {
    const open = this.#open.get(number)!
    open.due = due < 0 ? Number.NaN : due
    if (due >= 0) this.#due.add(due, number)
    this.#paceIs(open)
  }

  #paceIs(open: Open) {
    const pace = this.#pace[open.product]!
    if (pace === null || Number.isNaN(open.due)) return
    open.latest = open.due - 1e6 * longest(pace, open.left)
    this.#risk.add(open.latest, open.number)
  }

  /** Whose time has run out since the record before. */
  #look(event: EventView) {
    const now = event.recorded
    for (let number = 0; number >= 0; ) {
      number = this.#risk.before(now, (key, time) => this.#open.get(key)?.latest === time)
      const open = this.#open.get(number)
      if (open !== undefined && open.due >= now && longest(this.#pace[open.product]!, open.left) > 0) this.#atRisk(open, event)
    }
    for (let number = 0; number >= 0; ) {
      number = this.#due.before(now, (key, time) => this.#open.get(key)?.due === time)
      const open = this.#open.get(number)
      if (open !== undefined) this.#isLate(open, event)
    }
  }

  #atRisk(open: Open, moment: Moment) {
    const needs = longest(this.#pace[open.product]!, open.left)
    const proposals = [
      { action: 'expedite', of: [open.id] },
      { action: 'increase', of: [...new Set(this.#scenario.products[open.product]!.route.flatMap(({ stations }) => stations))] },
    ] as const
    const figures = { due: open.due / 1e6, left: (open.due - moment.recorded) / 1e6, needs }
    this.#book.raise('orderAtRisk', order(open), moment, { figures, affects: only(open), proposals })
  }

  #isLate(open: Open, moment: Moment) {
    const proposals = [{ action: 'expedite', of: [open.id] }] as const
    const given = { figures: { due: open.due / 1e6 }, affects: only(open), proposals, happened: open.due }
    const late = this.#book.raise('orderLate', order(open), moment, given)
    const risk = this.#book.close('orderAtRisk', order(open), moment, 'orderLate')
    if (risk !== null && late !== null) risk.warnedOf = late
  }
}

const order = ({ id }: Open) => ({ kind: 'order', id }) as const
const only = ({ id, left }: Open): Alarm['affects'] => ({ orders: [id], ordersInAll: 1, units: Math.max(0, ...left) })

/** Of each operation: seconds for one unit, how many are worked on at once, seconds of the operations after it. */
type Pace = readonly { readonly time: number; readonly atOnce: number; readonly after: number }[]

/** Null where units may go round operations: then nobody knows what they still need. */
function paceOf({ route }: Product, { stations }: Scenario): Pace | null {
  const byId = new Map(stations.map((station) => [station.id, station]))
  if (route.some(({ next, versions, choose }) => next.length > 0 || versions.length > 0 || choose !== null)) return null
  const pace = route.map((operation) => {
    const places = operation.stations.map((id) => byId.get(id)!)
    const times = places.map((station) => {
      if (operation.steps.length > 0) return operation.steps.reduce((sum, { time }) => sum + meanOf(time), 0)
      const time = operation.time ?? station.time
      return time === null ? 0 : meanOf(time)
    })
    const isOutside = places.some(({ outside }) => outside !== null)
    const atOnce = places.reduce((sum, { slots, batch }) => sum + slots * ((operation.batch ?? batch)?.max ?? 1), 0)
    return { time: Math.min(...times), atOnce: isOutside ? Number.POSITIVE_INFINITY : atOnce }
  })
  return pace.map(({ time, atOnce }, o) => ({ time, atOnce, after: pace.slice(o + 1).reduce((sum, later) => sum + later.time, 0) }))
}

/** Seconds. */
function longest(pace: Pace | null, left: Float64Array): number {
  let most = 0
  for (let o = 0; pace !== null && o < left.length; o++) {
    const { time, atOnce, after } = pace[o]!
    if (left[o]! > 0) most = Math.max(most, time * Math.max(1, left[o]! / atOnce) + after)
  }
  return most
}
