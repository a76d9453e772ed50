import type { ContinuousSpec, DistributionSpec } from '../distribution-spec.ts'
import { gamma } from '../gamma-function.ts'
import type { ContinuousInput, DistributionInput } from '../schema/distribution.ts'
import type { Path } from '../tree.ts'
import type { Reader } from './reader.ts'

export interface DistributionOptions {
  /** A number of units instead of a duration. */
  readonly count?: boolean
  /** It must not be zero for ever: something happens again and again after it. */
  readonly positive?: boolean
}

/** The kinds with two ways to write them (`cv`, Weibull by its mean) in the one way the engine knows; a spread of nothing is a constant. */
export function distribution(reader: Reader, input: DistributionInput, path: Path, options: DistributionOptions = {}): DistributionSpec {
  const spec = typeof input === 'object' ? fromObject(reader, input, path, options) : constant(number(reader, input, path, options))
  if (options.positive && isZero(spec)) reader.wrong(path, 'is always zero', 'write something above zero')
  return spec
}

const constant = (value: number): DistributionSpec => ({ kind: 'constant', value })

function fromObject(
  reader: Reader,
  input: Exclude<DistributionInput, string | number>,
  path: Path,
  options: DistributionOptions,
): DistributionSpec {
  const at = (key: string, value: string | number) => number(reader, value, [...path, key], options)
  const positive = (key: string, value: string | number) => {
    const read = at(key, value)
    return read === 0 ? reader.wrong([...path, key], 'is zero', 'write something above zero, or a plain constant') : read
  }
  switch (input.kind) {
    case 'constant':
      return constant(at('value', input.value))
    case 'uniform': {
      const [min, max] = [at('min', input.min), at('max', input.max)]
      if (min > max) reader.wrong([...path, 'min'], `is above \`max\`: ${input.min} > ${input.max}`, 'write the smaller one as `min`')
      return min === max ? constant(min) : { kind: 'uniform', min, max }
    }
    case 'triangular':
    case 'pert': {
      const [min, mode, max] = [at('min', input.min), at('mode', input.mode), at('max', input.max)]
      if (min > max) reader.wrong([...path, 'min'], `is above \`max\`: ${input.min} > ${input.max}`, 'write the smaller one as `min`')
      else if (mode < min || mode > max)
        reader.wrong(
          [...path, 'mode'],
          `is not between \`min\` and \`max\`: ${input.mode}`,
          `write a value from ${input.min} to ${input.max}`,
        )
      return min === max ? constant(min) : { kind: input.kind, min, mode, max }
    }
    case 'exponential':
      return { kind: 'exponential', mean: positive('mean', input.mean) }
    case 'erlang':
      return { kind: 'erlang', k: input.k, mean: positive('mean', input.mean) }
    case 'gamma':
    case 'normal':
    case 'lognormal': {
      const mean = positive('mean', input.mean)
      const sd = spread(reader, input, path, { mean, at })
      return sd === 0 ? constant(mean) : { kind: input.kind, mean, sd }
    }
    case 'weibull':
    case 'loglogistic': {
      if (input.scale !== undefined && input.mean !== undefined)
        reader.wrong([...path, 'mean'], 'stands beside `scale`, and they say the same', 'keep one of `scale` and `mean`')
      const { kind, shape } = input
      if (input.scale !== undefined) return { kind, shape, scale: positive('scale', input.scale) }
      if (input.mean === undefined)
        reader.wrong(path, 'has no size', `add \`scale\`, the ${kind === 'weibull' ? 'characteristic life' : 'median'}, or \`mean\``)
      const mean = input.mean === undefined ? Number.NaN : positive('mean', input.mean)
      const meanOfUnit = kind === 'weibull' ? gamma(1 + 1 / shape) : gamma(1 + 1 / shape) * gamma(1 - 1 / shape)
      return { kind, shape, scale: mean / meanOfUnit }
    }
    case 'beta':
      return beta(reader, input, path, at)
    case 'hyperexponential': {
      const mean = positive('mean', input.mean)
      const sd = spread(reader, input, path, { mean, at })
      if (sd <= mean)
        reader.wrong([...path, 'sd'], `is not above the mean: ${input.sd}`, 'write more than the mean, or `kind: exponential` or `gamma`')
      return { kind: 'hyperexponential', mean, sd }
    }
    case 'geometric':
    case 'poisson':
      if (!options.count)
        reader.wrong([...path, 'kind'], `is \`${input.kind}\`, which counts, and a duration is needed`, 'choose a kind of duration')
      return { kind: input.kind, mean: input.mean }
    case 'shifted': {
      const by = at('by', input.by)
      const of = continuous(reader, input.of, [...path, 'of'], options)
      if (of.kind === 'constant') return constant(by + of.value)
      return by === 0 ? of : { kind: 'shifted', by, of }
    }
    case 'truncated':
      return truncated(reader, input, path, options)
    case 'empirical': {
      const values = input.values.map((value, i) => number(reader, value, [...path, 'values', i], options))
      if (input.weights === undefined) return { kind: 'empirical', values }
      if (input.weights.length !== values.length)
        reader.wrong(
          [...path, 'weights'],
          `has ${input.weights.length} elements for ${values.length} values`,
          'write one weight for each value',
        )
      else if (input.weights.every((weight) => weight === 0))
        reader.wrong([...path, 'weights'], 'is zero throughout', 'give at least one value a weight')
      return { kind: 'empirical', values, weights: input.weights }
    }
    case 'piecewise':
      return { kind: 'piecewise', points: points(reader, input.points, [...path, 'points'], options) }
  }
}

