import type { Key, Keys } from './data-items.ts'

/** What a key's values do to the history of the machine. */
export const Role = { none: 0, decides: 1, parts: 2, asset: 3 } as const

export interface Roles {
  /** Role of each key, by its index. */
  readonly of: Uint8Array
  readonly availability: readonly number[]
  readonly execution: readonly number[]
  readonly emergencyStop: readonly number[]
  readonly functionalMode: readonly number[]
  /** Keys of availabilities that no adapter feeds: they decide nothing. */
  readonly unfed: readonly number[]
}

/**
 * Which keys decide a machine's state. Auxiliaries such as bar feeders have executions and modes of their own: where the controller or its
 * paths have one, only those count; the same for the availability of the device itself. Of several part counters one counts, so that a
 * part is not counted on each path: the first of all parts, else of good ones. Targets and remaining parts count nothing.
 */
export function rolesOf(keys: Keys): Roles {
  const of = new Uint8Array(keys.all.length)
  const every = (type: string) => keys.all.filter(({ item, described }) => described && item.type === type && item.category === 'EVENT')
  const own = (type: string) => prefer(every(type), (path) => path.length === 0)
  const controls = (type: string) =>
    prefer(every(type), (path) => path.length === 0 || path.includes('Controller') || path.includes('Path'))
  const availability = own('AVAILABILITY')
  const roles = {
    of,
    availability: availability.filter((index) => isFed(keys, index)),
    unfed: availability.filter((index) => !isFed(keys, index)),
    execution: controls('EXECUTION'),
    emergencyStop: every('EMERGENCY_STOP').map(({ index }) => index),
    functionalMode: controls('FUNCTIONAL_MODE'),
  }
  for (const list of [roles.availability, roles.execution, roles.emergencyStop, roles.functionalMode])
    for (const index of list) of[index] = Role.decides
  const counters = every('PART_COUNT')
  const counter =
    counters.find(({ item }) => item.subType === null || item.subType === 'ALL' || item.subType === 'COMPLETE') ??
    counters.find(({ item }) => item.subType === 'GOOD')
  if (counter) of[counter.index] = Role.parts
  for (const key of keys.all) if (isAsset(key)) of[key.index] = Role.asset
  return roles
}

/**
 * Whether an adapter feeds the item. Agents note UNAVAILABLE for items nobody feeds, under their ids: such a note, once and for ever, says nothing
 * of a machine whose adapter calls everything by name.
 */
function isFed(keys: Keys, index: number): boolean {
  const key = keys.all[index]!
  return !(key.calledById && !key.named && keys.all.some(({ named, item }) => named && item.name !== null && item.type === 'EXECUTION'))
}

/** Whether the key is an asset document, which carries the date of the asset and is no evidence of the machine. */
export const isAsset = ({ item: { type } }: Key) => type === 'ASSET' || type.startsWith('ASSET.')

type Found = Keys['all']

/** Those whose path passes, or all where none does. */
function prefer(found: Found, passes: (path: readonly string[]) => boolean): readonly number[] {
  const best = found.filter(({ item }) => passes(item.path))
  return (best.length > 0 ? best : found).map(({ index }) => index)
}
