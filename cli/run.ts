import type { Command } from 'commander'
import { type RunResult, simulate } from '../index.ts'
import { createFile } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { kpiTables } from './kpi-tables.ts'
import { type RunFlags, withRunFlags } from './options.ts'
import { noteOverload } from './overload.ts'
import { simulating } from './pool.ts'
import { duration } from './quantity.ts'
import { checkTimes, loadFile } from './scenario.ts'
import { type Screen, screen } from './screen.ts'

export interface RunCommandFlags extends RunFlags {
  readonly log?: string
  readonly hash?: true
  readonly all?: true
}

export function run(program: Command) {
  withRunFlags(program.command('run'))
    .summary('simulates; prints KPIs with intervals')
    .description('Simulates a scenario and prints its KPIs, each with its interval over the replications.')
    .argument('<scenario>', 'scenario file, YAML or JSON')
    .option('--log <file>', 'write the event log of replication 0')
    .option('--hash', 'print the hash of that log')
    .option('--all', 'every KPI of every subject')
    .addHelpText(
      'after',
      `
Examples:
  takt run first-plant.yaml
  takt run first-plant.yaml --replications 30 --until "5 d" --warm-up auto
  takt run first-plant.yaml --set buffers.rack.capacity=5 --log day.takt
  takt run first-plant.yaml --json > result.json && takt reproduce result.json`,
    )
    .action(async (file: string, flags: RunCommandFlags) => {
      const out = screen(flags)
      const plant = loadFile(file, flags)
      checkTimes(flags, [plant])
      noteOverload(out, plant.scenario, flags.until)
      const { result, interrupted } = await simulating(plant.scenario.title, flags, async (run) => {
        const log = flags.log === undefined ? null : createFile(flags.log)
        try {
          const onLog = log?.write ?? (flags.hash ? () => {} : undefined)
          const measured = await simulate(plant, { ...flags, ...run, onLog })
          log?.close()
          return measured
        } finally {
          log?.discard()
        }
      })
      out.document(result)
      print(out, result, flags)
      process.exitCode = interrupted ? ExitCode.interrupted : ExitCode.done
    })
}

/** The result as tables, for people. */
export function print(out: Screen, result: RunResult, { all }: { all?: true | undefined } = {}) {
  const { scenario, input, replications, horizon, warmUp, seed, events, logHash, wallSeconds, partial, warnings } = result
  out.say(`${input?.title ?? scenario.id}  (${scenario.id}, seed ${seed})`)
  const measured = warmUp > 0 ? `, measured after ${duration(warmUp)}` : ''
  const intervals = replications > 1 ? '; ± is the 95 % interval' : '; one replication says nothing about chance'
  out.say(`${replications} ${replications === 1 ? 'replication' : 'replications'} of ${duration(horizon)}${measured}${intervals}`)
  if (replications > 0) out.say(`\n${kpiTables(result, { all: all === true })}`)
  if (logHash !== undefined) out.say(`\nlog ${logHash}`)
  out.say(`\n${events} events in ${wallSeconds} s`)
  for (const warning of warnings ?? []) out.note(warning)
  if (partial) out.note(`Interrupted: these are the ${replications} replications that were done.`)
}
