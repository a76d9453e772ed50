import { exp } from '../../engine/math/index.ts'
import type { Asset, Assets, Gauge } from './assets.ts'
import type { Estimate } from './growth.ts'
import { lifeAt, quantileOf, readingsAt } from './prospect.ts'
import { LATELY } from './warnings.ts'
import { paceOf } from './working-time.ts'
import { CHANGE, limitsOf, type Zone, type ZoneLimits, zoneOf } from './zones.ts'

/** What is known of a signal at an asset. */
export interface Condition {
  readonly signal: string
  readonly title: string
  readonly unit: string
  /** Seconds after the start; null: never read in its present life, so that the rest is not known either. */
  readonly last: { readonly value: number; readonly at: number } | null
  readonly readings: number
  readonly limits: ZoneLimits
  /** Of the mean of the last five readings, or as many as there are; null: no limits, or no readings. */
  readonly zone: Zone | null
  /** True level now, by all readings of its life and what is believed of its growth; 95 %. */
  readonly level: Estimate | null
  /** Rise per day at the pace of late: an amount, or where it grows exponentially a share; 95 %. Null: no readings, or it stands still. */
  readonly trend: Estimate | null
  readonly isShare: boolean
  /** Mean of the last five readings less that of the first five of its life; null: fewer than ten, or no B/C limit. */
  readonly change: { readonly value: number; readonly isLarge: boolean } | null
  /** Seconds until it reaches zone D: P10, P50, P90; null beside a limit that is not there, or more than ten years away. */
  readonly untilD: { readonly p10: number | null; readonly p50: number | null; readonly p90: number | null } | null
}

export function conditionOf(assets: Assets, asset: Asset, gauge: Gauge): Condition {
  const { record, history } = assets
  const { signal } = gauge
  const now = record.end
  const limits = limitsOf(signal)
  const about = { signal: signal.id, title: signal.title, unit: signal.unit, limits, isShare: signal.growth === 'exponential' }
  const life = lifeAt(gauge.lives, now)
  const { time, value } = record.conditions.column
  const rows = life === undefined ? [] : gauge.rows.filter((row) => time[row]! >= life.from)
  const last = rows.at(-1)
  const readings = last === undefined ? null : readingsAt(assets, gauge, now)
  const growth = life === undefined ? null : (readings?.after(gauge.worked(life.from, now)) ?? null)
  if (last === undefined || growth === null)
    return { ...about, last: null, readings: 0, zone: null, level: null, trend: null, change: null, untilD: null }
  const levels = rows.map((row) => value[row]!)
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length
  const lately = mean(levels.slice(-LATELY))
  const change = levels.length < 2 * LATELY || limits.bc === null ? null : lately - mean(levels.slice(0, LATELY))
  const isUnit = signal.per === 'unit'
  const down = asset.modes[gauge.decides]?.failures ?? []
  const pace = paceOf(history, asset.working, { clock: isUnit ? 'cycles' : 'processing', slots: [asset.slot], now, down })
  const unit = isUnit ? 1 : 3600
  // A day of the last four weeks, with the pauses in it.
  const weeks = Math.min(now, 28 * 86_400e6)
  const perDay = (pace * asset.working.between(now - weeks, now) * (86_400e6 / weeks)) / unit
  const rise = (rate: number) => (about.isShare ? exp(rate * perDay) - 1 : rate * perDay)
  const isMoving = !Number.isNaN(pace)
  const left = limits.cd === null || !isMoving ? null : growth.until(limits.cd, false)
  const at = (p: number) => {
    const when = quantileOf((until) => left!.within((pace * asset.working.between(now, until)) / unit), now, p)
    return when === null ? null : (when - now) / 1e6
  }
  return {
    ...about,
    last: { value: value[last]!, at: time[last]! / 1e6 },
    readings: levels.length,
    zone: zoneOf(lately, limits),
    level: growth.level,
    trend: isMoving ? { value: rise(growth.rate.value), low: rise(growth.rate.low), high: rise(growth.rate.high) } : null,
    change: change === null ? null : { value: change, isLarge: Math.abs(change) > CHANGE * limits.bc! },
    untilD: left === null ? null : { p10: at(0.1), p50: at(0.5), p90: at(0.9) },
  }
}
