import { EquipmentState, Outcome, PersonState, STATE_NAMES } from '../../engine/log/events.ts'
import { places } from '../../engine/log/places.ts'
import type { Operation, Scenario, Station } from '../../scenarios/model.ts'
import { meanOf } from '../distribution.ts'
import type { ElementName } from '../kpi/elements.ts'
import { powerIn } from '../kpi/energy.ts'
import { Fate, type PlantRecord } from '../record/index.ts'
import { classify, end, presences } from './classify.ts'
import { Grid, type Sums } from './grid.ts'
import type { Span } from './spans.ts'

/** Sums of a work unit and span that elements are made of. `awayATT`, `awayAQT` stand at one past the last station: units that are on no way to one. */
export type WorkUnitSum = ElementName | 'down' | 'counted'

/** What one pass over the record adds up for every work unit and span; the last subject is the plant itself. */
export function sumsOf(record: PlantRecord, scenario: Scenario, spans: readonly Span[]): Grid<WorkUnitSum> {
  const grid = new Grid<WorkUnitSum>(scenario.stations.length + 1, spans)
  tellSums(record, scenario, grid)
  return grid
}

/** Tells each span of time and each count that an element is made of, once. */
export function tellSums(record: PlantRecord, scenario: Scenario, sums: Sums<WorkUnitSum>) {
  times(record, scenario, sums)
  jobs(record, scenario, sums)
  setUps(record, scenario, sums)
  failures(record, sums)
  ways(record, scenario, sums)
  people(record, scenario, sums)
  material(record, scenario, sums)
  leaving(record, scenario, sums)
}

function times(record: PlantRecord, { stations, energy }: Scenario, sums: Sums<WorkUnitSum>) {
  // Nothing to do since, slot by slot: stand-by draws less than the state says.
  const idleSince = new Map<number, number>()
  const standby = energy === undefined ? false : stations.some(({ power }) => power?.standby != null)
  classify(
    record,
    stations.map(({ slots }) => slots),
    (piece) => {
      const { station, slot, state, from, until, unit, since: at } = piece
      sums.time(piece.class, station, from, until, 1, unit, at)
      if (state === EquipmentState.repair) sums.time('CMT', station, from, until, 1, unit, at)
      if (state === EquipmentState.maintenance) sums.time('PMT', station, from, until, 1, unit, at)
      if (state === EquipmentState.repair || state === EquipmentState.waitRepair) sums.time('TTR', station, from, until, 1, unit, at)
      const power = stations[station]!.power
      if (power == null) return
      const kWh = powerIn(power, STATE_NAMES[state]!) / HOUR
      const key = station * 65_536 + slot
      const isIdle = state === EquipmentState.starved || state === EquipmentState.idle
      if (!isIdle || !standby || power.standby === null) {
        idleSince.delete(key)
        sums.time('energy', station, from, until, kWh, unit, at)
        return
      }
      const since = idleSince.get(key) ?? from
      idleSince.set(key, since)
      const turns = Math.min(until, Math.max(from, since + Math.round(power.standby.after * 1e6)))
      sums.time('energy', station, from, turns, kWh, unit, at)
      sums.time('energy', station, turns, until, power.standby.power / HOUR, unit, at)
    },
  )
}

function jobs(record: PlantRecord, { stations, products }: Scenario, sums: Sums<WorkUnitSum>) {
  const { column, count } = record.jobs
  const tried = new Set<number>()
  const rejected = rejections(record)
  for (let row = 0; row < count; row++) {
    const outcome = column.outcome[row]!
    if (outcome < 0) continue
    const station = column.station[row]!
    const at = column.end[row]!
    const unit = column.unit[row]!
    const operation = column.operation[row]!
    sums.count('PQ', station, at, 1, unit)
    sums.count(outcome === Outcome.good ? 'GQ' : outcome === Outcome.scrap ? 'SQ' : 'RQ', station, at, 1, unit)
    sums.count('plannedRun', station, at, column.planned[row]!, unit)
    const product = products[record.units.column.product[record.rowOfUnit(unit)]!]
    const planned = product?.route[operation]
    if (planned) sums.count('PSQ', station, at, plannedScrap(planned, stations[station]!), unit)
    if (operation === 0) sums.count('firstPQ', stations.length, at, 1, unit)
    const attempt = unit * 4096 + operation
    if (tried.has(attempt)) continue
    tried.add(attempt)
    sums.count('IP', station, at, 1, unit)
    if (outcome === Outcome.good && !rejected.has(attempt)) sums.count('GP', station, at, 1, unit)
  }
  for (let row = 0; row < record.counts.count; row++)
    sums.count('counted', record.counts.column.station[row]!, record.counts.column.time[row]!, record.counts.column.pieces[row]!)
}

