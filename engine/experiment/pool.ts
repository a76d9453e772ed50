import type { Scenario } from '../../scenarios/model.ts'
import type { Snapshot } from '../plant/simulation.ts'
import type { Ahead, AheadOptions } from './ahead.ts'
import type { Batches } from './batches.ts'
import type { Past } from './fork.ts'
import type { Recording } from './record.ts'
import type { ReplicationResult, RunOptions } from './replicate.ts'
import type { Series } from './sample.ts'

/** Takes the bytes of a log file in order; awaited, so that who is slow slows the run. `now` is simulated seconds. */
export type OnBytes = (bytes: Uint8Array, now: number) => void | Promise<void>

/**
 * Where replications are run: in this thread, in workers of a browser or of Node. What comes back does not depend on which, or on how many.
 * Every promise rejects with RunFailed where the model cannot be run, or a worker died twice over the same job.
 */
export interface SimulationPool {
  /** How many replications run at the same time. */
  readonly size: number
  /** One replication's KPI values. Null when `stop` came first. */
  replicate(scenario: Scenario, options: RunOptions): Promise<ReplicationResult | null>
  /** One replication, watched in `windows` equal spans of time. Null when `stop` came first. */
  sample(scenario: Scenario, options: RunOptions, windows: number): Promise<Series | null>
  /** One replication, measured anew in each of `count` equal spans after its warm-up. Null when `stop` came first. */
  batches(scenario: Scenario, options: RunOptions, count: number): Promise<Batches | null>
  /** One replication and its log. After `stop` the log is closed where it is. */
  record(scenario: Scenario, options: RunOptions, onBytes: OnBytes): Promise<Recording>
  /** The state of a run at a moment, to fork from. Null when `stop` came first. */
  state(scenario: Scenario, past: Past): Promise<Snapshot | null>
  /** One replication of what is ahead: when orders are closed. Null when `stop` came first. */
  ahead(scenario: Scenario, options: AheadOptions): Promise<Ahead | null>
  /** Ends what is running and what waits. What is asked later runs. */
  stop(): void
  /** Ends the pool. */
  close(): Promise<void>
}

/** The model could not be run to its end: it makes no progress, is deadlocked, outgrew the memory, or its worker died. The message says which. */
export class RunFailed extends Error {
  override readonly name = 'RunFailed'
}
