import { STATE_NAMES } from '../../engine/log/events.ts'
import type { MachineReport } from './account.ts'
import { clockOf, count, percent, spell } from './format.ts'
import type { Report } from './report.ts'
import { worstFirst } from './state-account.ts'
import type { Words } from './words.ts'

/** What a log says, in a few sentences: the first is what it is of, then what matters most, then what is not known and why. */
export function says(report: Report, words: Words): readonly string[] {
  return [
    ...whatItIs(report, words),
    ...(report.origin === 'simulated' ? made(report, words) : [...known(report, words), ...worked(report, words)]),
    ...lost(report, words),
    ...longestStop(report, words),
    ...longestAlarm(report, words),
    ...counted(report, words),
    ...oee(report, words),
    ...data(report, words),
  ]
}

/** How many machines are named before the rest becomes a number. */
const MOST_NAMES = 6

function whatItIs(report: Report, { says, units }: Words): string[] {
  const { full } = clockOf(report)
  const { since, seconds, timeZone, origin, title, complete } = report
  return [
    says.origin[origin](title),
    says.span(full(since), full(since + seconds), spell(seconds, units), timeZone),
    ...(since > 0 ? [says.warmUp(spell(since, units))] : []),
    ...(complete ? [] : [says.cutShort(full(since + seconds))]),
  ]
}

function known({ machines, plant }: Report, words: Words): string[] {
  const { says } = words
  const heard = machines.filter(({ coverage }) => (coverage ?? 0) > 0)
  const never = machines.filter(({ coverage }) => (coverage ?? 0) === 0)
  const coverage = percent(plant.coverage ?? 0)
  if (machines.length === 1 && heard.length === 1) return [says.oneKnown(coverage)]
  if (never.length === 0) return [says.allKnown(String(machines.length), coverage)]
  const first = heard.length > 0 ? [says.someKnown(String(heard.length), String(machines.length), list(heard, words), coverage)] : []
  return [...first, says.neverKnown(list(never, words))]
}

function worked({ machines }: Report, { says, units }: Words): string[] {
  return machines
    .filter(({ seconds, states }) => seconds > states.unknown)
    .slice(0, MOST_NAMES)
    .map(({ title, seconds, states }) => {
      const observed = seconds - states.unknown
      return says.worked(title, spell(states.processing, units), spell(observed, units), percent(states.processing / observed))
    })
}

function made({ kpis, seconds }: Report, { says, units }: Words): string[] {
  const value = (name: string) => kpis.find((kpi) => kpi.name === name && kpi.subject === 'plant')?.value ?? null
  const rate = value('throughput')
  const lead = value('leadTime')
  if (rate === null || lead === null) return []
  return [says.simulated(count((rate * seconds) / 3600), rate.toFixed(1), spell(lead, units))]
}

/** Off shift is planned. */
const IDLE_STATES = STATE_NAMES.filter((name) => name !== 'processing' && name !== 'unknown' && name !== 'paused')

function lost({ machines, plant }: Report, words: Words): string[] {
  const worst = IDLE_STATES.reduce((best, name) => (plant.states[name] > plant.states[best] ? name : best))
  if (plant.states[worst] === 0) return []
  const most = machines.filter(({ states }) => states[worst] > plant.states[worst] / 2)
  const sentence = plant.states.paused > 0 ? words.says.lostInShift : words.says.lost
  return [sentence(words.states[worst], spell(plant.states[worst], words.units), machines.length > 1 ? list(most, words) : '')]
}

function longestStop(report: Report, { says, states, units }: Words): string[] {
  const clock = clockOf(report)
  const found = report.machines.flatMap(({ title, stops }) => stops.slice(0, 1).map((stop) => ({ title, ...stop })))
  const [longest] = found.sort(worstFirst)
  return longest ? [says.longestStop(longest.title, spell(longest.seconds, units), states[longest.state], clock.short(longest.from))] : []
}

function longestAlarm({ machines }: Report, { says, head, units }: Words): string[] {
  const all = machines.flatMap(({ title, alarms }) => alarms.map((alarm) => ({ title, ...alarm })))
  const faults = all.filter(({ level }) => level === 'fault')
  const [longest] = (faults.length > 0 ? faults : all).sort((one, other) => other.seconds - one.seconds)
  if (!longest) return []
  const { title, level, text, key, seconds, times } = longest
  return [says.alarm(title, head[level], text || key, spell(seconds, units), String(times))]
}

function counted({ origin, machines }: Report, { says, comma }: Words): string[] {
  const counters = machines.filter(({ pieces }) => (pieces ?? 0) > 0)
  if (origin === 'simulated' || counters.length === 0) return []
  const total = counters.reduce((sum, { pieces }) => sum + pieces!, 0)
  return [says.pieces(count(total), counters.map(({ title, pieces }) => `${title} ${count(pieces!)}`).join(comma))]
}

function oee({ origin, machines, kpis }: Report, words: Words): string[] {
  const plant = kpis.find(({ name, subject }) => name === 'oee' && subject === 'plant')?.value
  if (origin === 'simulated') return plant === null || plant === undefined ? [] : [words.says.oee(percent(plant))]
  const heard = machines.filter(({ seconds, states }) => seconds > states.unknown)
  if (heard.length === 0) return []
  const missing = heard.filter(({ effectiveness }) => effectiveness.oee.value === null)
  const reasons = new Set(missing.flatMap(({ effectiveness }) => effectiveness.oee.why.map((why) => words.unknown[why])))
  return [...(reasons.size > 0 ? [words.says.noOee([...reasons].join(words.comma))] : []), words.says.noPlan]
}

function data({ machines }: Report, words: Words): string[] {
  const { says, findings, units } = words
  const of = (kind: string) => machines.flatMap((machine) => machine.findings.filter((finding) => finding.kind === kind))
  const sum = (kind: string) => of(kind).reduce((total, { amount }) => total + amount, 0)
  const gaps = machines.filter(({ coverage, findings }) => (coverage ?? 0) > 0 && findings.some(({ kind }) => kind === 'sourceSilent'))
  const silent = gaps.reduce(
    (total, machine) => total + machine.findings.reduce((s, { kind, amount }) => s + (kind === 'sourceSilent' ? amount : 0), 0),
    0,
  )
  const others = (['unknownValue', 'unreadable', 'unknownKey', 'counterReset'] as const).filter((kind) => of(kind).length > 0)
  const amount = others.reduce(
    (total, kind) => total + (kind === 'counterReset' ? of(kind).reduce((s, { times }) => s + times, 0) : sum(kind)),
    0,
  )
  return [
    ...(silent > 0 ? [(gaps.length > 1 ? says.silentTogether : says.silent)(spell(silent, units), list(gaps, words))] : []),
    ...(sum('outOfOrder') > 0 ? [says.outOfOrder(count(sum('outOfOrder')))] : []),
    ...(amount > 0 ? [says.odd(count(amount), others.map((kind) => findings[kind]).join(words.comma))] : []),
  ]
}

function list(machines: readonly Pick<MachineReport, 'title'>[], { and, comma }: Words): string {
  const names = machines.map(({ title }) => title)
  if (names.length > MOST_NAMES) return `${names.slice(0, MOST_NAMES - 1).join(comma)}${comma}… (${names.length})`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(comma)}${and}${names.at(-1)}`
}
