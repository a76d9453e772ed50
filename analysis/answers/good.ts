import { EventKind, Outcome } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { type Share, shareOf } from '../quality/share.ts'
import { Fate, type PlantRecord } from '../record/index.ts'
import type { Report } from '../report/report.ts'
import type { Wanted } from './numbers.ts'

/** Is it good? */
export interface Good {
  /** All products together: units that left good without ever being reworked. */
  readonly firstPass: Share
  /** The last units that were rejected or scrapped. */
  readonly bad: readonly {
    readonly unit: number
    readonly what: 'rejected' | 'scrapped'
    readonly station: string
    readonly time: number
    readonly record: Wanted
  }[]
  /** Shares of bad ones, one after the other, in groups of equal size: a p chart. Null: too few. */
  readonly chart: PChart | null
}

export interface PChart {
  readonly of: 'tests' | 'jobs'
  readonly size: number
  readonly center: number
  readonly low: number
  readonly high: number
  readonly points: readonly { readonly from: number; readonly until: number; readonly share: number; readonly out: boolean }[]
}

const SHOWN = 5
const GROUPS = 30
/** Groups smaller than this say nothing by themselves. */
const LEAST_SIZE = 20

export function goodOf(record: PlantRecord, scenario: Scenario, { quality }: Report): Good {
  const left = quality.firstPass.reduce((sum, { firstPass }) => ({ hits: sum.hits + firstPass.hits, of: sum.of + firstPass.of }), {
    hits: 0,
    of: 0,
  })
  return { firstPass: shareOf(left.hits, left.of), bad: lastBad(record, scenario), chart: pChart(record) }
}

function lastBad(record: PlantRecord, { stations }: Scenario): Good['bad'] {
  const { tests, units, jobs } = record
  const found: { unit: number; what: 'rejected' | 'scrapped'; station: string; time: number; record: Wanted }[] = []
  for (let row = tests.count - 1; row >= 0 && found.length < SHOWN; row--) {
    const { unit, station, disposition, time } = tests.row(row)
    if (disposition !== 0)
      found.push({
        ...{ unit, what: 'rejected', station: stations[station]?.id ?? '', time },
        record: { kind: EventKind.unitTested, subject: unit, time },
      })
  }
  const scrapped: number[] = []
  for (let row = 0; row < units.count; row++) if (units.column.fate[row] === Fate.scrapped) scrapped.push(row)
  scrapped.sort((one, other) => units.column.left[other]! - units.column.left[one]!)
  const last = new Map<number, number>()
  const shown = new Set(scrapped.slice(0, SHOWN).map((row) => units.column.unit[row]!))
  for (let row = 0; row < jobs.count; row++)
    if (shown.has(jobs.column.unit[row]!)) last.set(jobs.column.unit[row]!, jobs.column.station[row]!)
  for (const row of scrapped.slice(0, SHOWN)) {
    const { unit, left: time } = units.row(row)
    found.push({
      ...{ unit, what: 'scrapped', station: stations[last.get(unit) ?? -1]?.id ?? '', time },
      record: { kind: EventKind.unitScrapped, subject: unit, time },
    })
  }
  return found.sort((one, other) => other.time - one.time).slice(0, SHOWN)
}

/** Of tests, where there are any, and else of jobs that ended: groups of equal size, limits at three standard deviations. */
function pChart({ tests, jobs, since }: PlantRecord): PChart | null {
  const isTested = tests.count > 0
  const times: number[] = []
  const bad: number[] = []
  if (isTested) {
    for (let row = 0; row < tests.count; row++) {
      if (tests.column.time[row]! < since) continue
      times.push(tests.column.time[row]!)
      bad.push(tests.column.disposition[row] === 0 ? 0 : 1)
    }
  } else {
    const rows: number[] = []
    for (let row = 0; row < jobs.count; row++) if (jobs.column.outcome[row]! >= 0 && jobs.column.end[row]! >= since) rows.push(row)
    rows.sort((one, other) => jobs.column.end[one]! - jobs.column.end[other]!)
    for (const row of rows) {
      times.push(jobs.column.end[row]!)
      bad.push(jobs.column.outcome[row] === Outcome.good ? 0 : 1)
    }
  }
  const size = Math.max(LEAST_SIZE, Math.ceil(times.length / GROUPS))
  const groups = Math.floor(times.length / size)
  if (groups < 3) return null
  const all = bad.slice(0, groups * size).reduce((sum, one) => sum + one, 0)
  const center = all / (groups * size)
  const sigma = Math.sqrt((center * (1 - center)) / size)
  const low = Math.max(0, center - 3 * sigma)
  const high = Math.min(1, center + 3 * sigma)
  return {
    of: isTested ? 'tests' : 'jobs',
    ...{ size, center, low, high },
    points: Array.from({ length: groups }, (_, g) => {
      const share = bad.slice(g * size, (g + 1) * size).reduce((sum, one) => sum + one, 0) / size
      return { from: times[g * size]! / 1e6, until: times[(g + 1) * size - 1]! / 1e6, share, out: share > high || share < low }
    }),
  }
}
