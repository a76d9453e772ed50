import { join } from 'node:path'
import type { Command } from 'commander'
import { index, type JobOutcome, runBatch } from '../batch/batch.ts'
import type { KpiResult } from '../index.ts'
import { filesAt, makeFolder, writing } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { type RunFlags, withRunFlags } from './options.ts'
import { simulating } from './pool.ts'
import { usage } from './problem.ts'
import { quantity } from './quantity.ts'
import { checkTimes, isNoScenario, loadFiles } from './scenario.ts'
import { screen } from './screen.ts'

export function batch(program: Command) {
  withRunFlags(program.command('batch'))
    .summary('scenarios × replications on all cores; resumes where it stopped')
    .description(
      'Runs all scenarios of folders and files. In the folder of --out each gets a JSON result of its own, and all together summary.csv, replications.csv and batch.json. What is finished there with the same scenario and options is not run again.',
    )
    .argument('<path...>', 'scenario files, or folders of them')
    .requiredOption('--out <dir>', 'folder for the results')
    .addHelpText(
      'after',
      '\nExamples:\n  takt batch experiments/ --out results\n  takt batch a.yaml b.yaml --out results --replications 50 --workers 4',
    )
    .action(async (paths: readonly string[], flags: RunFlags & { out: string }) => {
      const out = screen(flags)
      const found = paths.flatMap((path) => filesAt(path, ['.yaml', '.yml', '.json']))
      // What is named is meant; what only lies in the same folder may be anything.
      const others = found.filter((file) => !paths.includes(file) && isNoScenario(file))
      for (const file of others) out.note(`${file} is left out: it has no \`schema\`, so it is no scenario.`)
      const files = found.filter((file) => !others.includes(file))
      if (files.length === 0)
        throw usage('path', `there is no scenario in ${paths.join(', ')}`, 'name files, or folders that hold .yaml or .json files')
      const jobs = loadFiles(files, flags)
      checkTimes(flags, jobs)
      writing(flags.out, () => makeFolder(flags.out))
      const { result: outcomes, interrupted } = await simulating('batch', flags, (run) =>
        writingTo(flags.out, () => runBatch(jobs, { ...flags, folder: flags.out, ...run })),
      )
      out.document(index(outcomes))
      out.say(table(['scenario', 'throughput', 'leadTime', 'wip', ''], outcomes.map(row)))
      out.say(`\nResults in ${join(flags.out, 'summary.csv')}, replications.csv, batch.json and one JSON file each.`)
      for (const outcome of outcomes) if (outcome.kind === 'failed') out.note(`${outcome.job.file}: ${outcome.reason}`)
      if (interrupted) out.note('Interrupted: what was finished is kept, and the same command goes on from there.')
      const failed = outcomes.some(({ kind }) => kind === 'failed')
      process.exitCode = interrupted ? ExitCode.interrupted : failed ? ExitCode.badInput : ExitCode.done
    })
}

/** Does `work`, and says in the user's words what the disk had against it. */
export async function writingTo<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    return writing(folder, () => {
      throw error
    })
  }
}

function row(outcome: JobOutcome): string[] {
  if (!('result' in outcome)) return [outcome.job.scenario.id, '–', '–', '–', outcome.kind]
  const own = new Map(outcome.result.kpis.filter(({ subject }) => subject === 'plant').map((kpi) => [kpi.name, kpi]))
  return [outcome.job.scenario.id, ...['throughput', 'leadTime', 'wip'].map((name) => cell(own.get(name))), outcome.kind]
}

function cell(kpi: KpiResult | undefined): string {
  if (!kpi) return '–'
  const { text, unit } = quantity(kpi.mean, kpi.halfWidth, kpi.unit)
  return `${text} ${unit}`
}
