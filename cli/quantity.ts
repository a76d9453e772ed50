/** A number as people read it: `text` without its unit, `unit` to put behind it. */
export interface Quantity {
  readonly text: string
  readonly unit: string
}

/**
 * As many digits as the interval deserves: the half-width to one significant digit, or two where it begins with 1, and the mean to the same
 * place. `57.1 ± 0.4`, `1234 ± 12`. Without one, or with none to speak of, four significant digits alone; where it is too narrow to show,
 * `4.911 ± <0.001`. Seconds become minutes, hours or days where those read better, and ratios percent.
 */
export function quantity(mean: number | null, halfWidth: number | null, unit: string): Quantity {
  const { factor, unit: shown } = readable(mean, unit)
  if (mean === null) return { text: '–', unit: shown }
  const scaled = mean * factor
  if (halfWidth === null || isNothing(halfWidth, mean)) return { text: trimmed(scaled), unit: shown }
  const width = halfWidth * factor
  const text = isTiny(width, scaled) ? narrow(scaled) : `${fixed(scaled, placesOf(width))} ± ${fixed(width, placesOf(width))}`
  return { text, unit: shown }
}

/** A difference and its interval: `+1.2 [0.4, 2.0]`. Of ratios in percentage points, `pp`: percent would be of the ratio. */
export function change(mean: number | null, low: number | null, high: number | null, unit: string): Quantity {
  const { factor, unit: percent } = readable(mean, unit)
  const shown = percent === '%' ? 'pp' : percent
  if (mean === null) return { text: '–', unit: shown }
  const signed = (value: number, places: number) => `${value > 0 ? '+' : ''}${fixed(value, places)}`
  const alone = low === null || high === null || isNothing(high - low, mean)
  if (alone) return { text: `${mean > 0 ? '+' : ''}${trimmed(mean * factor)}`, unit: shown }
  const width = ((high - low) / 2) * factor
  if (isTiny(width, mean * factor)) return { text: `${mean > 0 ? '+' : ''}${narrow(mean * factor)}`, unit: shown }
  const places = placesOf(width)
  return { text: `${signed(mean * factor, places)} [${fixed(low * factor, places)}, ${fixed(high * factor, places)}]`, unit: shown }
}

/** A value and where it lies: `57.1 [56.2, 58.0]`. */
export function within(value: number, low: number, high: number, unit: string): Quantity {
  const { factor, unit: shown } = readable(value, unit)
  if (isNothing(high - low, value)) return { text: trimmed(value * factor), unit: shown }
  const width = ((high - low) / 2) * factor
  if (isTiny(width, value * factor)) return { text: narrow(value * factor), unit: shown }
  const places = placesOf(width)
  return { text: `${fixed(value * factor, places)} [${fixed(low * factor, places)}, ${fixed(high * factor, places)}]`, unit: shown }
}

/** `1 replication`, `30 replications`. */
export const count = (number: number, noun: string) => `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`

/** Seconds as people say them: `8 h`, `1.5 d`, `45 s`. */
export function duration(seconds: number): string {
  const { factor, unit } = readable(seconds, 's')
  return `${Number((seconds * factor).toPrecision(4))} ${unit}`
}

function readable(mean: number | null, unit: string): { factor: number; unit: string } {
  if (unit === '1') return { factor: 100, unit: '%' }
  if (unit !== 's' || mean === null) return { factor: 1, unit }
  const size = Math.abs(mean)
  if (size < 120) return { factor: 1, unit }
  if (size < 7200) return { factor: 1 / 60, unit: 'min' }
  return size < 172_800 ? { factor: 1 / 3600, unit: 'h' } : { factor: 1 / 86_400, unit: 'd' }
}

/** The last bits of equal values are no spread. */
const isNothing = (width: number, mean: number) => width <= Math.abs(mean) * 1e-9

/** Not to be seen beside four significant digits, nor beside a fifth. */
const isTiny = (width: number, mean: number) => width > 0 && mean !== 0 && width < 0.1 * lastPlace(mean)

/** Four digits, and that the last of them is sure. */
const narrow = (value: number) => `${fixed(value, placesFor(value))} ± <${lastPlace(value).toFixed(clamp(placesFor(value)))}`

/** What one more in the last of four significant digits is; 1 where there are more before the point. */
const lastPlace = (value: number) => 10 ** -clamp(placesFor(value))

/** Decimal places that show a width to one significant digit, or two where it begins with 1. */
function placesOf(width: number): number {
  const exponent = Math.floor(Math.log10(width))
  const leading = width / 10 ** exponent
  return -exponent + (leading < 2 ? 1 : 0)
}

/** Decimal places for four significant digits. */
const placesFor = (value: number) => (value === 0 ? 0 : 3 - Math.floor(Math.log10(Math.abs(value))))

const trimmed = (value: number) => String(Number(value.toFixed(clamp(placesFor(value)))))

function fixed(value: number, places: number): string {
  const text = value.toFixed(clamp(places))
  return Number(text) === 0 ? text.replace('-', '') : text
}

const clamp = (places: number) => Math.min(12, Math.max(0, places))
