import { curve, type DistributionSpec } from '../../engine/math/index.ts'

/** How long lives are. */
export interface Law {
  /** Share that lives longer. */
  above(age: number): number
}

export const lifeLaw = (spec: DistributionSpec): Law => curve(spec)

/** Shares of lives between which the integral below is added up. */
const PARTS = 400

/**
 * What is left of a life upon which one comes at any time: above(x) = 1 − 1/mean · ∫₀ˣ (1 − F(t)) dt (Cox, Renewal Theory, 1962, section 5.2). Of a
 * constant life of 10 half live longer than 5.
 */
export function equilibriumLaw(spec: DistributionSpec): Law {
  const { mean, min, max, above, quantile } = curve(spec)
  const ends = [
    0,
    min,
    ...Array.from({ length: PARTS - 1 }, (_, i) => quantile((i + 1) / PARTS)),
    ...[1e-3, 1e-4, 1e-6, 1e-9].map((tail) => quantile(1 - tail)),
    ...(max < Number.POSITIVE_INFINITY ? [max] : []),
  ].sort((a, b) => a - b)
  const sums = new Float64Array(ends.length)
  for (let i = 1; i < ends.length; i++) {
    const [from, to] = [ends[i - 1]!, ends[i]!]
    // Simpson's rule; the ends a hair inside, for a life of a fixed length ends at once.
    const hair = 1e-9 * (to - from)
    sums[i] = sums[i - 1]! + ((to - from) / 6) * (above(from + hair) + 4 * above((from + to) / 2) + above(to - hair))
  }
  return {
    above: (age) => {
      let [low, high] = [0, ends.length - 1]
      if (age <= 0) return 1
      if (age >= ends[high]!) return 0
      while (high - low > 1) {
        const middle = (low + high) >>> 1
        if (ends[middle]! <= age) low = middle
        else high = middle
      }
      const share = (age - ends[low]!) / (ends[high]! - ends[low]!)
      return Math.max(0, 1 - (sums[low]! + share * (sums[high]! - sums[low]!)) / mean)
    },
  }
}
