import { EquipmentState } from '../../engine/log/events.ts'
import type { Places } from '../../engine/log/places.ts'

/** From `from` to `to`, µs, the station never waited for others. */
export interface ActivePeriod {
  readonly station: number
  readonly from: number
  readonly to: number
}

/**
 * Active periods of stations (Roser, Nakano & Tanaka 2002): maximal runs in which a station waits for nobody, that is works, is set up, is down or in
 * maintenance. A station of several slots is active while all of them are: one that waits is room to spare. A pause is neither: a slot that is paused
 * counts as it did before. Idle, waiting for material and unknown are not active.
 *
 * Kept are the periods that may be the longest at some instant; of all of them, number and length.
 */
export class ActivePeriods {
  readonly kept: ActivePeriod[] = []
  readonly count: Float64Array
  /** µs, of whole periods. */
  readonly time: Float64Array
  readonly #firstSlot: Int32Array
  readonly #isActive: Uint8Array
  readonly #activeSlots: Int32Array
  /** Since when the station is active; −1: it is not. */
  readonly #since: Float64Array
  /** Stations whose period ended at this very instant, unless it goes on: states that last no time are no gap. */
  #ending: number[] = []
  #now = 0
  /** The station that is active longest; −1: look it up. */
  #eldest = -1

  constructor({ firstSlot }: Places, stations: number, first: EquipmentState) {
    this.#firstSlot = firstSlot
    this.#isActive = new Uint8Array(firstSlot[stations]!).fill(active(first, 0))
    this.#activeSlots = new Int32Array(stations)
    this.#since = new Float64Array(stations).fill(-1)
    this.count = new Float64Array(stations)
    this.time = new Float64Array(stations)
  }

  enter(time: number, station: number, slot: number, state: number) {
    this.#advance(time)
    const at = this.#firstSlot[station]! + slot
    const is = active(state, this.#isActive[at]!)
    if (is === this.#isActive[at]) return
    const slots = this.#firstSlot[station + 1]! - this.#firstSlot[station]!
    if (this.#activeSlots[station] === slots) this.#ending.push(station)
    this.#isActive[at] = is
    this.#activeSlots[station]! += is === 1 ? 1 : -1
    if (this.#activeSlots[station] !== slots) return
    if (this.#since[station]! < 0) this.#since[station] = time
  }

  /** Periods begin at the end of the warm-up at the earliest. */
  restart(time: number) {
    this.#advance(time)
    this.kept.length = 0
    this.count.fill(0)
    this.time.fill(0)
    for (let station = 0; station < this.#since.length; station++) if (this.#since[station]! >= 0) this.#since[station] = time
    this.#eldest = -1
  }

  close(end: number) {
    this.#advance(end)
    this.#end()
    const open: number[] = []
    for (let station = 0; station < this.#since.length; station++) if (this.#since[station]! >= 0) open.push(station)
    for (const station of open) this.#period(station, this.#since[station]!, end)
  }

  #advance(time: number) {
    if (time <= this.#now) return
    this.#end()
    this.#now = time
  }

  /** Those that are still not active now that the instant is over. */
  #end() {
    for (const station of this.#ending) {
      const from = this.#since[station]!
      if (from < 0 || this.#activeSlots[station] === this.#firstSlot[station + 1]! - this.#firstSlot[station]!) continue
      this.#since[station] = -1
      if (this.#eldest === station) this.#eldest = -1
      this.#period(station, from, this.#now)
    }
    this.#ending.length = 0
  }

  #period(station: number, from: number, to: number) {
    if (to <= from) return
    this.count[station]!++
    this.time[station]! += to - from
    // One that began earlier and goes on is longer at every instant of it.
    if (this.#eldestSince() >= from) this.kept.push({ station, from, to })
  }

  #eldestSince(): number {
    if (this.#eldest < 0) {
      for (let station = 0; station < this.#since.length; station++) {
        const since = this.#since[station]!
        if (since >= 0 && (this.#eldest < 0 || since < this.#since[this.#eldest]!)) this.#eldest = station
      }
    }
    return this.#eldest < 0 ? Number.POSITIVE_INFINITY : this.#since[this.#eldest]!
  }
}

/** 1 or 0; `before` is what it was. */
function active(state: number, before: number): number {
  switch (state) {
    case EquipmentState.paused:
      return before
    case EquipmentState.processing:
    case EquipmentState.setup:
    case EquipmentState.repair:
    case EquipmentState.waitRepair:
    case EquipmentState.maintenance:
    case EquipmentState.held:
      return 1
    default:
      return 0
  }
}
