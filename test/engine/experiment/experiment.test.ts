import { describe, expect, it } from 'vitest'
import { runComparison, runExperiment } from '../../../engine/experiment/experiment.ts'
import { inThisThread } from '../../../engine/experiment/in-this-thread.ts'
import { RunFailed, type SimulationPool } from '../../../engine/experiment/pool.ts'
import { openLog } from '../../../engine/log/reader.ts'
import { fasterPlant, smallPlant } from '../worker/small-plant.ts'
import { stubPool, stubScenario } from './stub.ts'

const small = { scenario: smallPlant, hash: 'sha256:small' }
const faster = { scenario: fasterPlant, hash: 'sha256:faster', id: 'faster', patch: null }

const kpi = (
  result: { kpis: readonly { name: string; subject: string; values: readonly (number | null)[]; mean: number | null }[] },
  name: string,
) => result.kpis.find((one) => one.name === name && one.subject === 'plant')!

describe('an experiment', () => {
  it('has a value per replication, their mean and its interval', async () => {
    const result = await runExperiment(small, { pool: inThisThread(), replications: 5 })
    expect(result).toMatchObject({
      scenario: { id: 'small', hash: 'sha256:small' },
      seed: 1,
      replications: 5,
      horizon: 36_000,
      warmUp: 0,
      unit: 's',
    })
    const throughput = kpi(result, 'throughput')
    expect(throughput.values).toHaveLength(5)
    expect(new Set(throughput.values).size).toBe(5)
    expect(throughput.mean).toBeGreaterThan(320)
    expect(throughput.mean).toBeLessThan(400)
    expect(result.events).toBeGreaterThan(5 * 2 * 3000)
    expect(result).not.toHaveProperty('logHash')
    expect(result).not.toHaveProperty('partial')
  })

  it('repeats to the bit, and another seed is other luck', async () => {
    const [first, second, other] = await Promise.all([1, 1, 2].map((seed) => runExperiment(small, { pool: inThisThread(), seed })))
    expect(second).toEqual(first)
    expect(kpi(other!, 'wip').values).not.toEqual(kpi(first!, 'wip').values)
  })

  it('does not depend on the order in which replications end', async () => {
    const whole = await runExperiment(small, { pool: inThisThread() })
    const pool = shuffled(inThisThread())
    expect(await runExperiment(small, { pool })).toEqual(whole)
  })

  it('replication r is the same however many there are', async () => {
    const few = await runExperiment(small, { pool: inThisThread(), replications: 2 })
    const many = await runExperiment(small, { pool: inThisThread(), replications: 3 })
    expect(kpi(many, 'leadTime').values.slice(0, 2)).toEqual(kpi(few, 'leadTime').values)
  })

  it('measures only after the warm-up', async () => {
    const cold = await runExperiment(small, { pool: inThisThread() })
    const warm = await runExperiment(small, { pool: inThisThread(), warmUp: 18_000 })
    expect(warm.warmUp).toBe(18_000)
    expect(kpi(warm, 'wip').values).not.toEqual(kpi(cold, 'wip').values)
  })

  it('finds the warm-up itself, and measures after it', async () => {
    const found = await runExperiment(small, { pool: inThisThread(), warmUp: 'auto' })
    expect(found.warmUp).toBeGreaterThanOrEqual(0)
    expect(found.warmUp).toBeLessThanOrEqual(18_000)
    const told = await runExperiment(small, { pool: inThisThread(), warmUp: found.warmUp })
    expect(kpi(told, 'wip').values).toEqual(kpi(found, 'wip').values)
  })

  it('records replication 0 without changing a number, and its log hash repeats', async () => {
    const plain = await runExperiment(small, { pool: inThisThread() })
    const pieces: Uint8Array[] = []
    const { logHash, ...recorded } = await runExperiment(small, { pool: inThisThread(), onLog: (bytes) => void pieces.push(bytes) })
    expect(recorded).toEqual(plain)
    expect(logHash).toMatch(/^sha256:[0-9a-f]{64}$/)
    const log = openLog(Buffer.concat(pieces))
    expect(log.verify()).toMatchObject({ complete: true, hash: logHash, problem: null })
    expect(log.header).toMatchObject({ seed: 1, replication: 0 })
  })

  it('a KPI that is not defined has no mean, and null among its values', async () => {
    const result = await runExperiment(small, { pool: inThisThread() })
    expect(kpi(result, 'onTimeRatio')).toMatchObject({ mean: null, halfWidth: null, values: [null, null, null, null] })
  })

  it('that is stopped keeps the replications finished without a gap, marked partial', async () => {
    const pool = inThisThread()
    const result = await runExperiment(small, {
      pool: { ...pool, replicate: async (scenario, options) => (options.replication === 2 ? null : pool.replicate(scenario, options)) },
    })
    expect(result).toMatchObject({ replications: 2, partial: true })
    const whole = await runExperiment(small, { pool: inThisThread(), replications: 2 })
    expect(result.kpis).toEqual(whole.kpis)
  })

  it('that is stopped before the first was finished has no numbers, and says so', async () => {
    const pool = inThisThread()
    const running = runExperiment(small, { pool, until: 1e7 })
    setTimeout(pool.stop)
    const result = await running
    expect(result).toMatchObject({ replications: 0, partial: true, events: 0 })
    expect(kpi(result, 'throughput')).toMatchObject({ mean: null, halfWidth: null, values: [] })
  })

  it('tells its progress after each replication', async () => {
    const told: string[] = []
    await runExperiment(small, { pool: inThisThread(), replications: 3, onProgress: (done, of) => told.push(`${done}/${of}`) })
    expect(told).toEqual(['1/3', '2/3', '3/3'])
  })

  it.each([
    [{ replications: 0 }, 'replications'],
    [{ replications: 2.5 }, 'replications'],
    [{ replications: 65_537 }, 'replications'],
    [{ until: 0 }, 'time to run'],
    [{ until: Number.NaN }, 'time to run'],
    [{ warmUp: 36_000 }, 'warm-up'],
    [{ warmUp: -1 }, 'warm-up'],
  ])('refuses %j', async (options, named) => {
    await expect(runExperiment(small, { pool: stubPool({}), ...options })).rejects.toThrow(named)
    await expect(runExperiment(small, { pool: stubPool({}), ...options })).rejects.toThrow(RangeError)
  })

  it('a model that makes no progress fails, and says so', async () => {
    const stuck = {
      ...smallPlant,
      sources: smallPlant.sources.map((source) => ({ ...source, every: { kind: 'constant', value: 0 } as const })),
    }
    const running = runExperiment({ scenario: stuck, hash: '' }, { pool: inThisThread() })
    await expect(running).rejects.toThrow(RunFailed)
    await expect(running).rejects.toThrow(
      `more than a million events at one instant, 0 s after the start, go round without end: ${stuck.sources[0]!.id}`,
    )
  })
})

