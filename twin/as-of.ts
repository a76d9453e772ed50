import { assetsOf } from '../analysis/maintenance/assets.ts'
import { SlotHistory } from '../analysis/maintenance/slot-history.ts'
import { type PlantRecord, recordOf } from '../analysis/record/index.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Order, Scenario } from '../scenarios/model.ts'
import { type Assumption, Assumptions } from './assumptions.ts'
import { inbound, lotsLeft, owedFromStock, stockOf } from './present-material.ts'
import { presentSlots } from './present-slots.ts'
import { arrivalsSoFar } from './present-sources.ts'
import { presentUnits } from './present-units.ts'
import { rowsOf } from './rows-of.ts'
import { shiftedCalendar, shiftedMaintenance, shiftedProfile, shiftedSpans, startFrom } from './shifted.ts'

export interface AsOf {
  /** A plant that starts at that moment as the log says it stands. */
  readonly scenario: Scenario
  /** Seconds after the start of the log. */
  readonly at: number
  /** What the log does not tell, and what is taken for true instead. */
  readonly assumptions: readonly Assumption[]
  /** Order of the plant (its place in `scenario.orders`) → its number in the log. */
  readonly orders: readonly number[]
  /** When each is due, seconds after the start of the log; null: it has no date. In the plant a date that is past is its very start. */
  readonly dues: readonly (number | null)[]
  /** Lot in stock (its place in `scenario.present.lots`) → its number in the log. */
  readonly lots: readonly number[]
  /** Unit in the plant (its place in `scenario.present.units`) → its number in the log. */
  readonly units: readonly number[]
}

/**
 * The plant as of a moment: what was known by then (`at` seconds after the start of the log), and the believed scenario in its header, as a
 * scenario that starts there. Everything dated is moved; what is under way goes on, drawn anew on condition that it has lasted so long.
 * Of the truth, the seed and what the log says later nothing comes in: two logs with the same past give the same bytes.
 */
export function asOf(log: Log<Scenario>, at: number): AsOf {
  if (!(at >= 0)) throw new RangeError(`asOf: a moment is not before the start, got ${at}`)
  const { scenario } = log.header
  const micro = Math.round(at * 1e6)
  const record = recordOf(log, micro)
  const state = log.stateAt(micro)
  const assumptions = new Assumptions()
  const history = new SlotHistory(scenario, record, micro)
  const listed = openOrders(scenario, state, at)
  const placed = presentUnits({ scenario, record, state, history, orderIds: listed.ids, assumptions })
  const orders = listed.orders.map((order) => ({ ...order, completed: order.completed + (placed.finished.get(order.id) ?? 0) }))
  const lots = lotsLeft(scenario, record, state, micro, assumptions)
  const sources = arrivalsSoFar(log, record, micro, placed.remade)
  const slots = presentSlots({ scenario, record, state, history, assets: assetsOf(record, scenario), assumptions, at: micro })
  unsaid(scenario, assumptions)
  return {
    at,
    assumptions: assumptions.list(),
    orders: listed.numbers,
    dues: listed.dues,
    lots: lots.map(({ lot }) => lot),
    units: placed.numbers,
    scenario: {
      ...scenario,
      // Nothing of the luck of the log.
      seed: 1,
      warmUp: 0,
      horizon: Math.max(1, scenario.horizon - at),
      startTime: new Date(Date.parse(scenario.startTime) + at * 1000).toISOString(),
      faults: [],
      bookings: null,
      products: scenario.products.map((product, p) => ({
        ...product,
        initialStock: stockOf(state, scenario.materials.length + p),
        versions: (product.versions ?? []).map((version) => ({ ...version, from: version.from - at })),
      })),
      materials: scenario.materials.map((material, m) => ({
        ...material,
        initialStock: stockOf(state, m),
        holds: material.holds
          .filter(({ until }) => until === null || until > at)
          .map((hold) => ({
            ...hold,
            at: Math.max(0, hold.at - at),
            until: hold.until === null ? null : hold.until - at,
            receivedFrom: hold.receivedFrom - at,
            receivedUntil: hold.receivedUntil === null ? null : hold.receivedUntil - at,
          })),
      })),
      sources: scenario.sources.map((source, s) => ({
        ...source,
        ...startFrom(source, at, sources[s]!.made),
        profile: shiftedProfile(source.profile, at),
      })),
      orders,
      stations: scenario.stations.map((station, s) => ({
        ...station,
        holds: shiftedSpans(station.holds, at),
        maintenance: station.maintenance.map((task, t) => shiftedMaintenance(task, at, history.lastBegun(s, t))),
      })),
      conveyors: scenario.conveyors.map((conveyor) => ({ ...conveyor, speeds: shiftedProfile(conveyor.speeds, at) })),
      crews: scenario.crews.map((crew) => ({
        ...crew,
        persons: crew.persons.map((person) => ({
          ...person,
          from: Math.max(0, person.from - at),
          until: person.until === null ? null : Math.max(0, person.until - at),
        })),
      })),
      calendars: scenario.calendars.map((calendar) => shiftedCalendar(calendar, at)),
      dispatch: remainingLists(scenario, record, listed.ids, at),
      initial: [],
      present: {
        since: at + (scenario.present?.since ?? 0),
        units: placed.units,
        slots,
        arrivals: sources.flatMap(({ elapsed }, s) => (elapsed === null ? [] : [{ source: scenario.sources[s]!.id, elapsed }])),
        purchases: inbound(scenario, record, micro),
        lots: lots.map(({ lot: _, ...one }) => one),
        owed: owedFromStock(scenario, record, state, at),
      },
    },
  }
}

