import { NO_TICKET } from '../kernel/calendar.ts'
import { EquipmentState } from '../log/events.ts'
import type { Batches } from './batches.ts'
import type { Plant } from './plant.ts'
import type { Preemption } from './preemption.ts'
import { presentSlots } from './present.ts'
import { NONE } from './tables.ts'

/** What a slot is about, apart from whether it may go on with it now. */
export const Activity = { free: 0, setup: 1, working: 2, done: 3, /** has members of a batch that is not complete */ gathering: 4 } as const

/** Are those there whom a slot needs for what it is about: not yet; yes; they were called away from it; not yet for the work after a set-up? */
export const People = { lacking: 0, there: 1, calledAway: 2, next: 3 } as const

/**
 * All slots of all stations. A slot takes a unit, is set up for it, works on it, and keeps it until the next place has room (blocking after
 * service) or, by option, starts only when room ahead is reserved.
 *
 *     free ──take──▶ setup ──▶ working ──▶ done ──room ahead──▶ free
 *       └──────────────────────▲  (paused, down or in maintenance, everything stands still)
 *
 * Within an instant, completions come first; then finished units move on (phase transfer); when the tick has settled each slot that was touched
 * decides what to do next (phase dispatch) and passes the one door into its new state.
 */
export class Stations {
  readonly #plant: Plant
  readonly #transfersWhileDown: Uint8Array
  /** Is any operation done in steps? */
  readonly #hasSteps: boolean
  /** Null where nothing is worked on in batches. */
  readonly #batches: Batches | null
  /** Null where no work gives way to more urgent work. */
  readonly #preemption: Preemption | null

  // per slot
  activity: Uint8Array
  unit: Int32Array
  /** Number of the operation the unit is here for. */
  operation: Int32Array
  ticket: Int32Array
  startedAt: Float64Array
  /** µs of the set-up or work left at `startedAt` (or, standing still, left in all), and its full length. */
  remaining: Float64Array
  length: Float64Array
  /** Processing clock that runs out before the work ends, or −2 − the tool that breaks; NONE. */
  wearing: Int32Array
  planned: Float64Array
  /** Work that waits while the station is set up anew, and its full length, µs; NONE. */
  workLeft: Float64Array
  workLength: Float64Array
  /** How often the time of the work was drawn again. */
  drawnAgain: Int32Array
  /** Step of the operation, and how long those before it took, µs. */
  step: Int32Array
  lengthBefore: Float64Array
  /** 1 while the unit is loaded or unloaded: that wears nothing. */
  handles: Uint8Array
  /** When the last unit was unloaded, µs; −1. */
  unloadedAt: Float64Array
  /** Set-up family, and product last set up for. */
  family: Int32Array
  lastProduct: Int32Array
  /** Queue ahead in which a place is reserved; NONE. */
  reservation: Int32Array
  /** 1: the finished unit does the same operation again where it is. */
  repeats: Uint8Array
  /** People, and how fast they are: 1, or the level of their skill. */
  people: Uint8Array
  /** 1 from the first moment of work on the unit on. */
  isBegun: Uint8Array
  pace: Float64Array

  // per station
  freeSlots: Int32Array

  /** Slots in which something gathers: a batch, the parts of a unit, or room ahead. */
  gathering = 0

  constructor(plant: Plant) {
    this.#plant = plant
    this.#batches = plant.batches
    this.#preemption = plant.preemption
    const { stations } = plant.tables.scenario
    this.#transfersWhileDown = Uint8Array.from(stations, ({ transferWhileDown }) => (transferWhileDown ? 1 : 0))
    const { scenario, slots, slotStation, initialFamily } = plant.tables
    this.activity = new Uint8Array(slots)
    this.unit = new Int32Array(slots).fill(NONE)
    this.operation = new Int32Array(slots).fill(NONE)
    this.ticket = new Int32Array(slots).fill(NO_TICKET)
    this.startedAt = new Float64Array(slots)
    this.remaining = new Float64Array(slots)
    this.length = new Float64Array(slots)
    this.wearing = new Int32Array(slots).fill(NONE)
    this.planned = new Float64Array(slots)
    this.workLeft = new Float64Array(slots).fill(NONE)
    this.workLength = new Float64Array(slots)
    this.drawnAgain = new Int32Array(slots)
    this.step = new Int32Array(slots)
    this.lengthBefore = new Float64Array(slots)
    this.handles = new Uint8Array(slots)
    this.unloadedAt = new Float64Array(slots).fill(NONE)
    this.family = Int32Array.from(slotStation, (station) => initialFamily[station]!)
    for (const [slot, { family }] of presentSlots(plant.tables))
      if (family !== null) this.family[slot] = plant.tables.families.indexOf(family)
    this.lastProduct = new Int32Array(slots).fill(NONE)
    this.#hasSteps = plant.tables.hasSteps
    this.isBegun = new Uint8Array(slots)
    this.people = new Uint8Array(slots).fill(People.there)
    this.pace = new Float64Array(slots).fill(1)
    this.reservation = new Int32Array(slots).fill(NONE)
    this.repeats = new Uint8Array(slots)
    this.freeSlots = Int32Array.from(scenario.stations, ({ slots }) => slots)
  }

