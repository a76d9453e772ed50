import { proxy, type Remote } from 'comlink'
import type { Scenario } from '../../scenarios/model.ts'
import type { Aim, Suggestion } from '../suggestion.ts'
import type { OptimizerApi } from './api.ts'

/** A worker as its owner holds it. */
export interface OptimizerHand {
  readonly api: Remote<OptimizerApi>
  /** Resolves with what went wrong, should the worker die by itself. */
  readonly died: Promise<string>
  readonly end: () => void
}

export interface InWorkerOptions {
  readonly onProgress?: (message: string) => void
  /** Ends the worker at once; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** One proposal in a worker of its own, which is ended whatever happens: an LP has no other way to be stopped. */
export async function proposeInHand(
  hand: OptimizerHand,
  scenario: Scenario,
  aim: Aim,
  { onProgress, signal }: InWorkerOptions,
): Promise<Suggestion> {
  let stop = () => {}
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal?.reason)
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
    hand.died.then((problem) => reject(new Error(`the optimizer's worker ended: ${problem}`)))
  })
  try {
    return await Promise.race([hand.api.propose(scenario, aim, onProgress ? proxy(onProgress) : undefined), stopped])
  } finally {
    signal?.removeEventListener('abort', stop)
    hand.end()
  }
}
