import { canBeMet } from '../../scenarios/people.ts'
import { Coming } from './coming.ts'
import type { Plant } from './plant.ts'
import { Activity } from './stations.ts'
import { NONE, type OperationTable, type PartTable } from './tables.ts'
import { ringOfZones, StuckVehicles } from './transport/stuck.ts'

/**
 * Units that can never move again: who waits for whom, a line each, and the last waits for the first, or for something that never comes. Null where
 * every unit may still move. Looks at everything, so it is for the end of a run, not for its loop.
 *
 * What may happen is seen in the best light (every repair is done, every crew comes, all work is good): whom this names is stuck for certain,
 * though the rest of the plant may go on.
 */
export function standstill(plant: Plant): readonly string[] | null {
  const ring = ringOfZones(plant)
  if (ring !== null) return ring
  const hopes = new Hopes(plant)
  const stuck = [...hopes.waiting, ...hopes.calling.keys()].filter((unit) => !hopes.moves.has(unit))
  // Those in stations first: they are what holds up the others.
  const first = stuck.find((unit) => hopes.standing.has(unit) || plant.units.holder[unit]! >= 0) ?? stuck[0]
  if (first === undefined) return null
  const chain: number[] = []
  const lines: string[] = []
  for (let unit: number | undefined = first; unit !== undefined; ) {
    const at = chain.indexOf(unit)
    if (at >= 0) return lines.slice(at)
    const { what, behind }: Wait = hopes.waitsFor(unit)
    chain.push(unit)
    lines.push(`${hopes.name(unit)} waits for ${what}`)
    unit = behind !== undefined && hopes.moves.has(behind) ? undefined : behind
  }
  return lines
}

/** What a unit waits for, in words, and a unit that is in the way, if there is one. */
interface Wait {
  readonly what: string
  readonly behind: number | undefined
}

/** Which units may still move: those that are worked on, and then whoever waits for a place that one of them may leave, until there are no more. */
class Hopes {
  readonly #plant: Plant
  readonly moves = new Set<number>()
  readonly #inside: readonly number[][]
  readonly #outside: readonly number[][]
  /** unit → 1 where it stands before its queue: there may be many */
  readonly #isOutside: Uint8Array
  /** conveyor → units on it, from the front, and those who wait for its entry */
  readonly #riding: readonly number[][]
  readonly #entering: readonly number[][]
  /** unit → the conveyor whose entry it waits for, and the one on which it is; −1 */
  readonly #entersOn: Int32Array
  readonly #isOn: Int32Array
  /** fleet → units that wait for one of its vehicles; unit → that fleet, −1 */
  readonly #called: readonly number[][]
  readonly #callsFor: Int32Array
  /** Units in a slot that is not complete yet: it waits for more of a batch, for parts, or for room ahead → that slot. */
  readonly gathering = new Map<number, number>()
  /** Units that wait outside for their release → the loop. */
  readonly #unreleased = new Map<number, number>()
  /** Units that stand apart on a hold that never ends → the hold. */
  readonly #onHold = new Map<number, number>()
  /** Units in a slot that is on hold for good → that slot. */
  readonly standing = new Map<number, number>()
  readonly #coming: Coming
  readonly waiting: number[]
  readonly #vehicles: StuckVehicles
  /** Units on vehicles that wait behind a unit on another, or on their own → that unit. */
  readonly #behindVehicle: ReadonlyMap<number, number>
  /** Units whose work waits for people → their slot. */
  readonly calling = new Map<number, number>()

