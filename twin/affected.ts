import type { Alarm } from '../analysis/alarms/index.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { type AsOf, asOf } from './as-of.ts'
import { type Estimate, estimate, type Share, shareOf } from './counterfactual.ts'
import { type AheadPool, aheadOf, FORECAST_SEED, quantileOf, sorted } from './forecast.ts'
import { shareDifference } from './paired-share.ts'

export interface AffectedOptions {
  /** Seconds by which the P50 of an order must move. */
  readonly threshold?: number | undefined
  readonly replications?: number | undefined
  readonly seed?: number | undefined
  readonly pool: AheadPool
  readonly onProgress?: ((done: number, of: number) => void) | undefined
}

export interface AffectedOrder {
  readonly order: string
  /** Its number in the log. */
  readonly number: number
  readonly due: number | null
  /** Seconds after the start of the log; null: later than was looked. */
  readonly p50: { readonly before: number | null; readonly after: number | null }
  /** Seconds; null: it is not known by how much, for one of them is later than was looked. */
  readonly moved: number | null
  /** Mean of after − before, run by run with the same luck, of the runs in which both were done. */
  readonly difference: Estimate
  /** Probability to be late; null: it has no date. */
  readonly late: { readonly before: Share; readonly after: Share; readonly difference: Estimate } | null
  /** Has its P50 moved by more than the threshold? */
  readonly isAffected: boolean
}

export interface Affected {
  readonly alarm: string
  /** Seconds after the start of the log. */
  readonly at: number
  readonly threshold: number
  readonly replications: number
  readonly seed: number
  /** Those that have moved most first. */
  readonly orders: readonly AffectedOrder[]
  readonly assumptions: AsOf['assumptions']
}

/** Half an hour is what a planner would look up for. */
export const MOVES_BY = 1800

/**
 * Which orders an alarm touches: when each will be done as the plant stood just before its record, and just after, forecast with the same luck. Null
 * where the pool was stopped before both were done.
 */
export async function affectedBy(log: Log<Scenario>, alarm: Pick<Alarm, 'id' | 'at'>, options: AffectedOptions): Promise<Affected | null> {
  const { threshold = MOVES_BY, replications = 200, seed = FORECAST_SEED, pool, onProgress } = options
  const micro = Math.round(alarm.at * 1e6)
  const before = asOf(log, Math.max(0, micro - 1) / 1e6)
  const after = asOf(log, micro / 1e6)
  const within = Math.max(spanOf(before), spanOf(after))
  const run = (then: AsOf, done: number) =>
    aheadOf(then.scenario, {
      replications,
      seed,
      within,
      pool,
      onProgress: (some) => onProgress?.(done + some, 2 * replications),
    })
  const [runsBefore, runsAfter] = [await run(before, 0), await run(after, replications)]
  if (runsBefore.length < replications || runsAfter.length < replications) return null
  const orders = after.scenario.orders.flatMap(({ id }, o) => {
    const place = before.orders.indexOf(after.orders[o]!)
    if (place < 0) return []
    const was = runsBefore.map(({ closed }) => before.at + closed[place]!)
    const is = runsAfter.map(({ closed }) => after.at + closed[o]!)
    return moved({ order: id, number: after.orders[o]!, due: after.dues[o]!, was, is, threshold })
  })
  orders.sort((a, b) => (b.moved ?? Number.POSITIVE_INFINITY) - (a.moved ?? Number.POSITIVE_INFINITY) || a.number - b.number)
  return { alarm: alarm.id, at: alarm.at, threshold, replications, seed, orders, assumptions: after.assumptions }
}

const spanOf = ({ scenario }: AsOf): number =>
  Math.max(scenario.horizon, 3 * Math.max(0, ...scenario.orders.map(({ due, release }) => Math.max(due ?? 0, release))))

interface Compared {
  readonly order: string
  readonly number: number
  readonly due: number | null
  /** Seconds after the start of the log, run by run; NaN: not within what was looked at. */
  readonly was: readonly number[]
  readonly is: readonly number[]
  readonly threshold: number
}

function moved({ order, number, due, was, is, threshold }: Compared): AffectedOrder {
  const [before, after] = [was, is].map((times) => quantileOf(sorted(times), 0.5)) as [number, number]
  const told = (time: number) => (Number.isFinite(time) ? time : null)
  const by = Number.isFinite(before) && Number.isFinite(after) ? after - before : null
  const both = is.flatMap((time, r) => (Number.isNaN(time) || Number.isNaN(was[r]!) ? [] : [time - was[r]!]))
  const isLate = (times: readonly number[]) => times.map((time) => !(time <= due!))
  return {
    order,
    number,
    due,
    p50: { before: told(before), after: told(after) },
    moved: by,
    difference: estimate(both),
    late:
      due === null
        ? null
        : { before: shareOf(isLate(was)), after: shareOf(isLate(is)), difference: shareDifference(isLate(was), isLate(is)) },
    isAffected: by === null ? Number.isFinite(before) !== Number.isFinite(after) : Math.abs(by) > threshold,
  }
}
