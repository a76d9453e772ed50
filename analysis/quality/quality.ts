import { HoldOutcome } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Fate, type PlantRecord, recordOf } from '../record/index.ts'
import { type Readings, readingsOf } from './measured.ts'
import { type Receiving, receivingOf } from './receiving.ts'
import { type Output, outputsOf, type ReworkLoop, reworkLoops } from './rework.ts'
import { type DefectCount, defectPareto, type FirstPass, firstPassOf, type TestReport, testReports } from './tests.ts'
import { type ChartReport, chartsOf, falseAlarmsOf, type Watching } from './watching.ts'

/** Is it good? What was inspected, what was wrong, what was done again, and what the charts say. Times in seconds since the start of the log. */
export interface Quality {
  readonly currency: string
  readonly firstPass: readonly FirstPass[]
  readonly tests: readonly TestReport[]
  readonly defects: readonly DefectCount[]
  readonly outputs: readonly Output[]
  /** All rework loops together. */
  readonly rework: { readonly times: number; readonly open: number; readonly workedSeconds: number; readonly cost: number }
  readonly loops: readonly ReworkLoop[]
  readonly scrapped: number
  readonly readings: readonly Readings[]
  readonly charts: readonly ChartReport[]
  /** Of all charts together, at the rate of this log. */
  readonly falseAlarmsPerWeek: number
  readonly receiving: readonly Receiving[]
  /** Lots on hold: how many there were, and how many are. */
  readonly holds: { readonly all: number; readonly open: number }
  /** What came to light and put units, stations and lots on hold, and what became of the units. */
  readonly containments: readonly Containment[]
}

/** Times in seconds. */
export interface Containment {
  readonly hold: string
  readonly station: string | null
  readonly from: number
  /** Null: it goes on. */
  readonly until: number | null
  readonly units: number
  readonly released: number
  readonly reworked: number
  readonly scrapped: number
  readonly lots: number
}

/** `record`, where it is there already. */
export function qualityOf(log: Log<Scenario>, record: PlantRecord = recordOf(log), watching: Watching = {}): Quality {
  const { scenario } = log.header
  const loops = reworkLoops(record, scenario)
  const charts = chartsOf(record, scenario, watching)
  const { fate, left } = record.units.column
  let scrapped = 0
  for (let i = 0; i < record.units.count; i++) if (fate[i] === Fate.scrapped && left[i]! >= record.since) scrapped++
  const { holds } = record
  const open = holds.column.until.subarray(0, holds.count).filter((until) => Number.isNaN(until)).length
  return {
    currency: scenario.currency,
    firstPass: firstPassOf(record, scenario),
    tests: testReports(record, scenario),
    defects: defectPareto(record, scenario),
    outputs: outputsOf(record, scenario),
    rework: {
      times: loops.length,
      open: loops.filter(({ outcome }) => outcome === 'open').length,
      workedSeconds: loops.reduce((sum, { workedSeconds }) => sum + workedSeconds, 0),
      cost: loops.reduce((sum, { cost }) => sum + cost, 0),
    },
    loops,
    scrapped,
    readings: readingsOf(record, scenario),
    charts,
    falseAlarmsPerWeek: falseAlarmsOf(charts, record.end / 1e6),
    receiving: receivingOf(record, scenario),
    holds: { all: holds.count, open },
    containments: containmentsOf(record, scenario),
  }
}

/** A hold may begin more than once: units and lots count for the time in which they were taken. */
function containmentsOf({ containments, heldUnits, holds }: PlantRecord, scenario: Scenario): readonly Containment[] {
  const units = heldUnits.rows()
  const lots = holds.rows()
  return containments.rows().map(({ hold, station, from, until }) => {
    const isIts = (row: { readonly hold: number; readonly from: number }) =>
      row.hold === hold && row.from >= from && !(row.from > (Number.isNaN(until) ? Number.POSITIVE_INFINITY : until))
    const own = units.filter(isIts)
    const became = (outcome: number) => own.filter((unit) => unit.outcome === outcome).length
    return {
      hold: scenario.holds[hold]?.id ?? '',
      station: scenario.stations[station]?.id ?? null,
      from: from / 1e6,
      until: Number.isNaN(until) ? null : until / 1e6,
      units: own.length,
      released: became(HoldOutcome.released),
      reworked: became(HoldOutcome.reworked),
      scrapped: became(HoldOutcome.scrapped),
      lots: lots.filter(isIts).length,
    }
  })
}
