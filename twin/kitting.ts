import type { Inventory, LotLine } from '../analysis/inventory/index.ts'
import type { Ahead } from '../engine/experiment/ahead.ts'
import { wilsonInterval } from '../engine/math/index.ts'
import type { AsOf } from './as-of.ts'
import type { Share } from './counterfactual.ts'
import type { Quantiles } from './forecast.ts'
import { told } from './stock.ts'

/** So much of an item, of which lots as they are now, in order of use. `short`: it is not there yet. */
export interface KitItem {
  readonly item: string
  readonly quantity: number
  readonly picks: readonly { readonly lot: number | null; readonly quantity: number }[]
  readonly short: number
}

/** What is picked for a job: an operation of an order that has not begun. Seconds after the start of the log. */
export interface KitLine {
  readonly order: string
  readonly product: string
  readonly operation: string
  readonly stations: readonly string[]
  readonly items: readonly KitItem[]
  /** When its first unit takes its kit. */
  readonly start: Quantiles
  /** When it is to stand ready: the median of the start less the lead. Null: later than was looked. */
  readonly due: number | null
  /** It begins with kits for all its units in stock; of the runs in which it begins. */
  readonly full: Share | null
  /** It begins before it is due: nothing is staged yet. */
  readonly late: Share
  /** What is staged stands there for more than twice the lead. */
  readonly early: Share
}

/** How long before its job begins a kit is to stand ready, if nobody says. */
export const LEAD_SECONDS = 1800

/**
 * Kits of jobs to come, the soonest first, from runs that followed stocks. They are told anew from each moment, so a change of the schedule moves them.
 * Lots are given out in that order, first expiry first; material that nobody counts is not picked.
 */
export function kitsOf(then: AsOf, inventory: Inventory, runs: readonly Ahead[], lead: number = LEAD_SECONDS): readonly KitLine[] {
  const { scenario, at } = then
  const isCounted = new Set(inventory.lines.flatMap(({ item, counted }) => (counted ? [item] : [])))
  const items = [...scenario.materials, ...scenario.products]
  const place = new Map(then.orders.map((number, o) => [number, o]))
  const jobs = new Map<string, { o: number; product: number; operation: number; items: Map<string, number> }>()
  for (const need of inventory.needs) {
    const o = place.get(need.order)
    const { id } = items[need.item]!
    if (o === undefined || need.begun || !isCounted.has(id)) continue
    const key = `${o} ${need.product} ${need.operation}`
    const job = jobs.get(key) ?? { o, product: need.product, operation: need.operation, items: new Map<string, number>() }
    job.items.set(id, (job.items.get(id) ?? 0) + need.quantity)
    jobs.set(key, job)
  }
  const lines = [...jobs.values()].flatMap((job) => {
    const order = scenario.orders[job.o]!
    const product = scenario.products[job.product]!
    // Kits of parts that are made for it are not those of the order itself.
    if (order.product !== product.id) return []
    const { id, stations } = product.route[job.operation]!
    const own = runs.flatMap(({ stock, steps }) => (stock === undefined ? [] : [{ stock, cell: job.o * steps + job.operation }]))
    const starts = own.map(({ stock, cell }) => stock.kitted[cell]!)
    const { p10, p50, p90 } = told(starts, at)
    const begun = own.filter((_, i) => !Number.isNaN(starts[i]!))
    const share = (count: number, n: number): Share => ({ probability: count / n, ...wilsonInterval(count, n) })
    const isLate = (start: number) => p50 !== null && at + start < p50 - lead
    const isEarly = (start: number) => p50 !== null && !(at + start <= p50 + lead)
    return [
      {
        ...{ order: order.id, product: product.id, operation: id, stations, wanted: job.items },
        ...{ start: { p10, p50, p90 }, due: p50 === null ? null : p50 - lead },
        full: begun.length === 0 ? null : share(begun.filter(({ stock, cell }) => stock.hasAll[cell] === 1).length, begun.length),
        late: share(starts.filter(isLate).length, starts.length),
        early: share(starts.filter(isEarly).length, starts.length),
      },
    ]
  })
  const stock = new Free(inventory)
  return lines
    .sort((a, b) => (a.due ?? Number.POSITIVE_INFINITY) - (b.due ?? Number.POSITIVE_INFINITY))
    .map(({ wanted, ...line }) => ({
      ...line,
      items: [...wanted].map(([item, quantity]) => ({ item, quantity, ...stock.pick(item, quantity) })),
    }))
}

/** What is unrestricted and not given out yet. */
class Free {
  readonly #lots = new Map<string, { readonly lot: number | null; left: number }[]>()

  constructor({ lots, lines }: Pick<Inventory, 'lots' | 'lines'>) {
    const isTold = new Set(lots.map(({ item }) => item))
    for (const { item, unrestricted } of lines)
      if (!isTold.has(item)) this.#lots.set(item, [{ lot: null, left: Math.max(0, unrestricted ?? 0) }])
    for (const lot of lots)
      if (isFree(lot)) this.#lots.set(lot.item, [...(this.#lots.get(lot.item) ?? []), { lot: lot.lot, left: lot.left }])
  }

  pick(item: string, quantity: number): Pick<KitItem, 'picks' | 'short'> {
    let wanted = quantity
    const picks: { lot: number | null; quantity: number }[] = []
    for (const one of this.#lots.get(item) ?? []) {
      const taken = Math.min(one.left, wanted)
      if (taken <= 1e-9) continue
      picks.push({ lot: one.lot, quantity: taken })
      one.left -= taken
      wanted -= taken
    }
    return { picks, short: wanted > 1e-9 ? wanted : 0 }
  }
}

const isFree = ({ status }: LotLine) => status === 'unrestricted'
