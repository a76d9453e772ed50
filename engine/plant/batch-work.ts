import { Outcome } from '../log/events.ts'
import type { Batches } from './batches.ts'
import { outcomeOf } from './outcome.ts'
import type { Plant } from './plant.ts'
import { Activity } from './stations.ts'
import { here, NONE } from './tables.ts'

/**
 * What a slot does with several units at once: a batch that gathers, is worked on, ends, and leaves member by member. What comes out of a unit that is
 * taken apart stands in the slot in the same way.
 *
 *     load ──▶ … ──▶ load ──complete──▶ start ──▶ ends ──▶ moveOn ──▶ … ──▶ moveOn ──▶ free
 *                      └──too late──▶ reject        └──all for this very station──▶ gathersAgain
 */
export class BatchWork {
  readonly #plant: Plant
  readonly #batches: Batches
  readonly #reserves: Uint8Array
  /** Does any operation need people? */
  readonly #calls: boolean

  constructor(plant: Plant, batches: Batches) {
    this.#plant = plant
    this.#batches = batches
    this.#reserves = Uint8Array.from(plant.tables.scenario.stations, ({ blockingBeforeService }) => (blockingBeforeService ? 1 : 0))
    this.#calls = plant.tables.callsPeople
  }

  /** The unit is in the slot from now on, as a member of the batch that gathers there. */
  load(slot: number, unit: number, hasKit = false) {
    const { units, tables, doors, orders, routing, release, assembly, stations, seating } = this.#plant
    const batches = this.#batches
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    if (batches.count[slot] === 0) {
      stations.unit[slot] = unit
      stations.operation[slot] = o
      stations.activity[slot] = Activity.gathering
      if (this.#calls) this.#plant.crews.releaseSlot(slot)
      stations.gathering++
      stations.freeSlots[station]!--
      batches.since[slot] = units.queuedAt[unit]!
    }
    batches.add(slot, unit)
    doors.unitSeated(units.serial[unit]!, slot, operation.step)
    if (orders.counts) orders.operationStarts(unit, operation)
    if (release.used) release.starts(unit, o)
    if (this.#plant.queues.expires) this.#plant.queues.waitsNoMore(unit)
    if (operation.components.length > 0 && !hasKit) seating.takeKit(slot, unit, operation)
    if (this.#plant.pallets.used) this.#plant.pallets.take(unit, o)
    if (operation.parts.length > 0 && !hasKit) assembly!.take(unit, operation, station)
    if (this.#reserves[station] === 1) {
      const ahead = routing.queueAhead(unit, o)
      if (ahead !== NONE) batches.reserve(slot, batches.count[slot]! - 1, ahead)
    }
  }

  /** The batch in the slot is complete. */
  start(slot: number) {
    const { stations, tables, setUps } = this.#plant
    stations.gathering--
    setUps.prepare(slot, tables.operations[stations.operation[slot]!]!.product)
  }

  /** The batch in the slot has waited too long: its units are scrapped. */
  reject(slot: number) {
    const { tables, stations } = this.#plant
    const batches = this.#batches
    const station = tables.slotStation[slot]!
    stations.gathering--
    while (batches.count[slot]! > 0) this.#scrap(slot, 0, station)
  }

  ends(slot: number, station: number) {
    const { units, tables, doors, queues, settling, crews, quality, stations, departures, assembly } = this.#plant
    const batches = this.#batches
    let isFirst = true
    if (this.#calls && !here(tables.operations[stations.operation[slot]!]!, station).staysUntilLeft) crews.releaseSlot(slot)
    // What comes out of them is added behind.
    for (let member = 0, left = batches.count[slot]!; left > 0; left--) {
      const unit = batches.unit(slot, member)
      const o = units.operation[unit]!
      const operation = tables.operations[o]!
      const way = here(operation, station)
      const visit = units.visits[unit]!
      if (this.#plant.containment !== null) this.#plant.containment.passes(station, unit)
      let outcome = outcomeOf(this.#plant, unit, station, o, visit)
      let { reworkTo } = way
      if (quality.used) {
        quality.jobStarts(slot, unit)
        outcome = quality.jobEnds(slot, station, unit, visit, outcome, isFirst)
        if (quality.reworkTo !== NONE) reworkTo = quality.reworkTo
        isFirst = false
      }
      units.visits[unit]!++
      doors.jobEnded(units.serial[unit]!, station, outcome, operation.step, way.planned)
      if (this.#plant.backflush !== null) this.#plant.backflush.operationEnds(unit)
      if (outcome !== Outcome.good) {
        const reserved = batches.takeReservation(slot, member)
        if (reserved !== NONE) queues.unreserve(reserved)
      }
      if (outcome === Outcome.scrap) {
        this.#scrap(slot, member, station)
        continue
      }
      if (quality.used && quality.heldFor >= 0) {
        const reserved = batches.takeReservation(slot, member)
        if (reserved !== NONE) queues.unreserve(reserved)
        doors.unitSetAside(units.serial[unit]!, operation.step)
        this.memberLeaves(slot, member)
        continue
      }
      if (operation.splits.length > 0 && outcome === Outcome.good) {
        assembly!.split(slot, unit, operation, station)
        if (operation.isSplitUp) {
          const reserved = batches.takeReservation(slot, member)
          if (reserved !== NONE) queues.unreserve(reserved)
          departures.splitUp(unit, operation, station)
          this.memberLeaves(slot, member)
          continue
        }
      }
      // It is not worked on again at once, but as part of another batch.
      departures.sendOn(unit, o, reworkTo, outcome, batches.reservationOf(slot, member))
      member++
    }
    if (batches.count[slot] === 0) return
    settling.exit(slot)
    settling.touch(slot)
  }

  #scrap(slot: number, member: number, station: number) {
    const { departures } = this.#plant
    const batches = this.#batches
    const unit = batches.unit(slot, member)
    const reserved = batches.takeReservation(slot, member)
    if (reserved !== NONE) this.#plant.queues.unreserve(reserved)
    departures.scrap(unit, station)
    this.memberLeaves(slot, member)
  }

  /** One is out; with the last one the slot is free. */
  memberLeaves(slot: number, member: number) {
    const { stations, leaving } = this.#plant
    const batches = this.#batches
    batches.remove(slot, member)
    if (batches.count[slot] === 0) return leaving.vacate(slot)
    stations.unit[slot] = batches.unit(slot, 0)
    this.#plant.settling.touch(slot)
  }

  /** Each member tries to move on; those that cannot stand in the slot, in the order in which they came. */
  moveOn(slot: number) {
    const { units, queues, upkeep, stations, departures, containment, doors, tables } = this.#plant
    const batches = this.#batches
    for (let member = 0; member < batches.count[slot]!; ) {
      const unit = batches.unit(slot, member)
      if (units.holder[unit] === slot) member++
      else if (containment?.catches(unit)) {
        const reserved = batches.takeReservation(slot, member)
        if (reserved !== NONE) queues.unreserve(reserved)
        doors.unitSetAside(units.serial[unit]!, tables.operations[stations.operation[slot]!]!.step)
        this.memberLeaves(slot, member)
        containment.take(unit, false)
      } else if (units.operation[unit]! < 0) {
        if (departures.sendOut(slot, unit)) this.memberLeaves(slot, member)
        else member++
      } else {
        const reserved = batches.takeReservation(slot, member)
        if (reserved !== NONE) queues.reserved[reserved]!--
        const isHereAgain = units.operation[unit] === stations.operation[slot]
        if (isHereAgain ? queues.reach(unit, slot) : queues.arrive(unit, slot)) this.memberLeaves(slot, member)
        else {
          queues.offerOutside(unit)
          member++
        }
      }
    }
    if (batches.count[slot]! === 0) return
    upkeep.unitDone(slot)
    this.gathersAgain(slot)
  }

  /** Do all that stand in the slot wait for this very station? Then they are its next batch, or the beginning of it, and need not leave. */
  gathersAgain(slot: number): boolean {
    const { units, tables, items, queues, calendar, settling, stations } = this.#plant
    const batches = this.#batches
    const station = tables.slotStation[slot]!
    const count = batches.count[slot]!
    if (!stations.runs(slot) || !batches.staysTogether(slot)) return false
    const first = units.operation[batches.unit(slot, 0)]!
    for (let member = 0; member < count; member++) {
      const o = units.operation[batches.unit(slot, member)]!
      const { components, parts } = tables.operations[o]!
      // Several at once might count on the same parts.
      if (parts.length > 0 && (count > 1 || this.#plant.assembly!.missing(batches.unit(slot, 0), tables.operations[o]!) !== NONE))
        return false
      if (components.length > 0 && (o !== first || items.kits(components) < count)) return false
    }
    for (let member = 0; member < count; member++) queues.callOff(batches.unit(slot, member))
    stations.freeSlots[station]!++
    batches.count[slot] = 0
    for (let member = 0; member < count; member++) this.load(slot, batches.unit(slot, member))
    batches.since[slot] = calendar.now
    settling.touch(slot)
    return true
  }

  /** What interrupted the work has spoilt it. */
  isSpoiled(slot: number) {
    const { units, tables, doors } = this.#plant
    const batches = this.#batches
    const station = tables.slotStation[slot]!
    while (batches.count[slot]! > 0) {
      const unit = batches.unit(slot, 0)
      const operation = tables.operations[units.operation[unit]!]!
      doors.jobEnded(units.serial[unit]!, station, Outcome.scrap, operation.step, here(operation, station).planned)
      this.#scrap(slot, 0, station)
    }
  }

  resume(slot: number) {
    const { units, queues, settling } = this.#plant
    const batches = this.#batches
    let areLeaving = false
    // Others may leave with the one that is looked at, so there may be fewer than there were.
    for (let member = batches.count[slot]! - 1; member >= 0; member--) {
      if (member >= batches.count[slot]!) continue
      const unit = batches.unit(slot, member)
      if (units.holder[unit] === slot) queues.retryUnit(unit)
      else areLeaving = true
    }
    if (areLeaving) settling.exit(slot)
  }
}
