import { describe, expect, it } from 'vitest'
import { kpiCatalogue } from '../../../analysis/kpi/index.ts'
import { runExperiment } from '../../../engine/experiment/experiment.ts'
import { inThisThread } from '../../../engine/experiment/in-this-thread.ts'
import { interval } from '../../../engine/experiment/interval.ts'
import { enough, neededHalfWidth, relativeHalfWidth } from '../../../engine/experiment/precision.ts'
import { Streams, standardNormal } from '../../../engine/random/index.ts'
import { smallPlant } from '../worker/small-plant.ts'
import { stubPool, stubScenario } from './stub.ts'

const SEED = 20_261_122
const stub = { scenario: stubScenario, hash: 'sha256:stub' }
const asked = (relative: number) => ({ relative, kpi: 'throughput', subject: 'plant' })

/** Replication r measures 10 ± 1. */
function measuredIn(replication: number): number {
  const streams = new Streams(SEED, replication)
  streams.begin(streams.open('value', 'luck'))
  return 10 + standardNormal(streams)
}

function pool(size: number, value = measuredIn) {
  const kpis = kpiCatalogue(stubScenario).length
  const ran: number[] = []
  const replicate = (_: unknown, { replication }: { replication: number }) => {
    ran.push(replication)
    return { replication, values: new Float64Array(kpis).fill(value(replication)), events: 1 }
  }
  return { ...stubPool({ replicate }), size, ran }
}

describe(`stopping at a precision (seed ${SEED})`, () => {
  it('asks for γ / (1 + γ), as Law does', () => {
    expect(neededHalfWidth(0.02)).toBeCloseTo(0.0196078431, 9)
    expect(relativeHalfWidth([1, 2, 3])).toBeCloseTo(2.4841377 / 2, 6)
    expect(relativeHalfWidth([5, 5, 5])).toBe(0)
    expect(relativeHalfWidth([-1, 1])).toBeNull()
    expect(relativeHalfWidth([1, Number.NaN])).toBeNull()
  })

  it('stops at the first count from 10 on that is precise enough, whatever the size of the pool', async () => {
    let first = 10
    for (; ; first++) {
      const { mean, halfWidth } = interval(Array.from({ length: first }, (_, r) => measuredIn(r)))
      if (halfWidth! / mean! <= 0.02 / 1.02) break
    }
    expect(first).toBeGreaterThan(40)
    const results = await Promise.all([1, 2, 7, 64].map((size) => runExperiment(stub, { pool: pool(size), precision: asked(0.02) })))
    for (const result of results) expect(result).toEqual(results[0])
    expect(results[0]).toMatchObject({ replications: first, precision: { ...asked(0.02), stopped: 'precise', most: 1000 } })
    expect(results[0]!.precision!.reached).toBeLessThanOrEqual(neededHalfWidth(0.02))
    expect(results[0]).not.toHaveProperty('partial')
  })

  it('runs at least 10, and no more than that where nothing varies', async () => {
    const result = await runExperiment(stub, { pool: pool(3, () => 4), precision: asked(0.5) })
    expect(result).toMatchObject({ replications: 10, precision: { reached: 0, stopped: 'precise' } })
  })

  it('stops at the most allowed and says so', async () => {
    const running = pool(4)
    const result = await runExperiment(stub, { pool: running, precision: asked(0.001), replications: 23 })
    expect(result).toMatchObject({ replications: 23, precision: { stopped: 'most', most: 23 } })
    expect(result).not.toHaveProperty('partial')
    expect(running.ran).toHaveLength(23)
  })

  it('gives up at once where a replication has no value', async () => {
    const running = pool(1, (r) => (r === 3 ? Number.NaN : r))
    const result = await runExperiment(stub, { pool: running, precision: asked(0.1) })
    expect(result).toMatchObject({ replications: 10, precision: { stopped: 'undefined', reached: null } })
    expect(running.ran).toHaveLength(10)
  })

  it('keeps what is done when it is interrupted', async () => {
    const one = pool(2)
    const stopping = {
      ...one,
      replicate: async (...given: Parameters<typeof one.replicate>) => (given[1].replication === 14 ? null : one.replicate(...given)),
    }
    const result = await runExperiment(stub, { pool: stopping, precision: asked(0.001) })
    expect(result).toMatchObject({ replications: 14, partial: true, precision: { stopped: 'interrupted' } })
  })

  it('gives of a plant what that many replications give', async () => {
    const small = { scenario: smallPlant, hash: 'sha256:small' }
    const { precision, ...found } = await runExperiment(small, { pool: inThisThread(), precision: { ...asked(0.1), kpi: 'leadTime' } })
    expect(precision!.stopped).toBe('precise')
    expect(found).toEqual(await runExperiment(small, { pool: inThisThread(), replications: found.replications }))
  })

  it.each([
    [{ relative: 0, kpi: 'throughput', subject: 'plant' }, undefined],
    [{ relative: 1, kpi: 'throughput', subject: 'plant' }, undefined],
    [{ relative: 0.1, kpi: 'throughput', subject: 'nowhere' }, undefined],
    [{ relative: 0.1, kpi: 'throughput', subject: 'plant' }, 9],
  ])('refuses %j with at most %s', async (precision, replications) => {
    await expect(runExperiment(stub, { pool: pool(1), precision, replications })).rejects.toThrow(RangeError)
  })

  it('looks again only at what is new', () => {
    expect(
      enough(
        Float64Array.from({ length: 12 }, (_, r) => measuredIn(r)),
        { ...asked(0.9) },
        12,
      ),
    ).toEqual({ count: 12, stopped: 'precise' })
  })
})
