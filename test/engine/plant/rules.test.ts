import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../engine/log/events.ts'
import { always, bench } from './bench.ts'
import { buffer, failure, line, operation, plant, product, sink, source, station } from './plants.ts'

const every = (s: number) => ({ every: always(s) })

describe('stations and queues', () => {
  it('[S1] takes a unit, is set up, works, and passes it on without gaps', () => {
    const setup = { from: '*', to: '*', time: always(3) }
    const { states, finished } = bench(line([station({ id: 'mill', time: always(10), setups: [setup] })], [], { ...every(20), limit: 1 }), {
      until: 60,
    })
    expect(states('mill')).toEqual(['0 starved', '20 setup', '23 processing', '33 starved'])
    expect(finished()).toEqual(['0@33'])
  })

  it('[S2] holds a finished unit while there is no room ahead, and is blocked', () => {
    const { states, finished } = bench(line([station({ id: 'a', time: always(2) }), station({ id: 'b', time: always(5) })], [null]), {
      until: 20,
    })
    expect(states('a')).toEqual([
      '0 processing',
      '4 blocked',
      '7 processing',
      '9 blocked',
      '12 processing',
      '14 blocked',
      '17 processing',
      '19 blocked',
    ])
    expect(finished()).toEqual(['0@7', '1@12', '2@17'])
  })

  it('[S3] blocking before service starts only when a place ahead is reserved', () => {
    const scenario = line([station({ id: 'a', time: always(2), blockingBeforeService: true }), station({ id: 'b', time: always(5) })], [1])
    const { states } = bench(scenario, { until: 13 })
    expect(states('a')).toEqual(['0 processing', '4 blocked', '7 processing', '9 blocked', '12 processing'])
  })

  it('[Q1] a buffer of 3 lets the station before it finish 3 + 1 units more than the one behind before it blocks', () => {
    const scenario = line([station({ id: 'a', time: always(1) }), station({ id: 'b', time: always(100) })], [3])
    expect(bench(scenario, { until: 50 }).states('a')).toEqual(['0 processing', '5 blocked'])
  })

  it('[Q2] serves by the buffer’s order', () => {
    const served = (order: 'fifo' | 'lifo' | 'priority' | 'edd') => {
      const scenario = plant({
        stations: [station({ id: 's', time: always(10) })],
        buffers: [buffer({ id: 'rack', order })],
        products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })] })],
        orders: [
          { priority: 1, due: 400 },
          { priority: 1, due: 300 },
          { priority: 9, due: 350 },
          { priority: 5, due: 200 },
        ].map((given, i) => ({
          id: `o${i}`,
          title: '',
          product: 'part',
          quantity: 1,
          completed: 0,
          release: i,
          customer: '',
          lateCost: 0,
          ...given,
        })),
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

  it('[T2] [T3] a balanced line of equal cycles never blocks for a moment', () => {
    const stations = ['a', 'b', 'c', 'd'].map((id) => station({ id, time: always(1) }))
    const { states, of } = bench(line(stations, [null, null, null]), { until: 50 })
    expect(states('a')).toEqual(['0 processing'])
    expect(states('d')).toEqual(['0 starved', '3 processing'])
    expect(of(EventKind.equipmentState).filter(({ b }) => b === 8)).toEqual([])
  })

  it('[S4] scraps, reworks up to the limit, and counts each attempt', () => {
    const bad = { yield: 0, rework: { ratio: 1, to: null, limit: 2 } }
    const { tally, scrapped } = bench(line([station({ id: 's', time: always(1), ...bad })], [], { ...every(10), limit: 1 }), { until: 60 })
    expect(scrapped()).toEqual(['0@13'])
    expect([tally.good[0], tally.rework[0], tally.scrap[0]]).toEqual([0, 2, 1])
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
})

describe('failures, shifts and maintenance', () => {
  const breaks = (given: object) => [failure({ clock: 'processing', after: always(4), repair: always(3), ...given })]

  it('[F2] after a repair, works only for the time the part still needed', () => {
    const scenario = line(
      [station({ id: 's', time: always(10), failures: breaks({ after: { kind: 'empirical', values: [4, 1e6], weights: [1, 0] } }) })],
      [],
      { ...every(1), limit: 1 },
    )
    expect(bench(scenario, { until: 12 }).states('s')).toEqual(['0 starved', '1 processing', '5 repair', '8 processing', '12 repair'])
  })

  it('[F2] restart begins the same work again, scrap ends it', () => {
    const once = { clock: 'cycles', after: always(1) } as const
    const restart = line(
      [
        station({
          id: 's',
          time: always(10),
          failures: breaks({ clock: 'calendar', after: always(14), repair: always(1), interrupted: 'restart' }),
        }),
      ],
      [],
      { ...every(1), limit: 2 },
    )
    expect(bench(restart, { until: 26 }).finished()).toEqual(['0@11', '1@25'])
    const scrap = line(
      [
        station({
          id: 's',
          time: always(10),
          failures: breaks({ clock: 'calendar', after: always(14), repair: always(1), interrupted: 'scrap' }),
        }),
      ],
      [],
      { ...every(1), limit: 2 },
    )
    expect(bench(scrap, { until: 26 }).scrapped()).toEqual(['1@14'])
    const cycles = line([station({ id: 's', time: always(10), failures: breaks(once) })], [])
    expect(bench(cycles, { until: 30 }).states('s')).toEqual(['0 processing', '10 repair', '13 processing', '23 repair', '26 processing'])
  })

  it('[F1] a calendar clock runs while the slot stands idle, a processing clock does not, an operating clock stops in a pause', () => {
    const shift = { id: 'day', title: 'day', period: 100, origin: 0, working: [{ from: 0, to: 50 }], off: [] }
    const failing = (clock: 'calendar' | 'operating' | 'processing') => {
      const scenario = line(
        [station({ id: 's', time: always(1), calendar: 'day', failures: breaks({ clock, after: always(60), repair: always(5) }) })],
        [],
        { ...every(1000) },
      )
      return bench({ ...scenario, calendars: [shift] }, { until: 250 })
        .of(EventKind.failureOccurred)
        .map(({ time }) => time)
    }
    expect(failing('calendar')).toEqual([60, 125, 190])
    expect(failing('operating')).toEqual([110, 225])
    expect(failing('processing')).toEqual([])
  })

  it('[F5] [C1] waits for the one repairer, who comes first in, first out', () => {
    const failures = (after: number) => [failure({ clock: 'calendar', after: always(after), repair: always(10), crew: 'fitters' })]
    const scenario = {
      ...plant({
        stations: [
          station({ id: 'a', failures: failures(5) }),
          station({ id: 'b', failures: failures(7) }),
          station({ id: 'c', failures: failures(6) }),
        ],
        crews: [{ id: 'fitters', title: 'fitters', size: 1, calendar: null }],
      }),
    }
    const { states } = bench(scenario, { until: 20 })
    expect(states('a')).toEqual(['0 starved', '5 repair', '15 starved', '20 waitRepair'])
    expect(states('c')).toEqual(['0 starved', '6 waitRepair', '15 repair'])
    expect(states('b')).toEqual(['0 starved', '7 waitRepair'])
  })

  it('[C2] [C3] a station stops at the end of its shift and goes on where it stopped; repairers finish what they began', () => {
    const shift = { id: 'day', title: 'day', period: 100, origin: 0, working: [{ from: 0, to: 50 }], off: [] }
    const scenario = {
      ...line([station({ id: 's', time: always(20), calendar: 'day' })], [], { ...every(40), limit: 1 }),
      calendars: [shift],
    }
    expect(bench(scenario, { until: 130 }).states('s')).toEqual([
      '0 starved',
      '40 processing',
      '50 paused',
      '100 processing',
      '110 starved',
    ])
    const repairing = {
      ...plant({
        stations: [
          station({ id: 's', failures: [failure({ clock: 'calendar', after: always(45), repair: always(10), crew: 'fitters' })] }),
        ],
        crews: [{ id: 'fitters', title: '', size: 1, calendar: 'day' }],
        calendars: [shift],
      }),
    }
    expect(bench(repairing, { until: 140 }).states('s')).toEqual(['0 starved', '45 repair', '55 starved', '100 repair', '110 starved'])
  })

  it('[M1] [M2] maintenance starts between two units and renews the clocks it names', () => {
    const maintenance = [
      {
        id: 'pm',
        title: '',
        at: [25],
        every: null,
        first: 0,
        duration: always(5),
        crew: null,
        renews: ['breakdown'],
        cost: 0,
        start: 'finish' as const,
      },
    ]
    const scenario = line([station({ id: 's', time: always(10), maintenance, failures: breaks({ after: always(40) }) })], [])
    expect(bench(scenario, { until: 80 }).states('s')).toEqual([
      '0 processing',
      '30 maintenance',
      '35 processing',
      '75 repair',
      '78 processing',
    ])
    const suspended = line(
      [station({ id: 's', time: always(10), maintenance: maintenance.map((task) => ({ ...task, start: 'suspend' as const })) })],
      [],
    )
    expect(bench(suspended, { until: 40 }).finished()).toEqual(['0@10', '1@20', '2@35'])
  })
})

describe('orders, lists, stock', () => {
  const order = (id: string, quantity: number, more: object = {}) => ({
    id,
    title: id,
    product: 'part',
    quantity,
    completed: 0,
    release: 0,
    due: null,
    priority: 0,
    customer: '',
    lateCost: 0,
    ...more,
  })
  const shop = (more: object) =>
    plant({
      stations: [station({ id: 's', time: always(10) })],
      buffers: [buffer({ id: 'rack' })],
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })] })],
      ...more,
    })

  it('[O1] an order is closed with its last unit, on time or late; open orders make only what is missing', () => {
    const { of, tally } = bench(
      shop({ orders: [order('a', 3, { due: 30 }), order('b', 2, { completed: 1, due: 35, lateCost: 86_400 })] }),
      { until: 100 },
    )
    expect(of(EventKind.orderClosed).map(({ subject, time, a }) => `${subject}@${time} good ${a}`)).toEqual(['0@30 good 3', '1@40 good 2'])
    expect([tally.ordersClosed, tally.ordersOnTime]).toEqual([2, 1])
    expect(tally.lateCost).toBeCloseTo(5, 9)
  })

  it('[Q9] follows its dispatch list, waits for the time it names, and goes on to the rule after it', () => {
    const dispatch = [{ station: 's', jobs: [{ order: 'b', operation: 's', quantity: 2, notBefore: 15 }] }]
    const { started } = bench(shop({ orders: [order('a', 2), order('b', 2)], dispatch }), { until: 100 })
    expect(started('s')).toEqual(['2@15', '3@25', '0@35', '1@45'])
  })

  it('[Q9] a job whose units were scrapped before they came does not hold up the list', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(1), yield: 0 }), station({ id: 'mill', time: always(5) })],
      buffers: [buffer({ id: 'rack' }), buffer({ id: 'rack2' })],
      products: [
        product({ id: 'part', route: [operation({ id: 'saw', buffer: 'rack' }), operation({ id: 'mill', buffer: 'rack2' })] }),
        product({ id: 'plain', route: [operation({ id: 'mill', buffer: 'rack2' })] }),
      ],
      orders: [order('a', 2), order('b', 1, { product: 'plain' })],
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

  it('[S8] is idle, not starved, when the plant works to orders and none is open', () => {
    expect(bench(shop({ orders: [order('a', 1, { release: 20 })] }), { until: 50 }).states('s')).toEqual([
      '0 idle',
      '20 processing',
      '30 idle',
    ])
  })

  it('[I1] [I2] [S7] waits for a missing component, orders it in time, and takes whole kits', () => {
    const scenario = shop({
      materials: [
        {
          id: 'screw',
          title: '',
          unit: 'pcs',
          initialStock: 5,
          reorderPoint: 3,
          orderQuantity: 4,
          orderUpTo: null,
          supplier: 'acme',
          unitCost: 0,
          orderCost: 0,
          holdingCost: 0,
          pose: { x: 0, y: 0, rotation: 0 },
        },
      ],
      suppliers: [{ id: 'acme', title: '', leadTime: always(30) }],
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack', components: [{ item: 'screw', quantity: 2 }] })] })],
      orders: [order('a', 4)],
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
      orders: [order('a', 3)],
    })
    const { of, tally } = bench(scenario, { until: 60 })
    expect(of(EventKind.materialShipped).map(({ time }) => time)).toEqual([12, 24, 36])
    expect(tally.stock[0]).toBe(1)
    expect([tally.demanded[0], tally.servedAtOnce[0]]).toEqual([3, 3])
  })
})
