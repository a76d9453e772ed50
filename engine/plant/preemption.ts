import { longer } from '../kernel/longer.ts'
import { EquipmentState } from '../log/events.ts'
import { NO_DRAW } from './chance.ts'
import type { Plant } from './plant.ts'
import { Activity, People } from './stations.ts'
import { here, NONE } from './tables.ts'

const NEVER = Number.NEGATIVE_INFINITY

/**
 * Work that gives way to more urgent work. At a station with `preempt` a unit of strictly higher priority displaces one in work; that one stands
 * aside, in no place, until a slot of the station is free for it: SPEC.md [S11] to [S13].
 *
 *     free ──▶ set-up ──▶ working ──more urgent came──▶ aside ──a slot is free──▶ (set-up) ──▶ working ──▶ done
 */
export class Preemption {
  readonly #plant: Plant
  /** Station → does it preempt? */
  readonly #preempts: readonly boolean[]
  /** station → the first of those that stand aside, the most urgent before others, linked through `units.next`; NONE */
  head: Int32Array
  // per unit that stands aside: µs of its work left (−1: it was not begun), and of the whole; of the steps before; its step, plan, and luck
  left = new Float64Array(0)
  length = new Float64Array(0)
  lengthBefore = new Float64Array(0)
  planned = new Float64Array(0)
  step = new Int32Array(0)
  drawnAgain = new Int32Array(0)
  tested = new Uint8Array(0)
  isBegun = new Uint8Array(0)
  /** Unit × component → quality of the lot it took. */
  kit = new Float64Array(0)

  constructor(plant: Plant) {
    this.#plant = plant
    const { stations } = plant.tables.scenario
    this.#preempts = stations.map(({ preempt }) => preempt !== null)
    this.head = new Int32Array(stations.length).fill(NONE)
  }

