import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Present, PresentUnits, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { crew, failure, line, material, signal, station, supplier, task } from '../plants.ts'

const past = (given: Partial<Present>): Present => ({
  since: 0,
  units: [],
  slots: [],
  arrivals: [],
  purchases: [],
  lots: [],
  owed: [],
  ...given,
})

const unit = (given: Partial<PresentUnits> & Pick<PresentUnits, 'operation' | 'at'>): PresentUnits => ({
  product: 'part',
  quantity: 1,
  order: null,
  slot: null,
  doing: null,
  elapsed: 0,
  reworks: 0,
  ...given,
})

const two = (present: Partial<Present>, given: { readonly a?: object; readonly b?: object; readonly source?: object } = {}): Scenario => ({
  ...line([station({ id: 'a', time: always(10), ...given.a }), station({ id: 'b', time: always(20), ...given.b })], [1], {
    every: always(1000),
    start: 5000,
    ...given.source,
  }),
  present: past(present),
})

describe('a plant that comes from a past', () => {
  it('[W5] work goes on for what is left of it, and nothing is left of what never lasts that long', () => {
    const busy = (elapsed: number) => bench(two({ units: [unit({ operation: 'a', at: 'a', doing: 'work', elapsed })] }))
    expect(busy(4).states('a')).toEqual(['0 processing', '6 starved'])
    expect(busy(4).finished()).toEqual(['0@26'])
    expect(busy(11).finished()).toEqual(['0@20'])
  })

  it('[W5] a unit that is done waits for room ahead', () => {
    const run = bench(
      two({
        units: [
          unit({ operation: 'b', at: 'b', doing: 'work', elapsed: 5 }),
          unit({ operation: 'b', at: 'b1' }),
          unit({ operation: 'a', at: 'a', doing: 'done' }),
        ],
      }),
    )
    expect(run.states('a')).toEqual(['0 blocked', '15 starved'])
    expect(run.finished()).toEqual(['0@15', '1@35', '2@55'])
  })

  it('[W5] a unit that waits before a station comes in when there is room', () => {
    const run = bench(
      two({ units: [unit({ operation: 'a', at: 'a', doing: 'work', elapsed: 4 }), unit({ operation: 'a', at: 'a', doing: 'wait' })] }),
    )
    expect(run.started('a')).toEqual(['0@0', '1@6'])
  })

  it('[W5] a set-up goes on, to the family of the unit from that of the slot', () => {
    const setups = [{ from: 'other', to: 'part', time: always(8), external: 0 }]
    const scenario = two(
      {
        units: [unit({ operation: 'a', at: 'a', doing: 'setup', elapsed: 3 })],
        slots: [{ station: 'a', slot: 1, family: 'other', ages: [], signals: [], stopped: [] }],
      },
      { a: { setups } },
    )
    const other = { ...scenario.products[0]!, id: 'other', family: 'other' }
    const run = bench({ ...scenario, products: [...scenario.products, other] })
    expect(run.states('a')).toEqual(['0 setup', '5 processing', '15 starved'])
  })

  it('[W5] a repair goes on with those who do it, one that has not begun asks for them; the clock starts behind it', () => {
    const failures = [failure({ id: 'jam', clock: 'calendar', after: always(100), repair: always(30), crew: 'fitters' })]
    const stopped = (elapsed: number | null) =>
      bench(
        {
          ...two(
            { slots: [{ station: 'a', slot: 1, family: null, ages: [], signals: [], stopped: [{ by: 'jam', elapsed }] }] },
            { a: { failures } },
          ),
          crews: [crew({ id: 'fitters', size: 1 })],
        },
        { until: 170 },
      )
    expect(stopped(12).states('a')).toEqual(['0 repair', '18 starved', '118 repair', '148 starved'])
    expect(stopped(null).states('a')).toEqual(['0 repair', '30 starved', '130 repair', '160 starved'])
    expect(
      stopped(12)
        .of(EventKind.maintenanceEnded)
        .map(({ time }) => time),
    ).toEqual([18, 148])
  })

  it('[W5] what wears and what is counted is as old as it is, in its own slot', () => {
    const failures = [failure({ id: 'jam', clock: 'calendar', after: always(100), repair: always(5) })]
    const oil = task({ id: 'oil', hours: 50, clock: 'calendar', duration: always(2) })
    const scenario = two(
      {
        slots: [
          {
            station: 'a',
            slot: 2,
            family: null,
            ages: [
              { of: 'jam', age: 90 },
              { of: 'oil', age: 20 },
            ],
            signals: [],
            stopped: [],
          },
        ],
      },
      { a: { slots: 2, failures, maintenance: [oil] } },
    )
    const run = bench(scenario, { until: 60 })
    expect(run.states('a', 0)).toEqual(['0 starved', '50 maintenance', '52 starved'])
    expect(run.states('a', 1)).toEqual(['0 starved', '10 repair', '15 starved', '30 maintenance', '32 starved'])
  })

  it('[W5] a signal has come as far as it has, and rises by its own until it starts anew', () => {
    // From 3 to 4 with .02 a second: 50 s of work. Then from 1 on with .1 a second: 30 s.
    const wear = signal({ id: 'wear', start: 1, drift: always(360), fail: 4 })
    const failures = [failure({ id: 'jam', clock: 'signal', signal: 'wear', after: always(1e9), repair: always(5) })]
    const slots = [{ station: 's', slot: 1, family: null, ages: [], signals: [{ of: 'wear', level: 3, drift: always(72) }], stopped: [] }]
    const busy = line([station({ id: 's', time: always(10), signals: [wear], failures })], [], {})
    const present = { since: 0, units: [], slots, arrivals: [], purchases: [], lots: [], owed: [] }
    const failed = (scenario: Scenario) =>
      bench(scenario, { until: 90 })
        .of(EventKind.failureOccurred)
        .map(({ time }) => time)
    expect(failed({ ...busy, present })).toEqual([50, 85])
    expect(
      failed({ ...busy, present: { ...present, slots: [{ ...slots[0]!, signals: [{ of: 'wear', level: 3, drift: null }] }] } }),
    ).toEqual([10, 45, 80])
  })

  it('[W5] maintenance goes on', () => {
    const oil = task({ id: 'oil', every: 1000, first: 500, duration: always(9) })
    const slots = [{ station: 'a', slot: 1, family: null, ages: [], signals: [], stopped: [{ by: 'oil', elapsed: 5 }] }]
    expect(bench(two({ slots }, { a: { maintenance: [oil] } }), { until: 100 }).states('a')).toEqual(['0 maintenance', '4 starved'])
  })

  it('[W5] the gap since the last arrival goes on, counted in the hours of its source', () => {
    const arrives = (elapsed: number) =>
      bench(two({ arrivals: [{ source: 'in', elapsed }] }, { source: { every: always(40), start: 0 } }), { until: 60 }).started('a')
    expect(arrives(25)).toEqual(['0@15', '1@55'])
    expect(arrives(0)).toEqual(['0@40'])
  })

  it('[W5] purchase orders come, lots keep age and order, reviews their rhythm', () => {
    const sheet = material({
      id: 'sheet',
      initialStock: 5,
      reorderPoint: 3,
      orderUpTo: 20,
      review: 100,
      supplier: 'mill',
      lots: 'fefo',
      shelfLife: 60,
    })
    const scenario = {
      ...two({
        since: 270,
        purchases: [{ material: 'sheet', quantity: 8, elapsed: 15 }],
        lots: [
          { material: 'sheet', quantity: 2, age: 50 },
          { material: 'sheet', quantity: 3, age: 35 },
        ],
      }),
      materials: [sheet],
      suppliers: [supplier({ id: 'mill', leadTime: always(37) })],
    }
    const run = bench(scenario, { until: 140 })
    expect(run.of(EventKind.materialScrapped).map(({ time, v }) => `${v}@${time}`)).toEqual(['2@10', '3@25', '8@82'])
    expect(run.of(EventKind.materialReceived).map(({ time, v }) => `${v}@${time}`)).toEqual(['8@22'])
    // 30 s after the beginning it is looked at, with 8 in stock; then 100 s later, with nothing.
    expect(run.of(EventKind.materialOrdered).map(({ time, v }) => `${v}@${time}`)).toEqual(['8@0', '20@130'])
  })

  it('[W5] what customers are owed comes before what others ask for', () => {
    const base = two(
      {
        units: [unit({ operation: 'b', at: 'b', doing: 'work', elapsed: 15 })],
        owed: [{ source: 'in', item: 'part', quantity: 1, due: null }],
      },
      { source: { serve: 'stock', every: always(2), start: 0, limit: 1 } },
    )
    const run = bench({ ...base, sinks: base.sinks.map((sink) => ({ ...sink, stock: true })) }, { until: 30 })
    expect(run.of(EventKind.orderClosed).map(({ time, subject }) => `${subject}@${time}`)).toEqual(['0@5'])
  })
})
