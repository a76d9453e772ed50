import { seconds } from '../../engine/kernel/time.ts'
import { believed, LOG_FORMAT } from '../../engine/log/header.ts'
import { type Log, openLog } from '../../engine/log/reader.ts'
import type { Tally } from '../../engine/log/tally.ts'
import { LogWriter } from '../../engine/log/writer.ts'
import { Simulation, tallyFor } from '../../engine/plant/simulation.ts'
import type { Scenario } from '../../scenarios/model.ts'

/** One run of a plant: its log, and what its own tally counted. */
export function recorded(
  scenario: Scenario,
  { until = scenario.horizon, seed = 1, replication = 0, warmUp = 0 } = {},
): { readonly log: Log<Scenario>; readonly tally: Tally } {
  const { startTime, timeZone } = scenario
  const pieces: Uint8Array[] = []
  const header = {
    ...({ format: LOG_FORMAT, origin: 'simulated', takt: '', rng: '', scenarioHash: '', seed, replication, startTime, timeZone } as const),
    scenario: believed(scenario),
  }
  const writer = new LogWriter(header, (bytes) => pieces.push(bytes))
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed, replication, warmUp: seconds(warmUp), tally, log: writer })
  simulation.run(seconds(until))
  simulation.end()
  writer.close(simulation.now)
  tally.settle(simulation.now)
  return { log: openLog<Scenario>(Buffer.concat(pieces)), tally }
}

/** Units that leave the plant in one replication without a log. */
export function finished(scenario: Scenario, { until = scenario.horizon, seed = 1, replication = 0, warmUp = 0 } = {}): Tally {
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed, replication, warmUp: seconds(warmUp), tally })
  simulation.run(seconds(until))
  tally.settle(simulation.now)
  return tally
}
