import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { LotHold, Material, Scenario, Source, Supplier } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { defect, effect, fault, material, operation, order, plant, product, shop, source, station, supplier, test } from '../plants.ts'

/** Customers who buy one piece of `item` every 10 s, delivered by a supplier who takes 25 s. */
const store = (item: Partial<Material>, more: { from?: Partial<Source>; by?: Partial<Supplier>; plant?: Partial<Scenario> } = {}) =>
  plant({
    stations: [station({ id: 's' })],
    materials: [material({ id: 'item', initialStock: 3, reorderPoint: 2, orderUpTo: 5, supplier: 'acme', ...item })],
    suppliers: [supplier({ id: 'acme', leadTime: always(25), ...more.by })],
    sources: [source({ id: 'customers', mix: [{ product: 'item', weight: 1 }], every: always(10), serve: 'stock', ...more.from })],
    ...more.plant,
  })

type Ran = ReturnType<typeof bench>
const ordered = ({ of }: Ran) => of(EventKind.materialOrdered).map(({ time, v }) => `${v}@${time}`)
const received = ({ of }: Ran) => of(EventKind.materialReceived).map(({ time, v }) => `${v}@${time}`)

describe('purchasing', () => {
  it('[A1] reviewed now and then, it orders at reviews only, the first at t = 0', () => {
    expect(ordered(bench(store({ review: 35 }), { until: 110 }))).toEqual(['5@35', '3@70', '4@105'])
  })

  it('[A1] with a base stock every unit taken is ordered again', () => {
    expect(ordered(bench(store({ reorderPoint: 3, orderUpTo: 3 }), { until: 35 }))).toEqual(['1@10', '1@20', '1@30'])
  })

  it('[A1] when all that was ordered has come, nothing is on order: not even what a sum of tenths leaves over', () => {
    const purchases = [0.3, 0.3, 0.3].map((quantity, i) => ({ material: 'item', quantity, elapsed: 24 - i }))
    const present = { since: 0, units: [], slots: [], arrivals: [], purchases, lots: [], owed: [] }
    const { simulation } = bench(store({ reorderPoint: -1 }, { plant: { present } }), { until: 30 })
    expect((simulation.save().elements.purchasing!.onOrder as Float64Array)[0]).toBe(0)
  })

  it('[A2] an order is at least the least quantity, and a multiple', () => {
    expect(ordered(bench(store({ minimumOrder: 6 }), { until: 15 }))).toEqual(['6@10'])
    expect(ordered(bench(store({ multiple: 4 }), { until: 15 }))).toEqual(['4@10'])
    expect(ordered(bench(store({ minimumOrder: 5, multiple: 4 }), { until: 15 }))).toEqual(['8@10'])
  })

  it('[A3] a delivery comes later, or short: the rest of it never comes', () => {
    expect(received(bench(store({}, { by: { late: { probability: 1, by: always(7) } } }), { until: 45 }))).toEqual(['3@42'])
    const short = bench(store({}, { by: { short: { probability: 1, share: 0.5 } } }), { until: 36 })
    expect(received(short)).toEqual(['1@35'])
    expect(short.of(EventKind.materialNotReceived).map(({ v, c }) => [v, c])).toEqual([[2, 0]])
    // 3 − 3 sold + 1 came: position 1, so that it orders 4 more.
    expect(ordered(short)).toEqual(['3@10', '4@35'])
  })

  it('[A4] waits in quarantine, and is stock or goes back', () => {
    const inspected = (reject: number) => bench(store({ inspection: { time: always(20), reject } }), { until: 60 })
    expect(received(inspected(0))).toEqual(['3@55'])
    const refused = inspected(1)
    expect([received(refused), ordered(refused)]).toEqual([[], ['3@10', '3@40', '4@55']]) // at 55: none there, two owed, three on order
    expect(refused.of(EventKind.inspectionBegan).map(({ time, v }) => `${v}@${time}`)).toEqual(['3@35'])
    expect(refused.of(EventKind.materialNotReceived).map(({ time, v, c }) => `${v}@${time} ${c}`)).toEqual(['3@55 1'])
  })

  it('[A5] customers ask for a whole number at random, and what is short is owed or lost', () => {
    const big = { size: always(2.4) }
    const lost = bench(store({}, { from: { ...big, lostSales: true } }), { until: 34 })
    expect(lost.of(EventKind.materialShipped).map(({ time, v }) => `${v}@${time}`)).toEqual(['2@10', '1@20'])
    expect([lost.tally.demanded[0], lost.tally.servedAtOnce[0], lost.tally.lostSales[0], lost.tally.backorders[0]]).toEqual([6, 3, 3, 0])
    expect(bench(store({}, { from: big }), { until: 34 }).tally.backorders[0]).toBe(3)
    expect(bench(store({}, { from: { size: always(0.3) } }), { until: 34 }).of(EventKind.orderReleased)).toEqual([])
  })
})

