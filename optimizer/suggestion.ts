import type { Objective, Scenario } from '../scenarios/model.ts'
import type { Patch } from '../scenarios/patch.ts'

export type Aim = 'plan' | 'schedule' | 'maintenance'

/** What the models come to, before simulation has had its say. */
export interface Suggestion {
  readonly aim: Aim
  /** `infeasible`: the rules clash, and the explanation names them. `nothing`: the scenario has nothing of the kind to decide. */
  readonly outcome: 'suggested' | 'infeasible' | 'nothing'
  /** Best first. Each differs from the scenario by its patch, and keeps its objective. */
  readonly candidates: readonly Candidate[]
  /** What the comparison is decided by: the scenario's own, unless it cannot be moved by this. */
  readonly objective: Objective
  /** Of the model's own objective (see the explanation for its unit): no solution of the model is better. Null where there is no model. */
  readonly bound: number | null
  readonly boundFrom: 'solver' | 'relaxation' | null
  readonly gap: number | null
  /** Plain sentences: what changes, why, what binds, what was not considered. */
  readonly explanation: readonly string[]
  readonly plan?: Plan
}

export interface Candidate {
  readonly id: string
  readonly patch: Patch
  readonly scenario: Scenario
}

/** For tables and Gantt charts. Moments in seconds since the start. */
export interface Plan {
  readonly windows?: readonly PlannedWindow[]
  readonly jobs?: readonly PlannedJob[]
  readonly quantities?: readonly PlannedQuantity[]
}

export interface PlannedWindow {
  readonly station: string
  readonly task: string
  /** When it was due, and when it is to be done. */
  readonly due: number
  readonly start: number
  readonly end: number
  readonly crew: string | null
  /** Expected loss at the due moment and at the start, in money. */
  readonly costBefore: number
  readonly cost: number
}

export interface PlannedJob {
  readonly station: string
  readonly order: string
  readonly product: string
  readonly operation: string
  readonly quantity: number
  /** Expected, set-up included. */
  readonly setupStart: number
  readonly start: number
  readonly end: number
}

export interface PlannedQuantity {
  readonly from: number
  readonly to: number
  readonly product: string
  /** Null: finished units of the product; otherwise units worked on in this operation at the station. */
  readonly operation: string | null
  readonly station: string | null
  readonly quantity: number
}

export interface ProposeOptions {
  /** Seconds of the grid for windows, or of a planning period. Default: chosen from the size. */
  readonly step?: number
  readonly nodeLimit?: number
  readonly onProgress?: (message: string) => void
  /** Asked now and then; true ends the search with what was found. */
  readonly stopped?: () => boolean
}
