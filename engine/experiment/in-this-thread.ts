import { ahead } from './ahead.ts'
import { batches } from './batches.ts'
import type { SimulationPool } from './pool.ts'
import { record } from './record.ts'
import { type GoOn, replicate, stateAt } from './replicate.ts'
import { sample } from './sample.ts'
import { turn } from './turn.ts'

/** A pool of no workers: one job after the other in this thread, with a turn for others before each and between its slices. */
export function inThisThread(): SimulationPool {
  let stops = 0
  let last: Promise<unknown> = Promise.resolve()

  const queued = <T>(job: (goOn: GoOn) => Promise<T>): Promise<T> => {
    const asked = stops
    const goOn = async () => {
      await turn()
      return stops === asked
    }
    const run = last.then(() => job(goOn))
    last = run.catch(() => undefined)
    return run
  }

  return {
    size: 1,
    replicate: (scenario, options) => queued(async (goOn) => ((await goOn()) ? replicate(scenario, options, goOn) : null)),
    sample: (scenario, options, windows) => queued(async (goOn) => ((await goOn()) ? sample(scenario, options, windows, goOn) : null)),
    batches: (scenario, options, count) => queued(async (goOn) => ((await goOn()) ? batches(scenario, options, count, goOn) : null)),
    record: (scenario, options, onBytes) => queued((goOn) => record(scenario, options, onBytes, goOn)),
    state: (scenario, past) => queued(async (goOn) => ((await goOn()) ? stateAt(scenario, past, goOn) : null)),
    ahead: (scenario, options) => queued(async (goOn) => ((await goOn()) ? ahead(scenario, options, goOn) : null)),
    stop: () => {
      stops++
    },
    close: async () => {},
  }
}
