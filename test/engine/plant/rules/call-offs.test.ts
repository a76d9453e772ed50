import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Order, OrderChange } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { operation, order, plant, product, shop, station } from '../plants.ts'

const change = (given: Partial<OrderChange> & { at: number }): OrderChange => ({ quantity: null, due: null, cancel: false, ...given })

/** One station, 10 s a piece; every second attempt is scrap with `yield: half`. */
const orders = (...all: readonly (Partial<Order> & { id: string })[]) => shop({ orders: all.map((one) => order(one)) })

type Ran = ReturnType<typeof bench>
const closed = ({ of }: Ran) => of(EventKind.orderClosed).map(({ subject, time, a }) => `${subject}@${time} good ${a}`)
const withdrawn = ({ of }: Ran) => of(EventKind.unitWithdrawn).map(({ subject, time }) => `${subject}@${time}`)

describe('orders with tolerances', () => {
  it('[A10] is closed as soon as enough is good', () => {
    // 18 of 20 are enough, after 180 s: on time. Without a tolerance it is closed at 200 s, and late.
    const ran = bench(orders({ id: 'a', quantity: 20, due: 185, underDelivery: 0.1 }), { until: 300 })
    expect(closed(ran)).toEqual(['0@180 good 18'])
    expect([ran.tally.ordersClosed, ran.tally.ordersOnTime, ran.tally.surplus]).toEqual([1, 1, 0])
    expect(ran.finished()).toHaveLength(20)
    expect(bench(orders({ id: 'a', quantity: 20, due: 185 }), { until: 300 }).tally.ordersOnTime).toBe(0)
  })

  it('[A10] is closed short when no more can come, and is not on time then', () => {
    const all = shop({
      stations: [station({ id: 's', time: always(10), yield: 0 })],
      orders: [order({ id: 'a', quantity: 3, due: 99, underDelivery: 0 })],
    })
    const { tally, of } = bench(all, { until: 60 })
    expect(of(EventKind.orderClosed).map(({ time, a, b, c }) => [time, a, b, c])).toEqual([[30, 0, 3, 1]])
    expect([tally.ordersClosed, tally.ordersOnTime]).toEqual([1, 0])
    // Where nobody looks at it, an order whose units are all scrapped is done.
    const plain = { ...all, orders: [order({ id: 'a', quantity: 3, due: 99 })] }
    expect(bench(plain, { until: 60 }).tally.ordersOnTime).toBe(1)
  })

  it('[A10] makes again only what is still missing', () => {
    const half = station({ id: 's', time: always(10), yield: 0.5 })
    for (const seed of [1, 2, 3]) {
      const { of, tally } = bench(
        shop({ stations: [half], orders: [order({ id: 'a', quantity: 10, replaceScrap: true, underDelivery: 0.3, due: 0 })] }),
        { seed, until: 2000 },
      )
      const [close] = of(EventKind.orderClosed)
      expect(close!.a).toBe(7)
      expect(tally.created[0]).toBe(tally.finished[0]! + tally.scrapped[0]!)
      // All that were made at first, and then one for each that was scrapped beyond the three that may be missing.
      expect(tally.created[0]).toBe(Math.max(10, 7 + tally.scrapped[0]!))
    }
  })

  it('[A11] delivers a little more, and the rest is surplus', () => {
    // At 25 s three of five are begun, when two are enough: half of two may be more, or nothing.
    const made = (overDelivery: number | null) => {
      const scenario = plant({
        stations: [station({ id: 's', time: always(10) }), station({ id: 't', time: always(10) })],
        products: [product({ id: 'part', route: [operation({ id: 's' }), operation({ id: 't' })] })],
        orders: [order({ id: 'a', quantity: 5, overDelivery, changes: [change({ at: 25, quantity: 2 })] })],
      })
      const ran = bench(scenario, { until: 100 })
      return [closed(ran), ran.tally.finished[0], ran.tally.surplus]
    }
    expect(made(0.5)).toEqual([['0@30 good 2'], 3, 0])
    expect(made(null)).toEqual([['0@30 good 2'], 3, 1])
  })
})

