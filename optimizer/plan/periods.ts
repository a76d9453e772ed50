import type { Material, Product, Scenario, Station } from '../../scenarios/model.ts'
import { contribution, expectedUnits, type Inflow, inflows } from '../facts/demand.ts'
import { meanOf } from '../facts/distribution.ts'
import { pools } from '../facts/pools.ts'
import { Facts } from '../facts/routes.ts'
import { WorkingTime } from '../facts/working-time.ts'
import { dueMoments } from '../maintenance/occurrence.ts'

/** A scenario as the production plan sees it: by periods, in expected values. */
export interface Planning {
  readonly scenario: Scenario
  readonly facts: Facts
  /** Seconds of a period; the last may be shorter. */
  readonly period: number
  readonly periods: number
  readonly flows: readonly Flow[]
  readonly items: readonly Item[]
  readonly materials: readonly PlannedMaterial[]
  readonly stations: readonly { readonly station: Station; readonly seconds: readonly number[] }[]
  /** Are prices known? If not, each good unit counts 1. */
  readonly inMoney: boolean
}

/** Units of one product that begin their route at one operation. */
export interface Flow {
  readonly id: string
  readonly product: Product
  /** Attempts per unit begun, by operation; 0 before the one it begins at. */
  readonly attempts: readonly number[]
  readonly yield: number
  /** Units that can have been begun by the end of each period; null: as many as one likes. */
  readonly released: readonly number[] | null
}

/** A product as something that is delivered. */
export interface Item {
  readonly product: Product
  readonly initialStock: number
  /** Good units due in each period. */
  readonly due: readonly number[]
  readonly price: number
  /** Money per unit and period late. */
  readonly lateCost: number
}

export interface PlannedMaterial {
  readonly material: Material
  /** Units asked for by customers, by period. */
  readonly demand: readonly number[]
  /** Periods from ordering to arrival. */
  readonly lead: number
}

const hour = 3600
const day = 24 * hour
/** Waiting costs this share of the price per hour, if no order says more: what can be made now is not put off. */
const impatiencePerHour = 0.001

/** A shift for a few days, a day for some weeks, a week beyond; at most 60 periods. */
export function periodFor(horizon: number): number {
  const fitting = [
    { period: 8 * hour, most: 15 },
    { period: day, most: 60 },
    { period: 7 * day, most: 60 },
  ].find(({ period, most }) => horizon / period <= most)?.period
  return Math.min(horizon, fitting ?? horizon / 60)
}

export function planning(scenario: Scenario, chosenPeriod?: number): Planning {
  const facts = new Facts(scenario)
  const period = chosenPeriod ?? periodFor(scenario.horizon)
  const periods = Math.ceil(scenario.horizon / period)
  const grid = { step: period, steps: periods }
  const arriving = inflows(facts, pools(facts), grid)
  const wanted = components(facts)
  const flows = scenario.products.flatMap((product): Flow[] => {
    const own = arriving.filter((inflow) => inflow.product === product)
    const starts = [...new Set(own.map(({ from }) => from))].sort((a, b) => a - b)
    const pushed = starts.map((from) => flowOf(facts, product, from, runningTotal(own, from, periods)))
    // A stocked product that nobody releases is made when the plan says so.
    const free = !starts.includes(0) && (wanted.has(product.id) || servedFromStock(scenario).has(product.id))
    return free ? [...pushed, flowOf(facts, product, 0, null)] : pushed
  })
  const inMoney = scenario.products.some(({ price }) => price > 0)
  return {
    scenario,
    facts,
    period,
    periods,
    flows,
    items: scenario.products.map((product) => itemOf(facts, product, arriving, period, periods)),
    materials: scenario.materials
      .filter(({ reorderPoint }) => reorderPoint !== null)
      .map((material) => materialOf(facts, material, period, periods)),
    stations: scenario.stations.map((station) => ({ station, seconds: capacity(facts, station, period, periods) })),
    inMoney,
  }
}

function flowOf(facts: Facts, product: Product, from: number, released: readonly number[] | null): Flow {
  const { attempts, yield: good } = facts.visits(product, from)
  return { id: from === 0 ? product.id : `${product.id} from ${product.route[from]?.id}`, product, attempts, yield: good, released }
}

