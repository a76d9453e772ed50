import type { DistributionSpec } from './distribution-spec.ts'

/**
 * A scenario in its one normal form: what every way of writing it (YAML, JSON, `flow`, `extends`, patches) comes down to, and all
 * that engine, optimizer, analysis and viewer ever see.
 *
 * Durations are seconds, ratios are 0..1, moments are seconds since `startTime`, lengths are metres, money is in `currency`. Lists keep
 * the file's order; everything else refers to things by id. The normal form is itself valid input and normalises to itself, so that a
 * patch, `--set`, a problem or a random stream can address any number in it by id: `stations.drill.time.mean`.
 */
export interface Scenario {
  readonly schema: 'takt/1'
  readonly id: string
  readonly title: string
  readonly description: string
  readonly seed: number
  readonly replications: number
  readonly horizon: number
  /** Seconds cut off before anything is measured; `auto` finds them by MSER-5. */
  readonly warmUp: number | 'auto'
  /** ISO 8601 moment of t = 0, always UTC with a Z. */
  readonly startTime: string
  /** IANA zone in which calendars and the interface speak. */
  readonly timeZone: string
  readonly currency: string
  readonly objective: Objective
  readonly areas: readonly Area[]
  readonly products: readonly Product[]
  readonly materials: readonly Material[]
  readonly suppliers: readonly Supplier[]
  readonly sources: readonly Source[]
  readonly orders: readonly Order[]
  readonly stations: readonly Station[]
  readonly buffers: readonly Buffer[]
  readonly sinks: readonly Sink[]
  readonly conveyors: readonly Conveyor[]
  /** Fleets of vehicles. */
  readonly transport: readonly Fleet[]
  /** Ways on which they drive; null: straight from place to place. */
  readonly network: Network | null
  readonly crews: readonly Crew[]
  /** Carriers of units that come back. */
  readonly pallets: readonly Pallet[]
  /** Tools, fixtures, gauges: what work is done with, besides people. */
  readonly tools: readonly Tool[]
  readonly calendars: readonly Calendar[]
  /** What energy costs and emits; null: nobody counts money or carbon for it. */
  readonly energy: Energy | null
  /** Who books what happened late, or wrongly; null: the log knows all at once. */
  readonly bookings: Bookings | null
  /** What holds the work in the plant, or in a part of it, below a limit: CONWIP, kanban, drum-buffer-rope. */
  readonly loops: readonly Loop[]
  /** What is put on hold when something comes to light, and what becomes of it. */
  readonly holds: readonly Hold[]
  /** Units that are in the plant at t = 0. */
  readonly initial: readonly InitialUnits[]
  /** How the plant stands at t = 0 besides, where it comes from a past; null: it begins anew. */
  readonly present: Present | null
  /** What the plant follows instead of a dispatching rule: one list per station. */
  readonly dispatch: readonly DispatchList[]
  /** Hidden truth of a teaching or test scenario. The engine reads it; it is never written into a log's header. */
  readonly faults: readonly Fault[]
  /** Where the plant is otherwise than its planner believes, all along. The engine reads it; nor is it written into a log's header. */
  readonly truth: readonly Truth[]
}

/** At `path`, by id, the plant truly has `value`, as the normal form writes it. */
export interface Truth {
  readonly path: string
  readonly value: unknown
}

export type BookingKind = 'received' | 'consumed' | 'produced' | 'shipped' | 'scrapped'

/** How people book: what the log knows, and when. What happens in the plant does not change by it. */
export interface Bookings {
  /** Which bookings of material. */
  readonly of: readonly BookingKind[]
  /** This share is booked later, by so long. */
  readonly late: { readonly share: number; readonly by: DistributionSpec } | null
  /** All are booked together, so often; null: each by itself. */
  readonly batched: number | null
  /**
   * This share is wrong at first. Of these, `twice` are booked twice, the others with a quantity that is wrong by `factor`; `corrected` after the
   * booking it is put right.
   */
  readonly errors: {
    readonly share: number
    readonly twice: number
    readonly factor: DistributionSpec
    readonly corrected: DistributionSpec
  } | null
}

/** The KPI that decides a comparison. `subject` is `plant` or an id. */
export interface Objective {
  readonly kpi: string
  readonly subject: string
  readonly goal: 'maximise' | 'minimise'
}

/** A department or hall (ISA-95 Area): groups equipment for people. */
export interface Area {
  readonly id: string
  readonly title: string
}

/** Metres on the floor, x to the right, y away from the viewer; rotation in degrees. Always filled: the loader lays out what the file does not place. */
export interface Pose {
  readonly x: number
  readonly y: number
  readonly rotation: number
}

/** Something that is made: a route of operations, the components it takes, and where it goes. */
export interface Product {
  readonly id: string
  readonly title: string
  readonly route: readonly Operation[]
  /** Id of the sink at the end of the route; or of a buffer, where its units stand as parts of others. */
  readonly sink: string
  /** Conveyor on which units ride to the sink; null: they are handed over. */
  readonly via: string | null
  /** Fleet whose vehicles bring them to the sink, instead. */
  readonly by: string | null
  readonly price: number
  /** Set-up family; stations change over between families. Defaults to the product's own id. */
  readonly family: string
  /** What each unit has of its own, drawn once: for routing, sorting and batches. */
  readonly attributes: readonly Attribute[]
  /** Pieces on hand at t = 0, for a product that is stocked (its sink has `stock`). */
  readonly initialStock: number
  /** Cost of holding one piece for one day. */
  readonly holdingCost: number
  /** Cost of owing a customer one piece for one day, and of a piece that could not be sold. */
  readonly backorderCost: number
  readonly lostSaleCost: number
  /** By date, the earliest first; empty: there is one. */
  readonly versions: readonly Version[]
  /** Planned time from its components to its due date, for planning of requirements. */
  readonly leadTime: number
}

/** What a unit is made by that is released from then on, until the next version; the first also before. */
export interface Version {
  readonly id: string
  readonly title: string
  readonly from: number
}

/** A number that is drawn for each unit, or one of the words `values`, by weight. */
export interface Attribute {
  readonly id: string
  readonly title: string
  /** Null: it is a word. */
  readonly number: DistributionSpec | null
  readonly values: readonly { readonly value: string; readonly weight: number }[]
}

/** Holds of a unit whose `attribute` is one of `is`, or lies in the half-open (above, upTo]. `product`, `priority`, `reworks` and `visits` every unit has. */
export interface Condition {
  readonly attribute: string
  /** Empty: the bounds say. */
  readonly is: readonly (string | number)[]
  readonly above: number | null
  readonly upTo: number | null
}

/** A way on from an operation, to another of the route or a sink: by chance, by condition, or for all that are left. */
export interface Branch {
  readonly to: string
  readonly probability: number | null
  readonly when: Condition | null
}

