import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import { COUNTERFACTUAL_SEED, type CounterfactualOptions, type Share, shareOf, spanOf } from './counterfactual.ts'
import { isOnTime } from './figures.ts'
import { pairedRuns } from './paired-runs.ts'

/** Is the date kept? `kept` only where even the lower bound is as likely as asked for; `not kept` where the upper is not. */
export type Kept = 'kept' | 'not kept' | 'cannot tell'

export interface Stage {
  readonly name: string
  readonly plant: Scenario
}

export interface OrderKept {
  readonly order: string
  /** Seconds after the start of the log. */
  readonly due: number
  /** Stage by stage: P(on time) with Wilson's interval, and what may be claimed of it. */
  readonly stages: readonly (Share & { readonly name: string; readonly claim: Kept })[]
}

export interface KeptOrders {
  readonly at: number
  readonly replications: number
  readonly seed: number
  readonly target: number
  readonly orders: readonly OrderKept[]
  /** That every one of them is on time, stage by stage. */
  readonly all: OrderKept['stages']
}

/** P(on time) of each open order with a date, stage by stage (as it is, after a quarantine, after a new plan …), with the same luck. Null where stopped. */
export async function keptOrders(
  then: AsOf,
  stages: readonly Stage[],
  { target, ...options }: Omit<CounterfactualOptions, 'believed' | 'level'> & { readonly target: number },
): Promise<KeptOrders | null> {
  const { replications = 200, seed = COUNTERFACTUAL_SEED, within = spanOf(then), pool, onProgress } = options
  const runs = await pairedRuns(
    stages.map(({ plant }) => plant),
    { replications, seed, until: within, pool, onProgress },
  )
  if (runs[0]!.length === 0) return null
  const dated = then.scenario.orders.flatMap(({ id }, o) => {
    const due = then.dues[o]!
    return due === null ? [] : [{ id, due: due - then.at }]
  })
  const hits = stages.map(({ plant }, s) => {
    const places = dated.map(({ id }) => plant.orders.findIndex((one) => one.id === id))
    return runs[s]!.map((run) => dated.map(({ due }, o) => places[o]! >= 0 && isOnTime(run, places[o]!, due)))
  })
  const told = (of: (run: readonly boolean[]) => boolean) =>
    stages.map(({ name }, s) => {
      const share = shareOf(hits[s]!.map(of))
      return { name, ...share, claim: claimOf(share, target) }
    })
  return {
    ...{ at: then.at, replications: runs[0]!.length, seed, target },
    orders: dated.map(({ id, due }, o) => ({ order: id, due: then.at + due, stages: told((run) => run[o]!) })),
    all: told((run) => run.every(Boolean)),
  }
}

export const claimOf = ({ low, high }: Pick<Share, 'low' | 'high'>, target: number): Kept =>
  low >= target ? 'kept' : high < target ? 'not kept' : 'cannot tell'
