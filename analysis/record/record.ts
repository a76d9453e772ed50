import { EventKind } from '../../engine/log/events.ts'
import type { LogEvent } from '../../engine/log/fold.ts'
import type { LoggedScenario } from '../../engine/log/header.ts'
import { places } from '../../engine/log/places.ts'
import type { Log } from '../../engine/log/reader.ts'
import { inOrderOfTruth } from '../../engine/log/replay.ts'
import { Table } from './table.ts'

/** How a unit stands. `absorbed`: it is part of another, or was split up; `withdrawn`: its order wants fewer. */
export const Fate = { inPlant: 0, finished: 1, scrapped: 2, absorbed: 3, withdrawn: 4 } as const
export type Fate = (typeof Fate)[keyof typeof Fate]

/** How a unit came to be part of another, or out of one. */
export const Link = { joined: 0, takenOut: 1, splitOff: 2 } as const
export type Link = (typeof Link)[keyof typeof Link]

/**
 * What a log says happened, as tables: who was where, who was worked on where, what was used, tested, measured, held, shipped. Every answer about
 * the past is read from here. Numbers are those of the log (stations, places, items, units, orders …); times are µs; −1 is none; an `until`, `end`
 * or `closed` of NaN has not come yet. Rows stand in the order in which they began. `seq` numbers what is true in the order in which it was: of two rows of
 * whatever tables, the one with the lower number was before the other, at the same instant too.
 */
export class PlantRecord {
  /** µs: what was known then is in here, and no more. */
  readonly end: number
  /** µs: 0, or the end of the warm-up. */
  readonly since: number

  readonly orders = new Table(...ORDERS)
  readonly units = new Table(...UNITS)
  /** A unit at a place. */
  readonly stays = new Table('unit', 'place', 'slot', 'operation', 'from', 'until', 'seq')
  /** A unit worked on. `worked` without the time for which it gave way to another; `outcome` −1: the job goes on, or was given up. */
  readonly jobs = new Table('unit', 'station', 'slot', 'operation', 'start', 'end', 'gaveWay', 'outcome', 'planned', 'seq')
  /** A slot of a station in a state. */
  readonly states = new Table('station', 'slot', 'state', 'unit', 'cause', 'from', 'until')
  readonly setups = new Table('station', 'slot', 'product', 'before', 'from', 'until')
  readonly failures = new Table('station', 'mode', 'slot', 'time')
  /** Repairs (`kind` 0, `task` the failure mode) and maintenance (`kind` 1). */
  readonly upkeep = new Table('station', 'task', 'kind', 'crew', 'from', 'until')
  /** A person in a state, with the station where it is at a job. */
  readonly persons = new Table('crew', 'person', 'state', 'station', 'from', 'until')

  /** People of a crew: with a job, those on their way included; there; on their way (−1: nobody walks). */
  readonly crews = new Table('crew', 'busy', 'present', 'travelling', 'from', 'until')

  readonly lots = new Table('lot', 'item', 'purchaseOrder', 'quantity', 'time', 'seq')
  /** Who got how much of which lot: the unit; the order that was served from stock; neither of them: upkeep of the station, or another stock (`moves`). */
  readonly uses = new Table('lot', 'station', 'unit', 'order', 'quantity', 'time', 'seq')
  /** A lot on hold; `hold` −1: the material's own. */
  readonly holds = new Table('lot', 'item', 'hold', 'quantity', 'from', 'until')
  /** Something came to light, at a unit and a station (−1), and a hold began. */
  readonly containments = new Table('hold', 'unit', 'station', 'from', 'until')
  /** A unit that stands apart, though it waits for `operation`; `outcome` −1: it still does; `backTo` the operation that it goes back to. */
  readonly heldUnits = new Table('unit', 'hold', 'operation', 'from', 'until', 'outcome', 'backTo')
  readonly consumed = new Table('item', 'station', 'unit', 'quantity', 'time', 'seq')
  readonly produced = new Table('item', 'unit', 'quantity', 'time', 'seq')
  readonly shipped = new Table('item', 'order', 'quantity', 'time', 'seq')
  readonly writtenOff = new Table('item', 'lot', 'quantity', 'time', 'seq')
  /** Taken from the stock of one item for that of another, where it is received under that purchase order. */
  readonly moves = new Table('item', 'to', 'purchaseOrder', 'quantity', 'time', 'seq')
  readonly purchases = new Table('item', 'supplier', 'purchaseOrder', 'quantity', 'time')
  readonly receipts = new Table('item', 'supplier', 'purchaseOrder', 'quantity', 'time', 'seq')
  /** A delivery in quarantine until its inspection is over. */
  readonly inspections = new Table('item', 'supplier', 'purchaseOrder', 'quantity', 'from', 'until')
  readonly notReceived = new Table('item', 'supplier', 'purchaseOrder', 'reason', 'quantity', 'time')

