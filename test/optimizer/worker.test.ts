import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { propose } from '../../optimizer/index.ts'
import { proposeInNodeWorker } from '../../optimizer/worker/in-node.ts'
import { OptimizerWorker } from '../../optimizer/worker/optimizer.ts'
import { autoParts } from './auto-parts.ts'

/** The worker as it is built: `npm test` builds first. */
const worker = new URL('../../dist/node/optimizer-worker.js', import.meta.url)

describe('an optimizer worker', () => {
  beforeAll(() => {
    if (!existsSync(worker)) throw new Error('dist/node/optimizer-worker.js is missing: npm run build')
  })

  it('suggests what this thread suggests, bit for bit, and tells how it goes', async () => {
    const messages: string[] = []
    const suggestion = await proposeInNodeWorker(autoParts(), 'maintenance', { worker, onProgress: (message) => messages.push(message) })
    expect(suggestion).toEqual(await propose(autoParts(), 'maintenance'))
    expect(messages[0]).toMatch(/\d+ windows, .* choices/)
  })

  it('is ended by its signal at once, whatever the solver is at', async () => {
    const ending = new AbortController()
    const running = proposeInNodeWorker(autoParts(), 'maintenance', { worker, signal: ending.signal, onProgress: () => ending.abort() })
    await expect(running).rejects.toThrow('aborted')
  })

  it('that cannot be started says so', async () => {
    const missing = new URL('no-such-worker.js', worker)
    await expect(proposeInNodeWorker(autoParts(), 'plan', { worker: missing })).rejects.toThrow("the optimizer's worker ended")
  })
})

it('is the same object without a thread', async () => {
  const low = autoParts(0.01)
  expect(await new OptimizerWorker().propose(low, 'plan')).toEqual(await propose(low, 'plan'))
})
