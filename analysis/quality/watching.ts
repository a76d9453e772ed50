import { Disposition, Outcome } from '../../engine/log/events.ts'
import { wilsonInterval } from '../../engine/math/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { type PlantRecord, type RowsBy, rowsBy } from '../record/index.ts'
import {
  BernoulliCusum,
  type Chart,
  Cusum,
  cusumReference,
  Ewma,
  falseAlarmEvery,
  falseAlarmsPerWeek,
  IndividualsChart,
  type Limits,
  limitsOfReadings,
  NELSON,
  RULE_ONE,
  type SignalRule,
  type Watch,
  WESTERN_ELECTRIC,
} from '../spc/index.ts'
import { believedReading, believedRejects, madeAt } from './believed.ts'
import { type Share, shareOf } from './share.ts'
import { productOf } from './tests.ts'

/** What a chart looks at: what a test says of the units made at one station, what is seen at once there, or readings of a characteristic made there. */
export interface Watched {
  readonly kind: 'test' | 'seen' | 'reading'
  readonly operation: string
  /** Where the units were when it may have gone wrong. */
  readonly station: string
  /** Of readings: the characteristic. */
  readonly characteristic: string | null
}

/** Where the limits of a chart come from: the believed scenario, a base period of the log itself, or nowhere, and why. */
export type LimitsFrom = 'scenario' | 'base' | 'tooFew' | 'neverBad' | 'tooBad'

export interface ChartReport extends Watched {
  readonly points: number
  readonly limitsFrom: LimitsFrom
  /** Of shares of bad units: what is taken for granted, what it should find, and what was seen. */
  readonly share: {
    readonly inControl: number
    readonly toFind: number
    readonly gamma: number
    readonly h: number
    readonly seen: Share
  } | null
  readonly limits: Limits | null
  /** Points between two false alarms, if the limits are right; null: not watched. */
  readonly falseAlarmEvery: number | null
  /** Correlation of a reading with the one before it; above 0.2 or so there are more false alarms than said. Null of shares. */
  readonly autocorrelation: number | null
  readonly signals: readonly Signal[]
}

/** A chart said something. The evidence: which units it speaks of, and since when the statistic had been on its way. */
export interface Signal {
  readonly rules: readonly SignalRule[]
  /** Seconds. */
  readonly time: number
  readonly unit: number
  /** Number of the point, from 1. */
  readonly point: number
  /** The reading, or the statistic of a share. */
  readonly value: number
  /** The first point that this signal is about: where its statistic last left zero. */
  readonly sincePoint: number
  readonly sinceTime: number
  readonly sinceUnit: number
  /** Of shares: bad units among those points. */
  readonly bad: number | null
}

/** How a chart of shares is designed: bad units are to be found when their odds have grown by `oddsRatio`; an alarm where the statistic reaches `h`. */
export interface ShareDesign {
  readonly oddsRatio: number
  readonly h: number
}

/** 1.5 % against 7 %, h 3.5; the same odds ratio elsewhere, so that false alarms are as far apart, counted in bad units: 206 of them. */
export const SHARE_DESIGN: ShareDesign = { oddsRatio: 0.07 / 0.93 / (0.015 / 0.985), h: 3.5 }

/** What is believed never to be bad is watched as if one in so many were. */
const NEVER = 1 / 2000
/** What is believed of a test is held against its first so many units: few, so that what goes wrong later is not taken for the rule. */
const FIRST_UNITS = 200
/** So many units, or readings, are the base of limits where the scenario does not tell, or is far off. */
const BASE_UNITS = 500
const BASE_READINGS = 100

/** Charts that watch tests, what is seen at once, and readings. Only what was known by then decides whether a point is a signal. */
export function chartsOf(
  record: PlantRecord,
  scenario: Scenario,
  { watch = 'standard', design = SHARE_DESIGN } = {} as Watching,
): readonly ChartReport[] {
  const streams = new Map<string, Stream>()
  const jobsOf = rowsBy(record.jobs, 'unit')
  tests(record, scenario, jobsOf, streams)
  seen(record, scenario, streams)
  readings(record, scenario, jobsOf, streams)
  // Where nothing bad is believed and nothing was seen there is nothing to watch: most operations of most plants.
  const watched = [...streams.values()].filter(({ known, value }) => known.share !== 0 || value.includes(1))
  return watched.map((stream) => (stream.watched.kind === 'reading' ? watchReadings(stream, watch) : watchShare(stream, design)))
}

