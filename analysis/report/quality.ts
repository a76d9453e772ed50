import type { ChartReport, Quality, Readings, Share } from '../quality/index.ts'
import { shareOf } from '../quality/index.ts'
import type { Index } from '../spc/index.ts'
import type { Section } from './document.ts'
import { clockOf, count, percent, spell } from './format.ts'
import { QUALITY_WORDS, type QualityWords } from './quality-words.ts'
import { type Language, WORDS } from './words.ts'

/** Whose quality it is: what clocks need. */
export interface QualityOf {
  readonly startTime: string
  readonly timeZone: string
  readonly since: number
  readonly seconds: number
  readonly quality: QualityShown
}

/** Records of single units and readings are not part of every report. */
export type QualityShown = Omit<Quality, 'loops' | 'readings'> & Partial<Pick<Quality, 'loops' | 'readings'>>

/** Does the log tell anything of quality? */
export const isInspected = ({ tests, charts, defects, outputs, containments }: QualityShown) =>
  tests.length + charts.length + defects.length + containments.length > 0 || outputs.some(({ scrap, rework }) => scrap + rework > 0)

/** Is it good? Sentences first, then tables of at most so many rows; nothing where the log does not say anything of it. */
export function qualitySections(of: QualityOf, language: Language, most = 10): readonly Section[] {
  if (!isInspected(of.quality)) return []
  const words = QUALITY_WORDS[language]
  return [
    { title: words.head.quality, sentences: qualitySays(of, language), head: [], rows: [], right: [] },
    tests(of.quality, words),
    defects(of.quality, words, most),
    charts(of.quality, words, most),
    signals(of, words, most),
    measured(of.quality, words, most),
    output(of.quality, words, most),
    loops(of, words, language, most),
    containments(of, words, most),
    receiving(of.quality, words),
  ].filter(({ sentences, rows }) => sentences.length + rows.length > 0)
}

/** The answer in a few sentences. */
export function qualitySays(of: QualityOf, language: Language): readonly string[] {
  const { says, rules } = QUALITY_WORDS[language]
  const { units } = WORDS[language]
  const { quality } = of
  if (!isInspected(quality)) return [says.nothing]
  const clock = clockOf(of)
  const said: string[] = []
  const sum = (shares: readonly Share[]) => shareOf(shares.reduce((all, { hits }) => all + hits, 0), shares.reduce((all, one) => all + one.of, 0)) // biome-ignore format: a sum
  const first = sum(quality.firstPass.map(({ firstPass }) => firstPass))
  if (first.share !== null) said.push(says.firstPass(percent(first.share), percent(first.low), percent(first.high), count(first.of)))
  const rejected = sum(quality.tests.map((test) => test.rejected))
  if (rejected.share !== null) said.push(says.tests(count(rejected.of), count(rejected.hits), percent(rejected.share)))
  const [worst] = quality.defects
  if (worst) said.push(says.worst(worst.name, worst.operation, count(worst.count), percent(worst.share)))
  const { rework } = quality
  if (rework.times > 0)
    said.push(
      says.rework(count(rework.times), spell(rework.workedSeconds, units), money(rework.cost, quality.currency), count(rework.open)),
    )
  const watched = quality.charts.filter(({ falseAlarmEvery }) => falseAlarmEvery !== null)
  for (const chart of watched)
    if (chart.kind !== 'reading' && chart.limitsFrom === 'base')
      said.push(says.notAsBelieved(what(chart), chart.station, percent(chart.share!.inControl)))
  // The latest signal of each chart, the latest first.
  const latest = watched
    .flatMap((chart) => (chart.signals.length === 0 ? [] : [{ chart, signal: chart.signals.at(-1)! }]))
    .sort((a, b) => b.signal.time - a.signal.time)
  for (const { chart, signal } of latest.slice(0, MOST_NAMED)) {
    const text = says.signal(what(chart), chart.station, clock.full(signal.time), signal.rules.map((rule) => rules[rule]).join(', '))
    const since =
      signal.bad === null || chart.share === null
        ? ''
        : `${language === 'zh' ? '' : ' '}${says.badSince(count(signal.bad), count(signal.point - signal.sincePoint + 1), clock.short(signal.sinceTime), percent(chart.share.inControl))}`
    said.push(`${text}${since}`)
  }
  if (watched.length > 0) {
    if (latest.length === 0) said.push(says.noSignal(count(watched.length)))
    said.push(says.falseAlarms(count(watched.length), String(Number(quality.falseAlarmsPerWeek.toPrecision(2)))))
    for (const chart of watched)
      if ((chart.autocorrelation ?? 0) > CORRELATED)
        said.push(says.correlated(what(chart), chart.station, chart.autocorrelation!.toFixed(2)))
  }
  if (watched.length < quality.charts.length) said.push(says.unwatched(count(quality.charts.length - watched.length)))
  if (quality.holds.all > 0) said.push(says.holds(count(quality.holds.all), count(quality.holds.open)))
  return said
}

