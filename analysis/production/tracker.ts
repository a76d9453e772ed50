import { EquipmentState, EventKind, Outcome } from '../../engine/log/events.ts'
import type { LogEvent } from '../../engine/log/fold.ts'
import { places } from '../../engine/log/places.ts'
import { seconds } from '../../engine/log/time.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { buffersOf } from '../../scenarios/waiting-places.ts'
import { Table } from '../record/table.ts'
import { isFinal, JobState, SubState, wayTo } from './job-state.ts'
import { Reach } from './reach.ts'

/** How a unit stands to the job it is in. */
const Mode = { none: 0, active: 1, held: 2, suspended: 3 } as const

const NONE = -1
const NOT_YET = Number.NaN

/**
 * Orders down to jobs, record by record (ISA-95): a request (OperationsRequest: an order, or all units of a product that no order asked for) has segments
 * (SegmentRequirement: an operation of its product, or of a part that is made for it), a segment has job orders (JobOrder: that operation on one work unit),
 * and what a job order says of what was done is its response (JobResponse). −1 is none, NaN not yet; times are µs.
 *
 * A unit counts as done with an operation once it was good there and is not on its way to it again; as to come while its route may still lead it there;
 * `pending` are units of which nothing is in the plant yet.
 */
export class Tracker {
  /** `order` −1: units that no order asked for; `quantity` −1: nobody said how many. `lost`: withdrawn because fewer were wanted. */
  readonly requests = new Table(
    ...(['order', 'product', 'quantity', 'source', 'due', 'released', 'closed', 'cancelled'] as const),
    ...(['completed', 'created', 'good', 'scrapped', 'withdrawn', 'wip', 'pending'] as const),
  )
  readonly segments = new Table('request', 'product', 'operation', 'done', 'toCome', 'pending', 'waiting', 'scrapped', 'firstJob')
  /** Of the jobs that `ended`, good or not: `planned` and `worked` time; `next`: the next job order of the segment. */
  readonly jobOrders = new Table(
    ...(['segment', 'station', 'run', 'known', 'state', 'subState', 'since', 'start', 'end'] as const),
    ...(['started', 'good', 'scrapped', 'reworked', 'open', 'active', 'held', 'seated', 'planned', 'ended', 'worked', 'next'] as const),
  )
  /** The states that each job order came through; several at one instant in their order. */
  readonly states = new Table('jobOrder', 'state', 'subState', 'from')
  /** Parameters as the jobs had them. `out`: how many outside their limits. */
  readonly parameters = new Table('jobOrder', 'parameter', 'n', 'sum', 'least', 'greatest', 'out')
  readonly outOfTolerance = new Table('jobOrder', 'parameter', 'unit', 'value', 'time')

  // per unit
  request = new Int32Array(1024).fill(NONE)
  product = new Int32Array(1024)
  operation = new Int32Array(1024).fill(NONE)
  place = new Int32Array(1024).fill(NONE)
  /** Job order that it is in. */
  job = new Int32Array(1024).fill(NONE)
  jobSince = new Float64Array(1024)
  /** When it came to where it waits. */
  cameAt = new Float64Array(1024)
  /** 1: it was good at the operation it stands at. */
  done = new Uint8Array(1024)
  #version = new Int32Array(1024).fill(NONE)
  #slot = new Int32Array(1024).fill(NONE)
  #mode = new Uint8Array(1024)
  /** µs worked in the job that it is in. */
  #worked = new Float64Array(1024)
  #lastJob = new Int32Array(1024).fill(NONE)
  /** Job order for which it sits in a slot, before the job begins. */
  #seated = new Int32Array(1024).fill(NONE)
  /** 1 while it is in the plant, and not part of another unit. */
  inside = new Uint8Array(1024)
  /** unit × longest route + operation → 1: it was good there */
  #did: Uint8Array

  // per slot
  readonly slotUnits: readonly number[][]
  readonly slotState: Uint8Array
  readonly slotSince: Float64Array
  readonly #charged: Float64Array