describe('lots', () => {
  const used = ({ of }: Ran) => of(EventKind.lotUsed).map(({ time, subject, v }) => `${v} of ${subject}@${time}`)

  it('[A6] lots are used first in first out; a unit that took of two has two records', () => {
    const scenario = store({ lots: 'fifo' }, { from: { quantity: 2 } })
    const ran = bench(scenario, { until: 45 })
    expect(ran.of(EventKind.lotCreated).map(({ time, subject, b, v }) => `${v} in ${subject} of order ${b} at ${time}`)).toEqual([
      '3 in 0 of order -1 at 0',
      '4 in 1 of order 0 at 35',
    ])
    expect(used(ran)).toEqual(['2 of 0@10', '1 of 0@20', '1 of 1@35', '2 of 1@35', '1 of 1@40'])
  })

  it('[A6] in a tank all lots give their share', () => {
    const scenario = store({ lots: 'blend', initialStock: 6, reorderPoint: 5, orderUpTo: 8 }, { by: { leadTime: always(5) } })
    // At 20: five of lot 0, and three of lot 1 have come.
    expect(used(bench(scenario, { until: 20 }))).toEqual(['1 of 0@10', '0.625 of 0@20', '0.375 of 1@20'])
  })

  it('[A7] what is too old is written off', () => {
    const ran = bench(store({ lots: 'fefo', shelfLife: 15, initialStock: 4, reorderPoint: 0 }), { until: 16 })
    expect(ran.of(EventKind.materialScrapped).map(({ time, a, v }) => `${v} of ${a}@${time}`)).toEqual(['3 of 0@15'])
    expect([ran.tally.stock[0], ran.tally.issued[0], ran.tally.writtenOff[0], ordered(ran)]).toEqual([0, 1, 3, ['5@15']])
  })

  it('[A8] the quality of a lot is its supplier’s, and makes defects likelier; a fault may spoil the lots of some days', () => {
    const steep = defect({ id: 'crack', logit: -20, effects: [effect({ of: 'materialLot', name: 'item', target: 1, coefficient: 1e9 })] })
    const work = (more: Partial<Scenario>, by: Partial<Supplier> = {}) =>
      shop({
        materials: [material({ id: 'item', initialStock: 1, reorderPoint: 1, orderUpTo: 2, supplier: 'acme', lots: 'fifo' })],
        suppliers: [supplier({ id: 'acme', ...by })],
        products: [
          product({
            id: 'part',
            route: [
              operation({
                id: 's',
                buffer: 'rack',
                components: [{ item: 'item', quantity: 1 }],
                defects: [steep],
                test: test({ finds: ['crack'] }),
              }),
            ],
          }),
        ],
        orders: [order({ id: 'a', quantity: 5 })],
        ...more,
      })
    expect(bench(work({}, { lotQuality: always(2) }), { until: 40 }).scrapped()).toEqual(['1@20', '2@30', '3@40'])
    const faults = [fault({ id: 'f', kind: 'lot', target: 'item', name: 'acme', amount: 2, start: 5, end: 15 })]
    // Lots 1 and 2 come at 0 s; lot 3, ordered as the second unit took its piece at 10 s, is bad, and the fourth unit has it.
    expect(bench(work({ faults }), { until: 60 }).scrapped()).toEqual(['3@40'])
  })
})

