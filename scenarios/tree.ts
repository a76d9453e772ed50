/** A place in a text; line and column count from 1. */
export interface Spot {
  readonly file: string
  readonly line: number
  readonly column: number
}

export type Scalar = string | number | boolean | null

/**
 * What was read, before it has a meaning: plain data in which every value and every key remembers where it was written, through
 * `extends` and patches.
 */
export type Tree = Leaf | ListTree | MapTree

export interface Leaf {
  readonly kind: 'leaf'
  readonly at: Spot
  readonly value: Scalar
}

export interface ListTree {
  readonly kind: 'list'
  readonly at: Spot
  readonly items: readonly Tree[]
}

export interface MapTree {
  readonly kind: 'map'
  readonly at: Spot
  readonly fields: ReadonlyMap<string, Field>
}

export interface Field {
  /** Where the key stands. */
  readonly key: Spot
  readonly tree: Tree
}

/** Keys and list indexes from the root. */
export type Path = readonly (string | number)[]

export const leaf = (at: Spot, value: Scalar): Leaf => ({ kind: 'leaf', at, value })
export const list = (at: Spot, items: readonly Tree[]): ListTree => ({ kind: 'list', at, items })
export const map = (at: Spot, fields: ReadonlyMap<string, Field>): MapTree => ({ kind: 'map', at, fields })

/** The value of a field, if `tree` is a map that has it. */
export function child(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'map' ? tree.fields.get(key)?.tree : undefined
}

/** The text of a field, if it has one. */
export function textOf(tree: Tree | undefined, key: string): string | undefined {
  const value = child(tree, key)
  return value?.kind === 'leaf' && typeof value.value === 'string' ? value.value : undefined
}

/** The map with some fields set (a tree), or taken out (undefined). New keys stand where their value stands. */
export function withFields(tree: MapTree, changes: Readonly<Record<string, Tree | undefined>>): MapTree {
  const fields = new Map(tree.fields)
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) fields.delete(key)
    else fields.set(key, { key: fields.get(key)?.key ?? value.at, tree: value })
  }
  return map(tree.at, fields)
}

/** The data alone. */
export function plain(tree: Tree): unknown {
  if (tree.kind === 'leaf') return tree.value
  if (tree.kind === 'list') return tree.items.map(plain)
  return Object.fromEntries([...tree.fields].map(([key, field]) => [key, plain(field.tree)]))
}

/** Data as a tree; `spotOf` says where each value counts as written. Keys whose value is undefined are left out. */
export function planted(value: unknown, spotOf: (path: Path) => Spot, path: Path = []): Tree {
  const at = spotOf(path)
  if (Array.isArray(value))
    return list(
      at,
      value.map((item, i) => planted(item, spotOf, [...path, i])),
    )
  if (typeof value === 'object' && value !== null) {
    const fields = new Map<string, Field>()
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue
      const tree = planted(item, spotOf, [...path, key])
      fields.set(key, { key: tree.at, tree })
    }
    return map(at, fields)
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return leaf(at, value)
  throw new TypeError(`a scenario is plain data, not a ${typeof value}`)
}

/** What stands at `path`. */
export function valueAt(tree: Tree, path: Path): Tree | undefined {
  let value: Tree | undefined = tree
  for (const step of path) {
    if (value?.kind === 'map') value = value.fields.get(String(step))?.tree
    else if (value?.kind === 'list' && typeof step === 'number') value = value.items[step]
    else return undefined
  }
  return value
}

/** Where `path` stands: its own spot (or its key's), or that of the nearest thing around it that was written. */
export function spotOf(root: Tree, path: Path, part: 'value' | 'key' = 'value'): Spot {
  let tree = root
  let spot = root.at
  for (const [i, step] of path.entries()) {
    if (tree.kind === 'map' && typeof step === 'string') {
      const field = tree.fields.get(step)
      if (field === undefined) return spot
      tree = field.tree
      spot = part === 'key' && i === path.length - 1 ? field.key : tree.at
    } else if (tree.kind === 'list' && typeof step === 'number') {
      const item = tree.items[step]
      if (item === undefined) return spot
      tree = item
      spot = tree.at
    } else return spot
  }
  return spot
}
