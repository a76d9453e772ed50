import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import type { Batch, Calendar, Need, Operation, Scenario } from '../../scenarios/model.ts'
import { isFor } from '../../scenarios/people.ts'
import { handlingOf, timesOf } from '../../scenarios/times-of.ts'
import { OUT, waysOn, workToCome } from '../../scenarios/ways.ts'
import type { Hours } from '../../scenarios/working-hours.ts'
import { seconds } from '../kernel/time.ts'
import { places } from '../log/places.ts'
import { meanOf } from '../random/index.ts'
import { Attributes } from './attributes.ts'
import { type Chance, luckOf, NO_DRAW } from './chance.ts'
import { loopTables } from './loops.ts'
import { Calls } from './people/calls.ts'
import { type RoutedOperation, routedOperations } from './routed-operations.ts'
import { familiesComing, SetupColumns, setupTable } from './setup-tables.ts'

/** A queue is a buffer, or the nameless meeting point (capacity 0) of units that are handed over directly to a set of stations. */
export const UNLIMITED = Number.MAX_SAFE_INTEGER
export const NONE = -1

/**
 * What a scenario comes down to before the first event: numbers in place of ids, lists of who serves whom, and every source of chance opened.
 * Nothing here changes during a run. Operations are numbered through all routes: product p's are `firstOperation[p]` … `firstOperation[p + 1] - 1`.
 */
export function tables(scenario: Scenario, chance: Chance) {
  const at = places(scenario)
  const index = indexes(scenario)
  const firstOperation = running(scenario.products.map(({ route }) => route.length))
  const operations = routedOperations(scenario)
  const storedOf = new Int32Array(scenario.products.length).fill(NONE)
  operations.forEach(({ product, step }, o) => {
    if (step < 0) storedOf[product] = o
  })
  const ahead = operations.map((operation) => operationsAhead(scenario, operation, operations, firstOperation, storedOf))
  const queues = queueTables(scenario, operations, ahead, index, chance)
  const calls = new Calls(scenario)
  const slotStation = Int32Array.from(scenario.stations.flatMap(({ slots }, s) => new Array<number>(slots).fill(s)))
  const byNumber = operationTables(scenario, operations, ahead, firstOperation, storedOf, index, chance, calls)
  const families = [...new Set(scenario.products.map(({ family }) => family))]
  const coming = familiesComing(scenario, index.station)
  const setups = scenario.stations.map((station, i) => setupTable(station, families, coming[i]!, chance))

  return {
    scenario,
    places: at,
    index,
    slots: slotStation.length,
    slotStation,
    firstSlot: at.firstSlot,
    firstOperation,
    operations: byNumber,
    ...wayRows(byNumber, queues.queueOfOperation, scenario.stations.length),
    /** Product → where it stands at the end of its route, if that is in a buffer; NONE. */
    storedOf,
    attributes: new Attributes(scenario, chance),
    loops: loopTables(scenario, operations),
    /** Is anything worked on in batches, or split? Then a slot holds more than one unit. */
    hasBatches: byNumber.some(({ at, splits }) => splits.length > 0 || at.some(({ batch }) => batch !== null)),
    ...queues,
    calls,
    /** Does any operation need people? */
    callsPeople: byNumber.some(({ at }) =>
      at.some(({ setupCall, workCall, steps }) => setupCall !== NONE || workCall !== NONE || steps.some(({ call }) => call !== NONE)),
    ),
    /** Does any unit go on in a group? */
    movesInGroups: byNumber.some(({ at }) => at.some(({ moveQuantity }) => moveQuantity > 1)),
    /** Is any operation done in steps? */
    hasSteps: byNumber.some(({ at }) => at.some(({ steps }) => steps.length > 0)),
    hasAssembly: byNumber.some(({ parts, splits }) => parts.length + splits.length > 0),
    matchesSerial: byNumber.some(({ parts }) => parts.some(({ match }) => match === 'serial')),
    /** Queue → stations that take parts from it; null where there are no parts. */
    stationsJoining: joining(byNumber, queues.queues),
    /** NONE: it ends in a buffer, as a part of others. */
    sinkOfProduct: Int32Array.from(scenario.products, ({ sink }) => index.sink.get(sink) ?? NONE),
    sinkStocks: Uint8Array.from(scenario.sinks, ({ stock }) => (stock ? 1 : 0)),
    families,
    productFamily: Int32Array.from(scenario.products, ({ family }) => families.indexOf(family)),
    initialFamily: Int32Array.from(scenario.stations, ({ initialFamily }) =>
      initialFamily === null ? NONE : families.indexOf(initialFamily),
    ),
    setups,
    setupColumns: new SetupColumns(setups),
    /** May any set-up be prepared while the unit waits? */
    preparesOutside: setups.some((one) => one !== null && one.external !== null),
    workAfter: workAfter(scenario, operations),
    calendars: scenario.calendars.map(microseconds),
    luck: {
      sources: Int32Array.from(scenario.sources, ({ id }) => luckOf(id)),
      orders: Int32Array.from(scenario.orders, ({ id }) => luckOf(id)),
      initial: luckOf('initial'),
    },
    /** Is there a model of orders and nothing else that brings work? Then a station with no open order is idle, not starved: SPEC.md [S8]. */
    worksToOrder:
      scenario.orders.length + scenario.sources.length > 0 && scenario.sources.every(({ due, serve }) => due !== null || serve === 'stock'),
  }
}
export type Tables = ReturnType<typeof tables>

