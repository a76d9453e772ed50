import { limits } from './limits.ts'
import type { Problem } from './problem.ts'

/** What can be said of a file before it is read: callers ask with its size, so that a file of gigabytes is never loaded. Empty: go on. */
export function checkSize(bytes: number, file: string): Problem[] {
  if (bytes <= limits.bytes) return []
  const size = `${(bytes / (1024 * 1024)).toFixed(1)} MiB`
  return [
    wholeFile(
      file,
      `${file} is too large: ${size}, and a scenario has at most ${limits.bytes / (1024 * 1024)} MiB`,
      'cut it in parts that extend each other, or leave out what a source can make',
    ),
  ]
}

/** What can be said of a text before it is parsed. */
export function checkText(text: string, file: string): Problem[] {
  const tooLarge = checkSize(text.length, file)
  if (tooLarge.length > 0) return tooLarge
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const strange = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/)
  if (strange >= 0) {
    const before = text.slice(0, strange)
    const line = before.split('\n').length
    const column = strange - before.lastIndexOf('\n')
    return [
      {
        ...wholeFile(
          file,
          `${file} is not a text in UTF-8: it holds a character that no scenario has`,
          'save the scenario as plain text in UTF-8, as YAML or JSON',
        ),
        line,
        column,
      },
    ]
  }
  if (text.trim().replace(/^\ufeff/, '') === '')
    return [wholeFile(file, `${file} is empty`, 'begin with `schema: takt/1`; docs/scenario.md has a first plant to copy')]
  return []
}

function wholeFile(file: string, message: string, remedy: string): Problem {
  return { file, line: 1, column: 1, path: '', message, remedy }
}
