import { seconds } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'

/** The hidden truth: factors on a station's yield, times and failures from some moment on. 1 where nothing is wrong. */
export class Faults {
  readonly #plant: Plant
  timeFactor: Float64Array
  yieldFactor: Float64Array
  failureFactor: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const stations = plant.tables.scenario.stations.length
    this.timeFactor = new Float64Array(stations).fill(1)
    this.yieldFactor = new Float64Array(stations).fill(1)
    this.failureFactor = new Float64Array(stations).fill(1)
  }

  begin() {
    const { calendar, tables } = this.#plant
    tables.scenario.faults.forEach(({ start }, fault) => {
      calendar.schedule(seconds(start), Phase.calendarEdge, fault, Message.faultStarts)
    })
  }

  start(fault: number) {
    const { scenario, index } = this.#plant.tables
    const { kind, target, factor } = scenario.faults[fault]!
    const station = index.station.get(target)!
    const column = kind === 'time' ? this.timeFactor : kind === 'yield' ? this.yieldFactor : this.failureFactor
    column[station]! *= factor
  }
}
