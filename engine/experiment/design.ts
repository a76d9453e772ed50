import { type StreamId, Streams } from '../random/index.ts'

/** Every combination of so many levels of each factor, the last factor turning fastest: `[2, 2]` is 00, 01, 10, 11. */
export function factorial(levels: readonly number[]): number[][] {
  return levels.reduce<number[][]>((points, count) => points.flatMap((point) => range(count).map((level) => [...point, level])), [[]])
}

/**
 * A Latin hypercube (McKay, Beckman & Conover 1979): each factor's range is cut into as many equal slices as there are points, and each slice
 * holds one point, at a random place in it. Places in [0, 1), a row a point. The name of a factor is the key of its luck, so a factor that is
 * added leaves the others as they were.
 */
export function latinHypercube(points: number, factors: readonly string[], seed: number): number[][] {
  const streams = new Streams(seed, 0)
  const columns = factors.map((name) => {
    const place = streams.open(name, 'latin hypercube')
    const slices = shuffled(points, streams, streams.open(name, 'latin hypercube order'))
    return slices.map((slice) => (slice + drawn(streams, place)) / points)
  })
  return range(points).map((point) => columns.map((column) => column[point]!))
}

/** Fisher and Yates. */
function shuffled(count: number, streams: Streams, stream: StreamId): number[] {
  const order = range(count)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(drawn(streams, stream) * (i + 1))
    const taken = order[i]!
    order[i] = order[j]!
    order[j] = taken
  }
  return order
}

function drawn(streams: Streams, stream: StreamId): number {
  streams.begin(stream)
  return streams.uniform()
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
