import { mean, sampleStandardDeviation } from 'simple-statistics'
import { EventKind } from '../../engine/log/events.ts'
import { studentQuantile } from '../../engine/math/index.ts'
import { Fate, type PlantRecord } from '../record/index.ts'
import type { Wanted } from './numbers.ts'

/** Output of the whole plant: units that were finished. */
export interface Output {
  readonly units: number
  readonly hours: number
  readonly perHour: number
  /** Of the mean of whole days in which anything left, 95 % (Student); null: fewer than three of them. */
  readonly interval: { readonly low: number; readonly high: number; readonly days: number } | null
  readonly last: Wanted | null
}

const DAY = 86_400e6

export function outputOf(record: PlantRecord): Output {
  const { units, since, end } = record
  const days = Math.floor((end - since) / DAY)
  const counts = new Array<number>(Math.max(0, days)).fill(0)
  let made = 0
  let last = -1
  for (let row = 0; row < units.count; row++) {
    const left = units.column.left[row]!
    if (!(left >= since) || units.column.fate[row] !== Fate.finished) continue
    made++
    if (last < 0 || left >= units.column.left[last]!) last = row
    const day = Math.floor((left - since) / DAY)
    if (day < days) counts[day]!++
  }
  const hours = (end - since) / 3600e6
  return {
    units: made,
    hours,
    perHour: hours > 0 ? made / hours : 0,
    interval: meanOfDays(counts),
    last: last < 0 ? null : { kind: EventKind.unitFinished, subject: units.column.unit[last]!, time: units.column.left[last]! },
  }
}

/** Days off count: they are part of the rate. */
function meanOfDays(counts: number[]): Output['interval'] {
  const n = counts.length
  if (n < 3) return null
  const rate = mean(counts) / 24
  const half = (studentQuantile(0.975, n - 1) * sampleStandardDeviation(counts)) / 24 / Math.sqrt(n)
  return { low: Math.max(0, rate - half), high: rate + half, days: n }
}
