import { describe, expect, it } from 'vitest'
import { documentOf } from '../../../analysis/report/document.ts'
import { reportOf } from '../../../analysis/report/report.ts'
import { says } from '../../../analysis/report/says.ts'
import { WORDS } from '../../../analysis/report/words.ts'
import { ConditionLevel, EquipmentState, EventKind, HealthFinding, Outcome } from '../../../engine/log/events.ts'
import { LOG_FORMAT } from '../../../engine/log/header.ts'
import { openLog } from '../../../engine/log/reader.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { believedPlant } from '../../../live/mtconnect/believed-plant.ts'
import { readMoment } from '../../../live/mtconnect/moment.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { devicesOf, devicesXml } from '../../live/mtconnect/shop.ts'

interface Tell {
  readonly state: (seconds: number, state: keyof typeof EquipmentState, slot?: number) => void
  readonly value: (seconds: number, key: string, value: string | number) => void
  readonly condition: (seconds: number, level: keyof typeof ConditionLevel, text: string) => void
  readonly raw: (seconds: number, kind: EventKind, subject: number, a: number, b: number, c: number, v: number) => void
  readonly text: (text: string) => number
}

/** The report on a log of one machine called Mill, whose records `tell` makes. */
function reported(
  tell: (tell: Tell) => void,
  { end = 1000, origin = 'imported' as 'imported' | 'simulated', slots = 1, closed = true } = {},
) {
  const plant = believedPlant(devicesOf(devicesXml()), { from: readMoment('2026-03-02')!, to: readMoment('2026-03-03')! })
  const scenario: Scenario = { ...plant, stations: [{ ...plant.stations[0]!, slots }] }
  const pieces: Uint8Array[] = []
  const { startTime, timeZone } = scenario
  const log = new LogWriter(
    { format: LOG_FORMAT, origin, takt: '', rng: '', scenarioHash: '', seed: 0, replication: 0, startTime, timeZone, scenario },
    (bytes) => pieces.push(bytes),
  )
  const at = (seconds: number) => Math.round(seconds * 1e6) as SimTime
  tell({
    state: (seconds, state, slot = 0) => log.append(at(seconds), EventKind.equipmentState, 0, slot, EquipmentState[state], -1, -1),
    value: (seconds, key, value) => {
      const number = typeof value === 'number'
      log.append(at(seconds), EventKind.dataReported, 0, log.string(key), number ? -1 : log.string(value), -1, number ? value : 0)
    },
    condition: (seconds, level, text) =>
      log.append(
        at(seconds),
        EventKind.conditionReported,
        0,
        log.string('SYSTEM/system'),
        ConditionLevel[level],
        text === '' ? -1 : log.string(text),
        0,
      ),
    raw: (seconds, kind, ...operands) => log.append(at(seconds), kind, ...operands),
    text: (text) => log.string(text),
  })
  log.close(at(end))
  const bytes = Buffer.concat(pieces)
  const report = reportOf(openLog<Scenario>(closed ? bytes : bytes.subarray(0, bytes.length - 40)))
  return { report, mill: report.machines[0]! }
}

