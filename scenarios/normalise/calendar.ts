import type { Calendar } from '../model.ts'
import { instant, readLocalTime, zoneOffset } from '../moment.ts'
import { nearest } from '../nearest.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import type { Reader } from './reader.ts'

type CalendarInput = NonNullable<ScenarioInput['calendars']>[number]
type ShiftInput = NonNullable<CalendarInput['shifts']>[number]
interface Span {
  readonly from: number
  readonly to: number
}

const day = 86_400
const week = 7 * day
const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** 1970-01-05 was a Monday: seconds since then, modulo a week, say where in the week an instant lies. */
const firstMonday = 4 * day

/**
 * Working time as one repeating pattern, and when the clocks change: shifts are local time, so that a night shift is an hour shorter or longer
 * when they do.
 */
export function calendar(reader: Reader, input: CalendarInput, horizon: number, path: Path): Calendar {
  const { id, title = id } = input
  const localStart = reader.start / 1000 + zoneOffset(reader.timeZone, reader.start)
  const off = merged((input.off ?? []).flatMap((one, i) => daysOff(reader, one, [...path, 'off', i])))
  const extra = merged((input.extra ?? []).flatMap((one, i) => daysOff(reader, one, [...path, 'extra', i])))
  const changes = (isLocal: boolean) =>
    input.changes?.map(({ at, by }, i) => ({ at: reader.duration(at, [...path, 'changes', i, 'at']), by })) ??
    (isLocal ? reader.clockChanges(horizon) : [])
  if (input.shifts !== undefined) {
    for (const key of ['period', 'working', 'starts', 'origin'] as const)
      if (input[key] !== undefined)
        reader.wrong([...path, key], 'stands beside `shifts`', `keep \`shifts\`, or \`period\` with \`working\``)
    const before = reader.findings.problems.length
    const working = input.shifts.flatMap((shift, i) => spansOfShift(reader, shift, [...path, 'shifts', i]))
    if (working.length === 0 && reader.findings.problems.length === before)
      reader.wrong(path, 'has no working time', 'write at least one shift that is longer than its breaks')
    return {
      id,
      title,
      period: week,
      origin: modulo(localStart - firstMonday, week),
      working: merged(working),
      starts: reader.findings.problems.length > before ? [] : inOrder(input.shifts.flatMap((shift) => startsOfShift(reader, shift, path))),
      off,
      extra,
      changes: changes(true),
    }
  }
  if (input.period === undefined || input.working === undefined) {
    const missing =
      input.period === undefined && input.working === undefined
        ? 'says nothing about working time'
        : `has no \`${input.period === undefined ? 'period' : 'working'}\``
    reader.wrong(path, missing, "add `shifts: [{ days: mon-fri, from: '06:00', to: '14:00' }]`, or `period` and `working`")
  }
  const period = input.period === undefined ? Number.NaN : reader.duration(input.period, [...path, 'period'], { positive: true })
  const working = (input.working ?? []).flatMap(({ from, to }, i) => {
    const place = [...path, 'working', i]
    const span = { from: clockOrDuration(reader, from, [...place, 'from']), to: clockOrDuration(reader, to, [...place, 'to']) }
    if (span.from >= span.to)
      reader.wrong(
        place,
        `ends before it begins: ${from} to ${to}`,
        'write a later `to`; a span over the end of the period is written as two',
      )
    else if (span.to > period) reader.wrong([...place, 'to'], `lies after the end of the period: ${to}`, `write at most ${input.period}`)
    return [span]
  })
  if (input.working !== undefined && working.length === 0)
    reader.wrong([...path, 'working'], 'is empty: the calendar has no working time', 'add `{ from: …, to: … }`')
  const origin = input.origin === undefined ? modulo(localStart - firstMonday, period) : reader.duration(input.origin, [...path, 'origin'])
  if (origin >= period) reader.wrong([...path, 'origin'], 'is not within the period', `write less than ${input.period}`)
  // A pattern that begins with a local day keeps to local days.
  return {
    id,
    title,
    period,
    origin,
    working: merged(working),
    starts: inOrder((input.starts ?? []).map((start, i) => shiftStart(reader, start, period, [...path, 'starts', i]))),
    off,
    extra,
    changes: changes(input.origin === undefined && period % day === 0),
  }
}

/** A shift on each of its days, over midnight and over the end of the week, without its breaks. */
function spansOfShift(reader: Reader, { days = 'daily', from, to, breaks = [] }: ShiftInput, path: Path): Span[] {
  const start = clock(reader, from, [...path, 'from'])
  const end = clock(reader, to, [...path, 'to'])
  const length = end > start ? end - start : end - start + day
  if (start === end)
    reader.wrong([...path, 'to'], `is the same as \`from\`: ${from}`, "write another time; around the clock is from '00:00' to '24:00'")
  const pauses = breaks.map((one, i) => {
    const place = [...path, 'breaks', i]
    const begin = modulo(clock(reader, one.from, [...place, 'from']) - start, day)
    const finish = begin + modulo(clock(reader, one.to, [...place, 'to']) - clock(reader, one.from, [...place, 'from']), day)
    if (finish > length || begin === finish)
      reader.wrong(place, `is not within the shift: ${one.from} to ${one.to}`, `write a span between ${from} and ${to}`)
    return { from: begin, to: finish }
  })
  const worked = minus({ from: 0, to: length }, merged(pauses))
  return daysOf(reader, days, [...path, 'days']).flatMap((index) =>
    worked.flatMap((span) => inWeek({ from: index * day + start + span.from, to: index * day + start + span.to })),
  )
}

