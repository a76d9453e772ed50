import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../engine/log/events.ts'
import type { LogHeader } from '../../../engine/log/header.ts'
import { LogError } from '../../../engine/log/log-error.ts'
import { openGrowing, openLog } from '../../../engine/log/reader.ts'
import { hashWith } from '../../../engine/log/sha256.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { CHUNK_EVENTS, LogWriter } from '../../../engine/log/writer.ts'
import { hashNatively } from '../../../engine/worker/native-hash.ts'
import { headerOf, richScenario, scenario } from './plants.ts'
import { anyRecords, history, joined, put, type Recorded, seeded, written } from './samples.ts'

/** Of fixed content, so that the bytes of a log depend on nothing but the log. */
const tiny = {
  stations: [{ id: 'drill', slots: 1, failures: [], maintenance: [] }],
  buffers: [],
  sinks: [],
  sources: [],
  products: [],
  materials: [],
  orders: [],
  crews: [],
}
const few = [0, 0, 5, 2e6, 7e12].map((time, i) => ({
  time: (time - (i === 3 ? 9 : 0)) as SimTime,
  recorded: time as SimTime,
  kind: i % 2 === 0 ? EventKind.equipmentState : EventKind.quantityReported,
  subject: 0,
  a: -1,
  b: i,
  c: 1000 * i,
  v: i === 3 ? 0.1 : -i + 0,
}))
const header = headerOf(richScenario())
const chunks = 4
const { pieces: smallPieces, bytes: small } = writtenSmall()
const smallHeader = smallPieces[0]!.length
const long = written(history(CHUNK_EVENTS * (chunks - 1) + 100, seeded(1)))

