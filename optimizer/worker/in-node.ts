import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js'
import type { Scenario } from '../../scenarios/model.ts'
import type { Aim, Suggestion } from '../suggestion.ts'
import type { OptimizerApi } from './api.ts'
import { type InWorkerOptions, proposeInHand } from './propose-in-worker.ts'

/** Proposes in a thread of Node. `worker` is the built worker; by default the one beside the file this is built into. */
export function proposeInNodeWorker(
  scenario: Scenario,
  aim: Aim,
  { worker: url = beside(), ...options }: InWorkerOptions & { readonly worker?: URL } = {},
): Promise<Suggestion> {
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const worker = new Worker(url)
  const died = new Promise<string>((resolve) => {
    worker.on('error', ({ message }) => resolve(message))
    worker.on('exit', (code) => resolve(`it ended with code ${code}`))
  })
  return proposeInHand({ api: wrap<OptimizerApi>(nodeEndpoint(worker)), died, end: () => void worker.terminate() }, scenario, aim, options)
}

const beside = () => new URL('./optimizer-worker.js', import.meta.url)
