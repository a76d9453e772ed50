import { assetsOf, type ModeRemaining } from '../../../analysis/maintenance/index.ts'
import { nextStopOf } from '../../../analysis/maintenance/planned.ts'
import { remainingOf } from '../../../analysis/maintenance/remaining.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { recorded } from '../recorded.ts'
import { DAY } from './spindles.ts'

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
