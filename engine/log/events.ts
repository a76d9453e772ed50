/**
 * What a log can say: one record is a moment, a kind, a subject and a few operands. The meaning of the operands is the table below and
 * nowhere else. Words are ISA-95's; the list is closed, and a fold that misses a kind does not compile.
 *
 * Indexes refer to the believed scenario in the log's header: `station` is an index into `scenario.stations`, `product` into `products`, `source`
 * into `sources`; `place` counts through stations, buffers, sinks, sources, conveyors, vehicles in that order; `item` through materials, then products;
 * `order` is the index into `scenario.orders`, or, from `orders.length` on, a running number of orders from sources. `unit` is a running
 * number in order of creation. −1 is none. Times are whole microseconds since `startTime`.
 */
export const EventKind = {
  /** subject station · a slot · b EquipmentState · c unit (−1) · v cause (failure mode or maintenance task; of `held` the hold; of `waiting` the missing item, or −2 − crew, or −2 − crews − pallet, or −2 − crews − pallets − tool; −1) */
  equipmentState: 1,
  /** subject unit · a product · b order (−1) · c source (−1: a listed order or initial stock) · v ordinal within source or order */
  unitCreated: 2,
  /** A unit is now at a place. subject unit · a place (−1: set aside until the result of a test is known) · b slot (−1 in buffers) · c operation (index in the route) */
  unitMoved: 3,
  /** subject unit · a station · b slot · c operation */
  jobStarted: 4,
  /** subject unit · a station · b Outcome · c operation · v planned time of the operation, µs (ISO 22400 PRI) */
  jobEnded: 5,
  /** The unit has left through a sink. subject unit · a sink's place */
  unitFinished: 6,
  /** subject unit · a station · b operation */
  unitScrapped: 7,
  /** subject order · a product (−2 − material, where a material is sold from stock) · b quantity · c source (−1: listed) · v due, µs (−1: none) */
  orderReleased: 8,
  /** All its units are finished or scrapped, enough of them are good, or it was served from stock. subject order · a good · b scrapped · c 1: less than its tolerance allows (else −1) · v due, µs (−1) */
  orderClosed: 9,
  /** subject item · a supplier · b purchase order (running number) · v quantity */
  materialOrdered: 10,
  /** subject item · a supplier · b purchase order · c, of a booking made late: its number in the order of truth (−1) · v quantity */
  materialReceived: 11,
  /** subject item · a station · b unit · c as in materialReceived · v quantity */
  materialConsumed: 12,
  /** A unit became stock of its product. subject item · a unit · c as in materialReceived · v quantity */
  materialProduced: 13,
  /** subject item · a order · c as in materialReceived · v quantity */
  materialShipped: 14,
  /** subject station · a failure mode · b slot */
  failureOccurred: 15,
  /** subject station · a failure mode (b = 0) or maintenance task (b = 1) · b kind of work · c crew (−1) */
  maintenanceStarted: 16,
  /** the same operands */
  maintenanceEnded: 17,
  /** subject station · a slot · b product (the family to come is its) · c product before (−1) */
  setupStarted: 18,
  /** the same operands */
  setupEnded: 19,
  /** subject crew · a with a job, those on their way included · b present · c of those with a job, on their way (−1: nobody walks) */
  crewChanged: 20,
  /** An arrival that found no room and was lost. subject source · a product · v quantity */
  arrivalLost: 21,
  /** Measuring starts here. */
  warmUpEnded: 22,
  /** The last record of a run or an import. */
  logEnded: 23,
  /** A raw value from a real machine. subject station · a key (string) · b value (string; −1: numeric) · v number */
  dataReported: 24,
  /** A condition from a real machine. subject station · a key (string) · b ConditionLevel · c text (string; −1) */
  conditionReported: 25,
  /** Parts counted by a real machine. subject station · v pieces since the last count */
  quantityReported: 26,
  /** Data health. subject station (−1 all) · a HealthFinding · b detail (string; −1) · v amount (count or µs) */
  healthReported: 27,
  /** subject crew · a person (place in the crew) · b PersonState · c station of the job (−1) */
  personState: 28,
  /** The value of a process parameter in a job that ended. subject unit · a station · b slot · c parameter · v value */
  parameterRecorded: 29,
  /** A characteristic was measured. subject unit · a station · b operation · c measurement (index in the operation's test) · v reading */
  unitMeasured: 30,
  /** The result of a test is known. subject unit · a station · b operation · c Disposition · v defects that it names, as bits in the order of `defectIds` */
  unitTested: 31,
  /** A reading of a signal of its condition. subject station · a signal · b slot · c ConditionLevel · v what was read */
  conditionRead: 32,
  /** A booking was wrong, and is undone; what is right, if anything, is a booking of its own. subject record (its index) · a item · b EventKind · v quantity */
  recordReversed: 33,
  /** By which version of its product a unit is made. subject unit · a product · b version (index in the product's `versions`) */
  versionTaken: 34,
  /** Numbered records of a reporter did not come through. subject reporter (its place in `reportersOf(scenario)`) · a how many · v when his last one before came, µs (−1: none did) */
  recordsMissing: 35,
  /** What somebody said or did about an alarm. subject alarm (its id, a string) · a AlarmState · b by whom (string; −1) · v when, µs */
  alarmChanged: 36,
  /** subject conveyor · a EquipmentState · c the unit that holds it up (−1) · v cause (failure mode; −1) */
  conveyorState: 60,
  /** Material came as a lot of its own, or was there at the start. subject lot (running number) · a item · b purchase order (−1) · v quantity */
  lotCreated: 61,
  /** Who got how much of which lot; several records for one unit say its shares. subject lot · a station (−1) · b unit (−1) · c order (−1) · v quantity */
  lotUsed: 62,
  /** Stock that may no longer be used is written off. subject item · a lot · c as in materialReceived · v quantity */
  materialScrapped: 63,
  /** Of a purchase order this will not come. subject item · a supplier · b purchase order · c 0 short delivery, 1 refused at inspection · v quantity */
  materialNotReceived: 64,
  /** subject pallet (kind) · a free · b with a unit · c coming back */
  palletsChanged: 65,
  /** subject vehicle (counted through all fleets) · a VehicleState · c unit (−1) · v where it begins to load, µs that the unit waited for it; of loading that goes on −1; of a repair its failure mode */
  vehicleState: 70,
  /** The machine of a store. subject buffer (index in `scenario.buffers`) · a StoreState · b bin (column × levels + level; −1) · c unit (−1) · v 1 where it sets out from the way in and out */
  storeMoved: 100,
  /** The unit ends in others: it is joined to one, or was split up. subject unit · a unit that it is part of from now on (−1: split up) · b station · c operation */
  unitAbsorbed: 71,
  /** A unit that was joined comes out again, and begins anew. subject unit · a product · b order (−1) · c unit that it was part of · v station */
  unitRestored: 72,
  /** A unit that was just created came out of another. subject unit · a unit that it was part of · b station · c operation */
  unitSplit: 73,
  /** Energy has another price or carbon from now on. subject band (index in the scenario's `energy.bands`; −1: none of them) */
  tariffChanged: 80,
  /** A step of an operation begins. subject unit · a station · b slot · c step (index in the operation's steps, 0 where it has none; −1 loading, and behind the last one unloading) */
  stepStarted: 81,
  /** The unit in work gives way to a more urgent one. subject unit · a station · b slot · c operation */
  jobInterrupted: 93,
  /** Its work goes on, in this slot. subject unit · a station · b slot · c operation */
  jobResumed: 94,
  /** subject tool (kind) · a tool (place in the kind) · b ToolState · c station where it is in use (−1) · v slot there (−1) */
  toolState: 90,
  /** A unit was worked on with it. subject unit · a tool (kind) · b tool · c station · v how much of its present life is used: µs, or units where its clock is `cycles` */
  toolUsed: 91,
  /** A tool is new, or reground. subject tool (kind) · a tool · b how its life ended: 0 worn, 1 broken · c 0 new, 1 reground · v use of the life that ended, as above */
  toolRenewed: 92,
  /** The customer wants another quantity, or another date. subject order · a quantity · v due, µs (−1: none) */
  orderChanged: 120,
  /** subject order · a good · b scrapped · v due, µs (−1) */
  orderCancelled: 121,
  /** A unit that nothing was done to is taken away, for its order wants fewer. subject unit */
  unitWithdrawn: 122,
  /** A unit that was just finished is more than its order takes. subject unit · a order */
  unitSurplus: 123,
  /** A delivery is here, and waits in quarantine for its inspection. subject item · a supplier · b purchase order · v quantity */
  inspectionBegan: 99,
  /** From the stock of one item to that of another, where it is received later. subject item · a item to · b purchase order · v quantity */
  materialMoved: 124,
  /** Something has come to light, and what the rule says is on hold from now on. subject hold · a the unit with which it did (−1) · b station (−1) */
  holdBegan: 66,
  /** subject hold */
  holdEnded: 67,
  /** The unit stands apart from now on, in no place. subject unit · a hold · c operation that it waits for (−1: none) */
  unitHeld: 68,
  /** It is on hold no more; what becomes of it is told by the records that follow. subject unit · a hold · b HoldOutcome · c operation to which it goes back (−1) */
  unitDisposed: 69,
  /** What is left of a lot is on hold: there, and not to be used. subject lot · a item · b hold (−1: the material's own) · v quantity */
  lotHeld: 125,
  /** It is no longer on hold; where it is scrapped, that is the next record. the same operands */
  lotReleased: 126,
} as const
export type EventKind = (typeof EventKind)[keyof typeof EventKind]

