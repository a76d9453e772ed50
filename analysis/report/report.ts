import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import { inOrderOfTruth, replayTally } from '../../engine/log/replay.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { type AlarmList, alarmList, alarmsOf, overloadsOf } from '../alarms/index.ts'
import { type Limits, limitsOf } from '../bottleneck/limits.ts'
import { type LossReport, lossesOf } from '../causes/losses.ts'
import { type Gap, gapsOf } from '../health/gaps.ts'
import { type Health, healthOf, incompleteFor } from '../health/health.ts'
import { type StockLine, stockLinesOf } from '../inventory/index.ts'
import { type KpiKey, kpiCatalogue, kpiValues } from '../kpi/index.ts'
import { type OrderSummary, orderSummary } from '../production/summary.ts'
import { qualityOf } from '../quality/index.ts'
import { type PlantRecord, recordOf } from '../record/index.ts'
import { Account, type MachineReport } from './account.ts'
import type { QualityShown } from './quality.ts'
import { coverageOf, type PerState, sumOfStates } from './states.ts'

/** What a log of any origin says. Plain data, the same for the same log. */
export interface Report {
  readonly origin: 'simulated' | 'imported' | 'live'
  readonly title: string
  /** ISO 8601 moment of second 0. */
  readonly startTime: string
  readonly timeZone: string
  readonly currency: string
  /** When measuring began: 0, or the end of the warm-up. */
  readonly since: number
  /** Measured time. */
  readonly seconds: number
  readonly events: number
  /** False where the log's end is missing: then it says what it says up to there. */
  readonly complete: boolean
  /** All machines together. */
  readonly plant: { readonly seconds: number; readonly states: PerState; readonly coverage: number | null }
  readonly machines: readonly MachineReport[]
  /**
   * Key figures replayed from the log: of a simulated plant all, the same as those of its run; of a real one those that a log without orders and
   * products can tell. Null where one is not defined. `incomplete`: records of these reporters are missing that it is made of.
   */
  readonly kpis: readonly (KpiKey & { readonly value: number | null; readonly incomplete: readonly string[] })[]
  readonly health: Health
  /** What limits the output, and who made whom wait: as far as the log tells of stations, and the scenario of routes. */
  readonly limits: Limits
  /** How far orders are, and why they are late; null where the log tells of none. */
  readonly orders: OrderSummary | null
  /** What is out of order. All alarms: `takt alarms`. */
  readonly alarms: AlarmList
  /** Tests, first-pass yield, defects, charts and their signals. Single rework records and readings: `takt quality`. */
  readonly quality: QualityShown
  /** What may have made units fail their tests: test by test. */
  readonly causes: readonly LossReport[]
  /** What is in stock, where anybody counts it. What open orders still take: `takt stock`. */
  readonly stock: readonly StockLine[]
}

/** Reads the whole log. `record`: what it says happened, where that is there already. */
export function reportOf(log: Log<Scenario>, record: PlantRecord = recordOf(log)): Report {
  const { scenario, origin, startTime, timeZone } = log.header
  const simulated = origin === 'simulated'
  const first = simulated ? EquipmentState.starved : EquipmentState.unknown
  const accounts = scenario.stations.map(({ slots }) => new Account(slots, first, simulated, (number) => log.strings[number] ?? ''))
  let since = 0
  inOrderOfTruth(log, ({ kind, time, subject, a, b, c, v }) => {
    if (kind === EventKind.equipmentState) accounts[subject]?.enter(time, a, b as EquipmentState)
    else if (kind === EventKind.jobEnded) accounts[a]?.job(b, v)
    else if (kind === EventKind.quantityReported) accounts[subject]?.counted(time, v)
    else if (kind === EventKind.dataReported) accounts[subject]?.reported(time, a, b, v)
    else if (kind === EventKind.conditionReported) accounts[subject]?.alarms.report(time, a, b, c)
    else if (kind === EventKind.healthReported) accounts[subject]?.found(a, b, v)
    else if (kind === EventKind.warmUpEnded) {
      since = time
      for (const account of accounts) account.restart(time)
    }
  })
  const end = log.endTime
  const gaps = gapsOf(log)
  const machines = accounts.map((account, i) => account.close(end, since, scenario.stations[i]!.id, scenario.stations[i]!.title))
  const states = sumOfStates(machines.map((machine) => machine.states))
  const quality = qualityShown(log, record)
  const seconds = machines.reduce((sum, machine) => sum + machine.seconds, 0)
  const kpis = kpisOf(log, gaps)
  return {
    origin,
    title: scenario.title,
    startTime,
    timeZone,
    currency: scenario.currency,
    since: since / 1e6,
    seconds: (end - since) / 1e6,
    events: log.count,
    complete: log.complete,
    plant: { seconds, states, coverage: coverageOf(states, seconds) },
    machines,
    kpis,
    health: healthOf(log, gaps),
    limits: limitsOf(log),
    orders: orderSummary(log, record),
    alarms: alarmList(alarmsOf(log, { record, charts: quality.charts }), {
      charts: quality.charts,
      seconds: end / 1e6,
      most: MOST_ALARMS,
      overloads: overloadsOf(record, scenario),
    }),
    quality,
    causes: lossesOf(record, scenario),
    stock: stockShown(record, scenario, kpis),
  }
}

/** Alarms that a report holds: the last of them. `takt alarms` has all. */
const MOST_ALARMS = 100

function stockShown(record: PlantRecord, scenario: Scenario, kpis: Report['kpis']): readonly StockLine[] {
  const turns = new Map(kpis.flatMap(({ name, subject, value }) => (name === 'inventoryTurns' && value !== null ? [[subject, value]] : [])))
  return stockLinesOf(record, scenario, turns).filter(({ counted }) => counted)
}

function qualityShown(log: Log<Scenario>, record: PlantRecord): QualityShown {
  const { loops: _, readings: __, ...shown } = qualityOf(log, record)
  return shown
}

function kpisOf(log: Log<Scenario>, gaps: readonly Gap[]): Report['kpis'] {
  const { scenario, origin } = log.header
  const values = kpiValues(scenario, replayTally(log), log.endTime)
  const incomplete = incompleteFor(log, gaps)
  const all = kpiCatalogue(scenario).map((key, i) => ({
    ...key,
    value: Number.isNaN(values[i]!) ? null : values[i]!,
    incomplete: incomplete(key),
  }))
  return origin === 'simulated' ? all : all.filter(({ name }) => name.startsWith('state.') || OF_EQUIPMENT.has(name))
}

const OF_EQUIPMENT = new Set(['availability', 'effectiveness', 'qualityRatio', 'oee', 'nee'])