  /** Before anything is placed: who stands still at t = 0. */
  open() {
    for (let slot = 0; slot < this.unit.length; slot++) this.#plant.slotStates.review(slot)
  }

  begin() {
    for (let slot = 0; slot < this.unit.length; slot++) this.#plant.settling.touch(slot)
  }

  /** May the slot work now: neither paused nor down nor in maintenance? */
  runs(slot: number): boolean {
    return this.#plant.slotStates.stopped[slot] === 0
  }

  /** May a finished unit leave the slot now? Where the station says so, also while it is down. */
  handsOver(slot: number): boolean {
    const { slotStates, upkeep, tables, holds } = this.#plant
    if (slotStates.stopped[slot] === 0) return true
    if (holds !== null && holds.held[slot]! > 0) return false
    if (this.#transfersWhileDown[tables.slotStation[slot]!] === 0) return false
    return upkeep.down[slot]! > 0 && upkeep.maintaining[slot] === 0 && !slotStates.isPaused(slot)
  }

  /** Is a unit (or a set-up for one) in work, with all whom it needs, and not stopped by a pause? */
  isWorking(slot: number): boolean {
    const activity = this.activity[slot]!
    return (
      (activity === Activity.setup || activity === Activity.working) &&
      this.people[slot] === People.there &&
      !this.#plant.slotStates.isPaused(slot)
    )
  }

  /** µs of work on a unit that is under way and has not been counted yet. */
  workedSince(slot: number): number {
    const isAtWork = this.activity[slot] === Activity.working && this.ticket[slot] !== NO_TICKET
    return isAtWork ? this.#plant.calendar.now - this.startedAt[slot]! : 0
  }

  /** µs that the job in the slot takes in all, as far as it has come. */
  lengthOf(slot: number): number {
    return this.#hasSteps ? this.lengthBefore[slot]! + this.length[slot]! : this.length[slot]!
  }

  /** Has it units in it that wait for more, and may it work? */
  gathers(slot: number): boolean {
    return this.activity[slot] === Activity.gathering && this.runs(slot)
  }

  /** Does a finished unit stand in it? */
  holdsFinished(slot: number): boolean {
    return this.activity[slot] === Activity.done
  }

  /** All that are in the slot. */
  unitsIn(slot: number): number[] {
    const batches = this.#batches
    if (batches === null || batches.count[slot] === 0) return this.unit[slot] === NONE ? [] : [this.unit[slot]!]
    return Array.from({ length: batches.count[slot]! }, (_, member) => batches.unit(slot, member))
  }

  /** Units that one slot of the station holds. */
  placesOf(station: number): number {
    return this.#batches === null ? 1 : Math.max(1, this.#batches.most[station]!)
  }

  /** Units that free slots, other than `but`, could take at once. */
  freePlacesServing(queue: number, but: number): number {
    const { stationsServing, firstSlot } = this.#plant.tables
    let free = 0
    for (const station of stationsServing[queue]!) {
      for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) {
        if (slot === but || !this.runs(slot)) continue
        if (this.unit[slot] === NONE) free += this.placesOf(station)
        else if (this.activity[slot] === Activity.gathering && this.#batches !== null)
          free += Math.max(0, this.placesOf(station) - Math.max(1, this.#batches.count[slot]!))
      }
    }
    return free
  }

  // ── who looks when something has come ──

  /** A unit came to the queue: a free slot of each station that serves it looks. */
  wake(queue: number) {
    const { firstServing, serving, stationsJoining } = this.#plant.tables
    const end = firstServing[queue + 1]!
    for (let i = firstServing[queue]!; i < end; i++) this.touchFree(serving[i]!)
    if (stationsJoining === null) return
    const joining = stationsJoining[queue]!
    for (let i = 0; i < joining.length; i++) this.touchFree(joining[i]!)
  }

  /** All free slots that serve the queue look. */
  wakeAll(queue: number) {
    const stations = this.#plant.tables.stationsServing[queue]!
    for (let i = 0; i < stations.length; i++) this.touchFreeSlots(stations[i]!)
  }

  /** One free slot of the station, if there is one, decides anew. */
  touchFree(station: number) {
    if (this.gathering > 0) this.#touchGathering(station)
    if (this.freeSlots[station] === 0) return this.#preemption?.look(station)
    const { tables, settling } = this.#plant
    const { firstSlot } = tables
    const end = firstSlot[station + 1]!
    for (let slot = firstSlot[station]!; slot < end; slot++) {
      if (this.unit[slot] === NONE && settling.isAtRest(slot) && this.runs(slot)) return settling.touch(slot)
    }
    this.#preemption?.look(station)
  }

  /** Slots that have begun a batch go on with it before another is begun. */
  #touchGathering(station: number) {
    const { tables, settling } = this.#plant
    const { firstSlot } = tables
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) {
      if (this.activity[slot] === Activity.gathering && settling.isAtRest(slot) && this.runs(slot)) settling.touch(slot)
    }
  }

  /** All free slots of the station decide anew. */
  touchFreeSlots(station: number) {
    const { tables, settling } = this.#plant
    const { firstSlot } = tables
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) if (this.#isOpen(slot)) settling.touch(slot)
    this.#preemption?.look(station)
  }

  /** All free slots decide anew: something changed for everyone. */
  touchAllFree() {
    for (let slot = 0; slot < this.unit.length; slot++) if (this.#isOpen(slot)) this.#plant.settling.touch(slot)
    this.#preemption?.lookAll()
  }

  /** May it take a unit, now or when something more has come? */
  #isOpen(slot: number): boolean {
    if (this.unit[slot] === NONE || this.activity[slot] === Activity.gathering) return true
    // Units that stand in it may be its own next batch.
    return this.#batches !== null && this.#batches.count[slot]! > 0 && this.activity[slot] === Activity.done
  }

  // ── deciding ──

  /** The tick has settled: the slot's state by precedence; a free one looks for work first. */
  decide(slot: number) {
    const { dispatch, shifts, slotStates, tables, upkeep, holds } = this.#plant
    const unit = this.unit[slot]!
    if (shifts.late[slot] === 1 && this.activity[slot] !== Activity.setup && this.activity[slot] !== Activity.working)
      shifts.finishesLate(slot)
    if (holds !== null && holds.due[slot]! > 0 && this.activity[slot] !== Activity.setup && this.activity[slot] !== Activity.working)
      holds.obey(slot)
    if (slotStates.stopped[slot] === 1) {
      // Whatever this slot was to take is for another of the station.
      if (unit === NONE || this.activity[slot] === Activity.gathering) this.touchFree(tables.slotStation[slot]!)
      return slotStates.enterStopped(slot, unit)
    }
    switch (this.activity[slot]) {
      case Activity.setup:
      case Activity.working:
        if (this.#preemption?.displaces(slot) === true) return
        return this.#decideAtWork(slot, unit)
      case Activity.gathering:
        if (this.#batches !== null && this.#batches.count[slot]! > 0) return dispatch.gather(slot)
        return this.#plant.seating.goOn(slot)
      case Activity.done:
        if (this.#batches !== null && this.#batches.count[slot]! > 0 && this.#plant.batchWork!.gathersAgain(slot)) return
        return slotStates.enter(slot, EquipmentState.blocked, unit, NONE)
    }
    if (this.#preemption?.goesOn(slot) === true) return
    if (dispatch.take(slot)) return
    if (this.#plant.setupAhead !== null && upkeep.forLull[slot] === 0 && this.#plant.setupAhead.begins(slot)) return
    slotStates.enter(slot, dispatch.reason, NONE, dispatch.missing)
    if (upkeep.forLull[slot]! > 0) upkeep.isLull(slot)
  }

  #decideAtWork(slot: number, unit: number) {
    const { slotStates, crews, upkeep } = this.#plant
    if (this.people[slot] === People.there)
      return slotStates.enter(slot, this.activity[slot] === Activity.setup ? EquipmentState.setup : EquipmentState.processing, unit, NONE)
    // Whoever came to maintain it need not wait for people to come.
    if (upkeep.assigned[slot]! > 0) return upkeep.unitDone(slot)
    const missing = crews.missingFor(slot)
    // Until those who call within this instant were served, nothing is said.
    if (missing !== NONE) slotStates.enter(slot, EquipmentState.waiting, unit, crews.causeOf(missing))
  }
}
