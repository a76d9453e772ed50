import { CusumRunLength } from './bernoulli-cusum.ts'
import { RULE_ONE, WESTERN_ELECTRIC } from './rules.ts'
import { cusumRunLength, ewmaRunLength, individualsRunLength, zoneRunLength } from './run-length.ts'

/** What a series of points is watched by. `standard`, a point beyond three sigma and a CUSUM, is the default; the others are for who asks. */
export type Watch = 'standard' | 'ruleOne' | 'cusum' | 'ewma' | 'individuals' | 'westernElectric' | 'nelson'

/** Points between two false alarms on average, of a process that is in order, with limits that are right. */
export function falseAlarmEvery(watch: Watch | { readonly gamma: number; readonly h: number; readonly p: number }): number {
  const key = typeof watch === 'string' ? watch : `${watch.gamma} ${watch.h} ${watch.p}`
  const known = KNOWN.get(key)
  if (known !== undefined) return known
  const computed = typeof watch === 'string' ? compute(watch) : new CusumRunLength(watch).mean
  KNOWN.set(key, computed)
  return computed
}

const KNOWN = new Map<string, number>()

function compute(watch: Watch): number {
  switch (watch) {
    case 'standard':
      return cusumRunLength({ beyond: 3 })
    case 'ruleOne':
      return zoneRunLength(RULE_ONE)
    case 'cusum':
      return cusumRunLength()
    case 'ewma':
      return ewmaRunLength()
    case 'individuals':
      return individualsRunLength()
    case 'westernElectric':
      return zoneRunLength(WESTERN_ELECTRIC)
    // Trends and turns are about no zones; simulated, docs/validation.md.
    case 'nelson':
      return 73
  }
}

/** False alarms to be expected per week of charts that get so many points a week and signal falsely every so many points: 200 charts × 100 / 224 = 89. */
export const falseAlarmsPerWeek = (charts: readonly { readonly pointsPerWeek: number; readonly falseAlarmEvery: number }[]): number =>
  charts.reduce((sum, { pointsPerWeek, falseAlarmEvery }) => sum + pointsPerWeek / falseAlarmEvery, 0)
