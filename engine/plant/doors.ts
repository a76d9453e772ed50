import type { SimTime } from '../kernel/time.ts'
import {
  type Disposition,
  type EquipmentState,
  EventKind,
  type HoldOutcome,
  type PersonState,
  type StoreState,
  type ToolState,
  VehicleState,
} from '../log/events.ts'
import type { LogSink } from '../log/sink.ts'
import type { Tally } from '../log/tally.ts'
import { NONE, type Tables } from './tables.ts'

/**
 * The doors through which everything passes that may be known of the plant: each call counts it and writes it down. What is not recorded here did
 * not happen. Without a listener a door costs one comparison.
 */
export class Doors {
  readonly #tables: Tables
  readonly #calendar: { readonly now: SimTime }
  readonly #tally: Tally | null
  readonly #log: LogSink | null
  readonly #slotStation: Int32Array
  /** slot → which of its station's it is */
  readonly #placeOfSlot: Int32Array

  constructor(tables: Tables, calendar: { readonly now: SimTime }, tally: Tally | null, log: LogSink | null) {
    this.#tables = tables
    this.#slotStation = tables.slotStation
    this.#placeOfSlot = tables.slotStation.map((station, slot) => slot - tables.firstSlot[station]!)
    this.#calendar = calendar
    this.#tally = tally
    this.#log = log
  }

  equipmentState(slot: number, state: EquipmentState, unit: number, cause: number) {
    this.#tally?.enter(this.#calendar.now, slot, state)
    if (this.#log !== null) {
      const station = this.#slotStation[slot]!
      this.#log.append(this.#calendar.now, EventKind.equipmentState, station, this.#placeOfSlot[slot]!, state, unit, cause)
    }
  }

  unitCreated(unit: number, product: number, order: number, source: number, ordinal: number) {
    this.#tally?.unitCreated(this.#calendar.now, product)
    this.#log?.append(this.#calendar.now, EventKind.unitCreated, unit, product, order, source, ordinal)
  }

  /** By which version of its product it is made; NONE: there is one. */
  versionTaken(unit: number, product: number, version: number) {
    if (version !== NONE) this.#log?.append(this.#calendar.now, EventKind.versionTaken, unit, product, version, NONE, 0)
  }

  /** The unit is now in a queue with a place, or outside at its source. */
  unitQueued(unit: number, place: number, step: number) {
    this.#tally?.queue(this.#calendar.now, place, 1)
    this.#log?.append(this.#calendar.now, EventKind.unitMoved, unit, place, NONE, step, 0)
  }

  /** It has left that queue; the record is that of where it goes. */
  unitUnqueued(place: number) {
    this.#tally?.queue(this.#calendar.now, place, -1)
  }

  /** A unit has left the carrier at that place; the record is that of where it goes. */
  unitLeftCarrier(carrier: number, place: number) {
    this.#tally?.carried(this.#calendar.now, carrier, place)
  }

  conveyorState(conveyor: number, state: EquipmentState, unit: number, cause: number) {
    this.#tally?.enterCarrier(this.#calendar.now, conveyor, state)
    this.#log?.append(this.#calendar.now, EventKind.conveyorState, conveyor, state, NONE, unit, cause)
  }

  /** A vehicle begins to take a unit up, which waited so long for it, µs. */
  vehicleLoads(fleet: number, vehicle: number, unit: number, waited: number) {
    this.#tally?.loaded(fleet, waited)
    this.#vehicle(vehicle, VehicleState.loading, unit, waited)
  }

  vehicleState(vehicle: number, state: number, unit: number, cause: number) {
    this.#vehicle(vehicle, state, unit, cause)
  }