describe('a comparison', () => {
  it('gives each replication of base and variant the same luck', async () => {
    const result = await runComparison(small, [{ ...small, id: 'same', patch: [] }], { pool: inThisThread() })
    expect(result.variants[0]!.verdict).toBe('no difference shown')
    const known = result.variants[0]!.differences.filter(({ mean }) => mean !== null)
    expect(known.length).toBeGreaterThan(5)
    expect(known.every(({ mean, low, high }) => mean === 0 && low === 0 && high === 0)).toBe(true)
  })

  it('shows a faster machine to be better where lead time decides, with fewer runs than independent luck', async () => {
    const objective = { kpi: 'leadTime', subject: 'plant', goal: 'minimise' } as const
    const base = { ...small, scenario: { ...smallPlant, objective } }
    const result = await runComparison(base, [faster], { pool: inThisThread(), replications: 8 })
    expect(result).toMatchObject({ base: { id: 'small', hash: 'sha256:small' }, objective, replications: 8 })
    expect(result.variants[0]).toMatchObject({ id: 'faster', patch: null, verdict: 'better' })
    expect(result.varianceReduction[0]).toBeGreaterThan(1)
    const back = await runComparison({ ...faster, scenario: { ...fasterPlant, objective } }, [{ ...small, id: 'small', patch: null }], {
      pool: inThisThread(),
    })
    expect(back.variants[0]!.verdict).toBe('worse')
  })

  it('measures all over the same time: the longest warm-up any of them has', async () => {
    const asked: number[] = []
    const pool = stubPool({
      replicate: (scenario, options) => {
        asked.push(options.warmUp)
        return { replication: options.replication, values: new Float64Array(kpis(scenario)), events: 1 }
      },
    })
    const late = { ...faster, scenario: { ...stubScenario, warmUp: 600 } }
    await runComparison({ scenario: { ...stubScenario, warmUp: 60 }, hash: '' }, [late], { pool, replications: 1 })
    expect(asked).toEqual([600, 600])
  })

  it('that is stopped compares the replications that all of them finished', async () => {
    const pool = inThisThread()
    const stopping: SimulationPool = {
      ...pool,
      replicate: async (scenario, options) =>
        scenario.id === 'faster' && options.replication >= 3 ? null : pool.replicate(scenario, options),
    }
    const result = await runComparison(small, [faster], { pool: stopping })
    expect(result).toMatchObject({ replications: 3, partial: true })
  })
})

const kpis = (_: unknown) => 64

/** Gives answers back in another order than they were asked for. */
function shuffled(pool: SimulationPool): SimulationPool {
  return {
    ...pool,
    replicate: async (scenario, options) => {
      const result = await pool.replicate(scenario, options)
      await new Promise((resolve) => setTimeout(resolve, 40 - 10 * options.replication))
      return result
    },
  }
}
