import { EquipmentState, HealthFinding } from './events.ts'
import type { LoggedScenario, LogHeader } from './header.ts'
import { OrderTable } from './orders.ts'
import { firstPersons } from './people.ts'
import { type Places, places } from './places.ts'
import { copied } from './rows.ts'
import type { SimTime } from './time.ts'
import { UnitTable } from './units.ts'

/** The latest raw value of one key of a real machine: `text` is a string of the log (−1: numeric, `value`). */
export interface Report {
  readonly text: number
  readonly value: number
  readonly time: number
}

/** The latest condition of one key of a real machine; `text` is a string of the log, −1 none. */
export interface Condition {
  readonly level: number
  readonly text: number
  readonly time: number
}

/** The last reading of a signal. */
export interface Reading {
  /** ConditionLevel */
  readonly level: number
  readonly value: number
  readonly time: SimTime
}

/** More signals than a station can have: what parts slots in the key of a reading. */
export const SIGNALS = 65_536

/** Work on a station that is under way: a repair (`kind` 0, `index` a failure mode) or planned maintenance (`kind` 1, `index` a task). */
export interface Upkeep {
  readonly station: number
  readonly index: number
  readonly kind: number
  readonly crew: number
  readonly since: number
}

/**
 * What is known of a plant just after a record: a fold of the log and nothing else. Typed columns by the numbers of events.ts; memory follows
 * what is in the plant, not all that ever was. Times are µs; −1 is none. Only `fold` writes it.
 */
export class PlantState {
  readonly places: Places
  /** A simulated log that breaks an invariant is a bug and throws; of a real plant it is told as it is. */
  readonly strict: boolean
  /** Records are missing: what does not fit together from here on is no bug. */
  hasGaps = false
  /** How many records are folded in, and the latest moment at which one of them was true. */
  events = 0
  time = 0 as SimTime
  measuringSince = 0 as SimTime
  ended = false

  // per slot: state, since when, the unit (−1), the cause (−1), the product it was set up for or made last (−1: none yet)
  slotState: Uint8Array
  slotSince: Float64Array
  slotUnit: Int32Array
  slotCause: Int32Array
  slotSetUp: Int32Array

  // per conveyor: state, since when, the cause (failure mode; −1)
  conveyorState: Uint8Array
  conveyorSince: Float64Array
  conveyorCause: Int32Array

  // per vehicle: state and since when
  vehicleState: Uint8Array
  vehicleSince: Float64Array

  // per station: operations ended by outcome, failures, pieces a real machine counted
  good: Float64Array
  scrap: Float64Array
  rework: Float64Array
  failures: Float64Array
  pieces: Float64Array

  // per place: units at it now, and (sinks) units that left through it
  level: Int32Array
  finished: Float64Array

  // per product
  productCreated: Float64Array
  productFinished: Float64Array
  productScrapped: Float64Array

  // per item
  onHand: Float64Array
  onOrder: Float64Array

  // per source, per crew, per kind of finding
  lost: Float64Array
  crewBusy: Int32Array
  crewPresent: Int32Array
  // per kind of pallet
  palletsFree: Int32Array
  palletsTaken: Int32Array
  // per tool, kind by kind from `firstTool` on: ToolState, and the station where it is in use (−1); per kind: how often one was changed
  readonly firstTool: Int32Array
  toolState: Uint8Array
  toolStation: Int32Array
  toolsRenewed: Float64Array
  // per buffer: what the machine of its store does (StoreState)
  storeState: Uint8Array
  // per person, crew by crew from `firstPerson` on: PersonState, where it is told, and the station of the job (−1)
  readonly firstPerson: Int32Array
  personState: Uint8Array
  personStation: Int32Array
  findings: Float64Array

  readonly units = new UnitTable()
  readonly orders = new OrderTable()
  /** Orders from sources, of which no row is left. */
  sourceOrdersClosed = 0
  /** In order of their start. */
  upkeep: readonly Upkeep[] = []
  /** Per station, by key (a string of the log). */
  reported: readonly Map<number, Report>[]
  conditions: readonly Map<number, Condition>[]
  /** Per station, by slot × SIGNALS + signal: the last reading. */
  readings: readonly Map<number, Reading>[]

