import { betaInverse, exp, lnGamma } from '../../engine/math/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Causes } from './causes.ts'
import type { FactorTable } from './factors.ts'

/** Where a station is to be set, so that its parameter is again what it was while units were good. */
export interface ParameterProposal {
  readonly station: string
  readonly parameter: string
  readonly unit: string
  /** What is set now, and what is read; what was read while units were good. */
  readonly setPoint: number
  readonly seen: number
  readonly usual: number
  /** Set it there … */
  readonly to: number
  /** … give or take so much: nearly all jobs then stay within what was always good. */
  readonly tolerance: number
  /** Units of that station that are bad now, and that will be. */
  readonly badNow: Rate
  readonly badThen: Rate
  /** Of so many units made there next, this many will pass. */
  readonly next: { readonly units: number; readonly low: number; readonly high: number }
}

/** A share, with an interval of 95 %. */
export interface Rate {
  readonly share: number
  readonly low: number
  readonly high: number
}

/** Standard deviations from what was usual that were always good, and that hold 95 % of all jobs. */
const GOOD = 3.5
const MOST_JOBS = 1.959964
const NEXT_UNITS = 200

/**
 * For a cause that is a parameter of a station; null for any other. It strayed from where it was set, so it is set further by as much as it strayed. `next`: how
 * many units the prediction is for.
 */
export function parameterProposal(
  table: FactorTable,
  causes: Causes,
  { stations }: Scenario,
  { next = NEXT_UNITS } = {},
): ParameterProposal | null {
  const [cause] = causes.named
  if (causes.verdict !== 'cause' || cause?.kind !== 'parameter' || cause.usual === null || cause.seen === null || cause.sd === null)
    return null
  const parameter = stations.find(({ id }) => id === cause.of)?.parameters.find(({ id }) => id === cause.name)
  if (parameter === undefined) return null
  const { badThen, good, bad } = usualShare(table, causes)
  return {
    station: cause.of,
    parameter: cause.name,
    unit: parameter.unit,
    setPoint: parameter.setPoint,
    seen: cause.seen,
    usual: cause.usual,
    to: parameter.setPoint + cause.usual - cause.seen,
    tolerance: (GOOD - MOST_JOBS) * cause.sd,
    badNow: badShare(cause.bad, cause.exposed - cause.bad),
    badThen,
    next: { units: next, ...passing(good, bad, next) },
  }
}

/** What share is bad without the cause: of all units before what is looked at, and of those in it that the cause had no part in. */
export function usualShare(table: FactorTable, causes: Causes): { readonly badThen: Rate; readonly good: number; readonly bad: number } {
  const [cause] = causes.named
  const until = cause?.until ?? table.count
  const from = until - (cause?.dose.length ?? 0)
  let bad = 0
  let units = 0
  for (let i = 0; i < until; i++) {
    if (i >= from && (cause?.dose[i - from] ?? 0) > 0) continue
    units++
    bad += table.bad[i]!
  }
  return { badThen: badShare(bad, units - bad), good: units - bad, bad }
}

/** Jeffreys' interval: quantiles of a beta distribution. 2 bad of 100: 2.0 % [0.4, 6.2]. */
export function badShare(bad: number, good: number): Rate {
  const quantile = (p: number) => betaInverse(bad + 0.5, good + 0.5, p)
  return { share: (bad + 0.5) / (bad + good + 1), low: quantile(0.025), high: quantile(0.975) }
}

/** How many of the next `units` will pass, in 95 of 100 cases at least: what is not known of the share is in it (beta-binomial). */
export function passing(good: number, bad: number, units: number): { readonly low: number; readonly high: number } {
  const [a, b] = [good + 0.5, bad + 0.5]
  const choose = (k: number) => lnGamma(units + 1) - lnGamma(k + 1) - lnGamma(units - k + 1)
  const beta = (x: number, y: number) => lnGamma(x) + lnGamma(y) - lnGamma(x + y)
  let below = 0
  let low = -1
  for (let k = 0; k < units; k++) {
    below += exp(choose(k) + beta(k + a, units - k + b) - beta(a, b))
    if (low < 0 && below > 0.025) low = k
    if (below >= 0.975) return { low: Math.max(0, low), high: k }
  }
  return { low: low < 0 ? units : low, high: units }
}
