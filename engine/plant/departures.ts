import { Outcome } from '../log/events.ts'
import type { Plant } from './plant.ts'
import { NONE, type OperationTable, OWN, Own } from './tables.ts'

/** How units go on after an operation, and leave the plant: finished, scrapped, or taken apart. */
export class Departures {
  readonly #plant: Plant

  constructor(plant: Plant) {
    this.#plant = plant
  }

  /** What the unit goes to next, after an attempt at operation `o` that it came through. */
  sendOn(unit: number, o: number, reworkTo: number, outcome: Outcome, reserved: number) {
    const { units, orders, tables, routing, release, pallets } = this.#plant
    if (outcome === Outcome.rework) {
      units.isReworked(unit, tables.own[o * OWN + Own.step]!)
      orders.comesBack(unit, tables.operations[reworkTo]!, tables.operations[o]!)
      units.operation[unit] = reworkTo
    } else {
      if (pallets.used) pallets.leave(unit, o)
      units.operation[unit] = routing.nextTo(unit, o, reserved)
      if (orders.counts) orders.movesOn(unit, tables.operations[o]!, units.operation[unit]!)
    }
    if (release.used) release.movesOn(unit, o, units.operation[unit]!)
  }

  /** The unit is scrapped after work at this station; it is in no slot any more, or will not be. */
  scrap(unit: number, station: number) {
    const { units, orders, doors, tables, release } = this.#plant
    const operation = tables.operations[units.operation[unit]!]!
    if (this.#plant.backflush !== null) this.#plant.backflush.completes(unit)
    doors.unitScrapped(units.serial[unit]!, units.product[unit]!, station, operation.step)
    orders.unitScrapped(unit, operation)
    if (release.used) release.isScrapped(unit, units.operation[unit]!)
    if (this.#plant.transfers !== null && orders.isListed(units.order[unit]!)) this.#plant.transfers.look(units.order[unit]!)
    if (this.#plant.pallets.used) this.#plant.pallets.giveBack(unit)
    if (this.#plant.assembly !== null) this.#plant.assembly.forget(unit)
    units.remove(unit)
  }

  /** A unit that has nothing more to be done to it is scrapped, where it was last worked on. */
  scrapFinished(unit: number) {
    const { units, orders, doors, tables } = this.#plant
    const product = units.product[unit]!
    const { stations, step } = tables.operations[tables.firstOperation[product + 1]! - 1]!
    doors.unitScrapped(units.serial[unit]!, product, stations[0]!, step)
    orders.finishedScrapped(unit)
    if (this.#plant.transfers !== null && orders.isListed(units.order[unit]!)) this.#plant.transfers.look(units.order[unit]!)
    if (this.#plant.pallets.used) this.#plant.pallets.giveBack(unit)
    if (this.#plant.assembly !== null) this.#plant.assembly.forget(unit)
    units.remove(unit)
  }

  /** A unit that was taken from its queue has waited too long there. */
  giveUp(unit: number, station: number) {
    const { units, orders, tables, release } = this.#plant
    if (orders.counts) orders.operationStarts(unit, tables.operations[units.operation[unit]!]!)
    if (release.used) release.starts(unit, units.operation[unit]!)
    this.scrap(unit, station)
  }

  /** The unit is no more: it is what came out of it. */
  splitUp(unit: number, { step }: OperationTable, station: number) {
    const { units, assembly, doors, orders, release } = this.#plant
    if (release.used) release.isScrapped(unit, units.operation[unit]!)
    if (this.#plant.backflush !== null) this.#plant.backflush.completes(unit)
    doors.unitAbsorbed(units.serial[unit]!, units.product[unit]!, NONE, station, step)
    if (units.order[unit] !== NONE) orders.unitFinished(unit)
    assembly!.forget(unit)
    units.remove(unit)
  }

  /** The unit goes to its sink, from `holder`. False: it waits there for its carrier. */
  sendOut(holder: number, unit: number): boolean {
    const { legs } = this.#plant
    const carrier = legs.none ? NONE : legs.of(unit)
    if (carrier !== NONE) return legs.ask(carrier, unit, holder)
    this.finish(unit)
    return true
  }

  /** The unit has come to its sink. */
  finish(unit: number) {
    const { units, tables, doors, orders, items, calendar, containment } = this.#plant
    if (containment?.catches(unit) === true) {
      doors.unitSetAside(units.serial[unit]!, tables.operations[tables.firstOperation[units.product[unit]! + 1]! - 1]!.step)
      return containment.take(unit, true)
    }
    const product = units.product[unit]!
    const out = units.operation[unit]!
    const sink = out === NONE ? tables.sinkOfProduct[product]! : -2 - out
    const lead = calendar.now - units.created[unit]!
    if (this.#plant.backflush !== null) this.#plant.backflush.completes(unit)
    doors.unitFinished(units.serial[unit]!, product, sink, lead, lead - units.worked[unit]!, units.reworks[unit] === 0)
    if (tables.sinkStocks[sink] === 1) items.produced(product, units.serial[unit]!)
    if (units.order[unit] !== NONE) orders.unitFinished(unit)
    if (this.#plant.pallets.used) this.#plant.pallets.giveBack(unit)
    if (this.#plant.assembly !== null) this.#plant.assembly.forget(unit)
    units.remove(unit)
  }
}
