import { allReplications, columnOf } from './all-replications.ts'
import type { Variant } from './experiment.ts'
import { Race } from './kim-nelson.ts'
import type { Selection } from './result.ts'
import { chosen, signOf, undefinedAt } from './selection.ts'
import { type ExperimentOptions, MOST_REPLICATIONS, settle } from './settings.ts'

const FIRST_STAGE = 10

/**
 * Races the alternatives with common random numbers until one is left (Kim & Nelson): the base first, whose objective decides. `replications` is
 * the most of each. More replications may be under way than the race comes to use: they are dropped, so the result is the same on any pool.
 */
export async function selectByRace(
  alternatives: readonly Variant[],
  options: ExperimentOptions & { readonly indifference: number; readonly confidence: number },
): Promise<Selection> {
  const { indifference, confidence, pool } = options
  const scenarios = alternatives.map(({ scenario }) => scenario)
  const { objective } = scenarios[0]!
  const sign = signOf(objective)
  const columns = scenarios.map((scenario) => columnOf(scenario, objective))
  const race = new Race(alternatives.length, { confidence, indifference, firstStage: FIRST_STAGE })
  const settings = await settle(scenarios, { ...options, replications: options.replications ?? MOST_REPLICATIONS })
  if (settings && settings.replications < FIRST_STAGE)
    throw new RangeError(`a selection needs at least ${FIRST_STAGE} replications of each, and ${settings.replications} are allowed`)

  let done = 0
  let stopped: Selection['stopped'] = settings ? 'decided' : 'interrupted'
  const warnings = [...(settings?.warnings ?? [])]
  while (settings && stopped === 'decided' && race.winner === null) {
    const running = [...race.left]
    const from = race.observed
    const wanted = from === 0 ? FIRST_STAGE : Math.ceil(pool.size / running.length)
    const count = Math.min(wanted, settings.replications - from)
    if (count === 0) {
      stopped = 'spent'
      break
    }
    const onDone = () => options.onProgress?.(++done, Math.min(settings.replications, race.most ?? FIRST_STAGE) * running.length)
    const results = await allReplications(
      running.map((i) => scenarios[i]!),
      { from, count },
      settings,
      { pool, onDone },
    )
    for (let r = 0; r < count && race.winner === null && stopped === 'decided'; r++) {
      const values = race.left.map((i) => results[running.indexOf(i)]![r]?.values[columns[i]!])
      const missing = values.findIndex((value) => value === undefined || Number.isNaN(value))
      if (missing < 0) race.observe(values.map((value) => sign * value!))
      else {
        stopped = values[missing] === undefined ? 'interrupted' : 'undefined'
        if (stopped === 'undefined') warnings.push(undefinedAt(alternatives[race.left[missing]!]!, objective, from + r))
      }
    }
  }

  const out = new Map(race.eliminations.map(({ alternative, after, by }) => [alternative, { after, by: alternatives[by]!.id }]))
  return {
    method: 'kn',
    ...chosen(alternatives, {
      winner: stopped === 'decided' ? race.winner : null,
      sampled: alternatives.map((_, i) => ({
        mean: race.observed === 0 ? null : sign * race.mean(i),
        replications: out.get(i)?.after ?? race.observed,
        eliminated: out.get(i) ?? null,
      })),
      stopped,
      warnings,
    }),
    confidence: stopped === 'decided' ? confidence : null,
    indifference,
  }
}
