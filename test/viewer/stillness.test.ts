import { describe, expect, it } from 'vitest'
import { ConditionLevel, EquipmentState, EventKind } from '../../engine/log/events.ts'
import type { LogEvent } from '../../engine/log/fold.ts'
import { type Places, places } from '../../engine/log/places.ts'
import type { SimTime } from '../../engine/log/time.ts'
import { Stillness } from '../../viewer/feed/stillness.ts'
import { Tracks } from '../../viewer/feed/tracks.ts'

const spots: Places = places({
  stations: [
    { id: 'a', slots: 1 },
    { id: 'b', slots: 1 },
  ],
  buffers: [{ id: 'rack' }],
  sinks: [{ id: 'out' }],
  sources: [{ id: 'in' }],
  materials: [],
})
const RACK = 2

const event = (hours: number, kind: EventKind, rest: Partial<LogEvent> = {}): LogEvent => ({
  time: Math.round(hours * 3600e6) as SimTime,
  kind,
  subject: 0,
  a: 0,
  b: 0,
  c: 0,
  v: 0,
  ...rest,
})
const state = (hours: number, subject: number, b: number) => event(hours, EventKind.equipmentState, { subject, b })
const end = (hours: number) => event(hours, EventKind.logEnded)

function replay(...events: LogEvent[]): Stillness {
  const stillness = new Stillness(spots, 2)
  for (const one of events) stillness.take(one)
  return stillness
}

const moves = [0, 0.1, 0.2, 0.3].flatMap((hours, subject) => [
  event(hours, EventKind.unitCreated, { subject }),
  event(hours, EventKind.unitMoved, { subject, a: RACK }),
  event(hours, EventKind.unitMoved, { subject, a: 0 }),
])

describe('a standstill', () => {
  it('is since the last move, and clear once it is far longer than any pause before', () => {
    const stillness = replay(...moves, end(10))
    expect(stillness.found).toEqual([{ from: 1080, clear: 1080 + 3600, until: Number.POSITIVE_INFINITY }])
    expect(stillness.at(1080 + 3599)).toBeNull()
    expect(stillness.at(36_000)?.from).toBe(1080)
  })

  it('goes on although units line up before the plant, and is over with a move inside', () => {
    const stillness = replay(
      ...moves,
      event(5, EventKind.unitCreated, { subject: 9 }),
      event(5, EventKind.unitMoved, { subject: 9, a: spots.firstSource }),
      event(6, EventKind.unitMoved, { subject: 9, a: RACK }),
      event(8, EventKind.jobStarted),
      end(9),
    )
    expect(stillness.found.map(({ from, until }) => [from, until])).toEqual([[1080, 8 * 3600]])
    expect(stillness.at(8.5 * 3600)).toBeNull()
  })

  it('is none while something is in work, in repair or off shift, while a crew is away, or when nothing is inside', () => {
    for (const busy of [EquipmentState.processing, EquipmentState.repair, EquipmentState.waitRepair, EquipmentState.paused])
      expect(replay(...moves, state(0.3, 1, busy), end(100)).found).toEqual([])
    expect(replay(...moves, event(0.3, EventKind.crewChanged, { a: 0, b: 0 }), end(100)).found).toEqual([])
    expect(
      replay(...moves, ...moves.map((_, subject) => event(0.4, EventKind.unitFinished, { subject })).slice(0, 4), end(100)).found,
    ).toEqual([])
    expect(replay(...moves, state(0.3, 1, EquipmentState.blocked), end(100)).found.length).toBe(1)
  })

  it('is measured by the pauses there were', () => {
    const stillness = replay(...moves, event(5, EventKind.jobStarted), event(5, EventKind.jobEnded), end(20))
    // 4.7 h is a standstill after pauses of 6 minutes; 15 h is none after 4.7 h.
    expect(stillness.found.map(({ from }) => from)).toEqual([1080])
  })
})

describe('marks', () => {
  const taken = (first: EquipmentState, ...events: LogEvent[]) => {
    const tracks = new Tracks(spots, 2, first)
    for (const one of events) tracks.take(one)
    return tracks
  }
  const times = ({ time }: { time: { values: Float64Array; length: number } }) => [...time.values.subarray(0, time.length)]

  it('stand where an order becomes late, closed or not, of a source or listed', () => {
    const due = (subject: number, hours: number) =>
      event(0, EventKind.orderReleased, { subject, v: hours * 3600e6, c: subject < 2 ? -1 : 0 })
    const tracks = taken(
      EquipmentState.starved,
      due(0, 3),
      due(1, 1),
      due(7, 2),
      due(8, 4),
      event(0, EventKind.orderReleased, { subject: 9, v: -1 }),
      event(0.5, EventKind.orderClosed, { subject: 1 }),
      event(2.5, EventKind.orderClosed, { subject: 7 }),
      end(3.5),
    )
    expect(times(tracks.marks.order)).toEqual([2 * 3600, 3 * 3600])
  })

  it('stand where a real machine reports a fault, once until it is gone, and where it is under repair', () => {
    const fault = (hours: number, b: number, a = 1) => event(hours, EventKind.conditionReported, { subject: 1, a, b })
    const events = [
      fault(1, ConditionLevel.fault),
      fault(2, ConditionLevel.fault),
      fault(3, ConditionLevel.normal),
      fault(4, ConditionLevel.fault),
      fault(5, ConditionLevel.warning, 2),
      state(6, 0, EquipmentState.repair),
      end(7),
    ]
    expect(times(taken(EquipmentState.unknown, ...events).marks.failure)).toEqual([3600, 4 * 3600, 6 * 3600])
    expect(times(taken(EquipmentState.starved, ...events).marks.failure)).toEqual([3600, 4 * 3600])
  })

  it('stand where a standstill begins', () => {
    expect(times(taken(EquipmentState.starved, ...moves, end(10)).marks.still)).toEqual([1080])
  })
})
