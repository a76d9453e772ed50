import type { Scenario } from '../../scenarios/model.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { EquipmentState } from '../log/events.ts'
import { BatchChoice } from './batch-choice.ts'
import { NO_DRAW } from './chance.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { Ranking } from './ranking.ts'
import { here, NONE, placeIn } from './tables.ts'

export interface Job {
  readonly order: number
  readonly step: number
  readonly quantity: number
  readonly notBefore: SimTime
}

/**
 * Chooses the next unit for a free slot: by the station's dispatch list while it has one, else by its rule among all units that wait for it.
 * A unit whose kit is not complete is passed over. `reason` and `missing` say why nothing was taken.
 */
export class Dispatch {
  readonly #plant: Plant
  readonly #jobs: readonly (readonly Job[])[]
  readonly #ranking: Ranking
  readonly #reserves: readonly boolean[]
  /** station → the queue it serves, where first come, first served is all there is to it; NONE elsewhere */
  readonly #onlyQueue: Int32Array
  /** Station → 1: any unit that waits for it can start, so that nobody asks. */
  readonly #takesAny: Uint8Array
  /** station → its only queue, where it takes any unit of it and its rule only avoids set-ups; NONE */
  readonly #familyQueue: Int32Array
  readonly #hasJobs: Uint8Array
  readonly #mustFit: readonly boolean[]
  /** buffer → calendar in which units are taken out; NONE */
  readonly #closes: Int32Array
  /** The slot that decides. */
  #slot = NONE
  readonly #batches: BatchChoice
  /** May parts come while the unit stands in the station? Where that works in batches they are there before. */
  readonly #mayCollect: boolean[]
  /** station → first job not done */
  position: Int32Array
  /** station → units started of that job */
  started: Int32Array
  reason: EquipmentState = EquipmentState.starved
  /** The item that is missing, where the reason is `waiting`. */
  missing = NONE

  // the unit found by a search, and where
  #found = NONE
  #queue = NONE
  #previous = NONE
  #inside = false
  /** Does it look for a unit to call out of a store? */
  #isCall = false

