import { clockOf, count, percent, spell } from '../report/format.ts'
import type { Section } from '../report/section.ts'
import { type Language, WORDS } from '../report/words.ts'
import type { Answer, AnswerFigure, Question } from './answer.ts'
import type { Facts } from './facts.ts'
import type { RecordNumbers } from './numbers.ts'
import type { Picture } from './picture.ts'
import { type AnswerHead, type AnswerWords, answerWords } from './words.ts'

/** What every answer is written with: the words of a language, and how moments, times and numbers look in it. */
export class Writer {
  readonly language: Language
  readonly words: AnswerWords
  readonly report: (typeof WORDS)[Language]
  readonly clock: ReturnType<typeof clockOf>
  readonly #facts: Facts
  readonly #numbers: RecordNumbers
  readonly #titles: ReadonlyMap<string, string>

  constructor(facts: Facts, language: Language, numbers: RecordNumbers) {
    this.language = language
    this.words = answerWords(language)
    this.report = WORDS[language]
    this.clock = clockOf(facts.report)
    this.#facts = facts
    this.#numbers = numbers
    this.#titles = new Map(facts.report.machines.map(({ station, title }) => [station, title]))
  }

  title(station: string): string {
    return this.#titles.get(station) ?? station
  }

  spell(seconds: number): string {
    return spell(seconds, this.report.units)
  }

  /** µs */
  at(time: number): string {
    return this.clock.short(time / 1e6)
  }

  full(seconds: number | null): string {
    return seconds === null ? this.words.later : this.clock.full(seconds).slice(0, 16)
  }

  number(record: Parameters<RecordNumbers['of']>[0] | null): string {
    return record === null ? '–' : this.#numbers.of(record)
  }

  list(names: readonly string[], most = 4): string {
    const { comma } = this.report
    return names.length > most ? `${names.slice(0, most).join(comma)}${comma}… (${names.length})` : names.join(comma)
  }

  table(head: readonly AnswerHead[], rows: readonly (readonly string[])[], right: readonly number[] = []): Section {
    return { title: this.words.evidenceWord, sentences: [], head: head.map((name) => this.words.head[name]), rows, right }
  }

  /** A number that was counted, and is sure. */
  counted(value: number, unit: string, text: string, n: number, of: string): Omit<AnswerFigure, 'name'> {
    return { value, unit, text, low: null, high: null, level: null, interval: this.words.counted, n, of }
  }

  unknown(n = 0, of = ''): Omit<AnswerFigure, 'name'> {
    const { notKnown, noInterval } = this.words
    return { value: null, unit: '', text: notKnown, low: null, high: null, level: null, interval: noInterval, n, of }
  }

  answer(
    question: Question,
    says: string,
    also: readonly string[],
    /** By its usual name, unless it brings another. */
    figure: Omit<AnswerFigure, 'name'> & { readonly name?: string },
    evidence: Section,
    commands: readonly string[],
    picture: Picture | null = null,
  ): Answer {
    const more = commands.map((command) => command.replace('LOG', this.#facts.path))
    return {
      question,
      asks: this.words.asks[question],
      says,
      also,
      figure: { name: this.words.figure[question], ...figure },
      evidence,
      more,
      picture,
    }
  }
}

export { count, percent }

/** Three digits, or whole. */
export const rate = (value: number) => (value >= 100 ? count(value) : String(Number(value.toPrecision(3))))