/** A unit that comes to the operation gets one of its stations, and waits for that one alone. */
export interface Choice {
  readonly by: 'preferred' | 'shortestQueue' | 'cyclic' | 'random' | 'byAttribute'
  /** In the order of the operation's stations. */
  readonly at: readonly Alternative[]
  /** Units that wait choose anew while the station stands still. */
  readonly again: boolean
}

export interface Alternative {
  readonly station: string
  /** Null: the operation's. */
  readonly buffer: string | null
  readonly weight: number
  /** Null: always. */
  readonly when: Condition | null
}

/** A unit that has waited for `time` goes to operation `to` instead; null: it is scrapped. */
export interface MaxWait {
  readonly time: number
  readonly to: string | null
}

/** One step of a route (ISA-95 OperationsSegment). */
export interface Operation {
  /** Unique within the route. */
  readonly id: string
  readonly title: string
  /** Where it can be done: alternatives, in order of preference. At least one. */
  readonly stations: readonly string[]
  /** Null: alternatives share the queue, and the first that is free takes the next unit. */
  readonly choose: Choice | null
  /** Where a unit waits for it; null: it is handed over directly, and waits (blocking) where it is. */
  readonly buffer: string | null
  /** Conveyor on which units ride to its buffer or station; null: they are handed over. */
  readonly via: string | null
  /** Fleet whose vehicles bring units there, instead. */
  readonly by: string | null
  /** Null: the station's own time. */
  readonly time: DistributionSpec | null
  /** What is done one after the other, in place of one time; empty: it is done in one go. */
  readonly steps: readonly Step[]
  /** Loading before the work, and unloading after it, as part of the job; null: the station's own. */
  readonly load: DistributionSpec | null
  readonly unload: DistributionSpec | null
  /** Share of units good at the attempt; null: the station's own. */
  readonly yield: number | null
  /** What happens to units that are not good; null: the station's own. */
  readonly rework: Rework | null
  /** Components taken from stock when the operation starts, all or none, per unit. */
  readonly components: readonly Component[]
  /** The longest that a unit may wait for it; null: any time. */
  readonly maxWait: MaxWait | null
  /** Ways on; what no branch takes goes to the next operation of the list. */
  readonly next: readonly Branch[]
  /** Pallet that the unit takes as it begins, unless it has one; and that it gives back at its end. */
  readonly takesPallet: string | null
  readonly returnsPallet: string | null
  /** Who must be there for it; null: the station's own. */
  readonly needs: readonly Need[] | null
  /** When those who are needed may go: as the work ends, or as the unit leaves the station; null: the station's own. */
  readonly releaseOperator: 'atEnd' | 'whenLeft' | null
  /** How many units are worked on together; null: the station's own. */
  readonly batch: Batch | null
  /** What this operation asks of its station's parameters, where that is not the station's own. */
  readonly parameters: readonly ParameterSetting[]
  /** What a unit has from this operation on, and can be measured. */
  readonly characteristics: readonly Characteristic[]
  /** How this operation can go wrong without anyone seeing it: a unit carries its defects until a test finds them. */
  readonly defects: readonly Defect[]
  /** What is looked at when the operation ends; null: nothing. */
  readonly test: Test | null
  /** Units of other products that are joined to the unit. */
  readonly parts: readonly Part[]
  /** Parts are taken all at once, when all are there; or as they come, while the unit waits in the station. */
  readonly collect: 'atomic' | 'progressive'
  /** Units that come out of the unit as the operation ends. */
  readonly splits: readonly Split[]
  /** A unit that was split is no more, or goes on. */
  readonly whenSplit: 'leaves' | 'goesOn'
  /** Units go on from here so many at a time; null: as the station says. */
  readonly moveQuantity: number | null
  /** Only units of these versions of the product come to it; empty: all. */
  readonly versions: readonly string[]
}

/** Part of an operation: the unit stays where it is, and other people may be needed for it. */
export interface Step {
  /** Unique within the operation. */
  readonly id: string
  readonly title: string
  readonly time: DistributionSpec
  /** Who must be there for it; null: as the operation says. */
  readonly needs: readonly Need[] | null
}

/** Units of `product`, taken from the buffer in which their route ends. */
export interface Part {
  readonly product: string
  readonly quantity: number
  readonly from: string
  /** Any of them; those of the same order; or those of the same number within order or source. */
  readonly match: 'type' | 'order' | 'serial'
}

/** Units of `product` that come out: those that were joined, and then new ones. They begin their route at `operation` (null: the first). */
export interface Split {
  readonly product: string
  readonly quantity: number
  readonly operation: string | null
}

/**
 * Some of what must be there before a set-up or an operation starts: `n` people of a crew, or of whoever has a skill (with both: of the crew, those
 * who have it), or `n` tools of a kind. All that one start needs is taken together or not at all.
 */
export interface Need {
  readonly crew: string | null
  readonly skill: string | null
  /** Kind of tools, instead of people. */
  readonly tool: string | null
  readonly n: number
  /** `process`: from loading to unloading; `both`: that, and set-up. */
  readonly for: 'setup' | 'process' | 'both' | 'load' | 'unload'
  /** Of two that wait, the larger goes first. */
  readonly priority: number
  /** Work of a strictly lower priority is suspended for it. */
  readonly preempt: boolean
  /** Who goes on with the work when it was suspended: whoever is free, or those who did it. */
  readonly resumeWith: 'any' | 'same'
}

/** Units that are worked on together, such as a charge of an oven: they take one place of the station, and one time. */
export interface Batch {
  /** Not started with fewer. */
  readonly min: number
  readonly max: number
  /** What its members have in common; none: any units that wait for the station. */
  readonly key: readonly BatchKey[]
  /** Seconds from its first member for which it waits to be full; 0: it starts with `min`. */
  readonly maxWait: number
  /** What happens after `maxWait` to a batch of fewer than `min`: it goes on waiting, starts as it is, or its units are scrapped. */
  readonly onTimeout: 'wait' | 'release' | 'reject'
}

/** `operation` is the id of the operation, whatever the product. */
export type BatchKey = 'product' | 'operation' | 'family' | 'order' | 'priority'

/** A share `ratio` of the bad units goes back to operation `to` (null: the same operation), at most `limit` times per unit, or per unit and operation from which it goes back (`per`); the rest is scrapped. */
export interface Rework {
  readonly ratio: number
  readonly to: string | null
  readonly limit: number
  readonly per: 'unit' | 'operation'
}

/** A line of the bill of material: `item` is a material or a product. */
export interface Component {
  readonly item: string
  readonly quantity: number
}

