import type { DistributionSpec } from '../distribution-spec.ts'
import type { Need, Tool } from '../model.ts'
import { writeRatio } from '../units.ts'
import { need } from './people.ts'
import { component } from './stations.ts'
import { compact, distribution, each, named, optionalDistribution, unless, unlessEmpty } from './written.ts'

export function tool(one: Tool) {
  const { wear } = one
  const changing = (change: { time: DistributionSpec; needs: readonly Need[]; cost: number }) => ({
    time: unless(distribution(change.time), 0),
    needs: each(change.needs, need),
    cost: unless(change.cost, 0),
  })
  return {
    ...named(one),
    count: unless(one.count, 1),
    wear:
      wear === null
        ? undefined
        : compact({
            clock: unless(wear.clock, 'processing'),
            life: wear.life === null ? undefined : distribution(wear.life, wear.clock === 'cycles'),
            breaks: optionalDistribution(wear.breaks),
            interrupted: unless(wear.interrupted, 'resume'),
            regrind:
              wear.regrind === null
                ? undefined
                : compact({
                    times: unless(wear.regrind.times, 1),
                    restores: unless(writeRatio(wear.regrind.restores), writeRatio(1)),
                    ...changing(wear.regrind),
                  }),
            replace: unlessEmpty(compact({ ...changing(wear.replace), spares: each(wear.replace.spares, component) })),
          }),
  }
}
