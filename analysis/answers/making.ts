import { EquipmentState, EventKind, STATE_NAMES } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { orderName } from '../production/orders.ts'
import { Fate, type PlantRecord } from '../record/index.ts'
import type { Wanted } from './numbers.ts'

/** What is being worked on at the end of the log. */
export interface Making {
  readonly jobs: readonly MakingJob[]
  readonly unitsInWork: number
  readonly unitsInPlant: number
  /** Slots by state, those of all stations; each slot is in one. */
  readonly slots: number
  readonly working: number
  readonly paused: number
  readonly unknown: number
  /** Open orders that were released, those that were released last at the end; so many are done of so many. */
  readonly orders: readonly { readonly order: string; readonly product: string; readonly done: number; readonly quantity: number }[]
}

/** Units of one order at one operation of one station. */
export interface MakingJob {
  readonly station: string
  readonly order: string | null
  readonly product: string
  readonly operation: string
  readonly units: number
  /** µs */
  readonly since: number
  readonly record: Wanted
}

export function makingOf(record: PlantRecord, scenario: Scenario): Making {
  const { jobs, units, states, orders } = record
  const groups = new Map<string, { -readonly [Key in keyof MakingJob]: MakingJob[Key] }>()
  let unitsInWork = 0
  let unitsInPlant = 0
  const done = new Map<number, number>()
  for (let row = 0; row < units.count; row++) {
    const order = units.column.order[row]!
    if (units.column.fate[row] === Fate.inPlant) unitsInPlant++
    else if (units.column.fate[row] === Fate.finished && units.column.surplus[row] === 0 && order >= 0 && isAskedFor(record, row))
      done.set(order, (done.get(order) ?? 0) + 1)
  }
  const inSlot = new Map<number, number>()
  for (let row = 0; row < record.stays.count; row++)
    if (Number.isNaN(record.stays.column.until[row]!) && record.stays.column.slot[row]! >= 0)
      inSlot.set(record.stays.column.unit[row]!, record.stays.column.place[row]!)
  for (let row = 0; row < jobs.count; row++) {
    if (!Number.isNaN(jobs.column.end[row]!)) continue
    const unit = jobs.column.unit[row]!
    const of = record.rowOfUnit(unit)
    // One that gave way to a more urgent one stands aside; one at a supplier's is in no slot.
    if (of < 0 || inSlot.get(unit) !== jobs.column.station[row]) continue
    unitsInWork++
    const product = scenario.products[units.column.product[of]!]
    const order = units.column.order[of]!
    const station = jobs.column.station[row]!
    const key = `${station} ${order} ${units.column.product[of]} ${jobs.column.operation[row]}`
    const known = groups.get(key)
    if (known !== undefined) {
      known.units++
      continue
    }
    const since = jobs.column.start[row]!
    groups.set(key, {
      station: scenario.stations[station]!.id,
      order: orderName(scenario, order),
      product: product?.id ?? '',
      operation: product?.route[jobs.column.operation[row]!]?.id ?? '',
      units: 1,
      since,
      record: { kind: EventKind.jobStarted, subject: unit, time: since },
    })
  }
  const counts = new Array<number>(STATE_NAMES.length).fill(0)
  for (let row = 0; row < states.count; row++) if (Number.isNaN(states.column.until[row]!)) counts[states.column.state[row]!]!++
  const slots = scenario.stations.reduce((sum, station) => sum + station.slots, 0)
  const told = counts.reduce((sum, n) => sum + n, 0)
  const open = Array.from({ length: orders.count }, (_, row) => row).filter((row) => isOpen(record, row))
  return {
    jobs: [...groups.values()].sort((one, other) => one.since - other.since),
    unitsInWork,
    unitsInPlant,
    slots,
    working: counts[EquipmentState.processing]!,
    paused: counts[EquipmentState.paused]!,
    unknown: counts[EquipmentState.unknown]! + slots - told,
    orders: open.map((row) => {
      const { order, product, quantity } = orders.row(row)
      return {
        order: orderName(scenario, order) ?? '',
        product: scenario.products[product]?.id ?? scenario.materials[-2 - product]?.id ?? '',
        done: (done.get(order) ?? 0) + (scenario.orders[order]?.completed ?? 0),
        quantity,
      }
    }),
  }
}

/** Parts that are made for an order are not what it asked for. */
function isAskedFor(record: PlantRecord, unit: number): boolean {
  const row = record.rowOfOrder(record.units.column.order[unit]!)
  return row >= 0 && record.orders.column.product[row] === record.units.column.product[unit]
}

/** Released, and neither closed nor cancelled. */
export const isOpen = ({ orders: { column } }: PlantRecord, row: number): boolean =>
  !Number.isNaN(column.released[row]!) && Number.isNaN(column.closed[row]!) && Number.isNaN(column.cancelled[row]!)
