import { digamma, exp, lnGamma, log, trigamma } from '../../engine/math/index.ts'
import type { ContinuousSpec } from '../../scenarios/distribution-spec.ts'
import type { Sample } from './sample.ts'

/** Maximum likelihood of the families of positive values. All take a sample of values above zero that are not all alike. */

export const fitExponential = ({ mean }: Sample): ContinuousSpec => ({ kind: 'exponential', mean })

export function fitGamma(sample: Sample): ContinuousSpec {
  const { mean } = sample
  return { kind: 'gamma', mean, sd: mean / Math.sqrt(gammaShape(sample)) }
}

/** The better of the two whole numbers of phases beside the gamma shape; null where that is the exponential, or beyond what a scenario takes. */
export function fitErlang(sample: Sample): ContinuousSpec | null {
  const shape = gammaShape(sample)
  const { mean, meanLog } = sample
  const likelihood = (k: number) => (k - 1) * meanLog + k * log(k / mean) - k - lnGamma(k)
  const low = Math.max(1, Math.floor(shape))
  const k = likelihood(low) >= likelihood(low + 1) ? low : low + 1
  return k === 1 || k > 1000 ? null : { kind: 'erlang', k, mean }
}

/** Solves ln k - digamma(k) = ln mean - mean ln, by Newton's method on 1/k (Minka 2002). */
function gammaShape({ mean, meanLog }: Sample): number {
  const gap = log(mean) - meanLog
  let k = (3 - gap + Math.sqrt((gap - 3) * (gap - 3) + 24 * gap)) / (12 * gap)
  for (let i = 0; i < 30; i++) {
    const next = 1 / (1 / k + (log(k) - gap - digamma(k)) / (k * k * (1 / k - trigamma(k))))
    if (!(next > 0) || Math.abs(next - k) <= 1e-10 * k) break
    k = next
  }
  return k
}

export function fitLognormal({ meanLog, varianceLog }: Sample): ContinuousSpec {
  const mean = exp(meanLog + varianceLog / 2)
  return { kind: 'lognormal', mean, sd: mean * Math.sqrt(exp(varianceLog) - 1) }
}

/** Solves Σ x^k ln x / Σ x^k - 1/k = mean ln by Newton's method. */
export function fitWeibull({ logs, n, meanLog, varianceLog }: Sample): ContinuousSpec {
  const top = logs[n - 1]!
  let shape = 1.2825 / Math.sqrt(varianceLog)
  let total = n
  for (let i = 0; i < 50; i++) {
    let [first, second] = [0, 0]
    total = 0
    for (const one of logs) {
      const down = one - top
      const weight = exp(shape * down)
      total += weight
      first += weight * down
      second += weight * down * down
    }
    const centre = first / total
    const excess = centre + top - 1 / shape - meanLog
    const slope = second / total - centre * centre + 1 / (shape * shape)
    const next = Math.max(shape / 2, shape - excess / slope)
    if (Math.abs(next - shape) <= 1e-9 * shape) break
    shape = next
  }
  return { kind: 'weibull', shape, scale: exp(top + log(total / n) / shape) }
}

/**
 * A logistic law on the logarithms, by Newton's method in 1/s and m/s, where the likelihood is concave. Null where the shape is so small
 * that there is hardly a mean.
 */
export function fitLoglogistic({ logs, n, meanLog, varianceLog }: Sample): ContinuousSpec | null {
  let shape = 1.8138 / Math.sqrt(varianceLog)
  let place = 0
  for (let i = 0; i < 50; i++) {
    let [toShape, toPlace, a, b, c] = [n / shape, 0, n / (shape * shape), 0, 0]
    for (const one of logs) {
      const x = one - meanLog
      const p = 1 / (1 + exp(place - shape * x))
      const pull = 1 - 2 * p
      const weight = 2 * p * (1 - p)
      toShape += pull * x
      toPlace -= pull
      a += weight * x * x
      b -= weight * x
      c += weight
    }
    const determinant = a * c - b * b
    const stepShape = (c * toShape - b * toPlace) / determinant
    const stepPlace = (a * toPlace - b * toShape) / determinant
    const next = Math.max(shape / 2, shape + stepShape)
    place += stepPlace
    const done = Math.abs(next - shape) <= 1e-9 * shape
    shape = next
    if (done) break
  }
  return shape < 1.02 || shape > 1000 ? null : { kind: 'loglogistic', shape, scale: exp(meanLog + place / shape) }
}

/** By its moments; null where the spread is not clearly above that of the exponential. */
export function fitHyperexponential({ mean, sd }: Sample): ContinuousSpec | null {
  return sd > 1.05 * mean ? { kind: 'hyperexponential', mean, sd } : null
}
