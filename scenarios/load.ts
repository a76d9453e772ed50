import { check } from './check/index.ts'
import { expand } from './expand.ts'
import { Findings, inOrder, problemAt } from './findings.ts'
import { hiddenBy } from './flow.ts'
import { limits } from './limits.ts'
import { merge } from './merge.ts'
import { migrate } from './migrations.ts'
import type { Scenario } from './model.ts'
import { defaultId, normalise } from './normalise/scenario.ts'
import { parse } from './parse.ts'
import { applyPatch, type PlacedOperation } from './patch.ts'
import { readPatch } from './patch-file.ts'
import type { Problem, Problems } from './problem.ts'
import { remark } from './remarks.ts'
import { shapeDifference } from './shape.ts'
import { type Broken, bothBroken, type Structure, structure } from './structure.ts'
import { child, leaf, type MapTree, planted, spotOf, textOf, withFields } from './tree.ts'
import { valueIn } from './truth.ts'

/** Gives the text of a file, by the path that `extends` comes to, seen from where `file` is; throws where there is none. */
export type ReadFile = (path: string) => string

/**
 * One text, and all that it extends, to one tree in full form:
 *
 *     text → tree → migrated → short forms expanded ┐
 *     base → … the same way … ──────────────────────┴→ merged → patched
 *
 * Where something is wrong already, all that can be told of the rest is: references too, unless others write upon it (it is in the `chain` of a
 * file that extends it, or `isPatched`) and may put them right.
 */
export function resolve(
  text: string,
  file: string,
  read: ReadFile | undefined,
  { chain = [], isPatched = false }: { readonly chain?: readonly string[]; readonly isPatched?: boolean } = {},
): { tree: MapTree } | Problems {
  const parsed = parse(text, file)
  if ('problems' in parsed) return parsed
  if (parsed.tree.kind !== 'map')
    return {
      problems: [
        problemAt(
          parsed.tree.at,
          `${file} is not a scenario: it is not made of \`key: value\``,
          'begin with `schema: takt/1`; docs/scenario.md has a first plant to copy',
        ),
      ],
    }
  const migration = migrate(parsed.tree, file)
  if ('problem' in migration) return { problems: [migration.problem] }

  const problems: Problem[] = []
  const base = child(migration.tree, 'extends')
  const patch = child(migration.tree, 'patch')
  const own = expand(withFields(migration.tree, { extends: undefined, patch: undefined }), problems, { part: base !== undefined })
  const operations = patch === undefined ? [] : readPatch(patch, problems)
  const isLast = chain.length === 0 && patch === undefined && !isPatched
  const all = (tree: MapTree): Problems => {
    const hidden = new Map(hiddenBy(child(migration.tree, 'flow')).map((name) => [name, new Set(['*'])]))
    return { problems: [...problems, ...(isLast ? finish(tree, file, hidden) : understand(tree, file, hidden)).problems] }
  }
  if (base === undefined) return problems.length > 0 ? all(own) : patchedTree(own, operations, file)

  const below = extended(migration.tree, file, read, chain)
  if ('problems' in below) return { problems: [...problems, ...below.problems] }
  const id = child(own, 'id') ?? leaf(own.at, defaultId(textOf(own, 'title'), file))
  const merged = merge(withFields(below.tree, { id }), withFields(own, { id }))
  const tree = merged.kind === 'map' ? expand(merged, problems) : own
  return problems.length > 0 ? all(tree) : patchedTree(tree, operations, file)
}

