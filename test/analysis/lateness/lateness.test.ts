import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWork, Lateness, reasonsOf } from '../../../analysis/lateness/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { buffer, crew, failure, material, need, operation, order, plant, product, station, supplier } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20261125
const always = (value: number) => ({ kind: 'constant', value }) as const

/** One route over these stations, each with a buffer before it. */
const shop = (stations: Scenario['stations'], orders: Scenario['orders'], more: Partial<Scenario> = {}) =>
  plant({
    stations,
    buffers: stations.map(({ id }) => buffer({ id: `before ${id}` })),
    products: [
      product({ id: 'part', route: stations.map(({ id }) => operation({ id, buffer: `before ${id}` })) }),
      product({ id: 'other', route: stations.map(({ id }) => operation({ id, buffer: `before ${id}` })) }),
    ],
    orders,
    ...more,
  })

const lateness = (scenario: Scenario, until: number, at?: number) =>
  new Lateness(recorded(scenario, { until }).log, at === undefined ? undefined : at * 1e6)

const blamed = ({
  reasons,
}: {
  reasons: readonly { kind: string; subject: string | null; detail: string | null; blamedSeconds: number }[]
}) =>
  reasons
    .filter(({ blamedSeconds }) => blamedSeconds > 0)
    .map(({ kind, subject, detail, blamedSeconds }) => [kind, subject, detail, blamedSeconds])

