import { levelFor } from '../engine/experiment/compare.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import type { BadCause } from './bad-cause.ts'
import { badUntil, drawn } from './belief.ts'
import { COUNTERFACTUAL_SEED, type CounterfactualOptions, type Estimate, estimate, spanOf } from './counterfactual.ts'
import { FIGURES, type FigureName, figuresOf } from './figures.ts'
import { pairedRuns } from './paired-runs.ts'

/** What it costs to know so much later that something is wrong: put right then, less put right at once; run by run with the same luck. */
export interface LateNews {
  /** Seconds. */
  readonly delay: number
  readonly figures: readonly { readonly name: FigureName; readonly difference: Estimate }[]
}

export interface ValueOfNews {
  readonly at: number
  readonly within: number
  readonly replications: number
  readonly seed: number
  /** Of each interval, so that all delays together hold at 95 % (Bonferroni). */
  readonly level: number
  readonly delays: readonly LateNews[]
}

/**
 * What is lost by hearing of a cause by reports of paper, and not at once: it goes on until the report is read. How bad the station is with it, and without, is
 * drawn for each replication from what the log shows. Null where the pool was stopped.
 */
export async function valueOfNews(
  then: AsOf,
  cause: Pick<BadCause, 'station' | 'now' | 'usual'>,
  delays: readonly number[],
  options: Omit<CounterfactualOptions, 'believed'>,
): Promise<ValueOfNews | null> {
  const { replications = 40, seed = COUNTERFACTUAL_SEED, pool, onProgress } = options
  const within = options.within ?? spanOf(then)
  const { station } = cause
  const plant = (until: number, replication: number): Scenario =>
    badUntil(then.scenario, {
      station,
      now: drawn(cause.now, `${station} now`, replication),
      usual: drawn(cause.usual, `${station} usual`, replication),
      until,
    })
  const arms = [0, ...delays].map((until) => (replication: number) => plant(until, replication))
  const [live, ...late] = await pairedRuns(arms, { replications, seed, until: within, pool, onProgress })
  if (live!.length === 0) return null
  const level = options.level ?? levelFor(delays.length)
  const dues = then.dues.map((due) => (due === null ? null : due - then.at))
  // Another fault changes no figure's place.
  const of = figuresOf(plant(0, 0), within, dues)
  return {
    ...{ at: then.at, within, replications: live!.length, seed, level },
    delays: delays.map((delay, d) => ({
      delay,
      figures: FIGURES.map((name) => ({
        name,
        difference: estimate(
          late[d]!.map((run, r) => of(run)[name] - of(live![r]!)[name]),
          level,
        ),
      })),
    })),
  }
}
