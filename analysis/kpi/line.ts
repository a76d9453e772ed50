import { EquipmentState } from '../../engine/log/events.ts'
import { plannedRunOfGood } from './iso22400.ts'
import type { Measured } from './measured.ts'

const BUSY = [EquipmentState.processing, EquipmentState.setup, EquipmentState.repair, EquipmentState.waitRepair] as const
const WAITING_FOR_OTHERS = [EquipmentState.blocked, EquipmentState.starved] as const

/** The station that has the least room left: the highest share of its planned busy time spent processing, in set-up or down. The first of equals; −1 where none ran. */
export function bottleneck(measured: Measured, stations: number): number {
  let busiest = -1
  let highest = 0
  for (let station = 0; station < stations; station++) {
    const share = measured.hoursIn(station, ...BUSY) / measured.workUnit(station).plannedBusy
    if (share > highest) {
      highest = share
      busiest = station
    }
  }
  return busiest
}

/**
 * How well the line uses its bottleneck: PRI·GQ / (PBT − blocked − starved) of that station. What its neighbours keep from it is not its own loss.
 * A bottleneck with 8 h planned, 1 h of it blocked or starved, that made 700 good at 30 s: 700 · 30 s / 7 h = 0.8333.
 */
export function lineOee(measured: Measured, stations: number): number {
  const station = bottleneck(measured, stations)
  if (station < 0) return Number.NaN
  const unit = measured.workUnit(station)
  return plannedRunOfGood(unit) / (unit.plannedBusy - measured.hoursIn(station, ...WAITING_FOR_OTHERS))
}
