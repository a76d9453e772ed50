import { type Distribution, make } from './distribution.ts'

/** `of`, and `by` on top: what always takes some time, and then some more. */
export function shifted(of: Distribution, by: number): Distribution {
  if (!(by >= 0 && by < Infinity)) throw new RangeError(`shifted: by must be >= 0 and finite, got ${by}`)
  return make({ mean: of.mean + by, sd: of.sd, min: of.min + by, max: of.max + by }, (streams) => by + of.sample(streams))
}
