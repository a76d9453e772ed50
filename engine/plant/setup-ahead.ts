import { NO_TICKET } from '../kernel/calendar.ts'
import type { SimTime } from '../kernel/time.ts'
import { EquipmentState } from '../log/events.ts'
import { NO_DRAW } from './chance.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { Activity } from './stations.ts'
import { NONE, placeIn } from './tables.ts'

/**
 * Slots that have nothing to do and are set up for what comes next: the job that their dispatch list is at, or else the oldest unit in work at a station
 * before them. A set-up ahead that was begun is finished, whatever comes meanwhile.
 *
 *     free, nothing to take ──▶ setup ──▶ free, of the family to come
 */
export class SetupAhead {
  readonly #plant: Plant
  /** station → stations with an operation before one of its own; null where it does not look ahead */
  readonly #before: readonly (Int32Array | null)[]
  /** operation → stations that look ahead to the units in work there */
  readonly #watching: readonly Int32Array[]

  // per slot
  /** The product it is set up for ahead; NONE. */
  product: Int32Array
  ticket: Int32Array
  /** µs that are left while it stands still. */
  left: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, operations, slots } = plant.tables
    const looks = scenario.stations.map(({ anticipate }) => anticipate)
    const ahead = operations.map((operation) => [...new Set(Array.from(operation.ahead, (o) => [...operations[o]!.stations]).flat())])
    this.#watching = ahead.map((stations) => Int32Array.from(stations.filter((station) => looks[station])))
    this.#before = looks.map((does, station) => {
      if (!does) return null
      return Int32Array.from(new Set(operations.flatMap(({ stations }, o) => (ahead[o]!.includes(station) ? [...stations] : []))))
    })
    this.product = new Int32Array(slots).fill(NONE)
    this.ticket = new Int32Array(slots).fill(NO_TICKET)
    this.left = new Float64Array(slots)
  }

  holds(slot: number): boolean {
    return this.product[slot] !== NONE
  }

  /** The slot finds nothing to take. True: it is set up for what comes next. */
  begins(slot: number): boolean {
    const { tables, stations, chance, faults, doors, slotStates, setUps } = this.#plant
    const station = tables.slotStation[slot]!
    const before = this.#before[station]!
    if (before === null) return false
    const product = this.#next(station, before)
    const draw = product === NONE ? NO_DRAW : setUps.ahead(slot, station, product)
    if (draw === NO_DRAW) return false
    this.product[slot] = product
    this.left[slot] = Math.round(chance.next(draw) * faults.timeFactor[station]!)
    doors.setup(true, slot, product, stations.lastProduct[slot]!)
    slotStates.review(slot)
    slotStates.enter(slot, EquipmentState.setup, NONE, NONE)
    return true
  }

  /** A unit begins operation `o`: those after it may get ready. */
  isInWork(o: number) {
    const watching = this.#watching[o]!
    for (let i = 0; i < watching.length; i++) this.#plant.stations.touchFreeSlots(watching[i]!)
  }

  /** It stands still with the slot, and goes on with it. */
  follow(slot: number, stands: boolean) {
    if (!this.holds(slot)) return
    const { calendar } = this.#plant
    if (stands && this.ticket[slot] !== NO_TICKET) {
      this.left[slot] = calendar.due(this.ticket[slot]!) - calendar.now
      calendar.cancel(this.ticket[slot]!)
      this.ticket[slot] = NO_TICKET
    } else if (!stands && this.ticket[slot] === NO_TICKET)
      this.ticket[slot] = calendar.schedule((calendar.now + this.left[slot]!) as SimTime, Phase.completion, slot, Message.setupAheadEnds)
  }

  ends(slot: number) {
    const { tables, stations, doors, quality, campaigns, progress } = this.#plant
    const product = this.product[slot]!
    this.product[slot] = NONE
    this.ticket[slot] = NO_TICKET
    quality.setUp(slot)
    if (campaigns.used) campaigns.setUp(slot)
    stations.family[slot] = tables.productFamily[product]!
    doors.setup(false, slot, product, stations.lastProduct[slot]!)
    progress.resume(slot)
  }

  /** The product that comes next, and for which no idle slot of the station is or gets ready; NONE: it is not known. */
  #next(station: number, before: Int32Array): number {
    const { tables, dispatch, stations, units } = this.#plant
    const job = dispatch.jobAt(station)
    if (job !== null) {
      const product = tables.index.product.get(tables.scenario.orders[job.order]!.product)!
      return this.#isReadyFor(station, product) ? NONE : product
    }
    let oldest = NONE
    for (let i = 0; i < before.length; i++) {
      for (let slot = tables.firstSlot[before[i]!]!; slot < tables.firstSlot[before[i]! + 1]!; slot++) {
        const unit = stations.unit[slot]!
        if (unit === NONE || (stations.activity[slot] !== Activity.setup && stations.activity[slot] !== Activity.working)) continue
        if (oldest !== NONE && units.serial[oldest]! < units.serial[unit]!) continue
        if (this.#comesHere(stations.operation[slot]!, station) && !this.#isReadyFor(station, units.product[unit]!)) oldest = unit
      }
    }
    return oldest === NONE ? NONE : units.product[oldest]!
  }

  #comesHere(o: number, station: number): boolean {
    const { operations } = this.#plant.tables
    const { ahead } = operations[o]!
    for (let i = 0; i < ahead.length; i++) if (placeIn(operations[ahead[i]!]!.stations, station) !== NONE) return true
    return false
  }

  #isReadyFor(station: number, product: number): boolean {
    const { tables, stations } = this.#plant
    const family = tables.productFamily[product]!
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (stations.unit[slot] !== NONE) continue
      if (this.holds(slot) ? tables.productFamily[this.product[slot]!] === family : stations.family[slot] === family) return true
    }
    return false
  }
}
