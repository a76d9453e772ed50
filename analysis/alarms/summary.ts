import { gammaPInverse, wilsonInterval } from '../../engine/math/index.ts'
import { type ChartReport, falseAlarmsOf } from '../quality/index.ts'
import { ALARM_RULE_NAMES, ALARM_RULES, type Alarm, type AlarmRule } from './alarm.ts'
import type { Overload } from './overload.ts'

/** What became of the alarms of one rule. */
export interface RuleSummary {
  readonly rule: AlarmRule
  readonly raised: number
  /** Not closed. */
  readonly open: number
  /** Minutes from raised until acted, and until closed, of those that were; null: none was. */
  readonly toAct: Median | null
  readonly toClose: Median | null
  readonly falseAlarms: FalseAlarms
}

export interface Median {
  readonly median: number
  /** 95 %, by ranks; null of fewer than six. */
  readonly low: number | null
  readonly high: number | null
  readonly n: number
}

/**
 * To be expected in a week. `fact`: it has happened, so none is false. `design`: by the run lengths of the charts that watch. `observed`: warnings that
 * came to nothing in this log, with the exact interval of a Poisson count.
 */
export interface FalseAlarms {
  readonly basis: 'fact' | 'design' | 'observed'
  readonly perWeek: number
  readonly low: number | null
  readonly high: number | null
  /** Of `observed`: warnings of which the outcome is known. */
  readonly n: number
}

/** Was it known before? Of all events of one rule. */
export interface Foreknowledge {
  readonly event: AlarmRule
  readonly events: number
  readonly warned: { readonly share: number; readonly low: number; readonly high: number; readonly count: number } | null
  /** Seconds from the first warning to the event, of those that had one. */
  readonly lead: Median | null
  /** Of all events, 0 where there was no warning. */
  readonly leadOfAll: Median | null
}

/** The alarms of a log: how many, the last of them, and what their rules are worth. */
export interface AlarmList {
  readonly raised: number
  /** Not closed. */
  readonly open: number
  readonly acknowledged: number
  /** The last of high priority that is not closed. */
  readonly worst: Alarm | null
  readonly last: readonly Alarm[]
  readonly rules: readonly RuleSummary[]
  readonly foreknowledge: readonly Foreknowledge[]
  /** What working above the rated load costs. */
  readonly overloads: readonly Overload[]
}

/** `seconds`: how long the log is, for rates; `most`: how many are listed. */
export function alarmList(
  alarms: readonly Alarm[],
  {
    charts,
    seconds,
    most,
    overloads,
  }: Pick<AlarmList, 'overloads'> & { readonly charts: readonly ChartReport[]; readonly seconds: number; readonly most: number },
): AlarmList {
  const open = alarms.filter(({ life }) => life.state !== 'closed')
  return {
    raised: alarms.length,
    open: open.length,
    acknowledged: alarms.filter(({ life }) => life.acknowledged !== null).length,
    worst: open.findLast(({ priority }) => priority === 'high') ?? null,
    last: most >= alarms.length ? alarms : alarms.slice(-most),
    rules: ruleSummaries(alarms, charts, seconds),
    foreknowledge: foreknowledge(alarms),
    overloads,
  }
}

const WEEK = 7 * 86_400

/** Of the rules of which there is an alarm, or could be a false one. */
export function ruleSummaries(alarms: readonly Alarm[], charts: readonly ChartReport[], seconds: number): readonly RuleSummary[] {
  return ALARM_RULE_NAMES.flatMap((rule) => {
    const own = alarms.filter((alarm) => alarm.rule === rule)
    const falseAlarms = falseOf(rule, own, charts, seconds)
    if (own.length === 0 && falseAlarms.perWeek === 0) return []
    return {
      rule,
      raised: own.length,
      open: own.filter(({ life }) => life.state !== 'closed').length,
      toAct: medianOf(own.flatMap(({ at, life }) => (life.acted === null ? [] : [(life.acted - at) / 60]))),
      toClose: medianOf(own.flatMap(({ at, life }) => (life.closed === null ? [] : [(life.closed - at) / 60]))),
      falseAlarms,
    }
  })
}

function falseOf(rule: AlarmRule, own: readonly Alarm[], charts: readonly ChartReport[], seconds: number): FalseAlarms {
  const { kind } = ALARM_RULES[rule]
  if (kind === 'event') return { basis: 'fact', perWeek: 0, low: 0, high: 0, n: own.length }
  if (kind === 'signal') return { basis: 'design', perWeek: falseAlarmsOf(charts, seconds), low: null, high: null, n: own.length }
  const known = own.filter(({ warned }) => warned?.outcome === 'came' || warned?.outcome === 'didNot')
  const wrong = known.filter(({ warned }) => warned?.outcome === 'didNot').length
  if (seconds <= 0) return { basis: 'observed', perWeek: 0, low: null, high: null, n: known.length }
  const perWeek = (times: number) => (times * WEEK) / seconds
  const { low, high } = poissonInterval(wrong)
  return { basis: 'observed', perWeek: perWeek(wrong), low: perWeek(low), high: perWeek(high), n: known.length }
}

/** The means at which so few, or so many, would come in 2.5 % of cases: of none 0 to 3.69. */
export const poissonInterval = (times: number) => ({
  low: times === 0 ? 0 : gammaPInverse(times, 0.025),
  high: gammaPInverse(times + 1, 0.975),
})

/** Events that a warning can speak of. */
const FORESEEN: readonly AlarmRule[] = ['equipmentFailure', 'materialShortage', 'orderLate']

/** How long before events it was said that they would come: the first warning of each counts. */
export function foreknowledge(alarms: readonly Alarm[]): readonly Foreknowledge[] {
  const leads = new Map<string, number>()
  for (const { warned } of alarms) {
    if (warned === null || warned.event === null || warned.leadSeconds === null || warned.leadSeconds <= 0) continue
    leads.set(warned.event, Math.max(leads.get(warned.event) ?? 0, warned.leadSeconds))
  }
  return FORESEEN.flatMap((event) => {
    const own = alarms.filter(({ rule }) => rule === event)
    if (own.length === 0) return []
    const known = own.flatMap(({ id }) => leads.get(id) ?? [])
    return {
      event,
      events: own.length,
      warned: { share: known.length / own.length, ...wilsonInterval(known.length, own.length), count: known.length },
      lead: medianOf(known),
      leadOfAll: medianOf(own.map(({ id }) => leads.get(id) ?? 0)),
    }
  })
}

/** With its interval by ranks: of 100 values, from the 40th to the 61st. */
export function medianOf(values: readonly number[]): Median | null {
  const n = values.length
  if (n === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const median = n % 2 === 1 ? sorted[(n - 1) / 2]! : (sorted[n / 2 - 1]! + sorted[n / 2]!) / 2
  if (n < 6) return { median, low: null, high: null, n }
  const reach = 0.98 * Math.sqrt(n)
  const low = Math.max(1, Math.floor(n / 2 - reach))
  const high = Math.min(n, Math.ceil(n / 2 + 1 + reach))
  return { median, low: sorted[low - 1]!, high: sorted[high - 1]!, n }
}
