import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import { always, bench } from '../bench.ts'
import { crew, failure, line, plant, shift, station, task } from '../plants.ts'

describe('planned maintenance', () => {
  it('[M1] [M2] maintenance starts between two units and renews the clocks it names', () => {
    const maintenance = [task({ at: [25], duration: always(5), renews: ['breakdown'] })]
    const scenario = line(
      [
        station({
          id: 's',
          time: always(10),
          maintenance,
          failures: [failure({ clock: 'processing', after: always(40), repair: always(3) })],
        }),
      ],
      [],
    )
    expect(bench(scenario, { until: 80 }).states('s')).toEqual([
      '0 processing',
      '30 maintenance',
      '35 processing',
      '75 repair',
      '78 processing',
    ])
    const suspended = line(
      [station({ id: 's', time: always(10), maintenance: maintenance.map((pm) => ({ ...pm, start: 'suspend' as const })) })],
      [],
    )
    expect(bench(suspended, { until: 40 }).finished()).toEqual(['0@10', '1@20', '2@35'])
  })

  it('[M1] asks for its crew and works on until that is there; a paused slot is maintained at once', () => {
    const failures = [failure({ clock: 'calendar', after: always(5), repair: always(25), crew: 'fitters' })]
    const maintenance = [task({ at: [10], duration: always(5), crew: 'fitters' })]
    const waiting = {
      ...line([station({ id: 's', time: always(20), maintenance }), station({ id: 'other', failures })], [9]),
      crews: [crew({ id: 'fitters' })],
    }
    expect(bench(waiting, { until: 50 }).states('s')).toEqual(['0 processing', '40 maintenance', '45 processing'])

    const s = station({ id: 's', time: always(80), calendar: 'day', maintenance: [task({ at: [60], duration: always(5) })] })
    const { of, states } = bench({ ...line([s], []), calendars: [shift(50)] }, { until: 140 })
    expect(of(EventKind.maintenanceStarted).map(({ time }) => time)).toEqual([60])
    expect(states('s')).toEqual(['0 processing', '50 paused', '100 processing'])
  })

  it('[M3] what comes due while it is still waiting or under way is not done twice', () => {
    const maintenance = [task({ every: 5, first: 5, duration: always(12) })]
    const { states } = bench(plant({ stations: [station({ id: 's', maintenance })] }), { until: 40 })
    expect(states('s')).toEqual(['0 starved', '5 maintenance', '17 starved', '20 maintenance', '32 starved', '35 maintenance'])
    const late = line([station({ id: 's', time: always(20), maintenance: [task({ at: [5, 10, 15], duration: always(4) })] })], [])
    expect(
      bench(late, { until: 60 })
        .of(EventKind.maintenanceStarted)
        .map(({ time }) => time),
    ).toEqual([20])
  })

  it('[M4] a failed slot is repaired before its maintenance starts', () => {
    const failures = [failure({ clock: 'calendar', after: always(5), repair: always(10) })]
    const down = plant({ stations: [station({ id: 's', failures, maintenance: [task({ at: [8], duration: always(4) })] })] })
    expect(bench(down, { until: 19.5 }).states('s')).toEqual(['0 starved', '5 repair', '15 maintenance', '19 starved'])

    // The crew waits for the unit in work; the failure scraps the unit, and still comes first.
    const scraps = [failure({ clock: 'calendar', after: always(7), repair: always(20), interrupted: 'scrap' })]
    const waits = line(
      [station({ id: 's', time: always(10), failures: scraps, maintenance: [task({ at: [5], duration: always(5) })] })],
      [],
    )
    expect(bench(waits, { until: 33 }).states('s')).toEqual(['0 processing', '7 repair', '27 maintenance', '32 processing'])
  })
})
