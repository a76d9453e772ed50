import type { FailureMode, MaintenanceTask } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { openInterruption, openMaintenance, openRepair } from './draws.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { presentSlots } from './present.ts'
import { NONE } from './tables.ts'

/** A failure mode or a maintenance task at one slot: what crews are asked for. Modes come first, in the order of their clocks in Wear, then tasks. */
interface Mode {
  readonly slot: number
  /** Number of the mode within its station. */
  readonly mode: number
  readonly spec: FailureMode
  readonly crew: number
  readonly repair: Draw
  readonly interruption: Draw
  readonly spares: readonly { readonly item: number; readonly quantity: number }[]
  /** Repaired one after the other with those that overlap. */
  readonly queues: boolean
}
interface Task {
  readonly slot: number
  readonly task: number
  readonly spec: MaintenanceTask
  readonly crew: number
  readonly duration: Draw
  /** Modes of the same slot that start anew, and signals. */
  readonly renews: readonly number[]
  readonly resets: readonly number[]
}

/**
 * A mode or a task is at rest, waits for its crew, has one that waits for the unit in work, is being worked on, or (a task) waits until the slot is
 * repaired. A mode may besides wait for the unit in work or for a lull, be about to fail, wait for the repair before it, or for spare parts.
 */
const Job = { rest: 0, waiting: 1, assigned: 2, underWay: 3, postponed: 4, putOff: 5, aboutTo: 6, queued: 7, lacksParts: 8 } as const

/**
 * Failures and planned maintenance: who is down, who waits for which crew and parts, and what is done next. When a mode fails is told by Wear.
 *
 *     rest ──due──▶ [put off] ──▶ down: [queued] ▶ [lacks parts] ▶ waits for crew ▶ under way ──▶ rest
 */
export class Upkeep {
  readonly #plant: Plant
  readonly #modes: readonly Mode[]
  readonly #tasks: readonly Task[]
  /** slot → its first mode and task */
  readonly #firstMode: Int32Array
  readonly #firstTask: Int32Array
  /** item → modes whose repair takes it */
  readonly #takenBy: readonly (readonly number[])[]

