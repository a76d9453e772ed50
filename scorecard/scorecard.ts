import type { SimulationPool } from '../engine/experiment/pool.ts'
import { openLog } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { type WeldCase, weldCase } from './electronics-weld.ts'
import type { Metric } from './marks.ts'
import { markOf, type WeldMark } from './weld-marks.ts'
import { weldMetrics } from './weld-metrics.ts'

export const STORIES = ['electronics-weld'] as const
export type Story = (typeof STORIES)[number]

/** Controls have luck of their own. */
const CONTROL_SEED = 1_000_000

export interface ScorecardOptions {
  readonly seeds: readonly number[]
  readonly pool: SimulationPool
  readonly onProgress?: (done: number, of: number) => void
  readonly stopped?: () => boolean
}

/**
 * Marks the analysis against the truth: each seed is a plant with a hidden fault and one without, each simulated, and judged from its log. After a stop
 * the figures are of the seeds that were done.
 */
export async function scorecard(story: Story, { seeds, pool, onProgress, stopped }: ScorecardOptions): Promise<Metric[]> {
  const jobs = seeds.flatMap((seed) => [
    { seed, control: false },
    { seed, control: true },
  ])
  const faults: WeldMark[] = []
  const controls: WeldMark[] = []
  const marks = new Map<number, WeldMark>()
  let next = 0
  let done = 0
  const work = async () => {
    while (next < jobs.length && !stopped?.()) {
      const job = next++
      const { seed, control } = jobs[job]!
      const mark = await marked(weldCase(seed, { control }), pool, control ? CONTROL_SEED + seed : seed)
      if (stopped?.()) return
      marks.set(job, mark)
      onProgress?.(++done, jobs.length)
    }
  }
  await Promise.all(Array.from({ length: pool.size + 1 }, work))
  for (const [job, { control }] of jobs.entries()) {
    const mark = marks.get(job)
    if (mark !== undefined) (control ? controls : faults).push(mark)
  }
  return weldMetrics(story, faults, controls)
}

async function marked(one: WeldCase, pool: SimulationPool, seed: number): Promise<WeldMark> {
  const pieces: Uint8Array[] = []
  await pool.record(one.scenario, { seed, replication: 0, until: one.until, warmUp: 0 }, (bytes) => void pieces.push(bytes))
  return markOf(one, openLog<Scenario>(joined(pieces)))
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
