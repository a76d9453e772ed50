import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { asOf } from '../../twin/as-of.ts'
import { counterfactual, type Estimate } from '../../twin/counterfactual.ts'
import type { FigureName } from '../../twin/figures.ts'
import { shareDifference } from '../../twin/paired-share.ts'
import { heldStation, isProblem, without, withoutFailure, withoutShortage } from '../../twin/without.ts'
import { recorded } from '../analysis/recorded.ts'
import { failure, fault, operation, order, plant, product, station } from '../engine/plant/plants.ts'
import { shop } from './shop.ts'

const pool = inThisThread()

/** One machine, 10 s a part, 8 at a price of 5; it fails after 20 s of work, at the end of the second part, and is repaired for 30 s. */
const lathe = () =>
  plant({
    horizon: 200,
    products: [product({ id: 'part', price: 5, route: [operation({ id: 'turn', stations: ['lathe'] })] })],
    orders: [order({ id: 'a', product: 'part', quantity: 8, due: 90, lateCost: 86_400 })],
    stations: [
      station({
        id: 'lathe',
        costPerHour: 360,
        time: { kind: 'constant', value: 10 },
        failures: [
          failure({ id: 'chuck', clock: 'calendar', after: { kind: 'constant', value: 25 }, repair: { kind: 'constant', value: 30 } }),
        ],
      }),
    ],
  })

const of = (figures: readonly { readonly name: FigureName; readonly difference: Estimate }[], name: FigureName) =>
  figures.find((one) => one.name === name)!.difference

describe('counterfactuals', () => {
  it('[E1.7] what a failure costs, worked by hand', async () => {
    const then = asOf(recorded(lathe(), { until: 40 }).log, 40)
    // Down since 25, half of the third part done. Repaired at 55 the part is done at 60; the next failure comes 25 s later, at 80.
    const found = (await counterfactual(then, withoutFailure('lathe', 'chuck'), { replications: 3, within: 60, pool }))!
    // As it is: 15 s down, parts at 60, 70, 80, down again from 80 on for 20 s until 100: 3 good in 60 s, 35 s down.
    // Instead: 5 s left of the third part, then every 10 s: 45, 55, …, 95: 6 good; the order is done at 95, 5 s late.
    expect(of(found.figures, 'good')).toEqual({ mean: 3, low: 3, high: 3 })
    expect(of(found.figures, 'stopped')).toEqual({ mean: -35, low: -35, high: -35 })
    expect(of(found.figures, 'revenue').mean).toBe(15)
    // 55 s of work instead of 25 at 0.1 a second; and 5 s late at 1 a second instead of 10.
    expect(of(found.figures, 'cost').mean).toBeCloseTo(3 - 5, 6)
    expect(of(found.figures, 'profit').mean).toBeCloseTo(17, 6)
    expect(found.orders).toMatchObject([{ order: 'a', due: 90, asIs: { probability: 0 }, instead: { probability: 0 } }])
  })

  it('[E1.7] nothing changed is no difference, to the bit, whatever the luck', async () => {
    const then = asOf(recorded(shop()).log, 9000)
    const same = (await counterfactual(then, (scenario) => ({ ...scenario }), { replications: 6, pool }))!
    for (const { difference } of same.figures) expect(difference).toEqual({ mean: 0, low: 0, high: 0 })
    for (const { mean } of same.kpis) expect(mean === null || mean === 0).toBe(true)
    for (const { difference } of same.orders) expect(difference.mean).toBe(0)
  })

  it('[E1.7] two logs with the same past and different futures give the same answer to the byte', async () => {
    const scenario = shop()
    const at = 9000
    const bad = [fault({ id: 'f', kind: 'time', target: 'saw', start: at + 1, factor: 3 })]
    const logs = [recorded(scenario).log, recorded({ ...scenario, faults: bad }, { until: 20_000 }).log]
    const [one, two] = await Promise.all(logs.map((log) => counterfactual(asOf(log, at), withoutFailure('saw'), { replications: 4, pool })))
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
  })

  it('[B06] names what can be thought away, and what cannot be', () => {
    const then = asOf(recorded(shop()).log, 9000)
    expect(then.lots.length).toBe(then.scenario.present!.lots.length)
    const change = without(then, `lot:${then.lots[0]}`)
    if (isProblem(change)) throw new Error(change.message)
    const left = change(then.scenario)
    expect(left.present!.lots).toEqual(then.scenario.present!.lots.slice(1))
    expect(left.materials[0]!.initialStock).toBe(then.scenario.materials[0]!.initialStock - then.scenario.present!.lots[0]!.quantity)
    const wrong = [
      'failure:sow',
      'failure:saw/belt',
      'failure:mill-2',
      'lot:9999',
      'person:fitters',
      'mist',
      'setup:saw/x',
      'order:x',
      'shortage:oil',
    ]
    expect(wrong.map((text) => without(then, text)).every(isProblem)).toBe(true)
    const right = ['failure:saw', 'failure:saw/blade', 'scrap:mill-1', 'setup:saw', 'hold:saw', 'station:saw', 'shortage:bar', 'order:o-5']
    expect(right.map((text) => without(then, text)).some(isProblem)).toBe(false)
  })

  it('[E2.8] more of what is short makes more, and a station that is locked less', async () => {
    const scenario = shop()
    // Ordered when there is next to none left.
    const scarce = { ...scenario, materials: scenario.materials.map((bar) => ({ ...bar, reorderPoint: 1 })) }
    const then = asOf(recorded(scarce).log, 9000)
    const [more, less] = await Promise.all(
      [withoutShortage('bar'), heldStation('saw')].map((change) => counterfactual(then, change, { replications: 8, pool })),
    )
    expect(of(more!.figures, 'waiting').high).toBeLessThan(0)
    expect(of(less!.figures, 'good').high).toBeLessThan(0)
    expect(of(less!.figures, 'ordersOnTime').high).toBeLessThan(0)
  })
})

