import type { Calendar, Operation, Scenario, Station } from '../../scenarios/model.ts'
import { timesOf } from '../../scenarios/times-of.ts'
import { doneAt } from '../../scenarios/working-hours.ts'
import { meanOf } from '../distribution.ts'

/** What the believed scenario plans for operations: times per unit, and when an order that has the plant to itself would come to them. Seconds. */
export class Plans {
  readonly #scenario: Scenario
  readonly #station: ReadonlyMap<string, Station>
  readonly #calendar: ReadonlyMap<string, Calendar>
  readonly #unitSeconds = new Map<string, number>()

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    this.#station = new Map(scenario.stations.map((station) => [station.id, station]))
    this.#calendar = new Map(scenario.calendars.map((calendar) => [calendar.id, calendar]))
  }

  /** Planned time of one unit (or one batch) at the station (id); 0 where nothing says it. */
  jobSeconds(product: number, operation: number, station: string): number {
    const key = `${product} ${operation} ${station}`
    const known = this.#unitSeconds.get(key)
    if (known !== undefined) return known
    const found = timesOf(this.#operation(product, operation), this.#station.get(station)).reduce((sum, time) => sum + meanOf(time), 0)
    this.#unitSeconds.set(key, found)
    return found
  }

  /** Slot time that a unit takes at the station: its share of the batch, where it is worked on with others. */
  loadSeconds(product: number, operation: number, station: string): number {
    const { batch } = this.#operation(product, operation)
    return this.jobSeconds(product, operation, station) / ((batch ?? this.#station.get(station)?.batch)?.max ?? 1)
  }

  /** When the first unit of `quantity`, released at `release`, begins each operation of the route, and the last one ends it, if nothing else is in the plant. */
  schedule(product: number, quantity: number, release: number): readonly { readonly start: number; readonly end: number }[] {
    let at = release
    let pace = 0
    return this.#scenario.products[product]!.route.map((operation, k) => {
      const [station = ''] = operation.stations
      const start = at
      at = this.#after(station, at, this.jobSeconds(product, k, station))
      const slots = operation.stations.reduce((sum, id) => sum + (this.#station.get(id)?.slots ?? 0), 0)
      pace = Math.max(pace, this.loadSeconds(product, k, station) / Math.max(1, slots))
      return { start, end: this.#after(station, at, Math.max(0, quantity - 1) * pace) }
    })
  }

  /** When work of so many seconds is done that the station begins then. */
  #after(station: string, at: number, work: number): number {
    const calendar = this.#calendar.get(this.#station.get(station)?.calendar ?? '')
    if (calendar === undefined || work === 0) return at + work
    const done = doneAt(calendar, at, work)
    return done === Number.POSITIVE_INFINITY ? at + work : done
  }

  #operation(product: number, operation: number): Operation {
    return this.#scenario.products[product]!.route[operation]!
  }
}
