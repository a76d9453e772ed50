import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'

/** Chargers of each fleet: so many vehicles charge at a time, the others wait, first come, first served. */
export class Chargers {
  readonly #plant: Plant
  // per fleet
  charging: Int32Array
  head: Int32Array
  tail: Int32Array
  // per vehicle: metres left, and who waits behind it
  charge: Float64Array
  nextWaiting: Int32Array

  constructor(plant: Plant, fleetOf: Int32Array) {
    this.#plant = plant
    const { transport } = plant.tables.scenario
    this.charging = new Int32Array(transport.length)
    this.head = new Int32Array(transport.length).fill(NONE)
    this.tail = new Int32Array(transport.length).fill(NONE)
    this.charge = Float64Array.from(fleetOf, (f) => transport[f]!.battery?.range ?? 0)
    this.nextWaiting = new Int32Array(fleetOf.length).fill(NONE)
  }

  /** Must a vehicle that comes free charge first? */
  isLow(v: number, fleet: number): boolean {
    const { battery } = this.#plant.tables.scenario.transport[fleet]!
    return battery !== null && this.charge[v]! < battery.threshold * battery.range
  }

  /** It has come to the chargers. False: all are taken, it waits. */
  takes(v: number, fleet: number): boolean {
    if (this.charging[fleet]! < this.#plant.tables.scenario.transport[fleet]!.battery!.chargers) {
      this.charging[fleet]!++
      return true
    }
    this.nextWaiting[v] = NONE
    if (this.head[fleet] === NONE) this.head[fleet] = v
    else this.nextWaiting[this.tail[fleet]!] = v
    this.tail[fleet] = v
    return false
  }

  /** It is charged. Who has waited longest may charge now; NONE. */
  leaves(v: number, fleet: number): number {
    this.charge[v] = this.#plant.tables.scenario.transport[fleet]!.battery!.range
    this.charging[fleet]!--
    const next = this.head[fleet]!
    if (next === NONE) return NONE
    this.head[fleet] = this.nextWaiting[next]!
    if (this.head[fleet] === NONE) this.tail[fleet] = NONE
    return next
  }
}