type At = (key: string, value: string | number) => number

/** `sd`, or `cv` times the mean. */
function spread(
  reader: Reader,
  input: { readonly sd?: string | number | undefined; readonly cv?: number | undefined },
  path: Path,
  { mean, at }: { readonly mean: number; readonly at: At },
): number {
  if (input.sd !== undefined && input.cv !== undefined)
    reader.wrong([...path, 'cv'], 'stands beside `sd`, and they say the same', 'keep one of `sd` and `cv`')
  if (input.sd !== undefined) return at('sd', input.sd)
  if (input.cv !== undefined) return input.cv * mean
  return reader.wrong(path, 'has no spread', 'add `sd`, the standard deviation, or `cv`, sd / mean')
}

/** By mean and spread, or by its shapes: mean = min + (max - min) α/(α + β), sd = (max - min) √(αβ / (α + β + 1)) / (α + β). */
function beta(reader: Reader, input: Extract<ContinuousInput, { kind: 'beta' }>, path: Path, at: At): DistributionSpec {
  const [min, max] = [at('min', input.min), at('max', input.max)]
  if (min > max) reader.wrong([...path, 'min'], `is above \`max\`: ${input.min} > ${input.max}`, 'write the smaller one as `min`')
  const { alpha, beta } = input
  if (alpha !== undefined && beta !== undefined) {
    if (input.mean !== undefined || input.sd !== undefined || input.cv !== undefined)
      reader.wrong([...path, 'alpha'], 'stands beside a mean or spread, and they say the same', 'keep the shapes, or `mean` and `sd`')
    if (min === max) return constant(min)
    const [width, sum] = [max - min, alpha + beta]
    return { kind: 'beta', min, max, mean: min + (width * alpha) / sum, sd: (width * Math.sqrt((alpha * beta) / (sum + 1))) / sum }
  }
  if (alpha !== undefined || beta !== undefined || input.mean === undefined) {
    reader.wrong(path, 'has no shape', 'add `mean` and `sd` (or `cv`), or both `alpha` and `beta`')
    return constant(Number.NaN)
  }
  const mean = at('mean', input.mean)
  const sd = spread(reader, input, path, { mean, at })
  if (min === max || sd === 0) return constant(mean)
  if (mean <= min || mean >= max)
    reader.wrong(
      [...path, 'mean'],
      `is not between \`min\` and \`max\`: ${input.mean}`,
      `write a value between ${input.min} and ${input.max}`,
    )
  else if (sd * sd >= (mean - min) * (max - mean))
    reader.wrong(
      [...path, input.sd === undefined ? 'cv' : 'sd'],
      'is more than fits between `min` and `max`',
      `write an sd below ${Number(Math.sqrt((mean - min) * (max - mean)).toPrecision(3))} s`,
    )
  return { kind: 'beta', min, max, mean, sd }
}

