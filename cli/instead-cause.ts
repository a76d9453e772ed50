import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from '../twin/as-of.ts'
import { type BadCause, badCause, goingOn, putRight } from '../twin/bad-cause.ts'
import { type Counterfactual, counterfactual } from '../twin/counterfactual.ts'
import { type Detection, detectionPoints } from '../twin/detection.ts'
import type { FigureName } from '../twin/figures.ts'
import { INSTEAD_WORDS, type InsteadWords } from '../twin/instead-words.ts'
import { type LateNews, type ValueOfNews, valueOfNews } from '../twin/late-news.ts'
import { FORECAST_WORDS, type Language } from '../twin/words.ts'
import { gained, insteadLines, level } from './instead-text.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { simulating } from './pool.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { screen } from './screen.ts'

interface Flags {
  readonly cause: string
  readonly late: readonly number[]
  readonly ahead?: number
  readonly replications: number
  readonly seed?: number
  readonly lang: Language
  readonly workers?: number
  readonly json: boolean
  readonly quiet: boolean
}

/** Runs that a detection point is watched in: each is recorded, and its log read. */
const MOST_WATCHED = 20

/** `takt instead LOG --cause TEST`: what to set, what that saves, what hearing of it late costs, and where it could be detected. */
export async function insteadOfCause(path: string, log: Log<Scenario>, known: AsOf, flags: Flags) {
  const out = screen(flags)
  const { cause: test, late, replications, seed, ahead } = flags
  const { scenario } = log.header
  const tests = [...new Set(scenario.products.flatMap(({ route }) => route.flatMap((one) => (one.test === null ? [] : [one.id]))))]
  if (!tests.includes(test))
    throw usage(
      '--cause',
      `no operation with a test is called ${test}`,
      tests.length === 0 ? 'this plant tests nothing' : `there are ${tests.join(', ')}`,
    )
  const cause = badCause(log, known.at, test)
  if (cause === null)
    throw usage(
      '--cause',
      `as of that moment the bad units of ${test} point to no station by itself`,
      'name a later moment; `takt quality` has the signals, and `takt trace --which-lot` judges lots',
    )
  const options = { replications, seed, within: ahead }
  const { station, now, usual } = cause
  const { result, interrupted } = await simulating('instead', flags, async (run) => {
    const answer = await counterfactual(known, putRight(cause, known.scenario), { ...options, ...run, believed: goingOn(cause) })
    const news = answer !== null && late.length > 0 ? await valueOfNews(known, cause, late, { ...options, ...run }) : null
    const watched = { station, now: now.logit, usual: usual.logit, replications: Math.min(replications, MOST_WATCHED), within: 86_400 }
    const points =
      answer === null || run.signal.aborted
        ? null
        : await detectionPoints(known.scenario, { ...watched, ...(seed !== undefined && { seed }), pool: run.pool })
    return { answer, news, points }
  })
  const { answer, news, points } = result
  process.exitCode = interrupted ? ExitCode.interrupted : ExitCode.done
  if (answer === null) return out.note('Interrupted: no pair of runs was finished.')
  const { proposal } = cause
  out.document({
    log: path,
    cause: { station, now, usual, proposal },
    ...answer,
    news,
    detection: points,
    ...(interrupted && { partial: true }),
  })
  const words = INSTEAD_WORDS[flags.lang]
  for (const line of causeLines(cause, answer, words)) out.say(line)
  for (const line of insteadLines(answer, {
    scenario,
    words,
    assumed: FORECAST_WORDS[flags.lang],
    what: words.putRight(station),
    stops: null,
  }))
    out.say(line)
  if (news !== null) for (const line of newsLines(news, scenario, words)) out.say(line)
  if (points !== null) for (const line of pointLines(points, words)) out.say(line)
}

function causeLines({ station, now, usual, proposal }: BadCause, { figures }: Counterfactual, words: InsteadWords): readonly string[] {
  const share = (logit: number) => `${(100 / (1 + Math.exp(-logit))).toFixed(1)} %`
  const scrapped = figures.find(({ name }) => name === 'scrapped')
  const lines = [words.cause(station, share(now.logit), share(usual.logit))]
  if (proposal !== null) {
    const { parameter, to, tolerance, seen, setPoint, unit, badNow, badThen, next } = proposal
    const value = (one: number) => `${one.toFixed(1)} ${unit}`.trim()
    const passes = (one: number) => `${(100 - 100 * one).toFixed(1)} %`
    lines.push(
      words.proposal(parameter, station, value(to), value(tolerance), value(seen), value(setPoint)),
      words.passRate(
        passes(badNow.share),
        `${passes(badThen.share)} [${passes(badThen.high)}, ${passes(badThen.low)}]`,
        `${next.low}–${next.high}`,
        String(next.units),
      ),
    )
  }
  if (scrapped?.difference.mean != null) {
    const { difference, range } = scrapped
    const saved = level(
      { mean: -difference.mean!, low: -(difference.high ?? difference.mean!), high: -(difference.low ?? difference.mean!) },
      '',
    )
    lines.push(words.saved(saved.trim(), range === null ? '–' : `${Math.round(-range.high)}–${Math.round(-range.low)}`))
  }
  return [...lines, '']
}

function newsLines({ delays, level: certainty }: ValueOfNews, { products, currency }: Scenario, words: InsteadWords): readonly string[] {
  const hasPrice = products.some(({ price }) => price > 0)
  const of = ({ figures }: LateNews, name: FigureName, unit: string, sign: 1 | -1) => {
    const { mean, low, high } = figures.find((one) => one.name === name)!.difference
    if (mean === null) return '–'
    return gained(
      sign > 0 ? { mean, low, high } : { mean: -mean, low: high === null ? null : -high, high: low === null ? null : -low },
      unit,
    )
  }
  const rows = delays.map((one) => [
    duration(one.delay),
    of(one, 'scrapped', 'pcs', 1),
    of(one, 'good', 'pcs', -1),
    of(one, 'cost', currency, 1),
    hasPrice ? of(one, 'profit', currency, -1) : '–',
  ])
  const together = delays.length > 1 ? [words.level(String(delays.length), `${Number((100 * certainty).toFixed(2))} %`)] : []
  return ['', words.late, ...together, table([...words.lateHead], rows)]
}

function pointLines({ points }: Detection, words: InsteadWords): readonly string[] {
  if (points.length === 0) return []
  const rows = points.map(({ test, units, delay }) => [test, level(units, 'pcs'), level(delay, 's')])
  return ['', words.points, table([...words.pointHead], rows)]
}
