import { type Path, type Tree, textOf } from './tree.ts'

/** The keys that name an element of a list, by the list's name; `id` where not listed. */
export const namingKeys: Readonly<Record<string, readonly string[]>> = {
  mix: ['product'],
  bands: ['calendar'],
  components: ['item'],
  dispatch: ['station'],
  jobs: ['order', 'operation'],
  next: ['to'],
  at: ['station'],
  values: ['value'],
  setups: ['from', 'to'],
  needs: ['crew', 'skill'],
  walks: ['from', 'to'],
  skills: ['skill'],
  parameters: ['id', 'parameter'],
  measures: ['characteristic'],
  effects: ['of', 'name'],
  truth: ['path'],
  units: ['product', 'operation', 'at', 'order'],
  slots: ['station', 'slot'],
  ages: ['of'],
  stopped: ['by'],
  arrivals: ['source'],
  purchases: ['material'],
  lots: ['material'],
  owed: ['source', 'item'],
  initial: ['product', 'operation', 'at', 'order'],
}

/**
 * What an element of the list `listName` is called in paths: its id, or what stands for one, such as `red>blue` of a set-up.
 * Undefined: it has no name.
 */
export function elementName(listName: string, element: Tree): string | undefined {
  const keys = namingKeys[listName] ?? ['id']
  const parts = keys.flatMap((key) => textOf(element, key) ?? [])
  return parts.length === 0 ? undefined : parts.join('>')
}

/** A path by id: `stations.drill.time.mean`. An element without a name gets its number from 1 in brackets. */
export function named(root: Tree, path: Path): string {
  let text = ''
  let tree: Tree | undefined = root
  let listName = ''
  for (const step of path) {
    if (typeof step === 'number') {
      tree = tree?.kind === 'list' ? tree.items[step] : undefined
      const name = tree && elementName(listName, tree)
      text += name === undefined ? `[${step + 1}]` : `.${name}`
    } else {
      tree = tree?.kind === 'map' ? tree.fields.get(step)?.tree : undefined
      text += text === '' ? step : `.${step}`
      listName = step
    }
  }
  return text
}
