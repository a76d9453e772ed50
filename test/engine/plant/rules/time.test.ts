import { describe, expect, it } from 'vitest'
import { type SimTime, seconds } from '../../../../engine/kernel/time.ts'
import { EventKind } from '../../../../engine/log/events.ts'
import { NoProgress, Simulation } from '../../../../engine/plant/simulation.ts'
import { always, bench } from '../bench.ts'
import { exponential, failure, line, shift, station } from '../plants.ts'

describe('time and order', () => {
  it('[T1] rounds each duration once, to the microsecond, where it is drawn', () => {
    const stations = ['a', 'b', 'c'].map((id) => station({ id, time: always(1.4e-6) }))
    expect(bench(line(stations, [null, null], { limit: 1 })).finished()).toEqual(['0@0.000003'])
    const times: number[] = []
    const log = { append: (time: SimTime) => void times.push(time) }
    const scenario = line([station({ id: 'a', time: exponential(1) })], [], { every: exponential(2) })
    new Simulation(scenario, { seed: 1, replication: 0, log }).run(seconds(100))
    expect(times.filter((time) => !Number.isInteger(time))).toEqual([])
    expect(times.filter((time) => time % 1000 !== 0).length).toBeGreaterThan(50)
  })

  it('[T2] an operation that ends at the tick a failure is due ends first; a shift that ends at that tick comes before it', () => {
    const failures = [failure({ clock: 'calendar', after: always(10), repair: always(5), interrupted: 'scrap' })]
    const { finished, scrapped } = bench(line([station({ id: 's', time: always(10), failures })], []), { until: 12 })
    expect([finished(), scrapped()]).toEqual([['0@10'], []])
    const shifts = { ...line([station({ id: 's', time: always(50), calendar: 'day' })], []), calendars: [shift(50)] }
    expect(bench(shifts, { until: 120 }).finished()).toEqual(['0@100'])
  })

  it('[T2] [T3] a balanced line of equal cycles never blocks for a moment', () => {
    const stations = ['a', 'b', 'c', 'd'].map((id) => station({ id, time: always(1) }))
    const { states, of } = bench(line(stations, [null, null, null]), { until: 50 })
    expect(states('a')).toEqual(['0 processing'])
    expect(states('d')).toEqual(['0 starved', '3 processing'])
    expect(of(EventKind.equipmentState).filter(({ b }) => b === 8)).toEqual([])
  })

  it('[T4] a plant that goes round at one instant is an error that says when, also where it runs in slices', () => {
    const round = { yield: 0, rework: { ratio: 1, to: null, limit: 1e9, per: 'unit' as const } }
    const simulation = new Simulation(line([station({ id: 's', time: always(0), ...round })], [], { every: always(5) }), {
      seed: 1,
      replication: 0,
    })
    const run = () => {
      while (!simulation.run(seconds(60), 10_000));
    }
    expect(run).toThrow(NoProgress)
    expect(run).toThrow(/ 5000000 µs/)
    expect(run).toThrow(expect.objectContaining({ at: seconds(5), who: ['s'] }))
  })

  it('[T5] events at the end of the run happen, and measuring starts after everything else at its instant', () => {
    const scenario = line([station({ id: 's', time: always(10) })], [])
    expect(bench(scenario, { until: 30 }).finished()).toEqual(['0@10', '1@20', '2@30'])
    const { of, tally } = bench(scenario, { until: 40, warmUp: 30 })
    expect(tally.finished[0]).toBe(1)
    const atOnce = of(EventKind.warmUpEnded)[0]!
    expect(atOnce.time).toBe(30)
    expect(bench(scenario, { until: 40, warmUp: 30 }).records.findLast(({ time }) => time === 30)).toEqual(atOnce)
  })
})
