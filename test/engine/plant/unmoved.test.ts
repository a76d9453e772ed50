import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kpiCatalogue, kpiValues } from '../../../analysis/kpi/index.ts'
import { seconds } from '../../../engine/kernel/time.ts'
import { Simulation, tallyFor } from '../../../engine/plant/simulation.ts'
import { loadScenario } from '../../../scenarios/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { buffer, exponential, failure, operation, product, sink, station } from './plants.ts'
import { anyPlant, HORIZON } from './random-scenario.ts'

const SEED = 20_261_124
const demos = ['phone-parts', 'auto-parts'].map((name) => {
  const file = fileURLToPath(new URL(`../../../scenarios/${name}.yaml`, import.meta.url))
  const loaded = loadScenario(readFileSync(file, 'utf8'), { file })
  if ('problems' in loaded) throw new Error(`${name} is not valid`)
  return [name, loaded.scenario] as const
})
/** What sums up the flow of the plant: an object through which nothing flows adds nothing. Means over stations and sums of money are others' business. */
const OF_THE_FLOW = ['throughput', 'leadTime', 'waitingTime', 'wip', 'scrapRatio', 'reworkRatio', 'onTimeRatio']

describe('[R1] what nothing hangs on', () => {
  describe.each([
    ['other titles change no number', renamed],
    ['an unconnected object changes no number of another', withStranger],
  ])('%s', (_, change) => {
    it.each(demos)('in %s', (_name, scenario) => {
      compare(scenario, change(scenario), 40_000, 3)
    })

    it(`in random plants (seed ${SEED})`, () => {
      fc.assert(
        fc.property(anyPlant, fc.nat(1000), (scenario, seed) => compare(scenario, change(scenario), HORIZON, seed)),
        { seed: SEED, numRuns: 60 },
      )
    })
  })
})

/** Every number of the plant is also one of the changed plant, to the bit. */
function compare(scenario: Scenario, changed: Scenario, until: number, seed: number) {
  const [before, after] = [numbersOf(scenario, until, seed), numbersOf(changed, until, seed)]
  for (const [key, value] of before) {
    const [name, subject] = key.split(' ') as [string, string]
    if (subject === 'plant' && !OF_THE_FLOW.includes(name)) continue
    expect([key, after.get(key)]).toEqual([key, value])
  }
}

function numbersOf(scenario: Scenario, until: number, seed: number): ReadonlyMap<string, number> {
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed, replication: 0, tally })
  simulation.run(seconds(until))
  tally.settle(simulation.now)
  const values = kpiValues(scenario, tally, simulation.now)
  return new Map(kpiCatalogue(scenario).map(({ name, subject }, i) => [`${name} ${subject}`, values[i]!]))
}

function renamed(scenario: Scenario): Scenario {
  const anew = <T extends { readonly title: string }>(list: readonly T[]) =>
    list.map((thing) => ({ ...thing, title: `other ${thing.title}` }))
  const { products, stations, buffers, sources, sinks, crews, materials } = scenario
  return {
    ...scenario,
    title: 'another title',
    description: 'and other words',
    products: anew(products).map((one) => ({ ...one, route: anew(one.route) })),
    stations: anew(stations).map((one) => ({ ...one, failures: anew(one.failures), maintenance: anew(one.maintenance) })),
    buffers: anew(buffers),
    sources: anew(sources),
    sinks: anew(sinks),
    crews: anew(crews),
    materials: anew(materials),
  }
}

/** A machine that fails beside the others, with a rack, a product that nobody asks for, and a way out. */
function withStranger(scenario: Scenario): Scenario {
  const stranger = station({
    id: 'stranger',
    time: exponential(10),
    failures: [failure({ clock: 'calendar', after: exponential(50), repair: exponential(5) })],
  })
  return {
    ...scenario,
    stations: [...scenario.stations, stranger],
    buffers: [...scenario.buffers, buffer({ id: 'strange-rack' })],
    sinks: [...scenario.sinks, sink({ id: 'strange-out' })],
    products: [
      ...scenario.products,
      product({ id: 'strange', sink: 'strange-out', route: [operation({ id: 'stranger', buffer: 'strange-rack' })] }),
    ],
  }
}
