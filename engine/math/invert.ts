import { log } from './log.ts'

/**
 * Where an increasing distribution function reaches p: Newton's method from `guess`, on the logarithm below the median, kept inside
 * [low, high] by bisection. The answer is as good as `cdf` is.
 */
export function invert(
  cdf: (x: number) => number,
  density: (x: number) => number,
  options: { readonly p: number; readonly low: number; readonly high: number; readonly guess: number },
): number {
  const { p } = options
  let { low, high } = options
  let x = options.guess > low && options.guess < high ? options.guess : middle(low, high)
  for (let i = 0; i < 300; i++) {
    const reached = cdf(x)
    if (reached === p) return x
    if (reached > p) high = x
    else low = x
    const excess = p < 0.5 ? reached * log(reached / p) : reached - p
    let next = x - excess / density(x)
    if (!(next > low && next < high)) next = middle(low, high)
    if (Math.abs(next - x) <= 2.5e-16 * Math.abs(next)) return next
    x = next
  }
  return x
}

/** Halfway, by size where the two ends differ much in it. */
function middle(low: number, high: number): number {
  if (low >= 0 && high > 4 * low) return low === 0 ? high / 16 : Math.sqrt(low) * Math.sqrt(high)
  if (high <= 0 && low < 4 * high) return high === 0 ? low / 16 : -Math.sqrt(-low) * Math.sqrt(-high)
  return low + (high - low) / 2
}
