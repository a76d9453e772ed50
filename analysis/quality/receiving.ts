import type { Scenario } from '../../scenarios/model.ts'
import type { PlantRecord } from '../record/index.ts'
import { type Inspection, Switching } from '../sampling/index.ts'

/** The deliveries of one item from one supplier that are inspected on receipt, lot by lot, with what the switching rules say of the next. */
export interface Receiving {
  readonly item: string
  readonly supplier: string
  /** Per cent. */
  readonly aql: number
  readonly lots: readonly (Inspection & { readonly time: number; readonly quantity: number })[]
  readonly refused: number
  /** How the next lot is to be inspected. */
  readonly next: Inspection['next']
}

/** Per cent, where nobody says otherwise. */
const DEFAULT_AQL = 1

/** In the order of items and suppliers; only those of which something came. Lots of fewer than two pieces are no lots to sample. */
export function receivingOf(record: PlantRecord, { materials, suppliers }: Scenario, aql = DEFAULT_AQL): readonly Receiving[] {
  const found = new Map<string, { item: number; supplier: number; lots: { time: number; quantity: number; accepted: boolean }[] }>()
  const add = (item: number, supplier: number, lot: { time: number; quantity: number; accepted: boolean }) => {
    if (supplier < 0 || !materials[item]?.inspection || lot.quantity < 2) return
    const key = `${item} ${supplier}`
    const one = found.get(key) ?? { item, supplier, lots: [] }
    found.set(key, one)
    one.lots.push(lot)
  }
  const came = record.receipts.column
  for (let i = 0; i < record.receipts.count; i++)
    add(came.item[i]!, came.supplier[i]!, { time: came.time[i]!, quantity: came.quantity[i]!, accepted: true })
  const not = record.notReceived.column
  for (let i = 0; i < record.notReceived.count; i++)
    if (not.reason[i] === REFUSED) add(not.item[i]!, not.supplier[i]!, { time: not.time[i]!, quantity: not.quantity[i]!, accepted: false })
  return [...found.values()]
    .sort((a, b) => a.item - b.item || a.supplier - b.supplier)
    .map(({ item, supplier, lots }) => {
      const switching = new Switching({ aql })
      const judged = lots
        .sort((a, b) => a.time - b.time)
        .flatMap(({ time, quantity, accepted }) => {
          const inspection = switching.inspected({ lotSize: Math.round(quantity), accepted, nonconforming: null })
          return inspection === null ? [] : [{ ...inspection, time: time / 1e6, quantity }]
        })
      return {
        item: materials[item]!.id,
        supplier: suppliers[supplier]!.id,
        aql,
        lots: judged,
        refused: lots.filter(({ accepted }) => !accepted).length,
        next: switching.severity,
      }
    })
}

/** Why a delivery did not come in: it was refused at inspection. */
const REFUSED = 1
