import type { Operation, Scenario } from '../../scenarios/model.ts'
import type { Plant } from './plant.ts'
import { routedOperations } from './routed-operations.ts'
import { NONE } from './tables.ts'

/**
 * How units get from where they stand to where they are to be: handed over at once, unless their next operation (or their sink) is reached by a
 * carrier. A unit that waits for a carrier is like one that waits for room: it stays in its slot, or outside at its source.
 *
 *     slot, source ──ask──▶ carrier ──deliver──▶ queue, station or sink
 */
export class Legs {
  readonly #plant: Plant
  /** Carrier that leads to an operation, and from the end of a product's route to its sink; NONE: handed over. Null: no plant of carriers. */
  readonly #toOperation: Int32Array | null
  readonly #toSink: Int32Array
  readonly #firstHolder: number
  readonly #conveyors: number

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario } = plant.tables
    const { conveyors, transport } = scenario
    const conveyor = new Map(conveyors.map(({ id }, c) => [id, c]))
    const fleet = new Map(transport.map(({ id }, f) => [id, conveyors.length + f]))
    const carrier = ({ via, by }: Leg) => (via !== null ? conveyor.get(via)! : by === null ? NONE : fleet.get(by)!)
    this.#conveyors = conveyors.length
    this.#toOperation = usesCarriers(scenario) ? Int32Array.from(routedOperations(scenario), carrier) : null
    this.#toSink = Int32Array.from(scenario.products, carrier)
    this.#firstHolder = -2 - scenario.sources.length
  }

  /** Nobody rides here. */
  get none(): boolean {
    return this.#toOperation === null
  }

  /** The carrier that the unit's next operation, or its sink, is reached by; NONE. */
  of(unit: number): number {
    if (this.#toOperation === null) return NONE
    const { units } = this.#plant
    const operation = units.operation[unit]!
    if (operation >= 0) return this.#toOperation[operation]!
    return operation === NONE ? this.#toSink[units.product[unit]!]! : NONE
  }

  /** The fleet by which the unit is carried. */
  fleetOf(unit: number): number {
    return this.of(unit) - this.#conveyors
  }

  /** NONE: units come to the operation by being handed over. */
  toOperation(operation: number): number {
    return this.#toOperation === null ? NONE : this.#toOperation[operation]!
  }

  /** The unit wants to be carried, coming from `holder`. False: it waits where it is. */
  ask(carrier: number, unit: number, holder: number): boolean {
    const { conveyors, fleets } = this.#plant
    if (carrier < this.#conveyors) return conveyors.ask(carrier, unit, holder)
    fleets.ask(carrier - this.#conveyors, unit, holder)
    return false
  }

  /** Would a unit that comes now be taken at once? */
  hasRoom(carrier: number): boolean {
    const { conveyors } = this.#plant
    return carrier < this.#conveyors ? conveyors.hasRoom(carrier) : this.#plant.requests.head[carrier - this.#conveyors] === NONE
  }

  /** A holder that stood still can hand over again: the unit that waits there for its carrier may go. */
  retry(carrier: number) {
    if (carrier < this.#conveyors) this.#plant.conveyors.retry(carrier)
    else this.#plant.fleets.retry(carrier - this.#conveyors)
  }

  /** The unit is there: it leaves the plant, or comes to its queue, in which a place may be kept for it. False: it stands before it, on its carrier. */
  deliver(unit: number, carrier: number, isPromised: boolean): boolean {
    const { units, queues, departures } = this.#plant
    if (units.operation[unit]! < 0) {
      departures.finish(unit)
      return true
    }
    if (queues.reach(unit, this.#firstHolder - carrier, isPromised)) return true
    queues.offerOutside(unit)
    return false
  }

  /** The unit stands before its queue, and its carrier may hand it over again. */
  offer(unit: number) {
    const { queues, tables, units } = this.#plant
    queues.retry(tables.queueOfOperation[units.operation[unit]!]!)
  }

  /** Is the holder a carrier? It is then its number, else NONE. */
  carrierOf(holder: number): number {
    return holder <= this.#firstHolder ? this.#firstHolder - holder : NONE
  }

  carrierOfVehicle(vehicle: number): number {
    return this.#conveyors + vehicle
  }

  /** May the carrier hand over what has come to its end? */
  runs(carrier: number): boolean {
    return carrier < this.#conveyors ? this.#plant.conveyors.runs(carrier) : this.#plant.fleets.runs(carrier - this.#conveyors)
  }

  /** The unit that stood on it before its queue has been taken. */
  leaves(carrier: number) {
    if (carrier < this.#conveyors) this.#plant.conveyors.leaves(carrier)
    else this.#plant.fleets.leaves(carrier - this.#conveyors)
  }

  /** Would the unit be taken at once if it were there now? */
  isFreeAhead(unit: number): boolean {
    const { units, queues, tables } = this.#plant
    const operation = units.operation[unit]!
    return operation < 0 || queues.isFree(tables.queueOfOperation[operation]!)
  }

  /** Place in the log. */
  placeOf(carrier: number): number {
    return this.#plant.tables.places.firstConveyor + carrier
  }

  /** The operation that a unit under way is on its way to; on the way to its sink, the last one. */
  stepOf(unit: number): number {
    const { units, tables } = this.#plant
    const operation = units.operation[unit]!
    return tables.operations[operation < 0 ? tables.firstOperation[units.product[unit]! + 1]! - 1 : operation]!.step
  }
}

type Leg = Pick<Operation, 'via' | 'by'>

const usesCarriers = ({ products }: Scenario) =>
  products.some((product) => [product, ...product.route].some(({ via, by }: Leg) => via !== null || by !== null))
