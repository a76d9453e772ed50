import { longer } from '../kernel/longer.ts'
import type { SimTime } from '../kernel/time.ts'
import { NO_DRAW } from './chance.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/**
 * Pallets that circulate: a unit takes one at an operation and gives it back at the end of a later one, and the empty needs a time to come back. A
 * unit has at most one. Which is which is not told apart.
 *
 *     free ──an operation takes it──▶ with a unit ──given back──▶ coming back ──▶ free
 */
export class Pallets {
  readonly #plant: Plant
  readonly #back: Int32Array
  readonly #count: Int32Array
  /** operation → pallet that it takes, and that it gives back; NONE */
  readonly takes: Int32Array
  readonly gives: Int32Array
  /** pallet → stations with an operation that takes it */
  readonly #takers: readonly (readonly number[])[]
  /** Are there any? */
  readonly used: boolean

  // per kind of pallet
  free: Int32Array
  coming: Int32Array
  /** unit → the pallet it is on; NONE */
  held: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, operations, index } = plant.tables
    const { pallets } = scenario
    const number = new Map(pallets.map(({ id }, i) => [id, i]))
    const of = (id: string | null) => (id === null ? NONE : number.get(id)!)
    const routed = scenario.products.flatMap(({ route }) => route)
    this.#back = Int32Array.from(pallets, ({ id, return: back }) =>
      back.kind === 'constant' && back.value === 0 ? NO_DRAW : plant.chance.open(back, id, 'pallet return'),
    )
    this.takes = Int32Array.from(routed, ({ takesPallet }) => of(takesPallet))
    this.gives = Int32Array.from(routed, ({ returnsPallet }) => of(returnsPallet))
    this.#takers = pallets.map((_, pallet) => [
      ...new Set(operations.flatMap(({ stations }, o) => (this.takes[o] === pallet ? [...stations] : []))),
    ])
    this.used = pallets.length > 0 && index.station.size > 0
    this.#count = Int32Array.from(pallets, ({ count }) => count)
    this.free = this.#count.slice()
    this.coming = new Int32Array(pallets.length)
    this.held = new Int32Array(this.used ? 64 : 0).fill(NONE)
  }

  begin() {
    for (let pallet = 0; pallet < this.free.length; pallet++) this.#changed(pallet)
  }

  /** The pallet that the unit lacks for the operation; NONE: none. */
  missing(unit: number, operation: number): number {
    const pallet = this.takes[operation]!
    return pallet === NONE || this.free[pallet]! > 0 || this.of(unit) !== NONE ? NONE : pallet
  }

  /** The pallet a unit is on; NONE. */
  of(unit: number): number {
    return unit < this.held.length ? this.held[unit]! : NONE
  }

  /** The operation begins: a unit that has no pallet yet takes one. */
  take(unit: number, operation: number) {
    const pallet = this.takes[operation]!
    if (pallet === NONE || this.of(unit) !== NONE) return
    if (unit >= this.held.length) {
      const before = this.held.length
      this.held = longer(this.held, 2 * unit)
      this.held.fill(NONE, before)
    }
    this.held[unit] = pallet
    this.free[pallet]!--
    this.#changed(pallet)
  }

  /** The operation has ended well: the unit leaves its pallet, if this is the one it is on. */
  leave(unit: number, operation: number) {
    if (this.gives[operation] !== NONE && this.of(unit) === this.gives[operation]) this.giveBack(unit)
  }

  /** A unit that leaves the plant, or its pallet, sets it free. */
  giveBack(unit: number) {
    const pallet = this.of(unit)
    if (pallet === NONE) return
    const { calendar, chance } = this.#plant
    this.held[unit] = NONE
    const back = this.#back[pallet]!
    if (back === NO_DRAW) return this.#comes(pallet)
    this.coming[pallet]!++
    this.#changed(pallet)
    calendar.schedule((calendar.now + chance.next(back)) as SimTime, Phase.arrival, pallet, Message.palletReturns)
  }

  returns(pallet: number) {
    this.coming[pallet]!--
    this.#comes(pallet)
  }

  #comes(pallet: number) {
    const { stations } = this.#plant
    this.free[pallet]!++
    this.#changed(pallet)
    const takers = this.#takers[pallet]!
    for (let i = 0; i < takers.length; i++) stations.touchFreeSlots(takers[i]!)
  }

  #changed(pallet: number) {
    const { doors } = this.#plant
    const free = this.free[pallet]!
    const coming = this.coming[pallet]!
    doors.palletsChanged(pallet, free, this.#count[pallet]! - free - coming, coming)
  }
}
