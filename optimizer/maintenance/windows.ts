import type { Scenario } from '../../scenarios/model.ts'
import { contribution, type Grid, type Inflow, inflows, total } from '../facts/demand.ts'
import { meanOf } from '../facts/distribution.ts'
import { pools } from '../facts/pools.ts'
import { Facts } from '../facts/routes.ts'
import { WorkingTime } from '../facts/working-time.ts'
import { type LinearModel, linearModel } from '../model/linear-model.ts'
import { costOfStop, type PoolLoad, poolLoad } from './loss.ts'
import { narrowSteps } from './narrow-steps.ts'
import { type Occurrence, occurrences } from './occurrence.ts'
import { type Risk, risk } from './risk.ts'
import { failuresBetween, renewalsOf, rules, starts, type WindowPlan } from './rules.ts'

/** The windows of a scenario as a question for a solver, with all that is needed to read and explain its answer. */
export interface WindowModel {
  readonly model: LinearModel
  readonly plan: WindowPlan
  readonly grid: Grid
  readonly loads: readonly PoolLoad[]
  /** Money lost by doing the occurrence then, failures aside. */
  readonly loss: (occurrence: Occurrence, at: number) => number
  /** Money that moving it must save, or it stays. */
  readonly moveCost: (occurrence: Occurrence) => number
  /** What the demand until the horizon brings in. */
  readonly turnover: number
}

/**
 * Moving a window is work too: it must save what this many units lose that wait through the whole window, or it stays where it is. Where
 * demand is so low that hardly a unit would meet it, no hour is worth a change of plans.
 */
const unitsWorthMoving = 2
/** Crews finish what they began, but rather within their shift: a job all in overtime costs this share of a move. */
const overtimeShare = 0.5
/** Of two equal hours the nearer one is taken: the furthest costs this much more of a move. */
const distanceShare = 0.1

export function windowModel(scenario: Scenario, chosenStep?: number): WindowModel {
  const facts = new Facts(scenario)
  const crewTime = new Map(
    scenario.crews.map(({ id, calendar }) => [id, new WorkingTime(scenario.calendars.find((one) => one.id === calendar) ?? null)]),
  )
  const step = chosenStep ?? stepFor(facts, crewTime)
  const grid = { step, steps: Math.ceil(scenario.horizon / step) }
  const all = pools(facts)
  const flows = inflows(facts, all, grid)
  const loads = all.map((pool) => poolLoad(facts, pool, flows, grid))
  const loadOf = new Map(loads.flatMap((load) => load.pool.stations.map(({ station }) => [station.id, load] as const)))
  const jobs = occurrences(facts, step, crewTime)

  const loss = (occurrence: Occurrence, at: number) => {
    const load = loadOf.get(occurrence.station.id) as PoolLoad
    return costOfStop(load, grid, { station: occurrence.station.id, share: occurrence.share, from: at, to: at + occurrence.duration })
  }
  const moveCost = (job: Occurrence) => unitsWorthMoving * job.duration * (loadOf.get(job.station.id) as PoolLoad).unitWaitingCost
  const overtime = (job: Occurrence, at: number) => {
    const crew = job.task.crew === null ? undefined : crewTime.get(job.task.crew)
    return crew ? 1 - crew.between(at, at + job.duration) / job.duration : 0
  }
  const risks = risksOf(facts, loadOf, grid)
  const plan: WindowPlan = {
    occurrences: jobs,
    step,
    horizon: scenario.horizon,
    crews: scenario.crews,
    narrowSteps: narrowSteps(facts, loads),
    risks: risks.filter(({ wearsOut }) => wearsOut),
  }
  const turnover = worth(facts, flows)
  const model = linearModel({
    name: `maintenance windows of ${scenario.id}`,
    sense: 'minimise',
    variables: [
      ...jobs.flatMap((job) => {
        const furthest = Math.max(1, ...job.starts.map((at) => Math.abs(at - job.due)))
        const move = moveCost(job)
        return job.starts.map((at) => ({
          name: starts(job, at),
          upper: 1,
          integer: true,
          objective:
            loss(job, at) +
            move * overtimeShare * overtime(job, at) +
            (at === job.due ? 0 : move * (1 + (distanceShare * Math.abs(at - job.due)) / furthest)),
        }))
      }),
      ...plan.risks.flatMap((one) =>
        Array.from({ length: renewalsOf(plan, one).length + 1 }, (_, n) => ({
          name: failuresBetween(one, n),
          objective: one.costPerFailure,
        })),
      ),
    ],
    constraints: rules.flatMap((rule) => rule(plan)),
  })
  return { model, plan, grid, loads, loss, moveCost, turnover }
}

/** Expected money lost with the occurrences at these moments: by what falls behind, and by failures of what wears out. */
export function expectedLoss({ plan, loss }: WindowModel, startOf: (occurrence: Occurrence) => number): number {
  return plan.occurrences.reduce((sum, job) => sum + loss(job, startOf(job)), 0) + failureCost(plan, startOf)
}

/** Expected money lost to failures of the modes that wear out, when the occurrences start then. */
export function failureCost(plan: WindowPlan, startOf: (occurrence: Occurrence) => number): number {
  return plan.risks.reduce((sum, one) => sum + one.costPerFailure * expectedFailures(plan, one, startOf), 0)
}

export function expectedFailures(plan: WindowPlan, one: Risk, startOf: (occurrence: Occurrence) => number): number {
  const moments = renewalsOf(plan, one)
    .map(startOf)
    .sort((a, b) => a - b)
  return [...moments, plan.horizon].reduce((sum, moment, n) => sum + one.failures(one.age(moment) - one.age(moments[n - 1] ?? 0)), 0)
}

/** The finest grid of quarters, halves and whole hours that leaves the solver at most about 4,000 choices. */
function stepFor(facts: Facts, crewTime: ReadonlyMap<string, WorkingTime>): number {
  const steps = [900, 1800, 3600, 7200, 14_400]
  const choices = (step: number) => occurrences(facts, step, crewTime).reduce((sum, job) => sum + job.starts.length, 0)
  return steps.find((step) => choices(step) <= 4000) ?? 28_800
}

function risksOf(facts: Facts, loadOf: ReadonlyMap<string, PoolLoad>, grid: Grid): Risk[] {
  return facts.scenario.stations.flatMap((station) => {
    const renewed = new Set(station.maintenance.flatMap(({ renews }) => renews))
    const load = loadOf.get(station.id) as PoolLoad
    return station.failures
      .filter(({ id }) => renewed.has(id))
      .map((mode) => {
        const repair = meanOf(mode.repair)
        const samples = Array.from({ length: 48 }, (_, i) => ((i + 0.5) / 48) * grid.step * grid.steps)
        const cost = samples
          .map((from) => costOfStop(load, grid, { station: station.id, share: 1 / station.slots, from, to: from + repair }))
          .reduce((a, b) => a + b / samples.length, 0)
        return risk(facts, load, grid, station, mode, cost)
      })
  })
}

function worth(facts: Facts, flows: readonly Inflow[]): number {
  return flows.reduce((sum, { product, units }) => sum + total(units) * contribution(facts, product), 0)
}
