import { normalQuantile } from '../math/index.ts'
import type { Streams } from './streams.ts'

/** A normal variate of mean 0 and sd 1, by inversion: one uniform, and for 85 % of draws no logarithm. May be negative. */
export function standardNormal(streams: Streams): number {
  return normalQuantile(streams.open01())
}
