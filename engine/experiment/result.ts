import type { Scenario } from '../../scenarios/model.ts'
import type { ForkTold } from './fork.ts'
import type { Pairing } from './pairing.ts'
import type { PrecisionReached } from './precision.ts'
import type { Quantile } from './quantiles.ts'
import type { Risk } from './risk.ts'
import type { TieSensitivity } from './ties.ts'

/** One KPI of one subject over all replications. `mean`, `halfWidth` and `values` are null where it is not defined (no orders, nothing made). */
export interface KpiResult {
  readonly name: string
  /** `plant`, or the id of a station, buffer, source, product, material or order. */
  readonly subject: string
  readonly unit: string
  readonly mean: number | null
  readonly halfWidth: number | null
  readonly level: number
  /** One per replication, or per batch of batch means. */
  readonly values: readonly (number | null)[]
  /** Of the replications; each null where there are too few of them. Only where they were asked for. */
  readonly quantiles?: { readonly p10: Quantile | null; readonly p50: Quantile | null; readonly p90: Quantile | null }
}

/** The one long run of batch means: how it was cut, and which of the plant's KPIs have batches that are not independent. */
export interface BatchMeans {
  readonly batches: number
  /** Seconds of each. */
  readonly length: number
  readonly correlated: readonly { readonly name: string; readonly subject: string; readonly lag1: number }[]
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
  /** Where a precision was asked for: how many replications it took is `replications`, and this says why no more. */
  readonly precision?: PrecisionReached
  readonly batchMeans?: BatchMeans
  /** Where it went on from a moment of another run. */
  readonly fork?: ForkTold
  /** Where asked for: which KPIs depend on the order of events due at the same instant. */
  readonly ties?: TieSensitivity
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
  /** What common random numbers were worth for the objective; null where undefined. */
  readonly pairing?: Pairing | null
  /** What lateness and cost come to on a bad day; where there are replications enough. */
  readonly risks?: readonly Risk[]
}

/** What `takt compare --json` prints. */
export interface Comparison {
  readonly base: { readonly id: string; readonly hash: string }
  readonly variants: readonly ComparedVariant[]
  readonly objective: { readonly kpi: string; readonly subject: string; readonly goal: 'maximise' | 'minimise' }
  readonly replications: number
  /** Var(independent difference) / Var(paired difference) of the objective, per variant: how many times fewer runs the pairing needs. Null where undefined. */
  readonly varianceReduction: readonly (number | null)[]
  /** Where all of them went on from one moment of a run. */
  readonly fork?: ForkTold
  readonly warnings?: readonly string[]
  /** True where it was ended early and the replications that all finished are compared. */
  readonly partial?: true
}

/** `kn`: common random numbers and a guarantee. `ocba`: luck of their own, and the best use of a budget. */
export type SelectionMethod = 'kn' | 'ocba'

export interface Alternative {
  readonly id: string
  readonly hash: string
  readonly patch: unknown
  /** The objective's mean over this alternative's replications. */
  readonly mean: number | null
  readonly replications: number
  /** KN: went out of the race after so many replications, behind the alternative `by`. */
  readonly eliminated: { readonly after: number; readonly by: string } | null
}

/** What `takt select --json` prints. The alternatives are in the order given, the base first. */
export interface Selection {
  readonly method: SelectionMethod
  readonly objective: { readonly kpi: string; readonly subject: string; readonly goal: 'maximise' | 'minimise'; readonly unit: string }
  readonly alternatives: readonly Alternative[]
  /** The id of the best; null where there is none to name. */
  readonly winner: string | null
  /** `decided`: the race was run to its end. `spent`: the allowance was used up. `undefined`: the objective has no value somewhere. */
  readonly stopped: 'decided' | 'spent' | 'undefined' | 'interrupted'
  /**
   * KN, decided: with at least this probability the winner is the best, or within the indifference of it. OCBA: an estimate from below of how
   * likely it is the best. Null: nothing can be said.
   */
  readonly confidence: number | null
  /** KN: in the KPI's unit. */
  readonly indifference?: number
  /** OCBA: replications in all. */
  readonly budget?: number
  /** Replications that the choice rests on, all alternatives together. */
  readonly replications: number
  readonly warnings?: readonly string[]
  readonly partial?: true
}
