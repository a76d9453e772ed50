import { describe, expect, it } from 'vitest'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { wilsonInterval } from '../../engine/math/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { asOf } from '../../twin/as-of.ts'
import { claimOf, keptOrders } from '../../twin/kept.ts'
import { withoutLot } from '../../twin/without.ts'
import { recorded } from '../analysis/recorded.ts'
import { material, operation, order, plant, product, station, supplier } from '../engine/plant/plants.ts'

const pool = inThisThread()

/** Two orders of twenty from bars in stock; new bars take a quarter of an hour or so, and the urgent order is second in line. */
const works = (): Scenario =>
  plant({
    horizon: 7200,
    products: [product({ id: 'part', route: [operation({ id: 'mill', stations: ['mill'], components: [{ item: 'bar', quantity: 1 }] })] })],
    orders: [
      order({ id: 'easy', product: 'part', quantity: 20, due: 5400 }),
      order({ id: 'urgent', product: 'part', quantity: 20, due: 2300 }),
    ],
    materials: [material({ id: 'bar', initialStock: 50, reorderPoint: 20, orderQuantity: 60, supplier: 'steel', lots: 'fifo' })],
    suppliers: [supplier({ id: 'steel', leadTime: { kind: 'gamma', mean: 900, sd: 120 } })],
    stations: [station({ id: 'mill', time: { kind: 'gamma', mean: 40, sd: 12 } })],
  })

/** The urgent one first. */
const rescheduled = (scenario: Scenario): Scenario => ({
  ...scenario,
  stations: scenario.stations.map((mill) => ({ ...mill, rule: 'priority' as const })),
  orders: scenario.orders.map((one) => ({ ...one, priority: one.id === 'urgent' ? 9 : 0 })),
})

describe('orders that are kept', () => {
  it('[E2.7] P(on time) before and after quarantine and after rescheduling; kept is claimed only where the lower bound allows', async () => {
    const at = 60
    const then = asOf(recorded(works(), { until: at }).log, at)
    const held = withoutLot(0)(then.scenario)
    const stages = [
      { name: 'asIs', plant: then.scenario },
      { name: 'without', plant: held },
      { name: 'instead', plant: rescheduled(held) },
    ]
    const found = (await keptOrders(then, stages, { target: 0.9, replications: 60, pool }))!
    const urgent = found.orders.find(({ order: id }) => id === 'urgent')!
    const [before, after, again] = urgent.stages
    expect(before!.claim).toBe('kept')
    expect(after!.probability).toBeLessThan(0.2)
    expect(after!.claim).toBe('not kept')
    // What the new plan recovers.
    expect(again!.low).toBeGreaterThan(after!.high)
    expect(again!.claim).toBe('kept')
    for (const { stages: each } of [...found.orders, { stages: found.all }])
      for (const { probability, low, high, claim } of each) {
        const interval = wilsonInterval(Math.round(probability * found.replications), found.replications)
        expect({ low, high }).toEqual({ low: interval.low, high: interval.high })
        expect(claim === 'kept').toBe(low >= 0.9)
      }
    found.all.forEach(({ probability }, s) => {
      expect(probability).toBeLessThanOrEqual(Math.min(...found.orders.map(({ stages: each }) => each[s]!.probability)))
    })
  })

  it('[E2.7] a probability above the target is not enough', () => {
    expect(claimOf({ low: 0.89, high: 0.99 }, 0.9)).toBe('cannot tell')
    expect(claimOf({ low: 0.9, high: 0.99 }, 0.9)).toBe('kept')
    expect(claimOf({ low: 0.5, high: 0.8999 }, 0.9)).toBe('not kept')
  })
})
