import { Disposition, EquipmentState, EventKind, HoldOutcome, isBooking, Outcome, VehicleState } from './events.ts'
import { fold, type LogEvent } from './fold.ts'
import type { LoggedScenario } from './header.ts'
import type { Log } from './reader.ts'
import { initialStock, PlantState } from './state.ts'
import { Tally } from './tally.ts'
import { tallyShape } from './tally-shape.ts'
import type { SimTime } from './time.ts'

export interface ReplaySpan {
  /** Measuring begins anew at this moment, after its records, whatever the log says of a warm-up. */
  readonly from?: SimTime
  /** Records after this moment are left out, and the tally is settled at it. Default: the end of the log. */
  readonly until?: SimTime
}

/**
 * What a run's doors counted, counted again from its log: the same calls with the same numbers in the same order, so the same key figures to the
 * bit. Records count at the moment they were true; where some became known late they are put in that order first.
 */
export function replayTally(log: Log, { from, until = log.endTime }: ReplaySpan = {}): Tally {
  const tally = tallyFor(log.header.scenario)
  if (log.header.origin !== 'simulated') tally.slotState.fill(EquipmentState.unknown)
  const replay = new Replay(log, tally)
  let resetAt = from ?? Number.POSITIVE_INFINITY
  inOrderOfTruth(log, (event) => {
    if (event.time > until) return
    if (event.time > resetAt) {
      tally.reset(resetAt as SimTime)
      resetAt = Number.POSITIVE_INFINITY
    }
    if (event.kind === EventKind.warmUpEnded && from !== undefined) return
    replay.feed(event)
  })
  if (resetAt <= until) tally.reset(resetAt as SimTime)
  tally.settle(until)
  return tally
}

/** A tally for this plant, with its stock at t = 0. */
function tallyFor(scenario: LoggedScenario): Tally {
  const tally = new Tally(tallyShape(scenario))
  tally.stock.set(initialStock(scenario))
  return tally
}

/**
 * Every record, at its turn by when it was true; what was booked wrongly and is undone is left out. Of the same instant, a booking made late stands
 * where its number among all that is true says, and the others stand as they came. `count`: of the first so many records, as if the log ended there.
 */
export function inOrderOfTruth(log: Log, visit: (event: LogEvent) => void, count = log.count) {
  const { bookings, materials } = log.header.scenario
  const mayBeLate = (bookings ?? null) !== null || materials.some(({ backflush }) => (backflush ?? null) !== null)
  if (!log.hasLate && !mayBeLate) return log.scan(0, count, visit)
  const times = new Float64Array(count)
  const truth = new Float64Array(count).fill(-1)
  const isUndone = new Uint8Array(count)
  log.scan(0, count, ({ index, time, kind, subject, c }) => {
    times[index] = time
    if (isBooking(kind)) truth[index] = c
    if (kind !== EventKind.recordReversed) return
    isUndone[index] = 1
    if (subject >= 0 && subject < index) isUndone[subject] = 1
  })
  const order = times.reduce<number[]>((left, _, i) => {
    if (isUndone[i] === 0) left.push(i)
    return left
  }, [])
  const taken = new Set(order.map((i) => truth[i]!))
  let next = 0
  for (const i of order) {
    if (truth[i]! >= 0) continue
    while (taken.has(next)) next++
    truth[i] = next++
  }
  order.sort((i, j) => times[i]! - times[j]! || truth[i]! - truth[j]! || i - j)
  for (const index of order) log.scan(index, index + 1, visit)
}

/** Feeds a tally record by record. The folded state says where a unit was, which order came from which source, and what is in stock. */
class Replay {
  readonly #scenario: LoggedScenario
  readonly #tally: Tally
  readonly #plant: PlantState
  /** Per row of a unit: µs it was being processed. */
  #worked = new Float64Array(16)
  /** Per slot: since when the work on its unit is not yet in #worked. */
  readonly #workSince: Float64Array
  /** Per slot: the unit whose job it has begun (−1), and those that are worked on with it. */
  readonly #jobOf: Int32Array
  readonly #others = new Map<number, readonly number[]>()
  /** Orders served from stock that are short: the pieces they still get at once are not back-orders. */
  readonly #atOnce = new Map<number, number>()
  /** Units in the plant that were reworked. */
  readonly #reworked = new Set<number>()

  constructor(log: Log, tally: Tally) {
    this.#scenario = log.header.scenario
    this.#tally = tally
    this.#plant = new PlantState(log.header)
    this.#workSince = new Float64Array(this.#plant.slotState.length)
    this.#jobOf = new Int32Array(this.#plant.slotState.length).fill(-1)
  }

