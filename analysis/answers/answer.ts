import type { Section } from '../report/section.ts'
import type { Picture } from './picture.ts'

/** The nine questions that a plant is asked, in the order in which they are answered. */
export const QUESTIONS = ['making', 'when', 'good', 'health', 'trace', 'stock', 'optimum', 'waste', 'improve'] as const
export type Question = (typeof QUESTIONS)[number]

/** The number of an answer: what it is, and how sure it is. Texts are as people read them. */
export interface AnswerFigure {
  readonly name: string
  /** Null: not known, and `text` says why. Shares 0..1, times in seconds. */
  readonly value: number | null
  readonly unit: string
  readonly text: string
  /** Null: no bound on that side. */
  readonly low: number | null
  readonly high: number | null
  /** Of the interval; null: there is none, and `interval` says why. */
  readonly level: number | null
  readonly interval: string
  /** Of how many it is told, and of what. */
  readonly n: number
  readonly of: string
}

/** An answer in one language. Plain data; names of machines, orders and lots stay as they are. */
export interface Answer {
  readonly question: Question
  readonly asks: string
  readonly says: string
  /** What belongs to it, and what is not known. */
  readonly also: readonly string[]
  readonly figure: AnswerFigure
  /** Rows of the log behind it: the column of records has their numbers in the log, as `takt report LOG --events` writes them. */
  readonly evidence: Section
  /** Commands that show more. */
  readonly more: readonly string[]
  readonly picture: Picture | null
}
