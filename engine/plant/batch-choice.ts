import { longer } from '../kernel/longer.ts'
import { EquipmentState } from '../log/events.ts'
import type { Dispatch, Job } from './dispatch.ts'
import type { Plant } from './plant.ts'
import { type BatchTable, NONE } from './tables.ts'

/**
 * Brings batches together for stations that work in them. Units that wait in a buffer wait there until their batch is complete, and are taken all at
 * once; those that are handed over directly have no other place to wait, and come into the slot one by one. A batch is complete when it is full,
 * or has `min` units and has waited `maxWait` for more, or as its `onTimeout` says: SPEC.md [B2], [B3].
 */
export class BatchChoice {
  readonly #plant: Plant
  readonly #dispatch: Dispatch

  // Groups of units that may be in one batch, as found by one look at the queues: the one to go first, where it is, how many, since when.
  #leader = new Int32Array(16)
  #list = new Int32Array(16)
  #previous = new Int32Array(16)
  #count = new Int32Array(16)
  #since = new Float64Array(16)
  #groups = 0
  /** Of all units that are handed over directly, the one to go first; NONE. */
  #direct = NONE
  #directList = NONE
  #directPrevious = NONE

  // the next member found for a batch
  #mate = NONE
  #mateList = NONE
  #matePrevious = NONE

  constructor(plant: Plant, dispatch: Dispatch) {
    this.#plant = plant
    this.#dispatch = dispatch
  }

