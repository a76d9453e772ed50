import { Findings } from './findings.ts'
import { limits } from './limits.ts'
import { type Mistake, mistakesIn, report } from './mistakes.ts'
import type { Problem } from './problem.ts'
import { holesAsNaN, withHoles, without, withProperKeys } from './repair.ts'
import { ScenarioDocument, type ScenarioInput } from './schema/document.ts'
import { type MapTree, type Path, plain, type Tree } from './tree.ts'

/**
 * Ids of things that are there but cannot be read, or not all of them, by list: nobody who refers to them is wrong. `*` stands for one without
 * a readable id.
 */
export type Broken = ReadonlyMap<string, ReadonlySet<string>>

export interface Structure {
  /** What can be read: the tree without the keys and elements that have mistakes. */
  readonly tree: MapTree
  readonly input: ScenarioInput
  readonly broken: Broken
}

/**
 * Holds a fully written tree against the schema and reports every key and value that does not fit. A key that is nearly right is taken for
 * the one that is meant, and what fits is handed on, so that further mistakes are found in the same pass and none is reported because of
 * another. Without a structure nothing can be handed on.
 */
export function structure(written: MapTree): { problems: Problem[]; structure?: Structure } {
  const large = new Findings(written)
  if (tooMany(written, large)) return { problems: large.problems }
  const first = ScenarioDocument.safeParse(plain(written))
  if (first.success) return { problems: [], structure: { tree: written, input: first.data, broken: new Map() } }

  const strange = mistakesIn(first.error).filter(({ issue }) => issue.code === 'unrecognized_keys')
  const findings = new Findings(written)
  for (const mistake of strange) report(mistake, written, findings)
  const tree = withProperKeys(written, strange)
  const second = ScenarioDocument.safeParse(plain(tree))
  if (second.success) return { problems: findings.problems, structure: { tree, input: second.data, broken: new Map() } }

  const wrong = mistakesIn(second.error)
  const further = new Findings(tree)
  for (const mistake of wrong) report(mistake, tree, further)
  const problems = [...findings.problems, ...further.problems]
  const rest = readable(tree, wrong) ?? readable(tree, wrong, { whole: true })
  return rest === undefined ? { problems } : { problems, structure: rest }
}

/** What is left without the mistakes: as much as can be, or, `whole`, without every element that has one. */
function readable(tree: MapTree, wrong: readonly Mistake[], { whole = false } = {}): Structure | undefined {
  const holed = whole ? { tree, broken: new Map<string, Set<string>>(), lost: wrong } : withHoles(tree, wrong)
  const rest = without(holed.tree, holed.lost)
  const parsed = ScenarioDocument.safeParse(plain(rest.tree))
  if (!parsed.success) return undefined
  return { tree: rest.tree, input: holesAsNaN(parsed.data), broken: bothBroken(holed.broken, rest.broken) }
}

export function bothBroken(one: Broken, other: Broken): Broken {
  const names = new Set([...one.keys(), ...other.keys()])
  return new Map([...names].map((name) => [name, new Set([...(one.get(name) ?? []), ...(other.get(name) ?? [])])]))
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
