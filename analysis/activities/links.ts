import { EquipmentState } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { type PlantRecord, rowsBy, type Table } from '../record/index.ts'
import type { Area } from './matrix.ts'

/** What had which effect in another area. The names are those of the tables of the record, the numbers their rows. */
export interface Link {
  readonly kind: LinkKind
  /** Row of the effect in its table, and of what caused it. */
  readonly effect: number
  readonly cause: number
}

export type LinkKind =
  /** A station stands because it failed. */
  | 'failureStopsProduction'
  /** It stands for planned maintenance. */
  | 'maintenanceStopsProduction'
  /** A station waits for material: what took the last of it. */
  | 'stockStarvesProduction'
  /** A station waits for material that is on hold. */
  | 'holdStarvesProduction'
  /** A result belongs to the job in which the unit was made so. */
  | 'jobIsTested'
  | 'jobIsMeasured'
  /** A unit was scrapped because a test rejected it. */
  | 'testScraps'
  /** Work took material. */
  | 'jobConsumes'
  /** Upkeep took spare parts. */
  | 'upkeepConsumes'
  /** A unit became stock. */
  | 'unitBecomesStock'
  /** An order was shipped from stock. */
  | 'orderShips'

/** From which table and area to which. */
export const LINK_ENDS: Readonly<
  Record<LinkKind, { readonly from: Area; readonly cause: string; readonly to: Area; readonly effect: string }>
> = {
  failureStopsProduction: { from: 'maintenance', cause: 'failures', to: 'production', effect: 'states' },
  maintenanceStopsProduction: { from: 'maintenance', cause: 'upkeep', to: 'production', effect: 'states' },
  stockStarvesProduction: { from: 'inventory', cause: 'consumed', to: 'production', effect: 'states' },
  holdStarvesProduction: { from: 'quality', cause: 'holds', to: 'production', effect: 'states' },
  jobIsTested: { from: 'production', cause: 'jobs', to: 'quality', effect: 'tests' },
  jobIsMeasured: { from: 'production', cause: 'jobs', to: 'quality', effect: 'measurements' },
  testScraps: { from: 'quality', cause: 'tests', to: 'production', effect: 'units' },
  jobConsumes: { from: 'production', cause: 'jobs', to: 'inventory', effect: 'consumed' },
  upkeepConsumes: { from: 'maintenance', cause: 'upkeep', to: 'inventory', effect: 'consumed' },
  unitBecomesStock: { from: 'production', cause: 'units', to: 'inventory', effect: 'produced' },
  orderShips: { from: 'production', cause: 'orders', to: 'inventory', effect: 'shipped' },
}

export interface Links {
  readonly links: readonly Link[]
  /** Effects whose cause the log does not tell, and references to what it does not know: none in a whole log. */
  readonly orphans: readonly { readonly kind: LinkKind; readonly effect: number }[]
}

/**
 * Every effect of one area on another, with its cause: what a log says by shared numbers and moments. A wait for material that nobody took since the
 * start has the start as its cause (−1), which is none of an area.
 */
export function linksOf(record: PlantRecord, { materials, products, tools = [] }: Scenario): Links {
  const links: Link[] = []
  const orphans: { kind: LinkKind; effect: number }[] = []
  const add = (kind: LinkKind, effect: number, cause: number) => {
    if (cause >= 0) links.push({ kind, effect, cause })
    else orphans.push({ kind, effect })
  }
  stops(record, add)
  waits(record, materials.length + products.length, add)
  results(record, add)
  bookings(record, tools.length > 0, add)
  return { links, orphans }
}

type Add = (kind: LinkKind, effect: number, cause: number) => void

function stops(record: PlantRecord, add: Add) {
  const { states, failures, upkeep } = record
  const failed = rowsBy(failures, 'station')
  const kept = rowsBy(upkeep, 'station')
  const { column } = states
  for (let row = 0; row < states.count; row++) {
    const state = column.state[row]!
    const station = column.station[row]!
    const at = column.from[row]!
    const cause = column.cause[row]!
    if ((state === EquipmentState.repair || state === EquipmentState.waitRepair) && cause >= 0)
      add(
        'failureStopsProduction',
        row,
        lastOf(failed.of(station), failures.column.time, at, (r) => failures.column.mode[r] === cause),
      )
    else if (state === EquipmentState.maintenance && cause >= 0)
      add(
        'maintenanceStopsProduction',
        row,
        lastOf(kept.of(station), upkeep.column.from, at, (r) => upkeep.column.kind[r] === 1 && upkeep.column.task[r] === cause),
      )
  }
}

/** A station that waits for an item: a lot of it is on hold, or somebody took what was there. */
function waits(record: PlantRecord, items: number, add: Add) {
  const { states, holds, consumed } = record
  const held = rowsBy(holds, 'item')
  const taken = rowsBy(consumed, 'item')
  for (let row = 0; row < states.count; row++) {
    const item = states.column.cause[row]!
    if (states.column.state[row]! !== EquipmentState.waiting || item < 0 || item >= items) continue
    const at = states.column.from[row]!
    const until = states.column.until[row]!
    const hold = lastOf(held.of(item), holds.column.from, Number.isNaN(until) ? record.end : until, (r) => !(holds.column.until[r]! <= at))
    if (hold >= 0) {
      add('holdStarvesProduction', row, hold)
      continue
    }
    const last = lastOf(taken.of(item), consumed.column.time, at, () => true)
    // Nobody took any: there was none from the start, and that is nobody's doing.
    if (last >= 0) add('stockStarvesProduction', row, last)
  }
}

