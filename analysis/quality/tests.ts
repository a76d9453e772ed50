import { Disposition, HoldOutcome, Outcome } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Fate, Link, type PlantRecord } from '../record/index.ts'
import { type Share, shareOf } from './share.ts'

/** What came of the units at one test. */
export interface TestReport {
  readonly product: string
  readonly operation: string
  /** Units that were tested, and of them those that passed the first time (ISO 22400 IP and GP). */
  readonly firstPass: Share
  /** All tests, of units that come again too. */
  readonly tested: number
  readonly rejected: Share
  readonly scrapped: number
  readonly reworked: number
  readonly accepted: number
}

/** One reason why units were rejected. */
export interface DefectCount {
  /** A defect that a test named, a characteristic that was outside its limits, or the operation whose yield it was (`seen`). */
  readonly kind: 'defect' | 'measurement' | 'seen'
  readonly name: string
  readonly operation: string
  readonly count: number
  /** Of all that is in the list. */
  readonly share: number
  /** With all before it. */
  readonly cumulative: number
}

export interface FirstPass {
  readonly product: string
  /** Finished without ever being reworked, of those that were finished or scrapped. */
  readonly firstPass: Share
}

/** Ids of all defects of a scenario, in the order of the bits that a test names. */
export const defectIds = ({ products }: Pick<Scenario, 'products'>): readonly string[] => [
  ...new Set(products.flatMap(({ route }) => route.flatMap(({ defects }) => defects.map(({ id }) => id)))),
]

/** Product of each unit, as an index; −1: not known. */
export const productOf = (record: PlantRecord, unit: number): number => {
  const row = record.rowOfUnit(unit)
  return row < 0 ? -1 : record.units.column.product[row]!
}

export function testReports(record: PlantRecord, { products }: Scenario): readonly TestReport[] {
  const { unit, operation, disposition, time } = record.tests.column
  const found = new Map<number, { inspected: number; passed: number; dispositions: number[] }>()
  const key = (product: number, o: number) => product * WIDE + o
  const seen = new Set<number>()
  for (let i = 0; i < record.tests.count; i++) {
    const product = productOf(record, unit[i]!)
    if (product < 0) continue
    const at = key(product, operation[i]!)
    const once = unit[i]! * WIDE + operation[i]!
    const isFirst = !seen.has(once)
    if (isFirst) seen.add(once)
    if (time[i]! < record.since) continue
    const one = found.get(at) ?? { inspected: 0, passed: 0, dispositions: [0, 0, 0, 0] }
    found.set(at, one)
    one.dispositions[disposition[i]!]!++
    if (!isFirst) continue
    one.inspected++
    if (disposition[i] === Disposition.passed) one.passed++
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([at, { inspected, passed, dispositions }]) => {
      const product = products[Math.floor(at / WIDE)]!
      const [good, scrapped, reworked, accepted] = dispositions as [number, number, number, number]
      const tested = good + scrapped + reworked + accepted
      return {
        product: product.id,
        operation: product.route[at % WIDE]?.id ?? '',
        firstPass: shareOf(passed, inspected),
        tested,
        rejected: shareOf(tested - good, tested),
        scrapped,
        reworked,
        accepted,
      }
    })
}

/** More operations than any route has. */
const WIDE = 4096

/** Of each product; units that were sent back, by an operation, a test or whoever disposed of a hold, and are then finished were no first pass. */
export function firstPassOf(record: PlantRecord, { products }: Scenario): readonly FirstPass[] {
  const reworked = lastSentBack(record, products)
  const counts = products.map(() => ({ first: 0, all: 0 }))
  const { units } = record
  for (let i = 0; i < units.count; i++) {
    const fate = units.column.fate[i]!
    if ((fate !== Fate.finished && fate !== Fate.scrapped) || units.column.left[i]! < record.since) continue
    const count = counts[units.column.product[i]!]
    if (count === undefined) continue
    count.all++
    if (fate === Fate.finished && !reworked.has(units.column.unit[i]!)) count.first++
  }
  return products.map(({ id }, p) => ({ product: id, firstPass: shareOf(counts[p]!.first, counts[p]!.all) }))
}

