import { STATE_COUNT } from '../../engine/log/events.ts'
import type { Marked, Track } from '../feed/tracks.ts'

/** A pixel before the first or after the last known state. */
export const EMPTY = 255

/**
 * The state that fills most of each pixel's span of time, for one slot: a day of a thousand changes is a thousand columns of pixels. Known
 * up to `known` (seconds). O(pixels + changes in the span).
 */
export function dominantStates({ since, state }: Track, from: number, to: number, known: number, pixels: number): Uint8Array {
  const shown = new Uint8Array(pixels).fill(EMPTY)
  const span = (to - from) / pixels
  const time = new Float64Array(STATE_COUNT)
  let i = Math.max(0, since.countUpTo(from) - 1)
  for (let pixel = 0; pixel < pixels; pixel++) {
    const start = from + pixel * span
    const end = Math.min(start + span, known)
    if (end <= start || end <= since.values[0]!) continue
    while (i + 1 < since.length && since.values[i + 1]! <= start) i++
    if (i + 1 >= since.length || since.values[i + 1]! >= end) {
      shown[pixel] = state.values[i]!
      continue
    }
    time.fill(0)
    let most = 0
    let best = EMPTY
    for (let j = i; j < since.length && since.values[j]! < end; j++) {
      const until = j + 1 < since.length ? Math.min(end, since.values[j + 1]!) : end
      const held = until - Math.max(start, since.values[j]!)
      const one = state.values[j]!
      time[one]! += held
      if (time[one]! > most) {
        most = time[one]!
        best = one
      }
    }
    shown[pixel] = best
  }
  return shown
}

/** One mark drawn for all that happen within a few pixels. */
export interface MarkGroup {
  readonly x: number
  readonly time: number
  readonly count: number
}

/** Marks of one kind in [from, to], at least `apart` pixels from each other. A million of them cost no more than there are pixels. */
export function groupMarks({ time }: Marked, from: number, to: number, pixels: number, apart: number): MarkGroup[] {
  const groups: MarkGroup[] = []
  const perPixel = (to - from) / pixels
  let i = from <= 0 ? 0 : time.countUpTo(from)
  while (i < time.length && time.values[i]! <= to) {
    const first = time.values[i]!
    const next = time.countUpTo(first + apart * perPixel)
    const after = Math.max(next, i + 1)
    groups.push({ x: (first - from) / perPixel, time: first, count: after - i })
    i = after
  }
  return groups
}

/** Moments for an axis: round ones, about one every `apart` pixels. Seconds. */
export function ticks(from: number, to: number, pixels: number, apart: number): { readonly step: number; readonly at: readonly number[] } {
  const wanted = ((to - from) / pixels) * apart
  const step = STEPS.find((one) => one >= wanted) ?? Math.ceil(wanted / 604_800) * 604_800
  const at: number[] = []
  for (let moment = Math.ceil(from / step) * step; moment <= to; moment += step) at.push(moment)
  return { step, at }
}

export const STEPS = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800]
