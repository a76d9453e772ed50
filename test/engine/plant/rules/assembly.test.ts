import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Operation, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { batch, buffer, failure, operation, order, part, plant, product, source, station, task } from '../plants.ts'

/** A frame is pressed in 6 s, a door in 4 s; they are joined in 3 s. */
const joined = (fit: Partial<Operation>, more: Partial<Scenario> = {}): Scenario =>
  plant({
    stations: [
      station({ id: 'press', time: always(6) }),
      station({ id: 'cut', time: always(4) }),
      station({ id: 'fit', kind: 'assembly', time: always(3) }),
    ],
    buffers: [buffer({ id: 'frames' }), buffer({ id: 'doors', capacity: 2 })],
    products: [
      product({
        id: 'frame',
        route: [operation({ id: 'press' }), operation({ id: 'fit', buffer: 'frames', parts: [part('door')], ...fit })],
      }),
      product({ id: 'door', route: [operation({ id: 'cut' })], sink: 'doors' }),
    ],
    sources: ['frame', 'door'].map((id) => source({ id: `in-${id}`, mix: [{ product: id, weight: 1 }] })),
    ...more,
  })

const absorbed = ({ of }: ReturnType<typeof bench>) =>
  of(EventKind.unitAbsorbed).map(({ subject, a, time }) => `${subject} in ${a}@${time}`)

