import { Command, Option } from 'commander'
import { qualityOf } from '../analysis/quality/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import { isInspected, qualitySays, qualitySections } from '../analysis/report/quality.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import type { Watch } from '../analysis/spc/index.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { withOutputFlags } from './options.ts'
import { screen } from './screen.ts'
import { saySections } from './sections.ts'

const WATCHES: readonly Watch[] = ['standard', 'ruleOne', 'cusum', 'ewma', 'individuals', 'westernElectric', 'nelson']

interface Flags {
  readonly lang: Language
  readonly watch: Watch
  readonly all?: boolean
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt quality LOG`: is it good? */
export function qualityCommand(): Command {
  return withOutputFlags(new Command('quality'))
    .summary('is it good: first-pass yield, defects, control charts and their signals, measurements, rework')
    .description('Reads a log and says whether what was made is good: in a few sentences first, then in tables.')
    .argument('<log>', 'log, as run --log or import writes it')
    .addOption(
      new Option('--watch <rules>', 'what readings are watched by; standard: beyond 3 sigma, and a CUSUM')
        .choices(WATCHES)
        .default('standard'),
    )
    .option('--all', 'every row of every table')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt quality day.takt\n  takt quality day.takt --watch nelson\n  takt quality day.takt --lang zh\n  takt quality day.takt --json',
    )
    .action(async (path: string, { lang, watch, all, ...flags }: Flags) => {
      const out = screen(flags)
      const of = readLog(path, (log) => {
        const { startTime, timeZone } = log.header
        const record = recordOf(log)
        const since = record.since / 1e6
        return { startTime, timeZone, since, seconds: record.end / 1e6 - since, quality: qualityOf(log, record, { watch }) }
      })
      out.document({ log: path, says: qualitySays(of, lang), ...of.quality })
      if (!isInspected(of.quality)) for (const sentence of qualitySays(of, lang)) out.say(sentence)
      saySections(qualitySections(of, lang, all ? Number.POSITIVE_INFINITY : undefined), out)
      process.exitCode = ExitCode.done
    })
}
