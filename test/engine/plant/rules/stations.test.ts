import { describe, expect, it } from 'vitest'
import { EventKind, STATE_COUNT } from '../../../../engine/log/events.ts'
import { always, bench } from '../bench.ts'
import { calendar, failure, line, operation, order, plant, product, shift, source, station, task } from '../plants.ts'

const every = (s: number) => ({ every: always(s) })

describe('stations', () => {
  it('[S1] takes a unit, is set up, works, and passes it on without gaps', () => {
    const setup = { from: '*', to: '*', time: always(3), external: 0 }
    const { states, finished } = bench(line([station({ id: 'mill', time: always(10), setups: [setup] })], [], { ...every(20), limit: 1 }), {
      until: 60,
    })
    expect(states('mill')).toEqual(['0 starved', '20 setup', '23 processing', '33 starved'])
    expect(finished()).toEqual(['0@33'])
  })

  it('[S2] holds a finished unit while there is no room ahead, and is blocked', () => {
    const { states, finished } = bench(line([station({ id: 'a', time: always(2) }), station({ id: 'b', time: always(5) })], [null]), {
      until: 20,
    })
    expect(states('a')).toEqual([
      '0 processing',
      '4 blocked',
      '7 processing',
      '9 blocked',
      '12 processing',
      '14 blocked',
      '17 processing',
      '19 blocked',
    ])
    expect(finished()).toEqual(['0@7', '1@12', '2@17'])
  })

  it('[S3] blocking before service starts only when a place ahead is reserved', () => {
    const scenario = line([station({ id: 'a', time: always(2), blockingBeforeService: true }), station({ id: 'b', time: always(5) })], [1])
    const { states } = bench(scenario, { until: 13 })
    expect(states('a')).toEqual(['0 processing', '4 blocked', '7 processing', '9 blocked', '12 processing'])
  })

  it('[S4] [R2] where an operation has alternatives, each station has its own yield', () => {
    const route = [operation({ id: 'solder', stations: ['good', 'bad'] })]
    const scenario = plant({
      stations: [station({ id: 'good', time: always(1) }), station({ id: 'bad', time: always(1), yield: 0 })],
      products: [product({ id: 'part', route })],
      sources: [source({ id: 'in', limit: 20 })],
    })
    const { tally } = bench(scenario, { until: 60 })
    expect([...tally.good, ...tally.scrap]).toEqual([10, 0, 0, 10])
  })

  it('[S4] scraps, reworks up to the limit, and counts each attempt', () => {
    const bad = { yield: 0, rework: { ratio: 1, to: null, limit: 2, per: 'unit' as const } }
    const { tally, scrapped } = bench(line([station({ id: 's', time: always(1), ...bad })], [], { ...every(10), limit: 1 }), { until: 60 })
    expect(scrapped()).toEqual(['0@13'])
    expect([tally.good[0], tally.rework[0], tally.scrap[0]]).toEqual([0, 2, 1])
  })

  it('[S3] also where units are handed over directly: a free slot ahead is what is reserved', () => {
    const scenario = line(
      [station({ id: 'a', time: always(2), blockingBeforeService: true }), station({ id: 'b', time: always(5) })],
      [null],
    )
    const { states, finished } = bench(scenario, { until: 15 })
    expect(states('a')).toEqual(['0 processing', '2 blocked', '7 processing', '9 blocked', '14 processing'])
    expect(finished()).toEqual(['0@7', '1@14'])
  })

  it('[S3] a station that hands over to itself does not count on the slot it is about to fill', () => {
    const twice = (slots: number) =>
      plant({
        stations: [station({ id: 's', slots, blockingBeforeService: true }), station({ id: 't', calendar: 'late' })],
        calendars: [calendar({ id: 'late', period: 100, working: [{ from: 90, to: 100 }] })],
        products: [product({ id: 'part', route: [operation({ id: 's' }), operation({ id: 'again', stations: ['s', 't'] })] })],
        sources: [source({ id: 'in' })],
      })
    expect(bench(twice(2), { until: 6 }).finished()).toEqual(['0@2', '1@4', '2@6'])
    expect(bench(twice(1), { until: 6 }).states('s')).toEqual(['0 blocked'])
  })

  it('[S3] the place is given back when the unit is scrapped', () => {
    const scenario = line(
      [station({ id: 'a', time: always(2), yield: 0, blockingBeforeService: true }), station({ id: 'b', time: always(5) })],
      [1],
    )
    expect(bench(scenario, { until: 7 }).scrapped()).toEqual(['0@2', '1@4', '2@6'])
  })

  it('[S5] each slot has its own failures, set-up family and maintenance', () => {
    const failures = [failure({ clock: 'processing', after: always(12), repair: always(3) })]
    const worn = bench(line([station({ id: 's', slots: 2, time: always(10), failures })], [], { ...every(30), limit: 2 }), { until: 80 })
    expect(worn.states('s', 0)).toEqual([
      '0 starved',
      '30 processing',
      '40 starved',
      '60 processing',
      '62 repair',
      '65 processing',
      '73 starved',
    ])
    expect(worn.states('s', 1)).toEqual(['0 starved'])

    const setups = [{ from: '*', to: '*', time: always(5), external: 0 }]
    const families = plant({
      stations: [station({ id: 's', slots: 2, time: always(10), setups, rule: 'setup' })],
      products: ['a', 'b'].map((id) => product({ id, route: [operation({ id: 's' })] })),
      orders: ['a', 'b', 'b', 'a'].map((id, i) => order({ id: `o${i}`, product: id, release: i < 2 ? 0 : 50 })),
    })
    expect(
      bench(families, { until: 90 })
        .of(EventKind.setupStarted)
        .map(({ time, a, b }) => `slot ${a} for ${b} at ${time}`),
    ).toEqual(['slot 0 for 0 at 0', 'slot 1 for 1 at 0'])

    const maintained = line(
      [station({ id: 's', slots: 2, time: always(30), maintenance: [task({ at: [20], duration: always(5) })] })],
      [],
      every(10),
    )
    const { states } = bench(maintained, { until: 60 })
    expect(states('s', 0)).toEqual(['0 starved', '10 processing', '40 maintenance', '45 processing'])
    expect(states('s', 1)).toEqual(['0 starved', '20 maintenance', '25 processing'])
  })

  it('[S6] a slot has one state at a time, the first of the list, and they tile the calendar', () => {
    const s = station({
      id: 's',
      time: always(1000),
      calendar: 'day',
      failures: [failure({ clock: 'calendar', after: always(25), repair: always(3) })],
      maintenance: [task({ at: [20], duration: always(10), start: 'suspend' })],
    })
    const { states, tally } = bench({ ...line([s], []), calendars: [shift(29)] }, { until: 105 })
    expect(states('s')).toEqual(['0 processing', '20 maintenance', '25 repair', '28 maintenance', '29 paused', '100 processing'])
    expect(tally.slotTime).toHaveLength(STATE_COUNT)
    expect(tally.slotTime.reduce((sum, time) => sum + time, 0)).toBe(105e6)
  })
})
