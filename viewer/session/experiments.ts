import { browserPool, type Comparison, RunFailed, runComparison, runExperiment, type SimulationPool } from '../../engine/worker/page.ts'
import { scenarioHash } from '../../scenarios/hash.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { IncomingRun, type Run } from '../feed/run.ts'
import { playback } from '../playback.ts'
import { useSession, type Variant } from './store.ts'

/** Cores are left for the page itself. */
const POOL_SIZE = Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1))

let measurers: SimulationPool | null = null
let watchers: SimulationPool | null = null
/** What was opened since has made an answer worthless. */
let era = 0

/** Ends everything that is under way: another plant is opened. */
export function stopEverything() {
  era++
  void measurers?.close()
  void watchers?.close()
  measurers = watchers = null
}

/** Where replications are run, for as long as one plant is open. */
export function measuringPool(): SimulationPool {
  measurers ??= browserPool({ size: POOL_SIZE })
  return measurers
}

function watchingPool(): SimulationPool {
  watchers ??= browserPool({ size: 1 })
  return watchers
}

/** Runs the plant once while it is watched: the log comes in as it is written. */
export async function simulate(scenario: Scenario, begin: (run: Run) => void) {
  await record(scenario, scenario.title, (base) => {
    useSession.setState({ base })
    begin(base)
  })
}

/** Ends a simulation that is being watched; what there is stays. */
export const stopSimulating = () => watchers?.stop()

async function record(scenario: Scenario, title: string, begun: (run: Run) => void) {
  const now = era
  const incoming = new IncomingRun(title)
  const options = { seed: scenario.seed, replication: 0, until: scenario.horizon, warmUp: scenario.warmUp === 'auto' ? 0 : scenario.warmUp }
  try {
    await watchingPool().record(scenario, options, (bytes, reached) => {
      if (now !== era) return
      const known = incoming.run !== null
      const run = incoming.append(bytes, reached)
      if (run && !known) begun(run)
    })
  } catch (error) {
    tell(error, now)
  }
  if (now === era) incoming.run?.finish()
}

/** Replications in the background, for means with intervals. */
export async function measure() {
  const { plant } = useSession.getState()
  if (!plant?.source) return
  const now = era
  const { scenario, source } = plant
  useSession.setState({ measuring: { done: 0, of: scenario.replications } })
  try {
    const result = await runExperiment(
      { scenario, hash: source.hash },
      { pool: measuringPool(), onProgress: (done, of) => now === era && useSession.setState({ measuring: { done, of } }) },
    )
    if (now === era) useSession.setState({ result })
  } catch (error) {
    tell(error, now)
  }
  if (now === era) useSession.setState({ measuring: null })
}

/** Ends what is measured or compared; what is finished is kept. */
export const stopMeasuring = () => measurers?.stop()

/** The changed plant beside the present one: its log to watch, and both measured with the same luck. */
export async function tryVariant(title: string, scenario: Scenario, patch: unknown, known: Comparison | null) {
  const { plant, base } = useSession.getState()
  if (!plant?.source || !base) return
  const now = era
  const own = (change: Partial<Variant>) => {
    const { variant } = useSession.getState()
    if (now === era && variant?.scenario === scenario) useSession.setState({ variant: { ...variant, ...change } })
  }
  useSession.setState({
    variant: {
      title,
      scenario,
      run: null,
      comparison: known,
      progress: known ? null : { done: 0, of: scenario.replications * 2 },
      proposal: null,
    },
    sideBySide: true,
  })
  const watched = record(scenario, title, (run) => {
    own({ run })
    if (useSession.getState().variant?.scenario === scenario) playback.show([base, run])
  })
  if (!known) {
    const comparison = await compare(plant.scenario, plant.source.hash, title, scenario, patch, (done, of) =>
      own({ progress: { done, of } }),
    )
    own({ comparison, progress: null })
  }
  await watched
}

/** Both with common random numbers; null where it could not be run. */
export async function compare(
  base: Scenario,
  hash: string,
  id: string,
  scenario: Scenario,
  patch: unknown,
  onProgress: (done: number, of: number) => void,
): Promise<Comparison | null> {
  const now = era
  try {
    return await runComparison({ scenario: base, hash }, [{ id, scenario, hash: scenarioHash(scenario), patch }], {
      pool: measuringPool(),
      onProgress,
    })
  } catch (error) {
    tell(error, now)
    return null
  }
}

export function closeVariant() {
  const { base } = useSession.getState()
  useSession.setState({ variant: null, sideBySide: false })
  if (base) playback.show([base])
}

/** A model that cannot run is told; what went wrong in a plant that is no longer shown is nobody's concern. */
export function tell(error: unknown, since: number) {
  if (since !== era) return
  if (!(error instanceof RunFailed) && !(error instanceof RangeError)) throw error
  useSession.setState({ failure: { what: 'run', detail: error.message } })
}

export const currentEra = () => era
