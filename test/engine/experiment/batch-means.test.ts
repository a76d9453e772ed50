import { describe, expect, it } from 'vitest'
import { kpiCatalogue } from '../../../analysis/kpi/index.ts'
import { independenceChance, lag1 } from '../../../engine/experiment/autocorrelation.ts'
import { runBatchMeans } from '../../../engine/experiment/batch-means.ts'
import { runExperiment } from '../../../engine/experiment/experiment.ts'
import { inThisThread } from '../../../engine/experiment/in-this-thread.ts'
import { Streams, standardNormal } from '../../../engine/random/index.ts'
import { smallPlant } from '../worker/small-plant.ts'
import { stubPool, stubScenario } from './stub.ts'

const SEED = 20_261_122
const small = { scenario: smallPlant, hash: 'sha256:small' }
const stub = { scenario: stubScenario, hash: 'sha256:stub' }

/** Batch means of xₜ = 5 + 0.9 (xₜ₋₁ − 5) + noise, from its steady state. */
function ar1(batches: number, length: number, replication: number): number[] {
  const streams = new Streams(SEED, replication)
  const stream = streams.open('ar1', 'noise')
  const noise = () => {
    streams.begin(stream)
    return standardNormal(streams)
  }
  let x = noise() / Math.sqrt(1 - 0.81)
  return Array.from({ length: batches }, () => {
    let sum = 0
    for (let i = 0; i < length; i++) {
      x = 0.9 * x + noise()
      sum += 5 + x
    }
    return sum / length
  })
}

const batchesOf = (series: readonly number[]) => {
  const kpis = kpiCatalogue(stubScenario).length
  return stubPool({ batches: () => ({ values: series.map((value) => new Float64Array(kpis).fill(value)), events: 1 }) })
}

describe(`batch means (seed ${SEED})`, () => {
  it('of an autoregressive series cover its mean as often as they say, where batches are long', async () => {
    let covered = 0
    for (let r = 0; r < 200; r++) {
      const { kpis } = await runBatchMeans(stub, { pool: batchesOf(ar1(20, 300, r)), batches: 20 })
      if (Math.abs(kpis[0]!.mean! - 5) <= kpis[0]!.halfWidth!) covered++
    }
    expect(covered / 200).toBeGreaterThan(0.9)
    expect(covered / 200).toBeLessThan(0.99)
  })

  it('warn where batches are short, and seldom where they are long', async () => {
    const warned = async (length: number) => {
      let count = 0
      for (let r = 0; r < 100; r++) if ((await runBatchMeans(stub, { pool: batchesOf(ar1(20, length, r)), batches: 20 })).warnings) count++
      return count
    }
    expect(await warned(3)).toBeGreaterThan(80)
    expect(await warned(500)).toBeLessThan(12)
    const { warnings, batchMeans } = await runBatchMeans(stub, { pool: batchesOf(ar1(20, 2, 1)), batches: 20 })
    expect(warnings![0]).toMatch(/20 batches of \w+ are not independent \(lag-1 correlation 0\.\d\d\)/)
    expect(batchMeans!.correlated[0]).toMatchObject({ subject: 'plant', lag1: expect.any(Number) })
  })

  it('lag-1 and its test, by hand', () => {
    expect(lag1([1, 2, 3, 4])).toBeCloseTo(0.25, 12)
    expect(lag1([3, 3, 3])).toBeNull()
    expect(independenceChance([3, 3, 3])).toBe(1)
    // √(15 / 2) · (0.25 + (2.25 + 2.25) / (2 · 5)) = 1.91703, and Φ(−1.91703) = 0.02762
    expect(independenceChance([1, 2, 3, 4])).toBeCloseTo(0.02762, 4)
  })

  it('of a plant: one run, cut after its warm-up, and what is finished in all batches is what the run finished', async () => {
    const options = { until: 40_000, warmUp: 4000, seed: 3 }
    const batched = await runBatchMeans(small, { ...options, pool: inThisThread(), batches: 12 })
    const whole = await runExperiment(small, { ...options, pool: inThisThread(), replications: 1 })
    expect(batched).toMatchObject({ replications: 1, warmUp: 4000, horizon: 40_000, batchMeans: { batches: 12, length: 3000 } })
    for (const name of ['throughput', 'wip']) {
      const [own, reference] = [batched, whole].map(({ kpis }) => kpis.find((kpi) => kpi.name === name && kpi.subject === 'plant')!)
      expect(own!.values).toHaveLength(12)
      expect(own!.halfWidth).toBeGreaterThan(0)
      expect(own!.mean).toBeCloseTo(reference!.mean!, 9)
    }
    expect(batched.events).toBe(whole.events)
  })

  it('refuse too few batches and too many, and are partial when stopped', async () => {
    await expect(runBatchMeans(small, { pool: inThisThread(), batches: 9 })).rejects.toThrow(RangeError)
    await expect(runBatchMeans(small, { pool: inThisThread(), batches: 31 })).rejects.toThrow(RangeError)
    const stopped = await runBatchMeans(stub, { pool: stubPool({ batches: () => null }), batches: 10 })
    expect(stopped).toMatchObject({ partial: true, replications: 0 })
  })
})
