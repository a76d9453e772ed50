import type { DistributionSpec } from '../math/index.ts'
import { beta } from './beta.ts'
import { constant } from './constant.ts'
import type { Distribution } from './distribution.ts'
import { empirical } from './empirical.ts'
import { erlang } from './erlang.ts'
import { exponential } from './exponential.ts'
import { gamma } from './gamma.ts'
import { geometric } from './geometric.ts'
import { hyperexponential } from './hyperexponential.ts'
import { loglogistic } from './loglogistic.ts'
import { lognormal } from './lognormal.ts'
import { normal } from './normal.ts'
import { pert } from './pert.ts'
import { piecewise } from './piecewise.ts'
import { poisson } from './poisson.ts'
import { shifted } from './shifted.ts'
import { triangular } from './triangular.ts'
import { truncated } from './truncated.ts'
import { uniform } from './uniform.ts'
import { weibull } from './weibull.ts'

export type { DistributionSpec }

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
    case 'loglogistic':
      return loglogistic(spec.shape, spec.scale)
    case 'beta':
      return beta(spec)
    case 'hyperexponential':
      return hyperexponential(spec.mean, spec.sd)
    case 'geometric':
      return geometric(1 / spec.mean)
    case 'poisson':
      return poisson(spec.mean)
    case 'shifted':
      return shifted(distribution(spec.of), spec.by)
    case 'truncated': {
      distribution(spec.of) // judges its parameters
      return truncated(spec.of, spec.min, spec.max ?? Infinity)
    }
    default:
      return spec satisfies never
  }
}

/** The true mean of what `spec` describes. */
export const meanOf = (spec: DistributionSpec): number => distribution(spec).mean
