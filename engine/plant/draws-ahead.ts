import type { Chance, Draw } from './chance.ts'

const SHIFT = 5
const AHEAD = 1 << SHIFT

/**
 * What a line draws, a few dozen units ahead: a loop in which no draw waits for another is a good deal faster than one draw here and one there. They are
 * the same draws, for they depend on nothing that happens: units begin at a station in the order of their numbers, and work on each is drawn by its luck.
 */
export class DrawsAhead {
  readonly #chance: Chance
  readonly #arrival: Draw
  readonly #luck: number
  readonly #works: Int32Array
  readonly #gaps = new Float64Array(AHEAD)
  #gapsUsed = AHEAD
  /** Of each step, for the units from a multiple of AHEAD on. */
  readonly #times: Float64Array

  /** `works`: the draw of each step. `luck`: of the first unit. */
  constructor(chance: Chance, { arrival, works, luck }: { readonly arrival: Draw; readonly works: Int32Array; readonly luck: number }) {
    this.#chance = chance
    this.#arrival = arrival
    this.#works = works
    this.#luck = luck
    this.#times = new Float64Array(works.length << SHIFT)
  }

  /** µs until the next arrival. */
  gap(): number {
    if (this.#gapsUsed === AHEAD) {
      this.#chance.nextOnes(this.#arrival, this.#gaps)
      this.#gapsUsed = 0
    }
    return this.#gaps[this.#gapsUsed++]!
  }

  /** µs of work on the unit at this step, to be asked for each unit in turn. */
  work(step: number, unit: number): number {
    const turn = unit & (AHEAD - 1)
    if (turn === 0) this.#chance.ofOnes(this.#works[step]!, this.#luck + unit, step, this.#times, step << SHIFT, AHEAD)
    return this.#times[(step << SHIFT) + turn]!
  }
}
