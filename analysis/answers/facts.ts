import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { PlantRecord } from '../record/index.ts'
import type { Report } from '../report/report.ts'
import { type WasteAccount, wasteOf } from '../waste/index.ts'

/** When an open order will be done, as a simulation of what is ahead has it. Seconds since the start of the log; null: later than was looked. */
export interface Completion {
  readonly order: string
  readonly p10: number | null
  readonly p50: number | null
  readonly p90: number | null
  readonly due: number | null
  /** Null: it has no date, or nothing is known. */
  readonly onTime: number | null
  readonly onTimeInterval: readonly [number, number] | null
}

/** Forecasts come from outside: who only reads a log cannot simulate. */
export interface Completions {
  readonly runs: number
  readonly orders: readonly Completion[]
}

/** All that the nine answers are made of. */
export interface Facts {
  readonly log: Log<Scenario>
  readonly scenario: Scenario
  readonly record: PlantRecord
  readonly report: Report
  readonly waste: WasteAccount
  readonly completions: Completions | null
  /** How a command names the log. */
  readonly path: string
}

/** `path`: how commands that show more name the log. */
export function factsOf(
  log: Log<Scenario>,
  record: PlantRecord,
  report: Report,
  { path, completions = null }: { readonly path: string; readonly completions?: Completions | null },
): Facts {
  const { scenario } = log.header
  return { log, scenario, record, report, waste: wasteOf(record, scenario), completions, path }
}
