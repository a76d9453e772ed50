import { type Curve, curve, log } from '../../engine/math/index.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import { bootstrap, type Luck } from './bootstrap.ts'
import { type Family, families, shiftedFamilies } from './families.ts'
import { type ChiSquare, chiSquare, type Distances, distances, logLikelihood } from './goodness.ts'
import { lineOf, shown } from './line.ts'
import { gridOf, type Remark, remarksOn } from './remarks.ts'
import { type Sample, sampleOf, sampleQuantile } from './sample.ts'

export type { Luck } from './bootstrap.ts'

export interface FitOptions {
  /** Where the chance of the bootstrap comes from. */
  readonly luck: Luck
}

/** Laws for measured durations, each with how well it fits. Plain data; durations are seconds. */
export interface Fit {
  readonly summary: Summary
  /** Best first, by BIC. */
  readonly candidates: readonly Candidate[]
  readonly remarks: readonly Remark[]
  readonly recommended: Recommendation
}

export interface Summary {
  readonly n: number
  readonly mean: number
  readonly sd: number
  /** sd / mean; null where all values are zero. */
  readonly cv: number | null
  readonly min: number
  readonly median: number
  readonly max: number
}

export interface Candidate extends Distances {
  /** The kind, or `shifted` and the kind. */
  readonly name: string
  readonly spec: DistributionSpec
  readonly parameters: number
  readonly logLikelihood: number
  readonly aic: number
  readonly bic: number
  readonly ksP: number
  readonly adP: number
  /** Samples behind the two p-values. */
  readonly samples: number
  readonly chiSquare: ChiSquare | null
}

export interface Recommendation {
  readonly spec: DistributionSpec
  /** The spec as it is written into a scenario. */
  readonly line: string
  readonly because: string
}

/** Below this p-value a family is rejected. */
const REJECTED = 0.05
/** A least time has to earn itself: so much better than without has the BIC to be. */
const WORTH_A_SHIFT = 6
/** With so many values tests find differences that matter to nobody: a law this close everywhere may then be used all the same. */
const MANY = 1000
const CLOSE = 0.03

/**
 * Fits every family to durations in the order they were observed, two at least, each finite and not negative: maximum likelihood (moments for
 * beta and hyperexponential), Kolmogorov–Smirnov and Anderson–Darling with p-values by parametric bootstrap, chi-square, AIC and BIC.
 * Recommended is the family of least BIC that Anderson–Darling does not reject at 5 %, and the data themselves where it rejects all.
 */
export function fitDurations(observed: readonly number[], { luck }: FitOptions): Fit {
  const sample = sampleOf(observed)
  const { n, mean, sd, min, max } = sample
  if (!(n >= 2 && min >= 0 && max < Infinity)) throw new RangeError('fitDurations: two or more finite values of zero or more are needed')
  const summary = { n, mean, sd, cv: mean > 0 ? sd / mean : null, min, median: sampleQuantile(sample, 0.5), max }
  if (max - min <= 1e-12 * max) {
    const spec = { kind: 'constant', value: mean } as const
    return { summary, candidates: [], remarks: [], recommended: { spec, line: lineOf(spec), because: 'all values are alike' } }
  }
  const grid = gridOf(sample)
  const candidates = estimated(sample)
    .map(({ family, spec, law, ...likelihood }): Candidate => {
      const apart = distances(sample, law)
      const { ks, ad, samples } = bootstrap(sample, family, spec, apart, { luck, grid })
      const { name, parameters } = family
      return { name, spec, parameters, ...likelihood, ...apart, ksP: ks, adP: ad, samples, chiSquare: chiSquare(sample, law, parameters) }
    })
    .sort((a, b) => a.bic - b.bic)
  const remarks = remarksOn(observed, sample, shown)
  const recommended = recommend(sample, candidates)
  return { summary, candidates, remarks: [...remarks, ...tooMany(sample, candidates)], recommended }
}

interface Estimate {
  readonly family: Family
  readonly spec: DistributionSpec
  readonly law: Curve
  readonly logLikelihood: number
  readonly aic: number
  readonly bic: number
}

/** All families that can give the sample; those on top of a least time only where it is worth it. */
function estimated(sample: Sample): Estimate[] {
  const of = (family: Family): Estimate[] => {
    const spec = family.estimate(sample)
    if (spec === null || (spec.kind === 'shifted' && spec.by === 0)) return []
    const law = curve(spec)
    const likelihood = logLikelihood(sample, law)
    if (!Number.isFinite(likelihood)) return []
    const { parameters } = family
    return [
      {
        family,
        spec,
        law,
        logLikelihood: likelihood,
        aic: 2 * parameters - 2 * likelihood,
        bic: parameters * log(sample.n) - 2 * likelihood,
      },
    ]
  }
  const plain = families.flatMap(of)
  const without = (kind: string) => plain.find(({ family }) => family.name === kind)?.bic ?? Infinity
  return [...plain, ...shiftedFamilies.flatMap(of).filter(({ bic, family }) => bic < without(family.kind) - WORTH_A_SHIFT)]
}

function recommend(sample: Sample, candidates: readonly Candidate[]): Recommendation {
  const passed = candidates.find(({ adP }) => adP >= REJECTED)
  if (passed) {
    const { name, spec, adP, samples } = passed
    const others = candidates.filter((one) => one.adP >= REJECTED && one !== passed && one.bic - passed.bic < 2).map((one) => one.name)
    const alike = others.length === 0 ? '' : `; ${others.join(', ')} ${others.length === 1 ? 'fits' : 'fit'} about as well`
    const because = `${name} has the least BIC of the families that are not rejected (Anderson–Darling p = ${pText(adP, samples)})${alike}`
    return { spec, line: lineOf(spec), because }
  }
  const closest = candidates.reduce<Candidate | null>((best, one) => (best && best.ks <= one.ks ? best : one), null)
  if (closest && sample.n >= MANY && closest.ks < CLOSE) {
    const { name, spec, ks } = closest
    const because = `the tests reject every family, but ${name} is nowhere off by more than ${(100 * ks).toFixed(1)} % of the values`
    return { spec, line: lineOf(spec), because }
  }
  const spec = asMeasured(sample)
  return { spec, line: lineOf(spec), because: 'the tests reject every family, so the values themselves are used' }
}

/** The data as a law: each value where they are few, straight lines between quantiles where they are many. */
function asMeasured(sample: Sample): DistributionSpec {
  if (sample.n <= 20) return { kind: 'empirical', values: [...sample.sorted] }
  const steps = 20
  const points = Array.from({ length: steps + 1 }, (_, i) => [sampleQuantile(sample, i / steps), i / steps] as const)
  return { kind: 'piecewise', points }
}

function tooMany({ n }: Sample, candidates: readonly Candidate[]): Remark[] {
  const closest = Math.min(...candidates.map(({ ks }) => ks))
  if (n < 5 * MANY || candidates.some(({ adP }) => adP >= REJECTED) || closest >= CLOSE) return []
  const text = `with ${n} values the tests reject differences that matter to nobody; look at the greatest difference (D) and the plot instead.`
  return [{ kind: 'many', text }]
}

/** `0.43`, or `< 0.01` where none of the samples was as far. */
export function pText(p: number, samples: number): string {
  const least = 1 / (samples + 1)
  if (p <= least * 1.000001) return `< ${least < 0.0095 ? '0.004' : '0.01'}`
  return p < 0.1 ? p.toFixed(3) : p.toFixed(2)
}
