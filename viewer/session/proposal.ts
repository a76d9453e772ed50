import type { Comparison } from '../../engine/worker/page.ts'
import type { Scenario } from '../../scenarios/model.ts'

export type Aim = 'schedule' | 'maintenance'

/** What the optimizer came to, and what simulation had to say about it. */
export interface Proposal {
  readonly aim: Aim
  readonly outcome: 'suggested' | 'infeasible' | 'nothing'
  /** Null where nothing is proposed. */
  readonly scenario: Scenario | null
  readonly comparison: Comparison | null
  readonly explanation: readonly string[]
  /** Distance of the model's solution from its bound, 0..1; null where no bound is known. */
  readonly gap: number | null
}
