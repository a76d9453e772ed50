import { Streams } from '../random/index.ts'
import type { Measured } from './compare.ts'
import { LEVEL } from './interval.ts'

/** The distribution of a KPI over the replications, and what its bad end comes to. */
export interface Spread {
  readonly p50: number
  readonly p90: number
  /** The mean of the worst tenth (CVaR at 90 %, expected shortfall). */
  readonly worstTenth: number
}

export interface Risk {
  readonly name: string
  readonly subject: string
  readonly unit: string
  /** Which end is bad. Of a KPI that is to be high, `p90` is what nine of ten replications reach. */
  readonly bad: 'high' | 'low'
  readonly base: Spread
  readonly variant: Spread
  /** variant − base of the worst tenth; the interval by drawing replications anew, in pairs (percentile bootstrap). */
  readonly difference: { readonly mean: number; readonly low: number; readonly high: number; readonly level: number; readonly n: number }
}

/** Below that many replications nobody knows their worst tenth. */
export const FEWEST_FOR_RISK = 20

/** Lateness and cost: what a plan may come to on a bad day. */
const RISKS = [
  { name: 'cost', bad: 'high' },
  { name: 'cost.late', bad: 'high' },
  { name: 'leadTime', bad: 'high' },
  { name: 'onTimeRatio', bad: 'low' },
] as const

/** Of the plant's cost, cost of lateness, lead time and orders on time, where both have them in every replication and they vary; none of fewer than twenty. */
export function risks(base: Measured, variant: Measured, level = LEVEL): Risk[] {
  const of = ({ kpis, values }: Measured, name: string) => {
    const at = kpis.findIndex((one) => one.name === name && one.subject === 'plant')
    return at < 0 ? null : { unit: kpis[at]!.unit, values: [...values[at]!] }
  }
  return RISKS.flatMap(({ name, bad }): Risk[] => {
    const [one, other] = [of(base, name), of(variant, name)]
    if (one === null || other === null || one.values.length < FEWEST_FOR_RISK) return []
    const all = [...one.values, ...other.values]
    if (all.some(Number.isNaN) || all.every((value) => value === all[0])) return []
    return [
      {
        ...{ name, subject: 'plant', unit: one.unit, bad },
        base: spreadOf(one.values, bad),
        variant: spreadOf(other.values, bad),
        difference: { ...differenceOf(one.values, other.values, { bad, level }), level, n: one.values.length },
      },
    ]
  })
}

/** Of 1 … 10 with the high end bad: 5.5, 9.1 and 10. */
export function spreadOf(values: readonly number[], bad: 'high' | 'low'): Spread {
  const worstLast = bad === 'high' ? [...values].sort((a, b) => a - b) : [...values].sort((a, b) => b - a)
  return { p50: between(worstLast, 0.5), p90: between(worstLast, 0.9), worstTenth: worstTenth(worstLast) }
}

/** The mean of the last tenth; a replication that lies in it in part counts in part (Acerbi and Tasche). */
function worstTenth(worstLast: readonly number[]): number {
  const size = worstLast.length / 10
  let left = size
  let sum = 0
  for (let i = worstLast.length - 1; left > 1e-12; i--) {
    const share = Math.min(1, left)
    sum += share * worstLast[i]!
    left -= share
  }
  return sum / size
}

function between(ordered: readonly number[], p: number): number {
  const place = (ordered.length - 1) * p
  const below = Math.floor(place)
  const share = place - below
  return share === 0 ? ordered[below]! : ordered[below]! * (1 - share) + ordered[below + 1]! * share
}

const DRAWS = 400

function differenceOf(base: readonly number[], variant: readonly number[], { bad, level }: { bad: 'high' | 'low'; level: number }) {
  const n = base.length
  const streams = new Streams(1, 0)
  const stream = streams.open('risk', 'bootstrap')
  const found: number[] = []
  for (let draw = 0; draw < DRAWS; draw++) {
    const picked = Array.from({ length: n }, () => {
      streams.begin(stream)
      return Math.floor(streams.uniform() * n)
    })
    const [one, other] = [base, variant].map(
      (values) =>
        spreadOf(
          picked.map((r) => values[r]!),
          bad,
        ).worstTenth,
    )
    found.push(other! - one!)
  }
  found.sort((a, b) => a - b)
  const mean = spreadOf(variant, bad).worstTenth - spreadOf(base, bad).worstTenth
  return { mean, low: between(found, (1 - level) / 2), high: between(found, (1 + level) / 2) }
}