/** Ids to numbers. Items are materials, then products. */
function indexes(scenario: Scenario) {
  const of = (list: readonly { readonly id: string }[], from = 0) => new Map(list.map(({ id }, i) => [id, i + from]))
  return {
    station: of(scenario.stations),
    buffer: of(scenario.buffers),
    sink: of(scenario.sinks),
    product: of(scenario.products),
    item: new Map([...of(scenario.materials), ...of(scenario.products, scenario.materials.length)]),
    supplier: of(scenario.suppliers),
    crew: of(scenario.crews),
    calendar: of(scenario.calendars),
    order: of(scenario.orders),
  }
}
type Indexes = ReturnType<typeof indexes>
export type PartTable = OperationTable['parts'][number]
export type OperationTable = ReturnType<typeof operationTables>[number]
export type AlternativeTable = OperationTable['at'][number]

/** The operation as this station does it. */
export const here = ({ at, stations }: OperationTable, station: number): AlternativeTable =>
  at[at.length === 1 ? 0 : placeIn(stations, station)]!

/** Where what an operation needs to know of itself stands in its row; `takes` is 1 where a unit that is seated for it needs components or parts. */
export const Own = { firstWay: 0, endWay: 1, product: 2, step: 3, base: 4, following: 5, queue: 6, takes: 7 } as const
/** Numbers in the row of an operation: `tables.own[o * OWN + Own.step]`. */
export const OWN = 8

/** Where what a way is stands in its row: an operation as one of its stations does it. The other half of the row is its planned time. */
export const Way = { station: 0, time: 1 } as const
/** Numbers in the row of a way. */
export const WAY = 4

/** The rows of operations and ways: objects of a large plant are too far from each other, and so are columns of what is asked for at once. */
function wayRows(operations: readonly OperationTable[], queueOfOperation: Int32Array, stations: number) {
  const own = new Int32Array(operations.length * OWN)
  const ways = new Int32Array(operations.reduce((sum, { at }) => sum + at.length, 0) * WAY)
  const planned = new Float64Array(ways.buffer)
  const goodRatio = new Float64Array(ways.length / WAY)
  let way = 0
  const wayIsOne = new Uint8Array(ways.length / WAY)
  const isSurelyGood = new Uint8Array(stations).fill(1)
  operations.forEach(({ product, step, base, following, components, parts, isProgressive, stations: doers, at }, o) => {
    const takes = components.length + parts.length > 0 || isProgressive ? 1 : 0
    own.set([way, way + at.length, product, step, base, following, queueOfOperation[o]!, takes], o * OWN)
    at.forEach((one, i) => {
      wayIsOne[way] = one.lastWork === 0 ? 1 : 0
      goodRatio[way] = one.goodRatio
      if (one.goodRatio < 1) isSurelyGood[doers[i]!] = 0
      ways.set([doers[i]!, one.time], way * WAY)
      planned[(way++ * WAY) / 2 + 1] = one.planned
    })
  })
  return {
    own,
    ways,
    /** The same memory: `planned[way * WAY / 2 + 1]`, µs. */
    planned,
    /** way → share of good units */
    goodRatio,
    /** way → 1: its first step is the last of the work */
    wayIsOne,
    /** station → 1: nothing it does spoils anything of itself */
    isSurelyGood,
  }
}

/** Where the row of the operation as this station does it begins in `ways`. */
export function wayAt({ own, ways }: Tables, operation: number, station: number): number {
  const end = own[operation * OWN + Own.endWay]! * WAY
  let way = own[operation * OWN + Own.firstWay]! * WAY
  if (end - way === WAY) return way
  while (way < end && ways[way + Way.station] !== station) way += WAY
  return way
}

