import { Command, InvalidArgumentError, Option } from 'commander'
import { MOST_REPLICATIONS } from '../engine/experiment/settings.ts'
import type { Scenario } from '../scenarios/model.ts'
import { readDuration } from '../scenarios/units.ts'
import { asOf } from '../twin/as-of.ts'
import { type Forecast, forecastOf, sinceWhen, THRESHOLDS } from '../twin/forecast.ts'
import { FORECAST_WORDS, type ForecastWords, type Language } from '../twin/words.ts'
import { secondsOf } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { readLog } from './log-file.ts'
import { ratio, wholeNumber, withOutputFlags, withWorkers } from './options.ts'
import { simulating } from './pool.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { screen } from './screen.ts'

interface Flags {
  readonly at?: string
  readonly replications: number
  readonly seed?: number
  readonly amber: number
  readonly red: number
  readonly since?: number
  readonly lang: Language
  readonly workers?: number
  readonly json: boolean
  readonly quiet: boolean
}

/** Moments looked back at to say since when. */
const LOOKS_BACK = 5

/** `takt forecast LOG`: when each open order will be done. */
export function forecastCommand(): Command {
  return withOutputFlags(new Command('forecast'))
    .summary('when each open order of a log will be done, and whether it will be late')
    .description(
      'Takes the plant as a log knows it at a moment, simulates on from there many times, and says when each open order will be done.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--at <moment>', 'as of this moment, a duration after the start or a date; the end of the log if not said')
    .addOption(new Option('--replications <n>', 'how many futures').argParser(wholeNumber(1, MOST_REPLICATIONS)).default(200))
    .addOption(new Option('--seed <n>', 'whole number that the luck of the forecast comes from').argParser(wholeNumber(0)))
    .addOption(new Option('--amber <ratio>', 'amber from this probability to be late on').argParser(ratio).default(THRESHOLDS.amber))
    .addOption(new Option('--red <ratio>', 'red from this probability to be late on').argParser(ratio).default(THRESHOLDS.red))
    .addOption(new Option('--since <duration>', `look back ${LOOKS_BACK} times by this long, to say since when`).argParser(span))
    .addOption(new Option('--lang <language>', 'language of the answer').choices(Object.keys(FORECAST_WORDS)).default('en'))
    .addOption(withWorkers())
    .addHelpText(
      'after',
      '\nExamples:\n  takt forecast run.takt --at "3 d"\n  takt forecast run.takt --at "3 d" --red 30% --since 4h --lang zh',
    )
    .action(async (path: string, flags: Flags) => {
      const out = screen(flags)
      const { amber, red, replications, seed } = flags
      if (amber > red) throw usage('--amber', `amber begins at ${amber}, above red at ${red}`, 'write --amber below --red')
      const { moments, plants, scenario } = readLog(path, (log) => {
        const at = momentOfLog(flags.at, log.header.scenario, log.endTime / 1e6)
        const moments = back(at, flags.since)
        return { moments, plants: moments.map((one) => asOf(log, one)), scenario: log.header.scenario }
      })
      const { result, interrupted } = await simulating('forecast', flags, async ({ pool, onProgress }) => {
        const all: Forecast[] = []
        for (const [i, then] of plants.entries()) {
          const told = (done: number) => onProgress(i * replications + done, plants.length * replications)
          const one = await forecastOf(then, { replications, seed, thresholds: { amber, red }, pool, onProgress: told })
          if (one === null) break
          all.push(one)
        }
        return all
      })
      const last = result.length === moments.length ? result.at(-1)! : null
      if (last === null || last.replications < replications) {
        out.note('Interrupted: the forecast is not complete.')
        process.exitCode = ExitCode.interrupted
        return
      }
      const orders = last.orders.map((order) => ({ ...order, since: flags.since === undefined ? null : sinceWhen(result, order.number) }))
      out.document({ log: path, ...last, orders, ...(interrupted && { partial: true }) })
      for (const line of lines({ ...last, orders }, scenario, FORECAST_WORDS[flags.lang])) out.say(line)
      process.exitCode = ExitCode.done
    })
}

function span(text: string): number {
  const seconds = readDuration(text)
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0) return seconds
  throw new InvalidArgumentError('Write a duration, such as "4 h".')
}

/** Seconds after the start of a log of which `end` is the end. */
export function momentOfLog(text: string | undefined, scenario: Scenario, end: number): number {
  const at = text === undefined ? end : secondsOf(text, scenario)
  if (at === null) throw usage('--at', `\`${text}\` is not a moment`, 'write a duration such as "3 h", or a date such as 2026-03-02T06:00')
  if (at > end) throw usage('--at', `the log ends ${duration(end)} after its start, before ${text}`, 'name an earlier moment')
  return at
}

const back = (at: number, by: number | undefined): readonly number[] =>
  by === undefined ? [at] : Array.from({ length: LOOKS_BACK + 1 }, (_, i) => at - (LOOKS_BACK - i) * by).filter((one) => one >= 0)

function lines(
  {
    at,
    replications,
    orders,
    assumptions,
  }: Omit<Forecast, 'orders'> & { readonly orders: readonly (Forecast['orders'][number] & { readonly since: number | null })[] },
  { startTime, timeZone }: Scenario,
  words: ForecastWords,
): readonly string[] {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const when = (seconds: number | null) => (seconds === null ? words.later : date.format(Date.parse(startTime) + seconds * 1000))
  const dated = orders.filter(({ onTime }) => onTime !== null)
  const late = dated.filter(({ onTime }) => onTime!.probability < 0.5)
  const rows = orders.map((one) => [
    one.order,
    one.product,
    `${one.completed}/${one.quantity}`,
    when(one.p10),
    when(one.p50),
    when(one.p90),
    one.due === null ? '–' : when(one.due),
    one.onTime === null ? '–' : `${percent(one.onTime.probability)} [${percent(one.onTime.low)}, ${percent(one.onTime.high)}]`,
    one.class === null ? '–' : words.classes[one.class],
    one.since === null ? '–' : when(one.since),
  ])
  return [
    words.question,
    orders.length === 0 ? words.nothing(when(at)) : words.says(String(orders.length), when(at), String(replications)),
    ...(dated.length === 0 ? [] : [words.late(String(late.length), String(dated.length))]),
    ...(rows.length === 0 ? [] : [table([...words.head], rows, [2, 7])]),
    ...(assumptions.length === 0
      ? []
      : [words.assumed, ...assumptions.map(({ kind, of }) => `  ${words.assumptions[kind](of.join(', '))}`)]),
  ]
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`
