import { branchAlarms, causesOf, type Factor, type FactorTable, factorTable, unitsToHold, WELD_STANDARD } from '../analysis/causes/index.ts'
import { type PlantRecord, recordOf } from '../analysis/record/index.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { WeldCase } from './electronics-weld.ts'

/** What one seed of the story came to. */
export interface WeldMark {
  readonly fault: WeldCase['fault']
  /** Units that all charts together have seen while nothing was wrong, and alarms on them. */
  readonly watched: number
  readonly falseAlarms: number
  /** Units of the affected branch from the fault in full (a drift: from its beginning) to the alarm; null: none came. */
  readonly delay: number | null
  /** By the hidden assignments; null: in between, or nothing is wrong. */
  readonly identifiable: boolean | null
  readonly verdict: string
  /** Named alone and rightly. */
  readonly right: boolean
  /** It is among those that cannot be told apart, and the test that is proposed would tell them. */
  readonly declared: boolean
  /** Something was named by itself. */
  readonly namedAlone: boolean
  /** Units that the fault had a part in, those of them that were held, and all that were held. */
  readonly exposed: number
  readonly caught: number
  readonly held: number
  /** What was named, for people. */
  readonly named: string
}

/** Units made after the alarm before a cause is judged. */
const MORE_UNITS = 600
/** Of the units of two branches together, the share that both have: from here on nobody can tell them apart; below, anybody can. */
const THE_SAME = 0.95
const DIFFERENT = 0.8
/** Below it, soldering suffers: the truth of the story. */
const COLD = 246

/** The analysis has the log alone; what it says is held against the case. */
export function markOf(one: WeldCase, log: Log<Scenario>): WeldMark {
  const record = recordOf(log)
  const table = factorTable(record, log.header.scenario, 'ict')
  const { alarms, watched } = branchAlarms(table, WELD_STANDARD)
  const branch = branchOf(one)
  if (branch === null) return controlMark(one, table, alarms, watched)
  const exposed = exposedUnits(one, table, record)
  const first = exposed.indexOf(1)
  const alarm = alarms.find(
    ({ kind, of, name, at }) => kind === branch.kind && of === branch.of && name === branch.name && at >= first && first >= 0,
  )
  const before = first < 0 ? alarms.length : alarms.filter(({ at }) => at < first).length
  const quiet = { fault: one.fault, watched: 0, falseAlarms: before }
  const until = Math.min(table.count, (alarm?.at ?? table.count) + MORE_UNITS)
  const identifiable = isIdentifiable(one, table, exposed, first, until)
  const missed = { delay: null, verdict: 'no alarm', right: false, declared: false, namedAlone: false, named: '' }
  if (alarm === undefined) return { ...quiet, ...missed, identifiable, exposed: count(exposed, until), caught: 0, held: 0 }
  const causes = causesOf(table, { alarm: alarm.at, until, standard: WELD_STANDARD.usual })
  const [named] = causes.named
  const isIt = (suspect: (typeof causes.named)[number]) =>
    one.fault.startsWith('temperature')
      ? suspect.kind === 'parameter' && suspect.of === one.culprit && suspect.name === 'temperature'
      : suspect.kind === branch.kind && suspect.of === branch.of && suspect.name === branch.name
  const separates = causes.test.every(({ without }) =>
    without.every(({ suspect, instead }) => instead !== null && instead !== suspect.name),
  )
  const held = unitsToHold(table, causes, until)
  let delay = 0
  for (let i = first; i <= alarm.at; i++) if (isOn(branch, table, i)) delay++
  return {
    ...quiet,
    delay,
    identifiable,
    verdict: causes.verdict,
    right: causes.verdict === 'cause' && named !== undefined && isIt(named),
    declared: causes.verdict === 'confounded' && causes.named.some(isIt) && separates && causes.test.length > 1,
    namedAlone: causes.verdict === 'cause',
    exposed: count(exposed, until),
    caught: exposed.subarray(0, until).reduce((sum, is, i) => sum + (is === 1 && held[i] === 1 ? 1 : 0), 0),
    held: count(held, until),
    named: causes.named.map(({ kind, of, name }) => `${kind} ${of} ${name}`).join(' | '),
  }
}

