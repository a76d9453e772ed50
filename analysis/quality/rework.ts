import { Disposition, HoldOutcome, Outcome } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Fate, type PlantRecord, rowsBy } from '../record/index.ts'
import { type Share, shareOf } from './share.ts'
import { productOf } from './tests.ts'

/** What one station made, in pieces: PQ = GQ + SQ + RQ (ISO 22400). */
export interface Output {
  readonly station: string
  readonly produced: number
  readonly good: number
  readonly scrap: number
  readonly rework: number
  /** RQ / PQ. */
  readonly reworkRatio: Share
  readonly scrapRatio: Share
}

/** A unit that was sent back, until it comes out of the same operation again, or leaves. */
export interface ReworkLoop {
  readonly unit: number
  readonly product: string
  /** What is done again, or sent it back; and where that was. Null: it was on hold, and sent back from there. */
  readonly operation: string
  readonly station: string | null
  /** Which time this is for the unit. */
  readonly times: number
  /** Seconds. */
  readonly from: number
  /** Null: it goes on. */
  readonly until: number | null
  readonly outcome: 'good' | 'again' | 'scrapped' | 'left' | 'open'
  /** Seconds worked on it. */
  readonly workedSeconds: number
  /** What those cost at the stations' rates. */
  readonly cost: number
}

/** Pieces that ended at one station by some time, from the jobs alone. */
export class OutputCounts {
  readonly #ends: Float64Array
  readonly #good: Int32Array
  readonly #scrap: Int32Array
  readonly #rework: Int32Array

  constructor(record: PlantRecord, station: number) {
    const { station: at, end, outcome } = record.jobs.column
    const rows: number[] = []
    for (let i = 0; i < record.jobs.count; i++) if (at[i] === station && outcome[i]! >= 0) rows.push(i)
    rows.sort((a, b) => end[a]! - end[b]! || a - b)
    this.#ends = Float64Array.from(rows, (row) => end[row]!)
    const counted = (wanted: number) => {
      let count = 0
      return Int32Array.from(rows, (row) => {
        if (outcome[row] === wanted) count++
        return count
      })
    }
    this.#good = counted(Outcome.good)
    this.#scrap = counted(Outcome.scrap)
    this.#rework = counted(Outcome.rework)
  }

  /** By `time` in µs, what ended then included. */
  by(time: number): { readonly produced: number; readonly good: number; readonly scrap: number; readonly rework: number } {
    let [low, high] = [0, this.#ends.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#ends[middle]! <= time) low = middle + 1
      else high = middle
    }
    const at = (counts: Int32Array) => (low === 0 ? 0 : counts[low - 1]!)
    return { produced: low, good: at(this.#good), scrap: at(this.#scrap), rework: at(this.#rework) }
  }
}

/** Of each station that made anything since measuring began. */
export function outputsOf(record: PlantRecord, { stations }: Scenario): readonly Output[] {
  const counts = stations.map(() => [0, 0, 0])
  const { station, end, outcome } = record.jobs.column
  for (let i = 0; i < record.jobs.count; i++) if (outcome[i]! >= 0 && end[i]! >= record.since) counts[station[i]!]![outcome[i]!]!++
  return stations.flatMap(({ id }, s) => {
    const [good, scrap, rework] = counts[s] as [number, number, number]
    const produced = good + scrap + rework
    if (produced === 0) return []
    return [{ station: id, produced, good, scrap, rework, reworkRatio: shareOf(rework, produced), scrapRatio: shareOf(scrap, produced) }]
  })
}

/** Every time that a unit was sent back, in the order of their beginning. */
export function reworkLoops(record: PlantRecord, scenario: Scenario): readonly ReworkLoop[] {
  const starts = sentBack(record, scenario)
  if (starts.length === 0) return []
  const byUnit = rowsBy(record.jobs, 'unit')
  const { jobs, units } = record
  const times = new Map<number, number>()
  return starts.map(({ unit, operation, station, time }) => {
    const nth = (times.get(unit) ?? 0) + 1
    times.set(unit, nth)
    let worked = 0
    let cost = 0
    let until: number | null = null
    let outcome: ReworkLoop['outcome'] = 'open'
    for (const row of byUnit.of(unit)) {
      const { start, end, gaveWay, station: at, operation: done, outcome: said } = jobs.column
      if (start[row]! < time) continue
      const ended = end[row]!
      // A job that goes on has been worked on until the log ends.
      const seconds = ((Number.isNaN(ended) ? record.end : ended) - start[row]! - gaveWay[row]!) / 1e6
      worked += seconds
      cost += (seconds / 3600) * scenario.stations[at[row]!]!.costPerHour
      if (done[row] !== operation || Number.isNaN(ended) || said[row]! < 0) continue
      until = ended
      outcome = said[row] === Outcome.good ? 'good' : said[row] === Outcome.rework ? 'again' : 'scrapped'
      break
    }
    const own = record.rowOfUnit(unit)
    if (until === null && own >= 0 && units.column.fate[own] !== Fate.inPlant) {
      until = units.column.left[own]!
      outcome = units.column.fate[own] === Fate.scrapped ? 'scrapped' : 'left'
    }
    const product = scenario.products[productOf(record, unit)]
    return {
      unit,
      product: product?.id ?? '',
      operation: product?.route[operation]?.id ?? '',
      station: scenario.stations[station]?.id ?? null,
      times: nth,
      from: time / 1e6,
      until: until === null ? null : until / 1e6,
      outcome,
      workedSeconds: worked,
      cost,
    }
  })
}

/** Jobs that ended in rework; units that a late result sent back from where they were set aside; and units that a hold sent back. */
function sentBack(record: PlantRecord, { products }: Scenario) {
  const found: { unit: number; operation: number; station: number; time: number }[] = []
  const jobs = record.jobs.column
  for (let i = 0; i < record.jobs.count; i++)
    if (jobs.outcome[i] === Outcome.rework && jobs.end[i]! >= record.since)
      found.push({ unit: jobs.unit[i]!, operation: jobs.operation[i]!, station: jobs.station[i]!, time: jobs.end[i]! })
  const tests = record.tests.column
  for (let i = 0; i < record.tests.count; i++) {
    if (tests.disposition[i] !== Disposition.reworked || tests.time[i]! < record.since) continue
    const test = products[productOf(record, tests.unit[i]!)]?.route[tests.operation[i]!]?.test
    if (test && test.result !== null && test.meanwhile === 'quarantine')
      found.push({ unit: tests.unit[i]!, operation: tests.operation[i]!, station: tests.station[i]!, time: tests.time[i]! })
  }
  // Of a hold it is known which operation is done again, and no station sent the unit there.
  const held = record.heldUnits.column
  for (let i = 0; i < record.heldUnits.count; i++)
    if (held.outcome[i] === HoldOutcome.reworked && held.until[i]! >= record.since)
      found.push({ unit: held.unit[i]!, operation: held.backTo[i]!, station: -1, time: held.until[i]! })
  return found.sort((a, b) => a.time - b.time || a.unit - b.unit)
}
