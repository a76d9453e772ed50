import type { LeadTime, ReasonTime } from '../lateness/lateness.ts'
import type { clockOf } from '../report/format.ts'
import { percent, spell } from '../report/format.ts'
import type { Section } from '../report/section.ts'
import { type Language, WORDS } from '../report/words.ts'
import type { Capacity } from './capacity.ts'
import type { StationDispatch } from './dispatch-list.ts'
import type { JobCard, MakingNow, OrderProgress } from './orders.ts'
import type { OrderSummary } from './summary.ts'
import { ORDER_WORDS } from './words.ts'

type Clock = ReturnType<typeof clockOf>

/** Writes what is known of orders as sections of a report, in one language. */
export class OrderDocument {
  readonly #words: (typeof ORDER_WORDS)[Language]
  readonly #report: (typeof WORDS)[Language]
  readonly #clock: Clock

  constructor(language: Language, clock: Clock) {
    this.#words = ORDER_WORDS[language]
    this.#report = WORDS[language]
    this.#clock = clock
  }

  get title(): string {
    return this.#words.head.orders
  }

  orders(orders: readonly OrderProgress[], late: ReadonlyMap<string, number>): Section {
    const { head, status, noOrder } = this.#words
    const rows = orders.map((one) => [
      one.id ?? noOrder,
      one.product ?? '–',
      status[one.status],
      this.#moment(one.due),
      `${one.good}${one.quantity === null ? '' : ` / ${one.quantity}`}`,
      String(one.scrapped),
      String(one.wip),
      one.quantity === null || one.quantity === 0 ? '–' : percent(one.good / one.quantity),
      late.has(one.id ?? '') ? this.#spell(late.get(one.id ?? '')!) : '–',
    ])
    const columns = [head.order, head.product, head.status, head.due, head.done, head.scrapped, head.inWork, head.progress, head.late]
    return section(head.orders, columns, rows, [4, 5, 6, 7, 8])
  }

  segments(order: OrderProgress): Section {
    const { head } = this.#words
    const rows = order.segments.map((one) => [
      one.product,
      one.operation,
      `${one.done} / ${one.required}`,
      one.share === null ? '–' : percent(one.share),
      String(one.waiting),
      String(one.inWork),
      String(one.scrapped),
    ])
    const columns = [head.product, head.operation, head.done, head.progress, head.waits, head.inWork, head.scrapped]
    return section(head.segments, columns, rows, [2, 3, 4, 5, 6])
  }

  jobs(order: OrderProgress): Section {
    const { head, job, sub } = this.#words
    const state = (one: JobCard) => (one.subState === 'none' ? job[one.state] : `${job[one.state]} (${sub[one.subState]})`)
    const rows = order.segments.flatMap(({ operation, jobs }) =>
      jobs.map((one) => [
        operation,
        one.station,
        state(one),
        `${one.actual.good} / ${one.plan.quantity}`,
        this.#moment(one.plan.start),
        this.#moment(one.actual.start),
        this.#signed(one.deviation.startSeconds),
        this.#spell(one.actual.plannedSeconds),
        this.#spell(one.actual.workedSeconds),
        this.#signed(one.deviation.workSeconds),
      ]),
    )
    const columns = [head.operation, head.station, head.state, head.done, `${head.start}: ${head.plan}`, head.actual, head.deviation]
    return section(head.jobs, [...columns, `${head.work}: ${head.plan}`, head.actual, head.deviation], rows, [3, 6, 7, 8, 9])
  }

  parameters(order: OrderProgress): Section {
    const { head } = this.#words
    const rows = order.segments.flatMap(({ operation, jobs }) =>
      jobs.flatMap(({ station, parameters }) =>
        parameters.map((one) => [
          operation,
          station,
          one.parameter,
          `${one.target} ${one.unit}`.trim(),
          `${one.low ?? '–'} … ${one.high ?? '–'}`,
          figure(one.mean),
          `${figure(one.least)} … ${figure(one.greatest)}`,
          `${one.outOfTolerance.length} / ${one.n}`,
        ]),
      ),
    )
    const columns = [head.operation, head.station, head.parameter, head.target, head.limits, head.mean, head.range, head.out]
    return section(head.parameters, columns, rows, [5, 7])
  }

  now(rows: readonly MakingNow[]): Section {
    const { head, noOrder } = this.#words
    const lines = rows.map((one) => [
      `${one.station}${one.slot > 0 ? `#${one.slot + 1}` : ''}`,
      this.#report.states[one.state],
      one.order ?? noOrder,
      one.product,
      one.operation ?? '–',
      one.units.length > 3 ? `${one.units.length}` : one.units.map((unit) => `#${unit}`).join(' '),
      `${one.done}${one.required === null ? '' : ` / ${one.required}`}`,
      this.#moment(one.workedSince),
    ])
    const columns = [head.station, head.state, head.order, head.product, head.operation, head.units, head.done, head.since]
    return section(head.now, columns, lines, [6])
  }

