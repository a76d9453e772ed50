import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EquipmentState, EventKind } from '../../../engine/log/events.ts'
import { fold } from '../../../engine/log/fold.ts'
import { KeyedRows } from '../../../engine/log/rows.ts'
import { PlantState } from '../../../engine/log/state.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { emptyPlant, plainFold, plainState } from './oracle.ts'
import { headerOf, richScenario } from './plants.ts'
import { history, seeded } from './samples.ts'

const scenario = richScenario()

describe('the fold', () => {
  it('agrees with a slow one of plain objects after every record of any history', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 400 }), (seed, length) => {
        const state = new PlantState(headerOf(scenario))
        let plain = emptyPlant(scenario, EquipmentState.starved)
        for (const record of history(length, seeded(seed))) {
          fold(state, record)
          plain = plainFold(scenario, plain, record)
          if (plain.events % 7 === 0 || plain.events === length) expect(plainState(scenario, state)).toEqual(plain)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('meets every kind of record in these histories', () => {
    const kinds = new Set(history(20_000, seeded(1)).map(({ kind }) => kind))
    const missing = Object.entries(EventKind).filter(([, kind]) => !kinds.has(kind))
    expect(missing.map(([name]) => name)).toEqual(['logEnded'])
  })

  it('knows nothing of a real machine before its first evidence', () => {
    expect([...new PlantState(headerOf(scenario, { origin: 'imported' })).slotState]).toEqual(new Array(7).fill(EquipmentState.unknown))
    expect([...new PlantState(headerOf(scenario)).slotState]).toEqual(new Array(7).fill(EquipmentState.starved))
  })

  it('throws where a simulated log speaks of a unit that is not there, and only there', () => {
    const ghost = { time: 5 as SimTime, kind: EventKind.unitMoved, subject: 9, a: 0, b: 0, c: 0, v: 0 }
    expect(() => fold(new PlantState(headerOf(scenario)), ghost)).toThrow('unit 9, which is not in the plant')
    const imported = new PlantState(headerOf(scenario, { origin: 'imported' }))
    fold(imported, ghost)
    expect([...imported.level]).toEqual(new Array(imported.level.length).fill(0))
  })

  it('keeps memory to the units alive: rows are used again', () => {
    const state = new PlantState(headerOf(scenario))
    const at = (time: number, kind: EventKind, subject: number, a: number, b: number) =>
      fold(state, { time: time as SimTime, kind, subject, a, b, c: -1, v: 0 })
    for (let unit = 0; unit < 10_000; unit++) {
      at(unit, EventKind.unitCreated, unit, 0, -1)
      at(unit, EventKind.orderReleased, 100 + unit, 0, 1)
      if (unit >= 20) at(unit, EventKind.unitFinished, unit - 20, 6, -1)
    }
    expect(state.units.rows.limit).toBe(21)
    expect(state.units.product.length).toBe(32)
  })

  it('of a record that came late changes nothing that is known of later', () => {
    const state = new PlantState(headerOf(scenario, { origin: 'live' }))
    const at = (time: number, kind: EventKind, a: number, b: number, c: number, v: number) =>
      fold(state, { time: time as SimTime, kind, subject: 0, a, b, c, v })
    at(50, EventKind.equipmentState, 0, EquipmentState.idle, -1, -1)
    at(20, EventKind.equipmentState, 0, EquipmentState.repair, -1, -1)
    at(50, EventKind.dataReported, 3, -1, -1, 120)
    at(20, EventKind.dataReported, 3, -1, -1, 80)
    at(50, EventKind.conditionReported, 3, 1, -1, 0)
    at(20, EventKind.conditionReported, 3, 2, -1, 0)
    at(20, EventKind.quantityReported, -1, -1, -1, 4)
    expect([state.slotState[0], state.slotSince[0], state.time, state.events]).toEqual([EquipmentState.idle, 50, 50, 7])
    expect(state.reported[0]!.get(3)).toEqual({ text: -1, value: 120, time: 50 })
    expect(state.conditions[0]!.get(3)).toEqual({ level: 1, text: -1, time: 50 })
    expect(state.pieces[0]).toBe(4)
  })

  it('a copy goes on by itself', () => {
    const records = history(3000, seeded(5))
    const one = new PlantState(headerOf(scenario))
    const other = new PlantState(headerOf(scenario))
    for (const record of records.slice(0, 1500)) fold(one, record)
    other.copyFrom(one)
    const before = plainState(scenario, other)
    for (const record of records.slice(1500)) fold(one, record)
    expect(plainState(scenario, other)).toEqual(before)
    for (const record of records.slice(1500)) fold(other, record)
    expect(plainState(scenario, other)).toEqual(plainState(scenario, one))
  })
})

describe('keyed rows', () => {
  it('find, add and remove as a map does', () => {
    const command = fc.record({ key: fc.oneof(fc.nat(60), fc.nat(2 ** 31 - 1)), add: fc.boolean() })
    fc.assert(
      fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
        const rows = new KeyedRows()
        const map = new Map<number, number>()
        for (const { key, add } of commands) {
          if (add && !map.has(key)) map.set(key, rows.add(key))
          else if (!add) {
            expect(rows.remove(key)).toBe(map.get(key) ?? -1)
            map.delete(key)
          }
          for (const [known, row] of map) expect(rows.rowOf(known)).toBe(row)
          expect(rows.rowOf(key)).toBe(map.get(key) ?? -1)
          expect(rows.size).toBe(map.size)
        }
        expect(new Set(map.values()).size).toBe(map.size)
      }),
    )
  })
})
