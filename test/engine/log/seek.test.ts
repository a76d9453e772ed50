import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../engine/log/events.ts'
import { fold } from '../../../engine/log/fold.ts'
import { openGrowing, openLog } from '../../../engine/log/reader.ts'
import { PlantState } from '../../../engine/log/state.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { plainState } from './oracle.ts'
import { headerOf, richScenario } from './plants.ts'
import { history, put, seeded, written } from './samples.ts'

const scenario = richScenario()
const records = history(60_000, seeded(11))
const { bytes } = written(records)
const end = records.at(-1)!.time

describe('any instant of a log', () => {
  it('shows the plant that a fold from the start shows, at 1,000 random times', () => {
    const random = seeded(12)
    const log = openLog(bytes)
    const times = Array.from({ length: 1000 }, () => Math.floor(random() * 1.05 * end))
    const states = new Map<number, PlantState>()
    const reused = new PlantState(log.header)
    const differing: number[] = []
    for (const [i, time] of times.entries()) {
      const state = i % 2 === 0 ? log.stateAt(time) : log.stateAt(time, reused)
      if (i % 2 === 0) states.set(time, state)
      else if (differs(state, foldedTo(time))) differing.push(time)
    }
    for (const [time, state] of states) if (differs(state, foldedTo(time))) differing.push(time)
    expect(differing).toEqual([])
  })

  it('holds all records of that very moment, and none after', () => {
    const log = openLog(bytes)
    const counts = new Map<number, number>()
    records.forEach(({ time }, i) => {
      counts.set(time, i + 1)
    })
    for (const [time, count] of [...counts].filter((_, i) => i % 97 === 0)) {
      expect(log.seek(time)).toBe(count)
      expect(log.seek(time - 1)).toBeLessThan(count)
      expect(log.stateAt(time).events).toBe(count)
    }
    expect([log.seek(-1), log.seek(end), log.seek(Number.POSITIVE_INFINITY)]).toEqual([0, log.count, log.count])
  })

  it('can be counted in records, too', () => {
    const log = openLog(bytes)
    expect(log.stateAfter(-1)).toEqual(new PlantState(log.header))
    for (const index of [0, 1, 8191, 8192, 40_000, log.count - 1, log.count + 5]) {
      expect(log.stateAfter(index).events).toBe(Math.min(index + 1, log.count))
    }
  })

  it('is ready after so many slices, and seeking does not wait for it', () => {
    const log = openLog(bytes)
    let slices = 0
    expect(log.stateAt(end / 2).events).toBe(log.seek(end / 2))
    while (!log.prepare(10_000)) slices++
    expect(slices).toBeLessThanOrEqual(6)
    expect(log.prepare()).toBe(true)
  })

  it('of a log that grows is the same as of the finished one', () => {
    const growing = openGrowing()
    const writer = new LogWriter(headerOf(scenario), (piece) => growing.append(piece))
    const finished = openLog(bytes)
    records.forEach((record, i) => {
      put(writer, record)
      if (i % 9000 === 8999) {
        const log = growing.log!
        expect(differs(log.stateAt(log.endTime), finished.stateAfter(log.count - 1))).toBe(false)
      }
    })
  })

  it('asks what was known then: a record that came late is not seen before', () => {
    const at = (recorded: number, time: number, v: number) => ({
      recorded: recorded as SimTime,
      time: time as SimTime,
      kind: EventKind.quantityReported,
      subject: 0,
      a: -1,
      b: -1,
      c: -1,
      v,
    })
    const log = openLog(written([at(10, 10, 1), at(20, 20, 2), at(30, 12, 4)], headerOf(scenario, { origin: 'live' })).bytes)
    expect([9, 10, 15, 20, 29, 30].map((time) => log.stateAt(time).pieces[0])).toEqual([0, 1, 1, 3, 3, 7])
    expect([log.startTime, log.endTime, log.hasLate]).toEqual([10, 30, true])
  })
})

describe('marks', () => {
  it('are all records of some kinds, with their times and subjects', () => {
    const log = openLog(bytes)
    const wanted: EventKind[] = [EventKind.failureOccurred, EventKind.orderClosed]
    const expected = records.flatMap(({ time, kind, subject }, index) => (wanted.includes(kind) ? [{ index, time, kind, subject }] : []))
    const { index, time, kind, subject } = log.marks(...wanted)
    expect(Array.from(index, (_, i) => ({ index: index[i], time: time[i], kind: kind[i], subject: subject[i] }))).toEqual(expected)
  })
})

const differs = (one: PlantState, other: PlantState) =>
  JSON.stringify(plainState(scenario, one)) !== JSON.stringify(plainState(scenario, other))

/** From the start, but going on from the last call where time went forward: 1,000 folds of everything would take minutes and show no more. */
const foldedTo = (() => {
  const snapshots: { upTo: number; state: PlantState }[] = []
  let done = 0
  const running = new PlantState(headerOf(scenario))
  for (const record of records) {
    if (done % 500 === 0) {
      const state = new PlantState(headerOf(scenario))
      state.copyFrom(running)
      snapshots.push({ upTo: done, state })
    }
    fold(running, record)
    done++
  }
  return (time: number): PlantState => {
    const count = time >= end ? records.length : records.findIndex((record) => record.time > time)
    const snapshot = snapshots[Math.floor(count / 500)] ?? snapshots.at(-1)!
    const state = new PlantState(headerOf(scenario))
    state.copyFrom(snapshot.state)
    for (let i = snapshot.upTo; i < count; i++) fold(state, records[i]!)
    if (time >= end) fold(state, { time: end, kind: EventKind.logEnded, subject: -1, a: -1, b: -1, c: -1, v: 0 })
    return state
  }
})()
