import { EquipmentState } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { isWorkingAt, nextEdgeAfter } from '../../scenarios/working-hours.ts'
import { meanOf } from '../distribution.ts'
import type { PlantRecord } from '../record/index.ts'

const DAY = 86_400

/** Hours that a slot of a station has worked since t = 0, and will work by a moment ahead. Moments are seconds after the start of the log. */
export class Load {
  readonly #scenario: Scenario
  readonly #station: number
  readonly #from: Float64Array
  readonly #until: Float64Array
  readonly #worked: Float64Array
  /** Order → when its units were done here. */
  readonly #done = new Map<number, number[]>()
  readonly #hoursEach: ReadonlyMap<string, number>

  constructor(scenario: Scenario, record: PlantRecord, station: number, slot = 0) {
    this.#scenario = scenario
    this.#station = station
    const { states, jobs, units } = record
    const spans: { from: number; until: number }[] = []
    for (let row = 0; row < states.count; row++) {
      const { column } = states
      if (column.station[row] !== station || column.slot[row] !== slot || column.state[row] !== EquipmentState.processing) continue
      const until = column.until[row]!
      spans.push({ from: column.from[row]! / 1e6, until: (Number.isNaN(until) ? record.end : until) / 1e6 })
    }
    this.#from = Float64Array.from(spans, ({ from }) => from)
    this.#until = Float64Array.from(spans, ({ until }) => until)
    let sum = 0
    this.#worked = Float64Array.from(spans, ({ from, until }) => {
      sum += until - from
      return sum
    })
    for (let row = 0; row < jobs.count; row++) {
      const end = jobs.column.end[row]!
      if (jobs.column.station[row] !== station || Number.isNaN(end)) continue
      const order = units.column.order[record.rowOfUnit(jobs.column.unit[row]!)]!
      this.#done.set(order, [...(this.#done.get(order) ?? []), end / 1e6])
    }
    const { id, time, slots } = scenario.stations[station]!
    this.#hoursEach = new Map(
      scenario.products.map((product) => [
        product.id,
        product.route.reduce((hours, step) => {
          const spec = step.time ?? time
          return step.stations.includes(id) && spec !== null ? hours + meanOf(spec) / 3600 / step.stations.length / slots : hours
        }, 0),
      ]),
    )
  }

  /** Hours of processing by `at`. */
  worked(at: number): number {
    let low = 0
    let high = this.#from.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#from[middle]! < at) low = middle + 1
      else high = middle
    }
    if (low === 0) return 0
    const before = low === 1 ? 0 : this.#worked[low - 2]!
    return (before + Math.min(at, this.#until[low - 1]!) - this.#from[low - 1]!) / 3600
  }

  /**
   * Hours of processing by the end of each day ahead, as known at `at`: what listed orders still need of the station, from their release on, as fast as
   * its calendar lets it. After the last order's date it goes on as the listed ones were on average.
   */
  ahead(at: number, days: number): Float64Array {
    const { orders, calendars, stations } = this.#scenario
    const calendar = calendars.find(({ id }) => id === stations[this.#station]!.calendar)
    const last = orders.reduce((latest, { due, release }) => Math.max(latest, due ?? release), 0)
    const demand = orders.map((order, number) => {
      const done = (this.#done.get(number) ?? []).reduce((count, end) => count + (end <= at ? 1 : 0), order.completed)
      return { release: order.release, hours: Math.max(0, order.quantity - done) * (this.#hoursEach.get(order.product) ?? 0) }
    })
    const all = orders.reduce((hours, { product, quantity }) => hours + quantity * (this.#hoursEach.get(product) ?? 0), 0)
    const usual = last > 0 && all > 0 ? (all / last) * DAY : at > 0 ? (this.worked(at) / at) * DAY : 24
    let backlog = 0
    let sum = 0
    return Float64Array.from({ length: days }, (_, day) => {
      const from = at + day * DAY
      const until = from + DAY
      for (const { release, hours } of demand) if (release < until && (day === 0 || release >= from)) backlog += hours
      const open = calendar === undefined ? DAY : openIn(calendar, from, until)
      const isKnown = until <= last && all > 0
      const work = Math.min(open / 3600, isKnown ? backlog : usual)
      backlog -= isKnown ? work : 0
      sum += work
      return sum
    })
  }
}

/** Seconds of working time from one moment to another. */
function openIn(calendar: Scenario['calendars'][number], from: number, until: number): number {
  let open = 0
  for (let at = from; at < until; ) {
    const next = Math.min(until, nextEdgeAfter(calendar, at))
    if (isWorkingAt(calendar, at)) open += next - at
    at = next
  }
  return open
}
