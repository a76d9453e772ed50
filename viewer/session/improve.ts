import { runComparison } from '../../engine/worker/page.ts'
import { comparable, proposeInBrowserWorker, type Suggestion, withProof } from '../../optimizer/worker/page.ts'
import { scenarioHash } from '../../scenarios/hash.ts'
import { currentEra, measuringPool, stopMeasuring, tell } from './experiments.ts'
import type { Aim, Proposal } from './proposal.ts'
import { useSession } from './store.ts'

let stop: AbortController | null = null

/** Asks the optimizer for a better plan, then has it simulated against the present one with the same luck. */
export async function improve(aim: Aim) {
  const { plant } = useSession.getState()
  if (!plant?.source) return
  const now = currentEra()
  const own = new AbortController()
  stop = own
  useSession.setState({ optimizing: { done: 0, of: 0 } })
  try {
    const suggestion = await proposeInBrowserWorker(plant.scenario, aim, { signal: own.signal })
    if (now === currentEra()) await prove(plant.scenario, suggestion, now)
  } catch (error) {
    if (!own.signal.aborted) tell(error, now)
  }
  if (now === currentEra()) useSession.setState({ optimizing: null })
}

/** Ends the search, or the proof where it has come to that; what is proven so far is kept. */
export function stopImproving() {
  stop?.abort()
  stopMeasuring()
}

async function prove(scenario: Parameters<typeof comparable>[0], suggestion: Suggestion, now: number) {
  if (suggestion.candidates.length === 0)
    return keep({ ...empty(suggestion), comparison: null, explanation: suggestion.explanation, scenario: null })
  const { base, variants } = comparable(scenario, suggestion)
  const proof = await runComparison(
    { scenario: base, hash: scenarioHash(base) },
    variants.map((variant) => ({ id: variant.id, scenario: variant.scenario, patch: variant.patch, hash: scenarioHash(variant.scenario) })),
    {
      pool: measuringPool(),
      onProgress: (done, of) => now === currentEra() && useSession.setState({ optimizing: { done, of } }),
    },
  )
  if (now !== currentEra()) return
  // Of several candidates the first that is better is proposed; of none, the first stands for all.
  const best = Math.max(
    0,
    proof.variants.findIndex(({ verdict }) => verdict === 'better'),
  )
  const comparison = { ...proof, variants: [proof.variants[best]!], varianceReduction: [proof.varianceReduction[best] ?? null] }
  keep({ ...empty(suggestion), comparison, explanation: withProof(suggestion, proof).explanation, scenario: variants[best]!.scenario })
}

const empty = ({ aim, outcome, gap }: Suggestion) => ({
  aim: aim === 'maintenance' ? ('maintenance' as const) : ('schedule' as const),
  outcome,
  gap,
})

/** One proposal per aim: a new one takes the place of the old. */
function keep(proposal: Proposal) {
  useSession.setState(({ proposals }) => ({ proposals: [proposal, ...proposals.filter(({ aim }) => aim !== proposal.aim)] }))
}
