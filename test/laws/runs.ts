import { parentPort, workerData } from 'node:worker_threads'
import { kpiCatalogue, kpiValues } from '../../analysis/kpi/index.ts'
import { seconds } from '../../engine/kernel/time.ts'
import { isLine, LineRun } from '../../engine/plant/line.ts'
import { Simulation, tallyFor } from '../../engine/plant/simulation.ts'
import type { Scenario } from '../../scenarios/model.ts'

/** What the worker is told. */
export interface RunsWanted {
  readonly scenario: Scenario
  readonly runs: number
  readonly seed: number
  /** Lines too, which otherwise need no calendar. */
  readonly byCalendar: boolean
}

/** What the worker answers: `name subject` of each KPI, and their values run by run. */
export interface Runs {
  readonly keys: readonly string[]
  readonly values: readonly Float64Array[]
}

const { scenario, runs, seed, byCalendar } = workerData as RunsWanted
/** A line is run as the line it is, which gives the same to the bit: SPEC.md [X1]. */
const asLine = !byCalendar && isLine(scenario)
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
  const until = seconds(horizon)
  const options = { seed, replication, warmUp: seconds(warmUp), tally }
  const run = asLine ? new LineRun(scenario, { ...options, until }) : new Simulation(scenario, options)
  if (run instanceof LineRun) run.run()
  else run.run(until)
  return kpiValues(scenario, tally, run.now)
}
