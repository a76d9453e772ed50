/** What solving came to, after `verify` has looked: no solver's word is passed on unchecked. */
export interface SolveResult {
  /**
   * `optimal` and `feasible`: x keeps every rule, recomputed. `feasible`: better may exist. `limit`: stopped before anything usable was
   * found. `error`: the solver failed, or its answer did not survive verification.
   */
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'unbounded' | 'limit' | 'error'
  /** One value per column; null unless `optimal` or `feasible`. */
  readonly x: Float64Array | null
  /** Recomputed from x; null without one. */
  readonly objective: number | null
  /** No solution can be better than this; null where none is known. */
  readonly bound: number | null
  readonly boundFrom: 'solver' | 'relaxation' | null
  /** |objective − bound| / max(1, |objective|); null without both. */
  readonly gap: number | null
  /** Nodes of the branch-and-bound tree; 0 for an LP, null where the solver does not say. */
  readonly nodes: number | null
  readonly solver: SolverName
  /** What was wrong, for `error`. */
  readonly problem?: string
}

export type SolverName = 'javascript-lp-solver' | 'highs'

/** Limits are counts, never seconds, so that the same model gives the same answer on every machine. */
export interface SolveOptions {
  readonly nodeLimit?: number
  /** Stop when the gap is at most this. */
  readonly relativeGap?: number
  /** A solution to begin with; one that breaks a rule is ignored. */
  readonly start?: ArrayLike<number>
  /** Asked now and then during the search; true ends it with what was found. */
  readonly stopped?: () => boolean
  readonly onImproved?: (objective: number) => void
}

/** What a solver claims, before anything is believed. */
export interface Claim {
  readonly says: 'optimal' | 'infeasible' | 'unbounded' | 'stopped' | 'error'
  readonly x: Float64Array | null
  readonly objective: number | null
  readonly bound: number | null
  readonly nodes: number | null
  readonly problem?: string
}

export function gapOf(objective: number | null, bound: number | null): number | null {
  if (objective === null || bound === null) return null
  return Math.abs(objective - bound) / Math.max(1, Math.abs(objective))
}