  /** Pieces that a real machine counted. */
  readonly counts = new Table('station', 'pieces', 'time')

  readonly parameters = new Table('unit', 'station', 'slot', 'parameter', 'value', 'time', 'seq')
  readonly measurements = new Table('unit', 'station', 'operation', 'measurement', 'value', 'time', 'seq')
  readonly tests = new Table('unit', 'station', 'operation', 'disposition', 'defects', 'time', 'seq')
  readonly tools = new Table('unit', 'tool', 'piece', 'station', 'use', 'time', 'seq')
  readonly conditions = new Table('station', 'signal', 'slot', 'level', 'value', 'time')
  /** What was joined to what, and what came out of what. `since`: the `seq` with which the other had come to where they were joined (−1: before this log). */
  readonly links = new Table('unit', 'other', 'link', 'station', 'operation', 'time', 'since', 'seq')

  readonly #rowOfOrder = new Map<number, number>()
  #rowOfUnit = new Int32Array(1024)

  /** Use `recordOf`. */
  constructor(log: Log, until: number) {
    this.end = until
    const count = log.seek(until)
    const recorder = new Recorder(this, log.header.scenario)
    let since = 0
    inOrderOfTruth(
      log,
      (event) => {
        if (event.kind === EventKind.warmUpEnded) since = event.time
        recorder.take(event)
      },
      count,
    )
    this.since = since
  }

  /** −1: the log does not know it. */
  rowOfOrder(order: number): number {
    return this.#rowOfOrder.get(order) ?? -1
  }

  rowOfUnit(unit: number): number {
    return unit >= 0 && unit < this.#rowOfUnit.length ? this.#rowOfUnit[unit]! - 1 : -1
  }

  /** For the recorder alone. */
  orderIs(order: number, row: number) {
    this.#rowOfOrder.set(order, row)
  }