function results(record: PlantRecord, add: Add) {
  const { tests, measurements, units } = record
  const jobs = rowsBy(record.jobs, 'unit')
  const of = (unit: number, station: number, operation: number, at: number) =>
    lastOf(
      jobs.of(unit),
      record.jobs.column.start,
      at,
      (r) => record.jobs.column.station[r] === station && record.jobs.column.operation[r] === operation,
    )
  for (let row = 0; row < tests.count; row++) {
    const { column } = tests
    add('jobIsTested', row, of(column.unit[row]!, column.station[row]!, column.operation[row]!, column.time[row]!))
    if (column.disposition[row] !== SCRAPPED) continue
    const unit = record.rowOfUnit(column.unit[row]!)
    // Its result is known before it is gone.
    if (unit >= 0 && !Number.isNaN(units.column.left[unit]!)) add('testScraps', unit, row)
  }
  for (let row = 0; row < measurements.count; row++) {
    const { column } = measurements
    add('jobIsMeasured', row, of(column.unit[row]!, column.station[row]!, column.operation[row]!, column.time[row]!))
  }
}

const SCRAPPED = 1

function bookings(record: PlantRecord, hasTools: boolean, add: Add) {
  const { consumed, produced, shipped, upkeep } = record
  const jobs = rowsBy(record.jobs, 'unit')
  const kept = rowsBy(upkeep, 'station')
  for (let row = 0; row < consumed.count; row++) {
    const { column } = consumed
    const station = column.station[row]!
    const at = column.time[row]!
    if (column.unit[row]! >= 0) {
      const own = jobs.of(column.unit[row]!)
      const isHere = (r: number) => record.jobs.column.station[r] === station
      const before = lastOf(own, record.jobs.column.start, at, isHere)
      // Material is taken as a job begins, and can be booked before it. A unit that waits for its set-up has no job yet.
      const cause = before >= 0 ? before : firstFrom(own, record.jobs.column.start, at, isHere)
      if (cause >= 0 || record.rowOfUnit(column.unit[row]!) < 0) add('jobConsumes', row, cause)
    } else if (station >= 0) {
      const before = lastOf(kept.of(station), upkeep.column.from, at, () => true)
      const cause = before >= 0 ? before : firstFrom(kept.of(station), upkeep.column.from, at, () => true)
      // Parts for a change of tools are taken without upkeep of the station.
      if (cause >= 0 || !hasTools) add('upkeepConsumes', row, cause)
    }
  }
  for (let row = 0; row < produced.count; row++) add('unitBecomesStock', row, record.rowOfUnit(produced.column.unit[row]!))
  for (let row = 0; row < shipped.count; row++) add('orderShips', row, record.rowOfOrder(shipped.column.order[row]!))
}

/** The last of `rows`, which stand in order of `times`, that is not after `at` and fits; −1: none. */
function lastOf(rows: Int32Array, times: Float64Array, at: number, fits: (row: number) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[rows[middle]!]! <= at) low = middle + 1
    else high = middle
  }
  for (let i = low - 1; i >= 0; i--) if (fits(rows[i]!)) return rows[i]!
  return -1
}

function firstFrom(rows: Int32Array, times: Float64Array, at: number, fits: (row: number) => boolean): number {
  for (const row of rows) if (times[row]! >= at && fits(row)) return row
  return -1
}

/** Numbers that name units and orders which the log does not know; none in a whole log. Table by table. */
export function unknownReferences(record: PlantRecord): readonly { readonly table: string; readonly row: number }[] {
  const found: { table: string; row: number }[] = []
  const check = <Name extends string>(name: string, table: Table<Name>, column: Name, isKnown: (number: number) => boolean) => {
    for (let row = 0; row < table.count; row++) {
      const number = table.column[column][row]!
      if (number >= 0 && !isKnown(number)) found.push({ table: name, row })
    }
  }
  const isUnit = (unit: number) => record.rowOfUnit(unit) >= 0
  const isOrder = (order: number) => record.rowOfOrder(order) >= 0
  const lots = new Set(record.lots.column.lot.subarray(0, record.lots.count))
  check('jobs', record.jobs, 'unit', isUnit)
  check('stays', record.stays, 'unit', isUnit)
  check('tests', record.tests, 'unit', isUnit)
  check('measurements', record.measurements, 'unit', isUnit)
  check('parameters', record.parameters, 'unit', isUnit)
  check('consumed', record.consumed, 'unit', isUnit)
  check('uses', record.uses, 'unit', isUnit)
  check('uses', record.uses, 'lot', (lot) => lots.has(lot))
  check('holds', record.holds, 'lot', (lot) => lots.has(lot))
  check('shipped', record.shipped, 'order', isOrder)
  check('units', record.units, 'order', isOrder)
  return found
}
