import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Order, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { batch, material, operation, order, plant, product, source, station, supplier } from '../plants.ts'

/** One unit every 10 s. Until 25 s (a) it is cut and deburred; from then on (b) it is punched; all are packed. */
const shop = (parts: Partial<Scenario> = {}) =>
  plant({
    stations: ['cut', 'deburr', 'punch', 'pack'].map((id) => station({ id, time: always(1) })),
    products: [
      product({
        id: 'part',
        versions: [
          { id: 'a', title: '', from: 0 },
          { id: 'b', title: '', from: 25 },
        ],
        route: [
          operation({ id: 'cut', versions: ['a'], components: [{ item: 'sheet', quantity: 1 }] }),
          operation({ id: 'deburr', versions: ['a'] }),
          operation({ id: 'punch', versions: ['b'], components: [{ item: 'sheet', quantity: 3 }] }),
          operation({ id: 'pack' }),
        ],
      }),
    ],
    materials: [material({ id: 'sheet', initialStock: 100 })],
    sources: [source({ id: 'source0', every: always(10), limit: 4 })],
    ...parts,
  })

const listed = (...orders: readonly Partial<Order>[]) =>
  shop({ sources: [], orders: orders.map((one, i) => order({ id: `o${i}`, ...one })) })

const versions = (scenario: Scenario) =>
  bench(scenario)
    .of(EventKind.versionTaken)
    .map(({ subject, b }) => `${subject} ${'ab'[b]}`)

describe('versions of products', () => {
  it('[Z8] go by the release date', () => {
    expect(versions(shop())).toEqual(['0 a', '1 a', '2 b', '3 b'])
    expect(versions(listed({ release: 24 }, { release: 25 }))).toEqual(['0 a', '1 b'])
    expect(bench(shop({ products: shop().products.map((one) => ({ ...one, versions: [] })) })).of(EventKind.versionTaken)).toEqual([])
  })

  it('[Z8] or by what the order names, for replacements too', () => {
    expect(versions(listed({ release: 0, version: 'b' }, { release: 30, version: 'a' }))).toEqual(['0 b', '1 a'])
    const scenario = listed({ release: 24, quantity: 1, replaceScrap: true })
    const stations = scenario.stations.map((one) => (one.id === 'cut' ? { ...one, yield: 0.5 } : one))
    const all = [1, 2, 3, 4, 5, 6].map((seed) => bench({ ...scenario, stations }, { seed }).of(EventKind.versionTaken))
    expect(all.some((one) => one.length > 1)).toBe(true)
    expect(all.flat().every(({ b }) => b === 0)).toBe(true)
  })

  it('[Z9] have operations and material of their own', () => {
    const ran = bench(shop())
    expect([ran.started('cut'), ran.started('deburr'), ran.started('punch'), ran.started('pack')]).toEqual([
      ['0@10', '1@20'],
      ['0@11', '1@21'],
      ['2@30', '3@40'],
      ['0@12', '1@22', '2@31', '3@41'],
    ])
    expect(ran.of(EventKind.materialConsumed).map(({ v }) => v)).toEqual([1, 1, 3, 3])
  })

  it('[Z9] at the end of the route, and by a branch', () => {
    const [part] = shop().products
    const route = part!.route.slice(0, 3)
    expect(bench(shop({ products: [{ ...part!, route }] })).finished()).toEqual(['0@12', '1@22', '2@31', '3@41'])
    const branch = { to: 'deburr', probability: null, when: null }
    const branched = [operation({ id: 'pack', next: [branch] }), ...part!.route.slice(1, 3)]
    const ran = bench(shop({ products: [{ ...part!, route: branched }] }))
    expect([ran.started('deburr'), ran.started('punch')]).toEqual([
      ['0@11', '1@21'],
      ['2@31', '3@41'],
    ])
  })

  it('[Z10] are kept, whatever comes into force meanwhile', () => {
    const stations = shop().stations.map((one) => (one.id === 'cut' ? { ...one, time: always(20) } : one))
    expect(bench(shop({ stations })).started('deburr')).toEqual(['0@30', '1@50'])
  })

  it('[Z9] a batch by order, and a plan of requirements, look for what its version needs', () => {
    const scenario = listed({ release: 0, quantity: 3, due: 500 }, { release: 25, quantity: 2, due: 500 })
    const stations = scenario.stations.map((one) => (one.id === 'pack' ? { ...one, batch: batch({ max: 9, key: ['order'] }) } : one))
    expect(bench({ ...scenario, stations }).finished().length).toBe(5)
    const mrp = { every: 1000, leadTime: 0, lotSize: 'lotForLot' as const, quantity: 1, periods: 1, safetyStock: 0 }
    const planned = {
      ...scenario,
      materials: [material({ id: 'sheet', supplier: 'acme', mrp })],
      suppliers: [supplier({ id: 'acme', leadTime: always(1) })],
    }
    // Three by the old version need one sheet each, two by the new one three.
    expect(
      bench(planned)
        .of(EventKind.materialOrdered)
        .map(({ v }) => v),
    ).toEqual([9])
  })
})
