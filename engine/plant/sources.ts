import { unitsAtStart } from '../../scenarios/units-at-start.ts'
import { doneAt, type Hours } from '../../scenarios/working-hours.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { openArrival } from './draws.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE, type Tables } from './tables.ts'

/**
 * Where units and orders come from without being listed. An arrival that finds no room waits outside, or is lost. A saturated source always has
 * one unit standing before its queue: as it moves in, the next one is made.
 */
export class Sources {
  readonly #plant: Plant
  readonly #every: Int32Array
  readonly #mix: Int32Array
  readonly #size: Int32Array
  readonly #hours: readonly (Hours | null)[]
  /** What may arrive: number of the product, or −2 − material. */
  readonly #product: readonly { readonly number: number; readonly item: number; readonly upTo: number }[][]

  arrivals: Float64Array
  /** Units made so far. */
  made: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { chance, tables } = plant
    const { scenario, index } = tables
    this.#every = Int32Array.from(scenario.sources, (source) => openArrival(chance, source))
    this.#hours = scenario.sources.map(({ calendar }) => (calendar === null ? null : tables.calendars[index.calendar.get(calendar)!]!))
    this.#mix = Int32Array.from(scenario.sources, ({ id, mix }) => (mix.length === 1 ? NO_DRAW : chance.openUniform(id, 'mix')))
    this.#size = Int32Array.from(scenario.sources, ({ id, size }) => (size === null ? NO_DRAW : chance.open(size, id, 'size')))
    this.#product = scenario.sources.map(({ mix }) => {
      const total = mix.reduce((sum, { weight }) => sum + weight, 0)
      let upTo = 0
      return mix.map(({ product, weight }) => {
        upTo += weight / total
        const item = index.item.get(product)!
        return { number: index.product.get(product) ?? -2 - item, item, upTo }
      })
    })
    this.arrivals = new Float64Array(scenario.sources.length)
    this.made = new Float64Array(scenario.sources.length)
  }

  begin() {
    const { calendar, tables } = this.#plant
    const last = new Map(tables.scenario.present?.arrivals.map(({ source, elapsed }) => [source, elapsed]))
    tables.scenario.sources.forEach(({ id, every, start }, source) => {
      if (every === null) calendar.schedule(seconds(start), Phase.arrival, source, Message.arrival)
      else this.#scheduleNext(source, seconds(start), seconds(last.get(id) ?? 0))
    })
  }

  /** Units that are in the plant at t = 0: in their operation's buffer, or in a station, which starts them anew. */
  placeInitial() {
    const { tables, units, seating, queues, doors, calendar, release, assembly } = this.#plant
    const { scenario, index, luck, firstOperation } = tables
    let ordinal = 0
    for (const { product: id, operation, quantity, at, order, slot, doing, elapsed, reworks } of unitsAtStart(scenario)) {
      const product = index.product.get(id)!
      const step = scenario.products[product]!.route.findIndex((candidate) => candidate.id === operation)
      const ordered = order === null ? NONE : index.order.get(order)!
      const priority = order === null ? 0 : scenario.orders[ordered]!.priority
      for (let i = 0; i < quantity; i++) {
        const o = operationAt(tables, firstOperation[product]! + step, at)
        const unit = units.create(product, o, ordered, (luck.initial + ordinal) | 0, priority, calendar.now)
        if (tables.matchesSerial) assembly!.numbered(unit, ordinal)
        doors.unitCreated(units.serial[unit]!, product, ordered, NONE, ordinal++)
        if (this.#plant.versions !== null) doors.versionTaken(units.serial[unit]!, product, this.#plant.versions.ofUnit(unit))
        if (release.used) release.enter(unit)
        const station = index.station.get(at)
        units.reworks[unit] = units.visits[unit] = reworks
        if (station === undefined || doing === 'wait') queues.reach(unit, NONE)
        else if (doing !== null) seating.comesFromBefore(seating.slotFor(station, slot), unit, doing, seconds(elapsed))
        else if (slot !== null) seating.seat(seating.slotFor(station, slot), unit, true)
        else seating.place(station, unit)
      }
    }
  }

  arrive(source: number) {
    const { calendar, tables, doors, orders, items, release, chance } = this.#plant
    const { quantity, due, serve, priority, lateCost, whenFull, every, lostSales } = tables.scenario.sources[source]!
    if (every === null) {
      const product = this.#choose(source).number
      if (release.used && !release.isOpen(this.#first(product, NONE))) release.ready[source] = product
      else this.makeReady(source, product)
      return
    }
    this.arrivals[source]!++
    this.#scheduleNext(source, calendar.now)
    const { number, item } = this.#choose(source)
    const dueAt = due === null ? -1 : calendar.now + seconds(due)
    if (serve === 'stock') {
      const wanted = this.#size[source] === NO_DRAW ? quantity : Math.round(chance.nextNumber(this.#size[source]! as Draw))
      if (wanted > 0) items.demand(item, orders.create(source, number, wanted, dueAt, lateCost), wanted, lostSales)
      return
    }
    if (whenFull === 'lose' && !this.#hasRoom(source, number, priority)) {
      doors.arrivalLost(source, number, quantity)
      return
    }
    if (whenFull === 'lose' && release.used && !release.isOpen(this.#first(number, NONE))) {
      doors.arrivalLost(source, number, quantity)
      return
    }
    const order = due === null ? NONE : orders.create(source, number, quantity, dueAt, lateCost)
    for (let i = 0; i < quantity; i++) this.#makeOne(source, order, number, priority)
  }

  /** A unit has moved in: a saturated source makes the next. */
  admitted(source: number) {
    if (this.#every[source] !== NO_DRAW) return
    const { limit, start } = this.#plant.tables.scenario.sources[source]!
    const { calendar } = this.#plant
    if (limit !== null && this.made[source]! >= limit) return
    if (calendar.now >= seconds(start)) calendar.schedule(calendar.now, Phase.transfer, source, Message.arrival)
  }

  /** Makes a unit of `origin` (a source; NONE: a listed order) and sends it on its way; it waits outside while there is no room. */
  bring(product: number, order: number, origin: number, ordinal: number, luck: number, priority: number) {
    const { units, tables, doors, calendar, orders, release, assembly } = this.#plant
    const unit = units.create(product, this.#first(product, order), order, (luck + ordinal) | 0, priority, calendar.now)
    const serial = units.serial[unit]!
    if (tables.matchesSerial) assembly!.numbered(unit, ordinal)
    doors.unitCreated(serial, product, order === NONE ? NONE : orders.number[order]!, origin, ordinal)
    if (this.#plant.versions !== null) doors.versionTaken(serial, product, this.#plant.versions.ofUnit(unit))
    if (release.used && !release.comesIn(unit)) {
      units.holder[unit] = origin === NONE ? NONE : -2 - origin
      if (origin !== NONE) doors.unitQueued(serial, tables.places.firstSource + origin, 0)
      return
    }
    this.#letIn(unit, origin)
  }

  /** The unit, which waited outside, may come in. */
  released(unit: number) {
    const { units, doors, tables } = this.#plant
    const holder = units.holder[unit]!
    const origin = holder === NONE ? NONE : -2 - holder
    units.holder[unit] = NONE
    if (origin !== NONE) doors.unitUnqueued(tables.places.firstSource + origin)
    this.#letIn(unit, origin)
  }

  #letIn(unit: number, origin: number) {
    const { units, tables, doors, queues } = this.#plant
    const serial = units.serial[unit]!
    if (queues.arrive(unit, origin === NONE ? NONE : -2 - origin)) {
      if (origin !== NONE) this.admitted(origin)
      return
    }
    if (origin !== NONE) doors.unitQueued(serial, tables.places.firstSource + origin, 0)
    queues.offerOutside(unit)
  }

  /** A source that always has a unit ready lets it in. */
  makeReady(source: number, product: number) {
    this.#makeOne(source, NONE, product, this.#plant.tables.scenario.sources[source]!.priority)
  }

  #makeOne(source: number, order: number, product: number, priority: number) {
    const ordinal = this.made[source]!++
    this.bring(product, order, source, ordinal, this.#plant.tables.luck.sources[source]!, priority)
  }

  #choose(source: number) {
    const products = this.#product[source]!
    if (products.length === 1) return products[0]!
    const u = this.#plant.chance.nextUniform(this.#mix[source]! as Draw)
    return products.find(({ upTo }) => u < upTo) ?? products[products.length - 1]!
  }

  /** Where a unit that is released now begins. */
  #first(product: number, order: number): number {
    const { versions, tables } = this.#plant
    return versions === null ? tables.firstOperation[product]! : versions.first(product, order)
  }

  /** Is there a place inside, or a free slot that would take it at once? */
  #hasRoom(source: number, product: number, priority: number): boolean {
    const { queues, tables, legs, routing } = this.#plant
    const luck = (tables.luck.sources[source]! + this.made[source]!) | 0
    const operation = routing.chosenFor(product, this.#first(product, NONE), luck, priority)
    const carrier = legs.toOperation(operation)
    return carrier === NONE ? queues.isFree(tables.queueOfOperation[operation]!) : legs.hasRoom(carrier)
  }

  /** `elapsed`: µs of the gap that are over already. */
  #scheduleNext(source: number, from: SimTime, elapsed = 0) {
    const { calendar, chance, tables } = this.#plant
    const { limit, profile } = tables.scenario.sources[source]!
    if (limit !== null && this.arrivals[source]! >= limit) return
    const gap = chance.nextLeft(this.#every[source]! as Draw, elapsed)
    const at = profile.length === 0 ? from + gap : stretched(from, gap, profile)
    const hours = this.#hours[source]!
    const due = hours === null ? at : doneAt(hours, from, at - from)
    if (due < Number.MAX_SAFE_INTEGER) calendar.schedule(due as SimTime, Phase.arrival, source, Message.arrival)
  }
}

/** The operation at the place: at a station, or the station of a buffer, where one is chosen; left to choose where the place tells nothing. */
function operationAt({ operations, queueOfOperation, index, scenario }: Tables, o: number, place: string): number {
  const { alternatives } = operations[o]!
  const station = index.station.get(place)
  const isThere = (one: number) =>
    station === undefined ? scenario.buffers[queueOfOperation[one]!]?.id === place : operations[one]!.stations[0] === station
  const there = [...alternatives].filter(isThere)
  return there.length === 0 || (there.length === alternatives.length && there.length > 1) ? o : there[0]!
}

/** When a gap of `gap` µs at rate 1 is over where the rate is `factor` from each moment of the profile on (1 before the first). Infinity: never. */
export function stretched(from: number, gap: number, profile: readonly { readonly from: number; readonly factor: number }[]): number {
  let at = from
  let left = gap
  let factor = 1
  for (const step of profile) {
    const edge = seconds(step.from)
    if (edge > at) {
      const used = (edge - at) * factor
      if (used >= left) break
      left -= used
      at = edge
    }
    factor = step.factor
  }
  return factor > 0 ? Math.round(at + left / factor) : Number.POSITIVE_INFINITY
}
