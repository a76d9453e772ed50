import { capacityOf, contribution, type Grid, type Inflow } from '../facts/demand.ts'
import { type Pool, workPerUnit } from '../facts/pools.ts'
import type { Facts } from '../facts/routes.ts'

/** What a pool has to do and can do, step by step, and what falls behind. Slot-seconds. */
export interface PoolLoad {
  readonly pool: Pool
  readonly work: Float64Array
  readonly capacity: Float64Array
  /** Mean slot-seconds it can give per second, off shift included. */
  readonly pace: number
  /** Work waiting at the beginning of each step, and at the end of the last. */
  readonly backlog: Float64Array
  /** Money for one slot-second of work that waits one second. */
  readonly waitingCost: number
  /** Money for one unit that waits one second. */
  readonly unitWaitingCost: number
  /** Money for one slot-second of work that is late by one second. */
  readonly lateCost: number
  /** Seconds that work may wait before it is late. */
  readonly slack: number
  /** Money for one slot-second of work that is not done by the end. */
  readonly lostCost: number
}

/** A unit that waits an hour costs a thousandth of what it brings in, besides its holding cost: enough to tell a busy hour from an idle one. */
const impatiencePerHour = 0.001

export function poolLoad(facts: Facts, pool: Pool, flows: readonly Inflow[], grid: Grid): PoolLoad {
  const work = new Float64Array(grid.steps)
  let [units, waiting, late, lost, slack] = [0, 0, 0, 0, Infinity]
  for (const { product, from, units: arriving, lateCost, slack: allowed } of flows) {
    const perUnit = workPerUnit(facts, pool, product, from)
    if (perUnit === 0) continue
    const value = contribution(facts, product)
    for (let i = 0; i < grid.steps; i++) {
      const count = arriving[i] as number
      work[i] = (work[i] as number) + count * perUnit
      units += count
      waiting += count * (product.holdingCost / 86_400 + (value * impatiencePerHour) / 3600)
      late += count * lateCost
      lost += count * value
    }
    if (lateCost > 0) slack = Math.min(slack, allowed)
  }
  const capacity = Float64Array.from({ length: grid.steps }, (_, i) => capacityOf(pool, i * grid.step, (i + 1) * grid.step))
  const backlog = new Float64Array(grid.steps + 1)
  for (let i = 0; i < grid.steps; i++) backlog[i + 1] = Math.max(0, (backlog[i] as number) + (work[i] as number) - (capacity[i] as number))
  const sum = work.reduce((a, b) => a + b, 0)
  const perWork = units === 0 || sum === 0 ? 0 : 1 / sum
  return {
    pool,
    work,
    capacity,
    pace: capacity.reduce((a, b) => a + b, 0) / (grid.step * grid.steps),
    backlog,
    waitingCost: waiting * perWork,
    unitWaitingCost: units === 0 ? 0 : waiting / units,
    lateCost: late * perWork,
    slack,
    lostCost: lost * perWork,
  }
}

/** Part of a station taken away for a while. */
export interface Stop {
  readonly station: string
  /** Share of its slots that stand still. */
  readonly share: number
  readonly from: number
  readonly to: number
}

/**
 * What a stop costs: the work that falls behind waits until the pool has caught up, may be late, and is lost where the end comes first. A stop
 * while the station is off shift, or whose work the others take over at once, costs nothing.
 */
export function costOfStop(load: PoolLoad, { step, steps }: Grid, stop: Stop): number {
  const member = load.pool.stations.find(({ station }) => station.id === stop.station)
  if (!member) return 0
  let behind = load.backlog[Math.floor(stop.from / step)] ?? 0
  let cost = 0
  for (let i = Math.floor(stop.from / step); i < steps; i++) {
    const before = load.backlog[i + 1] as number
    const taken = member.workingTime.between(Math.max(stop.from, i * step), Math.min(stop.to, (i + 1) * step)) * member.rate * stop.share
    const work = load.work[i] as number
    behind = Math.max(0, behind + work - Math.max(0, (load.capacity[i] as number) - taken))
    if (behind <= before && i * step >= stop.to) return cost
    cost += (behind - before) * step * load.waitingCost
    if (load.lateCost > 0)
      cost += work * load.lateCost * (Math.max(0, behind / load.pace - load.slack) - Math.max(0, before / load.pace - load.slack))
    if (i === steps - 1) cost += (behind - before) * load.lostCost
  }
  return cost
}
