import { pools } from '../facts/pools.ts'
import { type Constraint, linearModel, type Variable } from '../model/linear-model.ts'
import { solve } from '../solver/choose.ts'
import { type Aspect, lateCosts } from './goal.ts'
import type { Shop, ShopOrder, ShopStation } from './shop.ts'

/**
 * What no schedule of these orders can beat, by the same expected times: orders may be cut to pieces and worked on everywhere at once, only no
 * pool of stations does more than its time allows. For the makespan it is the busiest pool with the shortest way to it and from it; for the
 * others an LP over the shares of the orders that are done by each moment. Null where the LP has no answer.
 */
export async function lowerBound(shop: Shop, aspect: Aspect, end: number): Promise<number | null> {
  if (shop.orders.length === 0) return 0
  const steps = poolsOf(shop)
  if (aspect === 'makespan') return makespanBound(shop, steps)
  const moments = momentsFor(shop, aspect, end)
  const done = (o: number, i: number) => `order ${o} done by moment ${i}`
  const weights = weightsOf(shop, aspect, moments)
  const variables: Variable[] = shop.orders.flatMap((order, o) =>
    moments.map((moment, i) => ({
      name: done(o, i),
      upper: mostDone(order, moment),
      objective: -(weights[o]?.[i] ?? 0),
    })),
  )
  const doneStaysDone: Constraint[] = shop.orders.flatMap((_, o) =>
    moments.slice(1).map((_, i) => ({
      name: `order ${o} stays done after moment ${i}`,
      terms: [
        { coefficient: 1, variable: done(o, i + 1) },
        { coefficient: -1, variable: done(o, i) },
      ],
      atLeast: 0,
    })),
  )
  const capacity: Constraint[] = steps.flatMap((pool) =>
    moments.map((moment, i) => ({
      name: `${pool.name} has time until moment ${i}`,
      terms: shop.orders.map((_, o) => ({ coefficient: pool.work[o] as number, variable: done(o, i) })),
      atMost: pool.timeUntil(moment),
    })),
  )
  const all = weights.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0)
  const model = linearModel({
    name: 'bound of the schedule',
    sense: 'minimise',
    offset: all,
    variables,
    constraints: [...doneStaysDone, ...capacity],
  })
  const { status, objective } = await solve(model)
  return status === 'optimal' && objective !== null ? Math.max(0, objective) : null
}

interface PoolWork {
  readonly name: string
  /** Slot-seconds of each order, on its fastest station. */
  readonly work: readonly number[]
  readonly timeUntil: (moment: number) => number
  readonly stations: ReadonlySet<number>
}

function poolsOf(shop: Shop): PoolWork[] {
  return pools(shop.facts).map(({ name, stations }) => {
    const places = stations.map(({ station }) => shop.stations.findIndex((one) => one.station.id === station.id))
    const inside = new Set(places)
    return {
      name,
      stations: inside,
      work: shop.orders.map(({ tasks }) =>
        tasks.reduce((sum, { modes, attempts }) => {
          const seconds = modes.flat().flatMap(({ station, unitSeconds }) => (inside.has(station) ? [unitSeconds] : []))
          return seconds.length === 0 ? sum : sum + attempts * Math.min(...seconds)
        }, 0),
      ),
      timeUntil: (moment) =>
        places.reduce((sum, place) => {
          const { workingTime, station, free } = shop.stations[place] as ShopStation
          return sum + workingTime.between(0, moment) * station.slots * shop.facts.availability(station) * free
        }, 0),
    }
  })
}

/** The share of an order that can be done by a moment: each task takes its time, with all its stations at it, after its release. */
function mostDone({ order, tasks }: ShopOrder, moment: number): number {
  const release = tasks.some(({ begun }) => begun) ? 0 : Math.max(0, order.release)
  const shares = tasks.map(({ modes }) => {
    const fastest = Math.min(...modes.map((parts) => Math.max(...parts.map(({ seconds, unitSeconds }) => Math.max(seconds, unitSeconds)))))
    return fastest > 0 ? (moment - release) / fastest : 1
  })
  return moment <= release ? 0 : Math.max(0, Math.min(1, ...shares))
}

