import type { Operation, Order, Scenario } from '../../scenarios/model.ts'
import type { Patch } from '../../scenarios/patch.ts'
import type { Facts } from '../facts/routes.ts'
import { type Decision, decidingObjective, hasDueDates } from '../objective.ts'
import type { Decisions } from '../schedule/evaluate.ts'
import { makeSchedule } from '../schedule/propose.ts'
import { soonestFirst } from '../schedule/search.ts'
import { type Shop, shop as shopOf } from '../schedule/shop.ts'
import { solve } from '../solver/choose.ts'
import type { PlannedJob, PlannedQuantity, ProposeOptions, Suggestion } from '../suggestion.ts'
import { count, gapSentence } from '../wording.ts'
import { explainPlan } from './explain.ts'
import { planModel } from './model.ts'
import { type Planning, planning as planningOf } from './periods.ts'
import { begun, delivered, workedOn } from './rules.ts'

/** How much of what to make where in each period, and what the plant can follow of it: dispatch lists, production orders, preferred stations. */
export async function proposePlan(scenario: Scenario, options: ProposeOptions = {}): Promise<Suggestion> {
  const planning = planningOf(scenario, options.step)
  const model = planModel(planning)
  options.onProgress?.(
    `${count(planning.periods, 'period')}, ${count(model.columns.length, 'decision')}, ${count(model.rows.length, 'rule')}`,
  )
  const answer = await solve(model, options.stopped ? { stopped: options.stopped } : {})
  const base = { aim: 'plan', objective: scenario.objective, bound: answer.bound, boundFrom: answer.boundFrom, gap: answer.gap } as const
  if (answer.x === null) {
    return { ...base, outcome: 'nothing', candidates: [], explanation: [`No plan was found: ${answer.problem ?? answer.status}.`] }
  }
  const value = values(model.columns, answer.x)
  const changed = await implied(scenario, planning, value, options)
  const { patch } = changed
  const decision = changed.decision ?? decidingObjective(scenario, { keepsUp: true, lateExpected: hasDueDates(scenario) })
  return {
    ...base,
    outcome: 'suggested',
    candidates: patch.length > 0 ? [{ id: 'plan', patch, scenario: changed.scenario }] : [],
    objective: patch.length > 0 ? decision.objective : scenario.objective,
    explanation: [
      ...explainPlan(planning, value, answer.objective ?? 0),
      gapSentence(answer.gap, answer.boundFrom),
      ...changed.explanation,
      ...(decision.reason && patch.length > 0 ? [decision.reason] : []),
    ],
    plan: { quantities: quantities(planning, value), jobs: changed.jobs },
  }
}

type Value = (variable: string) => number

function values(columns: readonly { readonly name: string }[], x: Float64Array): Value {
  const byName = new Map(columns.map(({ name }, j) => [name, x[j] as number]))
  return (variable) => byName.get(variable) ?? 0
}

interface Implied {
  readonly patch: Patch
  readonly scenario: Scenario
  readonly jobs: readonly PlannedJob[]
  readonly explanation: readonly string[]
  readonly decision: Decision | null
}

/** What of the plan a plant can follow: production orders, preferred stations, and a schedule of what runs where and when. */
async function implied(scenario: Scenario, planning: Planning, value: Value, options: ProposeOptions): Promise<Implied> {
  const ordered = productionOrders(scenario, planning, value)
  const allocated = preferredStations(ordered.scenario, planning, value)
  const shop = shopOf(allocated.scenario)
  const listed = shop.orders.some(({ tasks }) => tasks.some((task) => task.listed))
  const schedule = listed ? await makeSchedule(shop, options, inPlannedOrder(planning, shop, value)) : null
  const patch = [...ordered.patch, ...allocated.patch, ...(schedule?.change.patch ?? [])]
  const nothing =
    'Nothing follows for the plant: it works what its sources bring, at the stations it prefers already. List orders, or serve a product from stock, to have them planned.'
  return {
    patch,
    scenario: schedule?.change.scenario ?? allocated.scenario,
    jobs: schedule?.jobs ?? [],
    explanation: [
      ...ordered.explanation,
      ...allocated.explanation,
      ...(schedule ? ['The plan as a schedule, begun from its own sequence:', ...schedule.explanation] : []),
      ...(patch.length === 0 ? [nothing] : []),
    ],
    decision: schedule?.decision ?? null,
  }
}

/** For a stocked product that nobody releases: production orders, whole units, one a period. */
function productionOrders(scenario: Scenario, { flows, period, periods }: Planning, value: Value) {
  const orders = flows
    .filter(({ released }) => released === null)
    .flatMap((flow) => {
      let [planned, ordered] = [0, 0]
      return Array.from({ length: periods }, (_, t): Order | null => {
        planned += value(begun(flow, t))
        // Rounded on the running total, so that what is lost to rounding in one period comes in the next.
        const quantity = Math.floor(planned + 0.5) - ordered
        if (quantity < 1) return null
        ordered += quantity
        return {
          id: `plan-${flow.product.id}-${t + 1}`,
          title: '',
          product: flow.product.id,
          quantity,
          completed: 0,
          release: t * period,
          due: Math.min(scenario.horizon, (t + 1) * period),
          priority: 0,
          customer: '',
          lateCost: 0,
          replaceScrap: false,
          underDelivery: null,
          overDelivery: null,
          changes: [],
          version: null,
        }
      }).filter((order) => order !== null)
    })
  const products = [...new Set(orders.map(({ product }) => product))]
  return {
    patch: orders.map((order) => ({ add: `orders.${order.id}`, value: order })) satisfies Patch,
    scenario: { ...scenario, orders: [...scenario.orders, ...orders] },
    explanation:
      orders.length > 0
        ? [`${count(orders.length, 'production order')} for ${products.join(', ')}, which are served from stock and released by nobody.`]
        : [],
  }
}

