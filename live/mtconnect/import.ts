import { readFile, stat } from 'node:fs/promises'
import { type EquipmentState, STATE_NAMES } from '../../engine/log/events.ts'
import { LOG_FORMAT } from '../../engine/log/header.ts'
import { LogWriter } from '../../engine/log/writer.ts'
import { scenarioHash } from '../../scenarios/hash.ts'
import { believedPlant } from './believed-plant.ts'
import { Keys } from './data-items.ts'
import { type Device, readDevices } from './devices.ts'
import type { Finding } from './findings.ts'
import { type History, historyOf, type Window } from './history.ts'
import { readLines, type Unread } from './lines.ts'
import { type Moment, writeMoment } from './moment.ts'
import { nameOf, Recording } from './recording.ts'
import { type LineCounts, ShdrReader } from './shdr.ts'
import { toleratedSilence } from './silence.ts'
import { deviceCalled, deviceOfFile } from './which-device.ts'
import { type RowCounts, writeLog } from './write-log.ts'

export interface ImportRequest {
  /** Recorded lines, one file a device; `device` null: the file's name says which. */
  readonly files: readonly { readonly path: string; readonly device: string | null }[]
  /** Path of the Devices.xml. */
  readonly devices: string
  /** Null: where the recordings begin, and where they end. */
  readonly from: Moment | null
  readonly to: Moment | null
  /** How long a machine may say nothing before it counts as unknown; auto: by how often it speaks. */
  readonly silenceSeconds: number | 'auto'
  /** Version of Takt, for the log's header. */
  readonly takt: string
}

/** A mistake in what was given: the file, or the option it is about. */
export interface ImportProblem {
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
  readonly path: string
  readonly message: string
  readonly remedy: string
}

/** What was read, what became of it, and what was odd about it, per machine. */
export interface MachineCounts {
  readonly station: string
  readonly device: string
  readonly file: string
  /** All lines of the file, and each under exactly one heading. */
  readonly lines: LineCounts & { readonly total: number }
  /** Single values, conditions and asset documents on those lines: before, within and after the window; carried are those that hold at its start. */
  readonly readings: RowCounts
  readonly firstLine: string | null
  readonly lastLine: string | null
  /** Seconds in each state within the window; they add up to `seconds`. */
  readonly states: Readonly<Record<keyof typeof EquipmentState, number>>
  readonly pieces: number
  /** How long it could say nothing before it counted as unknown, and how often it was silent for longer. */
  readonly silenceSeconds: number
  readonly silences: number
  readonly findings: readonly Finding[]
}

export interface ImportCounts {
  readonly from: string
  readonly to: string
  readonly seconds: number
  readonly lines: number
  readonly readings: number
  readonly events: number
  readonly bytes: number
  readonly logHash: string
  readonly machines: readonly MachineCounts[]
  /** Devices that are described, but no file is theirs; data items that could not be understood. */
  readonly withoutFile: readonly string[]
  readonly skippedItems: readonly string[]
}

export type ImportOutcome =
  | { readonly kind: 'imported'; readonly counts: ImportCounts }
  | { readonly kind: 'refused'; readonly problems: readonly ImportProblem[] }

/**
 * Turns recorded MTConnect lines into a log. Nothing is written before all files were read and found good; all mistakes are told at once.
 * `onBytes` gets the bytes of the log in order, `onProgress` the share of the files that was read.
 */
