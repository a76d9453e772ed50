import { collections } from './expand.ts'
import { limits } from './limits.ts'
import { type Mistake, meaning } from './mistakes.ts'
import { isOptional, isQuantity, schemaAt } from './schema-walk.ts'
import type { Broken } from './structure.ts'
import { type Field, leaf, list, type MapTree, map, type Path, type Tree, textOf, valueAt, withFields } from './tree.ts'

/** Keys whose short forms were worked out before anyone asks what a misspelt one means. */
const expanded: ReadonlySet<string> = new Set([...collections, 'flow', 'extends', 'patch', 'objective'])

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
        proper === undefined &&
        meant !== undefined &&
        (path.length > 0 || !expanded.has(meant)) &&
        !owner.fields.has(meant) &&
        ![...renamed.values()].includes(meant)
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

/**
 * Stands in the tree for a quantity that cannot be read, and becomes NaN before anyone looks: no comparison with it is ever true, so that it
 * is not complained of again. A file in which it stands has been refused.
 */
const HOLE = 1.234567890123e-300

/** What schema made of a tree `withHoles`, its holes NaN. */
export function holesAsNaN<Data>(data: Data): Data {
  const visit = (value: unknown): unknown => {
    if (value === HOLE) return Number.NaN
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]))
  }
  return visit(data) as Data
}

/** Keys that mean no less to the rest of an element when they are left out: each has a default, and nothing else is wrong because of it. */
const spared: ReadonlySet<string> = new Set(
  'title area kind slots calendar rule blockingBeforeService costPerHour initialFamily capacity order stock size priority customer lateCost crew cost interrupted start pose price holdingCost'.split(
    ' ',
  ),
)
/** Lists of an element that are checked one by one. */
const parts: ReadonlySet<string> = new Set(['failures', 'maintenance', 'setups'])

/**
 * The tree with as little taken out as there is wrong: a quantity becomes a hole, a key with a default is left out, a failure, task or set-up
 * goes as a whole. `broken` names every element that lost something; `lost` are the mistakes that none of this mends.
 */
export function withHoles(tree: MapTree, mistakes: readonly Mistake[]): { tree: MapTree; broken: Broken; lost: Mistake[] } {
  const changes = new Map<Tree, Map<string | number, Tree | undefined>>()
  const broken = new Map<string, Set<string>>()
  const lost: Mistake[] = []
  for (const mistake of mistakes) {
    const hole = holeFor(mistake, tree)
    const owner = hole && valueAt(tree, hole.path.slice(0, -1))
    if (hole === undefined || owner === undefined) {
      lost.push(mistake)
      continue
    }
    changes.set(owner, (changes.get(owner) ?? new Map()).set(hole.path.at(-1)!, hole.value))
    note(broken, tree, mistake.path)
  }
  return { tree: rebuilt(tree, (value) => changed(value, changes.get(value))), broken, lost }
}

/** What of an element is given up for a mistake, and what stands there instead; nothing where the element has to go. */
function holeFor({ path }: Mistake, tree: MapTree): { path: Path; value: Tree | undefined } | undefined {
  const at = valueAt(tree, path)?.at ?? tree.at
  for (let length = path.length; length > 2; length--) {
    const part = path.slice(0, length)
    if (isQuantity(schemaAt(part, tree))) return { path: part, value: leaf(valueAt(tree, part)?.at ?? at, HOLE) }
    if (spared.has(String(part.at(-1))) && isOptional(schemaAt(part, tree))) return { path: part, value: undefined }
    if (length === 4 && parts.has(String(part[2]))) return { path: part, value: undefined }
  }
  return undefined
}

function changed(value: Tree, changes: ReadonlyMap<string | number, Tree | undefined> | undefined): Tree {
  if (changes === undefined) return value
  if (value.kind === 'map') return withFields(value, Object.fromEntries(changes))
  if (value.kind === 'leaf') return value
  return list(
    value.at,
    value.items.flatMap((item, i) => (changes.has(i) ? (changes.get(i) ?? []) : item)),
  )
}

function note(broken: Map<string, Set<string>>, tree: MapTree, [head, index]: Path) {
  if (typeof head !== 'string' || typeof index !== 'number') return
  const id = textOf(valueAt(tree, [head, index]), head === 'dispatch' ? 'station' : 'id') ?? '*'
  broken.set(head, (broken.get(head) ?? new Set()).add(id))
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
      note(broken, tree, path)
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
