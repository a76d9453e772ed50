import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { createDurableFile, type DurableFile } from '../batch/durable-file.ts'
import { limits } from '../scenarios/limits.ts'
import { nearest } from '../scenarios/nearest.ts'
import { BadInput, badFile } from './problem.ts'

/** A scenario's or result's text. What is too large is refused by its size, before a byte is read. */
export function readText(path: string, most: number = limits.bytes): string {
  const bytes = readBytes(path, most)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badFile(path, 'this is not UTF-8 text', 'save it as UTF-8, or check that it is the file you mean')
  }
}

export function readBytes(path: string, most = Number.POSITIVE_INFINITY): Uint8Array {
  return reading(path, () => {
    const file = openSync(path, 'r')
    try {
      const stat = fstatSync(file)
      if (stat.isDirectory()) throw badFile(path, 'this is a folder, and a file is needed', 'name a file in it')
      if (stat.size > most)
        throw badFile(
          path,
          `the file has ${megabytes(stat.size)}, and at most ${megabytes(most)} are read`,
          'split it, or check that it is the file you mean',
        )
      if (stat.isFile()) inputs.add(realpathSync(path))
      return stat.isFile() ? readSized(file, stat.size, path) : readStream(file, most, path)
    } finally {
      closeSync(file)
    }
  })
}

/** What files there are for a path that names a file or a folder; in a folder, those whose name ends so. */
export function filesAt(path: string, endings: readonly string[]): string[] {
  return reading(path, () => {
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path)
      .filter((name) => endings.some((ending) => name.endsWith(ending)))
      .sort()
      .map((name) => join(path, name))
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? true)
  })
}

/** Files that this command has read: none of them is written over. */
const inputs = new Set<string>()

/** What a command writes, and how it knows a file of the kind that it may write again. */
export interface OutputKind {
  readonly name: string
  /** Found in its first bytes. */
  readonly begins: RegExp
}
export const LOG: OutputKind = { name: 'a log of Takt', begins: /^TAKT-LOG/ }
export const SCENARIO: OutputKind = { name: 'a scenario', begins: /^schema:/m }
export const PROPOSAL: OutputKind = { name: 'a scenario that extends another', begins: /^extends:/m }
export const PICTURE: OutputKind = { name: 'a picture (SVG)', begins: /^\s*<(svg|\?xml)/ }
export const PAGE: OutputKind = { name: 'a page (HTML)', begins: /^\s*<!doctype html/i }
export const TABLE: OutputKind = { name: 'a table (CSV)', begins: /^[^\n]*,/ }
const HEAD_BYTES = 4096

/**
 * A file that is there whole or not at all. What is there already is replaced only if it is of the same kind and was not read by this command:
 * a scenario whose name was typed in the wrong place is not lost.
 */
export function createFile(path: string, kind: OutputKind): DurableFile {
  return writing(path, () => {
    checkReplaceable(path, kind)
    const file = createDurableFile(path)
    return { ...file, close: () => writing(path, file.close), write: (bytes) => writing(path, () => file.write(bytes)) }
  })
}

/** `1.4 MB`, of a file that is there. */
export function sizeOf(path: string): string {
  const bytes = reading(path, () => statSync(path).size)
  if (bytes < 1000) return `${bytes} bytes`
  const [amount, unit] = bytes < 1e6 ? [bytes / 1000, 'kB'] : [bytes / 1e6, 'MB']
  return `${Number(amount.toPrecision(3))} ${unit}`
}

function checkReplaceable(path: string, { name, begins }: OutputKind) {
  const there = statSync(path, { throwIfNoEntry: false })
  if (!there?.isFile()) return
  if (inputs.has(realpathSync(path)))
    throw badFile(path, 'this file is read by the same command, and it is not written over', 'name another file')
  const file = openSync(path, 'r')
  const head = Buffer.alloc(HEAD_BYTES)
  const length = readSync(file, head, 0, HEAD_BYTES, 0)
  closeSync(file)
  if (length > 0 && !begins.test(head.toString('utf8', 0, length)))
    throw badFile(
      path,
      `this file is there already, it is not ${name}, and it is not written over`,
      'name another file, or remove this one',
    )
}

/** The folder, with those it is in. Level by level: where a level can never be made, `mkdir` with `recursive` goes round for ever. */
export function makeFolder(path: string) {
  if (existsSync(path)) return
  const parent = dirname(resolve(path))
  if (parent !== resolve(path)) makeFolder(parent)
  mkdirSync(path)
}

export function writeFile(path: string, content: Uint8Array | string, kind: OutputKind) {
  const file = createFile(path, kind)
  try {
    file.write(content)
    file.close()
  } finally {
    file.discard()
  }
}

/** Does `act`, and says in the user's words what the disk had against it. */
export function writing<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw fileError(error, path, 'written', 'name a place you may write to')
  }
}

function reading<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw missing(path)
    throw fileError(error, path, 'read', 'check the name and the permissions')
  }
}

function readSized(file: number, size: number, path: string): Uint8Array {
  const bytes = new Uint8Array(size)
  let read = 0
  while (read < size) {
    const more = readSync(file, bytes, read, size - read, read)
    if (more === 0) throw badFile(path, 'the file became shorter while it was read', 'try again when nobody writes to it')
    read += more
  }
  return bytes
}

/** A pipe or a device (`/dev/stdin`) has no size beforehand. */
function readStream(file: number, most: number, path: string): Uint8Array {
  const pieces: Buffer[] = []
  const piece = Buffer.alloc(65_536)
  for (let total = 0; ; ) {
    const more = readSync(file, piece, 0, piece.length, null)
    if (more === 0) return Buffer.concat(pieces)
    total += more
    if (total > most) throw badFile(path, `more than ${megabytes(most)} came`, 'check that it is the file you mean')
    pieces.push(Buffer.from(piece.subarray(0, more)))
  }
}

function missing(path: string): BadInput {
  let near: string | undefined
  try {
    near = nearest(basename(path), readdirSync(dirname(path)))
  } catch {
    return badFile(path, 'there is no such file', `there is no folder ${dirname(path)} either: check the path`)
  }
  const remedy = near === undefined ? 'check the name and the folder' : `did you mean ${join(dirname(path), near)}?`
  return badFile(path, 'there is no such file', remedy)
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is a file, not a folder',
  ENOENT: 'its folder does not exist',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links go round in a circle',
  EEXIST: 'something of that name is there',
  ENOTEMPTY: 'a folder of that name is there',
  EMFILE: 'too many files are open',
}

function fileError(error: unknown, path: string, verb: string, remedy: string): unknown {
  const code = codeOf(error)
  if (error instanceof BadInput || code === undefined) return error
  return badFile(path, `this cannot be ${verb}: ${reasons[code] ?? code}`, remedy)
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined)

const megabytes = (bytes: number) => `${Math.ceil((bytes / 1_048_576) * 10) / 10} MiB`
