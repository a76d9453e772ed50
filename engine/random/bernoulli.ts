import { type Distribution, make } from './distribution.ts'

/** 1 with probability p, else 0: is this part scrap? A higher p never turns a 1 into a 0 for the same luck. */
export function bernoulli(p: number): Distribution {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`bernoulli: p must be in [0, 1], got ${p}`)
  return make({ mean: p, sd: Math.sqrt(p * (1 - p)), min: p === 1 ? 1 : 0, max: p === 0 ? 0 : 1 }, (streams) =>
    streams.uniform() < p ? 1 : 0,
  )
}
