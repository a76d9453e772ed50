import type { Streams } from './streams.ts'

/** A law of chance that states its own mean, sd and range, and draws from the block the caller moved to with `begin` or `beginFor`. */
export interface Distribution {
  readonly mean: number
  readonly sd: number
  readonly min: number
  readonly max: number
  sample(streams: Streams): number
}

/** All distributions are made here, so that they share one shape and a call of `sample` stays fast. */
export function make(
  moments: { readonly mean: number; readonly sd: number; readonly min: number; readonly max: number },
  sample: (streams: Streams) => number,
): Distribution {
  return { mean: moments.mean, sd: moments.sd, min: moments.min, max: moments.max, sample }
}