describe('why an order took so long', () => {
  it(`is split to the microsecond, on random plants at random moments, seed ${seed}`, () => {
    let stretches = 0
    fc.assert(
      fc.property(
        fc.oneof({ weight: 1, arbitrary: fc.constant(richPlant()) }, { weight: 5, arbitrary: anyPlant }),
        fc.nat(1000),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        (scenario, luck, share) => {
          const { log } = recorded(scenario, { until: scenario.horizon === 20_000 ? 2500 : HORIZON, seed: luck })
          const until = Math.floor(share * log.endTime)
          const split = new Lateness(log, until)
          for (const one of split.all()) {
            const number = scenario.orders.findIndex(({ id }) => id === one.order)
            const order = number >= 0 ? number : scenario.orders.length + Number(one.order!.slice(1)) - 1
            const path = split.path(order)
            stretches += path.length
            const released = Math.round(one.released * 1e6)
            const end = one.closed === null ? until : Math.round(one.closed * 1e6)
            // All time is somebody's, and no time is two's.
            expect(path.reduce((sum, { span }) => sum + span, 0)).toBe(end - released)
            expect(path.every(({ span, from, until: to }) => Number.isInteger(span) && span >= 0 && span <= to - from)).toBe(true)
            const micro = (seconds: number) => Math.round(seconds * 1e6)
            expect(one.reasons.reduce((sum, { seconds }) => sum + micro(seconds), 0)).toBe(end - released)
            // Only lateness is blamed, and all of it.
            const blame = one.reasons.reduce((sum, { blamedSeconds }) => sum + micro(blamedSeconds), 0)
            expect(blame + micro(one.tooShortSeconds)).toBe(one.due === null ? 0 : Math.max(0, end - micro(one.due)))
          }
        },
      ),
      { seed, numRuns: 16, endOnFailure: true },
    )
    expect(stretches).toBeGreaterThan(300)
  })

  it('is the queue behind the orders that were worked on before it', () => {
    const scenario = shop(
      [station({ id: 'saw', time: always(10), failures: [] })],
      [order({ id: 'first', product: 'part', quantity: 3 }), order({ id: 'second', product: 'other', quantity: 2, due: 25 })],
    )
    const [, second] = lateness(scenario, 100).all()
    // 30 s behind the first, 10 s behind its own other piece, 10 s of work: 50 s. Due at 25 it may wait 15 s; of 40 s it waited 25 s too long.
    expect(second).toMatchObject({ leadSeconds: 50, workSeconds: 10, waitSeconds: 40, lateSeconds: 25, tooShortSeconds: 0 })
    expect(blamed(second!)).toEqual([
      ['queue', 'saw', 'first', 15],
      ['queue', 'saw', 'second', 10],
    ])
  })

  it('is the failure of the station that it waits for, and of the one ahead that blocks it', () => {
    const mode = failure({ id: 'jam', clock: 'processing', after: always(15), repair: always(100) })
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(10), failures: [] }), station({ id: 'mill', time: always(10), failures: [mode] })],
      products: [product({ id: 'part', route: [operation({ id: 'saw' }), operation({ id: 'mill' })] })],
      orders: [order({ id: 'A', product: 'part', quantity: 3, due: 50 })],
    })
    const [one] = lateness(scenario, 400).all()
    // The third is sawn 20–30 and stands in the saw until the mill, which jams from 25 to 125 with the second in it, is done with that at 130.
    // Of the 120 s that it waits it had 30 to spare: 20 s before the saw, and the first 10 s of the jam.
    expect(one).toMatchObject({ leadSeconds: 140, lateSeconds: 90 })
    expect(blamed(one!)[0]).toEqual(['failure', 'mill', 'jam', 85])
    expect(one!.reasons.find(({ kind }) => kind === 'failure')).toMatchObject({ seconds: 95, blamedSeconds: 85 })
    expect(one!.reasons.find(({ kind }) => kind === 'pace')).toMatchObject({ subject: 'mill', seconds: 5, blamedSeconds: 5 })
  })

  it('is the purchase order that came late', () => {
    const scenario = shop(
      [station({ id: 'saw', time: always(10), failures: [] })],
      [order({ id: 'A', product: 'part', quantity: 2, due: 30 })],
      {
        materials: [material({ id: 'steel', initialStock: 1, reorderPoint: 0, orderQuantity: 5, supplier: 'mill' })],
        suppliers: [supplier({ id: 'mill', leadTime: always(200) })],
        products: [
          product({ id: 'part', route: [operation({ id: 'saw', buffer: 'before saw', components: [{ item: 'steel', quantity: 1 }] })] }),
        ],
      },
    )
    const [one] = lateness(scenario, 400).all()
    expect(one).toMatchObject({ leadSeconds: 210, lateSeconds: 180 })
    expect(blamed(one!)[0]).toEqual(['material', 'steel', 'PO 0', 180])
  })

  it('is the operator who is at another station, and the shift that is over', () => {
    const scenario = plant({
      stations: [
        station({ id: 'one', time: always(60), needs: [need({ crew: 'fitters' })], failures: [] }),
        station({ id: 'two', time: always(10), needs: [need({ crew: 'fitters' })], failures: [] }),
      ],
      crews: [crew({ id: 'fitters', size: 1 })],
      products: [product({ id: 'long', route: [operation({ id: 'one' })] }), product({ id: 'short', route: [operation({ id: 'two' })] })],
      orders: [order({ id: 'L', product: 'long', quantity: 1 }), order({ id: 'S', product: 'short', quantity: 1, release: 5, due: 20 })],
    })
    const split = lateness(scenario, 200).of(1)!
    expect(split).toMatchObject({ leadSeconds: 65, lateSeconds: 50, workSeconds: 10 })
    expect(blamed(split)).toEqual([['operator', 'fitters', null, 50]])
  })

  it('blames no waiting that there was time for', () => {
    const scenario = shop(
      [station({ id: 'saw', time: always(10), failures: [] })],
      [order({ id: 'first', product: 'part', quantity: 3 }), order({ id: 'second', product: 'other', quantity: 1, due: 40 })],
    )
    const split = lateness(scenario, 100)
    const second = split.of(1)!
    expect(second).toMatchObject({ leadSeconds: 40, waitSeconds: 30, lateSeconds: 0 })
    expect(blamed(second)).toEqual([])
    expect(split.late()).toEqual([])
  })

  it('says of an order that could not be done in its time that the time was too short', () => {
    const scenario = shop(
      [station({ id: 'saw', time: always(50), failures: [] })],
      [order({ id: 'A', product: 'part', quantity: 1, due: 30 })],
    )
    expect(lateness(scenario, 100).of(0)).toMatchObject({ lateSeconds: 20, tooShortSeconds: 20, waitSeconds: 0 })
  })

  it('goes on to the unit that was scrapped, of the one that was made for it', () => {
    const scenario = shop(
      [station({ id: 'saw', time: always(10), failures: [], yield: 0 })],
      [order({ id: 'A', product: 'part', quantity: 1, due: 5, replaceScrap: true })],
    )
    const one = lateness(scenario, 100, 35).of(0)!
    expect(one.units).toEqual([3, 2, 1, 0])
    expect(one).toMatchObject({ closed: null, leadSeconds: 35, workSeconds: 35 })
  })

  it('is the same for all that is known then, whatever comes after', () => {
    const { log } = recorded(richPlant(), { until: 4000 })
    const { log: shorter } = recorded(richPlant(), { until: 2500 })
    expect(JSON.stringify(new Lateness(log, 2400e6).all())).toBe(JSON.stringify(new Lateness(shorter, 2400e6).all()))
  })

  it('adds up over all late orders to what each was late', () => {
    const late = new Lateness(recorded(richPlant(), { until: 9000 }).log).late()
    const together = reasonsOf(late)
    const sum = (of: readonly { blamedSeconds: number }[]) => of.reduce((total, { blamedSeconds }) => total + blamedSeconds, 0)
    expect(late.length).toBeGreaterThan(2)
    expect(sum(together)).toBeCloseTo(
      late.reduce((total, { lateSeconds, tooShortSeconds }) => total + lateSeconds! - tooShortSeconds, 0),
      3,
    )
    expect(together.some(({ kind }) => isWork(kind))).toBe(false)
  })
})
