import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ActivePeriods } from '../../../analysis/bottleneck/active-periods.ts'
import { bottleneckOf } from '../../../analysis/bottleneck/bottleneck.ts'
import { limitsOf } from '../../../analysis/bottleneck/limits.ts'
import { momentaryBottlenecks } from '../../../analysis/bottleneck/momentary.ts'
import { EquipmentState } from '../../../engine/log/events.ts'
import { places } from '../../../engine/log/places.ts'
import { line, plant, shift, station } from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const
const period = (station: number, from: number, to: number) => ({ station, from, to })
const { processing, starved, blocked, paused, idle, repair } = EquipmentState

/** Active periods of stations with so many slots each, from `time station slot state` rows. */
function periods(slots: readonly number[], rows: readonly (readonly [number, number, number, number])[], end: number) {
  const scenario = plant({ stations: slots.map((count, i) => station({ id: `s${i}`, slots: count })) })
  const active = new ActivePeriods(places(scenario), slots.length, starved)
  for (const row of rows) active.enter(...row)
  active.close(end)
  return active
}

describe('an active period', () => {
  it('lasts while the station waits for nobody: down counts, blocked, starved and idle do not', () => {
    const states = [[0, processing], [10, repair], [20, processing], [30, blocked], [40, processing], [50, starved], [60, processing], [70, idle]] as const // biome-ignore format: a row a state
    const active = periods(
      [1],
      states.map(([time, state]) => [time, 0, 0, state] as const),
      100,
    )
    expect(active.kept).toEqual([period(0, 0, 30), period(0, 40, 50), period(0, 60, 70)])
    expect([active.count[0], active.time[0]]).toEqual([3, 50])
  })

  it('goes on over a state that lasts no time, and over a pause', () => {
    const active = periods([1], [[0, 0, 0, processing], [10, 0, 0, starved], [10, 0, 0, processing], [20, 0, 0, paused], [30, 0, 0, processing]], 50) // biome-ignore format: one row
    expect(active.kept).toEqual([period(0, 0, 50)])
  })

  it('of a station of two slots lasts while both are active', () => {
    const active = periods([2], [[0, 0, 0, processing], [10, 0, 1, processing], [30, 0, 0, starved]], 50) // biome-ignore format: one row
    expect(active.kept).toEqual([period(0, 10, 30)])
  })
})

describe('the momentary bottleneck', () => {
  it('is the longest active period of the instant, and shifts where two overlap', () => {
    const found = momentaryBottlenecks([period(0, 0, 50), period(1, 40, 100), period(2, 45, 60)])
    expect(found).toEqual([
      { stations: [0], from: 0, to: 40, sole: { from: 0, to: 40 }, period: { from: 0, to: 50 } },
      { stations: [1], from: 40, to: 100, sole: { from: 50, to: 100 }, period: { from: 40, to: 100 } },
    ])
  })

  it('is found as by looking at each instant', () => {
    const run = fc.record({ station: fc.nat(4), from: fc.nat(40), length: fc.integer({ min: 1, max: 30 }) })
    fc.assert(
      fc.property(fc.array(run, { maxLength: 12 }), (runs) => {
        const all = runs.map(({ station, from, length }) => period(station, from, from + length))
        const found = momentaryBottlenecks(all)
        for (let time = 0.5; time < 80; time++) {
          const now = all.filter(({ from, to }) => from < time && time < to)
          const longest = Math.max(0, ...now.map(({ from, to }) => to - from))
          const told = found.filter(({ from, to }) => from < time && time < to)
          expect(told.map((one) => one.period.to - one.period.from)).toEqual(now.length === 0 ? [] : [longest])
        }
      }),
    )
  })
})

describe('a bottleneck in a log', () => {
  it('is the slow one of a line, and shifts to it while its first unit comes', () => {
    const scenario = line([5, 10, 5].map((time, i) => station({ id: `s${i}`, time: always(time) })), [null, null]) // biome-ignore format: a line
    const { main, stations, timeline } = bottleneckOf(recorded(scenario, { until: 105 }).log)
    expect(main).toBe(1)
    expect(stations[1]).toEqual({ station: 's1', sole: 95 / 105, shifting: 5 / 105, meanActiveSeconds: 100, activePeriods: 1 })
    expect(timeline).toEqual({ station: [0, 1], from: [0, 5], to: [5, 105] })
  })

  it('is told in units per hour: made, possible, asked for, and lost to what', () => {
    const slow = station({ id: 'slow', time: always(40), calendar: 'day' })
    const scenario = { ...line([station({ id: 'quick', time: always(10) }), slow], [null], { every: always(30) }), calendars: [shift(50)] }
    const { limit } = limitsOf(recorded(scenario, { until: 8000 }).log)
    expect(limit).toMatchObject({ station: 'slow', overloaded: true })
    expect(limit!.demandPerHour).toBeCloseTo(119.7, 9)
    expect(limit!.capacityPerHour).toBeCloseTo(45, 0)
  })

  it('tells no overload where what came was made', () => {
    const scenario = line([station({ id: 'only', time: always(10) })], [], { every: always(12) })
    const { limit } = limitsOf(recorded(scenario, { until: 3600 }).log)
    expect(limit).toMatchObject({ station: 'only', overloaded: false })
    expect(limit!.capacityPerHour).toBeCloseTo(360, -1)
  })
})
