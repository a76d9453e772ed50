import type { Scenario } from '../scenarios/model.ts'
import { type Language, LOCALES, TEXTS } from './i18n/index.ts'

/** What of a scenario says how its moments are written. */
export type Clockwork = Pick<Scenario, 'startTime' | 'timeZone'> & { readonly horizon?: number }

/** Seconds: within a week the day of the week says enough. */
const LONGEST_UNDATED = 6.5 * 86_400

/** Numbers and moments as people of a language write them, moments in the plant's own time zone. */
export class Format {
  readonly #locale: string
  readonly #start: number
  readonly #formats = new Map<string, Intl.DateTimeFormat>()
  readonly #zone: string
  readonly #dated: boolean
  readonly language: Language

  constructor(language: Language, { startTime, timeZone, horizon = 0 }: Clockwork) {
    this.#dated = horizon > LONGEST_UNDATED
    this.language = language
    this.#locale = LOCALES[language]
    this.#start = Date.parse(startTime)
    this.#zone = validZone(timeZone)
  }

  /** `Mon 14:05:09`, over more than a week `Mon 6 Jul 14:05` */
  moment(seconds: number): string {
    if (this.#dated) return this.day(seconds)
    return this.#date(seconds, { weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  }

  /** `Mon 6 Jul 14:05` */
  day(seconds: number): string {
    return this.#date(seconds, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  }

  /** For an axis with ticks `step` seconds apart. */
  tick(seconds: number, step: number): string {
    if (step >= 86_400) return this.#date(seconds, { day: 'numeric', month: 'short' })
    if (step >= 43_200) return this.#date(seconds, { weekday: 'short', hour: '2-digit', minute: '2-digit' })
    return this.#date(
      seconds,
      step >= 60 ? { hour: '2-digit', minute: '2-digit' } : { hour: '2-digit', minute: '2-digit', second: '2-digit' },
    )
  }

  number(value: number, digits = 0): string {
    return value.toLocaleString(this.#locale, {
      maximumFractionDigits: digits,
      minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    })
  }

  /** Two or three figures that count: 0.0312, 4.27, 123. */
  figure(value: number): string {
    const size = Math.abs(value)
    return value.toLocaleString(this.#locale, { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3 })
  }

  share(value: number, digits = 0): string {
    return Number.isFinite(value) ? value.toLocaleString(this.#locale, { style: 'percent', maximumFractionDigits: digits }) : '–'
  }

  /** As a half-width is written beside its mean: two figures. */
  rough(value: number): string {
    return value.toLocaleString(this.#locale, { maximumSignificantDigits: 2 })
  }

  /** `45 s`, `12 min`, `3.5 h`, `2.1 d` */
  span(seconds: number): string {
    const size = Math.abs(seconds)
    const [divisor, unit] = SPANS.find(([, , below]) => size < below) ?? SPANS[3]
    const value = seconds / divisor
    return `${value.toLocaleString(this.#locale, { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 })} ${TEXTS[this.language][unit]}`
  }

  #date(seconds: number, options: Intl.DateTimeFormatOptions): string {
    const key = Object.entries(options).join()
    const format = this.#formats.get(key) ?? new Intl.DateTimeFormat(this.#locale, { ...options, hourCycle: 'h23', timeZone: this.#zone })
    this.#formats.set(key, format)
    return format.format(this.#start + seconds * 1000)
  }
}

/** Seconds in each unit, its name, and up to how many seconds it is used. */
const SPANS = [
  [1, 'unit.second', 90],
  [60, 'unit.minute', 5400],
  [3600, 'unit.hour', 172_800],
  [86_400, 'unit.day', Number.POSITIVE_INFINITY],
] as const

/** A browser that does not know a zone shows UTC rather than nothing. */
function validZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone
  } catch {
    return 'UTC'
  }
}
