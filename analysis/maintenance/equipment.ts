import type { LogHeader } from '../../engine/log/header.ts'
import { studentQuantile } from '../../engine/math/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Unknown } from '../kpi/elements.ts'
import { isoKpi, isoValue } from '../kpi/index.ts'
import { performanceOf } from '../performance/index.ts'
import type { PlantRecord } from '../record/index.ts'
import { type Asset, type Assets, assetsOf } from './assets.ts'
import { type Condition, conditionOf } from './condition.ts'
import { type NextStop, nextStopOf } from './planned.ts'
import { type AssetRemaining, remainingOf } from './remaining.ts'
import { type SparePart, sparesOf } from './spares.ts'
import { poissonRate, type WarningFigures, warningFigures } from './warning-figures.ts'
import { type EquipmentWarning, type WarningOptions, warningsAbout } from './warnings.ts'

/** A figure of a work unit with what it may as well be, at 95 %; null: not known, and why; no interval where there are too few. Seconds. */
export interface MeanTime {
  readonly value: number | null
  readonly why: Unknown | null
  readonly low: number | null
  readonly high: number | null
}

/** How healthy one machine is. Times are seconds. */
export interface EquipmentHealth {
  /** `mill`, or `mill#2` where the station has several. */
  readonly asset: string
  readonly station: string
  readonly place: number
  readonly title: string
  readonly processing: number
  /** Neither paused nor down nor in maintenance. */
  readonly running: number
  readonly cycles: number
  readonly failures: number
  readonly repairs: number
  readonly maintenances: number
  /** ISO 22400-2, of the whole station. */
  readonly mtbf: MeanTime
  readonly mttr: MeanTime
  /** Null: it never was. */
  readonly sinceRepair: number | null
  readonly sinceMaintenance: number | null
  readonly isDown: boolean
  /** `in`: seconds from now; null: none is planned. */
  readonly next: { readonly task: string; readonly in: number; readonly by: NextStop['by'] } | null
  readonly spares: readonly SparePart[]
  readonly conditions: readonly Condition[]
  readonly remaining: AssetRemaining
}

export interface EquipmentReport {
  /** Seconds after the start of the log: what was known then. */
  readonly at: number
  /** Those that can fail, are maintained, or have signals. */
  readonly equipment: readonly EquipmentHealth[]
  readonly warnings: readonly EquipmentWarning[]
  readonly warningFigures: readonly WarningFigures[]
}

export interface EquipmentOptions {
  /** Seconds ahead for which the chance of a failure is told. Default: 7 days. */
  readonly within?: number | undefined
  readonly warnings?: WarningOptions | undefined
}

/** Is equipment healthy, and when is it to fail? As of the end of the record. */
export function equipmentOf(
  record: PlantRecord,
  header: Pick<LogHeader<Scenario>, 'scenario' | 'origin' | 'startTime' | 'timeZone'>,
  { within = 7 * 86_400, warnings: options = {} }: EquipmentOptions = {},
): EquipmentReport {
  const assets = assetsOf(record, header.scenario)
  const worn = assets.list.filter(({ modes, gauges, station }) => modes.length + gauges.length + station.maintenance.length > 0)
  const performance = performanceOf(record, header, { by: 'unit', per: 'whole' })
  const spares = sparesOf(assets)
  const means = header.scenario.stations.map((_, s) => {
    const elements = performance.elements[s]![0]!
    const of = (name: 'mtbf' | 'mttr') => isoValue(isoKpi(name)!, elements, false)
    const failures = elements.value.FE ?? 0
    return { mtbf: withRate(of('mtbf'), failures), mttr: withSpread(of('mttr'), durationsOf(assets, s)) }
  })
  const warnings = warningsAbout(assets, options)
  return {
    at: record.end / 1e6,
    equipment: worn.map((asset) => {
      const next = nextStopOf(assets, asset, record.end)
      return {
        ...historyOf(assets, asset),
        ...means[asset.stationNumber]!,
        next: next === null ? null : { task: next.task, in: (next.at - record.end) / 1e6, by: next.by },
        spares: spares[asset.stationNumber]!,
        conditions: asset.gauges.map((gauge) => conditionOf(assets, asset, gauge)),
        remaining: remainingOf(assets, asset, { next, within }),
      }
    }),
    warnings,
    warningFigures: warningFigures(assets, warnings),
  }
}

function historyOf({ history, record }: Assets, { slot, station, place, id, modes }: Asset) {
  const failures = modes.flatMap(({ number }) => history.failures(slot, number))
  const repairs = failures.flatMap(({ end }) => (Number.isNaN(end) ? [] : [end]))
  const maintained = station.maintenance.flatMap((_, task) =>
    history.maintenance(slot, task).flatMap(({ end }) => (Number.isNaN(end) ? [] : [end])),
  )
  const since = (ends: readonly number[]) => (ends.length === 0 ? null : (record.end - ends.reduce((a, b) => Math.max(a, b))) / 1e6)
  return {
    asset: id,
    station: station.id,
    place,
    title: station.slots === 1 ? station.title : `${station.title} ${place}`,
    processing: history.worked(slot, record.since, record.end) / 1e6,
    running: history.ran(slot, record.since, record.end) / 1e6,
    cycles: history.cycles(slot, record.since, record.end),
    failures: failures.length,
    repairs: repairs.length,
    maintenances: maintained.length,
    sinceRepair: since(repairs),
    sinceMaintenance: since(maintained),
    isDown: failures.length > repairs.length,
  }
}

/** Seconds that failures of a station lasted, those that are over. */
const durationsOf = ({ list, history }: Assets, station: number): readonly number[] =>
  list
    .filter(({ stationNumber }) => stationNumber === station)
    .flatMap(({ slot, modes }) =>
      modes.flatMap(({ number }) => history.failures(slot, number).flatMap(({ at, end }) => (Number.isNaN(end) ? [] : [(end - at) / 1e6]))),
    )

type Value = Pick<MeanTime, 'value' | 'why'>

/** Failures as a Poisson count over the time between them. */
function withRate({ value, why }: Value, failures: number): MeanTime {
  if (value === null || failures === 0) return { value, why, low: null, high: null }
  const { low, high } = poissonRate(failures, value * failures)
  return { value, why, low: 1 / high, high: 1 / low }
}

/** By the spread of the repairs (Student). */
function withSpread({ value, why }: Value, durations: readonly number[]): MeanTime {
  const n = durations.length
  if (value === null || n < 2) return { value, why, low: null, high: null }
  const mean = durations.reduce((sum, one) => sum + one, 0) / n
  const sd = Math.sqrt(durations.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (n - 1))
  const half = (studentQuantile(0.975, n - 1) * sd) / Math.sqrt(n)
  return { value, why, low: Math.max(0, value - half), high: value + half }
}
