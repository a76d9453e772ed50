import { quantileSorted } from 'simple-statistics'
import { EquipmentState } from '../../engine/log/events.ts'
import type { Calendar, MaintenanceTask, Scenario } from '../../scenarios/model.ts'
import { isWorkingAt, nextEdgeAfter } from '../../scenarios/working-hours.ts'
import { meanOf } from '../distribution.ts'
import { type PlantRecord, rowsBy } from '../record/index.ts'
import { Plans } from './plan.ts'
import type { Tracker } from './tracker.ts'

/**
 * What a work unit can do from now on (ISA-95 OperationsCapability). Slot time in µs: committed + available + unattainable is the working time by its
 * calendar, exactly.
 */
export interface Capacity {
  readonly station: string
  readonly area: string | null
  readonly calendarMicros: number
  /** Planned work of open orders, with set-up at the rate seen so far, as far as there is room for it. */
  readonly committedMicros: number
  readonly availableMicros: number
  readonly unattainableMicros: number
  /** What `unattainable` is made of. */
  readonly reasons: readonly { readonly reason: 'maintenance' | 'hold' | 'failure'; readonly micros: number }[]
  /** Committed work beyond what can be done. */
  readonly overloadMicros: number
  /** Committed + available, as the spread of past shifts has it; null: fewer than three whole shifts were seen. */
  readonly attainable: { readonly p10: number; readonly p50: number; readonly p90: number } | null
  /** ISA-95 ConfidenceFactor: 1 less the spread P90 − P10 as a share of the working time; null with `attainable`. */
  readonly confidenceFactor: number | null
  readonly shifts: number
}

const LEAST_SHIFTS = 3
/** Where there is no calendar, shifts are of this length. */
const SHIFT = 8 * 3600

/** Of every station over the next `seconds`. `record` and `production` are of the same moment. */
export function capacities(production: Tracker, record: PlantRecord, seconds: number): readonly Capacity[] {
  const { scenario } = production
  const committed = committedWork(production, seconds)
  const past = new Past(scenario, record)
  return scenario.stations.map(({ id, area, slots, calendar: name, maintenance, holds }, station) => {
    const calendar = scenario.calendars.find((one) => one.id === name) ?? null
    const now = record.end / 1e6
    const spans = workingSpans(calendar, now, now + seconds)
    const calendarMicros = slots * micros(spans.reduce((sum, { from, to }) => sum + to - from, 0))
    const { shares, setupRate, mean } = past.of(station, calendar)
    const tasks = maintenance.reduce((sum, task) => sum + planned(task, now, seconds) * micros(meanOf(task.duration)), 0)
    const upkeep = Math.min(calendarMicros, slots * tasks)
    const holding = holds.reduce((sum, { at, until }) => sum + within(spans, Math.max(at, now), until ?? Number.POSITIVE_INFINITY), 0)
    const hold = Math.min(calendarMicros - upkeep, slots * micros(holding))
    const failure = Math.min(calendarMicros - upkeep - hold, Math.round(mean * (calendarMicros - upkeep - hold)))
    const unattainableMicros = upkeep + hold + failure
    const work = Math.round(committed[station]! * (1 + setupRate))
    const committedMicros = Math.min(work, calendarMicros - unattainableMicros)
    const base = calendarMicros - upkeep - hold
    const sorted = [...shares].sort((a, b) => a - b)
    const at = (p: number) => base * (1 - quantileSorted(sorted, 1 - p))
    const attainable = sorted.length < LEAST_SHIFTS ? null : { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
    return {
      station: id,
      area,
      calendarMicros,
      committedMicros,
      availableMicros: calendarMicros - unattainableMicros - committedMicros,
      unattainableMicros,
      reasons: (
        [
          { reason: 'maintenance', micros: upkeep },
          { reason: 'hold', micros: hold },
          { reason: 'failure', micros: failure },
        ] as const
      ).filter((one) => one.micros > 0),
      overloadMicros: work - committedMicros,
      attainable,
      confidenceFactor: attainable === null || calendarMicros === 0 ? null : 1 - (attainable.p90 - attainable.p10) / calendarMicros,
      shifts: sorted.length,
    }
  })
}

const micros = (seconds: number) => Math.round(seconds * 1e6)

interface Span {
  readonly from: number
  readonly to: number
}

/** Working time from then till then, seconds. */
export function workingSpans(calendar: Calendar | null, from: number, to: number): readonly Span[] {
  if (calendar === null) return from < to ? [{ from, to }] : []
  const spans: Span[] = []
  for (let at = from; at < to; ) {
    const next = Math.min(to, nextEdgeAfter(calendar, at))
    const last = spans.at(-1)
    if (isWorkingAt(calendar, at)) {
      if (last?.to === at) spans[spans.length - 1] = { from: last.from, to: next }
      else spans.push({ from: at, to: next })
    }
    at = next
  }
  return spans
}

const within = (spans: readonly Span[], from: number, to: number) =>
  spans.reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0)

