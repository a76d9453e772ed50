import type { FailureMode, MaintenanceTask } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import type { Draw } from './chance.ts'
import { openFailure, openMaintenance, openRepair } from './draws.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** A failure mode or a maintenance task at one slot: what crews are asked for. Clocks come first, then tasks. */
interface FailureClock {
  readonly slot: number
  /** Number of the mode within its station. */
  readonly mode: number
  readonly spec: FailureMode
  readonly crew: number
  readonly after: Draw
  readonly repair: Draw
}
interface Task {
  readonly slot: number
  readonly task: number
  readonly spec: MaintenanceTask
  readonly crew: number
  readonly duration: Draw
  /** Clocks of the same slot that start anew. */
  readonly renews: readonly number[]
}

const RunsOn = { calendar: 0, operating: 1, processing: 2, cycles: 3 } as const

/** A clock or a task is at rest, waits for its crew, has one that waits for the unit in work, is being worked on, or (a task) waits until the slot is repaired. */
const Job = { rest: 0, waiting: 1, assigned: 2, underWay: 3, postponed: 4 } as const

/**
 * Failures and planned maintenance. Each slot has a clock per failure mode: `calendar` clocks always run, `operating` ones while the slot is
 * neither paused nor down, `processing` ones while it works, `cycles` count units. What is left on a clock that stands still is in `left`;
 * for one that runs by itself the event in the calendar says when. Repairs of different modes run side by side (union).
 */
export class Upkeep {
  readonly #plant: Plant
  readonly #clocks: readonly FailureClock[]
  readonly #tasks: readonly Task[]
  readonly #runsOn: Uint8Array
  /** slot → its first clock and task */
  readonly #firstClock: Int32Array
  readonly #firstTask: Int32Array
  /** slot → 1 where work wears it: it has a processing or cycles clock */
  readonly clocks: readonly number[]

