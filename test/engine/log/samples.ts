import fc from 'fast-check'
import { EquipmentState, EventKind, HealthFinding, STATE_COUNT } from '../../../engine/log/events.ts'
import type { LogEvent } from '../../../engine/log/fold.ts'
import type { LogHeader } from '../../../engine/log/header.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { headerOf, richScenario } from './plants.ts'

/** A record as a test writes it, with the moment it became known. */
export interface Recorded extends LogEvent {
  readonly recorded: SimTime
}

/** Writes the records (late ones as such) and gives the pieces as the writer handed them out. */
export function written(records: readonly Recorded[], header: LogHeader = headerOf(richScenario())) {
  const pieces: Uint8Array[] = []
  const writer = new LogWriter(header, (bytes) => pieces.push(bytes))
  for (const record of records) put(writer, record)
  const end = writer.close(records.at(-1)?.recorded ?? (0 as SimTime))
  return { pieces, bytes: joined(pieces), ...end }
}

export function put(writer: LogWriter, { recorded, time, kind, subject, a, b, c, v }: Recorded) {
  if (recorded === time) writer.append(time, kind, subject, a, b, c, v)
  else writer.appendRecorded(recorded, time, kind, subject, a, b, c, v)
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  pieces.reduce((at, piece) => {
    bytes.set(piece, at)
    return at + piece.length
  }, 0)
  return bytes
}

/** Records without any sense, but with every number a column may hold. */
export const anyRecords = (maxLength: number): fc.Arbitrary<readonly Recorded[]> =>
  fc
    .array(
      fc.record({
        step: fc.oneof(
          fc.constant(0),
          fc.nat(1e6),
          fc.nat(2 ** 31 - 1).map((n) => n * 1000),
        ),
        late: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(1e9)),
        kind: fc.constantFrom(...Object.values(EventKind)),
        subject: int32(),
        a: int32(),
        b: int32(),
        c: int32(),
        v: fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((v) => v + 0),
      }),
      { maxLength },
    )
    .map((steps) => {
      let now = 0
      return steps.map(({ step, late, ...operands }) => {
        now += step
        return { ...operands, recorded: now as SimTime, time: (now - late) as SimTime }
      })
    })

/**
 * A believable history: units are created, move, are worked on, finished or scrapped; orders come and go; stock, crews, machines and their data change.
 * Every kind occurs. `random` is uniform on [0, 1).
 */
