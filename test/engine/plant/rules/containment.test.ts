import { describe, expect, it } from 'vitest'
import { EventKind, HoldOutcome } from '../../../../engine/log/events.ts'
import type { Hold, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import {
  batch,
  buffer,
  characteristic,
  defect,
  hold,
  material,
  operation,
  order,
  parameter,
  part,
  plant,
  product,
  source,
  station,
  supplier,
  test,
} from '../plants.ts'

/** One unit every 10 s, worked on for 4 s at `a`: from 10 to 14, from 20 to 24, … */
const shop = (holds: readonly Hold[], more: Partial<Scenario> = {}) =>
  plant({
    stations: [station({ id: 'a', time: always(4) })],
    products: [product({ id: 'part', route: [operation({ id: 'cut', stations: ['a'] })] })],
    sources: [source({ id: 'in', every: always(10) })],
    holds,
    ...more,
  })

/** And then, from a rack, for so long at `b`. */
const twoSteps = (time: number, holds: readonly Hold[], more: Partial<Scenario> = {}, ops: readonly object[] = [{}, {}]) =>
  shop(holds, {
    stations: [station({ id: 'a', time: always(4) }), station({ id: 'b', time: always(time) })],
    buffers: [buffer({ id: 'rack' })],
    products: [
      product({
        id: 'part',
        route: [
          operation({ id: 'cut', stations: ['a'], ...ops[0] }),
          operation({ id: 'look', stations: ['b'], buffer: 'rack', ...ops[1] }),
        ],
      }),
    ],
    ...more,
  })

type Ran = ReturnType<typeof bench>
const held = ({ of }: Ran) => of(EventKind.unitHeld).map(({ subject, time }) => `${subject}@${time}`)
const disposed = ({ of }: Ran) =>
  of(EventKind.unitDisposed).map(({ subject, time, b }) => `${subject}@${time} ${Object.keys(HoldOutcome)[b]}`)
const began = ({ of }: Ran) => of(EventKind.holdBegan).map(({ a, time }) => `${a}@${time}`)
/** Every unit is rejected, and used as it is. */
const rejected = test({ falseAlarm: 1, onFail: 'accept' })

describe('when a hold begins', () => {
  it('[A30] at a moment', () => {
    const ran = bench(shop([hold({ when: { at: 25 }, units: {}, disposition: { after: always(20) } })]), { until: 60 })
    expect([began(ran), held(ran), disposed(ran)]).toEqual([['-1@25'], ['2@30', '3@40'], ['2@45 released', '3@45 released']])
    expect(ran.finished()).toEqual(['0@14', '1@24', '2@49', '3@53', '4@57'])
  })

  it('[A30] after so many failures one after the other; while it lasts it does not begin again, and then counts anew', () => {
    const scenario = shop([hold({ when: { tested: 'a', fails: 3 }, stations: ['a'], disposition: { after: always(10) } })])
    const ran = bench(
      { ...scenario, products: [product({ id: 'part', route: [operation({ id: 'cut', stations: ['a'], test: rejected })] })] },
      { until: 70 },
    )
    expect(began(ran)).toEqual(['2@34', '5@64'])
    expect(ran.of(EventKind.holdEnded).map(({ time }) => time)).toEqual([44])
    expect(ran.started('a')).toEqual(['0@10', '1@20', '2@30', '3@44', '4@50', '5@60'])
    expect(ran.states('a').slice(-3)).toEqual(['54 starved', '60 processing', '64 held'])
  })

  it('[A30] when a parameter was beyond its limits in so many of the last jobs', () => {
    // 0.4 more with each job, and adjusted after each third: 200.4, 200.8, 201.2, 200.4, …
    const heat = parameter({ id: 'heat', setPoint: 200, drift: 360, adjustEvery: 3, high: 201 })
    const since = (within: number, limits = {}) =>
      began(
        bench(
          shop([hold({ when: { worked: 'a', parameter: 'heat', fails: 2, within, ...limits }, units: {} })], {
            stations: [station({ id: 'a', time: always(4), parameters: [heat] })],
          }),
          { until: 100 },
        ),
      )
    expect([since(3), since(4), since(2, { below: 200.9, above: 300 })]).toEqual([[], ['5@64'], ['1@24']])
  })

  it('[A30] by a defect that is named, or a measurement outside its limits; when the result is known', () => {
    const ops = [
      {
        defects: [defect({ id: 'crack', probability: 0 }), defect({ id: 'stain', probability: 1 })],
        characteristics: [characteristic({ id: 'length', value: always(20) }), characteristic({ id: 'width', value: always(5) })],
      },
      {
        test: test({
          finds: ['crack', 'stain'],
          measures: [
            { characteristic: 'length', sd: 0, low: null, high: 19 },
            { characteristic: 'width', sd: 0, low: null, high: 9 },
          ],
          result: always(7),
          onFail: 'accept',
        }),
      },
    ]
    const since = (when: Partial<Hold['when']>) =>
      began(bench(twoSteps(2, [hold({ when: { tested: 'b', ...when }, units: {} })], {}, ops), { until: 60 }))
    expect(since({})).toEqual(['0@23'])
    expect([since({ defect: 'stain' }), since({ defect: 'crack' })]).toEqual([['0@23'], []])
    expect([since({ measure: 'length' }), since({ measure: 'width' })]).toEqual([['0@23'], []])
  })

  it('[A30] when deliveries are refused', () => {
    const ran = bench(
      shop([hold({ when: { refused: 'seal', fails: 2 }, lots: { material: 'seal', since: null, used: false } })], {
        materials: [
          material({
            id: 'seal',
            initialStock: 5,
            reorderPoint: 4,
            orderUpTo: 5,
            supplier: 'acme',
            lots: 'fifo',
            inspection: { time: always(1), reject: 1 },
          }),
        ],
        suppliers: [supplier({ id: 'acme', leadTime: always(2) })],
        products: [
          product({ id: 'part', route: [operation({ id: 'cut', stations: ['a'], components: [{ item: 'seal', quantity: 1 }] })] }),
        ],
      }),
      { until: 40 },
    )
    // Ordered at 10, refused at 13 and ordered again at once; refused again at 16.
    expect([began(ran), ran.of(EventKind.lotHeld).map(({ time, v, b }) => `${v}@${time} by ${b}`)]).toEqual([['-1@16'], ['4@16 by 0']])
    expect(ran.started('a')).toEqual(['0@10'])
  })
})

describe('what is on hold', () => {
  it('[A31] what was worked on at a station since so long', () => {
    const since = (units: object) => held(bench(twoSteps(20, [hold({ when: { at: 41 }, units })]), { until: 56 }))
    // Units 0, 1, 2 passed `a` at 14, 24, 34; at 41 unit 0 is gone, unit 1 is at `b` until 54, unit 2 in the rack, unit 3 at `a` until 44.
    expect(since({ passed: 'a', since: 20 })).toEqual(['2@41', '3@44', '1@54', '4@54'])
    expect(since({ passed: 'a', since: 10 })).toEqual(['2@41', '3@44', '4@54'])
    expect(since({ passed: 'a', since: 5 })).toEqual(['3@44', '4@54'])
    expect(since({ passed: 'b' })).toEqual(['1@54'])
  })

  it('[A31] since the last unit that passed the test', () => {
    const heat = parameter({ id: 'heat', setPoint: 20, drift: 360 })
    const scenario = twoSteps(
      12,
      [hold({ when: { tested: 'b' }, units: { passed: 'a', since: 'lastPassed' } })],
      { stations: [station({ id: 'a', time: always(4), parameters: [heat] }), station({ id: 'b', time: always(12) })] },
      [
        { characteristics: [characteristic({ id: 'length', value: always(0), parameter: 'heat', gain: 1 })] },
        { test: test({ measures: [{ characteristic: 'length', sd: 0, low: null, high: 1 }], onFail: 'accept' }) },
      ],
    )
    // The lengths are 0.4, 0.8, 1.2, …: unit 2, made at 34, is the first that is too long, found at 50; unit 1, made at 24, was good.
    const ran = bench(scenario, { until: 56 })
    expect([began(ran), held(ran)]).toEqual([['2@50'], ['3@50', '4@54']])
  })

  it('[A31] products, families and orders', () => {
    const both = (units: object) =>
      held(
        bench(
          plant({
            stations: [station({ id: 'a', time: always(4) })],
            products: [
              product({ id: 'p', family: 'f', route: [operation({ id: 'cut', stations: ['a'] })] }),
              product({ id: 'q', family: 'g', route: [operation({ id: 'cut', stations: ['a'] })] }),
            ],
            orders: [
              order({ id: 'o1', product: 'p', quantity: 2 }),
              order({ id: 'o2', product: 'q', quantity: 2 }),
              order({ id: 'o3', product: 'q' }),
            ],
            sources: [],
            holds: [hold({ when: { at: 1 }, units })],
          }),
          { until: 2 },
        ),
      )
    expect(both({ products: ['q'] })).toEqual(['2@1', '3@1', '4@1'])
    expect(both({ families: ['f'] })).toEqual(['1@1'])
    expect(both({ orders: ['o2'] })).toEqual(['2@1', '3@1'])
    expect(both({ orders: ['o3'], families: ['f'] })).toEqual([])
  })

  it('[A31] what took of the same lot', () => {
    const scenario = twoSteps(
      100,
      [
        hold({
          when: { tested: 'b' },
          units: { sameLot: 'seal' },
          lots: { material: 'seal', since: null, used: true },
        }),
      ],
      {
        materials: [material({ id: 'seal', initialStock: 3, reorderPoint: 1, orderQuantity: 10, supplier: 'acme', lots: 'fifo' })],
        suppliers: [supplier({ id: 'acme', leadTime: always(5) })],
      },
      [{ components: [{ item: 'seal', quantity: 1 }] }, { test: rejected }],
    )
    // Units 0, 1 and 2 took of lot 0, the others of lot 1.
    expect(held(bench(scenario, { until: 130 }))).toEqual(['1@114', '2@114'])
    const many = bench({ ...scenario, materials: [{ ...scenario.materials[0]!, initialStock: 30 }] }, { until: 120 })
    expect(many.of(EventKind.lotHeld).map(({ subject, v }) => [subject, v])).toEqual([[0, 19]])
    expect(many.started('a').at(-1)).toBe('10@110')
  })

  it('[A31] of the same order', () => {
    const scenario = twoSteps(
      10,
      [hold({ when: { tested: 'b' }, units: { sameOrder: true } })],
      { sources: [], orders: [order({ id: 'o1', product: 'part', quantity: 3 }), order({ id: 'o2', product: 'part', quantity: 2 })] },
      [{}, { test: rejected }],
    )
    expect(held(bench(scenario, { until: 30 }))).toEqual(['1@14', '2@14'])
  })

  it('[A31] what parts have been through, that which they are joined to has been through', () => {
    const scenario = plant({
      stations: [station({ id: 'a', time: always(4) }), station({ id: 'b', time: always(6) })],
      buffers: [buffer({ id: 'legs' })],
      products: [
        product({ id: 'leg', route: [operation({ id: 'cut', stations: ['a'] })], sink: 'legs' }),
        product({ id: 'table', route: [operation({ id: 'join', stations: ['b'], parts: [part('leg')] })] }),
      ],
      sources: [
        source({ id: 'legs-in', every: always(10), limit: 2, mix: [{ product: 'leg', weight: 1 }] }),
        source({ id: 'in', every: always(12), mix: [{ product: 'table', weight: 1 }] }),
      ],
      holds: [hold({ when: { at: 22 }, units: { passed: 'a' }, disposition: { after: always(10), scrap: 1 } })],
    })
    const ran = bench(scenario, { until: 60 })
    // Leg 0 is ready at 14 and joined to table 1, which leaves at 20; leg 2 is held as it comes at 24.
    expect([held(ran), ran.scrapped()]).toEqual([['2@24'], ['2@32']])
    const earlier = bench({ ...scenario, holds: [hold({ when: { at: 16 }, units: { passed: 'a' } })] }, { until: 60 })
    expect(held(earlier)).toEqual(['1@20', '2@24'])
  })

  it('[A32] in work it is finished first, and its station is free; on the way it is held where it arrives', () => {
    const ran = bench(shop([hold({ when: { at: 12 }, units: {}, disposition: { after: always(20) } })]), { until: 50 })
    expect([held(ran), ran.finished()]).toEqual([
      ['0@14', '1@20', '2@30'],
      ['0@32', '1@36', '2@40', '3@44'],
    ])
    expect(ran.states('a').slice(0, 4)).toEqual(['0 starved', '10 processing', '14 starved', '32 processing'])
  })

  it('[A32] members of a batch leave it for the hold, and a source that always has a unit ready goes on', () => {
    const scenario = shop([hold({ when: { at: 5 }, units: {} })], {
      stations: [station({ id: 'a', time: always(10), batch: batch({ max: 2 }) })],
      sources: [source({ id: 'in', every: null, limit: 6 })],
    })
    expect(held(bench(scenario, { until: 25 }))).toEqual(['0@10', '1@10', '2@20', '3@20'])
  })

  it('[A32] one that stands done in its station leaves it', () => {
    const scenario = twoSteps(100, [hold({ when: { at: 50 }, units: { passed: 'a' } })], { buffers: [buffer({ id: 'rack', capacity: 1 })] })
    const ran = bench(scenario, { until: 56 })
    // Unit 0 is at `b`, unit 1 in the rack, unit 2 stands in `a` since 34: so that unit 3 is worked on from 50 to 54.
    expect([held(ran), ran.started('a')]).toEqual([
      ['2@50', '1@50', '3@54'],
      ['0@10', '1@20', '2@30', '3@50', '4@54'],
    ])
  })

  it('[A33] stations finish what is in work, or stand; lots are kept back', () => {
    const scenario = (inHand: 'finish' | 'suspend') =>
      shop([hold({ when: { at: 12 }, stations: ['a'], inHand, disposition: { after: always(20) } })])
    expect(bench(scenario('finish'), { until: 45 }).states('a').slice(0, 4)).toEqual([
      '0 starved',
      '10 processing',
      '14 held',
      '32 processing',
    ])
    expect(bench(scenario('suspend'), { until: 45 }).states('a').slice(0, 4)).toEqual([
      '0 starved',
      '10 processing',
      '12 held',
      '32 processing',
    ])
    const lots = bench(
      shop(
        [
          hold({
            when: { at: 12 },
            lots: { material: 'seal', since: null, used: false },
            disposition: { after: always(20), lots: 'scrap' },
          }),
        ],
        {
          materials: [material({ id: 'seal', initialStock: 5, reorderPoint: 0, orderQuantity: 5, supplier: 'acme', lots: 'fifo' })],
          suppliers: [supplier({ id: 'acme', leadTime: always(2) })],
          products: [
            product({ id: 'part', route: [operation({ id: 'cut', stations: ['a'], components: [{ item: 'seal', quantity: 1 }] })] }),
          ],
        },
      ),
      { until: 40 },
    )
    // What is on hold counts for reordering until it is scrapped: then five more come at 34.
    expect(lots.of(EventKind.materialScrapped).map(({ v, time }) => `${v}@${time}`)).toEqual(['4@32'])
    expect(lots.started('a')).toEqual(['0@10', '1@34', '2@38'])
  })
})

describe('what becomes of it', () => {
  const at25 = (disposition: object) =>
    twoSteps(2, [hold({ when: { at: 25 }, units: {}, disposition: { after: always(20), ...disposition } })])

  it('[A34] units go on where they were, in the order in which they were held', () => {
    const ran = bench(at25({}), { until: 56 })
    // Unit 1 is at `b` from 24 to 26, and done with it; unit 2 and 3 have not begun.
    expect(held(ran)).toEqual(['1@26', '2@30', '3@40'])
    expect(ran.finished()).toEqual(['0@16', '1@45', '2@51', '3@55'])
  })

  it('[A34] or are scrapped', () => {
    const ran = bench(at25({ scrap: 1 }), { until: 56 })
    expect([ran.scrapped(), ran.finished()]).toEqual([
      ['1@45', '2@45', '3@45'],
      ['0@16', '4@56'],
    ])
    expect(disposed(ran)[0]).toBe('1@45 scrapped')
  })

  it('[A34] or go back to an operation that they have done, without its defects', () => {
    const ran = bench(at25({ rework: 1, to: 'cut' }), { until: 56 })
    expect(disposed(ran)).toEqual(['1@45 reworked', '2@45 released', '3@45 released'])
    expect(ran.started('a').slice(2)).toEqual(['1@45', '2@49', '3@53'])
    expect(ran.tally.firstPass[0]).toBe(2) // units 0 and 2
  })

  it('[A34] each by its own luck', () => {
    const scenario = shop([
      hold({ when: { at: 1 }, units: {}, disposition: { after: always(39_999), scrap: 0.2, rework: 0.3, to: 'cut' } }),
    ])
    const fates = disposed(bench(scenario, { until: 40_000 }))
    const share = (fate: string) => fates.filter((one) => one.endsWith(fate)).length / fates.length
    expect(fates.length).toBe(3999)
    expect(Math.abs(share('scrapped') - 0.2)).toBeLessThan(0.02)
    // They have not been at `cut` yet.
    expect(share('reworked')).toBe(0)
  })

  it('[A34] the same hold does not hold what it has released', () => {
    const scenario = twoSteps(
      10,
      [hold({ when: { tested: 'b' }, units: { passed: 'a', since: 100 }, disposition: { after: always(1) } })],
      { sources: [], orders: [order({ id: 'o', product: 'part', quantity: 4 })] },
      [{}, { test: rejected }],
    )
    const ran = bench(scenario, { until: 60 })
    // Unit 0 is found at 14: of those made by then 1 and 2 are held, and released at 15; at 25 that is only unit 3.
    expect([began(ran).slice(0, 2), held(ran)]).toEqual([
      ['0@14', '1@25'],
      ['1@14', '2@14', '3@25'],
    ])
  })

  it('[A35] units on hold are in the plant, and counted besides', () => {
    const { tally } = bench(at25({}), { until: 60 })
    // Unit 1 from 26, 2 from 30, 3 from 40, each until 45: 19 + 15 + 5.
    expect([tally.onHoldArea[0]! / 1e6, tally.unitsHeld[0], tally.onHold[0]]).toEqual([39, 3, 0])
    const endless = bench(twoSteps(2, [hold({ when: { at: 25 }, units: {} })]), { until: 59 }).tally
    expect([endless.onHold[0], endless.inSystem[0]]).toEqual([4, 4])
  })
})
