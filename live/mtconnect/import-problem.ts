import type { Unread } from './lines.ts'

/** A mistake in what was given: the file, or the option it is about. */
export interface ImportProblem {
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
  readonly path: string
  readonly message: string
  readonly remedy: string
}

const UNREAD: Readonly<Record<Unread['reason'], readonly [message: string, remedy: string]>> = {
  missing: ['there is no such file', 'check the name and the folder'],
  folder: ['this is a folder, and a file is needed', 'name the files in it'],
  unreadable: ['this file cannot be read', 'check the permissions, and that it is an ordinary file'],
  empty: ['the file is empty', 'record again, or leave it out'],
  binary: ['this is no text: it holds zero bytes', 'give SHDR lines as UTF-8 text, plain or gzip; convert UTF-16, unpack zip archives'],
  truncated: ['the gzip file is cut off', 'copy it again; what is there can be had with: gzip -dc FILE > NAME.txt'],
  corrupt: ['the gzip file is damaged', 'copy it again, and check it with: gzip -t FILE'],
}

export function unreadable(path: string, { reason, lines }: Unread): ImportProblem {
  const [message, remedy] = UNREAD[reason]
  return problem(path, lines > 0 ? `${message}, after ${lines} lines` : message, remedy)
}

export function reasonOf(error: unknown): Unread {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return { reason: code === 'ENOENT' ? 'missing' : code === 'EISDIR' ? 'folder' : 'unreadable', lines: 0 }
}

export const problem = (file: string | null, message: string, remedy: string, path = ''): ImportProblem => ({
  file,
  line: null,
  column: null,
  path,
  message,
  remedy,
})
