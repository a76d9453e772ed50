import { mean, sampleStandardDeviation } from 'simple-statistics'
import { exp, log, studentCdf, studentQuantile } from '../../engine/math/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { orderName } from '../production/orders.ts'
import type { PlantRecord } from '../record/index.ts'
import type { Completion } from './facts.ts'
import { isOpen } from './making.ts'

/** When open orders will be done, judged only by how long others took: wide, and the wider the fewer there were. */
export interface FromThePast {
  readonly orders: readonly (Completion & {
    /** Orders whose lead times it is told from; `ofProduct`: all of them of its own product. */
    readonly n: number
    readonly ofProduct: boolean
  })[]
  /** Orders that are over, of all products. */
  readonly closed: number
}

/** Below so many of its own product, those of all products are taken. */
const OWN = 5
/** Two have a spread. */
const LEAST = 2
/** Ten years: what is told as later than that is not known. */
const FAR = 10 * 365.25 * 86_400

/**
 * Lead times are taken as lognormal with mean and spread not known: the logarithm of the next one, less their mean and divided by s √(1 + 1/n), has Student's
 * distribution of n − 1 degrees of freedom. Of an order that has been open for so long, those that took no longer are out: P(T ≤ t | T > e).
 */
export function fromThePast(record: PlantRecord, scenario: Scenario): FromThePast {
  const { orders, end } = record
  const { column } = orders
  const past = new Map<number, number[]>()
  const all: number[] = []
  const open: number[] = []
  for (let row = 0; row < orders.count; row++) {
    if (isOpen(record, row)) open.push(row)
    const lead = column.closed[row]! - column.released[row]!
    // What was served at once from stock says nothing of work.
    if (!(lead > 0)) continue
    const logarithm = log(lead / 1e6)
    all.push(logarithm)
    const own = past.get(column.product[row]!)
    if (own === undefined) past.set(column.product[row]!, [logarithm])
    else own.push(logarithm)
  }
  const lives = new Map<number[], Life | null>()
  const lifeOf = (seen: number[]) => {
    const known = lives.get(seen)
    if (known !== undefined) return known
    const life = lifeFrom(seen)
    lives.set(seen, life)
    return life
  }
  return {
    closed: all.length,
    orders: open.map((row) => {
      const own = past.get(column.product[row]!) ?? []
      const ofProduct = own.length >= OWN || own.length === all.length
      const seen = ofProduct ? own : all
      const released = column.released[row]! / 1e6
      const due = Number.isNaN(column.due[row]!) ? null : column.due[row]! / 1e6
      const name = orderName(scenario, column.order[row]!) ?? ''
      const life = lifeOf(seen)
      const left = life === null ? null : remaining(life, end / 1e6 - released)
      const moment = (p: number) => {
        const lead = left?.quantile(p) ?? null
        return lead === null || lead > FAR ? null : released + lead
      }
      return {
        order: name,
        due,
        p10: moment(0.1),
        p50: moment(0.5),
        p90: moment(0.9),
        onTime: due === null ? null : due * 1e6 < end ? 0 : (left?.chance(due - released) ?? null),
        onTimeInterval: null,
        n: seen.length,
        ofProduct,
      }
    }),
  }
}

interface Life {
  readonly center: number
  readonly spread: number
  readonly freedom: number
}

/** Of orders whose logarithms of lead times these are; null: too few to have a spread. */
function lifeFrom(logarithms: number[]): Life | null {
  const n = logarithms.length
  if (n < LEAST) return null
  // Equal ones are still not known better than to a second or so.
  return { center: mean(logarithms), spread: Math.max(sampleStandardDeviation(logarithms), 1e-4) * Math.sqrt(1 + 1 / n), freedom: n - 1 }
}

/** Lead time of one more, of which it is known that it takes longer than `elapsed` seconds; null: no other ever took so long. */
function remaining({ center, spread, freedom }: Life, elapsed: number) {
  const below = (seconds: number) => (seconds <= 0 ? 0 : studentCdf((log(seconds) - center) / spread, freedom))
  const past = below(elapsed)
  const left = 1 - past
  if (left < 1e-6) return null
  return {
    quantile: (p: number) => Math.max(elapsed, exp(Math.min(50, center + spread * studentQuantile(past + p * left, freedom)))),
    chance: (seconds: number) => (seconds <= elapsed ? 0 : (below(seconds) - past) / left),
  }
}
