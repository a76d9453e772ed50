import { describe, expect, it } from 'vitest'
import { EquipmentState, EventKind } from '../../../../engine/log/events.ts'
import type { Operation, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, defect, operation, plant, product, source, station, test } from '../plants.ts'

/** Two stations in a row with a rack between; the first takes a pallet, the second gives it back. */
const loop = (count: number, back: number, more: Partial<Scenario> = {}, second: Partial<Operation> = {}) =>
  plant({
    stations: [station({ id: 'a', time: always(4) }), station({ id: 'b', time: always(10) })],
    buffers: [buffer({ id: 'rack' })],
    products: [
      product({
        id: 'part',
        route: [operation({ id: 'a', takesPallet: 'skid' }), operation({ id: 'b', buffer: 'rack', returnsPallet: 'skid', ...second })],
      }),
    ],
    sources: [source({ id: 'in' })],
    pallets: [{ id: 'skid', title: '', count, return: always(back) }],
    ...more,
  })

describe('pallets', () => {
  it('[G1] without a free one nothing begins, and the station says for what it waits', () => {
    const run = bench(loop(1, 0), { until: 30 })
    expect(run.states('a')).toEqual(['0 processing', '4 waiting', '14 processing', '18 waiting', '28 processing'])
    const waiting = run.of(EventKind.equipmentState).filter(({ subject, b }) => subject === 0 && b === EquipmentState.waiting)
    expect(waiting.map(({ v }) => v)).toEqual([-2, -2])
    expect(run.finished()).toEqual(['0@14', '1@28'])
  })

  it('[G1] a unit that comes back to the operation keeps the one it is on', () => {
    const rework = { ratio: 1, to: 'a', limit: 1, per: 'unit' as const }
    const run = bench(loop(1, 0, {}, { yield: 0, rework }), { until: 40 })
    // 4 + 10, and once more, then scrapped: the next begins.
    expect(run.scrapped()).toEqual(['0@28'])
    expect(run.started('a')).toEqual(['0@0', '0@14', '1@28'])
  })

  it('[G2] the empty needs its time to come back', () => {
    const run = bench(loop(2, 3), { until: 40 })
    expect(run.started('a')).toEqual(['0@0', '1@4', '2@17', '3@27', '4@37'])
    const counts = run.of(EventKind.palletsChanged).map(({ time, a, b, c }) => [time, a, b, c])
    expect(counts.slice(0, 5)).toEqual([
      [0, 2, 0, 0],
      [0, 1, 1, 0],
      [4, 0, 2, 0],
      [14, 0, 1, 1],
      [17, 1, 1, 0],
    ])
  })

  it('[G2] who leaves the plant leaves the pallet', () => {
    const run = bench(loop(1, 0, {}, { returnsPallet: null }), { until: 30 })
    expect(run.finished()).toEqual(['0@14', '1@28'])
  })

  it('[G2] it is given back though the unit is blocked', () => {
    const scenario = loop(1, 0)
    const third = { ...scenario, stations: [...scenario.stations, station({ id: 'c', time: always(100) })] }
    const [a, b] = scenario.products[0]!.route
    const run = bench({ ...third, products: [product({ id: 'part', route: [a!, b!, operation({ id: 'c' })] })] }, { until: 40 })
    expect(run.states('b').at(-1)).toBe('28 blocked')
    expect(run.started('a')).toEqual(['0@0', '1@14', '2@28'])
  })

  it('[G3] units that are there at the start are on none', () => {
    const run = bench(loop(1, 0, { initial: [{ product: 'part', operation: 'b', quantity: 2, at: 'rack', order: null }] }), { until: 26 })
    expect(run.finished()).toEqual(['0@10', '1@20'])
    expect(run.started('a')).toEqual(['2@0'])
  })

  it('[T6] pallets on units that wait for each other are a standstill, and named', () => {
    // Both operations take one and only the last gives it back: the unit that is reworked has none left to take for the other product.
    const scenario = loop(1, 0)
    const stuck = plant({
      ...scenario,
      stations: [station({ id: 'a', time: always(1) }), station({ id: 'b', time: always(1) })],
      products: [
        product({
          id: 'part',
          route: [operation({ id: 'a', takesPallet: 'skid' }), operation({ id: 'b', components: [{ item: 'kit', quantity: 1 }] })],
        }),
        product({ id: 'kit', sink: 'store', route: [operation({ id: 'a', takesPallet: 'skid' })] }),
      ],
      sinks: [...scenario.sinks, { ...scenario.sinks[0]!, id: 'store', stock: true }],
      sources: [
        source({ id: 'in', every: always(1), limit: 1 }),
        source({ id: 'kits', mix: [{ product: 'kit', weight: 1 }], every: always(2), limit: 1 }),
      ],
    })
    expect(bench(stuck, { until: 50 }).simulation.standstill()).toEqual([
      'unit 0 of part, done in station a, waits for product kit from stock, of which no more comes',
      'unit 1 of kit at source kits waits for station a',
    ])
  })

  it('[G2] a unit that waits for the result of a test leaves its pallet when that is known', () => {
    const scenario = plant({
      stations: [
        station({ id: 'load', time: always(1) }),
        station({ id: 'check', time: always(1) }),
        station({ id: 'age', time: always(99) }),
      ],
      buffers: [buffer({ id: 'rack' })],
      pallets: [{ id: 'skid', title: '', count: 1, return: always(0) }],
      products: [
        product({
          id: 'part',
          route: [
            operation({ id: 'load', takesPallet: 'skid' }),
            operation({
              id: 'check',
              returnsPallet: 'skid',
              test: test({ falseAlarm: 0, detection: 1, finds: ['crack'], result: always(5) }),
              defects: [defect({ id: 'crack', probability: 0 })],
            }),
            operation({ id: 'age', buffer: 'rack' }),
          ],
        }),
      ],
      sources: [source({ id: 'in' })],
    })
    expect(bench(scenario, { until: 10 }).started('load')).toEqual(['0@0', '1@7'])
  })
})
