import { wrap } from 'comlink'
import type { Scenario } from '../../scenarios/model.ts'
import type { Aim, Suggestion } from '../suggestion.ts'
import type { OptimizerApi } from './api.ts'
import { type InWorkerOptions, proposeInHand } from './propose-in-worker.ts'

/** Proposes off the page's main thread. */
export function proposeInBrowserWorker(scenario: Scenario, aim: Aim, options: InWorkerOptions = {}): Promise<Suggestion> {
  const worker = new Worker(new URL('./browser-worker.ts', import.meta.url), { type: 'module' })
  const died = new Promise<string>((resolve) => {
    worker.addEventListener('error', ({ message }) => resolve(message || 'it could not be loaded'))
    worker.addEventListener('messageerror', () => resolve('a message could not be read'))
  })
  return proposeInHand({ api: wrap<OptimizerApi>(worker), died, end: () => worker.terminate() }, scenario, aim, options)
}