describe('a log file', () => {
  it('gives back every record as it was written', () => {
    fc.assert(
      fc.property(anyRecords(300), (records) => {
        const log = openLog(written(records).bytes)
        expect(all(log).slice(0, records.length)).toEqual(records)
        expect(log.complete).toBe(true)
        expect(log.hasLate).toBe(records.some(({ time, recorded }) => time !== recorded))
        expect(log.verify()).toMatchObject({ complete: true, problem: null })
      }),
      { numRuns: 200 },
    )
  })

  it('of many chunks, too, whole or in part', () => {
    const records = history(CHUNK_EVENTS * 2 + 10, seeded(2))
    const log = openLog(written(records).bytes)
    expect(log.count).toBe(records.length + 1)
    expect(all(log).slice(0, -1)).toEqual(records)
    for (const [from, to] of [
      [0, 1],
      [CHUNK_EVENTS - 1, CHUNK_EVENTS + 1],
      [CHUNK_EVENTS * 2, 1e9],
      [5, 5],
      [-3, 2],
    ] as const) {
      expect(all(log, from, to)).toEqual([...records, last(records)].slice(Math.max(0, from), to))
    }
  })

  it('ends with a record of its end, written once', () => {
    const writer = new LogWriter(header, () => undefined)
    writer.append(3 as SimTime, EventKind.logEnded, -1, -1, -1, -1, 0)
    expect(writer.close(3 as SimTime).events).toBe(1)
    expect(written([]).events).toBe(1)
  })

  it('keeps its header and its strings', () => {
    const pieces: Uint8Array[] = []
    const writer = new LogWriter(header, (bytes) => pieces.push(bytes))
    const texts = Array.from({ length: 3 * CHUNK_EVENTS }, (_, i) => `text ${i % 9000} 停班 \u{1f3ed}`)
    texts.forEach((text, i) => {
      writer.append(i as SimTime, EventKind.dataReported, 0, writer.string('PROGRAM/program'), writer.string(text), -1, 0)
    })
    writer.close(texts.length as SimTime)
    const log = openLog(joined(pieces))
    expect(log.header).toEqual(header)
    expect(log.strings).toHaveLength(9001)
    log.scan(0, texts.length, ({ index, a, b }) => {
      if (log.strings[a] !== 'PROGRAM/program' || log.strings[b] !== texts[index]) throw new Error(`record ${index}`)
    })
  })

  it('is the same bytes for the same records, and the same header however its keys are ordered', () => {
    const records = history(CHUNK_EVENTS + 50, seeded(3))
    const reordered = { ...header, scenario: Object.fromEntries(Object.entries(header.scenario).reverse()) as typeof header.scenario }
    const [one, other] = [written(records), written(records, reordered)]
    expect(other.hash).toBe(one.hash)
    expect(other.bytes).toEqual(one.bytes)
    expect(one.hash).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(written(records.with(40, { ...records[40]!, v: records[40]!.v + 1 })).hash).not.toBe(one.hash)
  })

  it('never had these bytes otherwise: a change of the format changes its version', () => {
    const { hash, bytes } = written(few, { ...headerOf(scenario()), scenario: tiny })
    expect([bytes.length, hash]).toEqual([660, 'sha256:231cdf0bde2d7f7fb2b776483785fec4abd1e656446d033348af4f3659eb3c69'])
  })

  it('is the same bytes whoever takes the hashes', () => {
    const records = history(CHUNK_EVENTS + 50, seeded(4))
    try {
      hashNatively()
      expect(written(records)).toEqual(pure(() => written(records)))
    } finally {
      hashWith(null)
    }
  })

  it('takes less than 12 bytes a record', () => {
    expect(long.bytes.length / long.events).toBeLessThan(12)
  })

  it('refuses what has no place in a log', () => {
    const writer = () => new LogWriter(header, () => undefined)
    const say = (to: LogWriter, time: number, v: number) => to.append(time as SimTime, EventKind.materialReceived, 0, 0, 0, 0, v)
    expect(() => say(writer(), 1, Number.NaN)).toThrow('v is NaN')
    expect(() => say(writer(), 1, Number.POSITIVE_INFINITY)).toThrow('v is Infinity')
    expect(() => say(writer(), Number.NaN, 0)).toThrow(RangeError)
    expect(() => say(writer(), Number.POSITIVE_INFINITY, 0)).toThrow(RangeError)
    expect(() => say(writer(), 1.5, 0)).toThrow('whole microseconds')
    const later = writer()
    say(later, 10, 0)
    expect(() => say(later, 9, 0)).toThrow('at 9 µs after one at 10 µs')
    expect(() => later.appendRecorded(11 as SimTime, 12 as SimTime, EventKind.materialReceived, 0, 0, 0, 0, 1)).toThrow(
      'cannot have been true',
    )
    later.close(10 as SimTime)
    expect(() => say(later, 11, 0)).toThrow('after the end')
    expect(() => new LogWriter({ ...header, seed: Number.NaN }, () => undefined)).toThrow('seed is NaN')
  })
})

