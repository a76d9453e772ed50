import { Phase } from './phases.ts'
import type { Plant } from './plant.ts'

/** More steps than this within one settling is a plant that goes round. */
const ENDLESS = 1_000_000

/** Where a slot stands in the settling of an instant: it must decide, holds a finished unit and decides last, or is deciding (not free for others to wake). */
const Mark = { none: 0, touched: 1, standing: 2, deciding: 3 } as const

/**
 * What is put off within an instant, and in which order it is done: finished units move on first; when no earlier phase is due any more, each slot
 * that was touched decides what to do next. First touched, first to decide; but one in which a finished unit still stands comes last, for a free
 * slot ahead may take the unit yet: SPEC.md [T3]. In between, people are sent where slots call for them: SPEC.md [H2].
 */
export class Settling {
  readonly #plant: Plant
  exits: Int32Array
  exitCount = 0
  /** A ring: slots that must decide, from `touchedFirst` on. */
  touched: Int32Array
  touchedFirst = 0
  touchedCount = 0
  /** slot → Mark */
  isTouched: Uint8Array
  standing: Int32Array
  standingCount = 0

  constructor(plant: Plant) {
    this.#plant = plant
    const { slots } = plant.tables
    this.exits = new Int32Array(slots)
    this.touched = new Int32Array(slots)
    this.isTouched = new Uint8Array(slots)
    this.standing = new Int32Array(slots)
  }

  /** The finished unit in the slot tries to move on within this instant. */
  exit(slot: number) {
    this.exits[this.exitCount++] = slot
  }

  /** The slot decides its state when the tick has settled. */
  touch(slot: number) {
    const mark = this.isTouched[slot]!
    if (mark === Mark.touched) return
    if (mark === Mark.standing) this.#removeStanding(slot)
    this.isTouched[slot] = Mark.touched
    const { length } = this.touched
    let at = this.touchedFirst + this.touchedCount++
    if (at >= length) at -= length
    this.touched[at] = slot
  }

  /** Is the slot neither about to decide nor deciding? */
  isAtRest(slot: number): boolean {
    return this.isTouched[slot] === Mark.none
  }

  /** Lets finished units move on, then slots decide, each as soon as no earlier phase is due now. How many steps that took. */
  settle(): number {
    const { calendar, stations, crews } = this.#plant
    let steps = 0
    while (this.exitCount + this.touchedCount + this.standingCount + crews.dirtyCount > 0) {
      if (calendar.dueNowBefore(this.exitCount > 0 ? Phase.transfer : Phase.dispatch)) break
      if (this.exitCount > 0) this.#settleExits()
      else if (this.touchedCount > 0) this.#settleNext()
      else if (crews.dirtyCount > 0) crews.settle()
      else {
        const slot = this.standing[--this.standingCount]!
        this.isTouched[slot] = Mark.none
        stations.decide(slot)
      }
      // The loop's own guard sees it only when we return.
      if (++steps > ENDLESS) break
    }
    return steps
  }

  #settleExits() {
    const { leaving } = this.#plant
    const count = this.exitCount
    for (let i = 0; i < count; i++) leaving.moveOn(this.exits[i]!)
    this.exitCount = 0
  }

  #removeStanding(slot: number) {
    const at = this.standing.lastIndexOf(slot, this.standingCount - 1)
    this.standing.copyWithin(at, at + 1, this.standingCount--)
  }

  #settleNext() {
    const { stations } = this.#plant
    const slot = this.touched[this.touchedFirst]!
    if (++this.touchedFirst === this.touched.length) this.touchedFirst = 0
    this.touchedCount--
    if (this.touchedCount > 0 && stations.holdsFinished(slot)) {
      this.isTouched[slot] = Mark.standing
      this.standing[this.standingCount++] = slot
    } else {
      this.isTouched[slot] = Mark.deciding
      stations.decide(slot)
      if (this.isTouched[slot] === Mark.deciding) this.isTouched[slot] = Mark.none
    }
  }
}
