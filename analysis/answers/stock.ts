import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { PlantRecord } from '../record/index.ts'
import type { Wanted } from './numbers.ts'

/** Is stock in step with production? Seconds. */
export interface StockAnswer {
  /** Slot time in which work units waited for an item, and the working time it is a share of: with the work and all other waiting. */
  readonly waitedSeconds: number
  readonly plannedSeconds: number
  readonly waits: number
  /** Those that are short, or run out first, first. */
  readonly items: readonly StockItem[]
}

export interface StockItem {
  readonly item: string
  readonly unit: string
  readonly onHand: number
  readonly perDay: number
  /** On hand ÷ use per day so far; null: none was used. */
  readonly daysOfCover: number | null
  readonly waitedSeconds: number
  /** Of the last wait for it. */
  readonly record: Wanted | null
}

const DAY = 86_400e6

export function stockAnswerOf(record: PlantRecord, scenario: Scenario): StockAnswer {
  const { states } = record
  const items = [...scenario.materials, ...scenario.products]
  const waited = new Float64Array(items.length)
  const last = new Int32Array(items.length).fill(-1)
  let waits = 0
  let planned = 0
  for (let row = 0; row < states.count; row++) {
    const until = Number.isNaN(states.column.until[row]!) ? record.end : states.column.until[row]!
    const time = until - Math.max(states.column.from[row]!, record.since)
    const state = states.column.state[row]!
    if (time <= 0 || state === EquipmentState.paused || state === EquipmentState.unknown) continue
    planned += time
    const item = states.column.cause[row]!
    if (state !== EquipmentState.waiting || item < 0 || item >= items.length) continue
    waits++
    waited[item]! += time
    last[item] = row
  }
  const on = Float64Array.from(items, ({ initialStock }) => initialStock)
  const used = new Float64Array(items.length)
  const book = (
    table: { readonly count: number; readonly column: Readonly<Record<'item' | 'quantity' | 'time', Float64Array>> },
    sign: number,
    isUse = false,
  ) => {
    for (let row = 0; row < table.count; row++) {
      const item = table.column.item[row]!
      on[item]! += sign * table.column.quantity[row]!
      if (isUse && table.column.time[row]! >= record.since) used[item]! += table.column.quantity[row]!
    }
  }
  book(record.receipts, 1)
  book(record.produced, 1)
  book(record.consumed, -1, true)
  book(record.shipped, -1, true)
  book(record.moves, -1, true)
  book(record.writtenOff, -1)
  const days = (record.end - record.since) / DAY
  const stocked = new Set(scenario.sinks.flatMap(({ id, stock }) => (stock ? [id] : [])))
  const counted = [
    ...scenario.materials.map(({ reorderPoint, mrp }) => reorderPoint !== null || (mrp ?? null) !== null),
    ...scenario.products.map(({ sink, initialStock }) => stocked.has(sink) || initialStock > 0),
  ]
  const rows = items.flatMap((item, i): StockItem[] => {
    if (!counted[i] && waited[i] === 0) return []
    const perDay = days > 0 ? used[i]! / days : 0
    return [
      {
        item: item.id,
        unit: 'unit' in item ? item.unit : '',
        onHand: on[i]!,
        perDay,
        daysOfCover: perDay > 0 ? Math.max(0, on[i]!) / perDay : null,
        waitedSeconds: waited[i]! / 1e6,
        record:
          last[i]! < 0
            ? null
            : { kind: EventKind.equipmentState, subject: states.column.station[last[i]!]!, time: states.column.from[last[i]!]! },
      },
    ]
  })
  const cover = ({ daysOfCover }: StockItem) => daysOfCover ?? Number.POSITIVE_INFINITY
  return {
    waitedSeconds: waited.reduce((sum, one) => sum + one, 0) / 1e6,
    plannedSeconds: planned / 1e6,
    waits,
    items: rows.toSorted(
      (one, other) => other.waitedSeconds - one.waitedSeconds || (cover(one) < cover(other) ? -1 : cover(one) > cover(other) ? 1 : 0),
    ),
  }
}
