import type { Recording } from './recording.ts'
import { isAsset } from './roles.ts'

/** Nobody is taken for silent sooner. */
export const LEAST_SILENCE_SECONDS = 600

/** How many times longer than usual a pause must be. */
const FACTOR = 10

/**
 * After how many seconds without a line a machine counts as unknown: ten times the pause that nine in ten of its pauses keep below, and at
 * least ten minutes. So a machine that reports its axes every second is missed after ten minutes, and one of which only the change from
 * ready to active was recorded, every hour or so, is not missed over lunch.
 *
 * The ten minutes come from the shop day this was chosen on: there a machine whose state was known never paused for longer than 115 s (at rest,
 * with nothing to report), and an adapter that could not reach its machine tried again every 245 s.
 */
export function toleratedSilence(recording: Recording): number {
  const { times, keyOf, keys } = recording
  const gaps: number[] = []
  let before: number | null = null
  for (const row of recording.inOrder()) {
    if (isAsset(keys.all[keyOf[row]!]!)) continue
    const time = times[row]!
    if (before !== null && time > before) gaps.push(time - before)
    before = time
  }
  const sorted = Float64Array.from(gaps).sort()
  const usual = sorted[Math.floor(0.9 * (sorted.length - 1))] ?? 0
  return Math.max(LEAST_SILENCE_SECONDS, (FACTOR * usual) / 1e6)
}
