import { colours } from './colours.ts'
import { printable } from './printable.ts'
import { type BadInput, problemText } from './problem.ts'

/**
 * Where a command says things: results to stdout; what is under way, and what went wrong, to stderr. With `--json` stdout is one document. Whatever
 * is said to people may hold text from files, and passes here.
 */
export interface Screen {
  readonly json: boolean
  readonly quiet: boolean
  /** A line of the result, for people. */
  say(text?: string): void
  /** A remark beside the result; not with `--quiet`. */
  note(text: string): void
  /** The result, for programs. */
  document(content: unknown): void
  problems(bad: BadInput): void
}

export function screen({ json, quiet }: { json: boolean; quiet: boolean }): Screen {
  return {
    json,
    quiet,
    say: (text = '') => {
      if (!json) process.stdout.write(`${printable(text)}\n`)
    },
    note: (text) => {
      if (!quiet) process.stderr.write(`${printable(text)}\n`)
    },
    document: (content) => {
      if (json) process.stdout.write(`${JSON.stringify(content)}\n`)
    },
    problems: ({ problems }) => {
      if (json) process.stdout.write(`${JSON.stringify({ problems })}\n`)
      else process.stderr.write(printable(`${problems.map((one) => `${colours.red('✗')} ${problemText(one)}`).join('\n')}\n`))
    },
  }
}
