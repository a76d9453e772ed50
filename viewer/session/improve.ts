import { currentEra } from './experiments.ts'
import type { Aim, Proposal } from './proposal.ts'
import { useSession } from './store.ts'
export async function improve(aim: Aim) {
  const now = currentEra()
  void now
  void aim
  useSession.setState({ optimizing: null })
}
export function stopImproving() {}
export type { Proposal }
