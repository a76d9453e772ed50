import { wrap } from 'comlink'
import type { SimulationPool } from '../experiment/pool.ts'
import type { SimulationApi } from './api.ts'
import { type Hand, workerPool } from './worker-pool.ts'

/** Workers of the page; they are made when they are first needed. */
export function browserPool({ size }: { size: number }): SimulationPool {
  return workerPool(size, spawn)
}

function spawn(): Hand {
  const worker = new Worker(new URL('./browser-worker.ts', import.meta.url), { type: 'module' })
  const died = new Promise<string>((resolve) => {
    worker.addEventListener('error', ({ message }) => resolve(message || 'it could not be loaded'))
    worker.addEventListener('messageerror', () => resolve('a message could not be read'))
  })
  return { api: wrap<SimulationApi>(worker), died, end: () => worker.terminate() }
}