  unitIs(unit: number, row: number) {
    if (unit >= this.#rowOfUnit.length) {
      const longer = new Int32Array(Math.max(unit + 1, 2 * this.#rowOfUnit.length))
      longer.set(this.#rowOfUnit)
      this.#rowOfUnit = longer
    }
    this.#rowOfUnit[unit] = row + 1
  }
}

/** `until` in µs: what was known by then, as if the log ended there; all of it if not said. */
export const recordOf = (log: Log, until: number = log.endTime): PlantRecord => new PlantRecord(log, until)

const ORDERS = ['order', 'product', 'quantity', 'source', 'due', 'released', 'closed', 'good', 'scrapped', 'short', 'cancelled'] as const
const UNITS = ['unit', 'product', 'order', 'source', 'created', 'fate', 'left', 'place', 'surplus'] as const

const NOT_YET = Number.NaN
/** Why a delivery never comes into stock: its inspection. */
const REFUSED = 1

/** Turns records of the log into rows, each closed when what ends it comes. */
class Recorder {
  readonly #record: PlantRecord
  /** Open rows: of each unit its stay and its job, of each slot its state and its set-up, and so on; −1 and none. */
  readonly #stay = new Map<number, number>()
  readonly #job = new Map<number, number>()
  readonly #gaveWay = new Map<number, number>()
  readonly #state = new Map<number, number>()
  readonly #setup = new Map<number, number>()
  readonly #upkeep = new Map<string, number[]>()
  readonly #person = new Map<string, number>()
  readonly #hold = new Map<number, number>()
  readonly #containment = new Map<number, number>()
  readonly #heldUnit = new Map<string, number>()
  /** Of each unit that is in another: `since` of their link. */
  readonly #joined = new Map<number, number>()
  readonly #crew = new Map<number, number>()
  readonly #inspection = new Map<number, number>()
  readonly #firstSlot: Int32Array
  #seq = -1

  constructor(record: PlantRecord, scenario: LoggedScenario) {
    this.#record = record
    this.#firstSlot = places(scenario).firstSlot
  }

  take(event: LogEvent) {
    const { kind, time, subject, a, b, c, v } = event
    const record = this.#record
    const seq = ++this.#seq
    switch (kind) {
      case EventKind.orderReleased:
      case EventKind.orderClosed:
      case EventKind.orderChanged:
      case EventKind.orderCancelled:
        return this.#order(event)
      case EventKind.unitCreated:
        record.unitIs(
          subject,
          record.units.add({
            unit: subject,
            product: a,
            order: b,
            source: c,
            created: time,
            fate: Fate.inPlant,
            left: NOT_YET,
            place: -1,
            surplus: 0,
          }),
        )
        return
      case EventKind.unitMoved: {
        this.#leaves(subject, time)
        if (a >= 0)
          this.#stay.set(subject, record.stays.add({ unit: subject, place: a, slot: b, operation: c, from: time, until: NOT_YET, seq }))
        return
      }
      case EventKind.unitFinished:
        return this.#ends(subject, time, Fate.finished, a)
      case EventKind.unitScrapped:
        return this.#ends(subject, time, Fate.scrapped, a)
      case EventKind.unitWithdrawn:
        return this.#ends(subject, time, Fate.withdrawn, -1)
      case EventKind.unitAbsorbed:
        record.links.add({
          unit: subject,
          other: a,
          link: Link.joined,
          station: b,
          operation: c,
          time,
          since: this.#isJoined(subject, a),
          seq,
        })
        return this.#ends(subject, time, Fate.absorbed, b)
      case EventKind.unitRestored:
        record.links.add({
          unit: subject,
          other: c,
          link: Link.takenOut,
          station: v,
          operation: -1,
          time,
          since: this.#isTakenOut(subject),
          seq,
        })
        return this.#comesBack(subject, a, b)
      case EventKind.unitSplit:
        record.links.add({ unit: subject, other: a, link: Link.splitOff, station: b, operation: c, time, since: -1, seq })
        return
      case EventKind.unitSurplus: {
        const row = record.rowOfUnit(subject)
        if (row >= 0) record.units.column.surplus[row] = 1
        return
      }
      case EventKind.jobStarted:
      case EventKind.jobEnded:
      case EventKind.jobInterrupted:
      case EventKind.jobResumed:
        return this.#jobs(event)
      case EventKind.equipmentState: {
        const slot = this.#firstSlot[subject]! + a
        this.#close(record.states, this.#state, slot, time)
        this.#state.set(slot, record.states.add({ station: subject, slot: a, state: b, unit: c, cause: v, from: time, until: NOT_YET }))
        return
      }
      case EventKind.setupStarted: {
        const slot = this.#firstSlot[subject]! + a
        this.#close(record.setups, this.#setup, slot, time)
        this.#setup.set(slot, record.setups.add({ station: subject, slot: a, product: b, before: c, from: time, until: NOT_YET }))
        return
      }
      case EventKind.setupEnded:
        return this.#close(record.setups, this.#setup, this.#firstSlot[subject]! + a, time)
      case EventKind.failureOccurred:
        record.failures.add({ station: subject, mode: a, slot: b, time })
        return
      case EventKind.maintenanceStarted: {
        const key = `${subject} ${a} ${b}`
        const open = this.#upkeep.get(key) ?? []
        open.push(record.upkeep.add({ station: subject, task: a, kind: b, crew: c, from: time, until: NOT_YET }))
        this.#upkeep.set(key, open)
        return
      }
      case EventKind.maintenanceEnded: {
        const row = this.#upkeep.get(`${subject} ${a} ${b}`)?.shift()
        if (row !== undefined) record.upkeep.column.until[row] = time
        return
      }
      case EventKind.personState: {
        const key = `${subject} ${a}`
        const open = this.#person.get(key)
        if (open !== undefined) record.persons.column.until[open] = time
        this.#person.set(key, record.persons.add({ crew: subject, person: a, state: b, station: c, from: time, until: NOT_YET }))
        return
      }
      case EventKind.crewChanged:
        this.#close(record.crews, this.#crew, subject, time)
        this.#crew.set(subject, record.crews.add({ crew: subject, busy: a, present: b, travelling: c, from: time, until: NOT_YET }))
        return
      case EventKind.lotHeld:
        this.#hold.set(subject, record.holds.add({ lot: subject, item: a, hold: b, quantity: v, from: time, until: NOT_YET }))
        return
      case EventKind.lotReleased:
        return this.#close(record.holds, this.#hold, subject, time)
      case EventKind.holdBegan: {
        const row = record.containments.add({ hold: subject, unit: a, station: b, from: time, until: NOT_YET })
        this.#containment.set(subject, row)
        return
      }
      case EventKind.holdEnded:
        return this.#close(record.containments, this.#containment, subject, time)
      case EventKind.unitHeld: {
        const row = record.heldUnits.add({ unit: subject, hold: a, operation: c, from: time, until: NOT_YET, outcome: -1, backTo: -1 })
        this.#heldUnit.set(`${subject} ${a}`, row)
        return
      }
      case EventKind.unitDisposed: {
        const row = this.#heldUnit.get(`${subject} ${a}`)
        if (row === undefined) return
        record.heldUnits.column.until[row] = time
        record.heldUnits.column.outcome[row] = b
        record.heldUnits.column.backTo[row] = c
        return
      }
      default:
        this.#fact(event)
    }
  }

  /** What has no end: it is so at one moment. */
  #fact({ kind, time, subject, a, b, c, v }: LogEvent) {
    const record = this.#record
    const seq = this.#seq
    switch (kind) {
      case EventKind.lotCreated:
        record.lots.add({ lot: subject, item: a, purchaseOrder: b, quantity: v, time, seq })
        return
      case EventKind.lotUsed:
        record.uses.add({ lot: subject, station: a, unit: b, order: c, quantity: v, time, seq })
        return
      case EventKind.materialConsumed:
        record.consumed.add({ item: subject, station: a, unit: b, quantity: v, time, seq })
        return
      case EventKind.materialProduced:
        record.produced.add({ item: subject, unit: a, quantity: v, time, seq })
        return
      case EventKind.materialShipped:
        record.shipped.add({ item: subject, order: a, quantity: v, time, seq })
        return
      case EventKind.materialScrapped:
        record.writtenOff.add({ item: subject, lot: a, quantity: v, time, seq })
        return
      case EventKind.materialOrdered:
        record.purchases.add({ item: subject, supplier: a, purchaseOrder: b, quantity: v, time })
        return
      case EventKind.quantityReported:
        record.counts.add({ station: subject, pieces: v, time })
        return
      case EventKind.materialMoved:
        record.purchases.add({ item: a, supplier: -1, purchaseOrder: b, quantity: v, time })
        record.moves.add({ item: subject, to: a, purchaseOrder: b, quantity: v, time, seq })
        return
      case EventKind.inspectionBegan:
        this.#inspection.set(
          b,
          record.inspections.add({ item: subject, supplier: a, purchaseOrder: b, quantity: v, from: time, until: NOT_YET }),
        )
        return
      case EventKind.materialReceived:
        this.#close(record.inspections, this.#inspection, b, time)
        record.receipts.add({ item: subject, supplier: a, purchaseOrder: b, quantity: v, time, seq })
        return
      case EventKind.materialNotReceived:
        if (c === REFUSED) this.#close(record.inspections, this.#inspection, b, time)
        record.notReceived.add({ item: subject, supplier: a, purchaseOrder: b, reason: c, quantity: v, time })
        return
      case EventKind.parameterRecorded:
        record.parameters.add({ unit: subject, station: a, slot: b, parameter: c, value: v, time, seq })
        return
      case EventKind.unitMeasured:
        record.measurements.add({ unit: subject, station: a, operation: b, measurement: c, value: v, time, seq })
        return
      case EventKind.unitTested:
        record.tests.add({ unit: subject, station: a, operation: b, disposition: c, defects: v, time, seq })
        return
      case EventKind.toolUsed:
        record.tools.add({ unit: subject, tool: a, piece: b, station: c, use: v, time, seq })
        return
      case EventKind.conditionRead:
        record.conditions.add({ station: subject, signal: a, slot: b, level: c, value: v, time })
        return
    }
  }

  #order({ kind, time, subject, a, b, c, v }: LogEvent) {
    const { orders } = this.#record
    let row = this.#record.rowOfOrder(subject)
    if (row < 0) {
      row = orders.add({
        order: subject,
        product: -1,
        quantity: 0,
        source: -1,
        due: NOT_YET,
        released: NOT_YET,
        closed: NOT_YET,
        good: 0,
        scrapped: 0,
        short: 0,
        cancelled: NOT_YET,
      })
      this.#record.orderIs(subject, row)
    }
    const { column } = orders
    column.due[row] = v < 0 ? NOT_YET : v
    if (kind === EventKind.orderReleased) {
      column.product[row] = a
      column.quantity[row] = b
      column.source[row] = c
      column.released[row] = time
    } else if (kind === EventKind.orderChanged) column.quantity[row] = a
    else {
      column.good[row] = a
      column.scrapped[row] = b
      if (kind === EventKind.orderCancelled) column.cancelled[row] = time
      else {
        column.closed[row] = time
        column.short[row] = c === 1 ? 1 : 0
      }
    }
  }

