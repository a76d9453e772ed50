import type { Calendar, Scenario } from '../../scenarios/model.ts'
import { instant, zoneOffset } from '../../scenarios/moment.ts'

export type Per = 'whole' | 'week' | 'day' | 'shift'

/** A piece of the time that a log tells of; µs. What happens at an instant belongs to the span that ends there. */
export interface Span {
  /** The local day `2026-03-02`, the week `2026-W10`, when the shift began `2026-03-02 06:00`; `whole`. */
  readonly label: string
  readonly from: number
  readonly until: number
}

/** When a log begins, and the zone in which its days and shifts are. */
export interface Zone {
  readonly startTime: string
  readonly timeZone: string
}

const DAY = 86_400_000

/**
 * The time from `since` to `end`, cut into spans that tile it: local days and weeks, 23 or 25 hours long where the clocks change; or shifts, each from
 * where it begins to where the next one does, so that overtime and the pause behind a shift are its own. Shifts are those of the calendar that most
 * stations keep; without any, days.
 */
export function spansOf(scenario: Scenario, zone: Zone, { since, end, per }: { since: number; end: number; per: Per }): readonly Span[] {
  if (per === 'whole' || end <= since) return [{ label: 'whole', from: since, until: end }]
  const calendar = per === 'shift' ? calendarOf(scenario) : null
  const clock = new LocalClock(zone)
  if (per === 'shift' && calendar !== null) {
    const starts = shiftStarts(calendar, since, end)
    return pieces(starts, since, end, (from) => clock.minute(from))
  }
  const week = per === 'week'
  return pieces(clock.midnights(since, end, week), since, end, (from) => (week ? clock.week(from) : clock.day(from)))
}

/** `edges` in order; those outside are left out. */
function pieces(edges: readonly number[], since: number, end: number, label: (from: number) => string): Span[] {
  const cuts = [since, ...edges.filter((at) => at > since && at < end), end]
  return cuts.slice(0, -1).map((from, i) => ({ label: label(from), from, until: cuts[i + 1]! }))
}

/** The calendar that most stations keep, the first of equals; null where none keeps one. */
export function calendarOf({ stations, calendars }: Scenario): Calendar | null {
  const kept = (id: string) => stations.filter(({ calendar }) => calendar === id).length
  const [most] = calendars.filter(({ id }) => kept(id) > 0).sort((one, other) => kept(other.id) - kept(one.id))
  return most ?? null
}

/** Moments in µs at which a shift begins, by the clocks of the place: one that falls into an hour that is left out begins as the clocks are put forward. */
function shiftStarts(calendar: Calendar, since: number, end: number): number[] {
  const { period, origin, working, changes } = calendar
  // Logs of before there were any do not have them.
  const named: readonly number[] = calendar.starts ?? []
  const starts = named.length > 0 ? named : working.map(({ from }) => from)
  const found = new Set<number>()
  const until = end / 1e6
  let zero = origin
  let from = Math.min(0, since / 1e6)
  for (const { at, by } of [...changes, { at: Number.POSITIVE_INFINITY, by: 0 }]) {
    const to = Math.min(at, until)
    const first = Math.floor((from + zero) / period)
    for (let cycle = first; cycle * period - zero < to; cycle++)
      for (const start of starts) {
        const moment = cycle * period + start - zero
        if (moment >= from && moment < to) found.add(moment)
      }
    if (at >= until) break
    // Put forward: what is left out begins now. Put back: what is shown twice has begun already.
    if (by > 0 && starts.some((start) => isWithin(modulo(at + zero, period), by, start, period))) found.add(at)
    zero += by
    from = by > 0 ? at : at - by
  }
  return [...found].sort((a, b) => a - b).map((moment) => Math.round(moment * 1e6))
}

const isWithin = (from: number, length: number, at: number, period: number) => modulo(at - from, period) < length

const modulo = (a: number, b: number) => ((a % b) + b) % b

/** What the clocks at the plant show. Moments are µs since the start. */
class LocalClock {
  readonly #zero: number
  readonly #zone: string

  constructor({ startTime, timeZone }: Zone) {
    this.#zero = Date.parse(startTime)
    this.#zone = timeZone
  }

  /** Local midnights strictly between; of Mondays only, with `week`. */
  midnights(since: number, end: number, week: boolean): number[] {
    const found: number[] = []
    for (let day = Math.floor(this.#local(since) / DAY) + 1; ; day++) {
      const at = (instant({ asUtc: day * DAY, offset: undefined }, this.#zone) - this.#zero) * 1000
      if (at >= end) return found
      if (at > since && (!week || (day + 3) % 7 === 0)) found.push(at)
    }
  }

  day(at: number): string {
    return this.#text(at).slice(0, 10)
  }

  minute(at: number): string {
    return this.#text(at).slice(0, 16).replace('T', ' ')
  }

  /** ISO 8601: the week's year is that of its Thursday. */
  week(at: number): string {
    const day = Math.floor(this.#local(at) / DAY)
    const thursday = day - ((day + 3) % 7) + 3
    const year = new Date(thursday * DAY).getUTCFullYear()
    const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1) / DAY) / 7)
    return `${year}-W${String(week).padStart(2, '0')}`
  }

  #text(at: number): string {
    return new Date(this.#local(at)).toISOString()
  }

  /** Milliseconds since 1970, as if it were UTC. */
  #local(at: number): number {
    const now = this.#zero + Math.floor(at / 1000)
    return now + zoneOffset(this.#zone, now) * 1000
  }
}
