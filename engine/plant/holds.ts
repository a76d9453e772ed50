import { seconds } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'

interface Hold {
  readonly station: number
  readonly at: number
  readonly until: number | null
  readonly finishes: boolean
}

/** Stations on hold: nothing starts there, whoever waits. Work in hand is finished first, or stands. */
export class Holds {
  readonly #plant: Plant
  readonly #holds: readonly Hold[]
  // per slot
  /** Holds that it obeys. */
  held: Int32Array
  /** Holds that begin when its work in hand is done. */
  due: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    this.#holds = plant.tables.scenario.stations.flatMap(({ holds }, station) =>
      holds.map(({ at, until, inHand }) => ({ station, at, until, finishes: inHand === 'finish' })),
    )
    this.held = new Int32Array(plant.tables.slots)
    this.due = new Int32Array(plant.tables.slots)
  }

  begin() {
    const { calendar } = this.#plant
    this.#holds.forEach(({ at, until }, hold) => {
      calendar.schedule(seconds(at), Phase.calendarEdge, hold, Message.stationHoldBegins)
      if (until !== null) calendar.schedule(seconds(until), Phase.calendarEdge, hold, Message.stationHoldEnds)
    })
  }

  begins(hold: number) {
    const { stations, tables } = this.#plant
    const { station, finishes } = this.#holds[hold]!
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (finishes && stations.isWorking(slot)) this.due[slot]!++
      else this.#stop(slot, 1)
    }
  }

  ends(hold: number) {
    const { tables, progress } = this.#plant
    const { station, finishes } = this.#holds[hold]!
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (finishes && this.due[slot]! > 0) this.due[slot]!--
      else if (--this.held[slot]! === 0) progress.resume(slot)
    }
  }

  /** What it had in hand is done. */
  obey(slot: number) {
    const due = this.due[slot]!
    this.due[slot] = 0
    this.#stop(slot, due)
  }

  #stop(slot: number, holds: number) {
    const { upkeep, progress } = this.#plant
    progress.stop(slot, 'resume')
    this.held[slot]! += holds
    progress.standsStill(slot)
    upkeep.unitDone(slot)
  }
}
