import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { type Candidate, type Fit, fitDurations, type Luck, pText } from '../analysis/fit/fit.ts'
import { expectedIn, histogram } from '../analysis/fit/histogram.ts'
import { inOneUnit, parametersOf, shown } from '../analysis/fit/line.ts'
import { pictureOf } from '../analysis/fit/picture.ts'
import { sampleOf } from '../analysis/fit/sample.ts'
import { distribution, Streams } from '../engine/random/index.ts'
import { colours } from './colours.ts'
import { PICTURE, readText, writeFile } from './files.ts'
import { type ColumnChoice, readColumn } from './fit-column.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { wholeNumber, withOutputFlags } from './options.ts'
import { type Screen, screen } from './screen.ts'

interface FitFlags extends ColumnChoice {
  readonly seed: number
  readonly svg?: string
  readonly json: boolean
  readonly quiet: boolean
}

const MOST_BYTES = 67_108_864

/** `takt fit FILE.csv`: which distribution measured durations follow. */
export function fitCommand(): Command {
  return withOutputFlags(new Command('fit'))
    .summary('which distribution measured durations follow')
    .description(
      'Reads durations from a CSV file, fits every family of distributions, tests each, and says which line to paste into a scenario. Cells are plain numbers (see --unit), durations with units such as 52 s, or h:mm:ss; or the duration is from one column of moments to another.',
    )
    .argument('<file>', 'CSV file: comma, semicolon or tab, with names in the first line or without')
    .option('--column <name>', 'column of durations, by name or number; not needed where there is only one')
    .option('--from <name>', 'column of moments at which a duration begins, such as 2026-03-02T06:00:00')
    .option('--to <name>', 'column of moments at which it ends')
    .addOption(new Option('--unit <unit>', 'unit of plain numbers').choices(['us', 'ms', 's', 'min', 'h', 'd']).default('s'))
    .addOption(
      new Option('--seed <n>', 'whole number that the chance of the tests comes from')
        .argParser(wholeNumber(-Number.MAX_SAFE_INTEGER))
        .default(1),
    )
    .option('--svg <file>', 'draw histogram, densities and quantiles')
    .addHelpText(
      'after',
      '\nExamples:\n  takt fit cycle-times.csv\n  takt fit measured.csv --column repair --unit min\n  takt fit log.csv --from started --to finished --svg fit.svg\n  takt fit cycle-times.csv --json',
    )
    .action((path: string, flags: FitFlags) => {
      const out = screen(flags)
      const { name, durations, empty } = readColumn(path, readText(path, MOST_BYTES), flags)
      const fit = fitDurations(durations, { luck: luckOf(flags.seed) })
      if (flags.svg !== undefined) writeFile(flags.svg, pictureOf(durations, fit, `${basename(path)}, ${name}`), PICTURE)
      out.document({ file: path, column: name, empty, seed: flags.seed, ...fit })
      tell(fit, durations, out, { path, name, empty })
      process.exitCode = ExitCode.done
    })
}

/** A stream for each name. */
function luckOf(seed: number): Luck {
  const streams = new Streams(seed, 0)
  return (role, law) => {
    const stream = streams.open('fit', role)
    const { sample } = distribution(law)
    return () => {
      streams.begin(stream)
      return sample(streams)
    }
  }
}

function tell(fit: Fit, durations: readonly number[], out: Screen, { path, name, empty }: { path: string; name: string; empty: number }) {
  const { n, mean, sd, cv, min, median, max } = fit.summary
  const left = empty === 0 ? '' : `, ${empty} ${empty === 1 ? 'row' : 'rows'} without one`
  out.say(`${path}, ${name}: ${n.toLocaleString('en-US')} durations${left}\n`)
  const spread = cv === null ? '' : `   cv ${Number(cv.toPrecision(3))}`
  out.say(`  mean ${shown(mean)}   sd ${shown(sd)}${spread}   min ${shown(min)}   median ${shown(median)}   max ${shown(max)}\n`)
  if (fit.candidates.length > 0) out.say(`${candidates(fit.candidates)}\n`)
  if (sd > 0) out.say(`${plot(durations, fit)}\n`)
  for (const { text } of fit.remarks) out.say(`${colours.yellow('!')} ${text}`)
  if (fit.remarks.length > 0) out.say()
  out.say(`Recommended, since ${fit.recommended.because}:\n\n  time: ${fit.recommended.line}`)
}

function candidates(all: readonly Candidate[]): string {
  const least = all[0]!
  const lowest = Math.min(...all.map(({ aic }) => aic))
  const rows = all.map((one) => [
    one.name,
    parametersOf(one.spec),
    (one.bic - least.bic).toFixed(1),
    (one.aic - lowest).toFixed(1),
    one.ks.toFixed(3),
    pText(one.ksP, one.samples),
    one.ad.toFixed(2),
    pText(one.adP, one.samples),
    one.chiSquare === null ? '–' : one.chiSquare.p < 0.001 ? '< 0.001' : one.chiSquare.p.toFixed(3),
    one.adP < 0.05 ? 'rejected' : '',
  ])
  return table(['family', 'parameters', 'ΔBIC', 'ΔAIC', 'KS D', 'p', 'AD A²', 'p', 'χ² p', ''], rows, [2, 3, 4, 5, 6, 7, 8])
}

const BAR = 44

/** A histogram with a mark where the recommended law would have each bar end. */
function plot(durations: readonly number[], { recommended }: Fit): string {
  const boxes = histogram(sampleOf(durations), 18)
  const expected = expectedIn(boxes, recommended.spec, durations.length)
  const most = Math.max(...boxes.map(({ count }) => count), ...expected)
  const say = inOneUnit(boxes.at(-1)!.to)
  const rows = boxes.map(({ from, to, count }, i) => {
    const full = Math.round((BAR * count) / most)
    const mark = Math.min(BAR - 1, Math.round((BAR * expected[i]!) / most))
    const bar = Array.from({ length: BAR }, (_, x) => (x === mark ? '│' : x < full ? '█' : ' ')).join('')
    return [`${say(from)} – ${say(to)}`, bar.trimEnd(), String(count)]
  })
  return table(['', `█ measured  │ ${recommended.spec.kind}`, 'times'], rows, [0, 2])
}
