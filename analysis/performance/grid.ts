import type { ElementName } from '../kpi/elements.ts'
import type { Span } from './spans.ts'

/** What is told of the spans and counts that elements are made of. `unit` (or order) and `at`, the moment of the record, are for those who look at each. */
export interface Sums<Name extends string> {
  time(name: Name, subject: number, from: number, until: number, weight?: number, unit?: number, at?: number): void
  count(name: Name, subject: number, at: number, amount?: number, unit?: number): void
}

/** Numbers for each of some subjects and each span of time: sums that an element is made of. */
export class Grid<Name extends string = ElementName> implements Sums<Name> {
  readonly spans: readonly Span[]
  readonly #columns = new Map<Name, Float64Array>()
  readonly #subjects: number

  constructor(subjects: number, spans: readonly Span[]) {
    this.#subjects = subjects
    this.spans = spans
  }

  /** Adds a span of time, cut where spans begin and end. */
  time(name: Name, subject: number, from: number, until: number, weight = 1) {
    const column = this.#column(name)
    for (let i = Math.max(0, this.#at(from, true)); i < this.spans.length; i++) {
      const span = this.spans[i]!
      if (span.from >= until) return
      const length = Math.min(until, span.until) - Math.max(from, span.from)
      if (length > 0) column[subject * this.spans.length + i]! += weight * length
    }
  }

  /** Adds what is so at one moment: to the span that ends there, if one does. What came before all spans counts for none. */
  count(name: Name, subject: number, at: number, amount = 1) {
    const span = this.spanOf(at)
    if (span >= 0) this.#column(name)[subject * this.spans.length + span]! += amount
  }

  /** −1: none. The first moment of a log belongs to its first span. */
  spanOf(at: number): number {
    if (at === 0 && this.spans[0]!.from === 0) return 0
    const span = this.#at(at, false)
    return span < this.spans.length && at > this.spans[0]!.from ? span : -1
  }

  of(name: Name, subject: number, span: number): number {
    return this.#columns.get(name)?.[subject * this.spans.length + span] ?? 0
  }

  #column(name: Name): Float64Array {
    const known = this.#columns.get(name)
    if (known) return known
    const column = new Float64Array(this.#subjects * this.spans.length)
    this.#columns.set(name, column)
    return column
  }

  /** The first span that ends at `at` or later; with `after`, later. */
  #at(at: number, after: boolean): number {
    let low = 0
    let high = this.spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      const { until } = this.spans[middle]!
      if (until < at || (after && until === at)) low = middle + 1
      else high = middle
    }
    return low
  }
}
