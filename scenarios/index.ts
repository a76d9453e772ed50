import { inOrder } from './findings.ts'
import { scenarioHash } from './hash.ts'
import { finish, patchedTree, type ReadFile, resolve } from './load.ts'
import type { Scenario } from './model.ts'
import type { Patch } from './patch.ts'
import { placedPatch, readSets } from './patch-file.ts'
import type { Problem, Problems } from './problem.ts'
import { planted } from './tree.ts'

export { checkSize } from './guard.ts'
export { scenarioHash } from './hash.ts'
export { jsonSchema } from './json-schema.ts'
export { limits } from './limits.ts'
export type { ReadFile } from './load.ts'
export type { Patch, PatchOperation } from './patch.ts'
export type { Problem, Problems } from './problem.ts'
export { toYaml, type Variant } from './to-yaml.ts'

export interface LoadOptions {
  /** What the file is called in problems, and what `extends` is seen from. */
  readonly file: string
  /** Gives the text of a file that is extended, by its path seen from where `file` is seen from; throws where there is none. */
  readonly read?: ReadFile
  /** Changes of a command line, `path=value`, applied in order, before `patch`. */
  readonly set?: readonly string[]
  readonly patch?: Patch
}

/** A scenario in its normal form and the hash of that. */
export interface LoadedScenario {
  readonly scenario: Scenario
  readonly hash: string
  /** What is not wrong, and hardly what was meant; absent where there is nothing. */
  readonly remarks?: readonly Problem[]
}

/** The text of a scenario file, YAML or JSON, in its normal form; or every mistake in it. Never throws, whatever the text. */
export function loadScenario(text: string, { file, read, set = [], patch = [] }: LoadOptions): LoadedScenario | Problems {
  const problems: Problem[] = []
  const operations = [...readSets(set, problems), ...placedPatch(patch)]
  const resolved = resolve(text, file, read, { isPatched: operations.length > 0 || set.length > 0 })
  if ('problems' in resolved) return { problems: inOrder([...problems, ...resolved.problems]) }
  if (problems.length > 0) return { problems: inOrder([...problems, ...finish(resolved.tree, file).problems]) }
  const patched = patchedTree(resolved.tree, operations, file)
  return 'problems' in patched ? { problems: inOrder(patched.problems) } : finished(patched.tree, file)
}

/** The scenario with changes, checked again from the ground up. Problems name the operation by its number, as line of `patch`. */
export function patchScenario(scenario: Scenario, patch: Patch): LoadedScenario | Problems {
  const tree = planted(scenario, () => ({ file: scenario.id, line: 1, column: 1 }))
  if (tree.kind !== 'map') throw new TypeError('a scenario is a map')
  const patched = patchedTree(tree, placedPatch(patch), scenario.id)
  return 'problems' in patched ? { problems: inOrder(patched.problems) } : finished(patched.tree, scenario.id)
}

function finished(tree: Parameters<typeof finish>[0], file: string): LoadedScenario | Problems {
  const { scenario, problems, remarks = [] } = finish(tree, file)
  return scenario === undefined ? { problems } : { scenario, hash: scenarioHash(scenario), ...(remarks.length > 0 && { remarks }) }
}
