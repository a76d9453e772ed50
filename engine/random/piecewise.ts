import { type Distribution, make } from './distribution.ts'
import { firstAbove } from './empirical.ts'

/**
 * A law drawn by hand: `points` are (value, share at or below it), rising from share 0 to 1, joined by straight lines. Two points with one
 * value are a heap on that value. piecewise([[0, 0], [10, 0.5], [40, 1]]) has mean 15.
 */
export function piecewise(points: readonly (readonly [value: number, cumulative: number])[]): Distribution {
  if (points.length < 2) throw new RangeError(`piecewise: at least two points are needed, got ${points.length}`)
  const last = points.length - 1
  for (const [i, [value, share]] of points.entries()) {
    if (!Number.isFinite(value)) throw new RangeError(`piecewise: values must be finite, got ${value}`)
    if (i === 0 ? share !== 0 : i === last ? share !== 1 : !(share >= 0 && share <= 1)) {
      throw new RangeError(`piecewise: shares must rise from 0 to 1, got ${share} at point ${i}`)
    }
    if (i > 0 && !(value >= points[i - 1]![0] && share >= points[i - 1]![1])) {
      throw new RangeError(`piecewise: points must rise, got (${value}, ${share}) after (${points[i - 1]!.join(', ')})`)
    }
  }
  const values = Float64Array.from(points, ([value]) => value)
  const upTo = Float64Array.from(points, ([, share]) => share)
  let mean = 0
  for (let i = 1; i <= last; i++) mean += (upTo[i]! - upTo[i - 1]!) * (values[i]! + values[i - 1]!) * 0.5
  let variance = 0
  for (let i = 1; i <= last; i++) {
    const a = values[i - 1]! - mean
    const b = values[i]! - mean
    variance += ((upTo[i]! - upTo[i - 1]!) * (a * a + a * b + b * b)) / 3
  }
  const first = upTo.lastIndexOf(0)
  const end = upTo.indexOf(1)
  return make({ mean, sd: Math.sqrt(variance), min: values[first]!, max: values[end]! }, (streams) => {
    const u = streams.uniform()
    const i = firstAbove(upTo, u)
    const from = values[i - 1]!
    return from + ((u - upTo[i - 1]!) / (upTo[i]! - upTo[i - 1]!)) * (values[i]! - from)
  })
}