describe('a report', () => {
  it('tiles the time with states, and says how much of it is known', () => {
    const { mill, report } = reported(({ state }) => {
      state(0, 'unknown')
      state(100, 'idle')
      state(300, 'processing')
      state(900, 'unknown')
    })
    expect(mill.states).toMatchObject({ unknown: 200, idle: 200, processing: 600 })
    expect(mill.shares.processing).toBeCloseTo(0.6, 12)
    expect(Object.values(mill.states).reduce((sum, seconds) => sum + seconds, 0)).toBe(mill.seconds)
    expect([mill.coverage, report.plant.coverage]).toEqual([0.8, 0.8])
    expect(report.kpis.find(({ name, subject }) => name === 'state.processing' && subject === 'Mill')?.value).toBeCloseTo(0.6, 12)
    expect(report.kpis.some(({ name }) => name === 'throughput')).toBe(false)
  })

  it('is the same whether a state is told once or twice', () => {
    const twice = reported(({ state }) => [0, 200, 400].forEach((seconds) => void state(seconds, 'idle'))).mill
    expect(twice.stops).toEqual([{ state: 'idle', from: 0, seconds: 1000 }])
  })

  it('names the longest stops, those of unknown state not among them', () => {
    const { mill } = reported(({ state }) => {
      state(0, 'unknown')
      for (let i = 1; i <= 40; i++) {
        state(20 * i, i % 2 ? 'repair' : 'waiting')
        state(20 * i + i / 4, 'processing')
      }
    })
    expect(mill.stops.map(({ seconds }) => seconds)).toEqual([10, 9.75, 9.5, 9.25, 9])
    expect(mill.stops[0]).toEqual({ state: 'waiting', from: 800, seconds: 10 })
  })

  it('names what stopped a machine before the hours in which it only had no work, and not at all those off shift', () => {
    const { mill, report } = reported(({ state }) => {
      state(0, 'paused')
      for (let i = 0; i < 60; i++) {
        state(400 + 8 * i, 'idle')
        state(405 + 8 * i, 'processing')
      }
      state(900, 'repair')
      state(903, 'blocked')
      state(904, 'processing')
    })
    expect(mill.stops.map(({ state }) => state)).toEqual(['repair', 'blocked', 'idle', 'idle', 'idle'])
    const told = says(report, WORDS.en)
    expect(told).toContain('The longest stop: Mill, 3 s repair from 00:15:00.')
    expect(told).toContain('Shifts off aside, most of the time known and not worked was idle: 5 min.')
    expect(says(report, WORDS.zh).join('\n')).toContain('除停班外，已知但未运行的时间大多是空闲')
  })

  it('counts a station of two slots together', () => {
    const { mill } = reported(
      ({ state }) => {
        state(0, 'processing', 0)
        state(0, 'idle', 1)
        state(500, 'processing', 1)
      },
      { slots: 2 },
    )
    expect(mill).toMatchObject({ seconds: 2000, states: { processing: 1500, idle: 500 } })
  })

  it('gives programs the time in which the state was known, and their pieces', () => {
    const { mill } = reported(({ state, value, raw }) => {
      value(0, 'PROGRAM/program', 'A')
      value(0, 'PROGRAM.x:SUB/sub', 'S')
      state(100, 'processing')
      raw(200, EventKind.quantityReported, 0, -1, -1, -1, 3)
      value(300, 'PROGRAM/program', 81)
      state(400, 'idle')
      raw(450, EventKind.quantityReported, 0, -1, -1, -1, 1)
      value(500, 'PROGRAM/program', 'UNAVAILABLE')
      state(700, 'unknown')
    })
    expect(mill.programs).toEqual([
      { value: 'A', seconds: 200, processingSeconds: 200, pieces: 3 },
      { value: '81', seconds: 200, processingSeconds: 100, pieces: 1 },
    ])
    expect(mill.pieces).toBe(4)
  })

  it('weighs overrides by the time the machine worked', () => {
    const { mill } = reported(({ state, value }) => {
      value(0, 'PATH_FEEDRATE_OVERRIDE.RAPID/Frapidovr', 25)
      state(0, 'idle')
      state(100, 'processing')
      value(200, 'PATH_FEEDRATE_OVERRIDE.RAPID/Frapidovr', 100)
      state(500, 'idle')
      value(600, 'PATH_FEEDRATE_OVERRIDE.RAPID/Frapidovr', 200)
    })
    expect(mill.overrides).toEqual([
      { key: 'Frapidovr', type: 'PATH_FEEDRATE_OVERRIDE.RAPID', mean: (25 + 300) / 4, least: 25, greatest: 100 },
    ])
  })

  it('follows alarms by their codes', () => {
    const { mill } = reported(({ condition }) => {
      condition(100, 'fault', '[1] hot')
      condition(150, 'fault', '[1] hot')
      condition(200, 'warning', '[2] low oil')
      condition(300, 'normal', '[1]')
      condition(400, 'fault', '[1] hot')
      condition(450, 'normal', '')
      condition(800, 'warning', '[2] low oil')
    })
    expect(mill.alarms).toEqual([
      { key: 'system', level: 'fault', text: '[1] hot', times: 2, seconds: 250, first: 100 },
      { key: 'system', level: 'warning', text: '[2] low oil', times: 2, seconds: 450, first: 200 },
    ])
  })

  it('adds up findings', () => {
    const { mill } = reported(({ raw, text }) => {
      raw(0, EventKind.healthReported, 0, HealthFinding.sourceSilent, -1, -1, 5e6)
      raw(5, EventKind.healthReported, 0, HealthFinding.unknownKey, text('spare'), -1, 7)
      raw(9, EventKind.healthReported, 0, HealthFinding.sourceSilent, -1, -1, 2e6)
    })
    expect(mill.findings).toEqual([
      { kind: 'sourceSilent', detail: '', times: 2, amount: 7 },
      { kind: 'unknownKey', detail: 'spare', times: 1, amount: 7 },
    ])
  })

  it('of a log that is cut short says so', () => {
    const { report } = reported(({ state }) => state(0, 'idle'), { closed: false })
    expect(report.complete).toBe(false)
    expect(says(report, WORDS.en).join(' ')).toMatch(/The log is cut short: its last record is of 20.*00:16:40/)
  })
})

