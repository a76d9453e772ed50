import { Command, Option } from 'commander'
import { equipmentOf } from '../analysis/maintenance/equipment.ts'
import { equipmentSays, equipmentSections } from '../analysis/maintenance/index.ts'
import type { EquipmentWarning } from '../analysis/maintenance/warnings.ts'
import { recordOf } from '../analysis/record/index.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { positiveDuration, ratio, withOutputFlags } from './options.ts'
import { momentOf } from './orders.ts'
import { screen } from './screen.ts'
import { saySections } from './sections.ts'

interface Flags {
  readonly at?: string
  readonly within: number
  readonly warnWithin: number
  readonly risk: number
  readonly all?: boolean
  readonly lang: Language
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt equipment LOG`: how healthy is equipment, and when is it to fail? */
export function equipmentCommand(): Command {
  return withOutputFlags(new Command('equipment'))
    .summary('how healthy equipment is: hours, MTBF, condition with zone and trend, remaining life, warnings before failures')
    .description(
      'Reads a log as it was known at a moment and says of each machine what it has done, how often it failed, in which zone its signals are and how they grow, how long it is likely to last, and which warnings were given before failures.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--at <moment>', 'as it was known then: a duration after the start, or a date; the end of the log if not said')
    .addOption(
      new Option('--within <duration>', 'how far ahead the chance of a failure is told')
        .argParser(positiveDuration)
        .default(7 * 86_400, '7 d'),
    )
    .addOption(
      new Option('--warn-within <duration>', 'a failure is warned of when it is likely within this time')
        .argParser(positiveDuration)
        .default(14 * 86_400, '14 d'),
    )
    .addOption(new Option('--risk <share>', 'from which chance on, such as 50%').argParser(ratio).default(0.5, '50 %'))
    .option('--all', 'every row of every table')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt equipment month.takt\n  takt equipment month.takt --at "20 d" --within "14 d"\n  takt equipment month.takt --lang zh\n  takt equipment month.takt --json',
    )
    .action((path: string, { at, within, warnWithin, risk, all, lang, ...flags }: Flags) => {
      const out = screen(flags)
      const of = readLog(path, (log) => {
        const { header } = log
        const { startTime, timeZone } = header
        const until = momentOf(at, log)
        return {
          startTime,
          timeZone,
          report: equipmentOf(recordOf(log, until), header, { within, warnings: { within: warnWithin, risk } }),
        }
      })
      const { warnings, ...report } = of.report
      out.document({ log: path, says: equipmentSays(of.report, lang), ...report, warnings: warnings.map(inSeconds) })
      saySections(equipmentSections(of, lang, all ? Number.POSITIVE_INFINITY : undefined), out)
      process.exitCode = ExitCode.done
    })
}

const inSeconds = ({ at, by, until, lead, ...rest }: EquipmentWarning) => ({
  ...rest,
  at: at / 1e6,
  by: by === null ? null : by / 1e6,
  until: Number.isNaN(until) ? null : until / 1e6,
  lead: lead === null ? null : lead / 1e6,
})