  /** Mode or task → Job */
  status: Uint8Array
  /** Mode → when it failed, µs. */
  failedAt: Float64Array
  /** Task → the due date for which it was done beforehand, µs; and 1 where it takes the opportunity of a slot that stands still. */
  doneFor: Float64Array
  taken: Uint8Array
  /** Task → how many times it has come due by its period. */
  periods: Float64Array
  /** slot → modes failed now, and maintenance under way */
  down: Int32Array
  repairing: Int32Array
  maintaining: Int32Array
  /** slot → the mode that failed first, the task under way */
  failedMode: Int32Array
  activeTask: Int32Array
  /** slot → tasks whose crew waits for the unit in work, and modes that wait for it */
  assigned: Int32Array
  /** slot → modes that wait for a lull */
  forLull: Int32Array
  /** Mode or task under way → its end; and, where those who do it were called away, µs left of it (−1: not begun). */
  endTicket: Int32Array
  workLeft: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { tables, chance } = plant
    const { scenario, slotStation, slots, index } = tables
    const crewOf = (crew: string | null) => (crew === null ? NONE : index.crew.get(crew)!)
    const modes: Mode[] = []
    const tasks: Task[] = []
    this.#firstMode = new Int32Array(slots + 1)
    this.#firstTask = new Int32Array(slots + 1)
    for (let slot = 0; slot < slots; slot++) {
      const station = scenario.stations[slotStation[slot]!]!
      const place = slot - tables.firstSlot[slotStation[slot]!]!
      const first = modes.length
      station.failures.forEach((spec, mode) => {
        modes.push({
          slot,
          mode,
          spec,
          crew: crewOf(spec.crew),
          repair: openRepair(chance, station.id, place, spec),
          interruption: openInterruption(chance, station.id, place, spec),
          spares: spec.spares.map(({ item, quantity }) => ({ item: index.item.get(item)!, quantity })),
          queues: station.overlap === 'queue',
        })
      })
      station.maintenance.forEach((spec, task) => {
        const renews = station.failures.flatMap(({ id }, mode) => (spec.renews.includes(id) ? [first + mode] : []))
        tasks.push({
          slot,
          task,
          spec,
          crew: crewOf(spec.crew),
          duration: openMaintenance(chance, station.id, place, spec),
          renews,
          resets: station.signals.flatMap(({ id }) => (spec.resets.includes(id) ? [plant.conditions.gaugeOf(slot, id)] : [])),
        })
      })
      this.#firstMode[slot + 1] = modes.length
      this.#firstTask[slot + 1] = tasks.length
    }
    this.#modes = modes
    this.#tasks = tasks
    const takenBy: number[][] = Array.from({ length: index.item.size }, () => [])
    modes.forEach(({ spares }, mode) => {
      for (const { item } of spares) if (!takenBy[item]!.includes(mode)) takenBy[item]!.push(mode)
    })
    this.#takenBy = takenBy
    this.status = new Uint8Array(modes.length + tasks.length)
    this.failedAt = new Float64Array(modes.length)
    this.periods = new Float64Array(tasks.length)
    this.doneFor = new Float64Array(tasks.length).fill(NONE)
    this.taken = new Uint8Array(tasks.length)
    this.down = new Int32Array(slots)
    this.repairing = new Int32Array(slots)
    this.maintaining = new Int32Array(slots)
    this.failedMode = new Int32Array(slots).fill(NONE)
    this.activeTask = new Int32Array(slots).fill(NONE)
    this.assigned = new Int32Array(slots)
    this.forLull = new Int32Array(slots)
    const { calls } = tables
    const callOf = ({ crew, needs, priority, preempt }: FailureMode | MaintenanceTask) =>
      calls.add([
        ...(crew === null ? [] : [{ crew, skill: null, tool: null, n: 1, priority, preempt, resumeWith: 'any' as const }]),
        ...needs,
      ])
    const jobs = [...modes, ...tasks]
    this.endTicket = new Int32Array(jobs.length).fill(NO_TICKET)
    this.workLeft = new Float64Array(jobs.length).fill(-1)
    plant.crews.open(
      jobs.map(({ spec }) => callOf(spec)),
      jobs.map(({ slot }) => slot),
      plant.tools.kindOf.length,
    )
  }

  begin() {
    const { calendar } = this.#plant
    this.#tasks.forEach(({ spec }, task) => {
      for (const moment of spec.at) calendar.schedule(seconds(moment), Phase.calendarEdge, task, Message.maintenanceDue)
      this.#schedulePeriod(task)
    })
    for (const [slot, { stopped }] of presentSlots(this.#plant.tables))
      for (const { by, elapsed } of stopped) this.#standsFrom(slot, by, elapsed === null ? null : seconds(elapsed))
  }

  /** The slot is down, or in maintenance, from before t = 0; the work on it has lasted `elapsed` µs, or has not begun. */
  #standsFrom(slot: number, by: string, elapsed: number | null) {
    const { chance, crews, doors, tables, wear, slotStates } = this.#plant
    const station = tables.slotStation[slot]!
    const number = tables.scenario.stations[station]!.failures.findIndex(({ id }) => id === by)
    if (number >= 0) {
      const mode = this.#firstMode[slot]! + number
      const { crew, repair, queues } = this.#modes[mode]!
      if (this.down[slot] === 0) this.failedMode[slot] = number
      doors.failed(slot, number, 0)
      this.down[slot]!++
      wear.slotStopped(slot)
      slotStates.review(slot)
      if (elapsed !== null) {
        doors.maintenanceStarted(station, number, 0, crew, 0)
        this.workLeft[mode] = chance.nextLeft(repair, elapsed)
        this.status[mode] = Job.waiting
        crews.request(mode)
      } else if (queues && this.down[slot]! > 1) this.status[mode] = Job.queued
      else this.#requestRepair(mode)
      return
    }
    const place = tables.scenario.stations[station]!.maintenance.findIndex(({ id }) => id === by)
    const task = this.#firstTask[slot]! + place
    const { crew, duration } = this.#tasks[task]!
    const job = this.#modes.length + task
    this.activeTask[slot] = place
    doors.maintenanceStarted(station, place, 1, crew, 0)
    this.maintaining[slot]!++
    wear.slotStopped(slot)
    slotStates.review(slot)
    this.workLeft[job] = chance.nextLeft(duration, elapsed ?? 0)
    this.status[job] = Job.waiting
    crews.request(job)
  }

  // ── failures ──

  slotOf(mode: number): number {
    return this.#modes[mode]!.slot
  }

  isAtRest(mode: number): boolean {
    return this.status[mode] === Job.rest
  }

  /** Does the mode wait for the unit in work, or for a lull? */
  putsOff(mode: number): boolean {
    const { interrupted } = this.#modes[mode]!.spec
    return interrupted === 'finishFirst' || interrupted === 'opportunistic'
  }

  /** Its clock has run out. */
  fails(mode: number) {
    const { settling, stations, wear } = this.#plant
    const { slot, spec } = this.#modes[mode]!
    if (this.status[mode] === Job.aboutTo) return this.#breaksDown(mode)
    if (!wear.isDue(mode)) return
    if (spec.interrupted === 'opportunistic') {
      this.status[mode] = Job.putOff
      this.forLull[slot]!++
      settling.touch(slot)
    } else if (spec.interrupted === 'finishFirst' && stations.isWorking(slot)) {
      this.status[mode] = Job.putOff
      this.assigned[slot]!++
    } else this.#breaksDown(mode)
  }

  /** The slot is free and finds no work: failures that waited for that happen now. */
  isLull(slot: number) {
    const { calendar } = this.#plant
    for (let mode = this.#firstMode[slot]!; mode < this.#firstMode[slot + 1]!; mode++) {
      if (this.status[mode] !== Job.putOff || this.#modes[mode]!.spec.interrupted !== 'opportunistic') continue
      this.status[mode] = Job.aboutTo
      this.forLull[slot]!--
      calendar.schedule(calendar.now, Phase.failure, mode, Message.failureStarts)
    }
  }

  #breaksDown(mode: number) {
    const { calendar, chance, progress, doors, wear } = this.#plant
    const { slot, mode: number, spec, interruption, queues } = this.#modes[mode]!
    this.status[mode] = Job.waiting
    this.failedAt[mode] = calendar.now
    if (this.down[slot] === 0) this.failedMode[slot] = number
    doors.failed(slot, number, 0)
    const spared = interruption !== NO_DRAW && chance.nextUniform(interruption) >= spec.scrapRatio!
    // First, so that a maintenance crew that waits for the unit does not begin when the unit is scrapped.
    this.down[slot]!++
    progress.stop(slot, spared ? 'resume' : spec.interrupted)
    progress.standsStill(slot)
    wear.failed(mode)
    if (queues && this.down[slot]! > 1) this.status[mode] = Job.queued
    else this.#requestRepair(mode)
    this.#postponeAssigned(slot)
    this.takeOpportunity(slot)
  }

  #requestRepair(mode: number) {
    const { crews, items } = this.#plant
    const { spares } = this.#modes[mode]!
    if (spares.length > 0 && items.missing(spares) !== NONE) {
      this.status[mode] = Job.lacksParts
      return
    }
    this.status[mode] = Job.waiting
    crews.request(mode)
  }

  /** More of the item is in stock: repairs that waited for it go on, longest first. */
  partsArrived(item: number) {
    const { items } = this.#plant
    const modes = this.#takenBy[item]!
    for (let found = NONE; modes.length > 0; ) {
      const last = found === NONE ? -1 : this.failedAt[found]!
      let next = NONE
      for (let i = 0; i < modes.length; i++) {
        const mode = modes[i]!
        if (this.status[mode] !== Job.lacksParts) continue
        const at = this.failedAt[mode]!
        if ((at > last || (at === last && mode > found)) && (next === NONE || at < this.failedAt[next]!)) next = mode
      }
      if (next === NONE) return
      found = next
      if (items.missing(this.#modes[found]!.spares) === NONE) this.#requestRepair(found)
    }
  }

  repaired(mode: number) {
    const { crews, doors, progress, setUps, tables, slotStates, wear } = this.#plant
    const { slot, mode: number, crew, spec, queues } = this.#modes[mode]!
    doors.maintenanceEnded(tables.slotStation[slot]!, number, 0, crew)
    this.status[mode] = Job.rest
    this.down[slot]!--
    this.repairing[slot]!--
    slotStates.review(slot)
    wear.repaired(mode)
    if (spec.effect === 'renew') this.#recountAfter(mode)
    if (spec.setup === 'lost') setUps.lose(slot)
    progress.resume(slot)
    crews.release(mode)
    if (queues && this.down[slot]! > 0) this.#repairNext(slot)
    if (this.down[slot] === 0) this.#requestPostponed(slot)
  }

  /** Of the modes that wait for their turn, the one that failed first. */
  #repairNext(slot: number) {
    let next = NONE
    for (let mode = this.#firstMode[slot]!; mode < this.#firstMode[slot + 1]!; mode++)
      if (this.status[mode] === Job.queued && (next === NONE || this.failedAt[mode]! < this.failedAt[next]!)) next = mode
    if (next !== NONE) this.#requestRepair(next)
  }

  // ── planned maintenance ──

  due(task: number) {
    const job = this.#modes.length + task
    if (this.status[job] !== Job.rest || this.#plant.calendar.now === this.doneFor[task]) return
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

  /** A repair that renews the mode starts the counts anew that say so; what they had asked for is not needed any more. */
  #recountAfter(mode: number) {
    const { slot } = this.#modes[mode]!
    for (let task = this.#firstTask[slot]!; task < this.#firstTask[slot + 1]!; task++) {
      const { spec, renews } = this.#tasks[task]!
      if (spec.since !== 'renewal' || !renews.includes(mode)) continue
      const job = this.#modes.length + task
      if (this.status[job] === Job.postponed) this.status[job] = Job.rest
      if (this.status[job] === Job.rest) this.#plant.wear.recount(task)
    }
  }

  /** The slot stands still anyway: maintenance that would be due within its window is done now. */
  takeOpportunity(slot: number) {
    for (let task = this.#firstTask[slot]!; task < this.#firstTask[slot + 1]!; task++) {
      const { spec } = this.#tasks[task]!
      const job = this.#modes.length + task
      if (spec.window === null || (this.status[job] !== Job.rest && this.status[job] !== Job.postponed)) continue
      if (this.status[job] === Job.rest && !this.#isSoon(task, spec.cycles === null ? seconds(spec.window) : spec.window)) continue
      this.status[job] = Job.waiting
      this.taken[task] = 1
      this.#plant.crews.request(job)
    }
  }

  /** Is the task due within µs (or units)? Notes the date, so that it is not done twice. */
  #isSoon(task: number, within: number): boolean {
    const { calendar, wear } = this.#plant
    const { at, every, first } = this.#tasks[task]!.spec
    const { now } = calendar
    const count = wear.leftOfCount(task)
    let date = every === null ? Number.POSITIVE_INFINITY : seconds(first) + (this.periods[task]! - 1) * seconds(every)
    for (const moment of at) if (seconds(moment) > now) date = Math.min(date, seconds(moment))
    if (date - now > within) return count <= within
    this.doneFor[task] = date
    return true
  }

  /** Repair comes first: crews that were waiting to maintain the slot go. */
  #postponeAssigned(slot: number) {
    for (let task = this.#firstTask[slot]!; this.assigned[slot]! > 0 && task < this.#firstTask[slot + 1]!; task++) {
      const job = this.#modes.length + task
      if (this.status[job] !== Job.assigned) continue
      this.status[job] = Job.postponed
      this.assigned[slot]!--
      this.#plant.crews.release(job)
    }
  }

  #requestPostponed(slot: number) {
    for (let task = this.#firstTask[slot]!; task < this.#firstTask[slot + 1]!; task++) {
      const job = this.#modes.length + task
      if (this.status[job] !== Job.postponed) continue
      this.status[job] = Job.waiting
      this.#plant.crews.request(job)
    }
  }

  /** A crew is there for the job. */
  granted(job: number) {
    if (job < this.#modes.length) return this.#repair(job)
    const task = job - this.#modes.length
    const { slot } = this.#tasks[task]!
    if (this.workLeft[job]! >= 0) return this.#goOnWith(job, this.workLeft[job]!, task, Message.maintenanceEnds)
    const takes = this.taken[task] === 1
    this.taken[task] = 0
    if (this.down[slot]! > 0 && !(takes && this.maintaining[slot] === 0)) {
      this.status[job] = Job.postponed
      this.#plant.crews.release(job)
      return
    }
    if (this.down[slot]! > 0) return this.#startMaintenance(job - this.#modes.length)
    this.status[job] = Job.assigned
    this.assigned[slot]!++
    this.#startAssigned(slot)
  }

  #repair(mode: number) {
    const { chance, crews, doors, items, settling, tables } = this.#plant
    const { slot, mode: number, crew, repair, spec, spares } = this.#modes[mode]!
    const station = tables.slotStation[slot]!
    const isNew = this.workLeft[mode]! < 0
    if (isNew && spares.length > 0) {
      // Another repair may have taken them while this one waited for its crew: crew and parts together, or neither.
      if (items.missing(spares) !== NONE) {
        this.status[mode] = Job.lacksParts
        crews.release(mode)
        return
      }
      items.consume(spares, station, NONE)
    }
    this.repairing[slot]!++
    if (isNew) doors.maintenanceStarted(station, number, 0, crew, spec.cost)
    this.#goOnWith(mode, isNew ? chance.next(repair) : this.workLeft[mode]!, mode, Message.repairEnds)
    settling.touch(slot)
  }

  #goOnWith(job: number, left: number, target: number, message: number) {
    const { calendar } = this.#plant
    this.status[job] = Job.underWay
    this.workLeft[job] = -1
    this.endTicket[job] = calendar.schedule((calendar.now + left) as SimTime, Phase.repairEnd, target, message)
  }

  isUnderWay(job: number): boolean {
    return this.status[job] === Job.underWay
  }

  /** Those who do it were called away: it goes on where it stopped when somebody is there again. False: nobody was needed any more. */
  suspend(job: number): boolean {
    const { calendar, settling } = this.#plant
    const isRepair = job < this.#modes.length
    const { slot } = isRepair ? this.#modes[job]! : this.#tasks[job - this.#modes.length]!
    if (this.status[job] === Job.assigned) this.assigned[slot]!--
    else if (this.status[job] === Job.underWay) {
      this.workLeft[job] = calendar.cancel(this.endTicket[job]!) - calendar.now
      this.endTicket[job] = NO_TICKET
      if (isRepair) this.repairing[slot]!--
    } else return false
    this.status[job] = Job.waiting
    settling.touch(slot)
    return true
  }

  /** The slot is between two units: failures that waited for this happen, then maintenance that did may begin. */
  unitDone(slot: number) {
    if (this.assigned[slot] === 0) return
    const { stations } = this.#plant
    for (let mode = this.#firstMode[slot]!; mode < this.#firstMode[slot + 1]!; mode++) {
      if (this.status[mode] !== Job.putOff || this.#modes[mode]!.spec.interrupted !== 'finishFirst' || stations.isWorking(slot)) continue
      this.assigned[slot]!--
      this.#breaksDown(mode)
    }
    this.#startAssigned(slot)
  }

  #startAssigned(slot: number) {
    if (this.assigned[slot] === 0 || this.down[slot]! > 0 || this.maintaining[slot]! > 0) return
    for (let task = this.#firstTask[slot]!; task < this.#firstTask[slot + 1]!; task++) {
      if (this.status[this.#modes.length + task] === Job.assigned && this.#mayStart(task)) return this.#startMaintenance(task)
    }
  }

  #mayStart(task: number): boolean {
    const { slot, spec } = this.#tasks[task]!
    return spec.start === 'suspend' || !this.#plant.stations.isWorking(slot)
  }

  #startMaintenance(task: number) {
    const { chance, doors, progress, tables } = this.#plant
    const { slot, spec, crew, duration } = this.#tasks[task]!
    if (this.status[this.#modes.length + task] === Job.assigned) this.assigned[slot]!--
    this.activeTask[slot] = task - this.#firstTask[slot]!
    doors.maintenanceStarted(tables.slotStation[slot]!, task - this.#firstTask[slot]!, 1, crew, spec.cost)
    // Under way before the slot stops: people who are free then may be wanted elsewhere, and those of this very task be called away.
    this.#goOnWith(this.#modes.length + task, chance.next(duration), task, Message.maintenanceEnds)
    progress.stop(slot, 'resume')
    this.maintaining[slot]!++
    progress.standsStill(slot)
  }

  maintained(task: number) {
    const { conditions, crews, doors, progress, slotStates, tables, wear, quality } = this.#plant
    const { slot, crew, renews, resets } = this.#tasks[task]!
    doors.maintenanceEnded(tables.slotStation[slot]!, task - this.#firstTask[slot]!, 1, crew)
    this.status[this.#modes.length + task] = Job.rest
    this.maintaining[slot]!--
    quality.maintained(slot, task - this.#firstTask[slot]!)
    slotStates.review(slot)
    for (const gauge of resets) conditions.reset(gauge)
    for (const mode of renews) this.#renew(mode)
    wear.recount(task)
    progress.resume(slot)
    crews.release(this.#modes.length + task)
    this.#startAssigned(slot)
  }

  /** As good as new; a failure that was put off does not come any more. */
  #renew(mode: number) {
    const { slot, spec } = this.#modes[mode]!
    if (this.status[mode] === Job.putOff) {
      if (spec.interrupted === 'opportunistic') this.forLull[slot]!--
      else this.assigned[slot]!--
      this.status[mode] = Job.rest
    }
    if (this.status[mode] === Job.rest) this.#plant.wear.renew(mode)
  }
}