describe('customers who change their call-offs', () => {
  it('[A12] what is there already counts, before the release and after it', () => {
    // Five are done before the start. Three that are wanted make no more, and seven make two more.
    const have = { id: 'a', quantity: 6, completed: 5 }
    const made = (release: number, ...changes: [at: number, quantity: number][]) => {
      const all = changes.map(([at, quantity]) => change({ at, quantity }))
      return bench(orders({ ...have, release, changes: all }, { id: 'b', quantity: 9 }), { until: 300 }).tally.created[0]! - 9
    }
    expect(made(20, [5, 3])).toBe(0)
    expect(made(20, [5, 3], [10, 7])).toBe(2)
    expect(made(0, [5, 8])).toBe(3)
  })

  it('[A12] more are made from then on, fewer are withdrawn, the last first', () => {
    const more = bench(orders({ id: 'a', quantity: 2, changes: [change({ at: 15, quantity: 4 })] }), { until: 100 })
    expect([closed(more), more.of(EventKind.unitCreated).map(({ time, v }) => `${v}@${time}`)]).toEqual([
      ['0@40 good 4'],
      ['0@0', '1@0', '2@15', '3@15'],
    ])
    const fewer = bench(orders({ id: 'a', quantity: 6, changes: [change({ at: 15, quantity: 3 })] }), { until: 100 })
    expect([closed(fewer), withdrawn(fewer)]).toEqual([['0@30 good 3'], ['5@15', '4@15', '3@15']])
    expect([fewer.tally.created[0], fewer.tally.finished[0], fewer.tally.withdrawn[0], fewer.tally.inSystem[0]]).toEqual([6, 3, 3, 0])
  })

  it('[A12] what is begun goes on, and is surplus where it is too much', () => {
    const two = plant({
      stations: [station({ id: 's', time: always(10) }), station({ id: 't', time: always(10) })],
      products: [product({ id: 'part', route: [operation({ id: 's' }), operation({ id: 't' })] })],
      orders: [order({ id: 'a', quantity: 5, changes: [change({ at: 25, quantity: 1 })] })],
    })
    const ran = bench(two, { until: 100 })
    // At 25 one is finished, one is in t, one in s; the two at the desk are withdrawn.
    expect([closed(ran), withdrawn(ran), ran.tally.finished[0], ran.tally.surplus]).toEqual([['0@25 good 1'], ['4@25', '3@25'], 3, 2])
  })

  it('[A12] the new date counts, and decides who is next', () => {
    const scenario = orders(
      { id: 'a', quantity: 2, due: 40 },
      { id: 'b', quantity: 1, due: 50, changes: [change({ at: 5, due: 20 })] },
      { id: 'c', quantity: 1, changes: [change({ at: 5, due: 1 })] },
    )
    const edd = { ...scenario, stations: [{ ...scenario.stations[0]!, rule: 'edd' as const }] }
    const ran = bench(edd, { until: 100 })
    expect(closed(ran)).toEqual(['2@20 good 1', '1@30 good 1', '0@40 good 2'])
    expect([ran.tally.ordersClosed, ran.tally.ordersOnTime]).toEqual([3, 1])
  })

  it('[A12] before its release it is simply another order; when it is closed it is too late', () => {
    const early = orders({ id: 'a', quantity: 2, release: 20, changes: [change({ at: 10, quantity: 3 })] })
    expect(closed(bench(early, { until: 100 }))).toEqual(['0@50 good 3'])
    const late = orders({ id: 'a', quantity: 1, changes: [change({ at: 50, quantity: 3 }), change({ at: 60, cancel: true })] })
    const ran = bench(late, { until: 100 })
    expect([closed(ran), ran.of(EventKind.orderChanged), ran.of(EventKind.orderCancelled)]).toEqual([['0@10 good 1'], [], []])
  })

  it('[A13] cancelled, it makes nothing any more and is neither on time nor late', () => {
    const ran = bench(orders({ id: 'a', quantity: 5, due: 1, lateCost: 10, changes: [change({ at: 15, cancel: true })] }), { until: 100 })
    expect([closed(ran), withdrawn(ran), ran.finished(), ran.tally.surplus]).toEqual([[], ['4@15', '3@15', '2@15'], ['0@10', '1@20'], 1])
    expect([ran.tally.ordersClosed, ran.tally.ordersOpen, ran.tally.lateCost]).toEqual([0, 0, 0])
    expect(ran.of(EventKind.orderCancelled).map(({ time, a }) => `${time} good ${a}`)).toEqual(['15 good 1'])
    expect(ran.states('s').at(-1)).toBe('20 idle')
    const never = bench(orders({ id: 'a', quantity: 5, release: 20, changes: [change({ at: 15, cancel: true })] }), { until: 100 })
    expect([never.of(EventKind.unitCreated), never.of(EventKind.orderReleased)]).toEqual([[], []])
  })
})

describe('rework by operation', () => {
  it('[N5] is limited by how often that operation sent the unit back', () => {
    const twice = (per: 'unit' | 'operation') =>
      plant({
        stations: [station({ id: 's', yield: 0 }), station({ id: 't', yield: 0 })],
        products: [
          product({
            id: 'part',
            route: [operation({ id: 's', yield: 1 }), operation({ id: 't', rework: { ratio: 1, to: 's', limit: 2, per } })],
          }),
        ],
        orders: [order({ id: 'a' })],
      })
    // Both: back twice, then scrap after the third attempt.
    expect(bench(twice('unit')).scrapped()).toEqual(['0@6'])
    expect(bench(twice('operation')).scrapped()).toEqual(['0@6'])
  })

  it('[N5] so that what another operation sent back counts for nothing', () => {
    // s sends it back to itself until its luck is good (seeds differ), u always sends it back, twice at most.
    const made = (per: 'unit' | 'operation', seed: number) =>
      bench(
        plant({
          stations: [station({ id: 's', yield: 0.5, rework: { ratio: 1, to: null, limit: 50, per: 'operation' } }), station({ id: 'u' })],
          products: [
            product({
              id: 'part',
              route: [operation({ id: 's' }), operation({ id: 'u', yield: 0, rework: { ratio: 1, to: null, limit: 2, per } })],
            }),
          ],
          orders: [order({ id: 'a' })],
        }),
        { seed },
      ).started('u').length
    const all = [1, 2, 3, 4, 5, 6].map((seed) => [made('unit', seed), made('operation', seed)])
    expect(all.every(([, byOperation]) => byOperation === 3)).toBe(true)
    expect(all.some(([byUnit]) => byUnit! < 3)).toBe(true)
  })
})
