import { describe, expect, it } from 'vitest'
import { loaded } from './load.ts'

const h = 3600
const d = 24 * h
const calendarOf = (text: string, head = '') =>
  loaded(`schema: takt/1\nhorizon: 1 wk\n${head}\nstations: [ { id: drill, time: 1 } ]\ncalendars:\n  - id: c\n${text}`).calendars[0]!

describe('calendars', () => {
  it('two shifts from Monday to Friday', () => {
    const { period, origin, working, off } = calendarOf(`    shifts:
      - { days: mon-fri, from: '06:00', to: '14:00' }
      - { days: mon-fri, from: '14:00', to: '22:00' }`)
    expect([period, origin, off]).toEqual([7 * d, 0, []])
    expect(working).toEqual([0, 1, 2, 3, 4].map((day) => ({ from: day * d + 6 * h, to: day * d + 22 * h })))
  })

  it('knows where shifts begin, also where one follows another', () => {
    const { starts } = calendarOf(`    shifts:
      - { days: mon-tue, from: '06:00', to: '14:00', breaks: [ { from: '09:00', to: '09:15' } ] }
      - { days: mon, from: '14:00', to: '22:00' }`)
    expect(starts).toEqual([6 * h, 14 * h, d + 6 * h])
    expect(calendarOf('    period: 8 h\n    working: [ { from: 0, to: 8 h } ]\n    starts: [ 6 h, 0 ]').starts).toEqual([0, 6 * h])
  })

  it('a night shift goes over midnight, and from Sunday into Monday', () => {
    const { working } = calendarOf("    shifts: [ { days: [ fri, sun ], from: '22:00', to: '06:00' } ]")
    expect(working).toEqual([
      { from: 0, to: 6 * h },
      { from: 4 * d + 22 * h, to: 5 * d + 6 * h },
      { from: 6 * d + 22 * h, to: 7 * d },
    ])
  })

  it('a range of days may go over the weekend', () => {
    const { working } = calendarOf("    shifts: [ { days: sat-mon, from: '08:00', to: '12:00' } ]")
    expect(working.map(({ from }) => Math.floor(from / d))).toEqual([0, 5, 6])
  })

  it('breaks are cut out, also after midnight', () => {
    const { working } = calendarOf(
      "    shifts: [ { days: mon, from: '20:00', to: '04:00', breaks: [ { from: '23:30', to: '00:30' }, { from: '02:00', to: '02:15' } ] } ]",
    )
    expect(working).toEqual([
      { from: 20 * h, to: 23.5 * h },
      { from: 24.5 * h, to: 26 * h },
      { from: 26.25 * h, to: 28 * h },
    ])
  })

  it('around the clock is one span', () => {
    expect(calendarOf("    shifts: [ { from: '00:00', to: '24:00' } ]").working).toEqual([{ from: 0, to: 7 * d }])
  })

  it('the start falls where the local clock says', () => {
    const shifts = "    shifts: [ { days: daily, from: '06:00', to: '14:00' } ]"
    expect(calendarOf(shifts, 'startTime: 2026-03-04T06:00').origin).toBe(2 * d + 6 * h)
    expect(calendarOf(shifts, 'startTime: 2026-03-04T06:00\ntimeZone: Europe/Berlin').origin).toBe(2 * d + 6 * h)
    expect(calendarOf(shifts, 'startTime: 2026-03-04T06:00Z\ntimeZone: Europe/Berlin').origin).toBe(2 * d + 7 * h)
    expect(calendarOf(shifts, 'startTime: 2026-03-01T20:00Z\ntimeZone: Asia/Shanghai').origin).toBe(4 * h)
    expect(calendarOf(shifts, 'startTime: 2026-07-06T00:00-04:00\ntimeZone: America/New_York').origin).toBe(0)
  })

  it('days off are local days, spans are moments, and what is over before the start is left out', () => {
    const { off } = calendarOf(
      `    shifts: [ { from: '06:00', to: '14:00' } ]
    off: [ '2026-03-06', 2026-03-10/2026-03-12, { from: 1 h, to: 2 h }, '2026-01-01', { from: 2026-03-13T00:00, to: 2026-03-13T12:00 } ]`,
      'startTime: 2026-03-02T06:00\ntimeZone: Europe/Berlin',
    )
    expect(off).toEqual([
      { from: 1 * h, to: 2 * h },
      { from: 4 * d - 6 * h, to: 5 * d - 6 * h },
      { from: 8 * d - 6 * h, to: 11 * d + 6 * h },
    ])
  })

  it('a pattern of one day, by the clock or by durations', () => {
    const expected = {
      period: d,
      origin: 0,
      working: [
        { from: 6 * h, to: 14 * h },
        { from: 15 * h, to: 22 * h },
      ],
    }
    expect(calendarOf("    period: 24 h\n    working: [ { from: '06:00', to: '14:00' }, { from: 15 h, to: 22 h } ]")).toMatchObject(
      expected,
    )
    expect(calendarOf('    period: 24 h\n    origin: 3 h\n    working: [ { from: 0, to: 1 h } ]').origin).toBe(3 * h)
    expect(calendarOf('    period: 24 h\n    working: [ { from: 0, to: 1 h } ]', 'startTime: 2026-03-04T06:00').origin).toBe(6 * h)
  })
})

describe('moments', () => {
  const dueOf = (due: string, head: string) =>
    loaded(
      `schema: takt/1\nhorizon: 1 wk\n${head}\nflow: [ { station: { id: a, time: 1 } }, { sink: { id: out } } ]\norders: [ { id: o, due: ${due} } ]`,
    ).orders[0]?.due

  it('are durations since the start, or dates', () => {
    expect(dueOf('2 d', '')).toBe(2 * d)
    expect(dueOf('-1 h', '')).toBe(-h)
    expect(dueOf('2026-03-04', 'startTime: 2026-03-02T06:00')).toBe(2 * d - 6 * h)
    expect(dueOf('2026-03-02T07:30', 'startTime: 2026-03-02T06:00')).toBe(1.5 * h)
    expect(dueOf('2026-03-02 07:30:15', 'startTime: 2026-03-02T06:00')).toBe(1.5 * h + 15)
    expect(dueOf('2026-03-02T07:30Z', 'startTime: 2026-03-02T06:00\ntimeZone: Europe/Berlin')).toBe(2.5 * h)
  })

  it('a local date after the change of the clocks is an hour nearer', () => {
    expect(dueOf('2026-03-30T06:00', 'startTime: 2026-03-28T06:00\ntimeZone: Europe/Berlin')).toBe(2 * d - h)
  })

  it('a local time that is skipped is an hour later, one that is shown twice the first', () => {
    expect(dueOf('2026-03-29T02:30', 'startTime: 2026-03-29T00:00Z\ntimeZone: Europe/Berlin')).toBe(1.5 * h)
    expect(dueOf('2026-10-25T02:30', 'startTime: 2026-10-25T00:00Z\ntimeZone: Europe/Berlin')).toBe(0.5 * h)
  })

  it('the start is written in UTC', () => {
    expect(
      loaded('schema: takt/1\nhorizon: 1\nstartTime: 2026-03-02T06:00\ntimeZone: Asia/Shanghai\nstations: [ { id: a } ]').startTime,
    ).toBe('2026-03-01T22:00:00.000Z')
  })
})
