import type { PlantRecord } from '../analysis/record/index.ts'
import { EventKind } from '../engine/log/events.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Calendar, Scenario, Source } from '../scenarios/model.ts'
import { isWorkingAt, nextEdgeAfter } from '../scenarios/working-hours.ts'

/**
 * Of each source, how often something arrived (of one that always has a unit ready, what it made and that is not made again), and seconds since then
 * of the time that counts for it; null: it has not started, or never waits.
 */
export function arrivalsSoFar(log: Log<Scenario>, { units, orders }: PlantRecord, at: number, remade: readonly number[]) {
  const { sources, calendars, present } = log.header.scenario
  const made = new Float64Array(sources.length)
  const last = new Float64Array(sources.length).fill(-1)
  const arrives = (source: number, time: number, share: number) => {
    made[source]! += share
    if (time > last[source]!) last[source] = time
  }
  for (let row = 0; row < units.count; row++) {
    const source = units.column.source[row]!
    if (source < 0 || sources[source]!.due !== null) continue
    arrives(source, units.column.created[row]!, sources[source]!.every === null ? 1 : 1 / sources[source]!.quantity)
  }
  for (let row = 0; row < orders.count; row++) {
    const source = orders.column.source[row]!
    if (source >= 0) arrives(source, orders.column.released[row]!, 1)
  }
  if (sources.some(({ whenFull }) => whenFull === 'lose'))
    log.scan(0, log.seek(at), ({ kind, subject, time }) => {
      if (kind === EventKind.arrivalLost) arrives(subject, time, 1)
    })
  return sources.map((source, s) => {
    const before = present?.arrivals.find((one) => one.source === source.id)?.elapsed ?? 0
    const hours = calendars.find(({ id }) => id === source.calendar)
    const from = last[s]! < 0 ? source.start : last[s]! / 1e6
    const isWaiting = source.every !== null && from <= at / 1e6
    return {
      made: Math.round(made[s]!) - (remade[s] ?? 0),
      elapsed: isWaiting ? (last[s]! < 0 ? before : 0) + timeThatCounts(source, hours, from, at / 1e6) : null,
    }
  })
}

/** Seconds of [from, to] in its hours, each as long as its season makes it. */
function timeThatCounts({ profile }: Source, hours: Calendar | undefined, from: number, to: number): number {
  let worked = 0
  if (hours === undefined) worked = to - from
  else
    for (let at = from; at < to; ) {
      const next = Math.min(to, nextEdgeAfter(hours, at))
      if (isWorkingAt(hours, at)) worked += next - at
      at = next
    }
  let sum = 0
  const end = from + worked
  const edges = [...profile.map((step) => step.from).filter((edge) => edge > from && edge < end), end]
  let at = from
  for (const edge of edges) {
    sum += (edge - at) * (profile.findLast((step) => step.from <= at)?.factor ?? 1)
    at = edge
  }
  return sum
}