/** Orders that are not closed, as they stand: those of sources are listed now too. By their number in the log. */
function openOrders(scenario: Scenario, { orders: known }: ReturnType<Log['stateAt']>, at: number) {
  const ids = new Map<number, string>()
  const taken = new Set(scenario.orders.map(({ id }) => id))
  const orders: Order[] = []
  const numbers: number[] = []
  const dues: (number | null)[] = []
  // An order that is late stays the most urgent, in the order of the dates: there is no date before the start.
  const late = [...rowsOf(known.rows)]
    .filter((row) => known.due[row]! >= 0 && known.due[row]! < at * 1e6)
    .sort((a, b) => known.due[a]! - known.due[b]!)
  const rank = new Map(late.map((row, i) => [row, i / 1e6]))
  for (const row of [...rowsOf(known.rows)].sort((a, b) => known.rows.key[a]! - known.rows.key[b]!)) {
    const number = known.rows.key[row]!
    const source = scenario.sources[known.source[row]!]
    if (known.closed[row]! >= 0 || source?.serve === 'stock' || known.product[row]! < 0) continue
    const own = scenario.orders[number]
    const dueAt = known.due[row]!
    const quantity = known.quantity[row]! - (own?.replaceScrap ? 0 : known.scrapped[row]!)
    const id = own?.id ?? freeId(`${source?.id ?? 'order'}-${number - scenario.orders.length + 1}`, taken)
    const base: Order = own ?? {
      id,
      title: id,
      product: scenario.products[known.product[row]!]!.id,
      quantity,
      completed: 0,
      release: 0,
      due: null,
      priority: source?.priority ?? 0,
      customer: '',
      lateCost: source?.lateCost ?? 0,
      replaceScrap: false,
      underDelivery: null,
      overDelivery: null,
      changes: [],
      version: null,
    }
    ids.set(number, id)
    numbers.push(number)
    dues.push(dueAt < 0 ? null : dueAt / 1e6)
    orders.push({
      ...base,
      quantity: Math.max(quantity, known.good[row]!),
      completed: known.good[row]!,
      release: known.released[row]! >= 0 ? 0 : Math.max(0, base.release - at),
      due: dueAt < 0 ? null : (rank.get(row) ?? dueAt / 1e6 - at),
      changes: base.changes
        .filter((change) => change.at > at)
        .map((change) => ({ ...change, at: change.at - at, due: change.due === null ? null : Math.max(0, change.due - at) })),
    })
  }
  return { orders, ids, numbers, dues }
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted.slice(0, 60)
  while (taken.has(id)) id = `${id}_`
  taken.add(id)
  return id
}

/** What is left of the dispatch lists: jobs of open orders, less what was started of them. */
function remainingLists(scenario: Scenario, record: PlantRecord, ids: ReadonlyMap<number, string>, at: number): Scenario['dispatch'] {
  if (scenario.dispatch.length === 0) return []
  const started = new Map<string, number>()
  const { unit, station, operation } = record.jobs.column
  for (let row = 0; row < record.jobs.count; row++) {
    const of = record.rowOfUnit(unit[row]!)
    const order = ids.get(record.units.column.order[of]!)
    const step = scenario.products[record.units.column.product[of]!]?.route[operation[row]!]
    if (order === undefined || step === undefined) continue
    const key = JSON.stringify([scenario.stations[station[row]!]!.id, order, step.id])
    started.set(key, (started.get(key) ?? 0) + 1)
  }
  const open = new Set(ids.values())
  return scenario.dispatch.map(({ station, jobs: list }) => ({
    station,
    jobs: list.flatMap((job) => {
      const key = JSON.stringify([station, job.order, job.operation])
      const done = Math.min(job.quantity, started.get(key) ?? 0)
      started.set(key, (started.get(key) ?? 0) - done)
      if (!open.has(job.order) || done === job.quantity) return []
      return [{ ...job, quantity: job.quantity - done, notBefore: Math.max(0, job.notBefore - at) }]
    }),
  }))
}

/** What no log tells, where the plant has it. */
function unsaid(scenario: Scenario, assumptions: Assumptions) {
  const { stations, products } = scenario
  assumptions.add(
    'vehiclesAtHome',
    scenario.transport.map(({ id }) => id),
  )
  assumptions.add(
    'toolsNew',
    scenario.tools.filter(({ wear }) => wear !== null).map(({ id }) => id),
  )
  assumptions.add(
    'palletsFree',
    scenario.pallets.map(({ id }) => id),
  )
  assumptions.add(
    'parametersNew',
    stations.filter(({ parameters }) => parameters.length > 0).map(({ id }) => id),
  )
  assumptions.add(
    'campaignsNew',
    stations.filter(({ campaign, startUp }) => campaign !== null || startUp !== null).map(({ id }) => id),
  )
  assumptions.add(
    'defectsForgotten',
    products.filter(({ route }) => route.some(({ defects }) => defects.length > 0)).map(({ id }) => id),
  )
  assumptions.add(
    'dwellAnew',
    scenario.buffers.filter(({ dwell }) => dwell !== null).map(({ id }) => id),
  )
  assumptions.add(
    'attributesAnew',
    products.filter(({ attributes }) => attributes.length > 0).map(({ id }) => id),
  )
}
