import type { Batches } from '../batches.ts'
import type { Plant } from '../plant.ts'
import { Activity, People } from '../stations.ts'
import { NONE, OWN, Own, placeIn } from '../tables.ts'

/**
 * How a finished unit leaves its slot: out of the plant, into a queue, aside, or not at all where its next operation is done in this very slot. As
 * long as it finds no room it stays, and blocks.
 */
export class Leaving {
  readonly #plant: Plant
  /** Does any operation need people? */
  readonly #calls: boolean
  /** Null where nothing is worked on in batches. */
  readonly #batches: Batches | null

  constructor(plant: Plant) {
    this.#plant = plant
    this.#calls = plant.tables.callsPeople
    this.#batches = plant.batches
  }

  /** A finished unit tries to move on: out of the plant, into a queue, or it stays and blocks. */
  moveOn(slot: number) {
    const { units, queues, upkeep, routing, shifts, stations } = this.#plant
    const unit = stations.unit[slot]!
    if (stations.activity[slot] !== Activity.done || !stations.handsOver(slot)) return
    if (this.#batches !== null && this.#batches.count[slot]! > 0) return this.#plant.batchWork!.moveOn(slot)
    const { transfers } = this.#plant
    if (transfers !== null && transfers.ready[slot] === 1) {
      const o = stations.operation[slot]!
      transfers.ready[slot] = 0
      this.setAside(slot, unit)
      return transfers.add(unit, o, this.#plant.tables.slotStation[slot]!)
    }
    const { containment } = this.#plant
    if (containment !== null && stations.repeats[slot] === 0 && units.holder[unit] !== slot && containment.catches(unit)) {
      this.setAside(slot, unit)
      return containment.take(unit, false)
    }
    if (units.operation[unit]! < 0) {
      if (this.#plant.departures.sendOut(slot, unit)) this.vacate(slot)
      else upkeep.unitDone(slot)
      return
    }
    // What is to be done again is not done with here: it waits for the station.
    if (stations.repeats[slot] === 1 && !stations.runs(slot)) return
    if (routing.chooses && stations.repeats[slot] === 0) routing.choose(unit)
    if (stations.runs(slot) && this.#goesOnHere(slot, unit)) {
      if (shifts.late[slot] === 1) shifts.finishesLate(slot)
      upkeep.unitDone(slot)
      if (stations.runs(slot)) this.#goOn(slot, unit)
      return
    }
    if (stations.reservation[slot] !== NONE) {
      queues.reserved[stations.reservation[slot]!]!--
      stations.reservation[slot] = NONE
    }
    if (queues.arrive(unit, slot)) this.vacate(slot)
    else {
      if (shifts.late[slot] === 1) shifts.finishesLate(slot)
      upkeep.unitDone(slot)
      if (stations.handsOver(slot)) queues.offerOutside(unit)
    }
  }

  /** The unit, which stood in the slot, has been taken from there. */
  leave(slot: number, unit: number) {
    if (this.#batches === null || this.#batches.count[slot] === 0) return this.vacate(slot)
    this.#plant.batchWork!.memberLeaves(slot, this.#batches.memberOf(slot, unit))
  }

  /** The unit has left the slot. */
  vacate(slot: number) {
    const { tables, upkeep, queues, settling, crews, shifts, campaigns, stations } = this.#plant
    const station = tables.slotStation[slot]!
    if (this.#calls) crews.releaseSlot(slot)
    stations.unit[slot] = NONE
    stations.activity[slot] = Activity.free
    stations.freeSlots[station]!++
    if (campaigns.used) campaigns.between(slot)
    if (shifts.late[slot] === 1) shifts.finishesLate(slot)
    if (upkeep.assigned[slot]! > 0) upkeep.unitDone(slot)
    settling.touch(slot)
    queues.slotFreed(station)
  }

  /** The unit waits elsewhere for the result of its test, or for others to go on with; no place ahead is kept for it. */
  setAside(slot: number, unit: number) {
    const { units, doors, queues, tables, stations } = this.#plant
    if (stations.reservation[slot] !== NONE) queues.unreserve(stations.reservation[slot]!)
    stations.reservation[slot] = NONE
    doors.unitSetAside(units.serial[unit]!, tables.operations[stations.operation[slot]!]!.step)
    this.vacate(slot)
  }

  scrap(slot: number, unit: number, station: number) {
    this.#plant.departures.scrap(unit, station)
    this.vacate(slot)
  }

  /** Is the unit's next operation the same again, or one that is handed over directly to this very station? Then it stays where it is. */
  #goesOnHere(slot: number, unit: number): boolean {
    const { units, tables, items, legs, release, pallets } = this.#plant
    const next = units.operation[unit]!
    if (this.#plant.stations.repeats[slot] === 1) return true
    if (legs.toOperation(next) !== NONE) return false
    if (tables.queueCapacity[tables.own[next * OWN + Own.queue]!]! > 0) return false
    const operation = tables.operations[next]!
    if (release.asks[tables.slotStation[slot]!] === 1 && !release.mayStart(next)) return false
    if (placeIn(operation.stations, tables.slotStation[slot]!) === NONE || items.missing(operation.components) !== NONE) return false
    if (pallets.used && pallets.missing(unit, next) !== NONE) return false
    return operation.parts.length === 0 || operation.isProgressive || this.#plant.assembly!.missing(unit, operation) === NONE
  }

  #goOn(slot: number, unit: number) {
    const { stations } = this.#plant
    if (stations.repeats[slot] === 1) {
      stations.repeats[slot] = 0
      return this.#plant.jobs.start(slot, People.lacking)
    }
    if (stations.reservation[slot] !== NONE) this.#plant.queues.unreserve(stations.reservation[slot]!)
    stations.reservation[slot] = NONE
    this.#plant.seating.begin(slot, unit, false)
  }
}
