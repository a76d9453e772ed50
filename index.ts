/**
 * Takt as a library: the functions behind the command line, in Node and, bundled, in a browser.
 *
 *     const plant = loadScenario(text, { file: 'plant.yaml' })
 *     if ('problems' in plant) throw new Error(plant.problems.map(({ message }) => message).join('\n'))
 *     const { kpis } = await simulate(plant, { replications: 20 })
 */
import { runBatchMeans } from './engine/experiment/batch-means.ts'
import { type RunExtras, runComparison, runExperiment, type Subject, type Variant } from './engine/experiment/experiment.ts'
import { inThisThread } from './engine/experiment/in-this-thread.ts'
import type { OnBytes, SimulationPool } from './engine/experiment/pool.ts'
import type { Comparison, RunResult, Selection } from './engine/experiment/result.ts'
import { selectByRace } from './engine/experiment/select-kn.ts'
import { selectByBudget } from './engine/experiment/select-ocba.ts'
import type { ExperimentOptions } from './engine/experiment/settings.ts'
import { hashNatively } from './engine/worker/native-hash.ts'
import { nodePool } from './engine/worker/node-pool.ts'
import { type Aim, comparable, propose, type Saving, type Suggestion, withProof } from './optimizer/index.ts'
import { proposeInNodeWorker } from './optimizer/worker/in-node.ts'
import { scenarioHash } from './scenarios/hash.ts'

export { ACTIVITIES, AREAS, type Cell, coverageOf, linksOf, unknownReferences } from './analysis/activities/index.ts'
export {
  type Alarm,
  type AlarmNote,
  type AlarmRule,
  alarmsOf,
  foreknowledge,
  noted,
  type RuleSummary,
  ruleSummaries,
} from './analysis/alarms/index.ts'
export * from './analysis/answers/index.ts'
export { type Blame, blameOf } from './analysis/blame/blame.ts'
export { type Bottleneck, bottleneckOf } from './analysis/bottleneck/bottleneck.ts'
export { type Limits, limitsOf } from './analysis/bottleneck/limits.ts'
export * from './analysis/causes/index.ts'
export {
  Backward,
  Exposure,
  exposureTo,
  type FromStock,
  Genealogy,
  genealogyOf,
  type LotBalance,
  type LotExposure,
  type LotExposures,
  lotBalance,
  lotExposure,
  type MaterialLine,
  materialsOf,
  Origins,
  type Recall,
  recallOf,
  type SuspectJobs,
  type Suspicion,
  suspectJobs,
} from './analysis/genealogy/index.ts'
export * from './analysis/inventory/index.ts'
export {
  ELEMENT_MEANING,
  ELEMENTS,
  type ElementName,
  type Elements,
  ISO_KPIS,
  type IsoKpi,
  isoKpi,
  isoValue,
  KPI_DEFINITIONS,
  type KpiDefinition,
  kpiDefinition,
  mtbf,
} from './analysis/kpi/index.ts'
export * from './analysis/lateness/index.ts'
export * from './analysis/maintenance/index.ts'
export * from './analysis/performance/index.ts'
export * from './analysis/production/index.ts'
export * from './analysis/quality/index.ts'
export { Fate, Link, type PlantRecord, RowsBy, recordOf, rowsBy, Table } from './analysis/record/index.ts'
export * from './analysis/sampling/index.ts'
export * from './analysis/spc/index.ts'
export * from './analysis/waste/index.ts'
export type { Subject, Variant } from './engine/experiment/experiment.ts'
export { RunFailed } from './engine/experiment/pool.ts'
export type {
  Alternative,
  BatchMeans,
  ComparedVariant,
  Comparison,
  Difference,
  KpiResult,
  RunResult,
  Selection,
  Verdict,
} from './engine/experiment/result.ts'
export { jsonLines } from './engine/log/jsonl.ts'
export { type Log, openLog } from './engine/log/reader.ts'
export { type Overload, overloads, overloadText } from './optimizer/facts/overload.ts'
export type { Aim, Plan, Saving } from './optimizer/index.ts'
export { type LoadOptions, loadScenario, patchScenario } from './scenarios/index.ts'
export type { Scenario } from './scenarios/model.ts'
export type { Problem } from './scenarios/problem.ts'
export { type Affected, type AffectedOrder, affectedBy } from './twin/affected.ts'
export { type AsOf, asOf } from './twin/as-of.ts'
export type { Assumption } from './twin/assumptions.ts'
export { type BadCause, badCause, goingOn, putRight } from './twin/bad-cause.ts'
export { badUntil, type Uncertain, uncertain } from './twin/belief.ts'
export {
  type Change,
  type Counterfactual,
  type CounterfactualOptions,
  counterfactual,
  type FigureDifference,
  type OrderDifference,
} from './twin/counterfactual.ts'
export * from './twin/countermeasures.ts'
export * from './twin/delivery.ts'
export { type Detection, detectionPoints } from './twin/detection.ts'
export { type Downtime, type DowntimeLine, downtimeOf } from './twin/downtime.ts'
export { earlierMaintenance, failureRisk, type RiskDifference } from './twin/failure-risk.ts'
export { FIGURES, type FigureName } from './twin/figures.ts'
export { type Forecast, type ForecastOptions, forecastOf, type OrderForecast, sinceWhen } from './twin/forecast.ts'
export { type Improvements, improvementsOf } from './twin/improve.ts'
export { type KeptOrders, keptOrders, type Stage } from './twin/kept.ts'
export { type KitItem, type KitLine, kitsOf } from './twin/kitting.ts'
export { type LateNews, type ValueOfNews, valueOfNews } from './twin/late-news.ts'
export { type Lever, type Together, togetherOrApart } from './twin/levers.ts'
export * from './twin/quarantine.ts'
export { REMEDIES, type Remedy, type RemedyKind } from './twin/remedy.ts'
export { type NotSaved, type Saved, savedBy } from './twin/saved.ts'
export { brier, climatology, coverage, crps, meanAndNormal, pit, reliability, uniformP } from './twin/scores.ts'
export { speedTradeOff, type TradeOff } from './twin/speed.ts'
export {
  type FanStep,
  type ItemAhead,
  type Shortage,
  type StockForecast,
  shortagesOf,
  stockForecastFrom,
  stockForecastOf,
  stockRunsOf,
} from './twin/stock.ts'
export * from './twin/without.ts'
export type { OnBytes, SimulationPool }