/** Something that is bought (ISA-95 MaterialDefinition), with its replenishment policy. */
export interface Material {
  readonly id: string
  readonly title: string
  /** Unit of measure: pcs, kg, m. */
  readonly unit: string
  readonly initialStock: number
  /** Null: it is never short and not counted. Otherwise order when stock on hand + on order − back-orders is at or below. */
  readonly reorderPoint: number | null
  /** (r,Q): this much, or its multiples until above the reorder point. Null with `orderUpTo`. */
  readonly orderQuantity: number | null
  /** (s,S): up to this position. Null with `orderQuantity`. */
  readonly orderUpTo: number | null
  readonly supplier: string | null
  /** Item from whose stock it is replenished, instead of by a supplier: the same held elsewhere, such as beside the line. */
  readonly from: string | null
  /** From when it is taken there until it is here; null: nobody brings it. */
  readonly transferTime: DistributionSpec | null
  /** Looked at only so often, from t = 0 on; null: whenever the stock changes. */
  readonly review: number | null
  /** An order is at least this much, and a multiple of `multiple` (0: any amount). */
  readonly minimumOrder: number
  readonly multiple: number
  /** Planned from the due dates of open orders instead of a reorder point; null: it is not. */
  readonly mrp: Mrp | null
  /** Lots are kept apart and used first in first out, by first expiry, or, in a tank, all at once by their shares; null: nobody tells them apart. */
  readonly lots: 'fifo' | 'fefo' | 'blend' | null
  /** Seconds from receipt until a lot may no longer be used; null: for ever. */
  readonly shelfLife: number | null
  /** When what operations take of it is booked: at their end, or as the unit leaves the plant; null: as they take it. */
  readonly backflush: 'operation' | 'completion' | null
  /** When lots of it may not be used. */
  readonly holds: readonly LotHold[]
  /** What is done with a delivery before it can be used; null: nothing. */
  readonly inspection: ReceivingInspection | null
  readonly unitCost: number
  /** Cost of one purchase order. */
  readonly orderCost: number
  /** Cost of holding one unit for one day. */
  readonly holdingCost: number
  /** Cost of owing a customer one unit for one day, and of a unit that could not be sold. */
  readonly backorderCost: number
  readonly lostSaleCost: number
  readonly pose: Pose
}

/**
 * Material requirements planning: every `every`, the open orders' needs (their due dates less the product's `leadTime`, through the bill of material)
 * are set against stock and what is on order, and what falls short is ordered `leadTime` ahead, in lots.
 */
export interface Mrp {
  readonly every: number
  readonly leadTime: number
  /** What is short, `quantity` or multiples of it, or what is short in `periods` runs. */
  readonly lotSize: 'lotForLot' | 'fixed' | 'periods'
  readonly quantity: number
  readonly periods: number
  readonly safetyStock: number
}

/**
 * Lots received from `receivedFrom` until before `receivedUntil` (null: no limit) whose quality figure is above `above` (null: whatever it is) are on hold
 * from `at` to `until` (null: for good), and are then released or scrapped.
 */
export interface LotHold {
  readonly at: number
  readonly until: number | null
  readonly receivedFrom: number
  readonly receivedUntil: number | null
  readonly above: number | null
  readonly finally: 'release' | 'scrap'
}

/** A delivery waits `time` in quarantine, and is refused with probability `reject`. */
export interface ReceivingInspection {
  readonly time: DistributionSpec
  readonly reject: number
}

export interface Supplier {
  readonly id: string
  readonly title: string
  readonly leadTime: DistributionSpec
  /** With this probability a delivery is so much later; null: never. */
  readonly late: { readonly probability: number; readonly by: DistributionSpec } | null
  /** With this probability only a share of the order is delivered, and the rest never; null: never. */
  readonly short: { readonly probability: number; readonly share: number } | null
  /** The quality figure of a lot: 0 is as wanted, more is worse; null: always 0. */
  readonly lotQuality: DistributionSpec | null
}

/** Where units or orders come from without being listed. */
export interface Source {
  readonly id: string
  readonly title: string
  /** What arrives, by weight: one product is one entry of weight 1. */
  readonly mix: readonly { readonly product: string; readonly weight: number }[]
  /** Time between arrivals; null: saturated, a unit is always ready. */
  readonly every: DistributionSpec | null
  /** Units per arrival. */
  readonly quantity: number
  /** What a customer asks for instead of `quantity`, served from stock; null: `quantity`. */
  readonly size: DistributionSpec | null
  /** What is short is not owed but lost. */
  readonly lostSales: boolean
  /** First arrival not before this moment. */
  readonly start: number
  /** At most so many arrivals; null: no end. */
  readonly limit: number | null
  /** Each arrival is a customer order due this long after it arrives; null: plain units, no order. */
  readonly due: number | null
  readonly priority: number
  readonly lateCost: number
  /** `make`: units go through the route. `stock`: the order is served from the product's or material's stock, back-ordered while short. */
  readonly serve: 'make' | 'stock'
  /** Arrivals that find no room wait outside, or are lost. */
  readonly whenFull: 'wait' | 'lose'
  /** Seasons: the arrival rate is multiplied by `factor` from that moment on (1 before the first). */
  readonly profile: readonly { readonly from: number; readonly factor: number }[]
  /** Time between arrivals passes only in this time; null: always. */
  readonly calendar: string | null
  readonly pose: Pose
}

/** A customer order or a production order that is known beforehand (ISA-95 OperationsRequest). */
export interface Order {
  readonly id: string
  readonly title: string
  readonly product: string
  readonly quantity: number
  /** Of these, so many are already finished at t = 0 (open orders). */
  readonly completed: number
  readonly release: number
  readonly due: number | null
  readonly priority: number
  readonly customer: string
  /** Penalty per day late for the whole order. */
  readonly lateCost: number
  /** A unit that is scrapped is made again, until all are good. */
  readonly replaceScrap: boolean
  /** The share of the quantity that may be missing, and by which there may be more; null: nobody looks at it. */
  readonly underDelivery: number | null
  readonly overDelivery: number | null
  /** By which version it is made; null: by that of its release date. */
  readonly version: string | null
  /** What the customer changes later. */
  readonly changes: readonly OrderChange[]
}

/** From `at` on another quantity, another due date, or nothing at all; null: as before. */
export interface OrderChange {
  readonly at: number
  readonly quantity: number | null
  readonly due: number | null
  readonly cancel: boolean
}

/** A station is on hold. Null `until`: for good. What is in work is finished first, or stands until the hold is over. */
export interface StationHold {
  readonly at: number
  readonly until: number | null
  readonly inHand: 'finish' | 'suspend'
}

