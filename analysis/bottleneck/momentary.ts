import type { ActivePeriod } from './active-periods.ts'

/** From `from` to `to`, µs, the period of these stations was the longest of all that were under way; several where theirs are the same. */
export interface Momentary {
  readonly stations: readonly number[]
  readonly from: number
  readonly to: number
  /** The part of the period in which no other bottleneck's period was under way; `to` ≤ `from` where there is none. */
  readonly sole: { readonly from: number; readonly to: number }
  /** The whole active period. */
  readonly period: { readonly from: number; readonly to: number }
}

interface Run {
  readonly stations: number[]
  readonly from: number
  readonly to: number
}

/**
 * The momentary bottleneck at each instant: the station whose active period at that instant is the longest. Where the periods of two bottlenecks that
 * follow each other overlap, the bottleneck shifts from one to the other; elsewhere it is the sole one. Periods in any order; O(n log n).
 */
export function momentaryBottlenecks(periods: readonly ActivePeriod[]): Momentary[] {
  const chosen = longestAtEachInstant(distinct(periods))
  return chosen.map(({ run, from, to }, i) => {
    const before = chosen[i - 1]?.run.to ?? Number.NEGATIVE_INFINITY
    const after = chosen[i + 1]?.run.from ?? Number.POSITIVE_INFINITY
    const shared = run.stations.length > 1
    return {
      stations: run.stations,
      from,
      to,
      sole: shared ? { from, to: from } : { from: Math.max(run.from, before), to: Math.min(run.to, after) },
      period: { from: run.from, to: run.to },
    }
  })
}

/** By when they begin, longest first; the same span of several stations is one. */
function distinct(periods: readonly ActivePeriod[]): Run[] {
  const sorted = [...periods].sort((one, other) => one.from - other.from || other.to - one.to || one.station - other.station)
  const runs: Run[] = []
  for (const { station, from, to } of sorted) {
    const last = runs.at(-1)
    if (last?.from === from && last.to === to) last.stations.push(station)
    else runs.push({ stations: [station], from, to })
  }
  return runs
}

/** A sliding maximum: of the runs under way those are kept that may yet be the longest, so the first of them is. */
function longestAtEachInstant(runs: readonly Run[]) {
  const chosen: { run: Run; from: number; to: number }[] = []
  const candidates: Run[] = []
  let first = 0
  let reached = Number.NEGATIVE_INFINITY
  const upTo = (time: number) => {
    for (; first < candidates.length && reached < time; first++) {
      const run = candidates[first]!
      const from = Math.max(run.from, reached)
      const to = Math.min(run.to, time)
      const last = chosen.at(-1)
      if (last?.run === run) last.to = to
      else if (to > from) chosen.push({ run, from, to })
      reached = Math.max(reached, to)
      if (run.to > time) return
    }
  }
  for (const run of runs) {
    upTo(run.from)
    if (candidates.length > first && candidates.at(-1)!.to >= run.to) continue // within one that is longer
    while (candidates.length > first && length(candidates.at(-1)!) < length(run)) candidates.pop()
    candidates.push(run)
  }
  upTo(Number.POSITIVE_INFINITY)
  return chosen
}

const length = ({ from, to }: Run) => to - from