  /** The plant before the first record. */
  constructor(header: LogHeader) {
    const { scenario } = header
    const stations = scenario.stations.length
    const products = scenario.products.length
    this.places = places(scenario)
    this.strict = header.origin === 'simulated'
    const slots = this.places.firstSlot[stations]!
    const spots = this.places.ids.length
    // Where a run begins, a station has planned work and no unit; of a real machine nothing is known yet.
    this.slotState = new Uint8Array(slots).fill(this.strict ? EquipmentState.starved : EquipmentState.unknown)
    this.slotSince = new Float64Array(slots)
    this.slotUnit = new Int32Array(slots).fill(-1)
    this.slotCause = new Int32Array(slots).fill(-1)
    this.slotSetUp = new Int32Array(slots).fill(-1)
    const conveyors = scenario.conveyors?.length ?? 0
    this.conveyorState = new Uint8Array(conveyors).fill(this.strict ? EquipmentState.starved : EquipmentState.unknown)
    this.conveyorSince = new Float64Array(conveyors)
    this.conveyorCause = new Int32Array(conveyors).fill(-1)
    this.vehicleState = new Uint8Array(this.places.fleetOfVehicle.length)
    this.vehicleSince = new Float64Array(this.vehicleState.length)
    this.good = new Float64Array(stations)
    this.scrap = new Float64Array(stations)
    this.rework = new Float64Array(stations)
    this.failures = new Float64Array(stations)
    this.pieces = new Float64Array(stations)
    this.level = new Int32Array(spots)
    this.finished = new Float64Array(spots)
    this.productCreated = new Float64Array(products)
    this.productFinished = new Float64Array(products)
    this.productScrapped = new Float64Array(products)
    this.onHand = initialStock(scenario)
    this.onOrder = new Float64Array(this.onHand.length)
    this.lost = new Float64Array(scenario.sources.length)
    this.crewBusy = new Int32Array(scenario.crews.length)
    this.crewPresent = Int32Array.from(scenario.crews, ({ size }) => size)
    const pallets = scenario.pallets ?? []
    this.palletsFree = Int32Array.from(pallets, ({ count }) => count)
    this.palletsTaken = new Int32Array(pallets.length)
    this.firstPerson = firstPersons(scenario.crews)
    const people = this.firstPerson[scenario.crews.length]!
    this.personState = new Uint8Array(people)
    this.personStation = new Int32Array(people).fill(-1)
    const kinds = scenario.tools ?? []
    this.firstTool = firstPersons(kinds.map(({ count }) => ({ size: count })))
    const tools = this.firstTool[kinds.length]!
    this.toolState = new Uint8Array(tools)
    this.toolStation = new Int32Array(tools).fill(-1)
    this.toolsRenewed = new Float64Array(kinds.length)
    this.storeState = new Uint8Array(this.places.firstSink - this.places.firstBuffer)
    this.findings = new Float64Array(Object.keys(HealthFinding).length)
    this.reported = scenario.stations.map(() => new Map())
    this.conditions = scenario.stations.map(() => new Map())
    this.readings = scenario.stations.map(() => new Map())
    const productIndex = new Map(scenario.products.map(({ id }, i) => [id, i]))
    scenario.orders.forEach(({ product, quantity, completed, due }, i) => {
      const row = this.orders.add(i, productIndex.get(product) ?? -1, -1, quantity, due === null ? -1 : Math.round(due * 1e6))
      this.orders.good[row] = completed
    })
  }

  /** Becomes a copy of a state of the same log; columns that fit are kept, so that scrubbing allocates little. */
  copyFrom(other: PlantState) {
    this.hasGaps = other.hasGaps
    this.events = other.events
    this.time = other.time
    this.measuringSince = other.measuringSince
    this.ended = other.ended
    this.slotState = all(this.slotState, other.slotState)
    this.slotSince = all(this.slotSince, other.slotSince)
    this.slotUnit = all(this.slotUnit, other.slotUnit)
    this.slotCause = all(this.slotCause, other.slotCause)
    this.slotSetUp = all(this.slotSetUp, other.slotSetUp)
    this.conveyorState = all(this.conveyorState, other.conveyorState)
    this.conveyorSince = all(this.conveyorSince, other.conveyorSince)
    this.conveyorCause = all(this.conveyorCause, other.conveyorCause)
    this.vehicleState = all(this.vehicleState, other.vehicleState)
    this.vehicleSince = all(this.vehicleSince, other.vehicleSince)
    this.good = all(this.good, other.good)
    this.scrap = all(this.scrap, other.scrap)
    this.rework = all(this.rework, other.rework)
    this.failures = all(this.failures, other.failures)
    this.pieces = all(this.pieces, other.pieces)
    this.level = all(this.level, other.level)
    this.finished = all(this.finished, other.finished)
    this.productCreated = all(this.productCreated, other.productCreated)
    this.productFinished = all(this.productFinished, other.productFinished)
    this.productScrapped = all(this.productScrapped, other.productScrapped)
    this.onHand = all(this.onHand, other.onHand)
    this.onOrder = all(this.onOrder, other.onOrder)
    this.lost = all(this.lost, other.lost)
    this.crewBusy = all(this.crewBusy, other.crewBusy)
    this.crewPresent = all(this.crewPresent, other.crewPresent)
    this.palletsFree = all(this.palletsFree, other.palletsFree)
    this.palletsTaken = all(this.palletsTaken, other.palletsTaken)
    this.personState = all(this.personState, other.personState)
    this.personStation = all(this.personStation, other.personStation)
    this.toolState = all(this.toolState, other.toolState)
    this.storeState = all(this.storeState, other.storeState)
    this.toolStation = all(this.toolStation, other.toolStation)
    this.toolsRenewed = all(this.toolsRenewed, other.toolsRenewed)
    this.findings = all(this.findings, other.findings)
    this.units.copyFrom(other.units)
    this.orders.copyFrom(other.orders)
    this.sourceOrdersClosed = other.sourceOrdersClosed
    this.upkeep = other.upkeep
    this.reported = other.reported.map((values) => new Map(values))
    this.conditions = other.conditions.map((values) => new Map(values))
    this.readings = other.readings.map((values) => new Map(values))
  }

  /** About how much memory a copy takes: what keyframes are spaced by. */
  get byteLength(): number {
    const sized = (list: readonly Map<number, unknown>[]) => list.reduce((sum, values) => sum + values.size, 0)
    const reports = sized(this.reported) + sized(this.conditions) + sized(this.readings)
    return (
      this.slotState.length * 21 +
      this.conveyorState.length * 13 +
      this.vehicleState.length * 9 +
      this.good.length * 48 +
      this.level.length * 12 +
      this.onHand.length * 16 +
      this.personState.length * 5 +
      this.toolState.length * 5 +
      this.units.rows.key.length * 56 +
      this.orders.rows.key.length * 68 +
      reports * 80
    )
  }
}

/** Stock on hand at t = 0 per item: materials, then products. */
export const initialStock = ({ materials, products }: LoggedScenario) =>
  Float64Array.from([...materials, ...products], (item) => item.initialStock)

const all = <T extends Int32Array | Float64Array | Uint8Array>(into: T, from: T) => copied(into, from, from.length)
