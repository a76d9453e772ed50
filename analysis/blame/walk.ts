import { EquipmentState } from '../../engine/log/events.ts'
import type { PlantState } from '../../engine/log/state.ts'
import type { Culprits } from './culprits.ts'
import type { Routes } from './routes.ts'

/** The finished unit of a slot wants nothing that is known; or goes on to any of the steps after one. */
export const NOWHERE = -1
export const anyAfter = (step: number) => -2 - step

/** What the walk needs to know besides the folded plant: per slot the step its finished unit wants next, per step how many units wait in its buffers. */
export interface Wants {
  readonly next: Int32Array
  readonly waiting: Int32Array
}

/**
 * Finds who keeps a slot waiting at this instant. From a starved slot the walk goes up the routes of what it could do, from a blocked one down the
 * route of the unit it holds: past stations that are starved (further up) or blocked (further down), to the nearest slots in any other state. All of
 * them at that distance are found, and share the blame. Where there is none, the walk has come to the sources, or round in a ring.
 */
export class Walk {
  readonly #routes: Routes
  readonly #culprits: Culprits
  readonly #plant: PlantState
  readonly #wants: Wants
  // What was found: culprits, and the slot of each (−1: none). A slot counts once.
  readonly found: number[] = []
  readonly foundSlot: number[] = []
  /** Slots, and places of buffers behind them, on whose state the answer rests. */
  readonly looked: number[] = []
  // Seen in this walk, by its number.
  #walk = 0
  readonly #seenSlot: Int32Array
  readonly #seenUp: Int32Array
  readonly #seenDown: Int32Array
  // Steps to look up and down from: those of this distance, and of the next.
  #up: number[] = []
  #down: number[] = []
  #nextUp: number[] = []
  #nextDown: number[] = []
  /** Where the walk ended without equipment. */
  readonly #ends: number[] = []

  constructor(routes: Routes, culprits: Culprits, plant: PlantState, wants: Wants) {
    this.#routes = routes
    this.#culprits = culprits
    this.#plant = plant
    this.#wants = wants
    this.#seenSlot = new Int32Array(plant.slotState.length)
    this.#seenUp = new Int32Array(routes.steps.length)
    this.#seenDown = new Int32Array(routes.steps.length)
  }

