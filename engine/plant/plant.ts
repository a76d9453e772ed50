import type { Scenario } from '../../scenarios/model.ts'
import { Calendar } from '../kernel/calendar.ts'
import type { LogSink } from '../log/sink.ts'
import type { Tally } from '../log/tally.ts'
import { Streams } from '../random/index.ts'
import { Assembly } from './assembly.ts'
import { Backflush } from './backflush.ts'
import { BatchWork } from './batch-work.ts'
import { Batches } from './batches.ts'
import { AT_ONCE, Bookings } from './bookings.ts'
import { Breakdowns } from './breakdowns.ts'
import { CallOffs, needsCallOffs } from './call-offs.ts'
import { Campaigns } from './campaigns.ts'
import { Chance } from './chance.ts'
import { Conditions } from './conditions.ts'
import { Containment, needsContainment } from './containment.ts'
import { Conveyors } from './conveyors.ts'
import { Crews } from './crews.ts'
import { Departures } from './departures.ts'
import { Dispatch } from './dispatch.ts'
import { Doors } from './doors.ts'
import { Energy, needsEnergy } from './energy.ts'
import { Faults } from './faults.ts'
import { Holds, needsHolds } from './holds.ts'
import { Items } from './items.ts'
import { Legs } from './legs.ts'
import { Lots } from './lots.ts'
import { Orders } from './orders.ts'
import { Outside } from './outside.ts'
import { Pallets } from './pallets.ts'
import { Parameters } from './parameters.ts'
import { Message } from './phases.ts'
import { Preemption } from './preemption.ts'
import { Purchasing } from './purchasing.ts'
import { Quality } from './quality.ts'
import { Queues } from './queues.ts'
import { Release } from './release.ts'
import { Requirements } from './requirements.ts'
import { Routing } from './routing.ts'
import { Settling } from './settling.ts'
import { SetupAhead } from './setup-ahead.ts'
import { Shifts } from './shifts.ts'
import { SlotStates } from './slot-states.ts'
import { Sources } from './sources.ts'
import { Stations } from './stations.ts'
import { Stores } from './stores.ts'
import { type Tables, tables } from './tables.ts'
import { Tools } from './tools.ts'
import { Transfers } from './transfers.ts'
import { Chargers } from './transport/chargers.ts'
import { Fleets } from './transport/fleets.ts'
import { Rails } from './transport/rails.ts'
import { Requests } from './transport/requests.ts'
import { Zones } from './transport/zones.ts'
import { reworkSteps, Units } from './units.ts'
import { Upkeep } from './upkeep.ts'
import { Versions } from './versions.ts'
import { Wear } from './wear.ts'
import { Jobs } from './work/jobs.ts'
import { Leaving } from './work/leaving.ts'
import { Manning } from './work/manning.ts'
import { Progress } from './work/progress.ts'
import { Seating } from './work/seating.ts'
import { SetUps } from './work/set-ups.ts'

/**
 * What never changes of a plant, by scenario: a replication or a fork of one that was built before starts in a fraction of the time. Whoever
 * opens chance after the tables does so in the same order each time.
 */
const RECIPES = new WeakMap<
  Scenario,
  { readonly seed: number; readonly chance: Chance; readonly opened: number; readonly tables: Tables }
>()

/**
 * A plant, wired: the elements and what they share. Units flow
 *
 *     Sources, Orders ──▶ Queues ⇄ Stations ──▶ sinks ──▶ Items (stock)
 *                                 ▲    ▲                    │ components
 *                        Dispatch ┘    └ Upkeep ◀── Crews   └──▶ Stations
 *                                          ▲          ▲
 *                                          └─ Shifts ─┘
 *
 * Between any two of them a unit may have to ride: Legs ──▶ Conveyors, Fleets.
 *
 * Each element is one object for all of its kind; what changes in it are its own numbers and typed columns, and nothing else.
 */
export class Plant {
  readonly calendar = new Calendar()
  readonly chance: Chance
  readonly tables: Tables
  /** Null where all that is booked is booked rightly and at once. */
  readonly bookings: Bookings | null
  readonly doors: Doors
  readonly units: Units
  readonly faults: Faults
  readonly shifts: Shifts
  readonly crews: Crews
  readonly items: Items
  /** Null where all that is taken is booked as it is. */
  readonly backflush: Backflush | null
  readonly purchasing: Purchasing
  readonly lots: Lots
  readonly requirements: Requirements
  readonly orders: Orders
  /** Null where no order is changed or has a tolerance. */
  readonly callOffs: CallOffs | null
  readonly legs: Legs
  readonly conveyors: Conveyors
  readonly beltFailures: Breakdowns
  readonly fleets: Fleets
  readonly requests: Requests
  readonly zones: Zones
  readonly rails: Rails
  readonly chargers: Chargers
  readonly vehicleFailures: Breakdowns
  /** Null where each product is made in one way. */
  readonly versions: Versions | null
  readonly routing: Routing
  readonly release: Release
  readonly queues: Queues
  readonly stores: Stores
  readonly dispatch: Dispatch
  readonly upkeep: Upkeep
  readonly campaigns: Campaigns
  readonly conditions: Conditions
  readonly wear: Wear
  readonly parameters: Parameters
  readonly quality: Quality
  /** Null where no station is ever on hold. */
  readonly holds: Holds | null
  /** Null where all work is done in the plant. */
  readonly outside: Outside | null
  /** Null where nothing is put on hold by what comes to light. */
  readonly containment: Containment | null
  readonly slotStates: SlotStates
  readonly settling: Settling
  readonly pallets: Pallets
  readonly departures: Departures
  readonly tools: Tools
  readonly stations: Stations
  readonly seating: Seating
  readonly setUps: SetUps
  readonly jobs: Jobs
  readonly manning: Manning
  readonly progress: Progress
  readonly leaving: Leaving
  /** Null where nothing is worked on in batches. */
  readonly batches: Batches | null
  readonly batchWork: BatchWork | null
  /** Null where no unit becomes part of another. */
  readonly assembly: Assembly | null
  /** Null where no work gives way to more urgent work. */
  readonly preemption: Preemption | null
  /** Null where all units go on one by one. */
  readonly transfers: Transfers | null
  readonly sources: Sources
  /** Null where no station is set up before it has work. */
  readonly setupAhead: SetupAhead | null
  /** Null where nothing changes in what energy costs and who draws it. */
  readonly energy: Energy | null

