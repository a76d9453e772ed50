import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import { always, bench } from '../bench.ts'
import { buffer, material, operation, order, product, shop, sink, source, station } from '../plants.ts'

describe('orders, stock', () => {
  it('[O1] an order is closed with its last unit, on time or late; open orders make only what is missing', () => {
    const { of, tally } = bench(
      shop({
        orders: [order({ id: 'a', quantity: 3, due: 30 }), order({ id: 'b', quantity: 2, completed: 1, due: 35, lateCost: 86_400 })],
      }),
      { until: 100 },
    )
    expect(of(EventKind.orderClosed).map(({ subject, time, a }) => `${subject}@${time} good ${a}`)).toEqual(['0@30 good 3', '1@40 good 2'])
    expect([tally.ordersClosed, tally.ordersOnTime]).toEqual([2, 1])
    expect(tally.lateCost).toBeCloseTo(5, 9)
  })

  it('[S8] is idle, not starved, when the plant works to orders and none is open', () => {
    expect(bench(shop({ orders: [order({ id: 'a', quantity: 1, release: 20 })] }), { until: 50 }).states('s')).toEqual([
      '0 idle',
      '20 processing',
      '30 idle',
    ])
  })

  it('[I1] [I2] [S7] waits for a missing component, orders it in time, and takes whole kits', () => {
    const scenario = shop({
      materials: [material({ id: 'screw', initialStock: 5, reorderPoint: 3, orderQuantity: 4, supplier: 'acme' })],
      suppliers: [{ id: 'acme', title: '', leadTime: always(30), late: null, short: null, lotQuality: null }],
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack', components: [{ item: 'screw', quantity: 2 }] })] })],
      orders: [order({ id: 'a', quantity: 4 })],
    })
    const { states, of } = bench(scenario, { until: 90 })
    expect(states('s')).toEqual(['0 processing', '20 waiting', '30 processing', '50 idle'])
    expect(of(EventKind.materialOrdered).map(({ time, v }) => `${v}@${time}`)).toEqual(['4@0', '4@30'])
  })

  it('[I3] [O2] finished goods serve customers from stock, those who wait first', () => {
    const scenario = shop({
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })], sink: 'store', initialStock: 1 })],
      sinks: [sink({ id: 'store', stock: true })],
      sources: [source({ id: 'customers', every: always(12), limit: 3, serve: 'stock', due: 5 })],
      orders: [order({ id: 'a', quantity: 3 })],
    })
    const { of, tally } = bench(scenario, { until: 60 })
    expect(of(EventKind.materialShipped).map(({ time }) => time)).toEqual([12, 24, 36])
    expect(tally.stock[0]).toBe(1)
    expect([tally.demanded[0], tally.servedAtOnce[0]]).toEqual([3, 3])
  })

  it('[O1] releases at its moment what is not completed or in the plant, and is on time when closed at its due date', () => {
    const { of, tally } = bench(shop({ orders: [order({ id: 'a', quantity: 3, completed: 1, release: 20, due: 40 })] }), { until: 60 })
    expect(of(EventKind.unitCreated).map(({ time, v }) => `${v}@${time}`)).toEqual(['1@20', '2@20'])
    expect(of(EventKind.orderClosed).map(({ time }) => time)).toEqual([40])
    expect([tally.ordersClosed, tally.ordersOnTime]).toEqual([1, 1])
    const inPlant = shop({
      orders: [order({ id: 'a', quantity: 3 })],
      initial: [{ product: 'part', operation: 's', quantity: 2, at: 'rack', order: 'a' }],
    })
    expect(bench(inPlant, { until: 40 }).finished()).toEqual(['0@10', '1@20', '2@30'])
  })

  it('[O1] is closed once, also when all its units are done the moment the run begins', () => {
    const scenario = shop({
      stations: [station({ id: 's', time: always(0) })],
      orders: [order({ id: 'a', due: 5 })],
      initial: [{ product: 'part', operation: 's', quantity: 1, at: 's', order: 'a' }],
    })
    const { of, states, tally } = bench(scenario, { until: 12 })
    expect(of(EventKind.orderClosed)).toHaveLength(1)
    expect([tally.ordersClosed, tally.ordersOnTime, states('s')]).toEqual([1, 1, ['0 idle']])
  })

  it('[O1] scrapped units count as done with', () => {
    const scenario = shop({ stations: [station({ id: 's', time: always(10), yield: 0 })], orders: [order({ id: 'a', quantity: 2 })] })
    const closed = bench(scenario, { until: 40 }).of(EventKind.orderClosed)
    expect(closed.map(({ time, a, b }) => `${a} good, ${b} scrapped at ${time}`)).toEqual(['0 good, 2 scrapped at 20'])
  })

  it('[O2] each arrival of a source with `due` is an order of its own', () => {
    const sources = [source({ id: 'calls', every: always(12), quantity: 2, due: 15, limit: 2 })]
    const { of, tally } = bench(shop({ sources }), { until: 70 })
    expect(of(EventKind.orderReleased).map(({ time, b, v }) => `${b} at ${time}, due ${v / 1e6}`)).toEqual([
      '2 at 12, due 27',
      '2 at 24, due 39',
    ])
    expect(of(EventKind.orderClosed).map(({ time }) => time)).toEqual([32, 52])
    expect([tally.ordersClosed, tally.ordersOnTime]).toEqual([2, 0])
  })

  it('[O2] customers are served from stock as far as it goes, and owed the rest, first come, first served', () => {
    const scenario = shop({
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })], sink: 'store', initialStock: 1 })],
      sinks: [sink({ id: 'store', stock: true })],
      sources: [source({ id: 'customers', every: always(12), quantity: 2, limit: 2, serve: 'stock' })],
      orders: [order({ id: 'a', quantity: 3, release: 30 })],
    })
    const { of, tally } = bench(scenario, { until: 70 })
    expect(of(EventKind.materialShipped).map(({ time, a, v }) => `${v} for order ${a} at ${time}`)).toEqual([
      '1 for order 1 at 12',
      '1 for order 1 at 40',
      '1 for order 2 at 50',
      '1 for order 2 at 60',
    ])
    expect([tally.demanded[0], tally.servedAtOnce[0], tally.backorderArea[0]! / 1e6]).toEqual([4, 1, 28 + 2 * 26 + 10])
  })

  it('[I1] a kit is taken all or none; a material without a reorder point is never short', () => {
    const kit = ['screw', 'nut', 'oil'].map((item) => ({ item, quantity: 2 }))
    const scenario = shop({
      suppliers: [{ id: 'acme', title: '', leadTime: always(30), late: null, short: null, lotQuality: null }],
      materials: [
        material({ id: 'screw', initialStock: 5, reorderPoint: 0, orderQuantity: 1, supplier: 'acme' }),
        material({ id: 'nut', reorderPoint: 0, orderQuantity: 3, supplier: 'acme' }),
        material({ id: 'oil' }),
      ],
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack', components: kit })] })],
      orders: [order({ id: 'a' })],
    })
    const { states, of } = bench(scenario, { until: 45 })
    expect(states('s')).toEqual(['0 waiting', '30 processing', '40 idle'])
    expect(of(EventKind.materialConsumed).map(({ time, subject, v }) => `${v} of ${subject} at ${time}`)).toEqual([
      '2 of 0 at 30',
      '2 of 1 at 30',
      '2 of 2 at 30',
    ])
  })

  it('[I2] orders multiples of a quantity until above the reorder point, or up to a level', () => {
    const ordered = (screw: Parameters<typeof material>[0]) => {
      const scenario = shop({
        suppliers: [{ id: 'acme', title: '', leadTime: always(30), late: null, short: null, lotQuality: null }],
        materials: [material({ supplier: 'acme', ...screw })],
        products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack', components: [{ item: 'screw', quantity: 2 }] })] })],
        orders: [order({ id: 'a', quantity: 9 })],
      })
      return bench(scenario, { until: 60 })
        .of(EventKind.materialOrdered)
        .map(({ time, v }) => `${v}@${time}`)
    }
    expect(ordered({ id: 'screw', initialStock: 5, reorderPoint: 3, orderUpTo: 10 })).toEqual(['7@0', '8@50'])
    expect(ordered({ id: 'screw', initialStock: 0, reorderPoint: 10, orderQuantity: 4 })).toEqual(['12@0', '4@30', '4@50'])
  })

  it('[W1] units at t = 0 stand in their buffer, before it where it is full, or in a station, which starts them anew with the kit they have', () => {
    const scenario = shop({
      buffers: [buffer({ id: 'rack', capacity: 2 })],
      materials: [material({ id: 'screw', initialStock: 9, reorderPoint: 0, orderQuantity: 1, supplier: 'acme' })],
      suppliers: [{ id: 'acme', title: '', leadTime: always(1), late: null, short: null, lotQuality: null }],
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack', components: [{ item: 'screw', quantity: 1 }] })] })],
      initial: [
        { product: 'part', operation: 's', quantity: 1, at: 's', order: null },
        { product: 'part', operation: 's', quantity: 3, at: 'rack', order: null },
      ],
    })
    const { of, started } = bench(scenario, { until: 35 })
    const rack = 1
    expect(
      of(EventKind.unitMoved)
        .filter(({ a }) => a === rack)
        .map(({ subject, time }) => `${subject}@${time}`),
    ).toEqual(['1@0', '2@0', '3@10'])
    expect(started('s')).toEqual(['0@0', '1@10', '2@20', '3@30'])
    expect(of(EventKind.materialConsumed).map(({ time }) => time)).toEqual([10, 20, 30])
  })
})