/** Units and operations after which a test found something. */
function rejections({ tests }: PlantRecord): ReadonlySet<number> {
  const found = new Set<number>()
  for (let row = 0; row < tests.count; row++)
    if (tests.column.disposition[row]! !== 0) found.add(tests.column.unit[row]! * 4096 + tests.column.operation[row]!)
  return found
}

/** Share of the attempts that the planned yield lets be scrap: 98 % good, half of the others reworked, are 0.01. */
const plannedScrap = ({ yield: good, rework }: Operation, station: Station) =>
  (1 - (good ?? station.yield)) * (1 - ((rework ?? station.rework)?.ratio ?? 0))

function setUps({ setups }: PlantRecord, { stations, products }: Scenario, sums: Sums<WorkUnitSum>) {
  const means = stations.map(({ setups }) => setups.map(({ from, to, time }) => ({ from, to, mean: meanOf(time) * 1e6 })))
  const { column } = setups
  for (let row = 0; row < setups.count; row++) {
    const station = column.station[row]!
    const to = products[column.product[row]!]?.family
    const from = products[column.before[row]!]?.family
    const rule = [[from, to], ['*', to], [from, '*'], ['*', '*']] // biome-ignore format: most specific first
      .map(([f, t]) => means[station]!.find((one) => one.from === f && one.to === t))
      .find((one) => one !== undefined)
    sums.count('PUST', station, column.from[row]!, rule?.mean ?? 0)
  }
}

function failures({ failures }: PlantRecord, sums: Sums<WorkUnitSum>) {
  for (let row = 0; row < failures.count; row++) sums.count('FE', failures.column.station[row]!, failures.column.time[row]!)
}

/** Waiting and riding of units, charged to the work unit they come to next: that of their next job, or the first that their operation names. */
function ways(record: PlantRecord, scenario: Scenario, sums: Sums<WorkUnitSum>) {
  const { stations, products } = scenario
  const { firstBuffer, firstSink, firstSource, firstConveyor } = places(scenario)
  const index = new Map(stations.map(({ id }, i) => [id, i]))
  const { stays, jobs } = record
  const next = new Map<number, number>()
  let job = jobs.count - 1
  for (let row = stays.count - 1; row >= 0; row--) {
    const place = stays.column.place[row]!
    const from = stays.column.from[row]!
    // Of jobs that start at the instant at which a stay begins, none is before it.
    for (; job >= 0 && jobs.column.start[job]! >= from; job--) next.set(jobs.column.unit[job]!, jobs.column.station[job]!)
    const rides = place >= firstConveyor
    if (!rides && !(place >= firstBuffer && place < firstSink) && place < firstSource) continue
    const unit = stays.column.unit[row]!
    const product = products[record.units.column.product[record.rowOfUnit(unit)]!]
    const planned = index.get(product?.route[stays.column.operation[row]!]?.stations[0] ?? '')
    const station = next.get(unit) ?? planned ?? stations.length
    sums.time(rides ? 'ATT' : 'AQT', station, from, end(stays.column.until[row]!, record.end), 1, unit)
  }
}

function people(record: PlantRecord, { stations }: Scenario, sums: Sums<WorkUnitSum>) {
  const { persons, crews } = record
  for (let row = 0; row < persons.count; row++) {
    const { column } = persons
    const station = column.station[row]!
    if (column.state[row]! === PersonState.busy && station >= 0)
      sums.time('APWT', station, column.from[row]!, end(column.until[row]!, record.end))
  }
  const plant = stations.length
  for (let row = 0; row < crews.count; row++) {
    const { column } = crews
    const until = end(column.until[row]!, record.end)
    const busy = column.busy[row]! - Math.max(0, column.travelling[row]!)
    sums.time('APWT', plant, column.from[row]!, until, busy)
    // Who works on after the shift attends, too.
    sums.time('APAT', plant, column.from[row]!, until, Math.max(column.busy[row]!, column.present[row]!))
  }
}

