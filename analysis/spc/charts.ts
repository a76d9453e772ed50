import { type Limits, rangeConstants } from './limits.ts'
import { brokenRules, RULE_ONE, type Rule, type RuleId, RuleWatch } from './rules.ts'

/** Why a chart signals. */
export type SignalRule =
  | RuleId
  | 'movingRange'
  | 'range'
  | 'cusumHigh'
  | 'cusumLow'
  | 'ewmaHigh'
  | 'ewmaLow'
  | 'tooMany'
  | 'tooFew'
  | 'bernoulliCusum'

/** A chart that takes its points one by one. After a signal it begins anew with the next point: signals are alarms, not points out of limits. */
export interface Chart<Point> {
  /** Why this point is a signal; empty: it is none. */
  add(point: Point): readonly SignalRule[]
  restart(): void
}

/** Single readings (I-MR): the readings by rules, and the step from one to the next, which is to stay below D4 · d2 · σ = 3.686 σ. */
export class IndividualsChart implements Chart<number> {
  readonly limits: Limits
  /** Moving ranges above it are signals; Infinity where they are not looked at. */
  readonly mostStep: number
  readonly #watch: RuleWatch
  #previous = Number.NaN

  constructor({ limits, rules = RULE_ONE, movingRange = true }: IndividualsDesign) {
    this.limits = checked(limits)
    const { d2, upper } = rangeConstants(2)
    this.mostStep = movingRange ? upper * d2 * limits.sigma : Number.POSITIVE_INFINITY
    this.#watch = new RuleWatch(rules)
  }

  add(value: number): readonly SignalRule[] {
    const { center, sigma } = this.limits
    const broken = this.#watch.add((value - center) / sigma)
    const jumps = Math.abs(value - this.#previous) > this.mostStep
    this.#previous = value
    if (broken === 0 && !jumps) return NONE
    this.restart()
    return [...brokenRules(this.#watch.rules, broken), ...(jumps ? (['movingRange'] as const) : [])]
  }

  restart() {
    this.#watch.restart()
    this.#previous = Number.NaN
  }
}

export interface IndividualsDesign {
  readonly limits: Limits
  /** Not said: one point beyond three sigma. */
  readonly rules?: readonly Rule[]
  /** Is the moving range looked at too? Not said: yes. */
  readonly movingRange?: boolean
}

/** Subgroups of n readings (X̄-R): their means by rules, their ranges by D3 and D4. */
export class MeanRangeChart implements Chart<readonly number[]> {
  readonly limits: Limits
  readonly n: number
  readonly leastRange: number
  readonly mostRange: number
  readonly #watch: RuleWatch
  readonly #sigma: number

  constructor({ limits, n, rules = RULE_ONE }: { readonly limits: Limits; readonly n: number; readonly rules?: readonly Rule[] }) {
    this.limits = checked(limits)
    this.n = n
    const { d2, lower, upper } = rangeConstants(n)
    this.leastRange = lower * d2 * limits.sigma
    this.mostRange = upper * d2 * limits.sigma
    this.#watch = new RuleWatch(rules)
    this.#sigma = limits.sigma / Math.sqrt(n)
  }

  add(values: readonly number[]): readonly SignalRule[] {
    if (values.length !== this.n) throw new RangeError(`X̄-R chart: wanted ${this.n} readings, got ${values.length}`)
    const mean = values.reduce((sum, value) => sum + value, 0) / this.n
    const range = Math.max(...values) - Math.min(...values)
    const broken = this.#watch.add((mean - this.limits.center) / this.#sigma)
    const spreads = range > this.mostRange || range < this.leastRange
    if (broken === 0 && !spreads) return NONE
    this.restart()
    return [...brokenRules(this.#watch.rules, broken), ...(spreads ? (['range'] as const) : [])]
  }

  restart() {
    this.#watch.restart()
  }
}

/** Two-sided CUSUM: S⁺ = max(0, S⁺ + z − k) and S⁻ = max(0, S⁻ − z − k), a signal where one is above h. k = 0.5 and h = 5 are best for a shift of one sigma. */
export class Cusum implements Chart<number> {
  readonly limits: Limits
  readonly k: number
  readonly h: number
  high = 0
  low = 0

  constructor({ limits, k, h }: { readonly limits: Limits; readonly k?: number; readonly h?: number }) {
    this.limits = checked(limits)
    this.k = k ?? CUSUM.k
    this.h = h ?? CUSUM.h
    if (!(this.k > 0 && this.h > 0)) throw new RangeError(`a CUSUM needs k and h above 0, got ${this.k} and ${this.h}`)
  }

  add(value: number): readonly SignalRule[] {
    const z = (value - this.limits.center) / this.limits.sigma
    this.high = Math.max(0, this.high + z - this.k)
    this.low = Math.max(0, this.low - z - this.k)
    const signals: readonly SignalRule[] = this.high > this.h ? ['cusumHigh'] : this.low > this.h ? ['cusumLow'] : NONE
    if (signals.length > 0) this.restart()
    return signals
  }

  restart() {
    this.high = 0
    this.low = 0
  }
}

export const CUSUM = { k: 0.5, h: 5 } as const

/** E = λ z + (1 − λ) E, a signal where it is more than L √(λ / (2 − λ)) from zero: the limits of a chart that has run for long, from the first point on. */
export class Ewma implements Chart<number> {
  readonly limits: Limits
  readonly lambda: number
  /** In standard deviations of a reading. */
  readonly limit: number
  /** In standard deviations of a reading. */
  value = 0

  constructor({ limits, lambda, l }: { readonly limits: Limits; readonly lambda?: number; readonly l?: number }) {
    this.limits = checked(limits)
    this.lambda = lambda ?? EWMA.lambda
    if (!(this.lambda > 0 && this.lambda <= 1)) throw new RangeError(`an EWMA needs a λ above 0 and at most 1, got ${this.lambda}`)
    this.limit = ewmaLimit(this.lambda, l ?? EWMA.l)
  }

  add(value: number): readonly SignalRule[] {
    const z = (value - this.limits.center) / this.limits.sigma
    this.value = this.lambda * z + (1 - this.lambda) * this.value
    const signals: readonly SignalRule[] = this.value > this.limit ? ['ewmaHigh'] : -this.value > this.limit ? ['ewmaLow'] : NONE
    if (signals.length > 0) this.restart()
    return signals
  }

  restart() {
    this.value = 0
  }
}

export const EWMA = { lambda: 0.2, l: 2.962 } as const

export const ewmaLimit = (lambda: number, l: number) => l * Math.sqrt(lambda / (2 - lambda))

const NONE: readonly never[] = []

function checked(limits: Limits): Limits {
  if (!(limits.sigma > 0) || !Number.isFinite(limits.center))
    throw new RangeError(`a chart needs a center and a sigma above 0, got ${limits.center} and ${limits.sigma}`)
  return limits
}
