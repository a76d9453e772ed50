import { describe, expect, it } from 'vitest'
import type { Conveyor, Scenario, Source } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, conveyor, operation, plant, product, source, station } from '../plants.ts'

/** source ──▶ belt ──▶ press ──▶ out. The belt is 10 m at 1 m/s for units of 1 m. */
function ride(
  { time = 1, room = null, ...more }: Partial<Conveyor> & { time?: number; room?: number | null },
  first: Partial<Source> = {},
): Scenario {
  return plant({
    stations: [station({ id: 'press', time: always(time) })],
    buffers: room === null ? [] : [buffer({ id: 'rack', capacity: room })],
    conveyors: [conveyor({ id: 'belt', ...more })],
    products: [product({ id: 'part', route: [operation({ id: 'press', via: 'belt', buffer: room === null ? null : 'rack' })] })],
    sources: [source({ id: 'in', ...first })],
  })
}

const day = (to: number) => ({
  id: 'day',
  title: 'day',
  period: 100,
  origin: 0,
  working: [{ from: 0, to }],
  off: [],
  extra: [],
  changes: [],
  starts: [],
})

describe('coming on and riding', () => {
  it('[Y1] a unit comes on as the tail of the last has cleared the entry, first come, first served, and waits where it stands until then', () => {
    const { came, states } = bench(ride({ gap: 0.5 }, { limit: 3 }), { until: 100 })
    expect(came('belt')).toEqual(['0@0', '1@1.5', '2@3'])
    // Before the belt a station stands blocked: it makes one each second, and the belt takes one each 1.5 s.
    const saw = plant({
      stations: [station({ id: 'saw' }), station({ id: 'press' })],
      conveyors: [conveyor({ id: 'belt', gap: 0.5 })],
      products: [product({ id: 'part', route: [operation({ id: 'saw' }), operation({ id: 'press', via: 'belt' })] })],
      sources: [source({ id: 'in', limit: 3 })],
    })
    expect(bench(saw).came('belt')).toEqual(['0@1', '1@2.5', '2@4'])
    expect(bench(saw).states('saw')).toEqual(['0 processing', '2 blocked', '2.5 processing', '3.5 blocked', '4 starved'])
    expect(states('press')).toEqual([
      '0 starved',
      '10 processing',
      '11 starved',
      '11.5 processing',
      '12.5 starved',
      '13 processing',
      '14 starved',
    ])
  })

  it('[Y2] it rides length / speed, and no two follow closer than pitch / speed: µs are rounded up, so that nothing is ever faster', () => {
    const { came, started } = bench(ride({ length: 10, speed: 0.3, unitLength: 0.5, gap: 0 }, { limit: 2 }))
    expect(came('belt')).toEqual(['0@0', '1@1.666667'])
    expect(started('press')).toEqual(['0@33.333334', '1@35.000001'])
    // A quotient that misses a whole number by the last bit of a double is that number: 0.7 m at 0.1 m/s.
    expect(bench(ride({ length: 0.7, speed: 0.1, unitLength: 0.7 }, { limit: 1 })).started('press')).toEqual(['0@7'])
  })

  it('[Y2] a saturated conveyor delivers one unit per pitch, also where its length is no whole number of pitches', () => {
    for (const length of [10, 10.4, 1.5]) {
      const { started } = bench(ride({ length, time: 0.25 }, { limit: 30 }))
      expect(started('press')).toEqual(Array.from({ length: 30 }, (_, i) => `${i}@${length + i}`))
    }
  })

  it('[Y2] a sparse unit rides alone, and many operations and sinks may share a conveyor', () => {
    const shared = plant({
      stations: [station({ id: 's', time: always(1) }), station({ id: 't', time: always(1) })],
      conveyors: [conveyor({ id: 'belt' })],
      products: [
        product({ id: 'part', via: 'belt', route: [operation({ id: 's', via: 'belt' })] }),
        product({ id: 'other', route: [operation({ id: 't', via: 'belt' })] }),
      ],
      sources: [
        source({ id: 'in', every: always(100), limit: 1 }),
        source({ id: 'in2', mix: [{ product: 'other', weight: 1 }], every: always(103), limit: 1 }),
      ],
    })
    const { came, finished } = bench(shared)
    expect(came('belt')).toEqual(['0@100', '1@103', '0@111'])
    expect(finished()).toEqual(['1@114', '0@121'])
  })

  it('[Y3] no more than ⌊length / pitch⌋ units are on a conveyor whose end is closed', () => {
    for (const accumulating of [false, true]) {
      const held = bench(ride({ length: 5.5, accumulating, time: 1000 }), { until: 500 })
      // One in the press, then five on the belt or as many as came before it stopped.
      expect(held.came('press')).toEqual(['0@5.5'])
      expect(held.tally.level[held.records.find(({ kind }) => kind === 3)!.a]).toBe(5)
    }
  })
})

