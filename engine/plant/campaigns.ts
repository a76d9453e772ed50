import type { SimTime } from '../kernel/time.ts'
import { seconds } from '../kernel/time.ts'
import { EquipmentState } from '../log/events.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { openCleaning } from './draws.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'

/** Why a slot takes nothing between two units, although it is neither paused nor down nor in maintenance. */
const Hold = { none: 0, release: 1, cleaning: 2 } as const

/**
 * What comes after a set-up and what ends a campaign: first units that are scrap or slow, the first article that has to be released, and cleaning
 * after so many units or so much work.
 *
 *     set-up ──▶ first unit ──▶ [release] ──▶ units ──limit of the campaign──▶ [cleaning] ──▶ units
 */
export class Campaigns {
  readonly #plant: Plant
  readonly #cleaning: Int32Array
  readonly used: boolean
  // per slot
  /** Units worked on since the last set-up. */
  sinceSetup: Float64Array
  /** Units and µs of work since the last cleaning or set-up. */
  units: Float64Array
  work: Float64Array
  /** Why it takes nothing now. */
  hold: Uint8Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { chance, tables } = plant
    const { slotStation, slots, firstSlot, scenario } = tables
    this.used = scenario.stations.some(({ startUp, campaign }) => startUp !== null || campaign !== null)
    this.#cleaning = Int32Array.from(slotStation, (s, slot) => {
      const { id, campaign } = scenario.stations[s]!
      return campaign === null ? NO_DRAW : openCleaning(chance, id, slot - firstSlot[s]!, campaign)
    })
    this.sinceSetup = new Float64Array(slots).fill(Number.POSITIVE_INFINITY)
    this.units = new Float64Array(slots)
    this.work = new Float64Array(slots)
    this.hold = new Uint8Array(slots)
  }

  #station(slot: number) {
    const { scenario, slotStation } = this.#plant.tables
    return scenario.stations[slotStation[slot]!]!
  }

  /** A set-up is complete: a new campaign begins. */
  setUp(slot: number) {
    this.sinceSetup[slot] = this.units[slot] = this.work[slot] = 0
  }

  /** By how much the next unit takes longer. */
  paceOf(slot: number): number {
    const { startUp } = this.#station(slot)
    return startUp !== null && this.sinceSetup[slot]! < startUp.slow ? startUp.factor : 1
  }

  /** A unit is done after `elapsed` µs of work at it without a break. Is it one of the first, that are scrap? */
  unitDone(slot: number): boolean {
    const { startUp } = this.#station(slot)
    this.units[slot]!++
    return this.sinceSetup[slot]!++ < (startUp?.scrap ?? 0)
  }

  /** The slot is empty: does it wait for the release of its first article, or is it cleaned? */
  between(slot: number) {
    const { calendar, chance, slotStates } = this.#plant
    const { startUp, campaign } = this.#station(slot)
    const isOver =
      campaign !== null &&
      ((campaign.units !== null && this.units[slot]! >= campaign.units) ||
        (campaign.hours !== null && this.work[slot]! >= seconds(campaign.hours)))
    if (isOver) {
      this.hold[slot] = Hold.cleaning
      this.units[slot] = this.work[slot] = 0
      calendar.schedule((calendar.now + chance.next(this.#cleaning[slot]! as Draw)) as SimTime, Phase.repairEnd, slot, Message.holdEnds)
    } else if (startUp !== null && startUp.release > 0 && this.sinceSetup[slot] === startUp.scrap + 1) {
      this.hold[slot] = Hold.release
      calendar.schedule((calendar.now + seconds(startUp.release)) as SimTime, Phase.repairEnd, slot, Message.holdEnds)
    } else return
    slotStates.review(slot)
  }

  holdEnds(slot: number) {
    this.hold[slot] = Hold.none
    this.#plant.progress.resume(slot)
  }

  /** What a slot is known as that is held, or set up before it has work. */
  stateOf(slot: number): EquipmentState {
    return this.hold[slot] === Hold.release ? EquipmentState.waiting : EquipmentState.setup
  }
}
