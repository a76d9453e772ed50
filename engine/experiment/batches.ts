import type { Scenario } from '../../scenarios/model.ts'
import { type GoOn, measure, type RunOptions, runTo, start } from './replicate.ts'

/** One long run cut into equal spans after its warm-up: the KPI values of each, in the order of the scenario's catalogue. */
export interface Batches {
  readonly values: readonly Float64Array[]
  readonly events: number
}

/** Runs one replication and measures it anew in each of `count` equal spans; the plant goes on, only the counting starts over. Null when stopped. */
export async function batches(scenario: Scenario, options: RunOptions, count: number, goOn: GoOn): Promise<Batches | null> {
  const run = start(scenario, options)
  const { until, warmUp } = options
  const values: Float64Array[] = []
  if (!(await runTo(run.simulation, warmUp, goOn))) return null
  for (let i = 1; i <= count; i++) {
    if (!(await runTo(run.simulation, warmUp + ((until - warmUp) * i) / count, goOn))) return null
    values.push(measure(scenario, run, options).values)
    run.tally.reset(run.simulation.now)
  }
  return { values, events: run.simulation.events }
}