/** The work is done by a supplier elsewhere: what the station takes is a shipment to him, whose lead time is the station's time; no place is taken meanwhile. */
export interface Outside {
  readonly supplier: string | null
  /** Of each unit that comes back. */
  readonly cost: number
}

/** One place of work (ISA-95 WorkUnit) with `slots` equal places. */
export interface Station {
  readonly id: string
  readonly title: string
  readonly area: string | null
  /** What it looks like: `machine`, `lathe`, `mill`, `grinder`, `oven`, `smt`, `tester`, `assembly`, `washer`, `robot`, `bench`, `packing`. */
  readonly kind: string
  readonly slots: number
  readonly time: DistributionSpec | null
  /** Loading before the work, and unloading after it, of each job; null: no time. */
  readonly load: DistributionSpec | null
  readonly unload: DistributionSpec | null
  readonly yield: number
  readonly rework: Rework | null
  readonly setups: readonly SetupRule[]
  /** Is a slot that finds nothing to do set up for what comes next? */
  readonly anticipate: boolean
  /** Family it is set up for at t = 0; null: none, and the first job needs the set-up `from: '*'`. */
  readonly initialFamily: string | null
  /** What comes after each set-up; null: nothing. */
  readonly startUp: StartUp | null
  /** When a campaign is over and the station is cleaned; null: never. */
  readonly campaign: Campaign | null
  readonly failures: readonly FailureMode[]
  /** Failures that overlap are repaired side by side, or one after the other. */
  readonly overlap: 'union' | 'queue'
  /** What is measured of its condition. */
  readonly signals: readonly Signal[]
  readonly maintenance: readonly MaintenanceTask[]
  /** When nothing may start there. */
  readonly holds: readonly StationHold[]
  readonly calendar: string | null
  /** At the end of its shift it stops; or finishes the unit in work and then has its full pause, or what is left of it. */
  readonly edge: 'suspend' | 'finish' | 'finishWithin'
  /** With `finish` and `finishWithin`: stops so long after the end of the shift in any case; null: no limit. */
  readonly maxOvertime: number | null
  /** Starts nothing that is not planned to be done before the pause. */
  readonly mustFit: boolean
  /** How the next unit is chosen where no dispatch list says: a rule, or several of which the next settles the ties of the one before. */
  readonly rule: DispatchingRule | readonly DispatchingRule[]
  /** Blocking before service: a slot downstream is reserved before work starts. Default false: blocking after service. */
  readonly blockingBeforeService: boolean
  /** Who must be there for what is done here. */
  readonly needs: readonly Need[]
  readonly releaseOperator: 'atEnd' | 'whenLeft'
  /** With blocking before service: the unit that waits for room ahead stands in the station already. */
  readonly occupiedWhileBlocked: boolean
  /** A finished unit may leave while the station is down. */
  readonly transferWhileDown: boolean
  /** Units go on from here so many at a time; null: one by one. */
  readonly moveQuantity: number | null
  /**
   * A unit of higher priority displaces the one in work, which goes on later where it stopped, is done again in the same time, or in another; null: it
   * waits.
   */
  readonly preempt: 'resume' | 'restart' | 'resample' | null
  /** How many units one place works on together; null: one. */
  readonly batch: Batch | null
  /** Null: its work is done here. */
  readonly outside: Outside | null
  /** Cost per hour of processing and set-up. */
  readonly costPerHour: number
  /** What it draws in each state; null: nobody counts its energy. */
  readonly power: Power | null
  /** What is set on it and recorded for every job. */
  readonly parameters: readonly Parameter[]
  readonly pose: Pose
}

/** What a station draws in each state, kW per slot. */
export interface Power {
  readonly processing: number
  readonly setup: number
  /** Switched on with nothing to do: starved, idle or held. */
  readonly idle: number
  readonly blocked: number
  readonly waiting: number
  /** Failed: being repaired, or waiting for that. */
  readonly down: number
  readonly maintenance: number
  /** Out of its hours. */
  readonly off: number
  readonly standby: Standby | null
}

/** A slot with nothing to do for `after` seconds draws `power`, and needs `warmUp` seconds (which are set-up) before it works again. */
export interface Standby {
  readonly after: number
  readonly power: number
  readonly warmUp: number
}

/** What a kWh costs, and the kg of CO2 that it stands for; other figures in the hours of the first of `bands` whose calendar works. */
export interface Energy {
  readonly price: number
  readonly co2: number
  readonly bands: readonly EnergyBand[]
}

export interface EnergyBand {
  readonly calendar: string
  readonly price: number
  readonly co2: number
}

/** Who is next: each puts the units that wait in an order of its own; engine/SPEC.md [Q5] and [Q10]. */
export type DispatchingRule =
  | 'fifo'
  | 'lifo'
  | 'spt'
  | 'lpt'
  | 'edd'
  | 'criticalRatio'
  | 'slack'
  | 'leastSetup'
  | 'setup'
  | 'priority'
  | 'leastWorkRemaining'
  | 'mostWorkRemaining'
  | 'shortestNextQueue'

/**
 * A process parameter (ISA-95 SegmentParameter): what is set, and how the true value of a job strays from it. Value of a job = set point +
 * drift × hours on its clock since it was last adjusted + noise, whose standard deviation is `sd` and whose correlation from job to job is
 * `autocorrelation`.
 */
export interface Parameter {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly setPoint: number
  readonly sd: number
  readonly autocorrelation: number
  /** Per hour of `clock`. */
  readonly drift: number
  readonly clock: 'calendar' | 'processing'
  /** What it is meant to stay within; null: no limit. Only said, for those who look at the log. */
  readonly low: number | null
  readonly high: number | null
  /** Maintenance tasks of the station after which the drift begins anew. */
  readonly resetBy: readonly string[]
  /** Adjusted after so many jobs; null: never by count. */
  readonly adjustEvery: number | null
  /** Adjusted after a job whose value is further than this from the set point; null: never by value. */
  readonly adjustBeyond: number | null
}

/** A parameter as one operation wants it; null: as the station has it. */
export interface ParameterSetting {
  readonly parameter: string
  readonly setPoint: number | null
  readonly low: number | null
  readonly high: number | null
}

/** A characteristic of a unit. Its true value is drawn from `value`, moved by `gain` for each unit that `parameter` strays from the station's own set point. */
export interface Characteristic {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly value: DistributionSpec
  readonly parameter: string | null
  readonly gain: number
}

/** A latent defect: logit P = b0 + Σ coefficient × (x − target)⁺, where b0 is `logit`, or the logit of `probability`: exactly one of them is given. */
export interface Defect {
  readonly id: string
  readonly title: string
  readonly probability: number | null
  readonly logit: number | null
  readonly effects: readonly DefectEffect[]
}

