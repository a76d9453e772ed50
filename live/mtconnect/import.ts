import { type EquipmentState, STATE_NAMES } from '../../engine/log/events.ts'
import { LOG_FORMAT } from '../../engine/log/header.ts'
import { LogWriter } from '../../engine/log/writer.ts'
import { scenarioHash } from '../../scenarios/hash.ts'
import { believedPlant } from './believed-plant.ts'
import type { Device } from './devices.ts'
import type { Finding } from './findings.ts'
import { type History, historyOf, type Window } from './history.ts'
import { type ImportProblem, problem } from './import-problem.ts'
import { type Moment, writeMoment } from './moment.ts'
import { nameOf } from './recording.ts'
import type { LineCounts } from './shdr.ts'
import { toleratedSilence } from './silence.ts'
import { assign, readDeviceFile, readSource, type Source, sizeOf } from './sources.ts'
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