function momentsFor({ orders }: Shop, aspect: Aspect, end: number): number[] {
  const most = Math.max(4, Math.min(40, Math.floor(2500 / orders.length)))
  if (aspect === 'lateOrders') {
    const dues = [...new Set(orders.flatMap(({ order }) => (order.due === null ? [] : [order.due])))].sort((a, b) => a - b)
    const every = Math.ceil(dues.length / most)
    return dues.filter((_, i) => (dues.length - 1 - i) % every === 0)
  }
  return Array.from({ length: most }, (_, i) => (end * (i + 1)) / most)
}

/** What each order costs that is not done by each moment, so that Σ weight · (1 − done) is at most its cost in any schedule. */
function weightsOf(shop: Shop, aspect: Aspect, moments: readonly number[]): number[][] {
  const costs = lateCosts(shop)
  const units = shop.orders.reduce((sum, { order }) => sum + order.quantity, 0)
  return shop.orders.map(({ order }, o) => {
    if (aspect === 'lateOrders') {
      const deadline = order.due === null ? -1 : moments.findIndex((moment) => moment >= (order.due as number))
      return moments.map((_, i) => (i === deadline ? 1 : 0))
    }
    const from = aspect === 'flow' ? Math.max(0, order.release) : order.due
    if (from === null) return moments.map(() => 0)
    const perSecond = aspect === 'flow' ? order.quantity / Math.max(1, units) : (costs[o] as number) / 86_400
    return moments.map((moment, i) => perSecond * Math.max(0, moment - Math.max(from, moments[i - 1] ?? 0)))
  })
}

function makespanBound(shop: Shop, steps: readonly PoolWork[]): number {
  const ofOrders = shop.orders.map(({ order, tasks }) => {
    const release = tasks[0]?.begun ? 0 : Math.max(0, order.release)
    return tasks.reduce((longest, { modes }) => Math.max(longest, release + fastest(modes)), 0)
  })
  const ofPools = steps.map((pool) => {
    const users = shop.orders.filter((_, o) => (pool.work[o] as number) > 0)
    if (users.length === 0) return 0
    const first = (order: ShopOrder) => order.tasks.findIndex(({ modes }) => modes.flat().some(({ station }) => pool.stations.has(station)))
    const last = (order: ShopOrder) =>
      order.tasks.findLastIndex(({ modes }) => modes.flat().some(({ station }) => pool.stations.has(station)))
    const unit = (modes: ShopOrder['tasks'][number]['modes']) => Math.min(...modes.flat().map(({ unitSeconds }) => unitSeconds))
    const head = Math.min(
      ...users.map((order) => {
        const before = order.tasks.slice(0, first(order))
        if (order.tasks.some(({ begun }) => begun)) return 0
        return before.reduce((sum, { modes }) => sum + unit(modes), Math.max(0, order.order.release))
      }),
    )
    const tail = Math.min(...users.map((order) => order.tasks.slice(last(order) + 1).reduce((sum, { modes }) => sum + unit(modes), 0)))
    const work = pool.work.reduce((a, b) => a + b, 0)
    return whenDone(pool, head, work) + tail
  })
  return Math.max(0, ...ofOrders, ...ofPools)
}

const fastest = (modes: ShopOrder['tasks'][number]['modes']) =>
  Math.min(...modes.map((parts) => Math.max(...parts.map(({ seconds }) => seconds))))

/** The first moment by which the pool has given `work` slot-seconds since `from`, by halving. */
function whenDone({ timeUntil }: PoolWork, from: number, work: number): number {
  const before = timeUntil(from)
  let high = from + 3600
  for (let i = 0; i < 60 && timeUntil(high) - before < work; i++) high = from + (high - from) * 2
  let low = from
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (timeUntil(middle) - before < work) low = middle
    else high = middle
  }
  return low
}
