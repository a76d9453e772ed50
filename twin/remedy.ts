import type { Inbound, Inventory, StockLine } from '../analysis/inventory/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { FanStep, ItemAhead } from './stock.ts'

/** What a planner can do about a stock. */
export const REMEDIES = ['Order', 'Make', 'Expedite', 'Defer', 'Cancel', 'Increase', 'Decrease'] as const
export type RemedyKind = (typeof REMEDIES)[number]

export interface Remedy {
  readonly kind: RemedyKind
  readonly item: string
  /** Purchase order (its number in the log), or production order (its id), that it is about; null: a new one. */
  readonly order: string | null
  /** How much to order, make, add, or take off; null: all of it. */
  readonly quantity: number | null
  /** Seconds by which it should come earlier, or may come later; null: as it is. */
  readonly bySeconds: number | null
}

/** From this probability on a stock is short enough to do something, and below this one there is enough. */
const SHORT = 0.1
const SAFE = 0.01

/**
 * Too little to come: what comes too late is expedited, what comes in time and is not enough is increased, and where nothing comes it is ordered or made.
 * Too much to come: what is still there, nine times out of ten, when all the time ahead is over is cancelled where nobody takes any, deferred where all
 * of a delivery is left, and else decreased by what is left of it. Null: neither.
 */
export function remedyOf(
  scenario: Scenario,
  { inbound, at }: Inventory,
  line: StockLine,
  { fan, shortage, within }: Pick<ItemAhead, 'fan' | 'shortage'> & { readonly within: number },
): Remedy | null {
  const coming = inbound.filter((one) => one.item === line.item)
  const about = (kind: RemedyKind, given: Partial<Remedy>): Remedy => ({
    kind,
    item: line.item,
    order: null,
    quantity: null,
    bySeconds: null,
    ...given,
  })
  if (shortage.probability >= SHORT) {
    const when = shortage.p50 ?? shortage.p10 ?? at + within
    return line.kind === 'product' ? make(scenario, line, when, about) : buy(scenario, line, coming, when, needed(line, within), about)
  }
  if (shortage.probability > SAFE) return null
  const [first] = coming
  const left = leftOver(fan)
  if (first === undefined || left <= 0 || line.kind === 'product') return null
  const order = String(first.purchaseOrder)
  if (line.usePerDay === 0 && (line.reserved ?? 0) + (line.planned ?? 0) === 0) return about('Cancel', { order })
  // A stock that is ordered when it falls to its reorder point is not too large before it is above that even at its least.
  const spare = left - (scenario.materials.find(({ id }) => id === line.item)?.reorderPoint ?? 0)
  if (spare >= first.quantity) return about('Defer', { order, bySeconds: within })
  return spare > first.quantity / 2 ? about('Decrease', { order, quantity: spare }) : null
}

/** The least that nine of ten runs have at any time ahead. */
const leftOver = (fan: readonly FanStep[]) => Math.min(...fan.map(({ p10 }) => p10))

/** What open orders and the usual rate take in the time ahead, beyond what is there and coming. */
function needed(line: StockLine, within: number): number {
  const takes = Math.max((line.reserved ?? 0) + (line.planned ?? 0), (line.usePerDay * within) / 86_400) + line.backordered
  return Math.max(0, takes - Math.max(0, line.unrestricted ?? 0) - line.inbound)
}

type About = (kind: RemedyKind, given: Partial<Remedy>) => Remedy

function make({ orders }: Scenario, line: StockLine, when: number, about: About): Remedy {
  const open = orders.filter(({ product, quantity, completed }) => product === line.item && quantity > completed)
  const [next] = open.sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity))
  return next === undefined
    ? about('Make', {
        quantity: Math.max(1, Math.ceil(line.backordered + (line.reserved ?? 0) - Math.max(0, line.unrestricted ?? 0))),
        bySeconds: null,
      })
    : about('Expedite', { order: next.id, quantity: null, bySeconds: next.due === null ? null : Math.max(0, next.due - when) })
}

function buy({ materials }: Scenario, line: StockLine, coming: readonly Inbound[], when: number, wanted: number, about: About): Remedy {
  const late = coming.find(({ expected, overdue }) => overdue || (expected !== null && expected > when))
  if (late !== undefined)
    return about('Expedite', { order: String(late.purchaseOrder), bySeconds: Math.max(0, (late.expected ?? when) - when) })
  const quantity = lotOf(
    materials.find(({ id }) => id === line.item),
    wanted,
  )
  const last = coming.at(-1)
  return last === undefined ? about('Order', { quantity }) : about('Increase', { order: String(last.purchaseOrder), quantity })
}

/** What the supplier takes for it. */
function lotOf(material: Scenario['materials'][number] | undefined, wanted: number): number {
  if (material === undefined) return wanted
  const usual = material.orderQuantity ?? material.minimumOrder
  const least = Math.max(wanted > 0 ? wanted : usual, material.minimumOrder)
  return material.multiple > 0 ? Math.ceil(least / material.multiple - 1e-9) * material.multiple : least
}
