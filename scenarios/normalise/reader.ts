import type { DistributionSpec } from '../distribution-spec.ts'
import type { Findings } from '../findings.ts'
import { limits } from '../limits.ts'
import { clockChanges, instant, readLocalTime } from '../moment.ts'
import type { Path } from '../tree.ts'
import { type Misread, readDuration, readLength, readPower, readRate, readRatio, readSpeed } from '../units.ts'

/**
 * Turns texts with units into numbers. What cannot be read is reported and becomes NaN: every later comparison with it is false, so one
 * mistake is reported once.
 */
export class Reader {
  readonly findings: Findings
  /** Milliseconds since 1970 of t = 0. */
  readonly start: number
  readonly timeZone: string
  #changes: readonly { readonly at: number; readonly by: number }[] | undefined

  constructor(findings: Findings, start: number, timeZone: string) {
    this.findings = findings
    this.start = start
    this.timeZone = timeZone
  }

  /** When the clocks change within the run and a year after, in seconds. */
  clockChanges(horizon: number) {
    this.#changes ??= clockChanges(this.timeZone, this.start, Number.isNaN(horizon) ? 0 : horizon + 366 * 86_400)
    return this.#changes
  }

  /** Seconds, zero or more; `positive`: more than zero. */
  duration(input: string | number, path: Path, { positive = false } = {}): number {
    const seconds = this.#known(readDuration(input), path)
    if (seconds < 0) return this.wrong(path, `is negative: ${input}`, 'write a duration of zero or more')
    if (positive && seconds === 0) return this.wrong(path, 'is zero', 'write a duration above zero, such as `1 min`')
    if (seconds > limits.duration) return this.wrong(path, `is too long: ${input}`, 'write at most 100 years')
    return seconds
  }

  /** Seconds since the start, which may be before it. */
  moment(input: string | number, path: Path): number {
    const date = typeof input === 'string' ? readLocalTime(input) : undefined
    const seconds = date === undefined ? readDuration(input) : 'message' in date ? date : (instant(date, this.timeZone) - this.start) / 1000
    const known =
      typeof seconds === 'number' ? seconds : { ...seconds, remedy: `${seconds.remedy}; or a date such as \`2026-03-02T06:00\`` }
    const at = this.#known(typeof input === 'string' && date !== undefined ? seconds : known, path)
    return Math.abs(at) > limits.duration
      ? this.wrong(path, `is too far from the start: ${input}`, 'write a moment at most 100 years away')
      : at
  }

  /** A moment at or after the start. */
  futureMoment(input: string | number, path: Path): number {
    const at = this.moment(input, path)
    return at < 0 ? this.wrong(path, `lies before the start: ${input}`, 'write a moment at or after `startTime`, or leave it out') : at
  }

  ratio(input: string | number, path: Path): number {
    return this.#known(readRatio(input), path)
  }

  length(input: string | number, path: Path): number {
    const metres = this.#known(readLength(input), path)
    return Math.abs(metres) > 100_000 ? this.wrong(path, `is too far: ${input}`, 'write at most 100 km') : metres
  }

  /** Metres, zero or more; `positive`: more than zero. */
  distance(input: string | number, path: Path, { positive = false } = {}): number {
    const metres = this.length(input, path)
    if (metres < 0) return this.wrong(path, `is negative: ${input}`, 'write a length of zero or more')
    return positive && metres === 0 ? this.wrong(path, 'is zero', 'write a length above zero, such as `10 m`') : metres
  }

  /** kW, zero or more. */
  power(input: string | number, path: Path): number {
    const power = this.#known(readPower(input), path)
    if (power < 0) return this.wrong(path, `is negative: ${input}`, 'write a power of zero or more, such as `12 kW`')
    return power > 1e9 ? this.wrong(path, `is too large: ${input}`, 'write at most 1000 GW') : power
  }

  /** Metres per second, more than zero. */
  speed(input: string | number, path: Path): number {
    const speed = this.#known(readSpeed(input), path)
    if (speed <= 0) return this.wrong(path, `is not above zero: ${input}`, 'write a speed such as `1.2 m/s`')
    return speed > 1000 ? this.wrong(path, `is too fast: ${input}`, 'write at most 1000 m/s') : speed
  }

  /** Arrivals per second as the mean time between them. */
  rate(input: string, path: Path): DistributionSpec {
    const perSecond = this.#known(readRate(input), path)
    if (perSecond === 0) this.wrong(path, 'is zero', 'write how many arrive, such as `12/h`; or leave the source out')
    return { kind: 'exponential', mean: zeroFree(1 / perSecond) }
  }

  /** Reports and gives NaN. */
  wrong(path: Path, what: string, remedy: string): number {
    this.findings.add(path, `\`${this.findings.name(path)}\`${what.startsWith(':') ? '' : ' '}${what}`, remedy)
    return Number.NaN
  }

  #known(value: number | Misread, path: Path): number {
    if (typeof value !== 'number') {
      this.findings.add(path, `\`${this.findings.name(path)}\`: ${value.message}`, value.remedy)
      return Number.NaN
    }
    if (Number.isNaN(value)) return value
    return Number.isFinite(value) ? value + 0 : this.wrong(path, 'is too large', 'write a number of ordinary size')
  }
}

/** 1/12 per hour comes back as exactly five minutes: a mean a hair off a whole microsecond is that microsecond. */
function zeroFree(mean: number): number {
  const micro = Math.round(mean * 1e6) / 1e6
  return Math.abs(micro - mean) <= mean * 1e-14 ? micro : mean
}
