import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../../engine/kernel/time.ts'
import { LOG_FORMAT } from '../../../engine/log/header.ts'
import type { LogSink } from '../../../engine/log/sink.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { isLine, LineRun } from '../../../engine/plant/line.ts'
import { isRecordedLine, RecordedLine } from '../../../engine/plant/recorded-line.ts'
import { NoProgress, Simulation, tallyFor } from '../../../engine/plant/simulation.ts'
import type { Scenario, Source } from '../../../scenarios/model.ts'
import { buffer, crew, exponential, failure, fault, line, station } from './plants.ts'
import { richPlant } from './rich-plant.ts'

const SEED = 20_261_123

/** Times drawn from few whole seconds tie all the time; exponential ones never do. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((value) => ({ kind: 'constant', value }) as const),
  fc.double({ min: 0.1, max: 5, noNaN: true }).map(exponential),
  fc.constant({ kind: 'empirical', values: [0, 1, 1, 2, 5] } as const),
)
const mode = fc
  .record({ after: time, repair: time, cost: fc.integer({ min: 0, max: 9 }) })
  .filter(({ after }) => after.kind !== 'constant' || after.value > 0)
  .filter(({ after }) => after.kind !== 'empirical')
const station_ = fc.record({ time, modes: fc.array(mode, { maxLength: 2 }) })
const arrivals = fc.oneof(
  fc.constant<Partial<Source>>({ every: null }),
  fc.record({
    every: time.filter((t) => t.kind !== 'constant' || t.value > 0).filter((t) => t.kind !== 'empirical'),
    limit: fc.constantFrom(null, 5, 50),
  }),
  fc.constant<Partial<Source>>({
    every: exponential(2),
    start: 20,
    profile: [
      { from: 30, factor: 2.5 },
      { from: 120, factor: 0 },
      { from: 200, factor: 1 },
    ],
  }),
)

const lines: fc.Arbitrary<Scenario> = fc
  .record({
    stations: fc.array(station_, { minLength: 1, maxLength: 6 }),
    capacities: fc.array(fc.constantFrom(null, 1, 2, 7, 1_000_000), { minLength: 6, maxLength: 6 }),
    arrivals,
  })
  .filter(
    ({ stations, arrivals: { every } }) =>
      every !== null || stations.every(({ time: t }) => t.kind === 'exponential' || (t.kind === 'constant' && t.value > 0)),
  )
  .map(({ stations, capacities, arrivals: first }) =>
    line(
      stations.map(({ time: t, modes }, i) =>
        station({
          id: `s${i}`,
          time: t,
          failures: modes.map(({ after, repair, cost }, m) => failure({ id: `m${m}`, clock: 'processing', after, repair, cost })),
        }),
      ),
      capacities.slice(0, stations.length - 1),
      first,
    ),
  )
  .chain((scenario) =>
    fc
      .constantFrom(null, 3, 1_000_000)
      .map((capacity) => (capacity === null || scenario.sources[0]!.every === null ? scenario : withFirstBuffer(scenario, capacity))),
  )

/** A buffer between the source and the first station. */
function withFirstBuffer(scenario: Scenario, capacity: number): Scenario {
  const [part] = scenario.products
  const route = part!.route.map((operation, step) => (step === 0 ? { ...operation, buffer: 'first' } : operation))
  return { ...scenario, buffers: [...scenario.buffers, buffer({ id: 'first', capacity })], products: [{ ...part!, route }] }
}

const options = (warmUp: number) => ({ seed: 7, replication: 2, warmUp: seconds(warmUp) })

function byCalendar(scenario: Scenario, until: number, warmUp: number, log?: LogSink) {
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { ...options(warmUp), tally, ...(log && { log }) })
  simulation.run(seconds(until))
  tally.settle(seconds(until))
  simulation.end()
  return { tally, events: simulation.events }
}

function recorded(scenario: Scenario, until: number, warmUp: number, log: LogSink, budget = 50) {
  const tally = tallyFor(scenario)
  const simulation = new RecordedLine(scenario, { ...options(warmUp), tally, log })
  while (!simulation.run(seconds(until), budget));
  tally.settle(seconds(until))
  simulation.end()
  return { tally, events: simulation.events }
}

function byRecursion(scenario: Scenario, until: number, warmUp: number) {
  const tally = tallyFor(scenario)
  const run = new LineRun(scenario, { ...options(warmUp), until: seconds(until), tally })
  while (!run.run(50));
  return { tally, events: run.events }
}

