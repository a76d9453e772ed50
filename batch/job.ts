import { createHash } from 'node:crypto'
import type { Subject } from '../engine/experiment/experiment.ts'
import { RNG_VERSION, VERSION } from '../engine/experiment/version.ts'

/** A scenario to be run, and the file it came from. */
export interface Job extends Subject {
  readonly file: string
}

/** What every job of a batch is run with; not said: as its scenario says. */
export interface JobOptions {
  readonly seed?: number | undefined
  readonly replications?: number | undefined
  readonly until?: number | undefined
  readonly warmUp?: number | 'auto' | undefined
}

/** Everything that decides a job's result, as a short text: the same key, the same numbers. */
export function jobKey({ scenario, hash }: Subject, options: JobOptions): string {
  const { seed = scenario.seed, replications = scenario.replications, until = scenario.horizon, warmUp = scenario.warmUp } = options
  const decides = JSON.stringify([VERSION, RNG_VERSION, hash, seed, replications, until, warmUp])
  return createHash('sha256').update(decides).digest('hex').slice(0, 16)
}

/** The file of a job's result. Ids may hold anything; file names may not. */
export const resultName = (job: Job, options: JobOptions) =>
  `${job.scenario.id.replace(/[^\w.-]/g, '_').slice(0, 80)}-${jobKey(job, options)}.json`
