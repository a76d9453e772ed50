import { describe, expect, it } from 'vitest'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { asOf } from '../../twin/as-of.ts'
import { asItIs, both, dueFirst, otherSupplier, overtime, partialDelivery } from '../../twin/countermeasures.ts'
import { cheapestRemedy, deliveryOf } from '../../twin/delivery.ts'
import { quarantine } from '../../twin/quarantine.ts'
import { recorded } from '../analysis/recorded.ts'
import { buffer, calendar, material, operation, order, plant, product, station, supplier } from '../engine/plant/plants.ts'

const pool = inThisThread()
const always = (value: number) => ({ kind: 'constant', value }) as const

/** 10 s a part. Lot 0 is of 4 bars; lot 1 of 6 is ordered at once and comes after 5 s, as any delivery does. */
const lathe = (orders = [order({ id: 'a', product: 'part', quantity: 8, due: 88 })]) =>
  plant({
    horizon: 300,
    products: [
      product({
        id: 'part',
        route: [operation({ id: 'turn', stations: ['lathe'], buffer: 'rack', components: [{ item: 'bar', quantity: 1 }] })],
      }),
    ],
    materials: [material({ id: 'bar', lots: 'fifo', initialStock: 4, reorderPoint: 4, orderQuantity: 6, supplier: 'mill' })],
    suppliers: [supplier({ id: 'mill', leadTime: always(5) })],
    orders,
    buffers: [buffer({ id: 'rack' })],
    stations: [station({ id: 'lathe', time: always(10), calendar: 'shift' })],
    calendars: [calendar({ id: 'shift', working: [{ from: 0, to: 200 }], period: 400 })],
  })

describe('whether orders are kept', () => {
  // At 45 four parts of lot 0 are done and the fifth is half done; five bars of lot 1 are left. It goes on to 50, 60, 70, 80.
  const then = asOf(recorded(lathe(), { until: 45 }).log, 45)
  const options = { pool, dueBy: 200, replications: 3 }
  const chance = async (change = asItIs) => (await deliveryOf(then, change, options))!.all.probability
  // Without lot 1 and the part made of it the next bars come at 50, and parts at 60, 70, 80, 90: too late for 88.
  const held = quarantine(then, { lots: [1], units: [4] })

  it('[E2.5] [E2.7] quarantine takes the lot and what was made of it out of the plant, and orders get others', async () => {
    const plant = held(then.scenario)
    expect(plant.present!.lots).toEqual([])
    expect(plant.materials[0]!.initialStock).toBe(0)
    expect(plant.present!.units.length).toBe(then.scenario.present!.units.length - 1)
    expect([await chance(), await chance(held)]).toEqual([1, 0])
  })

  it('[E2.7] another supplier, or a part of the order later, keeps it; the cheapest is named', async () => {
    // Bars at 47 instead of 50: parts at 57, 67, 77, 87. With two later: 60, 70.
    const sooner = both(held, otherSupplier('bar', 6, 2))
    const fewer = both(held, partialDelivery(['a'], 0.25, 100))
    expect([await chance(sooner), await chance(fewer), await chance(both(held, otherSupplier('bar', 6, 4)))]).toEqual([1, 1, 0])
    const remedies = [
      { name: 'supplier', cost: 5, change: sooner },
      { name: 'part', cost: 3, change: fewer },
      { name: 'nothing', cost: 0, change: held },
    ]
    // Three of three: Wilson's lower limit is 0.44.
    const kept = (await cheapestRemedy(then, remedies, { ...options, target: 0.4 }))!
    expect([kept.by?.name, kept.worst]).toEqual(['part', 'a'])
    expect(kept.tried.map(({ remedy, delivery }) => [remedy.name, delivery.all.probability])).toEqual([
      ['nothing', 0],
      ['part', 1],
    ])
    const unsure = (await cheapestRemedy(then, remedies, { ...options, target: 0.9 }))!
    expect([unsure.by, unsure.tried.length]).toEqual([null, 3])
  })

  it('[E2.6] [E2.7] the order that is due first goes first, and overtime comes on top', async () => {
    const two = [
      order({ id: 'a', product: 'part', quantity: 8, due: 230 }),
      order({ id: 'b', product: 'part', quantity: 8, due: 130, release: 1 }),
    ]
    const early = asOf(recorded(lathe(two), { until: 5 }).log, 5)
    const shares = async (change = asItIs) => (await deliveryOf(early, change, { ...options, dueBy: 300 }))!.orders
    // By release: a at 80, b at 160. By date: one part of a is under way, then b at 90, a at 160.
    expect((await shares()).map(({ order, onTime }) => [order, onTime.probability])).toEqual([
      ['b', 0],
      ['a', 1],
    ])
    expect((await shares(dueFirst)).map(({ onTime }) => onTime.probability)).toEqual([1, 1])
    // 16 parts take until 160. With 30 more the last shift ends at 200, and 6 of them wait for 400; half the pause is worked.
    const long = [order({ id: 'a', product: 'part', quantity: 26, due: 290 })]
    const late = asOf(recorded(lathe(long), { until: 5 }).log, 5)
    const share = async (change = asItIs) => (await deliveryOf(late, change, { ...options, dueBy: 300 }))!.all.probability
    expect([await share(), await share(overtime([{ from: 195, to: 295 }]))]).toEqual([0, 1])
  })

  it('looks once more where a few runs cannot tell', async () => {
    const looked = async (target: number) =>
      (await deliveryOf(then, asItIs, { ...options, unless: { target, replications: 9 } }))!.replications
    // Three of three is 0.44 to 1.
    expect([await looked(0.4), await looked(0.6)]).toEqual([3, 9])
  })
})
