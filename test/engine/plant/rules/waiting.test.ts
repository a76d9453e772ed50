import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import { always, bench } from '../bench.ts'
import { buffer, failure, operation, order, plant, product, shop, source, station } from '../plants.ts'

describe('waiting', () => {
  it('[Q11] a buffer sorts by an attribute of the units; what has none comes last, ties first in, first out', () => {
    const weight = (id: string, value: number) => ({
      ...product({ id, route: [operation({ id: 's', buffer: 'rack' })] }),
      attributes: [{ id: 'weight', title: '', number: always(value), values: [] }],
    })
    const products = [
      weight('p', 5),
      weight('q', 2),
      weight('r', 9),
      product({ id: 'none', route: [operation({ id: 's', buffer: 'rack' })] }),
    ]
    const orders = ['p', 'none', 'p', 'r', 'q', 'p'].map((id, i) => order({ id: `o${i}`, product: id, release: i }))
    const served = (first: 'smallest' | 'largest') =>
      bench(shop({ products, orders, buffers: [buffer({ id: 'rack', order: { attribute: 'weight', first } })] }), { until: 100 })
        .started('s')
        .map((text) => Number(text.split('@')[0]))
    expect(served('smallest')).toEqual([0, 4, 2, 5, 3, 1])
    expect(served('largest')).toEqual([0, 3, 2, 5, 4, 1])
  })

  it('[Q12] a unit stays in its buffer as long as it must, and another that is ready goes before it', () => {
    const scenario = shop({
      buffers: [buffer({ id: 'rack', dwell: always(15) })],
      sources: [source({ id: 'in', every: always(4), limit: 3 })],
    })
    const { started, states } = bench(scenario, { until: 60 })
    expect(started('s')).toEqual(['0@19', '1@29', '2@39'])
    expect(states('s').slice(0, 2)).toEqual(['0 starved', '19 processing'])
    const lifo = { ...scenario, buffers: [buffer({ id: 'rack', order: 'lifo', dwell: always(15) })] } as const
    // At 29 s both others are ready, and the last is taken.
    expect(bench(lifo, { until: 60 }).started('s')).toEqual(['0@19', '2@29', '1@39'])
  })

  it('[Q12] two that are ready at once are taken by two free slots; those before a full buffer wait all the same', () => {
    const two = shop({
      stations: [station({ id: 's', slots: 2, time: always(10) })],
      buffers: [buffer({ id: 'rack', capacity: 2, dwell: always(5) })],
      orders: [order({ id: 'o', quantity: 3 })],
    })
    expect(bench(two, { until: 60 }).started('s')).toEqual(['0@5', '1@5', '2@15'])
  })

  it('[Q13] a unit that has waited too long is scrapped', () => {
    const route = [operation({ id: 's', buffer: 'rack', maxWait: { time: 12, to: null } })]
    const { started, scrapped, finished } = bench(
      shop({ products: [product({ id: 'part', route })], orders: [order({ id: 'o', quantity: 4 })] }),
      { until: 60 },
    )
    expect(started('s')).toEqual(['0@0', '1@10'])
    expect(scrapped()).toEqual(['2@12', '3@12'])
    expect(finished()).toEqual(['0@10', '1@20'])
  })

  it('[Q13] or it goes to another operation, and comes back with its time anew', () => {
    const route = [
      operation({ id: 'clean', stations: ['bath'], buffer: 'tub' }),
      operation({ id: 's', buffer: 'rack', maxWait: { time: 12, to: 'clean' } }),
    ]
    const scenario = plant({
      stations: [station({ id: 'bath', time: always(1) }), station({ id: 's', time: always(10) })],
      buffers: [buffer({ id: 'tub' }), buffer({ id: 'rack' })],
      products: [product({ id: 'part', route })],
      orders: [order({ id: 'o', quantity: 3 })],
    })
    const { started, finished } = bench(scenario, { until: 60 })
    // At the press at 1, 2 and 3 s; the third has waited for 12 s at 15 s, is cleaned, and waits from 16 s on.
    expect(started('bath')).toEqual(['0@0', '1@1', '2@2', '2@15'])
    expect(started('s')).toEqual(['0@1', '1@11', '2@21'])
    expect(finished()).toEqual(['0@11', '1@21', '2@31'])
  })

  it('[Q13] one that stands in a station before a full buffer leaves it', () => {
    const scenario = plant({
      stations: [station({ id: 'a', time: always(1) }), station({ id: 'b', time: always(50) })],
      buffers: [buffer({ id: 'rack', capacity: 1 })],
      products: [
        product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'b', buffer: 'rack', maxWait: { time: 5, to: null } })] }),
      ],
      sources: [source({ id: 'in', limit: 4 })],
    })
    const { scrapped, states } = bench(scenario, { until: 20 })
    expect(scrapped()).toEqual(['1@7', '2@8', '3@13'])
    expect(states('a')).toEqual(['0 processing', '3 blocked', '7 processing', '8 starved'])
  })

  it('[Q14] an order that replaces scrap releases a unit for each one scrapped, until all are good', () => {
    const scrapsFirst = failure({ clock: 'processing', after: always(12), repair: always(1), interrupted: 'scrap' })
    const make = (replaceScrap: boolean) =>
      bench(
        shop({
          stations: [station({ id: 's', time: always(10), failures: [scrapsFirst] })],
          orders: [order({ id: 'o', quantity: 2, replaceScrap })],
        }),
        { until: 100 },
      )
    // The second is scrapped at 12 s; its repair takes 1 s. Every 12 s of work the next one is.
    expect(make(false).finished()).toEqual(['0@10'])
    expect(make(true).scrapped()).toEqual(['1@12'])
    expect(make(true).finished()).toEqual(['0@10', '2@23'])
    const closed = make(true).of(EventKind.orderClosed)
    expect(closed.map(({ time, a, b }) => [time, a, b])).toEqual([[23, 2, 1]])
  })
})
