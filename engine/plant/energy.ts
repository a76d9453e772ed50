import { EquipmentState } from '../log/events.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/**
 * The tariff of the hour, and slots that have gone to stand-by: what has nothing to do for long must warm up before it works again. Only where the
 * scenario has tariffs by time of day or a stand-by.
 */
export class Energy {
  readonly #plant: Plant
  /** Calendar of each band. */
  readonly #bands: Int32Array
  /** Station → µs; Infinity: never in stand-by. */
  readonly #after: Float64Array
  readonly #warmUp: Float64Array
  /** Does any station warm up? */
  readonly #warms: boolean

  /** Which band it is; NONE. */
  band = NONE
  /** Slot → since when it has nothing to do, µs; −1: it has. */
  nothingSince: Float64Array
  /** 1 while the slot warms up, and what it is to work on waits. */
  warming: Uint8Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, index, slots } = plant.tables
    this.#bands = Int32Array.from(scenario.energy?.bands ?? [], ({ calendar }) => index.calendar.get(calendar)!)
    this.#after = Float64Array.from(scenario.stations, ({ power }) => micro(power?.standby?.after ?? Number.POSITIVE_INFINITY))
    this.#warmUp = Float64Array.from(scenario.stations, ({ power }) => micro(power?.standby?.warmUp ?? 0))
    this.#warms = this.#warmUp.some((time) => time > 0)
    this.nothingSince = new Float64Array(this.#warms ? slots : 0).fill(-1)
    this.warming = new Uint8Array(this.#warms ? slots : 0)
  }

  begin() {
    this.look()
  }

  /** Working hours have begun or ended: is it another tariff's time? */
  look() {
    const { shifts, doors } = this.#plant
    let band = NONE
    for (let b = this.#bands.length - 1; b >= 0; b--) if (shifts.working[this.#bands[b]!] === 1) band = b
    if (band === this.band) return
    this.band = band
    doors.tariffChanged(band)
  }

  /** The slot passes into a state. */
  enters(slot: number, state: number) {
    if (!this.#warms) return
    const hasNothing = state === EquipmentState.starved || state === EquipmentState.idle
    if (!hasNothing) this.nothingSince[slot] = NONE
    else if (this.nothingSince[slot] === NONE) this.nothingSince[slot] = this.#plant.calendar.now
  }

  /** µs that the slot must warm up before it works; 0: it need not. */
  warmUpOf(slot: number): number {
    if (!this.#warms || this.nothingSince[slot] === NONE) return 0
    const station = this.#plant.tables.slotStation[slot]!
    const isInStandby = this.#plant.calendar.now - this.nothingSince[slot]! >= this.#after[station]!
    return isInStandby ? this.#warmUp[station]! : 0
  }

  isWarming(slot: number): boolean {
    return this.#warms && this.warming[slot] === 1
  }
}

/** Does the plant have tariffs or stand-by? */
export const needsEnergy = ({ energy, stations }: Plant['tables']['scenario']): boolean =>
  (energy !== null && energy.bands.length > 0) || stations.some(({ power }) => power?.standby != null)

const micro = (seconds: number) => Math.round(seconds * 1e6)