/** How often it comes due in the time; what is due by use or condition counts with what was seen. */
function planned({ at, every, first }: MaintenanceTask, now: number, seconds: number): number {
  const listed = at.filter((moment) => moment > now && moment <= now + seconds).length
  if (every === null) return listed
  const until = (moment: number) => (moment < first ? 0 : Math.floor((moment - first) / every) + 1)
  return listed + until(now + seconds) - until(now)
}

/** station → planned slot time of what open orders still need there, µs. What several stations can do is shared among them by their slots. */
function committedWork({ scenario, requests, segments, jobOrders, now }: Tracker, seconds: number): number[] {
  const plans = new Plans(scenario)
  const index = new Map(scenario.stations.map(({ id }, i) => [id, i]))
  const work = scenario.stations.map(() => 0)
  for (let segment = 0; segment < segments.count; segment++) {
    const { request, product, operation, toCome, pending, firstJob } = segments.row(segment)
    const release = scenario.orders[requests.column.order[request]!]?.release ?? 0
    if (release > now / 1e6 + seconds) continue
    let open = 0
    for (let job = firstJob; job >= 0; job = jobOrders.column.next[job]!) {
      const inWork = jobOrders.column.open[job]!
      const station = jobOrders.column.station[job]!
      open += inWork
      // Of work in hand on average half is left.
      work[station]! += (inWork * plans.loadSeconds(product, operation, scenario.stations[station]!.id) * 1e6) / 2
    }
    const able = scenario.products[product]!.route[operation]!.stations.flatMap((id) => index.get(id) ?? [])
    const slots = able.reduce((sum, station) => sum + scenario.stations[station]!.slots, 0)
    for (const station of able) {
      const { id, slots: own } = scenario.stations[station]!
      work[station]! += (((toCome + pending - open) * own) / slots) * plans.loadSeconds(product, operation, id) * 1e6
    }
  }
  return work
}

/** What was lost in the shifts that are over. */
class Past {
  readonly #scenario: Scenario
  readonly #record: PlantRecord
  readonly #rows: ReturnType<typeof rowsBy>

  constructor(scenario: Scenario, record: PlantRecord) {
    this.#scenario = scenario
    this.#record = record
    this.#rows = rowsBy(record.states, 'station')
  }

  /** `shares`: of each whole shift, the share lost to failures, holds and maintenance that no date announced; `mean` that of all time seen. */
  of(
    station: number,
    calendar: Calendar | null,
  ): { readonly shares: readonly number[]; readonly mean: number; readonly setupRate: number } {
    const { slots, maintenance } = this.#scenario.stations[station]!
    const announced = maintenance.some(({ at, every }) => at.length > 0 || every !== null)
    const { states, end, since } = this.#record
    const [from, to] = [since / 1e6, end / 1e6]
    const shifts =
      calendar === null
        ? Array.from({ length: Math.floor((to - from) / SHIFT) }, (_, i) => ({ from: from + i * SHIFT, to: from + (i + 1) * SHIFT }))
        : workingSpans(calendar, from, to).filter((span) => span.to < to)
    const lost = shifts.map(() => 0)
    let [losses, all, setup, processing] = [0, 0, 0, 0]
    for (const row of this.#rows.of(station)) {
      const state = states.column.state[row]!
      const begins = Math.max(from, states.column.from[row]! / 1e6)
      const ends = Number.isNaN(states.column.until[row]!) ? to : states.column.until[row]! / 1e6
      if (ends <= begins) continue
      if (state === EquipmentState.setup) setup += ends - begins
      if (state === EquipmentState.processing) processing += ends - begins
      if (state !== EquipmentState.paused && state !== EquipmentState.unknown) all += ends - begins
      const isLost =
        state === EquipmentState.repair ||
        state === EquipmentState.waitRepair ||
        state === EquipmentState.held ||
        (state === EquipmentState.maintenance && !announced)
      if (!isLost) continue
      losses += ends - begins
      for (let i = firstEndingAfter(shifts, begins); i < shifts.length && shifts[i]!.from < ends; i++)
        lost[i]! += Math.min(ends, shifts[i]!.to) - Math.max(begins, shifts[i]!.from)
    }
    return {
      shares: lost.map((time, i) => Math.min(1, time / (slots * (shifts[i]!.to - shifts[i]!.from)))),
      mean: all > 0 ? Math.min(1, losses / all) : 0,
      setupRate: processing > 0 ? setup / processing : 0,
    }
  }
}

function firstEndingAfter(spans: readonly Span[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (spans[middle]!.to <= at) low = middle + 1
    else high = middle
  }
  return low
}
