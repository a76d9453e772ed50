import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Operation, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, operation, order, plant, product, source, station } from '../plants.ts'

/** Cut in 2 s, packed in 1 s: an order of ten, or as it is said. */
const shop = (moveQuantity: number | null, more: Partial<Scenario> = {}, cut: Partial<Operation> = {}): Scenario =>
  plant({
    stations: [station({ id: 'cut', time: always(2) }), station({ id: 'pack', time: always(1) })],
    buffers: [buffer({ id: 'boxes' })],
    products: [
      product({ id: 'part', route: [operation({ id: 'cut', moveQuantity, ...cut }), operation({ id: 'pack', buffer: 'boxes' })] }),
    ],
    orders: [order({ id: 'o1', quantity: 10 })],
    ...more,
  })
const moments = (lines: readonly string[]) => lines.map((line) => Number(line.split('@')[1]))

describe('transfer batches', () => {
  it('[B19] units stand beside the station until there are enough, in no place, and go on together; the station goes on meanwhile', () => {
    // Smaller boxes, shorter lead time: 21 s one by one, 25 s by fives, 30 s all at once.
    for (const [n, end] of [
      [null, 21],
      [1, 21],
      [5, 25],
      [10, 30],
    ] as const)
      expect(moments(bench(shop(n), { until: 60 }).finished()).at(-1)).toBe(end)
    const run = bench(shop(5), { until: 60 })
    expect(moments(run.came('boxes'))).toEqual([10, 10, 10, 10, 10, 20, 20, 20, 20, 20])
    expect(run.states('cut')).toEqual(['0 processing', '20 starved', '25 idle'])
    expect(run.of(EventKind.unitMoved).filter(({ a }) => a === -1)).toHaveLength(10)
  })

  it('[B19] each product and each listed order has its own group; a station may say it for all its operations', () => {
    const scenario = shop(null, {
      stations: [station({ id: 'cut', time: always(2), moveQuantity: 2 }), station({ id: 'pack', time: always(1) })],
      orders: [],
      sources: [source({ id: 'in', every: always(2), limit: 5 })],
    })
    expect(moments(bench(scenario, { until: 60 }).came('boxes'))).toEqual([6, 6, 10, 10])
    const two = shop(2, {
      stations: [station({ id: 'cut', time: always(2), rule: 'edd' }), station({ id: 'pack', time: always(1) })],
      orders: [order({ id: 'a', quantity: 3, due: 100 }), order({ id: 'b', quantity: 2, due: 50, release: 3 })],
    })
    // a1 (2), a2 (4: they go), b1 (6), b2 (8: they go), a3 (10: it is the last).
    expect(moments(bench(two, { until: 60 }).came('boxes'))).toEqual([4, 4, 8, 8, 10])
  })

  it('[B20] the rest of a listed order goes when no more of it comes, also because one is scrapped', () => {
    expect(moments(bench(shop(4), { until: 60 }).came('boxes'))).toEqual([8, 8, 8, 8, 16, 16, 16, 16, 20, 20])
    // The last of three is done at 6, good or scrap: then the others go.
    const goods = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const run = bench(shop(3, { orders: [order({ id: 'o1', quantity: 3 })] }, { yield: 0.5 }), { until: 60, seed })
      const good = 3 - run.scrapped().length
      expect(moments(run.came('boxes'))).toEqual(Array.from({ length: good }, () => 6))
      return good
    })
    expect(new Set(goods).size).toBeGreaterThan(2)
  })

  it('[B20] without a listed order the rest waits for a full group', () => {
    const scenario = shop(4, { orders: [], sources: [source({ id: 'in', limit: 6 })] })
    const { finished, tally } = bench(scenario, { until: 60 })
    expect(finished()).toHaveLength(4)
    expect(tally.inSystem[0]).toBe(2)
  })

  it('[B19] units that are done go out of the plant in groups, too', () => {
    const scenario = plant({
      stations: [station({ id: 'pack', time: always(1), moveQuantity: 3 })],
      products: [product({ id: 'part', route: [operation({ id: 'pack' })] })],
      orders: [order({ id: 'o1', quantity: 4 })],
    })
    expect(moments(bench(scenario, { until: 60 }).finished())).toEqual([3, 3, 3, 4])
  })
})
