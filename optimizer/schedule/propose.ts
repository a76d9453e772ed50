import type { Scenario } from '../../scenarios/model.ts'
import type { Patch } from '../../scenarios/patch.ts'
import { type Decision, decidingObjective, hasDueDates } from '../objective.ts'
import { gapOf } from '../solver/result.ts'
import type { PlannedJob, ProposeOptions, Suggestion } from '../suggestion.ts'
import { count, duration, gapSentence, percent, Wording } from '../wording.ts'
import { lowerBound } from './bound.ts'
import { dispatchBy, expectedOutlook, scheduleTable } from './dispatch.ts'
import { type Decisions, Evaluation, type TimedPart } from './evaluate.ts'
import { aspectOf, type Goal, goalOf } from './goal.ts'
import { search, soonestFirst } from './search.ts'
import { type Shop, type ShopOrder, shop as shopOf } from './shop.ts'
import { proposeRules } from './station-rules.ts'

/** What runs where and when: a dispatch list for each station that works on listed orders. Where there are none, another station rule. */
export async function proposeSchedule(scenario: Scenario, options: ProposeOptions = {}): Promise<Suggestion> {
  const shop = shopOf(scenario)
  if (shop.orders.length === 0)
    return proposeRules(
      scenario,
      'No order is listed, only sources, so there is nothing to put on a dispatch list: what comes is not known beforehand.',
    )
  if (!shop.orders.some(({ tasks }) => tasks.some(({ listed }) => listed)))
    return proposeRules(
      scenario,
      'No station can follow a list without holding up the rest: other units pass, rework comes back, or the racks before are limited.',
    )
  const made = await makeSchedule(shop, options)
  return {
    aim: 'schedule',
    outcome: 'suggested',
    candidates: [{ id: 'schedule', ...made.change }],
    objective: made.decision.objective,
    bound: made.bound,
    boundFrom: made.bound === null ? null : 'relaxation',
    gap: made.gap,
    explanation: [
      ...made.explanation,
      gapSentence(made.gap, made.bound === null ? null : 'relaxation'),
      ...(made.decision.reason ? [made.decision.reason] : []),
    ],
    plan: { jobs: made.jobs },
  }
}

export interface MadeSchedule {
  readonly change: { readonly patch: Patch; readonly scenario: Scenario }
  readonly decision: Decision
  /** Of the aspect that was searched for. */
  readonly bound: number | null
  readonly gap: number | null
  readonly explanation: readonly string[]
  readonly jobs: readonly PlannedJob[]
}

/** The best schedule that the search finds for what decides the comparison; `start` is one to begin with. */
export async function makeSchedule(shop: Shop, options: ProposeOptions, start?: Decisions): Promise<MadeSchedule> {
  const { scenario } = shop.facts
  const present = asItIs(shop)
  const decision = decidingObjective(scenario, expectedOutlook(shop, present))
  const aspect = aspectOf(decision.objective, hasDueDates(scenario))
  const goal = goalOf(shop, aspect)
  options.onProgress?.(`${count(shop.orders.length, 'order')}, ${count(tasksOf(shop), 'task')}`)
  const best = search(shop, goal, {
    tries: Math.min(20_000, Math.ceil(2_000_000 / tasksOf(shop))),
    seed: scenario.seed,
    ...(start ? { start } : {}),
    ...(options.stopped ? { stopped: options.stopped } : {}),
    onImproved: () => options.onProgress?.('a better sequence'),
  })
  const evaluation = new Evaluation(shop)
  const parts: TimedPart[] = []
  evaluation.run(best, (part) => parts.push(part))
  const bound = await lowerBound(shop, aspect, Math.max(...evaluation.completion))
  return {
    change: dispatchBy(shop, parts),
    decision,
    bound,
    gap: gapOf(goal.value(evaluation.completion), bound),
    explanation: explain(shop, goal, present, evaluation, parts),
    jobs: scheduleTable(shop, parts),
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

function explain(shop: Shop, goal: Goal, before: Evaluation, after: Evaluation, parts: readonly TimedPart[]): string[] {
  const { scenario } = shop.facts
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
          `No list for ${unlisted.map(({ station }) => station.title || station.id).join(', ')}: other units pass there, or rework comes back, or the rack before has limited room, and waiting for a list would hold up the rest.`,
        ]
      : []),
  ]
}
