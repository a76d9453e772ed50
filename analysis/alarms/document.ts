import { clockOf, count, percent, spell } from '../report/format.ts'
import type { Section } from '../report/section.ts'
import { type Language, WORDS } from '../report/words.ts'
import type { Alarm } from './alarm.ts'
import type { Overload } from './overload.ts'
import type { AlarmList } from './summary.ts'
import { ALARM_WORDS, type AlarmWords } from './words.ts'

/** Alarms of a log, and what clocks need to tell when they arose. */
export interface AlarmsTold {
  readonly startTime: string
  readonly timeZone: string
  readonly currency: string
  readonly since: number
  readonly seconds: number
  readonly alarms: AlarmList
}

/** Sentences first, then the alarms, at most so many, by rule, and how long before events they were known. Nothing where there is none. */
export function alarmSections(told: AlarmsTold, language: Language, most = 12): readonly Section[] {
  const words = ALARM_WORDS[language]
  if (told.alarms.raised === 0) return []
  return [listed(told, words, language, most), byRule(told, words), leads(told, words, language), overloads(told, words)].filter(
    ({ sentences, rows }) => sentences.length + rows.length > 0,
  )
}

export function alarmSays({ alarms, ...of }: AlarmsTold, language: Language): readonly string[] {
  const words = ALARM_WORDS[language]
  const { units } = WORDS[language]
  const { raised, open, acknowledged, worst, rules, foreknowledge } = alarms
  if (raised === 0) return [words.none]
  const said = [words.says(count(raised), count(open), count(acknowledged))]
  if (worst !== null) said.push(words.worst(words.rules[worst.rule], worst.subject.id, clockOf(of).full(worst.at)))
  for (const { rule, toAct, toClose } of rules)
    if (toAct !== null && toClose !== null)
      said.push(words.median(words.rules[rule], spell(toAct.median * 60, units), spell(toClose.median * 60, units)))
  for (const { event, events, warned, lead } of foreknowledge)
    if (warned !== null && lead !== null)
      said.push(words.warned(words.rules[event], count(warned.count), count(events), spell(lead.median, units)))
  for (const { rule, falseAlarms } of rules)
    if (falseAlarms.perWeek > 0) said.push(words.falseAlarms(words.rules[rule], figure(falseAlarms.perWeek)))
  return said
}

function listed(told: AlarmsTold, words: AlarmWords, language: Language, most: number): Section {
  const { raised, last } = told.alarms
  const clock = clockOf(told)
  const { head } = words
  const shown = most >= last.length ? last : last.slice(-most)
  const rows = shown.map((alarm) => [
    clock.short(alarm.at),
    alarm.id,
    words.rules[alarm.rule],
    evidenceOf(alarm),
    affectsOf(alarm, words),
    alarm.proposals.map(({ action, of }) => `${words.actions[action]} ${named(of)}`).join('; '),
    words.life[alarm.life.state] + (alarm.warned === null ? '' : ` (${words.outcomes[alarm.warned.outcome]})`),
    (['raised', 'acknowledged', 'acted'] as const).map((state) => minutes(alarm.life.minutes[state])).join(' / '),
  ])
  const sentences = [...alarmSays(told, language), ...(shown.length < raised ? [words.more(count(shown.length), count(raised))] : [])]
  const columns = [head.time, head.id, head.rule, head.evidence, head.affects, head.proposals, head.state, head.minutes]
  return { title: words.title, sentences, head: columns, rows, right: [7] }
}

function byRule({ alarms: { rules } }: AlarmsTold, words: AlarmWords): Section {
  const { head } = words
  const rows = rules.map(({ rule, raised, open, toAct, toClose, falseAlarms }) => [
    words.rules[rule],
    count(raised),
    count(open),
    toAct === null ? '–' : figure(toAct.median),
    toClose === null ? '–' : figure(toClose.median),
    figure(falseAlarms.perWeek) +
      (falseAlarms.basis === 'observed' && falseAlarms.low !== null ? ` [${figure(falseAlarms.low)}, ${figure(falseAlarms.high!)}]` : ''),
    words.basis[falseAlarms.basis],
  ])
  const columns = [head.rule, head.raised, head.open, head.toAct, head.toClose, head.falseAlarms, head.basis]
  return { title: words.ruleTitle, sentences: [], head: columns, rows, right: [1, 2, 3, 4, 5] }
}

