import { exp, poissonDensity } from '../math/index.ts'
import { constant } from './constant.ts'
import { type Distribution, make } from './distribution.ts'
import { firstAbove } from './empirical.ts'

const MOST = 1e6

/**
 * How many independent rare events happen where `mean` are expected, such as defects on a sheet. By inversion over a table of all counts within
 * 9 sd of the mean (what lies outside has less chance than a uniform can tell), so memory grows with √mean; up to a mean of a million.
 */
export function poisson(mean: number): Distribution {
  if (!(mean >= 0 && mean <= MOST)) throw new RangeError(`poisson: mean must be in [0, ${MOST}], got ${mean}`)
  if (mean === 0) return constant(0)
  const reach = 9 * Math.sqrt(mean) + 40
  const lowest = Math.max(0, Math.floor(mean - reach))
  const upTo = new Float64Array(Math.ceil(mean + reach) - lowest + 1)
  let sum = 0
  for (let i = 0; i < upTo.length; i++) {
    const count = lowest + i
    sum += count === 0 ? exp(-mean) : poissonDensity(count, mean)
    upTo[i] = sum
  }
  return make({ mean, sd: Math.sqrt(mean), min: 0, max: Infinity }, (streams) => lowest + firstAbove(upTo, streams.uniform()))
}
