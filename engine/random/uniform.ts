import { type Distribution, make } from './distribution.ts'

/** Anything from min to max, all alike. */
export function uniform(min: number, max: number): Distribution {
  if (!(Number.isFinite(min) && Number.isFinite(max) && min <= max)) {
    throw new RangeError(`uniform: min must be <= max, both finite, got ${min} and ${max}`)
  }
  const width = max - min
  return make({ mean: min + width / 2, sd: width / Math.sqrt(12), min, max }, (streams) => min + width * streams.uniform())
}