/** What people book. Where they do so late, c of the record is its number among all that is true, so that the order within an instant is not lost. */
export const isBooking = (kind: EventKind): boolean =>
  (kind >= EventKind.materialReceived && kind <= EventKind.materialShipped) || kind === EventKind.materialScrapped

/** One state per slot of a station at a time; they tile the calendar. The order is precedence: the first that holds wins. */
export const EquipmentState = {
  unknown: 0,
  paused: 1,
  repair: 2,
  waitRepair: 3,
  held: 4,
  maintenance: 5,
  setup: 6,
  processing: 7,
  blocked: 8,
  waiting: 9,
  starved: 10,
  idle: 11,
} as const
export type EquipmentState = (typeof EquipmentState)[keyof typeof EquipmentState]

/** Names in the order of their numbers: the keys of `state.…` KPIs and of the interface's texts. */
export const STATE_NAMES = Object.keys(EquipmentState) as (keyof typeof EquipmentState)[]
export const STATE_COUNT = STATE_NAMES.length

/** One state per person at a time, where it is told. `busy`: at a job, in the time after the shift too. */
export const PersonState = { off: 0, idle: 1, travelling: 2, busy: 3 } as const
export type PersonState = (typeof PersonState)[keyof typeof PersonState]
export const PERSON_STATE_NAMES = Object.keys(PersonState) as (keyof typeof PersonState)[]
export const PERSON_STATE_COUNT = PERSON_STATE_NAMES.length

