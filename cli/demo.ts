import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { optimize, simulate } from '../index.ts'
import { colours } from './colours.ts'
import { createFile, LOG } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { bestOf, print as printProposal } from './optimize.ts'
import { simulating } from './pool.ts'
import { print as printRun } from './run.ts'
import { loadFile } from './scenario.ts'
import { screen } from './screen.ts'
import { type ServeFlags, serveUntilStopped, withServeFlags } from './serve.ts'

/** Few enough for a first minute; a difference needs more than a mean. */
const REPLICATIONS = { run: 10, proof: 40 }

export function demo(program: Command) {
  withServeFlags(program.command('demo'))
    .summary('a demo plant: its KPIs, a better plan, the proof, and the viewer')
    .description(
      'Simulates the auto-parts plant, proposes maintenance windows, proves them by simulation, and serves the viewer with what was recorded.',
    )
    .option('--no-serve', 'end after the verdict')
    .addHelpText('after', '\nExamples:\n  takt demo\n  takt demo --no-serve')
    .action(async (flags: ServeFlags & { serve: boolean }) => {
      const out = screen(flags)
      const file = fileURLToPath(new URL('../../scenarios/auto-parts.yaml', import.meta.url))
      const plant = loadFile(file, { set: [] })
      const folder = mkdtempSync(join(tmpdir(), 'takt-demo-'))
      try {
        const log = createFile(join(folder, `${plant.scenario.id}.takt`), LOG)
        out.say(colours.bold('The plant as it is'))
        const measured = await simulating('simulating', flags, (run) =>
          simulate(plant, { ...run, replications: REPLICATIONS.run, onLog: log.write }),
        )
        log.close()
        printRun(out, measured.result)
        if (measured.interrupted) {
          process.exitCode = ExitCode.interrupted
          return
        }
        out.say(`\n${colours.bold('A proposal: when to maintain')}`)
        const proposed = await simulating('proposing and proving', flags, (run) =>
          optimize(plant, { for: 'maintenance', ...run, replications: REPLICATIONS.proof, solveApart: true }),
        )
        printProposal(out, proposed.result)
        out.say(`\nVerdict: ${bestOf(proposed.result)?.verdict ?? 'nothing to propose'}.`)
        if (proposed.interrupted) process.exitCode = ExitCode.interrupted
        else if (flags.serve) {
          out.say(`\n${colours.bold('Watch it')}`)
          await serveUntilStopped(join(folder, `${plant.scenario.id}.takt`), flags, out)
        } else out.document({ run: measured.result, proposal: proposed.result })
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}