/** Nothing is wrong: each alarm is false, and each is asked for its cause as if it were not. */
function controlMark(one: WeldCase, table: FactorTable, alarms: readonly { readonly at: number }[], watched: number): WeldMark {
  const answers = alarms.map(({ at }) =>
    causesOf(table, { alarm: at, until: Math.min(table.count, at + MORE_UNITS), standard: WELD_STANDARD.usual }),
  )
  const named = answers.filter(({ verdict }) => verdict === 'cause' || verdict === 'confounded')
  return {
    fault: one.fault,
    watched,
    falseAlarms: alarms.length,
    delay: null,
    identifiable: null,
    verdict: named[0]?.verdict ?? 'nothing',
    right: named.length === 0,
    declared: false,
    namedAlone: named.length > 0,
    exposed: 0,
    caught: 0,
    held: 0,
    named: named.flatMap((causes) => causes.named.map(({ kind, of, name }) => `${kind} ${of} ${name}`)).join(' | '),
  }
}

type Branch = { readonly kind: Factor['kind']; readonly of: string; readonly name: string }

function branchOf({ fault, culprit }: WeldCase): Branch | null {
  switch (fault) {
    case 'temperature step':
    case 'temperature drift':
      return { kind: 'station', of: 'solder', name: culprit }
    case 'alloy lot':
      return { kind: 'lot', of: 'alloy', name: culprit }
    case 'nozzle':
      return { kind: 'tool', of: 'nozzle', name: culprit }
    case 'operator':
      return { kind: 'person', of: 'solder', name: culprit }
    case 'sensor':
      return { kind: 'station', of: 'ict', name: culprit }
    default:
      return null
  }
}

function isOn(branch: Branch, { factors }: FactorTable, unit: number): boolean {
  const factor = factors.find(({ kind, of }) => kind === branch.kind && of === branch.of)
  return factor !== undefined && factor.names[factor.level[unit]!] === branch.name
}

/** The truth: units of the branch that the fault had a part in. */
function exposedUnits(one: WeldCase, table: FactorTable, record: PlantRecord): Uint8Array {
  const branch = branchOf(one)!
  const moment = new Float64Array(table.count)
  const place = new Map([...table.unit].map((unit, i) => [unit, i]))
  const { jobs } = record
  for (let j = 0; j < jobs.count; j++) {
    const i = place.get(jobs.column.unit[j]!)
    if (i !== undefined && jobs.column.operation[j] === 1)
      moment[i] = (one.fault === 'operator' ? jobs.column.start[j]! : jobs.column.end[j]!) / 1e6
  }
  const temperature = table.readings.find(({ station }) => station === one.culprit)
  return Uint8Array.from({ length: table.count }, (_, i) => {
    if (!isOn(branch, table, i)) return 0
    if (one.fault === 'alloy lot') return 1
    if (one.fault === 'sensor') return table.time[i]! / 1e6 >= one.from ? 1 : 0
    if (moment[i]! < one.from) return 0
    return temperature === undefined || temperature.value[i]! < COLD ? 1 : 0
  })
}

/** Could anybody tell the culprit from all else, by who had what since it began? */
function isIdentifiable(one: WeldCase, table: FactorTable, exposed: Uint8Array, first: number, until: number): boolean | null {
  if (first < 0) return null
  const branch = branchOf(one)!
  let most = 0
  for (const { kind, of, names, level } of table.factors) {
    if (kind === branch.kind && of === branch.of) continue
    names.forEach((_, l) => {
      let both = 0
      let any = 0
      for (let i = first; i < until; i++) {
        const its = level[i] === l
        if (its && exposed[i] === 1) both++
        if (its || exposed[i] === 1) any++
      }
      most = Math.max(most, both / any)
    })
  }
  return most >= THE_SAME ? false : most < DIFFERENT ? true : null
}

const count = (flags: Uint8Array, until: number) => flags.subarray(0, until).reduce((sum, one) => sum + one, 0)
