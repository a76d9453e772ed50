import type { Scenario } from '../../../scenarios/model.ts'
import { seconds } from '../../kernel/time.ts'

/** Where somebody is before the first way, if the crew has a home. Stations are their numbers. */
export const HOME = -2

/** How long people walk: a crew's known ways first, then the straight line at its speed, else no time. */
export class Walks {
  readonly #scenario: Scenario
  readonly #known: readonly ReadonlyMap<number, number>[]
  /** crew, or kind of tools → 1 where ways take time: tools are at hand everywhere */
  readonly takeTime: Uint8Array

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    const place = new Map<string, number>([['home', HOME], ...scenario.stations.map(({ id }, i): [string, number] => [id, i])])
    const way = (from: string, to: string, time: number): [number, number] => [this.#way(place.get(from)!, place.get(to)!), seconds(time)]
    this.#known = scenario.crews.map(
      ({ walks }) =>
        new Map([...walks.map(({ from, to, time }) => way(to, from, time)), ...walks.map(({ from, to, time }) => way(from, to, time))]),
    )
    this.takeTime = new Uint8Array(scenario.crews.length + scenario.tools.length)
    scenario.crews.forEach(({ speed, walks }, crew) => {
      if (speed !== null || walks.length > 0) this.takeTime[crew] = 1
    })
  }

  /** µs from place to place; 0 from nowhere. */
  time(crew: number, from: number, to: number): number {
    if (from === to || from === -1 || this.takeTime[crew] === 0) return 0
    const known = this.#known[crew]!
    if (known.size > 0) {
      const time = known.get(this.#way(from, to))
      if (time !== undefined) return time
    }
    const { crews, stations } = this.#scenario
    const { speed, home } = crews[crew]!
    const a = from === HOME ? home : stations[from]!.pose
    if (speed === null || a === null) return 0
    const b = stations[to]!.pose
    const x = b.x - a.x
    const y = b.y - a.y
    return seconds(Math.sqrt(x * x + y * y) / speed)
  }

  #way(from: number, to: number): number {
    return (from - HOME) * (this.#scenario.stations.length - HOME) + to - HOME
  }
}
