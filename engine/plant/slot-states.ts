import { EquipmentState } from '../log/events.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** Numbers of a slot in `known`; a power of 2, so that they are never on two lines of the cache. */
const KNOWN = 4

/** The state of each slot as it is known outside, with its unit and cause: one at a time, and the one door between them. */
export class SlotStates {
  readonly #plant: Plant
  readonly #calendarOf: Int32Array
  /** slot × KNOWN → its state, the serial number of the unit in it, and the cause: failure mode, maintenance task, or missing item; NONE. */
  known: Int32Array
  /** 1 while it must stand still: paused, down or in maintenance. */
  stopped: Uint8Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, index, slots } = plant.tables
    this.#calendarOf = Int32Array.from(scenario.stations, ({ calendar }) => (calendar === null ? NONE : index.calendar.get(calendar)!))
    this.known = new Int32Array(slots * KNOWN).fill(NONE)
    this.stopped = new Uint8Array(slots)
  }

  /** May the slot work now: neither paused nor down nor in maintenance? */
  runs(slot: number): boolean {
    return this.stopped[slot] === 0
  }

  /** A reason to stand still came or went. */
  review(slot: number) {
    const { upkeep, campaigns, setupAhead, holds } = this.#plant
    const stands =
      upkeep.down[slot]! > 0 ||
      upkeep.maintaining[slot]! > 0 ||
      campaigns.hold[slot]! > 0 ||
      (holds !== null && holds.held[slot]! > 0) ||
      this.isPaused(slot)
    if (setupAhead !== null) setupAhead.follow(slot, stands)
    this.stopped[slot] = stands || setupAhead?.holds(slot) === true ? 1 : 0
  }

  isPaused(slot: number): boolean {
    const calendar = this.#calendarOf[this.#plant.tables.slotStation[slot]!]!
    if (calendar === NONE) return false
    const { shifts } = this.#plant
    return shifts.working[calendar] === 0 ? shifts.late[slot] === 0 : shifts.pausesOn[slot] === 1
  }

  /** Why it stands still, by precedence: SPEC.md [S6]. */
  enterStopped(slot: number, unit: number) {
    const { upkeep, campaigns, holds } = this.#plant
    if (this.isPaused(slot)) this.enter(slot, EquipmentState.paused, unit, NONE)
    else if (upkeep.down[slot]! > 0) {
      this.enter(slot, upkeep.repairing[slot]! > 0 ? EquipmentState.repair : EquipmentState.waitRepair, unit, upkeep.failedMode[slot]!)
    } else if (holds !== null && holds.held[slot]! > 0)
      this.enter(slot, EquipmentState.held, unit, this.#plant.containment?.causeAt(slot) ?? NONE)
    else if (upkeep.maintaining[slot]! > 0) this.enter(slot, EquipmentState.maintenance, unit, upkeep.activeTask[slot]!)
    else this.enter(slot, campaigns.stateOf(slot), unit, NONE)
  }

  /** The one door between states. */
  enter(slot: number, state: EquipmentState, unit: number, cause: number) {
    // Not its place in the pool: the next unit may have the same.
    const serial = unit === NONE ? NONE : this.#plant.units.serial[unit]!
    const { known } = this
    const at = slot * KNOWN
    if (known[at] === state && known[at + 1] === serial && known[at + 2] === cause) return
    known[at] = state
    known[at + 1] = serial
    known[at + 2] = cause
    if (this.#plant.energy !== null) this.#plant.energy.enters(slot, state)
    this.#plant.doors.equipmentState(slot, state, serial, cause)
  }
}
