import { wilsonInterval } from '../engine/math/index.ts'

/**
 * other − one, of shares that were seen on the same runs, with Newcombe's interval (Stat. Med. 17 (1998) 2635, method 10): the squares of the
 * distances to Wilson's limits, less what the two have in common. 28 of 30 and 20 of 30, 20 of them both: +0.267 from one that is 20.
 */
export function shareDifference(one: readonly boolean[], other: readonly boolean[]) {
  const n = one.length
  const among = (holds: (i: number) => boolean) => one.reduce((sum, _, i) => sum + (holds(i) ? 1 : 0), 0)
  const both = among((i) => one[i]! && other[i]!)
  const hitsOne = among((i) => one[i]!)
  const hitsOther = among((i) => other[i]!)
  const mean = (hitsOther - hitsOne) / n
  const [w1, w2] = [wilsonInterval(hitsOne, n), wilsonInterval(hitsOther, n)]
  const [p1, p2] = [hitsOne / n, hitsOther / n]
  const phi = likeness(both, hitsOne, hitsOther, n)
  const reach = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b))
  return { mean, low: mean - reach(p2 - w2.low, w1.high - p1), high: mean + reach(w2.high - p2, p1 - w1.low) }
}

/** The correlation φ of the table, drawn towards nothing by half a run (Newcombe's continuity correction). */
function likeness(both: number, one: number, other: number, n: number): number {
  const neither = n - one - other + both
  const cross = both * neither - (one - both) * (other - both)
  const scale = Math.sqrt(one * (n - one) * other * (n - other))
  if (scale === 0) return 0
  return (cross > n / 2 ? cross - n / 2 : cross >= 0 ? 0 : cross) / scale
}
