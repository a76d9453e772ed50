import type { z } from 'zod'
import type { Findings } from './findings.ts'
import { nearest } from './nearest.ts'
import { descriptionOf, keysOf, kindsOf, schemaAt } from './schema-walk.ts'
import { oneOf, synonym } from './synonyms.ts'
import { type MapTree, type Path, type Tree, valueAt } from './tree.ts'

type Issue = z.core.$ZodIssue

/** One complaint of zod, with its whole path. */
export interface Mistake {
  readonly issue: Issue
  readonly path: Path
}

export const mistakesIn = (error: z.ZodError) => error.issues.flatMap((issue) => mistakesOf(issue, []))

/** Looks into a union's complaint: where just one way of writing has the right shape, its mistakes are the ones to report. */
function mistakesOf(issue: Issue, above: Path): Mistake[] {
  const path = [...above, ...(issue.path as (string | number)[])]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ issue, path }]
  const shaped = issue.errors.filter(
    (errors) =>
      !errors.some(
        (one) =>
          one.path.length === 0 &&
          (one.code === 'invalid_type' || one.code === 'invalid_value' || (one.code === 'invalid_union' && one.errors.length > 0)),
      ),
  )
  const [only] = shaped
  return shaped.length === 1 && only ? only.flatMap((one) => mistakesOf(one, path)) : [{ issue, path }]
}

/** Says in a planner's words what is wrong. */
export function report({ issue, path }: Mistake, tree: MapTree, findings: Findings) {
  const value = valueAt(tree, path)
  const name = findings.name(path)
  const key = path.at(-1)
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const unknown of issue.keys) reportUnknownKey(unknown, path, tree, findings)
      return
    case 'invalid_value':
    case 'invalid_union': {
      if (value === undefined && typeof key === 'string') return reportMissing(path, tree, findings)
      const options = optionsOf(issue, path)
      if (options.length > 0) return reportUnknownWord(value, options, path, findings)
      return findings.add(path, `\`${name}\` is ${said(value)}: ${issue.message}`, remedyFrom(issue.message, path))
    }
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small'
      const bound = small ? issue.minimum : issue.maximum
      const limit = `${small ? (issue.inclusive === false ? 'more than' : 'at least') : issue.inclusive === false ? 'less than' : 'at most'} ${bound}`
      if (issue.origin === 'array' || issue.origin === 'string') {
        const things = issue.origin === 'array' ? 'elements' : 'characters'
        return findings.add(path, `\`${name}\` has too ${small ? 'few' : 'many'} ${things}`, `write ${limit}`)
      }
      return findings.add(path, `\`${name}\` is ${said(value)}, which is too ${small ? 'small' : 'large'}`, `write ${limit}`)
    }
    case 'invalid_type':
      if (value === undefined && typeof key === 'string') return reportMissing(path, tree, findings)
      if (issue.message.startsWith('expected'))
        return findings.add(path, `\`${name}\` is ${said(value)}: ${issue.message}`, remedyFrom(issue.message, path))
      return findings.add(
        path,
        `\`${name}\` is ${said(value)}, and should be ${typeWords[issue.expected] ?? issue.expected}`,
        describing(path, `write ${typeWords[issue.expected] ?? issue.expected}`),
      )
    default:
      findings.add(path, `\`${name}\` is ${said(value)}: ${issue.message}`, describing(path, 'write another one'))
  }
}

function reportUnknownKey(unknown: string, path: Path, tree: MapTree, findings: Findings) {
  const { owner, known, proper, meant } = meaning(unknown, path, tree)
  const place = path.length === 0 ? 'the scenario' : findings.name(path)
  const at = [...path, unknown]
  if (proper !== undefined)
    findings.add(at, `unknown key \`${unknown}\` in ${place}`, `\`${unknown}\` of ${oneOf(owner)} is written \`${proper}\``, 'key')
  else if (meant !== undefined)
    findings.add(
      at,
      `unknown key \`${unknown}\` in ${place}; did you mean \`${meant}\`?`,
      `write \`${meant}\`, or remove \`${unknown}\``,
      'key',
    )
  else findings.add(at, `unknown key \`${unknown}\` in ${place}`, `remove it; the keys here are ${known.join(', ')}`, 'key')
}

