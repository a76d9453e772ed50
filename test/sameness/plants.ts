import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { largePlant } from '../../bench/large-plant.ts'
import { loadScenario } from '../../scenarios/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { anyPlant } from '../engine/plant/random-scenario.ts'
import { richPlant } from '../engine/plant/rich-plant.ts'

const MOST_SECONDS = 60_000

/** Twenty plants of every kind, in normal form: the demo plants, what the pages of the elements show, some with known answers, a large one, and random ones. */
export function plantsOf(root: string): readonly Scenario[] {
  const laws = ['line10', 'rework', 'priorities', 'reorder-point', 'machine-repair-2', 'mm2'].map((name) => `scenarios/laws/${name}.yaml`)
  const found = (folder: string) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${folder}/${name}`)
  const written = [...found('scenarios'), ...laws, ...found('docs/elements')].map((file) => load(root, file))
  const large = largePlant({ stations: 80, products: 8, stages: 10 })
  const made = [named(richPlant(), 'rich plant'), named(large, 'large plant')]
  const random = fc.sample(anyPlant, { seed: 20_261_122, numRuns: 8 }).map((scenario, i) => named(scenario, `random plant ${i}`))
  return [...made, ...written, ...random]
    .slice(0, 20)
    .map((scenario) => ({ ...scenario, horizon: Math.min(scenario.horizon, MOST_SECONDS) }))
}

function load(root: string, file: string): Scenario {
  const loaded = loadScenario(readFileSync(join(root, file), 'utf8'), { file: join(root, file) })
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'))
  return named(loaded.scenario, file)
}

const named = (scenario: Scenario, title: string): Scenario => ({ ...scenario, title })
