import { EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'

/** Records of one reporter that never came: so many between two that did. */
export interface Gap {
  /** Place in `reportersOf(scenario)`. */
  readonly reporter: number
  readonly missing: number
  /** µs */
  readonly from: number
  readonly until: number
}

/** Reporters number their records, and a log says where numbers are missing. */
export function gapsOf(log: Log, count: number = log.count): readonly Gap[] {
  const gaps: Gap[] = []
  log.scan(0, count, ({ kind, time, subject, a, v }) => {
    if (kind === EventKind.recordsMissing) gaps.push({ reporter: subject, missing: a, from: Math.max(0, v), until: time })
  })
  return gaps
}