/** When in the week it begins. What is wrong with it `spansOfShift` has said. */
function startsOfShift(reader: Reader, { days = 'daily', from }: ShiftInput, path: Path): number[] {
  const start = clock(reader, from, [...path, 'from'])
  return daysOf(reader, days, [...path, 'days']).map((index) => modulo(index * day + start, week))
}

function shiftStart(reader: Reader, written: string | number, period: number, path: Path): number {
  const start = clockOrDuration(reader, written, path)
  if (start >= period) reader.wrong(path, 'is not within the period', 'write less than the period')
  return start
}

const inOrder = (moments: readonly number[]) => [...new Set(moments)].sort((a, b) => a - b)

function inWeek({ from, to }: Span): Span[] {
  if (Number.isNaN(from) || Number.isNaN(to)) return []
  if (from >= week) return [{ from: from - week, to: to - week }]
  return to > week
    ? [
        { from, to: week },
        { from: 0, to: to - week },
      ]
    : [{ from, to }]
}

function minus(whole: Span, holes: readonly Span[]): Span[] {
  const parts: Span[] = []
  let from = whole.from
  for (const hole of holes) {
    if (hole.from > from) parts.push({ from, to: hole.from })
    from = Math.max(from, hole.to)
  }
  return from < whole.to || Number.isNaN(whole.to) ? [...parts, { from, to: whole.to }] : parts
}

function daysOf(reader: Reader, input: string | readonly string[], path: Path): number[] {
  const words = typeof input === 'string' ? input.split(',') : input
  return [...new Set(words.flatMap((word) => daysOfWord(reader, word.trim().toLowerCase(), path)))]
}

function daysOfWord(reader: Reader, word: string, path: Path): number[] {
  if (word === 'daily') return [0, 1, 2, 3, 4, 5, 6]
  const [first, last = first, ...rest] = word
    .split('-')
    .map((name) => dayNames.indexOf(name.trim().slice(0, 3) as (typeof dayNames)[number]))
  if (first === undefined || last === undefined || first < 0 || last < 0 || rest.length > 0) {
    const meant = nearest(word, [...dayNames, 'daily'])
    reader.wrong(
      path,
      `: \`${word}\` is not a day`,
      `${meant ? `did you mean \`${meant}\`? ` : ''}Write mon, tue, wed, thu, fri, sat, sun, a range such as mon-fri, or daily`,
    )
    return []
  }
  return Array.from({ length: modulo(last - first, 7) + 1 }, (_, i) => (first + i) % 7)
}

/** Seconds since midnight. */
function clock(reader: Reader, text: string, path: Path): number {
  const [, hours, minutes, seconds = '0'] = text.match(/^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$/) ?? []
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  if (hours !== undefined && Number(minutes) < 60 && Number(seconds) < 60 && time <= day) return time
  return reader.wrong(path, `: \`${text}\` is not a time of day`, "write hours and minutes in quotes, from '00:00' to '24:00'")
}

function clockOrDuration(reader: Reader, input: string | number, path: Path): number {
  return typeof input === 'string' && input.includes(':') ? clock(reader, input, path) : reader.duration(input, path)
}

/** A local day, days from … to … (both included), or a span of moments; what is over before the start is left out. */
function daysOff(reader: Reader, input: string | { from: string | number; to: string | number }, path: Path): Span[] {
  if (typeof input === 'object') {
    const span = { from: reader.moment(input.from, [...path, 'from']), to: reader.moment(input.to, [...path, 'to']) }
    if (span.from >= span.to) reader.wrong(path, `ends before it begins: ${input.from} to ${input.to}`, 'write a later `to`')
    return afterStart(span)
  }
  const [first, last = first, ...rest] = input.split('/').map((text) => dayAt(text))
  if (first === undefined || last === undefined || rest.length > 0) {
    reader.wrong(path, `: \`${input}\` is not a day`, "write '2026-05-01', or '2026-12-24/2026-12-31' for several days")
    return []
  }
  if (first > last) reader.wrong(path, `ends before it begins: ${input}`, 'write the earlier day first')
  return afterStart({ from: dayStart(reader, first), to: dayStart(reader, last + day) })
}

const afterStart = ({ from, to }: Span): Span[] => (to <= 0 ? [] : [{ from: Math.max(0, from), to }])

/** Seconds since the start at which a local day begins. */
const dayStart = (reader: Reader, local: number) =>
  (instant({ asUtc: local * 1000, offset: undefined }, reader.timeZone) - reader.start) / 1000

/** A local day, in seconds since 1970 by the local clock. */
function dayAt(text: string): number | undefined {
  const date = /T|:/.test(text) ? undefined : readLocalTime(text)
  if (date === undefined || 'message' in date || date.offset !== undefined) return undefined
  return date.asUtc / 1000
}

/** In order, overlapping and touching spans made one. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last !== undefined && span.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else result.push(span)
  }
  return result
}

const modulo = (a: number, b: number) => ((a % b) + b) % b
