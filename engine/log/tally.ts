import type { SimTime } from '../kernel/time.ts'
import {
  Disposition,
  EquipmentState,
  Outcome,
  PERSON_STATE_COUNT,
  PersonState,
  STATE_COUNT,
  StoreState,
  TOOL_STATE_COUNT,
} from './events.ts'
import type { Places } from './places.ts'

/** µs */
const DAY = 86_400e6

/** How many of each thing a plant has: the sizes of the tally's columns. */
export interface TallyShape {
  readonly places: Places
  readonly stations: number
  readonly products: number
  readonly items: number
  readonly crews: number
  /** In all crews. */
  readonly people: number
  readonly pallets: number
  /** Null: the energy used follows from the times in each state alone. */
  readonly energy: EnergyShape | null
  /** Pieces of each kind. */
  readonly tools: readonly number[]
}

/** Where energy has tariffs by time of day, or stations go to stand-by. */
export interface EnergyShape {
  readonly bands: number
  /** Station → µs with nothing to do after which a slot is in stand-by; Infinity: never. */
  readonly standbyAfter: Float64Array
}

/** The time of a station in each state, and last in stand-by, which is then no part of the others. */
export const ENERGY_STATES = STATE_COUNT + 1

/**
 * The accumulators behind every KPI: time in each state per slot, area under each level, counts and sums. A run feeds them at its doors,
 * a replay feeds them from the log, and both get the same numbers to the bit. All columns are plain typed arrays, so a snapshot copies
 * them. Times are whole microseconds; areas are µs × units.
 */
export class Tally {
  /** When measuring began: 0, or the end of the warm-up. */
  since: SimTime = 0 as SimTime

  // per slot
  readonly slotState: Uint8Array
  readonly slotSince: Float64Array
  /** slot × STATE_COUNT + state → µs */
  readonly slotTime: Float64Array

  // per station: ISO 22400's PQ = GQ + SQ + RQ, and Σ planned run time of what was produced, µs
  readonly good: Float64Array
  readonly scrap: Float64Array
  readonly rework: Float64Array
  readonly plannedTime: Float64Array
  readonly failures: Float64Array
  /** Units tested, and of those rejected. */
  readonly tested: Float64Array
  readonly rejected: Float64Array

  // per place (buffers, sources' outside queues, conveyors): units waiting, or riding
  readonly level: Float64Array
  readonly levelSince: Float64Array
  readonly levelArea: Float64Array

  // per carrier (conveyors, vehicles): its state (EquipmentState, VehicleState), how long it was in each, and units that left it
  readonly carrierState: Uint8Array
  readonly carrierSince: Float64Array
  /** carrier × STATE_COUNT + state → µs */
  readonly carrierTime: Float64Array
  readonly carriedUnits: Float64Array
  // per buffer, where it is a store: what its machine does, how long it was busy, how often it set out, and units put away or fetched
  readonly storeState: Uint8Array
  readonly storeSince: Float64Array
  readonly storeBusy: Float64Array
  readonly storeCycles: Float64Array
  readonly storeMoves: Float64Array
  // per fleet: µs that units waited until they were loaded, and how many were
  readonly transportWaiting: Float64Array
  readonly transportLoads: Float64Array

  // per product
  readonly created: Float64Array
  readonly finished: Float64Array
  /** Of the finished, those that were never reworked. */
  readonly firstPass: Float64Array
  readonly scrapped: Float64Array
  /** Became part of others, less those that came out again. */
  readonly absorbed: Float64Array
  /** Taken away before anything was done to them: their orders wanted fewer. */
  readonly withdrawn: Float64Array
  readonly inSystem: Float64Array
  readonly inSystemSince: Float64Array
  readonly inSystemArea: Float64Array
  /** On hold: how many now, µs × units, and how many have been. */
  readonly onHold: Float64Array
  readonly onHoldSince: Float64Array
  readonly onHoldArea: Float64Array
  readonly unitsHeld: Float64Array
  readonly leadTime: Float64Array
  readonly waitingTime: Float64Array

