import { describe, expect, it } from 'vitest'
import { seconds } from '../../../../engine/kernel/time.ts'
import { EventKind } from '../../../../engine/log/events.ts'
import { openLog } from '../../../../engine/log/reader.ts'
import { inOrderOfTruth, replayTally } from '../../../../engine/log/replay.ts'
import type { Tally } from '../../../../engine/log/tally.ts'
import { LogWriter } from '../../../../engine/log/writer.ts'
import { Simulation, tallyFor } from '../../../../engine/plant/simulation.ts'
import type { Bookings, Scenario } from '../../../../scenarios/model.ts'
import { headerOf } from '../../log/plants.ts'
import { joined } from '../../log/samples.ts'
import { always } from '../bench.ts'
import { exponential, material, operation, plant, product, source, station } from '../plants.ts'
import { richPlant } from '../rich-plant.ts'

const bookings = (given: Partial<Bookings>): Bookings => ({
  of: ['received', 'consumed', 'produced', 'shipped', 'scrapped'],
  late: null,
  batched: null,
  errors: null,
  ...given,
})

/** One unit every 10 s takes 3 kg of 100 when its work starts. */
const shop = (given: Partial<Bookings> | null): Scenario =>
  plant({
    bookings: given === null ? null : bookings(given),
    materials: [material({ id: 'steel', initialStock: 100, reorderPoint: 20, orderUpTo: 100, supplier: 'acme' })],
    suppliers: [{ id: 'acme', title: '', leadTime: always(5), late: null, short: null, lotQuality: null }],
    stations: [station({ id: 'saw' })],
    products: [
      product({
        id: 'part',
        route: [operation({ id: 'cut', stations: ['saw'], time: always(4), components: [{ item: 'steel', quantity: 3 }] })],
      }),
    ],
    sources: [source({ id: 'source0', every: always(10) })],
  })

function run(scenario: Scenario, { until = 35, seed = 1 } = {}) {
  const pieces: Uint8Array[] = []
  const writer = new LogWriter(headerOf(scenario, { seed }), (bytes) => pieces.push(bytes))
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed, replication: 0, tally, log: writer })
  simulation.run(seconds(until))
  simulation.end()
  tally.settle(simulation.now)
  writer.close(simulation.now)
  return { log: openLog(joined(pieces)), tally, events: simulation.events }
}

const WORDS: Record<number, string> = {
  [EventKind.materialConsumed]: 'took',
  [EventKind.recordReversed]: 'reversed',
}

/** `took 3 @0, known 7`: bookings in the order in which they became known. */
function told({ log }: ReturnType<typeof run>): string[] {
  const lines: string[] = []
  log.scan(0, log.count, ({ kind, time, recorded, v }) => {
    if (WORDS[kind] !== undefined) lines.push(`${WORDS[kind]} ${v} @${time / 1e6}, known ${recorded / 1e6}`)
  })
  return lines
}

/** What is true, in its order, without the numbers that only late bookings have. */
function truth({ log }: ReturnType<typeof run>): string[] {
  const lines: string[] = []
  inOrderOfTruth(log, ({ kind, time, subject, a, b, c, v }) => {
    const isBooked = kind >= EventKind.materialReceived && kind <= EventKind.materialShipped
    lines.push([time, kind, subject, a, b, isBooked || kind === EventKind.materialScrapped ? '' : c, v].join(' '))
  })
  return lines
}

const columns = ({ shape: _, ...all }: Tally) =>
  Object.fromEntries(Object.entries(all).map(([name, column]) => [name, typeof column === 'number' ? column : Array.from(column)]))

