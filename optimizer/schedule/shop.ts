import type { Calendar, Order, Product, Scenario, SetupRule, Station } from '../../scenarios/model.ts'
import { unitsAtStart } from '../../scenarios/units-at-start.ts'
import { unitsToStart } from '../facts/demand.ts'
import { meanOf } from '../facts/distribution.ts'
import { Facts } from '../facts/routes.ts'
import { WorkingTime } from '../facts/working-time.ts'
import { dueMoments } from '../maintenance/occurrence.ts'

/** What is to be sequenced: the listed orders as chains of tasks, and the stations they compete for. */
export interface Shop {
  readonly facts: Facts
  readonly stations: readonly ShopStation[]
  readonly orders: readonly ShopOrder[]
}

export interface ShopStation {
  readonly station: Station
  /** Calendar without the planned maintenance. */
  readonly workingTime: WorkingTime
  /** Seconds of set-up by family before and after; before 0 is "as it stands at t = 0". */
  readonly setups: readonly (readonly number[])[]
  /** Can follow a list without harm: see `listable`. */
  readonly listed: boolean
  /** Share of its capacity that is left for listed orders. */
  readonly free: number
}

export interface ShopOrder {
  readonly order: Order
  readonly product: Product
  /** Number of the product's family; 0 is nobody's. */
  readonly family: number
  readonly tasks: readonly Task[]
}

/** All units of one order through one operation. */
export interface Task {
  /** Place in the route. */
  readonly step: number
  /** Most units that can be started; those that are scrapped before are not missed. */
  readonly units: number
  /** Expected attempts, rework included. */
  readonly attempts: number
  /** Some units are there from the start, whatever came before. */
  readonly begun: boolean
  /** Done in the order of a list; otherwise in the order in which the orders arrive. */
  readonly listed: boolean
  /** Ways to do it: on one station, or spread over all that can. */
  readonly modes: readonly (readonly Part[])[]
}

export interface Part {
  readonly station: number
  /** Seconds from start to end of one unit. */
  readonly unitSeconds: number
  /** Seconds the station needs for this part of all the attempts. */
  readonly seconds: number
}

export function shop(scenario: Scenario): Shop {
  const facts = new Facts(scenario)
  const families = ['', ...new Set(scenario.products.map(({ family }) => family))]
  const others = otherLoad(facts)
  const listed = listable(facts, others)
  const stations = scenario.stations.map((station): ShopStation => {
    const workingTime = new WorkingTime(withoutMaintenance(scenario, station))
    const taken = others.get(station.id)
    const capacity = workingTime.between(0, scenario.horizon) * station.slots * facts.availability(station)
    return {
      station,
      workingTime,
      setups: families.map((before) => families.map((after) => setupSeconds(station, before, after))),
      listed: listed.has(station.id),
      free: taken === undefined ? 1 : Math.max(0.05, 1 - taken / Math.max(1, capacity)),
    }
  })
  const orders = scenario.orders.flatMap((order): ShopOrder[] => {
    const product = facts.product(order.product)
    const tasks = tasksOf(facts, stations, order, product)
    return tasks.length === 0 ? [] : [{ order, product, family: families.indexOf(product.family), tasks }]
  })
  return { facts, stations, orders }
}

function tasksOf(facts: Facts, stations: readonly ShopStation[], order: Order, product: Product): Task[] {
  const toStart = unitsToStart(facts.scenario, order)
  const begun = unitsAtStart(facts.scenario)
    .filter((one) => one.order === order.id)
    .map(({ operation, quantity }) => ({ from: product.route.findIndex(({ id }) => id === operation), quantity }))
  return product.route.flatMap((operation, step): Task[] => {
    const groups = [{ from: 0, quantity: toStart }, ...begun].filter(({ from, quantity }) => from <= step && quantity > 0)
    const units = groups.reduce((sum, { quantity }) => sum + quantity, 0)
    if (units === 0) return []
    const attempts = groups.reduce((sum, { from, quantity }) => sum + quantity * (facts.visits(product, from).attempts[step] as number), 0)
    const able = operation.stations.map((id) => stations.findIndex(({ station }) => station.id === id))
    const pace = able.map((index) => {
      const { station, free } = stations[index] as ShopStation
      const unitSeconds = facts.secondsPerUnit(operation, station)
      return { station: index, unitSeconds, perUnit: unitSeconds / (station.slots * facts.availability(station) * free) }
    })
    const alone = pace.map(({ station, unitSeconds, perUnit }) => [{ station, unitSeconds, seconds: attempts * perUnit }])
    const together = 1 / pace.reduce((sum, { perUnit }) => sum + 1 / Math.max(1e-9, perUnit), 0)
    const spread = pace.map(({ station, unitSeconds }) => ({ station, unitSeconds, seconds: attempts * together }))
    // The stations draw from one queue, so that each does what its pace allows and all end together. Whoever stands still meanwhile is made
    // up for by the others, so an order is given to one station alone only where changing over takes longer than half the work.
    const setup = Math.max(0, ...able.flatMap((index) => (stations[index] as ShopStation).setups.flat()))
    const modes = pace.length === 1 || units <= 1 ? alone : setup > 0.5 * attempts * together ? [spread, ...alone] : [spread]
    const listed = able.every((index) => (stations[index] as ShopStation).listed)
    return [{ step, units, attempts, begun: begun.some(({ from }) => from === step), listed, modes }]
  })
}

