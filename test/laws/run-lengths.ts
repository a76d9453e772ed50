import { BernoulliCusum } from '../../analysis/spc/bernoulli-cusum.ts'
import { Cusum, Ewma, IndividualsChart } from '../../analysis/spc/charts.ts'
import { NELSON, RULE_ONE, type Rule, RuleWatch, WESTERN_ELECTRIC } from '../../analysis/spc/rules.ts'
import { log1p, normalQuantile } from '../../engine/math/index.ts'
import { Streams } from '../../engine/random/index.ts'

/** A chart, what its points are like, and how many it is said to take to a signal. */
export interface RunLengthStudy {
  readonly title: string
  readonly answer: number
  readonly what: 'mean' | 'median'
  /** Points to the signal, once; `uniform` is in (0, 1). */
  readonly run: (uniform: () => number) => number
}

const limits = { center: 0, sigma: 1 }
const normal = (uniform: () => number) => normalQuantile(uniform())

/** Points until `add` says so. */
function until(uniform: () => number, add: (z: number) => boolean): number {
  for (let n = 1; ; n++) if (add(normal(uniform))) return n
}

const byRules = (rules: readonly Rule[]) => (uniform: () => number) => {
  const watch = new RuleWatch(rules)
  return until(uniform, (z) => watch.add(z) !== 0)
}

const DESIGN = { gamma: 0.03596, h: 3.5 }

/** Bad units among good ones, by how many good ones come before the next bad one: the same luck as a draw for each unit, and a sixtieth of the draws. */
export function* units(p: number, uniform: () => number): Generator<boolean> {
  const scale = 1 / log1p(-p)
  for (;;) {
    for (let good = Math.floor(Math.log(uniform()) * scale); good > 0; good--) yield false
    yield true
  }
}

/** Units to the alarm; from the steady state, after a while in order in which there was none. */
const bernoulli =
  (p: number, before = 0) =>
  (uniform: () => number) => {
    const chart = new BernoulliCusum(DESIGN)
    if (before > 0)
      for (const bad of units(0.015, uniform)) {
        chart.add(bad)
        if (chart.units >= before && chart.statistic < chart.h) break
      }
    let n = 0
    for (const bad of units(p, uniform)) {
      n++
      if (chart.add(bad)) break
    }
    return n
  }

export const runLengthStudies: readonly RunLengthStudy[] = [
  { title: 'one point beyond three sigma', answer: 370, what: 'mean', run: byRules(RULE_ONE) },
  {
    title: 'CUSUM, k 0.5, h 5',
    answer: 465,
    what: 'mean',
    run: (uniform) => {
      const chart = new Cusum({ limits })
      return until(uniform, (z) => chart.add(z).length > 0)
    },
  },
  {
    title: 'EWMA, λ 0.2, L 2.962',
    answer: 500,
    what: 'mean',
    run: (uniform) => {
      const chart = new Ewma({ limits })
      return until(uniform, (z) => chart.add(z).length > 0)
    },
  },
  {
    title: 'I-MR',
    answer: 106,
    what: 'mean',
    run: (uniform) => {
      const chart = new IndividualsChart({ limits })
      return until(uniform, (z) => chart.add(z).length > 0)
    },
  },
  { title: 'the four Western Electric rules', answer: 92, what: 'mean', run: byRules(WESTERN_ELECTRIC) },
  { title: 'the eight Nelson rules', answer: 73, what: 'mean', run: byRules(NELSON) },
  {
    title: 'one point beyond three sigma, and a CUSUM',
    answer: 224,
    what: 'mean',
    run: (uniform) => {
      const watch = new RuleWatch(RULE_ONE)
      const chart = new Cusum({ limits })
      return until(uniform, (z) => watch.add(z) + chart.add(z).length > 0)
    },
  },
  { title: 'Bernoulli CUSUM, h 3.5, 1.5 % bad', answer: 13_760, what: 'mean', run: bernoulli(0.015) },
  { title: 'the same, 7 % bad from the start', answer: 96, what: 'mean', run: bernoulli(0.07) },
  { title: 'the same', answer: 81, what: 'median', run: bernoulli(0.07) },
  { title: 'the same, 7 % bad after 500 units in order', answer: 91, what: 'mean', run: bernoulli(0.07, 500) },
  { title: 'the same', answer: 76, what: 'median', run: bernoulli(0.07, 500) },
]

export interface RunLengthRow {
  readonly title: string
  readonly what: string
  readonly answer: number
  readonly runs: number
  readonly measured: number
  /** Standard error of a mean; of a median, half the width of its 68 % interval. */
  readonly error: number
  readonly holds: boolean
}

/** Runs each study so many times. `holds`: within 10 % of the answer. */
export function measureRunLengths({ seed, runs, studies = runLengthStudies }: StudyOptions): RunLengthRow[] {
  const streams = new Streams(seed, 0)
  return studies.map(({ title, what, answer, run }, i) => {
    const stream = streams.open(`study ${i}`, 'points')
    const uniform = () => {
      streams.begin(stream)
      return streams.open01()
    }
    const lengths = Float64Array.from({ length: runs }, () => run(uniform))
    const { value, error } = what === 'mean' ? mean(lengths) : median(lengths)
    return { title, what, answer, runs, measured: value, error, holds: Math.abs(value / answer - 1) <= 0.1 }
  })
}

interface StudyOptions {
  readonly seed: number
  readonly runs: number
  readonly studies?: readonly RunLengthStudy[]
}

function mean(values: Float64Array) {
  const value = values.reduce((sum, one) => sum + one, 0) / values.length
  const squares = values.reduce((sum, one) => sum + (one - value) ** 2, 0)
  return { value, error: Math.sqrt(squares / (values.length - 1) / values.length) }
}

function median(values: Float64Array) {
  const sorted = values.slice().sort()
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!
  const half = 0.5 / Math.sqrt(values.length)
  return { value: at(0.5), error: (at(0.5 + half) - at(0.5 - half)) / 2 }
}

/** The section of docs/validation.md. */
export const runLengthReport = (rows: readonly RunLengthRow[]) => `## Run lengths of control charts

Points to the first signal of each chart, ${rows[0]!.runs} runs each, with limits that are right; readings normal and independent, units bad by
chance alone. The first eight are in order, so these are points between false alarms. Asked for: within 10 % of what is stated; \`npm test\` asks the
same of 1,000 runs, and of the exact answers, where a chart is a Markov chain.

| chart | measure | stated | measured | ± (95 %) | |
|---|---|---:|---:|---:|---|
${rows.map(rowOf).join('\n')}
`

function rowOf({ title, what, answer, measured, error, holds }: RunLengthRow): string {
  const digits = (value: number) => value.toFixed(answer < 1000 ? 1 : 0)
  return `| ${title} | ${what} | ${answer} | ${digits(measured)} | ${digits(1.96 * error)} | ${holds ? 'holds' : '**outside**'} |`
}
