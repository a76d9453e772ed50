import { mean, sampleVariance } from 'simple-statistics'
import { allReplications, columnOf } from './all-replications.ts'
import { alternativeSeed } from './alternative-seed.ts'
import type { Variant } from './experiment.ts'
import { bestOf, chanceOfCorrectSelection, ocbaAllocation, type Sampled } from './ocba.ts'
import type { Selection } from './result.ts'
import { chosen, signOf, undefinedAt } from './selection.ts'
import { type ExperimentOptions, MOST_REPLICATIONS, settle } from './settings.ts'

/** Replications of each before the budget is steered. */
const FIRST_STAGE = 10

/**
 * Spends a budget of replications where they help the choice most, round by round. Each alternative has luck of its own: OCBA takes them for
 * independent, and common random numbers would mislead it. The size of a round depends on the number of alternatives alone, so the result is
 * the same on any pool.
 */
export async function selectByBudget(
  alternatives: readonly Variant[],
  options: Omit<ExperimentOptions, 'replications'> & { readonly budget: number },
): Promise<Selection> {
  const { budget, pool, onProgress } = options
  const k = alternatives.length
  if (k < 2) throw new RangeError(`a selection needs at least 2 alternatives, got ${k}`)
  if (!(Number.isInteger(budget) && budget >= FIRST_STAGE * k && budget <= MOST_REPLICATIONS))
    throw new RangeError(
      `the budget must be from ${FIRST_STAGE * k}, ${FIRST_STAGE} for each alternative, to ${MOST_REPLICATIONS}; got ${budget}`,
    )
  const scenarios = alternatives.map(({ scenario }) => scenario)
  const { objective } = scenarios[0]!
  const sign = signOf(objective)
  const columns = scenarios.map((scenario) => columnOf(scenario, objective))
  const settings = await settle(scenarios, { ...options, replications: FIRST_STAGE })

  const values: number[][] = scenarios.map(() => [])
  const warnings = [...(settings?.warnings ?? [])]
  let stopped: Selection['stopped'] = settings ? 'decided' : 'interrupted'
  let done = 0
  let left = budget
  while (settings && left > 0 && stopped === 'decided') {
    const more = left === budget ? scenarios.map(() => FIRST_STAGE) : ocbaAllocation(values.map(sampledOf), Math.min(left, k))
    const results = await Promise.all(
      scenarios.map((scenario, i) => {
        const span = { from: values[i]!.length, count: more[i]! }
        const own = { ...settings, seed: alternativeSeed(settings.seed, i) }
        return allReplications([scenario], span, own, { pool, onDone: () => onProgress?.(++done, budget) })
      }),
    )
    for (const [i, [found]] of results.entries()) {
      for (const { replication, values: all } of found!) {
        const value = all[columns[i]!]!
        values[i]!.push(sign * value)
        if (Number.isNaN(value)) warnings.push(undefinedAt(alternatives[i]!, objective, replication))
      }
      if (found!.length < more[i]!) stopped = 'interrupted'
    }
    if (stopped === 'decided' && values.flat().some(Number.isNaN)) stopped = 'undefined'
    left -= more.reduce((sum, one) => sum + one, 0)
  }

  const usable = values.every((own) => own.length >= 2 && !own.some(Number.isNaN))
  const known = usable ? values.map(sampledOf) : null
  return {
    method: 'ocba',
    ...chosen(alternatives, {
      winner: known && bestOf(known),
      sampled: values.map((own) => ({
        mean: own.length === 0 || own.some(Number.isNaN) ? null : sign * mean(own),
        replications: own.length,
        eliminated: null,
      })),
      stopped,
      warnings,
    }),
    confidence: known && chanceOfCorrectSelection(known),
    budget,
  }
}

const sampledOf = (values: readonly number[]): Sampled => ({
  mean: mean([...values]),
  variance: sampleVariance([...values]),
  count: values.length,
})