export async function importMtconnect(
  request: ImportRequest,
  onBytes: (bytes: Uint8Array) => void,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<ImportOutcome> {
  const problems: ImportProblem[] = []
  if (request.from !== null && request.to !== null && request.from >= request.to) {
    const given = `--from ${writeMoment(request.from)} is not before --to ${writeMoment(request.to)}`
    problems.push(problem(null, given, 'swap them, or leave out one: the recordings then say where it begins or ends', '--from'))
  }
  const described = await readDeviceFile(request.devices, problems)
  const assigned = described ? assign(request.files, described.devices, problems) : []
  const sizes = await Promise.all(assigned.map(({ path }) => sizeOf(path)))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const sources: Source[] = []
  let done = 0
  for (const [i, { path, device }] of assigned.entries()) {
    const source = await readSource(path, device, described!.devices, (bytes) => onProgress(done + bytes, total), problems)
    if (source) sources.push(source)
    done += sizes[i]!
  }
  if (problems.length > 0) return { kind: 'refused', problems }
  const window = windowOf(request, sources)
  if (!window) return { kind: 'refused', problems: [noWindow(request)] }
  return { kind: 'imported', counts: write(request, described!, sources, window, onBytes) }
}

interface Source {
  readonly path: string
  readonly device: Device
  readonly recording: Recording
  readonly lines: LineCounts
}

function write(
  request: ImportRequest,
  { devices, skipped }: { readonly devices: readonly Device[]; readonly skipped: readonly string[] },
  sources: readonly Source[],
  window: Window,
  onBytes: (bytes: Uint8Array) => void,
): ImportCounts {
  const scenario = believedPlant(
    sources.map(({ device }) => device),
    window,
  )
  let bytes = 0
  const writer = new LogWriter(
    {
      format: LOG_FORMAT,
      origin: 'imported',
      takt: request.takt,
      rng: 'none',
      scenarioHash: scenarioHash(scenario),
      seed: 0,
      replication: 0,
      startTime: scenario.startTime,
      timeZone: scenario.timeZone,
      scenario,
    },
    (piece) => {
      bytes += piece.length
      onBytes(piece)
    },
  )
  const machines = sources.map(({ recording }) => {
    const silence = request.silenceSeconds === 'auto' ? toleratedSilence(recording) : request.silenceSeconds
    return { recording, silence, history: historyOf(recording, window, silence * 1e6) }
  })
  const rows = writeLog(writer, machines, window)
  const counts = sources.map((source, i) => countsOf(source, scenario.stations[i]!.id, machines[i]!, rows[i]!, window))
  return {
    from: writeMoment(window.from),
    to: writeMoment(window.to),
    seconds: (window.to - window.from) / 1e6,
    lines: counts.reduce((sum, { lines }) => sum + lines.total, 0),
    readings: counts.reduce((sum, { readings: { before, within, after } }) => sum + before + within + after, 0),
    events: writer.events,
    bytes,
    logHash: writer.hash,
    machines: counts,
    withoutFile: devices.filter((device) => !sources.some((source) => source.device === device)).map(({ name }) => name),
    skippedItems: skipped,
  }
}

function countsOf(
  source: Source,
  station: string,
  { history, silence }: { history: History; silence: number },
  readings: RowCounts,
  window: Window,
): MachineCounts {
  const { recording, lines, device, path } = source
  const states: Record<string, number> = Object.fromEntries(STATE_NAMES.map((name) => [name, 0]))
  history.states.forEach(({ time, state }, i) => {
    states[STATE_NAMES[state]!]! += (history.states[i + 1]?.time ?? window.to) - time
  })
  for (const name of STATE_NAMES) states[name]! /= 1e6
  return {
    station,
    device: device.name,
    file: path,
    lines: { total: recording.line, ...lines },
    readings,
    firstLine: recording.first === null ? null : writeMoment(recording.first),
    lastLine: recording.last === null ? null : writeMoment(recording.last),
    states: states as MachineCounts['states'],
    pieces: history.quantities.reduce((sum, { pieces }) => sum + pieces, 0),
    silenceSeconds: silence,
    silences: history.silences.length,
    findings: [
      ...recording.findings.list(),
      ...(history.resets.length > 0
        ? [
            {
              kind: 'counterReset' as const,
              detail: [...new Set(history.resets.map(({ key }) => nameOf(recording.keys.all[key]!)))].join(', '),
              count: history.resets.length,
              first: history.resets[0]!.time,
              example: null,
            },
          ]
        : []),
    ],
  }
}

async function readDeviceFile(
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
function assign(
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

async function readSource(
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

/** What was asked for, else the whole seconds from the first line to after the last; null where there is nothing between them. */
function windowOf({ from, to }: ImportRequest, sources: readonly Source[]): Window | null {
  const moments = sources.flatMap(({ recording: { first, last } }) => (first === null || last === null ? [] : [first, last]))
  const begin = from ?? (moments.length === 0 ? null : Math.floor(Math.min(...moments) / 1e6) * 1e6)
  const end = to ?? (moments.length === 0 ? null : (Math.floor(Math.max(...moments) / 1e6) + 1) * 1e6)
  if (begin === null || end === null) return null
  // A plant's clock starts at a whole millisecond.
  const window = { from: (Math.floor(begin / 1000) * 1000) as Moment, to: (Math.ceil(end / 1000) * 1000) as Moment }
  return window.from < window.to ? window : null
}

function noWindow({ from, to }: ImportRequest): ImportProblem {
  const message =
    from !== null
      ? `no line is later than --from ${writeMoment(from)}`
      : to !== null
        ? `no line is earlier than --to ${writeMoment(to)}`
        : 'the recordings span no time'
  return problem(null, message, 'give both --from and --to', '--from')
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

function unreadable(path: string, { reason, lines }: Unread): ImportProblem {
  const [message, remedy] = UNREAD[reason]
  return problem(path, lines > 0 ? `${message}, after ${lines} lines` : message, remedy)
}

function reasonOf(error: unknown): Unread {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return { reason: code === 'ENOENT' ? 'missing' : code === 'EISDIR' ? 'folder' : 'unreadable', lines: 0 }
}

const problem = (file: string | null, message: string, remedy: string, path = ''): ImportProblem => ({
  file,
  line: null,
  column: null,
  path,
  message,
  remedy,
})

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}
