import { basename, join } from 'node:path'
import { type Command, Option } from 'commander'
import { type JobOutcome, runBatch } from '../batch/batch.ts'
import { type SweptPoint, sweepCsv } from '../batch/csv.ts'
import type { Interval } from '../engine/experiment/interval.ts'
import { levelEffects, slopeEffects } from '../engine/experiment/main-effects.ts'
import type { KpiResult, RunResult } from '../index.ts'
import { writingTo } from './batch.ts'
import { colours } from './colours.ts'
import { makeFolder, TABLE, writeFile, writing } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { kpiNamed } from './kpi-name.ts'
import { table } from './kpi-tables.ts'
import { type RunFlags, wholeNumber, withRunFlags } from './options.ts'
import { simulating } from './pool.ts'
import { BadInput, usage } from './problem.ts'
import { change, quantity } from './quantity.ts'
import { checkTimes, type LoadedFile, loadFile } from './scenario.ts'
import { screen } from './screen.ts'
import { type DesignPoint, type Factor, factorialDesign, hypercubeDesign, readFactor } from './vary.ts'

interface SweepFlags extends RunFlags {
  readonly vary: readonly string[]
  readonly design: 'factorial' | 'lhs'
  readonly points?: number
  readonly of?: string
  readonly out: string
  readonly all?: true
}

/** What one factor does to the KPI: at one of its levels against the mean of all, or from one end of its range to the other. */
interface Effect extends Interval {
  readonly path: string
  readonly at: string
}

export function sweep(program: Command) {
  withRunFlags(program.command('sweep'))
    .summary('one scenario at many settings: tables and main effects; resumes where it stopped')
    .description(
      'Runs a scenario at every point of a design, all points with the same luck. In the folder of --out: sweep.csv with a row per point, and what `takt batch` writes. What is finished there is not run again.',
    )
    .argument('<scenario>', 'scenario file')
    .addOption(
      new Option('--vary <path=values>', 'what to vary: path=a,b,c or path=low..high; repeatable')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'none')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--design <design>', 'factorial: every combination (of a range its two ends); lhs: a Latin hypercube')
        .choices(['factorial', 'lhs'])
        .default('factorial'),
    )
    .addOption(new Option('--points <n>', 'lhs: how many; 10 per --vary if not said').argParser(wholeNumber(2, 10_000)))
    .option('--of <kpi[:subject]>', "which KPI the effects are of; the scenario's objective if not said")
    .requiredOption('--out <dir>', 'folder for the results')
    .option('--all', 'every KPI in sweep.csv, not only those of the plant')
    .addHelpText(
      'after',
      `
Examples:
  takt sweep plant.yaml --vary buffers.rack.capacity=5,10,20 --vary "stations.drill.time.mean=50 s,60 s" --out results
  takt sweep plant.yaml --vary buffers.rack.capacity=1..50 --vary "stations.mill.time.mean=40 s..60 s" --design lhs --points 30 --out results`,
    )
    .action(async (file: string, flags: SweepFlags) => {
      const out = screen(flags)
      const factors = flags.vary.map(readFactor)
      const base = loadFile(file, flags)
      const { kpi: name, subject, unit } = kpiNamed(base.scenario, flags.of)
      const points = designOf(factors, flags, flags.seed ?? base.scenario.seed)
      const jobs = jobsOf(file, flags, factors, points)
      checkTimes(flags, jobs)
      writing(flags.out, () => makeFolder(flags.out))
      const { seed, replications, until, warmUp } = flags
      const { result: outcomes, interrupted } = await simulating('sweep', flags, (run) =>
        writingTo(flags.out, () => runBatch(jobs, { seed, replications, until, warmUp, folder: flags.out, ...run })),
      )
      const swept = jobs.map((job, p) => sweptPoint(points[p]!, job, outcomes))
      const isTheKpi = (kpi: { name: string; subject: string }) => kpi.name === name && kpi.subject === subject
      const measured = swept.find(({ result }) => result)?.result?.kpis ?? []
      const paths = factors.map(({ path }) => path)
      const columns = measured.filter((kpi) => flags.all || kpi.subject === 'plant' || isTheKpi(kpi))
      writeFile(join(flags.out, 'sweep.csv'), sweepCsv(paths, swept, columns), TABLE)
      const responses = swept.map(({ result }) => result?.kpis.find(isTheKpi))
      const effects = effectsOf(factors, points, responses, flags.design)
      out.document({
        scenario: base.scenario.id,
        design: flags.design,
        kpi: { name, subject, unit },
        factors: paths,
        points: swept.map(({ settings, hash, outcome }, p) => ({
          ...{ settings, hash, outcome },
          ...{ mean: responses[p]?.mean ?? null, halfWidth: responses[p]?.halfWidth ?? null },
        })),
        effects,
      })
      const title = subject === 'plant' ? name : `${name} of ${subject}`
      out.say(
        table(
          [...paths, title, ''],
          swept.map((point, p) => pointRow(point, responses[p])),
          [paths.length],
        ),
      )
      out.say(`\n${effects === null ? noEffects(interrupted) : effectTable(effects, { unit, title, design: flags.design })}`)
      out.say(`\nResults in ${join(flags.out, 'sweep.csv')}, summary.csv, replications.csv, batch.json and one JSON file per point.`)
      for (const outcome of outcomes) if (outcome.kind === 'failed') out.note(`${outcome.job.file}: ${outcome.reason}`)
      if (interrupted) out.note('Interrupted: what was finished is kept, and the same command goes on from there.')
      const failed = outcomes.some(({ kind }) => kind === 'failed')
      process.exitCode = interrupted ? ExitCode.interrupted : failed ? ExitCode.badInput : ExitCode.done
    })
}

