import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadScenario, patchScenario, scenarioHash, toYaml } from '../../scenarios/index.ts'
import { scenarioInput } from './arbitrary.ts'
import { loaded, rack } from './load.ts'
import { everything } from './plants.ts'

/** Keys the other way round, at every depth. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, turned(one)]),
  )
}

describe('the normal form', () => {
  it.each([
    ['the first plant', rack],
    ['everything', everything],
  ])('%s: is valid input and its own normal form', (_, text) => {
    const scenario = loaded(text)
    expect(loaded(JSON.stringify(scenario), { file: 'other.json' })).toEqual(scenario)
    expect(patchScenario(scenario, [])).toEqual({ scenario, hash: scenarioHash(scenario) })
  })

  it.each([
    ['the first plant', rack],
    ['everything', everything],
  ])('%s: saved as YAML for people, it loads as the same', (_, text) => {
    const scenario = loaded(text)
    expect(loaded(toYaml(scenario), { file: 'other.yaml' })).toEqual(scenario)
  })

  it('any scenario: is its own normal form, survives saving, and has the hash of its meaning', () => {
    fc.assert(
      fc.property(scenarioInput, (input) => {
        const first = loadScenario(JSON.stringify(input), { file: 'plant.json' })
        if ('problems' in first) throw new Error(JSON.stringify(first.problems, null, 1))
        const { scenario, hash } = first
        for (const [text, file] of [
          [JSON.stringify(scenario), 'a.json'],
          [toYaml(scenario), 'b.yaml'],
        ] as const) {
          const { remarks: _, ...again } = { remarks: undefined, ...loadScenario(text, { file }) } // they say where they stand
          expect(again).toEqual({ scenario, hash })
        }
        expect(scenarioHash(turned(scenario) as typeof scenario)).toBe(hash)
        expect(
          loadScenario(JSON.stringify({ ...(turned(input) as object), stations: input.stations }), { file: 'plant.json' }),
        ).toMatchObject({ scenario: { stations: scenario.stations } })
      }),
      { numRuns: 30 },
    )
  })

  it('a change of any number is a change of the hash', () => {
    const scenario = loaded(rack)
    expect(scenarioHash({ ...scenario, horizon: scenario.horizon + 1 })).not.toBe(scenarioHash(scenario))
    expect(scenarioHash(scenario)).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it('the hash is that of the canonical JSON, and stays what it was', () => {
    expect(loadScenario(rack, { file: 'rack.yaml' })).toMatchObject({
      hash: 'sha256:877aaba38908cc23f641016b45eb896cb1dce5bbe7ea90b380a81347d3293c10',
    })
  })
})

describe('saving', () => {
  it('is a file that a person can edit', () => {
    expect(toYaml(loaded(rack))).toMatchInlineSnapshot(`
      "schema: takt/1
      id: two-machines-and-a-rack
      title: Two machines and a rack
      horizon: 8 h
      startTime: 2026-01-05T00:00Z

      products:
        - id: part
          route: [ { id: drill, stations: [ drill ] }, { id: mill, stations: [ mill ], buffer: rack } ]
          sink: shipped
      sources: [ { id: blanks, product: part, every: 1 min } ]

      stations:
        - id: drill
          time: { kind: lognormal, mean: 52 s, sd: 8 s }
          yield: 98.5 %
          failures:
            - { id: failure, after: { kind: exponential, mean: 4 h }, repair: { kind: erlang, k: 2, mean: 12 min } }
        - { id: mill, time: 55 s }
      buffers: [ { id: rack, capacity: 20 } ]
      sinks: [ { id: shipped } ]
      "
    `)
  })

  it('a variant is a small file', () => {
    const text = toYaml({
      schema: 'takt/1',
      extends: 'rack.yaml',
      title: 'Faster',
      patch: [{ set: 'stations.drill.time.mean', value: '50 s' }, { remove: 'stations.drill.failures.failure' }],
    })
    expect(text).toMatchInlineSnapshot(`
      "schema: takt/1
      extends: rack.yaml
      title: Faster
      patch: [ { set: stations.drill.time.mean, value: 50 s }, { remove: stations.drill.failures.failure } ]
      "
    `)
    expect(loaded(text, { read: () => rack }).stations[0]).toMatchObject({ time: { mean: 50 }, failures: [] })
  })
})
