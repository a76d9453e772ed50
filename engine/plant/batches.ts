import { NO_TICKET } from '../kernel/calendar.ts'
import type { SimTime } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { type BatchTable, here, NONE, placeIn } from './tables.ts'

/**
 * Who is in a batch. A slot of a station that works in batches holds its members here, in the order in which they came; it starts, works and stands
 * still with all of them, and they leave one by one.
 *
 *     free ──first member──▶ gathering ──complete──▶ set-up, work ──▶ done ──the last has left──▶ free
 */
export class Batches {
  readonly #plant: Plant
  /** station → the most that one slot holds; 0: it does not work in batches */
  readonly most: Int32Array
  /** slot → its first place in `members` */
  readonly first: Int32Array

  /** Units, slot by slot, and the queue ahead in which each has a place reserved (NONE). */
  members: Int32Array
  reservation: Int32Array
  /** slot → how many are in it */
  count: Int32Array
  /** slot → since when the first member of what it gathers waits, µs */
  since: Float64Array
  /** station → when it is to look again, because a batch has waited long enough */
  wake: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { slots, slotStation, operations, scenario } = plant.tables
    this.most = new Int32Array(scenario.stations.length)
    const room = new Int32Array(scenario.stations.length)
    for (const { stations, at, splits } of operations) {
      const born = splits.reduce((sum, { quantity }) => sum + quantity, 0)
      at.forEach(({ batch }, i) => {
        const station = stations[i]!
        if (batch === null && born === 0) return
        const most = batch?.max ?? 1
        this.most[station] = Math.max(this.most[station]!, most)
        room[station] = Math.max(room[station]!, most * (1 + born))
      })
    }
    this.first = new Int32Array(slots)
    let places = 0
    for (let slot = 0; slot < slots; slot++) {
      this.first[slot] = places
      places += room[slotStation[slot]!]!
    }
    this.members = new Int32Array(places).fill(NONE)
    this.reservation = new Int32Array(places).fill(NONE)
    this.count = new Int32Array(slots)
    this.since = new Float64Array(slots)
    this.wake = new Int32Array(scenario.stations.length).fill(NO_TICKET)
  }

  /** The rule for this unit's operation at the station; one by one where there is none. */
  ruleOf(unit: number, station: number): BatchTable {
    const { tables, units } = this.#plant
    const operation = tables.operations[units.operation[unit]!]!
    return placeIn(operation.stations, station) !== NONE ? (here(operation, station).batch ?? ONE_BY_ONE) : ONE_BY_ONE
  }

  /** May the two be in one batch? */
  areMates(one: number, other: number, station: number): boolean {
    const rule = this.ruleOf(one, station)
    if (rule === ONE_BY_ONE || rule !== this.ruleOf(other, station)) return false
    const { tables, units } = this.#plant
    const [a, b] = [units.product[one]!, units.product[other]!]
    if (rule.byProduct && a !== b) return false
    if (rule.byFamily && tables.productFamily[a] !== tables.productFamily[b]) return false
    if (rule.byOrder && units.order[one] !== units.order[other]) return false
    if (rule.byPriority && units.priority[one] !== units.priority[other]) return false
    return !rule.byOperation || tables.operations[units.operation[one]!]!.name === tables.operations[units.operation[other]!]!.name
  }

  /** Do all that are in the slot, and are done there, go on at this very station, with no batch begun for them elsewhere? Then they may stay in it together. */
  staysTogether(slot: number): boolean {
    const { tables, units, stations, legs } = this.#plant
    const station = tables.slotStation[slot]!
    if (this.count[slot] === 0 || !stations.holdsFinished(slot)) return false
    for (let member = 0; member < this.count[slot]!; member++) {
      const unit = this.unit(slot, member)
      if (units.holder[unit] !== slot || placeIn(tables.operations[units.operation[unit]!]!.stations, station) === NONE) return false
      // One that is to ride waits for its carrier, not for this station.
      if (units.operation[unit] !== stations.operation[slot] && legs.of(unit) !== NONE) return false
    }
    return this.count[slot]! <= this.ruleOf(this.unit(slot, 0), station).max && !this.#isBegunElsewhere(slot, station)
  }

  /** Does another slot of the station gather a batch that the first in this one may join? */
  #isBegunElsewhere(slot: number, station: number): boolean {
    const { stations, tables } = this.#plant
    if (stations.gathering === 0) return false
    const unit = this.unit(slot, 0)
    for (let other = tables.firstSlot[station]!; other < tables.firstSlot[station + 1]!; other++) {
      if (other !== slot && stations.gathers(other) && this.count[other]! > 0 && this.areMates(this.unit(other, 0), unit, station))
        return true
    }
    return false
  }

  unit(slot: number, member: number): number {
    return this.members[this.first[slot]! + member]!
  }

  add(slot: number, unit: number) {
    const at = this.first[slot]! + this.count[slot]!++
    this.members[at] = unit
    this.reservation[at] = NONE
  }

  /** Takes a member out; those behind move up. */
  remove(slot: number, member: number) {
    const from = this.first[slot]! + member
    const to = this.first[slot]! + --this.count[slot]!
    for (let at = from; at < to; at++) {
      this.members[at] = this.members[at + 1]!
      this.reservation[at] = this.reservation[at + 1]!
    }
    this.members[to] = this.reservation[to] = NONE
  }

  memberOf(slot: number, unit: number): number {
    const { members, first, count } = this
    for (let member = 0; member < count[slot]!; member++) if (members[first[slot]! + member] === unit) return member
    throw new Error(`batches: unit ${unit} is not in slot ${slot}`)
  }

  /** A place ahead for this member. */
  reserve(slot: number, member: number, queue: number) {
    this.reservation[this.first[slot]! + member] = queue
    this.#plant.queues.reserved[queue]!++
  }

  /** The queue in which the member has a place, which it gives up; NONE. */
  reservationOf(slot: number, member: number): number {
    return this.reservation[this.first[slot]! + member]!
  }

  takeReservation(slot: number, member: number): number {
    const at = this.first[slot]! + member
    const queue = this.reservation[at]!
    this.reservation[at] = NONE
    return queue
  }

  /** The station looks again at this moment, when everything else of that tick has settled. */
  wakeAt(station: number, at: number) {
    const { calendar } = this.#plant
    const ticket = this.wake[station]!
    if (ticket !== NO_TICKET) {
      if (calendar.due(ticket) <= at) return
      calendar.cancel(ticket)
    }
    this.wake[station] = calendar.schedule(at as SimTime, Phase.dispatch, station, Message.batchDue)
  }

  due(station: number) {
    this.wake[station] = NO_TICKET
    this.#plant.stations.touchFreeSlots(station)
  }
}

/** Operations without a rule of their own at a station that works in batches. */
export const ONE_BY_ONE: BatchTable = {
  min: 1,
  max: 1,
  maxWait: 0,
  onTimeout: 'wait',
  byProduct: false,
  byOperation: false,
  byFamily: false,
  byOrder: false,
  byPriority: false,
}
