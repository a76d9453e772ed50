import { Command, Option } from 'commander'
import { recordOf } from '../analysis/record/index.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import { wasteDocument, wasteOf } from '../analysis/waste/index.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { withOutputFlags } from './options.ts'
import { screen } from './screen.ts'
import { saySections } from './sections.ts'

/** `takt waste LOG`: the seven wastes and unused talent. */
export function wasteCommand(): Command {
  return withOutputFlags(new Command('waste'))
    .summary('where the waste is: minutes, pieces and money, by the seven wastes and unused talent')
    .description('What machines, units, people and stock of a log lost, each with a Pareto that adds up to all that was lost.')
    .argument('<log>', 'log, as run --log or import writes it')
    .addOption(new Option('--lang <language>', 'language').choices(Object.keys(WORDS)).default('en'))
    .addHelpText('after', '\nExamples:\n  takt waste day.takt\n  takt waste day.takt --json')
    .action((path: string, flags: { lang: Language; json: boolean; quiet: boolean }) => {
      const out = screen(flags)
      readLog(path, (log) => {
        const { scenario } = log.header
        const { lines, total } = wasteOf(recordOf(log), scenario)
        const { machines, units, people, pieces } = total
        out.document({
          currency: scenario.currency,
          total: { machineSeconds: machines / 1e6, unitSeconds: units / 1e6, personSeconds: people / 1e6, pieces },
          lines: lines.map(({ time, ...line }) => ({ ...line, seconds: time / 1e6 })),
        })
        saySections(wasteDocument({ lines, total }, flags.lang, scenario.currency), out)
      })
      process.exitCode = ExitCode.done
    })
}
