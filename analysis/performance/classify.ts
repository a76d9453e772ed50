import { EquipmentState } from '../../engine/log/events.ts'
import type { PlantRecord } from '../record/index.ts'

/** What a second of a slot counts as: exactly one of these. */
export type TimeClass = 'APT' | 'AUST' | 'ADET' | 'ADOT' | 'PDOT' | 'unknownTime'

/** A slot of a station in one class. `waits`: whether it is ADET or ADOT is a matter of whether an order was there. */
export interface Classified {
  readonly station: number
  readonly slot: number
  readonly state: EquipmentState
  readonly class: TimeClass
  readonly unit: number
  readonly cause: number
  /** When the state began that this is a piece of. */
  readonly since: number
  readonly from: number
  readonly until: number
}

/**
 * The time of every slot, cut so that each piece is of one class:
 *
 *     processing                                                  APT
 *     set-up                                                      AUST
 *     off shift, break, planned maintenance                       PDOT
 *     nothing known                                               unknownTime
 *     anything else, an order is there: blocked, waiting for
 *       material, people or tools, failed, held, starved          ADET
 *     anything else, and none is                                  ADOT
 *
 * An order is at a work unit from the start of its first job there to the end of its last one; units without an order count as one of their
 * source. A slot that holds a unit, is blocked or waits for what a unit needs has one too; one that is idle has none, for none is open.
 */
export function classify(record: PlantRecord, slots: readonly number[], visit: (piece: Classified) => void) {
  const { column, count } = record.states
  const orders = ordersAt(record, slots.length)
  const first = slots.map((_, station) => slots.slice(0, station).reduce((sum, n) => sum + n, 0))
  // Until a slot's first record nothing is known of it.
  const known = new Float64Array(slots.reduce((sum, n) => sum + n, 0)).fill(-1)
  for (let row = 0; row < count; row++) {
    const station = column.station[row]!
    const slot = column.slot[row]!
    const from = column.from[row]!
    const until = end(column.until[row]!, record.end)
    const at = first[station]! + slot
    if (known[at]! < 0 && from > 0) visit({ ...NOBODY, station, slot, since: 0, from: 0, until: from })
    known[at] = until
    if (until <= from) continue
    const state = column.state[row]! as EquipmentState
    const unit = column.unit[row]!
    const piece = { station, slot, state, unit, cause: column.cause[row]!, since: from, from, until }
    const certain = unit >= 0 && ORDER_OR_NOT.has(state) ? 'ADET' : CLASS[state]
    if (certain !== null) {
      visit({ ...piece, class: certain })
      continue
    }
    cut(orders[station]!, from, until, (a, b, isThere) => visit({ ...piece, from: a, until: b, class: isThere ? 'ADET' : 'ADOT' }))
  }
  slots.forEach((n, station) => {
    for (let slot = 0; slot < n; slot++)
      if (known[first[station]! + slot]! < 0 && record.end > 0) visit({ ...NOBODY, station, slot, since: 0, from: 0, until: record.end })
  })
}

/** An order at a station: from its first job there to the end of its last one. Orders from 0 on; −2 − source for units of none. */
export interface Presence {
  readonly order: number
  readonly station: number
  from: number
  until: number
}

/** Every order at every station, in the order in which it came there. */
export function presences(record: PlantRecord): readonly Presence[] {
  const { column, count } = record.jobs
  const found = new Map<string, Presence>()
  for (let row = 0; row < count; row++) {
    const order = orderOf(record, column.unit[row]!)
    const station = column.station[row]!
    const until = end(column.end[row]!, record.end)
    const key = `${station} ${order}`
    const known = found.get(key)
    if (known) known.until = Math.max(known.until, until)
    else found.set(key, { order, station, from: column.start[row]!, until })
  }
  return [...found.values()]
}

/** The order a unit belongs to; −2 − source where it is of none (−1: initial stock). */
export function orderOf(record: PlantRecord, unit: number): number {
  const row = record.rowOfUnit(unit)
  if (row < 0) return -1
  const order = record.units.column.order[row]!
  return order >= 0 ? order : -2 - record.units.column.source[row]!
}

/** When each station had any order: spans in order that do not touch. */
function ordersAt(record: PlantRecord, stations: number): readonly (readonly { from: number; until: number }[])[] {
  const spans: { from: number; until: number }[][] = Array.from({ length: stations }, () => [])
  const sorted = presences(record).toSorted((one, other) => one.from - other.from)
  for (const { station, from, until } of sorted) {
    const own = spans[station]!
    const last = own.at(-1)
    if (last && from <= last.until) last.until = Math.max(last.until, until)
    else own.push({ from, until })
  }
  return spans
}

function cut(
  spans: readonly { readonly from: number; readonly until: number }[],
  from: number,
  until: number,
  tell: (from: number, until: number, isThere: boolean) => void,
) {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.until <= from) low = middle + 1
    else high = middle
  }
  let at = from
  for (let i = low; i < spans.length && spans[i]!.from < until; i++) {
    const begins = Math.max(at, spans[i]!.from)
    const ends = Math.min(until, spans[i]!.until)
    if (begins > at) tell(at, begins, false)
    if (ends > begins) tell(begins, ends, true)
    at = ends
  }
  if (at < until) tell(at, until, false)
}

/** Not ended by the end of the log: it goes on until there. */
export const end = (until: number, logEnd: number) => (Number.isNaN(until) ? logEnd : until)

const NOBODY = { state: EquipmentState.unknown, class: 'unknownTime', unit: -1, cause: -1 } as const

/** Null: it hangs on whether an order is there. */
const CLASS: Readonly<Record<EquipmentState, TimeClass | null>> = {
  [EquipmentState.unknown]: 'unknownTime',
  [EquipmentState.paused]: 'PDOT',
  [EquipmentState.repair]: null,
  [EquipmentState.waitRepair]: null,
  [EquipmentState.held]: null,
  [EquipmentState.maintenance]: 'PDOT',
  [EquipmentState.setup]: 'AUST',
  [EquipmentState.processing]: 'APT',
  [EquipmentState.blocked]: 'ADET',
  [EquipmentState.waiting]: 'ADET',
  [EquipmentState.starved]: null,
  [EquipmentState.idle]: 'ADOT',
}

const ORDER_OR_NOT = new Set<EquipmentState>([
  EquipmentState.repair,
  EquipmentState.waitRepair,
  EquipmentState.held,
  EquipmentState.starved,
])