  #jobs({ kind, time, subject, a, b, c, v }: LogEvent) {
    const { jobs } = this.#record
    if (kind === EventKind.jobStarted) {
      const seq = this.#seq
      const job = { unit: subject, station: a, slot: b, operation: c, start: time, end: NOT_YET, gaveWay: 0, outcome: -1, planned: 0, seq }
      this.#job.set(subject, jobs.add(job))
      return
    }
    const row = this.#job.get(subject)
    if (row === undefined) return
    if (kind === EventKind.jobInterrupted) this.#gaveWay.set(subject, time)
    else if (kind === EventKind.jobResumed) this.#isResumed(subject, row, time)
    else {
      this.#isResumed(subject, row, time)
      jobs.column.end[row] = time
      jobs.column.outcome[row] = b
      jobs.column.planned[row] = v
      this.#job.delete(subject)
    }
  }

  #isResumed(unit: number, row: number, time: number) {
    const since = this.#gaveWay.get(unit)
    if (since === undefined) return
    this.#record.jobs.column.gaveWay[row]! += time - since
    this.#gaveWay.delete(unit)
  }

  #leaves(unit: number, time: number) {
    this.#close(this.#record.stays, this.#stay, unit, time)
  }

  /** The unit is no more, or part of another. A job that it was in ends with it. */
  #ends(unit: number, time: number, fate: Fate, place: number) {
    this.#leaves(unit, time)
    const { units, jobs } = this.#record
    const job = this.#job.get(unit)
    if (job !== undefined) {
      this.#isResumed(unit, job, time)
      jobs.column.end[job] = time
      this.#job.delete(unit)
    }
    const row = this.#record.rowOfUnit(unit)
    if (row < 0) return
    units.column.fate[row] = fate
    units.column.left[row] = time
    units.column.place[row] = place
  }

  /** The `seq` with which the other had come to where it is. */
  #isJoined(unit: number, other: number): number {
    const stay = this.#stay.get(other)
    const since = stay === undefined ? this.#seq : this.#record.stays.column.seq[stay]!
    this.#joined.set(unit, since)
    return since
  }

  #isTakenOut(unit: number): number {
    const since = this.#joined.get(unit) ?? -1
    this.#joined.delete(unit)
    return since
  }

  /** A unit that was joined is one by itself again. */
  #comesBack(unit: number, product: number, order: number) {
    const { units } = this.#record
    const row = this.#record.rowOfUnit(unit)
    if (row < 0) return
    units.column.product[row] = product
    units.column.order[row] = order
    units.column.fate[row] = Fate.inPlant
    units.column.left[row] = NOT_YET
    units.column.place[row] = -1
  }

  #close(table: Spans, open: Map<number, number>, key: number, time: number) {
    const row = open.get(key)
    if (row === undefined) return
    table.column.until[row] = time
    open.delete(key)
  }
}

/** A table of what lasts. */
interface Spans {
  readonly column: { readonly until: Float64Array }
}
