import type { FailureMode } from '../../../scenarios/model.ts'
import { NO_TICKET } from '../../kernel/calendar.ts'
import type { SimTime } from '../../kernel/time.ts'
import { Outcome } from '../../log/events.ts'
import type { Batches } from '../batches.ts'
import { Message, Phase } from '../phases.ts'
import type { Plant } from '../plant.ts'
import { Activity, People } from '../stations.ts'
import { NONE } from '../tables.ts'

/**
 * Set-ups and work under way: they run until their end, until a processing clock or a tool runs out, or until the slot is stopped; then what was done
 * counts, and what is left goes on when the last reason to stand still is gone.
 *
 *     go ──▶ … ──▶ setupEnds, workEnds
 *      ▲     └──stop, calledAway──▶ what is left ──resume──┐
 *      └───────────────────────────────────────────────────┘
 */
export class Progress {
  readonly #plant: Plant
  /** Does any operation need people? */
  readonly #calls: boolean
  /** Null where nothing is worked on in batches. */
  readonly #batches: Batches | null

  constructor(plant: Plant) {
    this.#plant = plant
    this.#calls = plant.tables.callsPeople
    this.#batches = plant.batches
  }

  /** Sets the set-up or the work going for what remains of it, or calls those whom it needs; unless the slot stands still: then `resume` will. */
  go(slot: number) {
    const { stations } = this.#plant
    if (!stations.runs(slot)) return
    const { calendar, wear, crews } = this.#plant
    if (stations.people[slot] !== People.there)
      return crews.ask(slot, this.#plant.manning.callOf(slot), stations.people[slot] === People.lacking ? 0 : 1)
    const { now } = calendar
    const remaining = stations.remaining[slot]!
    stations.startedAt[slot] = now
    if (stations.activity[slot] === Activity.setup) {
      stations.ticket[slot] = calendar.schedule((now + remaining) as SimTime, Phase.completion, slot, Message.setupEnds)
      return
    }
    const isWork = stations.handles[slot] === 0
    const clock = isWork && wear.byWork(slot) ? wear.workBegins(slot, remaining) : NONE
    stations.wearing[slot] = clock
    if (isWork && this.#plant.tools.wears && this.#toolBreaksFirst(slot, clock === NONE ? remaining : wear.workLeft(clock))) return
    stations.ticket[slot] =
      clock === NONE
        ? calendar.schedule((now + remaining) as SimTime, Phase.completion, slot, Message.workEnds)
        : calendar.schedule((now + wear.workLeft(clock)) as SimTime, Phase.failure, slot, Message.workFails)
  }

  /** The slot is about to stand still: what it did so far counts, the rest waits. Call it while it still runs. */
  stop(slot: number, interrupted: FailureMode['interrupted']) {
    const { units, tables, crews, stations } = this.#plant
    if (!stations.runs(slot)) return
    const activity = stations.activity[slot]!
    const wasGoing = (activity === Activity.setup || activity === Activity.working) && stations.people[slot] === People.there
    if (wasGoing) this.interrupt(slot)
    if (this.#calls) crews.standsStill(slot)
    if (!wasGoing || activity === Activity.setup) return
    if (interrupted === 'restart') stations.remaining[slot] = stations.length[slot]!
    if (interrupted === 'resample') stations.remaining[slot] = stations.length[slot] = this.#plant.jobs.timeAgain(slot)
    // A unit that was not worked on yet has come to no harm.
    if (interrupted === 'scrap' && (stations.remaining[slot]! < stations.length[slot]! || stations.step[slot]! > 0)) {
      const unit = stations.unit[slot]!
      const station = tables.slotStation[slot]!
      if (this.#batches !== null && this.#batches.count[slot]! > 0) return this.#plant.batchWork!.isSpoiled(slot)
      const { step } = tables.operations[units.operation[unit]!]!
      if (stations.reservation[slot] !== NONE) this.#plant.queues.unreserve(stations.reservation[slot]!)
      stations.reservation[slot] = NONE
      this.#plant.doors.jobEnded(units.serial[unit]!, station, Outcome.scrap, step, stations.planned[slot]!)
      this.#plant.leaving.scrap(slot, unit, station)
    }
  }

  /** What was done so far counts, the rest waits. */
  interrupt(slot: number) {
    const { calendar, wear, stations } = this.#plant
    if (stations.ticket[slot] !== NO_TICKET) calendar.cancel(stations.ticket[slot]!)
    stations.ticket[slot] = NO_TICKET
    const elapsed = calendar.now - stations.startedAt[slot]!
    stations.remaining[slot]! -= elapsed
    if (stations.activity[slot] === Activity.working) {
      this.#plant.jobs.counts(slot, elapsed)
      if (stations.handles[slot] === 0) {
        if (wear.byWork(slot)) wear.worked(slot, elapsed)
        if (this.#plant.tools.used) this.#plant.tools.workedIn(slot, elapsed)
      }
    }
    if (!this.#calls || this.#plant.manning.callOf(slot) === NONE) return
    if (stations.pace[slot] !== 1) stations.remaining[slot] = Math.round(stations.remaining[slot]! * stations.pace[slot]!)
    stations.pace[slot] = 1
    stations.people[slot] = People.calledAway
  }

  /** A reason to stand still is gone: if it was the last one, the slot goes on where it stopped. */
  resume(slot: number) {
    const { queues, tables, wear, settling, slotStates, stations } = this.#plant
    settling.touch(slot)
    slotStates.review(slot)
    const activity = stations.activity[slot]!
    const runs = stations.runs(slot)
    if (runs) wear.slotRuns(slot)
    if (activity === Activity.done && stations.handsOver(slot)) this.#offerAgain(slot)
    else if (!runs) return
    else if (activity === Activity.free) queues.slotFreed(tables.slotStation[slot]!)
    else if (activity === Activity.setup || activity === Activity.working) this.go(slot)
  }

  /** The slot stands still from now on, for whatever reason has just come. */
  standsStill(slot: number) {
    const { wear, settling, slotStates, routing, tables, fleets } = this.#plant
    slotStates.review(slot)
    if (fleets.count > 0) fleets.lookAll()
    wear.slotStopped(slot)
    settling.touch(slot)
    if (routing.choosesAgain) routing.stoodStill(tables.slotStation[slot]!)
  }

  /** A processing clock ran out while the slot works. */
  workFails(slot: number) {
    const { stations } = this.#plant
    const clock = stations.wearing[slot]!
    stations.ticket[slot] = NO_TICKET
    if (clock < NONE) return this.#toolBreaks(slot, -2 - clock)
    this.#plant.upkeep.fails(clock)
  }

  shiftBegins(station: number) {
    const { firstSlot } = this.#plant.tables
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) if (this.#plant.shifts.comesBack(slot)) this.resume(slot)
  }

  /** The shift is about to end: what runs is stopped while it still may. */
  shiftEnding(station: number) {
    const { firstSlot } = this.#plant.tables
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++)
      if (!this.#plant.shifts.staysLate(slot)) this.stop(slot, 'resume')
  }

  shiftEnded(station: number) {
    const { tables, upkeep, shifts } = this.#plant
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (shifts.late[slot] === 1) continue
      this.standsStill(slot)
      upkeep.unitDone(slot)
      upkeep.takeOpportunity(slot)
    }
  }

  /** Will a tool break before so much work is done? Then that is what comes next. */
  #toolBreaksFirst(slot: number, work: number): boolean {
    const { calendar, tools, stations } = this.#plant
    const tool = tools.firstToBreak(slot, work)
    if (tool === NONE) return false
    stations.wearing[slot] = -2 - tool
    stations.ticket[slot] = calendar.schedule((calendar.now + tools.workLeft(tool)) as SimTime, Phase.failure, slot, Message.workFails)
    return true
  }

  /** The work waits for another tool, unless it costs the unit. */
  #toolBreaks(slot: number, tool: number) {
    const { tools, settling } = this.#plant
    tools.breaks(tool, slot)
    this.stop(slot, tools.interruptedBy(tool))
    settling.touch(slot)
    if (this.#plant.stations.activity[slot] === Activity.working) this.go(slot)
  }

  /** What is done in the slot may leave it again. */
  #offerAgain(slot: number) {
    const { units, queues, settling, batchWork } = this.#plant
    if (this.#batches !== null && this.#batches.count[slot]! > 0) return batchWork!.resume(slot)
    const unit = this.#plant.stations.unit[slot]!
    if (units.holder[unit] === slot) queues.retryUnit(unit)
    else settling.exit(slot)
  }
}
