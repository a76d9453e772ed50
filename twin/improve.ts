import { levelFor } from '../engine/experiment/compare.ts'
import { meanOf } from '../engine/random/index.ts'
import type { DistributionSpec } from '../scenarios/distribution-spec.ts'
import type { Scenario, Station } from '../scenarios/model.ts'
import { COUNTERFACTUAL_SEED, type CounterfactualOptions, type Estimate, estimate } from './counterfactual.ts'
import { type Gap, gapOf } from './gap.ts'
import { profitOf } from './levers.ts'
import { pairedRuns } from './paired-runs.ts'

/** Something about a plant that could be a little better. */
export interface Improvement {
  readonly kind: 'yield' | 'time' | 'failures' | 'repair' | 'setup' | 'buffer' | 'crew'
  /** The station, buffer or crew; of failures and repairs `station/mode`. */
  readonly of: string
  readonly from: number
  readonly to: number
  /** Of `from` and `to`. */
  readonly unit: string
  readonly plant: Scenario
}

export interface RankedImprovement extends Omit<Improvement, 'plant'> {
  /** What it earns more over the time that is run: as found, and again with fresh luck. */
  readonly found: Estimate
  readonly verified: Estimate
  /** Of `verified`, by how far it was moved: money per unit of the parameter. */
  readonly slope: number | null
}

export interface Improvements {
  readonly replications: number
  readonly seed: number
  readonly within: number
  readonly level: number
  readonly tried: number
  /** Best first, by what fresh luck shows. */
  readonly ranking: readonly RankedImprovement[]
  readonly gap: Gap
}

const STEP = 0.1
/** Improvements that are run again with fresh luck. */
const VERIFIED = 8

/**
 * Where a plant earns most by being a little better: d(profit) / d(parameter) by finite differences with the same luck, and the best of them again with fresh
 * luck, since the best of many is in part the luckiest. Null where the pool was stopped.
 */
export async function improvementsOf(scenario: Scenario, options: Omit<CounterfactualOptions, 'believed'>): Promise<Improvements | null> {
  const { replications = 20, seed = COUNTERFACTUAL_SEED, within = scenario.horizon, pool, onProgress } = options
  const tried = improvements(scenario)
  const asked = { replications, seed, until: within, pool, onProgress }
  const runs = await pairedRuns([scenario, ...tried.map(({ plant }) => plant)], asked)
  if (runs[0]!.length < replications) return null
  const gains = (of: typeof runs, plants: readonly Scenario[]) => {
    const [base, ...others] = plants.map((plant, p) => profitOf(plant, within, of[p]!))
    return others.map((profits) => profits.map((one, r) => one - base![r]!))
  }
  const found = gains(runs, [scenario, ...tried.map(({ plant }) => plant)])
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const best = tried
    .map((one, i) => ({ one, gains: found[i]! }))
    .sort((a, b) => mean(b.gains) - mean(a.gains))
    .slice(0, VERIFIED)
  const plants = [scenario, ...best.map(({ one }) => one.plant)]
  const again = await pairedRuns(plants, { ...asked, from: replications, onProgress: undefined })
  if (again[0]!.length < replications) return null
  const fresh = gains(again, plants)
  const level = options.level ?? levelFor(best.length)
  const ranking = best.map(({ one: { plant: _, ...one }, gains: before }, i): RankedImprovement => {
    const verified = estimate(fresh[i]!, level)
    return { ...one, found: estimate(before, level), verified, slope: verified.mean === null ? null : verified.mean / (one.to - one.from) }
  })
  const first = ranking.reduce((most, one, i) => ((one.verified.mean ?? 0) > (ranking[most]?.verified.mean ?? 0) ? i : most), 0)
  const isBetter = (ranking[first]?.verified.low ?? 0) > 0
  return {
    ...{ replications, seed, within, level, tried: tried.length },
    gap: gapOf(scenario, within, {
      current: again[0]!,
      best: again[isBetter ? first + 1 : 0]!,
      bestPlant: plants[isBetter ? first + 1 : 0]!,
    }),
    ranking: ranking.toSorted((a, b) => (b.verified.mean ?? 0) - (a.verified.mean ?? 0)),
  }
}

