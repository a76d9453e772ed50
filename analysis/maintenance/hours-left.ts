import { curve, exp, log } from '../../engine/math/index.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'

/** Readings of a signal since it last started anew, and what is believed of it. */
export interface Growth {
  readonly growth: 'linear' | 'exponential'
  /** Level of a new part, and the level at which it fails. */
  readonly start: number
  readonly fail: number
  /** Standard deviation of what a reading adds: to the level, or to its logarithm. */
  readonly noise: number
  /** What is believed of its rise per hour of work before anything is read. */
  readonly drift: DistributionSpec
  /** Hours worked at each reading, and what was read. */
  readonly hours: ArrayLike<number>
  readonly values: ArrayLike<number>
  /** Hours worked by now, without a failure. */
  readonly worked: number
}

/** How many hours of work are left, as a law on a grid: `left` rising, and the chance of each. */
export class HoursLeft {
  readonly left: Float64Array
  readonly chance: Float64Array
  /** Rise per hour of each. */
  readonly rate: Float64Array
  /** Chance of less, with half of its own. */
  readonly #upTo: Float64Array

  constructor(left: Float64Array, chance: Float64Array, rate: Float64Array) {
    this.left = left
    this.chance = chance
    this.rate = rate
    let sum = 0
    this.#upTo = chance.map((one) => {
      sum += one
      return sum - one / 2
    })
  }

  /** Chance that it has failed after so many more hours of work. */
  within(hours: number): number {
    const { left } = this
    if (left.length === 1) return hours >= left[0]! ? 1 : 0
    const next = left.findIndex((one) => one > hours)
    if (next < 0) return 1
    if (next === 0) return 0
    const part = (hours - left[next - 1]!) / (left[next]! - left[next - 1]!)
    return this.#upTo[next - 1]! + part * (this.#upTo[next]! - this.#upTo[next - 1]!)
  }

  quantile(p: number): number {
    const { left } = this
    const next = this.#upTo.findIndex((one) => one >= p)
    if (next <= 0) return left[next < 0 ? left.length - 1 : 0]!
    const below = this.#upTo[next - 1]!
    return left[next - 1]! + ((p - below) / (this.#upTo[next]! - below)) * (left[next]! - left[next - 1]!)
  }
}

const POINTS = 400
/** The grid goes so many standard deviations to each side, and no further than the belief does. */
const SPREAD = 7
const TAIL = 1e-9
const LEAST_NOISE = 1e-6

/**
 * Hours of work until the true level reaches `fail`. The level, or where it grows exponentially its logarithm, is start + rate × hours, and readings lie about
 * it: what was believed of the rate is updated by them (Bayes, on a grid), and by its not having failed yet. Then hours left = (fail − start) / rate −
 * worked. Empty where no rate that is believed possible would have let it come so far.
 */
export function hoursLeft(given: Growth): HoursLeft {
  const { growth, worked, hours, values, noise } = given
  const scale = growth === 'exponential' ? log : (level: number) => level
  const start = scale(given.start)
  const rise = scale(given.fail) - start
  const belief = curve(given.drift)
  const variance = Math.max(noise, LEAST_NOISE) * Math.max(noise, LEAST_NOISE)
  let xx = 0
  let xy = 0
  for (let i = 0; i < hours.length; i++) {
    if (!(values[i]! > 0) && growth === 'exponential') continue
    xx += hours[i]! * hours[i]!
    xy += hours[i]! * (scale(values[i]!) - start)
  }
  const most = worked > 0 ? rise / worked : Number.POSITIVE_INFINITY
  const rates = gridOf(belief, xx / variance, xx > 0 ? xy / xx : 0, most)
  const lnWeight = rates.map((rate) => {
    const density = belief.sd > 0 ? belief.density(rate) : 1
    return density > 0 ? log(density) + (rate * xy - (rate * rate * xx) / 2) / variance : Number.NEGATIVE_INFINITY
  })
  const top = lnWeight.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const weight = Float64Array.from(lnWeight, (ln) => (ln === Number.NEGATIVE_INFINITY ? 0 : exp(ln - top)))
  const all = weight.reduce((sum, one) => sum + one, 0)
  // The fastest fails first.
  const order = rates.length - 1
  const left = Float64Array.from(rates, (_, i) => (rates[order - i]! > 0 ? rise / rates[order - i]! - worked : Number.POSITIVE_INFINITY))
  return new HoursLeft(
    left,
    Float64Array.from(rates, (_, i) => weight[order - i]! / all),
    Float64Array.from(rates, (_, i) => rates[order - i]!),
  )
}

type Belief = ReturnType<typeof curve>

/** Rates from the slowest to the fastest, where belief and readings together have nearly all their weight; below `most`, with which it would have failed. */
function gridOf(belief: Belief, precision: number, read: number, most: number): Float64Array {
  if (belief.sd === 0) return Float64Array.of(belief.mean)
  const own = Number.isFinite(belief.sd) ? 1 / (belief.sd * belief.sd) : 0
  const both = own + precision
  const middle = both === 0 ? belief.mean : (own * belief.mean + precision * read) / both
  const sd = both === 0 ? belief.mean : 1 / Math.sqrt(both)
  const low = belief.quantile(TAIL)
  const high = Math.min(belief.quantile(1 - TAIL), most)
  let from = Math.max(low, middle - SPREAD * sd)
  let to = Math.min(high, middle + SPREAD * sd)
  // Readings far from all that is believed: the nearest that is believed possible.
  if (!(from < to)) {
    from = middle >= high ? Math.max(low, high - SPREAD * sd) : low
    to = middle >= high ? high : Math.min(high, low + SPREAD * sd)
  }
  return Float64Array.from({ length: POINTS }, (_, i) => from + ((i + 0.5) / POINTS) * (to - from))
}
