import type { SimulationPool } from '../engine/experiment/pool.ts'
import { nodeCores, nodePool } from '../engine/worker/node-pool.ts'
import { interruptible } from './interrupt.ts'
import { progress } from './progress.ts'

/**
 * Simulates in workers, with a bar where there is a terminal: `work` is given the pool, whom to tell of its progress, and the signal that Ctrl-C
 * gives; it then ends with what it has.
 */
export async function simulating<T>(
  label: string,
  { workers, quiet }: { workers?: number | undefined; quiet: boolean },
  work: (run: { pool: SimulationPool; onProgress: (done: number, of: number) => void; signal: AbortSignal }) => Promise<T>,
): Promise<{ readonly result: T; readonly interrupted: boolean }> {
  const pool = nodePool({ size: workers ?? nodeCores() })
  const bar = progress(label, { quiet })
  const controller = new AbortController()
  try {
    return await interruptible(
      () => {
        controller.abort()
        pool.stop()
      },
      () => work({ pool, onProgress: bar.onProgress, signal: controller.signal }),
    )
  } finally {
    bar.end()
    await pool.close()
  }
}
