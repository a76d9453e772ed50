import type { Scenario } from '../../scenarios/model.ts'
import { type PlantRecord, rowsBy } from '../record/index.ts'
import { type Capability, capability } from '../spc/index.ts'
import { madeAt } from './believed.ts'
import { isOutside, productOf } from './tests.ts'

/** Readings of a characteristic, of all units or of some of them. */
export interface Readings {
  readonly product: string
  /** The operation whose test measures it. */
  readonly operation: string
  readonly characteristic: string
  readonly title: string
  readonly unit: string
  readonly low: number | null
  readonly high: number | null
  /** What these readings have in common. */
  readonly by: 'all' | 'station' | 'lot' | 'day'
  /** A station, an item and its lot, or a day from the start of the log on (0: the first 24 h). */
  readonly of: string
  readonly n: number
  readonly mean: number
  readonly least: number
  readonly greatest: number
  readonly outside: number
  /** Of all: of the process (Cp, Cpk). Of a station: of its last 50 readings, which is of the machine (Cm, Cmk). Else, and of too few, null. */
  readonly capability: Capability | null
}

/** Readings in a row that are to tell what a machine can do. */
const OF_A_MACHINE = 50

/** The table of readings, by equipment where the characteristic was made, by lot of material in the unit, by day. */
export function readingsOf(record: PlantRecord, scenario: Scenario): readonly Readings[] {
  const groups = new Map<string, Group>()
  const { unit, operation, measurement, value, time } = record.measurements.column
  const jobsOf = rowsBy(record.jobs, 'unit')
  const usesOf = rowsBy(record.uses, 'unit')
  const itemOf = itemsOfLots(record, scenario)
  for (let i = 0; i < record.measurements.count; i++) {
    if (time[i]! < record.since) continue
    const p = productOf(record, unit[i]!)
    const product = scenario.products[p]
    const measure = product?.route[operation[i]!]?.test?.measures[measurement[i]!]
    if (!product || !measure) continue
    const what = `${p} ${operation[i]} ${measurement[i]}`
    const add = (by: Readings['by'], of: string) => {
      const key = `${what} ${by} ${of}`
      let group = groups.get(key)
      if (group === undefined) {
        const made = madeAt(product, operation[i]!, measure.characteristic)
        const { characteristic, low, high } = measure
        const about = { product: product.id, operation: product.route[operation[i]!]!.id, characteristic, title: made?.what.title ?? characteristic, unit: made?.what.unit ?? '', low, high } // biome-ignore format: a row
        group = { about, by, of, values: [] }
        groups.set(key, group)
      }
      group.values.push(value[i]!)
    }
    add('all', '')
    add('day', String(Math.floor(time[i]! / DAY)))
    const made = madeAt(product, operation[i]!, measure.characteristic)
    const station = made === null ? null : stationOf(record, jobsOf.of(unit[i]!), made.operation, time[i]!)
    if (station !== null) add('station', scenario.stations[station]!.id)
    for (const row of usesOf.of(unit[i]!)) if (record.uses.column.time[row]! <= time[i]!) add('lot', itemOf(record.uses.column.lot[row]!))
  }
  return [...groups.values()].map(({ about, by, of, values }) => ({ ...about, by, of, ...summary(values, about, by) }))
}

const DAY = 86_400e6

interface Group {
  readonly about: Pick<Readings, 'product' | 'operation' | 'characteristic' | 'title' | 'unit' | 'low' | 'high'>
  readonly by: Readings['by']
  readonly of: string
  readonly values: number[]
}

function summary(values: readonly number[], tolerance: Group['about'], by: Readings['by']) {
  let [sum, least, greatest, outside] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (const value of values) {
    sum += value
    if (value < least) least = value
    if (value > greatest) greatest = value
    if (isOutside(value, tolerance)) outside++
  }
  const judged = by === 'all' ? values : by === 'station' ? values.slice(-OF_A_MACHINE) : []
  return { n: values.length, mean: sum / values.length, least, greatest, outside, capability: capability(judged, tolerance) }
}

function stationOf({ jobs }: PlantRecord, rows: Int32Array, operation: number, time: number): number | null {
  const { operation: of, end, station } = jobs.column
  for (let i = rows.length - 1; i >= 0; i--) if (of[rows[i]!] === operation && end[rows[i]!]! <= time) return station[rows[i]!]!
  return null
}

/** `solder/12`: the item and the number of its lot. */
function itemsOfLots({ lots }: PlantRecord, { materials, products }: Scenario): (lot: number) => string {
  const names = [...materials, ...products].map(({ id }) => id)
  const known = new Map<number, string>()
  for (let i = 0; i < lots.count; i++) known.set(lots.column.lot[i]!, `${names[lots.column.item[i]!] ?? ''}/${lots.column.lot[i]}`)
  return (lot) => known.get(lot) ?? `/${lot}`
}
