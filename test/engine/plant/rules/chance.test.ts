import { describe, expect, it } from 'vitest'
import { seconds } from '../../../../engine/kernel/time.ts'
import { EventKind } from '../../../../engine/log/events.ts'
import { places } from '../../../../engine/log/places.ts'
import { Simulation } from '../../../../engine/plant/simulation.ts'
import type { Scenario } from '../../../../scenarios/model.ts'
import { always, bench, type Recorded } from '../bench.ts'
import { buffer, exponential, failure, line, material, operation, plant, product, sink, source, station } from '../plants.ts'
import { richPlant } from '../rich-plant.ts'

/** What happened at stations and sinks, by id and without numbers of units. */
function story(scenario: Scenario): string[] {
  const lines: string[] = []
  const { ids } = places(scenario)
  const items = [...scenario.materials, ...scenario.products].map(({ id }) => id)
  const log = {
    append(time: number, kind: EventKind, subject: number, a: number, b: number) {
      const told =
        kind === EventKind.jobStarted || kind === EventKind.jobEnded
          ? `${ids[a]} ${b}`
          : kind === EventKind.unitFinished
            ? ids[a]
            : kind === EventKind.equipmentState || kind === EventKind.failureOccurred || kind === EventKind.setupStarted
              ? `${ids[subject]} ${a} ${kind === EventKind.setupStarted ? scenario.products[b]!.id : b}`
              : kind === EventKind.materialOrdered || kind === EventKind.materialReceived || kind === EventKind.materialProduced
                ? items[subject]
                : undefined
      if (told !== undefined && !told.startsWith('new-')) lines.push(`${time} ${kind} ${told}`)
    },
  }
  new Simulation(scenario, { seed: 4, replication: 2, log }).run(seconds(8000))
  return lines
}

/** The same plant with other titles, and with new things in front that nothing of the old has to do with. */
function withNeighbours(scenario: Scenario): Scenario {
  const renamed = <T extends { readonly title: string }>(list: readonly T[]) => list.map((one) => ({ ...one, title: `${one.title} neu` }))
  const failures = [failure({ clock: 'calendar', after: exponential(300), repair: exponential(40) })]
  const news = plant({
    stations: [station({ id: 'new-station', slots: 2, time: exponential(50), yield: 0.9, failures })],
    buffers: [buffer({ id: 'new-buffer' })],
    sinks: [sink({ id: 'new-sink' })],
    suppliers: [{ id: 'new-supplier', title: '', leadTime: exponential(80), late: null, short: null, lotQuality: null }],
    materials: [material({ id: 'new-material', initialStock: 9, reorderPoint: 5, orderQuantity: 9, supplier: 'new-supplier' })],
    products: [
      product({
        id: 'new-product',
        sink: 'new-sink',
        route: [operation({ id: 'new-station', buffer: 'new-buffer', components: [{ item: 'new-material', quantity: 1 }] })],
      }),
    ],
    sources: [source({ id: 'new-source', mix: [{ product: 'new-product', weight: 1 }], every: exponential(45), due: 900 })],
  })
  return {
    ...scenario,
    title: 'neu',
    stations: [...news.stations, ...renamed(scenario.stations)],
    buffers: [...news.buffers, ...renamed(scenario.buffers)],
    sinks: [...news.sinks, ...renamed(scenario.sinks)],
    suppliers: [...news.suppliers, ...renamed(scenario.suppliers)],
    materials: [...news.materials, ...renamed(scenario.materials)],
    products: [...news.products, ...renamed(scenario.products)],
    sources: [...news.sources, ...renamed(scenario.sources)],
    orders: renamed(scenario.orders),
  }
}

/** How long each unit was worked on at its first operation, and how that ended. */
function work(records: readonly Recorded[]): Map<number, string> {
  const started = new Map<number, number>()
  const done = new Map<number, string>()
  for (const { kind, subject, time, b } of records) {
    if (kind === EventKind.jobStarted && !started.has(subject)) started.set(subject, time)
    if (kind === EventKind.jobEnded && !done.has(subject)) done.set(subject, `${(time - started.get(subject)!).toFixed(6)} s, outcome ${b}`)
  }
  return done
}

describe('chance', () => {
  it('[R1] other titles and unconnected neighbours change no number', () => {
    const alone = story(richPlant())
    expect(alone.length).toBeGreaterThan(1000)
    expect(story(withNeighbours(richPlant()))).toEqual(alone)
  })

  it('[R1] another replication, seed or id is other luck', () => {
    const scenario = (id: string) => line([station({ id: 's', time: exponential(5) })], [], { every: exponential(10), id })
    const finished = (id: string, seed: number, replication: number) =>
      bench(scenario(id), { seed, replication, until: 300 }).finished().join()
    const all = [finished('in', 1, 0), finished('in', 1, 1), finished('in', 2, 0), finished('other', 1, 0)]
    expect(new Set(all).size).toBe(4)
    expect(finished('in', 1, 1)).toBe(all[1])
  })

  it('[R2] a unit keeps its luck whatever the order of events and at each alternative station', () => {
    const shop = (other: boolean) =>
      plant({
        stations: [station({ id: 'a' }), station({ id: 'b' })],
        buffers: [buffer({ id: 'rack', order: other ? 'lifo' : 'fifo' })],
        products: [
          product({
            id: 'part',
            route: [operation({ id: 'op', stations: other ? ['b', 'a'] : ['a'], buffer: 'rack', time: exponential(8), yield: 0.7 })],
          }),
        ],
        sources: [source({ id: 'in', every: always(8) })],
      })
    const [one, other] = [work(bench(shop(false), { until: 900 }).records), work(bench(shop(true), { until: 900 }).records)]
    const both = [...one.keys()].filter((unit) => other.has(unit))
    expect(both.length).toBeGreaterThan(60)
    expect(both.map((unit) => other.get(unit))).toEqual(both.map((unit) => one.get(unit)))
  })

  it('[R3] times to failure are a sequence of their own: other repairs or modes leave them', () => {
    const gaps = (more: { readonly repair: number; readonly second?: boolean }) => {
      const first = failure({ id: 'first', clock: 'calendar', after: exponential(50), repair: exponential(more.repair) })
      const second = failure({ id: 'second', clock: 'calendar', after: exponential(30), repair: exponential(9) })
      const s = station({ id: 's', failures: more.second ? [second, first] : [first] })
      const mode = more.second ? 1 : 0
      const { records } = bench(plant({ stations: [s] }), { until: 2000 })
      let repaired = 0
      const found: number[] = []
      for (const { kind, time, a } of records) {
        if (kind === EventKind.failureOccurred && a === mode) found.push(Math.round((time - repaired) * 1e6))
        if (kind === EventKind.maintenanceEnded && a === mode) repaired = time
      }
      return found.slice(0, 12)
    }
    const reference = gaps({ repair: 5 })
    expect(reference).toHaveLength(12)
    expect(gaps({ repair: 50 })).toEqual(reference)
    expect(gaps({ repair: 5, second: true })).toEqual(reference)
  })
})
