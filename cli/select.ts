import { type Command, Option } from 'commander'
import { type Selection, select as selectBest } from '../index.ts'
import { colours } from './colours.ts'
import { ExitCode } from './interrupt.ts'
import { kpiNamed } from './kpi-name.ts'
import { table } from './kpi-tables.ts'
import { positiveNumber, type RunFlags, ratio, wholeNumber, withRunFlags } from './options.ts'
import { simulating } from './pool.ts'
import { usage } from './problem.ts'
import { quantity } from './quantity.ts'
import { asVariants, checkTimes, type LoadedFile, loadFiles } from './scenario.ts'
import { type Screen, screen } from './screen.ts'

interface SelectFlags extends RunFlags {
  readonly indifference?: number
  readonly confidence?: number
  readonly method: 'kn' | 'ocba'
  readonly budget?: number
}

export function select(program: Command) {
  withRunFlags(program.command('select'))
    .summary('chooses the best of several scenarios, with a guarantee')
    .description(
      'Races scenarios against each other with the same luck, and drops each as soon as it is shown to be behind (Kim & Nelson 2001). The objective of the base decides. With the confidence asked for, the winner is the best, or within the indifference of it.',
    )
    .argument('<base>', 'scenario file')
    .argument('<other...>', 'scenario files that compete with it')
    .option('--indifference <amount>', "the smallest difference worth finding, in the KPI's unit (1/h, s, …)", positiveNumber)
    .option('--confidence <ratio>', 'how sure the choice is to be; 95% if not said', ratio)
    .addOption(
      new Option('--method <method>', 'kn: a race with a guarantee; ocba: independent luck, the best use of a budget')
        .choices(['kn', 'ocba'])
        .default('kn'),
    )
    .addOption(new Option('--budget <n>', 'ocba: replications in all').argParser(wholeNumber(1)))
    .addHelpText(
      'after',
      `
With kn, --replications is the most of each.

Examples:
  takt select today.yaml plan-a.yaml plan-b.yaml --indifference 0.5
  takt select today.yaml plan-a.yaml --indifference 60 --confidence 99% --set objective.kpi=leadTime --set objective.goal=minimise
  takt select today.yaml plan-a.yaml plan-b.yaml --method ocba --budget 200`,
    )
    .action(async (file: string, others: readonly string[], flags: SelectFlags) => {
      const out = screen(flags)
      const [base, ...rest] = loadFiles([file, ...others], flags)
      if (!base) throw new Error('a base is always loaded')
      const [id, ...ids] = idsOf([base, ...rest])
      const variants = asVariants(base, rest).map((variant, i) => ({ ...variant, id: ids[i]! }))
      const all = [{ ...base, id: id!, patch: null }, ...variants]
      checkTimes(flags, all)
      for (const { scenario } of all) kpiNamed(scenario, `${base.scenario.objective.kpi}:${base.scenario.objective.subject}`)
      const how = method(flags, all.length)
      const { seed, until, warmUp, replications } = flags
      const { result, interrupted } = await simulating('select', flags, (run) =>
        selectBest(all, { seed, until, warmUp, replications, ...how, ...run }),
      )
      out.document(result)
      print(out, result)
      process.exitCode = interrupted ? ExitCode.interrupted : result.stopped === 'decided' ? ExitCode.done : ExitCode.negative
    })
}

/** What the method needs, and nothing that belongs to the other. */
function method({ method, indifference, confidence, budget, replications }: SelectFlags, alternatives: number) {
  if (method === 'ocba') {
    const clash = Object.entries({ indifference, confidence, replications }).find(([, value]) => value !== undefined)
    if (clash)
      throw usage(
        `--${clash[0]}`,
        `--${clash[0]} belongs to the race, and ocba spends a budget`,
        'leave it out, or leave out --method ocba',
      )
    if (budget === undefined) throw usage('--budget', 'ocba needs a budget', `add --budget N, at least ${10 * alternatives}`)
    if (budget < 10 * alternatives || budget > 65_536)
      throw usage(
        '--budget',
        `a budget of ${budget} is not from ${10 * alternatives} to 65536`,
        'each alternative gets 10 replications to begin with',
      )
    return { budget }
  }
  if (budget !== undefined)
    throw usage('--budget', 'a race has no budget', 'add --method ocba, or write --replications for the most of each')
  if (indifference === undefined)
    throw usage(
      '--indifference',
      'a race needs the smallest difference worth finding',
      "add --indifference N, in the unit of the objective's KPI",
    )
  if (replications !== undefined && replications < 10)
    throw usage('--replications', 'a race begins with 10 replications of each', 'allow at least 10')
  const sure = confidence ?? 0.95
  if (sure <= 1 / alternatives)
    throw usage('--confidence', `guessing among ${alternatives} is right as often`, `ask for more than ${1 / alternatives}`)
  return { indifference, confidence: sure }
}

/** By their ids; where two have the same, by their files. */
function idsOf(files: readonly LoadedFile[]): string[] {
  const ids = files.map(({ scenario }) => scenario.id)
  return files.map(({ file, scenario }) => (ids.filter((id) => id === scenario.id).length > 1 ? file : scenario.id))
}

function print(out: Screen, result: Selection) {
  const { objective, alternatives, winner, method, confidence, indifference, budget, stopped, replications, warnings, partial } = result
  const what = objective.subject === 'plant' ? objective.kpi : `${objective.kpi} of ${objective.subject}`
  const luck = method === 'kn' ? 'with common random numbers' : 'each with luck of its own'
  out.say(`${alternatives.length} alternatives ${luck}; to ${objective.goal} ${what} decides.\n`)
  const rows = alternatives.map(({ id, mean, replications: own, eliminated }) => {
    const { text, unit } = quantity(mean, null, objective.unit)
    const fate = eliminated ? `out after ${eliminated.after}, behind ${eliminated.by}` : id === winner ? colours.green('best') : ''
    return [id, text, unit, String(own), fate]
  })
  out.say(table(['', what, '', 'replications', ''], rows, [1, 3]))
  out.say(`\n${verdictText({ winner, stopped, method, confidence, unit: objective.unit, indifference, replications, budget })}`)
  for (const warning of warnings ?? []) out.note(warning)
  if (partial) out.note('Interrupted: this is how far it came.')
}

type Told = Pick<Selection, 'winner' | 'stopped' | 'method' | 'confidence' | 'replications'> & {
  readonly unit: string
  readonly indifference: number | undefined
  readonly budget: number | undefined
}

function verdictText({ winner, stopped, method, confidence, unit, indifference, replications, budget }: Told): string {
  if (stopped === 'undefined') return 'There is nothing to choose by.'
  if (winner === null)
    return stopped === 'spent'
      ? `Not decided within the replications allowed: ${replications} were run. Allow more, or take a larger indifference.`
      : 'Not decided.'
  // Rounded down: what is nearly sure is not said to be sure.
  const sure = `${Math.floor((confidence ?? 0) * 1000 + 1e-9) / 10} %`
  if (method === 'kn') {
    const amount = `${indifference} ${unit === '1' ? '' : unit}`.trim()
    return `${colours.bold(winner)}: the best, or within ${amount} of it, with at least ${sure} confidence; ${replications} replications in all.`
  }
  return `${colours.bold(winner)} looks best after ${replications} of ${budget} replications; that it is the best has an estimated chance of at least ${confidence === 1 ? '99.9 %' : sure}.`
}
