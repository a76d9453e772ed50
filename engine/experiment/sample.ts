import type { Scenario } from '../../scenarios/model.ts'
import { type GoOn, type RunOptions, runTo, start } from './replicate.ts'

/** How the plant went through one replication, window by window. */
export interface Series {
  /** Units finished in each window. */
  readonly throughput: Float64Array
  /** Time average of the units in the plant in each window. */
  readonly wip: Float64Array
}

/** Runs one replication from its empty start, and watches it in `windows` equal spans of time. */
export async function sample(scenario: Scenario, options: RunOptions, windows: number, goOn: GoOn): Promise<Series | null> {
  const run = start(scenario, { ...options, warmUp: 0 })
  const throughput = new Float64Array(windows)
  const wip = new Float64Array(windows)
  let finished = 0
  let area = 0
  for (let i = 0; i < windows; i++) {
    if (!(await runTo(run.simulation, (options.until * (i + 1)) / windows, goOn))) return null
    run.tally.settle(run.simulation.now)
    const finishedNow = sum(run.tally.finished)
    const areaNow = sum(run.tally.inSystemArea)
    throughput[i] = finishedNow - finished
    wip[i] = ((areaNow - area) * windows) / (options.until * 1e6)
    finished = finishedNow
    area = areaNow
  }
  return { throughput, wip }
}

const sum = (column: Float64Array) => column.reduce((total, one) => total + one, 0)