/** Above it the run lengths of independent readings are not to be relied on. */
const CORRELATED = 0.2
/** Charts that are named in sentences. */
const MOST_NAMED = 3

function tests({ tests }: QualityShown, { head }: QualityWords): Section {
  const rows = tests.map(({ product, operation, firstPass, rejected, scrapped, reworked, accepted }) => [
    product,
    operation,
    count(firstPass.of),
    ...shareAndInterval(firstPass),
    count(rejected.hits),
    count(scrapped),
    count(reworked),
    count(accepted),
  ])
  const columns = [head.product, head.operation, head.inspected, head.firstPass, head.interval, head.rejected, head.scrapped, head.reworked, head.accepted] // biome-ignore format: a row
  return table(head.tests, columns, rows, [2, 3, 4, 5, 6, 7, 8])
}

function defects({ defects }: QualityShown, { head, kinds }: QualityWords, most: number): Section {
  const rows = defects
    .slice(0, most)
    .map(({ name, operation, kind, count: times, share, cumulative }) => [
      name,
      operation,
      kinds[kind],
      count(times),
      percent(share),
      percent(cumulative),
    ])
  return table(head.defects, [head.defect, head.operation, head.kind, head.count, head.share, head.cumulative], rows, [3, 4, 5])
}

function charts({ charts }: QualityShown, { head, from }: QualityWords, most: number): Section {
  const sorted = [...charts].sort((a, b) => b.signals.length - a.signals.length || b.points - a.points)
  const rows = sorted
    .slice(0, most)
    .map((chart) => [
      what(chart),
      chart.station,
      count(chart.points),
      inOrder(chart),
      from[chart.limitsFrom],
      chart.share === null ? '–' : percent(chart.share.seen.share ?? 0),
      chart.falseAlarmEvery === null ? '–' : count(chart.falseAlarmEvery),
      count(chart.signals.length),
    ])
  const columns = [head.operation, head.station, head.points, head.limits, head.from, head.seen, head.falseAlarm, head.alarms]
  return table(head.charts, columns, rows, [2, 5, 6, 7])
}

function signals(of: QualityOf, { head, rules }: QualityWords, most: number): Section {
  const clock = clockOf(of)
  const rows = of.quality.charts
    .flatMap((chart) => chart.signals.map((signal) => ({ chart, signal })))
    .sort((a, b) => b.signal.time - a.signal.time)
    .slice(0, most)
    .map(({ chart, signal }) => [
      clock.short(signal.time),
      what(chart),
      chart.station,
      signal.rules.map((rule) => rules[rule]).join(', '),
      figure(signal.value),
      count(signal.unit),
      clock.short(signal.sinceTime),
      signal.bad === null ? '–' : `${signal.bad} / ${signal.point - signal.sincePoint + 1}`,
    ])
  const columns = [head.time, head.operation, head.station, head.rule, head.value, head.unit, head.since, head.bad]
  return table(head.signals, columns, rows, [4, 5, 7])
}

function measured({ readings = [] }: QualityShown, { head, by }: QualityWords, most: number): Section {
  const order: readonly Readings['by'][] = ['all', 'station', 'day', 'lot']
  const rows = order.flatMap((kind) =>
    readings
      .filter((one) => one.by === kind)
      .slice(0, most)
      .map((one) => [
        `${one.title}${one.unit === '' ? '' : `, ${one.unit}`}`,
        one.product,
        by[kind],
        one.of,
        count(one.n),
        figure(one.mean),
        figure(one.least),
        figure(one.greatest),
        count(one.outside),
        index(one.capability?.spread ?? null),
        index(one.capability?.centered ?? null),
      ]),
  )
  const columns = [
    head.readings,
    head.product,
    head.by,
    head.of,
    head.n,
    head.mean,
    head.least,
    head.greatest,
    head.outside,
    head.cp,
    head.cpk,
  ]
  return table(head.readings, columns, rows, [4, 5, 6, 7, 8, 9, 10])
}

