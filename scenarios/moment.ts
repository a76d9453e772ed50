import type { Misread } from './units.ts'

/** A date and time as written, before a zone makes it an instant. */
export interface LocalTime {
  /** Milliseconds since 1970 if it were UTC. */
  readonly asUtc: number
  /** Minutes east of Greenwich, or undefined: local to the scenario. */
  readonly offset: number | undefined
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

/** Undefined: the text does not even look like a date. */
export function readLocalTime(text: string): LocalTime | Misread | undefined {
  const match = text.trim().match(iso)
  if (match === null) return /^\d{4}-\d{1,2}-\d{1,2}/.test(text.trim()) ? notADate(text) : undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const millisecond = Number((match[7] ?? '').padEnd(3, '0'))
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
  const same = new Date(asUtc)
  if (year < 1900 || month < 1 || same.getUTCMonth() !== month - 1 || same.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    return notADate(text)
  const zone = match[8]
  if (zone === undefined) return { asUtc, offset: undefined }
  const [sign, hours, minutes] =
    zone === 'Z' ? [1, 0, 0] : [zone.startsWith('-') ? -1 : 1, Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  return { asUtc, offset: sign! * (hours! * 60 + minutes!) }
}

/** Milliseconds since 1970. A local time that the clocks skip is taken an hour later; one that they show twice is the first. */
export function instant({ asUtc, offset }: LocalTime, zone: string): number {
  if (offset !== undefined) return asUtc - offset * 60_000
  const day = 86_400_000
  const before = zoneOffset(zone, asUtc - day)
  const after = zoneOffset(zone, asUtc + day)
  const candidates = [asUtc - before * 1000, asUtc - after * 1000].filter((at) => at + zoneOffset(zone, at) * 1000 === asUtc)
  return candidates.length > 0 ? Math.min(...candidates) : asUtc - before * 1000
}

/** Seconds that the clocks of `zone` are ahead of UTC at an instant (milliseconds since 1970). */
export function zoneOffset(zone: string, at: number): number {
  if (zone === 'UTC') return 0
  const parts: Record<string, number> = {}
  for (const { type, value } of formatter(zone).formatToParts(new Date(at))) parts[type] = Number(value)
  const local = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!)
  return (local - Math.floor(at / 1000) * 1000) / 1000
}

/** When the clocks of `zone` are changed within `length` seconds from `start` (ms since 1970), and by how much: seconds since `start`. */
export function clockChanges(zone: string, start: number, length: number): { at: number; by: number }[] {
  const day = 86_400_000
  const changes: { at: number; by: number }[] = []
  if (zone === 'UTC') return changes
  const end = start + length * 1000
  // A zone changes its clocks a few times a year; two changes within a day are not known.
  const step = length > 3 * 366 * 86_400 ? 6 * day : day
  for (let from = start, before = zoneOffset(zone, start); from < end; from += step) {
    const after = zoneOffset(zone, from + step)
    if (after === before) continue
    let [low, high] = [from, from + step]
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000
      if (zoneOffset(zone, middle) === before) low = middle
      else high = middle
    }
    changes.push({ at: (high - start) / 1000, by: after - before })
    before = after
  }
  return changes
}

/** Whether the zone is one the runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    formatter(zone)
    return true
  } catch {
    return false
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const numeric = 'numeric'
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  })
  formatters.set(timeZone, made)
  return made
}

function notADate(text: string): Misread {
  return { message: `\`${text}\` is not a date`, remedy: 'write `2026-03-02T06:00`: year, month, day, T, hours and minutes' }
}
