import type { Ahead, AheadOptions } from '../engine/experiment/ahead.ts'
import { wilsonInterval } from '../engine/math/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'

/** Where replications are run; a SimulationPool is one. */
export interface AheadPool {
  ahead(scenario: Scenario, options: AheadOptions): Promise<Ahead | null>
}

/** From which probability to be late an order is amber, and red. */
export interface Thresholds {
  readonly amber: number
  readonly red: number
}
export const THRESHOLDS: Thresholds = { amber: 0.2, red: 0.5 }
export type Class = 'green' | 'amber' | 'red'

/** Seconds after the start of the log; null: later than was looked. */
export interface Quantiles {
  readonly p10: number | null
  readonly p50: number | null
  readonly p90: number | null
}

export interface OrderForecast extends Quantiles {
  readonly order: string
  /** Its number in the log. */
  readonly number: number
  readonly product: string
  readonly quantity: number
  readonly completed: number
  readonly due: number | null
  /** Share of replications in which it is closed by its due date, with Wilson's interval; null: it has none. */
  readonly onTime: { readonly probability: number; readonly low: number; readonly high: number } | null
  readonly class: Class | null
  /** When the last of its units comes through each operation that is still to come. */
  readonly operations: readonly ({ readonly operation: string } & Quantiles)[]
}

export interface Forecast {
  /** Seconds after the start of the log. */
  readonly at: number
  readonly replications: number
  readonly seed: number
  readonly thresholds: Thresholds
  readonly orders: readonly OrderForecast[]
  readonly assumptions: AsOf['assumptions']
}

export interface ForecastOptions {
  readonly replications?: number | undefined
  /** Luck of its own, which is not that of the log. */
  readonly seed?: number | undefined
  readonly thresholds?: Thresholds | undefined
  /** Seconds ahead; an order that is not done by then is told as later. */
  readonly within?: number | undefined
  readonly pool: AheadPool
  readonly onProgress?: ((done: number, of: number) => void) | undefined
  /** Follow stocks and kits too, and tell the stocks at so many equal steps. */
  readonly stockSteps?: number | undefined
}

export const FORECAST_SEED = 7_041_776

/**
 * When each open order will be done, by simulation from the plant as of a moment. Quantiles are those of n runs at (n + 1)p, which one run more
 * is below with probability p. Fewer runs than asked for where the pool was stopped; null where there is none.
 */
export async function forecastOf(then: AsOf, options: ForecastOptions): Promise<Forecast | null> {
  const { replications = 200, seed = FORECAST_SEED, thresholds = THRESHOLDS } = options
  const runs = await aheadOf(then.scenario, { ...options, replications, seed })
  if (runs.length === 0) return null
  const { scenario, at } = then
  return {
    at,
    replications: runs.length,
    seed,
    thresholds,
    assumptions: then.assumptions,
    orders: scenario.orders.map((order, o) => {
      const closed = sorted(runs.map((run) => run.closed[o]!))
      const route = scenario.products.find(({ id }) => id === order.product)?.route ?? []
      const due = then.dues[o]!
      const hits = due === null ? 0 : closed.filter((time) => at + time <= due).length
      const onTime = due === null ? null : { probability: hits / runs.length, ...wilsonInterval(hits, runs.length) }
      return {
        order: order.id,
        number: then.orders[o]!,
        product: order.product,
        quantity: order.quantity,
        completed: order.completed,
        due,
        onTime,
        class: onTime === null ? null : classOf(1 - onTime.probability, thresholds),
        ...quantiles(closed, at),
        operations: route.flatMap(({ id }, step) => {
          const ends = runs.map((run) => run.operations[o * run.steps + step]!)
          return ends.every(Number.isNaN) ? [] : [{ operation: id, ...quantiles(sorted(ends), at) }]
        }),
      }
    }),
  }
}

/** Runs of what is ahead, in the order of their replications, as far as they have no gap. */
export async function aheadOf(
  scenario: Scenario,
  { replications = 200, seed = FORECAST_SEED, within, pool, onProgress, stockSteps = 0 }: ForecastOptions,
): Promise<readonly Ahead[]> {
  const last = Math.max(0, ...scenario.orders.map(({ due, release }) => Math.max(due ?? 0, release)))
  const until = within ?? Math.max(scenario.horizon, 3 * last)
  let done = 0
  const asked = Array.from({ length: replications }, async (_, replication) => {
    const run = await pool.ahead(scenario, { seed, replication, until, ...(stockSteps > 0 && { stockSteps }) })
    if (run !== null) onProgress?.(++done, replications)
    return run
  })
  const all = await Promise.all(asked)
  const gap = all.indexOf(null)
  return (gap < 0 ? all : all.slice(0, gap)).filter((run) => run !== null)
}

export const classOf = (late: number, { amber, red }: Thresholds): Class => (late >= red ? 'red' : late >= amber ? 'amber' : 'green')

/** Of forecasts at moments in order: since which of them the order has been in the class of the last; null where the last knows no class. */
export function sinceWhen(forecasts: readonly Forecast[], number: number): number | null {
  const classes = forecasts.map(({ at, orders }) => ({ at, class: orders.find((one) => one.number === number)?.class ?? null }))
  const last = classes.at(-1)?.class ?? null
  if (last === null) return null
  const other = classes.findLastIndex((one) => one.class !== last)
  return classes[other + 1]!.at
}

/** What has not come by the end of a run is later than all that has. */
export const sorted = (times: readonly number[]): number[] =>
  times.map((time) => (Number.isNaN(time) ? Number.POSITIVE_INFINITY : time)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/** The value at (n + 1)p of sorted ones, between two of them in proportion. */
export function quantileOf(values: readonly number[], p: number): number {
  const place = Math.min(Math.max((values.length + 1) * p, 1), values.length)
  const below = Math.floor(place)
  const low = values[below - 1]!
  const share = place - below
  return share === 0 ? low : low + share * (values[below]! - low)
}

function quantiles(values: readonly number[], at: number): Quantiles {
  const of = (p: number) => {
    const value = quantileOf(values, p)
    return Number.isFinite(value) ? at + value : null
  }
  return { p10: of(0.1), p50: of(0.5), p90: of(0.9) }
}