  // per item: stock on hand, demand, money
  readonly stock: Float64Array
  readonly stockSince: Float64Array
  readonly stockArea: Float64Array
  readonly issued: Float64Array
  readonly received: Float64Array
  readonly purchaseOrders: Float64Array
  readonly demanded: Float64Array
  readonly servedAtOnce: Float64Array
  /** Asked for and not there, where customers do not wait; and stock that was written off. */
  readonly lostSales: Float64Array
  readonly writtenOff: Float64Array
  readonly backorders: Float64Array
  readonly backordersSince: Float64Array
  readonly backorderArea: Float64Array

  // crew × PERSON_STATE_COUNT + state: people in it now, and µs × people; who is in none of the others is off, and not counted
  readonly crewPeople: Float64Array
  readonly crewArea: Float64Array
  readonly crewSince: Float64Array
  // per kind of pallet: those with a unit, and µs × pallets
  readonly palletsTaken: Float64Array
  readonly palletsSince: Float64Array
  readonly palletsArea: Float64Array
  // per tool: its state, since when, tool × TOOL_STATE_COUNT + state → µs; per kind: new ones, reground ones, and breakages
  readonly toolState: Uint8Array
  readonly toolSince: Float64Array
  readonly toolTime: Float64Array
  readonly toolsNew: Float64Array
  readonly toolsReground: Float64Array
  readonly toolsBroken: Float64Array
  // per person, where the state is told: person × PERSON_STATE_COUNT + state → µs
  readonly personState: Uint8Array
  readonly personSince: Float64Array
  readonly personTime: Float64Array

  // only where energy is told apart: the tariff's band (0: none, else its number + 1); slot → since when it has nothing to do, µs (−1: it has)
  band = 0
  readonly nothingSince: Float64Array
  /** (station × bands + band) × ENERGY_STATES + state → µs × slots */
  readonly energyTime: Float64Array
  readonly #stationOfSlot: Int32Array

  // orders with a due date: those closed, and those still open (number, due, penalty per day late)
  ordersClosed = 0
  ordersOnTime = 0
  openOrder = new Int32Array(16)
  openDue = new Float64Array(16)
  openLateCost = new Float64Array(16)
  ordersOpen = 0
  /** Σ days late × the order's penalty of closed orders, and other sums of money that happen at an instant: repairs and maintenance. */
  lateCost = 0
  eventCost = 0
  lost = 0
  /** Units finished that their orders did not take any more. */
  surplus = 0

  readonly shape: TallyShape

