import { Command, Option } from 'commander'
import { MOST_REPLICATIONS } from '../engine/experiment/settings.ts'
import { loadScenario } from '../index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { type AsOf, asOf } from '../twin/as-of.ts'
import { type Change, counterfactual } from '../twin/counterfactual.ts'
import { downtimeOf } from '../twin/downtime.ts'
import { INSTEAD_WORDS } from '../twin/instead-words.ts'
import { keptOrders, type Stage } from '../twin/kept.ts'
import { type RecordedStop, recordedStops, withStops } from '../twin/recorded-stops.ts'
import { isProblem, REMOVALS, without } from '../twin/without.ts'
import { FORECAST_WORDS, type Language } from '../twin/words.ts'
import { readText } from './files.ts'
import { momentOfLog } from './forecast.ts'
import { insteadOfCause } from './instead-cause.ts'
import { downtimeLines, insteadLines, keptLines } from './instead-text.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { positiveDuration, ratio, wholeNumber, withOutputFlags, withSet, withWorkers } from './options.ts'
import { simulating } from './pool.ts'
import { BadInput, type InputProblem, usage } from './problem.ts'
import { screen } from './screen.ts'

interface Flags {
  readonly at?: string
  readonly without: readonly string[]
  readonly with?: string
  readonly set: readonly string[]
  readonly each?: 'failure'
  readonly recorded?: true
  readonly cause?: string
  readonly target?: number
  readonly late: readonly number[]
  readonly ahead?: number
  readonly replications?: number
  readonly seed?: number
  readonly lang: Language
  readonly workers?: number
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt instead LOG`: what would be different, had something been otherwise from a moment on. */
export function insteadCommand(): Command {
  return withOutputFlags(new Command('instead'))
    .summary('what would be different from a moment of a log on, with or without something')
    .description(
      'Takes the plant as a log knows it at a moment and runs it on twice with the same luck: as it is, and instead without a cause (a failure, a lot, a person) or with something else (a file or values laid over it). Says what that makes of good units, scrap, orders on time and money, with an interval each.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--at <moment>', 'from this moment on, a duration after the start or a date; the end of the log if not said')
    .addOption(
      new Option('--without <cause>', `think it away: ${Object.values(REMOVALS).join(', ')}; repeatable`)
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'none'),
    )
    .option('--with <file>', 'scenario file whose changes are laid over the plant, such as one that `takt compare` takes')
    .addOption(withSet())
    .addOption(new Option('--each <kind>', 'think each away in turn: what each failure stops, and whom it makes wait').choices(['failure']))
    .option('--recorded', 'stations stop after the moment when the log says so, and not by chance')
    .option('--cause <test>', 'the station to which the bad units of this test point is put right: what to set, and what it saves')
    .addOption(
      new Option(
        '--target <ratio>',
        'orders that are kept with this probability: as it is, without, and then with what else is asked for',
      ).argParser(ratio),
    )
    .addOption(
      new Option('--late <duration>', 'with --cause: what it costs to hear of it so much later; repeatable')
        .argParser((value: string, before: readonly number[]) => [...before, positiveDuration(value)])
        .default([], 'none'),
    )
    .addOption(
      new Option('--ahead <duration>', 'for how long; to the end of the plan and the last due date if not said').argParser(
        positiveDuration,
      ),
    )
    .addOption(
      new Option('--replications <n>', 'how many pairs of runs; 100, or 30 with --each, if not said').argParser(
        wholeNumber(2, MOST_REPLICATIONS),
      ),
    )
    .addOption(new Option('--seed <n>', 'whole number that the luck of both comes from').argParser(wholeNumber(0)))
    .addOption(new Option('--lang <language>', 'language of the answer').choices(Object.keys(INSTEAD_WORDS)).default('en'))
    .addOption(withWorkers())
    .addHelpText(
      'after',
      `
Examples:
  takt instead run.takt --at "6 h" --without failure:mill
  takt instead run.takt --at "6 h" --set stations.solder-1.parameters.temperature.setPoint=252
  takt instead run.takt --at "6 h" --with plan-b.yaml --without lot:3
  takt instead run.takt --at "0 h" --recorded --each failure
  takt instead weld.takt --at "26 h" --cause ict --late "1 h" --late "8 h"`,
    )
    .action(async (path: string, flags: Flags) => {
      const out = screen(flags)
      const { each, replications = each ? 30 : 100, seed, ahead: within } = flags
      checkAsked(flags)
      const { log, known, stops } = readLog(path, (log) => {
        const at = momentOfLog(flags.at, log.header.scenario, log.endTime / 1e6)
        return { log, known: asOf(log, at), stops: flags.recorded ? recordedStops(log, at) : null }
      })
      const words = INSTEAD_WORDS[flags.lang]
      const options = { replications, seed, within }
      if (flags.cause !== undefined) return insteadOfCause(path, log, known, { ...flags, cause: flags.cause, replications })
      if (each === 'failure') {
        const { result, interrupted } = await simulating('instead', flags, (run) =>
          downtimeOf(log, known, { ...options, recorded: flags.recorded === true, ...run }),
        )
        if (result === null) return stopped(out)
        out.document({ log: path, ...result, ...(interrupted && { partial: true as const }) })
        for (const line of downtimeLines(result, log.header.scenario, words)) out.say(line)
        process.exitCode = interrupted ? ExitCode.interrupted : ExitCode.done
        return
      }
      if (flags.target !== undefined) {
        const { target } = flags
        const stages = stagesAsked(flags, known, stops)
        const { result, interrupted } = await simulating('instead', flags, (run) =>
          keptOrders(known, stages, { ...options, target, ...run }),
        )
        if (result === null) return stopped(out)
        out.document({ log: path, ...result, ...(interrupted && { partial: true as const }) })
        for (const line of keptLines(result, log.header.scenario, words)) out.say(line)
        process.exitCode = interrupted ? ExitCode.interrupted : ExitCode.done
        return
      }
      const then = stops === null ? known : { ...known, scenario: withStops(known, stops) }
      const change = changeAsked(flags, known, stops)
      const { result, interrupted } = await simulating('instead', flags, (run) => counterfactual(then, change, { ...options, ...run }))
      if (result === null) return stopped(out)
      out.document({ log: path, ...result, ...(interrupted && { partial: true as const }) })
      const what = [...flags.without.map((one) => `without ${one}`), ...(flags.with === undefined ? [] : [flags.with]), ...flags.set].join(
        ', ',
      )
      for (const line of insteadLines(result, {
        scenario: log.header.scenario,
        words,
        assumed: FORECAST_WORDS[flags.lang],
        what,
        stops: stops?.length ?? null,
      }))
        out.say(line)
      process.exitCode = interrupted ? ExitCode.interrupted : ExitCode.done
    })
}

function stopped(out: ReturnType<typeof screen>) {
  out.note('Interrupted: no pair of runs was finished.')
  process.exitCode = ExitCode.interrupted
}

function checkAsked({ each, without: away, with: file, set, cause, late, recorded, target }: Flags) {
  if (target !== undefined && (each !== undefined || cause !== undefined))
    throw usage('--target', '`--target` is about orders with and without something', 'leave out --each and --cause')
  const isChanged = away.length > 0 || file !== undefined || set.length > 0
  if (cause !== undefined && (each !== undefined || isChanged || recorded))
    throw usage('--cause', '`--cause` says by itself what is to be otherwise', 'leave out --each, --without, --with, --set and --recorded')
  if (cause === undefined && late.length > 0) throw usage('--late', 'there is no cause to hear of', 'add --cause and the id of a test')
  if (cause !== undefined) return
  if (each !== undefined && isChanged)
    throw usage(
      '--each',
      '`--each` thinks one thing away at a time, and other changes were asked for too',
      'leave out --without, --with and --set',
    )
  if (each === undefined && !isChanged)
    throw usage(
      '',
      'nothing is to be otherwise',
      'name a cause to think away (--without failure:mill), a change (--with FILE, --set PATH=VALUE), or --each failure',
    )
}

/** As it is; without what is thought away; and then with what else is to be otherwise. */
function stagesAsked(flags: Flags, known: AsOf, stops: readonly RecordedStop[] | null): readonly Stage[] {
  const { scenario } = known
  const asIs = stops === null ? scenario : withStops(known, stops)
  const all = changeAsked(flags, known, stops)(asIs)
  const { without: away, with: file, set } = flags
  const isBoth = away.length > 0 && (file !== undefined || set.length > 0)
  const { with: _, ...onlyAway } = flags
  return [
    { name: 'asIs', plant: asIs },
    ...(isBoth ? [{ name: 'without', plant: changeAsked({ ...onlyAway, set: [] }, known, stops)(asIs) }] : []),
    { name: away.length > 0 && !isBoth ? 'without' : 'instead', plant: all },
  ]
}

/** Everything that was asked for, one after the other; every mistake in it at once. */
function changeAsked({ without: away, with: file, set }: Flags, known: AsOf, stops: readonly RecordedStop[] | null): Change {
  const problems: InputProblem[] = []
  const changes: Change[] = []
  // Recorded stops of a failure that is thought away do not come either.
  if (stops !== null) {
    const left = stops.filter(({ station, mode }) => !away.includes(`failure:${station}`) && !away.includes(`failure:${station}/${mode}`))
    changes.push(() => withStops(known, left))
  }
  for (const written of away) {
    const change = without(known, written)
    if (!isProblem(change)) changes.push(change)
    else problems.push({ file: null, line: null, column: null, path: '--without', ...change })
  }
  if (file !== undefined || set.length > 0) {
    const tried = laidOver(known.scenario, file, set)
    if ('problems' in tried) problems.push(...tried.problems)
    changes.push((scenario) => {
      const loaded = laidOver(scenario, file, set)
      if ('problems' in loaded) throw new BadInput(loaded.problems)
      return loaded.scenario
    })
  }
  if (problems.length > 0) throw new BadInput(problems)
  return (scenario) => changes.reduce((plant, change) => change(plant), scenario)
}

/** What a file and values make of a plant: the file says what is otherwise, whatever it extends. */
function laidOver(plant: Scenario, file: string | undefined, set: readonly string[]) {
  const json = JSON.stringify(plant)
  if (file === undefined) return loadScenario(json, { file: plant.id, set })
  const text = readText(file)
  // Of a file that says only what is otherwise the rest goes without saying; at its end, so that its lines keep their numbers.
  const said = (key: string) => new RegExp(`^[\\s{,"]*${key}"?\\s*:`, 'm').test(text)
  const unsaid = ['schema: takt/1', 'extends: plant'].filter((line) => !said(line.split(':')[0]!))
  const extended = file.endsWith('.json') ? text : [text, ...unsaid].join('\n')
  return loadScenario(extended, { file, read: () => json, set })
}
