import { describe, expect, it } from 'vitest'
import { findWarmUp, mser5 } from '../../../engine/experiment/warm-up.ts'
import { stubPool, stubScenario } from './stub.ts'

/** A small generator of its own, so that the series are the same everywhere. */
function noise(seed: number) {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647 - 0.5
  }
}

const series = (length: number, level: (i: number) => number, seed = 7) => {
  const luck = noise(seed)
  return Float64Array.from({ length }, (_, i) => level(i) + luck())
}

describe('MSER-5', () => {
  it('cuts nothing from a series that is settled from the start', () => {
    const cuts = [1, 2, 3, 4, 5].map((seed) => mser5(series(1000, () => 10, seed)).observations)
    expect(Math.max(...cuts)).toBeLessThanOrEqual(150)
  })

  it('cuts a start from empty where it has died out', () => {
    const { observations, settled } = mser5(series(1000, (i) => (i < 200 ? (10 * i) / 200 : 10)))
    expect(settled).toBe(true)
    expect(observations).toBeGreaterThanOrEqual(170)
    expect(observations).toBeLessThanOrEqual(240)
    expect(observations % 5).toBe(0)
  })

  it('minimises the squared standard error of what is left, as worked out term by term', () => {
    const values = series(200, (i) => (i < 40 ? i / 4 : 10))
    const batches = Array.from({ length: 40 }, (_, j) => values.slice(j * 5, j * 5 + 5).reduce((a, b) => a + b) / 5)
    const errors = Array.from({ length: 36 }, (_, d) => {
      const rest = batches.slice(d)
      const mean = rest.reduce((a, b) => a + b) / rest.length
      return rest.reduce((sum, z) => sum + (z - mean) * (z - mean), 0) / (rest.length * rest.length)
    })
    expect(mser5(values).observations).toBe(errors.indexOf(Math.min(...errors)) * 5)
  })

  it('a series that never settles is too short, and loses half', () => {
    expect(mser5(series(1000, (i) => i / 20))).toEqual({ observations: 500, settled: false })
  })

  it('a constant series loses nothing', () => {
    expect(mser5(new Float64Array(100).fill(3))).toEqual({ observations: 0, settled: true })
  })
})

describe('the warm-up of a plant', () => {
  it('is the longest cut of throughput and work in progress, in seconds', async () => {
    const pool = stubPool({
      sample: (windows, { replication }) => ({
        throughput: series(windows, () => 5, replication + 1),
        wip: series(windows, (i) => (i < 300 ? i / 30 : 10), replication + 11),
      }),
    })
    const found = await findWarmUp(stubScenario, { pool, seed: 1, until: 10_000 })
    expect(found?.settled).toBe(true)
    expect(found?.seconds).toBeGreaterThanOrEqual(2700)
    expect(found?.seconds).toBeLessThanOrEqual(3300)
  })

  it('says when the run is too short', async () => {
    const growing = (windows: number) => ({ throughput: series(windows, () => 5), wip: series(windows, (i) => i) })
    const found = await findWarmUp(stubScenario, { pool: stubPool({ sample: growing }), seed: 1, until: 600 })
    expect(found).toEqual({ seconds: 300, settled: false })
  })

  it('is not found when the pool is stopped', async () => {
    const found = await findWarmUp(stubScenario, { pool: stubPool({ sample: () => null }), seed: 1, until: 600 })
    expect(found).toBeNull()
  })
})
