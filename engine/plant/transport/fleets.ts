import type { Fleet } from '../../../scenarios/model.ts'
import { longer } from '../../kernel/longer.ts'
import { type SimTime, seconds } from '../../kernel/time.ts'
import { VehicleState } from '../../log/events.ts'
import { ridingTime } from '../conveyors.ts'
import { Message, Phase } from '../phases.ts'
import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'
import { Ways } from './ways.ts'

/** What a vehicle is about. */
const Task = {
  none: 0,
  toPickUp: 1,
  loading: 2,
  /** It has come for a unit, or has it almost, and the station there stands still. */
  heldUp: 3,
  toDrop: 4,
  unloading: 5,
  /** The unit stands on it before its queue. */
  standing: 6,
  toCharger: 7,
  waitingForCharger: 8,
  charging: 9,
  toHome: 10,
} as const

/**
 * Fleets of vehicles. A unit that is reached by one waits where it stands; a vehicle is sent when there is room where the unit is to go, and that
 * room is reserved from then on.
 *
 *     none ──sent──▶ toPickUp ──▶ loading ──▶ toDrop ──▶ unloading ──▶ (standing) ──▶ none ──battery low──▶ toCharger ──▶ charging
 *
 * On a network a vehicle goes from node to node. It enters a way of a zone only when no other vehicle is in that zone, and keeps the zone it is
 * in until it has the next one or is there: so two can wait for each other, which `deadlock` sees.
 */
export class Fleets {
  readonly #plant: Plant
  readonly #fleets: readonly Fleet[]
  readonly count: number
  readonly vehicles: number
  readonly ways: Ways
  readonly #fleetOf: Int32Array
  readonly #firstVehicle: Int32Array
  readonly #home: Int32Array
  readonly #charger: Int32Array

  // per vehicle
  task: Uint8Array
  state: Uint8Array
  /** The unit that it fetches or carries; NONE. */
  unit: Int32Array
  /** Node at which it is, or which it left last; NONE: it has not been anywhere yet. */
  at: Int32Array
  destination: Int32Array
  /** Where it is driving to at once, and how far that is; NONE: it stands. */
  heading: Int32Array
  length: Float64Array
  /** Queue in which a place is kept for its unit. */
  reservation: Int32Array
  loads: Int32Array
  /** Metres left. */
  charge: Float64Array
  /** The zone that it is in, the one it waits for, and who waits behind it. */
  zone: Int32Array
  waitsFor: Int32Array
  nextWaiting: Int32Array
  /** 1: the unit is on it, and its station only has to let it go. */
  isLoaded: Uint8Array

  // per fleet
  waitingHead: Int32Array
  waitingTail: Int32Array
  turn: Int32Array
  isTouched: Uint8Array
  charging: Int32Array
  chargerHead: Int32Array
  chargerTail: Int32Array

  // per zone
  zoneHolder: Int32Array
  zoneHead: Int32Array
  zoneTail: Int32Array

