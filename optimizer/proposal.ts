import type { Scenario } from '../scenarios/model.ts'
import { type ProvenDifference, type Saving, savingOf, savingSentence } from './saving.ts'
import type { Candidate, Suggestion } from './suggestion.ts'

/** What a proof shows, as far as a proposal needs it: the comparison of engine/experiment is one of these. */
export interface Proof {
  readonly variants: readonly {
    readonly id: string
    readonly patch: unknown
    readonly verdict: 'better' | 'worse' | 'no difference shown'
    readonly differences?: readonly ProvenDifference[]
  }[]
}

/** A proof, and what it is a proof of: the shape `takt optimize --json` prints. */
export type Proposal<P extends Proof> = P & Omit<Suggestion, 'candidates' | 'objective'> & { readonly savings: readonly (Saving | null)[] }

/**
 * What to simulate against each other, with common random numbers, to prove a suggestion: base and variants, with the objective that decides.
 * The optimizer itself knows no way to a verdict.
 */
export function comparable(scenario: Scenario, { objective, candidates }: Suggestion): { base: Scenario; variants: Candidate[] } {
  return {
    base: { ...scenario, objective },
    variants: candidates.map((candidate) => ({ ...candidate, scenario: { ...candidate.scenario, objective } })),
  }
}

/** Puts the verdicts to the suggestion; the explanation ends with them, and with what they are worth beside the model's numbers. */
export function withProof<P extends Proof>({ candidates: _, objective, ...suggestion }: Suggestion, proof: P): Proposal<P> {
  const decided = `${objective.kpi} of ${objective.subject}`
  const verdicts = proof.variants.map(({ id, verdict }, i) => {
    const decides = i === 0 ? 'So far the model estimates; what decides is simulation. ' : ''
    return `${decides}Simulated with common random numbers, ${id}: ${verdict} (${decided}).`
  })
  const savings = proof.variants.map(({ differences }) => (differences === undefined ? null : savingOf(differences, objective)))
  // Only of maintenance: the verdicts say it of the others.
  const told = savings.flatMap((saving, i) =>
    saving === null || suggestion.aim !== 'maintenance' ? [] : [savingSentence(proof.variants[i]!.id, saving)],
  )
  return { ...proof, ...suggestion, savings, explanation: [...suggestion.explanation, ...told, ...verdicts] }
}
