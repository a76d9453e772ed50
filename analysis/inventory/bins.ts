import { EventKind, StoreState } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { PlantRecord } from '../record/index.ts'

/** Units of one product in one bin of a store. */
export interface BinLine {
  readonly store: string
  /** Counted from 1; null: they are in the store, and the log does not tell in which bin: at the way in or out, or there from the start. */
  readonly column: number | null
  readonly level: number | null
  readonly product: string
  readonly units: readonly number[]
  /** Seconds after the start of the log: when the first of them came into the store. */
  readonly since: number
}

/** Where the units in stores are: put away into a bin from when the machine sets out with them, until it sets out to fetch them. */
export function binsOf(log: Log<Scenario>, record: PlantRecord): readonly BinLine[] {
  const { buffers, stations, products } = log.header.scenario
  if (buffers.every(({ store }) => store === null)) return []
  const binOf = new Map<number, number>()
  log.scan(0, log.seek(record.end), ({ kind, a, b, c }) => {
    if (kind !== EventKind.storeMoved || c < 0) return
    if (a === StoreState.putAway) binOf.set(c, b)
    else if (a === StoreState.fetch) binOf.delete(c)
  })
  const lines = new Map<string, BinLine & { readonly units: number[] }>()
  const { unit, place, from, until } = record.stays.column
  for (let row = 0; row < record.stays.count; row++) {
    const buffer = place[row]! - stations.length
    const store = buffers[buffer]?.store ?? null
    if (store === null || !Number.isNaN(until[row]!)) continue
    const bin = binOf.get(unit[row]!) ?? -1
    const product = products[record.units.column.product[record.rowOfUnit(unit[row]!)]!]!.id
    const key = `${buffer} ${bin} ${product}`
    const known = lines.get(key)
    if (known !== undefined) known.units.push(unit[row]!)
    else
      lines.set(key, {
        ...{ store: buffers[buffer]!.id, product, units: [unit[row]!], since: from[row]! / 1e6 },
        ...(bin < 0 ? { column: null, level: null } : { column: Math.floor(bin / store.levels) + 1, level: (bin % store.levels) + 1 }),
      })
  }
  const rank = ({ column, level }: BinLine) => (column ?? 1e6) * 1e4 + (level ?? 0)
  return [...lines.values()].sort((one, other) => (one.store < other.store ? -1 : one.store > other.store ? 1 : rank(one) - rank(other)))
}
