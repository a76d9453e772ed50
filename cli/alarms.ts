import { Command, Option } from 'commander'
import { alarmSays, alarmSections, alarmsOf, foreknowledge, ruleSummaries } from '../analysis/alarms/index.ts'
import { chartsOf } from '../analysis/quality/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { secondsOf } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { withOutputFlags } from './options.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { screen } from './screen.ts'
import { saySections } from './sections.ts'

interface Flags {
  readonly at?: string
  readonly all?: boolean
  readonly lang: Language
  readonly json: boolean
  readonly quiet: boolean
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
    .addOption(new Option('--lang <language>', 'language of the answer').choices(Object.keys(WORDS)).default('en'))
    .addHelpText('after', '\nExamples:\n  takt alarms day.takt\n  takt alarms day.takt --at "6 h" --lang zh\n  takt alarms day.takt --json')
    .action((path: string, flags: Flags) => {
      const out = screen(flags)
      const { told, at } = readLog(path, (log) => tell(log, flags.at))
      const { alarms, rules } = told
      out.document({ log: path, at, says: alarmSays(told, flags.lang), rules, foreknowledge: foreknowledge(alarms), alarms })
      if (alarms.length === 0) for (const sentence of alarmSays(told, flags.lang)) out.say(sentence)
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
  return { at: seconds, told: { startTime, timeZone, since: 0, seconds, alarms, rules: ruleSummaries(alarms, charts, seconds) } }
}

/** µs */
export function momentOf(log: Log<Scenario>, text: string | undefined, flag = '--at'): number {
  const end = log.endTime / 1e6
  const at = text === undefined ? end : secondsOf(text, log.header.scenario)
  if (at === null) throw usage(flag, `\`${text}\` is not a moment`, 'write a duration such as "3 h", or a date such as 2026-03-02T06:00')
  if (at > end) throw usage(flag, `the log ends ${duration(end)} after its start, before ${text}`, 'name an earlier moment')
  return Math.round(at * 1e6)
}
