import type { MaintenanceTask } from '../../scenarios/model.ts'

/** When a task is next due by the calendar after `now`, µs; null: no date says. */
export function nextDate({ at, every, first }: MaintenanceTask, now: number): number | null {
  const listed = at.map((moment) => moment * 1e6).filter((moment) => moment > now)
  if (every !== null) listed.push(now < first * 1e6 ? first * 1e6 : (first + (Math.floor((now / 1e6 - first) / every) + 1) * every) * 1e6)
  return listed.length === 0 ? null : Math.min(...listed)
}
