import type { Log } from '../../engine/log/reader.ts'
import { replayTally } from '../../engine/log/replay.ts'
import type { SimTime } from '../../engine/log/time.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { meanOf } from '../distribution.ts'
import { kpiCatalogue, kpiValues } from '../kpi/index.ts'
import { productionOf } from '../production/production.ts'
import type { Tracker } from '../production/tracker.ts'
import { type PlantRecord, recordOf } from '../record/index.ts'
import { type BinLine, binsOf } from './bins.ts'
import { StockLedger } from './ledger.ts'
import { type StockLine, StockLines } from './lines.ts'
import { DUST, type LotLine, lotsOf } from './lots.ts'
import { type Need, needsOf } from './needs.ts'

/** A purchase order, or what is brought from another stock, of which not all is here. Seconds after the start of the log. */
export interface Inbound {
  readonly purchaseOrder: number
  readonly item: string
  readonly supplier: string | null
  /** Item from whose stock it is brought; null: it is bought. */
  readonly from: string | null
  readonly quantity: number
  readonly ordered: number
  /** As long after it was ordered as its way takes on average; null: it waits for the stock that it comes from. */
  readonly expected: number | null
  readonly overdue: boolean
  /** It is here, and waits for its inspection. */
  readonly inInspection: boolean
}

export interface Inventory {
  /** Seconds after the start of the log. */
  readonly at: number
  readonly lines: readonly StockLine[]
  readonly lots: readonly LotLine[]
  readonly inbound: readonly Inbound[]
  readonly needs: readonly Need[]
  readonly bins: readonly BinLine[]
  readonly ledger: StockLedger
}

/** What a log knew of its stocks at `until` (µs; its end if not said). What the report has read already may be given. */
export function inventoryOf(
  log: Log<Scenario>,
  until: number = log.endTime,
  given: { readonly record?: PlantRecord; readonly production?: Tracker } = {},
): Inventory {
  const { scenario } = log.header
  const record = given.record ?? recordOf(log, until)
  const at = until / 1e6
  const ledger = new StockLedger(record, scenario)
  const lots = lotsOf(record, ledger, scenario, at)
  const inbound = inboundOf(record, scenario, at)
  const needs = needsOf(given.production ?? productionOf(log, until))
  const turns = turnsOf(scenario, kpiValues(scenario, replayTally(log, { until: until as SimTime }), until as SimTime))
  const lines = new StockLines(record, scenario, ledger.balances(-1), { lots, inbound, needs, until, turns }).all()
  return { at, lots, inbound, needs, ledger, lines, bins: binsOf(log, record) }
}

/** How stocks stand at the end of what was read, without what open orders still take: for who has the record and the key figures already. */
export function stockLinesOf(record: PlantRecord, scenario: Scenario, turns: ReadonlyMap<string, number>): readonly StockLine[] {
  const at = record.end / 1e6
  const ledger = new StockLedger(record, scenario)
  const parts = { lots: lotsOf(record, ledger, scenario, at), inbound: inboundOf(record, scenario, at), needs: null }
  return new StockLines(record, scenario, ledger.balances(-1), { ...parts, until: record.end, turns }).all()
}

const turnsOf = (scenario: Scenario, values: Float64Array): ReadonlyMap<string, number> =>
  new Map(kpiCatalogue(scenario).flatMap(({ name, subject }, i) => (name === 'inventoryTurns' ? [[subject, values[i]!]] : [])))

/** Purchase orders and transfers that are not closed, by when they are expected. */
export function inboundOf(record: PlantRecord, { materials, suppliers }: Scenario, at: number): readonly Inbound[] {
  const { purchases, moves, receipts, notReceived, inspections } = record
  const left = new Map<number, number>()
  const setOut = new Map<number, number>()
  const inspected = new Set<number>()
  for (let row = 0; row < purchases.count; row++) {
    const order = purchases.column.purchaseOrder[row]!
    left.set(order, purchases.column.quantity[row]!)
  }
  for (let row = 0; row < moves.count; row++) setOut.set(moves.column.purchaseOrder[row]!, moves.column.time[row]!)
  for (const { column, count } of [receipts, notReceived])
    for (let row = 0; row < count; row++) {
      const order = column.purchaseOrder[row]!
      left.set(order, (left.get(order) ?? 0) - column.quantity[row]!)
    }
  for (let row = 0; row < inspections.count; row++)
    if (Number.isNaN(inspections.column.until[row]!)) inspected.add(inspections.column.purchaseOrder[row]!)
  const seen = new Set<number>()
  const lines: Inbound[] = []
  for (let row = 0; row < purchases.count; row++) {
    const { item, supplier, purchaseOrder, time } = purchases.row(row)
    const material = materials[item]
    if (material === undefined || seen.has(purchaseOrder) || !(left.get(purchaseOrder)! > DUST)) continue
    seen.add(purchaseOrder)
    const isBrought = material.from !== null
    const since = isBrought ? setOut.get(purchaseOrder) : time
    const expected = since === undefined ? null : since / 1e6 + wayOf(material, suppliers[supplier])
    lines.push({
      ...{ purchaseOrder, item: material.id, supplier: suppliers[supplier]?.id ?? null, from: material.from },
      ...{ quantity: left.get(purchaseOrder)!, ordered: time / 1e6, expected, overdue: expected !== null && expected < at },
      inInspection: inspected.has(purchaseOrder),
    })
  }
  return lines.sort((a, b) => (a.expected ?? Number.POSITIVE_INFINITY) - (b.expected ?? Number.POSITIVE_INFINITY))
}

/** How long a delivery takes on average until it is stock, as the planner believes. */
export function wayOf(
  { transferTime, inspection }: Scenario['materials'][number],
  supplier: Scenario['suppliers'][number] | undefined,
): number {
  const way = transferTime ?? supplier?.leadTime
  const late = transferTime === null && supplier?.late != null ? supplier.late.probability * meanOf(supplier.late.by) : 0
  return (way === undefined ? 0 : meanOf(way)) + late + (inspection === null ? 0 : meanOf(inspection.time))
}
