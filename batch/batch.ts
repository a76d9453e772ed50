import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runExperiment } from '../engine/experiment/experiment.ts'
import { RunFailed, type SimulationPool } from '../engine/experiment/pool.ts'
import type { RunResult } from '../engine/experiment/result.ts'
import { replicationsCsv, summaryCsv } from './csv.ts'
import { writeDurably } from './durable-file.ts'
import { type Job, type JobOptions, resultName } from './job.ts'

/** How one job of a batch went. `kept`: an earlier batch had finished it. `open`: the batch was ended first. */
export type JobOutcome =
  | { readonly kind: 'done' | 'kept'; readonly job: Job; readonly name: string; readonly result: RunResult }
  | { readonly kind: 'failed'; readonly job: Job; readonly reason: string }
  | { readonly kind: 'open'; readonly job: Job }

/**
 * Runs every job over the pool. Each result is a file of its own as soon as it is there, whole or not at all, and a job whose result is there
 * already is not run again: a batch that was killed goes on where it stopped. At the end the tables are written over all results that there are.
 */
export async function runBatch(
  jobs: readonly Job[],
  options: JobOptions & {
    readonly folder: string
    readonly pool: SimulationPool
    /** Told of replications, those of kept results included. */
    readonly onProgress?: (done: number, of: number) => void
  },
): Promise<JobOutcome[]> {
  const { folder, pool } = options
  const distinct = [...new Map(jobs.map((job) => [resultName(job, options), job])).entries()]
  const of = distinct.reduce((sum, [, job]) => sum + replicationsOf(job, options), 0)
  let done = 0
  const onReplications = (more: number) => {
    done += more
    options.onProgress?.(done, of)
  }
  const outcomes = await Promise.all(distinct.map(([name, job]) => runJob(job, name, options, { folder, pool, onReplications })))
  const results = outcomes.flatMap((outcome) => ('result' in outcome ? [{ file: outcome.job.file, result: outcome.result }] : []))
  writeDurably(join(folder, 'summary.csv'), summaryCsv(results))
  writeDurably(join(folder, 'replications.csv'), replicationsCsv(results))
  writeDurably(join(folder, 'batch.json'), `${JSON.stringify(index(outcomes), null, 2)}\n`)
  return outcomes
}

/** The batch at a glance: what became of each job, and where its result is. */
export const index = (outcomes: readonly JobOutcome[]) => ({
  scenarios: outcomes.map((outcome) => ({
    file: outcome.job.file,
    id: outcome.job.scenario.id,
    hash: outcome.job.hash,
    outcome: outcome.kind,
    ...('name' in outcome && { result: outcome.name }),
    ...(outcome.kind === 'failed' && { reason: outcome.reason }),
  })),
})

async function runJob(
  job: Job,
  name: string,
  options: JobOptions,
  { folder, pool, onReplications }: { folder: string; pool: SimulationPool; onReplications: (more: number) => void },
): Promise<JobOutcome> {
  const path = join(folder, name)
  const kept = readKept(path, job)
  if (kept) {
    onReplications(kept.replications)
    return { kind: 'kept', job, name, result: kept }
  }
  const { seed, replications, until, warmUp } = options
  const started = performance.now()
  try {
    const measured = await runExperiment(job, { pool, seed, replications, until, warmUp, onProgress: () => onReplications(1) })
    if (measured.partial) return { kind: 'open', job }
    const result = { ...measured, wallSeconds: Math.round(performance.now() - started) / 1000 }
    writeDurably(path, `${JSON.stringify(result)}\n`)
    return { kind: 'done', job, name, result }
  } catch (error) {
    if (error instanceof RunFailed) return { kind: 'failed', job, reason: error.message }
    throw error
  }
}

const replicationsOf = ({ scenario }: Job, { replications = scenario.replications }: JobOptions) => replications

/** A result that an earlier batch left. Only whole files take their name; one that cannot be read is run again all the same. */
function readKept(path: string, { hash }: Job): RunResult | null {
  if (!existsSync(path)) return null
  try {
    const result: RunResult = JSON.parse(readFileSync(path, 'utf8'))
    return result.scenario.hash === hash && Array.isArray(result.kpis) ? result : null
  } catch {
    return null
  }
}