  /** Something may have come for a station none of whose slots is free: the one that would give way looks. */
  look(station: number) {
    if (!this.#preempts[station]) return
    const slot = this.#victim(station)
    if (slot !== NONE) this.#plant.settling.touch(slot)
  }

  lookAll() {
    for (let station = 0; station < this.head.length; station++) this.look(station)
  }

  /** Does a unit that waits displace the one in work here? Then it is in the slot from now on. */
  displaces(slot: number): boolean {
    const { tables, stations, dispatch, units, settling } = this.#plant
    const station = tables.slotStation[slot]!
    if (!this.#preempts[station]) return false
    const victim = this.#victim(station)
    if (victim === NONE) return false
    const urgency = dispatch.urgencyFor(victim)
    if (urgency <= units.priority[stations.unit[victim]!]!) return false
    if (victim !== slot) {
      settling.touch(victim)
      return false
    }
    const aside = stations.unit[slot]!
    this.#layAside(slot)
    this.#insert(station, aside)
    if (!dispatch.take(slot)) throw new Error(`preemption: slot ${slot} gave way to nobody`)
    // There may be more of them than this one.
    this.look(station)
    return true
  }

  /** A unit that stands aside goes on in the free slot, unless a more urgent one waits. */
  goesOn(slot: number): boolean {
    const { tables, dispatch, units } = this.#plant
    const station = tables.slotStation[slot]!
    const unit = this.head[station]!
    if (unit === NONE || dispatch.urgencyFor(slot) > units.priority[unit]!) return false
    this.head[station] = units.next[unit]!
    units.next[unit] = NONE
    this.#takeUp(slot, unit)
    return true
  }

  /** All that stand aside. */
  aside(): number[] {
    const { next } = this.#plant.units
    const all: number[] = []
    for (const first of this.head) for (let unit = first; unit !== NONE; unit = next[unit]!) all.push(unit)
    return all
  }

  /** The unit gives way to a more urgent one: what is left of its work is kept, and the slot is free. */
  #layAside(slot: number) {
    const { units, tables, crews, doors, quality, stations, progress, jobs } = this.#plant
    const unit = stations.unit[slot]!
    const station = tables.slotStation[slot]!
    const isSetup = stations.activity[slot] === Activity.setup
    const isNew = isSetup && stations.workLeft[slot] === NONE
    if (stations.people[slot] === People.there) progress.interrupt(slot)
    if (tables.callsPeople) crews.releaseSlot(slot)
    if (isSetup && !isNew) {
      stations.remaining[slot] = stations.workLeft[slot]!
      stations.length[slot] = stations.workLength[slot]!
    }
    stations.workLeft[slot] = NONE
    const { preempt } = tables.scenario.stations[station]!
    if (!isNew && preempt === 'restart') stations.remaining[slot] = stations.length[slot]!
    if (!isNew && preempt === 'resample') stations.remaining[slot] = stations.length[slot] = jobs.timeAgain(slot)
    this.#keep(unit)
    this.left[unit] = isNew ? NONE : stations.remaining[slot]!
    this.length[unit] = stations.length[slot]!
    this.lengthBefore[unit] = stations.lengthBefore[slot]!
    this.planned[unit] = stations.planned[slot]!
    this.step[unit] = stations.step[slot]!
    this.drawnAgain[unit] = stations.drawnAgain[slot]!
    this.isBegun[unit] = isNew ? 0 : stations.isBegun[slot]!
    this.tested[unit] = quality.tested[slot]!
    const { width } = quality
    for (let i = 0; i < width; i++) this.kit[unit * width + i] = quality.kit[slot * width + i]!
    // A tool that stays counts anew for whoever is worked on meanwhile.
    if (this.#plant.tools.used) this.#plant.tools.jobs[slot]!++
    doors.jobInterrupted(units.serial[unit]!, slot, tables.operations[units.operation[unit]!]!.step)
    stations.unit[slot] = NONE
    stations.activity[slot] = Activity.free
    stations.freeSlots[station]!++
  }

  /** A unit that gave way is in the slot from now on, and its work goes on, after a set-up if the slot is set up for another family. */
  #takeUp(slot: number, unit: number) {
    const { units, tables, doors, quality, slotStates, stations, setUps, manning, jobs, progress } = this.#plant
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    const { product, step } = tables.operations[o]!
    const serial = units.serial[unit]!
    const { width } = quality
    stations.unit[slot] = unit
    stations.operation[slot] = o
    stations.freeSlots[station]!--
    quality.tested[slot] = this.tested[unit]!
    for (let i = 0; i < width; i++) quality.kit[slot * width + i] = this.kit[unit * width + i]!
    doors.unitSeated(serial, slot, step)
    if (this.left[unit] === NONE) return setUps.prepare(slot, product)
    stations.lastProduct[slot] = product
    stations.planned[slot] = this.planned[unit]!
    stations.step[slot] = this.step[unit]!
    const { steps } = here(tables.operations[o]!, station)
    stations.handles[slot] = steps.length > 0 && steps[this.step[unit]!]!.handles ? 1 : 0
    stations.lengthBefore[slot] = this.lengthBefore[unit]!
    stations.drawnAgain[slot] = this.drawnAgain[unit]!
    stations.isBegun[slot] = this.isBegun[unit]!
    doors.jobResumed(serial, slot, step)
    const setup = setUps.draw(slot, station, product)
    if (setup !== NO_DRAW) {
      stations.workLeft[slot] = this.left[unit]!
      stations.workLength[slot] = this.length[unit]!
      return setUps.start(slot, station, setup)
    }
    stations.activity[slot] = Activity.working
    stations.remaining[slot] = this.left[unit]!
    stations.length[slot] = this.length[unit]!
    if (tables.callsPeople) manning.callFor(slot, stations.isBegun[slot] === 1 ? People.calledAway : People.next)
    if (stations.people[slot] === People.there && stations.isBegun[slot] === 0) return jobs.begins(slot)
    progress.go(slot)
    if (stations.people[slot] === People.there) slotStates.enter(slot, EquipmentState.processing, unit, NONE)
  }

  /** Room for what is kept of the unit. */
  #keep(unit: number) {
    const length = this.#plant.units.next.length
    if (unit < this.left.length) return
    this.left = longer(this.left, length)
    this.length = longer(this.length, length)
    this.lengthBefore = longer(this.lengthBefore, length)
    this.planned = longer(this.planned, length)
    this.step = longer(this.step, length)
    this.drawnAgain = longer(this.drawnAgain, length)
    this.tested = longer(this.tested, length)
    this.isBegun = longer(this.isBegun, length)
    this.kit = longer(this.kit, length * this.#plant.quality.width)
  }

  /** The slot that gives way: of the lowest priority, then the one begun last. NONE: a slot is free, or none may be interrupted. */
  #victim(station: number): number {
    const { tables, stations, units } = this.#plant
    let victim = NONE
    let least = Number.POSITIVE_INFINITY
    let latest = NEVER
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (!stations.runs(slot)) continue
      if (stations.unit[slot] === NONE) return NONE
      if (!this.#givesWay(slot)) continue
      const priority = units.priority[stations.unit[slot]!]!
      const begun = stations.startedAt[slot]!
      if (priority > least || (priority === least && begun < latest)) continue
      victim = slot
      least = priority
      latest = begun
    }
    return victim
  }

  #givesWay(slot: number): boolean {
    const { stations, shifts, upkeep, energy, holds } = this.#plant
    const activity = stations.activity[slot]!
    if (activity !== Activity.setup && activity !== Activity.working) return false
    // Nothing else starts where only the work in hand is still finished: [A24].
    if (holds !== null && holds.due[slot]! > 0) return false
    return shifts.late[slot] === 0 && upkeep.assigned[slot] === 0 && energy?.isWarming(slot) !== true
  }

  /** Behind those of its priority. */
  #insert(station: number, unit: number) {
    const { units } = this.#plant
    let previous = NONE
    let other = this.head[station]!
    while (other !== NONE && units.priority[other]! >= units.priority[unit]!) {
      previous = other
      other = units.next[other]!
    }
    units.next[unit] = other
    if (previous === NONE) this.head[station] = unit
    else units.next[previous] = unit
  }
}
