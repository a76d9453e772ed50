import { kpiCatalogue } from '../../analysis/kpi/index.ts'
import { independenceChance, lag1 } from './autocorrelation.ts'
import type { Subject } from './experiment.ts'
import { interval } from './interval.ts'
import type { BatchMeans, KpiResult, RunResult } from './result.ts'
import { type ExperimentOptions, settle } from './settings.ts'
import { RNG_VERSION, VERSION } from './version.ts'

/** Fewer, longer batches are less correlated; more than 30 narrow nothing (Schmeiser 1982). */
export const BATCHES = { fewest: 10, usual: 20, most: 30 } as const

/** How often a run that is long enough is warned about all the same. */
const FALSE_ALARM = 0.05

/**
 * The steady state from one long run: cut into batches of equal length after the warm-up, each batch one value of every KPI, and Student's
 * interval over the batches as if they were replications. That holds where batches are long enough to be nearly independent: each of the
 * plant's KPIs is tested for correlation of neighbours, and a warning says which failed. `values` are those of the batches.
 */
export async function runBatchMeans(
  { scenario, hash }: Subject,
  options: Omit<ExperimentOptions, 'replications'> & { readonly batches: number },
): Promise<Omit<RunResult, 'wallSeconds'>> {
  const { batches: count, pool, onProgress } = options
  if (!(Number.isInteger(count) && count >= BATCHES.fewest && count <= BATCHES.most))
    throw new RangeError(`batch means need ${BATCHES.fewest} to ${BATCHES.most} batches, got ${count}`)
  const settings = await settle([scenario], { ...options, replications: 1 })
  const { seed = options.seed ?? scenario.seed, until = options.until ?? scenario.horizon, warmUp = 0, warnings = [] } = settings ?? {}
  const run = settings && (await pool.batches(scenario, { seed, replication: 0, until, warmUp }, count))
  if (run) onProgress?.(1, 1)
  const kpis = kpiCatalogue(scenario).map((kpi, i): KpiResult => {
    const values = (run?.values ?? []).map((batch) => batch[i]!)
    return { ...kpi, ...interval(values), values: values.map((value) => (Number.isNaN(value) ? null : value)) }
  })
  const correlated = correlatedOf(kpis)
  const all = [...warnings, ...correlated.map(({ name, lag1: r }) => warning(name, r, count))]
  return {
    takt: VERSION,
    rng: RNG_VERSION,
    scenario: { id: scenario.id, hash },
    seed,
    replications: run ? 1 : 0,
    horizon: until,
    warmUp,
    unit: 's',
    kpis,
    events: run?.events ?? 0,
    batchMeans: { batches: count, length: (until - warmUp) / count, correlated },
    ...(all.length > 0 && { warnings: all }),
    ...(run === null && { partial: true as const }),
    input: scenario,
  }
}

/** The plant's KPIs whose batches are not independent, all tests together at 5 % (Bonferroni). */
function correlatedOf(kpis: readonly KpiResult[]): BatchMeans['correlated'] {
  const tested = kpis.flatMap(({ name, subject, values, halfWidth }) => {
    const numbers = values.filter((value) => value !== null)
    const neighbours = subject === 'plant' && halfWidth !== null ? lag1(numbers) : null
    return neighbours === null ? [] : [{ name, subject, lag1: neighbours, chance: independenceChance(numbers) }]
  })
  return tested
    .filter(({ chance }) => chance < FALSE_ALARM / tested.length)
    .map(({ name, subject, lag1: neighbours }) => ({ name, subject, lag1: neighbours }))
}

const warning = (name: string, r: number, count: number) =>
  `The ${count} batches of ${name} are not independent (lag-1 correlation ${r.toFixed(2)}): its interval is too narrow. Run longer.`
