import { EquipmentState, STATE_COUNT, STATE_NAMES } from '../../engine/log/events.ts'
import { type PerState, perState, type StateName } from './states.ts'

/** A span in which a machine was known, was to work and did not. `from` is seconds since the start. */
export interface Stop {
  readonly state: StateName
  readonly from: number
  readonly seconds: number
}

/** What tells most comes first: what kept a machine from work, the longest of it; and only then that it had none. */
export function worstFirst(a: Stop, b: Stop): number {
  return Number(a.state === 'idle') - Number(b.state === 'idle') || b.seconds - a.seconds || a.from - b.from
}

/** How many of a slot's worst stops are kept. */
const KEPT = 16

/** Time in each state of one slot, and its worst stops; a state that is entered again goes on. Times are µs. */
export class StateAccount {
  state: EquipmentState
  readonly #time = new Float64Array(STATE_COUNT)
  #since = 0
  #begun = 0
  #stops: Stop[] = []

  constructor(first: EquipmentState) {
    this.state = first
  }

  enter(time: number, state: EquipmentState) {
    this.#settle(time)
    if (state === this.state) return
    this.#stop(time)
    this.state = state
    this.#begun = time
  }

  /** Forgets what was measured: time counts from here on. */
  restart(time: number) {
    this.#time.fill(0)
    this.#since = this.#begun = time
    this.#stops = []
  }

  close(end: number) {
    this.#settle(end)
    this.#stop(end)
    this.#begun = end
  }

  seconds(): PerState {
    return perState((name) => this.#time[EquipmentState[name]]! / 1e6)
  }

  /** The worst ones, in no order. */
  stops(): readonly Stop[] {
    return this.#stops
  }

  #settle(time: number) {
    this.#time[this.state]! += time - this.#since
    this.#since = time
  }

  #stop(time: number) {
    if (NO_STOP.has(this.state) || time <= this.#begun) return
    this.#stops.push({ state: STATE_NAMES[this.state]!, from: this.#begun / 1e6, seconds: (time - this.#begun) / 1e6 })
    if (this.#stops.length >= 2 * KEPT) this.#stops = this.#stops.sort(worstFirst).slice(0, KEPT)
  }
}

/** Off shift is planned. */
const NO_STOP: ReadonlySet<EquipmentState> = new Set([EquipmentState.processing, EquipmentState.unknown, EquipmentState.paused])