export interface Watching {
  readonly watch?: Watch
  readonly design?: ShareDesign
}

/** False alarms to be expected in a week with these charts, at the rate at which their points came. */
export function falseAlarmsOf(charts: readonly ChartReport[], seconds: number): number {
  const perWeek = (points: number) => (points * WEEK) / seconds
  const watched = charts.filter(({ falseAlarmEvery }) => falseAlarmEvery !== null)
  if (seconds <= 0) return 0
  return falseAlarmsPerWeek(watched.map((chart) => ({ pointsPerWeek: perWeek(chart.points), falseAlarmEvery: chart.falseAlarmEvery! })))
}

const WEEK = 7 * 86_400

/** The points of a chart, in the order in which they became known. */
interface Stream {
  readonly watched: Watched
  readonly known: { readonly share: number | null; readonly limits: Limits | null }
  readonly time: number[]
  readonly unit: number[]
  /** 1: bad; or a reading. */
  readonly value: number[]
}

function streamOf(streams: Map<string, Stream>, watched: Watched, known: Stream['known']): Stream {
  // Products that are expected to be alike are watched together.
  const key = JSON.stringify([watched, known])
  let stream = streams.get(key)
  if (stream === undefined) {
    stream = { watched, known, time: [], unit: [], value: [] }
    streams.set(key, stream)
  }
  return stream
}

/** What each test says, by the stations where the operations were done that may have gone wrong. */
function tests(record: PlantRecord, scenario: Scenario, jobsOf: RowsBy, streams: Map<string, Stream>) {
  const { unit, operation, station, disposition, time } = record.tests.column
  const branches = scenario.products.map(({ route }) => route.map((_, at) => branchesOf(route, at)))
  const known = new Map<string, Stream>()
  for (let i = 0; i < record.tests.count; i++) {
    const p = productOf(record, unit[i]!)
    const product = scenario.products[p]
    const at = operation[i]!
    if (product?.route[at]?.test == null) continue
    for (const o of branches[p]![at]!) {
      const where = o === at ? station[i]! : stationAt(record, jobsOf, unit[i]!, o, time[i]!)
      if (where < 0) continue
      const key = `${p} ${at} ${o} ${where}`
      let stream = known.get(key)
      if (stream === undefined) {
        const id = scenario.stations[where]!.id
        const share = believedRejects(scenario, product, at, { operation: o, station: id })
        stream = streamOf(
          streams,
          { kind: 'test', operation: product.route[at].id, station: id, characteristic: null },
          { share, limits: null },
        )
        known.set(key, stream)
      }
      stream.time.push(time[i]!)
      stream.unit.push(unit[i]!)
      stream.value.push(disposition[i] === Disposition.passed ? 0 : 1)
    }
  }
}

/** Operations of a route that leave what the test at `at` looks for; the test's own where there is none. */
function branchesOf(route: Scenario['products'][number]['route'], at: number): readonly number[] {
  const test = route[at]!.test
  if (test === null) return []
  const made = route.slice(0, at + 1).flatMap(({ defects, characteristics }, o) => {
    const leaves = defects.some(({ id }) => test.finds.includes(id))
    const is = characteristics.some(({ id }) => test.measures.some(({ characteristic }) => characteristic === id))
    return leaves || is ? [o] : []
  })
  return made.length > 0 ? made : [at]
}

/** Where the unit was last worked on in this operation of its route, by then; −1: nowhere that the log tells of. */
function stationAt(record: PlantRecord, jobsOf: RowsBy, unit: number, operation: number, time: number): number {
  const { operation: of, end, station } = record.jobs.column
  const rows = jobsOf.of(unit)
  for (let i = rows.length - 1; i >= 0; i--) if (of[rows[i]!] === operation && end[rows[i]!]! <= time) return station[rows[i]!]!
  return -1
}

