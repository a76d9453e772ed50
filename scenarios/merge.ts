import { collections, keyedList } from './expand.ts'
import { elementName } from './naming.ts'
import { type Field, type ListTree, list, type MapTree, map, type Tree } from './tree.ts'

/** Lists whose elements are matched by name; any other list is replaced as a whole. */
const mergedLists: ReadonlySet<string> = new Set([
  ...collections,
  'failures',
  'maintenance',
  'parameters',
  'characteristics',
  'defects',
  'steps',
  'measures',
])

/** Ways of saying the same thing: writing the one takes back the other. */
const rivals: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['every'], ['rate']],
  [['sd'], ['cv']],
  [['scale'], ['mean']],
  [['mix'], ['product']],
  [
    ['after', 'repair'],
    ['availability', 'mttr'],
  ],
  [['shifts'], ['period', 'working', 'origin']],
  [['orderQuantity'], ['orderUpTo']],
  [['reorderPoint', 'orderQuantity', 'orderUpTo'], ['baseStock']],
  [['reorderPoint', 'orderQuantity', 'orderUpTo'], ['kanban']],
  [['reorderPoint', 'orderQuantity', 'orderUpTo'], ['mrp']],
  [['size'], ['quantity']],
  [['probability'], ['logit']],
]

/**
 * `over` written upon `base`: maps key by key, elements of lists by their ids, everything else replaced. A distribution of another
 * kind replaces the whole one.
 */
export function merge(base: Tree, over: Tree, listName = ''): Tree {
  if (base.kind === 'map' && over.kind === 'map') return isDistribution(over) ? over : mergeMaps(base, over)
  if (base.kind === 'list' && over.kind === 'list' && mergedLists.has(listName)) return mergeLists(base, over, listName)
  if (base.kind === 'list' && over.kind === 'map' && listName === 'route') {
    const named = keyedList(over, 'id')
    return named.kind === 'list' ? mergeLists(base, named, listName) : over
  }
  return over
}

function mergeMaps(base: MapTree, over: MapTree): MapTree {
  const fields = new Map<string, Field>(base.fields)
  for (const key of over.fields.keys()) for (const rival of rivalsOf(key)) fields.delete(rival)
  for (const [key, field] of over.fields) {
    const below = base.fields.get(key)
    fields.set(key, below === undefined ? field : { key: field.key, tree: merge(below.tree, field.tree, key) })
  }
  return map(base.at, fields)
}

function mergeLists(base: ListTree, over: ListTree, listName: string): ListTree {
  const items = [...base.items]
  const places = new Map(items.map((item, i) => [elementName(listName, item), i]))
  for (const item of over.items) {
    const name = elementName(listName, item)
    const place = name === undefined ? undefined : places.get(name)
    if (place === undefined) items.push(item)
    else {
      items[place] = merge(items[place]!, item)
      places.delete(name) // a second one of the same name is a mistake of the file, and stays visible
    }
  }
  return list(base.at, items)
}

const isDistribution = (tree: MapTree) => tree.fields.has('kind') && !tree.fields.has('id')

/** Keys that `key` takes back. */
export function rivalsOf(key: string): readonly string[] {
  return rivals.flatMap(([one, other]) => (one.includes(key) ? other : other.includes(key) ? one : []))
}