/** What can be moved or cut off; a spread of nothing is a constant here too. */
function continuous(
  reader: Reader,
  input: ContinuousInput,
  path: Path,
  options: DistributionOptions,
): ContinuousSpec | { readonly kind: 'constant'; readonly value: number } {
  const spec = fromObject(reader, input, path, options)
  // A continuous kind gives a continuous one or a constant.
  return spec as ContinuousSpec | { readonly kind: 'constant'; readonly value: number }
}

function truncated(
  reader: Reader,
  input: Extract<DistributionInput, { kind: 'truncated' }>,
  path: Path,
  options: DistributionOptions,
): DistributionSpec {
  const of = continuous(reader, input.of, [...path, 'of'], options)
  if (input.min === undefined && input.max == null) reader.wrong(path, 'cuts nothing off', 'add `min`, `max` or both')
  const min = input.min === undefined ? 0 : number(reader, input.min, [...path, 'min'], options)
  const max = input.max == null ? null : number(reader, input.max, [...path, 'max'], options)
  const end = max ?? Infinity
  if (min >= end) reader.wrong([...path, 'min'], `is not below \`max\`: ${input.min} and ${input.max}`, 'write the smaller one as `min`')
  const [least, most] = of.kind === 'constant' ? [of.value, of.value] : 'min' in of ? [of.min, of.max] : [0, Infinity]
  const outside = of.kind === 'constant' ? most < min || least > end : most <= min || least >= end
  if (outside) reader.wrong(path, 'leaves nothing', 'widen `min` to `max` until they hold some of it')
  return of.kind === 'constant' ? of : { kind: 'truncated', of, min, max }
}

function points(
  reader: Reader,
  input: readonly (readonly [string | number, string | number])[],
  path: Path,
  options: DistributionOptions,
): [number, number][] {
  const read = input.map(([value, share], i): [number, number] => [
    number(reader, value, [...path, i, 0], options),
    reader.ratio(share, [...path, i, 1]),
  ])
  for (const [i, [value, share]] of read.entries()) {
    const [before, below] = read[i - 1] ?? [value, share]
    if (value < before || share < below) reader.wrong([...path, i], 'goes back', 'write the points so that both numbers rise')
  }
  if (read.length > 0 && read[0]![1] !== 0 && !Number.isNaN(read[0]![1]))
    reader.wrong([...path, 0, 1], 'is not 0', 'begin with the least value and the share 0')
  if (read.length > 0 && read.at(-1)![1] !== 1 && !Number.isNaN(read.at(-1)![1]))
    reader.wrong([...path, read.length - 1, 1], 'is not 1', 'end with the greatest value and the share 1')
  return read
}

/** A duration, or a plain number where units are counted. */
function number(reader: Reader, input: string | number, path: Path, { count = false }: DistributionOptions): number {
  if (!count || Number.isNaN(input)) return reader.duration(input, path)
  const value = typeof input === 'number' ? input : Number(input.trim() === '' ? Number.NaN : input)
  if (Number.isNaN(value))
    return reader.wrong(path, `is \`${input}\`, and this clock counts units`, 'write a plain number of units, or choose another `clock`')
  return value < 0 ? reader.wrong(path, `is negative: ${input}`, 'write a number above zero') : value
}

function isZero(spec: DistributionSpec): boolean {
  if (spec.kind === 'constant') return spec.value === 0
  if (spec.kind === 'empirical') return spec.values.every((value, i) => value === 0 || spec.weights?.[i] === 0)
  if (spec.kind === 'piecewise') return spec.points.every(([value]) => value === 0)
  return false
}
