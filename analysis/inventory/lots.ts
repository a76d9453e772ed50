import type { Scenario } from '../../scenarios/model.ts'
import type { PlantRecord } from '../record/index.ts'
import type { StockLedger } from './ledger.ts'

/**
 * What may be done with stock. `inspection`: a delivery that waits for it; `quarantine`: on hold because something came to light; `blocked`: on hold because
 * somebody said so.
 */
export const STATUSES = ['unrestricted', 'inspection', 'quarantine', 'blocked'] as const
export type Status = (typeof STATUSES)[number]

/** A lot that there is something left of. Times in seconds after the start of the log. */
export interface LotLine {
  readonly lot: number
  readonly item: string
  readonly received: number
  /** Purchase order that it came with; null: it was there at the start. */
  readonly purchaseOrder: number | null
  readonly supplier: string | null
  readonly quantity: number
  readonly left: number
  readonly status: Status
  readonly ageSeconds: number
  /** When it may no longer be used; null: never. */
  readonly expires: number | null
}

/** All lots with something left, in order of use: first expiry, and of the same expiry first in, first out. */
export function lotsOf(record: PlantRecord, ledger: StockLedger, { materials, suppliers }: Scenario, at: number): readonly LotLine[] {
  const { lot, item, purchaseOrder, quantity, time } = record.lots.column
  const count = record.lots.count
  let most = 0
  for (let row = 0; row < count; row++) most = Math.max(most, lot[row]! + 1)
  const left = ledger.lotLevels(most)
  const held = new Map<number, Status>()
  const { holds } = record
  for (let row = 0; row < holds.count; row++) {
    if (!Number.isNaN(holds.column.until[row]!)) continue
    held.set(holds.column.lot[row]!, holds.column.hold[row]! < 0 ? 'blocked' : 'quarantine')
  }
  const supplierOf = new Map<number, number>()
  const { receipts } = record
  for (let row = 0; row < receipts.count; row++) supplierOf.set(receipts.column.purchaseOrder[row]!, receipts.column.supplier[row]!)
  const lines: LotLine[] = []
  for (let row = 0; row < count; row++) {
    const number = lot[row]!
    if (left[number]! <= DUST) continue
    const { id, shelfLife } = materials[item[row]!]!
    const received = time[row]! / 1e6
    const order = purchaseOrder[row]!
    lines.push({
      ...{ lot: number, item: id, received, quantity: quantity[row]!, left: left[number]!, status: held.get(number) ?? 'unrestricted' },
      purchaseOrder: order < 0 ? null : order,
      supplier: suppliers[supplierOf.get(order) ?? -1]?.id ?? null,
      ageSeconds: at - received,
      expires: shelfLife === null ? null : received + shelfLife,
    })
  }
  return lines.sort((a, b) => (a.expires ?? Number.POSITIVE_INFINITY) - (b.expires ?? Number.POSITIVE_INFINITY) || a.lot - b.lot)
}

/** Less than this is what sums of fractions leave over. */
export const DUST = 1e-6
