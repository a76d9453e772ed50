import { type Curve, checkShare } from './curve.ts'

/** The share rises in straight lines from point to point; two points of one value are a heap on it. */
export function piecewiseCurve(points: readonly (readonly [value: number, cumulative: number])[]): Curve {
  const pieces = points
    .slice(1)
    .map(([to, upper], i) => ({ from: points[i]![0], to, lower: points[i]![1], share: upper - points[i]![1] }))
    .filter(({ share }) => share > 0)
  const mean = pieces.reduce((sum, { from, to, share }) => sum + (share * (from + to)) / 2, 0)
  const variance = pieces.reduce((sum, { from, to, share }) => {
    const [a, b] = [from - mean, to - mean]
    return sum + (share * (a * a + a * b + b * b)) / 3
  }, 0)
  const cdf = (x: number) => pieces.reduce((sum, { from, to, share }) => sum + share * reached(x, from, to), 0)
  return {
    mean,
    sd: Math.sqrt(variance),
    min: pieces[0]!.from,
    max: pieces.at(-1)!.to,
    density: (x) => pieces.reduce((sum, { from, to, share }) => (x >= from && x < to ? sum + share / (to - from) : sum), 0),
    cdf,
    above: (x) => 1 - cdf(x),
    quantile: (p) => {
      checkShare(p)
      const { from, to, lower, share } = pieces.find((piece) => piece.lower + piece.share >= p) ?? pieces.at(-1)!
      return from + Math.min(1, (p - lower) / share) * (to - from)
    },
  }
}

const reached = (x: number, from: number, to: number) => (x >= to ? 1 : x <= from ? 0 : (x - from) / (to - from))
