import { NO_TICKET } from '../../kernel/calendar.ts'
import { EquipmentState } from '../../log/events.ts'
import { NO_DRAW } from '../chance.ts'
import type { Plant } from '../plant.ts'
import { changeoverAt } from '../setup-tables.ts'
import { Activity, People } from '../stations.ts'
import { NONE } from '../tables.ts'

/**
 * What comes before the work: warming up from stand-by, then the set-up for the product's family. A set-up that a failure has undone is made again,
 * and the work that was begun waits for it.
 *
 *     taken ──▶ (warm-up) ──▶ (set-up) ──▶ work          work ──set-up lost──▶ set-up ──▶ what is left of the work
 */
export class SetUps {
  readonly #plant: Plant
  /** Does any operation need people? */
  readonly #calls: boolean

  constructor(plant: Plant) {
    this.#plant = plant
    this.#calls = plant.tables.callsPeople
  }

  /** What gathered for the slot is complete: set-up where that is needed, then work. */
  prepare(slot: number, product: number) {
    const { energy, setupAhead, outside } = this.#plant
    if (outside !== null && outside.isThere[this.#plant.tables.slotStation[slot]!] === 1) return outside.ship(slot)
    if (setupAhead !== null) setupAhead.isInWork(this.#plant.stations.operation[slot]!)
    if (energy !== null) {
      const warmUp = energy.warmUpOf(slot)
      if (warmUp > 0) return this.#warmUp(slot, warmUp)
    }
    const station = this.#plant.tables.slotStation[slot]!
    const setup = this.draw(slot, station, product)
    if (setup === NO_DRAW) this.#plant.jobs.start(slot, People.lacking)
    else this.start(slot, station, setup)
  }

  /** The set-up that a unit of the product would need at the slot; NO_DRAW: none. */
  ahead(slot: number, station: number, product: number): number {
    const { setupColumns, productFamily } = this.#plant.tables
    return setupColumns.draw(station, this.#plant.stations.family[slot]!, productFamily[product]!)
  }

  /** The same for the unit that is here: if it needs none, the slot counts as set up for its family. */
  draw(slot: number, station: number, product: number): number {
    const { stations } = this.#plant
    const { setupColumns, productFamily } = this.#plant.tables
    const family = productFamily[product]!
    const draw = setupColumns.draw(station, stations.family[slot]!, family)
    if (draw === NO_DRAW) stations.family[slot] = family
    return draw
  }

  /** The set-up for a unit of the product has lasted `elapsed` µs; where it needs none, its work begins. */
  goOn(slot: number, product: number, elapsed: number) {
    const station = this.#plant.tables.slotStation[slot]!
    const setup = this.draw(slot, station, product)
    if (setup === NO_DRAW) this.#plant.jobs.start(slot, People.lacking)
    else this.start(slot, station, setup, elapsed)
  }

  start(slot: number, station: number, draw: number, elapsed = 0) {
    const { chance, faults, stations } = this.#plant
    stations.activity[slot] = Activity.setup
    const factor = faults.timeFactor[station]!
    const time = Math.round(chance.nextLeft(draw, elapsed / factor) * factor)
    stations.remaining[slot] = elapsed > 0 ? time : this.#leftAtStation(slot, station, time)
    stations.length[slot] = elapsed + stations.remaining[slot]!
    if (this.#calls) this.#plant.manning.callFor(slot, People.lacking)
    if (stations.people[slot] === People.there) this.begins(slot)
    else this.#plant.progress.go(slot)
  }

  begins(slot: number) {
    const { units, doors, slotStates, stations } = this.#plant
    const unit = stations.unit[slot]!
    doors.setup(true, slot, units.product[unit]!, stations.lastProduct[slot]!)
    this.#plant.progress.go(slot)
    slotStates.enter(slot, EquipmentState.setup, unit, NONE)
  }

  ends(slot: number) {
    const { units, tables, doors, slotStates, stations, jobs } = this.#plant
    const product = units.product[stations.unit[slot]!]!
    stations.ticket[slot] = NO_TICKET
    if (this.#plant.energy?.isWarming(slot) === true) {
      this.#plant.energy.warming[slot] = 0
      return this.prepare(slot, tables.operations[stations.operation[slot]!]!.product)
    }
    this.#plant.quality.setUp(slot)
    if (this.#plant.campaigns.used) this.#plant.campaigns.setUp(slot)
    stations.family[slot] = tables.productFamily[product]!
    doors.setup(false, slot, product, stations.lastProduct[slot]!)
    if (stations.workLeft[slot] === NONE) return jobs.start(slot, People.next)
    stations.activity[slot] = Activity.working
    stations.remaining[slot] = stations.workLeft[slot]!
    stations.length[slot] = stations.workLength[slot]!
    stations.workLeft[slot] = NONE
    if (this.#calls) this.#plant.manning.callFor(slot, stations.isBegun[slot] === 1 ? People.calledAway : People.next)
    if (stations.people[slot] === People.there && stations.isBegun[slot] === 0) return jobs.begins(slot)
    this.#plant.progress.go(slot)
    if (stations.people[slot] === People.there) slotStates.enter(slot, EquipmentState.processing, stations.unit[slot]!, NONE)
  }

  /** A failure has undone the set-up: work that was begun waits for a new one. Call it while the slot stands still. */
  lose(slot: number) {
    const { tables, chance, faults, doors, stations } = this.#plant
    const station = tables.slotStation[slot]!
    const activity = stations.activity[slot]!
    stations.family[slot] = NONE
    // The set-up after its warm-up is a new one in any case.
    if (this.#plant.energy?.isWarming(slot) === true) return
    if (tables.setups[station] == null || (activity !== Activity.setup && activity !== Activity.working)) return
    const { product } = tables.operations[stations.operation[slot]!]!
    const draw = this.draw(slot, station, product)
    if (draw === NO_DRAW) return
    if (activity === Activity.working) {
      stations.workLeft[slot] = stations.remaining[slot]!
      stations.workLength[slot] = stations.length[slot]!
      doors.setup(true, slot, product, NONE)
      // The set-up may need tools that another holds, who waits for these.
      if (this.#calls) this.#plant.crews.releaseSlot(slot)
    }
    stations.activity[slot] = Activity.setup
    stations.remaining[slot] = stations.length[slot] = Math.round(chance.next(draw) * faults.timeFactor[station]!)
    if (!this.#calls) return
    if (this.#plant.manning.callOf(slot) === NONE) stations.people[slot] = People.there
    else if (activity === Activity.working) stations.people[slot] = People.calledAway
  }

  /** From stand-by the slot warms up first, which needs nobody; set-up and work come after it. */
  #warmUp(slot: number, time: number) {
    const { energy, slotStates, stations } = this.#plant
    energy!.warming[slot] = 1
    energy!.nothingSince[slot] = NONE
    stations.activity[slot] = Activity.setup
    stations.remaining[slot] = stations.length[slot] = time
    stations.people[slot] = People.there
    this.#plant.progress.go(slot)
    slotStates.enter(slot, EquipmentState.setup, stations.unit[slot]!, NONE)
  }

  /** Of a set-up, what has not been prepared outside while the unit waited, µs. */
  #leftAtStation(slot: number, station: number, time: number): number {
    const { tables, units, calendar, stations } = this.#plant
    if (!tables.preparesOutside) return time
    const rules = tables.setups[station]!
    if (rules.external === null) return time
    const unit = stations.unit[slot]!
    const family = tables.productFamily[units.product[unit]!]!
    const outside = Math.round(time * rules.external[changeoverAt(rules, stations.family[slot]!, family)]!)
    return time - Math.min(outside, calendar.now - units.queuedAt[unit]!)
  }
}
