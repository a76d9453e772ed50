import { quantileSorted } from 'simple-statistics'
import { chiSquareQuantile, wilsonInterval } from '../../engine/math/index.ts'
import type { Assets } from './assets.ts'
import type { EquipmentWarning, WarningRule } from './warnings.ts'

/** How good the warnings of a rule were. Intervals at 95 %. */
export interface WarningFigures {
  readonly rule: WarningRule
  readonly warnings: number
  /** Failures of modes that the rule can speak of, and how many had a warning in the life that they ended. */
  readonly failures: number
  readonly detected: number
  /** Wilson's interval; null: there were no failures. */
  readonly detection: { readonly value: number; readonly low: number; readonly high: number } | null
  /** Seconds from the warning to the failure; null: none was warned of. */
  readonly lead: { readonly p10: number; readonly p50: number; readonly p90: number } | null
  /** Warnings after which no failure came for longer than is meant. */
  readonly falseAlarms: number
  readonly assetYears: number
  /** Per asset and year, with the interval of a Poisson count; null: no time has passed. */
  readonly falseAlarmRate: { readonly value: number; readonly low: number; readonly high: number } | null
}

const RULES: readonly WarningRule[] = ['zoneC', 'zoneD', 'change', 'risk']
const YEAR = 365 * 86_400e6

/** Of all warnings of a log, rule by rule. */
export function warningFigures({ list, record }: Assets, warnings: readonly EquipmentWarning[]): readonly WarningFigures[] {
  return RULES.map((rule) => {
    const own = warnings.filter((one) => one.rule === rule)
    const able = list.filter(({ gauges, modes }) => (rule === 'risk' ? modes.length > 0 : gauges.length > 0))
    let failures = 0
    for (const { modes } of able)
      for (const { gauge, lives } of modes)
        if (rule === 'risk' || gauge !== null) failures += lives.filter(({ how }) => how === 'failed').length
    const leads = own.flatMap(({ lead }) => (lead === null ? [] : [lead / 1e6])).sort((a, b) => a - b)
    const falseAlarms = own.filter(({ outcome }) => outcome === 'tooEarly').length
    const assetYears = (able.length * record.end) / YEAR
    return {
      rule,
      warnings: own.length,
      failures,
      detected: leads.length,
      detection: failures === 0 ? null : { value: leads.length / failures, ...wilsonInterval(leads.length, failures) },
      lead:
        leads.length === 0 ? null : { p10: quantileSorted(leads, 0.1), p50: quantileSorted(leads, 0.5), p90: quantileSorted(leads, 0.9) },
      falseAlarms,
      assetYears,
      falseAlarmRate: assetYears === 0 ? null : { value: falseAlarms / assetYears, ...poissonRate(falseAlarms, assetYears) },
    }
  })
}

/** Of a count over an exposure, exactly (Garwood, 1936): 0 in 1 may be up to 3.689. */
export const poissonRate = (count: number, exposure: number) => ({
  low: count === 0 ? 0 : chiSquareQuantile(0.025, 2 * count) / 2 / exposure,
  high: chiSquareQuantile(0.975, 2 * count + 2) / 2 / exposure,
})