  constructor(scenario: Scenario, options: { seed: number; replication: number; tally: Tally | null; log: LogSink | null; ties: number }) {
    this.calendar.tieKey = options.ties
    const known = RECIPES.get(scenario)
    if (known !== undefined && known.seed === options.seed) {
      this.chance = known.chance.forReplication(options.replication, known.opened)
      this.tables = known.tables
    } else {
      this.chance = new Chance(new Streams(options.seed, options.replication))
      this.tables = tables(scenario, this.chance)
      RECIPES.set(scenario, { seed: options.seed, chance: this.chance, opened: this.chance.count, tables: this.tables })
    }
    this.units = new Units(reworkSteps(scenario))
    const flushes = scenario.materials.some(({ backflush }) => backflush !== null)
    this.bookings = scenario.bookings === null && !flushes ? null : new Bookings(scenario.bookings ?? AT_ONCE, this.chance, options.log)
    this.doors = new Doors(this.tables, this.calendar, options.tally, this.bookings?.isHeard ? this.bookings : options.log)
    this.faults = new Faults(this)
    this.shifts = new Shifts(this)
    this.setupAhead = scenario.stations.some(({ anticipate }) => anticipate) ? new SetupAhead(this) : null
    this.energy = needsEnergy(scenario) ? new Energy(this) : null
    this.crews = new Crews(this)
    this.items = new Items(this)
    this.backflush = flushes ? new Backflush(this) : null
    this.purchasing = new Purchasing(this)
    this.lots = new Lots(this)
    this.requirements = new Requirements(this)
    this.orders = new Orders(this)
    this.callOffs = needsCallOffs(scenario) ? new CallOffs(this) : null
    this.legs = new Legs(this)
    this.conveyors = new Conveyors(this)
    this.beltFailures = new Breakdowns(
      this,
      this.conveyors,
      scenario.conveyors.map(({ id, failures }) => ({ name: id, failures })),
      { fails: Message.conveyorFails, repaired: Message.conveyorRepaired },
    )
    this.fleets = new Fleets(this)
    this.requests = new Requests(this)
    this.zones = new Zones(this, this.fleets.vehicles, this.fleets.ways.zones.length)
    this.rails = new Rails(this, this.fleets.guides, this.fleets.fleetOf, this.fleets.home)
    this.chargers = new Chargers(this, this.fleets.fleetOf)
    this.vehicleFailures = new Breakdowns(
      this,
      this.fleets,
      Array.from(this.fleets.fleetOf, (fleet, v) => ({ name: this.fleets.nameOf(v), failures: scenario.transport[fleet]!.failures })),
      { fails: Message.vehicleFails, repaired: Message.vehicleRepaired },
    )
    this.versions = scenario.products.some(({ versions }) => versions.length > 0) ? new Versions(this) : null
    this.routing = new Routing(this)
    this.release = new Release(this)
    this.queues = new Queues(this)
    this.stores = new Stores(this)
    this.dispatch = new Dispatch(this)
    this.campaigns = new Campaigns(this)
    this.conditions = new Conditions(this)
    this.tools = new Tools(this)
    this.upkeep = new Upkeep(this)
    this.wear = new Wear(this)
    this.parameters = new Parameters(this)
    this.quality = new Quality(this)
    this.holds = needsHolds(scenario) ? new Holds(this) : null
    this.containment = needsContainment(scenario) ? new Containment(this) : null
    this.outside = scenario.stations.some(({ outside }) => outside !== null) ? new Outside(this) : null
    this.slotStates = new SlotStates(this)
    this.settling = new Settling(this)
    this.assembly = this.tables.hasAssembly ? new Assembly(this) : null
    this.batches = this.tables.hasBatches ? new Batches(this) : null
    this.batchWork = this.batches === null ? null : new BatchWork(this, this.batches)
    this.departures = new Departures(this)
    this.transfers = this.tables.movesInGroups ? new Transfers(this) : null
    this.preemption = scenario.stations.some(({ preempt }) => preempt !== null) ? new Preemption(this) : null
    this.pallets = new Pallets(this)
    this.stations = new Stations(this)
    this.seating = new Seating(this)
    this.setUps = new SetUps(this)
    this.jobs = new Jobs(this)
    this.manning = new Manning(this)
    this.progress = new Progress(this)
    this.leaving = new Leaving(this)
    this.sources = new Sources(this)
  }

  /** The elements that hold state, by name: what a snapshot saves. All but those that only know the way, and those that this plant has not. */
  elements(): readonly (readonly [name: string, element: object])[] {
    const { chance: _luck, tables: _tables, doors: _doors, legs: _legs, departures: _out, batchWork: _work, ...others } = this
    const {
      versions: _versions,
      seating: _in,
      setUps: _setUps,
      jobs: _jobs,
      manning: _people,
      progress: _going,
      leaving: _leaving,
      ...elements
    } = others
    const all: Record<string, object | null> = { ...elements, roster: elements.crews.roster }
    return Object.entries(all).flatMap(([name, element]) => (element === null ? [] : [[name, element] as const]))
  }
}
