import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  branchAlarms,
  causesOf,
  type Factor,
  type FactorTable,
  factorTable,
  unitsToHold,
  WELD_STANDARD,
} from '../../../analysis/causes/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { EventKind } from '../../../engine/log/events.ts'
import { Streams } from '../../../engine/random/index.ts'
import { weldCase } from '../../../scorecard/electronics-weld.ts'
import { recorded } from '../recorded.ts'

/** Units with a machine, an operator and a lot each; `share` says how often each is bad. */
function made(
  seed: number,
  count: number,
  of: (unit: number, draw: () => number) => { machine: number; person: number; lot: number },
  share: (unit: { machine: number; person: number; lot: number; i: number }) => number,
): FactorTable {
  const streams = new Streams(seed, 0)
  const stream = streams.open('made', 'units')
  const draw = () => {
    streams.begin(stream)
    return streams.uniform()
  }
  const level = { machine: new Int32Array(count), person: new Int32Array(count), lot: new Int32Array(count) }
  const bad = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const unit = of(i, draw)
    level.machine[i] = unit.machine
    level.person[i] = unit.person
    level.lot[i] = unit.lot
    bad[i] = draw() < share({ ...unit, i }) ? 1 : 0
  }
  const factor = (kind: Factor['kind'], name: string, levels: Int32Array): Factor => ({
    kind,
    of: name,
    names: Array.from({ length: Math.max(...levels) + 1 }, (_, l) => `${name}-${l}`),
    level: levels,
  })
  const factors = [factor('station', 'machine', level.machine), factor('person', 'person', level.person), factor('lot', 'lot', level.lot)]
  const all = Float64Array.from({ length: count }, (_, i) => i)
  return { test: 'test', count, unit: Int32Array.from(all), time: all, bad, factors, readings: [] }
}

const crossed = (i: number, draw: () => number) => ({
  machine: Math.floor(2 * draw()),
  person: Math.floor(3 * draw()),
  lot: Math.floor(i / 450),
})
const question = { alarm: 1300, until: 1900, standard: 0.015 }

describe('the causes of a loss', () => {
  it.each([
    ['station', 'machine-1', (u: { machine: number; i: number }) => (u.machine === 1 && u.i >= 1200 ? 0.12 : 0.01)],
    ['person', 'person-2', (u: { person: number; i: number }) => (u.person === 2 && u.i >= 1200 ? 0.12 : 0.01)],
    ['lot', 'lot-3', (u: { lot: number }) => (u.lot === 3 ? 0.12 : 0.01)],
  ])('[C21] is a %s where that is what differs: %s', (kind, name, share) => {
    for (let seed = 1; seed <= 5; seed++) {
      const causes = causesOf(made(seed, 1900, crossed, share as never), question)
      expect(causes.verdict).toBe('cause')
      expect(causes.named[0]).toMatchObject({ kind, name })
      const [first] = causes.ranking
      expect(first!.suspect.low).toBeLessThan(first!.suspect.ratio)
      expect(first!.suspect.high).toBeGreaterThan(first!.suspect.ratio)
      expect(first!.probability).toBeGreaterThan(0.9)
    }
  })

  it('[C21] of a known size lies in its interval about as often as it says', () => {
    const truth = 0.12 / 0.88 / (0.01 / 0.99)
    let inside = 0
    for (let seed = 1; seed <= 60; seed++) {
      const { ranking } = causesOf(
        made(seed, 3000, crossed, ({ lot }) => (lot === 5 ? 0.12 : 0.01)),
        { alarm: 2300, until: 3000, standard: 0.01 },
      )
      const { low, high } = ranking.find(({ suspect }) => suspect.name === 'lot-5')!.suspect
      if (low <= truth && truth <= high) inside++
    }
    expect(inside).toBeGreaterThanOrEqual(52)
  })

  it('[E1.5] are said to be confounded where an operator has a machine of his own, with a test that would tell', () => {
    const tied = (i: number, draw: () => number) => {
      const { machine, lot } = crossed(i, draw)
      return { machine, person: machine, lot }
    }
    for (let seed = 1; seed <= 5; seed++) {
      const { verdict, named, test } = causesOf(
        made(seed, 1900, tied, ({ machine, i }) => (machine === 1 && i >= 1200 ? 0.12 : 0.01)),
        question,
      )
      expect(verdict).toBe('confounded')
      expect(named.map(({ name }) => name).sort()).toEqual(['machine-1', 'person-1'])
      expect(test.map((one) => [one.with.name, one.without[0]!.suspect.name, one.without[0]!.instead]).sort()).toEqual([
        ['machine-1', 'person-1', 'person-0'],
        ['person-1', 'machine-1', 'machine-0'],
      ])
      for (const { units } of test) expect(units).toBeGreaterThan(10)
      for (const { units } of test) expect(units).toBeLessThan(400)
    }
  })

  it('[E1.5] are nothing where nothing is wrong, nearly always', () => {
    let named = 0
    for (let seed = 1; seed <= 100; seed++)
      if (
        causesOf(
          made(seed, 1900, crossed, () => 0.015),
          question,
        ).verdict !== 'nothing'
      )
        named++
    expect(named).toBeLessThanOrEqual(7)
  })

  it('know nothing of units from `until` on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const table = made(seed, 1500, crossed, ({ machine, i }) => (machine === 1 && i >= 900 ? 0.1 : 0.01))
        const bad = table.bad.slice()
        bad.fill(1, 1400)
        const asked = { alarm: 1000, until: 1400, standard: 0.015 }
        expect(causesOf({ ...table, bad }, asked)).toEqual(causesOf(table, asked))
      }),
      { numRuns: 8 },
    )
  })

  it('[E2.4] a lot is held with all of its units', () => {
    const table = made(1, 1900, crossed, ({ lot }) => (lot === 3 ? 0.12 : 0.01))
    const held = unitsToHold(table, causesOf(table, question), 1900)
    const lot = table.factors.find(({ kind }) => kind === 'lot')!
    for (let i = 0; i < 1900; i++) if (lot.names[lot.level[i]!] === 'lot-3') expect(held[i]).toBe(1)
    expect(held.reduce((sum, one) => sum + one, 0)).toBe(450)
  })
})