  /** unit → when it began to wait for a vehicle */
  askedAt: Float64Array
  /** Queue → units that wait to be brought there. */
  called: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, places } = plant.tables
    this.#fleets = scenario.transport
    this.count = scenario.transport.length
    this.#fleetOf = Int32Array.from(scenario.transport.flatMap(({ fleet }, f) => new Array<number>(fleet).fill(f)))
    const vehicles = this.#fleetOf.length
    this.vehicles = vehicles
    this.#firstVehicle = Int32Array.from({ length: this.count + 1 }, (_, f) => this.#fleetOf.filter((of) => of < f).length)
    this.ways = new Ways(scenario, places)
    this.#home = Int32Array.from(scenario.transport, ({ home }) => (home === null ? NONE : this.ways.nodeNamed(home)))
    this.#charger = Int32Array.from(scenario.transport, ({ battery }) => (battery === null ? NONE : this.ways.nodeNamed(battery.at)))
    const none = (length: number) => new Int32Array(length).fill(NONE)
    this.task = new Uint8Array(vehicles)
    this.state = new Uint8Array(vehicles)
    this.unit = none(vehicles)
    this.at = Int32Array.from(this.#fleetOf, (f) => this.#home[f]!)
    this.destination = none(vehicles)
    this.heading = none(vehicles)
    this.length = new Float64Array(vehicles)
    this.reservation = none(vehicles)
    this.loads = new Int32Array(vehicles)
    this.charge = Float64Array.from(this.#fleetOf, (f) => scenario.transport[f]!.battery?.range ?? 0)
    this.zone = none(vehicles)
    this.waitsFor = none(vehicles)
    this.nextWaiting = none(vehicles)
    this.isLoaded = new Uint8Array(vehicles)
    this.waitingHead = none(this.count)
    this.waitingTail = none(this.count)
    this.turn = new Int32Array(this.count)
    this.isTouched = new Uint8Array(this.count)
    this.charging = new Int32Array(this.count)
    this.chargerHead = none(this.count)
    this.chargerTail = none(this.count)
    this.zoneHolder = none(this.ways.zones.length)
    this.zoneHead = none(this.ways.zones.length)
    this.zoneTail = none(this.ways.zones.length)
    this.askedAt = new Float64Array(this.count > 0 ? plant.units.next.length : 0)
    this.called = new Int32Array(this.count > 0 ? plant.tables.queues : 0)
  }

  // ── who is sent for what ──

  /** The unit wants to be fetched; it waits in `holder`. */
  ask(fleet: number, unit: number, holder: number) {
    const { units, calendar, tables } = this.#plant
    const operation = units.operation[unit]!
    if (operation >= 0) this.called[tables.queueOfOperation[operation]!]!++
    units.holder[unit] = holder
    units.next[unit] = NONE
    if (this.waitingHead[fleet] === NONE) this.waitingHead[fleet] = unit
    else units.next[this.waitingTail[fleet]!] = unit
    this.waitingTail[fleet] = unit
    if (unit >= this.askedAt.length) this.askedAt = longer(this.askedAt, units.next.length)
    this.askedAt[unit] = calendar.now
    this.look(fleet)
  }

  /** Something changed for the fleet: when the instant has settled it is seen whether a vehicle can be sent. */
  look(fleet: number) {
    if (this.isTouched[fleet] === 1 || (this.waitingHead[fleet] === NONE && this.#fleets[fleet]!.park === 'stay')) return
    const { calendar } = this.#plant
    this.isTouched[fleet] = 1
    calendar.schedule(calendar.now, Phase.dispatch, fleet, Message.fleetDecides)
  }

  /** Room appeared somewhere. */
  lookAll() {
    for (let fleet = 0; fleet < this.count; fleet++) if (this.waitingHead[fleet] !== NONE) this.look(fleet)
  }

  /** A holder that stood still can hand over again: to who waits for a vehicle, or to the vehicle that waits there. */
  retry(fleet: number) {
    for (let v = this.#firstVehicle[fleet]!; v < this.#firstVehicle[fleet + 1]!; v++) {
      if (this.task[v] !== Task.heldUp || !this.#plant.queues.canLeave(this.unit[v]!)) continue
      if (this.isLoaded[v] === 1) this.#pickedUp(v)
      else this.#load(v)
    }
    this.look(fleet)
  }

  decides(fleet: number) {
    this.isTouched[fleet] = 0
    while (this.#sendOne(fleet)) {}
    this.#giveWay(fleet)
    if (this.#fleets[fleet]!.park !== 'home') return
    for (let v = this.#firstVehicle[fleet]!; v < this.#firstVehicle[fleet + 1]!; v++) {
      if (this.task[v] === Task.none && this.at[v] !== this.#home[fleet]) {
        this.task[v] = Task.toHome
        this.#drive(v, this.#home[fleet]!)
      }
    }
  }

  /** A claim on a place may have lapsed since: who stands before such a place may have it. */
  #giveWay(fleet: number) {
    const { units, queues, tables } = this.#plant
    for (let unit = this.waitingHead[fleet]!; unit !== NONE; unit = units.next[unit]!) {
      const operation = units.operation[unit]!
      if (operation >= 0 && queues.isContested(tables.queueOfOperation[operation]!)) queues.retry(tables.queueOfOperation[operation]!)
    }
  }

  /**
   * Units that wait to be brought to the queue since before `since` and have a claim on a place, at most `atMost`; those of fleet `but` do not
   * count. Nobody has one whose station hands nothing over, or whose fleet has only vehicles that stand before a full place themselves.
   */
  claims(queue: number, since: number, atMost: number, but: number): number {
    const { units, queues, tables } = this.#plant
    let count = 0
    if (this.called[queue] === 0) return 0
    for (let fleet = 0; fleet < this.count; fleet++) {
      if (fleet === but || this.waitingHead[fleet] === NONE || !this.#mayComeFree(fleet)) continue
      for (let unit = this.waitingHead[fleet]!; unit !== NONE && this.askedAt[unit]! < since; unit = units.next[unit]!) {
        const operation = units.operation[unit]!
        if (operation < 0 || tables.queueOfOperation[operation] !== queue || !queues.canLeave(unit)) continue
        if (++count >= atMost) return count
      }
    }
    return count
  }

  #mayComeFree(fleet: number): boolean {
    for (let v = this.#firstVehicle[fleet]!; v < this.#firstVehicle[fleet + 1]!; v++) if (this.task[v] !== Task.standing) return true
    return false
  }

  /** Sends one vehicle for one unit; false: there is none to send, or nothing to fetch. */
  #sendOne(fleet: number): boolean {
    const { units, queues } = this.#plant
    const isNearest = this.#fleets[fleet]!.assignment === 'nearest'
    let vehicle: number = NONE
    let chosen: number = NONE
    let before: number = NONE
    let least = Number.POSITIVE_INFINITY
    let previous: number = NONE
    for (let unit = this.waitingHead[fleet]!; unit !== NONE; unit = units.next[unit]!) {
      if (queues.canLeave(unit) && this.#hasRoomAhead(fleet, unit)) {
        const v = this.#vehicleFor(fleet, unit)
        if (v === NONE) return false
        const far = isNearest ? this.#distance(v, unit) : 0
        if (far < least) {
          vehicle = v
          chosen = unit
          before = previous
          least = far
        }
        if (!isNearest || far === 0) break
      }
      previous = unit
    }
    if (chosen === NONE) return false
    const next = units.next[chosen]!
    if (before === NONE) this.waitingHead[fleet] = next
    else units.next[before] = next
    if (this.waitingTail[fleet] === chosen) this.waitingTail[fleet] = before
    this.#send(vehicle, chosen)
    return true
  }

  #hasRoomAhead(fleet: number, unit: number): boolean {
    const { units, queues, tables } = this.#plant
    const operation = units.operation[unit]!
    return operation < 0 || queues.mayPromise(tables.queueOfOperation[operation]!, fleet, this.askedAt[unit]!)
  }

  /** The free vehicle that is to fetch the unit; NONE: none is free. */
  #vehicleFor(fleet: number, unit: number): number {
    const { assignment } = this.#fleets[fleet]!
    const first = this.#firstVehicle[fleet]!
    const count = this.#firstVehicle[fleet + 1]! - first
    let best: number = NONE
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const v = first + (assignment === 'cyclic' ? (this.turn[fleet]! + i) % count : i)
      if (this.task[v] !== Task.none) continue
      if (assignment === 'cyclic') return v
      const rank = assignment === 'fewestLoads' ? this.loads[v]! : this.#distance(v, unit)
      if (rank < least) {
        best = v
        least = rank
      }
    }
    return best
  }

  #distance(v: number, unit: number): number {
    const from = this.#pickUpNode(unit)
    return from === NONE || this.at[v] === NONE ? 0 : this.ways.distance(this.at[v]!, from)
  }

  /** Where the unit is to be fetched; NONE: at the order desk, which is everywhere. */
  #pickUpNode(unit: number): number {
    const { units, tables } = this.#plant
    const holder = units.holder[unit]!
    if (holder >= 0) return this.ways.nodeOf(tables.slotStation[holder]!)
    return holder === NONE ? NONE : this.ways.nodeOf(tables.places.firstSource - 2 - holder)
  }

  /** Where it is to go: its buffer, or else the first of its stations that is free. */
  #dropNode(unit: number): number {
    const { units, tables, stations } = this.#plant
    const operation = units.operation[unit]!
    if (operation === NONE) return this.ways.nodeOf(tables.places.firstSink + tables.sinkOfProduct[units.product[unit]!]!)
    const place = tables.queuePlace[tables.queueOfOperation[operation]!]!
    if (place !== NONE) return this.ways.nodeOf(place)
    const able = tables.operations[operation]!.stations
    let station = able[0]!
    for (let i = able.length - 1; i >= 0; i--) if (stations.freeSlots[able[i]!]! > 0) station = able[i]!
    return this.ways.nodeOf(station)
  }

  #send(v: number, unit: number) {
    const { units, queues, tables } = this.#plant
    const fleet = this.#fleetOf[v]!
    const operation = units.operation[unit]!
    if (operation >= 0) {
      const queue = tables.queueOfOperation[operation]!
      this.called[queue]!--
      this.reservation[v] = queue
      queues.reserved[queue]!++
    }
    this.turn[fleet] = v - this.#firstVehicle[fleet]! + 1
    this.loads[v]!++
    this.unit[v] = unit
    this.task[v] = Task.toPickUp
    const from = this.#pickUpNode(unit)
    this.#drive(v, from === NONE ? (this.at[v] === NONE ? this.#dropNode(unit) : this.at[v]!) : from)
  }

  // ── driving ──

  #drive(v: number, node: number) {
    if (this.at[v] === NONE) this.at[v] = node
    this.destination[v] = node
    this.#goOn(v)
  }

  /** From the node at which it is to the next one, or it is there. */
  #goOn(v: number) {
    const { calendar } = this.#plant
    const target = this.destination[v]!
    if (this.at[v] === target) {
      this.#changeZone(v, NONE)
      this.#isThere(v)
      return
    }
    const edge = this.ways.isNetwork ? this.#chooseWay(v) : NONE
    if (this.ways.isNetwork && edge === NONE) return this.#enter(v, VehicleState.waiting)
    const isLoaded = this.task[v] === Task.toDrop
    this.heading[v] = edge === NONE ? target : this.ways.edgeTo[edge]!
    this.length[v] = edge === NONE ? this.ways.distance(this.at[v]!, target) : this.ways.edgeLength[edge]!
    this.#enter(v, isLoaded ? VehicleState.loadedRun : VehicleState.emptyRun)
    const { speed, loadedSpeed } = this.#fleets[this.#fleetOf[v]!]!
    const time = ridingTime(this.length[v]!, isLoaded ? loadedSpeed : speed)
    calendar.schedule((calendar.now + time) as SimTime, Phase.completion, v, Message.vehicleArrives)
    if (edge !== NONE) this.#changeZone(v, this.ways.edgeZone[edge]!)
  }

  /** The shortest way on; if its zone is taken, another that is free and at most twice as long in all; NONE: it waits for the zone. */
  #chooseWay(v: number): number {
    const { ways } = this
    const [at, target] = [this.at[v]!, this.destination[v]!]
    const direct = ways.first(at, target)
    if (this.#isFreeFor(v, direct)) return direct
    let best: number = NONE
    let least = 2 * ways.distance(at, target)
    for (const edge of ways.out[at]!) {
      const to = ways.edgeTo[edge]!
      const far = ways.edgeLength[edge]! + ways.distance(to, target)
      const comesBack = to !== target && ways.edgeTo[ways.first(to, target)] === at
      if (far <= least && !comesBack && this.#isFreeFor(v, edge)) {
        best = edge
        least = far
      }
    }
    if (best !== NONE) return best
    const zone = ways.edgeZone[direct]!
    this.waitsFor[v] = zone
    this.nextWaiting[v] = NONE
    if (this.zoneHead[zone] === NONE) this.zoneHead[zone] = v
    else this.nextWaiting[this.zoneTail[zone]!] = v
    this.zoneTail[zone] = v
    return NONE
  }

  #isFreeFor(v: number, edge: number): boolean {
    const zone = this.ways.edgeZone[edge]!
    return zone === NONE || this.zoneHolder[zone] === NONE || this.zoneHolder[zone] === v
  }

  /** It is in this zone now, and no longer in the one before: whoever waits longest for that one decides anew. */
  #changeZone(v: number, zone: number) {
    const before = this.zone[v]!
    if (before === zone) return
    this.zone[v] = zone
    if (zone !== NONE) this.zoneHolder[zone] = v
    if (before === NONE) return
    this.zoneHolder[before] = NONE
    const next = this.zoneHead[before]!
    if (next === NONE) return
    this.zoneHead[before] = this.nextWaiting[next]!
    if (this.zoneHead[before] === NONE) this.zoneTail[before] = NONE
    this.waitsFor[next] = NONE
    this.#goOn(next)
  }

  /** It has come to the next node, or what it does there is done. */
  arrives(v: number) {
    if (this.heading[v] !== NONE) {
      this.at[v] = this.heading[v]!
      this.charge[v]! -= this.length[v]!
      this.heading[v] = NONE
      return this.#goOn(v)
    }
    if (this.task[v] === Task.loading) {
      if (this.#plant.queues.canLeave(this.unit[v]!)) return this.#pickedUp(v)
      this.isLoaded[v] = 1
      this.#holdUp(v)
    } else if (this.task[v] === Task.unloading) this.#unloaded(v)
    else this.#charged(v)
  }

  #isThere(v: number) {
    switch (this.task[v]) {
      case Task.toPickUp:
        if (this.#plant.queues.canLeave(this.unit[v]!)) this.#load(v)
        else this.#holdUp(v)
        return
      case Task.toDrop:
        this.task[v] = Task.unloading
        this.#enter(v, VehicleState.unloading)
        return this.#takes(v, this.#fleets[this.#fleetOf[v]!]!.unloadTime)
      case Task.toCharger:
        return this.#atCharger(v)
      default:
        return this.#free(v)
    }
  }

  #takes(v: number, time: number) {
    const { calendar } = this.#plant
    calendar.schedule((calendar.now + seconds(time)) as SimTime, Phase.completion, v, Message.vehicleArrives)
  }

  // ── at the ends of a trip ──

  #holdUp(v: number) {
    this.task[v] = Task.heldUp
    this.#enter(v, VehicleState.waiting)
  }

  #load(v: number) {
    const { calendar, doors } = this.#plant
    const fleet = this.#fleetOf[v]!
    this.task[v] = Task.loading
    this.state[v] = VehicleState.loading
    doors.vehicleLoads(fleet, v, this.#serial(v), calendar.now - this.askedAt[this.unit[v]!]!)
    this.#takes(v, this.#fleets[fleet]!.loadTime)
  }

  #pickedUp(v: number) {
    const { units, queues, doors, legs } = this.#plant
    const unit = this.unit[v]!
    this.isLoaded[v] = 0
    queues.letGo(unit)
    doors.unitQueued(units.serial[unit]!, legs.placeOf(legs.carrierOfVehicle(v)), legs.stepOf(unit))
    this.task[v] = Task.toDrop
    this.#drive(v, this.#dropNode(unit))
  }

  #unloaded(v: number) {
    const { queues, legs, calendar } = this.#plant
    const isPromised = this.reservation[v] !== NONE
    if (isPromised) queues.reserved[this.reservation[v]!]!--
    this.reservation[v] = NONE
    this.task[v] = Task.standing
    if (legs.deliver(this.unit[v]!, legs.carrierOfVehicle(v), isPromised)) this.leaves(v)
    // A station that is free takes it within this instant.
    else calendar.schedule(calendar.now, Phase.dispatch, v, Message.vehicleSettles)
  }

  settles(v: number) {
    if (this.task[v] !== Task.standing) return
    this.#enter(v, VehicleState.waiting)
    this.lookAll()
  }

  /** The unit has been taken from it. */
  leaves(v: number) {
    const { doors, legs } = this.#plant
    const carrier = legs.carrierOfVehicle(v)
    doors.unitLeftCarrier(carrier, legs.placeOf(carrier))
    this.unit[v] = NONE
    this.#free(v)
  }

  #free(v: number) {
    const fleet = this.#fleetOf[v]!
    const { battery } = this.#fleets[fleet]!
    this.task[v] = Task.none
    if (battery !== null && this.charge[v]! < battery.threshold * battery.range) {
      this.task[v] = Task.toCharger
      return this.#drive(v, this.#charger[fleet]!)
    }
    this.#enter(v, VehicleState.idle)
    this.look(fleet)
  }

  // ── charging ──

  #atCharger(v: number) {
    const fleet = this.#fleetOf[v]!
    const { chargers, time } = this.#fleets[fleet]!.battery!
    if (this.charging[fleet]! < chargers) {
      this.charging[fleet]!++
      this.task[v] = Task.charging
      this.#enter(v, VehicleState.charging)
      return this.#takes(v, time)
    }
    this.task[v] = Task.waitingForCharger
    this.#enter(v, VehicleState.waiting)
    this.nextWaiting[v] = NONE
    if (this.chargerHead[fleet] === NONE) this.chargerHead[fleet] = v
    else this.nextWaiting[this.chargerTail[fleet]!] = v
    this.chargerTail[fleet] = v
  }

  #charged(v: number) {
    const fleet = this.#fleetOf[v]!
    this.charge[v] = this.#fleets[fleet]!.battery!.range
    this.charging[fleet]!--
    const next = this.chargerHead[fleet]!
    if (next !== NONE) {
      this.chargerHead[fleet] = this.nextWaiting[next]!
      if (this.chargerHead[fleet] === NONE) this.chargerTail[fleet] = NONE
      this.#atCharger(next)
    }
    this.#free(v)
  }

  // ── what is known of it ──

  #serial(v: number): number {
    return this.unit[v] === NONE ? NONE : this.#plant.units.serial[this.unit[v]!]!
  }

  #enter(v: number, state: number) {
    if (this.state[v] === state) return
    this.state[v] = state
    this.#plant.doors.vehicleState(v, state, this.#serial(v))
  }

  /** `agv#2`: the second vehicle of fleet agv. */
  nameOf(v: number): string {
    const fleet = this.#fleetOf[v]!
    return `${this.#fleets[fleet]!.id}#${v - this.#firstVehicle[fleet]! + 1}`
  }

  /** Vehicles that wait for each other's zones in a ring, a sentence each; null: there is no such ring. */
  deadlock(): readonly string[] | null {
    const { zones } = this.ways
    for (let start = 0; start < this.vehicles; start++) {
      const ring: number[] = []
      for (let v = start; this.waitsFor[v] !== NONE; ) {
        ring.push(v)
        v = this.zoneHolder[this.waitsFor[v]!]!
        if (v === start)
          return ring.map(
            (one) => `vehicle ${this.nameOf(one)} is in zone ${zones[this.zone[one]!]} and waits for zone ${zones[this.waitsFor[one]!]}`,
          )
        if (v === NONE || ring.includes(v)) break
      }
    }
    return null
  }

  /** Units that a vehicle fetches or carries and that do not stand before their queue; those of vehicles in a deadlock never come. */
  underWay(): number[] {
    const isStuck = new Set(this.#stuckVehicles())
    return Array.from(this.unit).filter((unit, v) => unit !== NONE && this.task[v] !== Task.standing && !isStuck.has(v))
  }

  /** May a vehicle of the fleet be free one day, where these units may still move? */
  mayServe(fleet: number, moves: ReadonlySet<number>): boolean {
    const stuck = new Set(this.#stuckVehicles())
    for (let v = this.#firstVehicle[fleet]!; v < this.#firstVehicle[fleet + 1]!; v++)
      if (!stuck.has(v) && (this.task[v] !== Task.standing || moves.has(this.unit[v]!))) return true
    return false
  }

  /** Units that stand on a vehicle of the fleet before their queue. */
  standing(fleet: number): number[] {
    return Array.from(this.unit).filter((_, v) => this.#fleetOf[v] === fleet && this.task[v] === Task.standing)
  }

  #stuckVehicles(): number[] {
    const stuck: number[] = []
    for (let start = 0; start < this.vehicles; start++) {
      const seen = new Set<number>()
      let v = start
      while (v !== NONE && this.waitsFor[v] !== NONE && !seen.has(v)) {
        seen.add(v)
        v = this.zoneHolder[this.waitsFor[v]!]!
      }
      if (v !== NONE && seen.has(v)) stuck.push(start)
    }
    return stuck
  }
}
