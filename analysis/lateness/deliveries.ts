import type { PlantRecord } from '../record/index.ts'

/** Which purchase order ended the waiting for an item, or has not come yet. Each look-up is a search in its sorted deliveries. */
export class Deliveries {
  readonly #came: ReadonlyMap<number, Ordered>
  readonly #toCome: ReadonlyMap<number, Ordered>

  constructor({ receipts, purchases }: PlantRecord) {
    const come = new Set<number>()
    for (let i = 0; i < receipts.count; i++) come.add(receipts.column.purchaseOrder[i]!)
    this.#came = byItem(receipts, () => true)
    this.#toCome = byItem(purchases, (order) => !come.has(order))
  }

  /** The first that came after the moment; else the first ordered by then of which nothing came; null: there is neither. */
  awaited(item: number, at: number): number | null {
    const came = this.#came.get(item)
    if (came !== undefined) {
      const next = firstAfter(came.times, at)
      if (next < came.times.length) return came.orders[next]!
    }
    const toCome = this.#toCome.get(item)
    return toCome !== undefined && toCome.times[0]! <= at ? toCome.orders[0]! : null
  }
}

interface Ordered {
  readonly times: number[]
  readonly orders: number[]
}

/** Rows stand in the order of time. */
function byItem(
  { count, column }: Pick<PlantRecord['receipts'], 'count'> & { readonly column: Record<'item' | 'time' | 'purchaseOrder', Float64Array> },
  counts: (order: number) => boolean,
): Map<number, Ordered> {
  const found = new Map<number, Ordered>()
  for (let i = 0; i < count; i++) {
    if (!counts(column.purchaseOrder[i]!)) continue
    const own = found.get(column.item[i]!) ?? { times: [], orders: [] }
    found.set(column.item[i]!, own)
    own.times.push(column.time[i]!)
    own.orders.push(column.purchaseOrder[i]!)
  }
  return found
}

function firstAfter(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! > at) high = middle
    else low = middle + 1
  }
  return low
}
