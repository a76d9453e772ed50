import { curve } from '../../engine/math/index.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'

/**
 * Expected number of failures up to age `a` on the mode's clock, if each repair makes the clock start anew, as the plant does it: the
 * renewal function M. Computed by the midpoint method of Xie (1989) up to ten mean lives, beyond that by its asymptote's slope 1/mean.
 * For exponential lives M(a) = a/mean: maintenance can change nothing. For Weibull(2, 100), M(50) = 0.236 < 50/88.6 = 0.564.
 */
export function renewals(life: DistributionSpec, until: number): (age: number) => number {
  const { mean, cdf } = curve(life)
  const end = Math.min(until, 10 * mean)
  if (!(end > 0)) return () => 0
  const steps = Math.min(2000, Math.max(200, Math.ceil((40 * end) / mean)))
  const step = end / steps
  const share = Float64Array.from({ length: steps + 1 }, (_, i) => cdf(i * step))
  const shareMid = Float64Array.from({ length: steps + 1 }, (_, i) => cdf((i + 0.5) * step))
  const count = new Float64Array(steps + 1)
  const first = shareMid[0] as number
  for (let i = 1; i <= steps; i++) {
    let sum = share[i] as number
    for (let j = 1; j < i; j++) sum += (shareMid[i - j] as number) * ((count[j] as number) - (count[j - 1] as number))
    count[i] = (sum - first * (count[i - 1] as number)) / (1 - first)
  }
  return (age) => {
    if (age <= 0) return 0
    if (age >= end) return (count[steps] as number) + (age - end) / mean
    const place = age / step
    const below = Math.floor(place)
    const low = count[below] as number
    return low + (place - below) * ((count[below + 1] ?? low) - low)
  }
}
