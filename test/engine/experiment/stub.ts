import type { Batches } from '../../../engine/experiment/batches.ts'
import type { SimulationPool } from '../../../engine/experiment/pool.ts'
import type { ReplicationResult, RunOptions } from '../../../engine/experiment/replicate.ts'
import type { Series } from '../../../engine/experiment/sample.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { plant } from '../plant/plants.ts'

/** The least there can be of a plant. */
export const stubScenario: Scenario = plant({ id: 'stub', title: 'Stub', replications: 4, stations: [], sinks: [] })

/** A pool that simulates nothing: each kind of call is answered by the test. */
export function stubPool(answers: {
  replicate?: (scenario: Scenario, options: RunOptions) => ReplicationResult | null | Promise<ReplicationResult | null>
  sample?: (windows: number, options: RunOptions) => Series | null
  batches?: (count: number, options: RunOptions) => Batches | null
}): SimulationPool & { stops: number } {
  const refuse = () => {
    throw new Error('this stub was not told what to answer')
  }
  return {
    size: 1,
    stops: 0,
    replicate: async (scenario, options) => (answers.replicate ?? refuse)(scenario, options),
    sample: async (_, options, windows) => (answers.sample ?? refuse)(windows, options),
    batches: async (_, options, count) => (answers.batches ?? refuse)(count, options),
    record: refuse,
    state: refuse,
    ahead: refuse,
    stop() {
      this.stops++
    },
    close: async () => {},
  }
}