function leads({ alarms }: AlarmsTold, words: AlarmWords, language: Language): Section {
  const { head } = words
  const { units } = WORDS[language]
  const rows = alarms.foreknowledge.map(({ event, events, warned, lead }) => [
    words.rules[event],
    count(events),
    warned === null ? '–' : `${percent(warned.share)} [${percent(warned.low)}, ${percent(warned.high)}]`,
    lead === null
      ? '–'
      : spell(lead.median, units) + (lead.low === null ? '' : ` [${spell(lead.low, units)}, ${spell(lead.high!, units)}]`),
  ])
  return { title: words.leadTitle, sentences: [], head: [head.event, head.events, head.warned, head.lead], rows, right: [1, 2, 3] }
}

function overloads({ alarms, currency }: AlarmsTold, words: AlarmWords): Section {
  const [worst] = alarms.overloads
  const rows = alarms.overloads.map((one) => [
    one.station,
    one.mode,
    one.parameter,
    figure(one.rated),
    figure(one.most),
    `${figure(one.over)} ${one.unit}`,
    percent(one.over / one.all),
    `${figure(one.extra)} ${one.unit}`,
    figure(one.failures),
    `${figure(one.cost)} ${currency}`,
    `${figure(one.downHours)} h`,
    rate(one.rateOver),
    rate(one.rateWithin),
  ])
  const sentences =
    worst === undefined
      ? []
      : [
          words.overload(
            worst.station,
            figure(worst.over),
            `${figure(worst.all)} ${worst.unit}`,
            `${figure(worst.extra)} ${worst.unit}`,
            figure(worst.failures),
            `${figure(worst.cost)} ${currency}`,
            `${figure(worst.downHours)} h`,
          ),
        ]
  return { title: words.overloadTitle, sentences, head: words.overloadHead, rows, right: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }
}

/** Per 1,000 hours or units. */
const rate = (one: Overload['rateOver']) =>
  one === null ? '–' : `${figure(1000 * one.per)} [${figure(1000 * one.low)}, ${figure(1000 * one.high)}]`

/** `mode blade, slot 1`: the figures that people look for; all are in the JSON. */
const SHOWN = ['mode', 'signal', 'parameter', 'reading', 'value', 'limit', 'rated', 'faster', 'low', 'high', 'condition', 'level', 'text', 'rules', 'bad', 'units', 'station', 'slot', 'unit', 'missing', 'item', 'quantity', 'needs', 'left'] // biome-ignore format: a list

function evidenceOf({ record, evidence: { figures } }: Alarm): string {
  const shown = SHOWN.flatMap((name) => {
    const value = figures[name]
    if (value === undefined || value === '') return []
    return `${name} ${typeof value === 'number' ? figure(value) : value}`
  })
  return [`#${record}`, ...shown].join(', ')
}

function affectsOf({ affects: { orders, ordersInAll, units } }: Alarm, words: AlarmWords): string {
  const told = [
    ...(ordersInAll > 0 ? [words.orders(count(ordersInAll), named(orders))] : []),
    ...(units !== null && units > 0 ? [words.units(count(units))] : []),
  ]
  return told.length === 0 ? '–' : told.join('; ')
}

const MOST_NAMED = 3
const named = (ids: readonly string[]) => ids.slice(0, MOST_NAMED).join(', ') + (ids.length > MOST_NAMED ? ', …' : '')
const minutes = (value: number | null) => (value === null ? '–' : figure(value))
const figure = (value: number) => String(Number(value.toPrecision(value >= 1000 ? 4 : 3)))
