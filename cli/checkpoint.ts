import type { Command } from 'commander'
import { encodeState } from '../engine/experiment/state-file.ts'
import { limits } from '../scenarios/limits.ts'
import { createFile, type OutputKind, sizeOf } from './files.ts'
import { secondsOf } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { wholeNumber, withOutputFlags, withSet } from './options.ts'
import { simulating } from './pool.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { loadFile } from './scenario.ts'
import { screen } from './screen.ts'

export const STATE: OutputKind = { name: 'a saved state of Takt', begins: /^TAKT-STATE/ }

interface Flags {
  readonly at: string
  readonly out: string
  readonly seed?: number
  readonly set: readonly string[]
  readonly json: boolean
  readonly quiet: boolean
}

export function checkpoint(program: Command) {
  withOutputFlags(program.command('checkpoint'))
    .summary('saves the state of a run at a moment, to go on from')
    .description(
      'Runs a scenario to a moment and saves its state, from which `takt run --from` and `takt compare --from` go on, bit for bit.',
    )
    .argument('<scenario>', 'scenario file')
    .requiredOption('--at <moment>', 'a duration after the start, or a date in the zone of the scenario')
    .requiredOption('--out <file>', 'where to')
    .option('--seed <n>', 'whole number that all chance comes from', wholeNumber(-Number.MAX_SAFE_INTEGER))
    .addOption(withSet())
    .addHelpText(
      'after',
      '\nExamples:\n  takt checkpoint first-plant.yaml --at "3 h" --out noon.state\n  takt run first-plant.yaml --from noon.state\n  takt run first-plant.yaml --from noon.state --luck same',
    )
    .action(async (file: string, flags: Flags) => {
      const out = screen(flags)
      const plant = loadFile(file, flags)
      const at = secondsOf(flags.at, plant.scenario)
      if (at === null)
        throw usage('--at', `\`${flags.at}\` is not a moment`, 'write a duration such as "3 h", or a date such as 2026-03-02T06:00')
      if (at > limits.duration) throw usage('--at', `the moment ${flags.at} is too far away`, 'name one within 100 years')
      const { seed = plant.scenario.seed } = flags
      const target = createFile(flags.out, STATE)
      try {
        const past = { seed, replication: 0, until: at }
        const { result: state, interrupted } = await simulating('checkpoint', flags, ({ pool }) => pool.state(plant.scenario, past))
        if (interrupted || state === null) {
          out.note('Interrupted: nothing was saved.')
          process.exitCode = ExitCode.interrupted
          return
        }
        target.write(encodeState({ scenario: plant.scenario, hash: plant.hash, at, seed, replication: 0, state }))
        target.close()
      } finally {
        target.discard()
      }
      out.document({ state: flags.out, scenario: { id: plant.scenario.id, hash: plant.hash }, at, seed, replication: 0 })
      out.say(`${flags.out}: ${plant.scenario.title} ${duration(at)} after its start, ${sizeOf(flags.out)}.`)
      process.exitCode = ExitCode.done
    })
}
