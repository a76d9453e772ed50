import { Command, Option } from 'commander'
import { alarmList, alarmSays, alarmSections, alarmsOf, overloadsOf } from '../analysis/alarms/index.ts'
import { chartsOf } from '../analysis/quality/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import { WORDS } from '../analysis/report/words.ts'
import { MOST_REPLICATIONS } from '../engine/experiment/settings.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { MOVES_BY } from '../twin/affected.ts'
import { type EffectFlags, tellAffected, tellSaved } from './alarm-effects.ts'
import { isNoting, type NoteFlags, writeNotes } from './alarm-notes.ts'
import { secondsOf } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { positiveDuration, wholeNumber, withOutputFlags, withWorkers } from './options.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { screen } from './screen.ts'
import { saySections } from './sections.ts'

interface Flags extends NoteFlags, EffectFlags {
  readonly at?: string
  readonly all?: boolean
  readonly json: boolean
}

/** `takt alarms LOG`: what was out of order, what it touches, what can be done, and how far that is. */
export function alarmsCommand(): Command {
  return withOutputFlags(new Command('alarms'))
    .summary('alarms: what is out of order, what it touches, what can be done, how far that is')
    .description(
      'Reads a log and lists every alarm that it gives ground for, in the order in which they arose: rule, evidence, what is affected, what can be done, and its life: raised, acknowledged, acted on, closed.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--at <moment>', 'as it was known then: a duration after the start, or a date; the end of the log if not said')
    .option('--all', 'every row of every table')
    .option('--affected <alarm>', 'which orders this alarm moves: forecasts just before and just after it')
    .addOption(
      new Option('--threshold <duration>', 'an order is affected when its P50 moves by more')
        .argParser(positiveDuration)
        .default(MOVES_BY, '30 min'),
    )
    .option('--saved <alarm>', 'what acting on this alarm saved, against not acting')
    .addOption(new Option('--later <duration>', 'with --saved: against acting so much later').argParser(positiveDuration))
    .addOption(new Option('--within <duration>', 'with --saved: for how long ahead').argParser(positiveDuration))
    .addOption(new Option('--replications <n>', 'how many futures').argParser(wholeNumber(2, MOST_REPLICATIONS)).default(100))
    .addOption(new Option('--seed <n>', 'whole number that the luck of the futures comes from').argParser(wholeNumber(0)))
    .option('--acknowledge <alarm...>', 'somebody has seen these alarms')
    .option('--acted <alarm...>', 'somebody has done something about them')
    .option('--close <alarm...>', 'they are over')
    .option('--by <name>', 'who says so')
    .option('--out <file>', 'the new log: the same records, and what was said')
    .addOption(withWorkers())
    .addOption(new Option('--lang <language>', 'language of the answer').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt alarms day.takt\n  takt alarms day.takt --at "6 h" --lang zh\n  takt alarms day.takt --affected equipmentFailure:lathe:1\n  takt alarms day.takt --saved equipmentFailure:lathe:1 --later "2 h"\n  takt alarms day.takt --acknowledge equipmentFailure:lathe:1 --by Ana --at "3 h" --out seen.takt',
    )
    .action(async (path: string, flags: Flags) => {
      const out = screen(flags)
      if (flags.affected !== undefined) return tellAffected(path, flags.affected, flags, out)
      if (flags.saved !== undefined) return tellSaved(path, flags.saved, flags, out)
      if (isNoting(flags)) {
        writeNotes(path, flags, (log) => momentOf(log, flags.at), out)
        process.exitCode = ExitCode.done
        return
      }
      const { told, at, alarms } = readLog(path, (log) => tell(log, flags.at))
      const { raised, open, acknowledged, rules, foreknowledge, overloads } = told.alarms
      out.document({
        log: path,
        at,
        says: alarmSays(told, flags.lang),
        raised,
        open,
        acknowledged,
        rules,
        foreknowledge,
        overloads,
        alarms,
      })
      if (raised === 0) for (const sentence of alarmSays(told, flags.lang)) out.say(sentence)
      saySections(alarmSections(told, flags.lang, flags.all ? Number.POSITIVE_INFINITY : undefined), out)
      process.exitCode = ExitCode.done
    })
}

function tell(log: Log<Scenario>, moment: string | undefined) {
  const { scenario, startTime, timeZone } = log.header
  const until = momentOf(log, moment)
  const record = recordOf(log, until)
  const charts = chartsOf(record, scenario)
  const alarms = alarmsOf(log, { until, record, charts })
  const seconds = until / 1e6
  const list = alarmList(alarms, { charts, seconds, most: Number.POSITIVE_INFINITY, overloads: overloadsOf(record, scenario) })
  return { at: seconds, alarms, told: { startTime, timeZone, currency: scenario.currency, since: 0, seconds, alarms: list } }
}

/** µs */
function momentOf(log: Log<Scenario>, text: string | undefined, flag = '--at'): number {
  const end = log.endTime / 1e6
  const at = text === undefined ? end : secondsOf(text, log.header.scenario)
  if (at === null) throw usage(flag, `\`${text}\` is not a moment`, 'write a duration such as "3 h", or a date such as 2026-03-02T06:00')
  if (at > end) throw usage(flag, `the log ends ${duration(end)} after its start, before ${text}`, 'name an earlier moment')
  return Math.round(at * 1e6)
}
