import type { SimTime } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import type { CalendarTable } from './tables.ts'

/** Working calendars: tells stations and crews when their time begins and ends. Whoever has no calendar always works. */
export class Shifts {
  readonly #plant: Plant
  readonly #stations: readonly number[][]
  readonly #crews: readonly number[][]
  /** calendar → 1 while it is working time */
  working: Uint8Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, calendars } = plant.tables
    this.working = new Uint8Array(calendars.length)
    const bound = (list: readonly { calendar: string | null }[]) =>
      scenario.calendars.map(({ id }) => list.flatMap(({ calendar }, i) => (calendar === id ? [i] : [])))
    this.#stations = bound(scenario.stations)
    this.#crews = scenario.calendars.map(({ id }) =>
      scenario.crews.flatMap(({ calendar, persons }, i) => (calendar === id || persons.some((one) => one.calendar === id) ? [i] : [])),
    )
  }

  begin() {
    const { calendars } = this.#plant.tables
    for (let c = 0; c < calendars.length; c++) {
      this.working[c] = isWorking(calendars[c]!, 0) ? 1 : 0
      this.#scheduleEdge(c)
    }
  }

  edge(c: number) {
    const { calendar, stations, crews, tables, conveyors } = this.#plant
    const working = isWorking(tables.calendars[c]!, calendar.now) ? 1 : 0
    this.#scheduleEdge(c)
    if (working === this.working[c]) return
    if (working === 0) for (const station of this.#stations[c]!) stations.shiftEnding(station)
    this.working[c] = working
    for (const station of this.#stations[c]!) working ? stations.shiftBegins(station) : stations.shiftEnded(station)
    for (const crew of this.#crews[c]!) crews.shiftChanged(crew)
    conveyors.shiftChanged(c)
  }

  #scheduleEdge(c: number) {
    const { calendar, tables } = this.#plant
    const next = nextEdge(tables.calendars[c]!, calendar.now)
    if (next !== null) calendar.schedule(next, Phase.calendarEdge, c, Message.calendarEdge)
  }
}

/** Is `t` working time? Spans are half-open; days off win. */
export function isWorking(calendar: CalendarTable, t: number): boolean {
  if (calendar.off.some(({ from, to }) => from <= t && t < to)) return false
  const within = (t + calendar.origin) % calendar.period
  return calendar.working.some(({ from, to }) => from <= within && within < to)
}

/** The next moment after `t` at which a span begins or ends; null where nothing ever changes. */
export function nextEdge(calendar: CalendarTable, t: number): SimTime | null {
  const start = t - ((t + calendar.origin) % calendar.period)
  let next = Number.POSITIVE_INFINITY
  const consider = (edge: number) => {
    if (edge > t && edge < next) next = edge
  }
  for (const { from, to } of calendar.working) {
    for (const cycle of [start, start + calendar.period]) {
      consider(cycle + from)
      consider(cycle + to)
    }
  }
  for (const { from, to } of calendar.off) {
    consider(from)
    consider(to)
  }
  return next === Number.POSITIVE_INFINITY ? null : (next as SimTime)
}
