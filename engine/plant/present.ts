import type { PresentSlot, Scenario } from '../../scenarios/model.ts'
import type { Tables } from './tables.ts'

/** What is known of a slot from before t = 0, by slot; empty where the plant begins anew. */
export function presentSlots({ scenario, index, firstSlot }: Tables): ReadonlyMap<number, PresentSlot> {
  const slots = scenario.present?.slots ?? []
  return new Map(slots.map((one) => [firstSlot[index.station.get(one.station)!]! + one.slot - 1, one]))
}

/** Seconds until the next of what comes every so often, which began with the plant's past; at its very start it comes at once. */
export function untilNext({ present }: Pick<Scenario, 'present'>, every: number): number {
  const since = present?.since ?? 0
  const over = since - Math.floor(since / every) * every
  return over === 0 ? 0 : every - over
}
