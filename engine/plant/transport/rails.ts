import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'
import { type Guides, stopNumbers } from './guides.ts'
import { Task } from './tasks.ts'

/** Metres that two positions may be off by rounding. */
const HAIR = 1e-9

/**
 * Vehicles on a rail, in the order of their numbers, which none can change: each keeps the stretch that it moves on, from where it stands to where
 * it goes, until it is there, and no other comes closer to it than the gap.
 *
 *     ──[1]════════▶┆───────[2]──────◀═══[3]──      ═ kept by who moves on it
 *
 * Who finds its stretch not clear waits. One that is in its way and has nothing to do, or waits itself for a trip that was ordered later, gives way,
 * and so does the next behind that one, as far as it must. The first ordered trip always comes through, so nobody waits for ever.
 */
export class Rails {
  readonly #plant: Plant
  readonly #guides: Guides
  /** vehicle → the next in either direction; NONE: it is the outermost, or on no rail */
  readonly #below: Int32Array
  readonly #above: Int32Array
  readonly #gap: Float64Array
  /** The stretch of the rail on which there is room for it and all others. */
  readonly #lowest: Float64Array
  readonly #highest: Float64Array
  /** Where it is, along and across, metres. */
  along: Float64Array
  across: Float64Array
  /** The stretch that it keeps: where it stands, or all of its way. */
  low: Float64Array
  high: Float64Array
  /** 1 while it moves; 1 while it waits until its way is clear. */
  moves: Uint8Array
  waits: Uint8Array
  /** When its trip was ordered; Infinity: it has none. */
  orderedAt: Float64Array
  /** Where it moves to. */
  target: Float64Array

  constructor(plant: Plant, guides: Guides, fleetOf: Int32Array, home: Int32Array) {
    this.#plant = plant
    this.#guides = guides
    const { scenario, places } = plant.tables
    const vehicles = fleetOf.length
    const column = (fill: number) => new Float64Array(vehicles).fill(fill)
    this.#below = new Int32Array(vehicles).fill(NONE)
    this.#above = new Int32Array(vehicles).fill(NONE)
    this.#gap = column(0)
    this.#lowest = column(Number.NEGATIVE_INFINITY)
    this.#highest = column(Number.POSITIVE_INFINITY)
    this.along = column(0)
    this.across = column(0)
    for (let v = 0; v < vehicles; v++) {
      const fleet = fleetOf[v]!
      const rail = guides.rail(fleet)
      if (rail === null) continue
      const first = fleetOf.indexOf(fleet)
      const behind = v - first
      const ahead = scenario.transport[fleet]!.fleet - 1 - behind
      if (behind > 0) this.#below[v] = v - 1
      if (ahead > 0) this.#above[v] = v + 1
      this.#gap[v] = rail.gap
      if (rail.from !== null) this.#lowest[v] = rail.from + behind * rail.gap
      if (rail.to !== null) this.#highest[v] = rail.to - ahead * rail.gap
      const stops = stopNumbers(scenario, fleet, places)
      const start =
        home[fleet] !== NONE ? home[fleet]! : stops.reduce((low, stop) => (this.#isBelow(fleet, stop, low) ? stop : low), stops[0] ?? NONE)
      // Side by side from the first place on, or from the end of the rail.
      const begin = start === NONE ? 0 : guides.along(fleet, start)
      this.along[v] = Math.min(Math.max(begin + behind * rail.gap, this.#lowest[v]!), this.#highest[v]!)
      this.across[v] = start === NONE ? 0 : guides.across(fleet, start)
    }
    this.low = this.along.slice()
    this.high = this.along.slice()
    this.moves = new Uint8Array(vehicles)
    this.waits = new Uint8Array(vehicles)
    this.orderedAt = column(Number.POSITIVE_INFINITY)
    this.target = this.along.slice()
  }

  #isBelow(fleet: number, place: number, other: number): boolean {
    return this.#guides.along(fleet, place) < this.#guides.along(fleet, other)
  }

  /** Is there room on the rail for it to come to the place, with all the others beside it? */
  reaches(v: number, fleet: number, place: number): boolean {
    const at = this.#guides.along(fleet, place)
    return at >= this.#lowest[v]! - HAIR && at <= this.#highest[v]! + HAIR
  }

  /** It wants to go there. False: its way is not clear, it waits; who can give way does. */
  go(v: number, target: number): boolean {
    this.target[v] = target
    if (this.#isClear(v, target)) {
      this.waits[v] = 0
      this.#keep(v, target)
      return true
    }
    this.waits[v] = 1
    this.#askForWay(v, target, v)
    return false
  }

  #keep(v: number, target: number) {
    this.moves[v] = 1
    this.low[v] = Math.min(this.along[v]!, target)
    this.high[v] = Math.max(this.along[v]!, target)
  }

  #isClear(v: number, target: number): boolean {
    const [below, above] = [this.#below[v]!, this.#above[v]!]
    const gap = this.#gap[v]! - HAIR
    if (target > this.along[v]!) return above === NONE || this.low[above]! >= target + gap
    return target === this.along[v]! || below === NONE || this.high[below]! <= target - gap
  }

  /** Whoever stands in the way of `v`, for the sake of `first`, is to move on; if that needs room itself, the next. */
  #askForWay(v: number, target: number, first: number) {
    const up = target > this.along[v]!
    const other = up ? this.#above[v]! : this.#below[v]!
    if (other === NONE || this.moves[other] === 1 || !this.#givesWay(other, first)) return
    const aside = up ? target + this.#gap[v]! : target - this.#gap[v]!
    if (this.#isClear(other, aside)) {
      this.#keep(other, aside)
      this.#plant.fleets.givesWay(other, aside)
    } else this.#askForWay(other, aside, first)
  }

  #givesWay(v: number, first: number): boolean {
    const { fleets, vehicleFailures } = this.#plant
    if (vehicleFailures.down[v]! > 0) return false
    return fleets.task[v] === Task.none || (this.waits[v] === 1 && this.#goesBefore(first, v))
  }

  #goesBefore(v: number, other: number): boolean {
    return this.orderedAt[v]! < this.orderedAt[other]! || (this.orderedAt[v] === this.orderedAt[other] && v < other)
  }

  /** It is where it went. */
  stands(v: number, along: number, across: number) {
    this.along[v] = along
    this.across[v] = across
    this.low[v] = along
    this.high[v] = along
    this.moves[v] = 0
  }

  /** Something changed on the rail: those who wait try again, the first ordered first. */
  settle(first: number, end: number) {
    let last = NONE
    for (;;) {
      let next = NONE
      for (let v = first; v < end; v++) {
        const isLeft = this.waits[v] === 1 && this.moves[v] === 0 && (last === NONE || this.#goesBefore(last, v))
        if (isLeft && (next === NONE || this.#goesBefore(v, next))) next = v
      }
      if (next === NONE) return
      last = next
      this.#plant.fleets.goOn(next)
    }
  }

  /** Who stands in the way of one that waits, and does not wait itself; NONE. */
  inTheWayOf(v: number): number {
    if (this.waits[v] === 0) return NONE
    const up = this.target[v]! > this.along[v]!
    for (let other = up ? this.#above[v]! : this.#below[v]!; other !== NONE; other = up ? this.#above[other]! : this.#below[other]!)
      if (this.waits[other] === 0) return other
    return NONE
  }
}
