import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Loop, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, loop, operation, order, part, plant, product, shop, source, station } from '../plants.ts'

/** Two stations with racks of any size, always work to begin. */
const two = (loops: readonly Loop[], [a, b] = [1, 5]): Scenario => {
  const stations = [station({ id: 'a', time: always(a!) }), station({ id: 'b', time: always(b!) })]
  return plant({
    stations,
    buffers: [buffer({ id: 'ra' }), buffer({ id: 'rb' })],
    products: [product({ id: 'part', route: stations.map(({ id }) => operation({ id, buffer: `r${id}` })) })],
    sources: [source({ id: 'in' })],
    loops,
  })
}

describe('release control', () => {
  it('[L1] Penny Fab One: four stations of 2 h, w in the line: w/8 an hour in 8 h up to w = 4, then 1/2', () => {
    for (const [w, perHundred, lead] of [
      [1, 12.5, 8],
      [2, 25, 8],
      [3, 37.5, 8],
      [4, 50, 8],
      [6, 50, 12],
    ] as const) {
      const ids = ['1', '2', '3', '4']
      const scenario = plant({
        stations: ids.map((id) => station({ id, time: always(2) })),
        buffers: ids.map((id) => buffer({ id: `b${id}` })),
        products: [product({ id: 'part', route: ids.map((id) => operation({ id, buffer: `b${id}` })) })],
        sources: [source({ id: 'in' })],
      })
      const { tally } = bench({ ...scenario, loops: [loop({ kind: 'conwip', limit: w })] }, { until: 900, warmUp: 100 })
      expect([w, tally.finished[0]! / 8, tally.leadTime[0]! / 1e6 / tally.finished[0]!]).toEqual([w, perHundred, lead])
      expect(tally.inSystem[0]).toBe(w)
    }
  })

  it('[L1] a source that always has a unit ready makes it when it may come in; none stands outside', () => {
    const { of } = bench(two([loop({ kind: 'conwip', limit: 2 })]), { until: 20 })
    expect(of(EventKind.unitCreated).map(({ time }) => time)).toEqual([0, 0, 6, 11, 16])
  })

  it('[L1] those that may not come in wait outside, and come in by the rule of the loop', () => {
    const released = (rule: Loop['rule']) => {
      const orders = [
        { due: 100, priority: 1 },
        { due: 70, priority: 2 },
        { due: 50, priority: 1 },
        { due: 90, priority: 3, product: 'short' },
      ].map((given, i) => order({ id: `o${i}`, ...given }))
      const scenario = shop({ orders, loops: [loop({ kind: 'conwip', limit: 1, rule, products: ['part', 'short'] })] })
      const short = product({ id: 'short', route: [operation({ id: 's', buffer: 'rack', time: always(1) })] })
      return bench({ ...scenario, products: [...scenario.products, short] }, { until: 60 }).started('s')
    }
    expect(released('fifo')).toEqual(['0@0', '1@10', '2@20', '3@30'])
    expect(released('edd')).toEqual(['0@0', '2@10', '1@20', '3@30'])
    expect(released('priority')).toEqual(['0@0', '3@10', '1@11', '2@21'])
    expect(released('spt')).toEqual(['0@0', '3@10', '1@11', '2@21'])
  })

  it('[L1] units that wait for release are outside at their source', () => {
    const scenario = { ...two([loop({ kind: 'conwip', limit: 1 })]), sources: [source({ id: 'in', every: always(2) })] }
    const { tally, of } = bench(scenario, { until: 13 })
    // Units come at 2, 4, … 12; the first leaves at 8, when the second comes in.
    const [outside] = [scenario.stations.length + scenario.buffers.length + scenario.sinks.length]
    expect(tally.level[outside]).toBe(4)
    expect(
      of(EventKind.unitMoved)
        .filter(({ subject }) => subject === 1)
        .map(({ time, a }) => [time, a])
        .slice(0, 3),
    ).toEqual([
      [4, outside],
      [8, 2],
      [8, 0],
    ])
  })

  it('[L1] an arrival that may not come in is lost where the source says so', () => {
    const scenario = { ...two([loop({ kind: 'conwip', limit: 1 })]), sources: [source({ id: 'in', every: always(2), whenFull: 'lose' })] }
    const { tally, started } = bench(scenario, { until: 13 })
    // 2 comes in, leaves at 8: the arrival of that very moment comes in.
    expect(started('a')).toEqual(['0@2', '1@8'])
    expect(tally.lost).toBe(4)
  })

  it('[L1] a limit for each product, and one for all', () => {
    const scenario = (perProduct: boolean) => {
      const base = shop({ orders: ['p', 'p', 'q', 'q'].map((id, i) => order({ id: `o${i}`, product: id })) })
      const products = ['p', 'q'].map((id) => product({ id, route: [operation({ id: 's', buffer: 'rack' })] }))
      return { ...base, products, loops: [loop({ kind: 'conwip', limit: 1, perProduct, products: ['p', 'q'] })] }
    }
    expect(bench(scenario(true), { until: 5 }).tally.level[1]).toBe(1)
    expect(bench(scenario(true), { until: 50 }).started('s')).toEqual(['0@0', '2@10', '1@20', '3@30'])
    expect(bench(scenario(false), { until: 5 }).tally.level[1]).toBe(0)
    expect(bench(scenario(false), { until: 50 }).started('s')).toEqual(['0@0', '1@10', '2@20', '3@30'])
  })

  it('[L2] between two operations: units wait in the queue before the first, and the station is blocked', () => {
    const given = { ...two([loop({ kind: 'conwip', limit: 1, from: 'a', to: 'b' })]), sources: [source({ id: 'in', limit: 4 })] }
    const { started, states, tally } = bench(given, { until: 15 })
    expect(started('a')).toEqual(['0@0', '1@6', '2@12'])
    expect(states('a')).toEqual(['0 processing', '1 blocked', '6 processing', '7 blocked', '12 processing', '13 blocked'])
    expect(tally.level[2]).toBe(1)
  })

  it('[L2] a loop that ends before the last operation is left with the end of that', () => {
    const { started } = bench(two([loop({ kind: 'conwip', limit: 1, to: 'a' })]), { until: 3 })
    expect(started('a')).toEqual(['0@0', '1@1', '2@2', '3@3'])
  })

  it('[L3] kanban: a card from the start of the operation before the buffer until the unit is taken from it', () => {
    const { started } = bench(
      { ...two([loop({ kind: 'kanban', limit: 2, buffer: 'rb' })]), sources: [source({ id: 'in', limit: 9 })] },
      { until: 15 },
    )
    expect(started('a')).toEqual(['0@0', '1@1', '2@2', '3@6', '4@11'])
    expect(started('b')).toEqual(['0@1', '1@6', '2@11'])
  })

  it('[L3] kanban before the first operation lets in as many as there are cards', () => {
    const { of } = bench(two([loop({ kind: 'kanban', limit: 2, buffer: 'ra' })], [5, 1]), { until: 9 })
    // One is taken at once, two wait.
    expect(of(EventKind.unitCreated).map(({ time }) => time)).toEqual([0, 0, 0, 5])
  })

  it('[L3] a part at the end of its route gives its card back as it is taken', () => {
    const scenario = plant({
      stations: [station({ id: 'press', time: always(2) }), station({ id: 'fit', time: always(10) })],
      buffers: [buffer({ id: 'doors' })],
      products: [
        product({ id: 'frame', route: [operation({ id: 'fit', parts: [part('door')] })] }),
        product({ id: 'door', route: [operation({ id: 'press' })], sink: 'doors' }),
      ],
      sources: [
        source({ id: 'frames', mix: [{ product: 'frame', weight: 1 }], every: always(20) }),
        source({ id: 'sheets', mix: [{ product: 'door', weight: 1 }] }),
      ],
      loops: [loop({ kind: 'kanban', limit: 2, buffer: 'doors', products: ['door'] })],
    })
    // Two doors are made, and one more as each frame takes one, at 20 s and 40 s.
    expect(
      bench(scenario, { until: 55 })
        .started('press')
        .map((one) => one.split('@')[1]),
    ).toEqual(['0', '2', '20', '40'])
  })

  it('[L4] drum: units come in while less than the time buffer is on its way to the drum', () => {
    const { of, states } = bench(two([loop({ kind: 'drum', work: 10, station: 'b' })]), { until: 20 })
    expect(of(EventKind.unitCreated).map(({ time }) => time)).toEqual([0, 0, 6, 11, 16])
    expect(states('b')).toEqual(['0 starved', '1 processing'])
  })

  it('[L5] a unit that is scrapped gives back what it has', () => {
    const base = two([loop({ kind: 'conwip', limit: 1 })])
    const scenario = { ...base, stations: base.stations.map((one) => (one.id === 'a' ? { ...one, yield: 0 } : one)) }
    expect(bench(scenario, { until: 2 }).started('a')).toEqual(['0@0', '1@1', '2@2'])
  })

  it('[L5] a unit that comes back by rework takes its card again without asking', () => {
    const base = two([loop({ kind: 'conwip', limit: 1, to: 'a' })])
    const [part] = base.products
    const route = part!.route.map((one) =>
      one.id === 'b' ? { ...one, yield: 0, rework: { ratio: 1, to: 'a', limit: 1, per: 'unit' as const } } : one,
    )
    const { started } = bench({ ...base, products: [{ ...part!, route }], sources: [source({ id: 'in', limit: 3 })] }, { until: 40 })
    expect(started('a').slice(0, 4)).toEqual(['0@0', '1@1', '2@2', '0@6'])
  })

  it('[L1] what is in the plant at the start counts', () => {
    const initial = [{ product: 'part', operation: 'b', quantity: 2, at: 'rb', order: null }]
    const { started } = bench({ ...two([loop({ kind: 'conwip', limit: 2 })]), initial }, { until: 12 })
    expect(started('a')).toEqual(['2@5', '3@10'])
  })
})
