import { parentPort, workerData } from 'node:worker_threads'
import { kpiCatalogue, kpiValues } from '../../analysis/kpi/index.ts'
import { seconds } from '../../engine/kernel/time.ts'
import { Simulation, tallyFor } from '../../engine/plant/simulation.ts'
import type { Scenario } from '../../scenarios/model.ts'

/** What the worker answers: `name subject` of each KPI, and their values run by run. */
export interface Runs {
  readonly keys: readonly string[]
  readonly values: readonly Float64Array[]
}

const { scenario, runs, seed } = workerData as { readonly scenario: Scenario; readonly runs: number; readonly seed: number }
const answer: Runs = {
  keys: kpiCatalogue(scenario).map(({ name, subject }) => `${name} ${subject}`),
  values: Array.from({ length: runs }, (_, run) => once(seed + Math.floor(run / 10), run % 10)),
}
parentPort?.postMessage(answer)

/** One run of the scenario's own horizon and warm-up. */
function once(seed: number, replication: number): Float64Array {
  const { horizon, warmUp } = scenario
  if (warmUp === 'auto') throw new Error(`${scenario.id}: the warm-up of a law is stated`)
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed, replication, warmUp: seconds(warmUp), tally })
  simulation.run(seconds(horizon))
  return kpiValues(scenario, tally, simulation.now)
}