describe('effectiveness', () => {
  const why = (tell: (tell: Tell) => void) => {
    const { effectiveness } = reported(tell).mill
    return Object.fromEntries(Object.entries(effectiveness).map(([name, { value, why }]) => [name, value ?? why]))
  }

  it('of a real machine without counts has an availability, and says what is missing for the rest', () => {
    const found = why(({ state }) => {
      state(0, 'unknown')
      state(200, 'processing')
      state(600, 'maintenance')
      state(800, 'idle')
    })
    expect(found).toEqual({
      ...{ availability: 400 / 600, effectiveness: ['pieces', 'cycleTime'], qualityRatio: ['pieces'] },
      ...{ oee: ['pieces', 'cycleTime'], nee: ['pieces', 'cycleTime'] },
    })
  })

  it('of a real machine with a counter lacks the cycle time, and which parts were good', () => {
    const found = why(({ state, value }) => {
      state(0, 'processing')
      value(0, 'PART_COUNT/parts', 0)
    })
    expect(found).toMatchObject({ availability: 1, effectiveness: ['cycleTime'], qualityRatio: ['quality'], oee: ['cycleTime', 'quality'] })
  })

  it('of a machine nobody heard is not known at all', () => {
    expect(why(({ state }) => state(0, 'unknown'))).toMatchObject({ availability: ['state'], oee: ['state', 'pieces', 'cycleTime'] })
  })

  it("of a simulated one is ISO 22400's worked example", () => {
    const minute = 60
    const { mill } = reported(
      ({ state, raw }) => {
        state(0, 'processing')
        for (let i = 0; i < 380; i++) raw(i, EventKind.jobEnded, i, 0, i < 372 ? Outcome.good : Outcome.scrap, 0, 0.9 * minute * 1e6)
        state(360 * minute, 'setup')
        state(390 * minute, 'starved')
        state(480 * minute, 'paused')
      },
      { origin: 'simulated', end: 600 * minute },
    )
    const { availability, effectiveness, qualityRatio, oee, nee } = mill.effectiveness
    expect([availability.value, effectiveness.value]).toEqual([0.75, 0.95])
    expect(qualityRatio.value).toBeCloseTo(0.97895, 5)
    expect(oee.value).toBeCloseTo(0.6975, 10)
    expect(nee.value).toBeCloseTo(0.755625, 10)
    expect(mill.pieces).toBe(380)
  })

  it('forgets the warm-up', () => {
    const { report, mill } = reported(
      ({ state, raw, condition }) => {
        state(0, 'idle')
        condition(50, 'warning', '[1] x')
        raw(60, EventKind.jobEnded, 0, 0, Outcome.good, 0, 1e6)
        raw(400, EventKind.warmUpEnded, -1, -1, -1, -1, 0)
        state(700, 'processing')
      },
      { origin: 'simulated' },
    )
    expect(report).toMatchObject({ since: 400, seconds: 600 })
    expect(mill).toMatchObject({
      seconds: 600,
      states: { idle: 300, processing: 300 },
      pieces: 0,
      stops: [{ from: 400, seconds: 300 }],
      alarms: [{ seconds: 600, first: 400 }],
    })
    expect(says(report, WORDS.en)).toContain('The first 6 min 40 s are warm-up and are not counted.')
  })
})

