import { type Command, Option } from 'commander'
import { BATCHES } from '../engine/experiment/batch-means.ts'
import { FEWEST, MOST_UNLESS_SAID } from '../engine/experiment/precision.ts'
import { type RunResult, simulate } from '../index.ts'
import { createFile, LOG, sizeOf } from './files.ts'
import { type ForkFlags, forkAsked, withForkFlags } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { kpiNamed } from './kpi-name.ts'
import { kpiTables } from './kpi-tables.ts'
import { type RunFlags, ratio, wholeNumber, withRunFlags } from './options.ts'
import { noteOverload } from './overload.ts'
import { simulating } from './pool.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { noteRemarks } from './remarks.ts'
import { precisionText, quantileTable, tiesText } from './run-extras.ts'
import { checkTimes, type LoadedFile, loadFile } from './scenario.ts'
import { type Screen, screen } from './screen.ts'

export interface RunCommandFlags extends RunFlags, ForkFlags {
  readonly log?: string
  readonly hash?: true
  readonly all?: true
  readonly precision?: number
  readonly of?: string
  readonly quantiles?: true
  readonly batchMeans?: true
  readonly batches?: number
  readonly ties?: number
}

export function run(program: Command) {
  withForkFlags(withRunFlags(program.command('run')))
    .summary('simulates; prints KPIs with intervals')
    .description('Simulates a scenario and prints its KPIs, each with its interval over the replications.')
    .argument('<scenario>', 'scenario file, YAML or JSON')
    .option('--log <file>', 'write the event log of replication 0')
    .option('--hash', 'print the hash of that log')
    .option('--all', 'every KPI of every subject')
    .addOption(
      new Option(
        '--precision <ratio>',
        `add replications until the mean is known to this ratio, such as 2%; at most --replications, or ${MOST_UNLESS_SAID}`,
      ).argParser(ratio),
    )
    .option('--of <kpi[:subject]>', "which KPI --precision is about; the scenario's objective if not said")
    .option('--quantiles', 'P10, P50 and P90 of the replications, with intervals')
    .option('--batch-means', 'the steady state from one long run, cut into batches')
    .addOption(
      new Option('--batches <n>', `how many batches, ${BATCHES.fewest} to ${BATCHES.most}; ${BATCHES.usual} if not said`).argParser(
        wholeNumber(BATCHES.fewest, BATCHES.most),
      ),
    )
    .addOption(
      new Option('--ties <n>', 'run n replications again with simultaneous events shuffled, and say what moves').argParser(wholeNumber(2)),
    )
    .addHelpText(
      'after',
      `
Examples:
  takt run first-plant.yaml
  takt run first-plant.yaml --replications 30 --until "5 d" --warm-up auto
  takt run first-plant.yaml --precision 2% --of leadTime
  takt run first-plant.yaml --batch-means --until "100 d" --warm-up "1 d"
  takt run first-plant.yaml --from "3 h" --set buffers.rack.capacity=5
  takt run first-plant.yaml --set buffers.rack.capacity=5 --log day.takt
  takt run first-plant.yaml --json > result.json && takt reproduce result.json`,
    )
    .action(async (file: string, flags: RunCommandFlags) => {
      const out = screen(flags)
      const plant = loadFile(file, flags)
      // What ran up to that moment is the file as it is; what --set changes holds from there on.
      const before = flags.from === undefined ? plant : loadFile(file, { set: [] })
      const fork = forkAsked(flags, before, [plant])
      if (fork === undefined) checkTimes(flags, [plant])
      noteRemarks(out, plant)
      noteOverload(out, plant.scenario, flags.until)
      const extras = checkExtras(plant, flags)
      const { result, interrupted } = await simulating(plant.scenario.title, flags, async (run) => {
        const log = flags.log === undefined ? null : createFile(flags.log, LOG)
        try {
          const onLog = log?.write ?? (flags.hash ? () => {} : undefined)
          const measured = await simulate(plant, { ...flags, ...extras, ...run, onLog, fork })
          log?.close()
          return measured
        } finally {
          log?.discard()
        }
      })
      out.document(result)
      print(out, result, flags)
      if (flags.log !== undefined) out.note(`${flags.log}: the log of replication 0, ${sizeOf(flags.log)}.`)
      process.exitCode = interrupted ? ExitCode.interrupted : ExitCode.done
    })
}