  feed(event: LogEvent) {
    this.#count(event)
    fold(this.#plant, event)
  }

  /** Called before the record is folded: the plant is as it was just before. */
  #count(event: LogEvent) {
    const { time, subject, a, b, c, v } = event
    const tally = this.#tally
    const plant = this.#plant
    switch (event.kind) {
      case EventKind.equipmentState: {
        const slot = plant.places.firstSlot[subject]! + a
        this.#bookWork(slot, time)
        tally.enter(time, slot, b)
        return
      }
      case EventKind.conveyorState:
        tally.enterCarrier(time, subject, a)
        return
      case EventKind.vehicleState: {
        const { firstConveyor, firstVehicle, fleetOfVehicle } = plant.places
        tally.enterCarrier(time, firstVehicle - firstConveyor + subject, a)
        if (a === VehicleState.loading && v >= 0) tally.loaded(fleetOfVehicle[subject]!, v)
        return
      }
      case EventKind.unitCreated:
        tally.unitCreated(time, a)
        return
      case EventKind.unitMoved:
        this.#leavePlace(subject, time)
        if (this.#isQueue(a)) tally.queue(time, a, 1)
        return
      case EventKind.jobStarted:
        if (b >= 0) this.#join(subject, plant.places.firstSlot[a]! + b, time)
        return
      case EventKind.jobEnded:
        this.#part(subject, time)
        tally.jobEnded(a, b, v)
        if (b === Outcome.rework) this.#reworked.add(subject)
        return
      case EventKind.unitFinished: {
        const row = this.#leavePlace(subject, time)
        if (row < 0) return
        const lead = time - plant.units.created[row]!
        tally.unitFinished(time, plant.units.product[row]!, lead, lead - this.#takeWork(row), !this.#reworked.delete(subject))
        return
      }
      case EventKind.unitScrapped: {
        const row = this.#leavePlace(subject, time)
        if (row < 0) return
        this.#reworked.delete(subject)
        tally.unitScrapped(time, plant.units.product[row]!)
        this.#takeWork(row)
        return
      }
      case EventKind.unitAbsorbed: {
        const row = this.#leavePlace(subject, time)
        if (row < 0) return
        tally.unitAbsorbed(time, plant.units.product[row]!)
        this.#takeWork(row)
        return
      }
      case EventKind.unitWithdrawn: {
        const row = this.#leavePlace(subject, time)
        if (row >= 0) tally.unitWithdrawn(time, plant.units.product[row]!)
        return
      }
      case EventKind.unitHeld:
      case EventKind.unitDisposed: {
        const row = plant.units.rows.rowOf(subject)
        if (row < 0) return
        const product = plant.units.product[row]!
        if (event.kind === EventKind.unitHeld) return tally.unitHeld(time, product)
        if (b === HoldOutcome.reworked) this.#reworked.add(subject)
        return tally.unitDisposed(time, product)
      }
      case EventKind.unitSurplus:
        tally.surplus++
        return
      case EventKind.orderChanged:
        if (v >= 0 && this.#isReleased(subject)) tally.orderChanged(subject, v, this.#lateCost(subject, -1))
        return
      case EventKind.orderCancelled:
        if (v >= 0 && this.#isReleased(subject) && this.#isOpen(subject)) tally.orderCancelled(subject)
        return
      case EventKind.unitRestored:
        tally.unitRestored(time, a)
        return
      case EventKind.orderReleased:
        if (v >= 0) tally.orderReleased(subject, v, this.#lateCost(subject, c))
        if (this.#scenario.sources[c]?.serve === 'stock') this.#demand(event, this.#scenario.sources[c]!.lostSales === true)
        return
      case EventKind.orderClosed:
        if (v >= 0 && this.#isOpen(subject)) tally.orderClosed(time, subject, c === 1)
        this.#atOnce.delete(subject)
        return
      case EventKind.materialOrdered:
        tally.purchaseOrders[subject]!++
        return
      case EventKind.materialReceived:
      case EventKind.materialProduced:
        tally.stocked(time, subject, v)
        return
      case EventKind.materialMoved:
      case EventKind.materialConsumed:
        tally.stocked(time, subject, -v)
        return
      case EventKind.materialShipped:
        this.#ship(event)
        return
      case EventKind.materialScrapped:
        tally.scrappedStock(time, subject, v)
        return
      case EventKind.failureOccurred:
        tally.failed(subject)
        return
      case EventKind.maintenanceStarted: {
        const { failures, maintenance } = this.#scenario.stations[subject]!
        tally.eventCost += (b === 0 ? failures : maintenance)[a]?.cost ?? 0
        return
      }
      case EventKind.crewChanged:
        tally.crew(time, subject, a, b, c)
        return
      case EventKind.palletsChanged:
        tally.pallets(time, subject, b)
        return
      case EventKind.toolState:
        tally.tool(time, plant.firstTool[subject]! + a, b)
        return
      case EventKind.storeMoved:
        tally.store(time, subject, a, v)
        return
      case EventKind.toolRenewed: {
        const { wear } = this.#scenario.tools![subject]!
        tally.toolRenewed(subject, b, c, (c === 1 ? wear?.regrind?.cost : wear?.replace.cost) ?? 0)
        return
      }
      case EventKind.personState:
        tally.person(time, plant.firstPerson[subject]! + a, b)
        return
      case EventKind.unitTested:
        tally.unitTested(a, c)
        // On its way, or in work, it is another record that says what becomes of it.
        if (c === Disposition.reworked && this.#isSetAside(subject)) this.#reworked.add(subject)
        return
      case EventKind.arrivalLost:
        tally.lost += v
        return
      case EventKind.tariffChanged:
        tally.tariff(time, subject)
        return
      case EventKind.warmUpEnded:
        tally.reset(time)
        return
    }
  }

  /** Only buffers, conveyors, and what stands outside at a source are queues. */
  #isQueue(place: number) {
    const { firstBuffer, firstSink, firstSource } = this.#plant.places
    return (place >= firstBuffer && place < firstSink) || place >= firstSource
  }

  #isSetAside(unit: number): boolean {
    const { units } = this.#plant
    const row = units.rows.rowOf(unit)
    return row >= 0 && units.place[row] === -1
  }

  #leavePlace(unit: number, time: SimTime): number {
    const { units } = this.#plant
    const row = units.rows.rowOf(unit)
    if (row < 0) return row
    const place = units.place[row]!
    const { firstConveyor } = this.#plant.places
    if (place >= firstConveyor) this.#tally.carried(time, place - firstConveyor, place)
    else if (this.#isQueue(place)) this.#tally.queue(time, place, -1)
    else if (place >= 0 && units.slot[row]! >= 0) this.#part(unit, time)
    return row
  }

  /** Work on the unit begins: is it one more of a batch? */
  #join(unit: number, slot: number, time: SimTime) {
    const first = this.#jobOf[slot]!
    this.#bookWork(slot, time)
    if (first < 0 || first === unit) this.#jobOf[slot] = unit
    else this.#others.set(slot, [...(this.#others.get(slot) ?? []), unit])
  }

  #part(unit: number, time: SimTime) {
    const { units, places } = this.#plant
    const row = units.rows.rowOf(unit)
    if (row < 0 || units.slot[row]! < 0) return
    const slot = places.firstSlot[units.place[row]!]! + units.slot[row]!
    this.#bookWork(slot, time)
    if (this.#jobOf[slot] === unit) this.#jobOf[slot] = -1
    const others = this.#others.get(slot)
    if (others === undefined) return
    const left = others.filter((other) => other !== unit)
    if (left.length > 0) this.#others.set(slot, left)
    else this.#others.delete(slot)
  }

  /** The unit in the slot was processed until now. Its last work is booked when it leaves, for the slot's own record may come after. */
  #bookWork(slot: number, time: SimTime) {
    const { slotState, slotUnit, units } = this.#plant
    const since = this.#workSince[slot]!
    this.#workSince[slot] = time
    if (slotState[slot] !== EquipmentState.processing || time === since) return
    this.#book(units.rows.rowOf(slotUnit[slot]!), time - since)
    const others = this.#others.get(slot)
    if (others !== undefined) for (const other of others) this.#book(units.rows.rowOf(other), time - since)
  }

  #book(row: number, worked: number) {
    const { units } = this.#plant
    if (row < 0) return
    if (row >= this.#worked.length) {
      const longer = new Float64Array(units.product.length)
      longer.set(this.#worked)
      this.#worked = longer
    }
    this.#worked[row]! += worked
  }

  /** Work on a unit that leaves the plant; its row begins anew for the next. */
  #takeWork(row: number): number {
    const worked = this.#worked[row] ?? 0
    if (worked > 0) this.#worked[row] = 0
    return worked
  }

  #demand({ time, subject, a, b }: LogEvent, losesRest: boolean) {
    const item = a >= 0 ? this.#scenario.materials.length + a : -2 - a
    const served = Math.min(b, Math.max(0, this.#plant.onHand[item]!))
    this.#tally.demandedFromStock(time, item, b, served, losesRest)
    if (served > 0) this.#atOnce.set(subject, served)
  }

  #ship({ time, subject, a, v }: LogEvent) {
    this.#tally.stocked(time, subject, -v)
    const atOnce = Math.min(v, this.#atOnce.get(a) ?? 0)
    if (atOnce > 0) this.#atOnce.set(a, this.#atOnce.get(a)! - atOnce)
    if (v > atOnce) this.#tally.backordered(time, subject, atOnce - v)
  }

  /** That it was released may be one of the records that are missing. */
  #isOpen(order: number): boolean {
    return !this.#plant.hasGaps || this.#tally.isOpen(order)
  }

  #isReleased(order: number): boolean {
    const { orders } = this.#plant
    const row = orders.rows.rowOf(order)
    return row >= 0 && orders.released[row]! >= 0
  }

  #lateCost(order: number, source: number): number {
    return this.#scenario.orders[order]?.lateCost ?? this.#scenario.sources[source]?.lateCost ?? 0
  }
}