  constructor(plant: Plant) {
    this.#plant = plant
    const { tables, queues, stations, units } = plant
    const list = (head: number) => {
      const all: number[] = []
      for (let unit = head; unit !== NONE; unit = units.next[unit]!) all.push(unit)
      return all
    }
    this.#inside = Array.from(queues.head, list)
    this.#outside = Array.from(queues.outsideHead, list)
    this.#isOutside = new Uint8Array(units.next.length)
    for (const queue of this.#outside) for (const unit of queue) this.#isOutside[unit] = 1
    const { conveyors } = plant
    this.#riding = Array.from({ length: conveyors.count }, (_, c) => conveyors.riding(c))
    this.#entering = Array.from(conveyors.waitingHead, list)
    this.#entersOn = new Int32Array(units.next.length).fill(-1)
    this.#isOn = new Int32Array(units.next.length).fill(-1)
    this.#entering.forEach((waiting, c) => {
      for (const unit of waiting) this.#entersOn[unit] = c
    })
    this.#riding.forEach((riding, c) => {
      for (const unit of riding) this.#isOn[unit] = c
    })
    this.#called = Array.from(plant.requests.head, list)
    this.#callsFor = new Int32Array(units.next.length).fill(-1)
    this.#called.forEach((waiting, f) => {
      for (const unit of waiting) this.#callsFor[unit] = f
    })
    const onTheWay = this.#riding.map((units) => units.filter((unit) => this.#isOutside[unit] === 0))
    // Parts at the end of their route wait for nothing themselves, and may be taken.
    const isPart = (unit: number) => plant.units.operation[unit]! >= 0 && this.#operation(unit).stations.length === 0
    plant.release.head.forEach((head, loop) => {
      for (const unit of list(head)) this.#unreleased.set(unit, loop)
    })
    for (let slot = 0; slot < tables.slots; slot++) {
      if (stations.activity[slot] !== Activity.gathering || !stations.runs(slot)) continue
      for (const unit of stations.unitsIn(slot)) this.gathering.set(unit, slot)
    }
    plant.containment?.active.forEach((_, hold) => {
      if (!plant.containment!.isEndless(hold)) return
      for (const unit of plant.containment!.unitsOn(hold)) this.#onHold.set(unit, hold)
    })
    for (let slot = 0; slot < tables.slots; slot++)
      if (this.#isHeldForGood(slot)) for (const unit of stations.unitsIn(slot)) this.standing.set(unit, slot)
    const all = [...this.#outside, ...this.#inside, ...this.#entering, ...onTheWay, ...this.#called].flat()
    this.waiting = [...all.filter((unit) => !isPart(unit)), ...this.gathering.keys(), ...this.#unreleased.keys(), ...this.#onHold.keys()]
    for (const unit of this.standing.keys()) if (!this.waiting.includes(unit)) this.waiting.push(unit)
    this.#coming = new Coming(plant, this.moves, this.waiting)
    for (const unit of this.#inside.flat()) if (isPart(unit)) this.moves.add(unit)
    this.#vehicles = new StuckVehicles(plant)
    this.#behindVehicle = this.#vehicles.behindOthers()
    this.waiting.push(...this.#behindVehicle.keys())
    for (const unit of plant.quality.quarantined()) this.moves.add(unit)
    plant.containment?.active.forEach((_, hold) => {
      if (plant.containment!.isEndless(hold)) return
      for (const unit of plant.containment!.unitsOn(hold)) this.moves.add(unit)
    })
    for (const unit of plant.preemption?.aside() ?? []) this.moves.add(unit)
    for (const unit of plant.outside?.away() ?? []) this.moves.add(unit)
    for (const unit of plant.transfers?.standing() ?? []) this.moves.add(unit)
    for (const unit of this.#vehicles.underWay()) this.moves.add(unit)
    for (let slot = 0; slot < tables.slots; slot++) {
      const unit = stations.unit[slot]!
      const stands = stations.activity[slot] === Activity.done && units.holder[unit] === slot
      if (unit === NONE || stands || this.gathering.has(unit) || this.standing.has(unit)) continue
      if (plant.crews.awaited(slot).length > 0) this.calling.set(unit, slot)
      else this.moves.add(unit)
    }
    for (let before = -1; before < this.moves.size; ) {
      before = this.moves.size
      for (const unit of this.waiting) if (!this.moves.has(unit) && this.#canMove(unit)) this.moves.add(unit)
      for (const [unit, slot] of this.calling) if (!this.moves.has(unit) && this.#mayBeManned(slot)) this.moves.add(unit)
    }
  }

  #queue(unit: number): number {
    return this.#plant.tables.queueOfOperation[this.#plant.units.operation[unit]!]!
  }

  #operation(unit: number) {
    return this.#plant.tables.operations[this.#plant.units.operation[unit]!]!
  }

  /** It stands before a buffer and has to get in first. */
  #isBeforeBuffer(unit: number): boolean {
    return this.#plant.tables.queueCapacity[this.#queue(unit)]! > 0 && this.#isOutside[unit] === 1
  }

  /** The conveyor on which it is under way, its first unit at the end not counted; −1. */
  #ridesOn(unit: number): number {
    return this.#isOutside[unit] === 1 ? -1 : this.#isOn[unit]!
  }

  #canMove(unit: number): boolean {
    const { dispatch, conveyors } = this.#plant
    if (this.#onHold.has(unit) || this.standing.has(unit)) return false
    if (conveyors.count > 0) {
      const entry = this.#entersOn[unit]!
      if (entry >= 0) return conveyors.mayTakeMore(entry) || this.moves.has(this.#riding[entry]![0]!)
      const ahead = this.#aheadOf(unit)
      if (ahead !== NONE) return ahead === undefined || this.moves.has(ahead)
    }
    if (this.#unreleased.has(unit))
      return this.#plant.release.fullLoop(this.#plant.units.operation[unit]!, false) === NONE || this.moves.size > 0
    if (this.gathering.has(unit)) return this.#lacksInside(unit) === null
    const before = this.#behindVehicle.get(unit)
    if (before !== undefined) return this.moves.has(before)
    const fleet = this.#callsFor[unit]!
    if (fleet >= 0) return this.#vehicles.mayServe(fleet, this.moves) && this.#mayBeBrought(unit)
    const stations = [...this.#operation(unit).stations].filter((station) => this.#obstacle(unit, station) === null)
    if (!this.#isBeforeBuffer(unit)) return stations.length > 0
    return this.#mayHaveRoom(this.#queue(unit)) || stations.some((station) => dispatch.jobAt(station) !== null)
  }

  /** Is there, or may there be, room where it is to be brought? */
  #mayBeBrought(unit: number): boolean {
    const { tables, units } = this.#plant
    if (units.operation[unit]! < 0) return true
    if (tables.queueCapacity[this.#queue(unit)]! > 0) return this.#mayHaveRoom(this.#queue(unit))
    return [...this.#operation(unit).stations].some((station) => this.#mayBeFree(station))
  }

  /** Who rides ahead of it: undefined if it is the first, NONE if it does not ride. */
  #aheadOf(unit: number): number | undefined {
    const conveyor = this.#ridesOn(unit)
    return conveyor < 0 ? NONE : this.#riding[conveyor]![this.#riding[conveyor]!.indexOf(unit) - 1]
  }

  #palletMayCome(pallet: number): boolean {
    const { pallets } = this.#plant
    if (pallets.coming[pallet]! > 0) return true
    for (const unit of this.moves) if (pallets.of(unit) === pallet) return true
    return false
  }

  /** May all whom the slot waits for come? Not who has left the plant, and not who stays with a unit that stands still. */
  #mayBeManned(slot: number): boolean {
    const { crews } = this.#plant
    return canBeMet(crews.awaited(slot).map(({ n, able }) => ({ n, able: able.filter((person) => !this.#isTied(person)) })))
  }

  /** Does the person stay with a unit that never leaves? Only where nothing interrupts the station, for that frees them. */
  #isTied(person: number): boolean {
    const { crews, stations, tables } = this.#plant
    const slot = crews.slotOf(person)
    if (slot === NONE || stations.activity[slot] !== Activity.done || this.moves.has(stations.unit[slot]!)) return false
    const { failures, maintenance, calendar } = tables.scenario.stations[tables.slotStation[slot]!]!
    return failures.length === 0 && maintenance.length === 0 && calendar === null
  }

  #mayHaveRoom(queue: number): boolean {
    const { queues, tables } = this.#plant
    if (queues.level[queue]! < tables.queueCapacity[queue]!) return true
    return this.#inside[queue]!.some((unit) => this.moves.has(unit))
  }

  #mayBeFree(station: number, but = 0): boolean {
    const { stations, tables } = this.#plant
    let free = -but
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) {
      if (this.#isHeldForGood(slot)) continue
      if (stations.unit[slot] === NONE || this.moves.has(stations.unit[slot]!) || this.#plant.batches?.staysTogether(slot)) free++
    }
    return free > 0
  }

  #isHeldForGood(slot: number): boolean {
    const { holds } = this.#plant
    return holds?.isForGood(slot) === true
  }

  /** Are all its slots on hold for good? */
  #isStopped(station: number): boolean {
    const { firstSlot } = this.#plant.tables
    for (let slot = firstSlot[station]!; slot < firstSlot[station + 1]!; slot++) if (!this.#isHeldForGood(slot)) return false
    return true
  }

  /** All that wait for the station where it takes them from, or in slots of it that gather. */
  #near(station: number): number[] {
    const { tables } = this.#plant
    const feeding = tables.queuesFeeding[station]!
    const waiting = Array.from(feeding, (queue) => [
      ...this.#inside[queue]!,
      ...(tables.queueCapacity[queue] === 0 ? this.#outside[queue]! : []),
    ])
    return [...waiting.flat(), ...[...this.gathering].flatMap(([unit, slot]) => (tables.slotStation[slot] === station ? [unit] : []))]
  }

  /** What the unit in a slot that gathers waits for, and never gets; null: nothing. */
  #lacksInside(unit: number): Wait | null {
    const { tables, batches, assembly, stations } = this.#plant
    const slot = this.gathering.get(unit)!
    const station = tables.slotStation[slot]!
    const operation = this.#operation(unit)
    if (batches !== null && batches.count[slot]! > 0) return this.#lacksMates(stations.unit[slot]!, station, batches.count[slot]!)
    const part = operation.isProgressive ? this.#coming.missingPart(unit, operation, (line) => assembly!.has(slot, line)) : null
    if (part !== null) return this.#lacksPart(part)
    const { occupiedWhileBlocked } = tables.scenario.stations[station]!
    return occupiedWhileBlocked ? this.#lacksRoom(operation, station) : null
  }

  #lacksMates(unit: number, station: number, loaded: number): Wait | null {
    const { tables, batches, units } = this.#plant
    const { id } = tables.scenario.stations[station]!
    const near = this.#near(station)
    const missing = this.#coming.missingMates(unit, station, near, loaded)
    if (missing === 0) return null
    const behind = this.waiting.find((other) => units.product[other] === units.product[unit] && !near.includes(other))
    const { min } = batches!.ruleOf(unit, station)
    return { what: `${missing} more for its batch of ${min} at station ${id}, of which none comes`, behind }
  }

  #lacksPart({ item }: PartTable): Wait {
    const { scenario, places } = this.#plant.tables
    const { id } = scenario.products[item - places.firstProductItem]!
    return { what: `part ${id}, of which no more comes`, behind: this.#coming.stuckOf(item) }
  }

  /** Why the station can never take the unit; null: it may. */
  #obstacle(unit: number, station: number): Wait | null {
    const { tables, items, dispatch, units } = this.#plant
    const { scenario } = tables
    const { id, blockingBeforeService, occupiedWhileBlocked } = scenario.stations[station]!
    if (this.#isStopped(station))
      return { what: `station ${id}, which is on hold for good: it needs an end of its hold`, behind: undefined }
    if (!this.#mayBeFree(station)) return { what: `station ${id}`, behind: this.#unitIn(station) }
    const operation = this.#operation(unit)
    const { components, parts, isProgressive, step } = operation
    for (const component of components) {
      const item = items.missing([component])
      if (item !== NONE && !this.#coming.mayCome(item)) return { what: this.#coming.lackOf(item), behind: this.#coming.stuckOf(item) }
    }
    const pallet = this.#plant.pallets.used ? this.#plant.pallets.missing(unit, units.operation[unit]!) : NONE
    if (pallet !== NONE && !this.#palletMayCome(pallet)) {
      const behind = [...this.waiting, ...this.calling.keys()].find((other) => this.#plant.pallets.of(other) === pallet)
      return { what: `a pallet ${scenario.pallets[pallet]!.id}, all of which are with units`, behind }
    }
    const job = dispatch.jobAt(station)
    if (job !== null && (units.order[unit] !== job.order || step !== job.step) && !this.#coming.mayBeDone(job.order)) {
      const { id: order, product } = scenario.orders[job.order]!
      const operation = scenario.products[tables.index.product.get(product)!]!.route[job.step]!.id
      const behind = this.waiting.find((other) => units.order[other] === job.order)
      return { what: `station ${id}, whose dispatch list is at operation ${operation} of order ${order}`, behind }
    }
    const part = parts.length > 0 && !isProgressive ? this.#coming.missingPart(unit, operation, () => 0) : null
    if (part !== null) return this.#lacksPart(part)
    // Units that are handed over directly come into a free slot, and wait for the others there.
    if (this.#plant.batches !== null && tables.queueCapacity[this.#queue(unit)]! > 0) {
      const lacking = this.#lacksMates(unit, station, 0)
      if (lacking !== null) return lacking
    }
    const card =
      this.#plant.release.asks[station] === 1 && this.moves.size === 0 ? this.#plant.release.fullLoop(units.operation[unit]!, true) : NONE
    if (card !== NONE) return this.#lacksCard(card)
    return blockingBeforeService && !occupiedWhileBlocked ? this.#lacksRoom(operation, station) : null
  }

  #lacksCard(loop: number): Wait {
    const { loops } = this.#plant.tables.loops
    const { started, waiting } = this.#plant.tables.loops
    const isIn = (unit: number) => {
      const o = this.#plant.units.operation[unit]!
      return !this.#unreleased.has(unit) && o >= 0 && (waiting[o]!.includes(loop) || started[o]!.includes(loop))
    }
    return { what: `a place in loop ${loops[loop]!.id}`, behind: this.waiting.find((unit) => isIn(unit) && !this.moves.has(unit)) }
  }

  /** What is to be free ahead before the operation starts, and never is; null: it may be. */
  #lacksRoom({ mayLeave, ahead }: OperationTable, station: number): Wait | null {
    const { tables } = this.#plant
    const { scenario } = tables
    const { id } = scenario.stations[station]!
    if (mayLeave || ahead.some((o) => this.#mayReserve(tables.queueOfOperation[o]!, station))) return null
    const next = tables.queueOfOperation[ahead[0]!]!
    const buffer = scenario.buffers[next]
    if (buffer !== undefined)
      return { what: `station ${id}, which starts when buffer ${buffer.id} has room`, behind: this.#inside[next]![0] }
    const serving = tables.stationsServing[next]!
    const behind = this.#outside[next]!.find((other) => !this.moves.has(other)) ?? this.#unitIn(serving[0]!)
    return { what: `station ${id}, which starts when ${this.#stationNames(serving)} is free`, behind }
  }

  #mayReserve(queue: number, station: number): boolean {
    const { tables, queues } = this.#plant
    if (tables.queueCapacity[queue]! > 0) return queues.reserved[queue]! > 0 || this.#mayHaveRoom(queue)
    if (!this.#outside[queue]!.every((unit) => this.moves.has(unit))) return false
    return [...tables.stationsServing[queue]!].some((ahead) => this.#mayBeFree(ahead, ahead === station ? 1 : 0))
  }

  waitsFor(unit: number): Wait {
    const { scenario, slotStation } = this.#plant.tables
    const hold = this.#onHold.get(unit)
    if (hold !== undefined)
      return { what: `the end of hold ${scenario.holds[hold]!.id}, which never comes: give the hold a \`disposition\``, behind: undefined }
    const stands = this.standing.get(unit)
    if (stands !== undefined)
      return {
        what: `station ${scenario.stations[slotStation[stands]!]!.id}, which is on hold for good: it needs an end of its hold`,
        behind: undefined,
      }
    const before = this.#behindVehicle.get(unit)
    if (before !== undefined)
      return { what: `vehicle ${this.#plant.fleets.nameOf(this.#plant.fleets.vehicleOf(before))} to unload`, behind: before }
    const entry = this.#entersOn[unit]!
    if (entry >= 0) return { what: `room on conveyor ${scenario.conveyors[entry]!.id}`, behind: this.#riding[entry]![0] }
    const ahead = this.#aheadOf(unit)
    if (ahead !== NONE) return { what: 'the unit ahead of it', behind: ahead }
    const slot = this.calling.get(unit)
    if (slot !== undefined) return this.#waitsForPeople(slot)
    const loop = this.#unreleased.get(unit)
    if (loop !== undefined) return this.#lacksCard(loop)
    if (this.gathering.has(unit)) return this.#lacksInside(unit)!
    const fleet = this.#callsFor[unit]!
    if (fleet >= 0) return this.#waitsForVehicle(unit, fleet)
    const queue = this.#queue(unit)
    if (this.#isBeforeBuffer(unit)) {
      const { id, capacity } = scenario.buffers[queue]!
      return { what: `room in buffer ${id} (${capacity} of ${capacity})`, behind: this.#inside[queue]![0] }
    }
    const { stations } = this.#operation(unit)
    const obstacles = Array.from(stations, (station) => this.#obstacle(unit, station)!)
    return { what: obstacles.map(({ what }) => what).join(', or '), behind: obstacles.find(({ behind }) => behind !== undefined)?.behind }
  }

  #waitsForPeople(slot: number): Wait {
    const { crews, tables, stations } = this.#plant
    const missing = crews.missingFor(slot)
    const { crews: all, tools } = tables.scenario
    const who = missing < all.length ? `people of crew ${all[missing]!.id}` : `tool ${tools[missing - all.length]!.id}`
    const tied = crews.awaited(slot).flatMap(({ able }) => able.filter((person) => this.#isTied(person)))[0]
    if (tied === undefined) return { what: `${who}, of whom too few are left`, behind: undefined }
    return { what: who, behind: stations.unit[crews.slotOf(tied)]! }
  }

  #waitsForVehicle(unit: number, fleet: number): Wait {
    const { scenario } = this.#plant.tables
    const { id } = scenario.transport[fleet]!
    if (this.#mayBeBrought(unit)) return { what: `a vehicle of ${id}`, behind: this.#vehicles.standing(fleet)[0] }
    const buffer = scenario.buffers[this.#queue(unit)]
    if (buffer !== undefined)
      return { what: `a vehicle of ${id}, which is sent when buffer ${buffer.id} has room`, behind: this.#inside[this.#queue(unit)]![0] }
    const stations = this.#operation(unit).stations
    return { what: `a vehicle of ${id}, which is sent when ${this.#stationNames(stations)} is free`, behind: this.#unitIn(stations[0]!) }
  }

  /** `unit 4 of part, done in mill,` */
  name(unit: number): string {
    const { units, tables } = this.#plant
    const { scenario, slotStation } = tables
    const holder = units.holder[unit]!
    const name = `unit ${units.serial[unit]} of ${scenario.products[units.product[unit]!]!.id}`
    const conveyor = this.#isOn[unit]!
    if (conveyor >= 0) return `${name} on conveyor ${scenario.conveyors[conveyor]!.id}`
    const calling = this.calling.get(unit) ?? this.gathering.get(unit) ?? (holder < 0 ? this.standing.get(unit) : undefined)
    if (calling !== undefined) return `${name} in station ${scenario.stations[slotStation[calling]!]!.id}`
    const vehicle = this.#plant.fleets.vehicleOf(unit)
    if (vehicle >= 0 && holder < -1 - scenario.sources.length) return `${name} on vehicle ${this.#plant.fleets.nameOf(vehicle)}`
    const queue = this.#queue(unit)
    if (this.#inside[queue]?.includes(unit)) return `${name} in buffer ${scenario.buffers[queue]!.id}`
    if (holder >= 0) return `${name}, done in station ${scenario.stations[slotStation[holder]!]!.id},`
    return holder === NONE ? name : `${name} at source ${scenario.sources[-2 - holder]!.id}`
  }

  #unitIn(station: number): number | undefined {
    const { stations, tables } = this.#plant
    const unit = stations.unit[tables.firstSlot[station]!]!
    return unit === NONE ? undefined : unit
  }

  #stationNames(stations: Int32Array): string {
    return Array.from(stations, (station) => `station ${this.#plant.tables.scenario.stations[station]!.id}`).join(' or ')
  }
}
