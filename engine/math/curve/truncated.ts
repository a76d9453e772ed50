import { type Curve, checkShare } from './curve.ts'

/** Below this share of what it is cut from, a window holds nothing that could be drawn. */
const LEAST_SHARE = 1e-9

/**
 * What `of` gives between `min` and `max`, as if it were drawn again and again until it lies there: F restricted to [F(min), F(max)].
 * exponential of mean 10 up to 10: mean 4.180. Throws where nearly nothing lies there.
 */
export function truncatedCurve(of: Curve, min: number, max: number): Curve {
  const low = Math.max(min, of.min)
  const high = Math.min(max, of.max)
  const below = of.cdf(low)
  const share = below < 0.5 ? of.cdf(high) - below : of.above(low) - of.above(high)
  if (!(share >= LEAST_SHARE)) throw new RangeError(`truncated: next to nothing of the law lies from ${min} to ${max}`)
  // E[X^k; a < X <= b] = b^k F(b) - a^k F(a) - ∫ k x^(k-1) F: over what is cut off where there is no end, else over what is left
  const part = (from: number, to: number, power: 1 | 2) => {
    const raised = (x: number) => (power === 1 ? x : x * x)
    const slope = (x: number) => (power === 1 ? 1 : 2 * x) * of.cdf(x)
    return raised(to) * of.cdf(to) - raised(from) * of.cdf(from) - integral(slope, from, to)
  }
  const second = of.sd * of.sd + of.mean * of.mean
  const first = high === Infinity ? of.mean - part(of.min, low, 1) : part(low, high, 1)
  const square = high === Infinity ? second - part(of.min, low, 2) : part(low, high, 2)
  const mean = Math.min(high, Math.max(low, first / share))
  return {
    mean,
    sd: Math.sqrt(Math.max(0, square / share - mean * mean)),
    min: low,
    max: high,
    density: (x) => (x < low || x > high ? 0 : of.density(x) / share),
    cdf: (x) => (x <= low ? 0 : x >= high ? 1 : Math.min(1, (of.cdf(x) - below) / share)),
    above: (x) => (x <= low ? 1 : x >= high ? 0 : Math.min(1, (of.above(x) - of.above(high)) / share)),
    quantile: (p) => {
      checkShare(p)
      return Math.min(high, Math.max(low, of.quantile(Math.min(1, below + share * p))))
    },
  }
}

/** Adaptive Simpson's rule in pieces, good to about 1e-10 of the curve's size for curves that rise from 0 to 1. */
function integral(f: (x: number) => number, from: number, to: number): number {
  if (!(to > from)) return 0
  const pieces = 16
  const width = (to - from) / pieces
  const tolerance = 1e-11 * (to - from) * Math.max(f(to), f((from + to) / 2))
  let sum = 0
  for (let i = 0; i < pieces; i++) {
    const a = from + i * width
    const b = i === pieces - 1 ? to : a + width
    const [fa, fm, fb] = [f(a), f((a + b) / 2), f(b)]
    sum += simpson(f, { a, b, fa, fm, fb, tolerance: tolerance / pieces, depth: 30 })
  }
  return sum
}

interface Piece {
  readonly a: number
  readonly b: number
  readonly fa: number
  readonly fm: number
  readonly fb: number
  readonly tolerance: number
  readonly depth: number
}

function simpson(f: (x: number) => number, { a, b, fa, fm, fb, tolerance, depth }: Piece): number {
  const m = (a + b) / 2
  const [left, right] = [f((a + m) / 2), f((m + b) / 2)]
  const whole = ((b - a) / 6) * (fa + 4 * fm + fb)
  const halves = ((b - a) / 12) * (fa + 4 * left + 2 * fm + 4 * right + fb)
  if (depth === 0 || Math.abs(halves - whole) <= 15 * tolerance) return halves + (halves - whole) / 15
  return (
    simpson(f, { a, b: m, fa, fm: left, fb: fm, tolerance: tolerance / 2, depth: depth - 1 }) +
    simpson(f, { a: m, b, fa: fm, fm: right, fb, tolerance: tolerance / 2, depth: depth - 1 })
  )
}
