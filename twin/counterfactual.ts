import { kpiCatalogue } from '../analysis/kpi/index.ts'
import { differences } from '../engine/experiment/compare.ts'
import { interval, LEVEL } from '../engine/experiment/interval.ts'
import type { Difference } from '../engine/experiment/result.ts'
import { wilsonInterval } from '../engine/math/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import { FIGURES, type FigureName, figuresOf, isOnTime } from './figures.ts'
import { quantileOf, sorted } from './forecast.ts'
import { type MeasuredRun, type PairedOptions, pairedRuns } from './paired-runs.ts'
import { shareDifference } from './paired-share.ts'

/** The same plant with something else in it: a cause removed, an action taken or not. */
export type Change = (scenario: Scenario, replication?: number) => Scenario

export interface CounterfactualOptions extends Pick<PairedOptions, 'pool' | 'onProgress'> {
  readonly replications?: number | undefined
  /** Luck of its own, which is not that of the log. */
  readonly seed?: number | undefined
  /** Seconds from the moment on. Not said: to the end of the plan, and until the last order is due. */
  readonly within?: number | undefined
  readonly level?: number | undefined
  /** What is only known within limits, drawn for each replication: the believed plant in which both are run. */
  readonly believed?: ((scenario: Scenario, replication: number) => Scenario) | undefined
}

export interface Estimate {
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}

/** `difference` is instead − as it is, run by run with the same luck. */
export interface FigureDifference {
  readonly name: FigureName
  readonly unit: string
  readonly asIs: Estimate
  readonly instead: Estimate
  readonly difference: Estimate
  /** In 95 of 100 single cases the difference lies in it; null: too few runs. */
  readonly range: { readonly low: number; readonly high: number } | null
}

export interface Share {
  readonly probability: number
  readonly low: number
  readonly high: number
}

export interface OrderDifference {
  readonly order: string
  /** Its number in the log. */
  readonly number: number
  readonly product: string
  /** Seconds after the start of the log. */
  readonly due: number
  readonly asIs: Share
  readonly instead: Share
  readonly difference: Estimate
}

export interface Counterfactual {
  /** Seconds after the start of the log, and for how long both plants were run from there. */
  readonly at: number
  readonly within: number
  readonly replications: number
  readonly seed: number
  readonly level: number
  readonly figures: readonly FigureDifference[]
  /** Open orders with a date. */
  readonly orders: readonly OrderDifference[]
  /** Of every KPI that both plants have. */
  readonly kpis: readonly Difference[]
  readonly assumptions: AsOf['assumptions']
}

export const COUNTERFACTUAL_SEED = 8_230_117

/**
 * What would be different from a moment on, had the plant been another one: both start as the log says it stood, and replication r of both has the
 * same luck. Fewer replications than asked for where the pool was stopped; null where there is none.
 */
export async function counterfactual(then: AsOf, change: Change, options: CounterfactualOptions): Promise<Counterfactual | null> {
  const { replications = 100, seed = COUNTERFACTUAL_SEED, level = LEVEL, believed, pool, onProgress } = options
  const { scenario } = then
  const within = options.within ?? spanOf(then)
  const plant = change(scenario, 0)
  const arms = believed ? [(r: number) => believed(scenario, r), (r: number) => change(believed(scenario, r), r)] : [scenario, plant]
  const [asIs, instead] = await pairedRuns(arms, { replications, seed, until: within, pool, onProgress })
  return asIs!.length === 0 ? null : counterfactualOf(then, [asIs!, instead!], { within, seed, level, plant })
}

/** To the end of the plan, and until the last order is due. */
export const spanOf = ({ scenario, dues, at }: AsOf): number =>
  Math.max(scenario.horizon, ...dues.map((due) => (due === null ? 0 : due - at)))

/** The figures of runs that are there already. */
export function counterfactualOf(
  then: AsOf,
  [asIs, instead]: readonly [readonly MeasuredRun[], readonly MeasuredRun[]],
  { within, seed, level, plant }: { readonly within: number; readonly seed: number; readonly level: number; readonly plant: Scenario },
): Counterfactual {
  const { scenario, at } = then
  const dues = then.dues.map((due) => (due === null ? null : due - at))
  const places = scenario.orders.map(({ id }) => plant.orders.findIndex((one) => one.id === id))
  const duesOf = plant.orders.map(({ id }) => dues[scenario.orders.findIndex((one) => one.id === id)] ?? null)
  const before = asIs.map(figuresOf(scenario, within, dues))
  const after = instead.map(figuresOf(plant, within, duesOf))
  return {
    at,
    within,
    replications: asIs.length,
    seed,
    level,
    figures: FIGURES.filter((name) => isTold(name, scenario)).map((name) => {
      const [one, other] = [before.map((run) => run[name]), after.map((run) => run[name])]
      const difference = other.map((value, r) => value - one[r]!)
      return {
        name,
        unit: unitOf(name, scenario),
        asIs: estimate(one, level),
        instead: estimate(other, level),
        difference: estimate(difference, level),
        range: rangeOf(difference),
      }
    }),
    orders: scenario.orders.flatMap(({ id, product }, o) => {
      const due = dues[o]!
      const place = places[o]!
      if (due === null || place < 0) return []
      const one = asIs.map((run) => isOnTime(run, o, due))
      const other = instead.map((run) => isOnTime(run, place, due))
      return [
        {
          order: id,
          number: then.orders[o]!,
          product,
          due: at + due,
          asIs: shareOf(one),
          instead: shareOf(other),
          difference: shareDifference(one, other),
        },
      ]
    }),
    kpis: differences(columns(scenario, asIs), columns(plant, instead), level),
    assumptions: then.assumptions,
  }
}

/** Where the next one lies in 95 of 100 cases: between the 2.5 % and 97.5 % of them, at (n + 1)p. */
export function rangeOf(values: readonly number[]): { readonly low: number; readonly high: number } | null {
  if (values.length < 39) return null
  const ordered = sorted(values)
  return { low: quantileOf(ordered, 0.025), high: quantileOf(ordered, 0.975) }
}

/** Money where there is any, orders where one is due. */
function isTold(name: FigureName, { products, orders }: Scenario): boolean {
  if (name === 'revenue' || name === 'profit') return products.some(({ price }) => price > 0)
  return name !== 'ordersOnTime' || orders.some(({ due }) => due !== null)
}

function unitOf(name: FigureName, { currency }: Scenario): string {
  if (name === 'stopped' || name === 'waiting') return 's'
  return name === 'cost' || name === 'revenue' || name === 'profit' ? currency : 'pcs'
}

/** Student's interval of the mean. */
export function estimate(values: readonly number[], level = LEVEL): Estimate {
  const { mean, halfWidth } = interval(values, level)
  const isKnown = mean !== null && halfWidth !== null
  return { mean, low: isKnown ? mean - halfWidth : null, high: isKnown ? mean + halfWidth : null }
}

export function shareOf(hits: readonly boolean[]): Share {
  const count = hits.filter(Boolean).length
  return { probability: count / hits.length, ...wilsonInterval(count, hits.length) }
}

function columns(scenario: Scenario, runs: readonly MeasuredRun[]) {
  const kpis = kpiCatalogue(scenario)
  return { kpis, values: kpis.map((_, i) => Float64Array.from(runs, ({ measured }) => measured.kpis[i]!)) }
}
