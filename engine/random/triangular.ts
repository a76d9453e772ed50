import { constant } from './constant.ts'
import { type Distribution, make } from './distribution.ts'

/**
 * Three guesses: at least, most likely, at most. By inversion: min + √(U (max - min) (mode - min)) left of the mode, likewise from the right.
 * triangular(1, 2, 6) has mean 3 and sd 1.0801.
 */
export function triangular(min: number, mode: number, max: number): Distribution {
  if (!(Number.isFinite(min) && Number.isFinite(max) && min <= mode && mode <= max)) {
    throw new RangeError(`triangular: min <= mode <= max, all finite, got ${min}, ${mode} and ${max}`)
  }
  const width = max - min
  if (width === 0) return constant(mode)
  const left = mode - min
  const right = max - mode
  const sd = Math.sqrt((left * left + left * right + right * right) / 18)
  const split = left / width
  return make({ mean: min + (width + left) / 3, sd, min, max }, (streams) => {
    const u = streams.uniform()
    return u < split ? min + Math.sqrt(u * width * left) : max - Math.sqrt((1 - u) * width * right)
  })
}
