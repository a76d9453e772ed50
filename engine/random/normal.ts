import { normalCdf, normalDensity, normalQuantile } from '../math/index.ts'
import { constant } from './constant.ts'
import { type Distribution, make } from './distribution.ts'

/**
 * A normal law cut off at zero, since a duration cannot be negative: U is drawn from [F(0), 1], so what lies below zero is spread over the
 * rest and not heaped on zero. `mean` and `sd` are asked for the whole law; the distribution states those after the cut, which differ where
 * sd is above a third of mean: normal(10, 5) has mean 10.2762 and sd 4.7076.
 */
export function normal(mean: number, sd: number): Distribution {
  if (!(mean >= 0 && mean < Infinity)) throw new RangeError(`normal: mean must be >= 0 and finite, got ${mean}`)
  if (!(sd >= 0 && sd < Infinity)) throw new RangeError(`normal: sd must be >= 0 and finite, got ${sd}`)
  if (sd === 0) return constant(mean)
  const cut = -mean / sd
  const below = normalCdf(cut)
  const above = normalCdf(-cut)
  const pull = normalDensity(cut) / above
  const moments = { mean: mean + sd * pull, sd: sd * Math.sqrt(1 + cut * pull - pull * pull), min: 0, max: Infinity }
  return make(moments, (streams) => Math.max(0, mean + sd * normalQuantile(below + above * streams.open01())))
}