describe('planning of requirements', () => {
  /** Needs 40 at 30 s, 0, 50 at 50 s and 20 at 60 s; 30 on hand; lead time of two periods of 10 s. */
  const planned = (mrp: Partial<NonNullable<Material['mrp']>>, until = 60) => {
    const ran = bench(
      plant({
        stations: [station({ id: 's', time: always(1000) })],
        materials: [
          material({
            id: 'item',
            initialStock: 30,
            supplier: 'acme',
            mrp: { every: 10, leadTime: 20, lotSize: 'lotForLot', quantity: 1, periods: 1, safetyStock: 0, ...mrp },
          }),
        ],
        suppliers: [supplier({ id: 'acme', leadTime: always(20) })],
        products: [product({ id: 'part', leadTime: 5, route: [operation({ id: 's', components: [{ item: 'item', quantity: 10 }] })] })],
        orders: [
          order({ id: 'a', quantity: 4, due: 35, release: 900 }),
          order({ id: 'b', quantity: 5, due: 55, release: 900 }),
          order({ id: 'c', quantity: 2, due: 65, release: 900 }),
        ],
      }),
      { until },
    )
    return ordered(ran)
  }

  it('[A9] orders what open orders need, a lead time ahead: lot for lot', () => {
    // Period:      0   10   20   30   40   50   60
    // gross                      40        50   20
    // available   30   30   30  −10
    // receipts                   10        50   20   → ordered at 10, 30 and 40
    expect(planned({})).toEqual(['10@10', '50@30', '20@40'])
  })

  it('[A9] in fixed lots, in lots for some periods, with a safety stock', () => {
    // 60 at 30 leave 50 for 50; 20 more are needed at 60.
    expect(planned({ lotSize: 'fixed', quantity: 60 })).toEqual(['60@10', '60@40'])
    // A lot at 30 is for 30 to 50.
    expect(planned({ lotSize: 'periods', periods: 3 })).toEqual(['60@10', '20@40'])
    expect(planned({ safetyStock: 35 })).toEqual(['5@0', '40@10', '50@30', '20@40'])
  })

  it('[A9] through the bill of material, less the stock of what is between', () => {
    const ran = bench(
      plant({
        stations: [station({ id: 's', time: always(1000) })],
        materials: [
          material({
            id: 'bar',
            supplier: 'acme',
            mrp: { every: 10, leadTime: 0, lotSize: 'lotForLot', quantity: 1, periods: 1, safetyStock: 0 },
          }),
        ],
        suppliers: [supplier({ id: 'acme' })],
        sinks: [{ ...plant({ stations: [] }).sinks[0]!, stock: true }],
        products: [
          product({ id: 'table', leadTime: 10, route: [operation({ id: 's', components: [{ item: 'leg', quantity: 4 }] })] }),
          product({
            id: 'leg',
            initialStock: 2,
            leadTime: 20,
            route: [operation({ id: 's', components: [{ item: 'bar', quantity: 0.5 }] })],
          }),
        ],
        orders: [order({ id: 'a', product: 'table', quantity: 3, due: 60, release: 900 })],
      }),
      { until: 60 },
    )
    // 12 legs, 2 there: 10 legs of half a bar each, needed at 60 − 10 − 20.
    expect(ordered(ran)).toEqual(['5@30'])
  })
})

describe('the same thing in several places', () => {
  /** A bin of two at the line, brought in 7 s from a warehouse that holds so many. */
  const bins = (warehouse: number, more: Partial<Material> = {}) =>
    plant({
      stations: [station({ id: 's' })],
      materials: [
        material({ id: 'warehouse', initialStock: warehouse, reorderPoint: 1, orderQuantity: 4, supplier: 'acme', ...more }),
        material({ id: 'line', initialStock: 4, reorderPoint: 2, orderQuantity: 2, from: 'warehouse', transferTime: always(7) }),
      ],
      suppliers: [supplier({ id: 'acme', leadTime: always(33) })],
      sources: [source({ id: 'users', mix: [{ product: 'line', weight: 1 }], every: always(10), serve: 'stock' })],
    })
  const moved = ({ of }: Ran) => of(EventKind.materialMoved).map(({ time, subject, a, v }) => `${v} from ${subject} to ${a}@${time}`)
  const at = ({ of }: Ran, item: number) =>
    of(EventKind.materialReceived)
      .filter(({ subject }) => subject === item)
      .map(({ time, v }) => `${v}@${time}`)

  it('[I10] is brought from another stock, which orders in its turn', () => {
    const ran = bench(bins(6), { until: 75 })
    expect(moved(ran)).toEqual(['2 from 0 to 1@20', '2 from 0 to 1@40', '2 from 0 to 1@60'])
    expect(at(ran, 1)).toEqual(['2@27', '2@47', '2@67'])
    expect(ordered(ran)).toEqual(['2@20', '2@40', '2@60', '4@60'])
    // Used 7, at the line 4 + 6 − 7, in the warehouse none.
    expect([ran.tally.stock[0], ran.tally.stock[1], ran.tally.issued[0]]).toEqual([0, 3, 6])
  })

  it('[I10] a transfer waits until there is enough for all of it, and counts for the stock that it waits for', () => {
    const ran = bench(bins(3), { until: 75 })
    // At 40 one is left, and two are wanted: short by one, so that four are ordered, as they were at 20 when one was left; they come at 53.
    expect(ordered(ran)).toEqual(['2@20', '4@20', '2@40', '2@60', '4@60'])
    expect(moved(ran)).toEqual(['2 from 0 to 1@20', '2 from 0 to 1@53', '2 from 0 to 1@60'])
    expect(at(ran, 1)).toEqual(['2@27', '2@60', '2@67'])
  })

  it('[I10] customers of the warehouse come first; lots go along by their quality', () => {
    const scenario = bins(0, { lots: 'fifo' })
    const both: Scenario = {
      ...scenario,
      suppliers: [supplier({ id: 'acme', leadTime: always(33), lotQuality: { kind: 'constant', value: 3 } })],
      sources: [
        ...scenario.sources,
        source({ id: 'others', mix: [{ product: 'warehouse', weight: 1 }], every: always(25), quantity: 3, limit: 1, serve: 'stock' }),
      ],
    }
    const ran = bench(both, { until: 70 })
    // Four come at 33: three are for the customer, so that the two wanted since 20 wait for the next four.
    expect(
      ran
        .of(EventKind.materialShipped)
        .filter(({ subject }) => subject === 0)
        .map(({ time, v }) => `${v}@${time}`),
    ).toEqual(['3@33'])
    expect(moved(ran)[0]).toMatch(/^2 from 0 to 1@5[38]/)
    expect(ran.of(EventKind.lotUsed).reduce((sum, { v }) => sum + v, 0)).toBe(3 + 2 * moved(ran).length)
  })
})

