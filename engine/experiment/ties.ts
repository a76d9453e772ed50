import { sampleVariance } from 'simple-statistics'
import { betaInverse } from '../math/index.ts'
import { hash32 } from '../random/index.ts'
import type { Measured } from './compare.ts'
import { interval, LEVEL } from './interval.ts'

/** A KPI that depends on the order of events that are due at the same instant. */
export interface MovedByTies {
  readonly name: string
  readonly subject: string
  readonly unit: string
  /** Shuffled − as ordered, of the same replications, and its interval. */
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly level: number
  /** Standard deviation of that difference. */
  readonly spread: number
  /** Standard deviation from replication to replication, as ordered: what chance does anyhow. */
  readonly chance: number
}

export interface TieSensitivity {
  readonly runs: number
  /** KPIs that another order of simultaneous events moves beyond noise. */
  readonly moved: readonly MovedByTies[]
}

/** Sums of the same numbers in another order differ in their last digits. */
const LAST_DIGITS = 1e-9

/** The key that shuffles simultaneous events in a replication; never 0, which shuffles nothing. */
export const tieKey = (seed: number, replication: number) => hash32(`ties ${seed} ${replication}`) || 1

/**
 * Compares replications with their shuffled selves. A KPI moves beyond noise where the mean difference has an interval without zero, or where
 * the differences spread wider than two independent replications do (an F-test of their variance against twice that of chance): so a plant
 * without any chance is found out too. All tests together at 95 % (Bonferroni).
 */
export function tieSensitivity(ordered: Measured, shuffled: Measured): TieSensitivity {
  const runs = shuffled.values[0]?.length ?? 0
  const candidates = ordered.kpis.flatMap((kpi, i) => {
    const before = [...ordered.values[i]!.subarray(0, runs)]
    const after = [...shuffled.values[i]!]
    if ([...before, ...after].some(Number.isNaN)) return []
    const differences = before.map((one, r) => (Math.abs(after[r]! - one) <= LAST_DIGITS * Math.abs(one) ? 0 : after[r]! - one))
    return differences.every((one) => one === 0) ? [] : [{ kpi, before, differences }]
  })
  const level = 1 - (1 - LEVEL) / Math.max(1, 2 * candidates.length)
  const moved = candidates.flatMap(({ kpi, before, differences }): MovedByTies[] => {
    const { mean, halfWidth } = interval(differences, level)
    if (mean === null || halfWidth === null) return []
    const [spread, chance] = [sampleVariance(differences), sampleVariance(before)]
    const shifted = mean !== 0 && Math.abs(mean) > halfWidth
    const scattered = spread > 2 * chance * largestRatio(differences.length - 1, level)
    if (!shifted && !scattered) return []
    return [
      {
        ...{ name: kpi.name, subject: kpi.subject, unit: kpi.unit },
        ...{ mean, low: mean - halfWidth, high: mean + halfWidth, level },
        ...{ spread: Math.sqrt(spread), chance: Math.sqrt(chance) },
      },
    ]
  })
  return { runs, moved }
}

/** Quantile of F with (df, df): the ratio of two sample variances of the same variance. 3.1789 for 9 at 95 %. */
export function largestRatio(df: number, p: number): number {
  const share = betaInverse(df / 2, df / 2, p)
  return share / (1 - share)
}
