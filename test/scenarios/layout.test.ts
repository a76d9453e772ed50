import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../scenarios/model.ts'
import { scenarioInput } from './arbitrary.ts'
import { loaded, rack } from './load.ts'
import { everything } from './plants.ts'

const placesOf = (scenario: Scenario) =>
  [...scenario.sources, ...scenario.stations, ...scenario.buffers, ...scenario.sinks, ...scenario.materials].map(({ id, pose }) => ({
    id,
    ...pose,
  }))
const drawn = (scenario: Scenario) => Object.fromEntries(placesOf(scenario).map(({ id, x, y }) => [id, [x, y]]))

function overlaps(scenario: Scenario): string[] {
  const places = placesOf(scenario)
  return places.flatMap((a, i) =>
    places
      .slice(0, i)
      .filter((b) => Math.abs(a.x - b.x) < 2 && Math.abs(a.y - b.y) < 2)
      .map((b) => `${a.id} on ${b.id}`),
  )
}

describe('the layout', () => {
  it('goes from left to right along the route', () => {
    expect(drawn(loaded(rack))).toEqual({ blanks: [0, 0], drill: [4, 0], rack: [8, 0], mill: [12, 0], shipped: [16, 0] })
  })

  it('stacks alternatives and puts lines that share nothing below each other', () => {
    const scenario = loaded(`schema: takt/1
horizon: 1 h
stations: { a1: { time: 1 }, a2: { time: 1 }, b: { time: 1 }, spare: }
sinks: { out-a: , out-b: }
sources: { in-a: { product: a, every: 1 }, in-b: { product: b, every: 1 } }
materials: { steel: , glue: }
products:
  a: { route: [ { stations: [ a1, a2 ] } ], sink: out-a }
  b: { route: [ b ], sink: out-b }`)
    expect(drawn(scenario)).toEqual({
      'in-a': [0, -2], a1: [4, 0], a2: [4, -4], 'out-a': [8, -2],
      'in-b': [0, -12], b: [4, -12], 'out-b': [8, -12],
      spare: [0, -24],
      steel: [0, 8], glue: [4, 8],
    }) // biome-ignore format: a plan of the floor
  })

  it('keeps what has a place, and puts nothing on top of it', () => {
    const scenario = loaded(rack.replace('id: drill,', 'id: drill, pose: { x: 12, y: 0, rotation: 90 },'))
    expect(scenario.stations[0]?.pose).toEqual({ x: 12, y: 0, rotation: 90 })
    expect(drawn(scenario)).toMatchObject({ blanks: [0, 0], mill: [12, -4] })
    expect(overlaps(scenario)).toEqual([])
  })

  it('something that no route uses moves nothing else', () => {
    // The racks of what no route uses stand beside it.
    const { cooling: _cooling, bay: _bay, small: _small, ...before } = drawn(loaded(everything))
    const after = drawn(loaded(everything.replace('buffers:\n', 'buffers:\n  spare: { capacity: 3 }\n')))
    expect(after).toMatchObject(before)
  })

  it('a route that comes back to a station has an end too', () => {
    const scenario = loaded(
      'schema: takt/1\nhorizon: 1 h\nstations: { a: { time: 1 }, b: { time: 1 } }\nsinks: { out: }\nproducts: { p: { route: [ a, b, a, b ] } }',
    )
    expect(drawn(scenario)).toEqual({ a: [0, 0], b: [4, 0], out: [8, 0] })
  })

  it('nothing stands on anything else, whatever the plant', () => {
    fc.assert(
      fc.property(scenarioInput, (input) => {
        const automatic = Object.fromEntries(
          Object.entries(input.stations).map(([id, station]) => [id, { ...(station as object), pose: undefined }]),
        )
        expect(overlaps(loaded(JSON.stringify({ ...input, stations: automatic })))).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it('a line of 500 stations, each with a buffer', () => {
    const ids = Array.from({ length: 500 }, (_, i) => i)
    const scenario = loaded(
      JSON.stringify({
        schema: 'takt/1',
        horizon: 1,
        flow: [
          ...ids.flatMap((i) => [{ buffer: { id: `b${i}`, capacity: 1 } }, { station: { id: `s${i}`, time: 1 } }]),
          { sink: { id: 'out' } },
        ],
      }),
    )
    expect(drawn(scenario)).toMatchObject({ b0: [0, 0], s0: [4, 0], s499: [3996, 0], out: [4000, 0] })
  })
})
