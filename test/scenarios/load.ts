import { type LoadOptions, loadScenario, type Problem } from '../../scenarios/index.ts'
import type { Scenario } from '../../scenarios/model.ts'

/** Loads a text that must be right. */
export function loaded(text: string, options: Partial<LoadOptions> = {}): Scenario {
  const result = loadScenario(text, { file: 'plant.yaml', ...options })
  if ('problems' in result) throw new Error(result.problems.map(shown).join('\n'))
  return result.scenario
}

/** Loads a text that must be wrong, and gives what is wrong with it. */
export function problemsOf(text: string, options: Partial<LoadOptions> = {}): readonly Problem[] {
  const result = loadScenario(text, { file: 'plant.yaml', ...options })
  return 'problems' in result ? result.problems : []
}

export const shown = ({ file, line, column, path, message, remedy }: Problem) => `${file}:${line}:${column} ${path}: ${message} → ${remedy}`

/** The first plant of the guide. */
export const rack = `schema: takt/1
title: Two machines and a rack
horizon: 8 h
flow:
  - source:  { id: blanks, every: 60 s }
  - station: { id: drill, time: { kind: lognormal, mean: 52 s, sd: 8 s }, yield: 98.5 %,
               failures: [ { clock: processing, after: { kind: exponential, mean: 4 h }, repair: { kind: erlang, k: 2, mean: 12 min } } ] }
  - buffer:  { id: rack, capacity: 20 }
  - station: { id: mill, time: 55 s }
  - sink:    { id: shipped }
`