  constructor(shape: TallyShape) {
    this.shape = shape
    const { places, stations, products, items, crews, people, pallets, tools } = shape
    const slots = places.firstSlot[stations]!
    const spots = places.ids.length
    const column = (length: number) => new Float64Array(length)
    this.slotState = new Uint8Array(slots).fill(EquipmentState.starved)
    this.slotSince = column(slots)
    this.slotTime = column(slots * STATE_COUNT)
    this.good = column(stations)
    this.scrap = column(stations)
    this.rework = column(stations)
    this.plannedTime = column(stations)
    this.failures = column(stations)
    this.tested = column(stations)
    this.rejected = column(stations)
    this.level = column(spots)
    this.levelSince = column(spots)
    this.levelArea = column(spots)
    const conveyors = places.firstVehicle - places.firstConveyor
    this.carrierState = new Uint8Array(places.carriers).fill(EquipmentState.starved, 0, conveyors)
    const fleets = 1 + Math.max(-1, ...places.fleetOfVehicle)
    this.transportWaiting = column(fleets)
    this.transportLoads = column(fleets)
    const buffers = places.firstSink - places.firstBuffer
    this.storeState = new Uint8Array(buffers)
    this.storeSince = column(buffers)
    this.storeBusy = column(buffers)
    this.storeCycles = column(buffers)
    this.storeMoves = column(buffers)
    this.carrierSince = column(places.carriers)
    this.carrierTime = column(places.carriers * STATE_COUNT)
    this.carriedUnits = column(places.carriers)
    this.created = column(products)
    this.finished = column(products)
    this.firstPass = column(products)
    this.scrapped = column(products)
    this.absorbed = column(products)
    this.withdrawn = column(products)
    this.inSystem = column(products)
    this.inSystemSince = column(products)
    this.inSystemArea = column(products)
    this.onHold = column(products)
    this.onHoldSince = column(products)
    this.onHoldArea = column(products)
    this.unitsHeld = column(products)
    this.leadTime = column(products)
    this.waitingTime = column(products)
    this.stock = column(items)
    this.stockSince = column(items)
    this.stockArea = column(items)
    this.issued = column(items)
    this.received = column(items)
    this.purchaseOrders = column(items)
    this.demanded = column(items)
    this.servedAtOnce = column(items)
    this.lostSales = column(items)
    this.writtenOff = column(items)
    this.backorders = column(items)
    this.backordersSince = column(items)
    this.backorderArea = column(items)
    this.crewPeople = column(crews * PERSON_STATE_COUNT)
    this.crewArea = column(crews * PERSON_STATE_COUNT)
    this.crewSince = column(crews)
    this.palletsTaken = column(pallets)
    this.palletsSince = column(pallets)
    this.palletsArea = column(pallets)
    const pieces = tools.reduce((sum, count) => sum + count, 0)
    this.toolState = new Uint8Array(pieces)
    this.toolSince = column(pieces)
    this.toolTime = column(pieces * TOOL_STATE_COUNT)
    this.toolsNew = column(tools.length)
    this.toolsReground = column(tools.length)
    this.toolsBroken = column(tools.length)
    this.personState = new Uint8Array(people)
    this.personSince = column(people)
    this.personTime = column(people * PERSON_STATE_COUNT)
    const { energy } = shape
    this.nothingSince = column(energy === null ? 0 : slots)
    this.energyTime = column(energy === null ? 0 : stations * energy.bands * ENERGY_STATES)
    this.#stationOfSlot = new Int32Array(slots)
    for (let station = 0; station < stations; station++)
      this.#stationOfSlot.fill(station, places.firstSlot[station], places.firstSlot[station + 1])
  }

  /** The slot is in `state` from now on. */
  enter(now: SimTime, slot: number, state: number) {
    this.slotTime[slot * STATE_COUNT + this.slotState[slot]!]! += now - this.slotSince[slot]!
    if (this.shape.energy !== null) this.#draws(this.shape.energy, now, slot, state)
    this.slotState[slot] = state
    this.slotSince[slot] = now
  }

