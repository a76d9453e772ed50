import { betaIncomplete, exp, gammaP, lnGamma, log, log1p, normalCdf, normalDensity, pow } from '../../engine/math/index.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'

/** Its expected value. A normal is cut off at zero, as durations are, so its mean is a little more than the one it is given. */
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
      return spec.scale * exp(lnGamma(1 + 1 / spec.shape))
    case 'normal': {
      if (spec.sd === 0) return spec.mean
      const cut = spec.mean / spec.sd
      return spec.mean + (spec.sd * normalDensity(cut)) / normalCdf(cut)
    }
    case 'empirical':
      return weighted(spec).reduce((sum, { value, share }) => sum + value * share, 0)
    case 'piecewise':
      return pieces(spec.points).reduce((sum, { from, to, share }) => sum + ((from + to) / 2) * share, 0)
    default:
      return spec.mean
  }
}

/** Share of the distribution at or below x. */
export function cdf(spec: DistributionSpec, x: number): number {
  switch (spec.kind) {
    case 'constant':
      return x >= spec.value ? 1 : 0
    case 'uniform':
      return spec.max > spec.min ? clamp((x - spec.min) / (spec.max - spec.min)) : cdf({ kind: 'constant', value: spec.min }, x)
    case 'triangular': {
      const { min, mode, max } = spec
      if (x <= min) return max > min || x < min ? 0 : 1
      if (x >= max) return 1
      return x <= mode ? ((x - min) * (x - min)) / ((max - min) * (mode - min)) : 1 - ((max - x) * (max - x)) / ((max - min) * (max - mode))
    }
    case 'exponential':
      return x <= 0 ? 0 : 1 - exp(-x / spec.mean)
    case 'erlang':
      return gammaP(spec.k, (x * spec.k) / spec.mean)
    case 'gamma': {
      if (spec.sd === 0) return cdf({ kind: 'constant', value: spec.mean }, x)
      const shape = (spec.mean * spec.mean) / (spec.sd * spec.sd)
      return gammaP(shape, (x * shape) / spec.mean)
    }
    case 'normal': {
      if (spec.sd === 0) return cdf({ kind: 'constant', value: spec.mean }, x)
      if (x <= 0) return 0
      const below = normalCdf(-spec.mean / spec.sd)
      return (normalCdf((x - spec.mean) / spec.sd) - below) / (1 - below)
    }
    case 'lognormal': {
      if (spec.sd === 0) return cdf({ kind: 'constant', value: spec.mean }, x)
      if (x <= 0) return 0
      const ratio = spec.sd / spec.mean
      const variance = log1p(ratio * ratio)
      return normalCdf((log(x / spec.mean) + variance / 2) / Math.sqrt(variance))
    }
    case 'weibull':
      return x <= 0 ? 0 : 1 - exp(-pow(x / spec.scale, spec.shape))
    case 'pert': {
      const { min, mode, max } = spec
      if (max <= min) return cdf({ kind: 'constant', value: min }, x)
      const rise = (4 * (mode - min)) / (max - min)
      return betaIncomplete(1 + rise, 5 - rise, clamp((x - min) / (max - min)))
    }
    case 'empirical':
      return weighted(spec).reduce((sum, { value, share }) => sum + (value <= x ? share : 0), 0)
    case 'piecewise':
      return pieces(spec.points).reduce(
        (sum, { from, to, share }) => sum + share * (to > from ? clamp((x - from) / (to - from)) : x >= to ? 1 : 0),
        0,
      )
    default:
      return spec satisfies never
  }
}

const clamp = (share: number) => Math.min(1, Math.max(0, share))

function weighted({ values, weights }: { readonly values: readonly number[]; readonly weights?: readonly number[] }) {
  const total = weights ? weights.reduce((a, b) => a + b, 0) : values.length
  return values.map((value, i) => ({ value, share: (weights?.[i] ?? 1) / total }))
}

function pieces(points: readonly (readonly [value: number, cumulative: number])[]) {
  return points.slice(1).map(([to, above], i) => {
    const [from, below] = points[i] as readonly [number, number]
    return { from, to, share: above - below }
  })
}
