import type { Problem } from '../scenarios/problem.ts'

/** A mistake of the user's: in a scenario, or (without a place in a file) in what was typed. */
export type InputProblem = Omit<Problem, 'file' | 'line' | 'column'> & {
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
}

/** Ends a command with exit code 2: everything that is wrong with its input, at once. */
export class BadInput extends Error {
  override readonly name = 'BadInput'
  readonly problems: readonly InputProblem[]

  constructor(problems: readonly InputProblem[]) {
    super(problems.map(({ message }) => message).join('; '))
    this.problems = problems
  }
}

/** A mistake in what was typed: `path` is the option or argument it is about. */
export function usage(path: string, message: string, remedy: string): BadInput {
  return new BadInput([{ file: null, line: null, column: null, path, message, remedy }])
}

/** A file that cannot be used. */
export function badFile(file: string, message: string, remedy: string): BadInput {
  return new BadInput([{ file, line: null, column: null, path: '', message, remedy }])
}

/** `plant.yaml:12:7  stations.drill.time — message` and the remedy beneath. */
export function problemText({ file, line, column, path, message, remedy }: InputProblem): string {
  const place = file === null ? '' : [file, line, column].filter((part) => part !== null && part !== 0).join(':')
  const where = [place, path].filter((part) => part !== '').join('  ')
  return `${where === '' ? '' : `${where} — `}${message}${remedy === '' ? '' : `\n  → ${remedy}`}`
}