/** Where the station is in a short list; NONE. Typed arrays' own searches are calls out of the compiled code, and cost more than the list. */
export function placeIn(stations: Int32Array, station: number): number {
  for (let i = 0; i < stations.length; i++) if (stations[i] === station) return i
  return NONE
}

/** Who waits where, and who serves it. */
function queueTables(scenario: Scenario, operations: readonly RoutedOperation[], ahead: readonly Ahead[], index: Indexes, chance: Chance) {
  const capacity: number[] = scenario.buffers.map(({ capacity }) => capacity ?? UNLIMITED)
  const meetingPoint = new Map<string, number>()
  const queueOfOperation = Int32Array.from(operations, ({ buffer, stations, choose }) => {
    if (choose !== null) return NONE // nobody waits for it before a station is chosen
    if (buffer !== null) return index.buffer.get(buffer)!
    const key = JSON.stringify(stations)
    let queue = meetingPoint.get(key)
    if (queue === undefined) {
      queue = capacity.push(0) - 1
      meetingPoint.set(key, queue)
    }
    return queue
  })
  const waiting = capacity.map((): number[] => [])
  const serving = capacity.map(() => new Set<number>())
  const feeding = scenario.stations.map(() => new Set<number>())
  const reserving = capacity.map(() => new Set<number>())
  operations.forEach(({ stations }, o) => {
    const queue = queueOfOperation[o]!
    if (queue === NONE) return
    waiting[queue]!.push(o)
    for (const id of stations) {
      const station = index.station.get(id)!
      serving[queue]!.add(station)
      feeding[station]!.add(queue)
      if (scenario.stations[station]!.blockingBeforeService)
        for (const next of ahead[o]!.operations) reserving[queueOfOperation[next]!]!.add(station)
    }
  })
  return {
    queues: capacity.length,
    queueCapacity: Float64Array.from(capacity),
    queueOrder: capacity.map((_, q) => scenario.buffers[q]?.order ?? 'fifo'),
    /** NO_DRAW: a unit may be taken at once. */
    queueDwell: Int32Array.from(capacity, (_, q) => {
      const buffer = scenario.buffers[q]
      return buffer?.dwell == null ? NO_DRAW : chance.open(buffer.dwell, buffer.id, 'dwell')
    }),
    /** Place in the log of each queue; NONE for a meeting point. */
    queuePlace: Int32Array.from(capacity, (_, q) => (q < scenario.buffers.length ? scenario.stations.length + q : NONE)),
    /** NONE: a station is chosen first. */
    queueOfOperation,
    /** Queue → operations that wait in it. */
    operationsOfQueue: waiting.map((list) => Int32Array.from(list)),
    /** Queue → stations that take from it, in order of preference. */
    stationsServing: serving.map((set) => Int32Array.from(set)),
    /** The same one after the other: those of a queue from `firstServing[queue]` on. */
    firstServing: running(serving.map(({ size }) => size)),
    serving: Int32Array.from(serving.flatMap((set) => [...set])),
    /** Station → queues it takes from. */
    queuesFeeding: feeding.map((set) => Int32Array.from(set)),
    /** Queue → stations that reserve room in it before they start. */
    stationsReserving: reserving.map((set) => Int32Array.from(set)),
    reserves: reserving.some(({ size }) => size > 0),
  }
}