/** Each by itself: a tenth less time, repair or set-up, a tenth longer between failures, a tenth less scrap, one place or one person more. */
export function improvements(scenario: Scenario): readonly Improvement[] {
  const { stations, buffers, crews, products } = scenario
  const withStation = (id: string, change: Partial<Station>): Scenario => ({
    ...scenario,
    stations: stations.map((one) => (one.id === id ? { ...one, ...change } : one)),
  })
  const operationsAt = (id: string) => products.flatMap(({ route }) => route.filter((one) => one.stations.includes(id)))
  return [
    ...stations.flatMap((station): Improvement[] => {
      const { id, time, failures, setups } = station
      const usesOwn = operationsAt(id).some((one) => one.time === null && one.steps.length === 0)
      const found: Improvement[] = []
      if (usesOwn && time !== null)
        found.push({
          kind: 'time',
          of: id,
          unit: 's',
          from: meanOf(time),
          to: meanOf(time) * (1 - STEP),
          plant: withStation(id, { time: scaled(time, 1 - STEP) }),
        })
      if (station.yield < 1 && operationsAt(id).some((one) => one.yield === null)) {
        const to = 1 - (1 - station.yield) * (1 - STEP)
        found.push({ kind: 'yield', of: id, unit: '1', from: station.yield, to, plant: withStation(id, { yield: to }) })
      }
      for (const mode of failures) {
        const with_ = (change: Partial<typeof mode>) =>
          withStation(id, { failures: failures.map((one) => (one.id === mode.id ? { ...one, ...change } : one)) })
        if (mode.clock !== 'signal')
          found.push({
            ...{ kind: 'failures', of: `${id}/${mode.id}`, unit: mode.clock === 'cycles' ? 'pcs' : 's', from: meanOf(mode.after) },
            ...{ to: meanOf(mode.after) * (1 + STEP), plant: with_({ after: scaled(mode.after, 1 + STEP) }) },
          })
        found.push({
          ...{ kind: 'repair', of: `${id}/${mode.id}`, unit: 's', from: meanOf(mode.repair) },
          ...{ to: meanOf(mode.repair) * (1 - STEP), plant: with_({ repair: scaled(mode.repair, 1 - STEP) }) },
        })
      }
      if (setups.length > 0) {
        const sum = setups.reduce((total, rule) => total + meanOf(rule.time), 0) / setups.length
        const plant = withStation(id, { setups: setups.map((rule) => ({ ...rule, time: scaled(rule.time, 1 - STEP) })) })
        found.push({ kind: 'setup', of: id, unit: 's', from: sum, to: sum * (1 - STEP), plant })
      }
      return found
    }),
    ...buffers.flatMap(({ id, capacity, store }): Improvement[] =>
      capacity === null || store !== null
        ? []
        : [
            {
              ...{ kind: 'buffer', of: id, unit: 'pcs', from: capacity, to: capacity + 1 },
              plant: { ...scenario, buffers: buffers.map((one) => (one.id === id ? { ...one, capacity: capacity + 1 } : one)) },
            },
          ],
    ),
    ...crews.flatMap(({ id, size, persons }): Improvement[] =>
      persons.length > 0
        ? []
        : [
            {
              ...{ kind: 'crew', of: id, unit: 'people', from: size, to: size + 1 },
              plant: { ...scenario, crews: crews.map((one) => (one.id === id ? { ...one, size: size + 1 } : one)) },
            },
          ],
    ),
  ]
}

/** The same distribution with every value `factor` times as long. */
function scaled(spec: DistributionSpec, factor: number): DistributionSpec {
  if (spec.kind === 'piecewise') return { ...spec, points: spec.points.map(([value, cumulative]) => [value * factor, cumulative] as const) }
  return times(spec, factor) as DistributionSpec
}

/** What gives the shape alone stays. */
const SHAPES = new Set(['kind', 'shape', 'k', 'weights'])

function times(value: unknown, factor: number): unknown {
  if (typeof value === 'number') return value * factor
  if (Array.isArray(value)) return value.map((one) => times(one, factor))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, SHAPES.has(key) ? one : times(one, factor)]))
}