function runningTotal(own: readonly Inflow[], from: number, periods: number): number[] {
  let sum = 0
  return Array.from({ length: periods }, (_, t) => {
    sum += own.reduce((units, inflow) => units + (inflow.from === from ? (inflow.units[t] as number) : 0), 0)
    return sum
  })
}

function itemOf(facts: Facts, product: Product, arriving: readonly Inflow[], period: number, periods: number): Item {
  const { scenario } = facts
  const price = contribution(facts, product)
  const due = new Array<number>(periods).fill(0)
  let [late, units] = [0, 0]
  const add = (moment: number, quantity: number) => {
    const t = Math.max(0, Math.ceil(moment / period) - 1)
    if (t < periods) due[t] = (due[t] as number) + quantity
  }
  const stocked = scenario.sinks.some(({ id, stock }) => id === product.sink && stock)
  for (const inflow of arriving.filter((one) => one.product === product)) {
    const good = facts.visits(product, inflow.from).yield
    for (const [t, count] of inflow.units.entries()) {
      if (count === 0) continue
      units += count
      late += count * inflow.lateCost
      // What goes to stock is due when it is taken out; the rest when it is promised, or at once.
      if (!stocked) add(Number.isFinite(inflow.dueAfter) ? t * period + inflow.dueAfter : (t + 1) * period, count * good)
    }
  }
  for (const source of scenario.sources.filter(({ serve, every }) => serve === 'stock' && every !== null)) {
    const share = mixOfItem(source.mix, product.id)
    if (share === 0 || source.every === null) continue
    const expected = expectedUnits(source, meanOf(source.every), { step: period, steps: periods })
    for (const [t, count] of expected.entries()) {
      add((t + 1) * period + (source.due ?? 0), count * share)
      units += count * share
      late += (count * share * source.lateCost) / source.quantity / day
    }
  }
  const perSecond = units > 0 ? late / units : 0
  return {
    product,
    initialStock: product.initialStock,
    due,
    price,
    lateCost: (perSecond + (price * impatiencePerHour) / hour) * period,
  }
}

function mixOfItem(mix: readonly { readonly product: string; readonly weight: number }[], id: string): number {
  const total = mix.reduce((sum, { weight }) => sum + weight, 0)
  return mix.reduce((sum, one) => sum + (one.product === id ? one.weight / total : 0), 0)
}

function servedFromStock({ sources }: Scenario): Set<string> {
  return new Set(sources.filter(({ serve }) => serve === 'stock').flatMap(({ mix }) => mix.map(({ product }) => product)))
}

function components({ scenario }: Facts): Set<string> {
  return new Set(scenario.products.flatMap(({ route }) => route).flatMap(({ components: list }) => list.map(({ item }) => item)))
}

function materialOf(facts: Facts, material: Material, period: number, periods: number): PlannedMaterial {
  const { scenario } = facts
  const supplier = scenario.suppliers.find(({ id }) => id === material.supplier)
  const demand = new Array<number>(periods).fill(0)
  for (const source of scenario.sources.filter(({ serve }) => serve === 'stock')) {
    const share = mixOfItem(source.mix, material.id)
    if (share === 0 || source.every === null) continue
    for (const [t, count] of expectedUnits(source, meanOf(source.every), { step: period, steps: periods }).entries())
      demand[t] = (demand[t] as number) + count * share
  }
  return { material, demand, lead: supplier ? Math.ceil(meanOf(supplier.leadTime) / period) : 0 }
}

/** Slot-seconds a station can give in each period: its calendar, less planned maintenance, times its slots and availability. */
function capacity(facts: Facts, station: Station, period: number, periods: number): number[] {
  const { calendars, horizon } = facts.scenario
  const time = new WorkingTime(calendars.find(({ id }) => id === station.calendar) ?? null)
  const stops = station.maintenance.flatMap((task) => dueMoments(task, horizon).map((from) => ({ from, to: from + meanOf(task.duration) })))
  return Array.from({ length: periods }, (_, t) => {
    const [from, to] = [t * period, Math.min(horizon, (t + 1) * period)]
    const stopped = stops.reduce((sum, stop) => sum + time.between(Math.max(from, stop.from), Math.min(to, stop.to)), 0)
    return Math.max(0, time.between(from, to) - stopped) * station.slots * facts.availability(station)
  })
}