describe('bookings', () => {
  it('[A21] are known as much later as they are late, and at the end of the run in any case', () => {
    expect(told(run(shop({ late: { share: 1, by: always(7) } })))).toEqual([
      'took 3 @10, known 17',
      'took 3 @20, known 27',
      'took 3 @30, known 35',
    ])
  })

  it('[A21] are made together at the next full period', () => {
    expect(told(run(shop({ batched: 20 })))).toEqual(['took 3 @10, known 20', 'took 3 @20, known 20', 'took 3 @30, known 35'])
    expect(told(run(shop({ batched: 20, late: { share: 1, by: always(11) } })))).toEqual([
      'took 3 @10, known 35',
      'took 3 @20, known 35',
      'took 3 @30, known 35',
    ])
  })

  it('[A21] are late for as many as is said', () => {
    const lines = told(run(shop({ late: { share: 0.3, by: always(3) } }), { until: 40_000 }))
    const late = lines.filter((line) => !line.includes(`@${line.split('known ')[1]},`)).length
    // Of 4000, 0.3 ± 3 × sqrt(0.3 × 0.7 / 4000).
    expect(Math.abs(late / lines.length - 0.3)).toBeLessThan(0.022)
  })

  it('[A22] of a wrong quantity are reversed, and booked rightly with the time at which that was true', () => {
    const errors = { share: 1, twice: 0, factor: always(10), corrected: always(4) }
    expect(told(run(shop({ errors }), { until: 18 }))).toEqual([
      'took 30 @10, known 10',
      'reversed 30 @10, known 14',
      'took 3 @10, known 14',
    ])
  })

  it('[A22] made twice are reversed once', () => {
    const errors = { share: 1, twice: 1, factor: always(1), corrected: always(4) }
    expect(told(run(shop({ errors }), { until: 18 }))).toEqual(['took 3 @10, known 10', 'took 3 @10, known 10', 'reversed 3 @10, known 14'])
  })

  it('[A22] late and wrong ones are corrected after they were booked; what was known in between is in the book', () => {
    const errors = { share: 1, twice: 0, factor: always(2), corrected: always(4) }
    const ran = run(shop({ late: { share: 1, by: always(3) }, errors }), { until: 19 })
    expect(told(ran)).toEqual(['took 6 @10, known 13', 'reversed 6 @10, known 17', 'took 3 @10, known 17'])
    expect([12, 13, 17].map((at) => ran.log.stateAt(seconds(at)).onHand[0])).toEqual([100, 94, 97])
  })

  it('[A20] change nothing in the plant, and nothing that is counted', () => {
    const errors = { share: 0.5, twice: 0.5, factor: { kind: 'uniform', min: 0, max: 2 } as const, corrected: exponential(30) }
    for (const seed of [1, 2, 3]) {
      const [right, wrong] = [null, bookings({ late: { share: 0.5, by: exponential(40) }, batched: 7, errors })].map((all) =>
        run({ ...richPlant(), bookings: all }, { seed, until: 6000 }),
      )
      expect(wrong!.events).toBe(right!.events)
      expect(columns(wrong!.tally)).toEqual(columns(right!.tally))
      expect(wrong!.log.hasLate).toBe(true)
    }
  })

  it('[A23] late, wrong and reversed ones give, in the order of truth, the log of those made rightly and at once, to the bit', () => {
    const errors = { share: 0.5, twice: 0.5, factor: { kind: 'uniform', min: 0, max: 2 } as const, corrected: exponential(30) }
    for (const seed of [1, 2, 3]) {
      const all = bookings({ late: { share: 0.5, by: exponential(40) }, batched: 7, errors })
      const right = run({ ...richPlant(), bookings: null }, { seed, until: 6000 })
      const wrong = run({ ...richPlant(), bookings: all }, { seed, until: 6000 })
      expect(truth(wrong)).toEqual(truth(right))
      expect(columns(replayTally(wrong.log))).toEqual(columns(right.tally))
      expect(wrong.log.count).toBeGreaterThan(right.log.count)
    }
  })

  it('[A23] that are true and known at the very end stand where they were true', () => {
    const errors = { share: 1, twice: 0, factor: always(2), corrected: always(4) }
    const wrong = run(shop({ errors }), { until: 10 })
    expect(told(wrong)).toEqual(['took 6 @10, known 10', 'reversed 6 @10, known 10', 'took 3 @10, known 10'])
    expect(truth(wrong)).toEqual(truth(run(shop(null), { until: 10 })))
  })
})