/** What a tool is about: the times in them tile the calendar. `worn` and `broken`: it waits to be changed. */
export const ToolState = { idle: 0, inUse: 1, worn: 2, broken: 3, changing: 4, regrinding: 5 } as const
export type ToolState = (typeof ToolState)[keyof typeof ToolState]
export const TOOL_STATE_NAMES = Object.keys(ToolState) as (keyof typeof ToolState)[]
export const TOOL_STATE_COUNT = TOOL_STATE_NAMES.length

/** What a vehicle is doing: the times in them tile the calendar. */
export const VehicleState = {
  idle: 0,
  emptyRun: 1,
  loading: 2,
  loadedRun: 3,
  unloading: 4,
  charging: 5,
  waiting: 6,
  repair: 7,
  paused: 8,
} as const
export type VehicleState = (typeof VehicleState)[keyof typeof VehicleState]

/** What the machine of a store is doing: nothing, putting a unit away, fetching one, or coming back with none. */
export const StoreState = { idle: 0, putAway: 1, fetch: 2, back: 3 } as const
export type StoreState = (typeof StoreState)[keyof typeof StoreState]

export const Outcome = { good: 0, scrap: 1, rework: 2 } as const
export type Outcome = (typeof Outcome)[keyof typeof Outcome]

/** What a test says is to be done with a unit; `accepted`: rejected, and used as it is. */
export const Disposition = { passed: 0, scrapped: 1, reworked: 2, accepted: 3 } as const
export type Disposition = (typeof Disposition)[keyof typeof Disposition]

/** What becomes of a unit that was on hold. */
export const HoldOutcome = { released: 0, reworked: 1, scrapped: 2 } as const
export type HoldOutcome = (typeof HoldOutcome)[keyof typeof HoldOutcome]

/** How far the life of an alarm has come, in the words of ISA-18.2. */
export const AlarmState = { raised: 0, acknowledged: 1, acted: 2, closed: 3 } as const
export type AlarmState = (typeof AlarmState)[keyof typeof AlarmState]

export const ConditionLevel = { normal: 0, warning: 1, fault: 2, unavailable: 3 } as const
export type ConditionLevel = (typeof ConditionLevel)[keyof typeof ConditionLevel]

export const HealthFinding = {
  /** No evidence from here on. */ sourceSilent: 0,
  /** A record older than the one before it, put back in order. */ outOfOrder: 1,
  /** A value no mapping knows; it was kept as text. */ unknownValue: 2,
  /** A line that could not be read. */ unreadable: 3,
  /** A key the device file does not describe. */ unknownKey: 4,
  /** A counter went back: restart or reset. */ counterReset: 5,
} as const
export type HealthFinding = (typeof HealthFinding)[keyof typeof HealthFinding]
