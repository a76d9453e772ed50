import type { SimulationPool } from '../engine/experiment/pool.ts'
import { nodeCores, nodePool } from '../engine/worker/node-pool.ts'
import { interruptible } from './interrupt.ts'
import { progress } from './progress.ts'

/**
 * Simulates in workers, with a bar where there is a terminal: `work` is given the pool and whom to tell of its progress. Ctrl-C stops the pool,
 * and `work` then ends with what it has.
 */
export async function simulating<T>(
  label: string,
  { workers, quiet }: { workers?: number | undefined; quiet: boolean },
  work: (pool: SimulationPool, onProgress: (done: number, of: number) => void) => Promise<T>,
): Promise<{ readonly result: T; readonly interrupted: boolean }> {
  const pool = nodePool({ size: workers ?? nodeCores() })
  const bar = progress(label, { quiet })
  try {
    return await interruptible(pool.stop, () => work(pool, bar.onProgress))
  } finally {
    bar.end()
    await pool.close()
  }
}
