import type { Section } from '../report/document.ts'
import { percent } from '../report/format.ts'
import type { Language } from '../report/words.ts'
import { type Ledger, sumOf, WASTES, type WasteAccount, type WasteLine } from './waste.ts'
import { WASTE_WORDS } from './words.ts'

/** Minutes by kind of waste, then for machines, units, people and stock each a Pareto whose shares add up to all of it. */
export function wasteDocument({ lines, total }: WasteAccount, language: Language, currency: string): readonly Section[] {
  const words = WASTE_WORDS[language]
  const minutes = (µs: number) => (µs / 60e6).toFixed(1)
  const money = (amount: number) => amount.toFixed(2)
  const ledgers = ['machines', 'units', 'people'] as const
  const kinds: Section = {
    title: words.title,
    sentences: [words.totals(minutes(total.machines), minutes(total.units), minutes(total.people))],
    head: [words.waste, ...ledgers.map((ledger) => `${words.ledgers[ledger]}, min`), words.pieces, currency],
    rows: [
      ...WASTES.map((waste) => [words.wastes[waste], ...figures(lines.filter((line) => line.waste === waste))]),
      [words.all, ...figures(lines)],
    ],
    right: [1, 2, 3, 4, 5],
  }
  return [kinds, ...(['machines', 'units', 'people', 'stock'] as const).map(pareto)].filter(({ rows }) => rows.length > 0)

  function figures(of: readonly WasteLine[]) {
    return [...ledgers.map((ledger) => minutes(sumOf(of, 'time', ledger))), String(sumOf(of, 'pieces')), money(sumOf(of, 'money'))]
  }

  function pareto(ledger: Ledger): Section {
    const by = ledger === 'stock' ? 'money' : 'time'
    const own = lines.filter((line) => line.ledger === ledger).toSorted((one, other) => other[by] - one[by])
    const whole = sumOf(own, by)
    let sum = 0
    const rows = own.map((line) => {
      sum += line[by]
      return [
        words.wastes[line.waste],
        words.causes[line.cause],
        line.at ?? '–',
        ledger === 'stock' ? '' : minutes(line.time),
        line.pieces === 0 ? '' : String(line.pieces),
        money(line.money),
        whole === 0 ? '–' : percent(sum / whole),
      ]
    })
    const head = [words.waste, words.cause, words.at, 'min', words.pieces, currency, words.cumulative]
    return { title: words.ledgers[ledger], sentences: [], head, rows, right: [3, 4, 5, 6] }
  }
}
