import { sampleVariance } from 'simple-statistics'
import { pow } from '../math/index.ts'

/** What a race is run by. */
export interface RaceRules {
  /** 1 − α: how surely the best is chosen, if it is better than every other by at least the indifference. */
  readonly confidence: number
  /** δ: the smallest difference worth detecting, in the KPI's own unit. */
  readonly indifference: number
  /** n₀: replications of each before anyone is out. At least 10. */
  readonly firstStage: number
}

/** Who went out, after how many replications, and whose mean was ahead. */
export interface Elimination {
  readonly alternative: number
  readonly after: number
  readonly by: number
}

/**
 * KN, the fully sequential procedure of Kim & Nelson (ACM TOMACS 11, 2001), for the largest mean of k alternatives whose observations may be
 * correlated: common random numbers make it faster. With S²ᵢₗ the variance of the difference of i and l over the first n₀ observations and
 *
 *     η = ½ ((2α / (k − 1))^(−2 / (n₀ − 1)) − 1),   h² = 2η (n₀ − 1),
 *
 * after r observations of each, i stays while  Σ Xᵢ ≥ Σ Xₗ − max(0, (δ/2) (h² S²ᵢₗ / δ² − r))  for every l that is left. It ends when one is left,
 * or after max ⌊h² S² / δ²⌋ + 1 observations, when the largest mean of those left is chosen. Normal observations: P(best chosen) ≥ 1 − α if the
 * best is δ ahead; otherwise what is chosen is within δ of the best with that probability.
 */
export class Race {
  readonly #rules: RaceRules
  readonly #sums: Float64Array
  /** h² S²ᵢₗ / δ² by i × k + l, known from the first stage. */
  readonly #reach: Float64Array
  readonly #first: Float64Array[]
  #left: number[]
  #observed = 0
  readonly eliminations: Elimination[] = []

  constructor(alternatives: number, rules: RaceRules) {
    const { confidence, indifference, firstStage } = rules
    if (!(alternatives >= 2)) throw new RangeError(`a race needs at least 2 alternatives, got ${alternatives}`)
    if (!(indifference > 0)) throw new RangeError(`the indifference must be above 0, got ${indifference}`)
    if (!(confidence > 1 / alternatives && confidence < 1))
      throw new RangeError(`the confidence must be above 1/${alternatives}, which guessing has, and below 1; got ${confidence}`)
    if (!(Number.isInteger(firstStage) && firstStage >= 10))
      throw new RangeError(`the first stage needs at least 10 replications, got ${firstStage}`)
    this.#rules = rules
    this.#sums = new Float64Array(alternatives)
    this.#reach = new Float64Array(alternatives * alternatives)
    this.#first = Array.from({ length: alternatives }, () => new Float64Array(firstStage))
    this.#left = Array.from({ length: alternatives }, (_, i) => i)
  }

  /** Who is still in, in the order they were given. */
  get left(): readonly number[] {
    return this.#left
  }

  /** Observations so far of each that is left. */
  get observed(): number {
    return this.#observed
  }

  /** One is left, or time is up: the largest mean of those left wins. */
  get winner(): number | null {
    if (this.#left.length > 1 && !(this.#observed >= this.#rules.firstStage && this.#observed > this.#longest())) return null
    return this.#left.reduce((best, i) => (this.#sums[i]! > this.#sums[best]! ? i : best))
  }

  /** The most observations of each that may still be needed; null within the first stage, when nothing is known. */
  get most(): number | null {
    return this.#observed < this.#rules.firstStage ? null : Math.max(this.#rules.firstStage, Math.floor(this.#longest()) + 1)
  }

  /** The mean so far; of one that is out, when it went. */
  mean(alternative: number): number {
    const out = this.eliminations.find((one) => one.alternative === alternative)
    return this.#sums[alternative]! / (out?.after ?? this.#observed)
  }

  /** One more observation of each that is left, in the order of `left`. */
  observe(values: readonly number[]) {
    const { firstStage } = this.#rules
    this.#left.forEach((i, position) => {
      this.#sums[i]! += values[position]!
      if (this.#observed < firstStage) this.#first[i]![this.#observed] = values[position]!
    })
    this.#observed++
    if (this.#observed === firstStage) this.#measureSpread()
    if (this.#observed >= firstStage && this.winner === null) this.#screen()
  }

  #measureSpread() {
    const { confidence, indifference, firstStage } = this.#rules
    const k = this.#sums.length
    const h2 = raceConstant(1 - confidence, k, firstStage)
    for (let i = 0; i < k; i++)
      for (let l = 0; l < i; l++) {
        const differences = [...this.#first[i]!].map((one, r) => one - this.#first[l]![r]!)
        const reach = (h2 * sampleVariance(differences)) / (indifference * indifference)
        this.#reach[i * k + l] = reach
        this.#reach[l * k + i] = reach
      }
  }

  #screen() {
    const { indifference } = this.#rules
    const k = this.#sums.length
    const r = this.#observed
    const before = this.#left
    const slack = (i: number, l: number) => Math.max(0, (indifference / 2) * (this.#reach[i * k + l]! - r))
    this.#left = before.filter((i) => {
      const better = before.filter((l) => l !== i && this.#sums[i]! < this.#sums[l]! - slack(i, l))
      if (better.length === 0) return true
      const by = better.reduce((best, l) => (this.#sums[l]! > this.#sums[best]! ? l : best))
      this.eliminations.push({ alternative: i, after: r, by })
      return false
    })
  }

  #longest(): number {
    const k = this.#sums.length
    return Math.max(0, ...this.#left.flatMap((i) => this.#left.filter((l) => l !== i).map((l) => Math.floor(this.#reach[i * k + l]!))))
  }
}

/** h² = (n₀ − 1) ((2α / (k − 1))^(−2 / (n₀ − 1)) − 1). With α 5 %, two alternatives and n₀ = 10: 6.0129. */
export function raceConstant(alpha: number, alternatives: number, firstStage: number): number {
  return (firstStage - 1) * (pow((2 * alpha) / (alternatives - 1), -2 / (firstStage - 1)) - 1)
}
