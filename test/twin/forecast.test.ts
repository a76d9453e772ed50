import { describe, expect, it } from 'vitest'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { asOf } from '../../twin/as-of.ts'
import { classOf, type Forecast, forecastOf, quantileOf, sinceWhen, sorted } from '../../twin/forecast.ts'
import { recorded } from '../analysis/recorded.ts'
import { fault, operation, order, plant, product, station } from '../engine/plant/plants.ts'
import { shop } from './shop.ts'

const pool = inThisThread()

describe('forecasts', () => {
  it('[B06] [B08] of a plant without chance are its schedule', async () => {
    const scenario = plant({
      horizon: 1000,
      products: [
        product({ id: 'part', route: [operation({ id: 'saw', stations: ['saw'] }), operation({ id: 'mill', stations: ['mill'] })] }),
      ],
      orders: [
        order({ id: 'a', product: 'part', quantity: 3, due: 60 }),
        order({ id: 'b', product: 'part', quantity: 2, release: 5, due: 70 }),
      ],
      stations: [
        station({ id: 'saw', time: { kind: 'constant', value: 10 } }),
        station({ id: 'mill', time: { kind: 'constant', value: 15 } }),
      ],
    })
    const then = asOf(recorded(scenario, { until: 100 }).log, 32)
    const forecast = await forecastOf(then, { replications: 5, pool })
    // Without a rack the mill works without a pause from 10 on, 15 s each; the saw begins the last unit as the mill takes the one before, at 55.
    expect(forecast!.orders.map(({ order: id, p10, p50, p90, due, class: is }) => ({ id, p10, p50, p90, due, is }))).toEqual([
      { id: 'a', p10: 55, p50: 55, p90: 55, due: 60, is: 'green' },
      { id: 'b', p10: 85, p50: 85, p90: 85, due: 70, is: 'red' },
    ])
    expect(forecast!.orders[1]!.operations).toEqual([
      { operation: 'saw', p10: 65, p50: 65, p90: 65 },
      { operation: 'mill', p10: 85, p50: 85, p90: 85 },
    ])
    expect(forecast!.orders[0]!.onTime).toMatchObject({ probability: 1, high: 1 })
  })

  it('[B06] with the same past and different futures are the same to the byte', async () => {
    const scenario = shop()
    const at = 9000
    const other = recorded(
      { ...scenario, faults: [fault({ id: 'f', kind: 'time', target: 'saw', start: at + 1, factor: 3 })] },
      { until: 20_000 },
    )
    const [one, two] = await Promise.all(
      [recorded(scenario).log, other.log].map((log) => forecastOf(asOf(log, at), { replications: 10, pool })),
    )
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
    expect(one!.orders.length).toBeGreaterThan(2)
  })

  it('[B09] classes are by thresholds, and say since when', () => {
    expect([0, 0.19, 0.2, 0.49, 0.5, 1].map((late) => classOf(late, { amber: 0.2, red: 0.5 }))).toEqual([
      'green',
      'green',
      'amber',
      'amber',
      'red',
      'red',
    ])
    const at = (moment: number, is: 'green' | 'red') => ({ at: moment, orders: [{ number: 3, class: is }] }) as unknown as Forecast
    expect(sinceWhen([at(1, 'red'), at(2, 'green'), at(3, 'red'), at(4, 'red')], 3)).toBe(3)
    expect(sinceWhen([at(1, 'red'), at(2, 'red')], 3)).toBe(1)
    expect(sinceWhen([at(1, 'red')], 4)).toBe(null)
  })

  it('[B06] quantiles are at (n + 1)p, and what did not come is last', () => {
    expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5)
    expect(quantileOf([1, 2, 3, 4, 5, 6, 7, 8, 9], 0.9)).toBe(9)
    expect(quantileOf([5], 0.1)).toBe(5)
    expect(sorted([3, Number.NaN, 1])).toEqual([1, 3, Number.POSITIVE_INFINITY])
  })
})
