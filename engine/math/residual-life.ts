import { curve, type DistributionSpec } from './curve/of-spec.ts'
import { log } from './log.ts'
import { pow } from './pow.ts'

/** What of a life is needed here; an arithmetic of its own tells how it goes on. */
type Life = Pick<ReturnType<typeof curve>, 'mean' | 'min' | 'max' | 'above' | 'quantile'>

/**
 * How long something that has been renewed for ever still lives when one comes upon it: the value that the share `p` does not outlive, under
 *
 *     F_e(x) = 1/mean · ∫₀ˣ (1 − F(t)) dt      (Cox, Renewal Theory, 1962, section 5.2)
 *
 * equilibriumQuantile({ kind: 'constant', value: 10 }, 0.25) = 2.5: somewhere within the ten. An exponential life has no memory and comes out as
 * it is. For a number of units, round it up.
 */
export function equilibriumQuantile(spec: DistributionSpec, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`equilibriumQuantile: p must be in [0, 1], got ${p}`)
  if (spec.kind === 'exponential') return -spec.mean * log(1 - p)
  const life = curve(spec)
  // Memoryless too, but in whole units.
  if (spec.kind === 'geometric') return life.quantile(p)
  const wanted = p * life.mean
  let from = 0
  let sum = 0
  for (const to of knots(spec, life)) {
    if (!(to > from)) continue
    const more = integral(life, from, to)
    if (sum + more >= wanted) return within(life, from, to, wanted - sum)
    sum += more
    from = to
  }
  return from
}

/**
 * How long something of age `age` still lives where `u` is its luck, uniform on [0, 1): the x with 1 − F(age + x) = (1 − u) (1 − F(age)). Zero where
 * nothing reaches that age. remainingLife({ kind: 'weibull', shape: 2, scale: 100 }, 100, 0.5) = 30.12: a new one lives 83.26 with that luck.
 */
export function remainingLife(spec: DistributionSpec, age: number, u: number): number {
  if (spec.kind === 'exponential') return -spec.mean * log(1 - u)
  if (spec.kind === 'weibull') return Math.max(0, spec.scale * pow(pow(age / spec.scale, spec.shape) - log(1 - u), 1 / spec.shape) - age)
  const life = curve(spec)
  const alive = life.above(age)
  if (!(alive > 0)) return 0
  const wanted = (1 - u) * alive
  let low = age
  let high = life.max
  if (high === Infinity) for (high = 2 * age + life.mean; life.above(high) > wanted; high *= 2) low = high
  for (let i = 0; i < 200; i++) {
    const middle = low + (high - low) / 2
    if (middle === low || middle === high) break
    if (life.above(middle) > wanted) low = middle
    else high = middle
  }
  return high - age
}

/** Where the share alive bends: between two of them it is smooth. */
function knots(spec: DistributionSpec, life: Life): number[] {
  if (spec.kind === 'constant') return [spec.value]
  if (spec.kind === 'empirical') return [...new Set(spec.values)].sort((a, b) => a - b)
  if (spec.kind === 'piecewise') return [...new Set(spec.points.map(([value]) => value))]
  if (spec.kind === 'poisson') {
    const first = life.quantile(1e-9)
    return Array.from({ length: life.quantile(1 - 1e-12) - first + 1 }, (_, i) => first + i + 1)
  }
  const shares = [-12, -9, -7, -5, -4, -3, -2].map((power) => pow(10, power))
  const middle = Array.from({ length: 19 }, (_, i) => (i + 1) / 20)
  const all = [...shares, ...middle, ...shares.map((share) => 1 - share).reverse()]
  return [life.min, ...all.map((share) => life.quantile(share)), ...(life.max < Infinity ? [life.max] : [])].sort((a, b) => a - b)
}

/** Gauss and Legendre's eight points on half of [-1, 1], and their weights. */
const POINTS = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363]
const WEIGHTS = [0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626]
const PIECES = 4

/** ∫ of the share alive over [from, to]. */
function integral(life: Life, from: number, to: number): number {
  let sum = 0
  const half = (to - from) / (2 * PIECES)
  for (let piece = 0; piece < PIECES; piece++) {
    const middle = from + (2 * piece + 1) * half
    for (let i = 0; i < POINTS.length; i++)
      sum += half * WEIGHTS[i]! * (life.above(middle - half * POINTS[i]!) + life.above(middle + half * POINTS[i]!))
  }
  return sum
}

/** Where in [from, to] the integral from `from` reaches `wanted`. */
function within(life: Life, from: number, to: number, wanted: number): number {
  let low = from
  let high = to
  let x = from + wanted
  for (let i = 0; i < 100; i++) {
    if (!(x > low && x < high)) x = low + (high - low) / 2
    const excess = integral(life, from, x) - wanted
    if (excess > 0) high = x
    else low = x
    const slope = life.above(x)
    const next = slope > 0 ? x - excess / slope : low + (high - low) / 2
    if (Math.abs(next - x) <= 1e-13 * x || low === high) return Math.min(Math.max(next, from), to)
    x = next
  }
  return x
}
