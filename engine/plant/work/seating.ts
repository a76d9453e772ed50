import { EquipmentState, Outcome } from '../../log/events.ts'
import type { Batches } from '../batches.ts'
import type { Plant } from '../plant.ts'
import { Activity } from '../stations.ts'
import { NONE, type OperationTable, OWN, Own } from '../tables.ts'

/**
 * How a unit comes to stand in a slot: its kit, its parts and its pallet are taken, a place ahead is reserved where that is asked for, and set-up and
 * work follow. A unit that finds something missing waits in the slot for it.
 */
export class Seating {
  readonly #plant: Plant
  /** Does any operation need people? */
  readonly #calls: boolean
  /** Null where nothing is worked on in batches. */
  readonly #batches: Batches | null
  readonly #reserves: Uint8Array
  /** The unit that waits for room ahead stands in the station already. */
  readonly #waitsInside: Uint8Array

  constructor(plant: Plant) {
    this.#plant = plant
    this.#calls = plant.tables.callsPeople
    this.#batches = plant.batches
    this.#reserves = Uint8Array.from(plant.tables.scenario.stations, ({ blockingBeforeService }) => (blockingBeforeService ? 1 : 0))
    this.#waitsInside = Uint8Array.from(plant.tables.scenario.stations, (one) =>
      one.blockingBeforeService && one.occupiedWhileBlocked ? 1 : 0,
    )
  }

  /** At t = 0 the unit stands in the station, which starts it anew with the kit it has. */
  place(station: number, unit: number) {
    const { firstSlot } = this.#plant.tables
    const batches = this.#batches
    const slot = firstSlot[station + 1]! - this.#plant.stations.freeSlots[station]!
    if (batches === null || batches.most[station] === 0) return this.seat(slot, unit, true)
    const last = slot - 1
    const hasRoom = last >= firstSlot[station]! && batches.count[last]! < batches.ruleOf(unit, station).max
    this.#plant.batchWork!.load(hasRoom && batches.areMates(batches.unit(last, 0), unit, station) ? last : slot, unit, true)
  }

  /** The slot of this number in the station, from 1; null: the first that is free. */
  slotFor(station: number, number: number | null): number {
    const { firstSlot } = this.#plant.tables
    if (number !== null) return firstSlot[station]! + number - 1
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) if (this.#plant.stations.unit[slot] === NONE) return slot
    return firstSlot[station]!
  }

  /** At t = 0 the slot has set up for the unit, or worked on it, for `elapsed` µs; or it is done with it. */
  comesFromBefore(slot: number, unit: number, doing: 'setup' | 'work' | 'done', elapsed: number) {
    const { stations, units, tables, doors, orders, release, queues, setUps, jobs } = this.#plant
    const o = units.operation[unit]!
    const product = tables.own[o * OWN + Own.product]!
    stations.unit[slot] = unit
    stations.freeSlots[tables.slotStation[slot]!]!--
    stations.operation[slot] = o
    doors.unitSeated(units.serial[unit]!, slot, tables.own[o * OWN + Own.step]!)
    if (orders.counts) orders.operationStarts(unit, tables.operations[o]!)
    if (release.used) release.starts(unit, o)
    if (queues.expires) queues.waitsNoMore(unit)
    if (doing === 'done') return this.#isDoneWith(slot, unit, o, product)
    if (this.#reserves[tables.slotStation[slot]!] === 1) this.#reserveAhead(slot, unit, o)
    if (doing === 'setup') return setUps.goOn(slot, product, elapsed)
    stations.family[slot] = tables.productFamily[product]!
    jobs.goOn(slot, elapsed)
  }

  /** It was good, and leaves as soon as there is room. */
  #isDoneWith(slot: number, unit: number, o: number, product: number) {
    const { stations, units, tables, departures, settling } = this.#plant
    stations.family[slot] = tables.productFamily[product]!
    stations.lastProduct[slot] = product
    stations.activity[slot] = Activity.done
    units.visits[unit]!++
    departures.sendOn(unit, o, NONE, Outcome.good, NONE)
    settling.exit(slot)
    settling.touch(slot)
  }

  /** The unit is in the slot from now on: kit, set-up, work. What stands in a station at t = 0 has its kit. */
  seat(slot: number, unit: number, hasKit = false) {
    const { stations } = this.#plant
    stations.unit[slot] = unit
    stations.freeSlots[this.#plant.tables.slotStation[slot]!]!--
    this.begin(slot, unit, hasKit)
  }

  /** The operation that the unit is now here for begins. */
  begin(slot: number, unit: number, hasKit: boolean) {
    const { units, tables, doors, orders, release, assembly, stations } = this.#plant
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    stations.operation[slot] = o
    doors.unitSeated(units.serial[unit]!, slot, tables.own[o * OWN + Own.step]!)
    if (orders.counts) orders.operationStarts(unit, tables.operations[o]!)
    if (release.used) release.starts(unit, o)
    if (this.#plant.queues.expires) this.#plant.queues.waitsNoMore(unit)
    const takes = tables.own[o * OWN + Own.takes] === 1 ? tables.operations[o]! : null
    if (takes !== null && takes.components.length > 0 && !hasKit) this.takeKit(slot, unit, takes)
    if (this.#plant.pallets.used) this.#plant.pallets.take(unit, o)
    if (takes !== null && takes.parts.length > 0) {
      if (takes.isProgressive) assembly!.begin(slot, takes, hasKit)
      else if (!hasKit) assembly!.take(unit, takes, station)
    }
    // Goes on at once where it has to wait for nothing.
    if (takes?.isProgressive || this.#waitsInside[station] === 1) {
      stations.activity[slot] = Activity.gathering
      stations.gathering++
      if (!this.#isReady(slot)) {
        // Whoever stayed with the unit from its last operation here goes.
        if (this.#calls) this.#plant.crews.releaseSlot(slot)
        return this.#plant.settling.touch(slot)
      }
      stations.gathering--
    }
    if (this.#reserves[station] === 1) this.#reserveAhead(slot, unit, o)
    this.#plant.setUps.prepare(slot, tables.own[o * OWN + Own.product]!)
  }

  /** A unit that waits in the slot for parts or for room goes on if it has them. */
  goOn(slot: number) {
    const { units, tables, stations } = this.#plant
    if (!this.#isReady(slot)) return
    const unit = stations.unit[slot]!
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    stations.gathering--
    if (this.#reserves[tables.slotStation[slot]!] === 1) this.#reserveAhead(slot, unit, o)
    this.#plant.setUps.prepare(slot, operation.product)
  }

  /** Are all parts of the unit that waits in the slot there, and room ahead where that is asked for? If not, its state says what is missing. */
  #isReady(slot: number): boolean {
    const { units, tables, assembly, slotStates } = this.#plant
    const unit = this.#plant.stations.unit[slot]!
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    const missing = operation.isProgressive && operation.parts.length > 0 ? assembly!.collect(slot, unit, operation, station) : NONE
    if (missing !== NONE) slotStates.enter(slot, EquipmentState.waiting, unit, missing)
    else if (this.#waitsInside[station] === 1 && !this.#hasRoomAhead(unit, o, slot))
      slotStates.enter(slot, EquipmentState.blocked, unit, NONE)
    else return true
    return false
  }

  #reserveAhead(slot: number, unit: number, o: number) {
    const { routing, queues } = this.#plant
    const ahead = routing.queueAhead(unit, o)
    this.#plant.stations.reservation[slot] = ahead
    if (ahead !== NONE) queues.reserved[ahead]!++
  }

  #hasRoomAhead(unit: number, o: number, slot: number): boolean {
    const { routing, queues, tables } = this.#plant
    const ahead = routing.ahead(unit, o)
    return ahead < 0 || queues.canReserve(tables.queueOfOperation[ahead]!, slot)
  }

  /** Of the stock at the station the components of the operation become part of the unit. */
  takeKit(slot: number, unit: number, { components, step }: OperationTable) {
    const { items, requirements, tables, units } = this.#plant
    const { containment } = this.#plant
    if (containment !== null) containment.taker = unit
    items.consume(components, tables.slotStation[slot]!, units.serial[unit]!, slot, unit)
    if (containment !== null) containment.taker = NONE
    if (requirements.used) requirements.kitTaken(units.order[unit]!, step)
  }
}
