import { constant } from './constant.ts'
import type { Distribution } from './distribution.ts'
import { empirical } from './empirical.ts'
import { erlang } from './erlang.ts'
import { exponential } from './exponential.ts'
import { gamma } from './gamma.ts'
import { lognormal } from './lognormal.ts'
import { normal } from './normal.ts'
import { pert } from './pert.ts'
import { piecewise } from './piecewise.ts'
import { triangular } from './triangular.ts'
import { uniform } from './uniform.ts'
import { weibull } from './weibull.ts'

/** A distribution as plain data: what a scenario says once it is normalised. Durations are in seconds. */
export type DistributionSpec =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'erlang'; readonly k: number; readonly mean: number }
  | { readonly kind: 'gamma'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'lognormal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'pert'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'empirical'; readonly values: readonly number[]; readonly weights?: readonly number[] | undefined }
  | { readonly kind: 'piecewise'; readonly points: readonly (readonly [value: number, cumulative: number])[] }

/** Builds the distribution that `spec` describes. Throws a RangeError that names the value where a parameter makes no sense. */
export function distribution(spec: DistributionSpec): Distribution {
  switch (spec.kind) {
    case 'constant':
      return constant(spec.value)
    case 'uniform':
      return uniform(spec.min, spec.max)
    case 'triangular':
      return triangular(spec.min, spec.mode, spec.max)
    case 'exponential':
      return exponential(spec.mean)
    case 'erlang':
      return erlang(spec.k, spec.mean)
    case 'gamma':
      return gamma(spec.mean, spec.sd)
    case 'normal':
      return normal(spec.mean, spec.sd)
    case 'lognormal':
      return lognormal(spec.mean, spec.sd)
    case 'weibull':
      return weibull(spec.shape, spec.scale)
    case 'pert':
      return pert(spec.min, spec.mode, spec.max)
    case 'empirical':
      return empirical(spec.values, spec.weights)
    case 'piecewise':
      return piecewise(spec.points)
    default:
      return spec satisfies never
  }
}

/** The true mean of what `spec` describes. */
export const meanOf = (spec: DistributionSpec): number => distribution(spec).mean
