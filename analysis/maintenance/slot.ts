import { isWorkingAt, nextEdgeAfter } from '../../scenarios/working-hours.ts'
import { meanOf } from '../distribution.ts'
import type { Asset, Assets, ModeAt } from './assets.ts'
import { Readings } from './growth.ts'
import { prospectOf, readingsAt } from './prospect.ts'
import { paceOf } from './working-time.ts'

/** Times are µs. */
export interface MaintenanceSlot {
  readonly at: number
  /** Chance that it fails before, and that what is new then fails by the end of the time that is looked at. */
  readonly failsBefore: number
  readonly failsAfter: number
}

export interface SlotOptions {
  /** From when on, as known then, and until when failures are to be avoided. */
  readonly now: number
  readonly until: number
  /** As likely as this a failure by the end is nothing to be done about. Default: 2 %. */
  readonly risk?: number | undefined
  /** How long before people have to know. Default: a day. */
  readonly notice?: number | undefined
}

const DAY = 86_400e6

/**
 * When to do a maintenance task that renews a failure mode: of the times out of the station's hours that are long enough for it, that with the least chance of
 * a failure by the end, before it or of what is new then; of equal ones the first. A station that always works has one each day. Null: it is not
 * likely to fail by the end, there is no such time, or nothing can be said.
 */
export function slotFor(assets: Assets, asset: Asset, mode: ModeAt, task: number, options: SlotOptions): MaintenanceSlot | null {
  const { now, until, risk = 0.02, notice = DAY } = options
  const readings = mode.gauge === null ? null : readingsAt(assets, mode.gauge, now)
  const prospect = prospectOf(assets, asset, mode, now, readings)
  if (typeof prospect === 'string' || prospect.failsBy(until) <= risk) return null
  const anew = ofNew(assets, asset, mode, now)
  const lasts = meanOf(asset.station.maintenance[task]!.duration)
  let best: MaintenanceSlot | null = null
  for (const at of pauses(assets, asset, lasts, now + notice, until)) {
    const slot = { at, failsBefore: prospect.failsBy(at), failsAfter: anew(at, until) }
    if (best === null || impact(slot) < impact(best)) best = slot
  }
  return best
}

const impact = ({ failsBefore, failsAfter }: MaintenanceSlot) => failsBefore + (1 - failsBefore) * failsAfter

/** Chance that what is new at one moment fails by another, if its clock goes on as of late. */
function ofNew(
  { history }: Assets,
  asset: Asset,
  { gauge, clock: own, law, slots, failures: down }: ModeAt,
  now: number,
): (from: number, until: number) => number {
  const isUnit = gauge === null ? own === 'cycles' : gauge.signal.per === 'unit'
  const clock = gauge === null ? own : isUnit ? 'cycles' : 'processing'
  const pace = paceOf(history, asset.working, { clock, slots, now, down })
  const ahead = (from: number, until: number) => pace * (clock === 'calendar' ? until - from : asset.working.between(from, until))
  if (gauge === null) return (from, until) => 1 - law!.above(ahead(from, until))
  const { fail } = gauge.signal
  const left = fail === null ? null : (new Readings(gauge.signal, true).after(0)?.until(fail, true) ?? null)
  return (from, until) => left?.within(isUnit ? ahead(from, until) : ahead(from, until) / 3600) ?? 0
}

/** Where a pause of the station begins that is long enough; seconds `lasts`, the others µs. */
function pauses({ scenario }: Assets, { station }: Asset, lasts: number, from: number, until: number): readonly number[] {
  const calendar = scenario.calendars.find(({ id }) => id === station.calendar)
  const starts: number[] = []
  if (calendar === undefined) {
    for (let at = from; at < until; at += DAY) starts.push(at)
    return starts
  }
  for (let at = nextEdgeAfter(calendar, from / 1e6); at * 1e6 < until; at = nextEdgeAfter(calendar, at))
    if (!isWorkingAt(calendar, at) && nextEdgeAfter(calendar, at) - at >= lasts) starts.push(at * 1e6)
  return starts
}