  /** Clock: µs (or units, for `cycles`) left until the failure. */
  left: Float64Array
  ticket: Int32Array
  /** Clock or task → Job */
  status: Uint8Array
  /** Task → how many times it has come due by its period. */
  periods: Float64Array
  /** slot → modes failed now, and maintenance under way */
  down: Int32Array
  repairing: Int32Array
  maintaining: Int32Array
  /** slot → the mode that failed first, the task under way */
  failedMode: Int32Array
  activeTask: Int32Array
  /** slot → tasks whose crew waits for the unit in work */
  assigned: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { tables, chance } = plant
    const { scenario, slotStation, slots, index } = tables
    const crewOf = (crew: string | null) => (crew === null ? NONE : index.crew.get(crew)!)
    const clocks: FailureClock[] = []
    const tasks: Task[] = []
    this.#firstClock = new Int32Array(slots + 1)
    this.#firstTask = new Int32Array(slots + 1)
    const wears = new Array<number>(slots).fill(0)
    for (let slot = 0; slot < slots; slot++) {
      const station = scenario.stations[slotStation[slot]!]!
      const place = slot - tables.firstSlot[slotStation[slot]!]!
      const first = clocks.length
      station.failures.forEach((spec, mode) => {
        clocks.push({
          slot,
          mode,
          spec,
          crew: crewOf(spec.crew),
          after: openFailure(chance, station.id, place, spec),
          repair: openRepair(chance, station.id, place, spec),
        })
        if (spec.clock === 'processing' || spec.clock === 'cycles') wears[slot] = 1
      })
      station.maintenance.forEach((spec, task) => {
        const renews = spec.renews.map((mode) => first + station.failures.findIndex(({ id }) => id === mode))
        tasks.push({
          slot,
          task,
          spec,
          crew: crewOf(spec.crew),
          duration: openMaintenance(chance, station.id, place, spec),
          renews,
        })
      })
      this.#firstClock[slot + 1] = clocks.length
      this.#firstTask[slot + 1] = tasks.length
    }
    this.clocks = wears
    this.#clocks = clocks
    this.#runsOn = Uint8Array.from(clocks, ({ spec }) => RunsOn[spec.clock])
    this.#tasks = tasks
    this.left = new Float64Array(clocks.length)
    this.ticket = new Int32Array(clocks.length).fill(NO_TICKET)
    this.status = new Uint8Array(clocks.length + tasks.length)
    this.periods = new Float64Array(tasks.length)
    this.down = new Int32Array(slots)
    this.repairing = new Int32Array(slots)
    this.maintaining = new Int32Array(slots)
    this.failedMode = new Int32Array(slots).fill(NONE)
    this.activeTask = new Int32Array(slots).fill(NONE)
    this.assigned = new Int32Array(slots)
    plant.crews.setJobs(clocks.length + tasks.length)
  }

  begin() {
    const { calendar } = this.#plant
    for (let clock = 0; clock < this.#clocks.length; clock++) this.#wind(clock)
    this.#tasks.forEach(({ spec }, task) => {
      for (const moment of spec.at) calendar.schedule(seconds(moment), Phase.calendarEdge, task, Message.maintenanceDue)
      this.#schedulePeriod(task)
    })
  }

  // ── failures ──

  slotOf(clock: number): number {
    return this.#clocks[clock]!.slot
  }

  /** A fresh time to failure; a clock that runs by itself is set going. */
  #wind(clock: number) {
    const { chance, faults, tables, stations } = this.#plant
    const { slot, spec, after } = this.#clocks[clock]!
    const factor = faults.failureFactor[tables.slotStation[slot]!]!
    this.left[clock] =
      spec.clock === 'cycles' ? Math.max(1, Math.round(chance.nextNumber(after) * factor)) : Math.round(chance.next(after) * factor)
    if (spec.clock === 'calendar' || (spec.clock === 'operating' && stations.runs(slot))) this.#run(clock)
  }

  #run(clock: number) {
    const { calendar } = this.#plant
    this.ticket[clock] = calendar.schedule((calendar.now + this.left[clock]!) as SimTime, Phase.failure, clock, Message.failureStarts)
  }

  /** The slot stopped (paused, down, maintained) or runs again: operating clocks with it. */
  slotStopped(slot: number) {
    const { calendar } = this.#plant
    for (let clock = this.#firstClock[slot]!; clock < this.#firstClock[slot + 1]!; clock++) {
      if (this.#runsOn[clock] !== RunsOn.operating || this.ticket[clock] === NO_TICKET) continue
      this.left[clock] = calendar.cancel(this.ticket[clock]!) - calendar.now
      this.ticket[clock] = NO_TICKET
    }
  }

  slotRuns(slot: number) {
    for (let clock = this.#firstClock[slot]!; clock < this.#firstClock[slot + 1]!; clock++) {
      if (this.#runsOn[clock] === RunsOn.operating && this.ticket[clock] === NO_TICKET && this.status[clock] === Job.rest) this.#run(clock)
    }
  }

  /** The processing clock that will run out first, if within `work` µs of processing; NONE otherwise. */
  wearsOutWithin(slot: number, work: number): number {
    let soonest = NONE
    let least = work
    for (let clock = this.#firstClock[slot]!; clock < this.#firstClock[slot + 1]!; clock++) {
      if (this.#runsOn[clock] === RunsOn.processing && this.left[clock]! < least) {
        least = this.left[clock]!
        soonest = clock
      }
    }
    return soonest
  }

  /** The slot has processed for so long. */
  worked(slot: number, elapsed: number) {
    for (let clock = this.#firstClock[slot]!; clock < this.#firstClock[slot + 1]!; clock++) {
      if (this.#runsOn[clock] === RunsOn.processing) this.left[clock]! -= elapsed
    }
  }

  /** The slot has finished a unit: one cycle. */
  cycled(slot: number) {
    const { calendar } = this.#plant
    for (let clock = this.#firstClock[slot]!; clock < this.#firstClock[slot + 1]!; clock++) {
      if (this.#runsOn[clock] !== RunsOn.cycles || this.status[clock] !== Job.rest) continue
      if (--this.left[clock]! <= 0) this.ticket[clock] = calendar.schedule(calendar.now, Phase.failure, clock, Message.failureStarts)
    }
  }

  fails(clock: number) {
    const { stations, crews, doors } = this.#plant
    const { slot, mode, spec, crew } = this.#clocks[clock]!
    this.ticket[clock] = NO_TICKET
    this.status[clock] = Job.waiting
    if (this.down[slot] === 0) this.failedMode[slot] = mode
    doors.failed(slot, mode, 0)
    // First, so that a maintenance crew that waits for the unit does not begin when the unit is scrapped.
    this.down[slot]!++
    stations.stop(slot, spec.interrupted)
    stations.standsStill(slot)
    crews.request(crew, clock)
    this.#postponeAssigned(slot)
  }

  /** Repair comes first: crews that were waiting to maintain the slot go. */
  #postponeAssigned(slot: number) {
    for (let task = this.#firstTask[slot]!; this.assigned[slot]! > 0 && task < this.#firstTask[slot + 1]!; task++) {
      const job = this.#clocks.length + task
      if (this.status[job] !== Job.assigned) continue
      this.status[job] = Job.postponed
      this.assigned[slot]!--
      this.#plant.crews.release(this.#tasks[task]!.crew)
    }
  }

  #requestPostponed(slot: number) {
    for (let task = this.#firstTask[slot]!; task < this.#firstTask[slot + 1]!; task++) {
      const job = this.#clocks.length + task
      if (this.status[job] !== Job.postponed) continue
      this.status[job] = Job.waiting
      this.#plant.crews.request(this.#tasks[task]!.crew, job)
    }
  }

  repaired(clock: number) {
    const { crews, doors, stations, tables } = this.#plant
    const { slot, mode, crew } = this.#clocks[clock]!
    doors.maintenanceEnded(tables.slotStation[slot]!, mode, 0, crew)
    this.status[clock] = Job.rest
    this.down[slot]!--
    this.repairing[slot]!--
    this.#plant.slotStates.review(slot)
    this.#wind(clock)
    stations.resume(slot)
    crews.release(crew)
    if (this.down[slot] === 0) this.#requestPostponed(slot)
  }

  // ── planned maintenance ──

  due(task: number) {
    const job = this.#clocks.length + task
    if (this.status[job] !== Job.rest) return
    this.status[job] = Job.postponed
    const { slot } = this.#tasks[task]!
    if (this.down[slot] === 0) this.#requestPostponed(slot)
  }

  /** A due date of its period: the next one is noted. */
  periodDue(task: number) {
    this.#schedulePeriod(task)
    this.due(task)
  }

  #schedulePeriod(task: number) {
    const { first, every } = this.#tasks[task]!.spec
    if (every === null) return
    const at = (seconds(first) + this.periods[task]!++ * seconds(every)) as SimTime
    this.#plant.calendar.schedule(at, Phase.calendarEdge, task, Message.maintenancePeriod)
  }

  /** A crew is there for the job. */
  granted(job: number) {
    const { calendar, chance, doors, settling, tables } = this.#plant
    if (job < this.#clocks.length) {
      const { slot, mode, crew, repair, spec } = this.#clocks[job]!
      this.status[job] = Job.underWay
      this.repairing[slot]!++
      doors.maintenanceStarted(tables.slotStation[slot]!, mode, 0, crew, spec.cost)
      calendar.schedule((calendar.now + chance.next(repair)) as SimTime, Phase.repairEnd, job, Message.repairEnds)
      settling.touch(slot)
      return
    }
    const { slot, crew } = this.#tasks[job - this.#clocks.length]!
    if (this.down[slot]! > 0) {
      this.status[job] = Job.postponed
      this.#plant.crews.release(crew)
      return
    }
    this.status[job] = Job.assigned
    this.assigned[slot]!++
    this.#startAssigned(slot)
  }

  /** The slot is between two units: maintenance that waits for this may begin. */
  unitDone(slot: number) {
    if (this.assigned[slot]! > 0) this.#startAssigned(slot)
  }

  #startAssigned(slot: number) {
    if (this.assigned[slot] === 0 || this.down[slot]! > 0 || this.maintaining[slot]! > 0) return
    for (let task = this.#firstTask[slot]!; task < this.#firstTask[slot + 1]!; task++) {
      if (this.status[this.#clocks.length + task] === Job.assigned && this.#mayStart(task)) return this.#startMaintenance(task)
    }
  }

  #mayStart(task: number): boolean {
    const { slot, spec } = this.#tasks[task]!
    return spec.start === 'suspend' || !this.#plant.stations.isWorking(slot)
  }

  #startMaintenance(task: number) {
    const { calendar, chance, doors, stations, tables } = this.#plant
    const { slot, spec, crew, duration } = this.#tasks[task]!
    this.status[this.#clocks.length + task] = Job.underWay
    this.assigned[slot]!--
    this.activeTask[slot] = task - this.#firstTask[slot]!
    doors.maintenanceStarted(tables.slotStation[slot]!, task - this.#firstTask[slot]!, 1, crew, spec.cost)
    stations.stop(slot, 'resume')
    this.maintaining[slot]!++
    stations.standsStill(slot)
    calendar.schedule((calendar.now + chance.next(duration)) as SimTime, Phase.repairEnd, task, Message.maintenanceEnds)
  }

  maintained(task: number) {
    const { crews, calendar, doors, stations, tables } = this.#plant
    const { slot, crew, renews } = this.#tasks[task]!
    doors.maintenanceEnded(tables.slotStation[slot]!, task - this.#firstTask[slot]!, 1, crew)
    this.status[this.#clocks.length + task] = Job.rest
    this.maintaining[slot]!--
    this.#plant.slotStates.review(slot)
    for (const clock of renews) {
      if (this.status[clock] !== Job.rest) continue
      if (this.ticket[clock] !== NO_TICKET) calendar.cancel(this.ticket[clock]!)
      this.ticket[clock] = NO_TICKET
      this.#wind(clock)
    }
    stations.resume(slot)
    crews.release(crew)
    this.#startAssigned(slot)
  }
}
