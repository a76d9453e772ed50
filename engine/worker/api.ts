import type { Scenario } from '../../scenarios/model.ts'

/** One replication's answer: KPI values in the order of the scenario's KPI catalogue (NaN: not defined), and events fired. */
export interface ReplicationResult {
  readonly replication: number
  readonly values: Float64Array
  readonly events: number
}

export interface RunOptions {
  readonly seed: number
  readonly replication: number
  /** Seconds. */
  readonly until: number
  readonly warmUp: number
}

/**
 * What a page or a pool may ask of a simulation worker: the same object in the browser and in Node. Plain data both ways; chunks of the log are
 * transferred, not copied. Callbacks are awaited, so a slow page slows the run and not the memory.
 */
export interface SimulationApi {
  /** Runs one replication without a log. Null when `stop` came first. */
  replicate(scenario: Scenario, options: RunOptions): Promise<ReplicationResult | null>
  /**
   * Runs one replication and streams its log: first the header, then chunks, exactly the bytes of a log file in order. `now` is simulated
   * seconds. After `stop` the log is closed where it is, with `stopped: true`.
   */
  record(
    scenario: Scenario,
    options: RunOptions,
    onBytes: (bytes: Uint8Array, now: number) => Promise<void>,
  ): Promise<{ readonly result: ReplicationResult; readonly logHash: string; readonly stopped: boolean }>
  /** Takes effect at the next slice. */
  stop(): Promise<void>
}
