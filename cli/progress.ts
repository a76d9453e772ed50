import { Presets, SingleBar } from 'cli-progress'
import { printable } from './printable.ts'

export interface Progress {
  readonly onProgress: (done: number, of: number) => void
  end(): void
}

/** A bar on stderr while something runs, where stderr is a terminal. */
export function progress(label: string, { quiet }: { quiet: boolean }): Progress {
  if (quiet || !process.stderr.isTTY) return { onProgress: () => {}, end: () => {} }
  const format = `${printable(label)} {bar} {value}/{total} · {duration_formatted}`
  const bar = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, hideCursor: true, gracefulExit: false },
    Presets.shades_grey,
  )
  let started = false
  return {
    onProgress: (done, of) => {
      if (!started) bar.start(of, done)
      started = true
      bar.update(done)
    },
    end: () => bar.stop(),
  }
}
