import { EquipmentState } from '../../log/events.ts'
import type { Plant } from '../plant.ts'
import { Activity, People } from '../stations.ts'
import { here, NONE } from '../tables.ts'

/** Whom a slot needs for what it is about, and what their coming and going means for it: who they are and where is for the crews to know. */
export class Manning {
  readonly #plant: Plant

  constructor(plant: Plant) {
    this.#plant = plant
  }

  /** Who is here stays if that is enough for what comes; else they go, and `#go` asks. */
  callFor(slot: number, lacking: number) {
    const { crews, stations } = this.#plant
    const call = this.callOf(slot)
    if (call === NONE) crews.releaseSlot(slot)
    stations.pace[slot] = 1
    stations.people[slot] = call === NONE || crews.stayFor(slot, call) ? People.there : lacking
    if (call !== NONE && stations.people[slot] === People.there) this.#takePace(slot)
  }

  callOf(slot: number): number {
    const { tables, energy, stations } = this.#plant
    if (energy?.isWarming(slot) === true) return NONE
    const { setupCall, workCall, steps } = here(tables.operations[stations.operation[slot]!]!, tables.slotStation[slot]!)
    if (stations.activity[slot] === Activity.setup) return setupCall
    return steps.length === 0 ? workCall : steps[stations.step[slot]!]!.call
  }

  /** All whom the slot needs are there. */
  complete(slot: number) {
    const { slotStates, stations } = this.#plant
    const wasBegun = stations.people[slot] === People.calledAway
    const isSetup = stations.activity[slot] === Activity.setup
    stations.people[slot] = People.there
    this.#takePace(slot)
    if (!wasBegun) return isSetup ? this.#plant.setUps.begins(slot) : this.#plant.jobs.begins(slot)
    this.#plant.progress.go(slot)
    slotStates.enter(slot, isSetup ? EquipmentState.setup : EquipmentState.processing, stations.unit[slot]!, NONE)
  }

  /** Those who were at work here were called away, and the work waits. False: nobody is needed any more. */
  calledAway(slot: number): boolean {
    const activity = this.#plant.stations.activity[slot]!
    if (activity !== Activity.setup && activity !== Activity.working) return false
    this.#plant.progress.interrupt(slot)
    this.#plant.settling.touch(slot)
    return true
  }

  /** Remaining work counts at the standard pace; from now on at that of those who are here. */
  #takePace(slot: number) {
    const { stations } = this.#plant
    if (stations.activity[slot] !== Activity.working) return
    const { crews, quality } = this.#plant
    if (quality.byOperator) quality.operatorsCame(slot, crews.skillIn(slot))
    const pace = crews.paceIn(slot)
    stations.pace[slot] = pace
    if (pace !== 1) stations.remaining[slot] = Math.round(stations.remaining[slot]! / pace)
  }
}
