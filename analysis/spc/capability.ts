import { chiSquareQuantile, normalQuantile } from '../../engine/math/index.ts'

/** Between which values a characteristic is to lie; null: that side is free. */
export interface Tolerance {
  readonly low: number | null
  readonly high: number | null
}

export interface Index {
  readonly value: number
  readonly low: number
  readonly high: number
}

/**
 * How well a process fits its tolerance (ISO 22400 KPIs 19 to 22). The formulas are the same for a machine (Cm, Cmk, of readings taken in a row at one
 * machine) and a process (Cp, Cpk, of readings over all its time): what differs is whose readings are given.
 */
export interface Capability {
  readonly n: number
  readonly mean: number
  /** Sample standard deviation. */
  readonly sd: number
  /** (high − low) / 6 s; null where a side is free. */
  readonly spread: Index | null
  /** min(high − x̄, x̄ − low) / 3 s. */
  readonly centered: Index
  readonly outside: number
}

/**
 * Null: fewer than two readings, readings that are all the same, or no tolerance. Intervals are for normal readings: of the spread exact, by χ²
 * (1.33 of 50 readings: 1.07 to 1.59); centered by Bissell's approximation, Cpk ± z √(1/(9 n) + Cpk²/(2 (n − 1))) (Applied Statistics 39, 1990, 331).
 */
export function capability(values: ArrayLike<number>, { low, high }: Tolerance, level = 0.95): Capability | null {
  const n = values.length
  if (n < 2 || (low === null && high === null)) return null
  let mean = 0
  let squares = 0
  let outside = 0
  for (let i = 0; i < n; i++) {
    const value = values[i]!
    const before = value - mean
    mean += before / (i + 1)
    squares += before * (value - mean)
    if ((low !== null && value < low) || (high !== null && value > high)) outside++
  }
  const sd = Math.sqrt(squares / (n - 1))
  if (!(sd > 0)) return null
  const spread = low === null || high === null ? null : spreadIndex((high - low) / (6 * sd), n, level)
  const reach = Math.min(high === null ? Number.POSITIVE_INFINITY : high - mean, low === null ? Number.POSITIVE_INFINITY : mean - low)
  return { n, mean, sd, spread, centered: centeredIndex(reach / (3 * sd), n, level), outside }
}

function spreadIndex(value: number, n: number, level: number): Index {
  const tail = (1 - level) / 2
  const at = (p: number) => value * Math.sqrt(chiSquareQuantile(p, n - 1) / (n - 1))
  return { value, low: at(tail), high: at(1 - tail) }
}

function centeredIndex(value: number, n: number, level: number): Index {
  const half = normalQuantile(0.5 + level / 2) * Math.sqrt(1 / (9 * n) + (value * value) / (2 * (n - 1)))
  return { value, low: value - half, high: value + half }
}
