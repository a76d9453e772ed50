import { places } from '../../../engine/log/places.ts'
import type { Snapshot } from '../../../engine/plant/simulation.ts'
import type { Batch, Operation, Scenario } from '../../../scenarios/model.ts'

export const NONE = -1

/** What a scenario says about who waits where, numbered as in a snapshot but worked out again, and not with the plant's own tables. */
export class Layout {
  readonly scenario: Scenario
  readonly operations: readonly (Operation & { readonly step: number; readonly last: boolean })[]
  /** Buffers, then meeting points (capacity 0). */
  readonly queues: readonly { readonly id: string; readonly capacity: number }[]
  /** operation → queue */
  readonly queueOf: readonly number[]
  /** slot → station */
  readonly stationOf: readonly number[]
  readonly firstSlot: Int32Array
  /** queue → stations that can do an operation that waits there */
  readonly serving: readonly (readonly number[])[]

  constructor(scenario: Scenario) {
    this.scenario = scenario
    const isShelf = (sink: string) => scenario.buffers.some(({ id }) => id === sink)
    const nothing = { id: '', stations: [], components: [], parts: [], splits: [], batch: null, step: -1, last: true }
    this.operations = [
      ...scenario.products.flatMap(({ route, sink }) =>
        route.map((operation, step) => ({ ...operation, step, last: step === route.length - 1 && !isShelf(sink) })),
      ),
      // Who got one station of several waits for the operation there and nowhere else.
      ...scenario.products.flatMap(({ route, sink }) =>
        route.flatMap((operation, step) =>
          (operation.choose?.at ?? []).map(({ station, buffer }) => ({
            ...operation,
            stations: [station],
            buffer: buffer ?? operation.buffer,
            choose: null,
            step,
            last: step === route.length - 1 && !isShelf(sink),
          })),
        ),
      ),
      // A part at the end of its route waits in its buffer for an operation that nobody does.
      ...scenario.products.flatMap(({ route, sink }) => (isShelf(sink) ? [{ ...route[0]!, ...nothing, buffer: sink }] : [])),
    ]
    const queues = scenario.buffers.map(({ id, capacity }) => ({ id, capacity: capacity ?? Number.POSITIVE_INFINITY }))
    this.queueOf = this.operations.map(({ buffer, stations, choose }) => {
      if (choose !== null) return NONE
      const id = buffer ?? `before ${stations.join(' | ')}`
      const known = queues.findIndex((queue) => queue.id === id)
      return known >= 0 ? known : queues.push({ id, capacity: 0 }) - 1
    })
    this.queues = queues
    this.stationOf = scenario.stations.flatMap(({ slots }, s) => new Array<number>(slots).fill(s))
    this.firstSlot = places(scenario).firstSlot
    this.serving = queues.map((_, q) => [
      ...new Set(this.operations.flatMap(({ stations }, o) => (this.queueOf[o] === q ? stations.map((id) => this.station(id)) : []))),
    ])
  }

  /** The queue in which a unit waits after this operation. */
  queueAfter(o: number): number {
    const following = this.operations[o + 1]
    if (following !== undefined && following.step === this.operations[o]!.step + 1 && following.step > 0) return this.queueOf[o + 1]!
    let product = -1
    for (let i = 0; i <= o; i++) if (this.operations[i]!.step === 0) product++
    return this.queues.findIndex(({ id }) => id === this.scenario.products[product]!.sink)
  }

  station(id: string): number {
    return this.scenario.stations.findIndex((station) => station.id === id)
  }

  /** The rule by which the station brings units together for this operation; null: one by one. */
  batchOf(operation: number, station: number): Batch | null {
    const { batch, stations } = this.operations[operation]!
    const { id, batch: own } = this.scenario.stations[station]!
    return stations.includes(id) ? (batch ?? own) : null
  }

  /** The most units that a slot of the station holds where it works in batches; else 0. */
  most(station: number): number {
    return Math.max(this.room(station) > 0 ? 1 : 0, ...this.operations.map((_, o) => this.batchOf(o, station)?.max ?? 0))
  }

  /** The most that ever stand in one: with what comes out of those that are split. */
  room(station: number): number {
    const { id } = this.scenario.stations[station]!
    const own = this.operations.flatMap((operation, o) => {
      const batch = this.batchOf(o, station)
      const born = operation.splits.reduce((sum, { quantity }) => sum + quantity, 0)
      return !operation.stations.includes(id) || (batch === null && born === 0) ? [] : [(batch?.max ?? 1) * (1 + born)]
    })
    return Math.max(0, ...own)
  }

