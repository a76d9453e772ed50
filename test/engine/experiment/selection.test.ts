import { describe, expect, it } from 'vitest'
import { kpiCatalogue } from '../../../analysis/kpi/index.ts'
import { alternativeSeed } from '../../../engine/experiment/alternative-seed.ts'
import type { RunOptions } from '../../../engine/experiment/replicate.ts'
import { selectByRace } from '../../../engine/experiment/select-kn.ts'
import { selectByBudget } from '../../../engine/experiment/select-ocba.ts'
import { Streams, standardNormal } from '../../../engine/random/index.ts'
import { stubPool, stubScenario } from './stub.ts'

const means: Record<string, number> = { base: 10, a: 10.2, b: 12, c: 8 }
const alternatives = Object.keys(means).map((id) => ({ scenario: { ...stubScenario, id }, hash: `hash ${id}`, id, patch: null }))
const kpis = kpiCatalogue(stubScenario).length

/** A pool that gives each alternative its mean and luck from (seed, replication). */
function pool(size: number, change = (value: number, _: RunOptions, __: string) => value) {
  const ran: { id: string; seed: number; replication: number }[] = []
  const replicate = ({ id }: { id: string }, options: RunOptions) => {
    const { seed, replication } = options
    ran.push({ id, seed, replication })
    const streams = new Streams(seed, replication)
    const draw = (name: string) => {
      streams.begin(streams.open(name, 'luck'))
      return standardNormal(streams)
    }
    const value = change(means[id]! + draw('common') + 0.5 * draw(id), options, id)
    return { replication, values: new Float64Array(kpis).fill(value), events: 1 }
  }
  return { ...stubPool({ replicate }), size, ran }
}

describe('selection by a race', () => {
  const rules = { indifference: 0.5, confidence: 0.95 }

  it('names the best with its confidence, and says when and behind whom the others went out', async () => {
    const result = await selectByRace(alternatives, { ...rules, pool: pool(2) })
    expect(result).toMatchObject({ method: 'kn', winner: 'b', stopped: 'decided', confidence: 0.95, indifference: 0.5 })
    expect(result.alternatives.map(({ id }) => id)).toEqual(['base', 'a', 'b', 'c'])
    expect(result.alternatives[3]!.eliminated).toEqual({ after: 10, by: 'b' })
    expect(result.alternatives[3]!.mean).toBeCloseTo(8, 0)
    expect(result.replications).toBe(result.alternatives.reduce((sum, { replications }) => sum + replications, 0))
  })

  it('gives the same on pools of any size, and uses common random numbers', async () => {
    const pools = [1, 2, 5, 32].map((size) => pool(size))
    const results = await Promise.all(
      pools.map((each) => selectByRace(alternatives.slice(0, 2), { ...rules, indifference: 0.05, pool: each })),
    )
    for (const result of results) expect(result).toEqual(results[0])
    expect(results[0]!.alternatives[0]!.replications).toBeGreaterThan(10)
    expect(new Set(pools[0]!.ran.map(({ seed }) => seed))).toEqual(new Set([1]))
  })

  it('minimises where the base says so', async () => {
    const costly = alternatives.map((one) => ({
      ...one,
      scenario: { ...one.scenario, objective: { kpi: 'throughput', subject: 'plant', goal: 'minimise' as const } },
    }))
    expect(await selectByRace(costly, { ...rules, pool: pool(1) })).toMatchObject({ winner: 'c' })
  })

  it('has no winner and no guarantee where the allowance is spent, where a value is missing, or when it is stopped', async () => {
    const fine = { indifference: 0.001, confidence: 0.95 }
    const two = alternatives.slice(0, 2)
    const spent = await selectByRace(two, { ...fine, replications: 12, pool: pool(5) })
    expect(spent).toMatchObject({ winner: null, stopped: 'spent', confidence: null, replications: 24 })
    const missing = pool(1, (value, { replication }, id) => (id === 'a' && replication === 4 ? Number.NaN : value))
    const gap = await selectByRace(two, { ...rules, pool: missing })
    expect(gap).toMatchObject({ winner: null, stopped: 'undefined' })
    expect(gap.warnings![0]).toContain('no value in replication 4 of a')
    const ended = await selectByRace(two, { ...rules, pool: { ...pool(1), replicate: async () => null } })
    expect(ended).toMatchObject({ winner: null, stopped: 'interrupted', partial: true })
  })
})

describe('selection by a budget', () => {
  it('spends all of it, most on who is hard to tell apart, each with luck of its own', async () => {
    const running = pool(3)
    const result = await selectByBudget(alternatives, { budget: 200, pool: running })
    expect(result).toMatchObject({ method: 'ocba', winner: 'b', stopped: 'decided', budget: 200, replications: 200 })
    expect(running.ran).toHaveLength(200)
    const counts = Object.fromEntries(result.alternatives.map(({ id, replications }) => [id, replications]))
    expect(counts.a).toBeGreaterThan(counts.c!)
    expect(new Set(running.ran.map(({ seed }) => seed)).size).toBe(4)
    expect(new Set(running.ran.map(({ id, seed }) => `${id} ${seed}`)).size).toBe(4)
    expect(result.confidence).toBeGreaterThan(0.9)
  })

  it('gives the same on pools of any size', async () => {
    const results = await Promise.all([1, 7].map((size) => selectByBudget(alternatives, { budget: 120, pool: pool(size) })))
    expect(results[1]).toEqual(results[0])
  })

  it('has seeds that are whole, fixed and all different', () => {
    const seeds = Array.from({ length: 100 }, (_, i) => alternativeSeed(1, i))
    expect(seeds.every(Number.isSafeInteger)).toBe(true)
    expect(new Set([...seeds, ...Array.from({ length: 100 }, (_, i) => alternativeSeed(2, i))]).size).toBe(200)
  })

  it('refuses a budget that is less than 10 for each', async () => {
    await expect(selectByBudget(alternatives, { budget: 39, pool: pool(1) })).rejects.toThrow(RangeError)
  })
})