  constructor(plant: Plant) {
    this.#plant = plant
    this.#batches = new BatchChoice(plant, this)
    const { scenario, index } = plant.tables
    const jobs: Job[][] = scenario.stations.map(() => [])
    for (const { station, jobs: list } of scenario.dispatch) {
      for (const { order, operation, quantity, notBefore } of list) {
        const o = index.order.get(order)!
        const product = index.product.get(scenario.orders[o]!.product)!
        const step = scenario.products[product]!.route.findIndex(({ id }) => id === operation)
        jobs[index.station.get(station)!]!.push({ order: o, step, quantity, notBefore: seconds(notBefore) })
      }
    }
    this.#jobs = jobs
    this.#ranking = new Ranking(plant)
    this.#onlyQueue = Int32Array.from(scenario.stations, (station, s) =>
      station.rule === 'fifo' && plant.tables.queuesFeeding[s]!.length === 1 && takesAny(plant, station, s)
        ? plant.tables.queuesFeeding[s]![0]!
        : NONE,
    )
    this.#familyQueue = Int32Array.from(scenario.stations, (station, s) => {
      const [queue, another] = plant.tables.queuesFeeding[s]!
      const isAlone = queue !== undefined && another === undefined && plant.tables.queueCapacity[queue]! > 0
      return isAlone && this.#ranking.onlyAvoidsSetups(s) && takesAny(plant, station, s) ? queue : NONE
    })
    this.#takesAny = Uint8Array.from(scenario.stations, (station, s) => (takesAny(plant, station, s) ? 1 : 0))
    this.#hasJobs = Uint8Array.from(jobs, (list) => (list.length > 0 ? 1 : 0))
    this.#mustFit = scenario.stations.map(({ mustFit }) => mustFit)
    this.#closes = Int32Array.from(scenario.buffers, ({ calendar }) => (calendar === null ? NONE : index.calendar.get(calendar)!))
    this.#reserves = scenario.stations.map(
      ({ blockingBeforeService, occupiedWhileBlocked }) => blockingBeforeService && !occupiedWhileBlocked,
    )
    this.#mayCollect = scenario.stations.map(() => true)
    for (const { at, stations, splits } of plant.tables.operations) {
      at.forEach(({ batch }, i) => {
        if (batch !== null || splits.length > 0) this.#mayCollect[stations[i]!] = false
      })
    }
    this.position = new Int32Array(scenario.stations.length)
    this.started = new Int32Array(scenario.stations.length)
  }

  begin() {
    const { calendar } = this.#plant
    this.#jobs.forEach((jobs, station) => {
      for (const notBefore of new Set(jobs.map(({ notBefore }) => notBefore))) {
        if (notBefore > 0) calendar.schedule(notBefore, Phase.arrival, station, Message.jobMayStart)
      }
    })
  }

  /** Seats the next unit in the slot; false: there is none, and `reason` says why. */
  take(slot: number): boolean {
    const { tables, queues, seating, units, routing } = this.#plant
    const station = tables.slotStation[slot]!
    this.#slot = slot
    this.reason = EquipmentState.starved
    this.missing = NONE
    this.#found = NONE
    const job = this.#hasJobs[station] === 0 ? null : this.#currentJob(station)
    const { batches } = this.#plant
    if (batches !== null && batches.most[station]! > 0) {
      if (this.#batches.take(slot, job)) return true
    } else if (job === null) {
      const queue = this.#onlyQueue[station]!
      if (queue !== NONE) this.#first(queue)
      else this.#byRule(station, slot)
    } else this.#byList(station, job)
    if (this.#found === NONE) {
      if (this.#plant.stores.used) this.#callFromStore(slot, station, job)
      if (this.reason === EquipmentState.starved && this.#nothingPlanned()) this.reason = EquipmentState.idle
      return false
    }
    const unit = this.#found
    if (job !== null) this.started[station]!++
    if (this.#reserves[station]) routing.fix(unit, units.operation[unit]!)
    if (this.#inside) queues.takeInside(this.#queue, unit, this.#previous)
    else queues.takeOutside(this.#queue, unit, this.#previous)
    seating.seat(slot, unit)
    if (job !== null) this.listMoves(station, job)
    if (this.#plant.stores.used) this.#callFromStore(slot, station, job)
    return true
  }

  /** A station that may be at work calls for what it will take next. */
  callAhead(station: number) {
    const slot = this.#plant.tables.firstSlot[station]!
    this.#slot = slot
    this.#callFromStore(slot, station, this.#jobs[station]!.length === 0 ? null : this.#currentJob(station))
  }

  /** What the station would take next of what lies in bins is fetched for it: SPEC.md [W4]. */
  #callFromStore(slot: number, station: number, job: Job | null) {
    const { stores } = this.#plant
    const { reason, missing } = this
    this.#isCall = true
    while (stores.mayCall(station)) {
      this.#found = NONE
      if (job === null) this.#byRule(station, slot)
      else this.#byList(station, job)
      if (this.#found === NONE || !this.#inside) break
      stores.call(this.#queue, this.#found, station)
    }
    this.#isCall = false
    this.#found = NONE
    this.reason = reason
    this.missing = missing
  }

  /** The priority of the unit that the slot would take; −Infinity: there is none, or a list decides. */
  urgencyFor(slot: number): number {
    const { tables, units } = this.#plant
    const station = tables.slotStation[slot]!
    if (this.#jobs[station]!.length > 0 && this.#currentJob(station) !== null) return Number.NEGATIVE_INFINITY
    this.#slot = slot
    this.#found = NONE
    this.#byRule(station, slot)
    return this.#found === NONE ? Number.NEGATIVE_INFINITY : units.priority[this.#found]!
  }

  /** From here on it is this slot that asks for units. */
  asksFor(slot: number) {
    this.#slot = slot
  }

  /** A batch that gathers in the slot takes what came for it, and starts if it is complete. */
  gather(slot: number) {
    const station = this.#plant.tables.slotStation[slot]!
    this.#batches.gather(slot, this.#jobs[station]!.length === 0 ? null : this.#currentJob(station))
  }

  /** The job that the station's list is at, without moving the list on; null: its rule decides. */
  jobAt(station: number): Job | null {
    const position = this.position[station]!
    const isOpen = ({ order, step, quantity }: Job, at: number) =>
      at >= position && (at > position || this.started[station]! < quantity) && this.#plant.orders.stillToCome(order, step)
    return this.#jobs[station]!.find(isOpen) ?? null
  }

  /** A slot has taken a unit of the job: with the last of them the list moves on, and there may be work for other slots. */
  listMoves(station: number, job: Job) {
    if (this.started[station]! < job.quantity) return
    const { tables, stations, settling } = this.#plant
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++)
      if (stations.unit[slot] === NONE) settling.touch(slot)
  }

  /** The first job that is not done; null: the list is at its end, or there is none. */
  #currentJob(station: number): Job | null {
    const jobs = this.#jobs[station]!
    while (this.position[station]! < jobs.length) {
      const job = jobs[this.position[station]!]!
      if (this.started[station]! < job.quantity && this.#plant.orders.stillToCome(job.order, job.step)) return job
      this.position[station]!++
      this.started[station] = 0
    }
    return null
  }

  #byList(station: number, job: Job) {
    const { calendar, tables, queues, units } = this.#plant
    if (calendar.now < job.notBefore) return
    for (const queue of tables.queuesFeeding[station]!) {
      for (const inside of [true, false]) {
        let previous = NONE
        for (let unit = inside ? queues.head[queue]! : queues.outsideHead[queue]!; unit !== NONE; unit = units.next[unit]!) {
          const fits = units.order[unit] === job.order && tables.operations[units.operation[unit]!]!.step === job.step
          if (fits && (inside || queues.canLeave(unit)) && this.canStart(unit, station)) return this.#find(unit, queue, previous, inside)
          previous = unit
        }
      }
    }
  }

  /** The one that is next in the queue, when any unit of it will do. */
  #first(queue: number) {
    const { tables, queues, units } = this.#plant
    if (tables.queueCapacity[queue]! > 0) {
      if (queues.head[queue] !== NONE) this.#find(queues.head[queue]!, queue, NONE, true)
      return
    }
    let previous = NONE
    for (let unit = queues.outsideHead[queue]!; unit !== NONE; unit = units.next[unit]!) {
      if (queues.canLeave(unit)) return this.#find(unit, queue, previous, false)
      previous = unit
    }
  }

  /** Best of all units that wait: by the rule, then by who waits longest, then by who was created first. */
  #byRule(station: number, slot: number) {
    const { tables, queues, units } = this.#plant
    const familyQueue = this.#familyQueue[station]!
    if (familyQueue !== NONE && queues.isInOrder(familyQueue)) return this.#firstOfFamily(familyQueue, this.#plant.stations.family[slot]!)
    const feeding = tables.queuesFeeding[station]!
    const ranks = this.#ranking.ranks(station)
    const takesAny = this.#takesAny[station] === 1
    for (let f = 0; f < feeding.length; f++) {
      const queue = feeding[f]!
      const inside = tables.queueCapacity[queue]! > 0
      let previous = NONE
      for (let unit = inside ? queues.head[queue]! : queues.outsideHead[queue]!; unit !== NONE; unit = units.next[unit]!) {
        if ((inside || queues.canLeave(unit)) && (takesAny || this.canStart(unit, station))) {
          const order = ranks ? this.#ranking.compare(unit, this.#found === NONE, station, slot) : 0
          if (order < 0 || (order === 0 && this.#waitsLonger(unit, this.#found))) this.#find(unit, queue, previous, inside)
          // The queue's own order is kept: behind the first that can start, only a rule may look, and not behind one that nobody can beat.
          if (!ranks || (order < 0 && inside && this.#ranking.isUnbeatable(station) && queues.isInOrder(queue))) break
        }
        previous = unit
      }
    }
  }

  /** The first in the queue for which the slot is set up, or else the first of all. */
  #firstOfFamily(queue: number, family: number) {
    const { tables, queues, units } = this.#plant
    const { productFamily } = tables
    const { next, product } = units
    const head = queues.head[queue]!
    let previous = NONE
    let unit = head
    while (unit !== NONE && productFamily[product[unit]!] !== family) {
      previous = unit
      unit = next[unit]!
    }
    if (unit !== NONE) this.#find(unit, queue, previous, true)
    else if (head !== NONE) this.#find(head, queue, NONE, true)
  }

  /** By the station's rule, then by who waits longest. */
  goesBefore(unit: number, other: number, station: number, slot: number): boolean {
    const ranking = this.#ranking
    if (!ranking.ranks(station)) return this.#waitsLonger(unit, other)
    ranking.compare(other, true, station, slot)
    const order = ranking.compare(unit, false, station, slot)
    return order < 0 || (order === 0 && this.#waitsLonger(unit, other))
  }

  isFifo(station: number): boolean {
    return !this.#ranking.ranks(station)
  }

  /** Must room ahead be reserved before the station starts? */
  reserves(station: number): boolean {
    return this.#reserves[station]!
  }

  isOfJob(unit: number, { order, step, notBefore }: Job): boolean {
    const { units, orders, tables, calendar } = this.#plant
    return orders.orderOf(unit) === order && tables.operations[units.operation[unit]!]!.step === step && calendar.now >= notBefore
  }

  #find(unit: number, queue: number, previous: number, inside: boolean) {
    this.#found = unit
    this.#queue = queue
    this.#previous = previous
    this.#inside = inside
  }

  #waitsLonger(unit: number, other: number): boolean {
    if (other === NONE) return true
    const { queuedAt, serial } = this.#plant.units
    return queuedAt[unit]! < queuedAt[other]! || (queuedAt[unit] === queuedAt[other] && serial[unit]! < serial[other]!)
  }

  /** Out of hours nobody takes units out of a buffer. */
  #isClosed(queue: number): boolean {
    const calendar = queue < this.#closes.length ? this.#closes[queue]! : NONE
    return calendar !== NONE && this.#plant.shifts.working[calendar] === 0
  }

  /** Can this station do its operation, is the kit complete, and is there room ahead where that is asked for? */
  canStart(unit: number, station: number): boolean {
    const { tables, units, items, queues, routing, pallets } = this.#plant
    const o = units.operation[unit]!
    const operation = tables.operations[o]!
    const { stations } = operation
    if (this.#isClosed(tables.queueOfOperation[o]!)) return false
    if (stations[0] !== station && (stations.length === 1 || placeIn(stations, station) === NONE)) return false
    if (pallets.used && pallets.missing(unit, o) !== NONE) {
      this.reason = EquipmentState.waiting
      this.missing = -2 - tables.scenario.crews.length - pallets.missing(unit, o)
      return false
    }
    if (operation.components.length > 0) {
      const missing = items.missing(operation.components)
      if (missing !== NONE) {
        this.reason = EquipmentState.waiting
        this.missing = missing
        return false
      }
    }
    if (queues.dwells && !queues.isReady(unit)) return false
    if (this.#plant.stores.used && !this.#plant.stores.isAvailable(tables.queueOfOperation[o]!, unit, this.#isCall)) return false
    if (this.#mustFit[station] && !this.#fits(unit, station)) {
      if (this.reason === EquipmentState.starved) this.reason = EquipmentState.waiting
      return false
    }
    if (this.#plant.release.asks[station] === 1 && !this.#plant.release.mayStart(o)) {
      if (this.reason === EquipmentState.starved) this.reason = EquipmentState.blocked
      return false
    }
    if (operation.parts.length > 0 && !(operation.isProgressive && this.#mayCollect[station])) {
      const missing = this.#plant.assembly!.missing(unit, operation)
      if (missing !== NONE) {
        this.reason = EquipmentState.waiting
        this.missing = missing
        return false
      }
    }
    if (this.#reserves[station]) {
      const ahead = routing.ahead(unit, o)
      if (ahead >= 0 && !queues.canReserve(tables.queueOfOperation[ahead]!, this.#slot)) {
        if (this.reason === EquipmentState.starved) this.reason = EquipmentState.blocked
        return false
      }
    }
    return true
  }

  /** Is the operation, with its set-up, planned to be done before the pause? */
  #fits(unit: number, station: number): boolean {
    const { tables, units, chance, shifts, setUps } = this.#plant
    const { planned } = here(tables.operations[units.operation[unit]!]!, station)
    const draw = setUps.ahead(this.#slot, station, units.product[unit]!)
    return shifts.fits(station, planned + (draw === NO_DRAW ? 0 : chance.mean(draw)))
  }

  #nothingPlanned(): boolean {
    const { tables, orders } = this.#plant
    return tables.worksToOrder && orders.open === 0
  }
}

/** Every unit in the queues of the station is for it, and needs nothing else to start. */
function takesAny(
  { tables, release }: Plant,
  { blockingBeforeService, mustFit, preempt }: Scenario['stations'][number],
  station: number,
): boolean {
  const feeding = tables.queuesFeeding[station]!
  if (release.asks[station] === 1 || preempt !== null || blockingBeforeService || mustFit) return false
  return feeding.every((queue) => {
    const buffer = tables.scenario.buffers[queue]
    if (tables.queueDwell[queue] !== NO_DRAW || (buffer !== undefined && (buffer.calendar !== null || buffer.store != null))) return false
    return tables.operationsOfQueue[queue]!.every((o) => {
      const { stations, components, parts, takesPallet } = tables.operations[o]!
      return stations.includes(station) && components.length + parts.length === 0 && !takesPallet
    })
  })
}
