import { describe, expect, it } from 'vitest'
import { Readings } from '../../../analysis/maintenance/growth.ts'
import { assetsOf, equipmentOf, equipmentSections, stockNow } from '../../../analysis/maintenance/index.ts'
import { equilibriumLaw } from '../../../analysis/maintenance/law.ts'
import { livesOf } from '../../../analysis/maintenance/lives.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { equilibriumQuantile, exp, remainingLife, wilsonInterval } from '../../../engine/math/index.ts'
import { stockOf } from '../../../twin/present-material.ts'
import { always } from '../../engine/plant/bench.ts'
import { crew, failure, line, material, shift, station, task } from '../../engine/plant/plants.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'
import { markedPrognoses } from './prognosis.ts'
import { DAY, spindles, vibration } from './spindles.ts'

const healthOf = (
  scenario: ReturnType<typeof spindles>,
  { until = scenario.horizon, ...options }: { until?: number; within?: number } = {},
) => {
  const { log } = recorded(scenario, { until })
  const { startTime, timeZone } = log.header
  const report = equipmentOf(recordOf(log), log.header, options)
  return { log, report, sections: equipmentSections({ startTime, timeZone, report }, 'en') }
}

describe('how healthy equipment is', () => {
  it('[C03] hours, cycles, failures, times between them and to repair, the last and the next maintenance, by hand', () => {
    // Works 10 s on each unit without a pause. Fails after 100 s of work, three times in 340 s; repair 10 s. Maintenance each 200 s, 5 s.
    const s = station({
      id: 's',
      time: always(10),
      failures: [failure({ clock: 'processing', after: always(100), repair: always(10) })],
      maintenance: [task({ id: 'oil', every: 200, first: 200, duration: always(5), renews: [] })],
    })
    const { report } = healthOf(line([s], []), { until: 340, within: 60 })
    const [one] = report.equipment
    // 0–100 work, –110 repair, –200 work, –205 oil (the unit in work is done at 200), –215 work, –225 repair, –325 work, –335 repair, –340 work.
    expect(one).toMatchObject({ asset: 's', failures: 3, repairs: 3, maintenances: 1, processing: 305, running: 305, isDown: false })
    expect(one!.sinceRepair).toBe(5)
    expect(one!.sinceMaintenance).toBe(135)
    expect(one!.next).toEqual({ task: 'oil', in: 60, by: 'date' })
    // ISO 22400-2: PBT is 340 less the 5 of planned maintenance; TTR 30.
    expect(one!.mtbf.value).toBeCloseTo(335 / 3, 9)
    expect(one!.mttr.value).toBeCloseTo(10, 9)
    expect(one!.mtbf.low!).toBeLessThan(335 / 3)
    expect(one!.mtbf.high!).toBeGreaterThan(335 / 3)
    const [mode] = one!.remaining.modes
    expect(mode).toMatchObject({ age: 5, why: null })
    // 95 s of work are left. It worked 305 of the 310 s in which it had not failed.
    expect(mode!.remaining!.p50!).toBeCloseTo((95 * 310) / 305, 0)
    expect(mode!.remaining!.within.probability).toBe(0)
    expect(mode!.remaining!.beforeNext).toBe(0)
  })

  it('[C03] spare parts on hand, and reserved for repairs that wait', () => {
    const s = station({
      id: 's',
      slots: 2,
      time: always(10),
      failures: [
        failure({ clock: 'calendar', after: always(100), repair: always(10), crew: 'fitters', spares: [{ item: 'belt', quantity: 2 }] }),
      ],
    })
    const scenario = line([s], [], {})
    const { report } = healthOf(
      { ...scenario, crews: [crew({ id: 'fitters', size: 1 })], materials: [material({ id: 'belt', initialStock: 5 })] },
      { until: 105 },
    )
    // Two are under repair: one has his parts, one waits for the crew.
    expect(report.equipment.map(({ asset, isDown }) => [asset, isDown])).toEqual([
      ['s#1', true],
      ['s#2', true],
    ])
    expect(report.equipment[0]!.spares).toEqual([{ item: 'belt', mode: 'breakdown', perRepair: 2, onHand: 3, reserved: 2, isThere: false }])
    expect(report.equipment[0]!.remaining).toMatchObject({ all: null, modes: [{ why: 'down', remaining: null }] })
  })

  it('[C03] the stock is that of the state of the plant', () => {
    const { log } = recorded(richPlant(), { until: 20_000 })
    const { materials, products } = log.header.scenario
    const stock = stockNow(
      recordOf(log),
      [...materials, ...products].map(({ initialStock }) => initialStock),
    )
    const state = log.stateAt(log.endTime)
    stock.forEach((one, item) => {
      expect(one).toBeCloseTo(stockOf(state, item), 6)
    })
  })

  it('[C03] growth is that of least squares and Bayes: the worked example, and a grid by itself', () => {
    // v 1.9 mm/s, growth .012 a day without doubt: B/C (2.8) in 32 days, C/D (4.5) in 72.
    const sure = new Readings(vibration({ drift: always(0.012), noise: 0, start: 1.9 }), true)
    const growth = sure.after(0)!
    expect([2.8, 4.5].map((limit) => [0, 1].map((day) => growth.until(limit, true).within({ 2.8: 32, 4.5: 71 }[limit]! + day)))).toEqual([
      [0, 1],
      [0, 1],
    ])
    // Against a sum over a fine grid of rates, with the truth of nothing but Bayes.
    const spec = { kind: 'gamma', mean: 0.012, sd: 0.0036 } as const
    const noise = 0.1
    const readings = new Readings(vibration({ drift: spec, noise }), true)
    const seen = [10, 20, 30].map((day, i) => ({ day, z: 0.009 * day + [0.05, -0.08, 0.02][i]! }))
    for (const { day, z } of seen) readings.add(day, 1.2 * exp(z))
    const told = readings.after(30)!
    const shape = (0.012 / 0.0036) ** 2
    const weights = Array.from({ length: 40_000 }, (_, i) => {
      const rate = (i + 0.5) * 1e-6
      const misfit = seen.reduce((sum, { day, z }) => sum + (z - rate * day) ** 2, 0)
      return { rate, weight: rate ** (shape - 1) * Math.exp((-rate * shape) / 0.012 - misfit / (2 * told.noise ** 2)) }
    })
    const limit = Math.log(4.5 / 1.2)
    const failed = (days: number) => {
      const alive = weights.filter(({ rate }) => rate * 30 < limit)
      const all = alive.reduce((sum, { weight }) => sum + weight, 0)
      return alive.reduce((sum, { rate, weight }) => sum + (rate * (30 + days) >= limit ? weight : 0), 0) / all
    }
    for (const days of [20, 60, 100, 150]) expect(told.until(4.5, true).within(days)).toBeCloseTo(failed(days), 2)
    // The noise that is believed counts for ten readings beside the three.
    const slope = seen.reduce((sum, { day, z }) => sum + day * z, 0) / seen.reduce((sum, { day }) => sum + day * day, 0)
    const squares = seen.reduce((sum, { day, z }) => sum + (z - slope * day) ** 2, 0)
    expect(told.noise).toBeCloseTo(Math.sqrt((10 * noise ** 2 + squares) / 12), 12)
  })

  it('[C03] what is left of a life upon which one comes, and of one whose age is known', () => {
    for (const spec of [
      { kind: 'weibull', shape: 3, scale: 100 },
      { kind: 'constant', value: 10 },
      { kind: 'gamma', mean: 10, sd: 10 },
    ] as const)
      for (const p of [0.1, 0.5, 0.9]) expect(1 - equilibriumLaw(spec).above(equilibriumQuantile(spec, p))).toBeCloseTo(p, 3)
    const worn = [
      failure({ clock: 'processing', after: { kind: 'weibull', shape: 2, scale: 40 * DAY }, repair: always(DAY), age: 30 * DAY }),
    ]
    const { report, log } = healthOf(spindles(1, { signals: [], failures: worn, days: 2 }))
    const left = report.equipment[0]!.remaining.modes[0]!.remaining!
    const [p10, p50, p90] = [0.1, 0.5, 0.9].map((p) => remainingLife(worn[0]!.after, 32 * DAY, p))
    expect(Math.abs(left.p10! - p10!)).toBeLessThan(2)
    expect(Math.abs(left.p50! - p50!)).toBeLessThan(2)
    expect(Math.abs(left.p90! - p90!)).toBeLessThan(2)
    const assets = assetsOf(recordOf(log), log.header.scenario)
    expect(livesOf(log.header.scenario, assets.history, 0, 0)).toEqual([{ from: 0, age: 30 * DAY, until: Number.NaN, how: 'open' }])
  })

  it('[C03] where nothing can be said it is null with the reason', () => {
    const hastened = failure({ clock: 'processing', signal: 'vibration', doubles: 1, after: always(9 * DAY), repair: always(60) })
    const { report } = healthOf(spindles(1, { failures: [hastened], days: 2 }))
    expect(report.equipment[0]!.remaining).toMatchObject({ all: null, without: ['breakdown'], modes: [{ why: 'hastened', age: null }] })
    const { log } = recorded(spindles(1, { signals: [], failures: [{ ...hastened, signal: null, doubles: null }], days: 2 }))
    const load = { parameter: 'feed', rated: 1, exponent: 3 }
    const loaded = log.header.scenario.stations.map((one) => ({ ...one, failures: one.failures.map((mode) => ({ ...mode, load })) }))
    const told = equipmentOf(recordOf(log), { ...log.header, scenario: { ...log.header.scenario, stations: loaded } })
    expect(told.equipment[0]!.remaining.modes[0]!.why).toBe('hastened')
    // Nothing to do: nobody knows when a clock of work will go on.
    const idle = station({ id: 's', calendar: 'day', failures: [failure({ clock: 'processing', after: always(100), repair: always(1) })] })
    const rested = { ...spindles(1, { days: 1 }), stations: [idle], products: [], orders: [], sources: [], calendars: [shift(50)] }
    const [one] = healthOf(rested, { until: 300 }).report.equipment
    expect(one).toMatchObject({
      mtbf: { value: null },
      next: null,
      sinceRepair: null,
      remaining: { modes: [{ why: 'idle', remaining: null }] },
    })
    // No limits, no zone; no reading, nothing.
    const bare = healthOf(spindles(1, { signals: [vibration({ warning: null, alarm: null, every: 3 * DAY })], days: 2 })).report
      .equipment[0]!
    expect(bare.conditions[0]).toMatchObject({ last: null, zone: null, level: null, trend: null, untilD: null })
  })

  it('[C03] [E2.1] zone, level, trend and the fan until zone D of a vibration', () => {
    const exact = vibration({ drift: always(0.001377), noise: 0 })
    const { report, sections } = healthOf(spindles(1, { signals: [exact], days: 30 }))
    const [condition] = report.equipment[0]!.conditions
    // After 30 days of work 1.2 · e^(.001377 · 720) = 3.234; the last five readings are of the last day and a third.
    expect(condition!.level!.value).toBeCloseTo(3.234, 3)
    expect(condition).toMatchObject({ zone: 'C', unit: 'mm/s', isShare: true, change: { isLarge: true } })
    expect(condition!.trend!.value).toBeCloseTo(exp(0.001377 * 24) - 1, 9)
    const days = Math.log(4.5 / 1.2) / 0.001377 / 24 - 30
    for (const one of [condition!.untilD!.p10!, condition!.untilD!.p50!, condition!.untilD!.p90!]) expect(one / DAY).toBeCloseTo(days, 3)
    expect(report.equipment[0]!.remaining.all!.within.probability).toBe(0)
    expect(sections[0]!.sentences[0]).toBe('1 of 1 signals with limits are in zone C or D: mill vibration (C).')
  })

  it('[C03] 80 % intervals cover, and the chance to fail in 7 days beats a constant hazard: the short form', () => {
    const worn = [failure({ clock: 'processing', after: { kind: 'weibull', shape: 3, scale: 40 * DAY }, repair: always(DAY) })]
    for (const scenario of [spindles(40, { days: 160 }), spindles(40, { days: 160, signals: [], failures: worn })]) {
      const marks = markedPrognoses(scenario, [3, 23, 43], 11)
      expect(marks.forecasts).toBeGreaterThan(100)
      const { low, high } = wilsonInterval(marks.covered, marks.forecasts, 0.999)
      expect(low).toBeLessThan(0.8)
      expect(high).toBeGreaterThan(0.8)
      expect(marks.brier).toBeLessThan(marks.constantBrier)
    }
  })
})
