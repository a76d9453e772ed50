import { EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import { reportersOf } from '../../engine/log/reporters.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { KpiKey } from '../kpi/index.ts'
import { type Contradiction, contradictionsOf } from './contradictions.ts'
import { type Gap, gapsOf } from './gaps.ts'
import { needsOf } from './needs.ts'

/** How far a log may be believed. Plain data; times in seconds. */
export interface Health {
  /** By reporter, those of whom most is missing first. */
  readonly gaps: readonly {
    readonly reporter: string
    readonly times: number
    readonly missing: number
    /** Records of it that did come. */
    readonly came: number
    readonly first: number
    readonly last: number
  }[]
  /** Records that became known after they were true: how many, and by how much at most and on average. */
  readonly late: { readonly records: number; readonly longest: number; readonly mean: number }
  /** Bookings that were undone. */
  readonly reversed: number
  readonly contradictions: readonly Contradiction[]
}

/** `gaps`, where they are there already. */
export function healthOf(log: Log<Scenario>, gaps: readonly Gap[] = gapsOf(log)): Health {
  const { list, of } = reportersOf(log.header.scenario)
  const came = new Float64Array(list.length)
  let late = 0
  let longest = 0
  let sum = 0
  let reversed = 0
  log.scan(0, log.count, ({ kind, time, recorded, subject, a, c }) => {
    const reporter = of(kind, subject, a, c)
    if (reporter >= 0) came[reporter]!++
    if (recorded > time) {
      late++
      sum += recorded - time
      longest = Math.max(longest, recorded - time)
    }
    if (kind === EventKind.recordReversed) reversed++
  })
  const byReporter = list.flatMap(({ kind, id }, i) => {
    const own = gaps.filter(({ reporter }) => reporter === i)
    if (own.length === 0) return []
    return {
      reporter: kind === id ? id : `${kind} ${id}`,
      times: own.length,
      missing: own.reduce((all, { missing }) => all + missing, 0),
      came: came[i]!,
      first: own[0]!.from / 1e6,
      last: own.at(-1)!.until / 1e6,
    }
  })
  return {
    gaps: byReporter.sort((a, b) => b.missing - a.missing),
    late: { records: late, longest: longest / 1e6, mean: late === 0 ? 0 : sum / late / 1e6 },
    reversed,
    contradictions: contradictionsOf(log),
  }
}

/** Key figure → the reporters of whom records are missing that it is made of; none: it is what it would be with all of them. */
export function incompleteFor(
  log: Log<Scenario>,
  gaps: readonly Gap[] = gapsOf(log),
): (key: Pick<KpiKey, 'name' | 'subject'>) => readonly string[] {
  const { scenario } = log.header
  const { list } = reportersOf(scenario)
  const needs = needsOf(scenario)
  const touched = new Set(gaps.map(({ reporter }) => reporter))
  return (key) => needs(key).flatMap((i) => (touched.has(i) ? [list[i]!.id] : []))
}