  /** Materials, then products. */
  item(id: string): number {
    return [...this.scenario.materials, ...this.scenario.products].findIndex((item) => item.id === id)
  }

  slotsOf(station: number): number[] {
    return this.stationOf.flatMap((s, slot) => (s === station ? [slot] : []))
  }
}

/** A snapshot, read with its layout. Units are places in the pool. */
export class PlantView {
  readonly layout: Layout
  readonly #elements: Snapshot['elements']

  constructor(layout: Layout, { elements }: Snapshot) {
    this.layout = layout
    this.#elements = elements
  }

  has(element: string): boolean {
    return this.#elements[element] !== undefined
  }

  column(element: string, field: string): ArrayLike<number> {
    const column = this.#elements[element]?.[field]
    if (column === undefined || typeof column === 'number') throw new Error(`a snapshot has no column ${element}.${field}`)
    return column
  }

  number(element: string, field: string): number {
    const number = this.#elements[element]?.[field]
    if (typeof number !== 'number') throw new Error(`a snapshot has no number ${element}.${field}`)
    return number
  }

  /** Everything that was put off within the instant has been done. */
  get isSettled(): boolean {
    return (
      this.number('settling', 'touchedCount') +
        this.number('settling', 'exitCount') +
        this.number('settling', 'standingCount') +
        this.number('crews', 'dirtyCount') ===
      0
    )
  }

  isWorkingTime(calendar: string | null): boolean {
    const number = this.layout.scenario.calendars.findIndex(({ id }) => id === calendar)
    return calendar === null || this.column('shifts', 'working')[number] === 1
  }

  /** Out of hours, unless it works late; or in a pause that it has late. */
  isPaused(slot: number, calendar: string | null): boolean {
    if (calendar === null) return false
    return this.isWorkingTime(calendar) ? this.column('shifts', 'pausesOn')[slot] === 1 : this.column('shifts', 'late')[slot] === 0
  }

  unitIn(slot: number): number {
    return this.column('stations', 'unit')[slot]!
  }

  /** All units in it: more than one where it works in batches. */
  unitsIn(slot: number): number[] {
    const batches = this.#elements.batches
    const count = batches === undefined ? 0 : this.column('batches', 'count')[slot]!
    if (count === 0) return this.unitIn(slot) === NONE ? [] : [this.unitIn(slot)]
    const first = this.#firstMember(slot)
    return Array.from({ length: count }, (_, i) => this.column('batches', 'members')[first + i]!)
  }

  /** Those that are part of the unit, and of its parts. */
  partsOf(unit: number): number[] {
    const parts = this.#elements.assembly?.parts
    if (parts === undefined || typeof parts === 'number') return []
    return this.#list(parts[unit] ?? NONE).flatMap((part) => [part, ...this.partsOf(part)])
  }

  /** Places in queues that are reserved from this slot. */
  reservationsOf(slot: number): number[] {
    const count = this.#elements.batches === undefined ? 0 : this.column('batches', 'count')[slot]!
    const first = this.#firstMember(slot)
    const members = Array.from({ length: count }, (_, i) => this.column('batches', 'reservation')[first + i]!)
    return [...members, this.column('stations', 'reservation')[slot]!].filter((queue) => queue !== NONE)
  }