  dispatch(lists: readonly StationDispatch[], most: number): Section {
    const { head, noOrder, lacks, ready } = this.#words
    const rows = lists.flatMap(({ station, entries }) =>
      entries
        .slice(0, most)
        .map((one, i) => [
          i === 0 ? station : '',
          String(i + 1),
          one.order ?? noOrder,
          one.product,
          one.operation,
          String(one.units.length),
          this.#moment(one.waitingSince),
          this.#moment(one.due),
          one.lacks.length === 0 ? ready : one.lacks.map(({ kind, subject }) => lacks[kind](subject ?? '')).join(this.#report.comma),
        ]),
    )
    const columns = [head.station, head.next, head.order, head.product, head.operation, head.units, head.since, head.due, head.lacks]
    return section(head.dispatch, columns, rows, [1, 5])
  }

  capacity(all: readonly Capacity[], seconds: number): Section {
    const { head, unattainable, nextHours } = this.#words
    const hours = (micros: number) => `${(micros / 3.6e9).toFixed(2)} h`
    const rows = all.map((one) => [
      one.station,
      hours(one.calendarMicros),
      hours(one.committedMicros),
      hours(one.availableMicros),
      hours(one.unattainableMicros),
      one.reasons.map(({ reason, micros }) => `${unattainable[reason]} ${hours(micros)}`).join(this.#report.comma),
      one.attainable === null ? '–' : `${hours(one.attainable.p10)} … ${hours(one.attainable.p90)}`,
      one.confidenceFactor === null ? '–' : percent(one.confidenceFactor),
    ])
    const columns = [
      head.station,
      head.calendar,
      head.committed,
      head.available,
      head.unattainable,
      head.reason,
      head.likely,
      head.confidence,
    ]
    return section(`${head.capacity}, ${nextHours(String(Math.round(seconds / 360) / 10))}`, columns, rows, [1, 2, 3, 4, 7])
  }

  /** Where the lead time of one order went. */
  leadTime(one: LeadTime): Section {
    const { head, kinds, tooShort } = this.#words
    const rows = one.reasons.map((reason) => [
      kinds[reason.kind],
      ...this.#who(reason),
      this.#spell(reason.seconds),
      one.leadSeconds > 0 ? percent(reason.seconds / one.leadSeconds) : '–',
      reason.blamedSeconds > 0 ? this.#spell(reason.blamedSeconds) : '–',
    ])
    return {
      ...section(head.why, [head.reason, head.who, head.detail, head.lasted, head.share, head.blamed], rows, [3, 4, 5]),
      sentences: one.tooShortSeconds > 0 ? [tooShort(this.#spell(one.tooShortSeconds))] : [],
    }
  }

  together(reasons: readonly (ReasonTime & { readonly orders: number })[], most: number): Section {
    const { head, kinds } = this.#words
    const rows = reasons
      .filter(({ blamedSeconds }) => blamedSeconds > 0)
      .slice(0, most)
      .map((one) => [kinds[one.kind], ...this.#who(one), this.#spell(one.blamedSeconds), String(one.orders)])
    return section(head.together, [head.reason, head.who, head.detail, head.blamed, head.ofOrders], rows, [3, 4])
  }

  summary({ open, closed, late, reasons }: Pick<OrderSummary, 'open' | 'closed' | 'late' | 'reasons'>): readonly string[] {
    const { summary, worst: said, kinds } = this.#words
    const sentences = [summary(String(open), String(closed), String(late))]
    const [worst] = reasons
    if (worst === undefined || worst.blamedSeconds === 0) return sentences
    const who = this.#who(worst).filter((one) => one !== '–')
    return [...sentences, said(kinds[worst.kind], who.join(' '), this.#spell(worst.blamedSeconds), String(worst.orders))]
  }

  #who({ kind, subject, detail }: ReasonTime): [string, string] {
    return [subject ?? '–', detail ?? (kind === 'queue' ? this.#words.noOrder : '–')]
  }

  #moment(seconds: number | null): string {
    return seconds === null ? '–' : this.#clock.short(seconds)
  }

  #spell(seconds: number): string {
    return spell(Math.abs(seconds), this.#report.units)
  }

  #signed(seconds: number): string {
    return Math.abs(seconds) < 0.05 ? '0' : `${seconds < 0 ? '−' : '+'}${this.#spell(seconds)}`
  }
}

const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[]): Section => ({
  title,
  sentences: [],
  head,
  rows,
  right,
})

const figure = (value: number) => String(Number(value.toPrecision(5)))
