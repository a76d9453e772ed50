import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runComparison, runExperiment } from '../../../engine/experiment/experiment.ts'
import { inThisThread } from '../../../engine/experiment/in-this-thread.ts'
import { RunFailed, type SimulationPool } from '../../../engine/experiment/pool.ts'
import { openLog } from '../../../engine/log/reader.ts'
import { nodePool } from '../../../engine/worker/node-pool.ts'
import { fasterPlant, smallPlant } from './small-plant.ts'

/** The worker as it is built: `npm test` builds first. */
const worker = new URL('../../../dist/node/node-worker.js', import.meta.url)
const small = { scenario: smallPlant, hash: 'sha256:small' }

describe('threads of Node', () => {
  let one: SimulationPool
  let two: SimulationPool

  beforeAll(() => {
    if (!existsSync(worker)) throw new Error('dist/node/node-worker.js is missing: npm run build')
    one = nodePool({ size: 1, worker })
    two = nodePool({ size: 2, worker })
  })
  afterAll(() => Promise.all([one.close(), two.close()]))

  it('give the numbers of this thread, one or two of them', async () => {
    const options = { replications: 5, warmUp: 'auto', until: 20_000 } as const
    const here = await runExperiment(small, { ...options, pool: inThisThread() })
    expect(await runExperiment(small, { ...options, pool: one })).toEqual(here)
    expect(await runExperiment(small, { ...options, pool: two })).toEqual(here)
  })

  it('give the same comparison, one or two of them', async () => {
    const variant = { scenario: fasterPlant, hash: 'sha256:faster', id: 'faster', patch: null }
    const [alone, together] = await Promise.all([one, two].map((pool) => runComparison(small, [variant], { pool, replications: 3 })))
    expect(together).toEqual(alone)
  })

  it('give the same log, byte for byte', async () => {
    const logs = await Promise.all(
      [inThisThread(), two].map(async (pool) => {
        const pieces: Uint8Array[] = []
        const { logHash } = await runExperiment(small, { pool, replications: 1, onLog: (bytes) => void pieces.push(bytes.slice()) })
        return { logHash, bytes: Buffer.concat(pieces) }
      }),
    )
    expect(logs[1]!.logHash).toBe(logs[0]!.logHash)
    expect(logs[1]!.bytes.equals(logs[0]!.bytes)).toBe(true)
    expect(openLog(logs[1]!.bytes).verify()).toMatchObject({ complete: true, problem: null })
  })

  it('hear a stop while they run', async () => {
    const running = runExperiment(small, { pool: two, until: 1e9, replications: 2 })
    setTimeout(two.stop, 100)
    expect(await running).toMatchObject({ replications: 0, partial: true })
  })

  it('say that a model makes no progress', async () => {
    const stuck = {
      ...smallPlant,
      sources: smallPlant.sources.map((source) => ({ ...source, every: { kind: 'constant', value: 0 } as const })),
    }
    await expect(runExperiment({ scenario: stuck, hash: '' }, { pool: two })).rejects.toThrow(RunFailed)
  })

  it('a worker that cannot be started is a failed run, after a second try', async () => {
    const pool = nodePool({ size: 1, worker: new URL('file:///nowhere/worker.js') })
    await expect(runExperiment(small, { pool })).rejects.toThrow(/the worker that ran the simulation died: .*worker\.js/)
    await pool.close()
  })
})