  /** Begins a batch in a free slot; false: there is none to begin, and the dispatch's `reason` says why. */
  take(slot: number, job: Job | null): boolean {
    const { tables } = this.#plant
    const station = tables.slotStation[slot]!
    this.#fillThoseBegun(station, job)
    this.#dispatch.asksFor(slot)
    this.#look(slot, station, job)
    const group = this.#complete(slot, station, job)
    if (group === NONE && this.#direct !== NONE) this.#load(slot, station, job, this.#direct, this.#directList, this.#directPrevious)
    else if (group === NONE) {
      for (let g = 0; g < this.#groups; g++)
        if (this.#isRejected(g, station, job)) return this.#reject(slot, station, this.#leader[g]!, job)
      return false
    } else this.#load(slot, station, job, this.#leader[group]!, this.#list[group]!, this.#previous[group]!)
    this.gather(slot, job)
    return true
  }

  /** Other slots of the station that have begun a batch come first. */
  #fillThoseBegun(station: number, job: Job | null) {
    const { stations, batches, tables } = this.#plant
    if (stations.gathering === 0) return
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (stations.gathers(slot) && batches!.count[slot]! > 0) this.gather(slot, job)
    }
  }

  /** More members for the batch in the slot, which starts if that makes it complete. */
  gather(slot: number, job: Job | null) {
    const { tables, batches, batchWork, slotStates, units, calendar } = this.#plant
    const station = tables.slotStation[slot]!
    const first = batches!.unit(slot, 0)
    const rule = batches!.ruleOf(first, station)
    this.#dispatch.asksFor(slot)
    this.#dispatch.missing = NONE
    for (;;) {
      const count = batches!.count[slot]!
      if (count >= this.#most(rule, first, station, job, count)) break
      this.#findMate(slot, station, first, job, NONE)
      if (this.#mate === NONE) break
      this.#load(slot, station, job, this.#mate, this.#mateList, this.#matePrevious)
    }
    const count = batches!.count[slot]!
    const most = this.#most(rule, first, station, job, count)
    const since = batches!.since[slot]!
    if (this.#isComplete(rule, count, most, since)) return batchWork!.start(slot)
    if (rule.onTimeout === 'reject' && calendar.now - since >= rule.maxWait) return batchWork!.reject(slot)
    this.#wakeLater(rule, count, most, since, station)
    const missing = this.#dispatch.missing === NONE ? this.#item(units.product[first]!) : this.#dispatch.missing
    slotStates.enter(slot, EquipmentState.waiting, first, missing)
  }

  /** Groups all units that wait for the station and could start by which of them may be in one batch. */
  #look(slot: number, station: number, job: Job | null) {
    const { tables, units, batches } = this.#plant
    const feeding = tables.queuesFeeding[station]!
    this.#groups = 0
    this.#direct = NONE
    for (let l = 0; l < 2 * feeding.length; l++) {
      const list = 2 * feeding[l >> 1]! + (l & 1)
      let previous = NONE
      for (let unit = this.#head(list, job); unit !== NONE; unit = units.next[unit]!) {
        if (this.#isCandidate(unit, list, station, job)) {
          const group = this.#groupOf(unit, station)
          if (group === this.#groups) this.#open(group, unit, list, previous)
          else if (this.#dispatch.goesBefore(unit, this.#leader[group]!, station, slot)) {
            this.#leader[group] = unit
            this.#list[group] = list
            this.#previous[group] = previous
          }
          if (
            tables.queueCapacity[list >> 1] === 0 &&
            (this.#direct === NONE || this.#dispatch.goesBefore(unit, this.#direct, station, slot))
          ) {
            this.#direct = unit
            this.#directList = list
            this.#directPrevious = previous
          }
          this.#count[group]!++
          this.#since[group] = Math.min(this.#since[group]!, units.queuedAt[unit]!)
          // First come, first served from one queue: nobody goes before a full batch of the first, if that wants nothing else.
          if (
            group === 0 &&
            feeding.length === 1 &&
            this.#dispatch.isFifo(station) &&
            this.#count[0]! >= batches!.ruleOf(unit, station).max &&
            this.#needsNothing(unit, station)
          )
            return
        }
        previous = unit
      }
    }
  }

  /** Neither a kit, which may be there for some of the batch only, nor room or leave to start. */
  #needsNothing(unit: number, station: number): boolean {
    const { tables, units, release } = this.#plant
    const { components } = tables.operations[units.operation[unit]!]!
    return components.length === 0 && !this.#dispatch.reserves(station) && release.asks[station] === 0
  }

  /** A list is a queue's inside (2 × queue) or who stands before it (2 × queue + 1): before a buffer only a job of a dispatch list looks. */
  #head(list: number, job: Job | null): number {
    const { tables, queues } = this.#plant
    const queue = list >> 1
    if (isInside(list)) return queues.head[queue]!
    return job === null && tables.queueCapacity[queue]! > 0 ? NONE : queues.outsideHead[queue]!
  }

  #isCandidate(unit: number, list: number, station: number, job: Job | null): boolean {
    if (!isInside(list) && !this.#plant.queues.canLeave(unit)) return false
    return (job === null || this.#dispatch.isOfJob(unit, job)) && this.#dispatch.canStart(unit, station)
  }

  #groupOf(unit: number, station: number): number {
    const { batches } = this.#plant
    for (let g = 0; g < this.#groups; g++) if (batches!.areMates(this.#leader[g]!, unit, station)) return g
    return this.#groups
  }

  #open(group: number, unit: number, list: number, previous: number) {
    if (group === this.#leader.length) this.#grow()
    this.#groups++
    this.#leader[group] = unit
    this.#list[group] = list
    this.#previous[group] = previous
    this.#count[group] = 0
    this.#since[group] = Number.POSITIVE_INFINITY
  }

  /** The group that goes first of those of which a batch is complete; NONE. */
  #complete(slot: number, station: number, job: Job | null): number {
    const { batches, tables, units, queues, items, routing, release } = this.#plant
    const dispatch = this.#dispatch
    let best = NONE
    for (let g = 0; g < this.#groups; g++) {
      const leader = this.#leader[g]!
      const rule = batches!.ruleOf(leader, station)
      const operation = tables.operations[units.operation[leader]!]!
      const most = this.#most(rule, leader, station, job, 0)
      const next = dispatch.reserves(station) ? routing.ahead(leader, units.operation[leader]!) : NONE
      const room = next >= 0 ? queues.placesAhead(tables.queueOfOperation[next]!, slot) : most
      const ahead = release.asks[station] === 1 ? Math.min(room, release.mayStartCount(units.operation[leader]!)) : room
      const kits = operation.components.length > 0 ? items.kits(operation.components) : most
      const count = this.#count[g]!
      if (this.#isComplete(rule, Math.min(count, ahead, kits), most, this.#since[g]!)) {
        if (best === NONE || dispatch.goesBefore(leader, this.#leader[best]!, station, slot)) best = g
        continue
      }
      this.#wakeLater(rule, count, most, this.#since[g]!, station)
      if (dispatch.reason === EquipmentState.waiting && dispatch.missing !== NONE) continue
      const isComplete = this.#isComplete(rule, count, most, this.#since[g]!)
      if (isComplete && ahead < Math.min(count, kits)) {
        if (dispatch.reason === EquipmentState.starved) dispatch.reason = EquipmentState.blocked
      } else {
        dispatch.reason = EquipmentState.waiting
        dispatch.missing = isComplete ? items.scarcest(operation.components) : this.#item(operation.product)
      }
    }
    return best
  }

  /** The next unit for the batch of `first`, other than `but`: by the rule, then by who waits longest. */
  #findMate(slot: number, station: number, first: number, job: Job | null, but: number) {
    const { tables, units, batches } = this.#plant
    const feeding = tables.queuesFeeding[station]!
    const isFifo = this.#dispatch.isFifo(station)
    this.#mate = NONE
    for (let l = 0; l < 2 * feeding.length; l++) {
      const list = 2 * feeding[l >> 1]! + (l & 1)
      let previous = NONE
      for (let unit = this.#head(list, job); unit !== NONE; unit = units.next[unit]!) {
        if (unit !== but && batches!.areMates(first, unit, station) && this.#isCandidate(unit, list, station, job)) {
          if (this.#mate === NONE || this.#dispatch.goesBefore(unit, this.#mate, station, slot)) {
            this.#mate = unit
            this.#mateList = list
            this.#matePrevious = previous
          }
          if (isFifo) break
        }
        previous = unit
      }
    }
  }

  #load(slot: number, station: number, job: Job | null, unit: number, list: number, previous: number) {
    const { queues, batchWork } = this.#plant
    if (job !== null) this.#dispatch.started[station]!++
    if (isInside(list)) queues.takeInside(list >> 1, unit, previous)
    else queues.takeOutside(list >> 1, unit, previous)
    batchWork!.load(slot, unit)
    if (job !== null) this.#dispatch.listMoves(station, job)
  }

  /** How many its batch will be at most, `loaded` of them already: no more than a job or a listed order of its own still brings. */
  #most(rule: BatchTable, unit: number, station: number, job: Job | null, loaded: number): number {
    const { orders, units, tables } = this.#plant
    const { step } = tables.operations[units.operation[unit]!]!
    const order = orders.orderOf(unit)
    if (job !== null) {
      if (!this.#dispatch.isOfJob(unit, job)) return loaded
      const left = Math.min(job.quantity - this.#dispatch.started[station]!, orders.unitsToCome(order, step))
      return Math.min(rule.max, loaded + left)
    }
    return rule.byOrder && orders.isListed(order) ? Math.min(rule.max, loaded + orders.unitsToCome(order, step)) : rule.max
  }

  #isComplete(rule: BatchTable, count: number, most: number, since: number): boolean {
    if (count === 0) return false
    if (count >= most) return true
    if (rule.maxWait > 0 && this.#plant.calendar.now - since < rule.maxWait) return false
    return count >= rule.min || rule.onTimeout === 'release'
  }

  #wakeLater(rule: BatchTable, count: number, most: number, since: number, station: number) {
    const { calendar, batches } = this.#plant
    const due = since + rule.maxWait
    if (due > calendar.now && (count >= Math.min(rule.min, most) || rule.onTimeout !== 'wait')) batches!.wakeAt(station, due)
  }

  #isRejected(group: number, station: number, job: Job | null): boolean {
    const { batches, calendar } = this.#plant
    const leader = this.#leader[group]!
    const rule = batches!.ruleOf(leader, station)
    if (rule.onTimeout !== 'reject' || calendar.now - this.#since[group]! < rule.maxWait) return false
    return this.#count[group]! < Math.min(rule.min, this.#most(rule, leader, station, job, 0))
  }

  /** Scraps the units of the batch that would have been this one's. Then the slot looks again. */
  #reject(slot: number, station: number, leader: number, job: Job | null): boolean {
    const { queues, departures, settling, tables, units } = this.#plant
    for (let unit = NONE; unit !== leader; ) {
      this.#findMate(slot, station, leader, job, leader)
      unit = this.#mate === NONE ? leader : this.#mate
      const queue = tables.queueOfOperation[units.operation[unit]!]!
      const previous = queues.before(queue, unit)
      if (previous === NONE && queues.head[queue] !== unit) queues.takeOutside(queue, unit, queues.beforeOutside(queue, unit))
      else queues.takeInside(queue, unit, previous)
      departures.giveUp(unit, station)
    }
    settling.touch(slot)
    return false
  }

  /** A batch waits for more of the product of its first unit: that is what is missing. */
  #item(product: number): number {
    return this.#plant.tables.places.firstProductItem + product
  }

  #grow() {
    const length = 2 * this.#leader.length
    this.#leader = longer(this.#leader, length)
    this.#list = longer(this.#list, length)
    this.#previous = longer(this.#previous, length)
    this.#count = longer(this.#count, length)
    this.#since = longer(this.#since, length)
  }
}

const isInside = (list: number) => (list & 1) === 0
