import { levelFor } from '../engine/experiment/compare.ts'
import type { Scenario } from '../scenarios/model.ts'
import { COUNTERFACTUAL_SEED, type CounterfactualOptions, type Estimate, estimate } from './counterfactual.ts'
import { columnsOf, figuresOf } from './figures.ts'
import { pairedRuns } from './paired-runs.ts'

/** The plant run at one speed of a station. */
export interface SpeedPoint {
  /** 1.1: ten per cent faster than planned. */
  readonly speed: number
  readonly throughput: Estimate
  readonly scrapRatio: Estimate
  readonly onTimeRatio: Estimate
  readonly profit: Estimate
  /** No other point has more throughput and no more scrap, or less scrap and no less throughput. */
  readonly onFrontier: boolean
  /** What the chosen speed earns more than this one, run by run on fresh luck. */
  readonly chosenLess: Estimate
}

export interface TradeOff {
  readonly station: string
  readonly replications: number
  readonly seed: number
  readonly level: number
  /** The speed of the greatest profit. */
  readonly chosen: number
  readonly points: readonly SpeedPoint[]
}

/** A believed plant in which a station works faster or slower than planned: what hangs on speed, such as defects, follows. */
export const atSpeed = (scenario: Scenario, station: string, speed: number): Scenario => ({
  ...scenario,
  faults: speed === 1 ? [] : [{ ...FASTER, target: station, factor: 1 / speed }],
})

const FASTER = { id: 'takt-speed', kind: 'time', name: null, start: 0, end: null, ramp: 0, amount: 0 } as const

/** Throughput against scrap against being on time by the speed of a station; the best in money is chosen, and held against all others with fresh luck. */
export async function speedTradeOff(
  scenario: Scenario,
  station: string,
  speeds: readonly number[],
  options: Omit<CounterfactualOptions, 'believed'>,
): Promise<TradeOff | null> {
  const { replications = 30, seed = COUNTERFACTUAL_SEED, within = scenario.horizon, pool, onProgress } = options
  const level = options.level ?? levelFor(speeds.length - 1)
  const plants = speeds.map((speed) => atSpeed(scenario, station, speed))
  const told = (done: number) => onProgress?.(done, 2 * speeds.length * replications)
  const both = { replications, seed, until: within, pool, onProgress: told }
  const runs = await pairedRuns(plants, both)
  const again = await pairedRuns(plants, { ...both, from: replications, onProgress: (done) => told(speeds.length * replications + done) })
  if (runs[0]!.length === 0 || again[0]!.length < replications) return null
  const columns = columnsOf(scenario)
  const kpi = (name: string, s: number) => runs[s]!.map(({ measured }) => measured.kpis[columns.get(`${name} plant`)!]!)
  const dues = scenario.orders.map(({ due }) => due)
  const profit = (of: typeof runs, s: number) => of[s]!.map((run) => figuresOf(plants[s]!, within, dues)(run).profit)
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const [made, scrap] = [speeds.map((_, s) => mean(kpi('throughput', s))), speeds.map((_, s) => mean(kpi('scrapRatio', s)))]
  const earned = speeds.map((_, s) => mean(profit(runs, s)))
  const chosen = earned.indexOf(Math.max(...earned))
  const verified = profit(again, chosen)
  return {
    ...{ station, replications, seed, level, chosen: speeds[chosen]! },
    points: speeds.map((speed, s) => ({
      speed,
      throughput: estimate(kpi('throughput', s), level),
      scrapRatio: estimate(kpi('scrapRatio', s), level),
      onTimeRatio: estimate(kpi('onTimeRatio', s), level),
      profit: estimate(profit(runs, s), level),
      onFrontier: !speeds.some((_, o) => made[o]! >= made[s]! && scrap[o]! <= scrap[s]! && (made[o]! > made[s]! || scrap[o]! < scrap[s]!)),
      chosenLess: estimate(
        profit(again, s).map((one, r) => verified[r]! - one),
        level,
      ),
    })),
  }
}