function output({ outputs }: QualityShown, { head }: QualityWords, most: number): Section {
  const rows = [...outputs]
    .sort((a, b) => b.scrap + b.rework - a.scrap - a.rework)
    .filter(({ scrap, rework }) => scrap + rework > 0)
    .slice(0, most)
    .map(({ station, produced, good, scrap, rework, reworkRatio }) => [
      station,
      ...[produced, good, scrap, rework].map(count),
      ...shareAndInterval(reworkRatio),
    ])
  return table(head.output, [head.station, head.produced, head.good, 'SQ', 'RQ', head.ratio, head.interval], rows, [1, 2, 3, 4, 5, 6])
}

function loops(of: QualityOf, { head, outcomes }: QualityWords, language: Language, most: number): Section {
  const clock = clockOf(of)
  const { loops = [], currency } = of.quality
  const rows = loops
    .slice(-most)
    .map(({ unit, product, operation, station, times, from, until, outcome, workedSeconds, cost }) => [
      count(unit),
      product,
      station === null ? operation : `${operation} (${station})`,
      count(times),
      clock.short(from),
      until === null ? '–' : spell(until - from, WORDS[language].units),
      spell(workedSeconds, WORDS[language].units),
      money(cost, currency),
      outcomes[outcome],
    ])
  const columns = [head.unit, head.product, head.operation, head.times, head.since, head.time, head.worked, head.cost, head.outcome]
  return table(head.loops, columns, rows, [0, 3, 5, 6, 7])
}

function containments(of: QualityOf, { head }: QualityWords, most: number): Section {
  const clock = clockOf(of)
  const rows = of.quality.containments
    .slice(-most)
    .map(({ hold, station, from, until, units, released, reworked, scrapped, lots }) => [
      hold,
      station ?? '–',
      clock.short(from),
      until === null ? '–' : clock.short(until),
      ...[units, released, reworked, scrapped, lots].map(count),
    ])
  const columns = [head.hold, head.station, head.since, head.until, head.units, head.released, head.reworked, head.scrapped, head.lots]
  return table(head.containments, columns, rows, [4, 5, 6, 7, 8])
}

function receiving({ receiving }: QualityShown, { head, severities }: QualityWords): Section {
  const rows = receiving.map(({ item, supplier, aql, lots, refused, next }) => {
    const plan = lots.at(-1)?.plan
    return [item, supplier, `${aql} %`, count(lots.length), count(refused), plan ? count(plan.sampleSize) : '–', plan ? count(plan.accept) : '–', severities[next]] // biome-ignore format: a row
  })
  return table(head.receiving, [head.item, head.supplier, 'AQL', head.lots, head.refused, head.sample, head.accept, head.next], rows, [2, 3, 4, 5, 6]) // biome-ignore format: a row
}

const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[]): Section => ({
  title,
  sentences: [],
  head,
  rows,
  right,
})

const what = ({ operation, characteristic }: Pick<ChartReport, 'operation' | 'characteristic'>) =>
  characteristic === null ? operation : `${operation}: ${characteristic}`

function inOrder({ share, limits }: ChartReport): string {
  if (share !== null) return percent(share.inControl)
  return limits === null ? '–' : `${figure(limits.center)} ± ${figure(3 * limits.sigma)}`
}

const shareAndInterval = ({ share, low, high }: Share) =>
  share === null ? ['–', '–'] : [percent(share), `${percent(low)} – ${percent(high)}`]

const index = (one: Index | null) => (one === null ? '–' : `${one.value.toFixed(2)} (${one.low.toFixed(2)} – ${one.high.toFixed(2)})`)

/** Four digits. */
const figure = (value: number) => String(Number(value.toPrecision(4)))

const money = (amount: number, currency: string) => `${amount < 100 ? amount.toFixed(2) : count(amount)} ${currency}`
