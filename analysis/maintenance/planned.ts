import type { MaintenanceTask } from '../../scenarios/model.ts'
import type { Asset, Assets } from './assets.ts'
import { paceOf } from './working-time.ts'

/** When a task is next due by the calendar after `now`, µs; null: no date says. */
export function nextDate({ at, every, first }: MaintenanceTask, now: number): number | null {
  const listed = at.map((moment) => moment * 1e6).filter((moment) => moment > now)
  if (every !== null) listed.push(now < first * 1e6 ? first * 1e6 : (first + (Math.floor((now / 1e6 - first) / every) + 1) * every) * 1e6)
  return listed.length === 0 ? null : Math.min(...listed)
}

/** The next planned maintenance of an asset. `at`: µs. */
export interface NextStop {
  readonly task: string
  readonly at: number
  /** By a date; or by hours or units, if they go on as of late. */
  readonly by: 'date' | 'count'
}

/** Null: none is planned, or nobody knows when it will come due. */
export function nextStopOf(assets: Assets, asset: Asset, now: number): NextStop | null {
  const stops = asset.station.maintenance.flatMap((task, number): NextStop[] => {
    const date = nextDate(task, now)
    const counted = countedDate(assets, asset, { task, number, now })
    return [
      ...(date === null ? [] : [{ task: task.id, at: date, by: 'date' as const }]),
      ...(counted === null ? [] : [{ task: task.id, at: counted, by: 'count' as const }]),
    ]
  })
  return stops.length === 0 ? null : stops.reduce((soonest, one) => (one.at < soonest.at ? one : soonest))
}

/** When a task that counts hours or units is due, µs. */
function countedDate(
  { history, scenario }: Assets,
  asset: Asset,
  { task, number, now }: { readonly task: MaintenanceTask; readonly number: number; readonly now: number },
): number | null {
  const count = task.hours ?? task.cycles
  if (count === null) return null
  const clock = task.hours === null ? 'cycles' : task.clock
  const own = history.maintenance(asset.slot, number)
  const repairs =
    task.since === 'renewal'
      ? asset.modes.flatMap(({ mode, number: m }) => (task.renews.includes(mode.id) ? history.failures(asset.slot, m) : []))
      : []
  const before = scenario.present?.slots.find(({ station, slot }) => station === asset.station.id && slot === asset.place)
  const born = before?.ages.find(({ of }) => of === task.id)?.age ?? 0
  const last = Math.max(-1, ...[...own, ...repairs].flatMap(({ end }) => (Number.isNaN(end) ? [] : [end])))
  const since = (last < 0 ? born : 0) + history.counted(clock, [asset.slot], Math.max(0, last), now)
  const left = count - since
  if (left <= 0) return now
  const pace = paceOf(history, asset.working, { clock, slots: [asset.slot], now, down: [] })
  if (Number.isNaN(pace)) return null
  if (clock === 'calendar') return now + left * 1e6
  let [low, high] = [now, now + 3600e6]
  while (pace * asset.working.between(now, high) < left) {
    low = high
    high = now + 2 * (high - now)
    if (high - now > FAR) return null
  }
  while (high - low > 1e6) {
    const middle = low + (high - low) / 2
    if (pace * asset.working.between(now, middle) < left) low = middle
    else high = middle
  }
  return high
}

/** µs: nobody plans further ahead. */
const FAR = 20 * 366 * 86_400e6
