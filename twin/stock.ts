import type { Inventory } from '../analysis/inventory/index.ts'
import type { Ahead } from '../engine/experiment/ahead.ts'
import { wilsonInterval } from '../engine/math/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import type { Share } from './counterfactual.ts'
import { aheadOf, FORECAST_SEED, type ForecastOptions, type Quantiles, quantileOf, sorted } from './forecast.ts'
import { type Remedy, remedyOf } from './remedy.ts'

/** What will be there at a moment (seconds after the start of the log). */
export interface FanStep {
  readonly at: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

export interface ItemAhead {
  readonly item: string
  readonly title: string
  readonly unit: string
  /** Unrestricted, as of the moment. */
  readonly now: number
  readonly fan: readonly FanStep[]
  /** There is nothing left: how likely within the time, and when. */
  readonly stockOut: Share & Quantiles
  /** A work unit waits for it, or a customer does not get all at once. */
  readonly shortage: Share & Quantiles
  /** The work unit that most often is the first to wait; null: customers, or nobody. */
  readonly starving: string | null
  /** What to do about it; null: nothing. */
  readonly remedy: Remedy | null
}

export interface StockForecast {
  /** Seconds after the start of the log. */
  readonly at: number
  readonly within: number
  readonly replications: number
  readonly seed: number
  readonly items: readonly ItemAhead[]
  readonly assumptions: AsOf['assumptions']
}

/** An item that will be short, as an alarm says it. */
export interface Shortage extends Quantiles {
  readonly item: string
  readonly title: string
  /** The work unit that starves first; null: customers wait. */
  readonly starving: string | null
  readonly probability: Share
  readonly remedy: Remedy | null
}

export interface StockOptions extends ForecastOptions {
  /** Seconds ahead. */
  readonly within: number
  /** Points of the fan. */
  readonly steps?: number
}

/** From this probability on a shortage is told. */
export const SHORTAGE_PROBABILITY = 0.3

const STEPS = 14

/** Runs from the plant as of a moment that follow its stocks and kits. */
export const stockRunsOf = (scenario: Scenario, options: StockOptions): Promise<readonly Ahead[]> =>
  aheadOf(scenario, { ...options, stockSteps: options.steps ?? STEPS })

/**
 * Stock as it will be: at equal steps of the time ahead the quantiles of what is there to be used, and whether and when there will be too little of it.
 * Null where no run came to its end.
 */
export async function stockForecastOf(then: AsOf, inventory: Inventory, options: StockOptions): Promise<StockForecast | null> {
  return stockForecastFrom(then, inventory, await stockRunsOf(then.scenario, options), options)
}

/** The same from runs that are there already. */
export function stockForecastFrom(
  then: AsOf,
  inventory: Inventory,
  runs: readonly Ahead[],
  { within, steps = STEPS, seed = FORECAST_SEED }: Pick<StockOptions, 'within' | 'steps' | 'seed'>,
): StockForecast | null {
  if (runs.length === 0) return null
  const { scenario, at } = then
  const { materials, products, stations } = scenario
  const stocks = runs.map(({ stock }) => stock!)
  const number = new Map([...materials, ...products].map(({ id }, item) => [id, item]))
  const items = inventory.lines.flatMap((line): ItemAhead[] => {
    const item = number.get(line.item)!
    const isWatched = materials[item] === undefined || materials[item].reorderPoint !== null || materials[item].mrp !== null
    if (!isWatched || line.unrestricted === null) return []
    const fan = Array.from({ length: steps }, (_, step) => {
      const levels = stocks.map(({ levels: all }) => all[item * steps + step]!).sort((a, b) => a - b)
      const of = (p: number) => quantileOf(levels, p)
      return { at: at + ((step + 1) / steps) * within, p10: of(0.1), p50: of(0.5), p90: of(0.9) }
    })
    const shortage = told(
      stocks.map(({ missed }) => missed[item]!),
      at,
    )
    const starving = mostOften(stocks.flatMap(({ missed, missedBy }) => (Number.isNaN(missed[item]!) ? [] : [missedBy[item]!])))
    return [
      {
        ...{ item: line.item, title: line.title, unit: line.unit, now: line.unrestricted, fan, shortage },
        stockOut: told(
          stocks.map(({ empty }) => empty[item]!),
          at,
        ),
        starving: starving < 0 ? null : stations[starving]!.id,
        remedy: remedyOf(scenario, inventory, line, { fan, shortage, within }),
      },
    ]
  })
  return { at, within, replications: runs.length, seed, items, assumptions: then.assumptions }
}

/** Items that are short at least as likely as `least`, the soonest first: what an alarm is raised for, with who starves, when, and what to do. */
export function shortagesOf({ items }: StockForecast, least = SHORTAGE_PROBABILITY): readonly Shortage[] {
  return items
    .filter(({ shortage }) => shortage.probability >= least)
    .map(({ item, title, starving, remedy, shortage: { p10, p50, p90, ...probability } }) => ({
      item,
      title,
      starving,
      remedy,
      p10,
      p50,
      p90,
      probability,
    }))
    .sort(
      (a, b) =>
        (a.p10 ?? Infinity) - (b.p10 ?? Infinity) ||
        (a.p50 ?? Infinity) - (b.p50 ?? Infinity) ||
        b.probability.probability - a.probability.probability,
    )
}

/** How often something comes (NaN: it does not), and when: a date that is not reached in so many runs is null. */
export function told(times: readonly number[], at: number): Share & Quantiles {
  const came = times.filter((time) => !Number.isNaN(time)).length
  const all = sorted(times)
  const of = (p: number) => {
    const value = quantileOf(all, p)
    return Number.isFinite(value) ? at + value : null
  }
  return { probability: came / times.length, ...wilsonInterval(came, times.length), p10: of(0.1), p50: of(0.5), p90: of(0.9) }
}

/** −1: there is none. Of equals the first. */
function mostOften(values: readonly number[]): number {
  const times = new Map<number, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  return [...times].sort(([a, n], [b, m]) => m - n || a - b)[0]?.[0] ?? -1
}