describe('what people read', () => {
  const { report } = reported(({ state, value, condition, raw }) => {
    value(0, 'PROGRAM/program', 'O7')
    value(0, 'CONTROLLER_MODE/mode', 'AUTOMATIC')
    value(0, 'PATH_FEEDRATE_OVERRIDE/Fovr', 90)
    state(0, 'unknown')
    state(100, 'idle')
    state(300, 'processing')
    condition(400, 'fault', '[7] hot')
    state(500, 'waitRepair')
    raw(600, EventKind.quantityReported, 0, -1, -1, -1, 12)
    raw(900, EventKind.healthReported, 0, HealthFinding.sourceSilent, -1, -1, 100e6)
    state(900, 'unknown')
  })

  it('begins with sentences', () => {
    expect(says(report, WORDS.en)).toEqual([
      'Recorded from real machines: Mill, 2026-03-02T00:00:00Z to 2026-03-03T00:00:00Z.',
      '2026-03-02 00:00:00 to 2026-03-02 00:16:40 (UTC), 17 min.',
      'The machine reported; its state is known 80.0 % of the time.',
      'Mill worked 3 min 20 s of the 13 min in which its state is known (25.0 %).',
      'Most of the time known and not worked was waiting for repair: 6 min 40 s.',
      'The longest stop: Mill, 6 min 40 s waiting for repair from 00:08:20.',
      'The longest fault: Mill, "[7] hot", there for 10 min (1×).',
      '12 pieces were counted: Mill 12.',
      'OEE cannot be known: no ideal cycle time known, not known which parts were good.',
      'Availability is of the time in which the state is known: what was planned is not in the data.',
      'Nothing was heard from Mill for 1 min 40 s in all, be it before the first line, after the last or in between: that time counts as unknown.',
    ])
  })

  it('says that the silence of several machines is added up', () => {
    const { report } = reported(({ raw }) => raw(100, EventKind.healthReported, 0, HealthFinding.sourceSilent, -1, -1, 6e7))
    const twice = { ...report, machines: [report.machines[0]!, report.machines[0]!].map((one) => ({ ...one, coverage: 0.5 })) }
    expect(says(twice, WORDS.en).join(' ')).toContain('for 2 min, their times added up')
    expect(says(twice, WORDS.zh).join(' ')).toContain('各台相加共 2 分')
  })

  it('is in Chinese where that is asked for', () => {
    const sentences = says(report, WORDS.zh)
    expect(sentences).toHaveLength(says(report, WORDS.en).length)
    expect(sentences[3]).toBe('Mill 在状态已知的 13 分 中运行了 3 分 20 秒（25.0 %）。')
    for (const sentence of sentences) expect(sentence).toMatch(/[\u4e00-\u9fff].*。$/)
  })

  it.each(['en', 'zh'] as const)('goes on with tables whose rows fit their heads (%s)', (language) => {
    const sections = documentOf(report, language)
    expect(sections).toHaveLength(11)
    for (const { head, rows, right } of sections) {
      for (const row of rows) expect(row).toHaveLength(head.length)
      for (const column of right) expect(column).toBeLessThan(head.length)
      expect(head.concat(...rows).every((text) => text !== undefined && !/undefined|NaN/.test(text))).toBe(true)
    }
  })

  it('has the same words in both languages', () => {
    const keys = (value: object): string[] =>
      Object.entries(value).flatMap(([key, one]) => (typeof one === 'object' ? keys(one).map((rest) => `${key}.${rest}`) : [key]))
    expect(keys(WORDS.zh).sort()).toEqual(keys(WORDS.en).sort())
  })
})