  readonly scenario: Scenario
  readonly reach: Reach
  readonly firstSlot: Int32Array
  readonly #steps: number
  readonly #firstCarrier: number
  readonly #stations: ReadonlyMap<string, number>
  readonly #products: ReadonlyMap<string, number>
  readonly #requestOfOrder = new Map<number, number>()
  readonly #requestOfProduct = new Map<number, number>()
  /** request × products + product → its first segment; those of its other operations follow */
  readonly #firstSegment = new Map<number, number>()
  /** product → operation → stations that can do it */
  readonly #able: readonly (readonly ReadonlySet<number>[])[]
  /** request → its segments */
  readonly segmentsOf: number[][] = []
  readonly #parameterRow = new Map<number, number>()
  readonly #limits = new Map<string, readonly (readonly [low: number | null, high: number | null])[]>()
  readonly #dirty = new Set<number>()
  #now = 0

  constructor(scenario: Scenario, simulated: boolean) {
    this.scenario = scenario
    const { stations, products, orders, initial } = scenario
    const at = places(scenario)
    this.firstSlot = at.firstSlot
    this.#firstCarrier = at.firstConveyor
    this.#stations = new Map(stations.map(({ id }, i) => [id, i]))
    this.#products = new Map(products.map(({ id }, i) => [id, i]))
    this.reach = new Reach(products)
    this.#able = products.map(({ route }) => route.map((one) => new Set(one.stations.flatMap((id) => this.#stations.get(id) ?? []))))
    this.#steps = Math.max(1, ...products.map(({ route }) => route.length))
    this.#did = new Uint8Array(1024 * this.#steps)
    const slots = at.firstSlot[stations.length]!
    this.slotUnits = Array.from({ length: slots }, () => [])
    this.slotState = new Uint8Array(slots).fill(simulated ? EquipmentState.starved : EquipmentState.unknown)
    this.slotSince = new Float64Array(slots)
    this.#charged = new Float64Array(slots)
    orders.forEach((order, o) => {
      const product = this.#products.get(order.product) ?? NONE
      const there = initial.reduce((sum, one) => sum + (one.order === order.id ? one.quantity : 0), 0)
      const due = order.due === null ? NOT_YET : seconds(order.due)
      const request = this.#newRequest(o, product, order.quantity, NONE, due, order.completed)
      this.#setPending(request, Math.max(0, order.quantity - order.completed - there))
    })
  }

  get now(): number {
    return this.#now
  }

  requestOf(order: number): number {
    return this.#requestOfOrder.get(order) ?? NONE
  }

  segmentAt(request: number, product: number, operation: number): number {
    const first = this.#firstSegment.get(request * this.scenario.products.length + product)
    return first === undefined ? NONE : first + operation
  }