describe('[X1] a line by recursion', () => {
  it(`gives the same tally and events as the calendar, to the bit (seed ${SEED})`, () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(0, 40, 100.5), (scenario, warmUp) => {
        expect(isLine(scenario)).toBe(true)
        expect(byRecursion(scenario, 300, warmUp)).toEqual(byCalendar(scenario, 300, warmUp))
      }),
      { seed: SEED, numRuns: 400 },
    )
  })

  it('is not for plants that are more than a line', () => {
    const plain = line([station({ id: 's' })], [])
    expect(isLine(plain)).toBe(true)
    expect(isLine(richPlant())).toBe(false)
    const variants: Partial<Scenario>[] = [
      { stations: [station({ id: 's', yield: 0.9 })] },
      { stations: [station({ id: 's', slots: 2 })] },
      { stations: [station({ id: 's', failures: [failure({ clock: 'calendar', after: exponential(1), repair: exponential(1) })] })] },
      {
        stations: [
          station({ id: 's', failures: [failure({ clock: 'processing', after: exponential(1), repair: exponential(1), cost: 0.1 })] }),
        ],
      },
      { faults: [fault({ id: 'f', factor: 2 })] },
      { sources: [{ ...plain.sources[0]!, quantity: 2 }] },
    ]
    for (const variant of variants) expect(isLine({ ...plain, ...variant }), JSON.stringify(variant)).toBe(false)
    const queued = line([station({ id: 'a' }), station({ id: 's' })], [2])
    expect(isLine(queued)).toBe(true)
    expect(isLine({ ...queued, buffers: [{ ...queued.buffers[0]!, order: 'lifo' }] })).toBe(false)
    const unheardOf = { ...station({ id: 's' }), somethingNew: { of: 'tomorrow' } }
    expect(isLine({ ...plain, stations: [unheardOf] })).toBe(false)
    expect(isLine({ ...plain, stations: [{ ...unheardOf, somethingNew: null } as never] })).toBe(true)
  })
})

describe('[X2] a line that is recorded', () => {
  it(`gives the same records in the same order as the calendar, and the same tally, to the bit (seed ${SEED})`, () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(0, 40, 100.5), (scenario, warmUp) => {
        expect(isRecordedLine(scenario)).toBe(true)
        const [one, other] = [recordList(), recordList()]
        expect(recorded(scenario, 300, warmUp, one)).toEqual(byCalendar(scenario, 300, warmUp, other))
        expect(one.records).toEqual(other.records)
      }),
      { seed: SEED, numRuns: 400 },
    )
  })

  it(`gives the same bytes of log, whatever pieces it is run in (seed ${SEED})`, () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(0, 100.5), fc.constantFrom(1, 7, 1000), (scenario, warmUp, budget) => {
        const [one, other] = [bytesOf(scenario), bytesOf(scenario)]
        recorded(scenario, 3000, warmUp, one.log, budget)
        byCalendar(scenario, 3000, warmUp, other.log)
        expect(one.hash()).toBe(other.hash())
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  it('says what the other stations of the plant are about, and goes round no longer than the calendar', () => {
    const plain = line([station({ id: 'a', time: exponential(1) }), station({ id: 'b', time: exponential(1) })], [2])
    const more = { ...plain, stations: [station({ id: 'first' }), ...plain.stations, station({ id: 'last' })] }
    const [one, other] = [recordList(), recordList()]
    expect(recorded(more, 50, 0, one)).toEqual(byCalendar(more, 50, 0, other))
    expect(one.records).toEqual(other.records)
    const endless = line([station({ id: 'a', time: { kind: 'constant', value: 0 } })], [])
    expect(() => recorded(endless, 50, 0, recordList())).toThrow(NoProgress)
  })

  it('is not for lines of more stations than it is fast with, nor for plants with crews', () => {
    const long = (steps: number) =>
      line(
        Array.from({ length: steps }, (_, i) => station({ id: `s${i}` })),
        new Array(steps - 1).fill(1),
      )
    expect([long(64), long(65)].map(isRecordedLine)).toEqual([true, false])
    expect(isRecordedLine({ ...long(2), crews: [crew({ id: 'menders' })] })).toBe(false)
  })
})

/** A writer of the log itself, and what comes of it. */
function bytesOf(scenario: Scenario) {
  const { startTime, timeZone } = scenario
  const origin = { format: LOG_FORMAT, origin: 'simulated', takt: '', rng: '', scenarioHash: '', seed: 7, replication: 2 } as const
  const log = new LogWriter({ ...origin, startTime, timeZone, scenario }, () => {})
  return { log, hash: () => log.close(seconds(3000)).hash }
}

/** Keeps what it is told, a text each. */
function recordList(): LogSink & { readonly records: readonly string[] } {
  const records: string[] = []
  return { records, append: (...record) => void records.push(record.join(' ')) }
}
