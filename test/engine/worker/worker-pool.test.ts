import { describe, expect, it } from 'vitest'
import { RunFailed } from '../../../engine/experiment/pool.ts'
import type { SimulationApi } from '../../../engine/worker/api.ts'
import { SimulationWorker } from '../../../engine/worker/simulation.ts'
import { type Hand, workerPool } from '../../../engine/worker/worker-pool.ts'
import { smallPlant } from './small-plant.ts'

const options = (replication: number) => ({ seed: 1, replication, until: 3600, warmUp: 0 })

/** A worker without a thread: the real object, with what a test wants otherwise, that dies when it is told to. */
function hand(otherwise: Partial<SimulationApi> = {}): Hand & { die(reason: string): void; ended: boolean } {
  const { promise: died, resolve: die } = deferred<string>()
  const worker = new SimulationWorker()
  const api: SimulationApi = {
    replicate: (scenario, given) => worker.replicate(scenario, given),
    sample: (scenario, given, windows) => worker.sample(scenario, given, windows),
    batches: (scenario, given, count) => worker.batches(scenario, given, count),
    record: (scenario, given, onBytes) => worker.record(scenario, given, onBytes),
    state: (scenario, past) => worker.state(scenario, past),
    ahead: (scenario, given) => worker.ahead(scenario, given),
    stop: () => worker.stop(),
    ...otherwise,
  }
  const made = { api, died, die, ended: false, end: () => (made.ended = true) }
  return made
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

const never = () => new Promise<never>(() => {})

describe('the pool of workers', () => {
  it('makes no more workers than its size, and only as many as it needs', async () => {
    let made = 0
    const pool = workerPool(3, () => {
      made++
      return hand()
    })
    await pool.replicate(smallPlant, options(0))
    expect(made).toBe(1)
    await Promise.all(Array.from({ length: 10 }, (_, r) => pool.replicate(smallPlant, options(r))))
    expect(made).toBe(3)
    await pool.close()
  })

  it('sends a scenario once to each worker', async () => {
    const sent: (string | null)[] = []
    const worker = new SimulationWorker()
    const pool = workerPool(1, () =>
      hand({
        replicate: (scenario, given) => {
          sent.push(scenario?.id ?? null)
          return worker.replicate(scenario, given)
        },
      }),
    )
    const other = { ...smallPlant, id: 'other' }
    for (const scenario of [smallPlant, smallPlant, other, other, smallPlant]) await pool.replicate(scenario, options(0))
    expect(sent).toEqual(['small', null, 'other', null, 'small'])
  })

  it('does the job of a worker that died once more, at a new worker', async () => {
    const hands: ReturnType<typeof hand>[] = []
    const pool = workerPool(1, () => {
      hands.push(hand(hands.length === 0 ? { replicate: never } : {}))
      return hands.at(-1)!
    })
    const running = pool.replicate(smallPlant, options(2))
    hands[0]!.die('out of memory')
    expect((await running)?.replication).toBe(2)
    expect(hands).toHaveLength(2)
  })

  it('fails, saying why, when the second worker dies too; other jobs go on', async () => {
    const hands: ReturnType<typeof hand>[] = []
    const worker = new SimulationWorker()
    const pool = workerPool(1, () => {
      hands.push(hand({ replicate: (scenario, given) => (given.replication === 0 ? never() : worker.replicate(scenario, given)) }))
      return hands.at(-1)!
    })
    const doomed = pool.replicate(smallPlant, options(0))
    const spared = pool.replicate(smallPlant, options(1))
    hands[0]!.die('out of memory')
    await expect.poll(() => hands.length).toBe(2)
    hands[1]!.die('out of memory again')
    await expect(doomed).rejects.toThrow(RunFailed)
    await expect(doomed).rejects.toThrow('out of memory again')
    expect((await spared)?.replication).toBe(1)
  })

  it('does not record again what was partly handed over', async () => {
    const hands: ReturnType<typeof hand>[] = []
    const pool = workerPool(1, () => {
      hands.push(
        hand({
          record: async (_, __, onBytes) => {
            await onBytes(Uint8Array.of(1), 0)
            return never()
          },
        }),
      )
      return hands.at(-1)!
    })
    const got: number[] = []
    const recording = pool.record(smallPlant, options(0), (bytes) => void got.push(...bytes))
    await expect.poll(() => got.length).toBe(1)
    hands[0]!.die('it was ended')
    await expect(recording).rejects.toThrow('it was ended')
    expect(hands).toHaveLength(1)
  })

  it('passes on what the listener of a recording threw', async () => {
    class DiskFull extends Error {}
    const pool = workerPool(1, () => hand())
    const recording = pool.record(smallPlant, options(0), () => {
      throw new DiskFull('full')
    })
    await expect(recording).rejects.toThrow(DiskFull)
  })

  it('stop ends what runs and what waits with null, and what is asked later runs', async () => {
    const pool = workerPool(1, () => hand())
    const long = { ...options(0), until: 1e8 }
    const running = [pool.replicate(smallPlant, long), pool.replicate(smallPlant, long), pool.sample(smallPlant, long, 10)]
    setTimeout(pool.stop, 20)
    expect(await Promise.all(running)).toEqual([null, null, null])
    expect((await pool.replicate(smallPlant, options(3)))?.replication).toBe(3)
  })

  it('stop closes a recording that runs, and one that waits, where they are', async () => {
    const pool = workerPool(1, () => hand())
    const bytes = [0, 0]
    const long = { ...options(0), until: 1e7 }
    const running = [0, 1].map((i) =>
      pool.record(smallPlant, long, (piece) => {
        bytes[i]! += piece.length
      }),
    )
    setTimeout(pool.stop, 20)
    const [first, second] = await Promise.all(running)
    expect(first).toMatchObject({ stopped: true, logHash: expect.stringMatching(/^sha256:/) })
    expect(second).toMatchObject({ stopped: true })
    expect(bytes[0]).toBeGreaterThan(0)
    expect(bytes[1]).toBeGreaterThan(0)
  })

  it('waits when four pieces of the log are under way', async () => {
    const pool = workerPool(1, () => hand())
    let under = 0
    let most = 0
    await pool.record(smallPlant, { ...options(0), until: 1e6 }, async () => {
      most = Math.max(most, ++under)
      await new Promise((resolve) => setTimeout(resolve, 1))
      under--
    })
    expect(most).toBe(4)
  })

  it('close ends the workers and fails what still waits', async () => {
    const hands: ReturnType<typeof hand>[] = []
    const pool = workerPool(1, () => {
      hands.push(hand({ replicate: never }))
      return hands.at(-1)!
    })
    const asked = [pool.replicate(smallPlant, options(0)), pool.replicate(smallPlant, options(1))]
    const outcomes = Promise.allSettled(asked)
    await pool.close()
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(hands[0]!.ended).toBe(true)
    await expect(pool.replicate(smallPlant, options(2))).rejects.toThrow('closed')
  })
})
