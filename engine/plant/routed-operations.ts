import type { Operation, Scenario } from '../../scenarios/model.ts'

/** An operation as it is routed: those of all routes, in order, and after them what becomes of an operation at each station that is chosen for it. */
export interface RoutedOperation extends Operation {
  readonly product: number
  readonly productId: string
  /** Number of the operation of the route; its own, except for one at a chosen station. */
  readonly base: number
  /** Number of the operation within its route; −1: none, it is a part at the end of it. */
  readonly step: number
}

/**
 * Operations of all products, numbered through. Where a unit gets one station of several as it comes (`choose`), there is one more for each of them,
 * with that station and its buffer alone: the unit then waits for that operation, and everyone else need not know. Last come those for which parts wait
 * at the end of their route.
 */
export function routedOperations({ products, buffers }: Scenario): readonly RoutedOperation[] {
  const routed: RoutedOperation[] = []
  products.forEach(({ id, route }, product) => {
    route.forEach((operation, step) => {
      routed.push({ ...operation, product, productId: id, base: routed.length, step })
    })
  })
  const chosen = routed.flatMap((operation) =>
    (operation.choose?.at ?? []).map(({ station, buffer }) => ({
      ...operation,
      stations: [station],
      buffer: buffer ?? operation.buffer,
      choose: null,
    })),
  )
  const all = [...routed, ...chosen]
  const shelves = new Set(buffers.map(({ id }) => id))
  // A part at the end of its route stands in its buffer as if it waited for an operation that no station does.
  products.forEach(({ id, route, sink, via }, product) => {
    const [first] = route
    if (first === undefined || !shelves.has(sink)) return
    const nothing = { id: '', stations: [], choose: null, next: [], components: [], parts: [], splits: [], batch: null, test: null }
    all.push({ ...first, ...nothing, buffer: sink, via, product, productId: id, base: all.length, step: -1 })
  })
  return all
}
