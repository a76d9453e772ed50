import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'

/**
 * Zones of the network: one vehicle at a time is in one. It enters a way of a zone only when no other vehicle is in that zone, and keeps the zone it
 * is in until it has the next one or is there: so two can wait for each other.
 */
export class Zones {
  readonly #plant: Plant
  /** vehicle → the zone that it is in, the one it waits for, and who waits behind it */
  zone: Int32Array
  waitsFor: Int32Array
  nextWaiting: Int32Array
  /** zone → who is in it, and who waits for it */
  holder: Int32Array
  head: Int32Array
  tail: Int32Array

  constructor(plant: Plant, vehicles: number, zones: number) {
    this.#plant = plant
    this.zone = new Int32Array(vehicles).fill(NONE)
    this.waitsFor = new Int32Array(vehicles).fill(NONE)
    this.nextWaiting = new Int32Array(vehicles).fill(NONE)
    this.holder = new Int32Array(zones).fill(NONE)
    this.head = new Int32Array(zones).fill(NONE)
    this.tail = new Int32Array(zones).fill(NONE)
  }

  /** The shortest way on; if its zone is taken, another that is free and at most twice as long in all; NONE: it waits for the zone. */
  chooseWay(v: number, at: number, target: number): number {
    const { ways } = this.#plant.fleets
    const direct = ways.first(at, target)
    if (this.#isFreeFor(v, direct)) return direct
    let best = NONE
    let least = 2 * ways.distance(at, target)
    for (const edge of ways.out[at]!) {
      const to = ways.edgeTo[edge]!
      const far = ways.edgeLength[edge]! + ways.distance(to, target)
      const comesBack = to !== target && ways.edgeTo[ways.first(to, target)] === at
      if (far <= least && !comesBack && this.#isFreeFor(v, edge)) {
        best = edge
        least = far
      }
    }
    if (best === NONE) this.#waitFor(v, ways.edgeZone[direct]!)
    return best
  }

  #isFreeFor(v: number, edge: number): boolean {
    const zone = this.#plant.fleets.ways.edgeZone[edge]!
    return zone === NONE || this.holder[zone] === NONE || this.holder[zone] === v
  }

  #waitFor(v: number, zone: number) {
    this.waitsFor[v] = zone
    this.nextWaiting[v] = NONE
    if (this.head[zone] === NONE) this.head[zone] = v
    else this.nextWaiting[this.tail[zone]!] = v
    this.tail[zone] = v
  }

  /** It is in this zone now, and no longer in the one before: whoever waits longest for that one decides anew. */
  change(v: number, zone: number) {
    const before = this.zone[v]!
    if (before === zone) return
    this.zone[v] = zone
    if (zone !== NONE) this.holder[zone] = v
    if (before === NONE) return
    this.holder[before] = NONE
    const next = this.head[before]!
    if (next === NONE) return
    this.head[before] = this.nextWaiting[next]!
    if (this.head[before] === NONE) this.tail[before] = NONE
    this.waitsFor[next] = NONE
    this.#plant.fleets.goOn(next)
  }
}
