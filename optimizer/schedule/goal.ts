import type { Objective } from '../../scenarios/model.ts'
import type { Evaluation } from './evaluate.ts'
import type { Shop } from './shop.ts'

/** What a schedule is searched for. `lateOrders` and `lateness` look at due dates, `flow` at the time orders spend in the plant. */
export type Aspect = 'lateOrders' | 'lateness' | 'flow' | 'makespan'

export interface Goal {
  readonly aspect: Aspect
  readonly words: string
  /** Less is better: the aspect, and to a small part lateness, time in the plant and set-ups. */
  readonly score: (evaluation: Evaluation) => number
  /** The aspect alone, without the tie-breaks. */
  readonly value: (completion: ArrayLike<number>) => number
}

export function aspectOf({ kpi }: Objective, hasDueDates: boolean): Aspect {
  if (kpi === 'onTimeRatio' || kpi === 'serviceLevel') return hasDueDates ? 'lateOrders' : 'flow'
  if (kpi === 'leadTime' || kpi === 'waitingTime' || kpi === 'wip' || kpi === 'queueLength') return 'flow'
  if (kpi === 'cost') return hasDueDates ? 'lateness' : 'flow'
  return 'makespan'
}

const far = 1e12

/**
 * How much a day late counts beside what is looked for. An order that is late anyway is not left lying for days: one late order is worth five
 * days of lateness, not all of them.
 */
const daysLateAlike = { lateOrders: 0.2, lateness: 0, flow: 1e-3, makespan: 1e-3 }

export function goalOf(shop: Shop, aspect: Aspect): Goal {
  const due = shop.orders.map(({ order }) => order.due)
  const units = shop.orders.map(({ order }) => order.quantity)
  const allUnits = Math.max(
    1,
    units.reduce((a, b) => a + b, 0),
  )
  const cost = lateCosts(shop)
  const meanCost = cost.reduce((a, b) => a + b, 0) / Math.max(1, cost.length)
  const reach = (completion: ArrayLike<number>, o: number) => Math.min(far, completion[o] as number)
  const late = (completion: ArrayLike<number>, o: number) => {
    const moment = due[o]
    return moment === null || moment === undefined ? 0 : Math.max(0, reach(completion, o) - moment)
  }
  const sum = (of: (o: number) => number) => shop.orders.reduce((total, _, o) => total + of(o), 0)
  const values: Record<Aspect, (completion: ArrayLike<number>) => number> = {
    lateOrders: (completion) => sum((o) => (late(completion, o) > 1e-6 ? 1 : 0)),
    lateness: (completion) => sum((o) => (late(completion, o) / 86_400) * (cost[o] as number)),
    flow: (completion) =>
      sum((o) => (units[o] as number) * (reach(completion, o) - Math.max(0, shop.orders[o]?.order.release ?? 0))) / allUnits,
    makespan: (completion) => shop.orders.reduce((most, _, o) => Math.max(most, reach(completion, o)), 0),
  }
  const words: Record<Aspect, string> = {
    lateOrders: 'orders late',
    lateness: cost.every((one) => one === 1) ? 'days late in all' : 'late cost',
    flow: 'seconds from release to the last unit, mean over units',
    makespan: 'seconds until all is done',
  }
  const value = values[aspect]
  const scale = { lateOrders: 1, lateness: meanCost, flow: 3600, makespan: 3600 }[aspect]
  return {
    aspect,
    value,
    words: words[aspect],
    score: ({ completion, setupSeconds }) =>
      value(completion) +
      scale *
        ((daysLateAlike[aspect] * values.lateness(completion)) / Math.max(1e-9, meanCost) +
          2e-4 * (values.flow(completion) / 3600 + 0.1 * (values.makespan(completion) / 3600) + 0.1 * (setupSeconds / 3600))),
  }
}

/** Cost per day late of each order; where none has any, each counts one. */
export function lateCosts({ orders }: Shop): number[] {
  const costs = orders.map(({ order }) => order.lateCost)
  return costs.some((cost) => cost > 0) ? costs : costs.map(() => 1)
}
