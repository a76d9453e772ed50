import { levelFor } from '../engine/experiment/compare.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import { COUNTERFACTUAL_SEED, type CounterfactualOptions, type Estimate, estimate } from './counterfactual.ts'
import { figuresOf, STOPPED, stationSeconds } from './figures.ts'
import { pairedRuns } from './paired-runs.ts'
import { isRetold, recordedStops, withStops } from './recorded-stops.ts'
import { withoutFailure } from './without.ts'

/** What one failure mode costs: the difference that its absence makes, run by run with the same luck. Seconds of slots. */
export interface DowntimeLine {
  readonly station: string
  readonly mode: string
  /** Stops that the log tells; null: they are drawn by chance. */
  readonly stops: number | null
  /** How much longer the station itself stands still. */
  readonly own: Estimate
  /** How much longer the other stations are blocked or starved, upstream and downstream together. */
  readonly knockOn: Estimate
  /** Of these, by station. */
  readonly victims: readonly { readonly station: string; readonly seconds: Estimate }[]
  /** Units that are not made, and money that is not earned, because of it. */
  readonly good: Estimate
  readonly profit: Estimate
}

export interface Downtime {
  readonly at: number
  readonly within: number
  readonly replications: number
  readonly seed: number
  /** Of each interval, so that all lines together hold at 95 % (Bonferroni). */
  readonly level: number
  /** Are the stops those that the log recorded after the moment? Else they are drawn by chance, as the believed plant has them. */
  readonly recorded: boolean
  /** The greatest loss of time first: own and knock-on. */
  readonly lines: readonly DowntimeLine[]
}

/**
 * Downtime of each failure mode, with its knock-on time: what stations wait less where the mode does not occur. From the recorded stops of the log,
 * everything else drawn anew; or, without `recorded`, from what is believed of them. Null where the pool was stopped.
 */
export async function downtimeOf(
  log: Log<Scenario>,
  then: AsOf,
  options: Omit<CounterfactualOptions, 'believed'> & { readonly recorded?: boolean },
): Promise<Downtime | null> {
  const { replications = 30, seed = COUNTERFACTUAL_SEED, recorded = false, pool, onProgress } = options
  const { scenario, at } = then
  const within = options.within ?? Math.max(1, recorded ? log.endTime / 1e6 - at : scenario.horizon)
  const stops = recorded ? recordedStops(log, at) : []
  const causes = scenario.stations.flatMap(({ id, failures }) => failures.map((mode) => ({ station: id, mode: mode.id })))
  const base = recorded ? withStops(then, stops) : scenario
  const isOf = (cause: { station: string; mode: string }) => (stop: { station: string; mode: string }) =>
    stop.station === cause.station && stop.mode === cause.mode
  const plants = causes.map((cause) => {
    const plant = recorded
      ? withStops(
          then,
          stops.filter((stop) => !isOf(cause)(stop)),
        )
      : scenario
    return withoutFailure(cause.station, cause.mode)(plant)
  })
  const runs = await pairedRuns([base, ...plants], { replications, seed, until: within, pool, onProgress })
  const [asIs] = runs
  if (asIs!.length === 0) return null
  const level = options.level ?? levelFor(causes.length)
  const dues = scenario.orders.map(() => null)
  const lines = causes.map((cause, c): DowntimeLine => {
    const instead = runs[c + 1]!
    // As it is less without: what the failure adds.
    const added = (of: (run: (typeof instead)[number], plant: Scenario) => number) =>
      estimate(
        asIs!.map((run, r) => of(run, base) - of(instead[r]!, plants[c]!)),
        level,
      )
    const victims = scenario.stations.filter(({ id }) => id !== cause.station)
    const waits = (run: (typeof instead)[number], id: string) => stationSeconds(scenario, within, id, KNOCK_ON)(run)
    const figure = (name: 'good' | 'profit') => added((run, plant) => -figuresOf(plant, within, dues)(run)[name])
    const own = added((run) => stationSeconds(scenario, within, cause.station, STOPPED)(run))
    return {
      ...cause,
      stops: recorded && isRetold(scenario, cause.station) ? stops.filter(isOf(cause)).length : null,
      own,
      knockOn: added((run) => victims.reduce((sum, { id }) => sum + waits(run, id), 0)),
      victims: victims
        .map(({ id }) => ({ station: id, seconds: added((run) => waits(run, id)) }))
        .filter(({ seconds: { mean } }) => mean !== 0)
        .sort((one, other) => (other.seconds.mean ?? 0) - (one.seconds.mean ?? 0)),
      good: figure('good'),
      profit: figure('profit'),
    }
  })
  const lost = ({ own, knockOn }: DowntimeLine) => (own.mean ?? 0) + (knockOn.mean ?? 0)
  return {
    ...{ at, within, replications: asIs!.length, seed, level, recorded },
    lines: lines.sort((one, other) => lost(other) - lost(one)),
  }
}

const KNOCK_ON = ['blocked', 'starved'] as const