  #vehicle(vehicle: number, state: number, unit: number, value: number) {
    this.#tally?.enterCarrier(this.#calendar.now, this.#tables.scenario.conveyors.length + vehicle, state)
    this.#log?.append(this.#calendar.now, EventKind.vehicleState, vehicle, state, NONE, unit, value)
  }

  /** The machine of a store is about something else; `isNew` 1: it sets out from the way in and out. */
  storeMoves(buffer: number, state: StoreState, bin: number, unit: number, isNew: 0 | 1) {
    this.#tally?.store(this.#calendar.now, buffer, state, isNew)
    this.#log?.append(this.#calendar.now, EventKind.storeMoved, buffer, state, bin, unit, isNew)
  }

  /** The unit is now in a slot. */
  unitSeated(unit: number, slot: number, step: number) {
    if (this.#log !== null) {
      const station = this.#slotStation[slot]!
      this.#log.append(this.#calendar.now, EventKind.unitMoved, unit, station, this.#placeOfSlot[slot]!, step, 0)
    }
  }

  /** The unit has left its slot for the supplier who does the work of that station. */
  unitShipped(unit: number, station: number, step: number) {
    this.#log?.append(this.#calendar.now, EventKind.unitMoved, unit, station, NONE, step, 0)
  }

  jobStarted(unit: number, slot: number, step: number) {
    if (this.#log !== null) {
      const station = this.#slotStation[slot]!
      this.#log.append(this.#calendar.now, EventKind.jobStarted, unit, station, this.#placeOfSlot[slot]!, step, 0)
    }
  }

  /** The unit gives way to a more urgent one, and stands in no place. */
  jobInterrupted(unit: number, slot: number, step: number) {
    if (this.#log === null) return
    const station = this.#slotStation[slot]!
    this.#log.append(this.#calendar.now, EventKind.jobInterrupted, unit, station, this.#placeOfSlot[slot]!, step, 0)
    this.unitSetAside(unit, step)
  }

  jobResumed(unit: number, slot: number, step: number) {
    if (this.#log === null) return
    const station = this.#slotStation[slot]!
    this.#log.append(this.#calendar.now, EventKind.jobResumed, unit, station, this.#placeOfSlot[slot]!, step, 0)
  }

  /** A step of the operation begins. */
  stepStarted(unit: number, slot: number, step: number) {
    if (this.#log !== null) {
      const station = this.#slotStation[slot]!
      this.#log.append(this.#calendar.now, EventKind.stepStarted, unit, station, this.#placeOfSlot[slot]!, step, 0)
    }
  }

  /** `planned` in µs. */
  jobEnded(unit: number, station: number, outcome: number, step: number, planned: number) {
    this.#tally?.jobEnded(station, outcome, planned)
    this.#log?.append(this.#calendar.now, EventKind.jobEnded, unit, station, outcome, step, planned)
  }

  /** `lead` and `waiting` in µs. */
  unitFinished(unit: number, product: number, sink: number, lead: number, waiting: number, firstPass: boolean) {
    this.#tally?.unitFinished(this.#calendar.now, product, lead, waiting, firstPass)
    this.#log?.append(this.#calendar.now, EventKind.unitFinished, unit, this.#tables.places.firstSink + sink, NONE, NONE, 0)
  }

  unitScrapped(unit: number, product: number, station: number, step: number) {
    this.#tally?.unitScrapped(this.#calendar.now, product)
    this.#log?.append(this.#calendar.now, EventKind.unitScrapped, unit, station, step, NONE, 0)
  }

  /** The unit has left its slot and waits, in no place, for the result of a test. */
  unitSetAside(unit: number, step: number) {
    this.#log?.append(this.#calendar.now, EventKind.unitMoved, unit, NONE, NONE, step, 0)
  }

  parameterRecorded(unit: number, slot: number, parameter: number, value: number) {
    if (this.#log !== null) {
      const station = this.#tables.slotStation[slot]!
      this.#log.append(
        this.#calendar.now,
        EventKind.parameterRecorded,
        unit,
        station,
        slot - this.#tables.firstSlot[station]!,
        parameter,
        value,
      )
    }
  }

  unitMeasured(unit: number, station: number, step: number, measure: number, value: number) {
    this.#log?.append(this.#calendar.now, EventKind.unitMeasured, unit, station, step, measure, value)
  }

  /** `named`: defects that the test claims to have found, as bits. */
  unitTested(unit: number, station: number, step: number, disposition: Disposition, named: number) {
    this.#tally?.unitTested(station, disposition)
    this.#log?.append(this.#calendar.now, EventKind.unitTested, unit, station, step, disposition, named)
  }

  /** The unit ends in another (NONE: it was split up). */
  unitAbsorbed(unit: number, product: number, into: number, station: number, step: number) {
    this.#tally?.unitAbsorbed(this.#calendar.now, product)
    this.#log?.append(this.#calendar.now, EventKind.unitAbsorbed, unit, into, station, step, 0)
  }

  unitRestored(unit: number, product: number, order: number, outOf: number, station: number) {
    this.#tally?.unitRestored(this.#calendar.now, product)
    this.#log?.append(this.#calendar.now, EventKind.unitRestored, unit, product, order, outOf, station)
  }

  unitSplit(unit: number, outOf: number, station: number, step: number) {
    this.#log?.append(this.#calendar.now, EventKind.unitSplit, unit, outOf, station, step, 0)
  }

  /** `due` in µs, −1: none; `costPerDay` late. */
  orderReleased(order: number, product: number, quantity: number, source: number, due: number, costPerDay: number) {
    if (due >= 0) this.#tally?.orderReleased(order, due, costPerDay)
    this.#log?.append(this.#calendar.now, EventKind.orderReleased, order, product, quantity, source, due)
  }

  /** `isShort`: with less than its tolerance allows. */
  orderClosed(order: number, good: number, scrapped: number, due: number, isShort: boolean) {
    if (due >= 0) this.#tally?.orderClosed(this.#calendar.now, order, isShort)
    this.#log?.append(this.#calendar.now, EventKind.orderClosed, order, good, scrapped, isShort ? 1 : NONE, due)
  }

  /** Another quantity, or due date (µs, −1: none), from now on. */
  orderChanged(order: number, quantity: number, due: number, costPerDay: number, isReleased: boolean) {
    if (isReleased && due >= 0) this.#tally?.orderChanged(order, due, costPerDay)
    this.#log?.append(this.#calendar.now, EventKind.orderChanged, order, quantity, NONE, NONE, due)
  }

  orderCancelled(order: number, good: number, scrapped: number, due: number, isReleased: boolean) {
    if (isReleased && due >= 0) this.#tally?.orderCancelled(order)
    this.#log?.append(this.#calendar.now, EventKind.orderCancelled, order, good, scrapped, NONE, due)
  }

  /** The unit, which nothing was done to, is taken away: its order wants fewer. */
  unitWithdrawn(unit: number, product: number) {
    this.#tally?.unitWithdrawn(this.#calendar.now, product)
    this.#log?.append(this.#calendar.now, EventKind.unitWithdrawn, unit, NONE, NONE, NONE, 0)
  }

  /** The unit, which was just finished, is more than its order takes. */
  unitSurplus(unit: number, order: number) {
    if (this.#tally !== null) this.#tally.surplus++
    this.#log?.append(this.#calendar.now, EventKind.unitSurplus, unit, order, NONE, NONE, 0)
  }

  materialOrdered(item: number, supplier: number, purchaseOrder: number, quantity: number) {
    if (this.#tally !== null) this.#tally.purchaseOrders[item]!++
    this.#log?.append(this.#calendar.now, EventKind.materialOrdered, item, supplier, purchaseOrder, NONE, quantity)
  }

  materialReceived(item: number, supplier: number, purchaseOrder: number, quantity: number) {
    this.#tally?.stocked(this.#calendar.now, item, quantity)
    this.#log?.append(this.#calendar.now, EventKind.materialReceived, item, supplier, purchaseOrder, NONE, quantity)
  }

  inspectionBegan(item: number, supplier: number, purchaseOrder: number, quantity: number) {
    this.#log?.append(this.#calendar.now, EventKind.inspectionBegan, item, supplier, purchaseOrder, NONE, quantity)
  }

  /** Of a purchase order so much will not come; `reason` is 0 (short) or 1 (refused). */
  materialNotReceived(item: number, supplier: number, purchaseOrder: number, reason: number, quantity: number) {
    this.#log?.append(this.#calendar.now, EventKind.materialNotReceived, item, supplier, purchaseOrder, reason, quantity)
  }

  /** So much sets out from the stock of one item to that of another. */
  materialMoved(from: number, item: number, purchaseOrder: number, quantity: number) {
    this.#tally?.stocked(this.#calendar.now, from, -quantity)
    this.#log?.append(this.#calendar.now, EventKind.materialMoved, from, item, purchaseOrder, NONE, quantity)
  }

  materialScrapped(item: number, lot: number, quantity: number) {
    this.#tally?.scrappedStock(this.#calendar.now, item, quantity)
    this.#log?.append(this.#calendar.now, EventKind.materialScrapped, item, lot, NONE, NONE, quantity)
  }

  lotCreated(lot: number, item: number, purchaseOrder: number, quantity: number) {
    this.#log?.append(this.#calendar.now, EventKind.lotCreated, lot, item, purchaseOrder, NONE, quantity)
  }

  /** It came to light with this unit at this station (NONE: with none). */
  holdBegan(hold: number, unit: number, station: number) {
    this.#log?.append(this.#calendar.now, EventKind.holdBegan, hold, unit, station, NONE, 0)
  }

  holdEnded(hold: number) {
    this.#log?.append(this.#calendar.now, EventKind.holdEnded, hold, NONE, NONE, NONE, 0)
  }

  /** The unit, which has left its place, stands apart. */
  unitHeld(unit: number, product: number, hold: number, step: number) {
    this.#tally?.unitHeld(this.#calendar.now, product)
    this.#log?.append(this.#calendar.now, EventKind.unitHeld, unit, hold, NONE, step, 0)
  }

  /** What becomes of it is the record of what comes next; `step` to which it goes back. */
  unitDisposed(unit: number, product: number, hold: number, outcome: HoldOutcome, step: number) {
    this.#tally?.unitDisposed(this.#calendar.now, product)
    this.#log?.append(this.#calendar.now, EventKind.unitDisposed, unit, hold, outcome, step, 0)
  }

  /** It is in stock no more, though it is there: on hold. */
  lotHeld(lot: number, item: number, quantity: number, hold: number) {
    this.#log?.append(this.#calendar.now, EventKind.lotHeld, lot, item, hold, NONE, quantity)
  }

  /** What becomes of it is the record of what comes next. */
  lotReleased(lot: number, item: number, quantity: number, hold: number) {
    this.#log?.append(this.#calendar.now, EventKind.lotReleased, lot, item, hold, NONE, quantity)
  }

  lotUsed(lot: number, station: number, unit: number, order: number, quantity: number) {
    this.#log?.append(this.#calendar.now, EventKind.lotUsed, lot, station, unit, order, quantity)
  }

  materialConsumed(item: number, station: number, unit: number, quantity: number) {
    this.#tally?.stocked(this.#calendar.now, item, -quantity)
    this.#log?.append(this.#calendar.now, EventKind.materialConsumed, item, station, unit, NONE, quantity)
  }

  /** It is gone, and will be booked later. */
  materialTaken(item: number, quantity: number) {
    this.#tally?.stocked(this.#calendar.now, item, -quantity)
  }

  materialProduced(item: number, unit: number) {
    this.#tally?.stocked(this.#calendar.now, item, 1)
    this.#log?.append(this.#calendar.now, EventKind.materialProduced, item, unit, NONE, NONE, 1)
  }

  materialShipped(item: number, order: number, quantity: number) {
    this.#tally?.stocked(this.#calendar.now, item, -quantity)
    this.#log?.append(this.#calendar.now, EventKind.materialShipped, item, order, NONE, NONE, quantity)
  }

  /** A customer asks for stock, of which `served` is there; what is short is back-ordered. */
  demandedFromStock(item: number, quantity: number, served: number, losesRest: boolean) {
    this.#tally?.demandedFromStock(this.#calendar.now, item, quantity, served, losesRest)
  }

  backorderServed(item: number, quantity: number) {
    this.#tally?.backordered(this.#calendar.now, item, -quantity)
  }

  failed(slot: number, mode: number, cost: number) {
    const station = this.#slotStation[slot]!
    if (this.#tally !== null) {
      this.#tally.failed(station)
      this.#tally.eventCost += cost
    }
    this.#log?.append(this.#calendar.now, EventKind.failureOccurred, station, mode, this.#placeOfSlot[slot]!, NONE, 0)
  }

  conditionRead(slot: number, signal: number, level: number, value: number) {
    if (this.#log !== null) {
      const station = this.#tables.slotStation[slot]!
      this.#log.append(this.#calendar.now, EventKind.conditionRead, station, signal, slot - this.#tables.firstSlot[station]!, level, value)
    }
  }

  /** Repair (`planned` 0, `what` a failure mode) or planned maintenance (`planned` 1, `what` a task) of a station. */
  maintenanceStarted(station: number, what: number, planned: 0 | 1, crew: number, cost: number) {
    if (this.#tally !== null) this.#tally.eventCost += cost
    this.#log?.append(this.#calendar.now, EventKind.maintenanceStarted, station, what, planned, crew, 0)
  }

  maintenanceEnded(station: number, what: number, planned: 0 | 1, crew: number) {
    this.#log?.append(this.#calendar.now, EventKind.maintenanceEnded, station, what, planned, crew, 0)
  }

  setup(started: boolean, slot: number, product: number, before: number) {
    if (this.#log !== null) {
      const station = this.#slotStation[slot]!
      const kind = started ? EventKind.setupStarted : EventKind.setupEnded
      this.#log.append(this.#calendar.now, kind, station, this.#placeOfSlot[slot]!, product, before, 0)
    }
  }

  /** `busy` have a job, of which `travelling` are on their way to it (NONE: nobody walks); `present` are there, with or without one. */
  crewChanged(crew: number, busy: number, present: number, travelling: number) {
    this.#tally?.crew(this.#calendar.now, crew, busy, present, travelling)
    this.#log?.append(this.#calendar.now, EventKind.crewChanged, crew, busy, present, travelling, 0)
  }

  /** So many are free, with a unit, and coming back. */
  palletsChanged(pallet: number, free: number, taken: number, coming: number) {
    this.#tally?.pallets(this.#calendar.now, pallet, taken)
    this.#log?.append(this.#calendar.now, EventKind.palletsChanged, pallet, free, taken, coming, 0)
  }

  /** `person` through all crews, which is `place` in its own. */
  personState(person: number, crew: number, place: number, state: PersonState, station: number) {
    this.#tally?.person(this.#calendar.now, person, state)
    this.#log?.append(this.#calendar.now, EventKind.personState, crew, place, state, station, 0)
  }

  /** `tool` through all kinds, which is `place` in its own; `station` and slot where it is in use. */
  toolState(tool: number, kind: number, place: number, state: ToolState, station: number, slot: number) {
    this.#tally?.tool(this.#calendar.now, tool, state)
    this.#log?.append(this.#calendar.now, EventKind.toolState, kind, place, state, station, slot < 0 ? slot : this.#placeOfSlot[slot]!)
  }

  /** A unit was worked on with it; `use`: of its life so far, µs or units. */
  toolUsed(unit: number, kind: number, place: number, station: number, use: number) {
    this.#log?.append(this.#calendar.now, EventKind.toolUsed, unit, kind, place, station, use)
  }

  /** A life of so much use is over, and it can be used again. */
  toolRenewed(kind: number, place: number, wasBroken: 0 | 1, isReground: 0 | 1, use: number, cost: number) {
    this.#tally?.toolRenewed(kind, wasBroken, isReground, cost)
    this.#log?.append(this.#calendar.now, EventKind.toolRenewed, kind, place, wasBroken, isReground, use)
  }

  arrivalLost(source: number, product: number, quantity: number) {
    if (this.#tally !== null) this.#tally.lost += quantity
    this.#log?.append(this.#calendar.now, EventKind.arrivalLost, source, product, NONE, NONE, quantity)
  }

  /** `band`: its number, or NONE. */
  tariffChanged(band: number) {
    this.#tally?.tariff(this.#calendar.now, band)
    this.#log?.append(this.#calendar.now, EventKind.tariffChanged, band, NONE, NONE, NONE, 0)
  }

  warmUpEnded() {
    this.#tally?.reset(this.#calendar.now)
    this.#log?.append(this.#calendar.now, EventKind.warmUpEnded, NONE, NONE, NONE, NONE, 0)
  }

  ended() {
    this.#log?.append(this.#calendar.now, EventKind.logEnded, NONE, NONE, NONE, NONE, 0)
  }
}
