import { EventKind } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { exposureTo, Genealogy, recallOf } from '../genealogy/index.ts'
import { Fate, type PlantRecord } from '../record/index.ts'
import type { Wanted } from './numbers.ts'

/** Where lots came from and where they went. */
export interface Traced {
  /** Units that left the plant, and those of them whose jobs are on record. */
  readonly left: number
  readonly known: number
  readonly lots: number
  /** Links between lots, units, stocks and orders. */
  readonly links: number
  /** One lot, or one unit, followed: what is on hold, else the lot that was used last, else the unit that left last. */
  readonly example: Followed | null
}

export interface Followed {
  readonly kind: 'lot' | 'unit'
  readonly of: number
  readonly name: string
  readonly item: string
  readonly supplier: string | null
  readonly purchaseOrder: number | null
  readonly held: boolean
  readonly units: number
  /** Pieces: what is left of it or came of it, wherever that is now. */
  readonly stock: number
  readonly inProcess: number
  readonly inTransit: number
  readonly shipped: number
  readonly gone: number
  readonly customers: readonly string[]
  readonly rows: readonly {
    readonly what: 'received' | 'used' | 'worked' | 'left'
    readonly of: string
    readonly time: number
    readonly record: Wanted
  }[]
}

const SHOWN = 4

export function tracedOf(record: PlantRecord, scenario: Scenario): Traced {
  const { units, lots, uses, consumed, produced, shipped, links } = record
  const isWorked = new Set(record.jobs.column.unit.subarray(0, record.jobs.count))
  let left = 0
  let known = 0
  for (let row = 0; row < units.count; row++) {
    if (units.column.fate[row] !== Fate.finished) continue
    left++
    if (isWorked.has(units.column.unit[row]!)) known++
  }
  const all = uses.count + consumed.count + produced.count + shipped.count + links.count
  return { left, known, lots: lots.count, links: all, example: units.count === 0 ? null : follow(record, scenario) }
}

function follow(record: PlantRecord, scenario: Scenario): Followed | null {
  const lot = lotOfInterest(record)
  return lot < 0 ? null : followLot(record, scenario, lot)
}

/** On hold now, else that which was used last; −1: there is none. */
function lotOfInterest({ holds, uses }: PlantRecord): number {
  for (let row = holds.count - 1; row >= 0; row--) if (Number.isNaN(holds.column.until[row]!)) return holds.column.lot[row]!
  return uses.count === 0 ? -1 : uses.column.lot[uses.count - 1]!
}

function followLot(record: PlantRecord, scenario: Scenario, lot: number): Followed {
  const genealogy = new Genealogy(record, scenario)
  const exposure = exposureTo(genealogy, { lots: [lot] })
  const { totals, shipped } = recallOf(genealogy, exposure)
  const purchase = genealogy.purchaseOfLot(lot)
  const supplier = purchase < 0 ? -1 : genealogy.supplierOf(purchase)
  const row = genealogy.lotRow(lot)
  const item = [...scenario.materials, ...scenario.products][genealogy.itemOfLot(lot)]
  const { lots, uses, units } = record
  const rows: { what: 'received' | 'used' | 'worked' | 'left'; of: string; time: number; record: Wanted }[] = []
  if (row >= 0) {
    const time = lots.column.time[row]!
    rows.push({ what: 'received', of: String(lot), time, record: { kind: EventKind.lotCreated, subject: lot, time } })
  }
  const used = genealogy.usesOfLot.of(lot)
  for (const use of used.subarray(Math.max(0, used.length - SHOWN))) {
    const time = uses.column.time[use]!
    rows.push({
      ...{ what: 'used', of: uses.column.unit[use]! < 0 ? '–' : String(uses.column.unit[use]), time },
      record: { kind: EventKind.lotUsed, subject: lot, time },
    })
  }
  const last = [...exposure.units].map((unit) => record.rowOfUnit(unit)).filter((of) => of >= 0 && units.column.fate[of] === Fate.finished)
  last.sort((one, other) => units.column.left[other]! - units.column.left[one]!)
  for (const of of last.slice(0, 2)) {
    const { unit, left: time } = units.row(of)
    rows.push({ what: 'left', of: String(unit), time, record: { kind: EventKind.unitFinished, subject: unit, time } })
  }
  return {
    ...{ kind: 'lot', of: lot, name: String(lot), item: item?.id ?? '' },
    supplier: supplier < 0 ? null : (scenario.suppliers[supplier]?.id ?? null),
    purchaseOrder: purchase < 0 ? null : purchase,
    held: record.holds.count > 0 && genealogy.holdsOfLot.of(lot).some((hold) => Number.isNaN(record.holds.column.until[hold]!)),
    units: exposure.units.length,
    stock: totals.stock.quantity,
    inProcess: totals.inProcess.quantity,
    inTransit: totals.inTransit.quantity,
    shipped: totals.shipped.quantity,
    gone: totals.gone.quantity,
    customers: [...new Set(shipped.flatMap(({ customer }) => customer ?? []))],
    rows: rows.sort((one, other) => one.time - other.time),
  }
}