/** What is seen at once, where an operation has a yield and no test. */
function seen(record: PlantRecord, scenario: Scenario, streams: Map<string, Stream>) {
  const { unit, station, operation, outcome, end } = record.jobs.column
  const rows: number[] = []
  const expected = (p: number, o: number, s: number) => {
    const made = scenario.products[p]?.route[o]
    return made === undefined || made.test !== null ? null : 1 - (made.yield ?? scenario.stations[s]!.yield)
  }
  for (let i = 0; i < record.jobs.count; i++) if (outcome[i]! >= 0) rows.push(i)
  rows.sort((a, b) => end[a]! - end[b]! || a - b)
  const known = new Map<string, Stream | null>()
  for (const row of rows) {
    const p = productOf(record, unit[row]!)
    const key = `${p} ${operation[row]} ${station[row]}`
    let stream = known.get(key)
    if (stream === undefined) {
      const share = expected(p, operation[row]!, station[row]!)
      const watched = { kind: 'seen', operation: scenario.products[p]?.route[operation[row]!]?.id ?? '', station: scenario.stations[station[row]!]!.id, characteristic: null } as const // biome-ignore format: a row
      stream = share === null ? null : streamOf(streams, watched, { share, limits: null })
      known.set(key, stream)
    }
    if (stream === null) continue
    stream.time.push(end[row]!)
    stream.unit.push(unit[row]!)
    stream.value.push(outcome[row] === Outcome.good ? 0 : 1)
  }
}

function readings(record: PlantRecord, scenario: Scenario, jobsOf: RowsBy, streams: Map<string, Stream>) {
  const { unit, operation, measurement, value, time } = record.measurements.column
  const known = new Map<string, Stream>()
  for (let i = 0; i < record.measurements.count; i++) {
    const p = productOf(record, unit[i]!)
    const product = scenario.products[p]
    const measure = product?.route[operation[i]!]?.test?.measures[measurement[i]!]
    if (!product || !measure) continue
    const made = madeAt(product, operation[i]!, measure.characteristic)
    const where = made === null ? -1 : stationAt(record, jobsOf, unit[i]!, made.operation, time[i]!)
    if (made === null || where < 0) continue
    const key = `${p} ${operation[i]} ${measurement[i]} ${where}`
    let stream = known.get(key)
    if (stream === undefined) {
      const station = scenario.stations[where]!.id
      const watched = {
        kind: 'reading',
        operation: product.route[operation[i]!]!.id,
        station,
        characteristic: measure.characteristic,
      } as const
      stream = streamOf(streams, watched, { share: null, limits: believedReading(scenario, product, made, station, measure) })
      known.set(key, stream)
    }
    stream.time.push(time[i]!)
    stream.unit.push(unit[i]!)
    stream.value.push(value[i]!)
  }
}

function watchShare(stream: Stream, { oddsRatio, h }: ShareDesign): ChartReport {
  const { watched, value, known } = stream
  const points = value.length
  const bad = value.reduce((sum, one) => sum + one, 0)
  const base = value.slice(0, BASE_UNITS)
  const baseBad = base.reduce((sum, one) => sum + one, 0)
  const first = base.slice(0, FIRST_UNITS)
  // What is believed counts unless the first units cannot be explained by it; then what was seen in the base does.
  const believed = known.share === null ? null : Math.max(NEVER, known.share)
  const fits = believed !== null && explains(believed, first.reduce((sum, one) => sum + one, 0), first.length) // biome-ignore format: one sum
  const inControl = fits ? believed : base.length === BASE_UNITS ? baseBad / BASE_UNITS : Number.NaN
  const limitsFrom: LimitsFrom = fits ? 'scenario' : Number.isNaN(inControl) ? 'tooFew' : inControl === 0 ? 'neverBad' : 'base'
  const nothing = { ...watched, points, share: null, limits: null, falseAlarmEvery: null, autocorrelation: null, signals: [] }
  if (limitsFrom === 'tooFew' || limitsFrom === 'neverBad') return { ...nothing, limitsFrom }
  // Where much is bad anyway, a share that is much worse is nearly all.
  if (inControl > 0.5) return { ...nothing, limitsFrom: 'tooBad' }
  const toFind = (oddsRatio * inControl) / (1 - inControl + oddsRatio * inControl)
  const gamma = cusumReference(inControl, toFind)
  const chart = new BernoulliCusum({ gamma, h })
  const signals: Signal[] = []
  let since = 0
  let badSince = 0
  for (let i = limitsFrom === 'base' ? BASE_UNITS : 0; i < points; i++) {
    const before = chart.statistic
    const alarms = chart.add(value[i] === 1)
    if (before <= 0 || before >= h) {
      since = i
      badSince = 0
    }
    badSince += value[i]!
    if (alarms) signals.push(signalAt(stream, i, since, ['bernoulliCusum'], chart.statistic, badSince))
  }
  const share = { inControl, toFind, gamma, h, seen: shareOf(bad, points) }
  return { ...nothing, limitsFrom, share, falseAlarmEvery: falseAlarmEvery({ gamma, h, p: inControl }), signals }
}

