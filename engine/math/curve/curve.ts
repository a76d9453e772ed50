/** What can be said of a law of chance without drawing from it. The same curve that `engine/random` draws by. */
export interface Curve {
  readonly mean: number
  /** Infinity where the tail is too heavy for one. */
  readonly sd: number
  /** No value is below it. */
  readonly min: number
  /** No value is above it; Infinity where there is no end. */
  readonly max: number
  /** Chance per unit at x; for lists and counts, the chance of x itself. May be Infinity at `min`. */
  density(x: number): number
  /** Chance of a value at or below x. */
  cdf(x: number): number
  /** 1 - cdf(x), which keeps its digits far out. */
  above(x: number): number
  /** The least x with cdf(x) >= p, for p from 0 to 1. */
  quantile(p: number): number
}

/** Throws where p is no share. Every quantile starts with it. */
export function checkShare(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile: p must be in [0, 1], got ${p}`)
}
