import type { Calendar, MaintenanceTask, Source, StationHold } from '../scenarios/model.ts'

/** The pattern goes on where it is at `at` seconds; changes of the clocks that are past are in it, days that are past are left out. */
export function shiftedCalendar(calendar: Calendar, at: number): Calendar {
  // An hour that is shown twice is still being shown: the pattern stands until it is over.
  const past = calendar.changes.filter((change) => change.at <= at && at >= change.at - change.by)
  const moved = past.reduce((sum, { by }) => sum + by, 0)
  const later = ({ to }: { readonly to: number }) => to > at
  const span = ({ from, to }: { readonly from: number; readonly to: number }) => ({ from: from - at, to: to - at })
  const origin = calendar.origin + moved + at
  return {
    ...calendar,
    origin: origin - Math.floor(origin / calendar.period) * calendar.period,
    off: calendar.off.filter(later).map(span),
    extra: calendar.extra.filter(later).map(span),
    changes: calendar.changes.filter((change) => !past.includes(change)).map((change) => ({ ...change, at: change.at - at })),
  }
}

/** Steps that hold from a moment on: the one that holds now begins at once. */
export function shiftedProfile<Step extends { readonly from: number }>(steps: readonly Step[], at: number): Step[] {
  const now = steps.findLast(({ from }) => from <= at)
  const later = steps.filter(({ from }) => from > at).map((step) => ({ ...step, from: step.from - at }))
  return now === undefined ? later : [{ ...now, from: 0 }, ...later]
}

export const shiftedSpans = (holds: readonly StationHold[], at: number): StationHold[] =>
  holds
    .filter(({ until }) => until === null || until > at)
    .map((hold) => ({ ...hold, at: Math.max(0, hold.at - at), until: hold.until === null ? null : hold.until - at }))

/** Maintenance that came due and was not begun since is due at once. `lastBegun`: seconds; null: never. */
export function shiftedMaintenance(task: MaintenanceTask, at: number, lastBegun: number | null): MaintenanceTask {
  const { every, first } = task
  const past = task.at.filter((moment) => moment <= at)
  const times = every === null || first > at ? 0 : Math.floor((at - first) / every) + 1
  const dates = [...past, ...(every !== null && times > 0 ? [first + (times - 1) * every] : [])]
  const window = task.window !== null && task.cycles === null ? task.window : 0
  const isOpen = dates.length > 0 && (lastBegun === null || lastBegun < Math.max(...dates) - window)
  return {
    ...task,
    at: [...(isOpen ? [0] : []), ...task.at.filter((moment) => moment > at).map((moment) => moment - at)],
    first: every === null ? first : first + times * every - at,
  }
}

/** When it goes on, and how often it may still bring something. One that may not any more never starts. */
export function startFrom({ start, limit }: Source, at: number, made: number): Pick<Source, 'start' | 'limit'> {
  const left = limit === null ? null : Math.max(0, limit - made)
  return { start: left === 0 ? NEVER : Math.max(0, start - at), limit: left }
}

/** 90 years. */
const NEVER = 90 * 366 * 86_400
