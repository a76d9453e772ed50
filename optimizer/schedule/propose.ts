import type { Scenario } from '../../scenarios/model.ts'
import { decidingObjective, hasDueDates } from '../objective.ts'
import { gapOf } from '../solver/result.ts'
import type { ProposeOptions, Suggestion } from '../suggestion.ts'
import { count, duration, gapSentence, percent, Wording } from '../wording.ts'
import { lowerBound } from './bound.ts'
import { dispatchBy, expectedOutlook, scheduleTable } from './dispatch.ts'
import { Evaluation, type TimedPart } from './evaluate.ts'
import { aspectOf, type Goal, goalOf } from './goal.ts'
import { search, soonestFirst } from './search.ts'
import { type Shop, type ShopOrder, shop as shopOf } from './shop.ts'
import { proposeRules } from './station-rules.ts'

/** What runs where and when: a dispatch list for each station that works on listed orders. Where there are none, another station rule. */
export async function proposeSchedule(scenario: Scenario, options: ProposeOptions = {}): Promise<Suggestion> {
  const shop = shopOf(scenario)
  if (shop.orders.length === 0) return proposeRules(scenario)
  const present = asItIs(shop)
  const decision = decidingObjective(scenario, expectedOutlook(shop, present))
  const aspect = aspectOf(decision.objective, hasDueDates(scenario))
  const goal = goalOf(shop, aspect)
  options.onProgress?.(`${count(shop.orders.length, 'order')}, ${count(tasksOf(shop), 'task')}`)
  const best = search(shop, goal, {
    tries: Math.min(40_000, Math.ceil(4_000_000 / tasksOf(shop))),
    seed: scenario.seed,
    ...(options.stopped ? { stopped: options.stopped } : {}),
    onImproved: () => options.onProgress?.('a better sequence'),
  })
  const evaluation = new Evaluation(shop)
  const parts: TimedPart[] = []
  evaluation.run(best, (part) => parts.push(part))
  const value = goal.value(evaluation.completion)
  const bound = await lowerBound(shop, aspect, Math.max(...evaluation.completion))
  const gap = gapOf(value, bound)
  return {
    aim: 'schedule',
    outcome: 'suggested',
    candidates: [dispatchBy(scenario, shop, parts)],
    objective: decision.objective,
    bound,
    boundFrom: bound === null ? null : 'relaxation',
    gap,
    explanation: [
      ...explain(scenario, shop, goal, present, evaluation, parts),
      gapSentence(gap, bound === null ? null : 'relaxation'),
      ...(decision.reason ? [decision.reason] : []),
    ],
    plan: { jobs: scheduleTable(shop, parts) },
  }
}

/** What is expected without a list: whatever can begin soonest, by due date or in order of release as the stations' rules have it. */
function asItIs(shop: Shop): Evaluation {
  const byDue = shop.stations.some(({ station }) => station.rule === 'edd')
  const key = ({ order }: ShopOrder) => (byDue ? (order.due ?? Infinity) : order.release)
  const inOrder = shop.orders
    .map((_, o) => o)
    .sort((a, b) => {
      const [first, second] = [key(shop.orders[a] as ShopOrder), key(shop.orders[b] as ShopOrder)]
      return first < second ? -1 : first > second ? 1 : a - b
    })
  const rank = new Array<number>(shop.orders.length)
  for (const [place, o] of inOrder.entries()) rank[o] = place
  const evaluation = new Evaluation(shop)
  evaluation.run(soonestFirst(shop, rank))
  return evaluation
}

const tasksOf = ({ orders }: Shop) => orders.reduce((sum, { tasks }) => sum + tasks.length, 0)

function explain(scenario: Scenario, shop: Shop, goal: Goal, before: Evaluation, after: Evaluation, parts: readonly TimedPart[]): string[] {
  const say = new Wording(scenario)
  const value = (evaluation: Evaluation) => Math.round(goal.value(evaluation.completion) * 100) / 100
  const late = shop.orders.flatMap(({ order }, o) => {
    const over = (after.completion[o] as number) - (order.due ?? Infinity)
    return over > 1e-6 ? [`${order.id} by ${duration(over)}`] : []
  })
  const end = Math.max(...after.completion)
  const busiest = shop.stations
    .map(({ station, workingTime }, s) => {
      const own = parts.filter((part) => part.station === s)
      const work = own.reduce((sum, part) => sum + workingTime.between(part.setupStart, part.end), 0)
      const time = workingTime.between(0, end)
      return { name: station.title || station.id, share: time > 0 ? work / time : 0 }
    })
    .sort((a, b) => b.share - a.share)[0]
  const unlisted = shop.stations.filter(({ listed }, s) => !listed && parts.some((part) => part.station === s))
  return [
    `${count(shop.orders.length, 'listed order')}, ${count(tasksOf(shop), 'task')}: expected ${goal.words} ${value(after)}, against ${value(before)} in order of ${shop.stations.some(({ station }) => station.rule === 'edd') ? 'due date' : 'release'}; all done by ${say.moment(end)}.`,
    ...(before.setupSeconds + after.setupSeconds > 0
      ? [`Set-ups take ${duration(after.setupSeconds)} in all, against ${duration(before.setupSeconds)}.`]
      : []),
    ...(hasDueDates(scenario)
      ? [
          late.length === 0
            ? 'Every order is expected in time.'
            : `Expected late: ${late.slice(0, 8).join(', ')}${late.length > 8 ? ', …' : ''}.`,
        ]
      : []),
    ...(busiest ? [`What binds is ${busiest.name}: ${percent(Math.min(1, busiest.share))} of its time until then is taken.`] : []),
    ...(unlisted.length > 0
      ? [
          `No list for ${unlisted.map(({ station }) => station.title || station.id).join(', ')}: units of no listed order pass there and would have to wait for its end.`,
        ]
      : []),
  ]
}
