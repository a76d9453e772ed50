export interface FoundDifference {
  /** `kpis[3].values[0]` */
  readonly path: string
  readonly expected: string
  readonly found: string
}

/** Where two pieces of plain data first differ, going through both in order; null where they are the same to the bit. */
export function firstDifference(expected: unknown, found: unknown, path = ''): FoundDifference | null {
  if (Object.is(expected, found) || (expected === 0 && found === 0)) return null
  if (!isTree(expected) || !isTree(found) || Array.isArray(expected) !== Array.isArray(found))
    return { path, expected: text(expected), found: text(found) }
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)])
  for (const key of keys) {
    const step = Array.isArray(expected) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    const difference = firstDifference(Reflect.get(expected, key), Reflect.get(found, key), step)
    if (difference !== null) return difference
  }
  return null
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null

const text = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value))
