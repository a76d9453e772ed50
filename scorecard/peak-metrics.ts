import { DAY, PEAK } from './autoparts-peak.ts'
import { type Metric, mean, ratio, share, type Target } from './marks.ts'
import { TARGET } from './peak-delivery-marks.ts'
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
    mean(
      named('slot of the new spindle: regret, of the range over all slots'),
      marks.flatMap(({ regret }) => (regret === null ? [] : [regret])),
      { goal: 'atMost', value: 0.02 },
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
    ...lotMetrics(named, marks, controls),
    ...deliveryMetrics(named, marks, controls),
  ]
}

type NamedBy = (name: string) => { readonly story: string; readonly metric: string }

function lotMetrics(named: NamedBy, marks: readonly PeakMark[], controls: readonly PeakMark[]): Metric[] {
  const lots = marks.map(({ lot }) => lot)
  const found = lots.filter((lot) => lot.named !== null)
  return [
    share(
      named('flawed lots named by the end of the peak'),
      lots.filter(({ isFlawed }) => isFlawed).map((lot) => lot.right === true),
      null,
    ),
    share(
      named('the lot that is named is the flawed one'),
      found.map(({ right }) => right === true),
      { goal: 'atLeast', value: 0.9 },
    ),
    share(
      named('a lot named in controls without a flaw'),
      controls.filter(({ lot }) => !lot.isFlawed).map(({ lot }) => lot.named !== null),
      { goal: 'atMost', value: 0.05 },
    ),
    share(
      named('stock, work in process, in transit, shipped: all four exact'),
      found.map(({ exact }) => exact === true),
      { goal: 'atLeast', value: 1 },
    ),
    share(
      named('of a lot on hold something was used'),
      found.map(({ usedHeld }) => usedHeld === true),
      { goal: 'atMost', value: 0 },
    ),
  ]
}

function deliveryMetrics(named: NamedBy, marks: readonly PeakMark[], controls: readonly PeakMark[]): Metric[] {
  const all = marks.flatMap(({ delivery }) => (delivery === null ? [] : [delivery]))
  const safe = all.filter(({ truly }) => truly >= TARGET)
  const claimed = all.filter(({ isClaimed }) => isClaimed)
  const open = all.filter(({ isClaimed }) => !isClaimed)
  const remedied = open.flatMap(({ remedied: chance }) => (chance === null ? [] : [chance]))
  const average = (name: string, values: readonly number[], target: Target | null = null) => {
    const figure = mean(named(name), values, target)
    return { ...figure, high: figure.high === null ? null : Math.min(1, figure.high) }
  }
  const keeps = { goal: 'atLeast', value: TARGET } as const
  const chance = 'P(all due orders on time)'
  return [
    average(
      `${chance}: before`,
      all.map(({ before }) => before),
    ),
    average(
      `${chance}: in quarantine`,
      all.map(({ quarantined }) => quarantined),
    ),
    average(
      `${chance}: rescheduled`,
      all.map(({ rescheduled }) => rescheduled),
    ),
    average(
      `${chance}: recovered by it`,
      all.map(({ rescheduled, quarantined }) => rescheduled - quarantined),
      { goal: 'atLeast', value: 0 },
    ),
    average(
      `${chance}: in truth`,
      all.map(({ truly }) => truly),
    ),
    average(
      `${chance}: in truth where it is claimed`,
      claimed.map(({ truly }) => truly),
      keeps,
    ),
    share(
      named('claimed where it is truly safe'),
      safe.map(({ isClaimed }) => isClaimed),
      { goal: 'atLeast', value: 0.8 },
    ),
    share(
      named('not claimed: a remedy is named'),
      open.map(({ remedy }) => remedy !== null),
      null,
    ),
    average(`${chance}: in truth with the remedy`, remedied, keeps),
    ...[...new Set(open.map(({ remedy }) => remedy))].sort().map((name) =>
      share(
        named(`cheapest remedy: ${name ?? 'none of them'}`),
        open.map(({ remedy }) => remedy === name),
        null,
      ),
    ),
    share(
      named('quarantine makes a difference in controls'),
      controls.map(({ delivery }) => delivery?.differs === true),
      { goal: 'atMost', value: 0.05 },
    ),
  ]
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
