import { EquipmentState, STATE_COUNT } from '../../engine/log/events.ts'
import type { Tally } from '../../engine/log/tally.ts'
import type { SimTime } from '../../engine/log/time.ts'

const HOUR = 3600e6
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** A settled tally and how long it measured, in the questions that key figures ask. Ratios are 0/0 = NaN where there is nothing to speak of. */
export class Measured {
  readonly tally: Tally
  readonly now: SimTime
  /** µs */
  readonly span: number

  constructor(tally: Tally, now: SimTime) {
    this.tally = tally
    this.now = now
    this.span = now - tally.since
  }

  get overdue() {
    return this.tally.overdue(this.now)
  }

  get hours(): number {
    return this.span / HOUR
  }

  get days(): number {
    return this.span / DAY
  }

  get years(): number {
    return this.span / YEAR
  }

  /** Hours a station's slots spent in the states, together. */
  hoursIn(station: number, ...states: readonly EquipmentState[]): number {
    const { firstSlot } = this.tally.shape.places
    let time = 0
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) {
      for (const state of states) time += this.tally.slotTime[slot * STATE_COUNT + state]!
    }
    return time / HOUR
  }

  /** Hours a carrier spent in the states. */
  carrierHoursIn(carrier: number, ...states: readonly number[]): number {
    return states.reduce<number>((time, state) => time + this.tally.carrierTime[carrier * STATE_COUNT + state]!, 0) / HOUR
  }

  slots(station: number): number {
    const { firstSlot } = this.tally.shape.places
    return firstSlot[station + 1]! - firstSlot[station]!
  }

  /** What ISO 22400 measures a station by, in hours and pieces. */
  workUnit(station: number): WorkUnit {
    const { tally } = this
    return {
      plannedBusy: this.slots(station) * this.hours - this.hoursIn(station, EquipmentState.unknown, ...OUTSIDE_PLANNED_TIME),
      production: this.hoursIn(station, EquipmentState.processing),
      setUp: this.hoursIn(station, EquipmentState.setup),
      plannedRun: tally.plannedTime[station]! / HOUR,
      good: tally.good[station]!,
      scrap: tally.scrap[station]!,
      rework: tally.rework[station]!,
    }
  }

  /** Time average of a level whose area is µs × units. */
  average(area: number): number {
    return area / this.span
  }
}

/** ISO 22400's PDOT: planned down time, which is no part of planned busy time. Time of which nothing is known is none either. */
const OUTSIDE_PLANNED_TIME = [EquipmentState.paused, EquipmentState.maintenance] as const

/** ISO 22400 elements of one work unit: PBT, APT, AUST and Σ PRI over what was produced, in one unit of time; GQ, SQ and RQ in pieces. */
export interface WorkUnit {
  readonly plannedBusy: number
  readonly production: number
  readonly setUp: number
  readonly plannedRun: number
  readonly good: number
  readonly scrap: number
  readonly rework: number
}
