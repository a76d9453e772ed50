import type { Luck } from '../../../analysis/fit/fit.ts'
import { distribution, Streams } from '../../../engine/random/index.ts'
import type { DistributionSpec } from '../../../scenarios/distribution-spec.ts'

/** Draws by name, all from one seed. */
export function chance(seed: number): { readonly luck: Luck; draw(spec: DistributionSpec, count: number): number[] } {
  const streams = new Streams(seed, 0)
  const luck: Luck = (role, spec) => {
    const law = distribution(spec)
    const stream = streams.open('test', role)
    return () => {
      streams.begin(stream)
      return law.sample(streams)
    }
  }
  return { luck, draw: (spec, count) => Array.from({ length: count }, luck(`data ${JSON.stringify(spec)}`, spec)) }
}
