import { sampleVariance } from 'simple-statistics'
import type { Scenario } from '../../scenarios/model.ts'
import { interval, LEVEL } from './interval.ts'
import { pairing } from './pairing.ts'
import type { ComparedVariant, Difference, Verdict } from './result.ts'
import { risks } from './risk.ts'

type Goal = Scenario['objective']['goal']

/** KPI values of one scenario: `values[i]` belongs to `kpis[i]`, one number per replication, NaN where not defined. */
export interface Measured {
  readonly kpis: readonly { readonly name: string; readonly subject: string; readonly unit: string }[]
  readonly values: readonly Float64Array[]
}

/**
 * The level of each interval so that all `variants` verdicts together hold at 95 % (Bonferroni): 0.95 for one, 0.975 for two.
 */
export function levelFor(variants: number): number {
  return 1 - (1 - LEVEL) / Math.max(1, variants)
}

/** variant − base, replication by replication, for every KPI both have, in the base's order. */
export function differences(base: Measured, variant: Measured, level: number): Difference[] {
  const column = new Map(variant.kpis.map(({ name, subject }, i) => [`${name} ${subject}`, variant.values[i]!]))
  return base.kpis.flatMap(({ name, subject, unit }, i) => {
    const other = column.get(`${name} ${subject}`)
    if (!other) return []
    const { mean, halfWidth } = interval(paired(base.values[i]!, other), level)
    const known = mean !== null && halfWidth !== null
    return { name, subject, unit, mean, low: known ? mean - halfWidth : null, high: known ? mean + halfWidth : null, level }
  })
}

/** By the objective's difference alone. An interval that holds zero shows nothing, and neither does a difference without an interval. */
export function verdict({ mean, low, high }: Pick<Difference, 'mean' | 'low' | 'high'>, goal: Goal): Verdict {
  if (mean === null || low === null || high === null || mean === 0 || (low <= 0 && high >= 0)) return 'no difference shown'
  return mean > 0 === (goal === 'maximise') ? 'better' : 'worse'
}

/**
 * (s²(base) + s²(variant)) / s²(paired difference): how many times fewer replications common random numbers need for the same interval.
 * Below 1 they did harm. Null where fewer than two replications, an undefined value or a constant difference leave nothing to compare.
 */
export function varianceReduction(base: Float64Array, variant: Float64Array): number | null {
  const difference = paired(base, variant)
  if (difference.length < 2 || difference.some(Number.isNaN)) return null
  const joint = sampleVariance([...difference])
  return joint > 0 ? (sampleVariance([...base]) + sampleVariance([...variant])) / joint : null
}

/** The variant's differences, its verdict by the objective, and what pairing was worth. */
export function compareMeasured(
  base: Measured,
  variant: Measured & { readonly id: string; readonly patch: unknown },
  { objective, level }: { objective: Scenario['objective']; level: number },
): { readonly variant: ComparedVariant; readonly varianceReduction: number | null } {
  const all = differences(base, variant, level)
  const deciding = all.find(({ name, subject }) => name === objective.kpi && subject === objective.subject)
  const own = (measured: Measured) =>
    measured.values[measured.kpis.findIndex(({ name, subject }) => name === objective.kpi && subject === objective.subject)]
  const [before, after] = [own(base), own(variant)]
  const risky = risks(base, variant, level)
  return {
    variant: {
      id: variant.id,
      patch: variant.patch,
      differences: all,
      verdict: deciding ? verdict(deciding, objective.goal) : 'no difference shown',
      pairing: before && after ? pairing(before, after, level) : null,
      ...(risky.length > 0 && { risks: risky }),
    },
    varianceReduction: before && after ? varianceReduction(before, after) : null,
  }
}

function paired(base: Float64Array, variant: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.min(base.length, variant.length) }, (_, r) => variant[r]! - base[r]!)
}
