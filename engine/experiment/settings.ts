import type { Scenario } from '../../scenarios/model.ts'
import { writeSpan } from '../../scenarios/units.ts'
import type { ForkAsked } from './fork.ts'
import type { SimulationPool } from './pool.ts'
import { findWarmUp, type WarmUp } from './warm-up.ts'

/** What is not said is as the scenario says. `until` and `warmUp` are seconds. */
export interface ExperimentOptions {
  readonly pool: SimulationPool
  readonly seed?: number | undefined
  readonly replications?: number | undefined
  readonly until?: number | undefined
  readonly warmUp?: number | 'auto' | undefined
  /** Go on from a moment of a run instead of from the start; `until` is still from the start, and measuring begins `warmUp` after the moment (default: at it). */
  readonly fork?: ForkAsked | undefined
  /** Told after each replication, in whatever order they end. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined
}

/** How every replication of an experiment is run. */
export interface Settings {
  readonly seed: number
  readonly replications: number
  readonly until: number
  readonly warmUp: number
  readonly warnings: readonly string[]
}

/**
 * Settles an experiment's numbers for all its scenarios together: what is measured must be measured over the same time. Where the warm-up is
 * to be found, the longest any of them needs. Null when the pool was stopped first. RangeError where the numbers cannot be run.
 */
export async function settle(scenarios: readonly Scenario[], options: ExperimentOptions): Promise<Settings | null> {
  const base = scenarios[0]!
  const { fork } = options
  const { seed = base.seed, replications = fork?.luck === 'same' ? 1 : base.replications, until = base.horizon } = options
  if (!(Number.isInteger(replications) && replications >= 1 && replications <= MOST_REPLICATIONS))
    throw new RangeError(`replications must be a whole number from 1 to ${MOST_REPLICATIONS}, got ${replications}`)
  if (!(until > 0)) throw new RangeError(`the time to run must be above 0 s, got ${until}`)
  if (fork?.luck === 'same' && replications > 1)
    throw new RangeError(`the same luck has one future, and ${replications} replications were asked for`)
  const cut = fork
    ? { seconds: forkWarmUp(fork, options, until), settled: true }
    : await settleWarmUp(scenarios, { ...options, seed, until })
  if (cut === null) return null
  if (!(cut.seconds >= 0 && cut.seconds + (fork?.at ?? 0) < until)) {
    throw new RangeError(`the warm-up must end before the run does: ${cut.seconds} s of ${until} s`)
  }
  const otherwise = options.until === undefined ? scenarios.filter(({ horizon }) => horizon !== until) : []
  const warnings = otherwise.map(
    ({ id, horizon }) => `${id} is written for ${writeSpan(horizon)}; it is run for ${writeSpan(until)}, as ${base.id} is.`,
  )
  if (!cut.settled) warnings.push(`The run of ${writeSpan(until)} is too short to find its warm-up: half of it was cut off. Run longer.`)
  return { seed, replications, until, warmUp: cut.seconds, warnings }
}

function forkWarmUp({ at }: ForkAsked, { warmUp = 0 }: ExperimentOptions, until: number): number {
  if (warmUp === 'auto') throw new RangeError('a run that goes on from a moment has no warm-up to be found')
  if (!(at >= 0 && at < until)) throw new RangeError(`the moment to go on from, ${at} s, must lie before the end, ${until} s`)
  return warmUp
}

/** A replication's number has 16 bits in the counter of its random numbers. */
export const MOST_REPLICATIONS = 65_536

async function settleWarmUp(
  scenarios: readonly Scenario[],
  { warmUp, ...options }: ExperimentOptions & { seed: number; until: number },
): Promise<WarmUp | null> {
  const cuts: WarmUp[] = []
  for (const scenario of scenarios) {
    const asked = warmUp ?? scenario.warmUp
    const found = asked === 'auto' ? await findWarmUp(scenario, options) : { seconds: asked, settled: true }
    if (found === null) return null
    cuts.push(found)
  }
  return { seconds: Math.max(...cuts.map(({ seconds }) => seconds)), settled: cuts.every(({ settled }) => settled) }
}
