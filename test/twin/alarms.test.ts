import { describe, expect, it } from 'vitest'
import { alarmsOf } from '../../analysis/alarms/index.ts'
import { ahead } from '../../engine/experiment/ahead.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { affectedBy } from '../../twin/affected.ts'
import { asOf } from '../../twin/as-of.ts'
import { type AheadPool, FORECAST_SEED, quantileOf, sorted } from '../../twin/forecast.ts'
import { type Saved, savedBy } from '../../twin/saved.ts'
import { recorded } from '../analysis/recorded.ts'
import { buffer, exponential, failure, operation, order, plant, product, station } from '../engine/plant/plants.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const
const pool: AheadPool = { ahead: (scenario, options) => ahead(scenario, options, async () => true) }

/** A lathe that breaks after 3 h of work, with two orders of 30 shafts, and a saw beside it with one of plates. */
function shop(given: Partial<Scenario['stations'][number]['failures'][number]> = {}, price = 0): Scenario {
  const made = (id: string, where: string) =>
    product({ id, price, route: [operation({ id: where, stations: [where], buffer: `${where}-rack` })] })
  return plant({
    horizon: 12 * 3600,
    products: [made('shaft', 'lathe'), made('plate', 'saw')],
    buffers: [buffer({ id: 'lathe-rack' }), buffer({ id: 'saw-rack' })],
    orders: [
      order({ id: 'first', product: 'shaft', quantity: 30, due: 5 * 3600 }),
      order({ id: 'second', product: 'shaft', quantity: 30, due: 12 * 3600 }),
      order({ id: 'plates', product: 'plate', quantity: 60, due: 12 * 3600 }),
    ],
    stations: [
      station({
        id: 'lathe',
        time: always(600),
        failures: [failure({ id: 'spindle', clock: 'processing', after: always(3 * 3600), repair: always(2400), ...given })],
      }),
      station({ id: 'saw', time: always(600) }),
    ],
  })
}

/** The first run from this luck on in which the lathe fails within five hours. */
function firstFailure(scenario: Scenario, from = 1) {
  for (let seed = from; seed < from + 1000; seed++) {
    const { log } = recorded(scenario, { until: 5 * 3600, seed })
    const alarm = alarmsOf(log).find(({ rule }) => rule === 'equipmentFailure')
    if (alarm !== undefined) return { log, alarm }
  }
  throw new Error('the lathe never fails')
}

describe('what an alarm touches, and what acting on it saved', () => {
  it('[B22] affected are the orders whose P50 moves by more than the threshold, computed here once more', async () => {
    const random = shop({ after: exponential(40 * 3600), repair: exponential(7200) })
    for (const seed of [1, 50]) {
      const { log, alarm } = firstFailure(random, seed)
      const options = { replications: 20, threshold: 1800, pool }
      const told = (await affectedBy(log, alarm, options))!
      expect(told.orders.map(({ order }) => order).sort()).toEqual(
        ['first', 'plates', 'second'].filter((id) => told.orders.some((one) => one.order === id)),
      )
      for (const { order: id, p50, moved, isAffected } of told.orders) {
        const medians = await Promise.all(
          [alarm.at - 1e-6, alarm.at].map(async (at) => {
            const then = asOf(log, at)
            const place = then.scenario.orders.findIndex((one) => one.id === id)
            const ends: number[] = []
            for (let replication = 0; replication < 20; replication++)
              ends.push(
                (await ahead(then.scenario, { seed: FORECAST_SEED, replication, until: 36 * 3600 }, async () => true))!.closed[place]!,
              )
            return then.at + quantileOf(sorted(ends), 0.5)
          }),
        )
        expect(p50.before).toBeCloseTo(medians[0]!, 3)
        expect(p50.after).toBeCloseTo(medians[1]!, 3)
        expect(isAffected).toBe(Math.abs(moved!) > 1800)
      }
      // Nothing of it comes to the saw.
      expect(told.orders.find(({ order }) => order === 'plates')).toMatchObject({ moved: 0, isAffected: false, difference: { mean: 0 } })
      expect(told.orders.find(({ order }) => order === 'second')).toMatchObject({ isAffected: true })
    }
  })

  it('[B22] a repair of two hours that nobody foresaw moves what waits for the lathe, and tells the probability to be late', async () => {
    // Exponential: the failure says nothing of the next one, so its repair is all that moves.
    const { log, alarm } = firstFailure(shop({ after: exponential(400 * 3600), repair: always(7200) }))
    const told = (await affectedBy(log, alarm, { replications: 20, pool }))!
    const [first] = told.orders.filter(({ order }) => order === 'second')
    expect(first!.moved).toBeCloseTo(7200, 0)
    expect(first!.late!.before.probability).toBe(0)
    expect(told.threshold).toBe(1800)
  })

  it('[B23] saved is no action − as it was: an hour later costs an hour of the lathe, six shafts and their price', async () => {
    const { log, alarm } = firstFailure(shop({}, 50))
    expect(alarm.at).toBe(10_800)
    const saved = (await savedBy(log, alarm, { replications: 5, later: 3600, within: 3 * 3600, pool })) as Saved
    const exactly = (mean: number) => ({ mean, low: mean, high: mean })
    expect(saved.stoppedMinutes.mean).toBeCloseTo(60, 9)
    expect(saved.good).toEqual(exactly(6))
    expect(saved.money).toEqual(exactly(300))
    expect(saved.moneyIs).toBe('profit')
    expect(saved.action).toBe('maintenanceStarted')
    // Never, within three hours: all but the repair of 40 min, fourteen shafts.
    const never = (await savedBy(log, alarm, { replications: 5, within: 3 * 3600, pool })) as Saved
    expect(never.stoppedMinutes.mean).toBeCloseTo(140, 9)
    expect(never.good).toEqual(exactly(14))
  })

  it('[B23] with common random numbers the repair takes as long in both, so that the hour is exact though repairs are not', async () => {
    const scenario = shop({ after: exponential(40 * 3600), repair: { kind: 'gamma', mean: 2400, sd: 1500 } }, 50)
    const { log, alarm } = firstFailure(scenario)
    const saved = (await savedBy(log, alarm, { replications: 60, later: 3600, within: 8 * 3600, pool })) as Saved
    const { low, high } = saved.stoppedMinutes
    // By chance alone repairs of two futures differ by far more: sd 25 min × √2, of 60 pairs ± 9 min.
    expect(low!).toBeGreaterThan(55)
    expect(high!).toBeLessThan(65)
    expect(saved.good.low!).toBeGreaterThan(4)
    expect(saved.money.low!).toBeGreaterThan(200)
    expect(saved.counterfactual.replications).toBe(60)
  })

  it('[B23] says so where nobody has acted, or nobody can tell', async () => {
    const { log } = firstFailure(shop({ crew: null }))
    const late = alarmsOf(log).find(({ rule }) => rule === 'orderAtRisk')!
    expect(await savedBy(log, late, { pool })).toBe('notActed')
  })
})
