import type { Scenario } from '../../scenarios/model.ts'
import { activities } from '../model/linear-model.ts'
import type { SolveResult } from '../solver/result.ts'
import { count, duration, gapSentence, percent, Wording } from '../wording.ts'
import type { PoolLoad } from './loss.ts'
import type { Occurrence } from './occurrence.ts'
import { expectedFailures, expectedLoss, type WindowModel } from './windows.ts'

/** What was decided, why, and what stood in the way. */
export function explainWindows(
  scenario: Scenario,
  question: WindowModel,
  answer: SolveResult,
  chosen: ReadonlyMap<string, number>,
): string[] {
  const { plan, model, loss, grid } = question
  const say = new Wording(scenario)
  const startOf = (job: Occurrence) => chosen.get(job.id) ?? job.due
  const cost = (when: (job: Occurrence) => number) => expectedLoss(question, when)
  const [before, after] = [cost((job) => job.due), cost(startOf)]
  const moved = plan.occurrences
    .filter((job) => startOf(job) !== job.due)
    .sort((a, b) => loss(b, b.due) - loss(b, startOf(b)) - (loss(a, a.due) - loss(a, startOf(a))))

  const summary =
    moved.length === 0
      ? `All ${count(plan.occurrences.length, 'maintenance window')} stay where they are: no other hour saves enough to be worth the change (expected loss ${say.money(before)} in the horizon, ${percent(before / Math.max(1e-9, question.turnover))} of what is made).`
      : `${moved.length} of ${count(plan.occurrences.length, 'maintenance window')} move, on a grid of ${duration(grid.step)}. The linear model, which knows means and no chance, estimates the loss by windows and wear in the horizon: ${say.money(before)} as it is, ${say.money(after)} as proposed.`
  const shown = moved.slice(0, 12).map((job) => {
    const at = startOf(job)
    const [then, now] = [job.due, at].map(
      (start) => `${say.moment(start)} (${busy(question, job, start)}, ${price(say, loss(job, start))})`,
    )
    return `${name(job)}: from ${then} to ${now}.`
  })
  const rest = moved.length > shown.length ? [`${count(moved.length - shown.length, 'more window')} in the table.`] : []
  const why = moved.length > 0 ? [...wear(question, startOf), ...binding(model, answer)] : []
  return [summary, ...shown, ...rest, ...why, gapSentence(answer.gap, answer.boundFrom)]
}

const name = ({ station, task }: Occurrence) => `${station.title || station.id}, ${task.title || task.id}`

/** A day may be nearly full and the hours of a window free: work comes in lots, and what was waiting is done by then. */
const price = (say: Wording, cost: number) =>
  cost < 0.005 ? 'nothing falls behind in those very hours' : `estimated to cost ${say.money(cost)}`

/** How busy the step is around those hours. */
function busy({ loads, grid }: WindowModel, job: Occurrence, at: number): string {
  const load = loads.find(({ pool }) => pool.stations.some(({ station }) => station.id === job.station.id)) as PoolLoad
  const member = load.pool.stations.find(({ station }) => station.id === job.station.id)
  if (member && member.workingTime.between(at, at + job.duration) === 0) return 'off shift'
  // The day around it: a single hour of a grid says little where work comes in lots.
  const from = Math.max(0, Math.floor((at + job.duration / 2 - 43_200) / grid.step))
  const to = Math.min(grid.steps, Math.ceil((at + job.duration / 2 + 43_200) / grid.step))
  let [work, capacity] = [load.backlog[from] ?? 0, 0]
  for (let i = from; i < to; i++) {
    work += load.work[i] as number
    capacity += load.capacity[i] as number
  }
  return `work for ${percent(capacity > 0 ? work / capacity : 0)} of that day`
}

function wear({ plan }: WindowModel, startOf: (job: Occurrence) => number): string[] {
  return plan.risks.map((one) => {
    const [before, after] = [expectedFailures(plan, one, (job) => job.due), expectedFailures(plan, one, startOf)].map(
      (n) => Math.round(n * 100) / 100,
    )
    const title = `${one.station.title || one.station.id}, ${one.mode.title || one.mode.id}`
    return `${title} wears out: ${after} failures are expected per place in the horizon, ${before} with the windows as they were.`
  })
}

/** Rules with several windows to choose from that are at their limit. */
function binding(model: WindowModel['model'], { x }: SolveResult): string[] {
  if (x === null) return []
  const activity = activities(model, x)
  const crews = model.rows.filter(({ name, upper }, i) => /^crew /.test(name) && (activity[i] as number) > upper - 0.5)
  const steps = model.rows.filter(({ name }, i) => / loses one station /.test(name) && (activity[i] as number) > 0.5)
  const who = (rows: typeof crews) => [...new Set(rows.map(({ name }) => name.replace(/ (has|loses) .*/, '')))].join(', ')
  return [
    ...(crews.length > 0 ? [`Fully booked while windows compete for it: ${who(crews)}.`] : []),
    ...(steps.length > 0 ? [`Not two stations at a time are taken from: ${who(steps)}.`] : []),
  ]
}
