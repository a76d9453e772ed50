import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import { always, bench } from '../bench.ts'
import { crew, failure, line, plant, shift, station } from '../plants.ts'

const every = (s: number) => ({ every: always(s) })
const breaks = (given: object) => [failure({ clock: 'processing', after: always(4), repair: always(3), ...given })]

describe('failures, people', () => {
  it('[F1] a calendar clock runs while the slot stands idle, a processing clock does not, an operating clock stops in a pause', () => {
    const failing = (clock: 'calendar' | 'operating' | 'processing') => {
      const scenario = line(
        [station({ id: 's', time: always(1), calendar: 'day', failures: breaks({ clock, after: always(60), repair: always(5) }) })],
        [],
        { ...every(1000) },
      )
      return bench({ ...scenario, calendars: [shift(50)] }, { until: 250 })
        .of(EventKind.failureOccurred)
        .map(({ time }) => time)
    }
    expect(failing('calendar')).toEqual([60, 125, 190])
    expect(failing('operating')).toEqual([110, 225])
    expect(failing('processing')).toEqual([])
  })

  it('[F2] after a repair, works only for the time the part still needed', () => {
    const scenario = line(
      [station({ id: 's', time: always(10), failures: breaks({ after: { kind: 'empirical', values: [4, 1e6], weights: [1, 0] } }) })],
      [],
      { ...every(1), limit: 1 },
    )
    expect(bench(scenario, { until: 12 }).states('s')).toEqual(['0 starved', '1 processing', '5 repair', '8 processing', '12 repair'])
  })

  it('[F2] a unit on which no work was done yet is not scrapped', () => {
    const failures = breaks({ clock: 'processing', after: always(30), repair: always(5), interrupted: 'scrap' })
    const { states, scrapped } = bench(line([station({ id: 's', time: always(10), failures })], []), { until: 50 })
    expect(states('s')).toEqual(['0 processing', '30 repair', '35 processing'])
    expect(scrapped()).toEqual([])
  })

  it('[F2] restart begins the same work again, scrap ends it', () => {
    const once = { clock: 'cycles', after: always(1) } as const
    const restart = line(
      [
        station({
          id: 's',
          time: always(10),
          failures: breaks({ clock: 'calendar', after: always(14), repair: always(1), interrupted: 'restart' }),
        }),
      ],
      [],
      { ...every(1), limit: 2 },
    )
    expect(bench(restart, { until: 26 }).finished()).toEqual(['0@11', '1@25'])
    const scrap = line(
      [
        station({
          id: 's',
          time: always(10),
          failures: breaks({ clock: 'calendar', after: always(14), repair: always(1), interrupted: 'scrap' }),
        }),
      ],
      [],
      { ...every(1), limit: 2 },
    )
    expect(bench(scrap, { until: 26 }).scrapped()).toEqual(['1@14'])
    const cycles = line([station({ id: 's', time: always(10), failures: breaks(once) })], [])
    expect(bench(cycles, { until: 30 }).states('s')).toEqual(['0 processing', '10 repair', '13 processing', '23 repair', '26 processing'])
  })

  it('[F5] [C1] waits for the one repairer, who comes first in, first out', () => {
    const failures = (after: number) => [failure({ clock: 'calendar', after: always(after), repair: always(10), crew: 'fitters' })]
    const scenario = {
      ...plant({
        stations: [
          station({ id: 'a', failures: failures(5) }),
          station({ id: 'b', failures: failures(7) }),
          station({ id: 'c', failures: failures(6) }),
        ],
        crews: [crew({ id: 'fitters' })],
      }),
    }
    const { states } = bench(scenario, { until: 20 })
    expect(states('a')).toEqual(['0 starved', '5 repair', '15 starved', '20 waitRepair'])
    expect(states('c')).toEqual(['0 starved', '6 waitRepair', '15 repair'])
    expect(states('b')).toEqual(['0 starved', '7 waitRepair'])
  })

  it('[C2] [C3] a station stops at the end of its shift and goes on where it stopped; repairers finish what they began', () => {
    const scenario = {
      ...line([station({ id: 's', time: always(20), calendar: 'day' })], [], { ...every(40), limit: 1 }),
      calendars: [shift(50)],
    }
    expect(bench(scenario, { until: 130 }).states('s')).toEqual([
      '0 starved',
      '40 processing',
      '50 paused',
      '100 processing',
      '110 starved',
    ])
    const repairing = {
      ...plant({
        stations: [
          station({ id: 's', failures: [failure({ clock: 'calendar', after: always(45), repair: always(10), crew: 'fitters' })] }),
        ],
        crews: [crew({ id: 'fitters', calendar: 'day' })],
        calendars: [shift(50)],
      }),
    }
    expect(bench(repairing, { until: 140 }).states('s')).toEqual(['0 starved', '45 repair', '55 starved', '100 repair', '110 starved'])
  })

  it('[F3] modes of one slot are repaired side by side and booked once; while it is down only calendar clocks go on', () => {
    const mode = (id: string, clock: 'calendar' | 'processing' | 'operating', after: number, repair: number) =>
      failure({ id, clock, after: always(after), repair: always(repair) })
    const twice = plant({ stations: [station({ id: 's', failures: [mode('a', 'calendar', 10, 20), mode('b', 'calendar', 15, 5)] })] })
    const { states, of } = bench(twice, { until: 65 })
    expect(states('s')).toEqual(['0 starved', '10 repair', '30 starved', '35 repair', '60 starved'])
    expect(of(EventKind.failureOccurred).map(({ time, a }) => `${a}@${time}`)).toEqual(['0@10', '1@15', '1@35', '0@40', '1@55'])
    for (const clock of ['processing', 'operating'] as const) {
      const worn = line([station({ id: 's', time: always(1000), failures: [mode('a', 'calendar', 10, 20), mode('b', clock, 15, 1)] })], [])
      expect(bench(worn, { until: 38 }).states('s')).toEqual(['0 processing', '10 repair', '30 processing', '35 repair', '36 processing'])
    }
  })

  it('[F4] a slot that is down hands nothing over and takes nothing; what it holds stays', () => {
    const failures = [failure({ clock: 'calendar', after: always(6), repair: always(10) })]
    const { states } = bench(line([station({ id: 'a', time: always(2), failures }), station({ id: 'b', time: always(5) })], [null]), {
      until: 20,
    })
    expect(states('a')).toEqual(['0 processing', '4 blocked', '6 repair', '16 processing', '18 blocked'])
    expect(states('b')).toEqual(['0 starved', '2 processing', '7 starved', '16 processing'])
  })

  it('[F4] what a slot was to take when it failed goes at once to another slot of the station', () => {
    const failures = [failure({ clock: 'calendar', after: always(20), repair: always(5), crew: 'fitters' })]
    // The one fitter parts the two slots: they fail at 20 s, and are repaired at 25 and 30 s. The unit comes at 45 s, when the first fails again.
    const scenario = {
      ...line([station({ id: 'a', time: always(5) }), station({ id: 's', slots: 2, failures })], [3], { ...every(40), limit: 1 }),
      crews: [crew({ id: 'fitters' })],
    }
    const { started, states } = bench(scenario, { until: 46 })
    expect(states('s', 0).at(-1)).toBe('45 repair')
    expect(started('s')).toEqual(['0@45'])
  })

  it('[F5] a repair goes on through the pause of its station, which is booked as pause', () => {
    const failures = [failure({ clock: 'calendar', after: always(45), repair: always(10) })]
    const s = station({ id: 's', calendar: 'day', failures })
    const { states, of } = bench({ ...plant({ stations: [s] }), calendars: [shift(50)] }, { until: 99 })
    expect(states('s')).toEqual(['0 starved', '45 repair', '50 paused'])
    expect(of(EventKind.maintenanceEnded).map(({ time }) => time)).toEqual([55])
  })

  it('[C1] a crew of two does two jobs at a time', () => {
    const failures = [failure({ clock: 'calendar', after: always(5), repair: always(10), crew: 'fitters' })]
    const stations = ['a', 'b', 'c'].map((id) => station({ id, failures }))
    const { states } = bench(plant({ stations, crews: [crew({ id: 'fitters', size: 2 })] }), { until: 18 })
    expect(['a', 'b', 'c'].map((id) => states(id)[1])).toEqual(['5 repair', '5 repair', '5 waitRepair'])
    expect(states('c')[2]).toBe('15 repair')
  })
})
