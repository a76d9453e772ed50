import { betaCurve, betaShapes, pertShapes } from './beta.ts'
import { geometricCurve, poissonCurve } from './counts.ts'
import type { Curve } from './curve.ts'
import { exponentialCurve, gammaCurve } from './gamma.ts'
import { hyperexponentialCurve } from './hyperexponential.ts'
import { listCurve } from './list.ts'
import { loglogisticCurve } from './loglogistic.ts'
import { lognormalCurve } from './lognormal.ts'
import { cutNormalCurve } from './normal.ts'
import { piecewiseCurve } from './piecewise.ts'
import { pointCurve } from './point.ts'
import { shiftedCurve } from './shifted.ts'
import { triangularCurve } from './triangular.ts'
import { truncatedCurve } from './truncated.ts'
import { uniformCurve } from './uniform.ts'
import { weibullCurve } from './weibull.ts'

/** Laws with a density, which can be cut off or moved. */
export type ContinuousSpec =
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'erlang'; readonly k: number; readonly mean: number }
  | { readonly kind: 'gamma'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'lognormal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'loglogistic'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'pert'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'beta'; readonly min: number; readonly max: number; readonly mean: number; readonly sd: number }
  | { readonly kind: 'hyperexponential'; readonly mean: number; readonly sd: number }

/** A distribution as plain data: what a scenario says once it is normalised. Durations are in seconds. */
export type DistributionSpec =
  | ContinuousSpec
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'empirical'; readonly values: readonly number[]; readonly weights?: readonly number[] | undefined }
  | { readonly kind: 'piecewise'; readonly points: readonly (readonly [value: number, cumulative: number])[] }
  | { readonly kind: 'geometric'; readonly mean: number }
  | { readonly kind: 'poisson'; readonly mean: number }
  | { readonly kind: 'shifted'; readonly by: number; readonly of: ContinuousSpec }
  | { readonly kind: 'truncated'; readonly of: ContinuousSpec; readonly min: number; readonly max: number | null }

/** The curve of what `spec` describes. Parameters are taken as they are: `distribution` of engine/random judges them. */
export function curve(spec: DistributionSpec): Curve {
  switch (spec.kind) {
    case 'constant':
      return pointCurve(spec.value)
    case 'uniform':
      return uniformCurve(spec.min, spec.max)
    case 'triangular':
      return triangularCurve(spec.min, spec.mode, spec.max)
    case 'exponential':
      return exponentialCurve(spec.mean)
    case 'erlang':
      return gammaCurve(spec.k, spec.mean)
    case 'gamma':
      return spec.sd === 0 ? pointCurve(spec.mean) : gammaCurve((spec.mean / spec.sd) * (spec.mean / spec.sd), spec.mean)
    case 'normal':
      return cutNormalCurve(spec.mean, spec.sd)
    case 'lognormal':
      return lognormalCurve(spec.mean, spec.sd)
    case 'weibull':
      return weibullCurve(spec.shape, spec.scale)
    case 'loglogistic':
      return loglogisticCurve(spec.shape, spec.scale)
    case 'pert':
      return betaCurve(spec.min, spec.max, pertShapes(spec.min, spec.mode, spec.max))
    case 'beta':
      return betaCurve(spec.min, spec.max, betaShapes(spec.min, spec.max, spec))
    case 'hyperexponential':
      return hyperexponentialCurve(spec.mean, spec.sd)
    case 'empirical':
      return listCurve(spec.values, spec.weights)
    case 'piecewise':
      return piecewiseCurve(spec.points)
    case 'geometric':
      return geometricCurve(spec.mean)
    case 'poisson':
      return poissonCurve(spec.mean)
    case 'shifted':
      return shiftedCurve(curve(spec.of), spec.by)
    case 'truncated':
      return truncatedCurve(curve(spec.of), spec.min, spec.max ?? Infinity)
    default:
      return spec satisfies never
  }
}