describe('units that cannot leave', () => {
  it('[Y4] a conveyor that does not accumulate stops as a whole, blocked, and keeps its spacing', () => {
    // Units come each 4 s; the press takes 6: unit 1 is at the end at 14, the press free at 16.
    const { came, conveyorStates, started } = bench(ride({ time: 6 }, { every: always(4), limit: 3 }))
    expect(came('belt')).toEqual(['0@4', '1@8', '2@12'])
    // Unit 1 stands from 18 to 20; unit 2 was 4 s behind it and still is: at the end at 24, and the press is free at 26.
    expect(started('press')).toEqual(['0@14', '1@20', '2@26'])
    expect(conveyorStates('belt')).toEqual(['4 processing', '18 blocked', '20 processing', '24 blocked', '26 starved'])
  })

  it('[Y4] a belt that stands takes nothing on, though its entry is clear', () => {
    // Unit 0 stands at the end from 15 on, for the shift of the press begins at 30.
    const scenario = ride({}, { every: always(5), limit: 3 })
    const closed = { ...scenario, calendars: [{ ...day(100), working: [{ from: 30, to: 100 }] }] }
    const late = { ...closed, stations: closed.stations.map((one) => ({ ...one, calendar: 'day' })) }
    // Units come at 5, 10, 15: at 15 the first is at the end. The third waits until the belt moves at 30.
    expect(bench(late, { until: 99 }).came('belt')).toEqual(['0@5', '1@10', '2@30'])
  })

  it('[Y5] on an accumulating conveyor units close up one by one, and start together as the first leaves', () => {
    const { came, conveyorStates, started } = bench(ride({ accumulating: true, time: 6 }, { every: always(3), limit: 4 }))
    expect(came('belt')).toEqual(['0@3', '1@6', '2@9', '3@12'])
    // 1 stands at 16, 2 behind it at 18, 3 at 20. The press takes 1 at 19: 2 starts and is at the end at 20, 3 at 22, …
    expect(started('press')).toEqual(['0@13', '1@19', '2@25', '3@31'])
    // At 18 unit 2 touches, but 3 is on its way. At 21 it has closed up behind 2, which is at the end.
    expect(conveyorStates('belt')).toEqual(['3 processing', '21 blocked', '25 processing', '26 blocked', '31 starved'])
  })

  it('[Y5] units that closed up follow one pitch apart', () => {
    // The press is closed until 100; five units stand from then on, and follow each second.
    const scenario = ride({ accumulating: true, time: 0.5 }, { limit: 5 })
    const late = { ...scenario, calendars: [{ ...day(200), period: 200, working: [{ from: 100, to: 200 }] }] }
    const closed = { ...late, stations: late.stations.map((one) => ({ ...one, calendar: 'day' })) }
    expect(bench(closed, { until: 150 }).started('press')).toEqual(['0@100', '1@101', '2@102', '3@103', '4@104'])
    // One after the other, 2 s apart: 1 starts at 102 and is there at 103, 2 starts at 104 where it was and has two to go.
    const ripple = { ...closed, conveyors: [conveyor({ id: 'belt', accumulating: true, release: 'ripple', startDelay: 2 })] }
    expect(bench(ripple, { until: 150 }).started('press')).toEqual(['0@100', '1@103', '2@106', '3@109', '4@112'])
  })

  it('[Y6] with ripple release each unit starts a delay after the one ahead of it, if it stands', () => {
    // Three stand from 7 on at 10, 9 and 8 m of the way; the press takes the first at 20, in 1 s, and then one as soon as there.
    const scenario = ride({ accumulating: true, release: 'ripple', startDelay: 0.5 }, { limit: 3 })
    const late = { ...scenario, calendars: [{ ...day(200), period: 200, working: [{ from: 20, to: 200 }] }] }
    const closed = { ...late, stations: late.stations.map((one) => ({ ...one, calendar: 'day' })) }
    // 1 starts at 20.5, there at 21.5; 2 starts at 21, and would touch 1's place at 22: 1 has left at 21.5, so it runs on, there at 23.
    expect(bench(closed, { until: 100 }).started('press')).toEqual(['0@20', '1@21.5', '2@23'])
  })

  it('[Y6] ripple with no delay is the same as starting together', () => {
    for (const time of [1.5, 4, 0.75]) {
      const first = { every: { kind: 'exponential', mean: 2 }, limit: 200 } as const
      const of = (release: 'ripple' | 'together') => bench(ride({ accumulating: true, release, length: 7.3, time }, first), { until: 3000 })
      expect(of('ripple').started('press')).toEqual(of('together').started('press'))
      expect(of('ripple').came('belt')).toEqual(of('together').came('belt'))
      expect(of('ripple').conveyorStates('belt')).toEqual(of('together').conveyorStates('belt'))
    }
  })
})

