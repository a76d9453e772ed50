import { STATE_NAMES } from '../../engine/log/events.ts'
import { alarmSections } from '../alarms/index.ts'
import { causeSections } from '../causes/document.ts'
import { HEALTH_WORDS, healthSections } from '../health/section.ts'
import { StockDocument } from '../inventory/index.ts'
import type { MachineReport } from './account.ts'
import type { Figure } from './effectiveness.ts'
import { clockOf, count, hours, percent, spell } from './format.ts'
import { limitSections } from './limits.ts'
import { orderSections } from './orders.ts'
import { qualitySections } from './quality.ts'
import type { Report } from './report.ts'
import { says } from './says.ts'
import type { Section } from './section.ts'

export type { Section } from './section.ts'

import { type Language, WORDS, type Words } from './words.ts'

/** The report in one language: what it says first, then table by table; what has nothing to show is left out. */
export function documentOf(report: Report, language: Language): readonly Section[] {
  const words = WORDS[language]
  const sections = [
    { title: words.head.says, sentences: says(report, words), head: [], rows: [], right: [] },
    kpis(report, words, HEALTH_WORDS[language].incomplete),
    ...limitSections(report, words),
    ...orderSections(report, language),
    ...qualitySections(report, language),
    ...alarmSections(report, language),
    ...causeSections(report.causes, clockOf(report), language),
    new StockDocument(language, clockOf(report).full).brief(report.stock, MOST_STOCKS),
    states(report, words),
    effectiveness(report, words),
    stops(report, words),
    programs(report, words),
    modes(report, words),
    overrides(report, words),
    alarms(report, words),
    findings(report, words),
    ...healthSections(report.health, language),
  ]
  return sections.filter(({ sentences, rows }) => sentences.length + rows.length > 0)
}

/** How many stocks the table shows, those that are short or run out first. */
const MOST_STOCKS = 12

const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[]): Section => ({
  title,
  sentences: [],
  head,
  rows,
  right,
})

function states({ machines, plant }: Report, { head, states }: Words): Section {
  const shown = STATE_NAMES.filter((name) => plant.states[name] > 0)
  const row = (title: string, seconds: number, of: MachineReport['states'], coverage: number | null) => [
    title,
    ...shown.map((name) => (of[name] === 0 ? '–' : `${hours(of[name])} h ${percent(of[name] / seconds).padStart(7)}`)),
    coverage === null ? '–' : percent(coverage),
  ]
  const rows = machines.map((machine) => row(machine.title, machine.seconds, machine.states, machine.coverage))
  if (machines.length > 1) rows.push(row(head.all, plant.seconds, plant.states, plant.coverage))
  const columns = [head.machine, ...shown.map((name) => states[name]), head.known]
  return section(head.states, columns, rows, numbered(1, columns.length))
}

function effectiveness({ machines }: Report, { head, unknown, comma }: Words): Section {
  const shown = machines.filter(({ seconds, states }) => seconds > states.unknown)
  const figure = ({ value }: Figure) => (value === null ? '–' : percent(value))
  const rows = shown.map(({ title, effectiveness: e, pieces }) => [
    title,
    figure(e.availability),
    figure(e.effectiveness),
    figure(e.qualityRatio),
    figure(e.oee),
    figure(e.nee),
    pieces === null ? '–' : count(pieces),
    e.oee.why.map((why) => unknown[why]).join(comma),
  ])
  const columns = [head.machine, head.availability, head.pace, head.quality, head.oee, head.nee, head.pieces, head.whyNot]
  return section(head.effectiveness, columns, rows, numbered(1, 7))
}

/** How many rows of one machine a table shows. */
const MOST = 8

function stops(report: Report, { head, states, units }: Words): Section {
  const clock = clockOf(report)
  const rows = report.machines.flatMap(({ title, stops }) =>
    stops.map(({ state, from, seconds }) => [title, states[state], clock.short(from), spell(seconds, units)]),
  )
  return section(head.stops, [head.machine, head.state, head.from, head.lasted], rows, [3])
}

