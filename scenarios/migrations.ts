import { problemAt } from './findings.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './problem.ts'
import { child, leaf, type MapTree, withFields } from './tree.ts'

/** The version this program speaks. */
export const currentSchema = 'takt/1'

/** One step up: from a version to the next. `apply` need not change `schema` itself. */
export interface Migration {
  readonly from: string
  readonly to: string
  readonly apply: (tree: MapTree) => MapTree
}

/** Every step there is. Version 1 is the first, so there is none yet; the next version adds the step that leads to it. */
export const migrations: readonly Migration[] = []

/** Brings a file to the current version, step by step. The problem, if there is one, says which versions can be read. */
export function migrate(
  tree: MapTree,
  file: string,
  steps: readonly Migration[] = migrations,
  current = currentSchema,
): { tree: MapTree } | { problem: Problem } {
  const field = tree.fields.get('schema')
  if (field === undefined)
    return { problem: problemAt(tree.at, `\`schema\` is missing in ${file}`, `write \`schema: ${current}\` as the first line`, 'schema') }
  let migrated = tree
  for (let steps_ = 0; steps_ <= steps.length; steps_++) {
    const version = child(migrated, 'schema')
    const written = version?.kind === 'leaf' ? String(version.value) : ''
    if (written === current) return { tree: migrated }
    const step = steps.find(({ from }) => from === written)
    if (step === undefined) break
    migrated = withFields(step.apply(migrated), { schema: leaf(field.tree.at, step.to) })
  }
  const written = field.tree.kind === 'leaf' ? String(field.tree.value) : 'not a text'
  const known = [...steps.map(({ from }) => from), current]
  const newer = /^takt\/\d+$/.test(written) && Number(written.slice(5)) > Number(current.slice(5))
  const meant = nearest(written, known)
  const remedy = newer ? `this Takt reads ${known.join(', ')}; install a newer one` : `write \`schema: ${meant ?? current}\``
  return { problem: problemAt(field.tree.at, `unknown schema \`${written}\``, remedy, 'schema') }
}
