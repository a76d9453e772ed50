import type { Scenario } from '../../scenarios/model.ts'
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
    const { station, finishes } = this.#holds[hold]!
    this.stationBegins(station, finishes)
  }

  ends(hold: number) {
    const { station, finishes } = this.#holds[hold]!
    this.stationEnds(station, finishes)
  }

  /** The station is on one hold more. */
  stationBegins(station: number, finishes: boolean) {
    const { stations, tables } = this.#plant
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (finishes && stations.isWorking(slot)) this.due[slot]!++
      else this.#stop(slot, 1)
    }
  }

  /** And on one less. */
  stationEnds(station: number, finishes: boolean) {
    const { tables, progress } = this.#plant
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (finishes && this.due[slot]! > 0) this.due[slot]!--
      else if (--this.held[slot]! === 0) progress.resume(slot)
    }
  }

  /** Is the slot on a hold that never ends? */
  isForGood(slot: number): boolean {
    const { tables, calendar, containment } = this.#plant
    if (this.held[slot] === 0) return false
    const station = tables.slotStation[slot]!
    const isOwn = this.#holds.some((hold) => hold.station === station && hold.until === null && seconds(hold.at) <= calendar.now)
    return isOwn || containment?.isEndlessAt(station) === true
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

export const needsHolds = (scenario: Scenario): boolean =>
  scenario.stations.some(({ holds }) => holds.length > 0) || scenario.holds.some(({ stations }) => stations.length > 0)
