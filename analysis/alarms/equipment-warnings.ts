import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { type EquipmentWarning, warningsOf } from '../maintenance/index.ts'
import { type PlantRecord, rowsBy } from '../record/index.ts'
import type { AlarmRule, Raised } from './alarm.ts'
import { NOBODY } from './book.ts'

const RULES: Readonly<Record<EquipmentWarning['rule'], AlarmRule>> = {
  zoneC: 'conditionWarning',
  zoneD: 'conditionAlarm',
  change: 'conditionChange',
  risk: 'failureLikely',
}

/** A warning as an alarm, and the failure that it may have warned of. */
export interface FailureWarning {
  readonly raised: Raised
  readonly failure: string | null
}

/** Warnings of failures as alarms: acted on with the first maintenance that begins there, closed as the life of what they speak of is over. */
export function equipmentWarnings(log: Log<Scenario>, record: PlantRecord): readonly FailureWarning[] {
  const { scenario } = log.header
  const warnings = warningsOf(record, scenario)
  if (warnings.length === 0) return []
  const upkeepOf = rowsBy(record.upkeep, 'station')
  const { from, kind } = record.upkeep.column
  const number = new Map(scenario.stations.map(({ id }, s) => [id, s]))
  return warnings.map((warning) => {
    const { station, place, mode, at, until, outcome } = warning
    const acted = upkeepOf.of(number.get(station)!).find((row) => kind[row] === 1 && from[row]! >= at && !(from[row]! > until))
    const raised: Raised = {
      rule: RULES[warning.rule],
      subject: { kind: 'station', id: station },
      record: log.seek(at) - 1,
      at,
      happened: at,
      evidence: { records: [], figures: figuresOf(warning) },
      affects: NOBODY,
      proposals: [
        { action: 'inspect', of: [station] },
        { action: 'maintain', of: [station] },
      ],
      acted: acted === undefined ? null : { at: from[acted]!, by: 'maintenanceStarted' },
      closed: Number.isNaN(until) ? null : { at: until, by: outcome === 'failed' ? 'failureOccurred' : 'maintenanceEnded' },
      warnedOf: ENDED[outcome],
    }
    return { raised, failure: outcome === 'failed' ? keyOf(station, mode, place, until) : null }
  })
}

function figuresOf({ signal, mode, place, value, limit, unit, readings, age, by }: EquipmentWarning): Raised['evidence']['figures'] {
  return {
    ...(signal !== null && { signal }),
    ...(mode !== null && { mode }),
    slot: place,
    reading: value,
    limit,
    unit,
    readings,
    ...(age !== null && { age }),
    ...(by !== null && { by: by / 1e6 }),
  }
}

/** Each is told which of these failures came of what it warned of. */
export function matched(warnings: readonly FailureWarning[], failures: readonly Raised[]) {
  const byKey = new Map(failures.map((one) => [keyOf(one.subject.id, one.evidence.figures.mode, one.evidence.figures.slot, one.at), one]))
  for (const { raised, failure } of warnings) if (failure !== null) raised.warnedOf = byKey.get(failure) ?? null
}

const keyOf = (station: string, mode: unknown, slot: unknown, at: number) => `${station} ${mode} ${slot} ${at}`
/** What is too early to be meant has warned of nothing. */
const ENDED = { failed: null, tooEarly: 'didNot', forestalled: 'averted', open: null } as const
