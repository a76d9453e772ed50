/**
 * Ctrl-C, or a polite kill, while `work` runs: the first calls `stop`, so that what is done so far is kept; the second ends at once.
 * Says whether it happened.
 */
export async function interruptible<T>(
  stop: () => void,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly interrupted: boolean }> {
  let interrupted = false
  const heard = () => {
    if (interrupted) process.exit(ExitCode.interrupted)
    interrupted = true
    stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, heard)
  try {
    return { result: await work(), interrupted }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, heard)
  }
}

export const ExitCode = {
  done: 0,
  /** Done, and the verdict is negative. */
  negative: 1,
  badInput: 2,
  /** Partial results were kept. */
  interrupted: 3,
  bug: 70,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
