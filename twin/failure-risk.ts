import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import { type Change, COUNTERFACTUAL_SEED, type Estimate, type Share, shareOf } from './counterfactual.ts'
import { type PairedOptions, pairedRuns } from './paired-runs.ts'
import { shareDifference } from './paired-share.ts'

export interface RiskOptions extends Pick<PairedOptions, 'pool' | 'onProgress'> {
  readonly station: string
  /** Seconds after the start of the log: the peak, or whatever time is not to be lost. */
  readonly from: number
  readonly until: number
  readonly replications?: number | undefined
  /** Luck of its own, which is not that of the log. */
  readonly seed?: number | undefined
}

/** The chance that a station fails in a window, as it is and with something else. `difference` is instead − as it is, run by run with the same luck. */
export interface RiskDifference {
  readonly station: string
  /** Seconds after the start of the log. */
  readonly at: number
  readonly from: number
  readonly until: number
  readonly asIs: Share
  readonly instead: Share
  readonly difference: Estimate
  readonly replications: number
  readonly seed: number
}

/**
 * Both plants start as the log says that the plant stood, with what readings tell of its condition, and are run to the end of the window.
 * Null where no pair of runs was finished.
 */
export async function failureRisk(then: AsOf, change: Change, options: RiskOptions): Promise<RiskDifference | null> {
  const { station, from, until, replications = 200, seed = COUNTERFACTUAL_SEED, pool, onProgress } = options
  const { scenario, at } = then
  const number = scenario.stations.findIndex(({ id }) => id === station)
  if (number < 0) throw new RangeError(`failureRisk: there is no station ${station}`)
  if (!(until > from && from >= at)) throw new RangeError(`failureRisk: a window after ${at}, got ${from} to ${until}`)
  const arms = [scenario, change(scenario)]
  const [asIs, instead] = await pairedRuns(arms, { replications, seed, until: until - at, pool, onProgress })
  if (asIs!.length === 0) return null
  const [one, other] = [asIs!, instead!].map((runs) =>
    runs.map(({ measured: { failures } }) =>
      failures.station.some((failed, i) => failed === number && failures.time[i]! >= from - at && failures.time[i]! <= until - at),
    ),
  ) as [boolean[], boolean[]]
  const compared = { asIs: shareOf(one), instead: shareOf(other), difference: shareDifference(one, other) }
  return { station, at, from, until, ...compared, replications: one.length, seed }
}

/** The task is done once more, as soon after that moment as its crew is there. `moment`: seconds after the start of the log. */
export const earlierMaintenance =
  ({ at }: Pick<AsOf, 'at'>, station: string, task: string, moment: number): Change =>
  (scenario: Scenario) => ({
    ...scenario,
    stations: scenario.stations.map((one) =>
      one.id !== station
        ? one
        : {
            ...one,
            maintenance: one.maintenance.map((own) =>
              own.id === task ? { ...own, at: [...own.at, Math.max(0, moment - at)].sort((a, b) => a - b) } : own,
            ),
          },
    ),
  })
