import type { Scenario } from '../../scenarios/model.ts'
import type { SimulationPool } from './pool.ts'
import type { Series } from './sample.ts'

const PILOTS = 5
const WINDOWS = 1000
const BATCH = 5

export interface WarmUp {
  /** Seconds to cut off. */
  readonly seconds: number
  /** False where the run is too short to tell: the settled part would be less than half of it. Half is cut then. */
  readonly settled: boolean
}

/**
 * Finds the warm-up by MSER-5 (White, Cobb & Spratt 2000): five pilot replications are watched in a thousand equal windows, averaged, and
 * the longest cut over the plant's throughput and work in progress is taken. Null when the pool was stopped.
 */
export async function findWarmUp(
  scenario: Scenario,
  { pool, seed, until }: { pool: SimulationPool; seed: number; until: number },
): Promise<WarmUp | null> {
  const pilots = await Promise.all(
    Array.from({ length: PILOTS }, (_, replication) => pool.sample(scenario, { seed, replication, until, warmUp: 0 }, WINDOWS)),
  )
  const series: Series[] = []
  for (const pilot of pilots) {
    if (pilot === null) return null
    series.push(pilot)
  }
  const cuts = [series.map(({ throughput }) => throughput), series.map(({ wip }) => wip)].map((each) => mser5(average(each)))
  return {
    seconds: (Math.max(...cuts.map(({ observations }) => observations)) / WINDOWS) * until,
    settled: cuts.every(({ settled }) => settled),
  }
}

/**
 * Of a series' batches of five with means Z₁…Zₘ, the cut d that minimises Σ_{j>d}(Zⱼ − mean)² / (m − d)²: the shortest where several do.
 * The last five batches are never a remainder by themselves, for a few alike at the end would always win. A best cut beyond m/2 means
 * that the run is too short, and half of it is cut.
 */
export function mser5(series: ArrayLike<number>): { observations: number; settled: boolean } {
  const m = Math.floor(series.length / BATCH)
  const batches = Array.from({ length: m }, (_, j) => {
    let sum = 0
    for (let i = 0; i < BATCH; i++) sum += series[j * BATCH + i]!
    return sum / BATCH
  })
  let best = Number.POSITIVE_INFINITY
  let cut = 0
  // From the end to the front, with Welford's running mean: sums of squares would lose the digits that decide.
  let mean = 0
  let squares = 0
  for (let d = m - 1; d >= 0; d--) {
    const n = m - d
    const delta = batches[d]! - mean
    mean += delta / n
    squares += delta * (batches[d]! - mean)
    if (n < BATCH) continue
    const error = squares / (n * n)
    if (error <= best) {
      best = error
      cut = d
    }
  }
  const half = Math.floor(m / 2)
  return { observations: Math.min(cut, half) * BATCH, settled: cut <= half }
}

function average(series: readonly Float64Array[]): Float64Array {
  return Float64Array.from(series[0]!, (_, i) => series.reduce((sum, one) => sum + one[i]!, 0) / series.length)
}
