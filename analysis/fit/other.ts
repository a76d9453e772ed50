import { betaShapes, digamma, exp, lnGamma, log, normalCdf, trigamma } from '../../engine/math/index.ts'
import type { ContinuousSpec } from '../../scenarios/distribution-spec.ts'
import { leastNear } from './nelder-mead.ts'
import type { Sample } from './sample.ts'

/** Maximum likelihood of a normal law cut off at zero; where hardly anything is cut off, simply mean and sd. */
export function fitNormal({ mean, sd, n }: Sample): ContinuousSpec {
  const variance = (sd * sd * (n - 1)) / n
  if (mean > 4 * sd) return { kind: 'normal', mean, sd: Math.sqrt(variance) }
  const least = mean / 1000 // a scenario's normal has a mean above zero
  const cost = (mu: number, lnSigma: number) => {
    const sigma = exp(lnSigma)
    return mu < least ? Infinity : lnSigma + ((mean - mu) * (mean - mu) + variance) / (2 * sigma * sigma) + log(normalCdf(mu / sigma))
  }
  // In units of the sample's mean, so that steps and precision fit any size.
  const [mu, lnSigma] = leastNear((x, y) => cost(x * mean, y + log(mean)), [1, log(sd / mean)], { step: 0.2, until: 1e-5 })
  return { kind: 'normal', mean: mu * mean, sd: exp(lnSigma) * mean }
}

/** The ends where the least and greatest of n are on average what was seen: a step of range/(n - 1) beyond them. */
export function fitUniform({ min, max, n }: Sample): ContinuousSpec {
  const step = (max - min) / (n - 1)
  return { kind: 'uniform', min: Math.max(0, min - step), max: max + step }
}

/** Maximum likelihood: for each pair of ends the best mode is one of the values. Null where a value is zero. */
export function fitTriangular(sample: Sample): ContinuousSpec | null {
  const { sorted, n } = sample
  return fitEnds(sample, ({ fromLeft, toRight, width }) => {
    let left = 0
    let right = toRight.reduce((sum, one) => sum + one, 0)
    let best = { likelihood: -Infinity, mode: sorted[0]! }
    for (let i = 0; i < n; i++) {
      left += fromLeft[i]!
      right -= toRight[i]!
      const likelihood = left - (i + 1) * fromLeft[i]! + right - (n - 1 - i) * toRight[i]!
      if (likelihood > best.likelihood) best = { likelihood, mode: sorted[i]! }
    }
    return { likelihood: best.likelihood - n * log(width), spec: (min, max) => ({ kind: 'triangular', min, mode: best.mode, max }) }
  })
}

/** Maximum likelihood: for each pair of ends the best mode solves digamma(a) - digamma(6 - a) = mean ln((x - min)/(max - x)). */
export function fitPert(sample: Sample): ContinuousSpec | null {
  const { n } = sample
  return fitEnds(sample, ({ fromLeft, toRight, width }) => {
    const left = fromLeft.reduce((sum, one) => sum + one, 0) / n
    const right = toRight.reduce((sum, one) => sum + one, 0) / n
    let a = 3
    for (let i = 0; i < 8; i++) {
      const slope = trigamma(a) + trigamma(6 - a)
      a = Math.min(5, Math.max(1, a + (left - right - digamma(a) + digamma(6 - a)) / slope))
    }
    const likelihood = n * ((a - 1) * left + (5 - a) * right - lnGamma(a) - lnGamma(6 - a) - 5 * log(width))
    return { likelihood, spec: (min, max) => ({ kind: 'pert', min, mode: min + ((a - 1) / 4) * (max - min), max }) }
  })
}

/**
 * The ends of greatest likelihood for a law with the mean and sd of the sample and no shape below 1. Where the sample is heaped on its ends,
 * they are a little beyond what was seen. Null where no beta law has these moments.
 */
export function fitBeta(sample: Sample): ContinuousSpec | null {
  const { mean, sd, n } = sample
  const found = fitEnds(sample, ({ fromLeft, toRight, width, low }) => {
    const { a, b } = betaShapes(low, low + width, sample)
    if (!(a >= 1 && b >= 1)) return { likelihood: -Infinity, spec: () => null }
    const left = fromLeft.reduce((sum, one) => sum + one, 0)
    const right = toRight.reduce((sum, one) => sum + one, 0)
    const likelihood = (a - 1) * left + (b - 1) * right - n * (lnGamma(a) + lnGamma(b) - lnGamma(a + b) + (a + b - 1) * log(width))
    return { likelihood, spec: (min, max) => ({ kind: 'beta', min, max, mean, sd }) }
  })
  return found ?? heapedBeta(sample)
}

function heapedBeta(sample: Sample): ContinuousSpec | null {
  const { mean, sd, min, max, n } = sample
  const step = (max - min) / n
  const [low, high] = [Math.max(0, min - step), max + step]
  const { a, b } = betaShapes(low, high, sample)
  return a > 0.05 && b > 0.05 && low < mean ? { kind: 'beta', min: low, max: high, mean, sd } : null
}

interface Ends {
  /** ln(x - min) and ln(max - x) of each value. */
  readonly fromLeft: Float64Array
  readonly toRight: Float64Array
  readonly width: number
  readonly low: number
}

interface Inner {
  readonly likelihood: number
  spec(min: number, max: number): ContinuousSpec | null
}

/** Looks for the ends of greatest likelihood outside the sample and not below zero, `inner` finding the best law for given ends. */
function fitEnds({ sorted, min, max, n }: Sample, inner: (ends: Ends) => Inner): ContinuousSpec | null {
  if (!(min > 0)) return null
  const range = max - min
  const ends = (u: number, v: number) => ({ low: Math.max(0, min - range * exp(u)), high: max + range * exp(v) })
  const at = (u: number, v: number): Inner => {
    const { low, high } = ends(u, v)
    return inner({ fromLeft: sorted.map((x) => log(x - low)), toRight: sorted.map((x) => log(high - x)), width: high - low, low })
  }
  const start = -0.5 * log(n) - 0.5
  const cost = (u: number, v: number) => (u > 1 || v > 1 || u < -12 || v < -12 ? Infinity : -at(u, v).likelihood)
  const [u, v] = leastNear(cost, [start, start], { step: 0.7, until: 0.01 })
  const { low, high } = ends(u, v)
  return at(u, v).spec(low, high)
}