describe('damage', () => {
  it('is found wherever one byte is changed', () => {
    fc.assert(
      fc.property(fc.nat(long.bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = long.bytes.slice()
        bytes[at]! ^= flip
        const found = problemOf(bytes)
        expect(found).not.toBeNull()
        expect(found!.offset).toBeLessThanOrEqual(at)
      }),
      { numRuns: 400 },
    )
  })

  it('is named by its chunk and where that begins', () => {
    const starts = long.pieces.map((_, i) => joined(long.pieces.slice(0, i)).length)
    for (let chunk = 1; chunk <= chunks; chunk++) {
      const bytes = long.bytes.slice()
      bytes[starts[chunk]! + 100]! ^= 1
      expect(openLog(bytes).verify().problem).toMatchObject({ chunk, offset: starts[chunk] })
    }
  })

  it('in a chunk stops who reads that chunk, and nobody else', () => {
    const bytes = long.bytes.slice()
    bytes[joined(long.pieces.slice(0, 2)).length + 200]! ^= 4
    const log = openLog(bytes)
    expect(all(log, 0, CHUNK_EVENTS)).toHaveLength(CHUNK_EVENTS)
    expect(() => all(log)).toThrow(LogError)
    expect(() => all(log)).toThrow(/chunk 2, at byte \d+, is damaged/)
  })

  it('of order is found: two chunks that changed places', () => {
    const [prefix, one, two, ...rest] = long.pieces
    const log = openLog(joined([prefix!, two!, one!, ...rest]))
    expect(log.verify().problem).toMatchObject({ chunk: 1 })
    expect(() => all(log)).toThrow(LogError)
  })

  it('of any one byte of a small log is found, by reading it as much as by walking it', () => {
    const missed: string[] = []
    for (let at = 0; at < small.length; at++) {
      for (const flip of [1, 128, 255]) {
        const bytes = small.slice()
        bytes[at]! ^= flip
        if (problemOf(bytes) === null) missed.push(`verify: byte ${at} ^ ${flip}`)
        const read = problemOf(bytes, (log) => all(log).length - log.count)
        if (read === null || read.offset > at) missed.push(`read: byte ${at} ^ ${flip}`)
      }
    }
    expect(missed).toEqual([])
  })

  it('of the end is found on opening: whatever follows it', () => {
    for (const more of [new Uint8Array([0]), new TextEncoder().encode('junk'), new Uint8Array(100), small, long.bytes]) {
      expect(() => openLog(joined([small, more]))).toThrow(LogError)
      if (more.length < 64 || more === small) expect(problemOf(joined([small, more]))).toMatchObject({ offset: small.length })
    }
    expect(() => openLog(joined([small, small]))).toThrow(`ends at byte ${small.length}, and something follows it`)
  })

  it('of the index or the end is found on opening', () => {
    const index = small.length - 16 - 32 - 40
    for (const at of [index, small.length - 17, small.length - 16, small.length - 5, small.length - 1]) {
      const bytes = small.slice()
      bytes[at]! ^= 4
      expect(() => openLog(bytes)).toThrow(/damaged/)
    }
  })

  it('of a log that still grows is found as it comes', () => {
    const growing = openGrowing()
    for (const piece of long.pieces) growing.append(piece)
    expect(growing.log!.complete).toBe(true)
    expect(() => growing.append(new Uint8Array([1]))).toThrow('something follows it')
    const other = openGrowing()
    other.append(long.pieces[0]!)
    expect(() => other.append(long.pieces[2]!)).toThrow(/chunk 1, at byte \d+, is damaged/)
  })

  it('is told from what never was a log', () => {
    expect(() => openLog(new Uint8Array(0))).toThrow('cut short within its header')
    expect(() => openLog(new TextEncoder().encode('schema: takt/1\ntitle: not a log'))).toThrow('this is not a Takt log')
    for (const [part, broken] of [
      ['origin', { ...header, origin: 'dreamt' }],
      ['scenario.orders', { ...header, scenario: { ...header.scenario, orders: [{ id: 'one' }] } }],
    ] as const) {
      const misread: LogHeader = JSON.parse(JSON.stringify(broken))
      const { bytes } = written([], misread)
      expect(() => openLog(bytes)).toThrow(`not one of takt-log/1: ${part}`)
    }
    const [newer, older] = [long.bytes.slice(), long.bytes.slice()]
    newer[8] = 9
    expect(() => openLog(newer)).toThrow('version 9, and this Takt reads 2: a newer Takt has written it')
    older[8] = 1
    expect(() => openLog(older)).toThrow('version 1, and this Takt reads 2: run or import it again')
  })
})

