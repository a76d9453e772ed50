import type { SimulationPool } from '../engine/experiment/pool.ts'
import { peakCase } from './autoparts-peak.ts'
import { weldCase } from './electronics-weld.ts'
import { logOf } from './log-of.ts'
import type { Metric } from './marks.ts'
import { type PeakMark, peakMark } from './peak-marks.ts'
import { peakMetrics } from './peak-metrics.ts'
import { markOf, type WeldMark } from './weld-marks.ts'
import { weldMetrics } from './weld-metrics.ts'

export const STORIES = ['electronics-weld', 'autoparts-peak'] as const
export type Story = (typeof STORIES)[number]

/** Controls have luck of their own. */
const CONTROL_SEED = 1_000_000

export interface ScorecardOptions {
  readonly seeds: readonly number[]
  readonly pool: SimulationPool
  readonly onProgress?: (done: number, of: number) => void
  readonly stopped?: () => boolean
}

/** How a story is told: what a plant of it comes to, and what that makes together. */
interface Teller<Mark> {
  mark(seed: number, control: boolean, pool: SimulationPool): Promise<Mark>
  metrics(story: Story, marks: readonly Mark[], controls: readonly Mark[]): Metric[]
}

const weld: Teller<WeldMark> = {
  async mark(seed, control, pool) {
    const one = weldCase(seed, { control })
    return markOf(one, await logOf(one.scenario, { seed: control ? CONTROL_SEED + seed : seed, until: one.until }, pool))
  },
  metrics: weldMetrics,
}

const peak: Teller<PeakMark> = {
  mark: (seed, control, pool) => peakMark(peakCase(seed, { control }), control ? CONTROL_SEED + seed : seed, pool),
  metrics: peakMetrics,
}

/**
 * Marks the analysis against the truth: each seed is a plant with a hidden fault and one without, each simulated, and judged from its log. After a stop
 * the figures are of the seeds that were done.
 */
export function scorecard(story: Story, options: ScorecardOptions): Promise<Metric[]> {
  return story === 'electronics-weld' ? told(story, weld, options) : told(story, peak, options)
}

async function told<Mark>(story: Story, teller: Teller<Mark>, { seeds, pool, onProgress, stopped }: ScorecardOptions): Promise<Metric[]> {
  const jobs = seeds.flatMap((seed) => [
    { seed, control: false },
    { seed, control: true },
  ])
  const marks = new Map<number, Mark>()
  let next = 0
  let done = 0
  const work = async () => {
    while (next < jobs.length && !stopped?.()) {
      const job = next++
      const { seed, control } = jobs[job]!
      const mark = await teller.mark(seed, control, pool)
      if (stopped?.()) return
      marks.set(job, mark)
      onProgress?.(++done, jobs.length)
    }
  }
  await Promise.all(Array.from({ length: pool.size + 1 }, work))
  const of = (control: boolean) => jobs.flatMap((job, i) => (job.control === control && marks.has(i) ? [marks.get(i)!] : []))
  return teller.metrics(story, of(false), of(true))
}
