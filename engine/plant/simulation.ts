import type { Scenario } from '../../scenarios/model.ts'
import { trueScenario } from '../../scenarios/truth.ts'
import { type Model, NoProgress, run } from '../kernel/loop.ts'
import { type Held, load, save } from '../kernel/snapshot.ts'
import type { SimTime } from '../kernel/time.ts'
import type { LogSink } from '../log/sink.ts'
import { Tally } from '../log/tally.ts'
import { tallyShape } from '../log/tally-shape.ts'
import type { StreamPositions } from '../random/index.ts'
import { goingRound } from './going-round.ts'
import { Message, Phase } from './phases.ts'
import { Plant } from './plant.ts'
import { standstill } from './standstill.ts'

export { NoProgress } from '../kernel/loop.ts'

export interface SimulationOptions {
  readonly seed: number
  /** 0 … 65535: another replication is other luck. */
  readonly replication: number
  /** When measuring starts, µs; default 0. */
  readonly warmUp?: SimTime
  /** Counts for the KPIs; default: nobody counts. */
  readonly tally?: Tally
  /** Writes the log; default: none is written. */
  readonly log?: LogSink
  /** Shuffles events of the same instant and phase by this key: SPEC.md [T7]. Default 0: first in, first out. */
  readonly ties?: number
  /**
   * Goes on from here instead of starting at t = 0. Of a run of the same scenario, seed and replication: bit for bit. With another replication
   * the luck is fresh from here on; with a scenario of the same shape the plant is another from here on: SPEC.md [P2], [P3].
   */
  readonly from?: Snapshot
}

/** Everything that changes in a run, as plain data: it can be saved, sent to a worker, and gone on from as often as one likes. */
export interface Snapshot {
  readonly version: 1
  readonly elements: Readonly<Record<string, Held>>
  readonly positions: StreamPositions
  readonly tally: Held | null
}

/** One run of one plant: built at t = 0, then driven by `run`. */
export class Simulation implements Model {
  readonly #plant: Plant
  readonly #tally: Tally | null
  #ended = false

