import { problemAt } from './findings.ts'
import { rivalsOf } from './merge.ts'
import { elementName } from './naming.ts'
import { nearest } from './nearest.ts'
import { forbiddenKey, forbiddenKeys } from './parse-rules.ts'
import type { Problem } from './problem.ts'
import { leaf, list, type MapTree, type Spot, type Tree, withFields } from './tree.ts'

/** A change of a scenario as plain data. Paths are by id: `stations.drill.time.mean`. Values are written as in a file, with units. */
export type PatchOperation =
  /** Sets a value, or replaces a whole element. */
  | { readonly set: string; readonly value: unknown }
  /** Adds an element (with its id) to a list, or under an id that the path ends with. */
  | { readonly add: string; readonly value: unknown }
  /** Removes an element, or a value, which then has its default. */
  | { readonly remove: string }

export type Patch = readonly PatchOperation[]

/** An operation whose value and place in a file are known. */
export interface PlacedOperation {
  readonly kind: 'set' | 'add' | 'remove'
  readonly path: string
  readonly value: Tree
  readonly at: Spot
}

/** Applies the operations one after the other to a tree in full form; those that cannot be applied are reported and left out. */
export function applyPatch(tree: MapTree, operations: readonly PlacedOperation[], problems: Problem[]): MapTree {
  let patched: Tree = tree
  for (const operation of operations) {
    const steps = operation.path.split('.')
    if (steps.some((step) => step === '')) {
      problems.push(
        problemAt(
          operation.at,
          `\`${operation.path}\` is not a path`,
          'write keys and ids with points between them, such as `stations.drill.time.mean`',
          operation.path,
        ),
      )
      continue
    }
    const forbidden = [...steps, ...keysWithin(operation.value)].find((key) => forbiddenKeys.has(key))
    if (forbidden !== undefined) {
      problems.push({ ...forbiddenKey(operation.at, forbidden), path: operation.path })
      continue
    }
    patched = change(patched, steps, 0, operation, problems) ?? patched
  }
  return patched.kind === 'map' ? patched : tree
}

function keysWithin(value: Tree): string[] {
  if (value.kind === 'list') return value.items.flatMap(keysWithin)
  return value.kind === 'map' ? [...value.fields].flatMap(([key, field]) => [key, ...keysWithin(field.tree)]) : []
}

/** The tree with the operation done below step `depth`, or undefined if it was reported. */
function change(tree: Tree, steps: readonly string[], depth: number, operation: PlacedOperation, problems: Problem[]): Tree | undefined {
  const step = steps[depth]!
  const isLast = depth === steps.length - 1
  const here = steps.slice(0, depth).join('.') || 'the scenario'
  const refuse = (message: string, remedy: string) => {
    problems.push(problemAt(operation.at, message, remedy, operation.path))
    return undefined
  }
  if (tree.kind === 'leaf')
    return refuse(
      `\`${operation.path}\`: there is nothing below ${here}, which is ${tree.value === null ? 'not set' : `\`${tree.value}\``}`,
      `set \`${here}\` as a whole`,
    )

  if (tree.kind === 'map') {
    const below = tree.fields.get(step)?.tree
    if (!isLast) {
      if (below === undefined)
        return refuse(`\`${operation.path}\`: there is no \`${step}\` in ${here}`, suggestion(step, [...tree.fields.keys()]))
      const changed = change(below, steps, depth + 1, operation, problems)
      return changed && withFields(tree, { [step]: changed })
    }
    if (operation.kind === 'remove') {
      if (below === undefined) return refuse(`there is no \`${operation.path}\` to remove`, suggestion(step, [...tree.fields.keys()]))
      return withFields(tree, { [step]: undefined })
    }
    if (operation.kind === 'add' && below?.kind === 'list')
      return added(below, step, operation.value, operation, problems, (items) => withFields(tree, { [step]: list(below.at, items) }))
    if (operation.kind === 'add' && below !== undefined && below.kind === 'map')
      return refuse(`\`${operation.path}\` is there already`, 'write `set` to change it')
    const taken = Object.fromEntries(rivalsOf(step).map((rival) => [rival, undefined]))
    return withFields(tree, { ...taken, [step]: operation.value })
  }

  const listName = steps[depth - 1] ?? ''
  const names = tree.items.map((item) => elementName(listName, item))
  const index = names.indexOf(step)
  if (index < 0) {
    if (isLast && operation.kind === 'add' && operation.value.kind === 'map')
      return added(tree, listName, withFields(operation.value, { id: leaf(operation.at, step) }), operation, problems, (items) =>
        list(tree.at, items),
      )
    const known = names.flatMap((name) => name ?? [])
    const byNumber = /^\d+$/.test(step) ? 'elements are named by id, never by number; ' : ''
    return refuse(`\`${operation.path}\`: there is no \`${step}\` in ${here}`, `${byNumber}${suggestion(step, known)}`)
  }
  if (!isLast) {
    const changed = change(tree.items[index]!, steps, depth + 1, operation, problems)
    return changed && list(tree.at, tree.items.with(index, changed))
  }
  if (operation.kind === 'add') return refuse(`\`${operation.path}\` is there already`, 'write `set` to change it, or another id')
  if (operation.kind === 'remove') return list(tree.at, tree.items.toSpliced(index, 1))
  const value = operation.value
  const whole =
    value.kind === 'map' && !value.fields.has('id') && (tree.items[index] as Partial<MapTree>).fields?.has('id')
      ? withFields(value, { id: leaf(operation.at, step) })
      : value
  return list(tree.at, tree.items.with(index, whole))
}

function added(
  target: Tree & { kind: 'list' },
  listName: string,
  value: Tree,
  operation: PlacedOperation,
  problems: Problem[],
  done: (items: Tree[]) => Tree,
): Tree | undefined {
  const values = value.kind === 'list' ? value.items : [value]
  const names = new Set(target.items.map((item) => elementName(listName, item)))
  const twice = values.map((one) => elementName(listName, one)).find((name) => name !== undefined && names.has(name))
  if (twice !== undefined && listName !== 'initial' && listName !== 'jobs') {
    problems.push(
      problemAt(operation.at, `\`${twice}\` is in ${operation.path} already`, 'write `set` to change it, or another id', operation.path),
    )
    return undefined
  }
  return done([...target.items, ...values])
}

function suggestion(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  if (meant !== undefined) return `did you mean \`${meant}\`?`
  return known.length === 0 ? 'nothing is there yet' : `there is ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}`
}