/** Are so many bad ones of so many nothing to wonder at, if this share is right? Beyond a 99.9 % interval they are. */
function explains(share: number, bad: number, of: number): boolean {
  if (of === 0) return true
  const { low, high } = wilsonInterval(bad, of, 0.999)
  return low <= share && share <= high
}

function watchReadings(stream: Stream, watch: Watch): ChartReport {
  const { watched, value, known } = stream
  const base = known.limits === null ? limitsOfReadings(value.slice(0, BASE_READINGS)) : null
  const limits = known.limits ?? (value.length >= BASE_READINGS ? base : null)
  const nothing = { ...watched, points: value.length, share: null, autocorrelation: autocorrelation(value) }
  if (limits === null) return { ...nothing, limitsFrom: 'tooFew', limits: null, falseAlarmEvery: null, signals: [] }
  const signals: Signal[] = []
  const charts = chartsFor(watch, limits)
  let since = 0
  for (let i = known.limits === null ? BASE_READINGS : 0; i < value.length; i++) {
    const rules: SignalRule[] = []
    let about = i
    for (const chart of charts) {
      const found = chart.add(value[i]!)
      if (chart instanceof Cusum && found.length === 0 && chart.high + chart.low === 0) since = i + 1
      if (chart instanceof Cusum && found.length > 0) about = Math.min(since, i)
      rules.push(...found)
    }
    if (rules.length === 0) continue
    signals.push(signalAt(stream, i, about, rules, value[i]!, null))
    for (const chart of charts) chart.restart()
    since = i + 1
  }
  return {
    ...nothing,
    limitsFrom: known.limits === null ? 'base' : 'scenario',
    limits: { center: limits.center, sigma: limits.sigma },
    falseAlarmEvery: falseAlarmEvery(watch),
    signals,
  }
}

function chartsFor(watch: Watch, limits: Limits): readonly Chart<number>[] {
  const byRules = (rules: typeof RULE_ONE, movingRange = false) => new IndividualsChart({ limits, rules, movingRange })
  switch (watch) {
    case 'standard':
      return [byRules(RULE_ONE), new Cusum({ limits })]
    case 'ruleOne':
      return [byRules(RULE_ONE)]
    case 'cusum':
      return [new Cusum({ limits })]
    case 'ewma':
      return [new Ewma({ limits })]
    case 'individuals':
      return [byRules(RULE_ONE, true)]
    case 'westernElectric':
      return [byRules(WESTERN_ELECTRIC)]
    case 'nelson':
      return [byRules(NELSON)]
  }
}

const signalAt = (
  { time, unit }: Stream,
  i: number,
  since: number,
  rules: readonly SignalRule[],
  value: number,
  bad: number | null,
): Signal => ({
  rules,
  time: time[i]! / 1e6,
  unit: unit[i]!,
  point: i + 1,
  value,
  sincePoint: since + 1,
  sinceTime: time[since]! / 1e6,
  sinceUnit: unit[since]!,
  bad,
})

/** Null of fewer than 20 readings, or of readings that are all the same. */
function autocorrelation(values: readonly number[]): number | null {
  const n = values.length
  if (n < 20) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  let all = 0
  let next = 0
  for (let i = 0; i < n; i++) {
    all += (values[i]! - mean) * (values[i]! - mean)
    if (i > 0) next += (values[i]! - mean) * (values[i - 1]! - mean)
  }
  return all > 0 ? next / all : null
}
