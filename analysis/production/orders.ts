import { STATE_NAMES } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { JOB_STATE_NAMES, SUB_STATE_NAMES } from './job-state.ts'
import { Plans } from './plan.ts'
import { productionOf } from './production.ts'
import type { Tracker } from './tracker.ts'

/** A job order's parameter: what was asked, and what its jobs had. Null: no limit, or none was recorded. */
export interface ParameterResponse {
  readonly parameter: string
  readonly unit: string
  readonly target: number
  readonly low: number | null
  readonly high: number | null
  readonly n: number
  readonly mean: number
  readonly least: number
  readonly greatest: number
  readonly outOfTolerance: readonly { readonly unit: number; readonly value: number; readonly at: number }[]
}

/** An operation of an order on one work unit, as planned and as done (JobOrder and JobResponse). Moments are seconds since the start. */
export interface JobCard {
  readonly id: string
  readonly station: string
  readonly state: (typeof JOB_STATE_NAMES)[number]
  readonly subState: (typeof SUB_STATE_NAMES)[number]
  readonly since: number
  /** As if the order had the plant to itself: when it begins and ends here, how many, and the time of one. */
  readonly plan: { readonly quantity: number; readonly start: number; readonly end: number; readonly unitSeconds: number }
  readonly actual: {
    readonly start: number | null
    readonly end: number | null
    readonly started: number
    readonly good: number
    readonly scrapped: number
    readonly reworked: number
    readonly inWork: number
    /** Of the jobs that ended: what they took, and what was planned for them. */
    readonly workedSeconds: number
    readonly plannedSeconds: number
  }
  /**
   * Actual less plan. What has not begun, or ended, by now deviates by at least the time since it should have; what is not due yet by nothing. `quantity` is
   * what is missing, below 0.
   */
  readonly deviation: {
    readonly quantity: number
    readonly startSeconds: number
    readonly endSeconds: number
    readonly workSeconds: number
  }
  readonly parameters: readonly ParameterResponse[]
}

/** An operation of an order (SegmentRequirement with its response). */
export interface SegmentProgress {
  readonly product: string
  readonly operation: string
  readonly done: number
  readonly required: number
  /** done / required; null where nothing is required. */
  readonly share: number | null
  readonly waiting: number
  readonly inWork: number
  readonly scrapped: number
  readonly jobs: readonly JobCard[]
}

/** An order (OperationsRequest). `id` null: units that no order asked for; a number where a source brought it. */
export interface OrderProgress {
  readonly id: string | null
  readonly title: string
  readonly product: string | null
  readonly quantity: number | null
  readonly status: 'planned' | 'released' | 'closed' | 'cancelled'
  readonly releasedAt: number | null
  readonly due: number | null
  readonly endedAt: number | null
  /** Units that were released for it: of these, good, scrapped and in work are all. */
  readonly released: number
  readonly good: number
  readonly scrapped: number
  readonly wip: number
  readonly segments: readonly SegmentProgress[]
  /** Where those in work are: place (null: aside, in no place) and for which operation. */
  readonly whereabouts: readonly { readonly place: string | null; readonly operation: string | null; readonly units: number }[]
}

/** What is in a slot of a work unit: a row for each product and order there. */
export interface MakingNow {
  readonly station: string
  readonly slot: number
  readonly state: (typeof STATE_NAMES)[number]
  readonly stateSince: number
  readonly order: string | null
  readonly product: string
  readonly operation: string | null
  readonly units: readonly number[]
  /** Since when it is worked on; null: it stands there, before or after. */
  readonly workedSince: number | null
  /** Of its order at this operation; required is null where no order says. */
  readonly done: number
  readonly required: number | null
}

export interface Orders {
  /** Moment, seconds since the start. */
  readonly at: number
  readonly orders: readonly OrderProgress[]
  readonly now: readonly MakingNow[]
}

/** Orders, their progress and their jobs, and what is being made, as known at `until` (µs). */
export function ordersOf(log: Log<Scenario>, until: number = log.endTime): Orders {
  const production = productionOf(log, until)
  return { at: until / 1e6, orders: new OrderBook(production).orders(), now: makingNow(production, log.places.ids) }
}

/** Name of an order as the log knows it; null: none. */
export const orderName = ({ orders }: Scenario, order: number): string | null =>
  order < 0 ? null : (orders[order]?.id ?? `#${order - orders.length + 1}`)

/** The other way round: id of a listed order, or `#n`; null: there is none. */
export function orderNumber({ orders }: Scenario, name: string): number | null {
  const listed = orders.findIndex(({ id }) => id === name)
  if (listed >= 0) return listed
  return /^#[1-9]\d*$/.test(name) ? orders.length + Number(name.slice(1)) - 1 : null
}

