/** A random duration or quantity with a density, as plain data. Times are seconds. `mean` and `sd` are those of the variate itself, also for the lognormal. */
export type ContinuousSpec =
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'erlang'; readonly k: number; readonly mean: number }
  | { readonly kind: 'gamma'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'lognormal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  /** `scale` is the median. */
  | { readonly kind: 'loglogistic'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'pert'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'beta'; readonly min: number; readonly max: number; readonly mean: number; readonly sd: number }
  | { readonly kind: 'hyperexponential'; readonly mean: number; readonly sd: number }

/** A random duration, quantity or count as plain data. */
export type DistributionSpec =
  | ContinuousSpec
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'empirical'; readonly values: readonly number[]; readonly weights?: readonly number[] }
  | { readonly kind: 'piecewise'; readonly points: readonly (readonly [value: number, cumulative: number])[] }
  /** Counts from 1, for `cycles`. */
  | { readonly kind: 'geometric'; readonly mean: number }
  /** Counts from 0. */
  | { readonly kind: 'poisson'; readonly mean: number }
  | { readonly kind: 'shifted'; readonly by: number; readonly of: ContinuousSpec }
  /** `max` null: without an upper end. */
  | { readonly kind: 'truncated'; readonly of: ContinuousSpec; readonly min: number; readonly max: number | null }

/** What no draw is above: the upper end of the law; ∞ where it has none. */
export function upperEnd(spec: DistributionSpec): number {
  switch (spec.kind) {
    case 'constant':
      return spec.value
    case 'empirical':
      return Math.max(...spec.values)
    case 'piecewise':
      return spec.points.at(-1)?.[0] ?? Number.NaN
    case 'shifted':
      return spec.by + upperEnd(spec.of)
    case 'truncated':
      return Math.min(spec.max ?? Number.POSITIVE_INFINITY, upperEnd(spec.of))
    default:
      return 'max' in spec ? spec.max : Number.POSITIVE_INFINITY
  }
}