/** Alternatives in the order of how much the plan gives them. */
function preferredStations(scenario: Scenario, { flows, periods, facts }: Planning, value: Value) {
  const patch: { set: string; value: unknown }[] = []
  const explanation: string[] = []
  const products = scenario.products.map((product) => ({
    ...product,
    route: product.route.map((operation) => {
      if (operation.stations.length === 1) return operation
      const amount = (station: string) =>
        flows
          .filter((flow) => flow.product.id === product.id)
          .reduce((sum, flow) => {
            for (let t = 0; t < periods; t++) sum += value(workedOn(flow, operation.id, station, t))
            return sum
          }, 0)
      const stations = operation.stations
        .map((station, preference) => ({ station, preference, amount: amount(station) }))
        .sort((a, b) => (Math.abs(a.amount - b.amount) > 0.5 ? b.amount - a.amount : a.preference - b.preference))
        .map(({ station }) => station)
      const [now, preferred] = [operation.stations[0] as string, stations[0] as string]
      // Between stations that do it as fast and as cheaply the plan's choice means nothing.
      if (now === preferred || sameTo(facts, operation, now, preferred)) return operation
      patch.push({ set: `products.${product.id}.route.${operation.id}.stations`, value: stations })
      explanation.push(`${product.title || product.id}, ${operation.title || operation.id}: ${preferred} is preferred to ${now}.`)
      return { ...operation, stations }
    }),
  }))
  return { patch: patch satisfies Patch, scenario: patch.length > 0 ? { ...scenario, products } : scenario, explanation }
}

function sameTo(facts: Facts, operation: Operation, a: string, b: string): boolean {
  const cost = (id: string) => facts.secondsPerUnit(operation, facts.station(id)) * facts.station(id).costPerHour
  const seconds = (id: string) => facts.secondsPerUnit(operation, facts.station(id))
  return cost(a) === cost(b) && seconds(a) === seconds(b)
}

/** Orders of a product share its planned quantities by due date; whichever the plan begins first goes first. */
function inPlannedOrder(planning: Planning, shop: Shop, value: Value): Decisions {
  const due = (o: number) => shop.orders[o]?.order.due ?? Infinity
  const release = (o: number) => shop.orders[o]?.order.release ?? 0
  const planned = new Array<number>(shop.orders.length).fill(Infinity)
  const byDue = shop.orders.map((_, o) => o).sort((a, b) => compare(due(a), due(b)) || compare(release(a), release(b)) || a - b)
  for (const flow of planning.flows) {
    const own = byDue.filter((o) => shop.orders[o]?.product.id === flow.product.id)
    let [begunSoFar, wanted, t] = [0, 0, 0]
    for (const o of own) {
      wanted += shop.orders[o]?.order.quantity ?? 0
      while (t < planning.periods && begunSoFar + value(begun(flow, t)) < wanted - 1e-6) begunSoFar += value(begun(flow, t++))
      planned[o] = Math.min(planned[o] as number, t)
    }
  }
  const ranked = shop.orders
    .map((_, o) => o)
    .sort((a, b) => compare(planned[a] as number, planned[b] as number) || compare(due(a), due(b)) || a - b)
  const rank = new Array<number>(shop.orders.length)
  for (const [place, o] of ranked.entries()) rank[o] = place
  return soonestFirst(shop, rank)
}

const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)

/** The plan as a table: finished units by product, and units worked on by operation and station, where there are any. */
function quantities(planning: Planning, value: Value): PlannedQuantity[] {
  const { flows, items, period, periods, scenario } = planning
  return Array.from({ length: periods }, (_, t): PlannedQuantity[] => {
    const span = { from: t * period, to: Math.min(scenario.horizon, (t + 1) * period) }
    const finished = items.map((item) => ({
      ...span,
      product: item.product.id,
      operation: null,
      station: null,
      quantity: value(delivered(item, t)),
    }))
    const worked = flows.flatMap((flow) =>
      flow.product.route.flatMap((operation, k) => {
        const alone = operation.stations.length === 1
        return operation.stations.map((station) => ({
          ...span,
          product: flow.product.id,
          operation: operation.id,
          station,
          quantity: alone ? (flow.attempts[k] as number) * value(begun(flow, t)) : value(workedOn(flow, operation.id, station, t)),
        }))
      }),
    )
    return [...finished, ...worked].filter(({ quantity }) => quantity > 1e-6)
  }).flat()
}
