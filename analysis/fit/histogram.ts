import { curve, pow } from '../../engine/math/index.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import { type Sample, sampleQuantile } from './sample.ts'

export interface Box {
  readonly from: number
  readonly to: number
  readonly count: number
}

/**
 * Counts in boxes of one width, 1, 2 or 5 times a power of ten: about as wide as Freedman & Diaconis (1981) say, and `most` at most. What is
 * far out is in the last box, so that one stray value does not flatten all others: its `to` is then the greatest value.
 */
export function histogram(sample: Sample, most: number): readonly Box[] {
  const { sorted, n, min, max } = sample
  const end = Math.min(max, sampleQuantile(sample, 0.75) + 6 * (sampleQuantile(sample, 0.75) - sampleQuantile(sample, 0.25)) || max)
  const wished = (2 * (sampleQuantile(sample, 0.75) - sampleQuantile(sample, 0.25))) / pow(n, 1 / 3)
  const width = niceAbove(Math.max(wished, (end - min) / (most - 1), (end - min) / 60) || 1)
  const first = Math.floor(min / width)
  const boxes = Math.max(1, Math.floor(end / width) - first + 1)
  const counts = new Array<number>(boxes).fill(0)
  for (const x of sorted) counts[Math.min(boxes - 1, Math.floor(x / width) - first)]!++
  return counts.map((count, i) => {
    const to = (first + i + 1) * width
    return { from: (first + i) * width, to: i === boxes - 1 ? Math.max(to, max) : to, count }
  })
}

/** How many of n values the law puts in each box. */
export function expectedIn(boxes: readonly Box[], spec: DistributionSpec, n: number): number[] {
  const law = curve(spec)
  return boxes.map(({ from, to }) => n * (law.cdf(to) - law.cdf(from)))
}

/** The least of 1, 2 and 5 times a power of ten that is not below x. */
export function niceAbove(x: number): number {
  let power = 1
  while (power >= x) power /= 10
  while (power * 10 < x) power *= 10
  return x <= power ? power : x <= 2 * power ? 2 * power : x <= 5 * power ? 5 * power : 10 * power
}
