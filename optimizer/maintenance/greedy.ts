import { violations } from '../solver/verify.ts'
import type { Occurrence } from './occurrence.ts'
import { failuresBetween, renewalsOf, starts } from './rules.ts'
import type { WindowModel } from './windows.ts'

/**
 * A first plan to begin the search with: the costliest windows choose first, each the cheapest start that fits what is already placed. Null
 * where that leaves a rule broken; the search then begins with nothing.
 */
export function greedyStart({ model, plan }: WindowModel): Float64Array | null {
  const cost = new Map(model.columns.map(({ name, objective }) => [name, objective]))
  const costOf = (job: Occurrence, at: number) => cost.get(starts(job, at)) ?? 0
  const spread = (job: Occurrence) => {
    const costs = job.starts.map((at) => costOf(job, at))
    return Math.max(...costs) - Math.min(...costs)
  }
  const placed: { job: Occurrence; at: number }[] = []
  const order = plan.occurrences.map((job) => ({ job, spread: spread(job) })).sort((a, b) => b.spread - a.spread)
  for (const { job } of order) {
    const fitting = job.starts.filter((at) => placed.every((other) => fits(plan, job, at, other.job, other.at)))
    const best = fitting.reduce<number | undefined>((a, b) => (a === undefined || costOf(job, b) < costOf(job, a) ? b : a), undefined)
    if (best === undefined) return null
    placed.push({ job, at: best })
  }
  const startOf = new Map(placed.map(({ job, at }) => [job.id, at]))
  const values = new Map(placed.map(({ job, at }) => [starts(job, at), 1]))
  for (const one of plan.risks) {
    const moments = renewalsOf(plan, one).map((job) => startOf.get(job.id) as number)
    for (const [n, moment] of [...moments, plan.horizon].entries()) {
      const age = one.age(moment) - one.age(moments[n - 1] ?? 0)
      values.set(failuresBetween(one, n), Math.max(0, ...one.lines.map(({ intercept, slope }) => intercept + slope * age)))
    }
  }
  const x = Float64Array.from(model.columns, ({ name }) => values.get(name) ?? 0)
  return violations(model, x).length === 0 ? x : null
}

/** May both stand, pair by pair? Stricter than the rules where a crew has more than one at work. */
function fits(plan: WindowModel['plan'], a: Occurrence, at: number, b: Occurrence, bAt: number): boolean {
  if (a.task === b.task && a.task.every !== null && a.task.at.length === 0) {
    const periods = Math.abs(a.number - b.number)
    const apart = (a.number - b.number) * (at - bAt)
    if (periods === 1 && (apart < 0.5 * a.task.every || apart > 1.5 * a.task.every)) return false
  }
  const cell = (moment: number) => Math.floor(moment / plan.step) * plan.step
  const overlap = cell(at) < bAt + b.duration && cell(bAt) < at + a.duration
  if (!overlap) return true
  const crew = plan.crews.find(({ id }) => id === a.task.crew)
  if (crew && a.task.crew === b.task.crew && Math.min(a.people, crew.size) + Math.min(b.people, crew.size) > crew.size) return false
  const together = (stations: readonly string[]) => stations.includes(a.station.id) && stations.includes(b.station.id)
  return a.station.id !== b.station.id && !plan.narrowSteps.some(({ stations }) => together(stations))
}