/** What each operation needs, per operation number. */
function operationTables(
  scenario: Scenario,
  operations: readonly RoutedOperation[],
  ahead: readonly Ahead[],
  firstOperation: Int32Array,
  storedOf: Int32Array,
  index: Indexes,
  chance: Chance,
  calls: Calls,
) {
  const rules = new Map<string, BatchTable>()
  return operations.map((operation, o) => {
    const key = operationKey(operation)
    return {
      product: operation.product,
      /** Its id as written, which other products may use too. */
      name: operation.id,
      /** Number of the operation within its route; NONE: none, it is a part at the end of it. */
      step: operation.step,
      /** Number of the operation of the route; another than its own, where the unit has got one of several stations. */
      base: operation.base,
      /** The next in the list; NONE: out of the plant. */
      following:
        operation.step < 0
          ? NONE
          : operation.base + 1 === firstOperation[operation.product + 1]!
            ? storedOf[operation.product]!
            : operation.base + 1,
      /** The same operation at each station that may be chosen for it; empty: there is no choice, or it was made. */
      alternatives: Int32Array.from(
        operation.choose === null ? [] : operations.flatMap(({ base }, i) => (base === o && i !== o ? [i] : [])),
      ),
      /** Where a unit may be queued next, and whether it may leave the plant instead. */
      ahead: ahead[o]!.operations,
      mayLeave: ahead[o]!.mayLeave,
      /** µs that a unit may wait for it, and where it goes then (NONE: it is scrapped); Infinity: any time. */
      maxWait: operation.maxWait === null ? Number.POSITIVE_INFINITY : seconds(operation.maxWait.time),
      waitsNoMore:
        operation.maxWait?.to == null
          ? NONE
          : firstOperation[operation.product]! +
            scenario.products[operation.product]!.route.findIndex(({ id }) => id === operation.maxWait!.to),
      stations: Int32Array.from(operation.stations, (id) => index.station.get(id)!),
      /** How it goes at each of those stations. A part has the same luck at all of them. */
      at: operation.stations.map((id) =>
        alternative(scenario, operation, firstOperation, scenario.stations[index.station.get(id)!]!, chance, calls, rules),
      ),
      outcome: operation.stations.length === 0 ? NO_DRAW : chance.openUniform(key, 'yield'),
      takesPallet: operation.takesPallet !== null,
      parts: operation.parts.map(({ product, quantity, from, match }) => {
        const number = index.product.get(product)!
        const item = index.item.get(product)!
        return { item, quantity, match, queue: index.buffer.get(from)!, stored: storedOf[number]! }
      }),
      isProgressive: operation.collect === 'progressive',
      splits: operation.splits.map(({ product, quantity, operation: at }) => {
        const number = index.product.get(product)!
        const step = at === null ? 0 : scenario.products[number]!.route.findIndex(({ id }) => id === at)
        return { product: number, quantity, operation: firstOperation[number]! + step }
      }),
      isSplitUp: operation.splits.length > 0 && operation.whenSplit === 'leaves',
      components: operation.components.map(({ item, quantity }) => ({ item: index.item.get(item)!, quantity })),
    }
  })
}

/** An operation as one of its stations does it: what the operation does not say itself is the station's own. */
function alternative(
  scenario: Scenario,
  operation: RoutedOperation,
  firstOperation: Int32Array,
  station: Scenario['stations'][number],
  chance: Chance,
  calls: Calls,
  rules: Map<string, BatchTable>,
) {
  // The loader has seen to it that one of the two says how long it takes.
  const rework = operation.rework ?? station.rework
  const key = operationKey(operation)
  const planned = plannedTime(operation, station)
  const { route } = scenario.products[operation.product]!
  const needs = operation.needs ?? station.needs
  const { load, unload } = handlingOf(operation, station)
  const callFor = (all: readonly Need[], phase: Parameters<typeof isFor>[1]) => calls.add(all.filter((need) => isFor(need, phase)))
  const inSteps = operation.steps.map((step) => ({
    time: chance.open(step.time, `${key}/${step.id}`, 'process'),
    call: callFor(step.needs ?? needs, 'process'),
    handles: false,
  }))
  const atOnce = (): (typeof inSteps)[number] => ({
    time: chance.open((operation.time ?? station.time)!, key, 'process'),
    call: callFor(needs, 'process'),
    handles: false,
  })
  const handling = (spec: DistributionSpec | null, phase: 'load' | 'unload') =>
    spec === null ? [] : [{ time: chance.open(spec, key, phase), call: callFor(needs, phase), handles: true }]
  const work = inSteps.length > 0 ? inSteps : [atOnce()]
  const all = [...handling(load, 'load'), ...work, ...handling(unload, 'unload')]
  const steps = inSteps.length === 0 && all.length === 1 ? [] : all
  const batch = batchTable(operation.batch ?? station.batch, station.setups.length > 0, rules)
  return {
    /** Where it has steps, of the first. */
    time: all[0]!.time,
    /** Units that go on together; 0: one by one. In batches and where units are taken apart they always do. */
    moveQuantity: batch !== null || operation.splits.length > 0 ? 0 : (operation.moveQuantity ?? station.moveQuantity ?? 0),
    /** What is done one after the other; empty: it is done in one go. */
    steps,
    /** How many of them come before the steps of the operation (loading), and which is the last of those. */
    loads: load === null ? 0 : 1,
    lastWork: (load === null ? 0 : 1) + work.length - 1,
    /** µs for one unit: ISO 22400's PRI. In a batch it has its share of the time of a full one. */
    planned: batch === null ? planned : Math.round(planned / batch.max),
    batch,
    goodRatio: operation.yield ?? station.yield,
    reworkRatio: rework?.ratio ?? 0,
    reworkLimit: rework?.limit ?? 0,
    reworkByOperation: rework?.per === 'operation',
    /** Who is called for; NONE: nobody. */
    setupCall: callFor(needs, 'setup'),
    workCall: all[0]!.call,
    /** Do they stay until the unit has left? */
    staysUntilLeft: (operation.releaseOperator ?? station.releaseOperator) === 'whenLeft',
    /** Number of the operation to go back to. */
    reworkTo: rework?.to == null ? operation.base : firstOperation[operation.product]! + route.findIndex(({ id }) => id === rework.to),
  }
}

