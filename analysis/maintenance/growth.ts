import { type Curve, curve, exp, log, normalCdf, normalQuantile } from '../../engine/math/index.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import type { Signal } from '../../scenarios/model.ts'

/** How much more work it takes until something, in hours or units of its clock, as a law of chance. */
export interface RemainingWork {
  /** Chance that it takes no more than `work`. */
  within(work: number): number
}

/** A share with what it may as well be, at 95 %. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** What the readings of one life of a signal say, with what was believed before. */
export interface Growth {
  /** True level now. */
  readonly level: Estimate
  /** Rise per hour of work or per unit: of the level, or of its logarithm where it grows exponentially. */
  readonly rate: Estimate
  /** Standard deviation of a reading, of its logarithm where it grows exponentially. */
  readonly noise: number
  /** Readings that could not come from what is believed: then they alone are heard. */
  readonly isBeyondBelief: boolean
  /** The law of the rate, seeing that the level has not reached `limit` yet (null: nothing fails by it); null: drawn anew for each unit. */
  rates(limit: number | null): DistributionSpec | null
  /** Work until the level reaches `limit`, seeing that it has not yet where `isAlive`. */
  until(limit: number, isAlive: boolean): RemainingWork
}

/** How many readings what is believed of the noise counts for. */
const BELIEF = 10
const CELLS = 128
const TAIL = 1e-7
const REACH = 7
/** Midpoints of five equal shares of a normal law: errors of the level where it did not begin at its known start. */
const ERRORS = [0.1, 0.3, 0.5, 0.7, 0.9].map(normalQuantile)

/**
 * Readings of one life of a signal, one by one, and what follows from them. With z the rise of a reading above the start, or its logarithm where it
 * grows exponentially, and h the hours worked since then (ISO 13374: state detection and prognosis),
 *
 *     z = a + β h + e,   e ~ N(0, σ²),   β ~ believed drift,   a = 0 where its start is known and else anything
 *
 * so that β given the readings has density ∝ drift(β) · exp(−(β − b)² / 2 se²), b and se of least squares; the work left until level L, of z-value Z,
 * is (Z − a)/β − h. Worked: v 1.9 of start 1.2 grows with .012 a day: 2.8 in 32 days, 4.5 in 72. σ² is the believed one counted as 10
 * readings, with those of the residuals. Where the rise is drawn anew for each unit, of mean m and sd s, the level is a random walk:
 * Kalman's filter tells it, and P(N ≤ n) = Φ((n m − Z + z) / √(n s² + var z)).
 */
export class Readings {
  readonly #signal: Signal
  readonly #drift: Curve
  readonly #belief: Belief
  readonly #isStartKnown: boolean
  #n = 0
  #h = 0
  #z = 0
  #hh = 0
  #hz = 0
  #zz = 0
  /** Of the random walk: units at the last reading, level and its variance. */
  #units = 0
  #walk = 0
  #variance = 0

  constructor(signal: Signal, isStartKnown: boolean) {
    this.#signal = signal
    this.#belief = beliefOf(signal)
    this.#drift = this.#belief.drift
    this.#isStartKnown = isStartKnown
    if (!isStartKnown) this.#variance = 1e12
  }

  get count(): number {
    return this.#n
  }

