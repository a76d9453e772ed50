import type { Order, Scenario } from '../../scenarios/model.ts'
import type { Patch } from '../../scenarios/patch.ts'
import { decidingObjective, hasDueDates } from '../objective.ts'
import { dispatchBy, expectedOutlook, scheduleTable } from '../schedule/dispatch.ts'
import { Evaluation, type TimedPart } from '../schedule/evaluate.ts'
import { soonestFirst } from '../schedule/search.ts'
import { type Shop, shop as shopOf } from '../schedule/shop.ts'
import { solve } from '../solver/choose.ts'
import type { SolveResult } from '../solver/result.ts'
import type { Candidate, PlannedQuantity, ProposeOptions, Suggestion } from '../suggestion.ts'
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
  const changed = implied(scenario, planning, value)
  const decision = decidingObjective(scenario, changed.outlook)
  return {
    ...base,
    outcome: 'suggested',
    candidates: changed.patch.length > 0 ? [{ id: 'plan', patch: changed.patch, scenario: changed.scenario }] : [],
    objective: decision.objective,
    explanation: [
      ...explainPlan(planning, value, answer as SolveResult & { readonly objective: number }),
      ...changed.explanation,
      gapSentence(answer.gap, answer.boundFrom),
      ...(decision.reason && changed.patch.length > 0 ? [decision.reason] : []),
    ],
    plan: { quantities: quantities(planning, value), jobs: scheduleTable(changed.shop, changed.parts) },
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
  readonly shop: Shop
  readonly parts: readonly TimedPart[]
  readonly explanation: readonly string[]
  readonly outlook: { readonly keepsUp: boolean; readonly lateExpected: boolean }
}

/** What of the plan a plant can follow. */
function implied(scenario: Scenario, planning: Planning, value: Value): Implied {
  const ordered = productionOrders(scenario, planning, value)
  const allocated = preferredStations(ordered.scenario, planning, value)
  const shop = shopOf(allocated.scenario)
  const listed = shop.orders.length > 0 ? listsInPlannedOrder(allocated.scenario, planning, shop, value) : null
  const patch = [...ordered.patch, ...allocated.patch, ...(listed?.candidate.patch ?? [])]
  const explanation = [
    ...ordered.explanation,
    ...allocated.explanation,
    ...(listed
      ? [
          `The listed orders are dispatched in the order in which the plan begins them, on ${count(listed.candidate.scenario.dispatch.length, 'station')}.`,
        ]
      : []),
    ...(patch.length === 0
      ? [
          'Nothing follows for the plant: it works what its sources bring, at the stations it prefers already. List orders, or serve a product from stock, to have them planned.',
        ]
      : []),
  ]
  return {
    patch,
    scenario: listed?.candidate.scenario ?? allocated.scenario,
    shop,
    parts: listed?.parts ?? [],
    explanation,
    outlook: listed?.outlook ?? { keepsUp: ordered.patch.length === 0, lateExpected: hasDueDates(scenario) },
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
function preferredStations(scenario: Scenario, { flows, periods }: Planning, value: Value) {
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
      if (stations[0] === operation.stations[0]) return operation
      patch.push({ set: `products.${product.id}.route.${operation.id}.stations`, value: stations })
      explanation.push(
        `${product.title || product.id}, ${operation.title || operation.id}: ${stations[0]} is preferred to ${operation.stations[0]}.`,
      )
      return { ...operation, stations }
    }),
  }))
  return { patch: patch satisfies Patch, scenario: patch.length > 0 ? { ...scenario, products } : scenario, explanation }
}

interface Listed {
  readonly candidate: Candidate
  readonly parts: readonly TimedPart[]
  readonly outlook: { readonly keepsUp: boolean; readonly lateExpected: boolean }
}

/** Orders of a product share its planned quantities by due date; whichever the plan begins first goes first. */
function listsInPlannedOrder(scenario: Scenario, planning: Planning, shop: Shop, value: Value): Listed {
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
  const evaluation = new Evaluation(shop)
  const parts: TimedPart[] = []
  evaluation.run(soonestFirst(shop, rank), (part) => parts.push(part))
  return { candidate: dispatchBy(scenario, shop, parts), parts, outlook: expectedOutlook(shop, evaluation) }
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
