import type { Scenario } from '../../scenarios/model.ts'
import { type Asking, allReplications, measured } from './all-replications.ts'
import { compareMeasured, levelFor } from './compare.ts'
import { type Fork, type ForkAsked, type ForkTold, unlike } from './fork.ts'
import { interval } from './interval.ts'
import type { OnBytes, SimulationPool } from './pool.ts'
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
  const { onLog, precision: asked, ties = 0, fork } = options
  const settings = await settle([scenario], asked ? { ...options, replications: options.replications ?? MOST_UNLESS_SAID } : options)
  if (settings && !(Number.isInteger(ties) && ties >= 0 && ties !== 1 && ties <= settings.replications))
    throw new RangeError(`ties must be 0, or from 2 to the number of replications, ${settings.replications}; got ${ties}`)
  if (fork && ties > 0) throw new RangeError('ties are shuffled from the start of a run, not from a moment of it')
  const forking = settings && fork ? await forked([subject], fork, { pool: options.pool, seed: settings.seed }) : undefined
  const logged: { hash?: string } = {}
  const ask: Asking['ask'] = async (_, settled) => {
    if (forking === null) return null
    const one = forking ? { ...settled, fork: forking.of(scenario) } : settled
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
    ...(forking && { fork: forking.told }),
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
  const { fork, pool } = options
  const forking = settings && fork ? await forked([base, ...variants], fork, { pool, seed: settings.seed }) : undefined
  const asking = counting(options, scenarios.length * (settings?.replications ?? 0))
  const ask: Asking['ask'] = forking ? (scenario, one) => pool.replicate(scenario, { ...one, fork: forking.of(scenario) }) : pool.replicate
  const all =
    settings && forking !== null
      ? await allReplications(scenarios, { from: 0, count: settings.replications }, settings, { ...asking, ask })
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
    ...(forking && { fork: forking.told }),
    ...(warnings.length > 0 && { warnings }),
    ...((settings === null || replications < settings.replications) && { partial: true as const }),
  }
}

/** The state to go on from, found once for all. Null: it was stopped first. RangeError where a plant cannot go on where the other was. */
async function forked(
  plants: readonly Subject[],
  asked: ForkAsked,
  { pool, seed: usual }: { readonly pool: SimulationPool; readonly seed: number },
): Promise<{ of(scenario: Scenario): Fork; readonly told: ForkTold } | null> {
  const { scenario, hash, at, seed = usual, replication = 0, luck = 'fresh' } = asked
  for (const other of plants) {
    const why = unlike(scenario, other.scenario)
    if (why !== null) throw new RangeError(why)
  }
  const past = { scenario, seed, replication, until: at }
  const state = asked.state ?? (await pool.state(scenario, { seed, replication, until: at }))
  if (state === null) return null
  const changed = new Map(plants.map((plant) => [plant.scenario, plant.hash !== hash]))
  const isOther = plants[0]!.hash !== hash
  return {
    of: (plant) => ({ past, luck, state, changed: changed.get(plant) === true }),
    told: { at, seed, replication, luck, scenario: { id: scenario.id, hash }, ...(isOther && { input: scenario }) },
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
