import { columnOf } from '../engine/experiment/all-replications.ts'
import { levelFor } from '../engine/experiment/compare.ts'
import type { Objective, Scenario } from '../scenarios/model.ts'
import { COUNTERFACTUAL_SEED, type CounterfactualOptions, type Estimate, estimate } from './counterfactual.ts'
import { figuresOf } from './figures.ts'
import { type MeasuredRun, pairedRuns } from './paired-runs.ts'

/** What one department may decide, and the figure that it is judged by. */
export interface Lever {
  readonly department: string
  readonly aim: Objective
  /** The first is how it is today. */
  readonly options: readonly { readonly name: string; readonly change: (scenario: Scenario) => Scenario }[]
}

/** A decision of all departments: lever → its option. */
export interface Decision {
  readonly choice: readonly string[]
  readonly profit: Estimate
}

export interface Together {
  readonly replications: number
  readonly seed: number
  /** As it is today; each department at its own best, executed together; what is best for the plant. On fresh luck, which no choice has seen. */
  readonly today: Decision
  readonly local: Decision
  readonly joint: Decision
  /** Money that the joint decision is worth more than the local ones together: the cost of not agreeing. Run by run, same luck. */
  readonly value: Estimate
  readonly level: number
}

/** More decisions than that are not tried one by one. */
const MOST_DECISIONS = 400

/**
 * What is best for each department by itself against what is best for the plant, in money. Each department chooses with the others as they are today; the plant
 * chooses among all decisions together. Both choices are then run again with fresh luck. Null where the pool was stopped.
 */
export async function togetherOrApart(
  scenario: Scenario,
  levers: readonly Lever[],
  options: Omit<CounterfactualOptions, 'believed'>,
): Promise<Together | null> {
  const { replications = 20, seed = COUNTERFACTUAL_SEED, within = scenario.horizon, level = levelFor(1), pool, onProgress } = options
  const all = decisions(levers)
  if (all.length > MOST_DECISIONS)
    throw new RangeError(`there are ${all.length} decisions, and at most ${MOST_DECISIONS} are tried: leave out options`)
  const plants = all.map((decision) => decided(scenario, levers, decision))
  const runs = await pairedRuns(plants, { replications, seed, until: within, pool, onProgress })
  if (runs[0]!.length < replications) return null
  const profits = plants.map((plant, d) => mean(profitOf(plant, within, runs[d]!)))
  const joint = all[best(profits)]!
  const local = levers.map((lever, l) => {
    const { kpi, goal } = lever.aim
    const values = lever.options.map((_, option) => {
      const d = all.findIndex((decision) => decision.every((one, at) => one === (at === l ? option : 0)))
      const column = columnOf(plants[d]!, lever.aim)
      const value = mean(runs[d]!.map(({ measured }) => measured.kpis[column]!))
      if (Number.isNaN(value)) throw new RangeError(`${kpi} of ${lever.aim.subject} has no value to judge ${lever.department} by`)
      return goal === 'maximise' ? value : -value
    })
    return best(values)
  })
  const judged = [levers.map(() => 0), local, joint]
  const fresh = judged.map((decision) => decided(scenario, levers, decision))
  const again = await pairedRuns(fresh, { replications, from: replications, seed, until: within, pool })
  if (again[0]!.length < replications) return null
  const money = fresh.map((plant, d) => profitOf(plant, within, again[d]!))
  const told = (d: number): Decision => ({
    choice: judged[d]!.map((option, l) => levers[l]!.options[option]!.name),
    profit: estimate(money[d]!, level),
  })
  return {
    ...{ replications, seed, level },
    today: told(0),
    local: told(1),
    joint: told(2),
    value: estimate(
      money[2]!.map((one, r) => one - money[1]![r]!),
      level,
    ),
  }
}

/** Every combination of options, the last lever turned first. */
function decisions(levers: readonly Lever[]): readonly (readonly number[])[] {
  return levers.reduce<readonly (readonly number[])[]>(
    (all, { options }) => all.flatMap((one) => options.map((_, option) => [...one, option])),
    [[]],
  )
}

const decided = (scenario: Scenario, levers: readonly Lever[], decision: readonly number[]): Scenario =>
  decision.reduce((plant, option, l) => (option === 0 ? plant : levers[l]!.options[option]!.change(plant)), scenario)

export function profitOf(plant: Scenario, within: number, runs: readonly MeasuredRun[]): number[] {
  const of = figuresOf(
    plant,
    within,
    plant.orders.map(({ due }) => due),
  )
  return runs.map((run) => of(run).profit)
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length

/** The first of the greatest. */
const best = (values: readonly number[]) => values.indexOf(Math.max(...values))
