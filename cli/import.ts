import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { VERSION } from '../engine/experiment/version.ts'
import type { Finding } from '../live/mtconnect/findings.ts'
import { type ImportCounts, type ImportRequest, importMtconnect } from '../live/mtconnect/import.ts'
import { type Moment, readMoment } from '../live/mtconnect/moment.ts'
import { readDuration } from '../scenarios/units.ts'
import { createFile, LOG } from './files.ts'
import { importOrders } from './import-orders.ts'
import { ExitCode, interruptible } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { withOutputFlags } from './options.ts'
import { BadInput, usage } from './problem.ts'
import { progress } from './progress.ts'
import { type Screen, screen } from './screen.ts'

interface ImportFlags {
  readonly devices?: string
  readonly out: string
  readonly from?: Moment
  readonly to?: Moment
  readonly silence: number | 'auto'
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt import mtconnect FILES...`: recorded machine data into the one log. */
export function importCommand(): Command {
  return withOutputFlags(new Command('import'))
    .summary('recorded machine data, or a table of orders, into the log')
    .description(
      'Turns recorded MTConnect lines (SHDR: timestamp|key|value, plain or gzip) into a log that everything else here can read. The device is named by the file, or by NAME=FILE. Every line is read or counted with the reason why not. Or a table (CSV) with the columns order, start and end: the least that is known of a shop.',
    )
    .argument('<protocol>', 'what the files hold: mtconnect; or a table of orders, such as orders.csv')
    .argument('[files...]', 'recordings, one a device: FILE or NAME=FILE')
    .option('--devices <file>', "Devices.xml: the agent's answer to /probe; needed with mtconnect")
    .requiredOption('--out <log>', 'log to write')
    .addOption(
      new Option('--from <moment>', 'begin of the time to import, such as 2016-11-01T00:00Z; the first line if not said').argParser(moment),
    )
    .addOption(new Option('--to <moment>', 'its end; the last line if not said').argParser(moment))
    .addOption(
      new Option('--silence <duration|auto>', 'how long a machine may say nothing before it counts as unknown')
        .argParser(silence)
        .default('auto', 'ten times its usual pause, at least 10 min'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  takt import mtconnect recorded/*.txt.gz --devices Devices.xml --from 2016-11-01T00:00Z --to 2016-11-02T00:00Z --out day.takt\n  takt import mtconnect Mazak01=line.txt --devices Devices.xml --out line.takt\n  takt import orders.csv --out shop.takt\n  takt report day.takt',
    )
    .action((protocol: string, files: readonly string[], flags: ImportFlags) =>
      /\.(csv|tsv)$/i.test(protocol) ? importOrders(protocol, flags) : importRecordings(protocol, files, flags),
    )
}

async function importRecordings(protocol: string, files: readonly string[], flags: ImportFlags) {
  if (protocol !== 'mtconnect')
    throw usage(
      'protocol',
      `recordings of ${protocol} cannot be read`,
      'write: takt import mtconnect FILES…, or name a table of orders: takt import orders.csv',
    )
  const { devices } = flags
  if (files.length === 0) throw usage('', "missing required argument 'files'", 'name the recordings: takt import mtconnect FILES…')
  if (devices === undefined) throw usage('', "required option '--devices <file>' not specified", "give the agent's answer to /probe")
  const request: ImportRequest = {
    files: files.map(named),
    devices,
    from: flags.from ?? null,
    to: flags.to ?? null,
    silenceSeconds: flags.silence,
    takt: VERSION,
  }
  const inputs = [devices, ...request.files.map(({ path }) => path)].map((path) => resolve(path))
  if (inputs.includes(resolve(flags.out))) throw usage('--out', `${flags.out} is one of the files to read`, 'name another file')
  const out = screen(flags)
  const bar = progress('reading', flags)
  const file = createFile(flags.out, LOG)
  try {
    const outcome = await untilStopped((stopped) =>
      importMtconnect(request, file.write, (done, of) => {
        stopped()
        bar.onProgress(Math.round((100 * done) / of), 100)
      }),
    )
    if (outcome === null) {
      out.note('stopped: nothing was written')
      process.exitCode = ExitCode.interrupted
      return
    }
    bar.end()
    if (outcome.kind === 'refused') throw new BadInput(outcome.problems)
    file.close()
    out.document({ log: flags.out, ...outcome.counts })
    tell(outcome.counts, flags.out, out)
    process.exitCode = ExitCode.done
  } finally {
    bar.end()
    file.discard()
  }
}

/** What `work` gives, or null where Ctrl-C came while it ran: `work` asks `stopped` now and then, which then throws. */
async function untilStopped<T>(work: (stopped: () => void) => Promise<T>): Promise<T | null> {
  let stop = false
  const stopped = () => {
    if (stop) throw new Error('stopped')
  }
  const { result } = await interruptible(
    () => {
      stop = true
    },
    () =>
      work(stopped).catch((error: unknown) => {
        if (stop) return null
        throw error
      }),
  )
  return result
}

/** `NAME=FILE`, or a file whose own name holds an `=`. */
function named(text: string): ImportRequest['files'][number] {
  const at = text.indexOf('=')
  return at <= 0 || existsSync(text) ? { path: text, device: null } : { path: text.slice(at + 1), device: text.slice(0, at) }
}

function moment(text: string): Moment {
  const read = readMoment(text)
  if (read === undefined) throw new InvalidArgumentError('Write a moment as 2016-11-01T00:00Z; without a zone it is UTC.')
  return read
}

function silence(text: string): number | 'auto' {
  if (text === 'auto') return text
  const seconds = readDuration(text)
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0) return seconds
  throw new InvalidArgumentError('Write a duration, such as "10 min".')
}

function tell(counts: ImportCounts, log: string, out: Screen) {
  const { machines, withoutFile, skippedItems } = counts
  out.say(`${log}: ${number(counts.events)} events from ${number(counts.lines)} lines, ${counts.from} to ${counts.to}.\n`)
  const head = [
    'machine',
    'lines',
    'data',
    'assets',
    'control',
    'blank',
    'unreadable',
    'readings',
    'before',
    'within',
    'after',
    'late',
    'pieces',
    'known',
  ]
  const rows = machines.map(({ device, lines, readings: { before, within, after }, findings, pieces, states }) => [
    device,
    ...[
      lines.total,
      lines.data,
      lines.asset,
      lines.control,
      lines.blank,
      lines.unreadable,
      before + within + after,
      before,
      within,
      after,
    ].map(number),
    number(findings.reduce((sum, { kind, count }) => sum + (kind === 'outOfOrder' ? count : 0), 0)),
    number(pieces),
    `${((1 - states.unknown / counts.seconds) * 100).toFixed(1)} %`,
  ])
  out.say(
    table(
      head,
      rows,
      head.map((_, i) => i).filter((i) => i > 0),
    ),
  )
  const found = machines.flatMap(({ device, findings }) =>
    [...new Set(findings.map(({ kind }) => kind))].map((kind) => findingRow(device, kind, findings)),
  )
  if (found.length > 0) out.say(`\n${table(['machine', 'finding', 'which', 'times', 'first example'], found, [3])}`)
  if (withoutFile.length > 0) out.say(`\nDescribed, but no file is theirs: ${withoutFile.join(', ')}.`)
  if (skippedItems.length > 0) out.say(`\nData items without id, type or category, left out: ${skippedItems.join(', ')}.`)
  out.say(`\nNext:\n  takt report ${log}\n  takt serve ${log}`)
}

/** All findings of a kind in one row; the rest of many is in --json. */
function findingRow(device: string, kind: Finding['kind'], findings: readonly Finding[]): readonly string[] {
  const all = findings.filter((finding) => finding.kind === kind)
  const details = all.flatMap(({ detail }) => (detail === '' ? [] : [detail]))
  const which = details.length > MOST_DETAILS ? `${details.slice(0, MOST_DETAILS).join(', ')}, … (${details.length})` : details.join(', ')
  const example = all.find((finding) => finding.example !== null)?.example
  const times = all.reduce((sum, { count }) => sum + count, 0)
  return [device, FINDINGS[kind], which, number(times), example ? `line ${number(example.line)}: ${example.text.slice(0, 60)}` : '']
}

const MOST_DETAILS = 4

const number = (value: number) => value.toLocaleString('en-US')

const FINDINGS: Readonly<Record<Finding['kind'], string>> = {
  sourceSilent: 'nothing heard',
  outOfOrder: 'older than the line before, put in order',
  unknownValue: 'value no mapping knows, kept',
  unreadable: 'not read',
  unknownKey: 'key not described, kept',
  counterReset: 'counter went back',
}
