import type { Ahead, AheadOptions, MeasuredAhead } from '../engine/experiment/ahead.ts'
import type { Scenario } from '../scenarios/model.ts'

/** A plant to run; of what is only known within limits, one for each replication. */
export type Arm = Scenario | ((replication: number) => Scenario)

export type MeasuredRun = Ahead & { readonly measured: MeasuredAhead }

export interface PairedOptions {
  readonly replications: number
  readonly seed: number
  /** Seconds from the start of each plant, the same for all. */
  readonly until: number
  /** Replication of the first. */
  readonly from?: number | undefined
  readonly pool: { ahead(scenario: Scenario, options: AheadOptions): Promise<Ahead | null> }
  readonly onProgress?: ((done: number, of: number) => void) | undefined
}

/**
 * Plants run side by side: replication r of each has the same luck, and all are run equally long. Arm → its runs, in the order of replications; where
 * the pool was stopped, those that all arms finished without a gap.
 */
export async function pairedRuns(arms: readonly Arm[], options: PairedOptions): Promise<readonly (readonly MeasuredRun[])[]> {
  const { replications, seed, until, from = 0, pool, onProgress } = options
  let done = 0
  const asked = Array.from({ length: replications }, (_, i) => {
    const replication = from + i
    return Promise.all(
      arms.map(async (arm) => {
        const scenario = typeof arm === 'function' ? arm(replication) : arm
        const run = await pool.ahead(scenario, { seed, replication, until, measured: true })
        if (run !== null) onProgress?.(++done, arms.length * replications)
        return run
      }),
    )
  })
  const all = await Promise.all(asked)
  const gap = all.findIndex((runs) => runs.includes(null))
  const whole = gap < 0 ? all : all.slice(0, gap)
  return arms.map((_, arm) => whole.map((runs) => measuredRun(runs[arm]!)))
}

function measuredRun(run: Ahead): MeasuredRun {
  const { measured } = run
  if (measured === undefined) throw new TypeError('a run of a pair was not measured')
  return { ...run, measured }
}
