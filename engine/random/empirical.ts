import { type Distribution, make } from './distribution.ts'

/**
 * One of the values seen, each as often as its weight says (all alike without weights). By inversion over the values in rising order, so a
 * larger uniform never gives a smaller value. empirical([10, 20], [3, 1]) has mean 12.5.
 */
export function empirical(values: readonly number[], weights: readonly number[] = values.map(() => 1)): Distribution {
  if (values.length === 0) throw new RangeError('empirical: values must not be empty')
  if (weights.length !== values.length)
    throw new RangeError(`empirical: ${values.length} values need as many weights, got ${weights.length}`)
  for (const value of values) if (!Number.isFinite(value)) throw new RangeError(`empirical: values must be finite, got ${value}`)
  for (const weight of weights)
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`empirical: weights must be >= 0, got ${weight}`)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0 && total < Infinity)) throw new RangeError(`empirical: weights must add up to more than 0, got ${total}`)

  const order = values.map((_, i) => i).filter((i) => weights[i]! > 0)
  order.sort((i, j) => values[i]! - values[j]!)
  const sorted = Float64Array.from(order, (i) => values[i]!)
  const upTo = new Float64Array(sorted.length) // share of this value and all below it
  let sum = 0
  let mean = 0
  for (const [place, i] of order.entries()) {
    sum += weights[i]!
    upTo[place] = sum / total
    mean += (weights[i]! / total) * values[i]!
  }
  let variance = 0
  for (const i of order) variance += (weights[i]! / total) * (values[i]! - mean) * (values[i]! - mean)
  const moments = { mean, sd: Math.sqrt(variance), min: sorted[0]!, max: sorted[sorted.length - 1]! }
  return make(moments, (streams) => sorted[firstAbove(upTo, streams.uniform())]!)
}

/** Index of the first entry above u in a rising column, the last one if none is. */
export function firstAbove(rising: Float64Array, u: number): number {
  let low = 0
  let high = rising.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rising[middle]! > u) high = middle
    else low = middle + 1
  }
  return low
}
