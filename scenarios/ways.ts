import type { Product } from './model.ts'

/** Leaving the plant, in place of the number of an operation. */
export const OUT = -1

export interface Way {
  /** Number within the route, or OUT. */
  readonly to: number
  /** As a planner expects it: a branch by condition is as likely as any other of them. */
  readonly share: number
}

type Routed = Pick<Product, 'route' | 'versions'>

/** Where a unit may go after the operation. One of another version goes on to the next of its own; all versions of the operation are as likely. */
export function waysOn({ route, versions }: Routed, step: number): readonly Way[] {
  const { next } = route[step]!
  const number = (id: string) => route.findIndex((one) => one.id === id)
  const onward = step + 1 < route.length ? step + 1 : OUT
  const last = next.at(-1)
  const rest = last !== undefined && last.probability === null && last.when === null ? number(last.to) : onward
  const branches = next.filter(({ probability, when }) => probability !== null || when !== null)
  const byChance = branches.filter(({ probability }) => probability !== null)
  const left = 1 - byChance.reduce((sum, { probability }) => sum + probability!, 0)
  const each = left / (branches.length - byChance.length + 1)
  const ways = new Map<number, number>()
  const add = (to: number, share: number) => {
    if (share > 1e-9) ways.set(to, (ways.get(to) ?? 0) + share)
  }
  const own = route[step]!.versions.length > 0 ? route[step]!.versions : versions.map(({ id }) => id)
  const spread = (to: number, share: number) => {
    if (own.length === 0 || to === OUT) add(to, share)
    else for (const version of own) add(atOrAfter(route, to, version), share / own.length)
  }
  for (const { to, probability } of branches) spread(number(to), probability ?? each)
  spread(rest, each)
  return [...ways].map(([to, share]) => ({ to, share }))
}

/** The first operation from that step on to which units of the version come; OUT: there is none. */
export function atOrAfter(route: Product['route'], step: number, version: string): number {
  const found = route.findIndex((one, i) => i >= step && (one.versions.length === 0 || one.versions.includes(version)))
  return found < 0 ? OUT : found
}

/** Planned work of the operations to come after each of a route, where `work` is that of each. */
export function workToCome(product: Routed, work: readonly number[]): readonly number[] {
  const ways = product.route.map((_, step) => waysOn(product, step))
  const after = work.map(() => 0)
  // From the end to the beginning: once where units only go forward, until it hardly changes where some come back.
  for (let round = 0, change = 1; change > 0.5 && round < 10_000; round++) {
    change = 0
    for (let step = work.length - 1; step >= 0; step--) {
      const before = after[step]!
      after[step] = ways[step]!.reduce((sum, { to, share }) => sum + (to === OUT ? 0 : share * (work[to]! + after[to]!)), 0)
      change = Math.max(change, Math.abs(after[step]! - before))
    }
  }
  return after.map(Math.round)
}