describe('the factor table', () => {
  const one = weldCase(3)
  const { log } = recorded(one.scenario, { seed: 3, until: 6 * 3600 })
  const table = factorTable(recordOf(log), log.header.scenario, 'ict')

  it('[C21] says of each unit what the log says of it, record by record', () => {
    const { scenario } = log.header
    const station = new Map<number, number>()
    const person = new Map<number, string>()
    const piece = new Map<number, number>()
    const lot = new Map<number, number>()
    const at = new Map<number, string>()
    const bad = new Map<number, boolean>()
    log.scan(0, log.count, ({ kind, subject, a, b, c }) => {
      if (kind === EventKind.personState && b === 3) at.set(c, scenario.crews[subject]!.persons[a]!.id)
      if (kind === EventKind.jobStarted && c === 1) station.set(subject, a).has(subject) && person.set(subject, at.get(a)!)
      if (kind === EventKind.toolUsed) piece.set(subject, b)
      if (kind === EventKind.lotUsed && b >= 0) lot.set(b, subject)
      if (kind === EventKind.unitTested && b === 2) bad.set(subject, c !== 0)
    })
    const named = (kind: string, of: string, i: number) => {
      const factor = table.factors.find((one) => one.kind === kind && one.of === of)!
      return factor.names[factor.level[i]!]
    }
    expect(table.count).toBeGreaterThan(300)
    expect([...table.unit]).toEqual([...bad.keys()])
    for (let i = 0; i < table.count; i++) {
      const unit = table.unit[i]!
      expect([
        table.bad[i] === 1,
        named('station', 'solder', i),
        named('person', 'solder', i),
        named('tool', 'nozzle', i),
        named('lot', 'alloy', i),
      ]).toEqual([
        bad.get(unit),
        scenario.stations[station.get(unit)!]!.id,
        person.get(unit),
        String(piece.get(unit)! + 1),
        String(lot.get(unit)),
      ])
    }
  })

  it('[B21] has an alarm on each branch where the chart by itself has one', () => {
    const { alarms, watched } = branchAlarms({ ...table, bad: Uint8Array.from(table.bad, (_, i) => (i % 20 === 0 ? 1 : 0)) }, WELD_STANDARD)
    expect(watched).toBe(table.factors.reduce((sum, { level }) => sum + level.filter((one) => one >= 0).length, 0))
    let statistic = 0
    const expected: number[] = []
    for (let i = 0; i < table.count; i++) {
      if (statistic >= 3.5) statistic = 0
      statistic = Math.max(0, statistic + (i % 20 === 0 ? 1 : 0) - 0.035961)
      if (statistic >= 3.5) expected.push(i)
    }
    expect(alarms.filter(({ of }) => of === 'smt').map(({ at }) => at)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(0)
  })
})