  /** `work`: hours or units since the life began. A value that no such level has is passed over. */
  add(work: number, value: number) {
    const z = this.#toRise(value)
    if (!Number.isFinite(z)) return
    this.#n++
    this.#h += work
    this.#z += z
    this.#hh += work * work
    this.#hz += work * z
    this.#zz += z * z
    if (this.#signal.per === 'hour') return
    this.#walkTo(work)
    const noise = this.#signal.noise * this.#signal.noise
    const gain = this.#variance + noise === 0 ? 1 : this.#variance / (this.#variance + noise)
    this.#walk += gain * (z - this.#walk)
    this.#variance *= 1 - gain
  }

  /** As it stands after so much work. Null: where it began is not known, and there is no reading. */
  after(work: number): Growth | null {
    if (this.#n === 0 && !this.#isStartKnown) return null
    return this.#signal.per === 'unit' ? this.#walked(work) : this.#grown(work)
  }

  #grown(work: number): Growth {
    const fit = this.#fit()
    const rate = posterior(this.#belief, fit.slope, fit.error)
    const { at, height, spread } = fit
    // Given β: height + β (work − at), and an error that does not depend on it.
    const levels = ERRORS.map((error) => height + spread * error)
    const above = (limit: number, more: number) => {
      const span = work + more - at
      let sum = 0
      for (const level of spread === 0 ? [height] : levels) sum += span > 0 ? rate.above((limit - level) / span) : level >= limit ? 1 : 0
      return sum / (spread === 0 ? 1 : levels.length)
    }
    const now = (p: number) => height + rate.quantile(p) * (work - at)
    const error = 1.96 * spread
    return {
      level: this.#estimate(now(0.5), now(0.025) - error, now(0.975) + error),
      rate: { value: rate.quantile(0.5), low: rate.quantile(0.025), high: rate.quantile(0.975) },
      noise: fit.noise,
      isBeyondBelief: rate.isBeyondBelief,
      rates: (limit) => {
        const most = limit === null || work <= at ? Number.POSITIVE_INFINITY : (this.#toRise(limit) - height) / (work - at)
        return lawOf(rate, 1 - rate.above(most))
      },
      until: (limit, isAlive) => left((more) => above(this.#toRise(limit), more), isAlive),
    }
  }

  /** Least squares, through the start where that is known. */
  #fit() {
    const { noise: believed } = this.#signal
    const noiseOf = (squares: number, parameters: number) => {
      const free = Math.max(0, this.#n - parameters)
      return Math.sqrt((BELIEF * believed * believed + Math.max(0, squares)) / (BELIEF + free))
    }
    if (this.#isStartKnown) {
      const slope = this.#hh > 0 ? this.#hz / this.#hh : 0
      const noise = noiseOf(this.#zz - slope * this.#hz, 1)
      return { slope, error: this.#hh > 0 ? noise / Math.sqrt(this.#hh) : Number.POSITIVE_INFINITY, noise, at: 0, height: 0, spread: 0 }
    }
    const [at, height] = [this.#h / this.#n, this.#z / this.#n]
    const width = this.#hh - this.#n * at * at
    const wide = this.#n > 1 && width > 1e-9 * this.#hh
    const slope = wide ? (this.#hz - this.#n * at * height) / width : 0
    const noise = noiseOf(this.#zz - this.#n * height * height - slope * slope * (wide ? width : 0), 2)
    const error = wide ? noise / Math.sqrt(width) : Number.POSITIVE_INFINITY
    return { slope, error, noise, at, height, spread: noise / Math.sqrt(this.#n) }
  }

  #walkTo(units: number) {
    const more = units - this.#units
    if (more <= 0) return
    this.#walk += more * this.#drift.mean
    this.#variance += more * this.#drift.sd * this.#drift.sd
    this.#units = units
  }

  #walked(work: number): Growth {
    const { mean, sd } = this.#drift
    const more = Math.max(0, work - this.#units)
    const level = this.#walk + more * mean
    const variance = this.#variance + more * sd * sd
    const error = 1.96 * Math.sqrt(variance)
    const spread = work > 0 ? (1.96 * sd) / Math.sqrt(work) : 0
    const within = (limit: number, n: number) => {
      const width = Math.sqrt(n * sd * sd + variance)
      const gap = limit - level - n * mean
      return width === 0 ? (gap <= 0 ? 1 : 0) : normalCdf(-gap / width)
    }
    return {
      level: this.#estimate(level, level - error, level + error),
      rate: { value: mean, low: mean - spread, high: mean + spread },
      noise: this.#signal.noise,
      isBeyondBelief: false,
      rates: () => null,
      until: (limit, isAlive) => left((n) => within(this.#toRise(limit), n), isAlive),
    }
  }

  #estimate(value: number, low: number, high: number): Estimate {
    return { value: this.#toLevel(value), low: this.#toLevel(low), high: this.#toLevel(high) }
  }

  #toRise(level: number): number {
    const { growth, start } = this.#signal
    return growth === 'exponential' ? (level > 0 ? log(level / start) : Number.NaN) : level - start
  }

  #toLevel(rise: number): number {
    const { growth, start } = this.#signal
    return growth === 'exponential' ? start * exp(rise) : start + rise
  }
}

function left(reached: (more: number) => number, isAlive: boolean): RemainingWork {
  const already = reached(0)
  if (!isAlive) return { within: reached }
  return { within: (more) => (1 - already < 1e-9 ? 1 : Math.max(0, (reached(more) - already) / (1 - already))) }
}

const POINTS = 40

/** The lowest share of the rates, as a law of its own. */
function lawOf(rate: Rate, share: number): DistributionSpec {
  const points: (readonly [number, number])[] = []
  for (let i = 0; i <= POINTS; i++) {
    const value = Math.max(0, rate.quantile((share * i) / POINTS))
    if (points.length === 0 || value > points.at(-1)![0]) points.push([value, i / POINTS])
  }
  const [first, last] = [points[0]!, points.at(-1)!]
  if (points.length < 2) return { kind: 'constant', value: first[0] }
  return { kind: 'piecewise', points: [[first[0], 0], ...points.slice(1, -1), [last[0], 1]] }
}

interface Rate {
  above(rate: number): number
  quantile(p: number): number
  readonly isBeyondBelief: boolean
}

/** What is believed of a rate, looked up in a table: it is asked for at every look at every asset. */
interface Belief {
  readonly drift: Curve
  readonly from: number
  readonly to: number
  above(rate: number): number
}

const beliefs = new WeakMap<Signal, Belief>()
const STEPS = 4096

function beliefOf(signal: Signal): Belief {
  const known = beliefs.get(signal)
  if (known !== undefined) return known
  const drift = curve(signal.drift)
  const [from, to] = [drift.quantile(TAIL), Math.min(drift.max, drift.quantile(1 - TAIL))]
  const width = (to - from) / STEPS
  // What is at the very beginning counts.
  const table = Float64Array.from({ length: STEPS + 1 }, (_, i) => (i === 0 ? 1 : i === STEPS ? 0 : drift.above(from + i * width)))
  const above = (rate: number) => {
    const place = (rate - from) / width
    if (!(place > 0)) return 1
    if (place >= STEPS) return 0
    const cell = Math.floor(place)
    return table[cell]! + (place - cell) * (table[cell + 1]! - table[cell]!)
  }
  const belief = { drift, from, to, above }
  beliefs.set(signal, belief)
  return belief
}

/** What is believed of a rate and what is seen of it (normal, of that mean and error) together, as shares in cells of equal width. */
function posterior(believed: Belief, seen: number, error: number): Rate {
  let { from, to } = believed
  const isBeyondBelief = seen + REACH * error < from || seen - REACH * error > to
  if (isBeyondBelief) [from, to] = [seen - REACH * error, seen + REACH * error]
  else [from, to] = [Math.max(from, seen - REACH * error), Math.min(to, seen + REACH * error)]
  if (!(to > from)) return { above: (rate) => (rate <= from ? 1 : 0), quantile: () => from, isBeyondBelief }
  const width = (to - from) / CELLS
  /** Cell → share of those from it on. */
  const above = new Float64Array(CELLS + 1)
  let alive = isBeyondBelief ? 0 : believed.above(to)
  for (let cell = CELLS - 1; cell >= 0; cell--) {
    const middle = from + (cell + 0.5) * width
    const more = isBeyondBelief ? 0 : believed.above(from + cell * width)
    const off = error === Number.POSITIVE_INFINITY ? 0 : (middle - seen) / error
    above[cell] = above[cell + 1]! + (isBeyondBelief ? 1 : more - alive) * exp(-0.5 * off * off)
    alive = more
  }
  const all = above[0]!
  return {
    above: (rate) => {
      const place = (rate - from) / width
      if (place <= 0) return 1
      if (place >= CELLS) return 0
      const cell = Math.floor(place)
      return (above[cell]! - (place - cell) * (above[cell]! - above[cell + 1]!)) / all
    },
    quantile: (p) => {
      const wanted = (1 - p) * all
      let [low, high] = [0, CELLS]
      while (high - low > 1) {
        const middle = (low + high) >>> 1
        if (above[middle]! > wanted) low = middle
        else high = middle
      }
      const share = above[low]! === above[high]! ? 0 : (above[low]! - wanted) / (above[low]! - above[high]!)
      return from + (low + share) * width
    },
    isBeyondBelief,
  }
}
