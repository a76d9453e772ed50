import type { Scenario } from './model.ts'

/** Texts that say how something is done, or what it is called: they may be others from one moment to the next. */
const FREE = new Set([
  'schema',
  'id',
  'title',
  'description',
  'currency',
  'kind',
  'rule',
  'order',
  'interrupted',
  'start',
  'customer',
  'unit',
  'whenFull',
])
/** Numbers that say how many there are of something that has a state of its own. */
const COUNTED = new Set(['slots', 'size', 'fleet', 'count', 'quantity', 'limit', 'n', 'max', 'columns', 'levels', 'binCapacity'])
/** Lists of what only tells how things go: none of them has a state. */
const OPEN = new Set(['objective', 'faults', 'truth', 'effects', 'profile', 'setups', 'areas', 'pose', 'initial', 'present'])
/** Patterns of time: the next edge is in the state already. */
const WHOLE = new Set(['calendars', 'conveyors', 'transport', 'network'])

/**
 * The first place at which two scenarios differ in what there is (stations, slots, routes, buffers, who belongs to whom), and not only in how it
 * goes: `stations.drill.slots`. Null where one can go on where the other was.
 */
export function shapeDifference(one: Scenario, other: Scenario): string | null {
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (FREE.has(key) || OPEN.has(key)) continue
    const found = difference(Reflect.get(one, key), Reflect.get(other, key), key, WHOLE.has(key))
    if (found !== null) return found
  }
  return null
}

function difference(one: unknown, other: unknown, path: string, whole: boolean): string | null {
  if (Array.isArray(one) && Array.isArray(other)) return listDifference(one, other, path, whole)
  if (isThing(one) && isThing(other)) {
    if (!whole && isDistribution(one) && isDistribution(other)) return null
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      if (!whole && (FREE.has(key) || OPEN.has(key))) continue
      const found = difference(one[key], other[key], `${path}.${key}`, whole)
      if (found !== null) return found
    }
    return null
  }
  if (one === other) return null
  const isFree = typeof one === 'number' && typeof other === 'number' && !COUNTED.has(path.slice(path.lastIndexOf('.') + 1))
  const isLimit = path.endsWith('.capacity') || typeof one === 'boolean'
  return !whole && (isFree || isLimit) ? null : path
}

function listDifference(one: readonly unknown[], other: readonly unknown[], path: string, whole: boolean): string | null {
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    const here = `${path}.${nameOf(one[i]) ?? nameOf(other[i]) ?? i}`
    if (i >= one.length || i >= other.length || nameOf(one[i]) !== nameOf(other[i])) return here
    const found = difference(one[i], other[i], here, whole)
    if (found !== null) return found
  }
  return null
}

type Thing = Readonly<Record<string, unknown>>

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null && !Array.isArray(value)
/** Times may be of another kind: they are drawn anew each time. */
const isDistribution = (thing: Thing) => typeof thing.kind === 'string' && !('id' in thing)
const nameOf = (value: unknown) => (isThing(value) && typeof value.id === 'string' ? value.id : undefined)