/** Mean µs of one unit's operation on the station. */
const plannedTime = (operation: Operation, station: Scenario['stations'][number]): number =>
  timesOf(operation, station).reduce((sum, time) => sum + seconds(meanOf(time)), 0)

/** Operation → planned µs of the operations to come after it, each at its preferred station. */
function workAfter({ products, stations }: Scenario, operations: readonly RoutedOperation[]): Float64Array {
  const own = new Map(stations.map((station) => [station.id, station]))
  const after = products.flatMap((product) =>
    workToCome(
      product,
      product.route.map((operation) => plannedTime(operation, own.get(operation.stations[0]!)!)),
    ),
  )
  return Float64Array.from(operations, ({ base }) => after[base] ?? 0)
}

interface Ahead {
  readonly operations: Int32Array
  readonly mayLeave: boolean
}

/** The operations, each at a station where one is chosen, that may come next: the likeliest first, those that are as likely in the order of the route. */
function operationsAhead(
  { products }: Scenario,
  { product, step }: RoutedOperation,
  operations: readonly RoutedOperation[],
  firstOperation: Int32Array,
  storedOf: Int32Array,
): Ahead {
  if (step < 0) return { operations: new Int32Array(0), mayLeave: false }
  const shelf = storedOf[product]!
  const ways = [...waysOn(products[product]!, step)].sort((a, b) => b.share - a.share)
  const next = ways.flatMap(({ to }) => (to !== OUT ? [firstOperation[product]! + to] : shelf >= 0 ? [shelf] : []))
  const atStation = (o: number) =>
    operations[o]!.choose === null ? [o] : operations.flatMap(({ base }, i) => (base === o && i !== o ? [i] : []))
  return { operations: Int32Array.from(next.flatMap(atStation)), mayLeave: shelf < 0 && ways.some(({ to }) => to === OUT) }
}

function joining(operations: readonly OperationTable[], queues: number): readonly Int32Array[] | null {
  if (operations.every(({ parts }) => parts.length === 0)) return null
  const stations = Array.from({ length: queues }, () => new Set<number>())
  for (const operation of operations)
    for (const { queue } of operation.parts) for (const station of operation.stations) stations[queue]!.add(station)
  return stations.map((set) => Int32Array.from(set))
}

/** How units are brought together; the same object wherever the same is said. */
export interface BatchTable {
  readonly min: number
  readonly max: number
  /** µs */
  readonly maxWait: number
  readonly onTimeout: Batch['onTimeout']
  readonly byProduct: boolean
  readonly byOperation: boolean
  readonly byFamily: boolean
  readonly byOrder: boolean
  readonly byPriority: boolean
}

/** A batch of a station with set-ups is always of one family. */
function batchTable(batch: Batch | null, hasSetups: boolean, rules: Map<string, BatchTable>): BatchTable | null {
  if (batch === null) return null
  const said = JSON.stringify([batch, hasSetups])
  const known = rules.get(said)
  if (known !== undefined) return known
  const { min, max, maxWait, onTimeout, key } = batch
  const table: BatchTable = {
    min,
    max,
    maxWait: seconds(maxWait),
    onTimeout,
    byProduct: key.includes('product'),
    byOperation: key.includes('operation'),
    byFamily: hasSetups || key.includes('family'),
    byOrder: key.includes('order'),
    byPriority: key.includes('priority'),
  }
  rules.set(said, table)
  return table
}

const operationKey = ({ productId, id }: RoutedOperation) => `${productId}/${id}`

function microseconds({ period, origin, working, off, extra, changes }: Calendar): Hours {
  const span = ({ from, to }: { from: number; to: number }) => ({ from: seconds(from), to: seconds(to) })
  return {
    period: seconds(period),
    origin: seconds(origin),
    working: working.map(span),
    off: off.map(span),
    extra: extra.map(span),
    changes: changes.map(({ at, by }) => ({ at: seconds(at), by: seconds(by) })),
  }
}

/** 0, a, a + b, … */
function running(counts: readonly number[]): Int32Array {
  const sums = new Int32Array(counts.length + 1)
  counts.forEach((count, i) => {
    sums[i + 1] = sums[i]! + count
  })
  return sums
}
