import { mean, sampleStandardDeviation } from 'simple-statistics'
import type { Scenario } from '../../scenarios/model.ts'
import type { ElementName, Unknown } from '../kpi/elements.ts'
import type { PlantRecord } from '../record/index.ts'
import { Grid } from './grid.ts'
import type { Span } from './spans.ts'

interface Limits {
  readonly low: number
  readonly high: number
}

type Known = Partial<Record<ElementName, number | Unknown>>

const MOST_LIKELY_RANGE = 1.128 // mean moving range / standard deviation, of two readings (d2)

/** Of what was measured in a scope and span against two limits: limits, mean and spread of the characteristic with the lowest Cpk. */
export function capabilities(
  record: PlantRecord,
  { products, stations }: Scenario,
  members: readonly (readonly number[])[],
  spans: readonly Span[],
): (scope: number, span: number) => Known {
  const limits = new Map<string, Limits>()
  products.forEach(({ route }, product) => {
    route.forEach(({ test }, operation) => {
      test?.measures.forEach(({ low, high }, m) => {
        if (low !== null && high !== null && high > low) limits.set(`${product} ${operation} ${m}`, { low, high })
      })
    })
  })
  if (limits.size === 0) return () => NOTHING_MEASURED
  const scopeOf = new Int32Array(stations.length).fill(-1)
  members.forEach((list, scope) => {
    for (const station of list) scopeOf[station] = scope
  })
  const { column, count } = record.measurements
  const readings = new Map<number, Map<string, number[]>>()
  const moments = new Grid(0, spans)
  for (let row = 0; row < count; row++) {
    const scope = scopeOf[column.station[row]!]!
    const span = moments.spanOf(column.time[row]!)
    const product = record.units.column.product[record.rowOfUnit(column.unit[row]!)] ?? -1
    const key = `${product} ${column.operation[row]!} ${column.measurement[row]!}`
    if (scope < 0 || span < 0 || !limits.has(key)) continue
    const cell = readings.get(scope * spans.length + span) ?? new Map<string, number[]>()
    readings.set(scope * spans.length + span, cell)
    const list = cell.get(key)
    if (list) list.push(column.value[row]!)
    else cell.set(key, [column.value[row]!])
  }
  return (scope, span) => worst(readings.get(scope * spans.length + span) ?? new Map(), limits)
}

function worst(readings: ReadonlyMap<string, readonly number[]>, limits: ReadonlyMap<string, Limits>): Known {
  let found: Known = NOTHING_MEASURED
  let lowest = Number.POSITIVE_INFINITY
  for (const [key, values] of readings) {
    if (values.length < 2) continue
    const { low, high } = limits.get(key)!
    const xbar = mean([...values])
    const sigma = sampleStandardDeviation([...values])
    const ranges = values.slice(1).map((value, i) => Math.abs(value - values[i]!))
    const cpk = Math.min(high - xbar, xbar - low) / (3 * sigma)
    if (!(cpk < lowest)) continue
    lowest = cpk
    found = { USL: high, LSL: low, xbar, sigma, s: mean(ranges) / MOST_LIKELY_RANGE }
  }
  return found
}

const NOTHING_MEASURED: Known = { USL: 'measurements', LSL: 'measurements', xbar: 'measurements', s: 'measurements', sigma: 'measurements' }
