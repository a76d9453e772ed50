import type { FailureMode, Scenario, Signal, Station } from '../../scenarios/model.ts'
import { type PlantRecord, rowsBy } from '../record/index.ts'
import { equilibriumLaw, type Law, lifeLaw } from './law.ts'
import { clockOf, type Life, livesOf, signalLives } from './lives.ts'
import { type Episode, SlotHistory } from './slot-history.ts'
import { WorkingTime } from './working-time.ts'

/** A signal at a slot, with the rows of the record in which it was read, and its lives. */
export interface Gauge {
  /** Number of the signal within its station. */
  readonly number: number
  readonly signal: Signal
  readonly rows: readonly number[]
  readonly lives: readonly Life[]
  /** Work since a moment of its life, as its rise counts it: hours, or units. */
  readonly worked: (from: number, to: number) => number
  /** Number of the failure mode that it decides; −1: none. */
  readonly decides: number
}

/** A failure mode at a slot. */
export interface ModeAt {
  /** Number of the mode within its station. */
  readonly number: number
  readonly mode: FailureMode
  readonly lives: readonly Life[]
  readonly failures: readonly Episode[]
  readonly clock: FailureMode['clock']
  readonly slots: readonly number[]
  readonly counted: (from: number, to: number) => number
  /** Null where a signal decides. */
  readonly law: Law | null
  /** Of the first life where the machine has been in use for ever; null: it was new. */
  readonly firstLaw: Law | null
  /** Of the signal that decides; null: none does. */
  readonly gauge: Gauge | null
}

/** One place of work as a thing that wears (ISA-95 PhysicalAsset): the station itself, or one of its slots. */
export interface Asset {
  /** Number of the slot through all stations. */
  readonly slot: number
  readonly stationNumber: number
  readonly station: Station
  /** Place in the station, from 1. */
  readonly place: number
  /** `mill`, or `mill#2` where the station has several. */
  readonly id: string
  readonly gauges: readonly Gauge[]
  readonly modes: readonly ModeAt[]
  readonly working: WorkingTime
}

export interface Assets {
  readonly scenario: Scenario
  readonly record: PlantRecord
  readonly history: SlotHistory
  readonly list: readonly Asset[]
  /** Does each signal begin at its `start`? Not where the plant was running before the log. */
  readonly isStartKnown: boolean
}

/** µs: how far ahead calendars are looked up exactly. */
const AHEAD = 400 * 86_400e6

/** What a record says of everything that wears, by the believed scenario. */
export function assetsOf(record: PlantRecord, scenario: Scenario): Assets {
  const history = new SlotHistory(scenario, record)
  const byStation = rowsBy(record.conditions, 'station')
  const { slot: slotOf, signal: signalOf } = record.conditions.column
  const list = scenario.stations.flatMap((station, stationNumber) => {
    const signals = station.signals ?? []
    const wears = station.failures.length + station.maintenance.length + signals.length > 0
    const working = new WorkingTime(scenario, station, wears ? record.end + AHEAD : 1)
    const rows: number[][] = Array.from({ length: station.slots * signals.length }, () => [])
    for (const row of byStation.of(stationNumber)) rows[slotOf[row]! * signals.length + signalOf[row]!]?.push(row)
    return Array.from({ length: station.slots }, (_, place): Asset => {
      const slot = history.firstSlot[stationNumber]! + place
      const gauges = signals.map((signal, number): Gauge => {
        const clock = signal.per === 'unit' ? 'cycles' : 'processing'
        const unit = signal.per === 'unit' ? 1 : 3600
        return {
          number,
          signal,
          rows: rows[place * signals.length + number]!,
          lives: signalLives(scenario, history, slot, signal.id),
          worked: (from, to) => history.counted(clock, [slot], from, to) / unit,
          decides: station.failures.findIndex((mode) => mode.clock === 'signal' && mode.signal === signal.id),
        }
      })
      const modes = station.failures.map((mode, number): ModeAt => {
        const isDecided = mode.clock === 'signal'
        const gauge = isDecided ? (gauges.find(({ signal }) => signal.id === mode.signal) ?? null) : null
        return {
          number,
          mode,
          lives: gauge?.lives ?? livesOf(scenario, history, slot, number),
          failures: history.failures(slot, number),
          ...clockOf(scenario, history, slot, mode),
          law: isDecided ? null : lifeLaw(mode.after),
          firstLaw: !isDecided && mode.first === 'equilibrium' ? equilibriumLaw(mode.after) : null,
          gauge,
        }
      })
      const id = station.slots === 1 ? station.id : `${station.id}#${place + 1}`
      return { slot, stationNumber, station, place: place + 1, id, gauges, modes, working }
    })
  })
  return { scenario, record, history, list, isStartKnown: scenario.present == null }
}