describe('a log that was cut short', () => {
  it('opens up to its last whole chunk, and says so', () => {
    for (let pieces = 1; pieces <= chunks + 1; pieces++) {
      const boundary = joined(long.pieces.slice(0, pieces)).length
      for (const cut of [boundary, boundary + 1, boundary + 40, boundary + long.pieces[pieces]!.length - 1]) {
        const log = openLog(long.bytes.subarray(0, cut))
        expect([cut, log.count, log.complete]).toEqual([cut, Math.min(long.events, (pieces - 1) * CHUNK_EVENTS), false])
        expect(all(log)).toHaveLength(log.count)
        expect(log.verify()).toMatchObject({ events: log.count, complete: false, problem: null })
      }
    }
  })

  it('at any byte is refused or says that it is not complete, and holds every record of its whole chunks', () => {
    const whole = openLog(small)
    for (let cut = 0; cut < small.length; cut++) {
      const bytes = small.subarray(0, cut)
      if (cut < smallHeader) {
        expect(() => openLog(bytes)).toThrow('cut short within its header')
        continue
      }
      const log = openLog(bytes)
      expect([cut, log.complete, log.verify().complete, log.verify().problem]).toEqual([cut, false, false, null])
      expect(all(log)).toEqual(all(whole, 0, log.count))
      if (cut >= small.length - 16) expect(log.count).toBe(whole.count)
    }
  })

  it('within its header cannot be opened', () => {
    for (const cut of [1, 7, 8, 15, 16, 200, long.pieces[0]!.length - 1]) {
      expect(() => openLog(long.bytes.subarray(0, cut))).toThrow(LogError)
    }
  })
})

describe('a log that grows', () => {
  it('shows each chunk as it comes, however the bytes are cut', () => {
    for (const step of [1, 1000, 30_000, long.bytes.length]) {
      const bytes = step === 1 ? long.bytes.subarray(0, 20_000) : long.bytes
      const growing = openGrowing()
      let seen = 0
      for (let at = 0; at < bytes.length; at += step) {
        const more = growing.append(bytes.slice(at, at + step))
        const count = growing.log?.count ?? 0
        expect(count > seen && !more).toBe(false)
        seen = count
      }
      expect(growing.log?.count).toBe(openLog(bytes).count)
      expect(growing.log?.complete).toBe(step !== 1)
    }
  })

  it('moves its end on, and takes strings along', () => {
    const growing = openGrowing()
    const writer = new LogWriter(header, (bytes) => growing.append(bytes))
    expect(growing.log).not.toBeNull()
    const log = growing.log!
    expect([log.count, log.endTime, log.complete]).toEqual([0, 0, false])
    const records = history(CHUNK_EVENTS + 10, seeded(6))
    for (const record of records) put(writer, record)
    writer.string('late')
    expect([log.count, log.endTime]).toEqual([CHUNK_EVENTS, records[CHUNK_EVENTS - 1]!.time])
    writer.close(records.at(-1)!.time)
    expect([log.count, log.complete, log.strings]).toEqual([CHUNK_EVENTS + 11, true, ['late']])
    expect(log.verify().problem).toBeNull()
  })
})

function pure<T>(work: () => T): T {
  hashWith(null)
  return work()
}

/** A log of one chunk, with a string. */
function writtenSmall() {
  const pieces: Uint8Array[] = []
  const writer = new LogWriter({ ...header, scenario: tiny }, (bytes) => pieces.push(bytes))
  writer.string('PROGRAM/program')
  for (const record of few) put(writer, record)
  writer.close(few.at(-1)!.recorded)
  return { pieces, bytes: joined(pieces) }
}

/** What opening finds, or else what is found by looking: by `verify`, unless it is said otherwise. */
function problemOf(bytes: Uint8Array, look?: (log: ReturnType<typeof openLog>) => void): { offset: number } | null {
  try {
    const log = openLog(bytes)
    if (look === undefined) return log.verify().problem
    look(log)
    return null
  } catch (error) {
    if (error instanceof LogError) return error
    throw error
  }
}

function all(log: ReturnType<typeof openLog>, from = 0, to = Number.POSITIVE_INFINITY): Recorded[] {
  const records: Recorded[] = []
  log.scan(from, to, ({ time, recorded, kind, subject, a, b, c, v }) => records.push({ time, recorded, kind, subject, a, b, c, v }))
  return records
}

function last(records: readonly Recorded[]): Recorded {
  const { recorded } = records.at(-1)!
  return { time: recorded, recorded, kind: EventKind.logEnded, subject: -1, a: -1, b: -1, c: -1, v: 0 }
}
