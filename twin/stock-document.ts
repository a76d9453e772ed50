import { percent, spell } from '../analysis/report/format.ts'
import type { Section } from '../analysis/report/section.ts'
import { WORDS } from '../analysis/report/words.ts'
import type { Share } from './counterfactual.ts'
import type { KitLine } from './kitting.ts'
import type { Remedy } from './remedy.ts'
import { SHORTAGE_PROBABILITY, type StockForecast, shortagesOf } from './stock.ts'
import { STOCK_AHEAD_WORDS, type StockAheadWords } from './stock-words.ts'
import type { Language } from './words.ts'

/** What is said of stock to come, and of kits. */
export class StockAheadDocument {
  readonly #words: StockAheadWords
  readonly #clock: (seconds: number) => string
  readonly #span: (seconds: number) => string

  /** `clock` shows seconds after the start of the log. */
  constructor(language: Language, clock: (seconds: number) => string) {
    this.#words = STOCK_AHEAD_WORDS[language]
    this.#clock = clock
    this.#span = (seconds) => spell(seconds, WORDS[language].units)
  }

  /** What will be short, and what to do; then how much there will be. */
  sections(forecast: StockForecast): readonly Section[] {
    const { ahead, shortages, head, fan, says, enough, short, customers, later } = this.#words
    const { items, replications, within } = forecast
    if (items.length === 0) return []
    const told = shortagesOf(forecast)
    const when = (at: number | null) => (at === null ? later : this.#clock(at))
    const rows = items
      .filter(
        ({ shortage, stockOut, remedy }) => shortage.probability > 0 || stockOut.probability >= SHORTAGE_PROBABILITY || remedy !== null,
      )
      .sort((a, b) => b.shortage.probability - a.shortage.probability)
      .map(({ title, stockOut, shortage, starving, remedy }) => [
        ...[title, shared(stockOut), when(stockOut.p10), when(stockOut.p50), shared(shortage), when(shortage.p10), when(shortage.p50)],
        shortage.probability === 0 ? this.#words.never : (starving ?? customers),
        this.remedy(remedy),
      ])
    return [
      {
        title: shortages,
        sentences: [
          says(String(replications), this.#span(within), String(told.length)),
          ...told.map(({ title, probability, starving, p50, p10 }) =>
            short(title, percent(probability.probability), starving ?? customers, when(p50 ?? p10)),
          ),
          ...(told.length === 0 ? [enough] : []),
        ],
        head,
        rows,
        right: [1, 4],
      },
      {
        title: ahead,
        sentences: [],
        head: fan,
        rows: items.flatMap(({ title, unit, now, fan: steps }) =>
          steps.map(({ at, p10, p50, p90 }, i) => [
            ...[i === 0 ? title : '', i === 0 ? `${amount(now)} ${unit}` : '', this.#clock(at), amount(p10), amount(p50), amount(p90)],
          ]),
        ),
        right: [1, 3, 4, 5],
      },
    ]
  }

  /** What to pick, when it is to stand ready, and how sure that is. */
  kits(lines: readonly KitLine[], lead: number, most: number): Section {
    const { picks, pickHead, staging, later, never, lot, missing } = this.#words
    const when = (at: number | null) => (at === null ? later : this.#clock(at))
    const mean = (of: (line: KitLine) => Share) => percent(lines.reduce((sum, line) => sum + of(line).probability, 0) / lines.length)
    return {
      title: picks,
      sentences:
        lines.length === 0
          ? []
          : [
              staging(
                this.#span(lead),
                mean(({ late }) => late),
                mean(({ early }) => early),
              ),
            ],
      head: pickHead,
      rows: lines.slice(0, most).flatMap((line) =>
        line.items.map((item, i) => {
          const from = item.picks.flatMap((one) => (one.lot === null ? [] : [lot(String(one.lot), amount(one.quantity))]))
          const rest = [when(line.start.p10), when(line.start.p50), when(line.start.p90), line.full === null ? never : shared(line.full)]
          return [
            ...(i === 0 ? [when(line.due), line.order, line.operation, line.stations.join(' | ')] : ['', '', '', '']),
            ...[item.item, amount(item.quantity), [...from, ...(item.short > 0 ? [missing(amount(item.short))] : [])].join(', ')],
            ...(i === 0 ? [...rest, percent(line.late.probability), percent(line.early.probability)] : ['', '', '', '', '', '']),
          ]
        }),
      ),
      right: [5, 10, 11, 12],
    }
  }

  remedy(remedy: Remedy | null): string {
    if (remedy === null) return this.#words.never
    const { kind, order, quantity, bySeconds } = remedy
    return [
      this.#words.remedies[kind],
      order ?? '',
      quantity === null ? '' : amount(quantity),
      bySeconds === null || bySeconds === 0 ? '' : this.#words.by(this.#span(bySeconds)),
    ]
      .filter((text) => text !== '')
      .join(' ')
  }
}

const shared = ({ probability, low, high }: Share) => `${percent(probability)} [${percent(low)}, ${percent(high)}]`
const amount = (quantity: number) => String(Number(quantity.toFixed(2)))