function designOf(factors: readonly Factor[], { design, points, vary }: SweepFlags, seed: number): DesignPoint[] {
  if (factors.length === 0) throw usage('--vary', 'nothing is varied', 'add --vary path=a,b,c')
  const twice = factors.find(({ path }, f) => factors.findIndex((other) => other.path === path) < f)
  if (twice) throw usage('--vary', `${twice.path} is varied twice`, 'write all its values into one --vary')
  if (design === 'lhs') return hypercubeDesign(factors, points ?? 10 * vary.length, seed)
  if (points !== undefined) throw usage('--points', 'a factorial has as many points as there are combinations', 'add --design lhs')
  return factorialDesign(factors)
}

/** A job per point; or every mistake that the points have, each once. */
function jobsOf(file: string, { set }: SweepFlags, factors: readonly Factor[], points: readonly DesignPoint[]): LoadedFile[] {
  const mistakes = new Map<string, BadInput['problems'][number]>()
  const jobs = points.flatMap(({ settings }) => {
    const changes = settings.map((value, f) => `${factors[f]!.path}=${value}`)
    try {
      return [{ ...loadFile(file, { set: [...set, ...changes] }), file: `${basename(file)}, ${changes.join(', ')}` }]
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      for (const problem of error.problems) mistakes.set(`${problem.path} ${problem.message}`, problem)
      return []
    }
  })
  if (mistakes.size > 0) throw new BadInput([...mistakes.values()])
  return jobs
}

/** Two points that come to the same scenario are run once. */
function sweptPoint({ settings }: DesignPoint, { hash }: LoadedFile, outcomes: readonly JobOutcome[]): SweptPoint {
  const outcome = outcomes.find(({ job }) => job.hash === hash)
  return { settings, hash, outcome: outcome?.kind ?? 'open', result: outcome && 'result' in outcome ? outcome.result : null }
}

/** Null where a point has no result, or the KPI no value. */
function effectsOf(
  factors: readonly Factor[],
  points: readonly DesignPoint[],
  responses: readonly (RunResult['kpis'][number] | undefined)[],
  design: SweepFlags['design'],
): Effect[] | null {
  const values = responses.flatMap((kpi) => (kpi?.values.every((value) => value !== null) ? [kpi.values] : []))
  if (values.length < points.length || values.some(({ length }) => length === 0 || length !== values[0]!.length)) return null
  const isSloped = (factor: Factor) => design === 'lhs' && factor.kind === 'range'
  const sloped = factors.flatMap((factor, f) => (isSloped(factor) ? [f] : []))
  const places = points.map(({ place }) => sloped.map((f) => place[f]!))
  const slopes = sloped.length > 0 ? slopeEffects(values, places) : []
  return factors.flatMap((factor, f): Effect[] => {
    if (isSloped(factor)) {
      const slope = slopes?.[sloped.indexOf(f)]
      return slope && factor.kind === 'range'
        ? [{ path: factor.path, at: `${factor.low} → ${factor.high} ${factor.unit}`.trim(), ...slope }]
        : []
    }
    const level = points.map((point) => point.level[f]!)
    const names = new Map(points.map((point) => [point.level[f]!, point.settings[f]!]))
    const levels = Math.max(...level) + 1
    return levelEffects(values, level, levels).flatMap((effect, l) => {
      const at = names.get(l)
      return at === undefined ? [] : [{ path: factor.path, at, ...effect }]
    })
  })
}

function effectTable(effects: readonly Effect[], { unit, title, design }: { unit: string; title: string; design: string }): string {
  const rows = effects.map(({ path, at, mean, halfWidth }) => {
    const [low, high] = mean === null || halfWidth === null ? [null, null] : [mean - halfWidth, mean + halfWidth]
    const { text, unit: shown } = change(mean, low, high, unit)
    return [path, at, text, shown]
  })
  const meaning =
    design === 'lhs' ? 'from end to end of a range, or a level against the mean of all points' : 'a level against the mean of all points'
  return `${colours.bold(`Main effects on ${title}`)}, ${meaning}:\n${table(['', '', 'effect, 95 %', ''], rows)}`
}

const noEffects = (interrupted: boolean) =>
  interrupted ? 'Main effects need all points: run the same command again.' : 'Main effects need a value at every point.'

function pointRow({ settings, outcome }: SweptPoint, kpi: KpiResult | undefined): string[] {
  if (!kpi) return [...settings, '–', outcome]
  const { text, unit } = quantity(kpi.mean, kpi.halfWidth, kpi.unit)
  return [...settings, `${text} ${unit}`, outcome]
}
