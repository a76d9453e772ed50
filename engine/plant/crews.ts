import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/**
 * People who repair and maintain. A job takes one of them for as long as it lasts; jobs wait first in, first out. Off shift nobody starts a
 * job, and a job under way is finished: SPEC.md [C2].
 */
export class Crews {
  readonly #plant: Plant
  readonly #calendar: Int32Array
  readonly #size: Int32Array
  busy: Int32Array
  head: Int32Array
  tail: Int32Array
  /** job → the next one in its crew's queue */
  next: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, index } = plant.tables
    const crews = scenario.crews.length
    this.#calendar = Int32Array.from(scenario.crews, ({ calendar }) => (calendar === null ? NONE : index.calendar.get(calendar)!))
    this.#size = Int32Array.from(scenario.crews, ({ size }) => size)
    this.busy = new Int32Array(crews)
    this.head = new Int32Array(crews).fill(NONE)
    this.tail = new Int32Array(crews).fill(NONE)
    this.next = new Int32Array(0)
  }

  /** Room for so many different jobs: Upkeep numbers them. */
  setJobs(count: number) {
    this.next = new Int32Array(count).fill(NONE)
  }

  begin() {
    for (let crew = 0; crew < this.busy.length; crew++) this.#changed(crew)
  }

  /** Asks for one of the crew; the job is told at once, or when its turn comes. NONE: nobody is needed. */
  request(crew: number, job: number) {
    if (crew === NONE) return this.#plant.upkeep.granted(job)
    this.next[job] = NONE
    if (this.head[crew] === NONE) this.head[crew] = job
    else this.next[this.tail[crew]!] = job
    this.tail[crew] = job
    this.#serve(crew)
  }

  release(crew: number) {
    if (crew === NONE) return
    this.busy[crew]!--
    this.#changed(crew)
    this.#serve(crew)
  }

  shiftChanged(crew: number) {
    this.#changed(crew)
    this.#serve(crew)
  }

  #present(crew: number): boolean {
    const calendar = this.#calendar[crew]!
    return calendar === NONE || this.#plant.shifts.working[calendar] === 1
  }

  #serve(crew: number) {
    while (this.head[crew] !== NONE && this.busy[crew]! < this.#size[crew]! && this.#present(crew)) {
      const job = this.head[crew]!
      this.head[crew] = this.next[job]!
      this.busy[crew]!++
      this.#changed(crew)
      this.#plant.upkeep.granted(job)
    }
  }

  #changed(crew: number) {
    this.#plant.doors.crewChanged(crew, this.busy[crew]!, this.#present(crew) ? this.#size[crew]! : 0)
  }
}
