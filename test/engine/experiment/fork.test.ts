import { describe, expect, it } from 'vitest'
import { kpiCatalogue } from '../../../analysis/kpi/index.ts'
import { unlike } from '../../../engine/experiment/fork.ts'
import { inThisThread } from '../../../engine/experiment/in-this-thread.ts'
import { replicate, stateAt } from '../../../engine/experiment/replicate.ts'
import { decodeState, encodeState, StateFileError } from '../../../engine/experiment/state-file.ts'
import { compare, simulate } from '../../../index.ts'
import { scenarioHash } from '../../../scenarios/hash.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { always } from '../plant/bench.ts'
import { exponential, line, station } from '../plant/plants.ts'
import { richPlant } from '../plant/rich-plant.ts'

const goOn = async () => true
const subject = (scenario: Scenario) => ({ scenario, hash: scenarioHash(scenario) })
/** Two machines with room for two between, one part every 10 s: a works 5 s, b 20 s, so that a is soon blocked. */
const plain = (more: { b?: number; capacity?: number } = {}) =>
  line([station({ id: 'a', time: always(5) }), station({ id: 'b', time: always(more.b ?? 20) })], [more.capacity ?? 2], {
    every: always(10),
    limit: 30,
  })

describe('going on from a moment', () => {
  it('[P2] with the same luck comes to the same end as the run without a stop, also through a file', async () => {
    const scenario = richPlant()
    const past = { seed: 3, replication: 2, until: 7000 }
    const state = (await stateAt(scenario, past, goOn))!
    const saved = decodeState(encodeState({ scenario, hash: 'h', at: past.until, seed: 3, replication: 2, state }))
    expect(saved.state).toEqual(state)
    const options = { seed: 3, replication: 2, until: 20_000, warmUp: 0 }
    const fork = { past: { ...past, scenario }, luck: 'same' as const, changed: false }
    const runs = [
      await replicate(scenario, { ...options, fork }, goOn),
      await replicate(scenario, { ...options, fork: { ...fork, state: saved.state } }, goOn),
      await replicate(scenario, { ...options, warmUp: 7000 }, goOn),
    ]
    expect(runs[0]!.values).toEqual(runs[2]!.values)
    expect(runs[1]!.values).toEqual(runs[2]!.values)
  })

  it('[P3] a plant that is faster from a moment on is so from that moment, and room that appears is used at once', async () => {
    const value = async (scenario: Scenario, kpi: string, at: number, until: number) => {
      const fork = { past: { scenario: plain(), seed: 1, replication: 0, until: at }, luck: 'same' as const, changed: true }
      const { values } = (await replicate(scenario, { seed: 1, replication: 0, until, warmUp: 0, fork }, goOn))!
      return values[kpiCatalogue(scenario).findIndex(({ name, subject }) => name === kpi && subject === 'a')]!
    }
    // At 100 s a holds a unit and is blocked; b goes on with its unit until 115.
    expect(await value(plain(), 'state.blocked', 100, 110)).toBe(1)
    expect(await value(plain({ capacity: 3 }), 'state.blocked', 100, 105)).toBe(0)
    // The unit in b is still done at 115, the next ones take 2 s instead of 20: from 115 on a never waits again.
    expect(await value(plain({ b: 2 }), 'state.blocked', 114, 300)).toBeCloseTo(1 / 186, 12)
    expect(await value(plain(), 'state.blocked', 114, 300)).toBeGreaterThan(0.2)
  })

  it('[P3] says what keeps a plant from going on where another one was', () => {
    const one = richPlant()
    const change = (more: object) => unlike(one, { ...one, ...more } as Scenario)
    expect(change({ stations: one.stations.map((s) => ({ ...s, time: exponential(1), yield: 0.5, rule: 'spt' })) })).toBe(null)
    expect(change({ buffers: one.buffers.map((b) => ({ ...b, capacity: 9 })) })).toBe(null)
    expect(change({ sources: one.sources.map((s) => ({ ...s, every: always(3) })), title: 'other', seed: 9, horizon: 1 })).toBe(null)
    expect(change({ stations: one.stations.slice(1) })).toMatch(/stations\.saw is not the same/)
    expect(change({ stations: one.stations.map((s) => ({ ...s, slots: 3 })) })).toMatch(/stations\.saw\.slots is not the same/)
    expect(change({ calendars: one.calendars.map((c) => ({ ...c, origin: 1 })) })).toMatch(/calendars\.day\.origin is not the same/)
    expect(change({ products: one.products.map((p) => ({ ...p, sink: 'out' })) })).toMatch(/products\.a\.sink is not the same/)
  })

  it('compares two futures of one past, and a future can be run again from its result', async () => {
    const scenario = line([station({ id: 'a', time: exponential(9) })], [], { every: exponential(10) })
    const faster = { ...scenario, id: 'faster', stations: [{ ...scenario.stations[0]!, time: exponential(5) }] }
    const fork = { ...subject(scenario), at: 3000 }
    const options = { until: 9000, replications: 20, fork }
    const told = await compare(subject(scenario), [{ id: 'faster', patch: null, ...subject(faster) }], options)
    expect(told.fork).toMatchObject({ at: 3000, luck: 'fresh', replication: 0 })
    const difference = told.variants[0]!.differences.find(({ name, subject }) => name === 'leadTime' && subject === 'plant')!
    expect(difference.high).toBeLessThan(0)
    const result = await simulate(subject(faster), { ...options, replications: 3 })
    const pool = inThisThread()
    const again = await simulate(subject(faster), { ...options, replications: 3, pool })
    expect({ ...again, wallSeconds: 0 }).toEqual({ ...result, wallSeconds: 0 })
    await expect(simulate(subject(scenario), { ...options, ties: 2 })).rejects.toThrow(RangeError)
    await expect(simulate(subject(scenario), { ...options, until: 3000 })).rejects.toThrow(RangeError)
  })

  it('a state that was changed or cut is refused', async () => {
    const scenario = plain()
    const state = (await stateAt(scenario, { seed: 1, replication: 0, until: 50 }, goOn))!
    const bytes = encodeState({ scenario, hash: 'h', at: 50, seed: 1, replication: 0, state })
    for (const wrong of [bytes.slice(0, -1), bytes.slice(0, 12), new Uint8Array(3), changed(bytes, 40), changed(bytes, bytes.length - 50)])
      expect(() => decodeState(wrong)).toThrow(StateFileError)
  })
})

function changed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice()
  copy[at]! ^= 1
  return copy
}