/** What an unknown key may stand for: the proper word for a word of other tools, or the key that is nearly the same. */
export function meaning(unknown: string, path: Path, tree: MapTree) {
  const value = valueAt(tree, path)
  const isDistribution = value?.kind === 'map' && value.fields.has('kind') && !value.fields.has('id')
  const owner = isDistribution ? 'distribution' : String(path.findLast((step) => typeof step === 'string') ?? 'scenario')
  const known = [...keysOf(schemaAt(path, tree), value), ...(path.length === 0 ? ['flow', 'extends', 'patch'] : [])]
  const proper = synonym(owner, unknown)
  return { owner, known, proper: proper !== undefined && known.includes(proper) ? proper : undefined, meant: nearest(unknown, known) }
}

function reportUnknownWord(value: Tree | undefined, options: readonly string[], path: Path, findings: Findings) {
  const written = value?.kind === 'leaf' ? String(value.value) : ''
  const meant = nearest(written, options)
  const all = options.length === 1 ? `write \`${options[0]}\`` : `it is one of ${options.join(', ')}`
  // One of several, such as rules, is still a rule of the station.
  const owner = path.slice(0, typeof path.at(-1) === 'number' ? -2 : -1)
  const kind = path[owner.length]
  findings.add(
    path,
    `unknown ${typeof kind === 'string' ? kind : 'word'} ${said(value)} in ${findings.name(owner) || 'the scenario'}`,
    meant ? `did you mean \`${meant}\`? ${all}` : all,
  )
}

function reportMissing(path: Path, tree: MapTree, findings: Findings) {
  const key = String(path.at(-1))
  const place = findings.name(path.slice(0, -1))
  const kinds = key === 'kind' ? kindsOf(schemaAt(path.slice(0, -1))) : []
  const remedy = kinds.length > 0 ? `add \`kind\`: one of ${kinds.join(', ')}` : describing(path, `add \`${key}\``, tree)
  findings.add(path, place === '' ? `\`${key}\` is missing` : `\`${key}\` is missing in ${place}`, remedy)
}

/** `write 5 min`, made of zod's or the schema's own words. */
function remedyFrom(message: string, path: Path) {
  return message.startsWith('expected ') ? `write ${message.slice('expected '.length)}` : describing(path, 'write another one')
}

/** The remedy with what the schema says of the key. */
function describing(path: Path, remedy: string, tree?: MapTree): string {
  const description = descriptionOf(schemaAt(path, tree))
  return description === undefined ? remedy : `${remedy}: ${description}`
}

// biome-ignore format: a table of words
const typeWords: Readonly<Record<string, string>> = {
  string: 'text (in quotes if it looks like a number)', number: 'a number', int: 'a whole number', boolean: 'true or false',
  object: 'a map (`key: value`)', array: 'a list', tuple: 'a pair `[value, share]`', record: 'a map (`key: value`)',
}

/** A value as it can be quoted in a sentence. */
function said(value: Tree | undefined): string {
  if (value === undefined) return 'missing'
  if (value.kind !== 'leaf') return value.kind === 'list' ? 'a list' : 'a map'
  if (value.value === null) return 'empty'
  const text = String(value.value)
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``
}

function optionsOf(issue: Issue, path: Path): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code === 'invalid_union' && issue.errors.length === 2) {
    // A word, or a list of such words, or a map.
    const [word, several] = issue.errors.map(([one]) => one)
    if (
      word?.code === 'invalid_value' &&
      several?.code === 'invalid_type' &&
      (several.expected === 'array' || several.expected === 'object')
    )
      return word.values.map(String)
  }
  if (issue.code === 'invalid_union' && issue.errors.length === 0 && path.at(-1) === 'kind') return kindsOf(schemaAt(path.slice(0, -1)))
  return []
}