export interface SimulationOptions extends Omit<ExperimentOptions, 'pool'> {
  /** Threads of Node to run in. Not said: in this thread, with turns for others in between. */
  readonly workers?: number | undefined
  /** Run in this pool, which stays open; `workers` is then not looked at. */
  readonly pool?: SimulationPool | undefined
  /** Ends early with what is done so far, marked `partial`. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs a scenario's replications and measures its KPIs, each with its interval. Scenario, seed and version decide every bit of the result but
 * `wallSeconds`; how many threads it took does not. With `onLog`, replication 0 is recorded in full and its log handed over piece by piece.
 * With `precision` replications are added until a KPI is known that well; with `batchMeans` one long run is cut into so many batches instead.
 * Rejects with RunFailed where the model cannot be run to its end, and with RangeError where an option makes no sense.
 */
export async function simulate(
  plant: Subject,
  options: SimulationOptions & RunExtras & { readonly batchMeans?: number | undefined } = {},
): Promise<RunResult> {
  const started = performance.now()
  const { batchMeans, ...others } = options
  const { input, ...result } = await inPool(options, (pool) => {
    if (batchMeans === undefined) return runExperiment(plant, { ...others, pool })
    const { onLog, precision, quantiles, ties } = others
    if (onLog || precision || quantiles || ties) throw new RangeError('batch means are of one run: no log, precision, quantiles or ties')
    return runBatchMeans(plant, { ...others, pool, batches: batchMeans })
  })
  return { ...result, wallSeconds: Math.round(performance.now() - started) / 1000, ...(input && { input }) }
}

/**
 * Simulates variants against a base with common random numbers. The base's `objective` decides each verdict; an interval that holds zero is
 * "no difference shown". Over several variants each interval is wider, so that all verdicts together hold at 95 % (Bonferroni).
 */
export function compare(base: Subject, variants: readonly Variant[], options: SimulationOptions = {}): Promise<Comparison> {
  return inPool(options, (pool) => runComparison(base, variants, { ...options, pool }))
}

/**
 * Chooses the best of several alternatives by the objective of the first. By default they race with common random numbers, and with probability
 * `confidence` the winner is the best or within `indifference` (in the KPI's unit) of it (Kim & Nelson); `replications` is the most of each. With a
 * `budget` each has luck of its own, and the replications go where they help the choice most (OCBA).
 */
export function select(
  alternatives: readonly Variant[],
  options: SimulationOptions & ({ readonly indifference: number; readonly confidence?: number } | { readonly budget: number }),
): Promise<Selection> {
  return inPool(options, (pool) =>
    'budget' in options
      ? selectByBudget(alternatives, { ...options, pool })
      : selectByRace(alternatives, { ...options, confidence: options.confidence ?? 0.95, pool }),
  )
}

/** What `takt optimize --json` prints: what the model says, and the comparison that is its proof. Without candidates there are no variants. */
export type OptimizeResult = Comparison &
  Omit<Suggestion, 'candidates' | 'objective'> & {
    /** What simulation shows each variant to save, and whether that is verified; not there where nothing was simulated. */
    readonly savings?: readonly (Saving | null)[]
  }

/**
 * Proposes by a model, then simulates each proposal against the scenario as it is, with common random numbers: `variants` holds the patches and
 * their verdicts. `bound` and `gap` are of the model; the verdict alone says what simulation shows.
 */
export async function optimize(
  plant: Subject,
  options: SimulationOptions & {
    readonly for: Aim
    /** Solve in a thread of Node of its own, which the signal ends at once; in this thread, the solver hears it only between its steps. */
    readonly solveApart?: boolean
    readonly onSolving?: ((message: string) => void) | undefined
  },
): Promise<OptimizeResult> {
  const { for: aim, solveApart = false, onSolving, signal, ...simulation } = options
  const told = onSolving && { onProgress: onSolving }
  const solving = solveApart
    ? proposeInNodeWorker(plant.scenario, aim, { ...told, ...(signal && { signal }) })
    : propose(plant.scenario, aim, { ...told, stopped: () => signal?.aborted === true })
  const suggestion = await solving.catch((error: unknown) => {
    if (signal?.aborted) return null
    throw error
  })
  if (suggestion === null) return { ...unproven(plant, stoppedEarly(plant, aim)), partial: true }
  if (suggestion.candidates.length === 0) return unproven(plant, suggestion)
  const { base, variants } = comparable(plant.scenario, suggestion)
  const proof = await compare(
    { scenario: base, hash: plant.hash },
    variants.map((variant) => ({ ...variant, hash: scenarioHash(variant.scenario) })),
    { ...simulation, signal },
  )
  return withProof(suggestion, proof)
}

const stoppedEarly = ({ scenario }: Subject, aim: Aim): Suggestion => ({
  aim,
  outcome: 'nothing',
  candidates: [],
  objective: scenario.objective,
  bound: null,
  boundFrom: null,
  gap: null,
  explanation: ['It was ended before anything was proposed.'],
})

function unproven({ scenario, hash }: Subject, { candidates: _, ...suggestion }: Suggestion): OptimizeResult {
  return { base: { id: scenario.id, hash }, variants: [], replications: 0, varianceReduction: [], ...suggestion }
}

async function inPool<T>({ workers, pool: given, signal }: SimulationOptions, work: (pool: SimulationPool) => Promise<T>): Promise<T> {
  if (workers === undefined) hashNatively()
  const pool = given ?? (workers === undefined ? inThisThread() : nodePool({ size: workers }))
  signal?.addEventListener('abort', pool.stop)
  try {
    return await work(signal ? heeding(pool, signal) : pool)
  } finally {
    signal?.removeEventListener('abort', pool.stop)
    if (pool !== given) await pool.close()
  }
}

/** What is asked after the signal does not begin any more. */
const heeding = (pool: SimulationPool, signal: AbortSignal): SimulationPool => ({
  ...pool,
  replicate: async (scenario, options) => (signal.aborted ? null : pool.replicate(scenario, options)),
  sample: async (scenario, options, windows) => (signal.aborted ? null : pool.sample(scenario, options, windows)),
  batches: async (scenario, options, count) => (signal.aborted ? null : pool.batches(scenario, options, count)),
  ahead: async (scenario, options) => (signal.aborted ? null : pool.ahead(scenario, options)),
  state: async (scenario, past) => (signal.aborted ? null : pool.state(scenario, past)),
  record: (scenario, options, onBytes) => {
    const recording = pool.record(scenario, options, onBytes)
    if (signal.aborted) pool.stop()
    return recording
  },
})
