import { BernoulliCusum, cusumReference } from '../spc/bernoulli-cusum.ts'
import type { FactorTable } from './factors.ts'

/** The chart of one branch: the units that have one level of a factor. */
export interface Branch {
  readonly kind: string
  readonly of: string
  readonly name: string
}

export interface BranchAlarm extends Branch {
  /** Unit of the table at which it came. */
  readonly at: number
  /** Units of the branch that its chart had seen since it began or began anew. */
  readonly units: number
}

/** What share of bad units is in order, what share is to be found, and the limit at which a chart says so. */
export interface Standard {
  readonly usual: number
  readonly bad: number
  readonly limit: number
}

/** 98.5 % against 93 %: about 13,700 units from one false alarm to the next on each chart, and 91 until the alarm. */
export const WELD_STANDARD: Standard = { usual: 0.015, bad: 0.07, limit: 3.5 }

/** All alarms of a Bernoulli chart on each branch, in the order of the units, and how many units the charts have seen together. */
export function branchAlarms(
  table: FactorTable,
  { usual, bad, limit }: Standard,
): { readonly alarms: BranchAlarm[]; readonly watched: number } {
  const gamma = cusumReference(usual, bad)
  const charts = table.factors.map(({ names }) => names.map(() => new BernoulliCusum({ gamma, h: limit })))
  const alarms: BranchAlarm[] = []
  let watched = 0
  for (let i = 0; i < table.count; i++) {
    for (let f = 0; f < table.factors.length; f++) {
      const { kind, of, names, level } = table.factors[f]!
      const chart = charts[f]![level[i]!]
      if (chart === undefined) continue
      watched++
      if (chart.add(table.bad[i] === 1)) alarms.push({ kind, of, name: names[level[i]!]!, at: i, units: chart.units })
    }
  }
  return { alarms, watched }
}
