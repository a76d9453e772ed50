import { problemAt } from './findings.ts'
import { nearest } from './nearest.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Patch, PlacedOperation } from './patch.ts'
import type { Problem } from './problem.ts'
import { child, leaf, plain, planted, type Spot, type Tree } from './tree.ts'

const kinds = ['set', 'add', 'remove'] as const

/** The operations of a `patch:` in a file; those that are none are reported. */
export function readPatch(patch: Tree, problems: Problem[]): PlacedOperation[] {
  if (patch.kind !== 'list') {
    problems.push(
      problemAt(patch.at, '`patch` is not a list', 'write `- { set: stations.drill.time, value: 50 s }`, one change per line', 'patch'),
    )
    return []
  }
  return patch.items.flatMap((item, i) => {
    const path = `patch[${i + 1}]`
    const refuse = (at: Spot, message: string, remedy: string) => {
      problems.push(problemAt(at, message, remedy, path))
      return []
    }
    if (item.kind !== 'map')
      return refuse(item.at, `${path} is not a change`, 'write `{ set: path, value: … }`, `{ add: path, value: … }` or `{ remove: path }`')
    const found = kinds.filter((kind) => item.fields.has(kind))
    for (const [key, field] of item.fields) {
      if (key === 'value' || kinds.some((kind) => kind === key)) continue
      const meant = nearest(key, [...kinds, 'value'])
      return refuse(
        field.key,
        `unknown key \`${key}\` in ${path}${meant ? `; did you mean \`${meant}\`?` : ''}`,
        'a change has `set`, `add` or `remove`, and a `value`',
      )
    }
    const [kind, another] = found
    if (kind === undefined || another !== undefined)
      return refuse(
        item.at,
        `${path} is ${kind === undefined ? 'no change' : `both \`${kind}\` and \`${another}\``}`,
        'write one of `set`, `add` and `remove`',
      )
    const target = child(item, kind)
    if (target?.kind !== 'leaf' || typeof target.value !== 'string')
      return refuse(
        target?.at ?? item.at,
        `\`${kind}\` in ${path} is not a path`,
        'write keys and ids with points between them, such as `stations.drill.time`',
      )
    const value = child(item, 'value')
    if (value === undefined && kind !== 'remove')
      return refuse(item.at, `${path} has no \`value\``, `add \`value:\`, what ${target.value} is to be`)
    if (value !== undefined && kind === 'remove')
      return refuse(value.at, `${path} removes, and has a \`value\``, 'leave `value` out, or write `set`')
    return [{ kind, path: target.value, value: value ?? leaf(item.at, null), at: target.at }]
  })
}

/** Operations given as data; their place is `patch`, and the line is the number of the operation. */
export function placedPatch(patch: Patch): PlacedOperation[] {
  return patch.map((operation, i) => {
    const at: Spot = { file: 'patch', line: i + 1, column: 1 }
    if ('remove' in operation) return { kind: 'remove', path: operation.remove, value: leaf(at, null), at }
    const value = planted(operation.value ?? null, () => at)
    return 'set' in operation ? { kind: 'set', path: operation.set, value, at } : { kind: 'add', path: operation.add, value, at }
  })
}

/** `path=value` of the command line; the value is read as in a file. The line is the number of the option. */
export function readSets(sets: readonly string[], problems: Problem[]): PlacedOperation[] {
  return sets.flatMap((text, i) => {
    const at: Spot = { file: '--set', line: i + 1, column: 1 }
    const equals = text.indexOf('=')
    if (equals <= 0) {
      problems.push(problemAt(at, `\`${text}\` is not a change`, 'write `path=value`, such as `--set stations.drill.time="50 s"`'))
      return []
    }
    const path = text.slice(0, equals).trim()
    const written = text.slice(equals + 1)
    const read = written.trim() === '' ? { tree: leaf(at, null) } : parseYaml(written, '--set')
    if ('problems' in read) {
      for (const problem of read.problems)
        problems.push({ ...problem, line: i + 1, column: equals + 1 + problem.column, path, message: `\`${text}\`: ${problem.message}` })
      return []
    }
    const place = { ...at, column: equals + 2 }
    return [{ kind: 'set' as const, path, value: planted(plain(read.tree), () => place), at }]
  })
}
