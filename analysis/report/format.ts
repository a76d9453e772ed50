/** `3 h 12 min`, `46 min`, `2 min 5 s`, `0.4 s`: the two greatest units that say something. */
export function spell(
  seconds: number,
  units: { readonly d: string; readonly h: string; readonly min: string; readonly s: string },
): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} ${units.s}`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} ${units.s}`
  if (whole < 600) return pair(Math.floor(whole / 60), units.min, whole % 60, units.s)
  const minutes = Math.round(whole / 60)
  if (minutes < 48 * 60) return minutes < 60 ? `${minutes} ${units.min}` : pair(Math.floor(minutes / 60), units.h, minutes % 60, units.min)
  const hours = Math.round(minutes / 60)
  return pair(Math.floor(hours / 24), units.d, hours % 24, units.h)
}

const pair = (great: number, unit: string, small: number, lesser: string) =>
  small === 0 ? `${great} ${unit}` : `${great} ${unit} ${small} ${lesser}`

/** Hours to two decimals: `3.65`. */
export const hours = (seconds: number) => (seconds / 3600).toFixed(2)

/** A share as percent to one decimal; what is there at all is not shown as nothing, what is missing not as all. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1 %'
  if (share < 1 && share > 0.9995) return '>99.9 %'
  return `${(share * 100).toFixed(1)} %`
}

/** `+12.3 k` has no place here: whole numbers with thin groups of three, `157,622`. */
export const count = (number: number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',')

/** Moments of a log, as clocks in its zone show them: the time of day, with the date before it where the log spans more than a day. */
export function clockOf({ startTime, timeZone, seconds, since }: { startTime: string; timeZone: string; seconds: number; since: number }) {
  const zero = Date.parse(startTime)
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const at = (second: number) => format.format(new Date(zero + Math.floor(second) * 1000))
  const spansDays = since + seconds > 86_400
  return { full: at, short: (second: number) => (spansDays ? at(second) : at(second).slice(11)) }
}
