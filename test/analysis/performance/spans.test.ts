import { describe, expect, it } from 'vitest'
import type { Per } from '../../../analysis/performance/index.ts'
import { scopesOf, spansOf } from '../../../analysis/performance/index.ts'
import { operation, plant, product, station } from '../../engine/plant/plants.ts'
import { loaded } from '../../scenarios/load.ts'

const DAY = 86_400e6
const HOUR = 3600e6

const shifts = `schema: takt/1
startTime: 2026-10-23T00:00
timeZone: Europe/Berlin
horizon: 5 d
stations: [ { id: drill, time: 1, calendar: week } ]
calendars:
  - id: week
    shifts:
      - { from: '06:00', to: '14:00', breaks: [ { from: '09:00', to: '09:15' } ] }
      - { from: '14:00', to: '22:00' }
      - { from: '22:00', to: '06:00' }`

describe('[C22] shifts, days and weeks', () => {
  const scenario = loaded(shifts)
  const cut = (per: Per, end = 5 * DAY + HOUR) =>
    spansOf(scenario, scenario, { since: 0, end, per }).map(({ label, from, until }) => [label, (until - from) / HOUR])

  it('a day in which the clocks are put back has 25 hours', () => {
    expect(cut('day')).toEqual([
      ['2026-10-23', 24],
      ['2026-10-24', 24],
      ['2026-10-25', 25],
      ['2026-10-26', 24],
      ['2026-10-27', 24],
    ])
  })

  it('a week begins on Monday', () => {
    expect(cut('week')).toEqual([
      ['2026-W43', 73],
      ['2026-W44', 48],
    ])
  })

  it('a shift goes on until the next one begins, and the night shift over the change of the clocks lasts 9 hours', () => {
    expect(cut('shift').slice(0, 9)).toEqual([
      ['2026-10-23 00:00', 6],
      ['2026-10-23 06:00', 8],
      ['2026-10-23 14:00', 8],
      ['2026-10-23 22:00', 8],
      ['2026-10-24 06:00', 8],
      ['2026-10-24 14:00', 8],
      ['2026-10-24 22:00', 9],
      ['2026-10-25 06:00', 8],
      ['2026-10-25 14:00', 8],
    ])
  })

  it('and 7 hours where they are put forward', () => {
    const spring = loaded(shifts.replace('2026-10-23', '2026-03-28'))
    const lengths = spansOf(spring, spring, { since: 0, end: 2 * DAY, per: 'shift' }).map(({ label, from, until }) => [
      label,
      (until - from) / HOUR,
    ])
    expect(lengths).toContainEqual(['2026-03-28 22:00', 7])
    expect(lengths).toContainEqual(['2026-03-29 06:00', 8])
  })

  it('without a calendar there are only days', () => {
    const open = plant({ stations: [station({ id: 'saw' })] })
    const zone = { startTime: '2026-03-02T00:00:00Z', timeZone: 'UTC' }
    expect(spansOf(open, zone, { since: 0, end: 2 * DAY, per: 'shift' }).map(({ label }) => label)).toEqual(['2026-03-02', '2026-03-03'])
  })
})

describe('[A01] lines and areas', () => {
  it('a line is the stations of an area between which routes hand over', () => {
    const scenario = plant({
      areas: [{ id: 'hall', title: 'Hall' }],
      stations: ['saw', 'mill', 'wash', 'pack', 'test'].map((id, i) => station({ id, area: i < 4 ? 'hall' : null })),
      products: [
        product({ id: 'a', route: [operation({ id: 'saw' }), operation({ id: 'mill' }), operation({ id: 'test' })] }),
        product({ id: 'b', route: [operation({ id: 'wash' }), operation({ id: 'pack' })] }),
      ],
    })
    const ids = (by: 'line' | 'area') => scopesOf(scenario, by).map(({ id, stations }) => [id, [...stations]])
    expect(ids('line')).toEqual([
      ['saw–mill', [0, 1]],
      ['wash–pack', [2, 3]],
      ['test', [4]],
    ])
    expect(ids('area')).toEqual([
      ['hall', [0, 1, 2, 3]],
      ['–', [4]],
    ])
  })
})
