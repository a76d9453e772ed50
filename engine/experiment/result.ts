import type { Scenario } from '../../scenarios/model.ts'

/** One KPI of one subject over all replications. `mean`, `halfWidth` and `values` are null where it is not defined (no orders, nothing made). */
export interface KpiResult {
  readonly name: string
  /** `plant`, or the id of a station, buffer, source, product, material or order. */
  readonly subject: string
  readonly unit: string
  readonly mean: number | null
  readonly halfWidth: number | null
  readonly level: number
  readonly values: readonly (number | null)[]
}

/** What `takt run --json` prints: the contract of the command line and the library. All but `wallSeconds` repeats exactly. */
export interface RunResult {
  readonly takt: string
  readonly rng: string
  readonly scenario: { readonly id: string; readonly hash: string }
  readonly seed: number
  readonly replications: number
  /** Seconds. */
  readonly horizon: number
  readonly warmUp: number
  readonly unit: 's'
  readonly kpis: readonly KpiResult[]
  readonly events: number
  /** Hash of replication 0 recorded in full; only where it was asked for. */
  readonly logHash?: string
  readonly wallSeconds: number
  /** What a reader should know before trusting the numbers: a run too short for its warm-up. */
  readonly warnings?: readonly string[]
  /** True where the run was ended early and the replications finished so far are reported. */
  readonly partial?: true
  /** The scenario in its normal form, so that a result can be run again wherever it is: `takt reproduce`. */
  readonly input?: Scenario
}

export type Verdict = 'better' | 'worse' | 'no difference shown'

/** variant − base, paired by common random numbers; the interval is at `level`. */
export interface Difference {
  readonly name: string
  readonly subject: string
  readonly unit: string
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
  readonly level: number
}

export interface ComparedVariant {
  readonly id: string
  /** The scenario patch that makes the variant out of the base; null where they are unrelated files. */
  readonly patch: unknown
  readonly differences: readonly Difference[]
  readonly verdict: Verdict
}

/** What `takt compare --json` prints. */
export interface Comparison {
  readonly base: { readonly id: string; readonly hash: string }
  readonly variants: readonly ComparedVariant[]
  readonly objective: { readonly kpi: string; readonly subject: string; readonly goal: 'maximise' | 'minimise' }
  readonly replications: number
  /** Var(independent difference) / Var(paired difference) of the objective, per variant: how many times fewer runs the pairing needs. Null where undefined. */
  readonly varianceReduction: readonly (number | null)[]
  readonly warnings?: readonly string[]
  /** True where it was ended early and the replications that all finished are compared. */
  readonly partial?: true
}
