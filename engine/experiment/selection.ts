import { kpiCatalogue } from '../../analysis/kpi/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Variant } from './experiment.ts'
import type { Alternative, Selection } from './result.ts'

type Objective = Scenario['objective']

/** Procedures look for the largest mean; what is to be small is turned round. */
export const signOf = ({ goal }: Objective) => (goal === 'maximise' ? 1 : -1)

export const undefinedAt = ({ id }: Variant, { kpi, subject }: Objective, replication: number) =>
  `${kpi} of ${subject} has no value in replication ${replication} of ${id}: there is nothing to choose by. Run longer, or set another objective.`

/** What every method says of its choice. */
export function chosen(
  alternatives: readonly Variant[],
  {
    winner,
    sampled,
    stopped,
    warnings,
  }: {
    winner: number | null
    sampled: readonly Pick<Alternative, 'mean' | 'replications' | 'eliminated'>[]
    stopped: Selection['stopped']
    warnings: readonly string[]
  },
): Pick<Selection, 'objective' | 'alternatives' | 'winner' | 'stopped' | 'replications' | 'warnings' | 'partial'> {
  const { scenario } = alternatives[0]!
  const { kpi, subject, goal } = scenario.objective
  const unit = kpiCatalogue(scenario).find((one) => one.name === kpi && one.subject === subject)?.unit ?? ''
  return {
    objective: { kpi, subject, goal, unit },
    alternatives: alternatives.map(({ id, hash, patch }, i) => ({ id, hash, patch, ...sampled[i]! })),
    winner: winner === null ? null : alternatives[winner]!.id,
    stopped,
    replications: sampled.reduce((sum, { replications }) => sum + replications, 0),
    ...(warnings.length > 0 && { warnings }),
    ...(stopped === 'interrupted' && { partial: true as const }),
  }
}
