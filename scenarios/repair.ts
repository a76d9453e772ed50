import { collections } from './expand.ts'
import { limits } from './limits.ts'
import { type Mistake, meaning } from './mistakes.ts'
import type { Broken } from './structure.ts'
import { type Field, leaf, list, type MapTree, map, type Tree, textOf, valueAt, withFields } from './tree.ts'

/** The tree with unknown keys taken for the ones that are meant, if those are free, or taken out. */
export function withProperKeys(tree: MapTree, mistakes: readonly Mistake[]): MapTree {
  const names = new Map<Tree, Map<string, string | undefined>>()
  for (const { issue, path } of mistakes) {
    const owner = valueAt(tree, path)
    if (issue.code !== 'unrecognized_keys' || owner?.kind !== 'map') continue
    const renamed = names.get(owner) ?? new Map<string, string | undefined>()
    for (const key of issue.keys) {
      const { proper, meant } = meaning(key, path, tree)
      const isFree =
        proper === undefined && meant !== undefined && path.length > 0 && !owner.fields.has(meant) && ![...renamed.values()].includes(meant)
      renamed.set(key, isFree ? meant : undefined)
    }
    names.set(owner, renamed)
  }
  return rebuilt(tree, (value) => {
    const renamed = value.kind === 'map' ? names.get(value) : undefined
    if (renamed === undefined || value.kind !== 'map') return value
    const fields = [...value.fields].flatMap(([key, field]): [string, Field][] => {
      const name = renamed.has(key) ? renamed.get(key) : key
      return name === undefined ? [] : [[name, field]]
    })
    return map(value.at, new Map(fields))
  })
}

/** The tree without the elements and values in which something is wrong. */
export function without(tree: MapTree, mistakes: readonly Mistake[]): { tree: MapTree; broken: Broken } {
  const broken = new Map<string, Set<string>>()
  const bad = new Set<Tree>()
  const replaced: Record<string, Tree | undefined> = {}
  for (const { path } of mistakes) {
    const [head, index] = path
    const element = valueAt(tree, path.slice(0, 2))
    if (typeof head === 'string' && typeof index === 'number' && element) {
      bad.add(element)
      const id = textOf(element, head === 'dispatch' ? 'station' : 'id') ?? '*'
      broken.set(head, (broken.get(head) ?? new Set()).add(id))
    } else if (head === 'schema') replaced.schema = leaf(tree.at, 'takt/1')
    else if (head === 'horizon') replaced.horizon = leaf(tree.at, limits.duration)
    else if (typeof head === 'string') {
      if ((collections as readonly string[]).includes(head)) broken.set(head, new Set(['*']))
      replaced[head] = undefined
    }
  }
  const rest = rebuilt(tree, (value) =>
    value.kind === 'list'
      ? list(
          value.at,
          value.items.filter((item) => !bad.has(item)),
        )
      : value,
  )
  return { tree: withFields(rest, replaced), broken }
}

/** The tree with every list and map changed, from the top down. */
function rebuilt(tree: MapTree, change: (value: Tree) => Tree): MapTree {
  const visit = (value: Tree): Tree => {
    const changed = change(value)
    if (changed.kind === 'list') return list(changed.at, changed.items.map(visit))
    if (changed.kind === 'leaf') return changed
    return map(changed.at, new Map([...changed.fields].map(([key, field]) => [key, { key: field.key, tree: visit(field.tree) }])))
  }
  const result = visit(tree)
  return result.kind === 'map' ? result : tree
}
