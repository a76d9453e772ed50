import { describe, expect, it } from 'vitest'
import { causeSections, factorTable, lossesOf } from '../../../analysis/causes/index.ts'
import { type PlantRecord, recordOf, Table } from '../../../analysis/record/index.ts'
import { clockOf } from '../../../analysis/report/format.ts'
import { weldCase } from '../../../scorecard/electronics-weld.ts'
import { recorded } from '../recorded.ts'

const clock = clockOf({ startTime: '2026-01-05T00:00:00Z', timeZone: 'UTC', since: 0, seconds: 166_500 })

/** The first seed of the story with such a fault. */
function firstWith(fault: string) {
  for (let seed = 1; seed < 100; seed++) {
    const one = weldCase(seed)
    if (one.fault === fault) return one
  }
  throw new Error(`no seed below 100 has ${fault}`)
}

describe('what made units fail, from a log', () => {
  it('[E1.5] [C21] is named with its effect, and not before there is anything to see', () => {
    const one = firstWith('temperature step')
    const { log } = recorded(one.scenario)
    const [ict] = lossesOf(recordOf(log), log.header.scenario)
    expect(ict!.verdict).toBe('cause')
    const [first] = ict!.ranking
    expect(first).toMatchObject({ kind: 'parameter', of: one.culprit, name: 'temperature', named: true })
    expect(first!.low).toBeGreaterThan(1)
    expect(first!.seen! - first!.usual!).toBeLessThan(-5)
    expect(ict!.toHold).toBeGreaterThan(50)
    for (const language of ['en', 'zh'] as const) {
      const text = JSON.stringify(causeSections([ict!], clock, language))
      expect(text).toContain(`${one.culprit}: temperature`)
      expect(text).not.toMatch(/undefined|NaN/)
    }
    // As it was known before the fault: nothing.
    const [before] = lossesOf(recordOf(log, Math.round(ict!.ranking[0]!.since * 1e6 * 0.6)), log.header.scenario)
    expect(before!.verdict).toBe('nothing')
    expect(before!.ranking.filter(({ named }) => named)).toEqual([])
    expect(JSON.stringify(causeSections([before!], clock, 'en'))).toContain('Nothing found')
  })

  it('reads more units than fit on a stack', () => {
    const units = new Table('unit', 'product', 'order', 'source', 'created', 'fate', 'left', 'place', 'surplus')
    for (let unit = 0; unit < 300_000; unit++)
      units.add({ unit, product: -1, order: -1, source: 0, created: 0, fate: 0, left: Number.NaN, place: -1, surplus: 0 })
    const record = { ...emptyRecord(), units } as unknown as PlantRecord
    expect(factorTable(record, { products: [], startTime: '2026-01-05T00:00:00Z', materials: [] } as never, 'ict').count).toBe(0)
  })
})

const emptyRecord = () => ({
  tests: new Table('unit', 'station', 'operation', 'disposition', 'defects', 'time', 'seq'),
  jobs: new Table('unit', 'station'),
  persons: new Table('crew'),
  lots: new Table('lot'),
  uses: new Table('unit'),
  tools: new Table('unit'),
  parameters: new Table('unit'),
})
