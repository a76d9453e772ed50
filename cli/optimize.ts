import { dirname, relative, resolve, sep } from 'node:path'
import { type Command, Option } from 'commander'
import { parse } from 'yaml'
import { type Aim, type OptimizeResult, optimize as optimizeScenario, type Plan } from '../index.ts'
import { type Patch, toYaml } from '../scenarios/index.ts'
import { writeSpan } from '../scenarios/units.ts'
import { print as printComparison } from './compare.ts'
import { createFile, PROPOSAL } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { type RunFlags, withRunFlags } from './options.ts'
import { simulating } from './pool.ts'
import { duration } from './quantity.ts'
import { checkTimes, loadFile } from './scenario.ts'
import { type Screen, screen } from './screen.ts'

const aims: readonly Aim[] = ['schedule', 'maintenance', 'plan']

export function optimize(program: Command) {
  withRunFlags(program.command('optimize'))
    .summary('proposals, checked by simulation')
    .description(
      'Proposes a schedule, maintenance windows or a production plan, and simulates it against the present plan with common random numbers.',
    )
    .argument('<scenario>', 'scenario file')
    .addOption(new Option('--for <aim>', 'what to decide').choices(aims).makeOptionMandatory())
    .option('--out <file>', 'write the proposal as a scenario that extends this one')
    .option('--all', 'every KPI of every subject')
    .addHelpText(
      'after',
      `
Examples:
  takt optimize plant.yaml --for maintenance
  takt optimize plant.yaml --for schedule --out proposal.yaml && takt compare plant.yaml proposal.yaml`,
    )
    .action(async (file: string, flags: RunFlags & { for: Aim; out?: string; all?: true }) => {
      const out = screen(flags)
      const plant = loadFile(file, flags)
      checkTimes(flags, [plant])
      const written = flags.out === undefined ? null : createFile(flags.out, PROPOSAL)
      try {
        const { result, interrupted } = await simulating(`optimize for ${flags.for}`, flags, (run) =>
          optimizeScenario(plant, { ...flags, ...run, solveApart: true }),
        )
        const chosen = bestOf(result)
        if (written && chosen && flags.out !== undefined) {
          written.write(
            proposalText(Array.isArray(chosen.patch) ? chosen.patch : [], {
              base: file,
              at: flags.out,
              of: plant.scenario,
              set: flags.set,
            }),
          )
          written.close()
        }
        out.document(result)
        print(out, result, flags)
        if (flags.out !== undefined)
          out.note(chosen ? `${flags.out} holds ${chosen.id}.` : `${flags.out} was not written: there is no proposal to write.`)
        process.exitCode = interrupted ? ExitCode.interrupted : codeOf(result)
      } finally {
        written?.discard()
      }
    })
}

export function print(out: Screen, result: OptimizeResult, flags: { all?: true | undefined } = {}) {
  for (const sentence of result.explanation) out.say(sentence)
  const { bound, boundFrom, gap } = result
  if (bound !== null) {
    const close = gap === null ? '' : `, gap ${(gap * 100).toFixed(2)} %`
    out.say(`Bound ${Number(bound.toPrecision(6))}${boundFrom === null ? '' : ` from the ${boundFrom}`}${close}.`)
  }
  if (flags.all && result.plan?.windows) out.say(`\n${windowsTable(result.plan.windows)}`)
  out.say()
  if (result.variants.length > 0) printComparison(out, result, flags)
}

/** Every window: when it was due, and when it is to be. */
function windowsTable(windows: NonNullable<Plan['windows']>): string {
  const head = ['station', 'task', 'due after', 'to be after', 'crew', 'cost then', 'cost now']
  const rows = windows.map(({ station, task, due, start, crew, costBefore, cost }) => [
    ...[station, task, duration(due), duration(start), crew ?? '–'],
    ...[costBefore, cost].map((amount) => amount.toFixed(0)),
  ])
  return table(head, rows, [2, 3, 5, 6])
}

/** The first that was shown to be better; else the first, for what it is worth. */
export const bestOf = ({ variants }: OptimizeResult) => variants.find(({ verdict }) => verdict === 'better') ?? variants[0]

/** Negative where nothing can be done, or all that was proposed is worse. */
function codeOf(result: OptimizeResult): ExitCode {
  const best = bestOf(result)
  return result.outcome === 'infeasible' || best?.verdict === 'worse' ? ExitCode.negative : ExitCode.done
}

/** The proposal as a scenario file: the base, what was set on the command line, and what is proposed. */
function proposalText(
  patch: Patch,
  { base, at, of, set }: { base: string; at: string; of: { id: string; title: string }; set: readonly string[] },
): string {
  const extended = relative(dirname(resolve(at)), resolve(base))
    .split(sep)
    .join('/')
  const changes = set.map((one) => ({ set: one.slice(0, one.indexOf('=')), value: parse(one.slice(one.indexOf('=') + 1)) as unknown }))
  return toYaml({
    schema: 'takt/1',
    id: `${of.id}-proposal`,
    title: `${of.title}: proposal`,
    extends: extended.startsWith('.') ? extended : `./${extended}`,
    patch: [...changes, ...patch.map(inWords)],
  })
}

/** What is seconds in a proposal, as a planner writes it. It reads back as the same number. */
function inWords(operation: Patch[number]): Patch[number] {
  if ('set' in operation && operation.set.endsWith('.at') && Array.isArray(operation.value))
    return { ...operation, value: operation.value.map(spanOf) }
  if ('set' in operation && operation.set === 'dispatch' && Array.isArray(operation.value))
    return { ...operation, value: operation.value.map(withoutDefaults) }
  if (!('add' in operation) || !operation.add.startsWith('orders.')) return operation
  const { value } = operation
  if (typeof value !== 'object' || value === null) return operation
  const times = ['release', 'due'].filter((key) => key in value).map((key) => [key, spanOf(Reflect.get(value, key))])
  return { ...operation, value: { ...value, ...Object.fromEntries(times) } }
}

/** A dispatch list whose jobs may start at once, which goes without saying. */
function withoutDefaults(list: unknown): unknown {
  if (typeof list !== 'object' || list === null || !('jobs' in list) || !Array.isArray(list.jobs)) return list
  const jobs = list.jobs.map(({ notBefore, ...job }: { notBefore?: unknown }) =>
    notBefore === 0 ? job : { ...job, notBefore: spanOf(notBefore) },
  )
  return { ...list, jobs }
}

const spanOf = (value: unknown) => (typeof value === 'number' && value >= 0 ? writeSpan(value) : value)