  take({ kind, time, subject, a, b, c, v }: LogEvent) {
    if (time > this.#now) {
      this.#settle()
      this.#now = time
    }
    switch (kind) {
      case EventKind.unitCreated:
        return this.#comes(subject, a, b, true)
      case EventKind.unitRestored:
        return this.#comes(subject, a, b, false)
      case EventKind.versionTaken:
        return this.#changes(subject, () => {
          this.#version[subject] = b
          if (this.place[subject] === NONE && this.operation[subject]! >= 0)
            this.operation[subject] = this.reach.first(this.product[subject]!, b)
        })
      case EventKind.unitMoved:
        return this.#moves(subject, a, b, c)
      case EventKind.unitHeld:
        this.#unseat(subject)
        if (c >= 0) this.#stands(subject, NONE, c)
        else this.place[subject] = NONE
        return this.#review(subject)
      case EventKind.jobStarted:
        return this.#jobStarts(subject, a, c)
      case EventKind.jobInterrupted:
        return
      case EventKind.jobResumed:
        return this.#review(subject)
      case EventKind.jobEnded:
        return this.#jobEnds(subject, b, c, v)
      case EventKind.unitFinished:
        return this.#leaves(subject, 'good')
      case EventKind.unitScrapped:
        return this.#leaves(subject, 'scrapped')
      case EventKind.unitWithdrawn:
        return this.#leaves(subject, 'withdrawn')
      case EventKind.unitAbsorbed:
        return this.#leaves(subject, a < 0 ? 'good' : null)
      case EventKind.equipmentState: {
        const slot = this.firstSlot[subject]! + a
        this.#charge(slot)
        if (this.slotState[slot] !== b) this.slotSince[slot] = time
        this.slotState[slot] = b
        for (const unit of this.slotUnits[slot]!) this.#review(unit)
        return
      }
      case EventKind.parameterRecorded:
        return this.#parameter(subject, a, c, v)
      case EventKind.orderReleased:
      case EventKind.orderChanged:
      case EventKind.orderClosed:
      case EventKind.orderCancelled:
        return this.#order(kind, subject, a, b, c, v)
    }
  }

  /** Nothing comes after this. */
  close(end: number) {
    this.#settle()
    this.#now = end
    for (let slot = 0; slot < this.slotUnits.length; slot++) this.#charge(slot)
  }

  #order(kind: EventKind, order: number, a: number, b: number, c: number, v: number) {
    const { column } = this.requests
    let request = this.requestOf(order)
    const due = v < 0 ? NOT_YET : v
    if (kind === EventKind.orderReleased) {
      const isMade = this.#isMade(c)
      if (request < 0) {
        request = this.#newRequest(order, a, b, c, due, 0)
        if (isMade && a >= 0) this.#setPending(request, b)
      }
      const { column } = this.requests
      column.released[request] = this.#now
      column.due[request] = due
      if (!isMade || a < 0) this.#setPending(request, 0)
    } else if (request < 0) return
    else if (kind === EventKind.orderChanged) {
      if (Number.isNaN(column.released[request]!)) {
        const more = a - column.quantity[request]!
        this.#setPending(request, Math.max(0, column.pending[request]! + more))
      }
      column.quantity[request] = a
      column.due[request] = due
    } else {
      // Nothing was made for who is served from stock: what was good is what he got.
      if (kind === EventKind.orderClosed && !this.#isMade(column.source[request]!)) column.good[request] = column.created[request] = a
      if (kind === EventKind.orderClosed) column.closed[request] = this.#now
      else column.cancelled[request] = this.#now
      this.#setPending(request, 0)
    }
    for (const segment of this.segmentsOf[request]!) this.#outdate(segment)
  }

  #isMade(source: number): boolean {
    return source < 0 || this.scenario.sources[source]?.serve === 'make'
  }

  #newRequest(order: number, product: number, quantity: number, source: number, due: number, completed: number): number {
    const none = { released: NOT_YET, closed: NOT_YET, cancelled: NOT_YET }
    const counts = { completed, created: 0, good: completed, scrapped: 0, withdrawn: 0, wip: 0, pending: 0 }
    const request = this.requests.add({ order, product, quantity, source, due, ...none, ...counts })
    if (order >= 0) this.#requestOfOrder.set(order, request)
    this.segmentsOf.push([])
    if (product >= 0) this.#newSegments(request, product, completed)
    return request
  }

  /** Of the product, and of parts that are made for the order. */
  #newSegments(request: number, product: number, completed: number) {
    const { route } = this.scenario.products[product]!
    const order = this.requests.column.order[request]!
    const first = this.reach.first(product, this.#plannedVersion(request, product))
    const after = this.reach.after(product, this.#plannedVersion(request, product), first)
    if (this.segmentAt(request, product, 0) >= 0) return
    this.#firstSegment.set(request * this.scenario.products.length + product, this.segments.count)
    route.forEach(({ stations }, operation) => {
      const done = operation === first || after[operation] === 1 ? completed : 0
      const segment = this.segments.add({
        request,
        product,
        operation,
        done,
        toCome: 0,
        pending: 0,
        waiting: 0,
        scrapped: 0,
        firstJob: NONE,
      })
      this.segmentsOf[request]!.push(segment)
      const only = stations.length === 1 ? this.#stations.get(stations[0]!) : undefined
      if (only !== undefined && order >= 0) this.#newJobOrder(segment, only)
    })
    if (!this.#isListed(request)) return
    for (const { parts } of route)
      for (const part of parts) if (part.match !== 'type') this.#newSegments(request, this.#products.get(part.product)!, 0)
  }

  #isListed(request: number): boolean {
    const { order, source } = this.requests.column
    return order[request]! >= 0 && source[request]! < 0
  }

  #plannedVersion(request: number, product: number): number {
    const { versions } = this.scenario.products[product]!
    if (versions.length === 0) return NONE
    const { order, product: asked, released } = this.requests.row(request)
    const listed = this.scenario.orders[order]
    if (listed !== undefined && listed.version !== null && asked === product) return versions.findIndex(({ id }) => id === listed.version)
    const at = listed !== undefined ? listed.release : (Number.isNaN(released) ? this.#now : released) / 1e6
    let version = 0
    for (let i = 1; i < versions.length; i++) if (versions[i]!.from <= at) version = i
    return version
  }

  /** So many units of the request are still to come into the plant, with the parts that are made for them. */
  #setPending(request: number, units: number) {
    const { column } = this.requests
    const delta = units - column.pending[request]!
    if (delta === 0) return
    column.pending[request] = units
    this.#addPending(request, column.product[request]!, delta)
  }

  #addPending(request: number, product: number, delta: number) {
    if (product < 0) return
    const version = this.#plannedVersion(request, product)
    const first = this.reach.first(product, version)
    if (first < 0) return
    const after = this.reach.after(product, version, first)
    this.scenario.products[product]!.route.forEach(({ parts }, operation) => {
      if (operation !== first && after[operation] !== 1) return
      const segment = this.segmentAt(request, product, operation)
      this.segments.column.pending[segment]! += delta
      this.#outdate(segment)
      if (!this.#isListed(request)) return
      for (const part of parts)
        if (part.match !== 'type') this.#addPending(request, this.#products.get(part.product)!, delta * part.quantity)
    })
  }

  #comes(unit: number, product: number, order: number, isNew: boolean) {
    this.#room(unit)
    let request = order < 0 ? (this.#requestOfProduct.get(product) ?? NONE) : this.requestOf(order)
    if (request < 0) {
      request = this.#newRequest(order, product, -1, NONE, NOT_YET, 0)
      if (order < 0) this.#requestOfProduct.set(product, request)
    }
    if (this.segmentAt(request, product, 0) < 0) this.#newSegments(request, product, 0)
    this.request[unit] = request
    this.product[unit] = product
    this.place[unit] = this.job[unit] = this.#slot[unit] = this.#lastJob[unit] = this.#seated[unit] = NONE
    this.done[unit] = this.#mode[unit] = 0
    this.inside[unit] = 1
    this.cameAt[unit] = this.#now
    this.#did.fill(0, unit * this.#steps, (unit + 1) * this.#steps)
    if (isNew) this.#version[unit] = NONE
    // Where it begins; until it is said by its version, or its first place.
    this.operation[unit] = this.reach.first(
      product,
      this.#version[unit]! >= 0 ? this.#version[unit]! : this.#plannedVersion(request, product),
    )
    this.#count(unit, 1)
    const { column } = this.requests
    if (!this.#isOrdered(unit)) {
      if (isNew && !Number.isNaN(column.released[request]!)) this.#addOwnPending(request, product, -1)
      return
    }
    column.created[request]!++
    column.wip[request]!++
    if (isNew && column.pending[request]! > 0 && !Number.isNaN(column.released[request]!)) {
      column.pending[request]!--
      this.#addOwnPending(request, product, -1)
    }
  }

  /** One of its own units has come; parts for it come by themselves. */
  #addOwnPending(request: number, product: number, delta: number) {
    for (const segment of this.segmentsOf[request]!) {
      const { column } = this.segments
      if (column.product[segment] !== product || column.pending[segment]! <= 0) continue
      column.pending[segment]! += delta
      this.#outdate(segment)
    }
  }

  /** Is it what its order asks for, and not a part that is made for it? */
  #isOrdered(unit: number): boolean {
    const request = this.request[unit]!
    return request >= 0 && this.requests.column.product[request] === this.product[unit]
  }

  #moves(unit: number, place: number, slot: number, operation: number) {
    if (unit >= this.inside.length || this.inside[unit] === 0) return
    this.#unseat(unit)
    if (operation < 0) {
      // At the end of its route it stands as a part: if it was ordered as such, that is what was ordered.
      this.place[unit] = place
      this.#changes(unit, () => {
        this.operation[unit] = NONE
      })
      if (this.requests.column.order[this.request[unit]!]! >= 0 && this.#isOrdered(unit)) {
        this.#leaves(unit, 'good')
        this.inside[unit] = 1
        this.request[unit] = NONE
      }
      return
    }
    this.#stands(unit, place, operation)
    if (slot < 0 || place < 0 || place >= this.scenario.stations.length) {
      if (this.job[unit] !== NONE) this.#review(unit)
      return
    }
    const at = this.firstSlot[place]! + slot
    this.#charge(at)
    this.#slot[unit] = at
    this.slotUnits[at]!.push(unit)
    // What has just come out of another unit may stand where it is not worked on.
    if (this.job[unit]! < 0 && this.#able[this.product[unit]!]![operation]?.has(place)) {
      const job = this.#jobOrderAt(unit, place, operation)
      this.#seated[unit] = job
      this.jobOrders.column.seated[job]!++
      this.#dirty.add(job)
    }
    this.#review(unit)
  }

  /** It waits for, or is in, that operation; or it still stands where it was when it was done with it. */
  #stands(unit: number, place: number, operation: number) {
    const same = this.operation[unit] === operation
    const still = same && this.done[unit] === 1 && (place < 0 || place >= this.#firstCarrier)
    if (!same || (!still && this.done[unit] === 1)) {
      this.#changes(unit, () => {
        this.operation[unit] = operation
        this.done[unit] = 0
        this.place[unit] = place
      })
      this.cameAt[unit] = this.#now
    } else if (this.place[unit] !== place) {
      this.#changes(unit, () => {
        this.place[unit] = place
      })
      if (place >= 0) this.cameAt[unit] = this.#now
    }
  }

  #unseat(unit: number) {
    const slot = this.#slot[unit]!
    if (slot === NONE || slot === undefined) return
    this.#charge(slot)
    const units = this.slotUnits[slot]!
    units.splice(units.indexOf(unit), 1)
    this.#slot[unit] = NONE
    this.#standsUp(unit)
    this.#review(unit)
  }

  #standsUp(unit: number) {
    const job = this.#seated[unit]!
    if (job === NONE) return
    this.#seated[unit] = NONE
    this.jobOrders.column.seated[job]!--
    this.#dirty.add(job)
  }

  #jobStarts(unit: number, station: number, operation: number) {
    if (unit >= this.inside.length || this.inside[unit] === 0) return
    const slot = this.#slot[unit]!
    if (slot >= 0) this.#charge(slot)
    if (this.operation[unit] !== operation || this.done[unit] === 1)
      this.#changes(unit, () => {
        this.operation[unit] = operation
        this.done[unit] = 0
      })
    const job = this.#jobOrderAt(unit, station, operation)
    const { column } = this.jobOrders
    this.#standsUp(unit)
    this.job[unit] = this.#lastJob[unit] = job
    this.jobSince[unit] = this.#now
    this.#worked[unit] = 0
    if (Number.isNaN(column.start[job]!)) column.start[job] = this.#now
    column.started[job]!++
    column.open[job]!++
    this.#review(unit)
  }

  #jobEnds(unit: number, outcome: number, operation: number, planned: number) {
    if (unit >= this.inside.length || this.inside[unit] === 0) return
    const job = this.job[unit]!
    if (job === NONE) return
    const slot = this.#slot[unit]!
    if (slot >= 0) this.#charge(slot)
    const { column } = this.jobOrders
    column.worked[job]! += slot < 0 ? this.#now - this.jobSince[unit]! : this.#worked[unit]!
    this.#endJob(unit)
    column.planned[job]! += planned
    column.ended[job]!++
    const count = outcome === Outcome.good ? column.good : outcome === Outcome.scrap ? column.scrapped : column.reworked
    count[job]!++
    if (outcome !== Outcome.good) {
      if (outcome === Outcome.scrap) this.segments.column.scrapped[column.segment[job]!]!++
      return
    }
    this.#changes(unit, () => {
      this.done[unit] = 1
      this.operation[unit] = operation
      this.#did[unit * this.#steps + operation] = 1
    })
  }

  #endJob(unit: number) {
    const job = this.job[unit]!
    if (job === NONE) return
    const { column } = this.jobOrders
    this.#setMode(unit, job, Mode.none)
    column.open[job]!--
    column.end[job] = this.#now
    this.job[unit] = NONE
    this.#dirty.add(job)
  }

  #leaves(unit: number, as: 'good' | 'scrapped' | 'withdrawn' | null) {
    if (unit >= this.inside.length || this.inside[unit] === 0) return
    this.#unseat(unit)
    this.#endJob(unit)
    this.#count(unit, -1, true)
    this.inside[unit] = 0
    this.place[unit] = NONE
    if (as === null || !this.#isOrdered(unit)) {
      if (as === null && this.#isOrdered(unit) && this.requests.column.order[this.request[unit]!]! < 0)
        this.requests.column.wip[this.request[unit]!]!--
      return
    }
    const { column } = this.requests
    const request = this.request[unit]!
    column[as][request]!++
    column.wip[request]!--
  }

  /** Something about the unit that its segments' counts rest on. */
  #changes(unit: number, change: () => void) {
    if (unit >= this.inside.length || this.inside[unit] === 0) return
    this.#count(unit, -1)
    change()
    this.#count(unit, 1)
  }

  /** Takes the unit into the counts of its segments, or out of them. What it has done stays, when it is gone. */
  #count(unit: number, delta: 1 | -1, isLeaving = false) {
    const request = this.request[unit]!
    if (request < 0) return
    const product = this.product[unit]!
    const operation = this.operation[unit]!
    const { column } = this.segments
    const after = operation < 0 ? null : this.reach.after(product, this.#version[unit]!, operation)
    const { length } = this.scenario.products[product]!.route
    const first = this.segmentAt(request, product, 0)
    const did = unit * this.#steps
    for (let k = 0; k < length; k++) {
      const isHere = k === operation && this.done[unit] === 0
      const comes = isHere || after?.[k] === 1
      if (!comes && this.#did[did + k] === 0) continue
      const segment = first + k
      if (comes) column.toCome[segment]! += delta
      else if (!isLeaving) column.done[segment]! += delta
      if (isHere && this.place[unit]! >= this.scenario.stations.length) column.waiting[segment]! += delta
      this.#outdate(segment)
    }
  }

  /** The job orders of the segment are looked at once the instant has settled. */
  #outdate(segment: number) {
    const { next } = this.jobOrders.column
    for (let job = this.segments.column.firstJob[segment]!; job >= 0; job = next[job]!) this.#dirty.add(job)
  }

  #segment(unit: number, operation: number): number {
    return this.segmentAt(this.request[unit]!, this.product[unit]!, operation)
  }

  /** The one that is not over; −1. */
  #openJobOrder(segment: number, station: number): number {
    const { column } = this.jobOrders
    for (let job = segment < 0 ? NONE : this.segments.column.firstJob[segment]!; job >= 0; job = column.next[job]!)
      if (column.station[job] === station && !isFinal(column.state[job] as JobState)) return job
    return NONE
  }

  #jobOrderAt(unit: number, station: number, operation: number): number {
    const segment = this.#segment(unit, operation)
    const open = this.#openJobOrder(segment, station)
    return open >= 0 ? open : this.#newJobOrder(segment, station)
  }

  #newJobOrder(segment: number, station: number): number {
    const { firstJob } = this.segments.column
    const { column } = this.jobOrders
    let run = 1
    for (let job = firstJob[segment]!; job >= 0; job = column.next[job]!) if (column.station[job] === station) run++
    const state = JobState.notAllowedToStart
    const counts = {
      started: 0,
      good: 0,
      scrapped: 0,
      reworked: 0,
      open: 0,
      active: 0,
      held: 0,
      seated: 0,
      planned: 0,
      ended: 0,
      worked: 0,
    }
    const job = this.jobOrders.add({
      ...{ segment, station, run, known: this.#now, state, subState: SubState.waiting, since: this.#now, start: NOT_YET, end: NOT_YET },
      ...counts,
      next: firstJob[segment]!,
    })
    firstJob[segment] = job
    this.states.add({ jobOrder: job, state, subState: SubState.waiting, from: this.#now })
    this.#dirty.add(job)
    return job
  }

  /** What the unit's slot is doing changed, or its place. */
  #review(unit: number) {
    const job = unit < this.job.length ? this.job[unit]! : NONE
    if (job === NONE) return
    const slot = this.#slot[unit]!
    const place = this.place[unit]!
    const state = slot >= 0 ? this.slotState[slot] : NONE
    // What was shipped to a supplier is in no slot of its station, and is worked on there.
    const isOutside = slot < 0 && place >= 0 && place < this.scenario.stations.length
    const mode = isOutside || state === EquipmentState.processing ? Mode.active : state === EquipmentState.held ? Mode.held : Mode.suspended
    this.#setMode(unit, job, mode)
  }

  #setMode(unit: number, job: number, mode: number) {
    const before = this.#mode[unit]!
    this.#dirty.add(job)
    if (before === mode) return
    const { column } = this.jobOrders
    if (before === Mode.active) column.active[job]!--
    if (before === Mode.held) column.held[job]!--
    if (mode === Mode.active) column.active[job]!++
    if (mode === Mode.held) column.held[job]!++
    this.#mode[unit] = mode
  }

  /** Books the time that the slot was processing to the jobs in it, in equal parts. */
  #charge(slot: number) {
    const span = this.#now - this.#charged[slot]!
    this.#charged[slot] = this.#now
    if (span <= 0 || this.slotState[slot] !== EquipmentState.processing) return
    let open = 0
    for (const unit of this.slotUnits[slot]!) if (this.job[unit]! >= 0) open++
    for (const unit of this.slotUnits[slot]!) if (this.job[unit]! >= 0) this.#worked[unit]! += span / open
  }

  #settle() {
    for (const job of this.#dirty) this.#judge(job)
    this.#dirty.clear()
  }

  #judge(job: number) {
    const { column } = this.jobOrders
    const state = column.state[job] as JobState
    if (state === JobState.aborted) return
    const segment = column.segment[job]!
    const request = this.segments.column.request[segment]!
    const { closed, cancelled, released, order } = this.requests.column
    const isOver = !Number.isNaN(closed[request]!) || !Number.isNaN(cancelled[request]!)
    if (state === JobState.ended) {
      if (isOver) this.#enter(job, JobState.ended, SubState.closed)
      return
    }
    const hasStarted = column.started[job]! > 0
    const { toCome, pending, waiting } = this.segments.column
    const isComplete = toCome[segment] === 0 && pending[segment] === 0 && column.open[job] === 0 && order[request]! >= 0
    if (hasStarted) {
      if (isComplete) this.#enter(job, JobState.ended, isOver ? SubState.closed : SubState.completed)
      else if (column.active[job]! > 0) this.#enter(job, JobState.running, SubState.none)
      else this.#enter(job, JobState.interrupted, column.held[job]! > 0 ? SubState.held : SubState.suspended)
      return
    }
    const isAllowed = order[request]! < 0 || !Number.isNaN(released[request]!)
    const isWanted = column.seated[job]! > 0
    if (!isWanted && (!Number.isNaN(cancelled[request]!) || (isComplete && (isAllowed || isOver))))
      this.#enter(job, JobState.aborted, SubState.none)
    else {
      const sub = isWanted ? SubState.loaded : waiting[segment]! > 0 ? SubState.ready : SubState.waiting
      this.#enter(job, isAllowed ? JobState.allowedToStart : JobState.notAllowedToStart, sub)
    }
  }

  #enter(job: number, state: JobState, subState: SubState) {
    const { column } = this.jobOrders
    if (column.state[job] === state) {
      if (column.subState[job] === subState) return
      column.subState[job] = subState
      this.states.add({ jobOrder: job, state, subState, from: this.#now })
      return
    }
    for (const next of wayTo(column.state[job] as JobState, state))
      this.states.add({ jobOrder: job, state: next, subState: next === state ? subState : SubState.none, from: this.#now })
    column.state[job] = state
    column.subState[job] = subState
    column.since[job] = this.#now
  }

  #parameter(unit: number, station: number, parameter: number, value: number) {
    const job = unit < this.#lastJob.length ? this.#lastJob[unit]! : NONE
    if (job === NONE) return
    const key = job * 256 + parameter
    let row = this.#parameterRow.get(key)
    if (row === undefined) {
      row = this.parameters.add({ jobOrder: job, parameter, n: 0, sum: 0, least: value, greatest: value, out: 0 })
      this.#parameterRow.set(key, row)
    }
    const { column } = this.parameters
    column.n[row]!++
    column.sum[row]! += value
    column.least[row] = Math.min(column.least[row]!, value)
    column.greatest[row] = Math.max(column.greatest[row]!, value)
    const { product, operation } = this.segments.column
    const segment = this.jobOrders.column.segment[job]!
    const [low, high] = this.limitsOf(station, product[segment]!, operation[segment]!)[parameter] ?? [null, null]
    if ((low === null || value >= low) && (high === null || value <= high)) return
    column.out[row]!++
    this.outOfTolerance.add({ jobOrder: job, parameter, unit, value, time: this.#now })
  }

  /** Of each parameter of the station, as the operation wants it. */
  limitsOf(station: number, product: number, operation: number): readonly (readonly [low: number | null, high: number | null])[] {
    const key = `${station} ${product} ${operation}`
    const known = this.#limits.get(key)
    if (known !== undefined) return known
    const wanted = this.scenario.products[product]?.route[operation]?.parameters ?? []
    const found = this.scenario.stations[station]!.parameters.map(({ id, low, high }) => {
      const own = wanted.find(({ parameter }) => parameter === id)
      return [own?.low ?? low, own?.high ?? high] as const
    })
    this.#limits.set(key, found)
    return found
  }

  /** Buffers in which units wait for the operation. */
  buffersOf(product: number, operation: number): readonly string[] {
    return buffersOf(this.scenario.products[product]!.route[operation]!)
  }

  #room(unit: number) {
    const { length } = this.inside
    if (unit < length) return
    const more = Math.max(unit + 1, 2 * length)
    const longer = <T extends Int32Array | Float64Array | Uint8Array>(column: T, empty: T): T => {
      empty.set(column)
      return empty
    }
    this.request = longer(this.request, new Int32Array(more).fill(NONE))
    this.product = longer(this.product, new Int32Array(more))
    this.operation = longer(this.operation, new Int32Array(more).fill(NONE))
    this.place = longer(this.place, new Int32Array(more).fill(NONE))
    this.job = longer(this.job, new Int32Array(more).fill(NONE))
    this.jobSince = longer(this.jobSince, new Float64Array(more))
    this.cameAt = longer(this.cameAt, new Float64Array(more))
    this.done = longer(this.done, new Uint8Array(more))
    this.#version = longer(this.#version, new Int32Array(more).fill(NONE))
    this.#slot = longer(this.#slot, new Int32Array(more).fill(NONE))
    this.#worked = longer(this.#worked, new Float64Array(more))
    this.#mode = longer(this.#mode, new Uint8Array(more))
    this.#seated = longer(this.#seated, new Int32Array(more).fill(NONE))
    this.#lastJob = longer(this.#lastJob, new Int32Array(more).fill(NONE))
    this.inside = longer(this.inside, new Uint8Array(more))
    this.#did = longer(this.#did, new Uint8Array(more * this.#steps))
  }
}
