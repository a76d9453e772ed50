import type { Scenario } from '../../scenarios/model.ts'
import { isWorkingAt, nextEdgeAfter } from '../../scenarios/working-hours.ts'
import { meanOf } from '../distribution.ts'
import type { PlantRecord } from '../record/index.ts'
import { type Growth, type HoursLeft, hoursLeft } from './hours-left.ts'
import { Load } from './load-ahead.ts'

const DAY = 86_400

/** When a failure is likely enough, and near enough, that people are told. */
export interface WarningRule {
  /** Days ahead, and the chance that it has failed by then. */
  readonly days: number
  readonly chance: number
}
export const WARNING_RULE: WarningRule = { days: 13, chance: 0.5 }

/** A spindle or the like, by its signal: its first life in the log. Seconds after the start of the log. */
export class Wearing {
  readonly load: Load
  readonly #scenario: Scenario
  readonly #station: number
  readonly #signal: number
  readonly #time: number[] = []
  readonly #value: number[] = []
  readonly #hours: number[] = []
  /** When it failed or was made new; Infinity: neither in this log. */
  readonly until: number

  constructor(scenario: Scenario, record: PlantRecord, station: number, signal: number) {
    this.#scenario = scenario
    this.#station = station
    this.#signal = signal
    this.load = new Load(scenario, record, station)
    const { failures, maintenance, signals } = scenario.stations[station]!
    const { id } = signals[signal]!
    const ends = [
      ...record.failures
        .rows()
        .filter((row) => row.station === station && failures[row.mode]?.signal === id)
        .map(({ time }) => time),
      ...record.upkeep
        .rows()
        .filter((row) => row.station === station && row.kind === 1 && maintenance[row.task]?.resets.includes(id))
        .map(({ from }) => from),
    ]
    this.until = Math.min(Number.POSITIVE_INFINITY, ...ends) / 1e6
    const { column, count } = record.conditions
    for (let row = 0; row < count; row++) {
      const time = column.time[row]! / 1e6
      if (column.station[row] !== station || column.signal[row] !== signal || column.slot[row] !== 0 || time > this.until) continue
      this.#time.push(time)
      this.#value.push(column.value[row]!)
      this.#hours.push(this.load.worked(time))
    }
  }

  /** When it was read. */
  get readings(): readonly number[] {
    return this.#time
  }

  /** Hours of work that are left as far as was known at `at`, when it had not failed. */
  left(at: number): HoursLeft {
    return this.leftAfter(this.load.worked(at))
  }

  /** The same after so many hours of work. */
  leftAfter(worked: number): HoursLeft {
    const { start, fail, noise, drift, growth } = this.#scenario.stations[this.#station]!.signals[this.#signal]!
    let n = 0
    while (n < this.#hours.length && this.#hours[n]! <= worked) n++
    const given: Growth = {
      growth,
      start,
      fail: fail!,
      noise,
      drift,
      hours: this.#hours.slice(0, n),
      values: this.#value.slice(0, n),
      worked,
    }
    return hoursLeft(given)
  }

  /** Chance that it fails within so many days of `at`. */
  failsWithin(at: number, days: number): number {
    return this.left(at).within(this.load.ahead(at, days).at(-1) ?? 0)
  }

  /** The first reading by which the rule asks for a warning; null: none does until `until`. */
  warning(until: number, { days, chance }: WarningRule = WARNING_RULE): number | null {
    return this.#time.find((time) => time < Math.min(until, this.until) && this.failsWithin(time, days) >= chance) ?? null
  }
}

export interface MaintenanceSlot {
  readonly at: number
  /** Chance that it fails before. */
  readonly failsBefore: number
}

/** Chance of a failure before the work that may be left, and hours of notice that people need. */
const MOST_RISK = 0.02
const NOTICE = DAY

/**
 * When to do a maintenance task for it: the last time out of the station's hours that is long enough and before which it fails with a chance of 2 % at
 * most; where there is none, the first one. Null: it is not likely to fail before `days` are over.
 */
export function slotFor(
  wearing: Wearing,
  scenario: Scenario,
  station: number,
  task: number,
  at: number,
  days: number,
): MaintenanceSlot | null {
  const { calendar, maintenance } = scenario.stations[station]!
  const hours = scenario.calendars.find(({ id }) => id === calendar)
  const lasts = meanOf(maintenance[task]!.duration)
  const left = wearing.left(at)
  const ahead = wearing.load.ahead(at, days)
  const failsBy = (moment: number) => {
    const day = Math.min(ahead.length - 1, Math.max(0, (moment - at) / DAY))
    const whole = Math.floor(day)
    const before = whole === 0 ? 0 : ahead[whole - 1]!
    return left.within(before + (day - whole) * (ahead[whole]! - before))
  }
  if (failsBy(at + days * DAY) <= MOST_RISK) return null
  const slots: MaintenanceSlot[] = []
  if (hours === undefined) {
    for (let day = 1; day < days; day++) slots.push({ at: at + day * DAY, failsBefore: failsBy(at + day * DAY) })
  } else {
    for (let moment = nextEdgeAfter(hours, at + NOTICE); moment < at + days * DAY; moment = nextEdgeAfter(hours, moment))
      if (!isWorkingAt(hours, moment) && nextEdgeAfter(hours, moment) - moment >= lasts)
        slots.push({ at: moment, failsBefore: failsBy(moment) })
  }
  return slots.findLast(({ failsBefore }) => failsBefore <= MOST_RISK) ?? slots[0] ?? null
}
