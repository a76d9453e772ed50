import type { Scenario } from '../../scenarios/model.ts'
import { shapeDifference } from '../../scenarios/shape.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import type { LogSink } from '../log/sink.ts'
import { Simulation, type Snapshot, tallyFor } from '../plant/simulation.ts'
import type { Run, RunOptions } from './replicate.ts'

/** A run up to a moment, `until` seconds after its start. */
export interface Past {
  readonly seed: number
  readonly replication: number
  readonly until: number
}

/**
 * Where a run goes on from, instead of from t = 0. `same` luck is that of the past: the run goes on bit for bit as it would have. With `fresh`
 * luck whatever is drawn from there on is drawn anew, for each replication; what was drawn before (the work in hand, the failure to come)
 * stays, for it is part of the state.
 */
export interface Fork {
  readonly past: Past & { readonly scenario: Scenario }
  readonly luck: Luck
  /** Is the plant another one from here on? */
  readonly changed: boolean
  /** The plant at that moment. Not said: the past is run again to get there. */
  readonly state?: Snapshot
}
export type Luck = 'same' | 'fresh'

/** Starts at the fork, and measures from there. A log is of the whole run: the past is then run again to be written down. */
export function startFork(
  scenario: Scenario,
  { fork, replication, warmUp, ties }: RunOptions & { readonly fork: Fork },
  log?: LogSink,
): Run {
  const { past, luck, changed } = fork
  const from = fork.state !== undefined && log === undefined ? fork.state : stateAfter(past, log)
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, {
    seed: past.seed,
    replication: luck === 'same' ? past.replication : freshLuck(past.replication, replication),
    tally,
    from,
    ...(log && { log }),
    ...(ties && { ties }),
  })
  if (changed) simulation.reconsider()
  simulation.measureFrom((simulation.now + seconds(warmUp)) as SimTime)
  return { simulation, tally, eventsBefore: simulation.events }
}

function stateAfter({ scenario, seed, replication, until }: Fork['past'], log: LogSink | undefined): Snapshot {
  const simulation = new Simulation(scenario, { seed, replication, tally: tallyFor(scenario), ...(log && { log }) })
  simulation.run(seconds(until))
  return simulation.save()
}

/** Replication numbers that the past did not have. */
const freshLuck = (past: number, replication: number) => (past + 1 + replication) % 65_536

/** What is asked of an experiment that is to go on from a moment: `at` seconds after the start of a run of `scenario`. */
export interface ForkAsked {
  readonly scenario: Scenario
  readonly hash: string
  readonly at: number
  /** Not said: the experiment's seed, and replication 0. */
  readonly seed?: number | undefined
  readonly replication?: number | undefined
  /** Default: `fresh`. */
  readonly luck?: Luck | undefined
  /** The plant at that moment, where it is known already. */
  readonly state?: Snapshot | undefined
}

/** What a result says of where it went on from: enough to run it again. */
export interface ForkTold {
  readonly at: number
  readonly seed: number
  readonly replication: number
  readonly luck: Luck
  readonly scenario: { readonly id: string; readonly hash: string }
  /** The plant as it was, where it is another from there on. */
  readonly input?: Scenario
}

/** What keeps a plant from going on where another one was, in words; null where it can. */
export function unlike(past: Scenario, scenario: Scenario): string | null {
  const path = shapeDifference(past, scenario)
  if (path === null) return null
  const who = scenario.id === past.id ? 'the plant' : scenario.id
  return `${who} cannot go on where ${past.id} was: ${path} is not the same, and from one moment to the next only numbers and rules change`
}
