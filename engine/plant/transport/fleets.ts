import type { Fleet, Stoppage } from '../../../scenarios/model.ts'
import { NO_TICKET } from '../../kernel/calendar.ts'
import { type SimTime, seconds } from '../../kernel/time.ts'
import { VehicleState } from '../../log/events.ts'
import type { Breakable } from '../breakdowns.ts'
import { ridingTime } from '../conveyors.ts'
import { Message, Phase } from '../phases.ts'
import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'
import { Guides } from './guides.ts'
import { Task } from './tasks.ts'
import { Ways } from './ways.ts'

/** Where a vehicle is, or goes, that stands aside on its rail, at no place. */
const ASIDE = -2

/**
 * Fleets of vehicles. A unit that is reached by one waits where it stands; a vehicle is sent when there is room where the unit is to go, and that
 * room is reserved from then on.
 *
 *     none ──sent──▶ toPickUp ──▶ loading ──▶ toDrop ──▶ unloading ──▶ (standing) ──▶ none ──battery low──▶ toCharger ──▶ charging
 *                                  ↺ more of them            ↺ each unit
 *
 * A vehicle has a list of units: first those that are on it, in the order in which they were loaded, then the one it fetches.
 */
export class Fleets implements Breakable {
  readonly #plant: Plant
  readonly #fleets: readonly Fleet[]
  readonly count: number
  readonly vehicles: number
  readonly ways: Ways
  readonly guides: Guides
  readonly fleetOf: Int32Array
  readonly firstVehicle: Int32Array
  /** fleet → node of its home; NONE */
  readonly home: Int32Array
  readonly #charger: Int32Array
  readonly #calendarOf: Int32Array
  /** vehicle → where its list of units begins */
  readonly #base: Int32Array

  // per vehicle
  task: Uint8Array
  /** What it does, or would do if it had not failed, and what is known of it. */
  doing: Uint8Array
  state: Uint8Array
  /** Units on it, and these with the one it fetches. */
  aboard: Int32Array
  assigned: Int32Array
  /** Node at which it is, or which it left last; NONE: it has not been anywhere yet. */
  at: Int32Array
  destination: Int32Array
  /** Where it is driving to at once, and how far that is; NONE: it stands. */
  heading: Int32Array
  length: Float64Array
  loads: Int32Array
  /** 1: the unit is on it, and its station only has to let it go. */
  isLoaded: Uint8Array
  /** The end of what it does, and, where it stopped in the midst of that, µs left of it (−1: it did not). */
  ticket: Int32Array
  left: Float64Array

  // per place on a vehicle: the unit, and the queue in which a place is kept for it
  unit: Int32Array
  reservation: Int32Array