  constructor(scenario: Scenario, { seed, replication, warmUp, tally, log, ties, from }: SimulationOptions) {
    this.#tally = tally ?? null
    this.#plant = new Plant(trueScenario(scenario), { seed, replication, tally: tally ?? null, log: log ?? null, ties: ties ?? 0 })
    if (from !== undefined) this.#load(from)
    else {
      tally?.stock.set(this.#plant.items.stock)
      this.#begin(warmUp ?? (0 as SimTime))
    }
  }

  get now(): SimTime {
    return this.#plant.calendar.now
  }

  /** Events fired so far. */
  get events(): number {
    return this.#plant.calendar.fired
  }

  /**
   * Fires events up to and including `until`, at most `budget` of them. True: `until` is reached, and every tally and log stands at it.
   * Throws `NoProgress` where the model goes round at one instant.
   */
  run(until: SimTime, budget = Number.POSITIVE_INFINITY): boolean {
    const { calendar } = this.#plant
    if (!this.#ran(until, budget)) return false
    if (calendar.now < until) calendar.now = until
    return true
  }

  #ran(until: SimTime, budget: number): boolean {
    try {
      return run(this.#plant.calendar, this, until, budget)
    } catch (error) {
      throw error instanceof NoProgress ? new NoProgress(error.at, goingRound(this.#plant, this)) : error
    }
  }

  /** Writes the last record of the log. Nothing may run after it. */
  end() {
    if (!this.#ended) {
      this.#plant.backflush?.close()
      this.#plant.doors.ended()
    }
    this.#ended = true
  }

  /**
   * Who waits for whom in a ring, or for what never comes: a sentence each. Null where every unit may still move. Between two calls of `run`; takes
   * as long as there is to look at.
   */
  standstill(): readonly string[] | null {
    return standstill(this.#plant)
  }

  /** Taken between two calls of `run`. */
  save(): Snapshot {
    const elements = Object.fromEntries(this.#plant.elements().map(([name, element]) => [name, save(element)]))
    return { version: 1, elements, positions: this.#plant.chance.positions, tally: this.#tally === null ? null : save(this.#tally) }
  }

  #load(snapshot: Snapshot) {
    for (const [name, element] of this.#plant.elements()) load(element, snapshot.elements[name]!)
    this.#plant.chance.positions = snapshot.positions
    if (this.#tally !== null && snapshot.tally !== null) load(this.#tally, snapshot.tally)
  }

  /** Forgets what was counted before `at`, which is not before now. Between two calls of `run`. */
  measureFrom(at: SimTime) {
    const { calendar } = this.#plant
    if (at > calendar.now) calendar.schedule(at, Phase.sampling, 0, Message.warmUpEnds)
    else this.#tally?.reset(at)
  }

  /** Of a plant that is another from here on: whoever may move now, by the new numbers, is told. */
  reconsider() {
    const { queues, stations, crews, tables } = this.#plant
    for (let queue = 0; queue < tables.queues; queue++) queues.retry(queue)
    crews.reconsider()
    stations.touchAllFree()
  }

  settle(): number {
    return this.#plant.settling.settle()
  }

  fire(target: number, message: number) {
    const {
      conditions,
      wear,
      stations,
      sources,
      crews,
      upkeep,
      shifts,
      orders,
      purchasing,
      lots,
      requirements,
      faults,
      doors,
      quality,
      conveyors,
      fleets,
    } = this.#plant
    switch (message) {
      case Message.workEnds:
        return this.#plant.jobs.ends(target)
      case Message.arrival:
        return sources.arrive(target)
      case Message.workFails:
        return this.#plant.progress.workFails(target)
      case Message.repairEnds:
        return upkeep.repaired(target)
      case Message.setupEnds:
        return this.#plant.setUps.ends(target)
      case Message.failureStarts:
        return wear.fires(target)
      case Message.calendarEdge:
        return shifts.edge(target)
      case Message.maintenanceDue:
        return upkeep.due(target)
      case Message.maintenancePeriod:
        return upkeep.periodDue(target)
      case Message.holdEnds:
        return this.#plant.campaigns.holdEnds(target)
      case Message.setupAheadEnds:
        return this.#plant.setupAhead!.ends(target)
      case Message.overtimeEnds:
        return shifts.overtimeEnds(target)
      case Message.pauseEnds:
        return shifts.pauseEnds(target)
      case Message.conditionReading:
        return conditions.reading(target)
      case Message.maintenanceEnds:
        return upkeep.maintained(target)
      case Message.orderRelease:
        return orders.release(target)
      case Message.delivery:
        return purchasing.delivered(target)
      case Message.deliveryInspected:
        return purchasing.inspected(target)
      case Message.stockReviewed:
        return purchasing.reviewed(target)
      case Message.lotExpires:
        return lots.expires(target)
      case Message.requirementsPlanned:
        return requirements.plan(target)
      case Message.jobMayStart:
        return stations.touchFreeSlots(target)
      case Message.faultStarts:
        return faults.start(target)
      case Message.toolSpent:
        return this.#plant.tools.spent(target)
      case Message.toolChanged:
        return this.#plant.tools.changed(target)
      case Message.palletReturns:
        return this.#plant.pallets.returns(target)
      case Message.personArrives:
        return crews.arrives(target)
      case Message.shiftOver:
        return crews.shiftIsOver(target)
      case Message.personComes:
        return crews.personComes(target)
      case Message.batchDue:
        return this.#plant.batches!.due(target)
      case Message.testResult:
        return quality.resultKnown(target)
      case Message.conveyorMoves:
        return conveyors.moves(target)
      case Message.conveyorSettles:
        return conveyors.settles(target)
      case Message.conveyorFails:
        return this.#plant.beltFailures.fails(target)
      case Message.conveyorRepaired:
        return this.#plant.beltFailures.repaired(target)
      case Message.conveyorSpeed:
        return conveyors.speedChanges(target)
      case Message.release:
        return this.#plant.release.look()
      case Message.restMayGo:
        return this.#plant.transfers!.rest(target)
      case Message.lotHoldBegins:
        return lots.holdBegins(target)
      case Message.lotHoldEnds:
        return lots.holdEnds(target)
      case Message.stationHoldBegins:
        return this.#plant.holds!.begins(target)
      case Message.stationHoldEnds:
        return this.#plant.holds!.ends(target)
      case Message.containmentBegins:
        return this.#plant.containment!.begins(target)
      case Message.containmentEnds:
        return this.#plant.containment!.ends(target)
      case Message.orderChanges:
        return this.#plant.callOffs!.change(target)
      case Message.replacement:
        return orders.replace(target)
      case Message.dwelt:
        return stations.wake(target)
      case Message.waitedTooLong:
        return this.#plant.queues.waitedTooLong(target)
      case Message.shipmentReturns:
        return this.#plant.outside!.returns(target)
      case Message.vehicleArrives:
        return fleets.arrives(target)
      case Message.vehicleSettles:
        return fleets.settles(target)
      case Message.fleetDecides:
        return fleets.decides(target)
      case Message.fleetLooks:
        return fleets.look(target)
      case Message.vehicleFails:
        return this.#plant.vehicleFailures.fails(target)
      case Message.vehicleRepaired:
        return this.#plant.vehicleFailures.repaired(target)
      case Message.storeMoves:
        return this.#plant.stores.moves(target)
      case Message.storeDecides:
        return this.#plant.stores.decides(target)
      case Message.warmUpEnds:
        return doors.warmUpEnded()
      default:
        throw new Error(`no message has the number ${message}`)
    }
  }

  #begin(warmUp: SimTime) {
    const {
      calendar,
      faults,
      shifts,
      crews,
      conditions,
      wear,
      upkeep,
      orders,
      lots,
      purchasing,
      requirements,
      dispatch,
      stations,
      sources,
      conveyors,
    } = this.#plant
    if (warmUp > 0) calendar.schedule(warmUp, Phase.sampling, 0, Message.warmUpEnds)
    faults.begin()
    shifts.begin()
    this.#plant.holds?.begin()
    this.#plant.containment?.begin()
    this.#plant.energy?.begin()
    stations.open()
    crews.begin()
    this.#plant.pallets.begin()
    this.#plant.tools.begin()
    conditions.begin()
    wear.begin()
    upkeep.begin()
    conveyors.begin()
    this.#plant.fleets.begin()
    this.#plant.vehicleFailures.begin()
    lots.begin()
    purchasing.begin()
    requirements.begin()
    orders.begin()
    this.#plant.items.begin()
    this.#plant.callOffs?.begin()
    dispatch.begin()
    sources.placeInitial()
    this.#plant.stores.begin()
    sources.begin()
    stations.begin()
  }
}

/** The empty tally that fits a scenario. */
export const tallyFor = (scenario: Scenario): Tally => new Tally(tallyShape(scenario))
