import { describe, expect, it } from 'vitest'
import { ConditionLevel, EventKind } from '../../../../engine/log/events.ts'
import type { MaintenanceTask, Scenario, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { exponential, failure, line, parameter, plant, shift, signal, station, task } from '../plants.ts'

const hour = 3600
const busy = (given: Partial<Station>, every?: number): Scenario =>
  line([station({ id: 's', time: always(10), ...given })], [], every === undefined ? {} : { every: always(every) })
const times = (scenario: Scenario, kind: number, until: number) =>
  bench(scenario, { until })
    .of(kind)
    .map(({ time }) => time)
const started = (scenario: Scenario, until: number) => times(scenario, EventKind.maintenanceStarted, until)

describe('condition, and maintenance by it', () => {
  it('[F15] a level that rises with work fails the mode at `fail`, and starts anew with its repair', () => {
    // 36 a hour is 1 in 100 s of work; it works 10 s in 20: 3 is reached after 300 s of work, in the 30th unit.
    const worn = {
      signals: [signal({ id: 'wear', start: 1, drift: always(36), fail: 4 })],
      failures: [failure({ clock: 'signal', signal: 'wear', after: always(1e9), repair: always(5) })],
    }
    expect(times(busy(worn), EventKind.failureOccurred, 700)).toEqual([300, 605])
    // By the unit: the third unit brings it to 4.
    const byUnit = { ...worn, signals: [signal({ id: 'wear', start: 1, drift: always(1), per: 'unit', fail: 4 })] }
    expect(times(busy(byUnit), EventKind.failureOccurred, 70)).toEqual([30, 65])
    expect(times(busy(byUnit, 20), EventKind.failureOccurred, 140)).toEqual([70, 130])
  })

  it('[F15] an exponential one grows in proportion to itself, and noise is of its logarithm', () => {
    const grows = (given: object) => ({
      signals: [signal({ id: 'v', start: 1.2, growth: 'exponential', every: 100, drift: always(36), ...given })],
    })
    // 0.01 a second of work, of ten in ten: e at 100 s, e² at 200 s.
    const { of } = bench(busy(grows({})), { until: 201 })
    expect(of(EventKind.conditionRead).map(({ v }) => v)).toEqual([expect.closeTo(1.2 * Math.E, 10), expect.closeTo(1.2 * Math.E ** 2, 10)])
    const worn = { ...grows({ fail: 4.5 }), failures: [failure({ clock: 'signal', signal: 'v', after: always(1e9), repair: always(5) })] }
    // ln(4.5 / 1.2) = 1.3218 is reached after 132.18 s of work, and once more as long after the repair.
    expect(times(busy(worn), EventKind.failureOccurred, 300)).toEqual([expect.closeTo(132.1756, 3), expect.closeTo(269.3512, 3)])
    const byUnit = grows({ per: 'unit', drift: always(Math.log(2)), every: null, start: 1 })
    expect(
      bench(busy(byUnit), { until: 31 })
        .of(EventKind.conditionRead)
        .map(({ v }) => v),
    ).toEqual([expect.closeTo(2), expect.closeTo(4), expect.closeTo(8)])
    const noisy = bench(busy(grows({ drift: always(0), start: 5, noise: 0.2, every: null })), { until: 10_000 }).of(EventKind.conditionRead)
    const logs = noisy.map(({ v }) => Math.log(v / 5))
    const sd = Math.sqrt(logs.reduce((sum, v) => sum + v * v, 0) / logs.length)
    expect(logs.length).toBe(1000)
    expect(Math.abs(sd - 0.2)).toBeLessThan(0.02)
  })

  it('[F16] a mode ages twice as fast for each rise of its signal', () => {
    // After each unit the level is one higher, so that the units wear 10, 20, 40, 80 s: 100 s are over 3.75 s into the fourth.
    const s = {
      signals: [signal({ id: 'load', drift: always(1), per: 'unit' })],
      failures: [failure({ clock: 'processing', signal: 'load', doubles: 1, after: always(100), repair: always(1) })],
    }
    expect(times(busy(s), EventKind.failureOccurred, 40)).toEqual([33.75])
    // In units: 1 + 2 + 4 + 8.
    const cycles = { ...s, failures: [failure({ clock: 'cycles', signal: 'load', doubles: 1, after: always(15), repair: always(1) })] }
    expect(times(busy(cycles), EventKind.failureOccurred, 45)).toEqual([40])
  })

  it('[F17] a mode ages by the power of what its station is loaded with, as it is set for the operation', () => {
    const loaded = (setPoint: number, given: object = {}) => ({
      parameters: [parameter({ id: 'force', setPoint })],
      failures: [
        failure({
          clock: 'processing',
          after: always(100),
          repair: always(1),
          load: { parameter: 'force', rated: 10, exponent: 3 },
          ...given,
        }),
      ],
    })
    const first = (setPoint: number, given: object = {}) => times(busy(loaded(setPoint, given)), EventKind.failureOccurred, 1000)[0]
    // 100 s at the rated load; an eighth of it at twice the load, eight times at half.
    expect(first(10)).toBe(100)
    expect(first(20)).toBe(12.5)
    expect(first(5)).toBe(800)
    // In units of 10 s: 15 at 1, two at 8 each.
    expect(first(10, { clock: 'cycles', after: always(15) })).toBe(150)
    expect(first(20, { clock: 'cycles', after: always(15) })).toBe(20)
    // [C13] The failure rate rises with the load: 27 times as many at three times the load, of times that are drawn.
    const failures = (setPoint: number) =>
      times(busy(loaded(setPoint, { after: exponential(3000), repair: always(0) })), EventKind.failureOccurred, 60_000).length
    const [rated, over] = [failures(10), failures(30)]
    expect(rated).toBeGreaterThan(8)
    expect(over / rated).toBeGreaterThan(15)
    expect(over / rated).toBeLessThan(45)
  })

  it('[M5] hours and cycles since it was last done', () => {
    const s = (given: Partial<MaintenanceTask>) => ({ maintenance: [task({ duration: always(5), ...given })] })
    // Works 10 s in 20, from 20 on. 25 s of work are over in the third unit, which is finished at 70.
    expect(started(busy(s({ hours: 25, clock: 'processing' }), 20), 140)).toEqual([70, 130])
    expect(started(busy(s({ cycles: 3 }), 20), 140)).toEqual([70, 130])
    expect(started(busy(s({ hours: 25, clock: 'calendar' })), 100)).toEqual([30, 65, 100])
    // 40 s neither paused nor in maintenance, of 50 in 100: due at 40; then 10 more before the pause, 30 after it.
    const paused = {
      ...plant({ stations: [station({ id: 's', calendar: 'day', ...s({ hours: 40, duration: always(0) } as Partial<MaintenanceTask>) })] }),
      calendars: [shift(50)],
    }
    expect(started(paused, 200)).toEqual([40, 130])
  })

  it('[M5] age replacement: the repair of what it renews starts its count anew', () => {
    const s = (since: MaintenanceTask['since']) => ({
      failures: [failure({ clock: 'calendar', after: always(1e6), age: 1e6 - 60, repair: always(5) })],
      maintenance: [task({ hours: 100, clock: 'calendar', since, renews: ['breakdown'], duration: always(0) })],
    })
    expect(times(plant({ stations: [station({ id: 's', ...s('renewal') })] }), EventKind.maintenanceStarted, 300)).toEqual([60, 165, 265])
    expect(times(plant({ stations: [station({ id: 's', ...s('maintenance') })] }), EventKind.maintenanceStarted, 300)).toEqual([
      60, 100, 200, 300,
    ])
  })

  it('[M6] a high reading makes maintenance due, which starts the signal anew', () => {
    const s = {
      signals: [signal({ id: 'wear', drift: always(36), every: 25, warning: 0.4, alarm: 1 })],
      maintenance: [task({ when: { signal: 'wear', above: 0.7 }, duration: always(5), resets: ['wear'] })],
    }
    // 0.01 a second: read at 25, 50, 75 as 0.25, 0.5, 0.75. The unit in work is finished at 80.
    const { of, states } = bench(busy(s), { until: 101 })
    const read = of(EventKind.conditionRead)
    expect(read.map(({ time, v }) => `${time} ${v.toFixed(2)}`)).toEqual(['25 0.25', '50 0.50', '75 0.75', '100 0.15'])
    expect(read.map(({ c }) => c)).toEqual([ConditionLevel.normal, ConditionLevel.warning, ConditionLevel.warning, ConditionLevel.normal])
    expect(states('s')).toEqual(['0 processing', '80 maintenance', '85 processing'])
  })

  it('[M6] readings after each unit carry noise, and the same noise whatever the level', () => {
    const s = (drift: number) => ({ signals: [signal({ id: 'wear', start: 5, drift: always(drift), noise: 2 })] })
    const read = (drift: number) => bench(busy(s(drift)), { until: 10_000 }).of(EventKind.conditionRead)
    const flat = read(0)
    expect(flat.length).toBe(1000)
    const mean = flat.reduce((sum, { v }) => sum + v, 0) / 1000
    const sd = Math.sqrt(flat.reduce((sum, { v }) => sum + (v - mean) ** 2, 0) / 1000)
    expect(Math.abs(mean - 5)).toBeLessThan(0.25)
    expect(Math.abs(sd - 2)).toBeLessThan(0.2)
    const rising = read(hour)
    expect(rising[99]!.v - flat[99]!.v).toBeCloseTo(1000, 6)
  })

  it('[M7] maintenance within its window is done beside the repair, and its date passes', () => {
    const s = (window: number | null) => ({
      failures: [failure({ clock: 'calendar', after: always(1e6), age: 1e6 - 80, repair: always(10) })],
      maintenance: [task({ every: 100, first: 100, window, duration: always(4) })],
    })
    const states = (window: number | null) => bench(plant({ stations: [station({ id: 's', ...s(window) })] }), { until: 210 }).states('s')
    expect(states(null)).toEqual([
      '0 starved',
      '80 repair',
      '90 starved',
      '100 maintenance',
      '104 starved',
      '200 maintenance',
      '204 starved',
    ])
    expect(states(20)).toEqual(['0 starved', '80 repair', '90 starved', '200 maintenance', '204 starved'])
    expect(states(19)).toEqual(states(null))
    // In the pause from 50 on, rather than at 60.
    const pausing = {
      ...plant({ stations: [station({ id: 's', calendar: 'day', maintenance: [task({ at: [160], window: 20, duration: always(4) })] })] }),
      calendars: [shift(50)],
    }
    expect(started(pausing, 300)).toEqual([150])
  })
})