describe('assembly', () => {
  it('[B10] a part stands in the buffer at the end of its route, with capacity and blocking; it is joined as the operation starts', () => {
    const plain = bench(joined({}), { until: 33 })
    // Frames (even) at 6, 12, 18, …; doors (odd) at 4, 8, 12: of the door of 28 there are two before it, and it waits in the saw until 30.
    expect(absorbed(plain)).toHaveLength(5)
    expect(plain.finished().map((line) => line.split('@')[1])).toEqual(['9', '15', '21', '27', '33'])
    expect(plain.states('cut')).toEqual(['0 processing', '28 blocked', '30 processing'])
    expect(plain.states('fit').slice(0, 3)).toEqual(['0 starved', '6 processing', '9 starved'])
  })

  it('[B11] without its parts the unit waits, and the station is waiting for the product that is missing', () => {
    const slow = joined({}, { stations: joined({}).stations.map((one) => (one.id === 'cut' ? { ...one, time: always(8) } : one)) })
    const { states, of } = bench(slow, { until: 20 })
    expect(states('fit')).toEqual(['0 starved', '6 waiting', '8 processing', '11 starved', '12 waiting', '16 processing', '19 waiting'])
    expect(of(EventKind.equipmentState).find(({ time, subject }) => time === 6 && subject === 2)).toMatchObject({ c: -1, v: 1 })
  })

  it('[B11] all parts are taken at once or none: what is there for another is not held back', () => {
    const two = (collect: 'atomic' | 'progressive') =>
      plant({
        stations: [station({ id: 'fit', slots: 2, time: always(3) }), station({ id: 'cut', time: always(4) })],
        buffers: [buffer({ id: 'frames' }), buffer({ id: 'doors' })],
        products: [
          product({ id: 'big', route: [operation({ id: 'fit', buffer: 'frames', parts: [part('door', { quantity: 3 })], collect })] }),
          product({ id: 'small', route: [operation({ id: 'fit', buffer: 'frames', parts: [part('door')] })] }),
          product({ id: 'door', route: [operation({ id: 'cut' })], sink: 'doors' }),
        ],
        sources: [
          source({ id: 'a', mix: [{ product: 'big', weight: 1 }], every: always(1), limit: 1 }),
          source({ id: 'b', mix: [{ product: 'small', weight: 1 }], every: always(5), limit: 2 }),
          source({ id: 'c', mix: [{ product: 'door', weight: 1 }] }),
        ],
      })
    // Doors at 4, 8, 12, …: taken at once, the small ones (at 5 and 10) go first; taken as they come, the big one, which stands in a slot from 1 on.
    expect(bench(two('atomic'), { until: 24 }).finished()).toEqual(
      ['2@8', '5@13', '1@23'].map((line) => expect.stringMatching(new RegExp(`@${line.split('@')[1]}$`))),
    )
    const progressive = bench(two('progressive'), { until: 24 })
    expect(progressive.finished().map((line) => line.split('@')[1])).toEqual(['15', '19', '23'])
    expect(progressive.states('fit', 0)).toEqual([
      '0 starved',
      '1 waiting',
      '12 processing',
      '15 waiting',
      '16 processing',
      '19 waiting',
      '20 processing',
      '23 starved',
    ])
  })

  it('[B12] parts of the same order: they are made with it, and only they fit', () => {
    const scenario = joined(
      { parts: [part('door', { match: 'order' })] },
      {
        sources: [],
        orders: [order({ id: 'o1', product: 'frame', quantity: 2 }), order({ id: 'o2', product: 'frame', release: 1 })],
        buffers: [buffer({ id: 'frames' }), buffer({ id: 'doors', order: 'lifo' })],
      },
    )
    const run = bench(scenario, { until: 40 })
    const orderOf = new Map(run.of(EventKind.unitCreated).map(({ subject, b }) => [subject, b]))
    const joins = run.of(EventKind.unitAbsorbed)
    expect(joins).toHaveLength(3)
    for (const { subject, a } of joins) expect(orderOf.get(subject)).toBe(orderOf.get(a))
    expect(run.finished()).toHaveLength(3)
    expect(run.of(EventKind.orderClosed).map(({ subject, a, b }) => [subject, a, b])).toEqual([
      [0, 2, 0],
      [1, 1, 0],
    ])
  })

  it('[B12] serial: the k-th part goes into the k-th unit, however they wait', () => {
    const scenario = joined(
      { parts: [part('door', { match: 'serial', quantity: 2 })] },
      {
        buffers: [buffer({ id: 'frames', order: 'lifo' }), buffer({ id: 'doors', order: 'lifo' })],
      },
    )
    const run = bench(scenario, { until: 60 })
    const ordinal = new Map(run.of(EventKind.unitCreated).map(({ subject, v }) => [subject, v]))
    const pairs = run.of(EventKind.unitAbsorbed).map(({ subject, a }) => [ordinal.get(a), Math.floor(ordinal.get(subject)! / 2)])
    expect(pairs.length).toBeGreaterThan(8)
    for (const [parent, half] of pairs) expect(parent).toBe(half)
  })

  it('[B13] joined units are counted as absorbed, neither finished nor scrapped; a scrapped unit takes its parts with it', () => {
    const { tally } = bench(joined({ yield: 0 }), { until: 24 })
    expect([...tally.created]).toEqual([5, 6].map(() => expect.any(Number)))
    expect([...tally.absorbed]).toEqual([0, 4])
    expect([...tally.scrapped]).toEqual([3, 0])
    for (const p of [0, 1]) expect(tally.created[p]).toBe(tally.inSystem[p]! + tally.finished[p]! + tally.scrapped[p]! + tally.absorbed[p]!)
  })

  it('[B13] an order of parts is done as they stand in their buffer', () => {
    const scenario = joined({}, { sources: [], orders: [order({ id: 'o1', product: 'door', quantity: 2, due: 8 })] })
    const { of, tally } = bench(scenario, { until: 20 })
    expect(of(EventKind.orderClosed)).toMatchObject([{ time: 8, a: 2, b: 0 }])
    expect(tally.ordersOnTime).toBe(1)
  })

  const panel = (cut: Partial<Operation>, more: Partial<Scenario> = {}): Scenario =>
    plant({
      stations: [
        station({ id: 'print', time: always(10) }),
        station({ id: 'saw', time: always(2) }),
        station({ id: 'test', time: always(3) }),
      ],
      buffers: [buffer({ id: 'boards', capacity: 2 })],
      products: [
        product({
          id: 'panel',
          route: [
            operation({ id: 'print' }),
            operation({ id: 'saw', splits: [{ product: 'board', quantity: 4, operation: null }], ...cut }),
          ],
        }),
        product({ id: 'board', route: [operation({ id: 'test', buffer: 'boards' })] }),
      ],
      sources: [source({ id: 'in', mix: [{ product: 'panel', weight: 1 }], limit: 1 })],
      ...more,
    })

  it('[B14] a unit is split into others, which leave the station one by one; it is no more itself', () => {
    const { states, of, finished, tally } = bench(panel({}), { until: 30 })
    expect(of(EventKind.unitSplit).map(({ subject, a, time }) => `${subject} of ${a}@${time}`)).toEqual([
      '1 of 0@12',
      '2 of 0@12',
      '3 of 0@12',
      '4 of 0@12',
    ])
    expect(states('saw')).toEqual(['0 starved', '10 processing', '12 blocked', '15 starved'])
    expect(finished()).toEqual(['1@15', '2@18', '3@21', '4@24'])
    expect([...tally.absorbed, ...tally.finished]).toEqual([1, 0, 0, 4])
  })

  it('[B14] or goes on, after those that came out of it', () => {
    const { finished, tally } = bench(panel({ whenSplit: 'goesOn' }), { until: 30 })
    expect(finished()).toEqual(['0@12', '1@15', '2@18', '3@21', '4@24'])
    expect([...tally.absorbed]).toEqual([0, 0])
  })

  it('[B15] what was joined comes out again as itself, and begins anew', () => {
    const scenario = joined(
      {},
      {
        stations: [...joined({}).stations, station({ id: 'strip', time: always(2) }), station({ id: 'wash', time: always(5) })],
        products: [
          product({
            id: 'frame',
            route: [
              operation({ id: 'press' }),
              operation({ id: 'fit', buffer: 'frames', parts: [part('door')] }),
              operation({ id: 'strip', splits: [{ product: 'door', quantity: 1, operation: 'wash' }], whenSplit: 'goesOn' }),
            ],
          }),
          product({ id: 'door', route: [operation({ id: 'cut' }), operation({ id: 'wash' })], sink: 'doors' }),
        ],
        sources: ['frame', 'door'].map((id) => source({ id: `in-${id}`, mix: [{ product: id, weight: 1 }], limit: 2 })),
      },
    )
    const { of, started, tally } = bench(scenario, { until: 60 })
    const first = of(EventKind.unitAbsorbed)[0]!.subject
    expect(of(EventKind.unitRestored)[0]).toMatchObject({ subject: first, a: 1, c: of(EventKind.unitAbsorbed)[0]!.a })
    expect(started('wash').filter((line) => line.startsWith(`${first}@`))).toHaveLength(2)
    for (const p of [0, 1]) expect(tally.created[p]).toBe(tally.inSystem[p]! + tally.finished[p]! + tally.scrapped[p]! + tally.absorbed[p]!)
  })
})