function programs({ machines }: Report, { head, units }: Words): Section {
  const rows = machines.flatMap(({ title, programs, states, pieces }) =>
    programs
      .slice(0, MOST)
      .map((one) => [
        title,
        one.value,
        spell(one.seconds, units),
        spell(one.processingSeconds, units),
        states.processing > 0 ? percent(one.processingSeconds / states.processing) : '–',
        pieces === null ? '–' : count(one.pieces),
      ]),
  )
  return section(head.programs, [head.machine, head.program, head.time, head.worked, head.share, head.pieces], rows, [2, 3, 4, 5])
}

function modes({ machines }: Report, { head, units }: Words): Section {
  const rows = machines.flatMap(({ title, modes }) =>
    modes.flatMap(({ key, values }) =>
      values.slice(0, MOST).map((one) => [title, key, one.value, spell(one.seconds, units), spell(one.processingSeconds, units)]),
    ),
  )
  return section(head.modes, [head.machine, head.mode, head.value, head.time, head.worked], rows, [3, 4])
}

function overrides({ machines }: Report, { head }: Words): Section {
  const number = (value: number) => `${Math.round(value * 10) / 10} %`
  const rows = machines.flatMap(({ title, overrides }) =>
    overrides.map(({ key, type, mean, least, greatest }) => [title, `${key} (${type})`, number(mean), number(least), number(greatest)]),
  )
  return section(head.overrides, [head.machine, head.override, head.mean, head.least, head.greatest], rows, [2, 3, 4])
}

function alarms(report: Report, { head, units }: Words): Section {
  const clock = clockOf(report)
  const rows = report.machines.flatMap(({ title, alarms }) =>
    alarms
      .slice(0, MOST)
      .map(({ level, key, text, times, seconds, first }) => [
        title,
        head[level],
        key,
        text,
        count(times),
        spell(seconds, units),
        clock.short(first),
      ]),
  )
  return section(head.alarms, [head.machine, head.level, head.condition, head.text, head.times, head.there, head.first], rows, [4, 5])
}

function findings({ machines }: Report, { head, findings }: Words): Section {
  const rows = machines.flatMap((machine) =>
    findingRows(machine).map(({ kind, detail, amount }) => [machine.title, findings[kind], detail === '' ? '' : detail, count(amount)]),
  )
  return section(head.findings, [head.machine, head.finding, head.detail, head.amount], rows, [3])
}

/** Many details of one kind become one row that names the first few. */
function findingRows({ findings }: MachineReport): readonly MachineReport['findings'][number][] {
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const all = findings.filter((finding) => finding.kind === kind)
    if (all.length <= 3) return all
    const named = all.slice(0, 3).map(({ detail }) => detail)
    const sum = (of: (finding: MachineReport['findings'][number]) => number) => all.reduce((total, finding) => total + of(finding), 0)
    return [
      { kind, detail: `${named.join(', ')}, … (${all.length})`, times: sum(({ times }) => times), amount: sum(({ amount }) => amount) },
    ]
  })
}

const OF_THE_PLANT = new Set([
  'throughput',
  'leadTime',
  'waitingTime',
  'wip',
  'scrapRatio',
  'reworkRatio',
  'onTimeRatio',
  'serviceLevel',
  'oee',
  'lineOee',
  'inventoryTurns',
  'cost',
  'energy',
  'energyPerUnit',
  'co2',
])

function kpis({ origin, kpis }: Report, { head, units }: Words, incomplete: string): Section {
  const shown =
    origin === 'simulated' ? kpis.filter(({ name, subject, value }) => subject === 'plant' && value !== null && OF_THE_PLANT.has(name)) : []
  const rows = shown.map(({ name, unit, value, incomplete: lacks }) => {
    const mark = (text: string) => (lacks.length > 0 ? `${incomplete} (${text})` : text)
    if (unit === 's') return [name, mark(spell(value!, units)), '']
    return unit === '1' ? [name, mark(percent(value!)), ''] : [name, mark(String(Number(value!.toPrecision(5)))), unit]
  })
  return section(head.kpis, [head.figure, head.value, head.unit], rows, [1])
}

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
