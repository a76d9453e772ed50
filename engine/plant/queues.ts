import type { AttributeOrder } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import { longer } from '../kernel/longer.ts'
import type { SimTime } from '../kernel/time.ts'
import { NO_VALUE } from './attributes.ts'
import { NO_DRAW } from './chance.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE, OWN, Own } from './tables.ts'

/**
 * Where units wait for stations. A queue holds up to its capacity; units that find it full wait where they stand (in a station: blocked, at their
 * source: outside) in the order in which they came, and move in as room appears. A meeting point has capacity 0: stations take straight
 * from those who stand before it.
 */
export class Queues {
  readonly #plant: Plant
  /** station → meeting points before it whose places are reserved by those who hand over */
  readonly #direct: readonly (readonly number[])[]
  readonly #hasDirect: boolean
  /** Inside, linked through `units.next`. */
  head: Int32Array
  tail: Int32Array
  level: Int32Array
  /** 1: it is first in, first out, but someone stands in it behind one who waits less long. */
  isMixed: Uint8Array
  /** Standing before it. */
  outsideHead: Int32Array
  outsideTail: Int32Array
  /** How many they are. */
  standing: Int32Array
  /** Unit → when it may leave its buffer; and the event at which it has waited too long. Used only where the plant has such. */
  readyAt = new Float64Array(0)
  expiry = new Int32Array(0)
  readonly dwells: boolean
  readonly expires: boolean
  /** Places promised to units that are still being worked on (blocking before service). */
  reserved: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { queues, queueCapacity, queuesFeeding, stationsReserving } = plant.tables
    this.#direct = queuesFeeding.map((feeding) => [...feeding].filter((q) => queueCapacity[q] === 0 && stationsReserving[q]!.length > 0))
    this.#hasDirect = this.#direct.some((queues) => queues.length > 0)
    this.dwells = plant.tables.queueDwell.some((draw) => draw !== NO_DRAW)
    this.expires = plant.tables.operations.some(({ maxWait }) => maxWait < Number.POSITIVE_INFINITY)
    this.head = new Int32Array(queues).fill(NONE)
    this.tail = new Int32Array(queues).fill(NONE)
    this.level = new Int32Array(queues)
    this.isMixed = new Uint8Array(queues)
    this.outsideHead = new Int32Array(queues).fill(NONE)
    this.outsideTail = new Int32Array(queues).fill(NONE)
    this.standing = new Int32Array(queues)
    this.reserved = new Int32Array(queues)
  }

  /** The unit sets out for its operation, coming from `holder`: it is carried there, or asks for the queue at once. False: it waits where it is. */
  arrive(unit: number, holder: number): boolean {
    const { legs, routing } = this.#plant
    if (routing.chooses) routing.choose(unit)
    const carrier = legs.none ? NONE : legs.of(unit)
    return carrier === NONE ? this.reach(unit, holder) : legs.ask(carrier, unit, holder)
  }

  /** The unit is before its operation's queue, in `holder`; a place may have been kept for it. False: no room, it waits where it is. */
  reach(unit: number, holder: number, isPromised = false): boolean {
    const { units, tables, calendar } = this.#plant
    const queue = tables.own[units.operation[unit]! * OWN + Own.queue]!
    const { containment } = this.#plant
    if (containment?.catches(unit)) return this.#isHeld(queue, unit, isPromised)
    units.queuedAt[unit] = calendar.now
    if (this.expires) this.#mayWait(unit)
    if (isPromised ? this.#places(queue) > 0 : this.hasRoom(queue)) {
      this.#insert(queue, unit)
      this.#plant.stations.wake(queue)
      return true
    }
    units.holder[unit] = holder
    this.#standBefore(queue, unit)
    return false
  }

  /** It is put aside instead, and the place that was kept for it is another's. */
  #isHeld(queue: number, unit: number, isPromised: boolean): boolean {
    const { containment, doors, units, tables } = this.#plant
    doors.unitSetAside(units.serial[unit]!, tables.own[units.operation[unit]! * OWN + Own.step]!)
    containment!.take(unit, true)
    if (isPromised) this.#roomAppeared(queue)
    return true
  }

  #standBefore(queue: number, unit: number) {
    const { units } = this.#plant
    units.next[unit] = NONE
    if (this.outsideHead[queue] === NONE) this.outsideHead[queue] = unit
    else units.next[this.outsideTail[queue]!] = unit
    this.outsideTail[queue] = unit
    this.standing[queue]!++
    if (this.dwells) this.#setReady(unit, Number.POSITIVE_INFINITY)
  }

  /** Has the unit stayed in its buffer as long as it must? One that stands before it has not. */
  isReady(unit: number): boolean {
    const { tables, units, calendar } = this.#plant
    const queue = tables.queueOfOperation[units.operation[unit]!]!
    return tables.queueDwell[queue] === NO_DRAW || this.readyAt[unit]! <= calendar.now
  }

  #staysInside(queue: number, unit: number) {
    const { tables, units, calendar, chance } = this.#plant
    const draw = tables.queueDwell[queue]!
    if (draw === NO_DRAW) return
    const ready = calendar.now + chance.of(draw, units.luck[unit]!, units.visits[unit]!)
    this.#setReady(unit, ready)
    if (ready > calendar.now) calendar.schedule(ready as SimTime, Phase.arrival, queue, Message.dwelt)
  }

  #setReady(unit: number, at: number) {
    if (unit >= this.readyAt.length) this.readyAt = longer(this.readyAt, this.#plant.units.next.length)
    this.readyAt[unit] = at
  }

  /** From now on the unit waits for its operation, for so long as it may. */
  #mayWait(unit: number) {
    const { tables, units, calendar } = this.#plant
    const before = this.expiry.length
    if (unit >= before) this.expiry = longer(this.expiry, units.next.length).fill(NO_TICKET, before)
    this.waitsNoMore(unit)
    const { maxWait } = tables.operations[units.operation[unit]!]!
    if (maxWait < Number.POSITIVE_INFINITY)
      this.expiry[unit] = calendar.schedule((calendar.now + maxWait) as SimTime, Phase.arrival, unit, Message.waitedTooLong)
  }

  /** The unit has been taken. */
  waitsNoMore(unit: number) {
    if (unit >= this.expiry.length || this.expiry[unit] === NO_TICKET) return
    this.#plant.calendar.cancel(this.expiry[unit]!)
    this.expiry[unit] = NO_TICKET
  }

  /** The unit still waits, and has for the longest it may: it is scrapped, or goes elsewhere. */
  waitedTooLong(unit: number) {
    const { tables, units, departures, orders, release } = this.#plant
    this.expiry[unit] = NO_TICKET
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    const queue = tables.queueOfOperation[o]!
    let previous = NONE
    let other = this.head[queue]!
    while (other !== NONE && other !== unit) {
      previous = other
      other = units.next[other]!
    }
    if (other === unit) this.takeInside(queue, unit, previous)
    else this.takeOutside(queue, unit, this.beforeOutside(queue, unit))
    const to = operation.waitsNoMore
    if (to === NONE) {
      departures.giveUp(unit, operation.stations[0]!)
      return
    }
    if (orders.counts) orders.goesElsewhere(unit, operation, tables.operations[to]!)
    if (release.used) release.isMoved(unit, o, to)
    units.operation[unit] = to
    if (!this.arrive(unit, NONE)) this.offerOutside(unit)
  }

  /** Units that wait in the queue or stand before it. */
  waiting(queue: number): number {
    return this.level[queue]! + this.standing[queue]!
  }

  /** The unit, which waits in or before `queue` after `previous`, has got another operation meanwhile, and waits for that from now on. */
  transfer(unit: number, queue: number, previous: number, inside: boolean) {
    if (inside) {
      this.takeInside(queue, unit, previous)
      this.reach(unit, NONE)
      return
    }
    const { units, tables, calendar, stations } = this.#plant
    const other = tables.queueOfOperation[units.operation[unit]!]!
    this.#unlinkOutside(queue, unit, previous)
    units.queuedAt[unit] = calendar.now
    if (this.hasRoom(other) && this.canLeave(unit)) {
      this.letGo(unit)
      this.#insert(other, unit)
    } else this.#standBefore(other, unit)
    stations.wake(other)
  }

  /** It stands before its queue and stations may take it from there: they are told once it does. */
  offerOutside(unit: number) {
    this.#plant.stations.wake(this.#plant.tables.queueOfOperation[this.#plant.units.operation[unit]!]!)
  }

  /** Takes a unit that waits inside (after `previous` in the list); whoever stands before the queue moves up. */
  takeInside(queue: number, unit: number, previous: number) {
    const { units, tables, doors } = this.#plant
    const next = units.next[unit]!
    if (previous === NONE) this.head[queue] = next
    else units.next[previous] = next
    if (this.tail[queue] === unit) this.tail[queue] = previous
    this.level[queue]!--
    if (this.#plant.stores.used && this.#plant.stores.isStore(queue)) this.#plant.stores.leaves(queue, unit)
    doors.unitUnqueued(tables.queuePlace[queue]!)
    this.#roomAppeared(queue)
  }

  /** Takes a unit that stands before the queue; its holder is free. */
  takeOutside(queue: number, unit: number, previous: number) {
    this.#unlinkOutside(queue, unit, previous)
    this.letGo(unit)
    if (this.#plant.tables.queueCapacity[queue] === 0) this.#tellReserving(queue)
  }

  #unlinkOutside(queue: number, unit: number, previous: number) {
    const { units } = this.#plant
    const next = units.next[unit]!
    if (previous === NONE) this.outsideHead[queue] = next
    else units.next[previous] = next
    if (this.outsideTail[queue] === unit) this.outsideTail[queue] = previous
    this.standing[queue]!--
  }

  /** A slot of the station is free: whoever reserves one before starting may do so now, where units are handed over directly. */
  slotFreed(station: number) {
    if (this.#plant.fleets.count > 0) this.#plant.fleets.lookAll()
    if (!this.#hasDirect) return
    const direct = this.#direct[station]!
    for (let i = 0; i < direct.length; i++) this.#tellReserving(direct[i]!)
  }

  /** Can this slot, which reserves, start a unit that will go to this queue? It is no room ahead of itself. */
  canReserve(queue: number, slot: number): boolean {
    const { tables, stations } = this.#plant
    const capacity = tables.queueCapacity[queue]!
    if (capacity > 0) return this.hasRoom(queue)
    return stations.freePlacesServing(queue, slot) - this.reserved[queue]! > 0 && this.outsideHead[queue] === NONE
  }

  /** How many of them it can start. */
  placesAhead(queue: number, slot: number): number {
    const { tables, stations } = this.#plant
    if (!this.canReserve(queue, slot)) return 0
    const capacity = tables.queueCapacity[queue]!
    return capacity > 0 ? this.#openPlaces(queue) : stations.freePlacesServing(queue, slot) - this.reserved[queue]!
  }

  /** Does the unit wait in it, stand before it, or neither? */
  placeOf(queue: number, unit: number): 'inside' | 'outside' | null {
    const { next } = this.#plant.units
    for (let other = this.head[queue]!; other !== NONE; other = next[other]!) if (other === unit) return 'inside'
    for (let other = this.outsideHead[queue]!; other !== NONE; other = next[other]!) if (other === unit) return 'outside'
    return null
  }

  /** The unit before this one inside; NONE: it is the first, or not inside. */
  before(queue: number, unit: number): number {
    return this.#before(this.head[queue]!, unit)
  }

  /** The same of those who stand before the queue. */
  beforeOutside(queue: number, unit: number): number {
    return this.#before(this.outsideHead[queue]!, unit)
  }

  #before(head: number, unit: number): number {
    const { next } = this.#plant.units
    let previous = NONE
    for (let other = head; other !== NONE; other = next[other]!) {
      if (other === unit) return previous
      previous = other
    }
    return NONE
  }

  /** A unit that stands before its queue is dealt with where it stands. */
  callOff(unit: number) {
    const { units, tables } = this.#plant
    const queue = tables.queueOfOperation[units.operation[unit]!]!
    this.#unlinkOutside(queue, unit, this.beforeOutside(queue, unit))
    units.holder[unit] = NONE
    if (tables.queueCapacity[queue] === 0) this.#tellReserving(queue)
  }

  /** The unit's holder stood still and can hand it over again. */
  retryUnit(unit: number) {
    const { legs, units, tables } = this.#plant
    const operation = units.operation[unit]!
    if (!legs.none && legs.of(unit) !== NONE) legs.retry(legs.of(unit))
    if (operation !== NONE) this.retry(tables.queueOfOperation[operation]!)
  }

  /** A holder that stood still can hand over again: units before the queue may move. */
  retry(queue: number) {
    this.#plant.containment?.sweep(queue)
    this.#admit(queue)
    this.#plant.stations.wake(queue)
  }

  /** May the unit leave where it stands? A slot that is paused or down hands nothing over: SPEC.md [B5]. Neither does such a conveyor. */
  canLeave(unit: number): boolean {
    const { units, stations, legs } = this.#plant
    const holder = units.holder[unit]!
    if (holder >= 0) return stations.handsOver(holder)
    const carrier = legs.none ? NONE : legs.carrierOf(holder)
    return carrier === NONE || legs.runs(carrier)
  }

  /** Can a place be kept for a unit that is still to be brought by this fleet, and waits for that since then? SPEC.md [V9] */
  mayPromise(queue: number, fleet: number, since: number): boolean {
    if (this.#plant.tables.queueCapacity[queue] === 0)
      return this.outsideHead[queue] === NONE && this.#plant.stations.freePlacesServing(queue, NONE) > this.reserved[queue]!
    const places = this.#places(queue)
    if (places <= 0) return false
    const before = this.#standingSince(queue, since)
    return before < places && before + this.#plant.requests.claims(queue, since, places - before, before === 0 ? fleet : NONE) < places
  }

  /** Units that stand before it since then, or longer, and may leave. */
  #standingSince(queue: number, since: number): number {
    const { units } = this.#plant
    let count = 0
    for (let unit = this.outsideHead[queue]!; unit !== NONE && units.queuedAt[unit]! <= since; unit = units.next[unit]!)
      if (this.canLeave(unit)) count++
    return count
  }

  /** Is there a place inside, or a free slot that would take a unit at once? */
  isFree(queue: number): boolean {
    if (this.hasRoom(queue)) return true
    return this.outsideHead[queue] === NONE && this.#plant.stations.freePlacesServing(queue, NONE) > 0
  }

  /** Is there a place for a unit that comes now? */
  hasRoom(queue: number): boolean {
    return this.#isOpenSince(queue, Number.POSITIVE_INFINITY)
  }

  /** Is there a place for a unit that waits since then? Those who called for a vehicle before that come first: SPEC.md [V9]. */
  #isOpenSince(queue: number, since: number): boolean {
    const places = this.#places(queue)
    if (places <= 0) return false
    const { fleets, requests } = this.#plant
    return fleets.count === 0 || requests.called[queue]! < places || requests.claims(queue, since, places, NONE) < places
  }

  /** Places that are neither taken nor promised. */
  #places(queue: number): number {
    return this.#plant.tables.queueCapacity[queue]! - this.level[queue]! - this.reserved[queue]!
  }

  /** Those of them on which nobody has a claim who waits to be brought. */
  #openPlaces(queue: number): number {
    const places = this.#places(queue)
    const { fleets, requests } = this.#plant
    return fleets.count === 0 ? places : places - requests.claims(queue, Number.POSITIVE_INFINITY, places, NONE)
  }

  /** Would one of those who stand before it find a place, if no vehicle were called? */
  isContested(queue: number): boolean {
    return this.standing[queue]! > 0 && this.#places(queue) > 0
  }

  #roomAppeared(queue: number) {
    this.#admit(queue)
    if (this.#plant.fleets.count > 0) this.#plant.fleets.lookAll()
    this.#tellReserving(queue)
  }

  #tellReserving(queue: number) {
    if (!this.#plant.tables.reserves) return
    const reserving = this.#plant.tables.stationsReserving[queue]!
    for (let i = 0; i < reserving.length; i++) this.#plant.stations.touchFree(reserving[i]!)
  }

  /** A reservation was given back unused. */
  unreserve(queue: number) {
    this.reserved[queue]!--
    this.#roomAppeared(queue)
  }

  #admit(queue: number) {
    const { units } = this.#plant
    let previous = NONE
    let unit = this.outsideHead[queue]!
    while (unit !== NONE && this.#isOpenSince(queue, units.queuedAt[unit]!)) {
      const next = units.next[unit]!
      if (this.canLeave(unit)) {
        this.takeOutside(queue, unit, previous)
        this.#insert(queue, unit)
        this.#plant.stations.wake(queue)
      } else previous = unit
      unit = next
    }
  }

  /** The unit leaves where it stood: its slot is free, its source may bring the next, its carrier goes on. */
  letGo(unit: number) {
    const { units, sources, doors, tables, legs, leaving } = this.#plant
    const holder = units.holder[unit]!
    const carrier = legs.none ? NONE : legs.carrierOf(holder)
    if (holder >= 0) leaving.leave(holder, unit)
    else if (carrier !== NONE) legs.leaves(carrier)
    else if (holder !== NONE) {
      const source = -2 - holder
      doors.unitUnqueued(tables.places.firstSource + source)
      sources.admitted(source)
    }
    units.holder[unit] = NONE
  }

  #insert(queue: number, unit: number) {
    const { units, tables, doors } = this.#plant
    this.level[queue]!++
    const step = tables.own[units.operation[unit]! * OWN + Own.step]!
    doors.unitQueued(units.serial[unit]!, tables.queuePlace[queue]!, step)
    if (step === NONE) this.#plant.orders.partFinished(unit)
    if (this.dwells) this.#staysInside(queue, unit)
    if (this.#plant.stores.used && this.#plant.stores.isStore(queue)) this.#plant.stores.comes(queue, unit)
    const order = tables.queueOrder[queue]!
    if (order === 'fifo') this.#append(queue, unit)
    else if (order === 'lifo') this.#link(queue, unit, NONE)
    else this.#link(queue, unit, this.#lastBefore(queue, unit, order))
  }

  #append(queue: number, unit: number) {
    const { queuedAt, serial } = this.#plant.units
    const last = this.tail[queue]!
    if (last === NONE) this.isMixed[queue] = 0
    else if (queuedAt[unit]! < queuedAt[last]! || (queuedAt[unit] === queuedAt[last] && serial[unit]! < serial[last]!))
      this.isMixed[queue] = 1
    this.#link(queue, unit, last)
  }

  /** Do those inside stand in the order in which they came, so that nobody waits longer than one before him? */
  isInOrder(queue: number): boolean {
    return this.isMixed[queue] === 0 && this.#plant.tables.queueOrder[queue] === 'fifo'
  }

  /** The last unit that is to be served before this one; ties go first in, first out. */
  #lastBefore(queue: number, unit: number, order: 'priority' | 'edd' | AttributeOrder): number {
    const { units, orders, tables, chance } = this.#plant
    const attribute = typeof order === 'object' ? tables.attributes.number(order.attribute) : NONE
    const rank = (u: number) => {
      if (order === 'priority') return -units.priority[u]!
      if (order === 'edd') return orders.dueOfUnit(u)
      const value = tables.attributes.of(chance, units.product[u]!, units.luck[u]!, attribute)
      return value === NO_VALUE || order.first === 'smallest' ? value : -value
    }
    const own = rank(unit)
    let previous = NONE
    for (let other = this.head[queue]!; other !== NONE && rank(other) <= own; other = units.next[other]!) previous = other
    return previous
  }

  #link(queue: number, unit: number, previous: number) {
    const { units } = this.#plant
    if (previous === NONE) {
      units.next[unit] = this.head[queue]!
      this.head[queue] = unit
    } else {
      units.next[unit] = units.next[previous]!
      units.next[previous] = unit
    }
    if (this.tail[queue] === previous) this.tail[queue] = unit
  }
}