function extended(tree: MapTree, file: string, read: ReadFile | undefined, chain: readonly string[]): { tree: MapTree } | Problems {
  const value = child(tree, 'extends')!
  const refuse = (message: string, remedy: string) => ({ problems: [problemAt(value.at, message, remedy, 'extends')] })
  const written = value.kind === 'leaf' && typeof value.value === 'string' ? value.value : ''
  if (written === '')
    return refuse('`extends` is not the name of a file', 'write the path of a scenario, seen from this file, such as `base.yaml`')
  if (/^([/\\]|[a-z]+:)/i.test(written))
    return refuse(
      `\`extends\` is \`${written}\`, which is not seen from this file`,
      'write a relative path, such as `base.yaml` or `../base.yaml`',
    )
  if (read === undefined)
    return refuse(`\`${written}\` cannot be read from here`, 'load the scenario from its folder, or put everything into one file')
  const path = joined(file, written)
  const all = [...chain, joined('', file)]
  if (all.includes(path))
    return refuse(
      `the files extend each other in a circle: ${[...all.slice(all.indexOf(path)), path].join(' → ')}`,
      'let one of them stand alone',
    )
  if (all.length >= limits.files) return refuse(`more than ${limits.files} files extend each other`, 'put some of them together')
  let text: string
  try {
    text = read(path)
  } catch (error) {
    return refuse(
      `\`${path}\` cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      `correct the path: it is seen from the folder of ${file}`,
    )
  }
  return resolve(text, path, read, { chain: all })
}

/** `a/b.yaml` and `../c.yaml` give `c.yaml`. */
function joined(file: string, relative: string): string {
  const folder = file.replaceAll('\\', '/').split('/').slice(0, -1)
  const steps = [...folder, ...relative.replaceAll('\\', '/').split('/')]
  const path: string[] = []
  for (const [i, step] of steps.entries()) {
    if (step === '' && i > 0) continue
    if (step === '.') continue
    if (step === '..' && path.length > 0 && path.at(-1) !== '..' && path.at(-1) !== '') path.pop()
    else path.push(step)
  }
  return path.join('/')
}

/** Operations address the normal form, so the tree is brought into it first; every value keeps the place where it was written. */
export function patchedTree(tree: MapTree, operations: readonly PlacedOperation[], file: string): { tree: MapTree } | Problems {
  if (operations.length === 0) return { tree }
  const problems: Problem[] = []
  const isEarly = ({ kind, path }: PlacedOperation) => kind === 'set' && (path === 'startTime' || path === 'timeZone') // dates and shifts hang on them
  const early = applyPatch(tree, operations.filter(isEarly), problems)
  const read = understand(early, file)
  if (read.draft === undefined || read.problems.length > 0) return { problems: [...problems, ...read.problems] }
  const normal = planted(read.draft.scenario, (path) => spotOf(early, path))
  if (normal.kind !== 'map') throw new Error('a scenario is a map')
  const patched = applyPatch(
    normal,
    operations.filter((one) => !isEarly(one)),
    problems,
  )
  const full = expand(patched, problems)
  return problems.length > 0 ? { problems } : { tree: full }
}

/** Structure, units and defaults, but not yet references: a patch may still put those right. Without problems the draft is a scenario. */
function understand(
  tree: MapTree,
  file: string,
  hidden: Broken = new Map(),
): { problems: Problem[]; draft?: { scenario: Scenario; shape: Structure } } {
  const { problems, structure: read } = structure(tree)
  if (read === undefined) return { problems }
  const shape = { ...read, broken: bothBroken(read.broken, hidden) }
  const findings = new Findings(shape.tree)
  const scenario = normalise(shape.input, findings, { file, broken: shape.broken })
  return { problems: [...problems, ...findings.problems], draft: { scenario, shape } }
}

/** The last step: the tree in its normal form and what is odd about it, or everything that is wrong with it. */
export function finish(tree: MapTree, file: string, hidden?: Broken): { scenario?: Scenario; problems: Problem[]; remarks?: Problem[] } {
  const { problems, draft } = understand(tree, file, hidden)
  if (draft === undefined) return { problems: inOrder(problems) }
  const findings = new Findings(draft.shape.tree)
  check(draft.scenario, findings, draft.shape.broken)
  const all = [...problems, ...findings.problems]
  if (all.length > 0) return { problems: inOrder(all) }
  const told = withTruth(draft.scenario, draft.shape.tree, file)
  if ('problems' in told) return { problems: inOrder(told.problems) }
  const remarks = new Findings(draft.shape.tree)
  remark(draft.scenario, remarks)
  return { problems: [], scenario: told.scenario, remarks: inOrder(remarks.problems) }
}

/** The scenario with its `truth` in normal form: the plant that it comes to is read and checked as if it were written like that. */
function withTruth(scenario: Scenario, written: MapTree, file: string): { readonly scenario: Scenario } | Problems {
  if (scenario.truth.length === 0) return { scenario }
  const problems: Problem[] = []
  const items = child(written, 'truth')
  const operations = scenario.truth.map(({ path }, i): PlacedOperation => {
    const item = items?.kind === 'list' ? items.items[i] : undefined
    const at = spotOf(written, ['truth', i])
    return { kind: 'set', path, value: child(item, 'value') ?? leaf(at, null), at }
  })
  const believed = planted({ ...scenario, truth: undefined }, (path) => spotOf(written, path))
  if (believed.kind !== 'map') throw new Error('a scenario is a map')
  const patched = expand(applyPatch(believed, operations, problems), problems)
  if (problems.length > 0) return { problems }
  const { scenario: plant, problems: wrong } = finish(patched, file)
  if (plant === undefined) return { problems: wrong }
  const other = shapeDifference({ ...scenario, truth: [] }, plant)
  if (other !== null)
    return {
      problems: [
        problemAt(
          operations[0]!.at,
          `the truth has another plant than the scenario: they differ in ${other}`,
          'let the truth change numbers and distributions only; what there is, the planner knows',
          'truth',
        ),
      ],
    }
  return { scenario: { ...scenario, truth: scenario.truth.map(({ path }) => ({ path, value: valueIn(plant, path) })) } }
}
