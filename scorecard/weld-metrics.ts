import { type Metric, median, metric, ratio, share } from './marks.ts'
import type { WeldMark } from './weld-marks.ts'

/** Whose exposure records bound: what a lot went into, and which units were made too cold. */
const BOUND: readonly WeldMark['fault'][] = ['temperature step', 'temperature drift', 'alloy lot']

/** What the mission scores of E1. */
export function weldMetrics(story: string, faults: readonly WeldMark[], controls: readonly WeldMark[]): Metric[] {
  const named = (name: string) => ({ story, metric: name })
  const steps = faults.filter(({ fault, exposed }) => fault !== 'temperature drift' && exposed > 0)
  const drifts = faults.filter(({ fault }) => fault === 'temperature drift')
  const clear = faults.filter(({ identifiable }) => identifiable === true)
  const tangled = faults.filter(({ identifiable }) => identifiable === false)
  const bound = faults.filter(({ fault }) => BOUND.includes(fault))
  const free = faults.filter(({ fault }) => !BOUND.includes(fault))
  const recall = (marks: readonly WeldMark[]) => marks.map(({ caught, exposed }) => ({ of: caught, among: exposed }))
  const precision = (marks: readonly WeldMark[]) => marks.map(({ caught, held }) => ({ of: caught, among: held }))
  return [
    median(
      named('detection delay, units of the branch'),
      steps.map(({ delay }) => delay),
      { goal: 'atMost', value: 85 },
    ),
    median(
      named('detection delay of a drift, from its beginning'),
      drifts.map(({ delay }) => delay),
      null,
    ),
    runLength(named('units from one false alarm to the next'), controls),
    ratio(named('containment recall where records bound it'), recall(bound), { goal: 'atLeast', value: 1 }),
    ratio(named('containment precision where records bound it'), precision(bound), { goal: 'atLeast', value: 0.7 }),
    ratio(named('containment recall by pass and fail'), recall(free), { goal: 'atLeast', value: 0.95 }),
    ratio(named('containment precision by pass and fail'), precision(free), null),
    share(
      named('cause right, identifiable seeds'),
      clear.map(({ right }) => right),
      { goal: 'atLeast', value: 0.9 },
    ),
    share(
      named('identifiable seeds called confounded'),
      clear.map(({ verdict }) => verdict === 'confounded' || verdict === 'undecided'),
      { goal: 'atMost', value: 0.1 },
    ),
    share(
      named('confounded seeds declared, with a test'),
      tangled.map(({ declared }) => declared),
      { goal: 'atLeast', value: 0.95 },
    ),
    share(
      named('a cause named in controls'),
      controls.map(({ namedAlone }) => namedAlone),
      { goal: 'atMost', value: 0.05 },
    ),
    ...[...new Set(faults.map(({ fault }) => fault))].sort().map((fault) =>
      share(
        named(`cause right: ${fault}`),
        clear.filter((one) => one.fault === fault).map(({ right }) => right),
        null,
      ),
    ),
  ]
}

/** Charts see the same units by machine, operator, nozzle and lot: seeds are clusters. */
function runLength(named: { story: string; metric: string }, controls: readonly WeldMark[]): Metric {
  const alarms = controls.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0)
  const rate = ratio(
    named,
    controls.map(({ falseAlarms, watched }) => ({ of: falseAlarms, among: watched })),
    null,
  )
  const turned = (share: number | null) => (share !== null && share > 0 ? 1 / share : Number.POSITIVE_INFINITY)
  const target = { goal: 'atLeast', value: 12_500 } as const
  return metric(named, alarms === 0 ? null : turned(rate.value), { low: turned(rate.high), high: turned(rate.low) }, alarms, target)
}
