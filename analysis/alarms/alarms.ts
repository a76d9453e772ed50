import { AlarmState, EventKind } from '../../engine/log/events.ts'
import type { EventView, Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { ChartReport } from '../quality/index.ts'
import { chartsOf } from '../quality/index.ts'
import { type PlantRecord, recordOf } from '../record/index.ts'
import { ALARM_RULES, type Alarm, LIFE, type Life, type Raised, type Warned } from './alarm.ts'
import { Book } from './book.ts'
import { DataWatch } from './data.ts'
import { Equipment } from './equipment.ts'
import { equipmentWarnings, matched } from './equipment-warnings.ts'
import { Holds } from './holds.ts'
import { Orders } from './orders.ts'
import { QualitySignals } from './quality-signals.ts'
import { Supply } from './supply.ts'

export interface AlarmsOptions {
  /** µs: what was known then, as if the log ended there. */
  readonly until?: number
  /** Where they are there already. */
  readonly record?: PlantRecord
  readonly charts?: readonly ChartReport[]
  /** Warnings that others have worked out from the same log. */
  readonly others?: readonly Raised[]
}

/**
 * Every alarm that the log gives ground for, in the order in which they arose, each at the record at which it did: nothing that comes later in the log
 * has a say in that, but only in what became of it.
 */
export function alarmsOf(log: Log<Scenario>, options: AlarmsOptions = {}): readonly Alarm[] {
  const { scenario } = log.header
  const until = Math.min(options.until ?? log.endTime, log.endTime)
  const count = log.seek(until)
  const record = options.record ?? recordOf(log, until)
  const signals = new QualitySignals(scenario, options.charts ?? chartsOf(record, scenario))
  const book = new Book()
  const orders = new Orders(scenario, book)
  const holds = new Holds(scenario, book, log.places.firstSlot)
  const watches: readonly Watch[] = [
    orders,
    new Equipment(scenario, book, orders),
    new Supply(scenario, book, orders, log.places.firstSlot),
    holds,
    new DataWatch(log, book),
    signals,
  ]
  const byKind: Watch[][] = []
  for (const watch of watches) for (const kind of watch.kinds) byKind[kind] = [...(byKind[kind] ?? []), watch]
  const warnings = equipmentWarnings(log, record).filter(({ raised }) => raised.record < count)
  const said: Said[] = []
  let next = 0
  log.scan(0, count, (event) => {
    orders.passes(event)
    for (const watch of byKind[event.kind] ?? []) watch.take(event)
    for (; next < warnings.length && warnings[next]!.raised.record <= event.index; next++) {
      const { raised } = warnings[next]!
      raised.affects = orders.needing(({ stations }) => stations.includes(raised.subject.id))
    }
    if (event.kind === EventKind.alarmChanged) said.push(sayingOf(event, log.strings))
  })
  holds.end()
  matched(
    warnings,
    book.all.filter(({ rule }) => rule === 'equipmentFailure'),
  )
  const all = [...book.all, ...warnings.map(({ raised }) => raised), ...signals.raised, ...(options.others ?? [])]
  return numbered(all, said, until)
}

/** Looks at records of these kinds, one by one. */
interface Watch {
  readonly kinds: readonly EventKind[]
  take(event: EventView): void
}

/** What somebody said of an alarm. */
interface Said {
  readonly alarm: string
  readonly state: number
  readonly by: string
  /** µs */
  readonly at: number
}

const sayingOf = (
  { subject, a, b, v }: { readonly subject: number; readonly a: number; readonly b: number; readonly v: number },
  strings: readonly string[],
): Said => ({ alarm: strings[subject] ?? '', state: a, by: strings[b] ?? '', at: v })

function numbered(all: readonly Raised[], said: readonly Said[], until: number): readonly Alarm[] {
  const sorted = [...all].sort((a, b) => a.record - b.record || order(a.rule, b.rule) || order(a.subject.id, b.subject.id))
  const times = new Map<string, number>()
  const ids = new Map<Raised, string>()
  for (const one of sorted) {
    const key = `${one.rule}:${one.subject.id}`
    const n = (times.get(key) ?? 0) + 1
    times.set(key, n)
    ids.set(one, `${key}:${n}`)
  }
  const sayings = new Map<string, Said[]>()
  for (const one of said) sayings.set(one.alarm, [...(sayings.get(one.alarm) ?? []), one])
  return sorted.map((one) => {
    const { rule, subject, record, at, evidence, affects, proposals } = one
    const id = ids.get(one)!
    const { priority } = ALARM_RULES[rule]
    const life = lifeOf(one, sayings.get(id) ?? [], until)
    return { id, rule, priority, subject, record, at: at / 1e6, evidence, affects, proposals, life, warned: warnedOf(one, ids) }
  })
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function lifeOf(raised: Raised, said: readonly Said[], until: number): Life {
  const by: Partial<Record<(typeof LIFE)[number], string>> = {}
  const first = (state: (typeof LIFE)[number], shown: number | null) => {
    const mine = said.filter((one) => one.state === AlarmState[state] && one.at >= raised.at).sort((a, b) => a.at - b.at)[0]
    if (mine === undefined || (shown !== null && shown <= mine.at)) return shown
    by[state] = mine.by
    return mine.at
  }
  const acknowledged = first('acknowledged', null)
  const acted = first('acted', raised.acted?.at ?? null)
  const closed = first('closed', raised.closed?.at ?? null)
  const at = { raised: raised.at, acknowledged, acted, closed }
  const state = closed !== null ? 'closed' : acted !== null ? 'acted' : acknowledged !== null ? 'acknowledged' : 'raised'
  const shownBy = {
    ...(raised.acted !== null && by.acted === undefined && { acted: raised.acted.by }),
    ...(raised.closed !== null && by.closed === undefined && { closed: raised.closed.by }),
  }
  const minutes = Object.fromEntries(LIFE.map((one, i) => [one, minutesIn(at, i, until)])) as Life['minutes']
  const seconds = (time: number | null) => (time === null ? null : time / 1e6)
  return { state, acknowledged: seconds(acknowledged), acted: seconds(acted), closed: seconds(closed), by, shownBy, minutes }
}

/** From when it came into a state until it came into any later one, or until now; in the last it stays. Who acknowledges after acting has only acted. */
function minutesIn(at: Readonly<Record<(typeof LIFE)[number], number | null>>, i: number, until: number): number | null {
  const from = at[LIFE[i]!]
  if (from === null || LIFE[i] === 'closed') return null
  const later = LIFE.slice(i + 1).flatMap((one) => (at[one] === null ? [] : [at[one]]))
  const to = Math.min(until, ...later)
  return to < from ? null : (to - from) / 60e6
}

function warnedOf({ rule, at, warnedOf, closed }: Raised, ids: ReadonlyMap<Raised, string>): Warned | null {
  if (ALARM_RULES[rule].kind !== 'warning') return null
  if (warnedOf === null) return { outcome: closed === null ? 'open' : 'averted', event: null, leadSeconds: null }
  if (typeof warnedOf === 'string') return { outcome: warnedOf, event: null, leadSeconds: null }
  return { outcome: 'came', event: ids.get(warnedOf) ?? null, leadSeconds: (warnedOf.happened - at) / 1e6 }
}
