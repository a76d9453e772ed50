import { log } from '../../engine/math/index.ts'

/** Values in rising order, and the sums that estimators ask for. */
export interface Sample {
  readonly sorted: Float64Array
  readonly n: number
  readonly mean: number
  /** With n - 1. */
  readonly sd: number
  readonly min: number
  readonly max: number
  /** Natural logarithms, in the same order; -Infinity for zeros. */
  readonly logs: Float64Array
  readonly meanLog: number
  /** Variance of the logarithms, with n. */
  readonly varianceLog: number
}

/** Takes at least one value. */
export function sampleOf(values: Iterable<number>): Sample {
  const sorted = Float64Array.from(values).sort()
  const n = sorted.length
  const mean = sum(sorted) / n
  const logs = sorted.map(log)
  const meanLog = sum(logs) / n
  return {
    sorted,
    n,
    mean,
    sd: n > 1 ? Math.sqrt(squares(sorted, mean) / (n - 1)) : 0,
    min: sorted[0]!,
    max: sorted[n - 1]!,
    logs,
    meanLog,
    varianceLog: squares(logs, meanLog) / n,
  }
}

/** The value below which a share p of the sample lies, between the two next to it: Hyndman & Fan's seventh. */
export function sampleQuantile({ sorted, n }: Sample, p: number): number {
  const place = p * (n - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  return low + (place - below) * ((sorted[below + 1] ?? low) - low)
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
const squares = (values: Float64Array, mean: number) => values.reduce((total, value) => total + (value - mean) * (value - mean), 0)
