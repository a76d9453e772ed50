import { type Distribution, make } from './distribution.ts'
import { standardExponential } from './exponential.ts'
import { standardGamma } from './gamma.ts'

const FEW = 4

/** k memoryless stages one after the other, `mean` for all together: a few are added up, more are one gamma variate of shape k. */
export function erlang(k: number, mean: number): Distribution {
  if (!(Number.isInteger(k) && k >= 1)) throw new RangeError(`erlang: k must be a whole number >= 1, got ${k}`)
  if (!(mean > 0 && mean < Infinity)) throw new RangeError(`erlang: mean must be > 0 and finite, got ${mean}`)
  const stage = mean / k
  return make({ mean, sd: mean / Math.sqrt(k), min: 0, max: Infinity }, (streams) => {
    if (k > FEW || streams.inversion) return stage * standardGamma(streams, k)
    let sum = standardExponential(streams)
    for (let i = 1; i < k; i++) sum += standardExponential(streams)
    return stage * sum
  })
}
