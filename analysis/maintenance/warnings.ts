import type { Scenario } from '../../scenarios/model.ts'
import type { PlantRecord } from '../record/index.ts'
import { type Asset, type Assets, assetsOf, type Gauge } from './assets.ts'
import { Readings } from './growth.ts'
import type { Life } from './lives.ts'
import { nextDate } from './planned.ts'
import { lifeAt, prospectOf, startsAnew } from './prospect.ts'
import { CHANGE, limitsOf, zoneOf } from './zones.ts'

export type WarningRule =
  /** The level is in zone C, or in D. */
  | 'zoneC'
  | 'zoneD'
  /** It has changed by more than a quarter of the B/C boundary since its life began. */
  | 'change'
  /** A failure within the horizon, or before the next planned maintenance that would renew it, is likely. */
  | 'risk'

/** A warning about one asset. One per rule and life: it stands until the life is over. Times are µs. */
export interface EquipmentWarning {
  readonly rule: WarningRule
  /** `mill`, or `mill#2`. */
  readonly asset: string
  readonly station: string
  /** Place in the station, from 1. */
  readonly place: number
  /** Of the signal; null: no signal tells it. */
  readonly signal: string | null
  /** Failure mode that is feared; null: no failure mode hangs on the signal. */
  readonly mode: string | null
  readonly at: number
  /** What was seen, and the limit that it passed: a level, the amount of a change, a probability. */
  readonly value: number
  readonly limit: number
  readonly unit: string
  /** Readings behind it; of a probability without a signal the age on the mode's clock (seconds or units). */
  readonly readings: number
  readonly age: number | null
  /** Of `risk`: by when the failure is feared. */
  readonly by: number | null
  /** End of the life, NaN: it goes on. */
  readonly until: number
  /** What became of it: the failure came; it came or may come too late for the warning to be meant; maintenance came first; not known yet. */
  readonly outcome: 'failed' | 'tooEarly' | 'forestalled' | 'open'
  /** µs from the warning to the failure; null: none came. */
  readonly lead: number | null
}

export interface WarningOptions {
  /** Seconds ahead within which a failure is feared. Default: 14 days. */
  readonly within?: number | undefined
  /** From which probability on. Default: 0.5, so that the remaining life is as likely shorter as longer. */
  readonly risk?: number | undefined
  /** A warning so many seconds before the failure, or longer, was too early. Default: 1.5 × `within`. */
  readonly tooEarly?: number | undefined
}

export const WITHIN = 14 * 86_400
export const RISK = 0.5

/** Readings of which the level now, and that at the beginning of a life, are the mean. */
export const LATELY = 5
/** Standard errors that a change must have to be none of chance. */
const SURE = 3
/** Looks at the risk per horizon. */
const LOOKS = 28

/**
 * All warnings of a log, in the order in which they were given. Each is given with what was known by then: the warnings of a shorter log are the
 * first ones of a longer.
 */
export const warningsOf = (record: PlantRecord, scenario: Scenario, options: WarningOptions = {}): readonly EquipmentWarning[] =>
  warningsAbout(assetsOf(record, scenario), options)

export function warningsAbout(assets: Assets, options: WarningOptions = {}): readonly EquipmentWarning[] {
  const { within = WITHIN, risk = RISK } = options
  const micro = { within: within * 1e6, tooEarly: (options.tooEarly ?? 1.5 * within) * 1e6 }
  const warnings: EquipmentWarning[] = []
  for (const asset of assets.list) {
    for (const gauge of asset.gauges) seen(assets, asset, gauge, (given) => warnings.push(judged(given, assets.record.end, micro.tooEarly)))
    feared(assets, asset, { ...micro, risk }, (given) => warnings.push(judged(given, assets.record.end, micro.tooEarly)))
  }
  return warnings.sort((a, b) => a.at - b.at)
}

type Given = Omit<EquipmentWarning, 'until' | 'outcome' | 'lead'> & { readonly life: Life }

function judged({ life, ...given }: Given, end: number, tooEarly: number): EquipmentWarning {
  const { until, how } = life
  const lead = how === 'failed' && given.mode !== null ? until - given.at : null
  const late = (Number.isNaN(until) ? end : until) - given.at > tooEarly
  const outcome = late ? 'tooEarly' : lead !== null ? 'failed' : how === 'open' ? 'open' : 'forestalled'
  return { ...given, until, outcome, lead }
}

