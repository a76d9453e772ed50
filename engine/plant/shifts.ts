import { isWorkingAt, nextEdgeAfter } from '../../scenarios/working-hours.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** Working calendars: tells stations and crews when their time begins and ends. Whoever has no calendar always works. */
export class Shifts {
  readonly #plant: Plant
  readonly #stations: readonly number[][]
  readonly #crews: readonly number[][]
  readonly #buffers: readonly number[][]
  readonly #calendarOf: Int32Array
  readonly #wantsPauses: readonly boolean[]
  /** calendar → 1 while it is working time */
  working: Uint8Array
  /** calendar → when it is over next, µs, where a station asks */
  pauseAt: Float64Array
  // per slot
  /** 1 while it works on after the end of its shift. */
  late: Uint8Array
  /** How long the pause is that it has not had yet, when it ends, and 1 where that is within the next shift. */
  pauseLength: Float64Array
  resumesAt: Float64Array
  pausesOn: Uint8Array
  overtimeTicket: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, calendars } = plant.tables
    this.working = new Uint8Array(calendars.length)
    const bound = (list: readonly { calendar: string | null }[]) => {
      const all: number[][] = scenario.calendars.map(() => [])
      list.forEach(({ calendar }, i) => {
        if (calendar !== null) all[plant.tables.index.calendar.get(calendar)!]!.push(i)
      })
      return all
    }
    this.#stations = bound(scenario.stations)
    this.#buffers = bound(scenario.buffers)
    this.#calendarOf = Int32Array.from(scenario.stations, ({ calendar }) =>
      calendar === null ? NONE : plant.tables.index.calendar.get(calendar)!,
    )
    this.#wantsPauses = this.#stations.map((list) => list.some((station) => scenario.stations[station]!.mustFit))
    const { slots } = plant.tables
    this.pauseAt = new Float64Array(calendars.length)
    this.late = new Uint8Array(slots)
    this.pauseLength = new Float64Array(slots)
    this.resumesAt = new Float64Array(slots)
    this.pausesOn = new Uint8Array(slots)
    this.overtimeTicket = new Int32Array(slots).fill(NO_TICKET)
    this.#crews = scenario.calendars.map(({ id }) =>
      scenario.crews.flatMap(({ calendar, persons }, i) => (calendar === id || persons.some((one) => one.calendar === id) ? [i] : [])),
    )
  }

  begin() {
    const { calendars } = this.#plant.tables
    for (let c = 0; c < calendars.length; c++) {
      this.working[c] = isWorkingAt(calendars[c]!, 0) ? 1 : 0
      this.#scheduleEdge(c)
    }
  }

  edge(c: number) {
    const { calendar, stations, crews, tables, conveyors, progress } = this.#plant
    const working = isWorkingAt(tables.calendars[c]!, calendar.now) ? 1 : 0
    this.#scheduleEdge(c)
    if (working === this.working[c]) return
    if (working === 0) for (const station of this.#stations[c]!) progress.shiftEnding(station)
    this.working[c] = working
    for (const station of this.#stations[c]!) working ? progress.shiftBegins(station) : progress.shiftEnded(station)
    for (const crew of this.#crews[c]!) crews.shiftChanged(crew)
    conveyors.shiftChanged(c)
    this.#plant.energy?.look()
    this.#plant.fleets.shiftChanged(c)
    if (working === 1) for (const buffer of this.#buffers[c]!) stations.wakeAll(buffer)
  }

  #scheduleEdge(c: number) {
    const { calendar, tables } = this.#plant
    const next = nextEdgeAfter(tables.calendars[c]!, calendar.now)
    if (next !== Number.POSITIVE_INFINITY) calendar.schedule(next as SimTime, Phase.calendarEdge, c, Message.calendarEdge)
    if (this.#wantsPauses[c] && calendar.now >= this.pauseAt[c]!) this.pauseAt[c] = this.#nextPause(c)
  }

  /** When working time is over next; Infinity: never. */
  #nextPause(c: number): number {
    const hours = this.#plant.tables.calendars[c]!
    let at = this.#plant.calendar.now as number
    for (let i = 0; i < 100_000 && at < Number.POSITIVE_INFINITY; i++) {
      const next = nextEdgeAfter(hours, at)
      if (next < Number.POSITIVE_INFINITY && isWorkingAt(hours, at) && !isWorkingAt(hours, next)) return next
      at = next
    }
    return Number.POSITIVE_INFINITY
  }

  // ── stations that do not stop at once ──

  /** Is this much work done before the station's pause? */
  fits(station: number, work: number): boolean {
    const c = this.#calendarOf[station]!
    return c === NONE || this.#plant.calendar.now + work <= this.pauseAt[c]!
  }

  /** The shift ends: does the slot finish what it is about first? */
  staysLate(slot: number): boolean {
    const { calendar, stations, tables } = this.#plant
    const { edge, maxOvertime } = tables.scenario.stations[tables.slotStation[slot]!]!
    if (edge === 'suspend' || !stations.runs(slot) || !stations.isWorking(slot)) return false
    const hours = tables.calendars[this.#calendarOf[tables.slotStation[slot]!]!]!
    let begins = calendar.now as number
    for (let i = 0; i < 100_000; i++) {
      begins = nextEdgeAfter(hours, begins)
      if (begins === Number.POSITIVE_INFINITY || isWorkingAt(hours, begins)) break
    }
    this.pauseLength[slot] = begins - calendar.now
    if (this.late[slot] === 0 && maxOvertime !== null)
      this.overtimeTicket[slot] = calendar.schedule(
        (calendar.now + seconds(maxOvertime)) as SimTime,
        Phase.repairEnd,
        slot,
        Message.overtimeEnds,
      )
    this.late[slot] = 1
    return true
  }

  /** What the slot was about is done: its pause begins now, if there is one left. */
  finishesLate(slot: number) {
    const { calendar, tables, upkeep, progress } = this.#plant
    const station = tables.slotStation[slot]!
    this.late[slot] = 0
    if (this.overtimeTicket[slot] !== NO_TICKET) calendar.cancel(this.overtimeTicket[slot]!)
    this.overtimeTicket[slot] = NO_TICKET
    if (tables.scenario.stations[station]!.edge === 'finish') {
      this.resumesAt[slot] = calendar.now + this.pauseLength[slot]!
      if (this.working[this.#calendarOf[station]!] === 1) this.#pauseOn(slot)
    } else if (this.working[this.#calendarOf[station]!] === 1) return
    progress.standsStill(slot)
    upkeep.takeOpportunity(slot)
  }

  /** The overtime that is allowed is over. */
  overtimeEnds(slot: number) {
    this.overtimeTicket[slot] = NO_TICKET
    this.#plant.progress.stop(slot, 'resume')
    this.finishesLate(slot)
  }

  /** The next shift begins: does the slot work? False: it has some of its pause left. */
  comesBack(slot: number): boolean {
    const { calendar, tables } = this.#plant
    if (this.late[slot] === 1) {
      // Still at it; what is left of the pause is nothing, or comes when it is done.
      if (tables.scenario.stations[tables.slotStation[slot]!]!.edge === 'finishWithin') {
        this.late[slot] = 0
        if (this.overtimeTicket[slot] !== NO_TICKET) calendar.cancel(this.overtimeTicket[slot]!)
        this.overtimeTicket[slot] = NO_TICKET
      }
      return false
    }
    if (this.resumesAt[slot]! <= calendar.now) return true
    this.#pauseOn(slot)
    return false
  }

  #pauseOn(slot: number) {
    if (this.pausesOn[slot] === 1) return
    this.pausesOn[slot] = 1
    this.#plant.calendar.schedule(this.resumesAt[slot]! as SimTime, Phase.calendarEdge, slot, Message.pauseEnds)
  }

  pauseEnds(slot: number) {
    const { tables, progress } = this.#plant
    this.pausesOn[slot] = 0
    if (this.working[this.#calendarOf[tables.slotStation[slot]!]!] === 1) progress.resume(slot)
  }
}
