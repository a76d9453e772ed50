import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Lateness, type ReasonTime, reasonsOf } from '../lateness/lateness.ts'
import { type PlantRecord, recordOf } from '../record/index.ts'

/** Orders in a few numbers. */
export interface OrderSummary {
  readonly open: number
  readonly closed: number
  readonly cancelled: number
  /** Late now, or closed late. */
  readonly late: number
  /** What made them late; of the latest so many orders, where there are more. */
  readonly reasons: readonly (ReasonTime & { readonly orders: number })[]
  readonly ofOrders: number
  /** The latest. */
  readonly worst: readonly {
    readonly order: string | null
    readonly lateSeconds: number
    readonly leadSeconds: number
    readonly workSeconds: number
  }[]
}

/** Orders whose time is looked at one by one. */
const MOST = 500
const WORST = 8

/** Null: the log tells of no order. `record`, where it is there already. */
export function orderSummary(log: Log<Scenario>, record: PlantRecord = recordOf(log)): OrderSummary | null {
  const { orders } = record
  const { scenario } = log.header
  if (orders.count === 0 && scenario.orders.length === 0) return null
  const { closed, cancelled, due, released } = orders.column
  const counts = { open: scenario.orders.length, closed: 0, cancelled: 0, late: 0 }
  for (let row = 0; row < orders.count; row++) {
    if (orders.column.order[row]! >= scenario.orders.length) counts.open++
    const isOver = !Number.isNaN(closed[row]!) || !Number.isNaN(cancelled[row]!)
    if (isOver) counts.open--
    if (!Number.isNaN(closed[row]!)) counts.closed++
    if (!Number.isNaN(cancelled[row]!)) counts.cancelled++
    else if (!Number.isNaN(released[row]!) && (Number.isNaN(closed[row]!) ? log.endTime : closed[row]!) > due[row]!) counts.late++
  }
  const late = counts.late === 0 ? [] : new Lateness(log, log.endTime, record).late(MOST)
  return {
    ...counts,
    reasons: reasonsOf(late).filter(({ blamedSeconds }) => blamedSeconds > 0),
    ofOrders: late.length,
    worst: late
      .slice(0, WORST)
      .map(({ order, lateSeconds, leadSeconds, workSeconds }) => ({ order, lateSeconds: lateSeconds!, leadSeconds, workSeconds })),
  }
}
