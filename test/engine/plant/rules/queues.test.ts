import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, calendar, line, material, operation, order, plant, product, shop, source, station } from '../plants.ts'

const every = (s: number) => ({ every: always(s) })

describe('queues, sources, choice', () => {
  it('[Q1] a buffer of 3 lets the station before it finish 3 + 1 units more than the one behind before it blocks', () => {
    const scenario = line([station({ id: 'a', time: always(1) }), station({ id: 'b', time: always(100) })], [3])
    expect(bench(scenario, { until: 50 }).states('a')).toEqual(['0 processing', '5 blocked'])
  })

  it('[Q2] serves by the buffer’s order', () => {
    const served = (by: 'fifo' | 'lifo' | 'priority' | 'edd') => {
      const scenario = plant({
        stations: [station({ id: 's', time: always(10) })],
        buffers: [buffer({ id: 'rack', order: by })],
        products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })] })],
        orders: [
          { priority: 1, due: 400 },
          { priority: 1, due: 300 },
          { priority: 9, due: 350 },
          { priority: 5, due: 200 },
        ].map((given, i) => order({ id: `o${i}`, release: i, ...given })),
      })
      return bench(scenario, { until: 100 })
        .finished()
        .map((text) => Number(text.split('@')[0]))
    }
    expect(served('fifo')).toEqual([0, 1, 2, 3])
    expect(served('lifo')).toEqual([0, 3, 2, 1])
    expect(served('priority')).toEqual([0, 2, 3, 1])
    expect(served('edd')).toEqual([0, 3, 1, 2])
  })

  it('[Q7] arrivals without room are lost where the source says so', () => {
    const scenario = line([station({ id: 's', time: always(25) })], [], { ...every(10), whenFull: 'lose' })
    const { started, tally } = bench(scenario, { until: 100 })
    expect(started('s')).toEqual(['0@10', '1@40', '2@70', '3@100'])
    expect(tally.lost).toBe(6)
  })

  it('[Q8] a season multiplies the rate of arrivals', () => {
    const profile = [
      { from: 100, factor: 2 },
      { from: 130, factor: 0 },
      { from: 200, factor: 1 },
    ]
    const { of } = bench(line([station({ id: 's', time: always(1) })], [], { ...every(20), profile }), { until: 245 })
    expect(of(EventKind.unitCreated).map(({ time }) => time)).toEqual([20, 40, 60, 80, 100, 110, 120, 130, 220, 240])
  })

  it('[Q9] follows its dispatch list, waits for the time it names, and goes on to the rule after it', () => {
    const dispatch = [{ station: 's', jobs: [{ order: 'b', operation: 's', quantity: 2, notBefore: 15 }] }]
    const { started } = bench(shop({ orders: [order({ id: 'a', quantity: 2 }), order({ id: 'b', quantity: 2 })], dispatch }), {
      until: 100,
    })
    expect(started('s')).toEqual(['2@15', '3@25', '0@35', '1@45'])
  })

  it('[Q9] with the last unit of a job all free slots look for those of the next', () => {
    const jobs = [
      { order: 'a', operation: 's', quantity: 1, notBefore: 0 },
      { order: 'b', operation: 's', quantity: 2, notBefore: 0 },
    ]
    const scenario = shop({
      stations: [station({ id: 's', slots: 3, time: always(50) })],
      orders: [order({ id: 'a', quantity: 2, release: 20 }), order({ id: 'b', quantity: 2 })],
      dispatch: [{ station: 's', jobs }],
    })
    expect(
      bench(scenario, { until: 60 })
        .started('s')
        .map((one) => one.split('@')[1]),
    ).toEqual(['20', '20', '20'])
  })

  it('[Q9] a job whose units were scrapped before they came does not hold up the list', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(1), yield: 0 }), station({ id: 'mill', time: always(5) })],
      buffers: [buffer({ id: 'rack' }), buffer({ id: 'rack2' })],
      products: [
        product({ id: 'part', route: [operation({ id: 'saw', buffer: 'rack' }), operation({ id: 'mill', buffer: 'rack2' })] }),
        product({ id: 'plain', route: [operation({ id: 'mill', buffer: 'rack2' })] }),
      ],
      orders: [order({ id: 'a', quantity: 2 }), order({ id: 'b', quantity: 1, product: 'plain' })],
      dispatch: [
        {
          station: 'mill',
          jobs: [
            { order: 'a', operation: 'mill', quantity: 2, notBefore: 0 },
            { order: 'b', operation: 'mill', quantity: 1, notBefore: 0 },
          ],
        },
      ],
    })
    expect(bench(scenario, { until: 50 }).started('mill')).toEqual(['2@2'])
  })

  it('[Q3] those who find the buffer full wait where they are, and move in longest first', () => {
    const scenario = plant({
      stations: [station({ id: 'a1', time: always(1) }), station({ id: 'a2', time: always(2) }), station({ id: 's', time: always(10) })],
      buffers: [buffer({ id: 'rack', capacity: 1 })],
      products: [product({ id: 'part', route: [operation({ id: 'a', stations: ['a1', 'a2'] }), operation({ id: 's', buffer: 'rack' })] })],
      sources: [source({ id: 'in' })],
    })
    const { states, started } = bench(scenario, { until: 45 })
    expect(started('s')).toEqual(['0@1', '1@11', '2@21', '3@31', '4@41'])
    expect(states('a1').slice(0, 4)).toEqual(['0 processing', '2 blocked', '11 processing', '12 blocked'])
    expect(states('a2').slice(0, 3)).toEqual(['0 processing', '4 blocked', '21 processing'])
  })

  it('[Q4] without a buffer a station takes the unit straight from the station or source in which it stands', () => {
    const scenario = line([station({ id: 'a', time: always(2) }), station({ id: 'b', time: always(5) })], [null])
    const source = 3
    const moves = bench(scenario, { until: 10 })
      .of(EventKind.unitMoved)
      .filter(({ subject }) => subject === 1)
    expect(moves.map(({ time, a }) => [time, a])).toEqual([
      [0, source],
      [2, 0],
      [7, 1],
    ])
  })

  it('[Q4] a unit whose next operation is done where it stands goes on there at once', () => {
    const route = [operation({ id: 'rough', stations: ['lathe'] }), operation({ id: 'fine', stations: ['lathe'], time: always(3) })]
    const scenario = plant({
      stations: [station({ id: 'lathe', time: always(5) })],
      products: [product({ id: 'part', route })],
      sources: [source({ id: 'in' })],
    })
    const { finished, states } = bench(scenario, { until: 24 })
    expect(finished()).toEqual(['0@8', '1@16', '2@24'])
    expect(states('lathe')).toEqual(['0 processing'])
  })

  it('[Q5] takes what its rule puts first, then who waits longest, then who was created first', () => {
    const served = (rule: Station['rule'], release = [0, 1, 2, 3]) => {
      const scenario = plant({
        stations: [station({ id: 's', time: always(10), rule })],
        buffers: [buffer({ id: 'r1' }), buffer({ id: 'r2' })],
        products: [
          product({ id: 'p', route: [operation({ id: 's', buffer: 'r1' })] }),
          product({ id: 'q', route: [operation({ id: 's', buffer: 'r2', time: always(5) })] }),
        ],
        orders: [
          { product: 'p' },
          { product: 'p', due: 400, priority: 1 },
          { product: 'q', due: 300, priority: 5 },
          { product: 'p', due: 350, priority: 9 },
        ].map((given, i) => order({ id: `o${i}`, release: release[i]!, ...given })),
      })
      return bench(scenario, { until: 60 })
        .started('s')
        .map((text) => Number(text.split('@')[0]))
    }
    expect(served('fifo')).toEqual([0, 1, 2, 3])
    expect(served('edd')).toEqual([0, 2, 3, 1])
    expect(served('priority')).toEqual([0, 3, 2, 1])
    expect(served('spt')).toEqual([0, 2, 1, 3])
    expect(served('setup')).toEqual([0, 1, 3, 2])
    expect(served('fifo', [0, 5, 5, 5])).toEqual([0, 1, 2, 3])
  })

  it('[Q6] passes over units that are for another station, or whose kit is not complete', () => {
    const scenario = plant({
      stations: [station({ id: 'a', time: always(5) }), station({ id: 'b', calendar: 'late' })],
      buffers: [buffer({ id: 'rack' })],
      calendars: [calendar({ id: 'late', period: 100, working: [{ from: 50, to: 100 }] })],
      suppliers: [{ id: 'acme', title: '', leadTime: always(20), late: null, short: null, lotQuality: null }],
      materials: [material({ id: 'screw', reorderPoint: 0, orderQuantity: 1, supplier: 'acme' })],
      products: [
        product({ id: 'x', route: [operation({ id: 'a', buffer: 'rack', components: [{ item: 'screw', quantity: 1 }] })] }),
        product({ id: 'y', route: [operation({ id: 'b', buffer: 'rack' })] }),
        product({ id: 'z', route: [operation({ id: 'a', buffer: 'rack' })] }),
      ],
      orders: ['x', 'y', 'z'].map((id) => order({ id, product: id })),
    })
    const { started } = bench(scenario, { until: 60 })
    expect(started('a')).toEqual(['2@0', '0@20'])
    expect(started('b')).toEqual(['1@50'])
  })

  it('[Q7] a saturated source fills its buffer and always has one unit standing outside', () => {
    const scenario = shop({ buffers: [buffer({ id: 'rack', capacity: 3 })], sources: [source({ id: 'in' })] })
    const { of, started, tally } = bench(scenario, { until: 25 })
    expect(of(EventKind.unitCreated).map(({ time }) => time)).toEqual([0, 0, 0, 0, 0, 10, 20])
    expect(started('s')).toEqual(['0@0', '1@10', '2@20'])
    const [rack, outside] = [1, 3]
    expect([tally.level[rack], tally.level[outside]]).toEqual([3, 1])
    const limited = { ...scenario, sources: [source({ id: 'in', limit: 2 })] }
    expect(bench(limited, { until: 60 }).finished()).toEqual(['0@10', '1@20'])
  })
})
