import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import { chiSquareQuantile } from '../../engine/math/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { PlantRecord } from '../record/index.ts'
import type { Report } from '../report/report.ts'
import type { StateName } from '../report/states.ts'
import type { Wanted } from './numbers.ts'

/** How equipment stands. Seconds. */
export interface Equipment {
  readonly failures: number
  readonly workedSeconds: number
  readonly downSeconds: number
  readonly between: TimeBetween
  /** Those that were down longest first; those that are down now before all. */
  readonly stations: readonly StationHealth[]
  readonly downNow: number
}

/** Mean time between failures, of working time; null: none failed. The interval is 95 %, as if failures came at a constant rate. */
export interface TimeBetween {
  readonly mean: number | null
  readonly low: number
  /** Null: no bound, for none failed. */
  readonly high: number | null
}

export interface StationHealth {
  readonly station: string
  readonly title: string
  /** Of its slots, that which is worst off. */
  readonly state: StateName
  readonly failures: number
  readonly downSeconds: number
  readonly workedSeconds: number
  readonly between: TimeBetween
  /** Of its condition, the worst of the last readings; null: none is read. */
  readonly level: 'normal' | 'warning' | 'fault' | 'unavailable' | null
  /** Its last failure. */
  readonly record: Wanted | null
}

/** Chi-square bounds on an exponential rate: 3 failures in 300 h are one in 100 h, 95 %: 34 h to 485 h. */
export function timeBetween(seconds: number, failures: number): TimeBetween {
  return {
    mean: failures === 0 ? null : seconds / failures,
    low: (2 * seconds) / chiSquareQuantile(0.975, 2 * failures + 2),
    high: failures === 0 ? null : (2 * seconds) / chiSquareQuantile(0.025, 2 * failures),
  }
}

const LEVELS = ['normal', 'warning', 'fault', 'unavailable'] as const

export function equipmentOf(record: PlantRecord, scenario: Scenario, { machines }: Report): Equipment {
  const { failures, states, conditions } = record
  const count = scenario.stations.map(() => 0)
  const last = scenario.stations.map(() => -1)
  for (let row = 0; row < failures.count; row++) {
    if (failures.column.time[row]! < record.since) continue
    const station = failures.column.station[row]!
    count[station]!++
    last[station] = row
  }
  const now = scenario.stations.map((): number => -1)
  for (let row = 0; row < states.count; row++) {
    if (!Number.isNaN(states.column.until[row]!)) continue
    const station = states.column.station[row]!
    const state = states.column.state[row]!
    if (now[station]! < 0 || WORST.indexOf(state) < WORST.indexOf(now[station]!)) now[station] = state
  }
  const level = new Map<string, { station: number; level: number }>()
  for (let row = 0; row < conditions.count; row++) {
    const { station, signal, slot, level: found } = conditions.row(row)
    level.set(`${station} ${signal} ${slot}`, { station, level: found })
  }
  const worst = scenario.stations.map((): number => -1)
  for (const one of level.values()) worst[one.station] = Math.max(worst[one.station]!, one.level)
  const stations = machines.map((machine, station): StationHealth => {
    const row = last[station]!
    return {
      station: machine.station,
      title: machine.title,
      state: NAMES[now[station]!] ?? 'unknown',
      failures: count[station]!,
      downSeconds: machine.states.repair + machine.states.waitRepair,
      workedSeconds: machine.states.processing,
      between: timeBetween(machine.states.processing, count[station]!),
      level: LEVELS[worst[station]!] ?? null,
      record:
        row < 0 ? null : { kind: EventKind.failureOccurred, subject: failures.column.station[row]!, time: failures.column.time[row]! },
    }
  })
  const sum = (of: (one: StationHealth) => number) => stations.reduce((total, one) => total + of(one), 0)
  const isDown = ({ state }: StationHealth) => state === 'repair' || state === 'waitRepair'
  return {
    failures: sum((one) => one.failures),
    workedSeconds: sum((one) => one.workedSeconds),
    downSeconds: sum((one) => one.downSeconds),
    between: timeBetween(
      sum((one) => one.workedSeconds),
      sum((one) => one.failures),
    ),
    stations: stations.toSorted(
      (one, other) =>
        Number(isDown(other)) - Number(isDown(one)) || other.downSeconds - one.downSeconds || other.workedSeconds - one.workedSeconds,
    ),
    downNow: stations.filter(isDown).length,
  }
}

const NAMES = Object.keys(EquipmentState) as StateName[]

/** The worst first. */
const WORST: readonly number[] = [
  EquipmentState.waitRepair,
  EquipmentState.repair,
  EquipmentState.held,
  EquipmentState.maintenance,
  EquipmentState.blocked,
  EquipmentState.waiting,
  EquipmentState.setup,
  EquipmentState.starved,
  EquipmentState.idle,
  EquipmentState.processing,
  EquipmentState.paused,
  EquipmentState.unknown,
]
