import type { Scenario } from '../../scenarios/model.ts'
import type { Ahead, AheadOptions } from '../experiment/ahead.ts'
import type { Batches } from '../experiment/batches.ts'
import type { Past } from '../experiment/fork.ts'
import type { ReplicationResult, RunOptions } from '../experiment/replicate.ts'
import type { Series } from '../experiment/sample.ts'
import type { Snapshot } from '../plant/simulation.ts'

export type { ReplicationResult, RunOptions }

/**
 * What a page or a pool may ask of a simulation worker: the same object in the browser and in Node. Plain data both ways; chunks of the log are
 * transferred, not copied. Callbacks are awaited, so a slow page slows the run and not the memory.
 */
export interface SimulationApi {
  /** Runs one replication without a log. Null when `stop` came first. A null scenario is the one of the call before: a pool sends it once per worker. */
  replicate(scenario: Scenario | null, options: RunOptions): Promise<ReplicationResult | null>
  /**
   * Runs one replication and streams its log: first the header, then chunks, exactly the bytes of a log file in order. `now` is simulated
   * seconds. After `stop` the log is closed where it is, with `stopped: true`.
   */
  record(
    scenario: Scenario,
    options: RunOptions,
    onBytes: (bytes: Uint8Array, now: number) => Promise<void>,
  ): Promise<{ readonly result: ReplicationResult; readonly logHash: string; readonly stopped: boolean }>
  /** Runs one replication and watches it in equal spans of time, to find the warm-up. Null when `stop` came first. */
  sample(scenario: Scenario | null, options: RunOptions, windows: number): Promise<Series | null>
  /** Runs one replication and measures it anew in each of `count` equal spans after its warm-up. Null when `stop` came first. */
  batches(scenario: Scenario | null, options: RunOptions, count: number): Promise<Batches | null>
  /** The state of a run at a moment. Null when `stop` came first. */
  state(scenario: Scenario | null, past: Past): Promise<Snapshot | null>
  /** One replication of what is ahead: when orders are closed. Null when `stop` came first. */
  ahead(scenario: Scenario | null, options: AheadOptions): Promise<Ahead | null>
  /** Takes effect at the next slice. */
  stop(): Promise<void>
}