describe('how a station is blocked', () => {
  const pair = (more: object, capacity = 1) =>
    plant({
      stations: [station({ id: 'a', time: always(2), blockingBeforeService: true, ...more }), station({ id: 'b', time: always(5) })],
      buffers: [buffer({ id: 'before', capacity: 1 }), buffer({ id: 'between', capacity })],
      products: [product({ id: 'part', route: [operation({ id: 'a', buffer: 'before' }), operation({ id: 'b', buffer: 'between' })] })],
      sources: [source({ id: 'in' })],
    })

  it('[S9] while room ahead is lacking, the unit waits before the station, or in it (`occupiedWhileBlocked`)', () => {
    const [before, inside] = [bench(pair({}), { until: 20 }), bench(pair({ occupiedWhileBlocked: true }), { until: 20 })]
    for (const run of [before, inside])
      expect(run.states('a')).toEqual([0, 7, 12, 17].flatMap((t) => [`${t} processing`, `${Math.max(4, t + 2)} blocked`]))
    const created = (run: typeof before) => run.of(EventKind.unitCreated).map(({ time }) => time)
    // With the unit in the station there is room for one more before it.
    expect(created(before)).toEqual([0, 0, 0, 2, 7, 12, 17])
    expect(created(inside)).toEqual([0, 0, 0, 2, 4, 9, 14, 19])
  })

  it('[B15] first joined, first out', () => {
    const scenario = plant({
      stations: [station({ id: 'press' }), station({ id: 'fit', time: always(3) }), station({ id: 'strip', time: always(2) })],
      buffers: [buffer({ id: 'doors' }), buffer({ id: 'frames' })],
      products: [
        product({
          id: 'frame',
          route: [
            operation({ id: 'fit', buffer: 'frames', parts: [part('door', { quantity: 3 })] }),
            operation({ id: 'strip', splits: [{ product: 'door', quantity: 2, operation: null }], whenSplit: 'goesOn' }),
          ],
        }),
        product({ id: 'door', route: [operation({ id: 'press' })], sink: 'doors' }),
      ],
      orders: [order({ id: 'doors', product: 'door', quantity: 3 }), order({ id: 'frames', product: 'frame', quantity: 1 })],
    })
    const { of } = bench(scenario, { until: 9 })
    expect(of(EventKind.unitAbsorbed).map(({ subject }) => subject)).toEqual([0, 1, 2])
    expect(of(EventKind.unitRestored).map(({ subject }) => subject)).toEqual([0, 1])
  })

  it('[B15] what is newly made is numbered through in its order, and in the plant where it is of none', () => {
    const scenario = plant({
      stations: [station({ id: 'cut', time: always(2) }), station({ id: 'wash' })],
      buffers: [buffer({ id: 'rack' })],
      products: [
        product({ id: 'panel', route: [operation({ id: 'cut', splits: [{ product: 'board', quantity: 2, operation: null }] })] }),
        product({ id: 'board', route: [operation({ id: 'wash', buffer: 'rack' })] }),
      ],
      orders: [order({ id: 'o', product: 'panel', quantity: 2 }), order({ id: 'p', product: 'panel', release: 1 })],
      sources: [source({ id: 'in', every: always(10), limit: 2 })],
    })
    const made = bench(scenario, { until: 40 })
      .of(EventKind.unitCreated)
      .filter(({ a }) => a === 1)
    expect(made.map(({ b, v }) => `${v} of ${b}`)).toEqual([
      '0 of 0',
      '1 of 0',
      '2 of 0',
      '3 of 0',
      '0 of 1',
      '1 of 1',
      '0 of -1',
      '1 of -1',
      '2 of -1',
      '3 of -1',
    ])
  })

  it('[B15] what comes out of a listed order is no unit of it: it waits for no others of its operation', () => {
    const rule = batch({ max: 1, key: ['order'] })
    const scenario = plant({
      stations: [station({ id: 'cut', time: always(2) }), station({ id: 'wash', time: always(3), batch: rule })],
      buffers: [buffer({ id: 'rack' })],
      products: [
        product({ id: 'panel', route: [operation({ id: 'cut', splits: [{ product: 'board', quantity: 2, operation: null }] })] }),
        product({ id: 'board', route: [operation({ id: 'wash', buffer: 'rack' })] }),
      ],
      orders: [order({ id: 'o', product: 'panel', quantity: 1 })],
    })
    expect(
      bench(scenario, { until: 20 })
        .started('wash')
        .map((one) => one.split('@')[1]),
    ).toEqual(['2', '5'])
  })

  it('[S10] so too where it is still down when its maintenance ends', () => {
    // One unit stands in `a` from 2 s on; `a` is maintained from 3 s to 5 s and down from 4 s on; `b` has room at 8 s.
    const scenario = plant({
      stations: [
        station({
          id: 'a',
          time: always(1),
          transferWhileDown: true,
          failures: [failure({ clock: 'calendar', after: always(4), repair: always(50) })],
          maintenance: [task({ at: [3], duration: always(2) })],
        }),
        station({ id: 'b', time: always(7) }),
      ],
      products: [product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'b' })] })],
      sources: [source({ id: 'in' })],
    })
    expect(bench(scenario, { until: 30 }).started('b')).toEqual(['0@1', '1@8'])
  })

  it('[S10] with `transferWhileDown` a finished unit leaves while the station is repaired', () => {
    const run = (transferWhileDown: boolean) => {
      const failures = [failure({ clock: 'calendar', after: always(8), repair: always(20) })]
      const a = { blockingBeforeService: false, failures, transferWhileDown, time: always(6) }
      return bench(pair(a, 1), { until: 30 })
    }
    const blocked = (transferWhileDown: boolean) =>
      bench(
        plant({
          stations: [
            station({
              id: 'a',
              time: always(2),
              transferWhileDown,
              failures: [failure({ clock: 'calendar', after: always(5), repair: always(20) })],
            }),
            station({ id: 'b', time: always(6) }),
          ],
          products: [product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'b' })] })],
          sources: [source({ id: 'in' })],
        }),
        { until: 40 },
      )
    expect(run(true).states('a')[0]).toBe('0 processing')
    // Done at 4, it stands in the station when that fails at 5; the next one has room at 8.
    expect(blocked(false).started('b').slice(0, 2)).toEqual(['0@2', '1@25'])
    expect(blocked(true).started('b').slice(0, 2)).toEqual(['0@2', '1@8'])
  })

  it('[S10] but not where it is to do the operation there again', () => {
    const scenario = plant({
      stations: [
        station({
          id: 'a',
          time: always(10),
          yield: 0,
          rework: { ratio: 1, to: null, limit: 2, per: 'unit' },
          transferWhileDown: true,
          failures: [failure({ clock: 'calendar', after: always(12), repair: always(8) })],
          maintenance: [task({ at: [5], duration: always(5) })],
        }),
      ],
      buffers: [buffer({ id: 'rack' })],
      products: [product({ id: 'part', route: [operation({ id: 'a', buffer: 'rack' })] })],
      sources: [source({ id: 'in', limit: 1 })],
    })
    // Done at 10, it is in maintenance until 15, and down from 12 to 20. Then the unit is worked on for the second time.
    const { started, came } = bench(scenario, { until: 25 })
    expect([started('a'), came('rack')]).toEqual([['0@0', '0@20'], ['0@0']])
  })
})
