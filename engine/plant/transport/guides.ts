import type { Guide, Scenario } from '../../../scenarios/model.ts'
import { stopsOf } from '../../../scenarios/stops.ts'
import type { Places } from '../../log/places.ts'
import { ridingTime } from '../conveyors.ts'
import { NONE } from '../tables.ts'

type Rail = Extract<Guide, { kind: 'rail' }>

/**
 * Where guided vehicles go, and how long that takes: along a rail, up and down a shaft, round a turntable. A place has one position along the
 * guide (metres, metres, degrees), on a rail another across it. Nothing here changes in a run.
 */
export class Guides {
  readonly #guides: readonly (Guide | null)[]
  /** fleet → place in the log → position; null: not guided */
  readonly #along: readonly (Float64Array | null)[]
  readonly #across: readonly (Float64Array | null)[]

  constructor(scenario: Scenario, { ids }: Places) {
    const { stations, buffers, sinks, sources, transport } = scenario
    const poses = [...stations, ...buffers, ...sinks, ...sources].map(({ pose }) => pose)
    this.#guides = transport.map(({ guide }) => guide)
    const listed = (stops: readonly { readonly places: readonly string[] }[], at: (stop: number) => number) =>
      Float64Array.from(poses, (_, place) => {
        const stop = stops.findIndex(({ places }) => places.includes(ids[place]!))
        return stop < 0 ? 0 : at(stop)
      })
    this.#along = this.#guides.map((guide) => {
      if (guide === null) return null
      if (guide.kind === 'shaft') return listed(guide.levels, (stop) => guide.levels[stop]!.height)
      if (guide.kind === 'turntable') return listed(guide.ports, (stop) => guide.ports[stop]!.angle)
      return Float64Array.from(poses, (pose) => pose[guide.axis])
    })
    this.#across = this.#guides.map((guide) =>
      guide?.kind === 'rail' ? Float64Array.from(poses, (pose) => pose[guide.axis === 'x' ? 'y' : 'x']) : null,
    )
  }

  isGuided(fleet: number): boolean {
    return this.#guides[fleet] !== null
  }

  rail(fleet: number): Rail | null {
    const guide = this.#guides[fleet]!
    return guide?.kind === 'rail' ? guide : null
  }

  along(fleet: number, place: number): number {
    return this.#along[fleet]![place]!
  }

  across(fleet: number, place: number): number {
    return this.#across[fleet]![place]!
  }

  /** How far apart two places of a shaft (metres) or turntable (degrees, the shorter way round) are. */
  distance(fleet: number, from: number, to: number): number {
    const far = Math.abs(this.along(fleet, from) - this.along(fleet, to))
    if (this.#guides[fleet]!.kind !== 'turntable') return far
    const turn = far % 360
    return turn > 180 ? 360 - turn : turn
  }

  /** µs for a run in a shaft or on a turntable. */
  time(fleet: number, from: number, to: number, speed: number): number {
    const guide = this.#guides[fleet]!
    const far = this.distance(fleet, from, to)
    if (guide.kind === 'turntable') return Math.round((far / 360) * guide.turnTime * 1e6)
    const doors = guide.kind === 'shaft' && far > 0 ? Math.round(guide.doorTime * 1e6) : 0
    return ridingTime(far, speed) + doors
  }
}

/** Numbers of places, in the log, that the fleet comes to. */
export function stopNumbers(scenario: Scenario, fleet: number, { ids }: Places): readonly number[] {
  return [...stopsOf(scenario).get(scenario.transport[fleet]!.id)!].map((id) => ids.indexOf(id)).filter((place) => place !== NONE)
}
