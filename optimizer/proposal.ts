import type { Scenario } from '../scenarios/model.ts'
import { propose } from './propose.ts'
import type { Aim, Candidate, ProposeOptions, Suggestion } from './suggestion.ts'

/** What a proof shows, as far as a proposal needs it: the comparison of engine/experiment is one of these. */
export interface Proof {
  readonly variants: readonly {
    readonly id: string
    readonly patch: unknown
    readonly verdict: 'better' | 'worse' | 'no difference shown'
  }[]
}

/** Simulates the variants against the base with common random numbers; the base's `objective` decides. The optimizer knows no other way to a verdict. */
export type Prove<P extends Proof> = (base: Scenario, variants: readonly Candidate[]) => Promise<P>

/** A proof, and what it is a proof of: the shape `takt optimize --json` prints. */
export type Proposal<P extends Proof> = P & Omit<Suggestion, 'candidates' | 'objective'>

/** Proposes, then proves. Null where there is nothing to prove; the suggestion then says why. */
export async function optimize<P extends Proof>(
  scenario: Scenario,
  { for: aim, prove, ...options }: ProposeOptions & { readonly for: Aim; readonly prove: Prove<P> },
): Promise<{ readonly suggestion: Suggestion; readonly proposal: Proposal<P> | null }> {
  const suggestion = await propose(scenario, aim, options)
  if (suggestion.candidates.length === 0) return { suggestion, proposal: null }
  options.onProgress?.('proving by simulation')
  const { base, variants } = comparable(scenario, suggestion)
  return { suggestion, proposal: withProof(suggestion, await prove(base, variants)) }
}

/** Base and variants with the objective that decides: the scenario's own, unless the suggestion says why not. */
export function comparable(scenario: Scenario, { objective, candidates }: Suggestion): { base: Scenario; variants: Candidate[] } {
  return {
    base: { ...scenario, objective },
    variants: candidates.map((candidate) => ({ ...candidate, scenario: { ...candidate.scenario, objective } })),
  }
}

/** Puts the verdicts to the suggestion: of several candidates the first that is better is proposed, and the explanation ends with the verdicts. */
export function withProof<P extends Proof>({ candidates, objective, ...suggestion }: Suggestion, proof: P): Proposal<P> {
  const decided = `${objective.kpi} of ${objective.subject}`
  const verdicts = proof.variants.map(({ id, verdict }) => `Simulated with common random numbers, ${id}: ${verdict} (${decided}).`)
  return { ...proof, ...suggestion, explanation: [...suggestion.explanation, ...verdicts] }
}