/** What else was asked for, as the library takes it; what does not go together is refused. */
function checkExtras(plant: LoadedFile, flags: RunCommandFlags) {
  const { precision, of, quantiles, batchMeans, batches, ties, log, hash, replications, from } = flags
  if (from !== undefined) {
    if (flags.luck === 'same' && precision !== undefined)
      throw usage('--precision', 'the same luck has one future: there is nothing to average over', 'take fresh luck')
    const clash = Object.entries({ 'batch-means': batchMeans, ties }).find(([, value]) => value !== undefined)
    if (clash) throw usage('--from', `--${clash[0]} begins at the start of a run, and --from does not`, 'leave one of the two out')
  }
  if (of !== undefined && precision === undefined)
    throw usage('--of', '`--of` says what --precision is about, and there is no --precision', 'add --precision 2%')
  if (batches !== undefined && !batchMeans)
    throw usage('--batches', '`--batches` cuts the one run of --batch-means, and there is no --batch-means', 'add --batch-means')
  if (batchMeans) {
    const others = { precision, quantiles, ties, log, hash, replications }
    const clash = Object.entries(others).find(([, value]) => value !== undefined)
    if (clash)
      throw usage('--batch-means', `batch means are of one long run; --${clash[0]} does not go with it`, 'leave one of the two out')
  }
  if (precision !== undefined && replications !== undefined && replications < FEWEST)
    throw usage('--replications', `--precision needs at least ${FEWEST} replications`, 'allow more')
  const certain = precision === undefined ? (replications ?? plant.scenario.replications) : FEWEST
  if (ties !== undefined && ties > certain)
    throw usage('--ties', `only ${certain} replications are sure to be run, and ${ties} are to be run again`, `add --replications ${ties}`)
  const about = precision === undefined ? null : kpiNamed(plant.scenario, of)
  return {
    precision: about === null || precision === undefined ? undefined : { relative: precision, ...about },
    batchMeans: batchMeans && (batches ?? BATCHES.usual),
    quantiles,
    ties,
  }
}

/** The result as tables, for people. */
export function print(out: Screen, result: RunResult, { all }: { all?: true | undefined } = {}) {
  const { scenario, input, replications, seed, events, logHash, wallSeconds, partial, warnings, precision, ties } = result
  out.say(`${input?.title ?? scenario.id}  (${scenario.id}, seed ${seed})`)
  out.say(spanText(result))
  if (replications > 0) out.say(`\n${kpiTables(result, { all: all === true })}`)
  if (result.kpis[0]?.quantiles) out.say(`\n${quantileTable(result, { all: all === true })}`)
  if (precision) out.say(`\n${precisionText(precision, replications)}`)
  if (ties) out.say(`\n${tiesText(ties)}`)
  if (logHash !== undefined) out.say(`\nlog ${logHash}`)
  out.say(`\n${events} events in ${wallSeconds} s`)
  for (const warning of warnings ?? []) out.note(warning)
  if (partial) out.note(`Interrupted: these are the ${replications} replications that were done.`)
}

/** What was run, in a line. */
function spanText({ replications, horizon, warmUp, batchMeans, fork }: RunResult): string {
  const after = fork ? ` from ${duration(fork.at + warmUp)} on` : warmUp > 0 ? ` after ${duration(warmUp)}` : ''
  if (batchMeans) {
    const { batches, length } = batchMeans
    return `One run of ${duration(horizon)}, measured in ${batches} batches of ${duration(length)}${after}; ± is the 95 % interval over them`
  }
  const intervals = replications > 1 ? '; ± is the 95 % interval' : '; one replication says nothing about chance'
  const measured = after === '' ? '' : `, measured${after}`
  return `${replications} ${replications === 1 ? 'replication' : 'replications'} of ${duration(horizon)}${measured}${intervals}`
}
