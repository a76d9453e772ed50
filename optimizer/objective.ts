import type { Objective, Scenario } from '../scenarios/model.ts'

/** What a proposal is decided by, and why if it is not what the scenario says. */
export interface Decision {
  readonly objective: Objective
  readonly reason: string | null
}

/** Nothing that a change of times or sequences does can move these. */
const unmoved = new Set(['scrapRatio', 'reworkRatio', 'qualityRatio', 'effectiveness'])

/**
 * The scenario's own objective where it can be moved. Throughput cannot where the plant keeps up with its orders: what goes in comes out,
 * sooner or later. Then orders in time decide where any are due and late ones are to be expected, and else the lead time.
 */
export function decidingObjective(scenario: Scenario, { keepsUp, lateExpected }: { keepsUp: boolean; lateExpected: boolean }): Decision {
  const { objective } = scenario
  const stuck = unmoved.has(objective.kpi) || (objective.kpi === 'throughput' && keepsUp)
  const undefinedHere = objective.kpi === 'onTimeRatio' && !hasDueDates(scenario)
  if (!stuck && !undefinedHere) return { objective, reason: null }
  const other: Objective =
    hasDueDates(scenario) && lateExpected
      ? { kpi: 'onTimeRatio', subject: 'plant', goal: 'maximise' }
      : { kpi: 'leadTime', subject: 'plant', goal: 'minimise' }
  const why = undefinedHere
    ? 'no order has a due date'
    : objective.kpi === 'throughput'
      ? 'the plant keeps up with its orders, so what comes out is what went in'
      : 'this proposal cannot move it'
  return { objective: other, reason: `${other.kpi} decides instead of ${objective.kpi}: ${why}.` }
}

export function hasDueDates({ orders, sources }: Scenario): boolean {
  return orders.some(({ due }) => due !== null) || sources.some(({ due }) => due !== null)
}
