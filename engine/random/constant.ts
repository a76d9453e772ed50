import { type Distribution, make } from './distribution.ts'

/** Always the same value; asks for no uniform. */
export function constant(value: number): Distribution {
  if (!Number.isFinite(value)) throw new RangeError(`constant: value must be finite, got ${value}`)
  return make({ mean: value, sd: 0, min: value, max: value }, () => value)
}
