import { wilsonInterval } from '../engine/math/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import type { Change, Share } from './counterfactual.ts'
import { type AheadPool, aheadOf } from './forecast.ts'

/** Something that can be done so that orders are kept, and what it costs. */
export interface Countermeasure {
  readonly name: string
  readonly cost: number
  readonly change: Change
}

export interface Delivery {
  readonly replications: number
  /** All orders that are due by the end of the time that is looked at. */
  readonly all: Share
  /** Each of them: the least likely first. */
  readonly orders: readonly { readonly order: string; readonly onTime: Share }[]
}

export interface DeliveryOptions {
  readonly pool: AheadPool
  /** Orders due later do not count, seconds after the start of the log; those released later are left out. */
  readonly dueBy: number
  readonly replications?: number | undefined
  /** Where the interval holds this chance, it is looked at once more with so many runs. */
  readonly unless?: { readonly target: number; readonly replications: number } | undefined
  readonly seed?: number | undefined
}

const DELIVERY_SEED = 5_318_008

/** P(all due orders on time) in the plant as of a moment, with something changed in it. Null: the pool was stopped. */
export async function deliveryOf(then: AsOf, change: Change, options: DeliveryOptions): Promise<Delivery | null> {
  const { unless, ...rest } = options
  const first = await delivered(then, change, rest)
  if (unless === undefined || first === null || first.all.low >= unless.target || first.all.high < unless.target) return first
  return delivered(then, change, { ...rest, replications: unless.replications })
}

async function delivered(then: AsOf, change: Change, options: DeliveryOptions): Promise<Delivery | null> {
  const { pool, dueBy, replications = 100, seed = DELIVERY_SEED } = options
  const { at } = then
  const plant = change(then.scenario)
  // By id: a remedy may add orders.
  const due = new Map(
    then.scenario.orders.flatMap(({ id }, o) => (then.dues[o] == null || then.dues[o]! > dueBy ? [] : [[id, then.dues[o]!]])),
  )
  const orders = plant.orders.filter(({ release }) => at + release < dueBy)
  const looked: Scenario = { ...plant, orders, dispatch: [] }
  const runs = await aheadOf(looked, { pool, replications, seed, within: dueBy - at + 1 })
  if (runs.length === 0) return null
  const hits = orders.map(() => 0)
  let all = 0
  for (const { closed } of runs) {
    let isAll = true
    orders.forEach(({ id }, o) => {
      const date = due.get(id)
      if (date === undefined) return
      if (at + closed[o]! <= date) hits[o]!++
      else isAll = false
    })
    if (isAll) all++
  }
  const share = (count: number) => ({ probability: count / runs.length, ...wilsonInterval(count, runs.length) })
  return {
    replications: runs.length,
    all: share(all),
    orders: orders
      .flatMap(({ id }, o) => (due.has(id) ? [{ order: id, onTime: share(hits[o]!) }] : []))
      .sort((a, b) => a.onTime.probability - b.onTime.probability),
  }
}

export interface Kept {
  /** The cheapest with which the lower limit of P(all on time) is the target or more; null: none of those that were tried. */
  readonly by: Countermeasure | null
  readonly tried: readonly { readonly remedy: Countermeasure; readonly delivery: Delivery }[]
  /** The order that is least likely to be kept when nothing is done that costs anything. */
  readonly worst: string | null
}

/** The cheapest remedy that keeps the promise, each tried by simulation with the same luck, the cheapest first. */
export async function cheapestRemedy(
  then: AsOf,
  remedies: readonly Countermeasure[],
  { target, ...options }: DeliveryOptions & { readonly target: number },
): Promise<Kept | null> {
  const tried: { remedy: Countermeasure; delivery: Delivery }[] = []
  for (const remedy of [...remedies].sort((a, b) => a.cost - b.cost)) {
    const delivery = await deliveryOf(then, remedy.change, options)
    if (delivery === null) return null
    tried.push({ remedy, delivery })
    if (delivery.all.low >= target) return { by: remedy, tried, worst: tried[0]!.delivery.orders[0]?.order ?? null }
  }
  return { by: null, tried, worst: tried[0]?.delivery.orders[0]?.order ?? null }
}
