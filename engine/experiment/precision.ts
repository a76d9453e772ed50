import { interval, LEVEL } from './interval.ts'

/** Add replications until a KPI's mean is known this well. */
export interface PrecisionAsked {
  /** γ: the relative error that the mean may have, such as 0.02. */
  readonly relative: number
  readonly kpi: string
  readonly subject: string
}

/** How far sequential stopping came, and why it ended. */
export interface PrecisionReached extends PrecisionAsked {
  /** Half-width of the interval over |mean|; null where there is none. */
  readonly reached: number | null
  /** What `reached` had to come down to: γ / (1 + γ). */
  readonly needed: number
  /** No more replications than this. */
  readonly most: number
  readonly stopped: PrecisionStop
}

/** `precise`: as asked. `most`: the allowance was used up first. `undefined`: a replication has no value. `interrupted`: ended from outside. */
export type PrecisionStop = 'precise' | 'most' | 'undefined' | 'interrupted'

/** Before that many the estimate of the spread is not to be trusted with a decision (Law, Simulation Modeling and Analysis, 9.4.1). */
export const FEWEST = 10

/** No more than that many where nothing else is said. */
export const MOST_UNLESS_SAID = 1000

/** γ / (1 + γ): |mean − estimate| ≤ γ |mean| follows from half-width ≤ this × |estimate|. 2 % asks for 1.96 %. */
export const neededHalfWidth = (relative: number) => relative / (1 + relative)

/** Half-width of the mean's interval over |mean|. Zero where nothing varies; null where it is not defined. */
export function relativeHalfWidth(values: ArrayLike<number>): number | null {
  const { mean, halfWidth } = interval(values, LEVEL)
  if (mean === null || halfWidth === null) return null
  if (halfWidth === 0) return 0
  return mean === 0 ? null : halfWidth / Math.abs(mean)
}

/**
 * Looks at 10 replications, then at 11, 12 … in their order, and stops at the first count that is precise enough. So the answer depends on the
 * values alone: not on how many more were under way, or on who ran them. Null: `values` are too few to stop.
 */
export function enough(
  values: Float64Array,
  { relative }: PrecisionAsked,
  from = FEWEST,
): { count: number; stopped: PrecisionStop } | null {
  for (let count = from; count <= values.length; count++) {
    if (values.subarray(0, count).some(Number.isNaN)) return { count, stopped: 'undefined' }
    const width = relativeHalfWidth(values.subarray(0, count))
    if (width !== null && width <= neededHalfWidth(relative)) return { count, stopped: 'precise' }
  }
  return null
}
