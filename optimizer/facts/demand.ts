import type { Product, Scenario, Source } from '../../scenarios/model.ts'
import { unitsAtStart } from '../../scenarios/units-at-start.ts'
import { meanOf } from './distribution.ts'
import { type Pool, workPerUnit } from './pools.ts'
import type { Facts } from './routes.ts'

/** Expected units of one product that set out on its route at operation `from`, by the steps of a time grid. */
export interface Inflow {
  readonly product: Product
  readonly from: number
  readonly units: Float64Array
  /** Money per unit and second of lateness, beyond the slack. */
  readonly lateCost: number
  /** Seconds from setting out to the promised moment; Infinity where nothing is due. */
  readonly dueAfter: number
  /** Seconds that a unit may wait on its way before it is late; Infinity where nothing is due. */
  readonly slack: number
}

export interface Grid {
  readonly step: number
  readonly steps: number
}

/** Everything that will ask for work until the grid's end: what is in the plant, the orders, and the sources with their seasons. */
export function inflows(facts: Facts, pools: readonly Pool[], grid: Grid): Inflow[] {
  const known = [...initialUnits(facts, grid), ...orders(facts, grid), ...arrivals(facts, grid)]
  return [...known, ...saturatedSources(facts, pools, grid, known)]
}

/** Seconds that a unit needs for its route where it waits for nothing. */
export function routeSeconds(facts: Facts, product: Product): number {
  const { attempts } = facts.visits(product)
  return product.route.reduce(
    (sum, operation, k) => sum + (attempts[k] as number) * facts.secondsPerUnit(operation, facts.station(operation.stations[0] as string)),
    0,
  )
}

function initialUnits(facts: Facts, grid: Grid): Inflow[] {
  return unitsAtStart(facts.scenario).map(({ product: id, operation, quantity }) => {
    const product = facts.product(id)
    const from = Math.max(
      0,
      product.route.findIndex((one) => one.id === operation),
    )
    const units = new Float64Array(grid.steps)
    units[0] = quantity
    return { product, from, units, lateCost: 0, dueAfter: Infinity, slack: Infinity }
  })
}

function orders(facts: Facts, grid: Grid): Inflow[] {
  return facts.scenario.orders.flatMap((order) => {
    const step = Math.floor(Math.max(0, order.release) / grid.step)
    const quantity = unitsToStart(facts.scenario, order)
    if (step >= grid.steps || quantity <= 0) return []
    const product = facts.product(order.product)
    const units = new Float64Array(grid.steps)
    units[step] = quantity
    const dueAfter = order.due === null ? Infinity : order.due - order.release
    const slack = Math.max(0, dueAfter - routeSeconds(facts, product))
    return [{ product, from: 0, units, lateCost: order.lateCost / order.quantity / 86_400, dueAfter, slack }]
  })
}

/** Units of an order that have yet to begin their route: not finished, and not on the way at t = 0. */
export function unitsToStart(
  scenario: Scenario,
  order: { readonly id: string; readonly quantity: number; readonly completed: number },
): number {
  const onTheWay = unitsAtStart(scenario)
    .filter((one) => one.order === order.id)
    .reduce((sum, { quantity }) => sum + quantity, 0)
  return Math.max(0, order.quantity - order.completed - onTheWay)
}

function arrivals(facts: Facts, grid: Grid): Inflow[] {
  return facts.scenario.sources.flatMap((source) => {
    if (source.serve === 'stock' || source.every === null) return []
    const units = expectedUnits(source, meanOf(source.every), grid)
    return mixOf(facts, source).map(({ product, share }) => ({
      product,
      from: 0,
      units: units.map((count) => count * share),
      lateCost: source.due === null ? 0 : source.lateCost / source.quantity / 86_400,
      dueAfter: source.due ?? Infinity,
      slack: Math.max(0, (source.due ?? Infinity) - routeSeconds(facts, product)),
    }))
  })
}

export function mixOf(facts: Facts, { mix }: Source) {
  const total = mix.reduce((sum, { weight }) => sum + weight, 0)
  return mix.map(({ product, weight }) => ({ product: facts.product(product), share: weight / total }))
}

/** Expected units of a source per step: its rate, times the season's factor, until its limit. */
export function expectedUnits(source: Source, meanEvery: number, { step, steps }: Grid): Float64Array {
  const units = new Float64Array(steps)
  const seasons = [...source.profile].sort((a, b) => a.from - b.from)
  let left = source.limit === null ? Infinity : source.limit * source.quantity
  for (let i = 0; i < steps && left > 0; i++) {
    const [from, to] = [Math.max(source.start, i * step), (i + 1) * step]
    if (to <= from) continue
    const count = Math.min(left, (weightedSeconds(seasons, from, to) / meanEvery) * source.quantity)
    units[i] = count
    left -= count
  }
  return units
}

/** ∫ factor dt over [from, to). */
function weightedSeconds(seasons: Source['profile'], from: number, to: number): number {
  let sum = 0
  let at = from
  let factor = 1
  for (const season of seasons) {
    if (season.from >= to) break
    if (season.from > at) {
      sum += (season.from - at) * factor
      at = season.from
    }
    factor = season.factor
  }
  return sum + (to - at) * factor
}

/** A saturated source brings as much as its narrowest pool can work, hour by hour, beside the rest. */
function saturatedSources(facts: Facts, pools: readonly Pool[], grid: Grid, others: readonly Inflow[]): Inflow[] {
  const saturated = facts.scenario.sources
    .filter(({ every, serve }) => every === null && serve === 'make')
    .flatMap((source) => mixOf(facts, source).map(({ product, share }) => ({ product, share, source })))
  if (saturated.length === 0) return []
  const horizon = grid.step * grid.steps
  const room = pools.map((pool) => {
    const capacity = pool.stations.reduce((sum, { workingTime, rate }) => sum + workingTime.between(0, horizon) * rate, 0)
    const taken = others.reduce((sum, inflow) => sum + total(inflow.units) * workPerUnit(facts, pool, inflow.product, inflow.from), 0)
    const perUnit = saturated.reduce((sum, { product, share }) => sum + share * workPerUnit(facts, pool, product), 0)
    return { pool, units: perUnit > 0 ? Math.max(0, capacity - taken) / perUnit : Infinity, capacity }
  })
  const narrowest = room.reduce((a, b) => (b.units < a.units ? b : a))
  if (!Number.isFinite(narrowest.units)) return []
  const shape = Float64Array.from({ length: grid.steps }, (_, i) => capacityOf(narrowest.pool, i * grid.step, (i + 1) * grid.step))
  return saturated.map(({ product, share }) => ({
    product,
    from: 0,
    units: shape.map((capacity) => (narrowest.units * share * capacity) / narrowest.capacity),
    lateCost: 0,
    dueAfter: Infinity,
    slack: Infinity,
  }))
}

/** Slot-seconds the pool can give within [from, to). */
export function capacityOf({ stations }: Pool, from: number, to: number): number {
  return stations.reduce((sum, { workingTime, rate }) => sum + workingTime.between(from, to) * rate, 0)
}

export function total(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0)
}

/** What a finished unit brings in: its price less the material in it; 1 where nothing in the scenario has a price, so that units are counted. */
export function contribution(facts: Facts, product: Product): number {
  const { products, materials } = facts.scenario
  if (products.every(({ price }) => price === 0)) return 1
  const costOf = new Map(materials.map(({ id, unitCost }) => [id, unitCost]))
  const material = product.route
    .flatMap(({ components }) => components)
    .reduce((sum, { item, quantity }) => sum + quantity * (costOf.get(item) ?? 0), 0)
  return Math.max(0, product.price - material)
}
