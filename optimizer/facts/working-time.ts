import type { Calendar } from '../../scenarios/model.ts'
import { isWorkingAt, nextEdgeAfter } from '../../scenarios/working-hours.ts'

export interface Span {
  readonly from: number
  readonly to: number
}

/** When work goes on, in seconds since the start, by a calendar; none means always. Answers about any moment ≥ 0; spans are found as far as asked. */
export class WorkingTime {
  readonly #calendar: Calendar | null
  readonly #spans: Span[] = []
  /** Working seconds before each span. */
  readonly #before: number[] = []
  #known = 0

  constructor(calendar: Calendar | null) {
    this.#calendar = calendar
  }

  /** Spans of work that touch [from, to), cut to it. */
  spans(from: number, to: number): Span[] {
    if (this.#calendar === null) return from < to ? [{ from, to }] : []
    this.#learn(to)
    const found: Span[] = []
    for (let i = this.#at(from); i < this.#spans.length; i++) {
      const span = this.#spans[i] as Span
      if (span.from >= to) break
      if (span.to > from) found.push({ from: Math.max(from, span.from), to: Math.min(to, span.to) })
    }
    return found
  }

  /** Seconds of work within [from, to). */
  between(from: number, to: number): number {
    return to > from ? this.#upTo(to) - this.#upTo(from) : 0
  }

  isWorking(at: number): boolean {
    return this.spans(at, at + 1e-6).length > 0
  }

  /** The first moment of work at or after `at`; Infinity where there is none within a hundred periods. */
  next(at: number): number {
    return this.after(at, 0)
  }

  /** When `work` seconds are done that begin at `at`, paused while off. Work that ends with a shift ends there, not at the next one's start. */
  after(at: number, work: number): number {
    if (this.#calendar === null) return at + work
    let left = work
    const limit = at + 100 * this.#calendar.period + 100 * work
    for (let from = at; from < limit; ) {
      this.#learn(from)
      const index = this.#at(from)
      const span = this.#spans[index]
      if (span === undefined) {
        from = this.#known
        this.#learn(from + this.#calendar.period)
        continue
      }
      const start = Math.max(from, span.from)
      if (start < span.to && (left < span.to - start || (work > 0 && left === span.to - start))) return start + left
      left -= Math.max(0, span.to - start)
      from = span.to
    }
    return Infinity
  }

  #upTo(at: number): number {
    if (this.#calendar === null) return at
    this.#learn(at)
    const index = this.#at(at)
    const span = this.#spans[index]
    if (span === undefined) {
      const last = this.#spans.length - 1
      return last < 0 ? 0 : (this.#before[last] as number) + (this.#spans[last] as Span).to - (this.#spans[last] as Span).from
    }
    return (this.#before[index] as number) + Math.max(0, at - span.from)
  }

  /** The first span that ends after `at`. */
  #at(at: number): number {
    let low = 0
    let high = this.#spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#spans[middle] as Span).to > at) high = middle
      else low = middle + 1
    }
    return low
  }

  #learn(until: number): void {
    if (this.#calendar === null) return
    while (this.#known <= until && this.#known < Number.POSITIVE_INFINITY) {
      const next = nextEdgeAfter(this.#calendar, this.#known)
      if (isWorkingAt(this.#calendar, this.#known)) this.#add(this.#known, next)
      this.#known = next
    }
  }

  #add(from: number, to: number): void {
    const last = this.#spans.at(-1)
    if (last && from <= last.to) {
      this.#spans[this.#spans.length - 1] = { from: last.from, to }
      return
    }
    this.#before.push(last ? (this.#before.at(-1) as number) + last.to - last.from : 0)
    this.#spans.push({ from, to })
  }
}
