import { kpiCatalogue } from '../../analysis/kpi/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Measured } from './compare.ts'
import type { SimulationPool } from './pool.ts'
import type { ReplicationResult, RunOptions } from './replicate.ts'

/** Replications `from` … `from + count − 1`. */
export interface Span {
  readonly from: number
  readonly count: number
}

export interface Asking {
  readonly pool: SimulationPool
  /** Told after each replication, in whatever order they end. */
  readonly onDone?: (() => void) | undefined
  /** How one replication is asked for, where not simply of the pool. Null: it was stopped. */
  readonly ask?: ((scenario: Scenario, options: RunOptions) => Promise<ReplicationResult | null>) | undefined
}

/**
 * A span of replications of every scenario over the pool, replication by replication, so that a stop leaves all scenarios equally far. Results
 * come in the order of replications, as far as they have no gap, whoever ran them and whenever they ended.
 */
export async function allReplications(
  scenarios: readonly Scenario[],
  { from, count }: Span,
  { seed, until, warmUp }: Omit<RunOptions, 'replication'>,
  { pool, onDone, ask = pool.replicate }: Asking,
): Promise<ReplicationResult[][]> {
  const asked = Array.from({ length: count }, (_, i) => {
    const options = { seed, replication: from + i, until, warmUp }
    return scenarios.map(async (scenario) => {
      const result = await ask(scenario, options)
      if (result) onDone?.()
      return result
    })
  })
  const results = await Promise.all(asked.flat())
  return scenarios.map((_, s) => withoutGap(results.filter((_, i) => i % scenarios.length === s)))
}

/** The results as columns, one per KPI. */
export function measured(scenario: Scenario, results: readonly ReplicationResult[]): Measured {
  const kpis = kpiCatalogue(scenario)
  return { kpis, values: kpis.map((_, i) => Float64Array.from(results, ({ values }) => values[i]!)) }
}

/** Where a KPI stands in the values of a replication. RangeError where the scenario has no such KPI. */
export function columnOf(scenario: Scenario, { kpi, subject }: { readonly kpi: string; readonly subject: string }): number {
  const column = kpiCatalogue(scenario).findIndex((one) => one.name === kpi && one.subject === subject)
  if (column < 0) throw new RangeError(`${scenario.id} has no ${kpi} of ${subject}`)
  return column
}

function withoutGap(results: readonly (ReplicationResult | null)[]): ReplicationResult[] {
  const found: ReplicationResult[] = []
  for (const result of results) {
    if (result === null) break
    found.push(result)
  }
  return found
}