/**
 * What makes a defect more likely. x is, by `of`: the value of the station's parameter `name`; the quality figure of the lots of item `name` that
 * the unit took; hours of processing since the slot was last maintained, or of the present life of the tool `name`
 * (`toolAge`); the level of the skill of those who do it, the lowest (`operator`: 1 is the standard); planned by actual time (`speed`: 1.1 is ten per cent faster);
 * units since the last set-up (`sinceSetup`: 0 for the first); 1 at station `name`, else 0 (`station`). Counted beyond `target` upwards, downwards or both ways.
 */
export interface DefectEffect {
  readonly of: 'parameter' | 'materialLot' | 'toolAge' | 'operator' | 'speed' | 'sinceSetup' | 'station'
  readonly name: string | null
  readonly coefficient: number
  /** Null, for a parameter: the set point. */
  readonly target: number | null
  readonly side: 'above' | 'below' | 'both'
}

/** A test or measurement at the end of an operation, with its errors (ISA-95 TestSpecification). */
export interface Test {
  /** Ids of the defects it looks for. */
  readonly finds: readonly string[]
  /** Chance to find each defect that is there. */
  readonly detection: number
  /** Chance to reject a unit that has none of them. */
  readonly falseAlarm: number
  readonly measures: readonly Measure[]
  /** Every n-th unit is tested. */
  readonly every: number
  /** Of those, this share. */
  readonly share: number
  /** Work on top of the operation's own time for a unit that is tested; null: none. */
  readonly time: DistributionSpec | null
  /** Until the result is known; null: at once. */
  readonly result: DistributionSpec | null
  /** Where a unit is until then: set aside, or on its way. */
  readonly meanwhile: 'quarantine' | 'goOn'
  readonly onFail: 'scrap' | 'rework' | 'accept'
  readonly rework: Rework | null
  /** Defects that rework takes away. */
  readonly repairs: readonly string[]
}

/** Reads a characteristic: true value + error. Outside `low` … `high` the unit is rejected. */
export interface Measure {
  readonly characteristic: string
  readonly sd: number
  readonly low: number | null
  readonly high: number | null
}

/** Changeover from family to family; `*` is any. The most specific rule counts: (from,to), (*,to), (from,*), (*,*). No rule: no time. */
export interface SetupRule {
  readonly from: string
  readonly to: string
  readonly time: DistributionSpec
  /** Share of it that is prepared outside of the station from the moment on in which the unit has come to its queue. */
  readonly external: number
}

/** After a set-up the first `scrap` units are scrap, the first `slow` take `factor` times as long, and the first good one waits `release` seconds to be released. */
export interface StartUp {
  readonly scrap: number
  readonly slow: number
  readonly factor: number
  readonly release: number
}

/** Cleaning after so many units, or so many seconds of work, since the last cleaning or set-up. */
export interface Campaign {
  readonly units: number | null
  readonly hours: number | null
  readonly cleaning: DistributionSpec
}

/** One way a station fails. */
export interface FailureMode {
  readonly id: string
  readonly title: string
  /** What wears it: the calendar, time not paused and not down, time processing, units processed; or it fails when its signal reaches `fail`. */
  readonly clock: 'calendar' | 'operating' | 'processing' | 'cycles' | 'signal'
  /** With the clock `signal`: the signal whose level decides. Else one whose level makes it age faster. Null: none. */
  readonly signal: string | null
  /** Ages twice as fast for each such rise of the signal above its start; null: not at all. */
  readonly doubles: number | null
  /** What its station is loaded with makes it age faster, or slower; null: it does not. */
  readonly load: WearLoad | null
  /** Whose processing time or units wear it; null: the station's own. */
  readonly station: string | null
  /** Time to failure on that clock (seconds, or a count of units for `cycles`). */
  readonly after: DistributionSpec
  /** What `after` is counted from: the end of the repair before, or the start of the failure before. */
  readonly since: 'repair' | 'failure'
  /** `accrue`: the clock stands still where it may not fail. `gate`: it goes on by the calendar, and the failure waits until the slot may fail. */
  readonly dueWhile: 'accrue' | 'gate'
  /** The first failure is that of a new machine, or of one that has been running for ever. */
  readonly first: 'new' | 'equilibrium'
  /** Age at t = 0, on its clock (seconds, or units for `cycles`). */
  readonly age: number
  readonly repair: DistributionSpec
  readonly crew: string | null
  /** Parts taken from stock for one repair, all or none. */
  readonly spares: readonly Component[]
  readonly cost: number
  /** What happens to the unit in work; the last two put the failure off until it is finished, or until there is nothing to do. */
  readonly interrupted: 'resume' | 'restart' | 'resample' | 'scrap' | 'finishFirst' | 'opportunistic'
  /** With `scrap`: the share of failures that cost the unit, the others resume; null: all. */
  readonly scrapRatio: number | null
  /** After a repair it is as good as new, as bad as old, or has lost the share `restores` of its age. */
  readonly effect: 'renew' | 'minimal' | 'partial'
  readonly restores: number | null
  /** After a repair the station is set up as before, or for nothing. */
  readonly setup: 'keep' | 'lost'
  /** Who is needed for the repair besides one of the crew. */
  readonly needs: readonly Need[]
  /** Of the request for the crew: see `Need`. */
  readonly priority: number
  readonly preempt: boolean
}

/** It ages (value of `parameter` / `rated`)^`exponent` times as fast. */
export interface WearLoad {
  /** Id of a parameter of the station. */
  readonly parameter: string
  readonly rated: number
  readonly exponent: number
}

/**
 * A condition that gets worse by work, such as vibration or a worn tool: its true level is known to nobody, only readings are. Starts anew with the
 * repair of a mode that it drives, and with maintenance.
 */
export interface Signal {
  readonly id: string
  readonly title: string
  /** What it is measured in: mm/s, µm, °C. */
  readonly unit: string
  readonly start: number
  /** Rise per hour of processing (drawn anew at each start), or per unit worked on (drawn for each). */
  readonly drift: DistributionSpec
  readonly per: 'hour' | 'unit'
  /** `exponential`: `drift` and `noise` are of the natural logarithm of the level. */
  readonly growth: 'linear' | 'exponential'
  /** Standard deviation of what a reading adds to the true level. */
  readonly noise: number
  /** Seconds between readings; null: one after each unit. */
  readonly every: number | null
  /** Readings at or above are a warning, an alarm. */
  readonly warning: number | null
  readonly alarm: number | null
  /** True level at which modes with the clock `signal` fail. */
  readonly fail: number | null
}

