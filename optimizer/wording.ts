import type { Scenario } from '../scenarios/model.ts'

/** Moments and amounts as the explanations say them. */
export class Wording {
  readonly #clock: Intl.DateTimeFormat
  readonly #start: number
  readonly #currency: string

  constructor({ startTime, timeZone, currency }: Scenario) {
    this.#start = Date.parse(startTime)
    this.#currency = currency
    this.#clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
  }

  /** `Sun, 12 Jul, 06:00`, in the scenario's zone. */
  moment(seconds: number): string {
    return this.#clock.format(new Date(this.#start + seconds * 1000))
  }

  money(amount: number): string {
    const digits = Math.abs(amount) < 10 ? 2 : 0
    return `${amount.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${this.#currency}`
  }
}

export const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`

/** `25 min`, `4 h`, `2.5 d`. */
export function duration(seconds: number): string {
  const round = (value: number) => Math.round(value * 10) / 10
  if (seconds < 90) return `${round(seconds)} s`
  if (seconds < 5400) return `${round(seconds / 60)} min`
  return seconds < 172_800 ? `${round(seconds / 3600)} h` : `${round(seconds / 86_400)} d`
}

/** `1 window`, `3 windows`. */
export const count = (number: number, noun: string): string => `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`

/** The gap in words, with where the bound comes from. */
export function gapSentence(gap: number | null, boundFrom: 'solver' | 'relaxation' | null): string {
  if (gap === null || boundFrom === null) return 'No bound is known.'
  const from = boundFrom === 'solver' ? 'proven by the solver' : 'from the linear relaxation'
  if (gap <= 1e-6) return `No better solution of the model exists (bound ${from}).`
  if (gap < 0.5) return `At most ${percent(Math.max(gap, 0.001))} from the best the model allows (bound ${from}).`
  return `The bound ${from} is too far away to say how good this is (gap ${percent(gap)}).`
}
