import type { Command } from 'commander'
import type { Problem } from '../scenarios/problem.ts'
import { ExitCode } from './interrupt.ts'
import { withOutputFlags, withSet } from './options.ts'
import { noteOverload } from './overload.ts'
import { BadInput, type InputProblem } from './problem.ts'
import { noteRemarks } from './remarks.ts'
import { loadFile } from './scenario.ts'
import { screen } from './screen.ts'

export function validate(program: Command) {
  withOutputFlags(program.command('validate'))
    .summary('all mistakes at once')
    .description('Reads scenarios without running them, and says every mistake in them: file, line, column, what to write instead.')
    .argument('<scenario...>', 'scenario files, YAML or JSON')
    .addOption(withSet())
    .addHelpText('after', '\nExamples:\n  takt validate first-plant.yaml\n  takt validate plants/*.yaml --json')
    .action((files: readonly string[], flags: { set: readonly string[]; json: boolean; quiet: boolean }) => {
      const out = screen(flags)
      const problems: InputProblem[] = []
      const scenarios: { file: string; id: string; hash: string; remarks?: readonly Problem[] }[] = []
      for (const file of files) {
        try {
          const loaded = loadFile(file, flags)
          const { scenario, hash, remarks } = loaded
          scenarios.push({ file, id: scenario.id, hash, ...(remarks && { remarks }) })
          if (!flags.quiet) out.say(`${file}: ${scenario.id} is valid`)
          noteRemarks(out, loaded)
          noteOverload(out, scenario)
        } catch (error) {
          if (!(error instanceof BadInput)) throw error
          problems.push(...error.problems)
        }
      }
      if (problems.length > 0 && !flags.json) out.problems(new BadInput(problems))
      out.document({ problems, scenarios })
      process.exitCode = problems.length > 0 ? ExitCode.badInput : ExitCode.done
    })
}
