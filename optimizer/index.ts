export { toCplexLp } from './model/cplex-lp.ts'
export { toMps } from './model/mps.ts'

export { comparable, type Proof, type Proposal, withProof } from './proposal.ts'
export { propose } from './propose.ts'
export { type Saving, savingOf } from './saving.ts'
export type { Aim, Candidate, Plan, PlannedJob, PlannedQuantity, PlannedWindow, ProposeOptions, Suggestion } from './suggestion.ts'
