import type { Command } from 'commander'
import { BATCHES } from '../engine/experiment/batch-means.ts'
import type { ForkAsked } from '../engine/experiment/fork.ts'
import { MOST_REPLICATIONS } from '../engine/experiment/settings.ts'
import { loadScenario, type RunResult, type Subject, simulate } from '../index.ts'
import { limits } from '../scenarios/limits.ts'
import { readText } from './files.ts'
import { firstDifference } from './first-difference.ts'
import { ExitCode } from './interrupt.ts'
import { withOutputFlags, withWorkers } from './options.ts'
import { simulating } from './pool.ts'
import { badFile } from './problem.ts'
import { count, duration } from './quantity.ts'
import { MOST_BYTES_OF_RESULTS } from './scenario.ts'
import { screen } from './screen.ts'

export function reproduce(program: Command) {
  withOutputFlags(program.command('reproduce'))
    .summary('runs it again and compares bit for bit')
    .description(
      'Runs a result of `takt run --json` or `takt batch` again from the scenario it carries, and compares every number bit for bit. Exit code 1, and the first difference, where they are not the same.',
    )
    .argument('<result>', 'JSON file with a result')
    .addOption(withWorkers())
    .addHelpText('after', '\nExamples:\n  takt run first-plant.yaml --json > result.json\n  takt reproduce result.json')
    .action(async (file: string, flags: { json: boolean; quiet: boolean; workers?: number }) => {
      const out = screen(flags)
      const { told, plant } = readResult(file)
      const { seed, replications, horizon: until, warmUp, logHash, batchMeans } = told
      const onLog = logHash === undefined ? undefined : () => {}
      const { result, interrupted } = await simulating('reproduce', flags, (run) =>
        simulate(plant, { ...run, seed, replications, until, warmUp, onLog, batchMeans: batchMeans?.batches, fork: forkOf(told, plant) }),
      )
      if (interrupted) {
        out.document({ reproduced: null, difference: null })
        out.note('Interrupted before all of it was run again.')
        process.exitCode = ExitCode.interrupted
        return
      }
      const difference = firstDifference(repeatable(told), repeatable(result))
      out.document({ reproduced: difference === null, difference })
      if (difference === null)
        out.say(
          `Reproduced bit for bit: ${count(replications, 'replication')}, ${count(told.kpis.length, 'KPI')}, ${count(told.events, 'event')}.`,
        )
      else out.say(`Not reproduced. First difference at ${difference.path}: ${difference.expected} in the file, ${difference.found} now.`)
      process.exitCode = difference === null ? ExitCode.done : ExitCode.negative
    })
}

/** The moment it went on from: of the plant that the result carries, or of the one that it was before. */
function forkOf({ fork }: RunResult, plant: Subject): ForkAsked | undefined {
  if (fork === undefined) return undefined
  const { at, seed, replication, luck, scenario, input } = fork
  return { ...(input ? { scenario: input, hash: scenario.hash } : plant), at, seed, replication, luck }
}

/**
 * What repeats exactly, in the order in which a difference says most: the versions first, then the scenario. How many replications it took was
 * found out once; what else was made of the values follows from them.
 */
function repeatable({ takt, rng, scenario, seed, replications, horizon, warmUp, unit, logHash, events, kpis: told }: RunResult) {
  const kpis = told.map(({ quantiles: _, ...kpi }) => kpi)
  return { takt, rng, scenario, seed, replications, horizon, warmUp, unit, logHash, events, kpis }
}

function readResult(file: string) {
  let told: unknown
  try {
    told = JSON.parse(readText(file, MOST_BYTES_OF_RESULTS))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw badFile(file, `this is not JSON: ${error.message}`, 'name what `takt run --json` printed')
  }
  if (!isResult(told))
    throw badFile(file, 'this is not a result of one scenario', 'name what `takt run --json` printed, or a result of `takt batch`')
  if (told.replications === 0) throw badFile(file, 'no replication of this result was finished', 'run the scenario anew')
  const odd = oddIn(told)
  if (odd !== null) throw badFile(file, `no run has such a result: ${odd}`, 'run the scenario anew, or give the file as it was printed')
  const plant = loadScenario(JSON.stringify(told.input), { file })
  if ('problems' in plant) throw badFile(file, `the scenario in it cannot be read: ${plant.problems[0]?.message}`, 'run the scenario anew')
  return { told, plant }
}

/** What no run could be asked for, so that there is nothing to compare with; null where there is no such thing. */
function oddIn({ seed, replications, horizon, warmUp, logHash, batchMeans }: RunResult): string | null {
  if (!Number.isSafeInteger(seed)) return `its seed is ${seed}`
  if (!(Number.isInteger(replications) && replications >= 1 && replications <= MOST_REPLICATIONS))
    return `it has ${replications} replications, and there is luck for 1 to ${MOST_REPLICATIONS}`
  if (!(horizon > 0 && horizon <= limits.duration)) return `its horizon is ${horizon} s`
  if (!(warmUp >= 0)) return `its warm-up is ${warmUp} s`
  if (warmUp >= horizon) return `its warm-up of ${duration(warmUp)} leaves nothing of its horizon of ${duration(horizon)}`
  if (logHash !== undefined && typeof logHash !== 'string') return 'its logHash is no text'
  if (batchMeans === undefined) return null
  const batches: unknown = Object(batchMeans).batches
  const fits = typeof batches === 'number' && Number.isInteger(batches) && batches >= BATCHES.fewest && batches <= BATCHES.most
  return fits ? null : `its batchMeans have no number of batches from ${BATCHES.fewest} to ${BATCHES.most}`
}

function isResult(value: unknown): value is RunResult {
  if (typeof value !== 'object' || value === null) return false
  const has = (key: string, type: string) => key in value && typeof Reflect.get(value, key) === type
  const numbers = ['seed', 'replications', 'horizon', 'warmUp', 'events'].every((key) => has(key, 'number'))
  return numbers && has('takt', 'string') && has('scenario', 'object') && has('input', 'object') && hasKpis(value)
}

const hasKpis = (value: object) =>
  'kpis' in value && Array.isArray(value.kpis) && value.kpis.every((kpi) => typeof kpi === 'object' && kpi !== null)
