import { limits } from './limits.ts'
import { named } from './naming.ts'
import type { Problem } from './problem.ts'
import { type Path, type Spot, spotOf, type Tree } from './tree.ts'

/** Collects mistakes by path while a tree is checked, each with its place in the file. */
export class Findings {
  readonly #root: Tree
  readonly problems: Problem[] = []

  constructor(root: Tree) {
    this.#root = root
  }

  /** `part: 'key'` points at the key of the last step instead of its value. */
  add(path: Path, message: string, remedy: string, part: 'value' | 'key' = 'value') {
    this.problems.push(problemAt(spotOf(this.#root, path, part), message, remedy, this.name(path)))
  }

  /** The path as people write it. */
  name(path: Path): string {
    return named(this.#root, path)
  }
}

export function problemAt(spot: Spot, message: string, remedy: string, path = ''): Problem {
  return { file: spot.file, line: spot.line, column: spot.column, path, message, remedy }
}

/** Files as they first appear, then line, then column; the same problem only once, and beyond the limit only how many more there are. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const files = new Map<string, number>()
  for (const { file } of problems) if (!files.has(file)) files.set(file, files.size)
  const sorted = [...problems].sort((a, b) => files.get(a.file)! - files.get(b.file)! || a.line - b.line || a.column - b.column)
  const distinct = sorted.filter((one, i) => !sorted.slice(Math.max(0, i - 8), i).some((other) => isSame(one, other)))
  const more = distinct.length - limits.problems
  const shown = distinct.slice(0, limits.problems).map(shortened)
  if (more <= 0) return shown
  return [...shown, { ...shown.at(-1)!, path: '', message: `${more} more problems are not shown`, remedy: 'correct these first' }]
}

const isSame = (a: Problem, b: Problem) => a.line === b.line && a.column === b.column && a.file === b.file && a.message === b.message

/** Long words of the file are quoted by their beginning. */
function shortened({ path, message, remedy, ...place }: Problem): Problem {
  return { ...place, path: short(path), message: short(message), remedy: short(remedy) }
}

const short = (sentence: string) =>
  sentence.replace(/`[^`]{120,}`|[^\s`]{120,}/g, (long) => `${long.slice(0, 60)}…${long.endsWith('`') ? '`' : ''}`)