export function history(count: number, random: () => number): Recorded[] {
  const pick = (n: number) => Math.floor(random() * n)
  const { stations, products, sources, materials, orders, crews, conveyors, pallets, tools } = richScenario()
  const items = materials.length + products.length
  const alive: number[] = []
  const joined: number[] = []
  const open: number[] = []
  const works: { station: number; task: number; kind: number; crew: number }[] = []
  let now = 0
  let units = 0
  let nextOrder = orders.length
  const records: Recorded[] = []
  const say = (kind: EventKind, subject = -1, a = -1, b = -1, c = -1, v = 0) =>
    records.push({ time: now as SimTime, recorded: now as SimTime, kind, subject, a, b, c, v })
  const take = (list: number[]) => list.splice(pick(list.length), 1)[0]!
  const slotOf = (station: number) => pick(stations[station]!.slots)
  const does: (() => void)[] = [
    () => {
      const station = pick(stations.length)
      say(
        EventKind.equipmentState,
        station,
        slotOf(station),
        pick(STATE_COUNT),
        alive.length > 0 ? alive[pick(alive.length)]! : -1,
        pick(3) - 1,
      )
    },
    () => {
      alive.push(units)
      say(EventKind.unitCreated, units++, pick(products.length), random() < 0.3 ? pick(nextOrder) : -1, pick(sources.length), units)
    },
    () => {
      const station = pick(stations.length)
      if (alive.length > 0) say(EventKind.unitMoved, alive[pick(alive.length)], station, slotOf(station), pick(3))
    },
    () => {
      const place = stations.length + pick(2)
      if (alive.length > 0) say(EventKind.unitMoved, alive[pick(alive.length)], random() < 0.9 ? place : 8 + pick(4), -1, pick(3))
    },
    () => {
      const station = pick(stations.length)
      if (alive.length > 0) say(EventKind.jobStarted, alive[pick(alive.length)], station, slotOf(station), pick(3))
    },
    () => {
      if (alive.length > 0) say(EventKind.jobEnded, alive[pick(alive.length)], pick(stations.length), pick(3), pick(3), pick(1e8))
    },
    () => {
      if (alive.length > 0) say(EventKind.unitFinished, take(alive), stations.length + 2 + pick(2))
    },
    () => {
      if (alive.length > 0) say(EventKind.unitScrapped, take(alive), pick(stations.length), pick(3))
    },
    () => {
      if (alive.length > 0) say(EventKind.unitWithdrawn, take(alive))
    },
    () => say(EventKind.unitSurplus, pick(99), pick(orders.length)),
    () => say(EventKind.orderChanged, pick(orders.length), pick(9), -1, -1, pick(9) - 1),
    () => {
      if (random() < 0.1) say(EventKind.orderCancelled, pick(orders.length), pick(5), pick(2), -1, -1)
    },
    () => {
      if (alive.length > 1) {
        joined.push(take(alive))
        say(EventKind.unitAbsorbed, joined.at(-1)!, alive[pick(alive.length)], pick(stations.length), pick(3))
      }
    },
    () => {
      if (joined.length === 0 || alive.length === 0) return
      const outOf = alive[pick(alive.length)]!
      const unit = take(joined)
      alive.push(unit)
      say(EventKind.unitRestored, unit, pick(products.length), -1, outOf, pick(stations.length))
      say(EventKind.unitSplit, unit, outOf, pick(stations.length), pick(3))
      say(EventKind.stepStarted, unit, pick(stations.length), 0, pick(3))
      say(EventKind.jobInterrupted, unit, pick(stations.length), 0, pick(3))
      say(EventKind.jobResumed, unit, pick(stations.length), 0, pick(3))
    },
    () => {
      open.push(nextOrder)
      say(
        EventKind.orderReleased,
        nextOrder++,
        pick(products.length),
        1 + pick(5),
        pick(sources.length),
        random() < 0.5 ? -1 : now + pick(1e9),
      )
    },
    () => say(EventKind.orderReleased, pick(orders.length), 0, 20, -1, 5e9),
    () => {
      if (open.length > 0) say(EventKind.orderClosed, random() < 0.1 ? pick(orders.length) : take(open), pick(5), pick(2), -1, -1)
    },
    () => say(EventKind.materialOrdered, pick(items), 0, pick(100), -1, pick(50)),
    () => say(EventKind.materialReceived, pick(items), 0, pick(100), -1, pick(50) / 8),
    () => say(EventKind.materialConsumed, pick(items), pick(stations.length), -1, -1, pick(9) / 8),
    () => say(EventKind.materialProduced, pick(items), -1, -1, -1, 1),
    () => say(EventKind.materialShipped, pick(items), -1, -1, -1, pick(3)),
    () => say(EventKind.failureOccurred, pick(stations.length), 0, 0),
    () => {
      const work = { station: pick(stations.length), task: pick(2), kind: pick(2), crew: pick(2) - 1 }
      works.push(work)
      say(EventKind.maintenanceStarted, work.station, work.task, work.kind, work.crew)
    },
    () => {
      const work = works.splice(pick(works.length), 1)[0]
      if (work !== undefined) say(EventKind.maintenanceEnded, work.station, work.task, work.kind, random() < 0.8 ? work.crew : -1)
    },
    () => say(EventKind.setupStarted, pick(stations.length), 0, pick(products.length), -1),
    () => say(EventKind.setupEnded, pick(stations.length), 0, pick(products.length), -1),
    () => say(EventKind.toolState, pick(tools.length), pick(2), pick(6), pick(stations.length), 0),
    () => say(EventKind.storeMoved, pick(2), pick(4), pick(9), pick(3) - 1, pick(2)),
    () => say(EventKind.toolRenewed, pick(tools.length), pick(2), pick(2), pick(2), pick(100)),
    () => say(EventKind.palletsChanged, pick(pallets.length), pick(3), pick(3), pick(2)),
    () => say(EventKind.crewChanged, pick(crews.length), pick(2), pick(3)),
    () => {
      const crew = pick(crews.length)
      say(EventKind.personState, crew, pick(crews[crew]!.size), pick(4), pick(stations.length))
    },
    () => say(EventKind.vehicleState, pick(2), pick(7), -1, pick(3) - 1, pick(3)),
    () => say(EventKind.conveyorState, pick(conveyors.length), pick(STATE_COUNT), -1, pick(3) - 1, pick(3) - 1),
    () => say(pick(2) === 0 ? EventKind.lotHeld : EventKind.lotReleased, pick(99), pick(items), -1, -1, pick(9) / 8),
    () => say(EventKind.versionTaken, pick(99), pick(items), pick(3)),
    () => say(EventKind.recordsMissing, pick(9), 1 + pick(9), -1, -1, pick(99)),
    () => say(EventKind.alarmChanged, pick(2), 1 + pick(3), pick(3) - 1, -1, pick(99)),
    () => say(EventKind.holdBegan, pick(3), pick(99), pick(stations.length)),
    () => say(EventKind.holdEnded, pick(3)),
    () => say(EventKind.unitHeld, pick(99), pick(3), -1, pick(3) - 1),
    () => say(EventKind.unitDisposed, pick(99), pick(3), pick(3), pick(3) - 1),
    () => say(EventKind.recordReversed, pick(99), pick(items), 11 + pick(4), -1, pick(9) / 8),
    () => say(EventKind.materialMoved, pick(items), pick(items), pick(99), -1, pick(9) / 8),
    () => say(EventKind.tariffChanged, pick(2) - 1),
    () => say(EventKind.arrivalLost, pick(sources.length), pick(products.length), -1, -1, 1 + pick(3)),
    () => say(EventKind.lotCreated, pick(99), pick(items), pick(100), -1, pick(50) / 8),
    () => say(EventKind.toolUsed, pick(99), pick(tools.length), 0, pick(stations.length), pick(9)),
    () => say(EventKind.lotUsed, pick(99), pick(stations.length), pick(99), -1, pick(9) / 8),
    () => say(EventKind.materialScrapped, pick(items), pick(99), -1, -1, pick(9) / 8),
    () => say(EventKind.inspectionBegan, pick(items), 0, pick(100), -1, pick(50) / 8),
    () => say(EventKind.materialNotReceived, pick(items), 0, pick(100), pick(2), pick(50) / 8),
    () => say(EventKind.parameterRecorded, pick(99), pick(stations.length), 0, pick(2), pick(1000) / 7),
    () => say(EventKind.unitMeasured, pick(99), pick(stations.length), pick(3), pick(2), pick(1000) / 7),
    () => say(EventKind.unitTested, pick(99), pick(stations.length), pick(3), pick(4), pick(16)),
    () => say(EventKind.dataReported, pick(stations.length), pick(6), pick(3) - 1, -1, (pick(2000) - 1000) / 7),
    () => say(EventKind.conditionReported, pick(stations.length), pick(4), pick(4), pick(3) - 1),
    () => say(EventKind.conditionRead, pick(stations.length), pick(2), pick(2), pick(3), pick(900) / 7),
    () => say(EventKind.quantityReported, pick(stations.length), -1, -1, -1, pick(4)),
    () => say(EventKind.healthReported, pick(stations.length + 1) - 1, pick(Object.keys(HealthFinding).length), -1, -1, pick(9)),
    () => {
      if (random() < 0.05) say(EventKind.warmUpEnded)
    },
  ]
  say(EventKind.equipmentState, 0, 0, EquipmentState.starved, -1, -1)
  while (records.length < count) {
    if (random() < 0.6) now += pick(2e6)
    does[pick(does.length)]!()
  }
  return records
}

/** A generator that a test can seed and print. */
export function seeded(seed: number): () => number {
  let x = seed >>> 0
  return () => {
    x = (x + 0x6d2b79f5) >>> 0
    let t = Math.imul(x ^ (x >>> 15), 1 | x)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const int32 = () => fc.oneof(fc.constant(-1), fc.nat(20), fc.integer())
