import { type ContinuousSpec, curve } from '../math/index.ts'
import { type Distribution, make } from './distribution.ts'

/**
 * `of` without what lies outside: U is drawn from [F(min), F(max)], so nothing is heaped on the ends and a larger uniform never gives a
 * smaller value. Throws where next to nothing lies inside.
 */
export function truncated(of: ContinuousSpec, min: number, max: number): Distribution {
  if (!(min < max)) throw new RangeError(`truncated: min must be < max, got ${min} and ${max}`)
  const inside = curve({ kind: 'truncated', of, min, max: max === Infinity ? null : max })
  return make(inside, (streams) => inside.quantile(streams.open01()))
}
