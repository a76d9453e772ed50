import type { FailureMode } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import type { SimTime } from '../kernel/time.ts'
import { EquipmentState, Outcome } from '../log/events.ts'
import type { Batches } from './batches.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { outcomeOf } from './outcome.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import type { Preemption } from './preemption.ts'
import { changeoverAt, here, NONE, type OperationTable, OWN, Own, placeIn, WAY, Way, wayAt } from './tables.ts'

/** What a slot is about, apart from whether it may go on with it now. */
export const Activity = { free: 0, setup: 1, working: 2, done: 3, /** has members of a batch that is not complete */ gathering: 4 } as const

/** Are those there whom a slot needs for what it is about: not yet; yes; they were called away from it; not yet for the work after a set-up? */
const People = { lacking: 0, there: 1, calledAway: 2, next: 3 } as const

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
  readonly #reserves: Uint8Array
  /** The unit that waits for room ahead stands in the station already. */
  readonly #waitsInside: Uint8Array
  readonly #transfersWhileDown: Uint8Array
  /** Does any operation need people? */
  readonly #calls: boolean
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
    this.#waitsInside = Uint8Array.from(stations, (one) => (one.blockingBeforeService && one.occupiedWhileBlocked ? 1 : 0))
    this.#transfersWhileDown = Uint8Array.from(stations, ({ transferWhileDown }) => (transferWhileDown ? 1 : 0))
    const { scenario, slots, slotStation, initialFamily } = plant.tables
    this.#reserves = Uint8Array.from(scenario.stations, ({ blockingBeforeService }) => (blockingBeforeService ? 1 : 0))
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
    this.lastProduct = new Int32Array(slots).fill(NONE)
    this.#calls = plant.tables.callsPeople
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

  // ── taking work ──

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

  /** Units that free slots could take at once. */
  freePlacesServing(queue: number): number {
    const { stationsServing, firstSlot } = this.#plant.tables
    let free = 0
    for (const station of stationsServing[queue]!) {
      for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) {
        if (!this.runs(slot)) continue
        if (this.unit[slot] === NONE) free += this.placesOf(station)
        else if (this.activity[slot] === Activity.gathering && this.#batches !== null)
          free += Math.max(0, this.placesOf(station) - Math.max(1, this.#batches.count[slot]!))
      }
    }
    return free
  }

  /** Units that one slot of the station holds. */
  placesOf(station: number): number {
    return this.#batches === null ? 1 : Math.max(1, this.#batches.most[station]!)
  }

  /** At t = 0 the unit stands in the station, which starts it anew with the kit it has. */
  place(station: number, unit: number) {
    const { firstSlot } = this.#plant.tables
    const batches = this.#batches
    const slot = firstSlot[station + 1]! - this.freeSlots[station]!
    if (batches === null || batches.most[station] === 0) return this.seat(slot, unit, true)
    const last = slot - 1
    const hasRoom = last >= firstSlot[station]! && batches.count[last]! < batches.ruleOf(unit, station).max
    this.#plant.batchWork!.load(hasRoom && batches.areMates(batches.unit(last, 0), unit, station) ? last : slot, unit, true)
  }

  // ── one by one ──

  /** The unit is in the slot from now on: kit, set-up, work. What stands in a station at t = 0 has its kit. */
  seat(slot: number, unit: number, hasKit = false) {
    this.unit[slot] = unit
    this.freeSlots[this.#plant.tables.slotStation[slot]!]!--
    this.#begin(slot, unit, hasKit)
  }

  /** The operation that the unit is now here for begins. */
  #begin(slot: number, unit: number, hasKit: boolean) {
    const { units, tables, doors, orders, release, assembly } = this.#plant
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    this.operation[slot] = o
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
      this.activity[slot] = Activity.gathering
      this.gathering++
      if (!this.#isReady(slot)) {
        // Whoever stayed with the unit from its last operation here goes.
        if (this.#calls) this.#plant.crews.releaseSlot(slot)
        return this.#plant.settling.touch(slot)
      }
      this.gathering--
    }
    if (this.#reserves[station] === 1) this.#reserveAhead(slot, unit, o)
    this.setUpAndWork(slot, tables.own[o * OWN + Own.product]!)
  }

  /** Are all parts of the unit that waits in the slot there, and room ahead where that is asked for? If not, its state says what is missing. */
  #isReady(slot: number): boolean {
    const { units, tables, assembly, slotStates } = this.#plant
    const unit = this.unit[slot]!
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    const missing = operation.isProgressive && operation.parts.length > 0 ? assembly!.collect(slot, unit, operation, station) : NONE
    if (missing !== NONE) slotStates.enter(slot, EquipmentState.waiting, unit, missing)
    else if (this.#waitsInside[station] === 1 && !this.#hasRoomAhead(unit, o, station))
      slotStates.enter(slot, EquipmentState.blocked, unit, NONE)
    else return true
    return false
  }

  /** A unit that waits in the slot for parts or for room goes on if it has them. */
  #goOnGathering(slot: number) {
    const { units, tables } = this.#plant
    if (!this.#isReady(slot)) return
    const unit = this.unit[slot]!
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    this.gathering--
    if (this.#reserves[tables.slotStation[slot]!] === 1) this.#reserveAhead(slot, unit, o)
    this.setUpAndWork(slot, operation.product)
  }

  #reserveAhead(slot: number, unit: number, o: number) {
    const { routing, queues } = this.#plant
    const ahead = routing.queueAhead(unit, o)
    this.reservation[slot] = ahead
    if (ahead !== NONE) queues.reserved[ahead]!++
  }

  #hasRoomAhead(unit: number, o: number, station: number): boolean {
    const { routing, queues, tables } = this.#plant
    const ahead = routing.ahead(unit, o)
    return ahead < 0 || queues.canReserve(tables.queueOfOperation[ahead]!, station)
  }

  /** What gathered for the slot is complete: set-up where that is needed, then work. */
  setUpAndWork(slot: number, product: number) {
    const { energy, setupAhead } = this.#plant
    if (setupAhead !== null) setupAhead.isInWork(this.operation[slot]!)
    if (energy !== null) {
      const warmUp = energy.warmUpOf(slot)
      if (warmUp > 0) return this.#warmUp(slot, warmUp)
    }
    const station = this.#plant.tables.slotStation[slot]!
    const setup = this.#setupDraw(slot, station, product)
    if (setup === NO_DRAW) this.#startWork(slot, People.lacking)
    else this.#startSetup(slot, station, setup)
  }

  /** From stand-by the slot warms up first, which needs nobody; set-up and work come after it. */
  #warmUp(slot: number, time: number) {
    const { energy, slotStates } = this.#plant
    energy!.warming[slot] = 1
    energy!.nothingSince[slot] = NONE
    this.activity[slot] = Activity.setup
    this.remaining[slot] = this.length[slot] = time
    this.people[slot] = People.there
    this.#go(slot)
    slotStates.enter(slot, EquipmentState.setup, this.unit[slot]!, NONE)
  }

  /** The set-up that a unit of the product would need at the slot; NO_DRAW: none. */
  setupAhead(slot: number, station: number, product: number): number {
    const { setupColumns, productFamily } = this.#plant.tables
    return setupColumns.draw(station, this.family[slot]!, productFamily[product]!)
  }

  #setupDraw(slot: number, station: number, product: number): number {
    const { setupColumns, productFamily } = this.#plant.tables
    const family = productFamily[product]!
    const draw = setupColumns.draw(station, this.family[slot]!, family)
    if (draw === NO_DRAW) this.family[slot] = family
    return draw
  }

  #startSetup(slot: number, station: number, draw: number) {
    const { chance, faults } = this.#plant
    this.activity[slot] = Activity.setup
    const time = Math.round(chance.next(draw) * faults.timeFactor[station]!)
    this.remaining[slot] = this.length[slot] = this.#leftAtStation(slot, station, time)
    if (this.#calls) this.#callFor(slot, People.lacking)
    if (this.people[slot] === People.there) this.#setupBegins(slot)
    else this.#go(slot)
  }

  /** Of a set-up, what has not been prepared outside while the unit waited, µs. */
  #leftAtStation(slot: number, station: number, time: number): number {
    const { tables, units, calendar } = this.#plant
    if (!tables.preparesOutside) return time
    const rules = tables.setups[station]!
    if (rules.external === null) return time
    const unit = this.unit[slot]!
    const family = tables.productFamily[units.product[unit]!]!
    const outside = Math.round(time * rules.external[changeoverAt(rules, this.family[slot]!, family)]!)
    return time - Math.min(outside, calendar.now - units.queuedAt[unit]!)
  }

  #setupBegins(slot: number) {
    const { units, doors, slotStates } = this.#plant
    const unit = this.unit[slot]!
    doors.setup(true, slot, units.product[unit]!, this.lastProduct[slot]!)
    this.#go(slot)
    slotStates.enter(slot, EquipmentState.setup, unit, NONE)
  }

  setupEnds(slot: number) {
    const { units, tables, doors, slotStates } = this.#plant
    const product = units.product[this.unit[slot]!]!
    this.ticket[slot] = NO_TICKET
    if (this.#plant.energy?.isWarming(slot) === true) {
      this.#plant.energy.warming[slot] = 0
      return this.setUpAndWork(slot, tables.operations[this.operation[slot]!]!.product)
    }
    this.#plant.quality.setUp(slot)
    if (this.#plant.campaigns.used) this.#plant.campaigns.setUp(slot)
    this.family[slot] = tables.productFamily[product]!
    doors.setup(false, slot, product, this.lastProduct[slot]!)
    if (this.workLeft[slot] === NONE) return this.#startWork(slot, People.next)
    this.activity[slot] = Activity.working
    this.remaining[slot] = this.workLeft[slot]!
    this.length[slot] = this.workLength[slot]!
    this.workLeft[slot] = NONE
    if (this.#calls) this.#callFor(slot, this.isBegun[slot] === 1 ? People.calledAway : People.next)
    if (this.people[slot] === People.there && this.isBegun[slot] === 0) return this.#workBegins(slot)
    this.#go(slot)
    if (this.people[slot] === People.there) slotStates.enter(slot, EquipmentState.processing, this.unit[slot]!, NONE)
  }

  /** A failure has undone the set-up: work that was begun waits for a new one. Call it while the slot stands still. */
  loseSetup(slot: number) {
    const { tables, chance, faults, doors } = this.#plant
    const station = tables.slotStation[slot]!
    const activity = this.activity[slot]!
    this.family[slot] = NONE
    // The set-up after its warm-up is a new one in any case.
    if (this.#plant.energy?.isWarming(slot) === true) return
    if (tables.setups[station] == null || (activity !== Activity.setup && activity !== Activity.working)) return
    const { product } = tables.operations[this.operation[slot]!]!
    const draw = this.#setupDraw(slot, station, product)
    if (draw === NO_DRAW) return
    if (activity === Activity.working) {
      this.workLeft[slot] = this.remaining[slot]!
      this.workLength[slot] = this.length[slot]!
      doors.setup(true, slot, product, NONE)
      // The set-up may need tools that another holds, who waits for these.
      if (this.#calls) this.#plant.crews.releaseSlot(slot)
    }
    this.activity[slot] = Activity.setup
    this.remaining[slot] = this.length[slot] = Math.round(chance.next(draw) * faults.timeFactor[station]!)
    if (!this.#calls) return
    if (this.#callOf(slot) === NONE) this.people[slot] = People.there
    else if (activity === Activity.working) this.people[slot] = People.calledAway
  }

  /** The unit will be tested at the end of its operation: that is more work. */
  #addTest(slot: number, unit: number, factor: number) {
    const { quality, units } = this.#plant
    const time = quality.jobStarts(slot, unit)
    if (time > 0) this.remaining[slot] = this.length[slot] = this.length[slot]! + Math.round(time * factor)
    this.planned[slot]! += quality.plannedTest(slot, units.operation[unit]!)
  }

  /** `lacking`: what is still missing if people are. */
  #startWork(slot: number, lacking: number) {
    const { units, tables } = this.#plant
    const o = units.operation[this.unit[slot]!]!
    const way = wayAt(tables, o, tables.slotStation[slot]!)
    this.lastProduct[slot] = tables.own[o * OWN + Own.product]!
    this.activity[slot] = Activity.working
    this.planned[slot] = tables.ways[way + Way.planned]!
    const draw = tables.ways[way + Way.time]!
    if (this.#plant.quality.byOperator) this.#plant.quality.nobodyYet(slot)
    if (this.#hasSteps) {
      const { loads } = here(tables.operations[o]!, tables.slotStation[slot]!)
      this.step[slot] = this.lengthBefore[slot] = 0
      this.handles[slot] = loads
      // Who has just unloaded it loads it again before going elsewhere.
      if (loads === 1 && this.unloadedAt[slot] === this.#plant.calendar.now) return this.#startOn(slot, draw, false, People.next)
    }
    this.#startOn(slot, draw, this.#plant.quality.used && tables.wayIsOne[way / WAY] === 1, lacking)
  }

  /** The operation is started, or a step of it. */
  #startOn(slot: number, draw: Draw, isLast: boolean, lacking: number) {
    const { units, tables, chance, faults, quality, campaigns } = this.#plant
    const unit = this.unit[slot]!
    const factor = faults.timeFactor[tables.slotStation[slot]!]! * (campaigns.used ? campaigns.paceOf(slot) : 1)
    const time = chance.of(draw, units.luck[unit]!, units.visits[unit]!)
    this.remaining[slot] = this.length[slot] = factor === 1 ? time : Math.round(time * factor)
    this.drawnAgain[slot] = 0
    if (isLast && quality.used && (this.#batches === null || this.#batches.count[slot] === 0)) this.#addTest(slot, unit, factor)
    this.isBegun[slot] = 0
    if (this.#calls) this.#callFor(slot, lacking)
    if (this.people[slot] === People.there) this.#workBegins(slot)
    else this.#go(slot)
  }

  /** Is there a step to come? Then it is begun. */
  #nextStep(slot: number): boolean {
    const { units, tables, settling } = this.#plant
    const { steps, lastWork } = here(tables.operations[units.operation[this.unit[slot]!]!]!, tables.slotStation[slot]!)
    if (this.step[slot]! + 1 >= steps.length) return false
    this.lengthBefore[slot]! += this.length[slot]!
    const step = ++this.step[slot]!
    this.handles[slot] = steps[step]!.handles ? 1 : 0
    this.#startOn(slot, steps[step]!.time, step === lastWork, step > lastWork ? People.lacking : People.next)
    settling.touch(slot)
    return true
  }

  /** µs that the job in the slot takes in all, as far as it has come. */
  lengthOf(slot: number): number {
    return this.#hasSteps ? this.lengthBefore[slot]! + this.length[slot]! : this.length[slot]!
  }

  #workBegins(slot: number) {
    const { slotStates } = this.#plant
    const unit = this.unit[slot]!
    this.isBegun[slot] = 1
    const members = this.#batches === null ? 0 : this.#batches.count[slot]!
    if (members === 0) this.#jobBegins(slot, unit)
    for (let member = 0; member < members; member++) this.#jobBegins(slot, this.#batches!.unit(slot, member))
    this.#go(slot)
    slotStates.enter(slot, EquipmentState.processing, unit, NONE)
  }

  #jobBegins(slot: number, unit: number) {
    const { units, tables, doors } = this.#plant
    const serial = units.serial[unit]!
    if (!this.#hasSteps || this.step[slot] === 0) doors.jobStarted(serial, slot, tables.own[units.operation[unit]! * OWN + Own.step]!)
    if (!this.#hasSteps) return
    const { steps, loads } = here(tables.operations[units.operation[this.unit[slot]!]!]!, tables.slotStation[slot]!)
    if (steps.length > 0) doors.stepStarted(serial, slot, this.step[slot]! - loads)
  }

  // ── people ──

  /** Who is here stays if that is enough for what comes; else they go, and `#go` asks. */
  #callFor(slot: number, lacking: number) {
    const { crews } = this.#plant
    const call = this.#callOf(slot)
    if (call === NONE) crews.releaseSlot(slot)
    this.pace[slot] = 1
    this.people[slot] = call === NONE || crews.stayFor(slot, call) ? People.there : lacking
    if (call !== NONE && this.people[slot] === People.there) this.#takePace(slot)
  }

  #callOf(slot: number): number {
    const { tables, energy } = this.#plant
    if (energy?.isWarming(slot) === true) return NONE
    const { setupCall, workCall, steps } = here(tables.operations[this.operation[slot]!]!, tables.slotStation[slot]!)
    if (this.activity[slot] === Activity.setup) return setupCall
    return steps.length === 0 ? workCall : steps[this.step[slot]!]!.call
  }

  /** Remaining work counts at the standard pace; from now on at that of those who are here. */
  #takePace(slot: number) {
    if (this.activity[slot] !== Activity.working) return
    const { crews, quality } = this.#plant
    if (quality.byOperator) quality.operatorsCame(slot, crews.skillIn(slot))
    const pace = crews.paceIn(slot)
    this.pace[slot] = pace
    if (pace !== 1) this.remaining[slot] = Math.round(this.remaining[slot]! / pace)
  }

  /** All whom the slot needs are there. */
  manned(slot: number) {
    const { slotStates } = this.#plant
    const wasBegun = this.people[slot] === People.calledAway
    const isSetup = this.activity[slot] === Activity.setup
    this.people[slot] = People.there
    this.#takePace(slot)
    if (!wasBegun) return isSetup ? this.#setupBegins(slot) : this.#workBegins(slot)
    this.#go(slot)
    slotStates.enter(slot, isSetup ? EquipmentState.setup : EquipmentState.processing, this.unit[slot]!, NONE)
  }

  /** Those who were at work here were called away, and the work waits. False: nobody is needed any more. */
  calledAway(slot: number): boolean {
    const activity = this.activity[slot]!
    if (activity !== Activity.setup && activity !== Activity.working) return false
    this.#interrupt(slot)
    this.#plant.settling.touch(slot)
    return true
  }

  /** What was done so far counts, the rest waits. */
  #interrupt(slot: number) {
    const { calendar, wear } = this.#plant
    if (this.ticket[slot] !== NO_TICKET) calendar.cancel(this.ticket[slot]!)
    this.ticket[slot] = NO_TICKET
    const elapsed = calendar.now - this.startedAt[slot]!
    this.remaining[slot]! -= elapsed
    if (this.activity[slot] === Activity.working) {
      this.#worked(slot, elapsed)
      if (this.handles[slot] === 0) {
        if (wear.byWork(slot)) wear.worked(slot, elapsed)
        if (this.#plant.tools.used) this.#plant.tools.workedIn(slot, elapsed)
      }
    }
    if (!this.#calls || this.#callOf(slot) === NONE) return
    if (this.pace[slot] !== 1) this.remaining[slot] = Math.round(this.remaining[slot]! * this.pace[slot]!)
    this.pace[slot] = 1
    this.people[slot] = People.calledAway
  }

  // ── giving way ──

  /** The unit gives way to a more urgent one: what is left of its work is kept, and the slot is free. */
  layAside(slot: number) {
    const { units, tables, crews, doors, quality } = this.#plant
    const preemption = this.#preemption!
    const unit = this.unit[slot]!
    const station = tables.slotStation[slot]!
    const isSetup = this.activity[slot] === Activity.setup
    const isNew = isSetup && this.workLeft[slot] === NONE
    if (this.people[slot] === People.there) this.#interrupt(slot)
    if (this.#calls) crews.releaseSlot(slot)
    if (isSetup && !isNew) {
      this.remaining[slot] = this.workLeft[slot]!
      this.length[slot] = this.workLength[slot]!
    }
    this.workLeft[slot] = NONE
    const { preempt } = tables.scenario.stations[station]!
    if (!isNew && preempt === 'restart') this.remaining[slot] = this.length[slot]!
    if (!isNew && preempt === 'resample') this.remaining[slot] = this.length[slot] = this.#timeAgain(slot)
    preemption.keep(unit)
    preemption.left[unit] = isNew ? NONE : this.remaining[slot]!
    preemption.length[unit] = this.length[slot]!
    preemption.lengthBefore[unit] = this.lengthBefore[slot]!
    preemption.planned[unit] = this.planned[slot]!
    preemption.step[unit] = this.step[slot]!
    preemption.drawnAgain[unit] = this.drawnAgain[slot]!
    preemption.isBegun[unit] = isNew ? 0 : this.isBegun[slot]!
    preemption.tested[unit] = quality.tested[slot]!
    const { width } = quality
    for (let i = 0; i < width; i++) preemption.kit[unit * width + i] = quality.kit[slot * width + i]!
    // A tool that stays counts anew for whoever is worked on meanwhile.
    if (this.#plant.tools.used) this.#plant.tools.jobs[slot]!++
    doors.jobInterrupted(units.serial[unit]!, slot, tables.operations[units.operation[unit]!]!.step)
    this.unit[slot] = NONE
    this.activity[slot] = Activity.free
    this.freeSlots[station]!++
  }

  /** A unit that gave way is in the slot from now on, and its work goes on, after a set-up if the slot is set up for another family. */
  takeUp(slot: number, unit: number) {
    const { units, tables, doors, quality, slotStates } = this.#plant
    const preemption = this.#preemption!
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    const { product, step } = tables.operations[o]!
    const serial = units.serial[unit]!
    const { width } = quality
    this.unit[slot] = unit
    this.operation[slot] = o
    this.freeSlots[station]!--
    quality.tested[slot] = preemption.tested[unit]!
    for (let i = 0; i < width; i++) quality.kit[slot * width + i] = preemption.kit[unit * width + i]!
    doors.unitSeated(serial, slot, step)
    if (preemption.left[unit] === NONE) return this.setUpAndWork(slot, product)
    this.lastProduct[slot] = product
    this.planned[slot] = preemption.planned[unit]!
    this.step[slot] = preemption.step[unit]!
    const { steps } = here(tables.operations[o]!, station)
    this.handles[slot] = steps.length > 0 && steps[preemption.step[unit]!]!.handles ? 1 : 0
    this.lengthBefore[slot] = preemption.lengthBefore[unit]!
    this.drawnAgain[slot] = preemption.drawnAgain[unit]!
    this.isBegun[slot] = preemption.isBegun[unit]!
    doors.jobResumed(serial, slot, step)
    const setup = this.#setupDraw(slot, station, product)
    if (setup !== NO_DRAW) {
      this.workLeft[slot] = preemption.left[unit]!
      this.workLength[slot] = preemption.length[unit]!
      return this.#startSetup(slot, station, setup)
    }
    this.activity[slot] = Activity.working
    this.remaining[slot] = preemption.left[unit]!
    this.length[slot] = preemption.length[unit]!
    if (this.#calls) this.#callFor(slot, this.isBegun[slot] === 1 ? People.calledAway : People.next)
    if (this.people[slot] === People.there && this.isBegun[slot] === 0) return this.#workBegins(slot)
    this.#go(slot)
    if (this.people[slot] === People.there) slotStates.enter(slot, EquipmentState.processing, unit, NONE)
  }

  // ── going on ──

  /** Sets the set-up or the work going for what remains of it, or calls those whom it needs; unless the slot stands still: then `resume` will. */
  #go(slot: number) {
    if (!this.runs(slot)) return
    const { calendar, wear, crews } = this.#plant
    if (this.people[slot] !== People.there) return crews.ask(slot, this.#callOf(slot), this.people[slot] === People.lacking ? 0 : 1)
    const { now } = calendar
    const remaining = this.remaining[slot]!
    this.startedAt[slot] = now
    if (this.activity[slot] === Activity.setup) {
      this.ticket[slot] = calendar.schedule((now + remaining) as SimTime, Phase.completion, slot, Message.setupEnds)
      return
    }
    const isWork = this.handles[slot] === 0
    const clock = isWork && wear.byWork(slot) ? wear.workBegins(slot, remaining) : NONE
    this.wearing[slot] = clock
    if (isWork && this.#plant.tools.wears && this.#toolBreaksFirst(slot, clock === NONE ? remaining : wear.workLeft(clock))) return
    this.ticket[slot] =
      clock === NONE
        ? calendar.schedule((now + remaining) as SimTime, Phase.completion, slot, Message.workEnds)
        : calendar.schedule((now + wear.workLeft(clock)) as SimTime, Phase.failure, slot, Message.workFails)
  }

  /** Will a tool break before so much work is done? Then that is what comes next. */
  #toolBreaksFirst(slot: number, work: number): boolean {
    const { calendar, tools } = this.#plant
    const tool = tools.firstToBreak(slot, work)
    if (tool === NONE) return false
    this.wearing[slot] = -2 - tool
    this.ticket[slot] = calendar.schedule((calendar.now + tools.workLeft(tool)) as SimTime, Phase.failure, slot, Message.workFails)
    return true
  }

  /** The work waits for another tool, unless it costs the unit. */
  #toolBreaks(slot: number, tool: number) {
    const { tools, settling } = this.#plant
    tools.breaks(tool, slot)
    this.stop(slot, tools.interruptedBy(tool))
    settling.touch(slot)
    if (this.activity[slot] === Activity.working) this.#go(slot)
  }

  // ── the end of an operation ──

  workEnds(slot: number) {
    const { units, tables, doors, wear, calendar, queues, settling, crews, quality, campaigns, faults } = this.#plant
    const unit = this.unit[slot]!
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    const elapsed = calendar.now - this.startedAt[slot]!
    this.ticket[slot] = NO_TICKET
    this.#worked(slot, elapsed)
    if (this.handles[slot] === 0) {
      if (wear.byWork(slot)) wear.worked(slot, elapsed)
      if (this.#plant.tools.used) this.#plant.tools.stepDone(slot, elapsed)
    } else this.unloadedAt[slot] = calendar.now
    if (this.#hasSteps && this.#nextStep(slot)) return
    this.activity[slot] = Activity.done
    if (wear.byWork(slot)) wear.cycled(slot)
    if (this.#plant.tools.used) this.#plant.tools.jobDone(slot)
    const isStartUpScrap = campaigns.used && campaigns.unitDone(slot)
    if (this.#batches !== null && this.#batches.count[slot]! > 0) return this.#plant.batchWork!.ends(slot, station)

    const visit = units.visits[unit]!++
    if (this.#calls && !here(operation, station).staysUntilLeft) crews.releaseSlot(slot)
    const isSurelyGood = tables.ways[wayAt(tables, o, station) + Way.good]! * faults.yieldFactor[station]! >= 1
    let outcome: Outcome = isSurelyGood ? Outcome.good : outcomeOf(this.#plant, unit, station, operation, here(operation, station), visit)
    if (isStartUpScrap) outcome = Outcome.scrap
    if (quality.used) outcome = quality.jobEnds(slot, station, unit, visit, outcome, true)
    doors.jobEnded(units.serial[unit]!, station, outcome, tables.own[o * OWN + Own.step]!, this.planned[slot]!)
    if (this.reservation[slot] !== NONE && outcome !== Outcome.good) {
      queues.unreserve(this.reservation[slot]!)
      this.reservation[slot] = NONE
    }
    if (outcome === Outcome.scrap) {
      this.#scrap(slot, unit, station)
      return
    }
    if (quality.used && quality.heldFor >= 0) return this.#setAside(slot, unit)
    let reworkTo = NONE
    if (outcome === Outcome.rework) {
      reworkTo = quality.used && quality.reworkTo !== NONE ? quality.reworkTo : here(operation, station).reworkTo
    }
    if (outcome === Outcome.rework && reworkTo === operation.base) {
      this.repeats[slot] = 1
      units.isReworked(unit, operation.step)
    } else this.#plant.departures.sendOn(unit, o, operation, reworkTo, outcome, this.reservation[slot]!)
    const { transfers } = this.#plant
    if (transfers !== null && outcome === Outcome.good && here(operation, station).moveQuantity > 1) transfers.ready[slot] = 1
    settling.exit(slot)
    settling.touch(slot)
  }

  /** The unit, or each member of a batch, was processed for so long. */
  #worked(slot: number, elapsed: number) {
    const { worked } = this.#plant.units
    const { campaigns } = this.#plant
    if (campaigns.used) campaigns.work[slot]! += elapsed
    const members = this.#batches === null ? 0 : this.#batches.count[slot]!
    if (members === 0) worked[this.unit[slot]!]! += elapsed
    for (let member = 0; member < members; member++) worked[this.#batches!.unit(slot, member)]! += elapsed
  }

  /** The unit waits elsewhere for the result of its test, or for others to go on with; no place ahead is kept for it. */
  #setAside(slot: number, unit: number) {
    const { units, doors, queues, tables } = this.#plant
    if (this.reservation[slot] !== NONE) queues.unreserve(this.reservation[slot]!)
    this.reservation[slot] = NONE
    doors.unitSetAside(units.serial[unit]!, tables.operations[this.operation[slot]!]!.step)
    this.vacate(slot)
  }

  takeKit(slot: number, unit: number, { components, step }: OperationTable) {
    const { items, requirements, tables, units } = this.#plant
    items.consume(components, tables.slotStation[slot]!, units.serial[unit]!, slot)
    if (requirements.used) requirements.kitTaken(units.order[unit]!, step)
  }

  #scrap(slot: number, unit: number, station: number) {
    this.#plant.departures.scrap(unit, station)
    this.vacate(slot)
  }

  /** The unit, which stood in the slot, has been taken from there. */
  leave(slot: number, unit: number) {
    if (this.#batches === null || this.#batches.count[slot] === 0) return this.vacate(slot)
    this.#plant.batchWork!.memberLeaves(slot, this.#batches.memberOf(slot, unit))
  }

  /** The unit has left the slot. */
  vacate(slot: number) {
    const { tables, upkeep, queues, settling, crews, shifts, campaigns } = this.#plant
    const station = tables.slotStation[slot]!
    if (this.#calls) crews.releaseSlot(slot)
    this.unit[slot] = NONE
    this.activity[slot] = Activity.free
    this.freeSlots[station]!++
    if (campaigns.used) campaigns.between(slot)
    if (shifts.late[slot] === 1) shifts.finishesLate(slot)
    if (upkeep.assigned[slot]! > 0) upkeep.unitDone(slot)
    settling.touch(slot)
    queues.slotFreed(station)
  }

  /** A finished unit tries to move on: out of the plant, into a queue, or it stays and blocks. */
  moveOn(slot: number) {
    const { units, queues, upkeep, routing, shifts } = this.#plant
    const unit = this.unit[slot]!
    if (this.activity[slot] !== Activity.done || !this.handsOver(slot)) return
    if (this.#batches !== null && this.#batches.count[slot]! > 0) return this.#plant.batchWork!.moveOn(slot)
    const { transfers } = this.#plant
    if (transfers !== null && transfers.ready[slot] === 1) {
      const o = this.operation[slot]!
      transfers.ready[slot] = 0
      this.#setAside(slot, unit)
      return transfers.add(unit, o, this.#plant.tables.slotStation[slot]!)
    }
    if (units.operation[unit]! < 0) {
      if (this.#plant.departures.sendOut(slot, unit)) this.vacate(slot)
      else upkeep.unitDone(slot)
      return
    }
    if (routing.chooses && this.repeats[slot] === 0) routing.choose(unit)
    if (this.runs(slot) && this.#goesOnHere(slot, unit)) {
      if (shifts.late[slot] === 1) shifts.finishesLate(slot)
      upkeep.unitDone(slot)
      if (this.runs(slot)) this.#goOn(slot, unit)
      return
    }
    if (this.reservation[slot] !== NONE) {
      queues.reserved[this.reservation[slot]!]!--
      this.reservation[slot] = NONE
    }
    if (queues.arrive(unit, slot)) this.vacate(slot)
    else {
      if (shifts.late[slot] === 1) shifts.finishesLate(slot)
      upkeep.unitDone(slot)
      if (this.handsOver(slot)) queues.offerOutside(unit)
    }
  }

  /** Is the unit's next operation the same again, or one that is handed over directly to this very station? Then it stays where it is. */
  #goesOnHere(slot: number, unit: number): boolean {
    const { units, tables, items, legs, release, pallets } = this.#plant
    const next = units.operation[unit]!
    if (this.repeats[slot] === 1) return true
    if (legs.toOperation(next) !== NONE) return false
    if (tables.queueCapacity[tables.own[next * OWN + Own.queue]!]! > 0) return false
    const operation = tables.operations[next]!
    if (release.asks[tables.slotStation[slot]!] === 1 && !release.mayStart(next)) return false
    if (placeIn(operation.stations, tables.slotStation[slot]!) === NONE || items.missing(operation.components) !== NONE) return false
    if (pallets.used && pallets.missing(unit, next) !== NONE) return false
    return operation.parts.length === 0 || operation.isProgressive || this.#plant.assembly!.missing(unit, operation) === NONE
  }

  #goOn(slot: number, unit: number) {
    if (this.repeats[slot] === 1) {
      this.repeats[slot] = 0
      return this.#startWork(slot, People.lacking)
    }
    if (this.reservation[slot] !== NONE) this.#plant.queues.unreserve(this.reservation[slot]!)
    this.reservation[slot] = NONE
    this.#begin(slot, unit, false)
  }

  // ── standing still and going on ──

  /** The slot is about to stand still: what it did so far counts, the rest waits. Call it while it still runs. */
  stop(slot: number, interrupted: FailureMode['interrupted']) {
    const { units, tables, crews } = this.#plant
    if (!this.runs(slot)) return
    const activity = this.activity[slot]!
    const wasGoing = (activity === Activity.setup || activity === Activity.working) && this.people[slot] === People.there
    if (wasGoing) this.#interrupt(slot)
    if (this.#calls) crews.standsStill(slot)
    if (!wasGoing || activity === Activity.setup) return
    if (interrupted === 'restart') this.remaining[slot] = this.length[slot]!
    if (interrupted === 'resample') this.remaining[slot] = this.length[slot] = this.#timeAgain(slot)
    // A unit that was not worked on yet has come to no harm.
    if (interrupted === 'scrap' && (this.remaining[slot]! < this.length[slot]! || this.step[slot]! > 0)) {
      const unit = this.unit[slot]!
      const station = tables.slotStation[slot]!
      if (this.#batches !== null && this.#batches.count[slot]! > 0) return this.#plant.batchWork!.isSpoiled(slot)
      const { step } = tables.operations[units.operation[unit]!]!
      if (this.reservation[slot] !== NONE) this.#plant.queues.unreserve(this.reservation[slot]!)
      this.reservation[slot] = NONE
      this.#plant.doors.jobEnded(units.serial[unit]!, station, Outcome.scrap, step, this.planned[slot]!)
      this.#scrap(slot, unit, station)
    }
  }

  /** Another time for the same work. */
  #timeAgain(slot: number): number {
    const { units, tables, chance, faults } = this.#plant
    const unit = this.unit[slot]!
    const station = tables.slotStation[slot]!
    const { time, steps } = here(tables.operations[units.operation[unit]!]!, station)
    const draw = steps.length === 0 ? time : steps[this.step[slot]!]!.time
    return Math.round(chance.again(draw, units.luck[unit]!, units.visits[unit]!, ++this.drawnAgain[slot]!) * faults.timeFactor[station]!)
  }

  /** A processing clock ran out while the slot works. */
  workFails(slot: number) {
    const clock = this.wearing[slot]!
    this.ticket[slot] = NO_TICKET
    if (clock < NONE) return this.#toolBreaks(slot, -2 - clock)
    this.#plant.upkeep.fails(clock)
  }

  /** A reason to stand still is gone: if it was the last one, the slot goes on where it stopped. */
  resume(slot: number) {
    const { queues, tables, wear, settling, slotStates } = this.#plant
    settling.touch(slot)
    slotStates.review(slot)
    const activity = this.activity[slot]!
    const runs = this.runs(slot)
    if (runs) wear.slotRuns(slot)
    if (activity === Activity.done && this.handsOver(slot)) this.#offerAgain(slot)
    else if (!runs) return
    else if (activity === Activity.free) queues.slotFreed(tables.slotStation[slot]!)
    else if (activity === Activity.setup || activity === Activity.working) this.#go(slot)
  }

  /** What is done in the slot may leave it again. */
  #offerAgain(slot: number) {
    const { units, queues, settling, batchWork } = this.#plant
    if (this.#batches !== null && this.#batches.count[slot]! > 0) return batchWork!.resume(slot)
    const unit = this.unit[slot]!
    if (units.holder[unit] === slot) queues.retryUnit(unit)
    else settling.exit(slot)
  }

  shiftBegins(station: number) {
    const { firstSlot } = this.#plant.tables
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) if (this.#plant.shifts.comesBack(slot)) this.resume(slot)
  }

  /** The shift is about to end: what runs is stopped while it still may. */
  shiftEnding(station: number) {
    const { firstSlot } = this.#plant.tables
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++)
      if (!this.#plant.shifts.staysLate(slot)) this.stop(slot, 'resume')
  }

  shiftEnded(station: number) {
    const { tables, upkeep, shifts } = this.#plant
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (shifts.late[slot] === 1) continue
      this.standsStill(slot)
      upkeep.unitDone(slot)
      upkeep.takeOpportunity(slot)
    }
  }

  /** The slot stands still from now on, for whatever reason has just come. */
  standsStill(slot: number) {
    const { wear, settling, slotStates, routing, tables, fleets } = this.#plant
    slotStates.review(slot)
    if (fleets.count > 0) fleets.lookAll()
    wear.slotStopped(slot)
    settling.touch(slot)
    if (routing.choosesAgain) routing.stoodStill(tables.slotStation[slot]!)
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
        return this.#goOnGathering(slot)
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
