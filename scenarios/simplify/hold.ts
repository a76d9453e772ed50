import type { Hold } from '../model.ts'
import { writeRatio } from '../units.ts'
import { compact, distribution, duration, named, optionalDuration, unless } from './written.ts'

export function hold({ when, units, lots, disposition: then, ...one }: Hold) {
  const written = (thing: object) => Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, value ?? undefined]))
  return {
    ...named(one),
    when: compact({
      ...written(when),
      at: optionalDuration(when.at),
      fails: unless(when.fails, 1),
      within: unless(when.within, when.fails),
    }),
    units:
      units === null
        ? undefined
        : compact({
            products: units.products.length > 0 ? units.products : undefined,
            families: units.families.length > 0 ? units.families : undefined,
            orders: units.orders.length > 0 ? units.orders : undefined,
            passed: units.passed ?? undefined,
            since: typeof units.since === 'number' ? duration(units.since) : (units.since ?? undefined),
            sameLot: units.sameLot ?? undefined,
            sameOrder: unless(units.sameOrder, false),
          }),
    stations: one.stations.length > 0 ? one.stations : undefined,
    inHand: unless(one.inHand, 'finish'),
    lots:
      lots === null ? undefined : compact({ material: lots.material, since: optionalDuration(lots.since), used: unless(lots.used, false) }),
    disposition:
      then === null
        ? undefined
        : compact({
            after: distribution(then.after),
            scrap: then.scrap === 0 ? undefined : writeRatio(then.scrap),
            rework: then.rework === 0 ? undefined : writeRatio(then.rework),
            to: then.to ?? undefined,
            lots: unless(then.lots, 'release'),
          }),
  }
}
