import { describe, expect, it } from 'vitest'
import { seconds } from '../../../../engine/kernel/time.ts'
import { EventKind } from '../../../../engine/log/events.ts'
import { openLog } from '../../../../engine/log/reader.ts'
import { inOrderOfTruth, replayTally } from '../../../../engine/log/replay.ts'
import type { Tally } from '../../../../engine/log/tally.ts'
import { LogWriter } from '../../../../engine/log/writer.ts'
import { Simulation, tallyFor } from '../../../../engine/plant/simulation.ts'
import type { Material, Scenario, Station } from '../../../../scenarios/model.ts'
import { headerOf } from '../../log/plants.ts'
import { joined } from '../../log/samples.ts'
import { always } from '../bench.ts'
import { material, operation, plant, product, source, station, supplier } from '../plants.ts'
import { richPlant } from '../rich-plant.ts'

/** One unit every 10 s takes 3 kg of 100 when it begins to be cut, which takes 4 s; then it is painted for 5 s. */
const shop = (steel: Partial<Material>, saw: Partial<Station> = {}, parts: Partial<Scenario> = {}): Scenario =>
  plant({
    materials: [material({ id: 'steel', initialStock: 100, reorderPoint: 20, orderUpTo: 100, supplier: 'acme', ...steel })],
    suppliers: [supplier({ id: 'acme', leadTime: always(5) })],
    stations: [station({ id: 'saw', time: always(4), ...saw }), station({ id: 'booth', time: always(5) })],
    products: [
      product({
        id: 'part',
        route: [
          operation({ id: 'cut', stations: ['saw'], components: [{ item: 'steel', quantity: 3 }] }),
          operation({ id: 'paint', stations: ['booth'] }),
        ],
      }),
    ],
    sources: [source({ id: 'source0', every: always(10) })],
    ...parts,
  })

function run(scenario: Scenario, until = 35) {
  const pieces: Uint8Array[] = []
  const writer = new LogWriter(headerOf(scenario), (bytes) => pieces.push(bytes))
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed: 1, replication: 0, tally, log: writer })
  simulation.run(seconds(until))
  simulation.end()
  tally.settle(simulation.now)
  writer.close(simulation.now)
  return { log: openLog(joined(pieces)), tally }
}
type Ran = ReturnType<typeof run>

/** `3 @10, known 14`: what was taken, in the order in which it became known. */
function taken({ log }: Ran): string[] {
  const lines: string[] = []
  log.scan(0, log.count, ({ kind, time, recorded, v }) => {
    if (kind === EventKind.materialConsumed) lines.push(`${v} @${time / 1e6}, known ${recorded / 1e6}`)
  })
  return lines
}

function ordered({ log }: Ran): string[] {
  const lines: string[] = []
  log.scan(0, log.count, ({ kind, time, v }) => {
    if (kind === EventKind.materialOrdered) lines.push(`${v} @${time / 1e6}`)
  })
  return lines
}

function truth({ log }: Ran): string[] {
  const lines: string[] = []
  inOrderOfTruth(log, ({ kind, time, subject, a, b, c, v }) => {
    lines.push([time, kind, subject, a, b, kind === EventKind.materialConsumed ? '' : c, v].join(' '))
  })
  return lines
}

const columns = ({ shape: _, ...all }: Tally) =>
  Object.fromEntries(Object.entries(all).map(([name, column]) => [name, typeof column === 'number' ? column : Array.from(column)]))

describe('backflush', () => {
  it('[Z5] what an operation took is booked at its end, true when it was taken, and at the end of the run in any case', () => {
    const ran = run(shop({ backflush: 'operation' }), 32)
    expect(taken(ran)).toEqual(['3 @10, known 14', '3 @20, known 24', '3 @30, known 32'])
    expect([13, 14, 23, 24].map((at) => ran.log.stateAt(seconds(at)).onHand[0])).toEqual([100, 97, 97, 94])
    expect(taken(run(shop({}), 32))).toEqual(['3 @10, known 10', '3 @20, known 20', '3 @30, known 30'])
  })

  it('[Z5] of scrap too; and of what is done again once', () => {
    expect(taken(run(shop({ backflush: 'operation' }, { yield: 0 }), 25))).toEqual(['3 @10, known 14', '3 @20, known 24'])
    const rework = { ratio: 1, to: null, limit: 1, per: 'unit' } as const
    expect(taken(run(shop({ backflush: 'operation' }, { yield: 0, rework }), 19))).toEqual(['3 @10, known 14'])
  })

  it('[Z5] or when the unit leaves the plant', () => {
    expect(taken(run(shop({ backflush: 'completion' })))).toEqual(['3 @10, known 19', '3 @20, known 29', '3 @30, known 35'])
    expect(taken(run(shop({ backflush: 'completion' }, { yield: 0 }), 25))).toEqual(['3 @10, known 14', '3 @20, known 24'])
  })

  it('[Z5] and later still where people book late', () => {
    const bookings = { of: ['consumed' as const], late: { share: 1, by: always(7) }, batched: null, errors: null }
    expect(taken(run(shop({ backflush: 'operation' }, {}, { bookings })))).toEqual([
      '3 @10, known 21',
      '3 @20, known 31',
      '3 @30, known 35',
    ])
  })

  it('[Z6] who orders at a reorder point goes by the books', () => {
    expect(ordered(run(shop({ reorderPoint: 94 })))).toEqual(['6 @20'])
    expect(ordered(run(shop({ reorderPoint: 94, backflush: 'operation' })))).toEqual(['6 @24'])
    expect(ordered(run(shop({ reorderPoint: 94, backflush: 'completion' })))).toEqual(['6 @29'])
  })

  it('[Z6] work finds what is there, whatever the books say', () => {
    const ran = run(shop({ initialStock: 5, backflush: 'completion', reorderPoint: 0 }, { slots: 2 }), 60)
    // The second kit is never complete: 2 kg are left, and nothing is ordered above 0.
    expect(taken(ran)).toEqual(['3 @10, known 19'])
  })

  it('[Z7] in the order of truth it is the log of one that books at once', () => {
    for (const backflush of ['operation', 'completion'] as const) expect(truth(run(shop({ backflush })))).toEqual(truth(run(shop({}))))
  })

  it('[K3] a replay counts the same, to the bit, where it is ordered by the books', () => {
    const scenario = richPlant()
    const ran = run(scenario, 6000)
    expect(ran.log.hasLate).toBe(true)
    expect(columns(replayTally(ran.log))).toEqual(columns(ran.tally))
  })
})
