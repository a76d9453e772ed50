import { z } from 'zod'
import { Duration, Ratio } from './values.ts'

const mean = Duration.describe('The mean of the variate itself.')
const sd = Duration.optional().describe('The standard deviation of the variate itself; or write `cv`.')
const cv = z.number().min(0).max(1000).optional().describe('Coefficient of variation, sd / mean; instead of `sd`.')
const min = Duration.describe('The least value.')
const max = Duration.describe('The greatest value.')
const mode = Duration.describe('The most likely value.')

const constant = z.strictObject({ kind: z.literal('constant'), value: Duration.describe('Always this.') })
const uniform = z.strictObject({ kind: z.literal('uniform'), min, max })
const triangular = z.strictObject({ kind: z.literal('triangular'), min, mode, max })
const exponential = z.strictObject({ kind: z.literal('exponential'), mean: mean })
const erlang = z.strictObject({ kind: z.literal('erlang'), k: z.int().min(1).max(1000).describe('Number of phases.'), mean })
const gamma = z.strictObject({ kind: z.literal('gamma'), mean, sd, cv })
const normal = z.strictObject({ kind: z.literal('normal'), mean, sd, cv })
const lognormal = z.strictObject({ kind: z.literal('lognormal'), mean, sd, cv })
const weibull = z.strictObject({
  kind: z.literal('weibull'),
  shape: z.number().min(0.05).max(1000).describe('Below 1: early failures; 1: exponential; above 1: wear.'),
  scale: Duration.optional().describe('The characteristic life, which 63.2 % do not outlive; or write `mean`.'),
  mean: Duration.optional().describe('Instead of `scale`.'),
})
const pert = z.strictObject({ kind: z.literal('pert'), min, mode, max })
const loglogistic = z.strictObject({
  kind: z.literal('loglogistic'),
  shape: z.number().gt(1).max(1000).describe('Above 1; the smaller, the heavier the tail.'),
  scale: Duration.optional().describe('The median; or write `mean`.'),
  mean: Duration.optional().describe('Instead of `scale`.'),
})
const beta = z.strictObject({
  kind: z.literal('beta'),
  min,
  max,
  mean: Duration.optional().describe('The mean of the variate itself, with `sd` or `cv`; or write `alpha` and `beta`.'),
  sd,
  cv,
  alpha: z.number().min(0.01).max(1e6).optional().describe('First shape, instead of a mean.'),
  beta: z.number().min(0.01).max(1e6).optional().describe('Second shape, instead of a spread.'),
})
const hyperexponential = z.strictObject({
  kind: z.literal('hyperexponential'),
  mean,
  sd: Duration.optional().describe('The standard deviation of the variate itself, above the mean; or write `cv`.'),
  cv: z.number().gt(1).max(1000).optional().describe('Coefficient of variation, sd / mean, above 1; instead of `sd`.'),
})
const empirical = z.strictObject({
  kind: z.literal('empirical'),
  values: z.array(Duration).min(1).describe('Values that occur.'),
  weights: z.array(z.number().min(0).max(1e15)).optional().describe('How often each occurs, in any measure. Default: equally often.'),
})
const piecewise = z.strictObject({
  kind: z.literal('piecewise'),
  points: z
    .array(z.tuple([Duration, Ratio]))
    .min(2)
    .describe('Pairs of a value and the share at or below it, rising from 0 to 1; straight lines between.'),
})

const geometric = z.strictObject({
  kind: z.literal('geometric'),
  mean: z.number().min(1).max(1e9).describe('Units until the first hit, it included; only where units are counted.'),
})
const poisson = z.strictObject({
  kind: z.literal('poisson'),
  mean: z.number().gt(0).max(1e6).describe('How many are expected; only where units are counted.'),
})

const continuous = [
  uniform,
  triangular,
  exponential,
  erlang,
  gamma,
  normal,
  lognormal,
  weibull,
  loglogistic,
  pert,
  beta,
  hyperexponential,
] as const

/** The kinds with a density, which can be moved or cut off. */
export const ContinuousObject = z.discriminatedUnion('kind', continuous)

const shifted = z.strictObject({
  kind: z.literal('shifted'),
  by: Duration.describe('What is added: nothing takes less.'),
  of: ContinuousObject.describe('What varies on top.'),
})
const truncated = z.strictObject({
  kind: z.literal('truncated'),
  of: ContinuousObject.describe('What is cut off. Its shape in between stays; mean and sd change.'),
  min: Duration.optional().describe('Nothing below. Default: 0.'),
  max: Duration.nullable().optional().describe('Nothing above. Default: no end.'),
})

/** The kinds, each with its parameters. */
export const DistributionObject = z.discriminatedUnion('kind', [
  constant,
  ...continuous,
  empirical,
  piecewise,
  geometric,
  poisson,
  shifted,
  truncated,
])

/** A random duration (or count): an object with a `kind`, or a plain duration, which is constant. */
export const Distribution = z.union([Duration, DistributionObject], {
  error: (issue) =>
    issue.input === undefined
      ? undefined
      : 'expected a duration such as `52 s`, or a distribution such as `{ kind: exponential, mean: 52 s }`',
})
export type ContinuousInput = z.infer<typeof ContinuousObject>
export type DistributionInput = z.infer<typeof Distribution>