describe('lots on hold', () => {
  const hold = (given: Partial<LotHold> & { at: number }): LotHold => ({
    until: null,
    receivedFrom: 0,
    receivedUntil: null,
    above: null,
    finally: 'release',
    ...given,
  })
  const used = ({ of }: Ran) => of(EventKind.lotUsed).map(({ time, subject, v }) => `${v} of ${subject}@${time}`)
  const of = (kind: number, ran: Ran) => ran.of(kind).map(({ time, subject, v }) => `${v} of ${subject}@${time}`)
  const held = (ran: Ran) => of(EventKind.lotHeld, ran)
  const released = (ran: Ran) => of(EventKind.lotReleased, ran)

  it('[I11] nothing is taken of a lot that is on hold, and it is released to where it stood', () => {
    // Three are there; one is sold every 10 s. What is on hold counts for reordering: at 30 three are ordered, which come at 55.
    const ran = bench(store({ lots: 'fifo', holds: [hold({ at: 5, until: 42 })], initialStock: 3, reorderPoint: 0, orderUpTo: 3 }), {
      until: 60,
    })
    expect([held(ran), released(ran)]).toEqual([['3 of 0@5'], ['3 of 0@42']])
    // Those who came at 10, 20 and 30 are served at 42, those of 40 and 50 by the next lot.
    expect(used(ran)).toEqual(['1 of 0@42', '1 of 0@42', '1 of 0@42', '1 of 1@55', '1 of 1@55', '1 of 1@60'])
  })

  it('[I11] or scrapped, which is written off then', () => {
    const ran = bench(store({ lots: 'fifo', holds: [hold({ at: 15, until: 22, finally: 'scrap' })] }), { until: 24 })
    expect([held(ran), of(EventKind.materialScrapped, ran)]).toEqual([['2 of 0@15'], ['2 of 0@22']])
    expect([ran.tally.stock[0], ran.tally.writtenOff[0], ran.tally.backorders[0]]).toEqual([0, 2, 1])
  })

  it('[I11] a test finds those of bad quality, and a recall those that came in a time', () => {
    const bad = { by: { lotQuality: { kind: 'constant', value: 2 } } } as const
    const byTest = bench(store({ lots: 'fifo', holds: [hold({ at: 0, above: 1 })] }, bad), { until: 36 })
    // The first lot, of quality 0, may be used; what comes at 35 is held at once.
    expect([held(byTest), used(byTest)]).toEqual([['3 of 1@35'], ['1 of 0@10', '1 of 0@20', '1 of 0@30']])
    const byTime = bench(store({ lots: 'fifo', holds: [hold({ at: 50, receivedFrom: 30, receivedUntil: 40 })] }), { until: 55 })
    expect(held(byTime).map((line) => line.split(' of ')[1])).toEqual(['1@50'])
  })

  it('[I11] what has become too old on hold is scrapped when it is released', () => {
    const ran = bench(store({ lots: 'fefo', shelfLife: 30, reorderPoint: 0, orderUpTo: 3, holds: [hold({ at: 5, until: 40 })] }), {
      until: 45,
    })
    expect(of(EventKind.materialScrapped, ran)).toEqual(['3 of 0@40'])
  })
})