function material(record: PlantRecord, { stations, materials, products }: Scenario, sums: Sums<WorkUnitSum>) {
  const plant = stations.length
  const { consumed, writtenOff } = record
  for (let row = 0; row < consumed.count; row++) {
    const station = consumed.column.station[row]!
    const amount = consumed.column.quantity[row]!
    if (station >= 0) sums.count('CM', station, consumed.column.time[row]!, amount, consumed.column.unit[row]!)
    sums.count('CM', plant, consumed.column.time[row]!, amount, consumed.column.unit[row]!)
  }
  for (let row = 0; row < writtenOff.count; row++) sums.count('STL', plant, writtenOff.column.time[row]!, writtenOff.column.quantity[row]!)
  const stocks = [...materials, ...products].map(({ initialStock }) => [{ time: 0, change: initialStock, issues: false }])
  const change = (
    table: { readonly count: number; readonly column: Readonly<Record<'item' | 'quantity' | 'time', Float64Array>> },
    sign: 1 | -1,
    issues: boolean,
  ) => {
    for (let row = 0; row < table.count; row++)
      stocks[table.column.item[row]!]!.push({ time: table.column.time[row]!, change: sign * table.column.quantity[row]!, issues })
  }
  change(record.receipts, 1, false)
  change(record.produced, 1, false)
  change(record.consumed, -1, true)
  change(record.shipped, -1, true)
  change(record.moves, -1, true)
  change(record.writtenOff, -1, false)
  for (const item of countedItems({ materials, products })) {
    let stock = 0
    let since = 0
    for (const { time, change: by, issues } of stocks[item]!.sort((one, other) => one.time - other.time)) {
      if (time > since) sums.time('inventory', plant, since, time, stock)
      if (issues) sums.count('issued', plant, time, -by)
      stock += by
      since = time
    }
    if (record.end > since) sums.time('inventory', plant, since, record.end, stock)
  }
}

/** Items whose stock is known: materials that can run short, and products. Materials of which there is always enough are not counted. */
const countedItems = ({ materials, products }: Pick<Scenario, 'materials' | 'products'>): readonly number[] => [
  ...materials.flatMap(({ reorderPoint }, i) => (reorderPoint === null ? [] : [i])),
  ...products.map((_, i) => materials.length + i),
]

/** Units that left the plant, and those of them that were never reworked. */
function leaving(record: PlantRecord, { stations }: Scenario, sums: Sums<WorkUnitSum>) {
  const plant = stations.length
  const { units, jobs, tests } = record
  const reworked = new Set<number>()
  for (let row = 0; row < jobs.count; row++) if (jobs.column.outcome[row]! === Outcome.rework) reworked.add(jobs.column.unit[row]!)
  for (let row = 0; row < tests.count; row++) if (tests.column.disposition[row]! === REWORKED) reworked.add(tests.column.unit[row]!)
  for (let row = 0; row < units.count; row++) {
    const fate = units.column.fate[row]!
    const at = units.column.left[row]!
    const unit = units.column.unit[row]!
    if (fate === Fate.finished) {
      sums.count('finished', plant, at, 1, unit)
      sums.count('IGQ', plant, at, 1, unit)
      sums.count('surplus', plant, at, units.column.surplus[row]!, unit)
      if (!reworked.has(unit)) sums.count('GP', plant, at, 1, unit)
    } else if (fate === Fate.scrapped) {
      sums.count('scrapped', plant, at, 1, unit)
      sums.count('PL', plant, at, 1, unit)
    } else continue
    sums.count('IP', plant, at, 1, unit)
  }
}

const REWORKED = 2
const HOUR = 3600e6

/** Of a scope, from when each order was in it to when it left, and how many its orders asked for: spans as in the grid. */
export function ordersOf(record: PlantRecord, members: readonly (readonly number[])[], stations: number, spans: readonly Span[]) {
  const grid = new Grid<'AOET' | 'POQ'>(members.length, spans)
  tellOrders(record, members, stations, grid)
  return grid
}

export function tellOrders(record: PlantRecord, members: readonly (readonly number[])[], stations: number, sums: Sums<'AOET' | 'POQ'>) {
  const scopeOf = new Int32Array(stations).fill(-1)
  members.forEach((list, scope) => {
    for (const station of list) scopeOf[station] = scope
  })
  const together = new Map<string, { readonly scope: number; readonly order: number; from: number; until: number }>()
  for (const { order, station, from, until } of presences(record)) {
    const scope = scopeOf[station]!
    if (scope < 0) continue
    const known = together.get(`${scope} ${order}`)
    if (known) {
      known.from = Math.min(known.from, from)
      known.until = Math.max(known.until, until)
    } else together.set(`${scope} ${order}`, { scope, order, from, until })
  }
  for (const { scope, order, from, until } of together.values()) {
    sums.time('AOET', scope, from, until, 1, order)
    if (order >= 0) sums.count('POQ', scope, from, record.orders.column.quantity[record.rowOfOrder(order)] ?? 0, order)
  }
}