/** Planned maintenance of one station. */
export interface MaintenanceTask {
  readonly id: string
  readonly title: string
  /** Moments at which it is due. */
  readonly at: readonly number[]
  /** Repeats with this period after `first`; null: only `at`. */
  readonly every: number | null
  readonly first: number
  /** Due after so long on `clock` since it was last done, or after so many units; null: not by that. */
  readonly hours: number | null
  readonly clock: 'calendar' | 'operating' | 'processing'
  readonly cycles: number | null
  /** `renewal`: the repair of a mode in `renews` starts that count anew too (age replacement). */
  readonly since: 'maintenance' | 'renewal'
  /** Due when a reading of the signal is at or above; null: not by that. */
  readonly when: { readonly signal: string; readonly above: number } | null
  /** Done already when the station is down or paused this long before it is due (seconds; units for `cycles`); null: never early. */
  readonly window: number | null
  readonly duration: DistributionSpec
  readonly crew: string | null
  /** Ids of the signals that start anew. */
  readonly resets: readonly string[]
  /** Ids of the failure modes whose clock starts anew; those not named keep their age. */
  readonly renews: readonly string[]
  readonly cost: number
  /** `finish`: the unit in work is finished first. `suspend`: it waits and is resumed. */
  readonly start: 'finish' | 'suspend'
  /** Who is needed besides one of the crew. */
  readonly needs: readonly Need[]
  /** Of the request for the crew: see `Need`. */
  readonly priority: number
  readonly preempt: boolean
}

/** By an attribute of the unit; those that have none come last. */
export interface AttributeOrder {
  readonly attribute: string
  readonly first: 'smallest' | 'largest'
}

/** A queue with room. Capacity excludes the units in the stations; null: unlimited. */
export interface Buffer {
  readonly id: string
  readonly title: string
  readonly area: string | null
  readonly capacity: number | null
  readonly order: 'fifo' | 'lifo' | 'priority' | 'edd' | AttributeOrder
  /** How long a unit stays at least, to cool or cure; null: not at all. */
  readonly dwell: DistributionSpec | null
  /** Units are taken out of it only in this time; null: always. */
  readonly calendar: string | null
  /** The rack in which its units lie; null: they simply stand there. */
  readonly store: Store | null
  readonly pose: Pose
}

/** A rack of bins and the one machine that serves it, from before the first column on the first level. */
export interface Store {
  readonly columns: number
  readonly levels: number
  /** Metres from column to column and from level to level. */
  readonly binWidth: number
  readonly binHeight: number
  /** Units in a bin; `mixed`: of several products. */
  readonly binCapacity: number
  readonly mixed: boolean
  readonly putAway: 'nearest' | 'emptiest' | 'random'
  /** Which of several that will do is fetched: by the buffer's order, or the nearest. */
  readonly retrieve: 'order' | 'nearest'
  /** Metres per second along and up. */
  readonly speed: number
  readonly liftSpeed: number
  /** To take a unit up or set it down. */
  readonly handTime: number
  /** After putting one away it fetches one from there, if one is called for. */
  readonly dual: boolean
  /** Units that are kept ready at the outlet for each station. */
  readonly ahead: number
  /** Columns that are for these products alone, which lie nowhere else. */
  readonly zones: readonly { readonly products: readonly string[]; readonly from: number; readonly to: number }[]
}

/** Where units leave. With `stock` they become stock of their product (a warehouse), from which components and customers are served. */
export interface Sink {
  readonly id: string
  readonly title: string
  readonly area: string | null
  readonly stock: boolean
  readonly pose: Pose
}

/**
 * A belt or roller conveyor. Units ride `length` at `speed`, their leading edges never closer than `unitLength` + `gap`; at most
 * ⌊length / (unitLength + gap)⌋ are on it.
 */
export interface Conveyor {
  readonly id: string
  readonly title: string
  readonly area: string | null
  readonly length: number
  /** Metres per second. */
  readonly speed: number
  readonly unitLength: number
  /** Least distance from a unit to the one ahead. */
  readonly gap: number
  /** True: units close up behind one that cannot leave. False: the whole belt stops, spacing is kept. */
  readonly accumulating: boolean
  /** Accumulating only: units that stand start together as the first leaves, or one after the other, each `startDelay` after the one ahead. */
  readonly release: 'together' | 'ripple'
  readonly startDelay: number
  /** The speed is multiplied by `factor` from each moment on (1 before the first). */
  readonly speeds: readonly { readonly from: number; readonly factor: number }[]
  readonly calendar: string | null
  readonly failures: readonly Stoppage[]
  /** Its course on the floor; empty: straight from where units come from to where they go. */
  readonly path: readonly { readonly x: number; readonly y: number }[]
}

/** Equal vehicles (or people) that carry one unit at a time from where it stands to its next buffer, station or sink. */
export interface Fleet {
  readonly id: string
  readonly title: string
  /** What it looks like. */
  readonly kind: 'agv' | 'forklift' | 'crane' | 'lift' | 'turntable' | 'transferCar' | 'person'
  readonly fleet: number
  /** Metres per second, empty and loaded. */
  readonly speed: number
  readonly loadedSpeed: number
  readonly loadTime: number
  readonly unloadTime: number
  /** Units that one takes at a time. It is sent for `minLoad` of them at one place, or for one that has waited `maxWait` (null: for any one). */
  readonly capacity: number
  readonly minLoad: number
  readonly maxWait: number | null
  /** Who fetches which unit: the closest pair; or the unit that waits longest, by the closest, the next in turn, or the one with fewest loads. */
  readonly assignment: 'nearest' | 'longestWaiting' | 'cyclic' | 'fewestLoads'
  /** With nothing to do: it stays where it is, or drives home. */
  readonly park: 'stay' | 'home'
  /** Place (station, buffer, sink or source) or node at which they start; null: where the first unit is fetched. */
  readonly home: string | null
  readonly battery: Battery | null
  /** What it is guided by, instead of driving on the floor; null: nothing. */
  readonly guide: Guide | null
  /** When it works; off shift it ends its trip. Null: always. */
  readonly calendar: string | null
  readonly failures: readonly Stoppage[]
}

/**
 * A `rail`: one axis of the floor, on which several vehicles (cranes, transfer cars) keep `gap` and never pass each other; the trolley crosses at
 * `crossSpeed` meanwhile (null: in no time). A `shaft`: a lift between levels, whose doors close and open in `doorTime` for each run. A
 * `turntable`: ports at angles, `turnTime` for a whole turn, the shorter way round.
 */
export type Guide =
  | {
      readonly kind: 'rail'
      readonly axis: 'x' | 'y'
      /** Its ends, metres; null: without end. */
      readonly from: number | null
      readonly to: number | null
      readonly gap: number
      readonly crossSpeed: number | null
    }
  | {
      readonly kind: 'shaft'
      /** `height` in metres. */
      readonly levels: readonly { readonly height: number; readonly places: readonly string[] }[]
      readonly doorTime: number
    }
  | {
      readonly kind: 'turntable'
      /** `angle` in degrees. */
      readonly ports: readonly { readonly angle: number; readonly places: readonly string[] }[]
      readonly turnTime: number
    }

