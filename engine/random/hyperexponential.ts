import { curve, hyperexponentialParts } from '../math/index.ts'
import { type Distribution, make } from './distribution.ts'
import { standardExponential } from './exponential.ts'

/** Mostly short, sometimes long, such as stoppages: two exponential laws with half of the total time each. sd must be above mean. */
export function hyperexponential(mean: number, sd: number): Distribution {
  if (!(mean > 0 && mean < Infinity)) throw new RangeError(`hyperexponential: mean must be > 0 and finite, got ${mean}`)
  if (!(sd > mean && sd < Infinity)) throw new RangeError(`hyperexponential: sd must be > mean and finite, got ${sd}`)
  const { share, short, long } = hyperexponentialParts(mean, sd)
  const { quantile } = curve({ kind: 'hyperexponential', mean, sd })
  return make({ mean, sd, min: 0, max: Infinity }, (streams) => {
    if (streams.inversion) return quantile(streams.open01())
    return (streams.uniform() < share ? short : long) * standardExponential(streams)
  })
}
