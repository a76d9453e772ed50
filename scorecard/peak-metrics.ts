import { DAY, PEAK } from './autoparts-peak.ts'
import { type Metric, mean, ratio, share } from './marks.ts'
import type { PeakMark } from './peak-marks.ts'

const END = PEAK.until / DAY
/** Days of notice that are wanted, and from which on it is much too early. */
const WANTED = 7
const TOO_EARLY = 21

/** What the mission scores of E2. */
export function peakMetrics(story: string, marks: readonly PeakMark[], controls: readonly PeakMark[]): Metric[] {
  const named = (name: string) => ({ story, metric: name })
  const failing = marks.filter(({ wear }) => wear.fails !== null && wear.fails < END)
  const warned = marks.filter(({ wear }) => wear.warned !== null)
  const steady = controls.filter(({ kind }) => kind !== 'low demand')
  const lives = marks.map(({ wear }) => wear.life)
  return [
    share(
      named('warned 7 days before a failure by the end of the peak'),
      failing.map(({ wear }) => wear.lead !== null && wear.lead >= WANTED),
      { goal: 'atLeast', value: 0.85 },
    ),
    share(
      named('warnings that are false, or more than 21 days early'),
      warned.map(({ wear }) => wear.lead === null || wear.lead > TOO_EARLY),
      { goal: 'atMost', value: 0.1 },
    ),
    share(
      named('warnings of what does not wear'),
      steady.map(({ wear }) => wear.warned !== null),
      { goal: 'atMost', value: 0.1 },
    ),
    ratio(
      named('hours left: the 80 % interval holds the truth'),
      lives.map((all) => ({ of: all.filter(({ held }) => held).length, among: all.length })),
      { goal: 'between', value: 0.77, to: 0.83 },
    ),
    ratio(
      named('hours left: CRPS, of that of a constant hazard'),
      lives.map((all) => ({ of: sum(all.map(({ crps }) => crps)), among: sum(all.map(({ baseline }) => baseline)) })),
      { goal: 'atMost', value: 1 },
    ),
    ...[0, 0.25, 0.5, 0.75].map((part) =>
      share(
        named(`hours left: held at ${100 * part} % of the life`),
        lives.flatMap((all) => all.filter((one) => one.share === part).map(({ held }) => held)),
        null,
      ),
    ),
    share(
      named('stops in the peak, nothing done'),
      marks.map(({ stopped }) => stopped.without),
      null,
    ),
    share(
      named('stops in the peak, as proposed'),
      marks.map(({ stopped }) => stopped.with),
      null,
    ),
    mean(
      named('stops in the peak that are avoided, same luck'),
      marks.map(({ stopped }) => Number(stopped.without) - Number(stopped.with)),
      { goal: 'atLeast', value: 0 },
    ),
    mean(
      named('stops in the peak avoided in controls, same luck'),
      controls.map(({ stopped }) => Number(stopped.without) - Number(stopped.with)),
      null,
    ),
  ]
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