  /** The state that a slot leaves, or goes on in, by tariff; what of it was stand-by counts as that. */
  #draws({ bands, standbyAfter }: EnergyShape, now: SimTime, slot: number, next: number) {
    const state = this.slotState[slot]!
    const since = this.slotSince[slot]!
    const station = this.#stationOfSlot[slot]!
    const first = (station * bands + this.band) * ENERGY_STATES
    let length = now - since
    if (isNothingToDo(state)) {
      const standby = Math.max(0, now - Math.max(since, this.nothingSince[slot]! + standbyAfter[station]!))
      this.energyTime[first + STATE_COUNT]! += standby
      length -= standby
    } else this.nothingSince[slot] = now
    this.energyTime[first + state]! += length
    if (!isNothingToDo(next)) this.nothingSince[slot] = now
  }

  /** Energy has another tariff from now on: `band` is −1, or its number. */
  tariff(now: SimTime, band: number) {
    for (let slot = 0; slot < this.slotState.length; slot++) this.enter(now, slot, this.slotState[slot]!)
    this.band = band + 1
  }

  /** The carrier is in `state` from now on. */
  enterCarrier(now: SimTime, carrier: number, state: number) {
    this.carrierTime[carrier * STATE_COUNT + this.carrierState[carrier]!]! += now - this.carrierSince[carrier]!
    this.carrierState[carrier] = state
    this.carrierSince[carrier] = now
  }

  /** A unit has left the carrier, whose place is `place`. */
  carried(now: SimTime, carrier: number, place: number) {
    this.queue(now, place, -1)
    this.carriedUnits[carrier]!++
  }

  /** A vehicle of the fleet begins to load a unit that waited so long for it, µs. */
  loaded(fleet: number, waited: number) {
    this.transportWaiting[fleet]! += waited
    this.transportLoads[fleet]!++
  }

  /** `delta` units more wait at a place. */
  queue(now: SimTime, place: number, delta: number) {
    this.levelArea[place]! += this.level[place]! * (now - this.levelSince[place]!)
    this.levelSince[place] = now
    this.level[place]! += delta
  }

  unitCreated(now: SimTime, product: number) {
    this.#inSystem(now, product, 1)
    this.created[product]!++
  }

  /** `lead` from creation to now and `waiting`, the part of it not spent being processed, in µs; `firstPass`: it was never reworked. */
  unitFinished(now: SimTime, product: number, lead: number, waiting: number, firstPass: boolean) {
    this.#inSystem(now, product, -1)
    this.finished[product]!++
    if (firstPass) this.firstPass[product]!++
    this.leadTime[product]! += lead
    this.waitingTime[product]! += waiting
  }

  unitScrapped(now: SimTime, product: number) {
    this.#inSystem(now, product, -1)
    this.scrapped[product]!++
  }

  /** The unit stands apart, on hold. */
  unitHeld(now: SimTime, product: number) {
    this.#onHold(now, product, 1)
    this.unitsHeld[product]!++
  }

  unitDisposed(now: SimTime, product: number) {
    this.#onHold(now, product, -1)
  }

  #onHold(now: SimTime, product: number, delta: number) {
    this.onHoldArea[product]! += this.onHold[product]! * (now - this.onHoldSince[product]!)
    this.onHoldSince[product] = now
    this.onHold[product]! += delta
  }

  /** It is wanted no more, and was not worked on. */
  unitWithdrawn(now: SimTime, product: number) {
    this.#inSystem(now, product, -1)
    this.withdrawn[product]!++
  }

  unitAbsorbed(now: SimTime, product: number) {
    this.#inSystem(now, product, -1)
    this.absorbed[product]!++
  }

  unitRestored(now: SimTime, product: number) {
    this.#inSystem(now, product, 1)
    this.absorbed[product]!--
  }

  /** An operation ended; `planned` is its planned time in µs (PRI). */
  jobEnded(station: number, outcome: number, planned: number) {
    if (outcome === Outcome.good) this.good[station]!++
    else if (outcome === Outcome.scrap) this.scrap[station]!++
    else this.rework[station]!++
    this.plannedTime[station]! += planned
  }

  /** So many of a crew have a job from now on, those on their way included (`travelling`; less than 0: nobody walks), of `present`. */
  crew(now: SimTime, crew: number, busy: number, present: number, travelling: number) {
    this.#crewUnchanged(now, crew)
    const first = crew * PERSON_STATE_COUNT
    this.crewPeople[first + PersonState.travelling] = Math.max(0, travelling)
    this.crewPeople[first + PersonState.busy] = busy - Math.max(0, travelling)
    this.crewPeople[first + PersonState.idle] = Math.max(0, present - busy)
  }

  /** So many of the pallet are with a unit from now on. */
  /** The machine of a store does something else from now on; `isNew` 1: it sets out from the way in and out. */
  store(now: SimTime, buffer: number, state: number, isNew: number) {
    this.storeSettles(now, buffer)
    this.storeState[buffer] = state
    this.storeCycles[buffer]! += isNew
    if (state === StoreState.putAway || state === StoreState.fetch) this.storeMoves[buffer]!++
  }

  storeSettles(now: SimTime, buffer: number) {
    if (this.storeState[buffer] !== StoreState.idle) this.storeBusy[buffer]! += now - this.storeSince[buffer]!
    this.storeSince[buffer] = now
  }

  pallets(now: SimTime, pallet: number, taken: number) {
    this.palletsArea[pallet]! += this.palletsTaken[pallet]! * (now - this.palletsSince[pallet]!)
    this.palletsSince[pallet] = now
    this.palletsTaken[pallet] = taken
  }

  /** The tool, counted through all kinds, is in `state` from now on. */
  tool(now: SimTime, tool: number, state: number) {
    this.toolTime[tool * TOOL_STATE_COUNT + this.toolState[tool]!]! += now - this.toolSince[tool]!
    this.toolSince[tool] = now
    this.toolState[tool] = state
  }

  /** One of the kind is new, or reground, after it was worn or broken. */
  toolRenewed(kind: number, wasBroken: number, isReground: number, cost: number) {
    if (isReground === 1) this.toolsReground[kind]!++
    else this.toolsNew[kind]!++
    this.toolsBroken[kind]! += wasBroken
    this.eventCost += cost
  }

  /** The person, counted through all crews, is in `state` from now on. */
  person(now: SimTime, person: number, state: number) {
    this.personTime[person * PERSON_STATE_COUNT + this.personState[person]!]! += now - this.personSince[person]!
    this.personState[person] = state
    this.personSince[person] = now
  }

  unitTested(station: number, disposition: number) {
    this.tested[station]!++
    if (disposition !== Disposition.passed) this.rejected[station]!++
  }

  failed(station: number) {
    this.failures[station]!++
  }

  /** Stock on hand rises (received, produced) or falls (consumed, shipped). */
  stocked(now: SimTime, item: number, delta: number) {
    this.stockArea[item]! += this.stock[item]! * (now - this.stockSince[item]!)
    this.stockSince[item] = now
    this.stock[item]! += delta
    if (delta < 0) this.issued[item]! -= delta
    else this.received[item]! += delta
  }

  /** Stock on hand is written off: it was not issued to anyone. */
  scrappedStock(now: SimTime, item: number, quantity: number) {
    this.stocked(now, item, -quantity)
    this.issued[item]! -= quantity
    this.writtenOff[item]! += quantity
  }

  /** A customer asks for `quantity` from stock, of which `served` is there; the rest is owed, or lost. */
  demandedFromStock(now: SimTime, item: number, quantity: number, served: number, losesRest: boolean) {
    this.demanded[item]! += quantity
    this.servedAtOnce[item]! += served
    if (losesRest) this.lostSales[item]! += quantity - served
    else this.backordered(now, item, quantity - served)
  }

  backordered(now: SimTime, item: number, delta: number) {
    this.backorderArea[item]! += this.backorders[item]! * (now - this.backordersSince[item]!)
    this.backordersSince[item] = now
    this.backorders[item]! += delta
  }

  /** An order with a due date (µs) is open from now on. */
  orderReleased(order: number, due: number, costPerDay: number) {
    if (this.ordersOpen === this.openOrder.length) this.#growOrders()
    this.openOrder[this.ordersOpen] = order
    this.openDue[this.ordersOpen] = due
    this.openLateCost[this.ordersOpen++] = costPerDay
  }

  /** An order that `orderReleased` told of is closed. */
  orderClosed(now: SimTime, order: number, isShort = false) {
    const at = this.#openAt(order)
    const late = now - this.openDue[at]!
    this.ordersClosed++
    if (late <= 0) {
      if (!isShort) this.ordersOnTime++
    } else this.lateCost += (late / DAY) * this.openLateCost[at]!
    this.#isOpenNoMore(at)
  }

  /** An order that is open has another due date; one that had none has one. */
  orderChanged(order: number, due: number, costPerDay: number) {
    const at = this.#placeOf(order)
    if (at < 0) this.orderReleased(order, due, costPerDay)
    else this.openDue[at] = due
  }

  /** It is neither on time nor late. */
  orderCancelled(order: number) {
    this.#isOpenNoMore(this.#openAt(order))
  }

  isOpen(order: number): boolean {
    return this.#placeOf(order) >= 0
  }

  /** −1: it is not open. From place −1 on one would look from the end of the column, at what was open once. */
  #placeOf(order: number): number {
    return this.ordersOpen === 0 ? -1 : this.openOrder.lastIndexOf(order, this.ordersOpen - 1)
  }

  #openAt(order: number): number {
    const at = this.#placeOf(order)
    if (at < 0) throw new Error(`tally: order ${order} is closed but was not open`)
    return at
  }

  #isOpenNoMore(at: number) {
    const last = --this.ordersOpen
    this.openOrder[at] = this.openOrder[last]!
    this.openDue[at] = this.openDue[last]!
    this.openLateCost[at] = this.openLateCost[last]!
  }

  /** Orders that are open though they were due before now, and their penalties so far: without them a plan would look better for never finishing. */
  overdue(now: SimTime): { readonly orders: number; readonly lateCost: number } {
    let orders = 0
    let lateCost = 0
    for (let i = 0; i < this.ordersOpen; i++) {
      const late = now - this.openDue[i]!
      if (late <= 0) continue
      orders++
      lateCost += (late / DAY) * this.openLateCost[i]!
    }
    return { orders, lateCost }
  }

  #growOrders() {
    const length = 2 * this.ordersOpen
    const due = new Float64Array(length)
    const cost = new Float64Array(length)
    const order = new Int32Array(length)
    due.set(this.openDue)
    cost.set(this.openLateCost)
    order.set(this.openOrder)
    this.openDue = due
    this.openLateCost = cost
    this.openOrder = order
  }

  /** Measuring starts anew: levels and states stay, what was counted is forgotten. */
  reset(now: SimTime) {
    this.settle(now)
    for (const counted of [
      this.slotTime,
      this.good,
      this.scrap,
      this.rework,
      this.plannedTime,
      this.failures,
      this.tested,
      this.rejected,
      this.levelArea,
      this.storeBusy,
      this.storeCycles,
      this.storeMoves,
      this.carrierTime,
      this.carriedUnits,
      this.transportWaiting,
      this.transportLoads,
      this.created,
      this.finished,
      this.firstPass,
      this.scrapped,
      this.absorbed,
      this.withdrawn,
      this.inSystemArea,
      this.leadTime,
      this.waitingTime,
      this.stockArea,
      this.issued,
      this.received,
      this.purchaseOrders,
      this.demanded,
      this.servedAtOnce,
      this.lostSales,
      this.writtenOff,
      this.backorderArea,
      this.onHoldArea,
      this.unitsHeld,
      this.crewArea,
      this.personTime,
      this.palletsArea,
      this.energyTime,
      this.toolTime,
      this.toolsNew,
      this.toolsReground,
      this.toolsBroken,
    ])
      counted.fill(0)
    this.ordersClosed = this.ordersOnTime = this.lateCost = this.eventCost = this.lost = this.surplus = 0
    this.since = now
  }

  /** Brings every time and area up to now, so that the columns can be read. Reading twice changes nothing. */
  settle(now: SimTime) {
    for (let slot = 0; slot < this.slotState.length; slot++) this.enter(now, slot, this.slotState[slot]!)
    for (let place = 0; place < this.level.length; place++) this.queue(now, place, 0)
    for (let carrier = 0; carrier < this.carrierState.length; carrier++) this.enterCarrier(now, carrier, this.carrierState[carrier]!)
    for (let product = 0; product < this.inSystem.length; product++) this.#inSystem(now, product, 0)
    for (let product = 0; product < this.onHold.length; product++) this.#onHold(now, product, 0)
    for (let crew = 0; crew < this.crewSince.length; crew++) this.#crewUnchanged(now, crew)
    for (let buffer = 0; buffer < this.storeState.length; buffer++) this.storeSettles(now, buffer)
    for (let pallet = 0; pallet < this.palletsTaken.length; pallet++) this.pallets(now, pallet, this.palletsTaken[pallet]!)
    for (let tool = 0; tool < this.toolState.length; tool++) this.tool(now, tool, this.toolState[tool]!)
    for (let person = 0; person < this.personState.length; person++) this.person(now, person, this.personState[person]!)
    for (let item = 0; item < this.stock.length; item++) {
      this.stockArea[item]! += this.stock[item]! * (now - this.stockSince[item]!)
      this.stockSince[item] = now
      this.backordered(now, item, 0)
    }
  }

  #crewUnchanged(now: SimTime, crew: number) {
    const span = now - this.crewSince[crew]!
    this.crewSince[crew] = now
    const end = (crew + 1) * PERSON_STATE_COUNT
    for (let at = end - PERSON_STATE_COUNT; at < end; at++) this.crewArea[at]! += this.crewPeople[at]! * span
  }

  #inSystem(now: SimTime, product: number, delta: number) {
    this.inSystemArea[product]! += this.inSystem[product]! * (now - this.inSystemSince[product]!)
    this.inSystemSince[product] = now
    this.inSystem[product]! += delta
  }
}

const isNothingToDo = (state: number) => state === EquipmentState.starved || state === EquipmentState.idle
