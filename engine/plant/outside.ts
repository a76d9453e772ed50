import { longer } from '../kernel/longer.ts'
import type { SimTime } from '../kernel/time.ts'
import { Outcome } from '../log/events.ts'
import type { Draw } from './chance.ts'
import { outcomeOf } from './outcome.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { here, NONE, Way, wayAt } from './tables.ts'

/**
 * Work that a supplier does. Its station is the dock: the slot takes a unit, or a batch, as any other does, ships it at once and is free again; the
 * shipment is away for the lead time, however many others are: SPEC.md [Z1] to [Z5].
 *
 *     waiting to be shipped ──the shipment is complete, in pick-up hours──▶ at the supplier ──lead time──▶ back: good, rework or scrap
 */
export class Outside {
  readonly #plant: Plant
  /** station → 1: its work is done elsewhere */
  readonly isThere: Uint8Array

  /** shipment → its first unit, linked through `units.next` (NONE: it is back), its station, the next free row */
  first = new Int32Array(16).fill(NONE)
  station = new Int32Array(16)
  next = new Int32Array(16)
  free = NONE
  count = 0

  constructor(plant: Plant) {
    this.#plant = plant
    this.isThere = Uint8Array.from(plant.tables.scenario.stations, ({ outside }) => (outside === null ? 0 : 1))
  }

  /** All that is in the slot leaves for the supplier. */
  ship(slot: number) {
    const { stations, batches, batchWork, leaving, tables, units, calendar, chance, faults } = this.#plant
    const station = tables.slotStation[slot]!
    const leader = stations.unit[slot]!
    const { ways } = tables
    const draw = ways[wayAt(tables, units.operation[leader]!, station) + Way.time]! as Draw
    const lead = Math.round(chance.of(draw, units.luck[leader]!, units.visits[leader]!) * faults.timeFactor[station]!)
    const shipment = this.#newShipment()
    this.station[shipment] = station
    const members = batches === null ? 0 : batches.count[slot]!
    let last = NONE
    for (let member = 0; member < Math.max(1, members); member++) {
      const unit = members === 0 ? leader : batches!.unit(slot, 0)
      this.#leaves(unit, slot, station)
      units.next[unit] = NONE
      if (last === NONE) this.first[shipment] = unit
      else units.next[last] = unit
      last = unit
      if (members === 0) leaving.vacate(slot)
      else batchWork!.memberLeaves(slot, 0)
    }
    calendar.schedule((calendar.now + lead) as SimTime, Phase.arrival, shipment, Message.shipmentReturns)
  }

  #leaves(unit: number, slot: number, station: number) {
    const { doors, tables, units } = this.#plant
    const { step } = tables.operations[units.operation[unit]!]!
    const serial = units.serial[unit]!
    doors.jobStarted(serial, slot, step)
    doors.unitShipped(serial, station, step)
  }

  /** The shipment is back: each of its units goes on, is sent there again, or is scrap. */
  returns(shipment: number) {
    const { units } = this.#plant
    let unit = this.first[shipment]!
    this.first[shipment] = NONE
    this.next[shipment] = this.free
    this.free = shipment
    while (unit !== NONE) {
      const next = units.next[unit]!
      units.next[unit] = NONE
      this.#comesBack(unit, this.station[shipment]!)
      unit = next
    }
  }

  #comesBack(unit: number, station: number) {
    const { units, tables, doors, quality, departures, queues } = this.#plant
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    const way = here(operation, station)
    const serial = units.serial[unit]!
    const visit = units.visits[unit]!
    this.#plant.containment?.passes(station, unit)
    let outcome = outcomeOf(this.#plant, unit, station, o, visit)
    let { reworkTo } = way
    if (quality.used) {
      const dock = tables.firstSlot[station]!
      quality.jobStarts(dock, unit)
      outcome = quality.jobEnds(dock, station, unit, visit, outcome, false)
      if (quality.reworkTo !== NONE) reworkTo = quality.reworkTo
    }
    units.visits[unit]!++
    doors.jobEnded(serial, station, outcome, operation.step, 0)
    if (this.#plant.backflush !== null) this.#plant.backflush.operationEnds(unit)
    if (outcome === Outcome.scrap) return departures.scrap(unit, station)
    doors.unitSetAside(serial, operation.step)
    if (quality.used && quality.heldFor >= 0) return
    departures.sendOn(unit, o, reworkTo, outcome, NONE)
    if (units.operation[unit]! < 0) departures.sendOut(NONE, unit)
    else if (!queues.arrive(unit, NONE)) queues.offerOutside(unit)
  }

  /** All that are at suppliers. */
  away(): number[] {
    const { next } = this.#plant.units
    const all: number[] = []
    for (let shipment = 0; shipment < this.count; shipment++)
      for (let unit = this.first[shipment]!; unit !== NONE; unit = next[unit]!) all.push(unit)
    return all
  }

  #newShipment(): number {
    let shipment = this.free
    if (shipment !== NONE) {
      this.free = this.next[shipment]!
      return shipment
    }
    shipment = this.count++
    if (shipment < this.first.length) return shipment
    const rows = this.first.length
    this.first = longer(this.first, 2 * rows).fill(NONE, rows)
    this.station = longer(this.station, 2 * rows)
    this.next = longer(this.next, 2 * rows)
    return shipment
  }
}
