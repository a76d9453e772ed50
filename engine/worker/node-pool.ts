import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js'
import type { SimulationPool } from '../experiment/pool.ts'
import type { SimulationApi } from './api.ts'
import { type Hand, workerPool } from './worker-pool.ts'

/** Threads of Node. `worker` is the built worker; by default the one beside the file this is built into. */
export function nodePool({ size, worker = beside() }: { size: number; worker?: URL }): SimulationPool {
  return workerPool(size, () => spawn(worker))
}

/** As many as there are cores. */
export const nodeCores = () => node('node:os').availableParallelism()

const beside = () => new URL('./node-worker.js', import.meta.url)

function spawn(url: URL): Hand {
  const { Worker } = node('node:worker_threads')
  const worker = new Worker(url)
  let ended = false
  const died = new Promise<string>((resolve) => {
    worker.on('error', (error) => resolve(error.message))
    worker.on('exit', (code) => {
      if (!ended) resolve(`it ended with code ${code}`)
    })
  })
  return {
    api: wrap<SimulationApi>(nodeEndpoint(worker)),
    died,
    end: () => {
      ended = true
      return worker.terminate()
    },
  }
}

/** Asked of the process and not imported, so that a browser's bundler can take the library as it is. */
function node<Name extends 'node:os' | 'node:worker_threads'>(name: Name) {
  if (typeof process === 'undefined' || !process.getBuiltinModule) throw new Error('worker threads need Node 20.16 or later')
  return process.getBuiltinModule(name)
}
