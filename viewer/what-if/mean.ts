import { meanOf as trueMean } from '../../analysis/distribution.ts'
import type { ContinuousSpec, DistributionSpec } from '../../scenarios/distribution-spec.ts'

/** The mean of a distribution. */
export function meanOf(spec: DistributionSpec): number {
  switch (spec.kind) {
    case 'constant':
      return spec.value
    case 'uniform':
      return (spec.min + spec.max) / 2
    case 'triangular':
      return (spec.min + spec.mode + spec.max) / 3
    case 'pert':
      return (spec.min + 4 * spec.mode + spec.max) / 6
    case 'weibull':
      return spec.scale * gamma(1 + 1 / spec.shape)
    case 'empirical': {
      const weights = spec.weights ?? spec.values.map(() => 1)
      const all = weights.reduce((sum, weight) => sum + weight, 0)
      return spec.values.reduce((sum, value, i) => sum + value * weights[i]!, 0) / all
    }
    case 'piecewise':
      return spec.points.reduce((sum, [value, cumulative], i) => {
        const before = spec.points[i - 1]
        return before ? sum + ((value + before[0]) / 2) * (cumulative - before[1]) : sum
      }, 0)
    case 'loglogistic':
      return (spec.scale * Math.PI) / spec.shape / Math.sin(Math.PI / spec.shape)
    case 'shifted':
      return spec.by + meanOf(spec.of)
    case 'truncated':
      return trueMean(spec)
    default:
      return spec.mean
  }
}

/** The same shape with another mean: every time in it longer or shorter by the same factor. */
export function withMean(spec: ContinuousSpec, mean: number): ContinuousSpec
export function withMean(spec: DistributionSpec, mean: number): DistributionSpec
export function withMean(spec: DistributionSpec, mean: number): DistributionSpec {
  const factor = mean / meanOf(spec)
  switch (spec.kind) {
    case 'constant':
      return { ...spec, value: mean }
    case 'uniform':
      return { ...spec, min: spec.min * factor, max: spec.max * factor }
    case 'triangular':
    case 'pert':
      return { ...spec, min: spec.min * factor, mode: spec.mode * factor, max: spec.max * factor }
    case 'weibull':
    case 'loglogistic':
      return { ...spec, scale: spec.scale * factor }
    case 'beta':
      return { ...spec, min: spec.min * factor, max: spec.max * factor, mean, sd: spec.sd * factor }
    case 'shifted':
      return { ...spec, by: spec.by * factor, of: longer(spec.of, factor) }
    case 'truncated':
      return { ...spec, of: longer(spec.of, factor), min: spec.min * factor, max: spec.max === null ? null : spec.max * factor }
    case 'empirical':
      return { ...spec, values: spec.values.map((value) => value * factor) }
    case 'piecewise':
      return { ...spec, points: spec.points.map(([value, cumulative]) => [value * factor, cumulative] as const) }
    case 'gamma':
    case 'normal':
    case 'lognormal':
    case 'hyperexponential':
      return { ...spec, mean, sd: spec.sd * factor }
    default:
      return { ...spec, mean }
  }
}

const longer = (spec: ContinuousSpec, factor: number) => withMean(spec, meanOf(spec) * factor)

/** Lanczos' approximation (g = 7), good to 15 figures for x > 0.5: Γ(5) = 24. */
function gamma(x: number): number {
  const t = x + 6.5
  const sum = LANCZOS.reduce((all, coefficient, i) => all + coefficient / (x - 1 + i + 1), 0.999_999_999_999_809_9)
  return Math.sqrt(2 * Math.PI) * t ** (x - 0.5) * Math.exp(-t) * sum
}

const LANCZOS = [
  676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6, 12.507_343_278_686_905,
  -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
]
