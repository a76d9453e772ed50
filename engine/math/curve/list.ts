import { type Curve, checkShare } from './curve.ts'

/** The values of a list, each as likely as its weight says; all alike without weights. */
export function listCurve(values: readonly number[], weights: readonly number[] = values.map(() => 1)): Curve {
  const order = values.map((_, i) => i).filter((i) => weights[i]! > 0)
  order.sort((i, j) => values[i]! - values[j]!)
  const total = order.reduce((sum, i) => sum + weights[i]!, 0)
  const sorted = order.map((i) => values[i]!)
  const share = order.map((i) => weights[i]! / total)
  const mean = sorted.reduce((sum, value, i) => sum + share[i]! * value, 0)
  const variance = sorted.reduce((sum, value, i) => sum + share[i]! * (value - mean) * (value - mean), 0)
  const cdf = (x: number) => sorted.reduce((sum, value, i) => (value <= x ? sum + share[i]! : sum), 0)
  return {
    mean,
    sd: Math.sqrt(variance),
    min: sorted[0]!,
    max: sorted.at(-1)!,
    density: (x) => sorted.reduce((sum, value, i) => (value === x ? sum + share[i]! : sum), 0),
    cdf,
    above: (x) => 1 - cdf(x),
    quantile: (p) => {
      checkShare(p)
      let sum = 0
      const place = share.findIndex((one) => {
        sum += one
        return sum >= p
      })
      return sorted.at(place)!
    },
  }
}
