import { log1p } from '../math/index.ts'
import { constant } from './constant.ts'
import { type Distribution, make } from './distribution.ts'

/** Trials up to and including the first hit, each with chance p: 1, 2, 3, … with mean 1/p. By inversion: ⌈ln(1 - U) / ln(1 - p)⌉. */
export function geometric(p: number): Distribution {
  if (!(p > 0 && p <= 1)) throw new RangeError(`geometric: p must be in (0, 1], got ${p}`)
  if (p === 1) return constant(1)
  const miss = log1p(-p)
  return make({ mean: 1 / p, sd: Math.sqrt(1 - p) / p, min: 1, max: Infinity }, (streams) => {
    return Math.max(1, Math.ceil(log1p(-streams.uniform()) / miss))
  })
}
