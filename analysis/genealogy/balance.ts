import { Fate } from '../record/index.ts'
import type { Genealogy } from './genealogy.ts'
import { isHeld, leftOfLot } from './recall.ts'

/** Where a lot went: received = units + orders + moved + upkeep + written off + left. */
export interface LotBalance {
  readonly lot: number
  readonly item: number
  readonly purchaseOrder: number
  readonly received: number
  readonly units: number
  readonly orders: number
  /** To another stock. */
  readonly moved: number
  readonly upkeep: number
  readonly writtenOff: number
  readonly left: number
  /** The least that was ever left of it: below 0 more was taken than there was. */
  readonly least: number
  readonly held: boolean
}

export function lotBalance(genealogy: Genealogy, lot: number): LotBalance {
  const { record, usesOfLot, writtenOffOfLot, purchaseOfUse } = genealogy
  const row = genealogy.lotRow(lot)
  const received = row < 0 ? 0 : record.lots.column.quantity[row]!
  const { unit, order, quantity, seq } = record.uses.column
  const sums = { units: 0, orders: 0, moved: 0, upkeep: 0, writtenOff: 0 }
  const steps: (readonly [seq: number, quantity: number])[] = []
  for (const use of usesOfLot.of(lot)) {
    const where = unit[use]! >= 0 ? 'units' : order[use]! >= 0 ? 'orders' : purchaseOfUse[use]! >= 0 ? 'moved' : 'upkeep'
    sums[where] += quantity[use]!
    steps.push([seq[use]!, quantity[use]!])
  }
  for (const gone of writtenOffOfLot.of(lot)) {
    sums.writtenOff += record.writtenOff.column.quantity[gone]!
    steps.push([record.writtenOff.column.seq[gone]!, record.writtenOff.column.quantity[gone]!])
  }
  let level = received
  let least = received
  for (const [, taken] of steps.sort(([a], [b]) => a - b)) {
    level -= taken
    least = Math.min(least, level)
  }
  return {
    lot,
    item: genealogy.itemOfLot(lot),
    purchaseOrder: genealogy.purchaseOfLot(lot),
    received,
    ...sums,
    left: leftOfLot(genealogy, lot),
    least: Math.abs(least) < 1e-6 ? 0 : least,
    held: isHeld(genealogy, lot),
  }
}

/** What units took of an item, and why: consumed = standard + rework + scrap + in process. */
export interface MaterialLine {
  readonly item: number
  readonly consumed: number
  /** By the bill of material of what was made: components of each operation that a good unit went through, once. */
  readonly standard: number
  /** What good units took beyond that: operations that were done again. */
  readonly rework: number
  /** What units took that were scrapped. */
  readonly scrap: number
  /** What units took that are not done yet. */
  readonly inProcess: number
  /** Of which lots; what is not in here is of no lot. */
  readonly lots: readonly { readonly lot: number; readonly quantity: number }[]
}

/** Materials used by these units: all of the plant, or those of an order. */
export function materialsOf(genealogy: Genealogy, units: readonly number[] = allUnits(genealogy)): MaterialLine[] {
  const lines = new Map<
    number,
    { consumed: number; standard: number; taken: number; scrap: number; inProcess: number; lots: Map<number, number> }
  >()
  const lineOf = (item: number) => {
    let line = lines.get(item)
    if (line === undefined) {
      line = { consumed: 0, standard: 0, taken: 0, scrap: 0, inProcess: 0, lots: new Map() }
      lines.set(item, line)
    }
    return line
  }
  const { record, consumedOfUnit, usesOfUnit } = genealogy
  const kits = kitsOf(genealogy)
  for (const unit of units) {
    const fate = fateOf(genealogy, unit)
    for (const row of consumedOfUnit.of(unit)) {
      const line = lineOf(record.consumed.column.item[row]!)
      const quantity = record.consumed.column.quantity[row]!
      line.consumed += quantity
      if (fate === 'good') line.taken += quantity
      else line[fate] += quantity
    }
    for (const use of usesOfUnit.of(unit)) {
      const lot = record.uses.column.lot[use]!
      const { lots } = lineOf(genealogy.itemOfLot(lot))
      lots.set(lot, (lots.get(lot) ?? 0) + record.uses.column.quantity[use]!)
    }
    if (fate !== 'good') continue
    const row = record.rowOfUnit(unit)
    const own = kits[record.units.column.product[row] ?? -1] ?? []
    const done = new Set<number>()
    for (const job of genealogy.jobsOfUnit.of(unit)) done.add(record.jobs.column.operation[job]!)
    done.delete(begunBefore(genealogy, unit))
    for (const operation of done) for (const { item, quantity } of own[operation] ?? []) lineOf(item).standard += quantity
  }
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([item, { taken, lots, ...line }]) => ({
      item,
      ...line,
      rework: taken - line.standard,
      lots: [...lots].sort(([a], [b]) => a - b).map(([lot, quantity]) => ({ lot, quantity })),
    }))
}

function allUnits({ record: { units } }: Genealogy): number[] {
  return [...units.column.unit.subarray(0, units.count)]
}

/** The operation for which a unit was in a station when the log begins: it has its components. −1: none. */
function begunBefore({ record, staysOfUnit, consumedOfUnit }: Genealogy, unit: number): number {
  const [first] = staysOfUnit.of(unit)
  const { place, slot, from, operation } = record.stays.column
  if (first === undefined || slot[first]! < 0 || from[first] !== 0) return -1
  const { time, station } = record.consumed.column
  const isServed = consumedOfUnit.of(unit).some((row) => time[row] === 0 && station[row] === place[first])
  return isServed ? -1 : operation[first]!
}

/** What became of what is in the unit. A part goes the way of the unit that it is in; what was split up has become others. */
function fateOf(genealogy: Genealogy, unit: number): 'good' | 'scrap' | 'inProcess' {
  const { record } = genealogy
  const row = record.rowOfUnit(genealogy.rootOf(unit))
  const fate = row < 0 ? Fate.inPlant : record.units.column.fate[row]!
  return fate === Fate.scrapped ? 'scrap' : fate === Fate.inPlant || fate === Fate.withdrawn ? 'inProcess' : 'good'
}

/** Product → operation → its components. */
function kitsOf({ scenario }: Genealogy) {
  const items = new Map([...scenario.materials, ...scenario.products].map(({ id }, item) => [id, item]))
  return scenario.products.map(({ route }) =>
    route.map(({ components }) => components.map(({ item, quantity }) => ({ item: items.get(item)!, quantity }))),
  )
}
