import { curve, exp, log } from '../../engine/math/index.ts'
import type { ContinuousSpec, DistributionSpec } from '../../scenarios/distribution-spec.ts'
import { logLikelihood } from './goodness.ts'
import { fitBeta, fitNormal, fitPert, fitTriangular, fitUniform } from './other.ts'
import { fitErlang, fitExponential, fitGamma, fitHyperexponential, fitLoglogistic, fitLognormal, fitWeibull } from './positive.ts'
import { type Sample, sampleOf } from './sample.ts'

/** A kind of law and how its parameters are found. */
export interface Family {
  /** The kind, or `shifted` and the kind. */
  readonly name: string
  readonly kind: ContinuousSpec['kind']
  readonly parameters: number
  readonly shifted: boolean
  /** Null where the family cannot give such values. */
  estimate(sample: Sample): DistributionSpec | null
}

const positive = (kind: Family['kind'], parameters: number, most: (sample: Sample) => ContinuousSpec | null): Family => ({
  name: kind,
  kind,
  parameters,
  shifted: false,
  estimate: (sample) => (sample.min > 0 ? most(sample) : null),
})

const other = (kind: Family['kind'], parameters: number, estimate: (sample: Sample) => ContinuousSpec | null): Family => ({
  name: kind,
  kind,
  parameters,
  shifted: false,
  estimate,
})

/** All that are tried, in the order in which equals are named: the plainer first. */
export const families: readonly Family[] = [
  other('exponential', 1, fitExponential),
  positive('lognormal', 2, fitLognormal),
  positive('gamma', 2, fitGamma),
  positive('weibull', 2, fitWeibull),
  other('normal', 2, fitNormal),
  positive('erlang', 2, fitErlang),
  positive('loglogistic', 2, fitLoglogistic),
  other('uniform', 2, fitUniform),
  other('triangular', 3, fitTriangular),
  other('pert', 3, fitPert),
  other('beta', 4, fitBeta),
  other('hyperexponential', 2, fitHyperexponential),
]

/** Families that make sense on top of a least time. */
const shiftable: readonly Family['kind'][] = ['exponential', 'lognormal', 'gamma', 'weibull']

/** The same on top of a least time, found together with them. */
export const shiftedFamilies: readonly Family[] = families
  .filter(({ kind }) => shiftable.includes(kind))
  .map((family) => ({
    ...family,
    name: `shifted ${family.kind}`,
    parameters: family.parameters + 1,
    shifted: true,
    estimate: (sample) => withLeastTime(sample, family),
  }))

/**
 * The least time of greatest likelihood, by golden section over how far it is below the least value. Nearer to it than half of what would be
 * between values that were spread evenly the likelihood of these families can grow without end, and tells nothing; shapes below 1 are left out
 * for the same reason.
 */
function withLeastTime(sample: Sample, family: Family): DistributionSpec | null {
  const { min, max, n, sorted } = sample
  const at = (u: number) => {
    const by = Math.max(0, min - exp(u))
    const of = family.estimate(by === 0 ? sample : sampleOf(sorted.map((x) => x - by))) as ContinuousSpec | null
    if (of === null || (of.kind === 'weibull' && of.shape < 1) || (of.kind === 'gamma' && of.sd > of.mean)) return null
    const spec: DistributionSpec = { kind: 'shifted', by, of }
    return { spec, likelihood: logLikelihood(sample, curve(spec)) }
  }
  const cost = (u: number) => -(at(u)?.likelihood ?? -Infinity)
  let [low, high] = [log((max - min) / (2 * n)), log(Math.min(Math.max(min, (max - min) / n), 2 * (max - min)))]
  const golden = 0.6180339887498949
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)]
  let [costA, costB] = [cost(a), cost(b)]
  for (let i = 0; i < 14; i++) {
    if (costA <= costB) {
      ;[high, b, costB] = [b, a, costA]
      a = high - golden * (high - low)
      costA = cost(a)
    } else {
      ;[low, a, costA] = [a, b, costB]
      b = low + golden * (high - low)
      costB = cost(b)
    }
  }
  return at(costA <= costB ? a : b)?.spec ?? null
}
