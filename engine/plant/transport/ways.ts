import type { Scenario } from '../../../scenarios/model.ts'
import type { Places } from '../../log/places.ts'
import { NONE } from '../tables.ts'

/** What is known of the ways to one node: the distance from every other, and the way on which one sets out. */
interface Approach {
  readonly distance: Float64Array
  readonly edge: Int32Array
}

/**
 * Where vehicles drive: on the ways of a network, always the shortest (Dijkstra), or, where there is none, straight from place to place. Nodes
 * are those of the network, or else the places themselves.
 */
export class Ways {
  readonly zones: readonly string[]
  readonly isNetwork: boolean
  readonly edgeTo: Int32Array
  readonly edgeLength: Float64Array
  readonly edgeZone: Int32Array
  /** node → edges that leave it */
  readonly out: readonly (readonly number[])[]
  readonly #edgeFrom: Int32Array
  readonly #nodeOf: Int32Array
  readonly #nodeById: ReadonlyMap<string, number>
  readonly #places: readonly { readonly x: number; readonly y: number }[]
  /** Worked out when it is first asked for; it never changes. */
  readonly #approaches: (Approach | undefined)[] = []

  constructor(scenario: Scenario, { ids }: Places) {
    const { network, stations, buffers, sinks, sources } = scenario
    this.#places = [...stations, ...buffers, ...sinks, ...sources].map(({ pose }) => pose)
    const ways = (network?.edges ?? []).flatMap(({ from, to, oneWay, length, zone }) =>
      oneWay
        ? [{ from, to, length, zone }]
        : [
            { from, to, length, zone },
            { from: to, to: from, length, zone },
          ],
    )
    const nodes = network?.nodes ?? []
    const node = new Map(nodes.map(({ id }, n) => [id, n]))
    this.isNetwork = network !== null
    this.zones = [...new Set(ways.flatMap(({ zone }) => zone ?? []))]
    this.#edgeFrom = Int32Array.from(ways, ({ from }) => node.get(from)!)
    this.edgeTo = Int32Array.from(ways, ({ to }) => node.get(to)!)
    this.edgeLength = Float64Array.from(ways, ({ length }) => length)
    this.edgeZone = Int32Array.from(ways, ({ zone }) => (zone === null ? NONE : this.zones.indexOf(zone)))
    this.out = nodes.map((_, n) => ways.flatMap((_, e) => (this.#edgeFrom[e] === n ? [e] : [])))
    this.#nodeOf = Int32Array.from(this.#places, (_, place) =>
      network === null ? place : nodes.findIndex(({ places }) => places.includes(ids[place]!)),
    )
    this.#nodeById =
      network === null
        ? new Map(this.#places.map((_, place) => [ids[place]!, place]))
        : new Map([...nodes.flatMap(({ places }, n) => places.map((id): [string, number] => [id, n])), ...node])
  }

  /** Of a place in the log. */
  nodeOf(place: number): number {
    return this.#nodeOf[place]!
  }

  /** Of a place or node by its id. */
  nodeNamed(id: string): number {
    return this.#nodeById.get(id)!
  }

  /** Metres. */
  distance(from: number, to: number): number {
    if (from === to) return 0
    if (this.isNetwork) return this.#to(to).distance[from]!
    const [a, b] = [this.#places[from]!, this.#places[to]!]
    const [x, y] = [a.x - b.x, a.y - b.y]
    return Math.sqrt(x * x + y * y)
  }

  /** The way on which one sets out. */
  first(from: number, to: number): number {
    return this.#to(to).edge[from]!
  }

  #to(target: number): Approach {
    const known = this.#approaches[target]
    if (known !== undefined) return known
    const count = this.out.length
    const distance = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
    const edge = new Int32Array(count).fill(NONE)
    const isDone = new Uint8Array(count)
    distance[target] = 0
    for (;;) {
      let nearest = NONE
      for (let n = 0; n < count; n++)
        if (isDone[n] === 0 && distance[n]! < (nearest === NONE ? Number.POSITIVE_INFINITY : distance[nearest]!)) nearest = n
      if (nearest === NONE) break
      isDone[nearest] = 1
      for (let e = 0; e < this.edgeTo.length; e++) {
        if (this.edgeTo[e] !== nearest) continue
        const from = this.#edgeFrom[e]!
        const far = distance[nearest]! + this.edgeLength[e]!
        if (far < distance[from]!) {
          distance[from] = far
          edge[from] = e
        }
      }
    }
    const approach = { distance, edge }
    this.#approaches[target] = approach
    return approach
  }
}
