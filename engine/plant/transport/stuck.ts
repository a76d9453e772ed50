import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'
import { Task } from './tasks.ts'

/** Vehicles that wait for each other's zones in a ring, a sentence each; null: there is no such ring. */
export function ringOfZones({ fleets, zones }: Plant): readonly string[] | null {
  const names = fleets.ways.zones
  for (let start = 0; start < fleets.vehicles; start++) {
    const ring: number[] = []
    for (let v = start; zones.waitsFor[v] !== NONE; ) {
      ring.push(v)
      v = zones.holder[zones.waitsFor[v]!]!
      if (v === start)
        return ring.map(
          (one) => `vehicle ${fleets.nameOf(one)} is in zone ${names[zones.zone[one]!]} and waits for zone ${names[zones.waitsFor[one]!]}`,
        )
      if (v === NONE || ring.includes(v)) break
    }
  }
  return null
}

/** What vehicles have to do with a standstill: who on them can still move, and who waits behind whom. */
export class StuckVehicles {
  readonly #plant: Plant
  readonly #inRing: ReadonlySet<number>

  constructor(plant: Plant) {
    this.#plant = plant
    this.#inRing = new Set(all(plant).filter((v) => waitsForRing(plant, v)))
  }

  /** Units that a vehicle fetches or carries; nor those that stand before their queue, nor those behind them on a rail, which have to wait for these. */
  underWay(): number[] {
    const { fleets } = this.#plant
    return all(this.#plant)
      .filter((v) => fleets.task[v] !== Task.standing && !this.#inRing.has(v) && this.#behind(v) === NONE)
      .flatMap((v) => fleets.unitsOf(v))
  }

  /** Units on vehicles that wait behind one that stands with a unit before its queue: unit → that unit. */
  behindOthers(): ReadonlyMap<number, number> {
    const { fleets } = this.#plant
    const found = new Map<number, number>()
    for (const v of all(this.#plant)) {
      if (this.#inRing.has(v)) continue
      const own = fleets.unitsOf(v)
      const ahead = fleets.task[v] === Task.standing ? own[0]! : this.#behind(v)
      if (ahead !== NONE) for (const unit of own) if (unit !== ahead) found.set(unit, ahead)
    }
    return found
  }

  /** The unit for which a vehicle stands that another waits for on its rail; NONE. */
  #behind(v: number): number {
    const { fleets, rails } = this.#plant
    const other = rails.inTheWayOf(v)
    return other === NONE || fleets.task[other] !== Task.standing ? NONE : fleets.unitsOf(other)[0]!
  }

  /** May a vehicle of the fleet be free one day, where these units may still move? */
  mayServe(fleet: number, moves: ReadonlySet<number>): boolean {
    return this.#of(fleet).some((v) => {
      const { fleets } = this.#plant
      const units = fleets.unitsOf(v)
      return !this.#inRing.has(v) && (units.length === 0 || moves.has(units[0]!))
    })
  }

  /** Units that stand on a vehicle of the fleet before their queue. */
  standing(fleet: number): number[] {
    const { fleets } = this.#plant
    return this.#of(fleet).flatMap((v) => (fleets.task[v] === Task.standing ? [fleets.unitsOf(v)[0]!] : []))
  }

  #of(fleet: number): number[] {
    return all(this.#plant).filter((v) => this.#plant.fleets.fleetOf[v] === fleet)
  }
}

const all = ({ fleets }: Plant) => Array.from({ length: fleets.vehicles }, (_, v) => v)

function waitsForRing({ zones }: Plant, start: number): boolean {
  const seen = new Set<number>()
  let v = start
  while (v !== NONE && zones.waitsFor[v] !== NONE && !seen.has(v)) {
    seen.add(v)
    v = zones.holder[zones.waitsFor[v]!]!
  }
  return v !== NONE && seen.has(v)
}