/**
 * Stations that may follow a list: they work on listed orders only, since other units would wait for its end; no rack of limited room feeds
 * them, since it could fill with units whose turn has not come while those whose turn it is find no room; nothing comes back to them for
 * rework, since they would stand and wait for it; and the same holds for the stations that share their operations.
 */
function listable({ scenario }: Facts, others: ReadonlyMap<string, number>): Set<string> {
  const ordered = new Set(scenario.orders.map(({ product }) => product))
  const operations = scenario.products
    .filter(({ id }) => ordered.has(id))
    .flatMap((product) => product.route.map((operation, k) => ({ product, operation, k })))
  const limited = (id: string | null) => id === null || (scenario.buffers.find((buffer) => buffer.id === id)?.capacity ?? null) !== null
  const comesBack = (product: Product, k: number) =>
    product.route.slice(k).some(({ rework, stations }) => {
      const to = (rework ?? scenario.stations.find(({ id }) => id === stations[0])?.rework)?.to ?? null
      return to !== null && product.route.findIndex(({ id }) => id === to) <= k
    })
  const refused = new Set(others.keys())
  for (const { product, operation, k } of operations)
    if (comesBack(product, k) || (k > 0 && limited(operation.buffer))) for (const id of operation.stations) refused.add(id)
  for (let before = -1; before !== refused.size; ) {
    before = refused.size
    for (const { operation } of operations)
      if (operation.stations.some((id) => refused.has(id))) for (const id of operation.stations) refused.add(id)
  }
  return new Set(operations.flatMap(({ operation }) => operation.stations).filter((id) => !refused.has(id)))
}

/** Slot-seconds that units of no listed order ask of each station they pass; those that pass none are not in the map. */
function otherLoad(facts: Facts): Map<string, number> {
  const { scenario } = facts
  const load = new Map<string, number>()
  const add = (product: Product, from: number, units: number) => {
    const { attempts } = facts.visits(product, from)
    for (const [step, operation] of product.route.entries()) {
      if (step < from) continue
      for (const id of operation.stations) {
        const seconds = ((attempts[step] as number) * facts.secondsPerUnit(operation, facts.station(id))) / operation.stations.length
        load.set(id, (load.get(id) ?? 0) + units * seconds)
      }
    }
  }
  for (const { serve, mix, every, quantity, limit } of scenario.sources) {
    if (serve === 'stock') continue
    const total = mix.reduce((sum, { weight }) => sum + weight, 0)
    const arrivals = every === null ? Infinity : scenario.horizon / meanOf(every)
    const units = Math.min(arrivals, limit ?? Infinity) * quantity
    for (const { product, weight } of mix) add(facts.product(product), 0, Math.min(1e9, units) * (weight / total))
  }
  for (const { product, operation, quantity, order } of unitsAtStart(scenario)) {
    if (order !== null) continue
    const of = facts.product(product)
    add(
      of,
      of.route.findIndex(({ id }) => id === operation),
      quantity,
    )
  }
  return load
}

/** The most specific rule counts: (from, to), (*, to), (from, *), (*, *); none: no time. `''` is the state before the first job. */
function setupSeconds({ setups, initialFamily }: Station, before: string, after: string): number {
  const from = before === '' ? initialFamily : before
  if (from === after) return 0
  const matches = (rule: SetupRule, wantedFrom: string, wantedTo: string) => rule.from === wantedFrom && rule.to === wantedTo
  const rule =
    setups.find((one) => from !== null && matches(one, from, after)) ??
    setups.find((one) => matches(one, '*', after)) ??
    setups.find((one) => from !== null && matches(one, from, '*')) ??
    setups.find((one) => matches(one, '*', '*'))
  return rule ? meanOf(rule.time) : 0
}

function withoutMaintenance({ calendars, horizon }: Scenario, { calendar: id, maintenance, slots }: Station): Calendar | null {
  const calendar = calendars.find((one) => one.id === id) ?? null
  // Of several slots one at a time: the others go on, so only a part of the time is lost.
  const off = maintenance.flatMap((task) => dueMoments(task, horizon).map((from) => ({ from, to: from + meanOf(task.duration) / slots })))
  if (off.length === 0) return calendar
  if (calendar !== null) return { ...calendar, off: [...calendar.off, ...off] }
  return {
    id: 'always',
    title: '',
    period: horizon,
    origin: 0,
    working: [{ from: 0, to: horizon }],
    starts: [],
    off,
    extra: [],
    changes: [],
  }
}