  /** Fills `found`, `foundSlot` and `looked` for a slot that is starved, blocked or waiting. Always finds at least one. */
  from(station: number, slot: number) {
    this.#walk++
    for (const list of [this.found, this.foundSlot, this.looked, this.#ends, this.#nextUp, this.#nextDown]) list.length = 0
    this.#seenSlot[slot] = this.#walk
    switch (this.#plant.slotState[slot]) {
      case EquipmentState.waiting:
        this.#find(this.#culprits.waiting(station, this.#plant.slotCause[slot]!), -1)
        return
      case EquipmentState.blocked:
        this.#goDown(station, slot)
        break
      default:
        if (this.#holdsBack(station)) {
          this.#find(this.#culprits.sequence(station), slot)
          return
        }
        for (const step of this.#routes.stepsOf[station]!) this.#addUp(step)
    }
    while (this.found.length === 0 && this.#nextUp.length + this.#nextDown.length > 0) this.#lookFurther()
    if (this.found.length > 0) return
    for (const end of this.#ends) if (!this.found.includes(end)) this.#find(end, -1)
    if (this.found.length === 0) this.#find(this.#routes.stepsOf[station]!.length === 0 ? this.#culprits.notKnown : this.#culprits.ring, -1)
  }

  /** One station further in every direction. */
  #lookFurther() {
    ;[this.#up, this.#nextUp] = [this.#nextUp, this.#up]
    ;[this.#down, this.#nextDown] = [this.#nextDown, this.#down]
    this.#nextUp.length = this.#nextDown.length = 0
    for (const step of this.#up) this.#lookUp(step)
    for (const step of this.#down) this.#lookDown(step)
  }

  /** Who should bring units to this step? */
  #lookUp(step: number) {
    const { steps } = this.#routes
    const { previous, product } = steps[step]!
    // What has nothing before it, or is the first although ways lead back to it, is fed from outside.
    if (previous.length === 0 || this.#routes.firstStep[product] === step) this.#endAt(product)
    for (const from of previous) for (const station of steps[from]!.stations) this.#lookAt(station, from)
  }

  /** Who should take units from before this step? Of a full buffer, those whose units fill it. */
  #lookDown(step: number) {
    const { steps, stepsBehind } = this.#routes
    const { buffers } = steps[step]!
    const filling: number[] = []
    for (const buffer of buffers) {
      this.looked.push(this.#bufferNode(buffer))
      for (const other of stepsBehind.get(buffer)!) if (this.#wants.waiting[other]! > 0) filling.push(other)
    }
    for (const other of filling.length > 0 ? filling : [step]) for (const station of steps[other]!.stations) this.#lookAt(station, -1)
  }

  /** Every slot of the station. `step` is what units are awaited from it; −1: it is to take units. */
  #lookAt(station: number, step: number) {
    const { slotState, slotCause, places } = this.#plant
    for (let slot = places.firstSlot[station]!; slot < places.firstSlot[station + 1]!; slot++) {
      if (this.#seenSlot[slot] === this.#walk && step < 0) continue
      const first = this.#seenSlot[slot] !== this.#walk
      this.#seenSlot[slot] = this.#walk
      if (first) this.looked.push(slot)
      const state = slotState[slot]!
      if (state === EquipmentState.starved || state === EquipmentState.idle) {
        // One that could take units but does not follows its list; one that should bring some has none itself.
        if (step < 0) this.#ends.push(this.#culprits.sequence(station))
        else if (this.#holdsBack(station)) this.#findOnce(first, this.#culprits.sequence(station), slot)
        else this.#addUp(step)
      } else if (!first) continue
      else if (state === EquipmentState.blocked) this.#goDown(station, slot)
      else if (state === EquipmentState.waiting) this.#find(this.#culprits.waiting(station, slotCause[slot]!), -1)
      else this.#find(this.#culprits.station(station, state, slotCause[slot]!), slot)
    }
  }

  /** From a blocked slot: to where its unit wants to go; one that has no unit yet waits for room for those before it. */
  #goDown(station: number, slot: number) {
    const { steps, stepsOf } = this.#routes
    const wanted = this.#wants.next[slot]!
    if (this.#plant.slotUnit[slot]! >= 0 && wanted !== NOWHERE) {
      if (wanted >= 0) this.#addDown(wanted)
      else for (const step of steps[anyAfter(wanted)]!.next) this.#addDown(step)
      return
    }
    const able = stepsOf[station]!.filter((step) => steps[step]!.next.length > 0)
    const waiting = able.filter((step) => this.#wants.waiting[step]! > 0)
    for (const step of waiting.length > 0 ? waiting : able) {
      for (const buffer of steps[step]!.buffers) this.looked.push(this.#bufferNode(buffer))
      for (const next of steps[step]!.next) this.#addDown(next)
    }
  }

  /** Units wait for a station with a dispatch list, and it takes none of them. */
  #holdsBack(station: number): boolean {
    const { hasList, stepsOf, steps } = this.#routes
    if (!hasList[station]) return false
    for (const step of stepsOf[station]!) for (const buffer of steps[step]!.buffers) this.looked.push(this.#bufferNode(buffer))
    return stepsOf[station]!.some((step) => this.#wants.waiting[step]! > 0)
  }

  #endAt(product: number) {
    const { sourcesOf, isOrdered } = this.#routes
    for (const source of sourcesOf[product]!) this.#ends.push(this.#culprits.source(source))
    if (sourcesOf[product]!.length === 0) this.#ends.push(isOrdered[product] ? this.#culprits.noOrders : this.#culprits.notKnown)
  }

  #addUp(step: number) {
    if (this.#seenUp[step] === this.#walk) return
    this.#seenUp[step] = this.#walk
    this.#nextUp.push(step)
  }

  #addDown(step: number) {
    if (this.#seenDown[step] === this.#walk) return
    this.#seenDown[step] = this.#walk
    this.#nextDown.push(step)
  }

  #findOnce(first: boolean, culprit: number, slot: number) {
    if (first) this.#find(culprit, slot)
  }

  #find(culprit: number, slot: number) {
    this.found.push(culprit)
    this.foundSlot.push(slot)
  }

  #bufferNode(place: number): number {
    return this.#seenSlot.length + place
  }
}