/** Units that were sent back since they began, or, taken out of another, began anew. */
function lastSentBack(record: PlantRecord, products: Scenario['products']): ReadonlyMap<number, number> {
  const last = new Map<number, number>()
  const isSentBack = (unit: number, time: number) => last.set(unit, Math.max(time, last.get(unit) ?? 0))
  const jobs = record.jobs.column
  for (let i = 0; i < record.jobs.count; i++) if (jobs.outcome[i] === Outcome.rework) isSentBack(jobs.unit[i]!, jobs.end[i]!)
  const tests = record.tests.column
  for (let i = 0; i < record.tests.count; i++) {
    if (tests.disposition[i] !== Disposition.reworked) continue
    // From where it is set aside, though its operation counted as good; a unit that went on is sent back where it is caught, if it is.
    const test = products[productOf(record, tests.unit[i]!)]?.route[tests.operation[i]!]?.test
    if (test && (test.result === null || test.meanwhile === 'quarantine')) isSentBack(tests.unit[i]!, tests.time[i]!)
  }
  const held = record.heldUnits.column
  for (let i = 0; i < record.heldUnits.count; i++) if (held.outcome[i] === HoldOutcome.reworked) isSentBack(held.unit[i]!, held.until[i]!)
  const { unit, link, time } = record.links.column
  for (let i = 0; i < record.links.count; i++)
    if (link[i] === Link.takenOut && (last.get(unit[i]!) ?? Number.POSITIVE_INFINITY) <= time[i]!) last.delete(unit[i]!)
  return last
}

/** Why units were rejected, most frequent first. A rejected unit with several defects counts for each of them. */
export function defectPareto(record: PlantRecord, scenario: Scenario): readonly DefectCount[] {
  const ids = defectIds(scenario)
  const counts = new Map<string, { kind: DefectCount['kind']; name: string; operation: string; count: number }>()
  const add = (kind: DefectCount['kind'], name: string, operation: string) => {
    const key = `${kind} ${name} ${operation}`
    const one = counts.get(key) ?? { kind, name, operation, count: 0 }
    one.count++
    counts.set(key, one)
  }
  const routeOf = (unit: number) => scenario.products[productOf(record, unit)]?.route
  const { unit, operation, disposition, defects, time } = record.tests.column
  for (let i = 0; i < record.tests.count; i++) {
    if (time[i]! < record.since || disposition[i] === Disposition.passed) continue
    const at = routeOf(unit[i]!)?.[operation[i]!]?.id ?? ''
    for (let bit = 0; bit < ids.length; bit++) if ((defects[i]! & (1 << bit)) !== 0) add('defect', ids[bit]!, at)
  }
  const read = record.measurements.column
  for (let i = 0; i < record.measurements.count; i++) {
    if (read.time[i]! < record.since) continue
    const route = routeOf(read.unit[i]!)
    const measure = route?.[read.operation[i]!]?.test?.measures[read.measurement[i]!]
    if (measure && isOutside(read.value[i]!, measure)) add('measurement', measure.characteristic, route![read.operation[i]!]!.id)
  }
  const jobs = record.jobs.column
  for (let i = 0; i < record.jobs.count; i++) {
    if (!(jobs.end[i]! >= record.since) || (jobs.outcome[i] !== Outcome.scrap && jobs.outcome[i] !== Outcome.rework)) continue
    const made = routeOf(jobs.unit[i]!)?.[jobs.operation[i]!]
    // Where there is a test, it has said why.
    if (made && made.test === null) add('seen', made.id, made.id)
  }
  const sorted = [...counts.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  const all = sorted.reduce((sum, { count }) => sum + count, 0)
  let before = 0
  return sorted.map((one) => {
    before += one.count
    return { ...one, share: one.count / all, cumulative: before / all }
  })
}

export const isOutside = (value: number, { low, high }: { readonly low: number | null; readonly high: number | null }) =>
  (low !== null && value < low) || (high !== null && value > high)
