import { describe, expect, it } from 'vitest'
import {
  ConditionLevel,
  Disposition,
  EquipmentState,
  EventKind,
  HealthFinding,
  Outcome,
  PersonState,
  StoreState,
  VehicleState,
} from '../../../engine/log/events.ts'
import { jsonLines } from '../../../engine/log/jsonl.ts'
import { openLog } from '../../../engine/log/reader.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { KIND_WORDS } from '../../../engine/log/vocabulary.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { headerOf, richScenario } from './plants.ts'
import { history, joined, seeded, written } from './samples.ts'

describe('a log as JSON Lines', () => {
  it('speaks in names and seconds', () => {
    const pieces: Uint8Array[] = []
    const writer = new LogWriter(headerOf(richScenario(), { origin: 'live' }), (bytes) => pieces.push(bytes))
    const say = (kind: EventKind, ...[subject, a, b, c, v]: [number, number, number, number, number]) =>
      writer.append(1_500_000 as SimTime, kind, subject, a, b, c, v)
    say(EventKind.equipmentState, 3, 1, EquipmentState.waitRepair, -1, 0)
    say(EventKind.unitCreated, 7, 1, 0, -1, 4)
    say(EventKind.unitMoved, 7, 5, -1, 2, 0)
    say(EventKind.jobEnded, 7, 2, Outcome.rework, 1, 60e6)
    say(EventKind.orderReleased, 5, 0, 5, 2, -1)
    say(EventKind.materialConsumed, 0, 1, 7, -1, 1.5)
    say(EventKind.maintenanceStarted, 0, 1, 0, 0, 0)
    say(EventKind.dataReported, 0, writer.string('PATH_FEEDRATE_OVERRIDE/Fovr'), -1, -1, -1)
    say(EventKind.conditionReported, 0, writer.string('LOAD/load'), ConditionLevel.warning, writer.string('too hot'), 0)
    writer.appendRecorded(2e6 as SimTime, 1.25e6 as SimTime, EventKind.healthReported, -1, HealthFinding.outOfOrder, -1, -1, 3)
    writer.close(2e6 as SimTime)
    expect([...jsonLines(openLog(joined(pieces)))]).toEqual([
      '{"index":0,"time":1.5,"kind":"equipmentState","station":"tester","slot":1,"state":"waitRepair","cause":"probe"}',
      '{"index":1,"time":1.5,"kind":"unitCreated","unit":7,"product":"shaft","order":"order-1","ordinal":4}',
      '{"index":2,"time":1.5,"kind":"unitMoved","unit":7,"place":"tray","operation":2}',
      '{"index":3,"time":1.5,"kind":"jobEnded","unit":7,"station":"washer","outcome":"rework","operation":1,"planned":60}',
      '{"index":4,"time":1.5,"kind":"orderReleased","order":5,"product":"gear","quantity":5,"source":"shop"}',
      '{"index":5,"time":1.5,"kind":"materialConsumed","item":"bar","station":"lathe-2","unit":7,"quantity":1.5}',
      '{"index":6,"time":1.5,"kind":"maintenanceStarted","station":"lathe-1","task":"drive","work":"repair","crew":"fitters"}',
      '{"index":7,"time":1.5,"kind":"dataReported","station":"lathe-1","key":"PATH_FEEDRATE_OVERRIDE/Fovr","value":-1}',
      '{"index":8,"time":1.5,"kind":"conditionReported","station":"lathe-1","key":"LOAD/load","level":"warning","text":"too hot"}',
      '{"index":9,"time":1.25,"recorded":2,"kind":"healthReported","finding":"outOfOrder","amount":3}',
      '{"index":10,"time":2,"kind":"logEnded"}',
    ])
  })

  it('names what only its station, crew or kind of record has a list of', () => {
    const pieces: Uint8Array[] = []
    const writer = new LogWriter(headerOf(richScenario(), { origin: 'live' }), (bytes) => pieces.push(bytes))
    const say = (kind: EventKind, ...[subject, a, b, c, v]: [number, number, number, number, number]) =>
      writer.append(0 as SimTime, kind, subject, a, b, c, v)
    const waiting = (cause: number) => say(EventKind.equipmentState, 2, 0, EquipmentState.waiting, 5, cause)
    for (const cause of [-1, 0, -2, -2 - richScenario().crews.length]) waiting(cause)
    say(EventKind.equipmentState, 1, 0, EquipmentState.maintenance, -1, 0)
    say(EventKind.maintenanceStarted, 1, 0, 1, 0, 0)
    say(EventKind.failureOccurred, 0, 1, 0, -1, -1)
    say(EventKind.parameterRecorded, 5, 2, 0, 0, 61)
    say(EventKind.materialNotReceived, 0, 0, 3, 1, 20)
    say(EventKind.unitTested, 5, 2, 1, Disposition.reworked, 1)
    say(EventKind.personState, 0, 0, PersonState.busy, 2, -1)
    say(EventKind.palletsChanged, 0, 1, 2, 0, 0)
    say(EventKind.toolUsed, 5, 1, 0, 2, 30)
    say(EventKind.storeMoved, 0, StoreState.putAway, 3, 7, 1)
    say(EventKind.vehicleState, 1, VehicleState.loading, -1, 7, 2.5e6)
    // What no list has stays a number: a log may be of a plant that has changed since.
    say(EventKind.failureOccurred, 0, 9, 0, -1, -1)
    writer.close(0 as SimTime)
    const named = [...jsonLines(openLog(joined(pieces)))].map((line) => {
      const { cause, task, mode, parameter, supplier, reason, disposition, state, pallet, use, detail } = JSON.parse(line) as Record<
        string,
        unknown
      >
      return use ?? detail ?? cause ?? task ?? mode ?? parameter ?? reason ?? disposition ?? supplier ?? pallet ?? state
    })
    const { crews } = richScenario()
    const waits = ['waiting', 'bar', crews[0]!.id, 'skid']
    expect(named).toEqual([
      ...waits,
      'oil',
      'oil',
      'drive',
      'heat',
      'refused',
      'reworked',
      'busy',
      'skid',
      30,
      'putAway',
      2.5,
      9,
      undefined,
    ])
  })

  it('has a line for every record, of any kind, in any part', () => {
    const log = openLog(written(history(3000, seeded(9))).bytes)
    const lines = [...jsonLines(log)]
    expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual(Array.from({ length: log.count }, (_, i) => i))
    expect([...jsonLines(log, 1000, 1010)]).toEqual(lines.slice(1000, 1010))
  })

  it('has words for every kind', () => {
    expect(Object.values(EventKind).map((kind) => KIND_WORDS[kind]?.name)).toEqual(Object.keys(EventKind))
  })
})
