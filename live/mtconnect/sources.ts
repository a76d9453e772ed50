import { readFile, stat } from 'node:fs/promises'
import { Keys } from './data-items.ts'
import { type Device, readDevices } from './devices.ts'
import type { ImportRequest } from './import.ts'
import { type ImportProblem, problem, reasonOf, unreadable } from './import-problem.ts'
import { readLines } from './lines.ts'
import { Recording } from './recording.ts'
import { type LineCounts, ShdrReader } from './shdr.ts'
import { deviceCalled, deviceOfFile } from './which-device.ts'

/** A file that was read, and the device it is of. */
export interface Source {
  readonly path: string
  readonly device: Device
  readonly recording: Recording
  readonly lines: LineCounts
}

/** The devices there are; null where they cannot be read, and then there is a problem more. */
export async function readDeviceFile(
  path: string,
  problems: ImportProblem[],
): Promise<{ devices: readonly Device[]; skipped: readonly string[] } | null> {
  const size = await sizeOf(path)
  if (size > MOST_XML) {
    problems.push(
      problem(path, `it has ${Math.ceil(size / 1024 / 1024)} MiB; a description of devices has a few`, "give the agent's answer to /probe"),
    )
    return null
  }
  let xml: string
  try {
    xml = await readFile(path, 'utf8')
  } catch (error) {
    problems.push(unreadable(path, reasonOf(error)))
    return null
  }
  const outcome = readDevices(xml)
  if (outcome.kind === 'devices') return outcome
  const { line = null, column = null, message, remedy } = outcome
  problems.push({ file: path, line, column, path: '--devices', message, remedy })
  return null
}

const MOST_XML = 32 * 1024 * 1024

/** Which device each file is of. */
export function assign(
  files: ImportRequest['files'],
  devices: readonly Device[],
  problems: ImportProblem[],
): readonly { path: string; device: Device }[] {
  const names = devices.map(({ name }) => name).join(', ')
  const taken = new Map<Device, string>()
  if (files.length === 0) problems.push(problem(null, 'no recording is given', 'name one file per machine'))
  return files.flatMap(({ path, device: name }) => {
    const which = name === null ? deviceOfFile(path, devices) : deviceCalled(name, devices)
    if (which.kind === 'none') {
      const message =
        name === null ? 'no device of the device file is named in this file name' : `the device file describes no device ${name}`
      problems.push(problem(path, message, `write NAME=${path} with one of: ${names}`))
      return []
    }
    if (which.kind === 'several') {
      problems.push(
        problem(path, `this may be ${which.names.join(' or ')}`, `write NAME=${path} with a name, uuid or id that only one of them has`),
      )
      return []
    }
    const before = taken.get(which.device)
    if (before !== undefined) {
      const remedy =
        before === path
          ? 'name it once'
          : `join them into one file (cat ${before} ${path} > one-file; gzip files too), or name another device: NAME=${path}`
      problems.push(
        problem(
          path,
          `device ${which.device.name} is given twice: ${before === path ? 'the same file' : `${before} is its recording already`}`,
          remedy,
        ),
      )
      return []
    }
    taken.set(which.device, path)
    return [{ path, device: which.device }]
  })
}

/** Reads one recording; null where that cannot be done, and then there is a problem more. */
export async function readSource(
  path: string,
  device: Device,
  devices: readonly Device[],
  onBytes: (bytes: number) => void,
  problems: ImportProblem[],
): Promise<Source | null> {
  const keys = new Keys(device)
  const recording = new Recording(keys)
  const others = new Set(devices.filter((other) => other !== device).flatMap(({ name, uuid, id }) => [name, uuid, id]))
  const reader = new ShdrReader(keys, recording, others)
  let first = ''
  const unread = await readLines(
    path,
    (line) => {
      recording.line++
      if (first === '') first = line.trim()
      reader.read(line)
    },
    onBytes,
  )
  reader.end()
  if (unread) problems.push(unreadable(path, unread))
  else if (reader.lines.data + reader.lines.asset === 0) {
    const example = `"${first.slice(0, 60)}${first.length > 60 ? '…' : ''}"`
    problems.push(
      problem(
        path,
        `none of its ${recording.line} lines is SHDR (timestamp|key|value); it begins with ${example}`,
        'check that it is a recording of an adapter or agent, in UTF-8',
      ),
    )
  } else return { path, device, recording, lines: reader.lines }
  return null
}

/** Bytes; 0 where there is no such file. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}
