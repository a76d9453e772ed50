import type { MaintenanceTask, Scenario } from '../../scenarios/model.ts'
import type { Patch } from '../../scenarios/patch.ts'
import { type Decision, decidingObjective } from '../objective.ts'
import { solve } from '../solver/choose.ts'
import { conflictingRules } from '../solver/conflict.ts'
import type { SolveResult } from '../solver/result.ts'
import type { Candidate, PlannedWindow, ProposeOptions, Suggestion } from '../suggestion.ts'
import { count } from '../wording.ts'
import { explainWindows } from './explain.ts'
import { greedyStart } from './greedy.ts'
import type { Occurrence } from './occurrence.ts'
import { starts } from './rules.ts'
import { expectedLoss, type WindowModel, windowModel } from './windows.ts'

/** Ends the search the same way on every machine; the windows of the demo plants need a fraction of it. */
const nodeLimit = 400
const relativeGap = 2e-4

/** When each planned maintenance is best done: the hours in which the plant misses its station least. */
export async function proposeMaintenance(scenario: Scenario, options: ProposeOptions = {}): Promise<Suggestion> {
  const question = windowModel(scenario, options.step)
  const { plan, model } = question
  if (plan.occurrences.length === 0) {
    return nothing(
      scenario,
      'No maintenance is planned within the horizon, so there is nothing to move: stations have no `maintenance` tasks that come due.',
    )
  }
  options.onProgress?.(
    `${count(plan.occurrences.length, 'window')}, ${count(model.columns.length, 'choice')}, ${count(model.rows.length, 'rule')}`,
  )
  const start = greedyStart(question)
  const answer = await solve(model, {
    nodeLimit: options.nodeLimit ?? nodeLimit,
    relativeGap,
    ...(start ? { start } : {}),
    ...(options.stopped ? { stopped: options.stopped } : {}),
    onImproved: (cost) => options.onProgress?.(`a plan that costs ${Math.round(cost)}`),
  })
  if (answer.x === null) return unsolved(scenario, question, answer, options)

  const chosen = chosenStarts(question, answer.x)
  const windows = plan.occurrences.map((job) => plannedWindow(question, job, chosen.get(job.id) ?? job.due))
  const candidate = withWindows(scenario, plan.occurrences, chosen)
  // Where nothing material changes, nothing is to be shown, and the scenario's own objective can show it.
  const decision: Decision = matters(question, chosen)
    ? decidingObjective(scenario, outlook(question))
    : { objective: scenario.objective, reason: null }
  return {
    aim: 'maintenance',
    outcome: 'suggested',
    candidates: [candidate],
    objective: decision.objective,
    bound: answer.bound,
    boundFrom: answer.boundFrom,
    gap: answer.gap,
    explanation: [...explainWindows(scenario, question, answer, chosen), ...(decision.reason ? [decision.reason] : [])],
    plan: { windows },
  }
}

/** Does the plan save what makes at least one of its moves worth while? Some only make way for others. */
function matters(question: WindowModel, chosen: ReadonlyMap<string, number>): boolean {
  const startOf = (job: Occurrence) => chosen.get(job.id) ?? job.due
  const moved = question.plan.occurrences.filter((job) => startOf(job) !== job.due)
  const least = Math.min(...moved.map(question.moveCost))
  return expectedLoss(question, (job) => job.due) - expectedLoss(question, startOf) >= least
}

function chosenStarts({ plan, model }: WindowModel, x: Float64Array): Map<string, number> {
  const value = new Map(model.columns.map(({ name }, j) => [name, x[j] as number]))
  return new Map(
    plan.occurrences.map((job) => [job.id, job.starts.find((at) => (value.get(starts(job, at)) ?? 0) > 0.5) ?? job.due] as const),
  )
}

function plannedWindow({ loss }: WindowModel, job: Occurrence, start: number): PlannedWindow {
  return {
    station: job.station.id,
    task: job.task.id,
    due: job.due,
    start,
    end: start + job.duration,
    crew: job.task.crew,
    costBefore: loss(job, job.due),
    cost: loss(job, start),
  }
}

/** The scenario with its tasks at the chosen moments. Tasks none of whose windows moved stay as they are written. */
function withWindows(scenario: Scenario, jobs: readonly Occurrence[], chosen: ReadonlyMap<string, number>): Candidate {
  const patch: { set: string; value: unknown }[] = []
  const stations = scenario.stations.map((station) => ({
    ...station,
    maintenance: station.maintenance.map((task): MaintenanceTask => {
      const own = jobs.filter((job) => job.station.id === station.id && job.task.id === task.id)
      if (own.every((job) => chosen.get(job.id) === job.due)) return task
      const at = own.map((job) => chosen.get(job.id) ?? job.due).sort((a, b) => a - b)
      const path = `stations.${station.id}.maintenance.${task.id}`
      patch.push({ set: `${path}.at`, value: at })
      if (task.every === null) return { ...task, at }
      patch.push({ set: `${path}.every`, value: null }, { set: `${path}.first`, value: 0 })
      return { ...task, at, every: null, first: 0 }
    }),
  }))
  return { id: 'maintenance-windows', patch: patch satisfies Patch, scenario: { ...scenario, stations } }
}

/** Does the plant keep up with its orders, and will some be late? By the backlog of its pools without any maintenance. */
function outlook({ loads }: WindowModel): { keepsUp: boolean; lateExpected: boolean } {
  const behind = loads.some(({ backlog, work }) => (backlog.at(-1) as number) > 0.01 * work.reduce((a, b) => a + b, 0))
  const late = loads.some(({ backlog, pace, slack, lateCost }) => lateCost > 0 && Math.max(...backlog) / pace > slack)
  return { keepsUp: !behind, lateExpected: late }
}

async function unsolved(scenario: Scenario, { model }: WindowModel, answer: SolveResult, options: ProposeOptions): Promise<Suggestion> {
  const base = nothing(scenario, '')
  if (answer.status !== 'infeasible') {
    return { ...base, explanation: [`No plan was found: ${answer.problem ?? 'the search was ended before it had one'}.`] }
  }
  const clashing = await conflictingRules(model, { nodeLimit: options.nodeLimit ?? nodeLimit })
  return {
    ...base,
    outcome: 'infeasible',
    explanation: ['No plan keeps all the rules. Together these cannot be kept:', ...clashing.map((rule) => `${rule}.`)],
  }
}

function nothing(scenario: Scenario, why: string): Suggestion {
  return {
    aim: 'maintenance',
    outcome: 'nothing',
    candidates: [],
    objective: scenario.objective,
    bound: null,
    boundFrom: null,
    gap: null,
    explanation: [why],
  }
}
