import { kpiValues } from '../../analysis/kpi/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { writeSpan } from '../../scenarios/units.ts'
import { seconds } from '../kernel/time.ts'
import type { LogSink } from '../log/sink.ts'
import type { Tally } from '../log/tally.ts'
import { isLine, LineRun } from '../plant/line.ts'
import { isRecordedLine, RecordedLine } from '../plant/recorded-line.ts'
import { NoProgress, Simulation, type Snapshot, tallyFor } from '../plant/simulation.ts'
import { type Fork, type Past, startFork } from './fork.ts'
import { RunFailed } from './pool.ts'

export interface RunOptions {
  readonly seed: number
  readonly replication: number
  /** Seconds. */
  readonly until: number
  readonly warmUp: number
  /** Shuffles events of the same instant and phase by this key, instead of first in, first out. Not said, or 0: it does not. */
  readonly ties?: number
  /** Goes on from there instead of starting at t = 0; `warmUp` then counts from there. */
  readonly fork?: Fork
}

/** One replication's answer: KPI values in the order of the scenario's KPI catalogue (NaN: not defined), and events fired. */
export interface ReplicationResult {
  readonly replication: number
  readonly values: Float64Array
  readonly events: number
  /** Who waits for whom where units can never move again, a sentence each; not there where all may. */
  readonly standstill?: readonly string[]
}

/** Asked between slices of a run: lets others have a turn, and says whether to go on. */
export type GoOn = () => Promise<boolean>

/** Events between two turns of others: some tens of milliseconds. */
const SLICE = 100_000

/** Runs one replication without a log. Null when `goOn` said no. A plant that is one line goes the short way, with the same answer. */
export async function replicate(scenario: Scenario, options: RunOptions, goOn: GoOn): Promise<ReplicationResult | null> {
  if (!options.ties && !options.fork && isLine(scenario)) return replicateLine(scenario, options, goOn)
  const run = start(scenario, options)
  return (await runTo(run.simulation, options.until, goOn)) ? measure(scenario, run, options) : null
}

async function replicateLine(scenario: Scenario, { seed, replication, until, warmUp }: RunOptions, goOn: GoOn) {
  const tally = tallyFor(scenario)
  const simulation = expected(() => new LineRun(scenario, { seed, replication, until: seconds(until), warmUp: seconds(warmUp), tally }))
  while (!expected(() => simulation.run(SLICE))) if (!(await goOn())) return null
  return measure(scenario, { simulation, tally }, { replication })
}

/** What a run is driven and measured by, however it is computed. */
type Driven = Pick<Simulation, 'run' | 'now' | 'events'> & Partial<Pick<Simulation, 'standstill'>>
type Recorded = Driven & Pick<Simulation, 'end'>

export interface Run<S extends Driven = Simulation> {
  readonly simulation: S
  readonly tally: Tally
  /** Events before what is measured: those of the past that it was forked from. */
  readonly eventsBefore?: number
}

/** A plant that is one line is recorded the short way, with the same records. */
export function startRecorded(scenario: Scenario, options: RunOptions, log: LogSink): Run<Recorded> {
  if (options.ties || options.fork || !isRecordedLine(scenario)) return start(scenario, options, log)
  const { seed, replication, warmUp } = options
  const tally = tallyFor(scenario)
  return expected(() => ({ simulation: new RecordedLine(scenario, { seed, replication, warmUp: seconds(warmUp), tally, log }), tally }))
}

/** The state of a run at `until`; null when `goOn` said no. */
export async function stateAt(scenario: Scenario, { seed, replication, until }: Past, goOn: GoOn): Promise<Snapshot | null> {
  const { simulation } = start(scenario, { seed, replication, until, warmUp: 0 })
  return (await runTo(simulation, until, goOn)) ? simulation.save() : null
}

export function start(scenario: Scenario, options: RunOptions, log?: LogSink): Run {
  if (options.fork) {
    const { fork } = options
    return expected(() => startFork(scenario, { ...options, fork }, log))
  }
  const { seed, replication, warmUp, ties } = options
  const tally = tallyFor(scenario)
  return expected(() => ({
    simulation: new Simulation(scenario, { seed, replication, warmUp: seconds(warmUp), tally, ...(log && { log }), ...(ties && { ties }) }),
    tally,
  }))
}

/** Runs in slices. False: `goOn` said no before `until`, in seconds, was reached. */
export async function runTo(simulation: Driven, until: number, goOn: GoOn, slice = SLICE): Promise<boolean> {
  while (!expected(() => simulation.run(seconds(until), slice))) if (!(await goOn())) return false
  return true
}

/** A run to measure; one that cannot stand still need not say so. */
type Ended = Pick<Simulation, 'now' | 'events'> & Partial<Pick<Simulation, 'standstill'>>

/** What a finished run comes to. */
export function measure(
  scenario: Scenario,
  { simulation, tally, eventsBefore = 0 }: { readonly simulation: Ended; readonly tally: Tally; readonly eventsBefore?: number },
  { replication }: Pick<RunOptions, 'replication'>,
): ReplicationResult {
  tally.settle(simulation.now)
  const standstill = simulation.standstill?.()
  return {
    replication,
    values: kpiValues(scenario, tally, simulation.now),
    events: simulation.events - eventsBefore,
    ...(standstill && { standstill }),
  }
}

function noProgressText({ at, who }: NoProgress): string {
  const round = who.length === 0 ? '' : `: ${who.slice(0, 8).join(', ')}${who.length > 8 ? ', …' : ''}`
  return `more than a million events at one instant, ${writeSpan(at / 1e6)} after the start, go round without end${round}`
}

/** What a scenario can do to a run without any mistake of ours, told from what only a mistake of ours can. */
function expected<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (error instanceof NoProgress) throw new RunFailed(noProgressText(error))
    const memory =
      error instanceof RangeError && /allocation failed|Invalid typed array length|Invalid array buffer length/.test(error.message)
    throw memory ? new RunFailed('the plant outgrew the memory: more units wait in it than fit') : error
  }
}
