import { exp } from '../../engine/math/index.ts'
import { type Decisions, Evaluation } from './evaluate.ts'
import type { Goal } from './goal.ts'
import type { Shop, ShopOrder, Task } from './shop.ts'

export interface SearchOptions {
  /** How many schedules to try, after the starts by rule. A count, so that the search repeats. */
  readonly tries: number
  readonly seed: number
  /** A schedule to begin with, besides those by rule. */
  readonly start?: Decisions
  readonly stopped?: () => boolean
  readonly onImproved?: (score: number) => void
}

/**
 * The best schedule found: first by the rules people use (due date, slack, release, shortest work, families together), then by annealing
 * (Kirkpatrick et al. 1983) over insertions, swaps, exchanges of whole orders and changes of station, begun anew from the best a few times.
 * Repeats exactly: its luck is drawn from `seed`.
 */
export function search(shop: Shop, goal: Goal, { tries, seed, start, stopped, onImproved }: SearchOptions): Decisions {
  const evaluation = new Evaluation(shop)
  const score = (decisions: Decisions) => {
    evaluation.run(decisions)
    return goal.score(evaluation)
  }
  let best = startByRules(shop, score, start ? [start] : [])
  let bestScore = score(best)
  const moves = movesOf(shop)
  const luck = draws(seed)
  for (let round = 0; round < rounds; round++) {
    const current = copy(best)
    let currentScore = bestScore
    const hottest = (0.1 * Math.max(Math.abs(bestScore), 1e-6)) / (round + 1)
    const steps = Math.ceil(tries / rounds)
    for (let i = 0; i < steps; i++) {
      if (i % 256 === 0 && stopped?.()) return best
      const undo = change(current, moves, luck)
      if (undo === null) continue
      const next = score(current)
      const cooled = 1 - i / steps
      const worse = next - currentScore
      if (worse <= 0 || luck() < exp(-worse / (hottest * cooled * cooled * cooled))) {
        currentScore = next
        if (next < bestScore - 1e-9) {
          best = copy(current)
          bestScore = next
          onImproved?.(next)
        }
      } else undo()
    }
  }
  return best
}

const rounds = 4

/** The best of the schedules that rules of thumb make: each order at a time, or whichever could begin soonest. */
function startByRules(shop: Shop, score: (decisions: Decisions) => number, given: readonly Decisions[]): Decisions {
  const starts = ranks(shop).flatMap((rank) => [orderByOrder(shop, rank), soonestFirst(shop, rank)])
  return [...starts, ...given].reduce((a, b) => (score(b) < score(a) ? b : a))
}

function ranks({ orders }: Shop): number[][] {
  const work = orders.map(({ tasks }) => tasks.reduce((sum, { modes }) => sum + (modes[0]?.[0]?.seconds ?? 0), 0))
  const due = orders.map(({ order }) => order.due ?? Infinity)
  const keys = [
    due,
    due.map((moment, o) => moment - (work[o] as number)),
    orders.map(({ order }) => order.release),
    work,
    orders.map(({ order, family }, o) => family * 1e12 + Math.min(1e11, due[o] as number) + order.release * 1e-6),
    orders.map(({ order }, o) => (work[o] as number) / Math.max(1e-9, order.lateCost + 1e-6)),
  ]
  return keys.map((key) => {
    const byKey = orders.map((_, o) => o).sort((a, b) => compare(key[a] as number, key[b] as number) || a - b)
    const rank = new Array<number>(orders.length)
    for (const [place, o] of byKey.entries()) rank[o] = place
    return rank
  })
}

const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)

function orderByOrder(shop: Shop, rank: readonly number[]): Decisions {
  const order = shop.orders.map((_, o) => o).sort((a, b) => (rank[a] as number) - (rank[b] as number))
  const sequence = order.flatMap((o) => (shop.orders[o] as ShopOrder).tasks.filter(({ listed }) => listed).map(() => o))
  return { sequence: Int32Array.from(sequence), modes: firstModes(shop) }
}

