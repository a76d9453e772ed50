import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { IncomingRun, type Run } from '../../viewer/feed/run.ts'

/** Simulates a plant and watches it, as the page does, until all of it is read. */
export async function recordHere(scenario: Scenario, until: number): Promise<Run> {
  const incoming = new IncomingRun('test')
  const pool = inThisThread()
  await pool.record(scenario, { seed: 1, replication: 0, until, warmUp: 0 }, (bytes, now) => {
    incoming.append(bytes, now)
  })
  const run = incoming.run
  if (!run) throw new Error('no log came')
  run.finish()
  while (!run.indexed) await new Promise((resolve) => setTimeout(resolve, 5))
  return run
}
