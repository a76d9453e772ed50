import type { Scenario } from '../../scenarios/model.ts'
import { type Asking, allReplications, measured } from './all-replications.ts'
import { compareMeasured, levelFor } from './compare.ts'
import { interval } from './interval.ts'
import type { OnBytes } from './pool.ts'
import { MOST_UNLESS_SAID, type PrecisionAsked, type PrecisionReached } from './precision.ts'
import { quantile } from './quantiles.ts'
import type { ReplicationResult } from './replicate.ts'
import type { ComparedVariant, Comparison, KpiResult, RunResult } from './result.ts'
import { type ExperimentOptions, type Settings, settle } from './settings.ts'
import { standingStill } from './standing.ts'
import { type TieSensitivity, tieKey, tieSensitivity } from './ties.ts'
import { untilPrecise } from './until-precise.ts'
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

/** What may be asked of an experiment besides its KPIs. */
export interface RunExtras {
  /** Takes the log of replication 0, recorded in full; its hash is then in the result. */
  readonly onLog?: OnBytes | undefined
  /** Add replications until a KPI is known this well; `replications` is then the most. */
  readonly precision?: PrecisionAsked | undefined
  /** P10, P50 and P90 of the replications of each KPI. */
  readonly quantiles?: boolean | undefined
  /** Run so many of the replications once more, with events due at the same instant in another order. */
  readonly ties?: number | undefined
}

/**
 * Replications 0 … n − 1 of one scenario. When the pool is stopped, the replications finished without a gap are the result, marked `partial`.
 * Only `wallSeconds` is left to the caller: nothing below the rim knows how long it takes.
 */
export async function runExperiment(subject: Subject, options: ExperimentOptions & RunExtras): Promise<Omit<RunResult, 'wallSeconds'>> {
  const { scenario, hash } = subject
  const { onLog, precision: asked, ties = 0 } = options
  const settings = await settle([scenario], asked ? { ...options, replications: options.replications ?? MOST_UNLESS_SAID } : options)
  if (settings && !(Number.isInteger(ties) && ties >= 0 && ties !== 1 && ties <= settings.replications))
    throw new RangeError(`ties must be 0, or from 2 to the number of replications, ${settings.replications}; got ${ties}`)
  const logged: { hash?: string } = {}
  const ask: Asking['ask'] = async (_, one) => {
    if (!onLog || one.replication > 0) return options.pool.replicate(scenario, one)
    const { result, logHash, stopped } = await options.pool.record(scenario, one, onLog)
    if (!stopped) logged.hash = logHash
    return stopped ? null : result
  }
  const asking = { ...counting(options, (settings?.replications ?? 0) + ties), ask }
  const { results: done, precision } = settings
    ? await replications(scenario, settings, asking, asked)
    : { results: [], precision: undefined }
  const tied = settings && ties > 0 ? await shuffledTies(scenario, settings, done, { runs: ties, asking }) : undefined
  const { kpis, values } = measured(scenario, done)
  const warnings = [...(settings?.warnings ?? []), ...standingStill(done)]
  const interrupted =
    settings === null || (precision ? precision.stopped === 'interrupted' : done.length < settings.replications) || tied === null
  return {
    takt: VERSION,
    rng: RNG_VERSION,
    scenario: { id: scenario.id, hash },
    seed: settings?.seed ?? options.seed ?? scenario.seed,
    replications: done.length,
    horizon: settings?.until ?? options.until ?? scenario.horizon,
    warmUp: settings?.warmUp ?? 0,
    unit: 's',
    kpis: kpis.map(
      (kpi, i): KpiResult => ({
        ...kpi,
        ...interval(values[i]!),
        values: Array.from(values[i]!, orNull),
        ...(options.quantiles && { quantiles: quantilesOf(values[i]!) }),
      }),
    ),
    events: done.reduce((sum, { events }) => sum + events, 0),
    ...(logged.hash !== undefined && { logHash: logged.hash }),
    ...(precision && { precision }),
    ...(tied && { ties: tied }),
    ...(warnings.length > 0 && { warnings }),
    ...(interrupted && { partial: true as const }),
    input: scenario,
  }
}

async function replications(
  scenario: Scenario,
  settings: Settings,
  asking: Asking,
  precision: PrecisionAsked | undefined,
): Promise<{ results: ReplicationResult[]; precision?: PrecisionReached }> {
  if (precision) return untilPrecise(scenario, precision, settings, asking)
  const [results] = await allReplications([scenario], { from: 0, count: settings.replications }, settings, asking)
  return { results: results! }
}

/** Null: it was stopped first. */
async function shuffledTies(
  scenario: Scenario,
  settings: Settings,
  ordered: readonly ReplicationResult[],
  { runs, asking }: { runs: number; asking: Asking },
): Promise<TieSensitivity | null> {
  const { pool, onDone } = asking
  const [shuffled] = await allReplications([scenario], { from: 0, count: runs }, settings, {
    pool,
    onDone,
    ask: (_, one) => pool.replicate(scenario, { ...one, ties: tieKey(settings.seed, one.replication) }),
  })
  if (shuffled!.length < runs || ordered.length < runs) return null
  return tieSensitivity(measured(scenario, ordered), measured(scenario, shuffled!))
}

const quantilesOf = (values: Float64Array) => ({ p10: quantile(values, 0.1), p50: quantile(values, 0.5), p90: quantile(values, 0.9) })

/**
 * The base and its variants with common random numbers: replication r of each has the same luck. The base's objective decides, at a level
 * shared out over the variants (Bonferroni). When the pool is stopped, the replications that all of them finished are compared.
 */
export async function runComparison(base: Subject, variants: readonly Variant[], options: ExperimentOptions): Promise<Comparison> {
  const scenarios = [base.scenario, ...variants.map(({ scenario }) => scenario)]
  const settings = await settle(scenarios, options)
  const all = settings
    ? await allReplications(
        scenarios,
        { from: 0, count: settings.replications },
        settings,
        counting(options, scenarios.length * settings.replications),
      )
    : scenarios.map(() => [])
  const replications = Math.min(...all.map(({ length }) => length))
  const columns = scenarios.map((scenario, i) => measured(scenario, all[i]!.slice(0, replications)))
  const { objective } = base.scenario
  const level = levelFor(variants.length)
  const compared = variants.map(({ id, patch }, i) => compareMeasured(columns[0]!, { id, patch, ...columns[i + 1]! }, { objective, level }))
  const ids = [base.scenario.id, ...variants.map(({ id }) => id)]
  const standing = all.flatMap((results, i) => standingStill(results.slice(0, replications)).map((text) => `${ids[i]}: ${text}`))
  const warnings = [...(settings?.warnings ?? []), ...standing, ...compared.flatMap(({ variant }) => notAlike(variant))]
  return {
    base: { id: base.scenario.id, hash: base.hash },
    variants: compared.map(({ variant }) => variant),
    objective,
    replications,
    varianceReduction: compared.map((one) => one.varianceReduction),
    ...(warnings.length > 0 && { warnings }),
    ...((settings === null || replications < settings.replications) && { partial: true as const }),
  }
}

function notAlike({ id, pairing }: ComparedVariant): string[] {
  if (!pairing || pairing.correlation > 0) return []
  const correlation = pairing.correlation.toFixed(2)
  return [`${id} and the base do not respond alike to the same luck (correlation ${correlation}): pairing them narrowed nothing.`]
}

function counting({ pool, onProgress }: ExperimentOptions, of: number): Asking {
  let done = 0
  return { pool, onDone: () => onProgress?.(++done, of) }
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value)
