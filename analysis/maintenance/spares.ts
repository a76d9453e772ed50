import type { PlantRecord } from '../record/index.ts'
import type { Assets } from './assets.ts'

/** Parts that repairs of a station take from stock. */
export interface SparePart {
  readonly item: string
  readonly mode: string
  readonly perRepair: number
  readonly onHand: number
  /** For repairs that have not begun, anywhere. */
  readonly reserved: number
  /** Is there enough for one repair, besides what is reserved? */
  readonly isThere: boolean
}

/** Stock on hand by item (materials, then products), as the record has it. */
export function stockNow({ receipts, produced, consumed, shipped, writtenOff, moves }: PlantRecord, initial: readonly number[]): number[] {
  const stock = [...initial]
  for (const [{ column, count }, sign] of [
    [receipts, 1],
    [produced, 1],
    [consumed, -1],
    [shipped, -1],
    [writtenOff, -1],
    [moves, -1],
  ] as const)
    for (let row = 0; row < count; row++) stock[column.item[row]!]! += sign * column.quantity[row]!
  return stock
}

/** station number → the parts of its failure modes */
export function sparesOf({ scenario, record, list }: Assets): readonly (readonly SparePart[])[] {
  const items = [...scenario.materials, ...scenario.products]
  const stock = stockNow(
    record,
    items.map(({ initialStock }) => initialStock),
  )
  const number = new Map(items.map(({ id }, i) => [id, i]))
  const reserved = items.map(() => 0)
  for (const { modes } of list)
    for (const { mode, failures } of modes)
      if (failures.some(({ start }) => Number.isNaN(start)))
        for (const { item, quantity } of mode.spares) reserved[number.get(item)!]! += quantity
  return scenario.stations.map(({ failures }) =>
    failures.flatMap(({ id, spares }) =>
      spares.map(({ item, quantity }): SparePart => {
        const i = number.get(item)!
        const part = { onHand: stock[i]!, reserved: reserved[i]! }
        return { item, mode: id, perRepair: quantity, ...part, isThere: part.onHand - part.reserved >= quantity }
      }),
    ),
  )
}
