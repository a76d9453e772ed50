/** Microseconds since 1970-01-01T00:00Z: whole, exact until the year 2255. */
export type Moment = number & { readonly unit: 'µs since 1970' }

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/

/**
 * Reads an ISO 8601 moment with any number of decimals, rounded to the microsecond; without a zone it is UTC, as MTConnect demands.
 * A day alone is its first instant, and 24:00 is the end of the day. Undefined where the text is no moment.
 */
export function readMoment(text: string): Moment | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', decimals = '', zone = 'Z'] = match
  const h = Number(hour)
  const m = Number(minute)
  const s = Number(second)
  const micros = decimals === '' ? 0 : Math.round(Number(`0.${decimals}`) * 1e6)
  // Second 60 is a leap second: it becomes the first of the next minute, as POSIX clocks have it.
  if (h > 24 || m > 59 || s > 60 || (h === 24 && m + s + micros > 0)) return undefined
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const date = new Date(midnight)
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  return ((midnight / 1000 + h * 3600 + m * 60 + s - offsetSeconds(zone)) * 1e6 + micros) as Moment
}

/** The moment as ISO 8601 in UTC, with no more decimals than it needs: `2016-11-01T00:00:00Z`. */
export function writeMoment(moment: Moment): string {
  const seconds = Math.floor(moment / 1e6)
  const micros = moment - seconds * 1e6
  const decimals = micros === 0 ? '' : `.${String(micros).padStart(6, '0').replace(/0+$/, '')}`
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}${decimals}Z`
}

function offsetSeconds(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(3).replace(':', '') || '0') * 60)
}
