import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fate, recordOf, rowsBy, Table } from '../../../analysis/record/index.ts'
import { Outcome } from '../../../engine/log/events.ts'
import { seconds } from '../../../engine/log/time.ts'
import { operation, plant, product, source, station } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const
const inPlant = (fate: number) => fate === Fate.inPlant

describe('the record of a log', () => {
  it('says who was worked on where, from when till when', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(10) }), station({ id: 'drill', time: always(25) })],
      products: [product({ id: 'part', route: [operation({ id: 'saw' }), operation({ id: 'drill' })] })],
      sources: [source({ id: 'in', every: always(30), limit: 2 })],
    })
    const record = recordOf(recorded(scenario, { until: 80 }).log)
    const inSeconds = record.jobs.rows().map(({ unit, station, start, end }) => [unit, station, start / 1e6, end / 1e6])
    expect(inSeconds).toEqual([
      [0, 0, 30, 40],
      [0, 1, 40, 65],
      [1, 0, 60, 70],
      [1, 1, 70, Number.NaN],
    ])
    expect(record.units.rows().map(({ fate, left }) => [fate, left / 1e6])).toEqual([
      [Fate.finished, 65],
      [Fate.inPlant, Number.NaN],
    ])
  })

  const seed = 20261123
  it(`agrees with the fold at any moment and with the tally at the end, seed ${seed}`, () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(richPlant()), anyPlant),
        fc.nat(1000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (scenario, luck, share) => {
          const { log, tally } = recorded(scenario, { until: HORIZON, seed: luck })
          const until = Math.floor(share * log.endTime)
          const { units, stays } = recordOf(log, until)
          const state = log.stateAt(until)
          // Who is there, and where.
          const there = units.rows().filter(({ fate }) => inPlant(fate))
          const { rows, place } = state.units
          const folded = Array.from({ length: rows.limit }, (_, row) => row).filter((row) => rows.key[row]! >= 0)
          expect(there.map(({ unit }) => unit).sort((a, b) => a - b)).toEqual(folded.map((row) => rows.key[row]!).sort((a, b) => a - b))
          const open = new Map(
            stays
              .rows()
              .filter(({ until }) => Number.isNaN(until))
              .map(({ unit, place }) => [unit, place]),
          )
          for (const row of folded) expect(open.get(rows.key[row]!) ?? -1).toBe(place[row])
          // What was made.
          const whole = recordOf(log)
          const count = (outcome: number) => whole.jobs.rows().filter((job) => job.outcome === outcome).length
          expect([Outcome.good, Outcome.scrap, Outcome.rework].map(count)).toEqual([tally.good, tally.scrap, tally.rework].map(sum))
          // States tile the time of every slot.
          const { states } = recordOf(log, until)
          const slots = scenario.stations.flatMap(({ slots }, s) => Array.from({ length: slots }, (_, slot) => [s, slot]))
          for (const [station, slot] of slots) {
            const own = states.rows().filter((one) => one.station === station && one.slot === slot)
            expect(own.map(({ from }) => from)).toEqual([0, ...own.slice(0, -1).map(({ until }) => until)])
          }
        },
      ),
      { seed, numRuns: 40 },
    )
  })

  it('numbers what happened in one order, whichever table it is in', () => {
    const record = recordOf(recorded(richPlant(), { until: 3000 }).log)
    const tables = Object.values(record).filter((one) => one instanceof Table && 'seq' in one.column) as Table<'seq'>[]
    const seen = tables.flatMap((table) => {
      const own = [...table.column.seq.subarray(0, table.count)]
      expect(own).toEqual([...own].sort((a, b) => a - b))
      return own
    })
    expect(new Set(seen).size).toBe(seen.length)
    expect(record.moves.count).toBeGreaterThan(0)
    // A transfer is a purchase of the stock that it goes to.
    const { moves, purchases } = record
    const bought = new Map(purchases.rows().map((one) => [one.purchaseOrder, one.item]))
    for (const { to, purchaseOrder } of moves.rows()) expect(bought.get(purchaseOrder)).toBe(to)
  })

  it('knows a row by its key', () => {
    const table = new Table('unit', 'value')
    for (let i = 0; i < 1000; i++) table.add({ unit: i % 7 === 0 ? -1 : i % 5, value: i })
    const by = rowsBy(table, 'unit')
    for (const unit of [-1, 0, 3, 4, 5, 99])
      expect([...by.of(unit)]).toEqual(
        table
          .rows()
          .map(({ unit }, row) => ({ unit, row }))
          .filter((one) => one.unit === unit && unit >= 0)
          .map(({ row }) => row),
      )
  })

  it('of a part of the log is that of a log that ends there', () => {
    const { log } = recorded(richPlant(), { until: HORIZON })
    const at = seconds(HORIZON / 2)
    const part = recordOf(log, at)
    const whole = recordOf(log)
    // What had ended by then ended so; what began later is not in it.
    const ended = (rows: { from: number; until: number }[]) => rows.filter(({ until }) => until <= at)
    expect(ended(part.stays.rows())).toEqual(ended(whole.stays.rows()))
    expect(part.stays.rows().every(({ from }) => from <= at)).toBe(true)
    expect(part.stays.count).toBeGreaterThan(30)
  })
})

const sum = (column: ArrayLike<number>) => Array.from(column).reduce((all, one) => all + one, 0)
