import { z } from 'zod'
import { collections } from './expand.ts'
import type { Findings } from './findings.ts'
import { limits } from './limits.ts'
import { nearest } from './nearest.ts'
import { ScenarioDocument, type ScenarioInput } from './schema/document.ts'
import { oneOf, synonym } from './synonyms.ts'
import { leaf, list, type MapTree, map, type Path, plain, type Tree, textOf, withFields } from './tree.ts'

/** Ids of things that are there but cannot be read, by list: nobody who refers to them is wrong. `*` stands for one without a readable id. */
export type Broken = ReadonlyMap<string, ReadonlySet<string>>

export interface Structure {
  /** What can be read: the tree without the keys and elements that have mistakes. */
  readonly tree: MapTree
  readonly input: ScenarioInput
  readonly broken: Broken
}

/**
 * Holds a fully written tree against the schema and reports every key and value that does not fit. What fits is handed on, so that its
 * further mistakes are found in the same pass. Undefined: nothing can be handed on.
 */
export function structure(tree: MapTree, findings: Findings): Structure | undefined {
  if (tooMany(tree, findings)) return undefined
  const first = ScenarioDocument.safeParse(plain(tree))
  if (first.success) return { tree, input: first.data, broken: new Map() }
  const mistakes = first.error.issues.flatMap((issue) => mistakesOf(issue, []))
  for (const mistake of mistakes) report(mistake, tree, findings)
  const rest = without(tree, mistakes)
  const second = ScenarioDocument.safeParse(plain(rest.tree))
  return second.success ? { tree: rest.tree, input: second.data, broken: rest.broken } : undefined
}

type Issue = z.core.$ZodIssue
interface Mistake {
  readonly issue: Issue
  readonly path: Path
}

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

function report({ issue, path }: Mistake, tree: MapTree, findings: Findings) {
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
  const value = valueAt(tree, path)
  const known = [...keysOf(schemaAt(path, tree), value), ...(path.length === 0 ? ['flow', 'extends', 'patch'] : [])]
  const owner =
    value?.kind === 'map' && value.fields.has('kind') && !value.fields.has('id')
      ? 'distribution'
      : path.findLast((step) => typeof step === 'string')
  const place = path.length === 0 ? 'the scenario' : findings.name(path)
  const proper = synonym(String(owner ?? 'scenario'), unknown)
  const meant = nearest(unknown, known)
  if (proper !== undefined && known.includes(proper)) {
    findings.add(
      [...path, unknown],
      `unknown key \`${unknown}\` in ${place}`,
      `\`${unknown}\` of ${oneOf(String(owner ?? 'scenario'))} is written \`${proper}\``,
      'key',
    )
  } else if (meant !== undefined) {
    findings.add(
      [...path, unknown],
      `unknown key \`${unknown}\` in ${place}; did you mean \`${meant}\`?`,
      `write \`${meant}\`, or remove \`${unknown}\``,
      'key',
    )
  } else {
    findings.add([...path, unknown], `unknown key \`${unknown}\` in ${place}`, `remove it; the keys here are ${known.join(', ')}`, 'key')
  }
}

function reportUnknownWord(value: Tree | undefined, options: readonly string[], path: Path, findings: Findings) {
  const written = value?.kind === 'leaf' ? String(value.value) : ''
  const meant = nearest(written, options)
  const all = options.length === 1 ? `write \`${options[0]}\`` : `it is one of ${options.join(', ')}`
  const kind = path.at(-1)
  findings.add(
    path,
    `unknown ${typeof kind === 'string' ? kind : 'word'} ${said(value)} in ${findings.name(path.slice(0, -1)) || 'the scenario'}`,
    meant ? `did you mean \`${meant}\`? ${all}` : all,
  )
}

function reportMissing(path: Path, tree: MapTree, findings: Findings) {
  const key = String(path.at(-1))
  const place = findings.name(path.slice(0, -1))
  findings.add(path, place === '' ? `\`${key}\` is missing` : `\`${key}\` is missing in ${place}`, describing(path, `add \`${key}\``, tree))
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
  if (issue.code === 'invalid_union' && issue.errors.length === 0 && path.at(-1) === 'kind') return kindsOf(schemaAt(path.slice(0, -1)))
  return []
}

// ── walking the schema ──

type Schema = z.core.$ZodType

/** The schema that holds at `path`; where a `kind` decides, the one of the kind in the tree. */
function schemaAt(path: Path, tree?: MapTree): Schema | undefined {
  let schema: Schema | undefined = ScenarioDocument
  let value: Tree | undefined = tree
  for (const step of path) {
    schema = typeof step === 'number' ? elementOf(schema) : fieldOf(schema, step, value)
    value = value && valueAt(value, [step])
  }
  return schema
}

