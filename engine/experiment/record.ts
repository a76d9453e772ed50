import { scenarioHash } from '../../scenarios/hash.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { believed, LOG_FORMAT, type LogHeader } from '../log/header.ts'
import { LogWriter } from '../log/writer.ts'
import type { OnBytes } from './pool.ts'
import { type GoOn, measure, type ReplicationResult, type RunOptions, runTo, startRecorded } from './replicate.ts'
import { RNG_VERSION, VERSION } from './version.ts'

/** One replication recorded in full. After a stop `result` and `logHash` are of the part that was run. */
export interface Recording {
  readonly result: ReplicationResult
  readonly logHash: string
  readonly stopped: boolean
}

/** Pieces of the log under way to who asked for them; more wait for an answer first. */
const MOST_OUTSTANDING = 4
/** Events between two turns: no more than a few chunks of log pile up. */
const SLICE = 8192

/** Runs one replication and gives its log away, piece by piece and in order. */
export async function record(scenario: Scenario, options: RunOptions, onBytes: OnBytes, goOn: GoOn): Promise<Recording> {
  const pieces: Uint8Array[] = []
  const log = new LogWriter(header(scenario, options), (bytes) => pieces.push(bytes))
  const run = startRecorded(scenario, options, log)
  const outstanding = new Set<Promise<void>>()

  const send = async () => {
    for (const bytes of pieces.splice(0)) {
      while (outstanding.size >= MOST_OUTSTANDING) await Promise.race(outstanding)
      const sent = Promise.resolve(onBytes(bytes, run.simulation.now / 1e6)).then(() => void outstanding.delete(sent))
      outstanding.add(sent)
    }
  }

  const finished = await runTo(
    run.simulation,
    options.until,
    async () => {
      await send()
      return goOn()
    },
    SLICE,
  )
  run.simulation.end()
  const { hash } = log.close(run.simulation.now)
  await send()
  await Promise.all(outstanding)
  return { result: measure(scenario, run, options), logHash: hash, stopped: !finished }
}

function header(scenario: Scenario, { seed, replication }: RunOptions): LogHeader<Scenario> {
  const { startTime, timeZone } = scenario
  return {
    format: LOG_FORMAT,
    origin: 'simulated',
    takt: VERSION,
    rng: RNG_VERSION,
    scenarioHash: scenarioHash(scenario),
    seed,
    replication,
    startTime,
    timeZone,
    scenario: believed(scenario),
  }
}
