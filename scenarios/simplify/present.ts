import type { InitialUnits, Present, PresentUnits } from '../model.ts'
import { compact, distribution, duration, each, optionalDuration, unless } from './written.ts'

export const initialUnits = (one: InitialUnits) => ({ ...one, quantity: unless(one.quantity, 1), order: one.order ?? undefined })

const presentUnits = (one: PresentUnits) => ({
  ...initialUnits(one),
  slot: one.slot ?? undefined,
  doing: one.doing ?? undefined,
  elapsed: unless(duration(one.elapsed), 0),
  reworks: unless(one.reworks, 0),
})

export const present = ({ since, units, slots, arrivals, purchases, lots, owed }: Present) =>
  compact({
    since: unless(duration(since), 0),
    units: each(units, presentUnits),
    slots: each(slots, (slot) => ({
      station: slot.station,
      slot: unless(slot.slot, 1),
      family: slot.family ?? undefined,
      // A number is good for both: seconds, or units.
      ages: each(slot.ages, (one) => one),
      signals: each(slot.signals ?? [], ({ of, level, drift }) => ({
        of,
        level,
        drift: drift === null ? undefined : distribution(drift, true),
      })),
      stopped: each(slot.stopped, ({ by, elapsed }) => ({ by, elapsed: optionalDuration(elapsed) })),
    })),
    arrivals: each(arrivals, ({ source, elapsed }) => ({ source, elapsed: duration(elapsed) })),
    purchases: each(purchases, ({ material, quantity, elapsed }) => ({ material, quantity, elapsed: optionalDuration(elapsed) })),
    lots: each(lots, ({ material, quantity, age }) => ({ material, quantity, age: unless(duration(age), 0) })),
    owed: each(owed, ({ source, item, quantity, due }) => ({ source, item, quantity, due: optionalDuration(due) })),
  })