function alternatives(schema: Schema | undefined): Schema[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return alternatives(schema.unwrap())
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap((option: Schema) => alternatives(option))
  return schema === undefined ? [] : [schema]
}

function elementOf(schema: Schema | undefined): Schema | undefined {
  for (const one of alternatives(schema)) {
    if (one instanceof z.ZodArray) return one.element as Schema
    if (one instanceof z.ZodTuple) return undefined
  }
  return undefined
}

function fieldOf(schema: Schema | undefined, key: string, value: Tree | undefined): Schema | undefined {
  return objectsFor(schema, value)
    .map((one) => one.shape[key] as Schema | undefined)
    .find((field) => field !== undefined)
}

function objectsFor(schema: Schema | undefined, value: Tree | undefined): z.ZodObject[] {
  const objects = alternatives(schema).filter((one) => one instanceof z.ZodObject)
  const kind = value && textOf(value, 'kind')
  const ofKind = objects.filter((one) => one.shape.kind instanceof z.ZodLiteral && one.shape.kind.value === kind)
  return ofKind.length > 0 ? ofKind : objects
}

function kindsOf(schema: Schema | undefined): string[] {
  return objectsFor(schema, undefined).flatMap((one) => (one.shape.kind instanceof z.ZodLiteral ? [String(one.shape.kind.value)] : []))
}

function keysOf(schema: Schema | undefined, value: Tree | undefined): string[] {
  return objectsFor(schema, value).flatMap((one) => Object.keys(one.shape))
}

function descriptionOf(schema: Schema | undefined): string | undefined {
  for (let one = schema; one !== undefined; ) {
    const description = z.globalRegistry.get(one)?.description
    if (description !== undefined) return description
    one = one instanceof z.ZodOptional || one instanceof z.ZodNullable ? (one.unwrap() as Schema) : undefined
  }
  return undefined
}

// ── going on with what is right ──

/** The tree without unknown keys, and without the elements and values in which anything else is wrong. */
function without(tree: MapTree, mistakes: readonly Mistake[]): { tree: MapTree; broken: Broken } {
  const broken = new Map<string, Set<string>>()
  const strange = new Map<Tree, Set<string>>()
  const bad = new Set<Tree>()
  const replaced: Record<string, Tree | undefined> = {}
  for (const { issue, path } of mistakes) {
    const [head, index] = path
    const element = valueAt(tree, path.slice(0, 2))
    if (issue.code === 'unrecognized_keys') {
      const owner = valueAt(tree, path)
      if (owner) strange.set(owner, new Set([...(strange.get(owner) ?? []), ...issue.keys]))
    } else if (typeof head === 'string' && typeof index === 'number' && element) {
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
  const keep = (value: Tree): Tree => {
    if (value.kind === 'list') return list(value.at, value.items.filter((item) => !bad.has(item)).map(keep))
    if (value.kind === 'leaf') return value
    const out = strange.get(value)
    return map(
      value.at,
      new Map([...value.fields].filter(([key]) => !out?.has(key)).map(([key, field]) => [key, { key: field.key, tree: keep(field.tree) }])),
    )
  }
  const rest = keep(tree)
  return { tree: rest.kind === 'map' ? withFields(rest, replaced) : tree, broken }
}

function valueAt(tree: Tree, path: Path): Tree | undefined {
  let value: Tree | undefined = tree
  for (const step of path) {
    if (value?.kind === 'map') value = value.fields.get(String(step))?.tree
    else if (value?.kind === 'list' && typeof step === 'number') value = value.items[step]
    else return undefined
  }
  return value
}

/** Refuses lists beyond the limits before anything looks at their elements. */
function tooMany(tree: MapTree, findings: Findings): boolean {
  const before = findings.problems.length
  const visit = (value: Tree, path: Path, name: string) => {
    if (value.kind === 'map') for (const [key, field] of value.fields) visit(field.tree, [...path, key], key)
    if (value.kind !== 'list') return
    const most = limits.entries[name] ?? limits.otherEntries
    if (value.items.length > most)
      findings.add(path, `\`${findings.name(path)}\` has ${value.items.length} elements`, `write at most ${most}`)
    else
      value.items.forEach((item, i) => {
        if (item.kind !== 'leaf') visit(item, [...path, i], name)
      })
  }
  visit(tree, [], '')
  return findings.problems.length > before
}
