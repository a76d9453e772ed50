import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import { loadScenario } from '../../../../scenarios/index.ts'
import type { Scenario, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, line, operation, plant, product, shift, source, station, task } from '../plants.ts'

const hour = 3600
/** Works on units of 20 s, from 0 to 50 of every 100 s. */
const shop = (given: Partial<Station>): Scenario => ({
  ...line([station({ id: 's', time: always(20), calendar: 'day', ...given })], []),
  calendars: [shift(50)],
})

describe('calendars', () => {
  it('[C4] a shift keeps to local time when the clocks change: the night is an hour shorter or longer', () => {
    const nights = (start: string) => {
      const loaded = loadScenario(
        `
schema: takt/1
horizon: 3 d
startTime: ${start}
timeZone: Europe/Berlin
calendars: { nights: { shifts: [{ from: '22:00', to: '06:00' }] } }
flow: [ source: { id: in, every: 1 h }, station: { id: s, time: 1 min, calendar: nights }, sink: { id: out } ]
`,
        { file: 'nights.yaml' },
      )
      if ('problems' in loaded) throw new Error(loaded.problems[0]!.message)
      const edges = bench(loaded.scenario, { until: 60 * hour })
        .states('s')
        .filter((one, i, all) => one.endsWith('paused') || all[i - 1]?.endsWith('paused'))
      return edges.map((one) => (Number(one.split(' ')[0]) / hour).toFixed(0) + (one.endsWith('paused') ? ' off' : ' on'))
    }
    // From noon: the first night is that of the change.
    expect(nights('2026-03-28T12:00')).toEqual(['0 off', '10 on', '17 off', '33 on', '41 off', '57 on'])
    expect(nights('2026-10-24T12:00')).toEqual(['0 off', '10 on', '19 off', '35 on', '43 off', '59 on'])
    expect(nights('2026-06-06T12:00')).toEqual(['0 off', '10 on', '18 off', '34 on', '42 off', '58 on'])
  })

  it('[C5] overtime is worked besides the pattern, and on days off', () => {
    const calendar = {
      ...shift(50),
      off: [{ from: 100, to: 200 }],
      extra: [
        { from: 60, to: 70 },
        { from: 120, to: 130 },
      ],
    }
    const { states } = bench({ ...plant({ stations: [station({ id: 's', calendar: 'day' })] }), calendars: [calendar] }, { until: 210 })
    expect(states('s')).toEqual(['0 starved', '50 paused', '60 starved', '70 paused', '120 starved', '130 paused', '200 starved'])
  })

  it('[C6] finishes the unit in work, and has the full pause after it, or what is left of it', () => {
    expect(bench(shop({}), { until: 149 }).states('s')).toEqual(['0 processing', '50 paused', '100 processing'])
    expect(bench(shop({ edge: 'finishWithin' }), { until: 149 }).states('s')).toEqual(['0 processing', '60 paused', '100 processing'])
    // 50 s of pause from 60 on. The next shift ends at 150, within the unit begun there at 150: it is not begun.
    expect(bench(shop({ edge: 'finish' }), { until: 149 }).states('s')).toEqual(['0 processing', '60 paused', '110 processing'])
    // A unit that outlasts the pause.
    const long = { time: always(120) }
    expect(bench(shop({ ...long, edge: 'finishWithin' }), { until: 240 }).states('s')).toEqual(['0 processing'])
    expect(bench(shop({ ...long, edge: 'finish' }), { until: 300 }).states('s')).toEqual(['0 processing', '120 paused', '200 processing'])
  })

  it('[C6] overtime has an end; a slot that is idle, or in work on nothing, has its pause at once', () => {
    expect(bench(shop({ edge: 'finishWithin', maxOvertime: 5 }), { until: 120 }).states('s')).toEqual([
      '0 processing',
      '55 paused',
      '100 processing',
    ])
    expect(bench(shop({ edge: 'finishWithin', maxOvertime: 5 }), { until: 106 }).finished()).toEqual(['0@20', '1@40', '2@105'])
    expect(bench(shop({ edge: 'finish', maxOvertime: 5 }), { until: 120 }).states('s')).toEqual([
      '0 processing',
      '55 paused',
      '105 processing',
    ])
    const idle = { ...plant({ stations: [station({ id: 's', calendar: 'day', edge: 'finish' })] }), calendars: [shift(50)] }
    expect(bench(idle, { until: 120 }).states('s')).toEqual(['0 starved', '50 paused', '100 starved'])
  })

  it('[C7] starts nothing that is not planned to be done before the pause, with its set-up', () => {
    expect(bench(shop({ mustFit: true }), { until: 149 }).states('s')).toEqual([
      '0 processing',
      '40 waiting',
      '50 paused',
      '100 processing',
      '140 waiting',
    ])
    const setups = [{ from: '*', to: '*', time: always(35), external: 0 }]
    const scenario = { ...shop({ mustFit: true, setups }) }
    // 35 + 20 s never fit into 50.
    expect(bench(scenario, { until: 149 }).states('s')).toEqual(['0 waiting', '50 paused', '100 waiting'])
    const short = { ...shop({ mustFit: true, setups: [{ from: '*', to: '*', time: always(30), external: 0 }] }) }
    expect(bench(short, { until: 149 }).states('s')).toEqual(['0 setup', '30 processing', '50 paused', '100 processing', '140 waiting'])
  })

  it('[C8] a source counts its gaps in its hours, a buffer gives units out in its hours', () => {
    const parts = (more: Partial<Scenario>): Scenario => ({
      ...plant({
        stations: [station({ id: 's', time: always(1) })],
        buffers: [buffer({ id: 'rack' })],
        products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })] })],
        sources: [source({ id: 'in', every: always(20) })],
        calendars: [shift(50)],
        ...more,
      }),
    })
    const arrivals = bench(parts({ sources: [source({ id: 'in', every: always(20), calendar: 'day' })] }), { until: 160 })
    expect(arrivals.of(EventKind.unitCreated).map(({ time }) => time)).toEqual([20, 40, 110, 130, 150])
    expect(bench(parts({ buffers: [buffer({ id: 'rack', calendar: 'day' })] }), { until: 125 }).started('s')).toEqual([
      '0@20',
      '1@40',
      '2@100',
      '3@101',
      '4@102',
      '5@120',
    ])
  })

  it('[C6] maintenance that waits for the unit is done in the late pause', () => {
    const { of } = bench(shop({ edge: 'finishWithin', maintenance: [task({ at: [55], duration: always(5) })] }), { until: 120 })
    expect(of(EventKind.maintenanceStarted).map(({ time }) => time)).toEqual([60])
  })
})