  // per fleet
  turn: Int32Array
  isTouched: Uint8Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, places, index } = plant.tables
    const { transport } = scenario
    this.#fleets = transport
    this.count = transport.length
    this.fleetOf = Int32Array.from(transport.flatMap(({ fleet }, f) => new Array<number>(fleet).fill(f)))
    const vehicles = this.fleetOf.length
    this.vehicles = vehicles
    this.firstVehicle = Int32Array.from({ length: this.count + 1 }, (_, f) => this.fleetOf.filter((of) => of < f).length)
    this.ways = new Ways(scenario, places)
    this.guides = new Guides(scenario, places)
    this.home = Int32Array.from(transport, ({ home }, f) => (home === null ? NONE : this.#nodeNamed(f, home)))
    this.#charger = Int32Array.from(transport, ({ battery }, f) => (battery === null ? NONE : this.#nodeNamed(f, battery.at)))
    this.#calendarOf = Int32Array.from(transport, ({ calendar }) => (calendar === null ? NONE : index.calendar.get(calendar)!))
    this.#base = new Int32Array(vehicles + 1)
    for (let v = 0; v < vehicles; v++) this.#base[v + 1] = this.#base[v]! + transport[this.fleetOf[v]!]!.capacity
    const none = (length: number) => new Int32Array(length).fill(NONE)
    this.task = new Uint8Array(vehicles)
    this.doing = new Uint8Array(vehicles)
    this.state = new Uint8Array(vehicles)
    this.aboard = new Int32Array(vehicles)
    this.assigned = new Int32Array(vehicles)
    this.at = Int32Array.from(this.fleetOf, (f) => this.home[f]!)
    this.destination = none(vehicles)
    this.heading = none(vehicles)
    this.length = new Float64Array(vehicles)
    this.loads = new Int32Array(vehicles)
    this.isLoaded = new Uint8Array(vehicles)
    this.ticket = new Int32Array(vehicles).fill(NO_TICKET)
    this.left = new Float64Array(vehicles).fill(-1)
    this.unit = none(this.#base[vehicles]!)
    this.reservation = none(this.#base[vehicles]!)
    this.turn = new Int32Array(this.count)
    this.isTouched = new Uint8Array(this.count)
  }

  begin() {
    for (let v = 0; v < this.vehicles; v++) this.#show(v)
  }

  // ── who is sent for what ──

  /** The unit wants to be fetched; it waits in `holder`. */
  ask(fleet: number, unit: number, holder: number) {
    this.#plant.requests.add(fleet, unit, holder)
    this.look(fleet)
  }

  /** Something changed for the fleet: when the instant has settled it is seen whether a vehicle can be sent. */
  look(fleet: number) {
    const { calendar, requests } = this.#plant
    if (this.isTouched[fleet] === 1 || (requests.head[fleet] === NONE && this.#fleets[fleet]!.park === 'stay')) return
    this.isTouched[fleet] = 1
    calendar.schedule(calendar.now, Phase.dispatch, fleet, Message.fleetDecides)
  }

  /** Room appeared somewhere. */
  lookAll() {
    for (let fleet = 0; fleet < this.count; fleet++) if (this.#plant.requests.head[fleet] !== NONE) this.look(fleet)
  }

  /** A holder that stood still can hand over again: to who waits for a vehicle, or to the vehicle that waits there. */
  retry(fleet: number) {
    for (let v = this.firstVehicle[fleet]!; v < this.firstVehicle[fleet + 1]!; v++) this.#retryOne(v)
    this.look(fleet)
  }

  #retryOne(v: number) {
    if (this.task[v] !== Task.heldUp || !this.runs(v) || !this.#plant.queues.canLeave(this.#fetched(v))) return
    if (this.isLoaded[v] === 1) this.#pickedUp(v)
    else this.#load(v)
  }

  decides(fleet: number) {
    this.isTouched[fleet] = 0
    while (this.#sendOne(fleet)) {}
    this.#plant.requests.giveWay(fleet)
    if (this.#fleets[fleet]!.park !== 'home') return
    for (let v = this.firstVehicle[fleet]!; v < this.firstVehicle[fleet + 1]!; v++) {
      if (this.task[v] === Task.none && this.runs(v) && this.at[v] !== this.home[fleet]) {
        this.task[v] = Task.toHome
        this.#drive(v, this.home[fleet]!)
      }
    }
  }

  /** Sends one vehicle for one unit; false: there is none to send, or nothing to fetch. */
  #sendOne(fleet: number): boolean {
    const { units, queues, requests } = this.#plant
    if (!this.#anyIsFree(fleet)) return false
    const isNearest = this.#fleets[fleet]!.assignment === 'nearest'
    let vehicle: number = NONE
    let chosen: number = NONE
    let before: number = NONE
    let least = Number.POSITIVE_INFINITY
    let previous: number = NONE
    for (let unit = requests.head[fleet]!; unit !== NONE; unit = units.next[unit]!) {
      if (queues.canLeave(unit) && requests.hasRoomAhead(fleet, unit) && requests.isLoad(fleet, unit)) {
        const v = this.#vehicleFor(fleet, unit)
        const far = v === NONE ? Number.POSITIVE_INFINITY : isNearest ? this.#distance(v, unit) : 0
        if (far < least) {
          vehicle = v
          chosen = unit
          before = previous
          least = far
        }
        if (v !== NONE && (!isNearest || far === 0)) break
      }
      previous = unit
    }
    if (chosen === NONE) return false
    requests.remove(fleet, chosen, before)
    this.#send(vehicle, chosen)
    return true
  }

  #anyIsFree(fleet: number): boolean {
    for (let v = this.firstVehicle[fleet]!; v < this.firstVehicle[fleet + 1]!; v++) if (this.#isFree(v)) return true
    return false
  }

  #isFree(v: number): boolean {
    return this.task[v] === Task.none && this.runs(v) && this.#isOnShift(this.fleetOf[v]!)
  }

  #isOnShift(fleet: number): boolean {
    const calendar = this.#calendarOf[fleet]!
    return calendar === NONE || this.#plant.shifts.working[calendar] === 1
  }

  /** The free vehicle that is to fetch the unit; NONE: none is free. */
  #vehicleFor(fleet: number, unit: number): number {
    const { assignment } = this.#fleets[fleet]!
    const first = this.firstVehicle[fleet]!
    const count = this.firstVehicle[fleet + 1]! - first
    const isOnRail = this.guides.rail(fleet) !== null
    let best: number = NONE
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const v = first + (assignment === 'cyclic' ? (this.turn[fleet]! + i) % count : i)
      if (!this.#isFree(v) || (isOnRail && !this.#canServe(v, fleet, unit))) continue
      if (assignment === 'cyclic') return v
      const rank = assignment === 'fewestLoads' ? this.loads[v]! : this.#distance(v, unit)
      if (rank < least) {
        best = v
        least = rank
      }
    }
    return best
  }

  /** Of vehicles on a rail, not each comes to both its ends. */
  #canServe(v: number, fleet: number, unit: number): boolean {
    const { rails } = this.#plant
    const from = this.pickUpNode(unit)
    return (from === NONE || rails.reaches(v, fleet, from)) && rails.reaches(v, fleet, this.#dropNode(unit))
  }

  #distance(v: number, unit: number): number {
    const from = this.pickUpNode(unit)
    const fleet = this.fleetOf[v]!
    if (from === NONE) return 0
    if (this.guides.rail(fleet) !== null) return Math.abs(this.#plant.rails.along[v]! - this.guides.along(fleet, from))
    if (this.at[v] === NONE) return 0
    return this.guides.isGuided(fleet) ? this.guides.distance(fleet, this.at[v]!, from) : this.ways.distance(this.at[v]!, from)
  }

  /** Where the unit is to be fetched; NONE: at the order desk, which is everywhere. */
  pickUpNode(unit: number): number {
    const { units, tables, legs } = this.#plant
    const holder = units.holder[unit]!
    const fleet = legs.fleetOf(unit)
    if (holder >= 0) return this.#nodeOf(fleet, tables.slotStation[holder]!)
    return holder === NONE ? NONE : this.#nodeOf(fleet, tables.places.firstSource - 2 - holder)
  }

  /** Where it is to go: its buffer, or else the first of its stations that is free. */
  #dropNode(unit: number): number {
    const { units, tables, stations, legs } = this.#plant
    const operation = units.operation[unit]!
    const fleet = legs.fleetOf(unit)
    if (operation < 0) return this.#nodeOf(fleet, tables.places.firstSink + tables.sinkOfProduct[units.product[unit]!]!)
    const place = tables.queuePlace[tables.queueOfOperation[operation]!]!
    if (place !== NONE) return this.#nodeOf(fleet, place)
    const able = tables.operations[operation]!.stations
    let station = able[0]!
    for (let i = able.length - 1; i >= 0; i--) if (stations.freeSlots[able[i]!]! > 0) station = able[i]!
    return this.#nodeOf(fleet, station)
  }

  /** Guided vehicles know places, not nodes of the network. */
  #nodeOf(fleet: number, place: number): number {
    return this.guides.isGuided(fleet) ? place : this.ways.nodeOf(place)
  }

  #nodeNamed(fleet: number, id: string): number {
    return this.guides.isGuided(fleet) ? this.#plant.tables.places.ids.indexOf(id) : this.ways.nodeNamed(id)
  }

  #send(v: number, unit: number) {
    const { rails, calendar } = this.#plant
    this.turn[this.fleetOf[v]!] = v - this.firstVehicle[this.fleetOf[v]!]! + 1
    this.#assign(v, unit)
    this.task[v] = Task.toPickUp
    rails.orderedAt[v] = calendar.now
    const from = this.pickUpNode(unit)
    if (from !== NONE) return this.#drive(v, from)
    if (this.at[v] === NONE) this.at[v] = this.#dropNode(unit)
    this.destination[v] = this.at[v]!
    this.#isThere(v)
  }

  /** The unit is on its list, with a place kept for it. */
  #assign(v: number, unit: number) {
    const { units, queues, tables } = this.#plant
    const place = this.#base[v]! + this.assigned[v]!++
    const operation = units.operation[unit]!
    this.loads[v]!++
    this.unit[place] = unit
    this.reservation[place] = operation < 0 ? NONE : tables.queueOfOperation[operation]!
    if (operation >= 0) queues.reserved[this.reservation[place]!]!++
  }

  /** The unit that it fetches. */
  #fetched(v: number): number {
    return this.unit[this.#base[v]! + this.aboard[v]!]!
  }

  // ── driving ──

  #drive(v: number, node: number) {
    if (this.at[v] === NONE && this.guides.rail(this.fleetOf[v]!) === null) this.at[v] = node
    this.destination[v] = node
    this.goOn(v)
  }

  /** From the node at which it is to the next one, or it is there. */
  goOn(v: number) {
    const target = this.destination[v]!
    const fleet = this.fleetOf[v]!
    const at = this.at[v]!
    const { zones } = this.#plant
    if (at === target) {
      if (!this.guides.isGuided(fleet)) zones.change(v, NONE)
      return this.#isThere(v)
    }
    const speed = this.#speed(v)
    if (this.guides.rail(fleet) !== null) return this.#goOnRail(v, target, speed)
    if (this.guides.isGuided(fleet))
      return this.#run(v, target, this.guides.distance(fleet, at, target), this.guides.time(fleet, at, target, speed))
    if (!this.ways.isNetwork) {
      const far = this.ways.distance(at, target)
      return this.#run(v, target, far, ridingTime(far, speed))
    }
    const edge = zones.chooseWay(v, at, target)
    if (edge === NONE) return this.#enter(v, VehicleState.waiting)
    const far = this.ways.edgeLength[edge]!
    this.#run(v, this.ways.edgeTo[edge]!, far, ridingTime(far, speed))
    zones.change(v, this.ways.edgeZone[edge]!)
  }

  #goOnRail(v: number, target: number, speed: number) {
    const { rails } = this.#plant
    const fleet = this.fleetOf[v]!
    const along = this.guides.along(fleet, target)
    const waited = rails.waits[v] === 1
    if (!rails.go(v, along)) {
      this.#enter(v, VehicleState.waiting)
      // Now that it waits it may have to give way itself.
      if (!waited) this.#clearRail(fleet)
      return
    }
    const { crossSpeed } = this.guides.rail(fleet)!
    const far = Math.abs(along - rails.along[v]!)
    const across = crossSpeed === null ? 0 : ridingTime(Math.abs(this.guides.across(fleet, target) - rails.across[v]!), crossSpeed)
    this.#run(v, target, far, Math.max(ridingTime(far, speed), across))
  }

  /** It moves aside on its rail, to there. */
  givesWay(v: number, along: number) {
    if (this.task[v] === Task.none) this.task[v] = Task.givingWay
    const far = Math.abs(along - this.#plant.rails.along[v]!)
    this.#run(v, ASIDE, far, ridingTime(far, this.#speed(v)))
  }

  #speed(v: number): number {
    const { speed, loadedSpeed } = this.#fleets[this.fleetOf[v]!]!
    return this.aboard[v]! > 0 ? loadedSpeed : speed
  }

  #run(v: number, heading: number, far: number, time: number) {
    this.heading[v] = heading
    this.length[v] = far
    this.#enter(v, this.aboard[v]! > 0 ? VehicleState.loadedRun : VehicleState.emptyRun)
    this.#during(v, time)
  }

  /** What it does now takes so long, µs; while it has failed it stands still. */
  #during(v: number, time: number) {
    const { calendar } = this.#plant
    if (!this.runs(v)) this.left[v] = time
    else this.ticket[v] = calendar.schedule((calendar.now + time) as SimTime, Phase.completion, v, Message.vehicleArrives)
  }

  /** It has come to the next node, or what it does there is done. */
  arrives(v: number) {
    this.ticket[v] = NO_TICKET
    if (this.heading[v] !== NONE) return this.#hasCome(v)
    if (this.task[v] === Task.loading) {
      if (this.#plant.queues.canLeave(this.#fetched(v))) return this.#pickedUp(v)
      this.isLoaded[v] = 1
      this.#holdUp(v)
    } else if (this.task[v] === Task.unloading) this.#unloaded(v)
    else this.#charged(v)
  }

  #hasCome(v: number) {
    const { chargers, rails } = this.#plant
    const heading = this.heading[v]!
    const fleet = this.fleetOf[v]!
    this.at[v] = heading
    this.heading[v] = NONE
    if (this.guides.rail(fleet) === null) {
      chargers.charge[v]! -= this.length[v]!
      return this.goOn(v)
    }
    if (heading === ASIDE) {
      rails.stands(v, rails.low[v] === rails.along[v] ? rails.high[v]! : rails.low[v]!, rails.across[v]!)
      if (this.task[v] === Task.givingWay) return this.#free(v)
      this.#enter(v, VehicleState.waiting)
    } else {
      rails.stands(v, this.guides.along(fleet, heading), this.guides.across(fleet, heading))
      this.goOn(v)
    }
    this.#clearRail(fleet)
  }

  /** Something changed on a rail, where there is one. */
  #clearRail(fleet: number) {
    if (this.guides.rail(fleet) !== null) this.#plant.rails.settle(this.firstVehicle[fleet]!, this.firstVehicle[fleet + 1]!)
  }

  #isThere(v: number) {
    switch (this.task[v]) {
      case Task.toPickUp:
        if (this.#plant.queues.canLeave(this.#fetched(v))) this.#load(v)
        else this.#holdUp(v)
        return
      case Task.toDrop:
        return this.#unload(v)
      case Task.toCharger:
        return this.#atCharger(v)
      default:
        return this.#free(v)
    }
  }

  // ── at the ends of a trip ──

  #holdUp(v: number) {
    this.task[v] = Task.heldUp
    this.#enter(v, VehicleState.waiting)
  }

  #load(v: number) {
    const { calendar, doors, requests, vehicleFailures } = this.#plant
    const fleet = this.fleetOf[v]!
    this.task[v] = Task.loading
    this.doing[v] = VehicleState.loading
    this.state[v] = VehicleState.loading
    doors.vehicleLoads(fleet, v, this.#serial(v), calendar.now - requests.askedAt[this.#fetched(v)]!)
    vehicleFailures.stateChanged(v)
    this.#during(v, seconds(this.#fleets[fleet]!.loadTime))
  }

  #pickedUp(v: number) {
    const { units, queues, doors, legs } = this.#plant
    const unit = this.#fetched(v)
    this.isLoaded[v] = 0
    this.aboard[v]!++
    queues.letGo(unit)
    doors.unitQueued(units.serial[unit]!, legs.placeOf(legs.carrierOfVehicle(v)), legs.stepOf(unit))
    if (this.aboard[v]! < this.#fleets[this.fleetOf[v]!]!.capacity && this.#takesAnother(v)) return this.#load(v)
    this.task[v] = Task.toDrop
    this.#drive(v, this.#dropNode(this.unit[this.#base[v]!]!))
  }

  /** Does another unit that stands here come along? It is on the list then. */
  #takesAnother(v: number): boolean {
    const { units, queues, requests, rails } = this.#plant
    const fleet = this.fleetOf[v]!
    const isOnRail = this.guides.rail(fleet) !== null
    let previous = NONE
    for (let unit = requests.head[fleet]!; unit !== NONE; unit = units.next[unit]!) {
      const from = this.pickUpNode(unit)
      const isHere = from === NONE || from === this.at[v]
      const isReached = !isOnRail || rails.reaches(v, fleet, this.#dropNode(unit))
      if (isHere && isReached && queues.canLeave(unit) && requests.hasRoomAhead(fleet, unit)) {
        requests.remove(fleet, unit, previous)
        this.#assign(v, unit)
        return true
      }
      previous = unit
    }
    return false
  }

  #unload(v: number) {
    this.task[v] = Task.unloading
    this.#enter(v, VehicleState.unloading)
    this.#during(v, seconds(this.#fleets[this.fleetOf[v]!]!.unloadTime))
  }

  #unloaded(v: number) {
    const { queues, legs, calendar } = this.#plant
    const place = this.#base[v]!
    const isPromised = this.reservation[place] !== NONE
    if (isPromised) queues.reserved[this.reservation[place]!]!--
    this.reservation[place] = NONE
    this.task[v] = Task.standing
    if (legs.deliver(this.unit[place]!, legs.carrierOfVehicle(v), isPromised)) this.leaves(v)
    // A station that is free takes it within this instant.
    else calendar.schedule(calendar.now, Phase.dispatch, v, Message.vehicleSettles)
  }

  settles(v: number) {
    if (this.task[v] !== Task.standing) return
    this.#enter(v, VehicleState.waiting)
    this.lookAll()
  }

  /** The first unit on it has been taken from it. */
  leaves(v: number) {
    const { doors, legs } = this.#plant
    const carrier = legs.carrierOfVehicle(v)
    doors.unitLeftCarrier(carrier, legs.placeOf(carrier))
    const base = this.#base[v]!
    const last = base + --this.assigned[v]!
    for (let place = base; place < last; place++) {
      this.unit[place] = this.unit[place + 1]!
      this.reservation[place] = this.reservation[place + 1]!
    }
    this.unit[last] = NONE
    this.reservation[last] = NONE
    if (--this.aboard[v]! === 0) return this.#free(v)
    if (this.#isNextForHere(v)) return this.#unload(v)
    this.task[v] = Task.toDrop
    this.#drive(v, this.#dropNode(this.unit[base]!))
  }

  /** Is one of those left on it for this place as well? It is the first then. */
  #isNextForHere(v: number): boolean {
    const base = this.#base[v]!
    for (let k = 0; k < this.aboard[v]!; k++) {
      const unit = this.unit[base + k]!
      if (this.#dropNode(unit) !== this.at[v]) continue
      const queue = this.reservation[base + k]!
      for (let place = base + k; place > base; place--) {
        this.unit[place] = this.unit[place - 1]!
        this.reservation[place] = this.reservation[place - 1]!
      }
      this.unit[base] = unit
      this.reservation[base] = queue
      return true
    }
    return false
  }

  #free(v: number) {
    const fleet = this.fleetOf[v]!
    const { chargers, rails } = this.#plant
    this.task[v] = Task.none
    rails.orderedAt[v] = Number.POSITIVE_INFINITY
    if (chargers.isLow(v, fleet)) {
      this.task[v] = Task.toCharger
      return this.#drive(v, this.#charger[fleet]!)
    }
    this.#enter(v, VehicleState.idle)
    this.#clearRail(fleet)
    this.look(fleet)
  }

  #atCharger(v: number) {
    const fleet = this.fleetOf[v]!
    if (!this.#plant.chargers.takes(v, fleet)) {
      this.task[v] = Task.waitingForCharger
      return this.#enter(v, VehicleState.waiting)
    }
    this.task[v] = Task.charging
    this.#enter(v, VehicleState.charging)
    this.#during(v, seconds(this.#fleets[fleet]!.battery!.time))
  }

  #charged(v: number) {
    const next = this.#plant.chargers.leaves(v, this.fleetOf[v]!)
    if (next !== NONE) this.#atCharger(next)
    this.#free(v)
  }

  // ── standing still ──

  /** Has it not failed? */
  runs(v: number): boolean {
    return this.#plant.vehicleFailures.down[v] === 0
  }

  wears(v: number, clock: Stoppage['clock']): boolean {
    const state = this.state[v]!
    if (clock === 'operating') return state !== VehicleState.paused && state !== VehicleState.repair
    return state >= VehicleState.emptyRun && state <= VehicleState.unloading
  }

  /** It has failed: it stands where it is. */
  stops(v: number) {
    const { calendar } = this.#plant
    if (this.ticket[v] !== NO_TICKET) {
      this.left[v] = calendar.cancel(this.ticket[v]!) - calendar.now
      this.ticket[v] = NO_TICKET
    }
    this.#show(v)
  }

  /** A failure of it is repaired: if it was the last one, it goes on where it stopped. */
  goesOn(v: number) {
    if (!this.runs(v)) return
    this.#show(v)
    const left = this.left[v]!
    this.left[v] = -1
    if (left >= 0) this.#during(v, left)
    else if (this.task[v] === Task.standing) this.#plant.legs.offer(this.unit[this.#base[v]!]!)
    else this.#retryOne(v)
    this.#clearRail(this.fleetOf[v]!)
    this.look(this.fleetOf[v]!)
  }

  shiftChanged(calendar: number) {
    for (let fleet = 0; fleet < this.count; fleet++) {
      if (this.#calendarOf[fleet] !== calendar) continue
      for (let v = this.firstVehicle[fleet]!; v < this.firstVehicle[fleet + 1]!; v++) this.#show(v)
      this.look(fleet)
    }
  }

  /** May a vehicle of the fleet come free yet, or are all off shift, or do all stand before full places? */
  mayComeFree(fleet: number): boolean {
    if (!this.#isOnShift(fleet)) return false
    for (let v = this.firstVehicle[fleet]!; v < this.firstVehicle[fleet + 1]!; v++) if (this.task[v] !== Task.standing) return true
    return false
  }

  // ── what is known of it ──

  /** Of the unit it fetches, else of the first one on it. */
  #serial(v: number): number {
    if (this.assigned[v] === 0) return NONE
    const place = this.#base[v]! + (this.aboard[v]! < this.assigned[v]! ? this.aboard[v]! : 0)
    return this.#plant.units.serial[this.unit[place]!]!
  }

  #enter(v: number, doing: number) {
    this.doing[v] = doing
    this.#show(v)
  }

  #show(v: number) {
    const { doors, vehicleFailures } = this.#plant
    const doing = this.doing[v]!
    const isOff = doing === VehicleState.idle && !this.#isOnShift(this.fleetOf[v]!)
    const state = !this.runs(v) ? VehicleState.repair : isOff ? VehicleState.paused : doing
    if (this.state[v] === state) return
    this.state[v] = state
    // Loading that goes on is told from loading that begins.
    const cause = state === VehicleState.repair ? vehicleFailures.mode[v]! : state === VehicleState.loading ? -1 : 0
    doors.vehicleState(v, state, this.#serial(v), cause)
    vehicleFailures.stateChanged(v)
  }

  /** `agv#2`: the second vehicle of fleet agv. */
  nameOf(v: number): string {
    const fleet = this.fleetOf[v]!
    return `${this.#fleets[fleet]!.id}#${v - this.firstVehicle[fleet]! + 1}`
  }

  /** Units on the list of a vehicle. For a look at the whole, not for the loop. */
  unitsOf(v: number): number[] {
    return Array.from(this.unit.subarray(this.#base[v]!, this.#base[v]! + this.assigned[v]!))
  }

  vehicleOf(unit: number): number {
    return Array.from({ length: this.vehicles }, (_, v) => v).find((v) => this.unitsOf(v).includes(unit)) ?? NONE
  }
}