describe('pauses, failures, speeds', () => {
  it('[Y7] a pause freezes everyone where they are; a paused conveyor takes nothing and hands nothing over', () => {
    const scenario = { ...ride({ calendar: 'day' }, { every: always(8), limit: 3 }), calendars: [day(15)] }
    const { came, started, conveyorStates } = bench(scenario, { until: 199 })
    // At 15 unit 0 (on since 8) has 3 m to go. It goes on at 100.
    expect(came('belt')).toEqual(['0@8', '1@100', '2@101'])
    expect(started('press')).toEqual(['0@103', '1@110', '2@111'])
    expect(conveyorStates('belt')).toEqual(['8 processing', '15 paused', '100 processing', '111 starved', '115 paused'])
  })

  it('[Y7] a failure freezes everyone where they are until it is repaired', () => {
    const failing = ride(
      {
        failures: [{ id: 'drive', title: '', clock: 'processing', after: always(6), repair: always(5) }],
      },
      { every: always(3), limit: 2 },
    )
    const { conveyorStates, started } = bench(failing)
    // It moves from 3 on: fails at 9, is repaired at 14, fails after 6 s more of moving.
    expect(conveyorStates('belt')).toEqual(['3 processing', '9 repair', '14 processing', '20 repair', '25 processing', '26 starved'])
    expect(started('press')).toEqual(['0@18', '1@26'])
  })

  it('[Y8] a change of speed counts for what remains of the way', () => {
    // Half speed from 14 on: 0 has 4 m to go at 14 and is there at 22; 1 has come on at 11 and has 7 m to go, at full speed again from 24: 2 m left.
    const { started } = bench(
      ride(
        {
          speeds: [
            { from: 14, factor: 0.5 },
            { from: 24, factor: 1 },
          ],
        },
        { every: always(8), start: 0, limit: 1 },
      ),
    )
    expect(started('press')).toEqual(['0@22'])
    const two = bench(
      ride(
        {
          speeds: [
            { from: 14, factor: 0.5 },
            { from: 24, factor: 1 },
          ],
        },
        { every: always(11), limit: 1 },
      ),
    )
    expect(two.started('press')).toEqual(['0@26'])
  })

  it('[Y9] its states tile the calendar, and its level and throughput are counted', () => {
    const { tally } = bench({ ...ride({ calendar: 'day' }, { every: always(20) }), calendars: [day(75)] }, { until: 100 })
    // Units at 20, 40 and 60 ride 10 s each; from 75 it is paused.
    expect([...tally.carrierTime].flatMap((time, state) => (time > 0 ? [[state, time / 1e6]] : []))).toEqual([
      [1, 25],
      [7, 30],
      [10, 45],
    ])
    expect(tally.carriedUnits[0]).toBe(3)
    expect(tally.levelArea.at(-1)! / 1e6).toBe(30)
  })
})