describe('differences of shares on the same runs', () => {
  it('[E2.7] lie in their interval, which turns round with the two', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 60 }), (runs) => {
        const [one, other] = [runs.map(([a]) => a), runs.map(([, b]) => b)]
        const there = shareDifference(one, other)
        const back = shareDifference(other, one)
        expect(there.low).toBeLessThanOrEqual(there.mean + 1e-12)
        expect(there.high).toBeGreaterThanOrEqual(there.mean - 1e-12)
        expect(back.low).toBeCloseTo(-there.high, 10)
        expect(back.high).toBeCloseTo(-there.low, 10)
      }),
    )
  })

  it('[E2.7] cover the truth as often as they say, counted over every table of 24 runs', () => {
    const n = 24
    const lnFactorial = [0]
    for (let i = 1; i <= n; i++) lnFactorial.push(lnFactorial[i - 1]! + Math.log(i))
    for (const p of [
      [0.4, 0.2, 0.1, 0.3],
      [0.7, 0.15, 0.05, 0.1],
      [0.25, 0.25, 0.25, 0.25],
    ]) {
      let covered = 0
      for (let a = 0; a <= n; a++)
        for (let b = 0; a + b <= n; b++)
          for (let c = 0; a + b + c <= n; c++) {
            const counts = [a, b, c, n - a - b - c]
            const chance = Math.exp(lnFactorial[n]! + counts.reduce((sum, k, i) => sum + k * Math.log(p[i]!) - lnFactorial[k]!, 0))
            const runs = counts.flatMap((k, i) => Array.from({ length: k }, () => i))
            const { low, high } = shareDifference(
              runs.map((i) => i === 0 || i === 1),
              runs.map((i) => i === 0 || i === 2),
            )
            const truth = p[2]! - p[1]!
            if (low <= truth && truth <= high) covered += chance
          }
      expect(covered).toBeGreaterThan(0.93)
      expect(covered).toBeLessThan(0.985)
    }
  })
})
