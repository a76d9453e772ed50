import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { limits, loadScenario, toYaml } from '../scenarios/index.ts'

/** A log or scenario that the server offers: the page finds all of them in `stored.json`. */
export interface StoredFile {
  readonly name: string
  /** Relative to the page. */
  readonly url: string
  readonly kind: 'log' | 'scenario'
  readonly bytes: number
}

export interface Stored {
  readonly files: readonly StoredFile[]
  /** Url of the one to open first. */
  readonly open: string | null
}

/** What of a folder is offered: files that are logs by their first bytes, and scenarios by their names; not what lies deeper, nor hidden files. */
export class StoredFiles {
  readonly #folder: string
  readonly #open: string | null

  /** A folder, or a file in it that is to be opened first. */
  constructor(path: string) {
    const isFolder = statSync(path).isDirectory()
    this.#folder = realpathSync(isFolder ? path : dirname(path))
    this.#open = isFolder ? null : basename(path)
  }

  /** Looked up anew each time, so that a log just written is there. */
  list(): Stored {
    const files = readdirSync(this.#folder)
      .sort()
      .flatMap((name) => this.#describe(name) ?? [])
    return { files, open: files.find(({ name }) => name === this.#open)?.url ?? null }
  }

  /** Where a stored file is; undefined for everything else there may be on the disk. */
  path(name: string): string | undefined {
    const file = this.#describe(name)
    return file && join(this.#folder, file.name)
  }

  /**
   * The text of a stored scenario. One that extends others comes in one piece, for a page cannot read what lies beside it; one with mistakes
   * comes as it is, and the page says what they are.
   */
  scenarioText(name: string): string | undefined {
    const path = this.#describe(name)?.kind === 'scenario' ? join(this.#folder, name) : undefined
    if (path === undefined) return undefined
    const text = readFileSync(path, 'utf8')
    const loaded = /\bextends\b/.test(text) ? loadScenario(text, { file: path, read: readScenario }) : undefined
    return loaded && 'scenario' in loaded ? toYaml(loaded.scenario) : text
  }

  #describe(name: string): StoredFile | undefined {
    if (name.startsWith('.') || basename(name) !== name || name.includes('\0') || name.includes('\\')) return undefined
    const path = join(this.#folder, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    // A link may point anywhere; only what lies in the folder itself is offered.
    if (!stat?.isFile() || realpathSync(path) !== path) return undefined
    const kind = isScenario(path, stat.size) ? 'scenario' : isLog(path) ? 'log' : undefined
    return kind && { name, url: `stored/${encodeURIComponent(name)}`, kind, bytes: stat.size }
  }
}

function readScenario(path: string): string {
  if (statSync(path).size > limits.bytes) throw new Error('it is too large')
  return readFileSync(path, 'utf8')
}

/** By its name; of JSON there are other kinds too, such as results. */
function isScenario(path: string, bytes: number): boolean {
  if (bytes > limits.bytes) return false
  if (!path.endsWith('.json')) return /\.ya?ml$/.test(path)
  return /^\s*\{\s*"schema"\s*:\s*"takt\//.test(readFileSync(path, 'utf8'))
}

/** A log begins with its magic. */
function isLog(path: string): boolean {
  const first = Buffer.alloc(8)
  const file = openSync(path, 'r')
  try {
    return readSync(file, first, 0, 8, 0) === 8 && first.toString('latin1') === 'TAKT-LOG'
  } finally {
    closeSync(file)
  }
}
