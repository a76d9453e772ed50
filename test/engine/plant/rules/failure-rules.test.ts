import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { FailureMode, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, crew, failure, line, material, operation, plant, product, shift, source, station } from '../plants.ts'

const every = (s: number) => ({ every: always(s) })
const breaks = (given: Partial<FailureMode>) => [failure({ clock: 'calendar', after: always(4), repair: always(3), ...given })]
const failed = (scenario: Scenario, until: number) =>
  bench(scenario, { until })
    .of(EventKind.failureOccurred)
    .map(({ time }) => time)
/** Fails after this life once, and then no more. */
const once = (life: number) => ({ after: always(1e6), age: 1e6 - life })

describe('how failures come due, and what they do', () => {
  it('[F6] a clock of another station is moved by its work, whatever its own slot does', () => {
    // a works on a unit of 10 s every 20 s: 25 s of work are reached at 45 s. The pump itself never has anything to do.
    const scenario = (given: Partial<FailureMode>) => ({
      ...line([station({ id: 'a', time: always(10) })], [], every(20)),
      stations: [
        station({ id: 'a', time: always(10) }),
        station({ id: 'pump', failures: breaks({ clock: 'processing', station: 'a', after: always(25), repair: always(5), ...given }) }),
      ],
    })
    // Units start at 20, 40, 60, …: 10 + 10 + 5 s at 65; the repair ends at 70, at which that unit is done; then 10 + 10 + 5 at 125.
    expect(failed(scenario({}), 130)).toEqual([65, 125])
    // The third unit is done at 70; then the sixth, at 130.
    expect(failed(scenario({ clock: 'cycles', after: always(3) }), 140)).toEqual([70, 130])
    // Counted from the failure's start: the 5 s of work during the repair count, and those on [80, 90) and [100, 110).
    expect(failed(scenario({ since: 'failure' }), 130)).toEqual([65, 110])
  })

  it('[F6] two slots at work move it twice as fast', () => {
    const stations = [
      station({ id: 'a', slots: 2, time: always(100) }),
      station({ id: 'pump', failures: breaks({ clock: 'processing', station: 'a', after: always(30), repair: always(1) }) }),
    ]
    expect(failed({ ...line([station({ id: 'a' })], [], every(10)), stations }, 70)).toEqual([30, 46, 62])
  })

  it('[F7] an interval runs from failure to failure; one that comes due in the repair happens as it ends', () => {
    const scenario = (after: number, since: 'repair' | 'failure') =>
      plant({ stations: [station({ id: 's', failures: breaks({ after: always(after), since }) })] })
    expect(failed(scenario(10, 'repair'), 40)).toEqual([10, 23, 36])
    expect(failed(scenario(10, 'failure'), 40)).toEqual([10, 20, 30, 40])
    expect(failed(scenario(2, 'failure'), 12)).toEqual([2, 5, 8, 11])
  })

  it('[F8] a gated clock runs by the calendar, and its failure waits until the slot may fail', () => {
    const mode = (dueWhile: 'accrue' | 'gate') => breaks({ clock: 'processing', after: always(15), repair: always(5), dueWhile })
    const scenario = (dueWhile: 'accrue' | 'gate') =>
      line([station({ id: 's', time: always(10), failures: mode(dueWhile) })], [], every(20))
    // Works on [20, 30), [40, 50), …: accrued, 15 s of work are over at 45; then at 70, as a unit is done, so that the next one fails.
    expect(failed(scenario('accrue'), 80)).toEqual([45, 80])
    // By the calendar it is due at 15, and fails as the work begins at 20; renewed at 25, due at 40, where the next work has just begun.
    expect(failed(scenario('gate'), 80)).toEqual([20, 40, 60, 80])
    const paused = { ...scenario('gate'), calendars: [shift(50)] }
    const operating = { ...breaks({ clock: 'operating', after: always(60), dueWhile: 'gate' })[0]! }
    expect(failed({ ...paused, stations: [station({ id: 's', calendar: 'day', failures: [operating] })] }, 200)).toEqual([100, 200])
  })

  it('[F9] an old machine fails sooner, one in equilibrium anywhere within its life', () => {
    const scenario = (given: Partial<FailureMode>) =>
      plant({ stations: [station({ id: 's', failures: breaks({ after: always(10), repair: always(0), ...given }) })] })
    expect(failed(scenario({ age: 7 }), 25)).toEqual([3, 13, 23])
    const first = Array.from(
      { length: 400 },
      (_, seed) => bench(scenario({ first: 'equilibrium' }), { until: 10, seed }).of(EventKind.failureOccurred)[0]!.time,
    )
    const mean = first.reduce((sum, time) => sum + time, 0) / first.length
    expect(Math.min(...first)).toBeGreaterThan(0)
    expect(Math.max(...first)).toBeLessThan(10)
    // Uniform on 0 to 10: mean 5, standard error 0.14.
    expect(Math.abs(mean - 5)).toBeLessThan(0.5)
    const cycles = line([station({ id: 's', time: always(1), failures: breaks({ clock: 'cycles', after: always(10), age: 8 }) })], [])
    expect(failed(cycles, 20)).toEqual([2, 15])
  })

  it('[F10] resample draws another time for the same work; a share of failures costs the unit', () => {
    const time = { kind: 'uniform', min: 10, max: 1000 } as const
    const mode = (given: Partial<FailureMode>) => breaks({ ...once(5), repair: always(1), ...given })
    const s = (given: Partial<FailureMode>) => line([station({ id: 's', time, failures: mode(given) })], [], { every: always(1), limit: 1 })
    const plain = line([station({ id: 's', time })], [], { every: always(1), limit: 1 })
    const end = (scenario: Scenario) => Number(bench(scenario, { until: 2000 }).finished()[0]!.split('@')[1])
    expect(end(s({ interrupted: 'resume' }))).toBeCloseTo(end(plain) + 1, 6)
    expect(end(s({ interrupted: 'restart' }))).toBeCloseTo(end(plain) + 5, 6)
    expect(end(s({ interrupted: 'resample' }))).not.toBeCloseTo(end(plain) + 5, 1)

    const often = line(
      [
        station({
          id: 's',
          time: always(10),
          failures: breaks({
            clock: 'processing',
            after: { kind: 'exponential', mean: 15 },
            repair: always(1),
            interrupted: 'scrap',
            scrapRatio: 0.25,
          }),
        }),
      ],
      [],
    )
    const { scrapped, of } = bench(often, { until: 20_000 })
    const share = scrapped().length / of(EventKind.failureOccurred).length
    expect(Math.abs(share - 0.25)).toBeLessThan(0.05)
  })

  it('[F10] finishFirst waits for the unit in work; opportunistic until there is nothing to do', () => {
    const s = (interrupted: FailureMode['interrupted'], clock: 'calendar' | 'processing' = 'calendar') =>
      line([station({ id: 's', time: always(10), failures: breaks({ clock, ...once(4), repair: always(3), interrupted }) })], [], {
        every: always(1),
        limit: 2,
        start: 0,
      })
    expect(bench(s('resume'), { until: 40 }).states('s')).toEqual(['0 starved', '1 processing', '4 repair', '7 processing', '24 starved'])
    expect(bench(s('finishFirst'), { until: 40 }).states('s')).toEqual([
      '0 starved',
      '1 processing',
      '11 repair',
      '14 processing',
      '24 starved',
    ])
    expect(bench(s('finishFirst', 'processing'), { until: 40 }).states('s')).toEqual([
      '0 starved',
      '1 processing',
      '11 repair',
      '14 processing',
      '24 starved',
    ])
    expect(bench(s('opportunistic'), { until: 40 }).states('s')).toEqual(['0 starved', '1 processing', '21 repair', '24 starved'])
    // Nothing to finish: it fails at once.
    const idle = plant({ stations: [station({ id: 's', failures: breaks({ interrupted: 'finishFirst' }) })] })
    expect(failed(idle, 12)).toEqual([4, 11])
    const free = plant({ stations: [station({ id: 's', failures: breaks({ interrupted: 'opportunistic' }) })] })
    expect(failed(free, 12)).toEqual([4, 11])
  })

  it('[F11] modes that overlap are repaired one after the other, first failed first', () => {
    const mode = (id: string, after: number, repair: number) => failure({ id, clock: 'calendar', ...once(after), repair: always(repair) })
    const s = (overlap: 'union' | 'queue') =>
      plant({ stations: [station({ id: 's', overlap, failures: [mode('a', 10, 20), mode('b', 16, 5), mode('c', 15, 7)] })] })
    expect(bench(s('union'), { until: 60 }).states('s')).toEqual(['0 starved', '10 repair', '30 starved'])
    const { states, of } = bench(s('queue'), { until: 60 })
    expect(states('s')).toEqual(['0 starved', '10 repair', '42 starved'])
    expect(of(EventKind.maintenanceStarted).map(({ time, a }) => `${a}@${time}`)).toEqual(['0@10', '2@30', '1@37'])
  })

  it('[F12] a repair waits for its spare parts, and they are ordered anew', () => {
    const spares = [{ item: 'seal', quantity: 1 }]
    const base = (who: string | null, initialStock: number) => ({
      ...plant({
        stations: [
          station({ id: 'a', failures: breaks({ ...once(10), repair: always(5), spares, crew: who }) }),
          station({ id: 'b', failures: breaks({ ...once(12), repair: always(5), spares, crew: who }) }),
        ],
      }),
      materials: [material({ id: 'seal', initialStock, reorderPoint: 0, orderQuantity: 1, supplier: 'acme' })],
      suppliers: [{ id: 'acme', title: '', leadTime: always(30), late: null, short: null, lotQuality: null }],
      crews: [crew({ id: 'fitters', size: 2 })],
    })
    for (const who of [null, 'fitters']) {
      // One in stock: a takes it at 10, which orders the next for 40.
      const { states, of } = bench(base(who, 1), { until: 60 })
      expect(states('a')).toEqual(['0 starved', '10 repair', '15 starved'])
      expect(states('b')).toEqual(['0 starved', '12 waitRepair', '40 repair', '45 starved'])
      expect(of(EventKind.materialConsumed).map(({ time, subject, b, v }) => [time, subject, b, v])).toEqual([
        [10, 0, -1, 1],
        [40, 0, -1, 1],
      ])
    }
    // None in stock: the first order comes at 30, the one that it sets off at 60; who failed first is first.
    const none = bench(base('fitters', 0), { until: 70 })
    expect(none.states('a')).toEqual(['0 starved', '10 waitRepair', '30 repair', '35 starved'])
    expect(none.states('b')).toEqual(['0 starved', '12 waitRepair', '60 repair', '65 starved'])
  })

  it('[F12] a crew does not wait for parts with one machine while another could be repaired', () => {
    const spares = [{ item: 'seal', quantity: 1 }]
    const scenario = {
      ...plant({
        stations: [
          station({ id: 'a', failures: breaks({ ...once(10), repair: always(5), spares, crew: 'fitters' }) }),
          station({ id: 'b', failures: breaks({ ...once(12), repair: always(5), crew: 'fitters' }) }),
        ],
      }),
      materials: [material({ id: 'seal', initialStock: 0, reorderPoint: 0, orderQuantity: 1, supplier: 'acme' })],
      suppliers: [{ id: 'acme', title: '', leadTime: always(30), late: null, short: null, lotQuality: null }],
      crews: [crew({ id: 'fitters' })],
    }
    const { states } = bench(scenario, { until: 60 })
    expect(states('b')).toEqual(['0 starved', '12 repair', '17 starved'])
    expect(states('a')).toEqual(['0 starved', '10 waitRepair', '30 repair', '35 starved'])
  })

  it('[F13] minimal repair keeps the age: failures come as in a Poisson process of the hazard', () => {
    const law = { kind: 'weibull', shape: 2, scale: 100 } as const
    const s = (effect: FailureMode['effect'], restores: number | null = null) =>
      plant({ stations: [station({ id: 's', failures: breaks({ after: law, repair: always(0), effect, restores }) })] })
    // (1000 / 100)² = 100 failures in 1000 s, sd 10, of 60 runs 1.3; renewed each time, 1000 / 88.6.
    const mean = (scenario: Scenario) => {
      let sum = 0
      for (let replication = 0; replication < 60; replication++)
        sum += bench(scenario, { until: 1000, replication }).of(EventKind.failureOccurred).length
      return sum / 60
    }
    expect(Math.abs(mean(s('minimal')) - 100)).toBeLessThan(5)
    expect(Math.abs(mean(s('renew')) - 11)).toBeLessThan(1)
    const partial = mean(s('partial', 0.5))
    expect(partial).toBeGreaterThan(13)
    expect(partial).toBeLessThan(40)
    // All of its age: as good as new, to the draw.
    expect(failed(s('partial', 1), 500)).toEqual(failed(s('renew'), 500))
  })

  it('[F14] a set-up that is lost is done again before the work goes on', () => {
    const scenario = (setup: 'keep' | 'lost'): Scenario => ({
      ...plant({
        stations: [
          station({
            id: 's',
            time: always(10),
            setups: [{ from: '*', to: '*', time: always(4), external: 0 }],
            failures: breaks({ ...once(9), repair: always(3), setup }),
          }),
        ],
        buffers: [buffer({ id: 'rack' })],
        products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })] })],
        sources: [source({ id: 'in', every: always(1), limit: 2 })],
      }),
    })
    // Set up on [1, 5), works 4 s of 10, is repaired on [9, 12).
    expect(bench(scenario('keep'), { until: 40 }).states('s')).toEqual([
      '0 starved',
      '1 setup',
      '5 processing',
      '9 repair',
      '12 processing',
      '28 starved',
    ])
    expect(bench(scenario('lost'), { until: 40 }).states('s')).toEqual([
      '0 starved',
      '1 setup',
      '5 processing',
      '9 repair',
      '12 setup',
      '16 processing',
      '32 starved',
    ])
  })
})