const momentOf = (time: number): number | null => (Number.isNaN(time) ? null : time / 1e6)

export class OrderBook {
  readonly #of: Tracker
  readonly #plans: Plans
  readonly #whereabouts: readonly ReadonlyMap<string, { place: string | null; operation: string | null; units: number }>[]
  readonly #rowsOut = new Map<string, { unit: number; value: number; at: number }[]>()
  readonly #parameters = new Map<number, number[]>()

  constructor(production: Tracker) {
    this.#of = production
    this.#plans = new Plans(production.scenario)
    this.#whereabouts = whereaboutsIn(production)
    const { outOfTolerance: out, parameters } = production
    for (let i = 0; i < out.count; i++) {
      const { jobOrder, parameter, unit, value, time } = out.row(i)
      const key = `${jobOrder} ${parameter}`
      const rows = this.#rowsOut.get(key) ?? []
      this.#rowsOut.set(key, rows)
      rows.push({ unit, value, at: time / 1e6 })
    }
    for (let i = 0; i < parameters.count; i++) {
      const job = parameters.column.jobOrder[i]!
      const rows = this.#parameters.get(job) ?? []
      this.#parameters.set(job, rows)
      rows.push(i)
    }
  }

  orders(): readonly OrderProgress[] {
    return Array.from({ length: this.#of.requests.count }, (_, request) => this.order(request))
  }

  order(request: number): OrderProgress {
    const { scenario, requests, segmentsOf } = this.#of
    const row = requests.row(request)
    const isCancelled = !Number.isNaN(row.cancelled)
    const isClosed = !Number.isNaN(row.closed)
    const listed = scenario.orders[row.order]
    return {
      id: orderName(scenario, row.order),
      title: listed?.title ?? '',
      product: scenario.products[row.product]?.id ?? null,
      quantity: row.quantity < 0 ? null : row.quantity,
      status: isCancelled ? 'cancelled' : isClosed ? 'closed' : row.order >= 0 && Number.isNaN(row.released) ? 'planned' : 'released',
      releasedAt: momentOf(row.released),
      due: momentOf(row.due),
      endedAt: momentOf(isCancelled ? row.cancelled : row.closed),
      released: row.completed + row.created - row.withdrawn,
      good: row.good,
      scrapped: row.scrapped,
      wip: row.wip,
      segments: segmentsOf[request]!.map((segment) => this.#segment(segment)),
      whereabouts: [...this.#whereabouts[request]!.values()],
    }
  }

  #segment(segment: number): SegmentProgress {
    const { segments, jobOrders, scenario } = this.#of
    const { product, operation, done, toCome, pending, waiting, scrapped, firstJob } = segments.row(segment)
    const jobs: JobCard[] = []
    let inWork = 0
    for (let job = firstJob; job >= 0; job = jobOrders.column.next[job]!) {
      jobs.push(this.#card(job))
      inWork += jobOrders.column.open[job]!
    }
    const required = done + toCome + pending
    return {
      product: scenario.products[product]!.id,
      operation: scenario.products[product]!.route[operation]!.id,
      ...{ done, required, share: required === 0 ? null : done / required, waiting, inWork, scrapped },
      jobs: jobs.reverse(),
    }
  }

  #card(job: number): JobCard {
    const { jobOrders, segments, requests, scenario, now } = this.#of
    const row = jobOrders.row(job)
    const { request, product, operation, done, toCome, pending } = segments.row(row.segment)
    const order = requests.row(request)
    const { route } = scenario.products[product]!
    const station = scenario.stations[row.station]!
    // Which of several stations takes what is still to come, nobody has said yet.
    const quantity = route[operation]!.stations.length === 1 && row.run === 1 && order.order >= 0 ? done + toCome + pending : row.started
    const released = Number.isNaN(order.released) ? (scenario.orders[order.order]?.release ?? 0) : order.released / 1e6
    const from = order.order < 0 ? row.known / 1e6 : released
    const planned = this.#plans.schedule(product, Math.max(1, quantity), from)[operation]!
    const at = now / 1e6
    const start = momentOf(row.start)
    const isOver = row.state === 4 || row.state === 5
    const end = isOver ? row.since / 1e6 : null
    return {
      id: `${orderName(scenario, order.order) ?? '–'}/${scenario.products[product]!.id}/${route[operation]!.id}/${station.id}${row.run > 1 ? `/${row.run}` : ''}`,
      station: station.id,
      state: JOB_STATE_NAMES[row.state]!,
      subState: SUB_STATE_NAMES[row.subState]!,
      since: row.since / 1e6,
      plan: { quantity, ...planned, unitSeconds: this.#plans.jobSeconds(product, operation, station.id) },
      actual: {
        start,
        end: momentOf(row.end),
        ...{ started: row.started, good: row.good, scrapped: row.scrapped, reworked: row.reworked, inWork: row.open },
        workedSeconds: row.worked / 1e6,
        plannedSeconds: row.planned / 1e6,
      },
      deviation: {
        quantity: row.good - quantity,
        startSeconds: start === null ? Math.max(0, at - planned.start) : start - planned.start,
        endSeconds: end === null ? Math.max(0, at - planned.end) : end - planned.end,
        workSeconds: (row.worked - row.planned) / 1e6,
      },
      parameters: (this.#parameters.get(job) ?? []).map((one) => this.#parameter(one, row.station, product, operation)),
    }
  }

  #parameter(index: number, station: number, product: number, operation: number): ParameterResponse {
    const { parameters, scenario } = this.#of
    const { jobOrder, parameter, n, sum, least, greatest } = parameters.row(index)
    const own = scenario.stations[station]!.parameters[parameter]!
    const wanted = scenario.products[product]!.route[operation]!.parameters.find((one) => one.parameter === own.id)
    const [low, high] = this.#of.limitsOf(station, product, operation)[parameter]!
    return {
      ...{ parameter: own.id, unit: own.unit, target: wanted?.setPoint ?? own.setPoint, low, high, n, mean: sum / n, least, greatest },
      outOfTolerance: this.#rowsOut.get(`${jobOrder} ${parameter}`) ?? [],
    }
  }
}

function whereaboutsIn({ requests, scenario, inside, request, place, operation, product, done }: Tracker) {
  const all = Array.from(
    { length: requests.count },
    () => new Map<string, { place: string | null; operation: string | null; units: number }>(),
  )
  const ids = placeIds(scenario)
  for (let unit = 0; unit < inside.length; unit++) {
    const own = request[unit]!
    // Parts that are made for it are not what it asked for.
    if (inside[unit] === 0 || own < 0 || requests.column.product[own] !== product[unit]) continue
    const at = place[unit]! < 0 ? null : ids(place[unit]!)
    const next = operation[unit]! < 0 || done[unit] === 1 ? null : scenario.products[product[unit]!]!.route[operation[unit]!]!.id
    const key = `${at} ${next}`
    const known = all[own]!.get(key) ?? { place: at, operation: next, units: 0 }
    all[own]!.set(key, known)
    known.units++
  }
  return all
}

function placeIds({ stations, buffers, sinks, sources, conveyors, transport }: Scenario) {
  const vehicles = transport.flatMap(({ id, fleet }) => Array.from({ length: fleet }, (_, n) => ({ id: `${id}#${n + 1}` })))
  const all = [...stations, ...buffers, ...sinks, ...sources, ...conveyors, ...vehicles]
  return (place: number) => all[place]?.id ?? null
}

export function makingNow(production: Tracker, places: readonly string[]): MakingNow[] {
  const { scenario, slotUnits, firstSlot, request, product, operation, job, jobSince, segments } = production
  const rows: MakingNow[] = []
  scenario.stations.forEach((_, station) => {
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) {
      const groups = new Map<string, number[]>()
      for (const unit of slotUnits[slot]!) {
        const key = `${request[unit]} ${product[unit]} ${operation[unit]} ${job[unit]! >= 0}`
        groups.set(key, [...(groups.get(key) ?? []), unit])
      }
      for (const units of groups.values()) {
        const [first] = units as [number]
        const segment = production.segmentAt(request[first]!, product[first]!, operation[first]!)
        const order = request[first]! < 0 ? -1 : production.requests.column.order[request[first]!]!
        const { done, toCome, pending } = segment < 0 ? { done: 0, toCome: 0, pending: 0 } : segments.row(segment)
        rows.push({
          station: places[station]!,
          slot: slot - firstSlot[station]!,
          state: STATE_NAMES[production.slotState[slot]!]!,
          stateSince: production.slotSince[slot]! / 1e6,
          order: orderName(scenario, order),
          product: scenario.products[product[first]!]!.id,
          operation: scenario.products[product[first]!]!.route[operation[first]!]?.id ?? null,
          units: [...units].sort((a, b) => a - b),
          workedSince: job[first]! < 0 ? null : Math.min(...units.map((unit) => jobSince[unit]!)) / 1e6,
          done,
          required: order < 0 ? null : done + toCome + pending,
        })
      }
    }
  })
  return rows
}
