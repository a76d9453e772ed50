import { kpiCatalogue } from '../../analysis/kpi/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { compareMeasured, levelFor, type Measured } from './compare.ts'
import { interval } from './interval.ts'
import type { OnBytes, SimulationPool } from './pool.ts'
import type { ReplicationResult } from './replicate.ts'
import type { Comparison, KpiResult, RunResult } from './result.ts'
import { type ExperimentOptions, type Settings, settle } from './settings.ts'
import { RNG_VERSION, VERSION } from './version.ts'

/** A scenario and the hash of its normal form. */
export interface Subject {
  readonly scenario: Scenario
  readonly hash: string
}

/** A variant of a base: what was changed, or null where they are unrelated. */
export interface Variant extends Subject {
  readonly id: string
  readonly patch: unknown
}

/**
 * Replications 0 … n − 1 of one scenario. With `onLog` replication 0 is recorded in full, its log handed over and its hash given. When the pool
 * is stopped, the replications finished without a gap are the result, marked `partial`. Only `wallSeconds` is left to the caller: nothing below
 * the rim knows how long it takes.
 */
export async function runExperiment(
  subject: Subject,
  options: ExperimentOptions & { readonly onLog?: OnBytes | undefined },
): Promise<Omit<RunResult, 'wallSeconds'>> {
  const { scenario, hash } = subject
  const settings = await settle([scenario], options)
  const logged: { hash?: string } = {}
  const [results] = settings
    ? await runAll([scenario], settings, options, async (first) => {
        if (!options.onLog) return options.pool.replicate(scenario, first)
        const { result, logHash, stopped } = await options.pool.record(scenario, first, options.onLog)
        if (!stopped) logged.hash = logHash
        return stopped ? null : result
      })
    : [[]]
  const done = results!
  const { kpis, values } = measured(scenario, done)
  return {
    takt: VERSION,
    rng: RNG_VERSION,
    scenario: { id: scenario.id, hash },
    seed: settings?.seed ?? options.seed ?? scenario.seed,
    replications: done.length,
    horizon: settings?.until ?? options.until ?? scenario.horizon,
    warmUp: settings?.warmUp ?? 0,
    unit: 's',
    kpis: kpis.map((kpi, i): KpiResult => ({ ...kpi, ...interval(values[i]!), values: Array.from(values[i]!, orNull) })),
    events: done.reduce((sum, { events }) => sum + events, 0),
    ...(logged.hash !== undefined && { logHash: logged.hash }),
    ...(settings && settings.warnings.length > 0 && { warnings: settings.warnings }),
    ...((settings === null || done.length < settings.replications) && { partial: true as const }),
    input: scenario,
  }
}

/**
 * The base and its variants with common random numbers: replication r of each has the same luck. The base's objective decides, at a level
 * shared out over the variants (Bonferroni). When the pool is stopped, the replications that all of them finished are compared.
 */
export async function runComparison(base: Subject, variants: readonly Variant[], options: ExperimentOptions): Promise<Comparison> {
  const scenarios = [base.scenario, ...variants.map(({ scenario }) => scenario)]
  const settings = await settle(scenarios, options)
  const all = settings ? await runAll(scenarios, settings, options) : scenarios.map(() => [])
  const replications = Math.min(...all.map(({ length }) => length))
  const columns = scenarios.map((scenario, i) => measured(scenario, all[i]!.slice(0, replications)))
  const { objective } = base.scenario
  const level = levelFor(variants.length)
  const compared = variants.map(({ id, patch }, i) => compareMeasured(columns[0]!, { id, patch, ...columns[i + 1]! }, { objective, level }))
  return {
    base: { id: base.scenario.id, hash: base.hash },
    variants: compared.map(({ variant }) => variant),
    objective,
    replications,
    varianceReduction: compared.map((one) => one.varianceReduction),
    ...(settings && settings.warnings.length > 0 && { warnings: settings.warnings }),
    ...((settings === null || replications < settings.replications) && { partial: true as const }),
  }
}

/**
 * Every replication of every scenario over the pool, replication by replication, so that a stop leaves all scenarios equally far. Results come
 * in the order of replications, as far as they have no gap, whoever ran them and whenever they ended.
 */
async function runAll(
  scenarios: readonly Scenario[],
  { seed, replications, until, warmUp }: Settings,
  { pool, onProgress }: ExperimentOptions,
  first?: (options: Parameters<SimulationPool['replicate']>[1]) => Promise<ReplicationResult | null>,
): Promise<ReplicationResult[][]> {
  const of = scenarios.length * replications
  let done = 0
  const asked = Array.from({ length: replications }, (_, replication) => {
    const options = { seed, replication, until, warmUp }
    return scenarios.map(async (scenario) => {
      const result = replication === 0 && first ? await first(options) : await pool.replicate(scenario, options)
      if (result) onProgress?.(++done, of)
      return result
    })
  })
  const results = await Promise.all(asked.flat())
  return scenarios.map((_, s) => withoutGap(results.filter((_, i) => i % scenarios.length === s)))
}

function withoutGap(results: readonly (ReplicationResult | null)[]): ReplicationResult[] {
  const found: ReplicationResult[] = []
  for (const result of results) {
    if (result === null) break
    found.push(result)
  }
  return found
}

function measured(scenario: Scenario, results: readonly ReplicationResult[]): Measured {
  const kpis = kpiCatalogue(scenario)
  return { kpis, values: kpis.map((_, i) => Float64Array.from(results, ({ values }) => values[i]!)) }
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value)