/** A vehicle that is free with less than `threshold` of its range left drives to a charger. */
export interface Battery {
  /** Metres on a full charge. */
  readonly range: number
  readonly threshold: number
  /** Place or node of the chargers. */
  readonly at: string
  readonly chargers: number
  readonly time: number
}

/** Ways for vehicles. */
export interface Network {
  readonly nodes: readonly { readonly id: string; readonly x: number; readonly y: number; readonly places: readonly string[] }[]
  /** `length` in metres; both ways unless `oneWay`; only one vehicle at a time is in a `zone`. */
  readonly edges: readonly {
    readonly from: string
    readonly to: string
    readonly length: number
    readonly oneWay: boolean
    readonly zone: string | null
  }[]
}

/** One way a conveyor or vehicle fails. What is on it stays where it is. */
export interface Stoppage {
  readonly id: string
  readonly title: string
  /** What wears it: the calendar, time neither paused nor down, or time moving. */
  readonly clock: 'calendar' | 'operating' | 'processing'
  /** From the end of a repair to the next failure, on that clock. */
  readonly after: DistributionSpec
  readonly repair: DistributionSpec
}

/** People of one kind (ISA-95 PersonnelClass): `size` of them, one job each at a time. They operate, set up, repair and maintain. */
export interface Crew {
  readonly id: string
  readonly title: string
  readonly size: number
  readonly calendar: string | null
  /** What all of them can do. */
  readonly skills: readonly string[]
  /**
   * At the end of the shift work in hand is finished (`finish`), or suspended: then those who did it go on with it (`suspend`), or whoever is
   * free (`preempt`).
   */
  readonly edge: 'finish' | 'suspend' | 'preempt'
  /** With `finish`: seconds after the end of the shift at which what is still not finished is suspended; null: no end. */
  readonly maxOvertime: number | null
  /** Metres per second from station to station; null: nobody walks, they are there at once. */
  readonly speed: number | null
  /** Where they are at the start; null: at the station that asks first. */
  readonly home: { readonly x: number; readonly y: number } | null
  /** Walking times that are known, there and back; the others follow from the speed. `home` is the crew's home. */
  readonly walks: readonly Walk[]
  /** Is processing time divided by the level of the skill that is asked for? */
  readonly levelsCount: boolean
  /** Of each hour that one of them is there, with a job or without. */
  readonly costPerHour: number
  /** One by one, where they differ; else they are all alike. */
  readonly persons: readonly Person[]
}

export interface Walk {
  readonly from: string
  readonly to: string
  readonly time: number
}

/** One of a crew (ISA-95 Person). */
export interface Person {
  readonly id: string
  readonly title: string
  /** Besides those of the crew. Level 1 is the standard; 0.8 takes 1 / 0.8 of the time where levels count. */
  readonly skills: readonly { readonly skill: string; readonly level: number }[]
  /** Null: the crew's. */
  readonly calendar: string | null
  /** Belongs to the crew from then on, and until then; null: to the end. */
  readonly from: number
  readonly until: number | null
}

/** Carriers (pallets, skids, fixtures that go along) that circulate: a unit takes one at an operation and gives it back at a later one. */
export interface Pallet {
  readonly id: string
  readonly title: string
  readonly count: number
  /** Until an empty one can be taken again. */
  readonly return: DistributionSpec
}

/** Tools, fixtures or gauges of one kind: `count` pieces, each in one place at a time. */
export interface Tool {
  readonly id: string
  readonly title: string
  readonly count: number
  /** Null: it never wears out. */
  readonly wear: ToolWear | null
}

/** A piece wears by the work that is done with it; at the end of a life it is reground or replaced. */
export interface ToolWear {
  /** What a life is counted in: the time units are processed with it, or units. */
  readonly clock: 'processing' | 'cycles'
  /** Used so long (seconds, or units) it is taken out once the unit in work is done; null: only when it breaks. */
  readonly life: DistributionSpec | null
  /** Breaks after so much time at work in one life, in the midst of it; null: never. */
  readonly breaks: DistributionSpec | null
  /** What a breakage does to the unit in work. */
  readonly interrupted: 'resume' | 'restart' | 'resample' | 'scrap'
  /** What is done to a worn one first; null: nothing, it is replaced. */
  readonly regrind: Regrinding | null
  readonly replace: ToolChange
}

export interface Regrinding {
  /** So often, then it is replaced. */
  readonly times: number
  /** Until it can be used again. */
  readonly time: DistributionSpec
  /** Share of the life of a new one that it has then. */
  readonly restores: number
  readonly needs: readonly Need[]
  readonly cost: number
}

/** A new piece takes the place of one that is worn or broken. */
export interface ToolChange {
  readonly time: DistributionSpec
  readonly needs: readonly Need[]
  /** Taken from stock for it, all or none. */
  readonly spares: readonly Component[]
  readonly cost: number
}

/** Working time as a repeating pattern: within each `period`, work in the half-open spans `[from, to)`. `origin` is where in the period t = 0 falls. */
export interface Calendar {
  readonly id: string
  readonly title: string
  readonly period: number
  readonly origin: number
  readonly working: readonly { readonly from: number; readonly to: number }[]
  /** Where in the period a shift begins, for reports by shift; empty: with each working span. */
  readonly starts: readonly number[]
  /** Moments off since `startTime`: holidays and the like, half-open. */
  readonly off: readonly { readonly from: number; readonly to: number }[]
  /** Overtime: worked besides the pattern, also on days off. */
  readonly extra: readonly { readonly from: number; readonly to: number }[]
  /** When the local clocks are put forward (`by` > 0) or back within the run, in seconds: the pattern follows them. */
  readonly changes: readonly { readonly at: number; readonly by: number }[]
}

/** Units waiting for an operation (or under way in it) at t = 0. Those `at` a station are started anew there at t = 0. */
export interface InitialUnits {
  readonly product: string
  readonly operation: string
  readonly quantity: number
  /** Id of the operation's buffer or of one of its stations. */
  readonly at: string
  readonly order: string | null
}

/** Units at t = 0 of which more is known. */
export interface PresentUnits extends InitialUnits {
  /** Place of the station in which it stands, from 1; null: the next that is free. */
  readonly slot: number | null
  /**
   * It stands before the place and waits to come in; or the station is set up for it, works on it, or has done so, and it waits for room ahead.
   * Null: it is in the buffer, or is started anew.
   */
  readonly doing: 'wait' | 'setup' | 'work' | 'done' | null
  /** Seconds of that set-up or work so far: what is left is drawn on condition that it has lasted so long. */
  readonly elapsed: number
  /** Times that it was sent back already. */
  readonly reworks: number
}

