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

/** The kinds, each with its parameters. */
export const DistributionObject = z.discriminatedUnion('kind', [
  constant,
  uniform,
  triangular,
  exponential,
  erlang,
  gamma,
  normal,
  lognormal,
  weibull,
  pert,
  empirical,
  piecewise,
])

/** A random duration (or count): an object with a `kind`, or a plain duration, which is constant. */
export const Distribution = z.union([Duration, DistributionObject], {
  error: (issue) =>
    issue.input === undefined
      ? undefined
      : 'expected a duration such as `52 s`, or a distribution such as `{ kind: exponential, mean: 52 s }`',
})
export type DistributionInput = z.infer<typeof Distribution>
