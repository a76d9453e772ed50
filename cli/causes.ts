import { Command, Option } from 'commander'
import { causeSections, lossesOf } from '../analysis/causes/index.ts'
import { CAUSE_WORDS } from '../analysis/causes/words.ts'
import { recordOf } from '../analysis/record/index.ts'
import { clockOf } from '../analysis/report/format.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
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
  readonly lang: Language
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt causes LOG`: what made units fail their tests. */
export function causesCommand(): Command {
  return withOutputFlags(new Command('causes'))
    .summary('what units that fail a test have in common: lots, machines, people, tools, shifts, parameters, ranked')
    .description(
      'Ranks what may have made units fail a test, with effect and interval, and says what it cannot tell apart and which units to make so that it can. Finding nothing is an answer.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--at <moment>', 'as it was known then: a duration after the start, or a date; the end of the log if not said')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt causes day.takt\n  takt causes day.takt --at "20 h" --lang zh\n  takt causes day.takt --json',
    )
    .action((path: string, { at, lang, ...flags }: Flags) => {
      const out = screen(flags)
      const { losses, clock, moment } = readLog(path, (log) => {
        const { scenario, startTime, timeZone } = log.header
        const moment = at === undefined ? log.endTime / 1e6 : secondsOf(at, scenario)
        if (moment === null)
          throw usage('--at', `\`${at}\` is not a moment`, 'write a duration such as "3 h", or a date such as 2026-03-02T06:00')
        if (moment > log.endTime / 1e6)
          throw usage('--at', `the log ends ${duration(log.endTime / 1e6)} after its start, before ${at}`, 'name an earlier moment')
        const record = recordOf(log, Math.round(moment * 1e6))
        const clock = clockOf({ startTime, timeZone, since: 0, seconds: moment })
        return { losses: lossesOf(record, scenario), clock, moment }
      })
      out.document({ log: path, at: moment, losses })
      if (losses.length === 0) out.say(CAUSE_WORDS[lang].noTests)
      saySections(causeSections(losses, clock, lang), out)
      process.exitCode = ExitCode.done
    })
}