/** Again and again the order whose next task could begin soonest, on whichever station ends it first; of equals the one that ranks first. */
export function soonestFirst(shop: Shop, rank: readonly number[]): Decisions {
  const evaluation = new Evaluation(shop)
  evaluation.begin()
  const modes = firstModes(shop)
  const next = shop.orders.map(() => 0)
  const sequence: number[] = []
  for (let left = shop.orders.reduce((sum, order) => sum + order.tasks.length, 0); left > 0; left--) {
    let chosen = -1
    let soonest = Infinity
    for (const [o, { tasks }] of shop.orders.entries()) {
      if ((next[o] as number) >= tasks.length) continue
      const at = evaluation.couldBegin(o)
      if (chosen < 0 || at < soonest || (at === soonest && (rank[o] as number) < (rank[chosen] as number))) {
        chosen = o
        soonest = at
      }
    }
    const task = next[chosen] as number
    const { listed } = (shop.orders[chosen] as ShopOrder).tasks[task] as Task
    const mode = listed ? evaluation.quickestMode(chosen) : 0
    if (listed) sequence.push(chosen)
    ;(modes[chosen] as Int32Array)[task] = mode
    evaluation.place(chosen, mode)
    next[chosen] = task + 1
  }
  return { sequence: Int32Array.from(sequence), modes }
}

const firstModes = ({ orders }: Shop) => orders.map(({ tasks }: { tasks: readonly Task[] }) => new Int32Array(tasks.length))

const copy = ({ sequence, modes }: Decisions): Decisions => ({ sequence: sequence.slice(), modes: modes.map((one) => one.slice()) })

interface Moves {
  readonly tasks: number
  readonly orders: number
  readonly length: readonly number[]
  /** Tasks that can be done in more than one way. */
  readonly alternatives: readonly { readonly order: number; readonly task: number; readonly modes: number }[]
}

function movesOf({ orders }: Shop): Moves {
  const length = orders.map(({ tasks }) => tasks.filter(({ listed }) => listed).length)
  return {
    tasks: length.reduce((a, b) => a + b, 0),
    orders: orders.length,
    length,
    alternatives: orders.flatMap(({ tasks }, order) =>
      tasks.flatMap(({ modes, listed }, task) => (listed && modes.length > 1 ? [{ order, task, modes: modes.length }] : [])),
    ),
  }
}

/** Changes the decisions in one place; gives back how to undo it, or null where nothing would change. */
function change({ sequence, modes }: Decisions, { tasks, orders, length, alternatives }: Moves, luck: () => number): (() => void) | null {
  if (alternatives.length > 0 && luck() < 0.25) {
    const { order, task, modes: count } = alternatives[Math.floor(luck() * alternatives.length)] as Moves['alternatives'][number]
    const own = modes[order] as Int32Array
    const before = own[task] as number
    own[task] = (before + 1 + Math.floor(luck() * (count - 1))) % count
    return () => {
      own[task] = before
    }
  }
  const kind = luck()
  if (kind < 0.2) {
    const [a, b] = [Math.floor(luck() * orders), Math.floor(luck() * orders)]
    if (a === b || length[a] !== length[b]) return null
    exchange(sequence, a, b)
    return () => exchange(sequence, a, b)
  }
  const [a, b] = [Math.floor(luck() * tasks), Math.floor(luck() * tasks)]
  if (sequence[a] === sequence[b]) return null
  if (kind < 0.5) {
    swap(sequence, a, b)
    return () => swap(sequence, a, b)
  }
  insert(sequence, a, b)
  return () => insert(sequence, b, a)
}

/** Each of two orders takes the places of the other. */
function exchange(sequence: Int32Array, a: number, b: number): void {
  for (let i = 0; i < sequence.length; i++) {
    if (sequence[i] === a) sequence[i] = b
    else if (sequence[i] === b) sequence[i] = a
  }
}

function swap(sequence: Int32Array, a: number, b: number): void {
  const kept = sequence[a] as number
  sequence[a] = sequence[b] as number
  sequence[b] = kept
}

/** Takes what stands at `from` and puts it at `to`. */
function insert(sequence: Int32Array, from: number, to: number): void {
  const moved = sequence[from] as number
  if (from < to) sequence.copyWithin(from, from + 1, to + 1)
  else sequence.copyWithin(to + 1, to, from)
  sequence[to] = moved
}

/** Numbers in [0, 1) for the search: mulberry32. A search is no simulation; it needs to repeat, not to be independent of anything. */
function draws(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
