import { log } from '../../engine/math/index.ts'

/**
 * Bernoulli CUSUM: unit by unit, S = max(0, S + x − γ), where x is 1 for a bad unit and 0 for a good one, and an alarm where S reaches h. It is the
 * sequential test of a share p0 against p1 that forgets what was good (Reynolds & Stoumbos 1999).
 */
export class BernoulliCusum {
  readonly gamma: number
  readonly h: number
  /** The statistic after the last unit, and units seen since it began. */
  statistic = 0
  units = 0

  constructor({ gamma, h }: CusumDesign) {
    judge({ gamma, h })
    this.gamma = gamma
    this.h = h
  }

  /** Takes in one unit; true: an alarm, and the statistic begins anew with the next unit. */
  add(bad: boolean): boolean {
    if (this.statistic >= this.h) this.restart()
    this.units++
    this.statistic = Math.max(0, this.statistic + (bad ? 1 : 0) - this.gamma)
    return this.statistic >= this.h
  }

  restart() {
    this.statistic = 0
    this.units = 0
  }
}

export interface CusumDesign {
  readonly gamma: number
  readonly h: number
}

/** The γ that is best to tell a share p1 from p0: cusumReference(0.015, 0.07) = 0.03596. */
export function cusumReference(p0: number, p1: number): number {
  if (!(p0 > 0 && p1 > p0 && p1 < 1)) throw new RangeError(`cusumReference: wanted 0 < p0 < p1 < 1, got ${p0} and ${p1}`)
  return -log((1 - p1) / (1 - p0)) / log((p1 * (1 - p0)) / (p0 * (1 - p1)))
}

/**
 * How many units a Bernoulli CUSUM takes from S = 0 to its alarm where a share `p` is bad: exactly, for the path is a chain of excursions from zero,
 * all alike. n units after it left zero with its j-th bad unit, S is j − nγ: at most h + 1 values of j at a time.
 */
export class CusumRunLength {
  readonly mean: number
  readonly #p: number
  /** Chance that an excursion of so many units ends at zero, or in an alarm. */
  readonly #toZero: number[] = [0]
  readonly #toAlarm: number[] = [0]

  constructor({ gamma, h, p }: CusumDesign & { readonly p: number }) {
    judge({ gamma, h })
    if (!(p > 0 && p <= 1)) throw new RangeError(`CusumRunLength: p must be above 0 and at most 1, got ${p}`)
    this.#p = p
    // By j, those that are still on their way after n units.
    let alive = new Map<number, number>()
    let units = 1
    let alarms = 0
    const arrive = (next: Map<number, number>, j: number, n: number, chance: number) => {
      const statistic = j - n * gamma
      if (statistic >= h) this.#toAlarm[n]! += chance
      else if (statistic <= 0) this.#toZero[n]! += chance
      else next.set(j, (next.get(j) ?? 0) + chance)
    }
    for (let n = 1; n === 1 || alive.size > 0; n++) {
      this.#toZero[n] = 0
      this.#toAlarm[n] = 0
      const next = new Map<number, number>()
      if (n === 1) arrive(next, 1, 1, 1)
      for (const [j, chance] of alive) {
        if (chance < NEGLIGIBLE) continue
        arrive(next, j + 1, n, chance * p)
        arrive(next, j, n, chance * (1 - p))
      }
      alarms += this.#toAlarm[n]!
      for (const chance of next.values()) units += chance
      alive = next
    }
    // Wald: as many excursions as it takes, each with the wait for its first bad unit.
    this.mean = (1 / p - 1 + units) / alarms
  }

  /** The least number of units by which an alarm has come with probability `share`: quantile(0.5) is the median. */
  quantile(share: number): number {
    if (!(share > 0 && share < 1)) throw new RangeError(`CusumRunLength: a share between 0 and 1 is wanted, got ${share}`)
    const p = this.#p
    /** Chance to be at zero after so many units. */
    const atZero = [1]
    const longest = this.#toZero.length - 1
    let alarmed = 0
    for (let k = 1; ; k++) {
      let zero = atZero[k - 1]! * (1 - p)
      for (let m = 1; m <= Math.min(k, longest); m++) {
        const left = atZero[k - m]! * p
        zero += left * this.#toZero[m]!
        alarmed += left * this.#toAlarm[m]!
      }
      atZero[k] = zero
      if (alarmed >= share) return k
    }
  }
}

/** Paths less likely than this change no digit. */
const NEGLIGIBLE = 1e-20

function judge({ gamma, h }: CusumDesign) {
  if (!(gamma > 0 && gamma < 1)) throw new RangeError(`a Bernoulli CUSUM needs a γ between 0 and 1, got ${gamma}`)
  if (!(h > 0 && h < 1e4)) throw new RangeError(`a Bernoulli CUSUM needs a limit h above 0, got ${h}`)
}
