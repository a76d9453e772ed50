import type { Parameter } from '../../scenarios/model.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { slotName } from './draws.ts'
import type { Plant } from './plant.ts'

/** µs */
const HOUR = 3600e6

/**
 * Process parameters of every slot: set point, drift since it was last adjusted, and noise from job to job. Values are those at the end of a job, one
 * record each: SPEC.md [E1].
 */
export class Parameters {
  readonly #plant: Plant
  /** station → its parameters */
  readonly #specs: readonly (readonly Parameter[])[]
  readonly #noise: readonly Draw[]
  /** Resets by [slot's first number + parameter] × task */
  readonly #resetBy: readonly (readonly number[])[]
  /** slot → number of its first parameter */
  readonly #first: Int32Array

  /** The true value at the last job, and the noise in it. */
  value: Float64Array
  /** Of it from the set point of that job. */
  stray: Float64Array
  noise: Float64Array
  /** Reading of its clock, µs, when it was last adjusted; jobs done since. */
  adjusted: Float64Array
  jobs: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, slotStation, firstSlot } = plant.tables
    this.#specs = scenario.stations.map(({ parameters }) => parameters)
    this.#first = new Int32Array(slotStation.length + 1)
    const noise: Draw[] = []
    const resetBy: number[][] = []
    slotStation.forEach((s, slot) => {
      const { id, parameters, maintenance } = scenario.stations[s]!
      this.#first[slot + 1] = this.#first[slot]! + parameters.length
      for (const one of parameters) {
        const key = `${slotName(id, slot - firstSlot[s]!)}/${one.id}`
        noise.push(one.sd > 0 ? plant.chance.openUniform(key, 'parameter') : NO_DRAW)
        resetBy.push(one.resetBy.map((task) => maintenance.findIndex(({ id }) => id === task)))
      }
    })
    this.#noise = noise
    this.#resetBy = resetBy
    this.value = new Float64Array(noise.length)
    this.stray = new Float64Array(noise.length)
    this.noise = new Float64Array(noise.length)
    this.adjusted = new Float64Array(noise.length)
    this.jobs = new Float64Array(noise.length)
    slotStation.forEach((s, slot) => {
      this.#specs[s]!.forEach(({ setPoint }, p) => {
        this.value[this.#first[slot]! + p] = setPoint
      })
    })
  }

  /** A job of the unit `serial` ends in the slot; `setPoints` are those of the operation, null: the station's own. `processed` µs in all. */
  jobEnds(slot: number, station: number, serial: number, setPoints: Float64Array | null, processed: number, isFirst: boolean) {
    const specs = this.#specs[station]!
    const { chance, calendar, faults, doors } = this.#plant
    const first = this.#first[slot]!
    for (let p = 0; p < specs.length; p++) {
      const { setPoint: own, sd, autocorrelation, drift, clock, adjustEvery, adjustBeyond } = specs[p]!
      const at = first + p
      if (!isFirst) {
        doors.parameterRecorded(serial, slot, p, this.value[at]!)
        continue
      }
      const setPoint = setPoints === null ? own : setPoints[p]!
      if (sd > 0) {
        const fresh = sd * chance.nextNormal(this.#noise[at]!)
        // Stationary from the first job on: its spread is sd whatever the correlation.
        this.noise[at] =
          autocorrelation === 0 || this.jobs[at] === 0
            ? fresh
            : autocorrelation * this.noise[at]! + Math.sqrt(1 - autocorrelation * autocorrelation) * fresh
      }
      const reading = clock === 'calendar' ? calendar.now : processed
      const drifted = drift === 0 ? 0 : (drift * (reading - this.adjusted[at]!)) / HOUR
      const value = setPoint + drifted + this.noise[at]! + faults.parameterShift(station, p)
      this.value[at] = value
      this.stray[at] = value - setPoint
      this.jobs[at]!++
      doors.parameterRecorded(serial, slot, p, value)
      const every = adjustEvery !== null && this.jobs[at]! % adjustEvery === 0
      if (every || (adjustBeyond !== null && Math.abs(value - setPoint) > adjustBeyond)) this.adjusted[at] = reading
    }
  }

  valueOf(slot: number, parameter: number): number {
    return this.value[this.#first[slot]! + parameter]!
  }

  /** How far it was from what it was set to, at the last job. */
  strayOf(slot: number, parameter: number): number {
    return this.stray[this.#first[slot]! + parameter]!
  }

  ownSetPoint(station: number, parameter: number): number {
    return this.#specs[station]![parameter]!.setPoint
  }

  /** A task of the slot is done. */
  maintained(slot: number, task: number, processed: number) {
    const { calendar, tables } = this.#plant
    const specs = this.#specs[tables.slotStation[slot]!]!
    for (let p = 0; p < specs.length; p++) {
      const at = this.#first[slot]! + p
      if (this.#resetBy[at]!.includes(task)) this.adjusted[at] = specs[p]!.clock === 'calendar' ? calendar.now : processed
    }
  }
}
