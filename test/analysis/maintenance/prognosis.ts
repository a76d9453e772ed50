import { assetsOf, type ModeRemaining } from '../../../analysis/maintenance/index.ts'
import { nextStopOf } from '../../../analysis/maintenance/planned.ts'
import { remainingOf } from '../../../analysis/maintenance/remaining.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { failure } from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'
import { DAY, spindles, vibration } from './spindles.ts'

const WEEK = 7 * DAY

/** What was said of the remaining lives of assets, set beside what then became of them. */
export interface Marks {
  /** Forecasts of lives whose end was seen. */
  readonly forecasts: number
  readonly covered: number
  /** How many of them ended before P10, and before P50. */
  readonly belowP10: number
  readonly belowP50: number
  /** Mean squared error of the chance to fail within a week, and that of a chance that is the same whatever the asset says. */
  readonly brier: number
  readonly constantBrier: number
  /** Asset → its forecasts that covered, and all: what comes from one asset hangs together. */
  readonly byAsset: readonly (readonly [covered: number, all: number])[]
}

/** Forecasts of the first mode of every asset at those days. The rate of the constant hazard is that of the whole log, which is to its advantage. */
export function markedPrognoses(scenario: Scenario, days: readonly number[], seed: number): Marks {
  const { log } = recorded(scenario, { seed })
  const whole = recordOf(log)
  const failures = whole.failures.rows()
  const hours = failures.length / (scenario.stations[0]!.slots * (whole.end / 1e6))
  const constant = 1 - Math.exp(-hours * WEEK)
  let [forecasts, covered, belowP10, belowP50, brier, constantBrier, said] = [0, 0, 0, 0, 0, 0, 0]
  const byAsset = Array.from({ length: scenario.stations[0]!.slots }, (): [number, number] => [0, 0])
  for (const day of days) {
    const assets = assetsOf(recordOf(log, day * DAY * 1e6), log.header.scenario)
    for (const asset of assets.list) {
      const [mode] = remainingOf(assets, asset, { next: nextStopOf(assets, asset, day * DAY * 1e6), within: WEEK }).modes as [ModeRemaining]
      if (mode.remaining === null) continue
      const failure = failures.find(({ slot, time }) => slot === asset.place - 1 && time > day * DAY * 1e6)
      const left = failure === undefined ? null : failure.time / 1e6 - day * DAY
      const { p10, p50, p90, within } = mode.remaining
      const fails = left !== null && left <= WEEK ? 1 : 0
      said++
      brier += (within.probability - fails) ** 2
      constantBrier += (constant - fails) ** 2
      if (left === null) continue
      forecasts++
      const isCovered = (p10 ?? Infinity) <= left && left <= (p90 ?? Infinity)
      if (isCovered) covered++
      byAsset[asset.place - 1]![0] += isCovered ? 1 : 0
      byAsset[asset.place - 1]![1]++
      if (left < (p10 ?? Infinity)) belowP10++
      if (left < (p50 ?? Infinity)) belowP50++
    }
  }
  return { forecasts, covered, belowP10, belowP50, brier: brier / said, constantBrier: constantBrier / said, byAsset }
}

const REPAIR = { kind: 'constant', value: DAY } as const
const worn = { kind: 'weibull', shape: 3, scale: 40 * DAY } as const

/** Assets by hundreds, and forecasts of each at seven days. */
const PLANTS = [
  { title: 'vibration, exponential, noise 5 %', scenario: spindles(100, { days: 200 }) },
  { title: 'vibration, exponential, noise 30 %', scenario: spindles(100, { days: 200, signals: [vibration({ noise: 0.3 })] }) },
  {
    title: 'Weibull life of shape 3, no signal',
    scenario: spindles(100, { days: 200, signals: [], failures: [failure({ clock: 'processing', after: worn, repair: REPAIR })] }),
  },
]
const DAYS = [3, 13, 23, 33, 43, 53, 63]

export interface PrognosisRow {
  readonly title: string
  readonly assets: number
  readonly forecasts: number
  readonly covered: number
  /** 95 %, with assets as clusters. */
  readonly low: number
  readonly high: number
  readonly brier: number
  readonly constantBrier: number
  readonly holds: boolean
}

/** For `npm run validation`: so many hundreds of assets of each plant. 80 % intervals are to cover 77 to 83 %, and the Brier score to beat a constant hazard. */
export const measurePrognoses = ({ seed, hundreds }: { readonly seed: number; readonly hundreds: number }): readonly PrognosisRow[] =>
  PLANTS.map(({ title, scenario }) => {
    const all = Array.from({ length: hundreds }, (_, i) => markedPrognoses(scenario, DAYS, seed + i))
    const sum = (of: (marks: Marks) => number) => all.reduce((total, marks) => total + of(marks), 0)
    const forecasts = sum((marks) => marks.forecasts)
    const covered = sum((marks) => marks.covered) / forecasts
    const clusters = all.flatMap(({ byAsset }) => byAsset)
    const error = Math.sqrt(clusters.reduce((total, [hits, n]) => total + (hits - covered * n) ** 2, 0)) / forecasts
    const [brier, constantBrier] = [sum((marks) => marks.brier) / hundreds, sum((marks) => marks.constantBrier) / hundreds]
    return {
      ...{
        title,
        assets: clusters.length,
        forecasts,
        covered,
        low: covered - 1.96 * error,
        high: covered + 1.96 * error,
        brier,
        constantBrier,
      },
      holds: covered >= 0.77 && covered <= 0.83 && brier < constantBrier,
    }
  })

export const prognosisReport = (rows: readonly PrognosisRow[]): string => `## Remaining life of equipment

Assets that wear, each with a life of about 40 days of work; at seven days, what was said of each is set beside when it failed. The constant hazard is that of the whole run.

| plant | assets | forecasts | 80 % intervals cover (95 %) | Brier of P(fails in 7 d) | constant hazard | |
|---|---:|---:|---:|---:|---:|---|
${rows
  .map(({ title, assets, forecasts, covered, low, high, brier, constantBrier, holds }) => {
    const share = (value: number) => `${(100 * value).toFixed(1)} %`
    return `| ${title} | ${assets} | ${forecasts} | ${share(covered)} (${share(low)} – ${share(high)}) | ${brier.toFixed(4)} | ${constantBrier.toFixed(4)} | ${holds ? 'holds' : '**outside**'} |`
  })
  .join('\n')}
`