  #firstMember(slot: number): number {
    return this.layout.stationOf.slice(0, slot).reduce((sum, s) => sum + this.layout.room(s), 0)
  }

  runs(slot: number): boolean {
    return this.column('slotStates', 'stopped')[slot] === 0
  }

  /** Is it set up for what comes next? */
  isSetUpAhead(slot: number): boolean {
    return this.#elements.setupAhead !== undefined && this.column('setupAhead', 'product')[slot] !== NONE
  }

  /** Those that wait outside to be released. */
  contained(): number[] {
    if (this.#elements.containment === undefined) return []
    return Array.from(this.column('containment', 'head'), (head) => this.#list(head)).flat()
  }

  unreleased(): number[] {
    return Array.from(this.column('release', 'head'), (head) => this.#list(head)).flat()
  }

  /** Free, and neither paused nor down nor in maintenance. */
  freeSlots(station: number): number {
    return this.layout.slotsOf(station).filter((slot) => this.unitIn(slot) === NONE && this.runs(slot)).length
  }

  inside(queue: number): number[] {
    return this.#list(this.column('queues', 'head')[queue]!)
  }

  /** Those who stand before the queue, in a station or at their source. */
  outside(queue: number): number[] {
    return this.#list(this.column('queues', 'outsideHead')[queue]!)
  }

  isOnHold(slot: number): boolean {
    return this.#elements.holds !== undefined && this.column('holds', 'held')[slot]! > 0
  }

  holder(unit: number): number {
    return this.column('units', 'holder')[unit]!
  }

  canLeave(unit: number): boolean {
    const holder = this.holder(unit)
    const conveyor = this.conveyorOf(holder)
    if (conveyor >= this.layout.scenario.conveyors.length)
      return this.column('vehicleFailures', 'down')[conveyor - this.layout.scenario.conveyors.length] === 0
    if (conveyor !== NONE) return this.conveyorRuns(conveyor)
    if (holder < 0 || this.runs(holder)) return true
    const { transferWhileDown, calendar } = this.layout.scenario.stations[this.layout.stationOf[holder]!]!
    const isDown =
      !this.isOnHold(holder) && this.column('upkeep', 'down')[holder]! > 0 && this.column('upkeep', 'maintaining')[holder] === 0
    return transferWhileDown && isDown && this.isWorkingTime(calendar)
  }

  /** The conveyor that the holder of a unit is, or, counted on from there, the vehicle; NONE. */
  conveyorOf(holder: number): number {
    const first = -2 - this.layout.scenario.sources.length
    return holder <= first ? first - holder : NONE
  }

  conveyorRuns(conveyor: number): boolean {
    return this.column('beltFailures', 'down')[conveyor] === 0 && this.isWorkingTime(this.layout.scenario.conveyors[conveyor]!.calendar)
  }

  /** Units on a conveyor, from the front. */
  riding(conveyor: number): number[] {
    return this.#ring(conveyor).map((at) => this.column('conveyors', 'unit')[at]!)
  }

  /** Those who wait for a vehicle of the fleet. */
  waitingForFleet(fleet: number): number[] {
    return this.#list(this.column('requests', 'head')[fleet]!)
  }

  /** vehicle → units on its list: on it, or fetched by it. */
  carried(): number[][] {
    let base = 0
    return this.layout.scenario.transport.flatMap(({ fleet, capacity }) =>
      Array.from({ length: fleet }, () =>
        Array.from({ length: capacity }, () => this.column('fleets', 'unit')[base++]!).filter((unit) => unit !== NONE),
      ),
    )
  }

  /** Those who wait for its entry. */
  waitingFor(conveyor: number): number[] {
    return this.#list(this.column('conveyors', 'waitingHead')[conveyor]!)
  }

  /** Where the leading edges of those on it are, µs of riding, from the front. Worked out from unit to unit. */
  positions(conveyor: number): number[] {
    const { accumulating, release, length, speed, unitLength, gap } = this.layout.scenario.conveyors[conveyor]!
    const column = (field: string) => this.column('conveyors', field)
    const gone = column('gone')[conveyor]! + (this.number('calendar', 'now') - column('since')[conveyor]!) * column('rate')[conveyor]!
    const end = (length / speed) * 1e6
    const pitch = ((unitLength + gap) / speed) * 1e6
    const found: number[] = []
    this.#ring(conveyor).forEach((at, k) => {
      const free = gone - Math.max(column('cameAt')[at]!, k === 0 ? column('leadFrom')[conveyor]! : Number.NEGATIVE_INFINITY)
      if (release === 'ripple') found.push(column('stands')[at]! >= 0 ? column('stands')[at]! : free)
      else found.push(accumulating ? Math.min(free, k === 0 ? end : found[k - 1]! - pitch) : free)
    })
    return found
  }

  #ring(conveyor: number): number[] {
    const ring = (c: number) => {
      const { length, unitLength, gap } = this.layout.scenario.conveyors[c]!
      return Math.floor((length / (unitLength + gap)) * (1 + 1e-12)) + 1
    }
    let base = 0
    for (let c = 0; c < conveyor; c++) base += ring(c)
    const first = this.column('conveyors', 'first')[conveyor]!
    return Array.from({ length: this.column('conveyors', 'level')[conveyor]! }, (_, k) => base + ((first + k) % ring(conveyor)))
  }

  name(unit: number): string {
    return `unit ${this.column('units', 'serial')[unit]}`
  }

  #list(head: number): number[] {
    const next = this.column('units', 'next')
    const units: number[] = []
    for (let unit = head; unit !== NONE; unit = next[unit]!) units.push(unit)
    return units
  }
}
