import type { Asset, Assets, Gauge, ModeAt } from './assets.ts'
import { Readings } from './growth.ts'
import type { Life } from './lives.ts'
import { paceOf } from './working-time.ts'

/** Why nothing can be said of what is left of a life. */
export type NoProspect =
  /** It has failed, and is not repaired. */
  | 'down'
  /** Its clock did not run of late: nobody knows when it will. */
  | 'idle'
  /** The signal that decides was never read since its start was lost. */
  | 'unread'
  /** The level of a signal, or its load, makes it age faster: its age is not the time on its clock. */
  | 'hastened'

/** The future of one failure mode at one moment. */
export interface Prospect {
  readonly life: Life
  /** On its clock, then; of a signal hours or units since it started anew. */
  readonly age: number
  /** Chance that it fails by `until`, µs, if the clock goes on as of late. */
  failsBy(until: number): number
}

export const lifeAt = (lives: readonly Life[], time: number): Life | undefined =>
  lives.findLast(({ from, until }) => from <= time && !(until <= time))

/** `readings` of the present life of its signal, where one decides. */
export function prospectOf(
  { history }: Pick<Assets, 'history'>,
  asset: Asset,
  at: ModeAt,
  time: number,
  readings: Readings | null,
): Prospect | NoProspect {
  const life = lifeAt(at.lives, time)
  if (life === undefined) return 'down'
  const { gauge, law, firstLaw, mode } = at
  if (mode.doubles !== null || mode.load != null) return 'hastened'
  const isUnit = gauge === null ? at.clock === 'cycles' : gauge.signal.per === 'unit'
  const clock = gauge === null ? at.clock : isUnit ? 'cycles' : 'processing'
  const pace = paceOf(history, asset.working, { clock, slots: at.slots, now: time, down: at.failures })
  if (Number.isNaN(pace)) return 'idle'
  const ahead = (until: number) => pace * (clock === 'calendar' ? until - time : asset.working.between(time, until))
  if (gauge !== null) {
    const age = gauge.worked(life.from, time)
    const limit = gauge.signal.fail
    const left = limit === null ? null : (readings?.after(age)?.until(limit, true) ?? null)
    return left === null ? 'unread' : { life, age, failsBy: (until) => left.within(isUnit ? ahead(until) : ahead(until) / 3600) }
  }
  const age = life.age + at.counted(life.from, time)
  const own = firstLaw !== null && life === at.lives[0] ? firstLaw : law!
  const alive = own.above(age)
  return { life, age, failsBy: (until) => (alive > 0 ? 1 - own.above(age + ahead(until)) / alive : 1) }
}

/** µs: nobody says what is further away. */
const MOST = 10 * 366 * 86_400e6

/** The first moment by which `chance` is at least p; null: it is more than ten years away. */
export function quantileOf(chance: (until: number) => number, now: number, p: number): number | null {
  let low = now
  let high = now + 3600e6
  while (chance(high) < p) {
    low = high
    high = now + 2 * (high - now)
    if (high - now > MOST) return null
  }
  for (let i = 0; i < 60 && high - low > 1e6; i++) {
    const middle = low + (high - low) / 2
    if (chance(middle) < p) low = middle
    else high = middle
  }
  return high
}

/** The readings of a signal in its life of that moment, up to it. */
export function readingsAt(assets: Assets, gauge: Gauge, time: number): Readings | null {
  const life = lifeAt(gauge.lives, time)
  if (life === undefined) return null
  const readings = new Readings(gauge.signal, startsAnew(assets, gauge, life))
  const { time: timeOf, value } = assets.record.conditions.column
  for (const row of gauge.rows) {
    const when = timeOf[row]!
    if (when > time) break
    if (when >= life.from) readings.add(gauge.worked(life.from, when), value[row]!)
  }
  return readings
}

/** Does the level of this life begin at the signal's start? */
export const startsAnew = ({ isStartKnown }: Pick<Assets, 'isStartKnown'>, gauge: Gauge, life: Life) =>
  isStartKnown || life !== gauge.lives[0]