const named = ({ id, station, place }: Asset) => ({ asset: id, station: station.id, place })

/** What readings by themselves say: zones, and changes. */
function seen({ record }: Assets, asset: Asset, gauge: Gauge, tell: (given: Given) => void) {
  const { signal, rows, lives, decides } = gauge
  const limits = limitsOf(signal)
  const { time: timeOf, value: levels } = record.conditions.column
  const about = {
    ...named(asset),
    signal: signal.id,
    mode: asset.station.failures[decides]?.id ?? null,
    unit: signal.unit,
    age: null,
    by: null,
  }
  let life: Life | undefined
  let first: number[] = []
  let last: number[] = []
  let told = new Set<WarningRule>()
  for (const row of rows) {
    const at = timeOf[row]!
    const now = life !== undefined && !(life.until <= at) ? life : lifeAt(lives, at)
    if (now === undefined) continue
    if (now !== life) {
      life = now
      first = []
      last = []
      told = new Set()
    }
    const value = levels[row]!
    if (first.length < LATELY) first.push(value)
    last.push(value)
    if (last.length > LATELY) last.shift()
    if (last.length < LATELY) continue
    const level = mean(last)
    const zone = zoneOf(level, limits)
    const give = (rule: WarningRule, amount: number, limit: number) => {
      if (told.has(rule)) return
      told.add(rule)
      tell({ ...about, rule, at, value: amount, limit, readings: last.length, life: now })
    }
    if (zone === 'D') give('zoneD', level, limits.cd!)
    if (limits.bc !== null && level >= limits.bc) give('zoneC', level, limits.bc)
    if (limits.bc === null || told.has('change')) continue
    const change = level - mean(first)
    // Of a logarithm the noise is in proportion to the level.
    const noise = signal.growth === 'exponential' ? signal.noise * level : signal.noise
    if (Math.abs(change) > CHANGE * limits.bc && Math.abs(change) > SURE * noise * Math.sqrt(2 / LATELY))
      give('change', change, CHANGE * limits.bc)
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Failures that are likely soon. Looked at again and again, at moments that do not hang on how long the log is. */
function feared(
  assets: Assets,
  asset: Asset,
  { within, risk }: { readonly within: number; readonly risk: number },
  tell: (given: Given) => void,
) {
  const { record } = assets
  const { time: timeOf, value: levels } = record.conditions.column
  const stride = within / LOOKS
  for (const mode of asset.modes) {
    const { gauge } = mode
    const renewing = asset.station.maintenance.filter(({ renews, resets }) =>
      gauge === null ? renews.includes(mode.mode.id) : resets.includes(gauge.signal.id),
    )
    let row = 0
    let life: Life | undefined
    let readings: Readings | null = null
    let warned: Life | undefined
    for (let at = stride; at <= record.end; at += stride) {
      const now = life !== undefined && !(life.until <= at) ? life : lifeAt(mode.lives, at)
      if (now === undefined) continue
      if (now !== life) {
        life = now
        readings = gauge === null ? null : new Readings(gauge.signal, startsAnew(assets, gauge, now))
      }
      if (gauge !== null && readings !== null)
        for (; row < gauge.rows.length && timeOf[gauge.rows[row]!]! <= at; row++) {
          const when = timeOf[gauge.rows[row]!]!
          if (when >= now.from) readings.add(gauge.worked(now.from, when), levels[gauge.rows[row]!]!)
        }
      if (warned === now) continue
      const prospect = prospectOf(assets, asset, mode, at, readings)
      if (typeof prospect === 'string') continue
      const planned = renewing.map((task) => nextDate(task, at)).filter((date) => date !== null)
      const by = Math.min(at + within, ...planned)
      const value = prospect.failsBy(by)
      if (value < risk) continue
      warned = now
      const of = { signal: gauge?.signal.id ?? null, mode: mode.mode.id, unit: '1', readings: readings?.count ?? 0, age: prospect.age, by }
      tell({ ...named(asset), ...of, rule: 'risk', at, value, limit: risk, life: now })
    }
  }
}
