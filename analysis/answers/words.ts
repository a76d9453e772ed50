import type { Language } from '../report/words.ts'
import type { Question } from './answer.ts'
import { en } from './words-en.ts'
import { zh } from './words-zh.ts'

export type AnswerHead =
  | 'station' | 'order' | 'product' | 'operation' | 'units' | 'since' | 'record' | 'p10' | 'p50' | 'p90' | 'due' | 'onTime' | 'from' | 'time' | 'unit' | 'what'
  | 'state' | 'failures' | 'down' | 'between' | 'interval' | 'condition' | 'item' | 'onHand' | 'perDay' | 'cover' | 'waited' | 'waste' | 'how' | 'where' | 'minutes'
  | 'share' | 'cumulative' | 'cause' | 'lost' | 'gain' | 'figure' | 'value' // biome-ignore format: a list of words

/** Everything the nine answers say, in one language. Sentences take texts that are formatted already. */
export interface AnswerWords {
  readonly asks: Readonly<Record<Question, string>>
  readonly title: string
  readonly head: Readonly<Record<AnswerHead, string>>
  readonly of: Readonly<Record<'units' | 'orders' | 'slots' | 'runs' | 'failures' | 'days' | 'lines' | 'waits' | 'made' | 'hours', string>>
  readonly figure: Readonly<Record<Question, string>>
  readonly openOrders: string
  readonly figureWord: string
  readonly evidenceWord: string
  readonly moreWord: string
  readonly interval: (low: string, high: string, level: string) => string
  readonly atLeast: (low: string, level: string) => string
  readonly counted: string
  readonly exact: string
  readonly notSimulated: string
  readonly tooFewDays: string
  readonly notKnown: string
  readonly noInterval: string
  readonly later: string
  readonly page: { readonly more: string; readonly footer: string }
  readonly making: {
    readonly says: (working: string, slots: string, what: string, moment: string) => string
    readonly nothing: (moment: string, paused: string, slots: string) => string
    readonly states: (working: string, known: string, moment: string) => string
    readonly inPlant: (units: string) => string
    readonly underWay: (orders: string, moment: string) => string
    readonly units: (units: string) => string
    readonly ofOrders: (units: string, orders: string) => string
    readonly inMachines: (units: string) => string
    readonly progress: string
    readonly done: string
    readonly toDo: string
  }
  readonly when: {
    readonly says: (order: string, p50: string) => string
    readonly due: (due: string, chance: string) => string
    readonly overdue: (due: string, by: string) => string
    readonly unknown: (order: string) => string
    readonly open: (open: string, dated: string, late: string) => string
    readonly none: (closed: string) => string
    readonly noOrders: string
    readonly fromPast: (n: string) => string
    readonly pooled: string
    readonly tooFew: (n: string) => string
    readonly simulated: (runs: string) => string
    readonly longer: string
    readonly fan: string
    readonly likely: string
    readonly median: string
  }
  readonly good: {
    readonly says: (share: string, units: string) => string
    readonly none: string
    readonly worst: (name: string, operation: string, times: string, share: string) => string
    readonly signals: (signals: string, charts: string) => string
    readonly quiet: (charts: string) => string
    readonly noChart: string
    readonly chart: (size: string) => string
    readonly pareto: string
    readonly center: string
    readonly limits: string
    readonly out: string
    readonly rejected: string
    readonly scrapped: string
  }
  readonly health: {
    readonly says: (failures: string, between: string, down: string) => string
    readonly never: (worked: string) => string
    readonly downNow: (stations: string) => string
    readonly worst: (station: string, down: string, failures: string) => string
    readonly conditions: (stations: string) => string
    readonly noConditions: string
    readonly rate: string
    readonly unknown: string
    readonly levels: Readonly<Record<'normal' | 'warning' | 'fault' | 'unavailable', string>>
    readonly down: string
  }
  readonly trace: {
    readonly says: (known: string, left: string, links: string, lots: string) => string
    readonly nothing: string
    readonly lot: (lot: string, item: string, from: string, units: string) => string
    readonly from: (supplier: string, order: string) => string
    readonly start: string
    readonly held: (lot: string) => string
    readonly where: (shipped: string, stock: string, inProcess: string, inTransit: string, gone: string) => string
    readonly customers: (names: string) => string
    readonly noLots: string
    readonly picture: (lot: string) => string
    readonly whereabouts: Readonly<Record<'shipped' | 'stock' | 'inProcess' | 'inTransit' | 'gone', string>>
    readonly steps: Readonly<Record<'received' | 'used' | 'worked' | 'left', string>>
  }
  readonly stock: {
    readonly says: (waited: string, share: string, waits: string) => string
    readonly never: string
    readonly worst: (item: string, waited: string) => string
    readonly first: (item: string, days: string) => string
    readonly untold: string
    readonly cover: string
    readonly coverNote: string
  }
  readonly optimum: {
    readonly says: (perHour: string, station: string, capacity: string, share: string) => string
    readonly plain: (perHour: string) => string
    readonly states: (share: string) => string
    readonly oee: (oee: string) => string
    readonly bound: string
    readonly picture: string
  }
  readonly waste: {
    readonly says: (share: string, time: string, waste: string, at: string) => string
    readonly none: string
    readonly money: (amount: string) => string
    readonly picture: string
    readonly untold: string
  }
  readonly improve: {
    readonly says: (what: string, units: string, time: string) => string
    readonly nothing: string
    readonly notVerified: string
    readonly picture: string
    readonly untold: string
  }
}

export const answerWords = (language: Language): AnswerWords => (language === 'zh' ? zh : en)