/** What a plant brings along from before t = 0. What is left of a time that began then is drawn on condition that it has lasted so long. */
export interface Present {
  /** Seconds for which it has been going: reviews and planning keep their rhythm. */
  readonly since: number
  /** Units in the plant, after those of `initial`. */
  readonly units: readonly PresentUnits[]
  /** Slots that are not as their station says. */
  readonly slots: readonly PresentSlot[]
  /** Time since the last arrival of a source, of the time that counts for it: in its hours, by its seasons. */
  readonly arrivals: readonly { readonly source: string; readonly elapsed: number }[]
  /** Purchase orders and transfers under way since `elapsed` seconds; null: a transfer that waits for stock. */
  readonly purchases: readonly { readonly material: string; readonly quantity: number; readonly elapsed: number | null }[]
  /** Lots of a material in stock, in order of use, received `age` seconds ago; a material that has none here is one new lot. */
  readonly lots: readonly { readonly material: string; readonly quantity: number; readonly age: number }[]
  /** Customers of a source who are still owed pieces of an item from stock, in order. */
  readonly owed: readonly { readonly source: string; readonly item: string; readonly quantity: number; readonly due: number | null }[]
}

export interface PresentSlot {
  readonly station: string
  /** Place in the station, from 1. */
  readonly slot: number
  /** Family it is set up for; null: as the station says. */
  readonly family: string | null
  /** Age of failure modes, and count of maintenance since it was last done, each on its clock (seconds, or units). */
  readonly ages: readonly { readonly of: string; readonly age: number }[]
  /** True level of a signal, and its rise until it next starts anew; `drift` null: as the signal says. A signal that is not here is new. */
  readonly signals: readonly { readonly of: string; readonly level: number; readonly drift: DistributionSpec | null }[]
  /** Failures and maintenance that keep it from working; `elapsed` seconds of the repair or maintenance so far, null: a repair that has not begun. */
  readonly stopped: readonly { readonly by: string; readonly elapsed: number | null }[]
}

/**
 * The jobs of one station in order. The station works only on units of the first job that is not done; a job is done when `quantity` units
 * were started, or when no unit of its order can come any more. After the last job its rule decides.
 */
export interface DispatchList {
  readonly station: string
  readonly jobs: readonly DispatchJob[]
}

export interface DispatchJob {
  readonly order: string
  readonly operation: string
  readonly quantity: number
  /** Not started before this moment; 0: as soon as possible. */
  readonly notBefore: number
}

/**
 * A hidden change of the truth, from `start` to `end`, growing evenly over `ramp`. `yield`, `time` and `failure` (rate) of a station are multiplied by
 * `factor`. `amount` is added to: the value of parameter `name` of a station, whatever its controls say (`parameter`); the readings of characteristic `name`
 * at a station (`measurement`; without a name its chance to find defects is multiplied by `factor`); the hours on a station's tool, or on piece `name` (1, 2, …)
 * of a kind of tools (`tool`); the quality figure of lots of a material received (`lot`; only of supplier `name`, where it has one); the level of skill with
 * which person `name` of a crew works (`person`): not the pace.
 */
export interface Fault {
  readonly id: string
  readonly kind: 'yield' | 'time' | 'failure' | 'parameter' | 'measurement' | 'tool' | 'lot' | 'person'
  readonly target: string
  readonly name: string | null
  readonly start: number
  /** Null: for good. */
  readonly end: number | null
  readonly ramp: number
  readonly factor: number
  readonly amount: number
}

/** Release control: engine/SPEC.md [L1]. */
export interface Loop {
  readonly id: string
  readonly title: string
  readonly kind: 'conwip' | 'kanban' | 'drum'
  /** Units or cards; null of a drum. */
  readonly limit: number | null
  /** Of a drum: planned time there of units released and not done; null: another kind. */
  readonly work: number | null
  readonly products: readonly string[]
  readonly perProduct: boolean
  /** Operations between which units are in a `conwip` loop; null: from the release, to the end of the last operation. */
  readonly from: string | null
  readonly to: string | null
  /** Of a `kanban` loop. */
  readonly buffer: string | null
  /** Of a `drum`. */
  readonly station: string | null
  /** Who is released first. */
  readonly rule: 'fifo' | 'edd' | 'spt' | 'priority'
}

/** Containment: units, stations and lots that are on hold from the moment of `when` on. engine/SPEC.md [A30]. */
export interface Hold {
  readonly id: string
  readonly title: string
  readonly when: HoldTrigger
  /** Null: no units. */
  readonly units: HeldUnits | null
  readonly stations: readonly string[]
  /** At these stations work in hand is finished first, or stands. */
  readonly inHand: 'finish' | 'suspend'
  /** Null: no lots. */
  readonly lots: HeldLots | null
  /** How it ends; null: never. */
  readonly disposition: HoldDisposition | null
}

/** Exactly one of `at`, `tested`, `worked` and `refused` is not null. */
export interface HoldTrigger {
  readonly at: number | null
  /** Station whose tests reject; of them those that name `defect`, or read `measure` outside its limits, where these are not null. */
  readonly tested: string | null
  readonly defect: string | null
  readonly measure: string | null
  /** Station where `parameter` is at the end of a job above `above` or below `below`. */
  readonly worked: string | null
  readonly parameter: string | null
  readonly above: number | null
  readonly below: number | null
  /** Material of which a delivery is refused at its inspection. */
  readonly refused: string | null
  /** So many of the last `within`. */
  readonly fails: number
  readonly within: number
}

/** Units of which all holds that is not null or empty. */
export interface HeldUnits {
  readonly products: readonly string[]
  readonly families: readonly string[]
  readonly orders: readonly string[]
  /** Station at which they were worked on: `since` so long before the hold, or since the last unit that passed the test of `when` was there. */
  readonly passed: string | null
  readonly since: number | 'lastPassed' | null
  /** Material of which they took a lot that the unit took, too, with which it came to light. */
  readonly sameLot: string | null
  /** Of the order of that unit. */
  readonly sameOrder: boolean
}

/** Lots of a material: those received `since` so long before the hold (null: all), or only those that the unit took with which it came to light. */
export interface HeldLots {
  readonly material: string
  readonly since: number | null
  readonly used: boolean
}

/** After `after` a share of the units is scrapped, a share goes back to an operation, the others and the stations go on. Lots are released, or scrapped. */
export interface HoldDisposition {
  readonly after: DistributionSpec
  readonly scrap: number
  readonly rework: number
  /** Operation; null without rework. */
  readonly to: string | null
  readonly lots: 'release' | 'scrap'
}
